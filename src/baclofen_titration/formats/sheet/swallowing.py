"""What is swallowed at one moment, in the words of a language: how many of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from baclofen_titration.formats.sheet.contents import Swallow
from baclofen_titration.formats.wording import counted_pieces, number_of
from baclofen_titration.formats.words.speaking import Words
from baclofen_titration.product import Part, Product
from baclofen_titration.schedule import Piece


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


def _of_one(parts: Mapping[Part, int], product: Product, words: Words) -> Swallow:
    if product.form == "liquid":
        volume = str(product.measured_volume(sum(parts.values())))
        strength = words.say("strength-in", amount=product.strength, volume=product.volume)
        return Swallow(words.apart(volume), words.say("of-strength", strength=strength))
    kind = "packet" if product.form == "packet" else "tablet"
    amount = words.pieces(kind, *number_of(parts))
    return Swallow(amount, words.say("of-strength", strength=product.strength))
