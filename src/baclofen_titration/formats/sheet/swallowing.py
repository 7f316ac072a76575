"""What is swallowed at one moment, in the words of a language: how many of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from baclofen_titration.formats.sheet.contents import Swallow
from baclofen_titration.formats.wording import compared_strength, counted_pieces, number_of
from baclofen_titration.formats.words.speaking import Words
from baclofen_titration.product import Part, Product
from baclofen_titration.regimen import Piece
from baclofen_titration.supplied import ChangedProduct


def swallowed(
    pieces: Iterable[Piece], products: Mapping[str, Product], words: Words
) -> tuple[Swallow, ...]:
    """Each product of a dose: 1½ tablets of 10 mg, or 2.5 mL of 10 mg in 5 mL.

    Parameters
    ----------
    pieces : iterable of Piece
        What makes the dose.
    products : mapping of str to Product
        The products, by their ids.
    words : Words
        The language.
    """
    counted = counted_pieces(pieces)
    return tuple(_of_one(parts, products[key], words) for key, parts in counted.items())


def changed_said(
    changed: ChangedProduct,
    before: Mapping[str, Product],
    products: Mapping[str, Product],
    words: Words,
) -> str:
    """A dose in the product until now and in the new one: was 5 mL of …, now 2.5 mL of …."""
    time, dose = words.time(changed.at), words.apart(str(changed.dose))
    was = _joined(swallowed(changed.was, before, words), words)
    if not changed.now:
        return words.say("was-only", time=time, dose=dose, was=was)
    now = _joined(swallowed(changed.now, products, words), words)
    strength = compared_strength(before[changed.was[0].product], products[changed.now[0].product])
    name = {"stronger": "was-now-stronger", "weaker": "was-now-weaker", None: "was-now"}[strength]
    return words.say(name, time=time, dose=dose, was=was, now=now)


def _joined(swallow: Iterable[Swallow], words: Words) -> str:
    said = [words.say("amount-of", amount=one.amount, of=one.of) for one in swallow]
    return reduce(lambda first, second: words.say("and", first=first, second=second), said)


def _of_one(parts: Mapping[Part, int], product: Product, words: Words) -> Swallow:
    if product.form == "liquid":
        volume = str(product.measured_volume(sum(parts.values())))
        strength = words.say("strength-in", amount=product.strength, volume=product.volume)
        return Swallow(words.apart(volume), words.say("of-strength", strength=strength))
    kind = "packet" if product.form == "packet" else "tablet"
    amount = words.pieces(kind, *number_of(parts))
    return Swallow(amount, words.say("of-strength", strength=product.strength))
