"""The parts that schedules are put together from; equal ones are made once and shared.

They are frozen, and the same few come back in one plan after another: a dose at a time of
day with its pieces, the pattern of a day, a rule with whoever stands behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from baclofen_titration.kept import Kept
from baclofen_titration.product import Part
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Piece, Regimen, time_order
from baclofen_titration.schedule import Reason
from baclofen_titration.sharing import Doses

MOST_PARTS = 2_048

Made = tuple[tuple[str, int, Part], ...]
"""What makes a dose: product, count and part of each of its pieces."""

_reasons: Kept[tuple[Reason, ...]] = Kept()


class Bench:
    """Where the doses of one schedule become regimens."""

    def __init__(self, pieces: Mapping[int, tuple[Piece, ...]]) -> None:
        self._made: dict[int, Made] = {
            dose: tuple([(piece.product, piece.count, piece.part) for piece in made])
            for dose, made in pieces.items()
        }

    def regimen(self, doses: Doses) -> Regimen:
        """A regimen in the order of the day."""
        times = sorted(doses, key=time_order)
        return _regimen(tuple([(at, doses[at], self._made[doses[at]]) for at in times]))


def because(rule: str, authors: tuple[Author, ...]) -> tuple[Reason, ...]:
    """One reason an author."""
    return _reasons.get_of(
        authors, rule, lambda: tuple(Reason(rule=rule, author=author) for author in authors)
    )


@lru_cache(maxsize=MOST_PARTS)
def _regimen(takings: tuple[tuple[str, int, Made], ...]) -> Regimen:
    return Regimen(administrations=tuple(_taking(*taking) for taking in takings))


@lru_cache(maxsize=MOST_PARTS)
def _taking(at: str, dose: int, made: Made) -> Administration:
    pieces = tuple(Piece(product=product, count=count, part=part) for product, count, part in made)
    return Administration(at=at, dose=Dose.from_micrograms(dose), pieces=pieces)
