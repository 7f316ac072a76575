"""Whether the pieces add up to the dose, by a count of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from baclofen_titration.checker import sentences
from baclofen_titration.findings import Finding
from baclofen_titration.product import Part, Product
from baclofen_titration.schedule import Administration, Schedule

# Everything is weighed in quarters, so that no part is ever rounded.
QUARTERS: dict[Part, int] = {"whole": 2 * 2, "half": 2, "quarter": 1}

_Made = tuple[int, tuple[tuple[str, int, Part], ...]]


class _Place(NamedTuple):
    on: date
    step: int
    at: str


def judge_pieces(schedule: Schedule, products: tuple[Product, ...]) -> list[Finding]:
    """Find doses that their pieces do not make; each way of making a dose is judged once."""
    shelf = {product.id: product for product in products}
    made: dict[_Made, None] = {}
    reported: set[tuple[str, str, str]] = set()
    found = []
    for number, step in enumerate(schedule.steps, start=1):
        for taking in step.regimen.administrations:
            pieces = tuple((piece.product, piece.count, piece.part) for piece in taking.pieces)
            key: _Made = (taking.dose.micrograms, pieces)
            if key in made:
                continue
            made[key] = None
            place = _Place(step.start, number, taking.at)
            for finding in _judge(place, taking, shelf):
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
    quarters = 0
    for piece in taking.pieces:
        product = shelf.get(piece.product)
        if product is None:
            known = False
            says = sentences.unknown_product(place.on, piece.product)
            yield _finding("unknown-product", says, place, piece.product, hard=True)
            continue
        quarters += piece.count * product.strength.micrograms * QUARTERS[piece.part]
        if piece.part not in product.parts:
            yield _bad_split(place, piece.part, product)
    if known and quarters != dose * QUARTERS["whole"]:
        yield _wrong(place, quarters, dose)


def _wrong(place: _Place, quarters: int, dose: int) -> Finding:
    whole, part = divmod(quarters, QUARTERS["whole"])
    shown = ("about " if part else "") + sentences.dose(whole)
    says = sentences.wrong_pieces(place.on, place.at, shown, dose)
    allowed = sentences.dose(dose)
    return _finding("pieces-do-not-add-up", says, place, shown, allowed, hard=True)


def _bad_split(place: _Place, part: Part, product: Product) -> Finding:
    parts = ", ".join(product.parts)
    says = sentences.bad_split(place.on, part, product.id, parts)
    return _finding("forbidden-split", says, place, f"{part} of {product.id}", parts)


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
