"""Whether the pieces add up to the dose, by a count of our own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from math import gcd
from typing import NamedTuple

from baclofen_titration.checker import sentences
from baclofen_titration.checker.met import Once
from baclofen_titration.checker.patterns import Made, Rows
from baclofen_titration.findings import Finding
from baclofen_titration.product import Part, Product
from baclofen_titration.regimen import Administration, Piece

MOST_WAYS = 4_096
"""More are forgotten, all at once, and judged again."""

# Solids are weighed in quarters, so that no part is ever rounded.
QUARTERS: Mapping[str, int] = {"whole": 2 * 2, "half": 2, "quarter": 1}

_Kind = tuple[int, int] | None
"""Solids, or a liquid by the micrograms in some of its microlitres."""


class _Place(NamedTuple):
    on: date
    step: int
    at: str


class _Weight(NamedTuple):
    """What is in some pieces, as a fraction [micrograms]."""

    amount: int
    parts: int

    def plus(self, other: _Weight) -> _Weight:
        if other.parts == self.parts:
            return _Weight(self.amount + other.amount, self.parts)
        amount = self.amount * other.parts + other.amount * self.parts
        return _Weight(amount, self.parts * other.parts)


class Shelf:
    """The products at hand, and the ways of making a dose that were found right with them."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        self.products = {product.id: product for product in products}
        self.is_of_one_kind = len({*map(_kind, products)}) == 1
        self._right: set[Made] = set()

    def are_right(self, ways: Collection[Made]) -> bool:
        """Whether each of them was found right before, and nothing here can be mixed."""
        return self.is_of_one_kind and self._right.issuperset(ways)

    def add_right(self, way: Made) -> None:
        """Remember a way of making a dose in which nothing was found."""
        if len(self._right) >= MOST_WAYS:
            self._right.clear()
        self._right.add(way)


def judge_pieces(rows: Rows, shelf: Shelf) -> list[Finding]:
    """Find doses that their pieces do not make; each way of making a dose is judged once."""
    if shelf.are_right(frozenset().union(*[pattern.made for pattern in rows.patterns])):
        return []
    made: dict[Made, None] = {}
    kinds: dict[_Kind, str] = {}
    reported: set[tuple[str, str, str]] = set()
    found: list[Finding] = []
    meeting = Once()
    for number, step in enumerate(rows.schedule.steps, start=1):
        for taking in filter(meeting.is_first, step.regimen.administrations):
            pieces = tuple([(piece.product, piece.count, piece.part) for piece in taking.pieces])
            key: Made = (taking.dose.micrograms, pieces)
            if key in made:
                continue
            made[key] = None
            place = _Place(step.start, number, taking.at)
            found += _mixed(place, taking, shelf.products, kinds)
            wrong = list(_judge(place, taking, shelf.products))
            if not wrong:
                shelf.add_right(key)
            for finding in wrong:
                once = (finding.code, finding.found, finding.allowed)
                if finding.code in ("unknown-product", "forbidden-split") and once in reported:
                    continue
                reported.add(once)
                found.append(finding)
    return found


def _judge(
    place: _Place, taking: Administration, shelf: Mapping[str, Product]
) -> Iterator[Finding]:
    dose = taking.dose.micrograms
    if not taking.pieces:
        if dose:
            says = sentences.no_pieces(place.on, place.at, dose)
            yield _finding("unmakeable", says, place, sentences.dose(dose), hard=True)
        return
    known = True
    total = _Weight(0, 1)
    for piece in taking.pieces:
        product = shelf.get(piece.product)
        if product is None:
            known = False
            says = sentences.unknown_product(place.on, piece.product)
            yield _finding("unknown-product", says, place, piece.product, hard=True)
            continue
        weight = _weight(piece, product)
        if weight is None:
            known = False
        else:
            total = total.plus(weight)
        if piece.part not in product.parts:
            yield _bad_split(place, piece.part, product, hard=weight is None)
    if known and total.amount != dose * total.parts:
        yield _wrong(place, total, dose)


def _weight(piece: Piece, product: Product) -> _Weight | None:
    """What some pieces contain; None for a measure of a solid or a part of a liquid."""
    strength = product.strength.micrograms
    if product.volume is None or product.graduation is None:
        quarters = QUARTERS.get(piece.part)
        if quarters is None:
            return None
        return _Weight(piece.count * strength * quarters, QUARTERS["whole"])
    if piece.part != "measure":
        return None
    mark = product.graduation.value.microlitres
    return _Weight(piece.count * strength * mark, product.volume.microlitres)


def _mixed(
    place: _Place, taking: Administration, shelf: Mapping[str, Product], kinds: dict[_Kind, str]
) -> Iterator[Finding]:
    """Solids beside a liquid, or two strengths of liquid; each is reported where it comes in."""
    for piece in taking.pieces:
        product = shelf.get(piece.product)
        if product is None:
            continue
        kind = _kind(product)
        if kind in kinds:
            continue
        if kinds:
            first = next(iter(kinds.values()))
            says = sentences.mixed(place.on, product.id, first)
            found = f"{product.id} with {first}"
            yield _finding("mixed-products", says, place, found, hard=True)
        kinds[kind] = product.id


def _kind(product: Product) -> _Kind:
    """Liquids of one strength are one kind, however much of it the bottle prints."""
    if product.volume is None:
        return None
    least = gcd(product.strength.micrograms, product.volume.microlitres)
    return product.strength.micrograms // least, product.volume.microlitres // least


def _wrong(place: _Place, total: _Weight, dose: int) -> Finding:
    whole, part = divmod(total.amount, total.parts)
    shown = ("about " if part else "") + sentences.dose(whole)
    says = sentences.wrong_pieces(place.on, place.at, shown, dose)
    allowed = sentences.dose(dose)
    return _finding("pieces-do-not-add-up", says, place, shown, allowed, hard=True)


def _bad_split(place: _Place, part: Part, product: Product, *, hard: bool) -> Finding:
    parts = ", ".join(product.parts)
    says = sentences.bad_split(place.on, part, product.id, parts)
    return _finding("forbidden-split", says, place, f"{part} of {product.id}", parts, hard=hard)


def _finding(
    code: str, says: str, place: _Place, found: str, allowed: str = "", *, hard: bool = False
) -> Finding:
    return Finding(
        code=code,
        severity="stop",
        says=says,
        on=place.on,
        step=place.step,
        at=place.at,
        found=found,
        allowed=allowed,
        hard=hard,
    )
