"""What is taken of each product: counted by step, never by day."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from baclofen_titration.dates import LAST_DATE, add_days
from baclofen_titration.product import PIECES_IN_ONE, Part, Product
from baclofen_titration.regimen import Administration, Piece
from baclofen_titration.schedule import Schedule

Taken = Counter[tuple[str, Part]]
"""How many pieces of each product and part."""

PARTS = tuple(PIECES_IN_ONE.items())


def daily_of(takings: Iterable[Administration]) -> Taken:
    """What these takings use."""
    daily = Taken()
    _add(daily, takings, 1)
    return daily


def _add(taken: Taken, takings: Iterable[Administration], days: int) -> None:
    for taking in takings:
        for piece in taking.pieces:
            taken[piece.product, piece.part] += piece.count * days


def times(daily: Taken, days: int) -> Taken:
    """What so many equal days use."""
    return Taken({piece: count * days for piece, count in daily.items()})


def taken_until(schedule: Schedule, last: date) -> Taken:
    """Everything that is taken from the first day to a last one."""
    taken = Taken()
    for step in schedule.steps:
        days = (min(step.end or last, last) - step.start).days + 1
        if days > 0:
            _add(taken, step.regimen.administrations, days)
    _add(taken, _missed(schedule), -1)
    return taken


def tablets_for(taken: Taken, product: str) -> int:
    """Whole tablets that the pieces come from, rounded up for each part."""
    return sum(-(-taken[product, part] // pieces) for part, pieces in PIECES_IN_ONE.items())


def tablets_of(takings: Iterable[Administration], days: int) -> dict[str, int]:
    """Whole tablets of each product for so many equal days, rounded up for each part."""
    tablets: dict[str, int] = {}
    for (product, part), count in daily_of(takings).items():
        tablets[product] = tablets.get(product, 0) - (-count * days // PIECES_IN_ONE[part])
    return tablets


def counted(product: str, counts: Mapping[Part, int]) -> tuple[Piece, ...]:
    """Pieces of one product, those that are none left out."""
    return tuple(
        Piece(product=product, count=count, part=part) for part, count in counts.items() if count
    )


def parts_of(taken: Taken, product: str) -> dict[Part, int]:
    """How many of each part of one product."""
    return {part: taken[product, part] for part in PIECES_IN_ONE}


def parts_over(counts: Mapping[Part, int]) -> dict[Part, int]:
    """The parts of split tablets that nobody takes."""
    return {part: -count % PIECES_IN_ONE[part] for part, count in counts.items()}


def packs_for(tablets: int, product: Product) -> tuple[int, int] | tuple[None, None]:
    """How many packs, of which size: fewest tablets over, then fewest packs."""
    ways = [(-tablets % pack.size, -(-tablets // pack.size), pack.size) for pack in product.packs]
    return min(ways)[1:] if ways else (None, None)


def last_covered(schedule: Schedule, last: date, taken: Taken, held: Mapping[str, int]) -> date:
    """The last day on which everything can be taken from the tablets that are held.

    Parameters
    ----------
    schedule : Schedule
        The steps.
    last : datetime.date
        A day up to which what is held is known to last.
    taken : Taken
        What is taken up to that day.
    held : mapping
        Tablets of each product, given out from the first day on.
    """
    taken, day = Taken(taken), last
    for step in schedule.steps:
        ahead = ((step.end or LAST_DATE) - day).days
        if ahead > 0:
            daily = daily_of(step.regimen.administrations)
            lasting = _lasting(taken, daily, held, ahead)
            day = add_days(day, lasting)
            if lasting < ahead:
                break
            _add(taken, step.regimen.administrations, ahead)
    return day


def _lasting(taken: Taken, daily: Taken, held: Mapping[str, int], ahead: int) -> int:
    """For how many of the days ahead everything can be taken from what is held."""
    pieces = [
        (held.get(name, 0), [(taken[name, part], daily[name, part], cut) for part, cut in PARTS])
        for name in {name for name, _ in daily}
    ]

    def runs_out(days: int) -> bool:
        return any(
            sum(-(-(count + each * days) // cut) for count, each, cut in parts) > tablets
            for tablets, parts in pieces
        )

    return bisect_left(range(1, ahead + 1), True, key=runs_out)


def _missed(schedule: Schedule) -> tuple[Administration, ...]:
    """The takings of the first day before a late first one."""
    first = schedule.on(schedule.start)
    return () if first is None else first.not_today
