"""What to dispense of a liquid: its volume, and bottles where their sizes are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from baclofen_titration.dates import LAST_DATE, add_days
from baclofen_titration.dispensing.reserve import heaviest_step
from baclofen_titration.fills import FillLine, OpenedBottle
from baclofen_titration.product import Bottle, Product
from baclofen_titration.regimen import Administration
from baclofen_titration.schedule import Schedule
from baclofen_titration.supplied import Supply, SupplyLine

Spell = tuple[range, int]
"""Days as ordinals, and the measures taken on each of them."""


def count_bottles(schedule: Schedule, liquid: Product, last: date, reserve_days: int) -> Supply:
    """Count a liquid; every dose of the schedule is known to be measured from it."""
    spells = _spells(schedule)
    heaviest = heaviest_step(schedule, last).regimen.administrations
    lines = _lines(liquid, spells, last.toordinal())
    return Supply(
        first=schedule.start,
        until=last,
        lines=lines,
        last_covered=_last_covered(schedule, liquid, spells, last, lines),
        reserve_days=reserve_days,
        reserve=bottle_lines(
            liquid, heaviest, date.fromordinal(last.toordinal() + 1), reserve_days
        ),
    )


def bottle_lines(
    liquid: Product, takings: Sequence[Administration], first: date, days: int
) -> tuple[SupplyLine, ...]:
    """What has to be given out for so many equal days; no line for none."""
    begin = first.toordinal()
    return _lines(liquid, [(range(begin, begin + days), _measures(takings))], begin + days)


def bottle_fills(
    schedule: Schedule, liquid: Product, periods: Sequence[tuple[date, date]]
) -> Iterator[tuple[tuple[FillLine, ...], date]]:
    """What is given out of a liquid in each period, and the last day that it covers."""
    spells = _spells(schedule)
    last = periods[-1][1].toordinal()
    fewest = _fewest(liquid, spells, last)
    size = None if fewest is None else fewest[1].size
    opened = [] if fewest is None else _opened(liquid, fewest[1], spells, last)
    for first, until in periods:
        days = range(first.toordinal(), until.toordinal() + 1)
        volume = _taken(spells, days.stop - 1) - _taken(spells, days.start - 1)
        now = [date.fromordinal(day) for day in opened if day in days]
        line = FillLine(
            product=liquid.id,
            volume=liquid.measured_volume(volume) if volume else None,
            bottle_size=size,
            bottles=tuple(
                OpenedBottle(opened=day, discard_on=liquid.discard_on(day)) for day in now
            ),
        )
        bottle = None if fewest is None else fewest[1]
        yield (line,) if volume else (), _covered(schedule, liquid, spells, until, bottle)


def _spells(schedule: Schedule) -> list[Spell]:
    """The whole schedule; a first day that starts late is a spell of its own."""
    spells: list[Spell] = []
    for step in schedule.steps:
        end = (step.end or LAST_DATE).toordinal() + 1
        measures = _measures(step.regimen.administrations)
        spells.append((range(step.start.toordinal(), end), measures))
    first = schedule.on(schedule.start)
    if first is None or not first.not_today:
        return spells
    days, measures = spells[0]
    return [(days[:1], _measures(first.takings)), (days[1:], measures), *spells[1:]]


def _measures(takings: Sequence[Administration]) -> int:
    return sum(piece.count for taking in takings for piece in taking.pieces)


def _lines(liquid: Product, spells: Sequence[Spell], last: int) -> tuple[SupplyLine, ...]:
    taken = _taken(spells, last)
    if not taken:
        return ()
    fewest = _fewest(liquid, spells, last)
    over = 0 if fewest is None else fewest[0] * _size(liquid, fewest[1]) - taken
    return (
        SupplyLine(
            product=liquid.id,
            pieces=(),
            tablets=0,
            volume=liquid.measured_volume(taken),
            bottle_size=None if fewest is None else fewest[1].size,
            bottles=None if fewest is None else fewest[0],
            volume_left_over=liquid.measured_volume(over) if over else None,
        ),
    )


def _taken(spells: Sequence[Spell], last: int) -> int:
    """The measures that are taken up to a day."""
    return sum(len(range(days.start, min(days.stop, last + 1))) * n for days, n in spells)


def _fewest(liquid: Product, spells: Sequence[Spell], last: int) -> tuple[int, Bottle] | None:
    """How many bottles of which size: least over, then fewest; None where no size is known."""
    return min(
        ((len(_opened(liquid, bottle, spells, last)), bottle) for bottle in liquid.bottles),
        key=lambda way: (_size(liquid, way[1]) * way[0], way[0]),
        default=None,
    )


def _size(liquid: Product, bottle: Bottle) -> int:
    """How many measures a bottle holds."""
    return bottle.size.microlitres // liquid.measured_volume(1).microlitres


def _opened(liquid: Product, bottle: Bottle, spells: Sequence[Spell], last: int) -> list[int]:
    """The days up to a last one on which bottles are opened."""
    days = []
    for day in _openings(liquid, bottle, spells):
        if day > last:
            break
        days.append(day)
    return days


def _openings(liquid: Product, bottle: Bottle, spells: Sequence[Spell]) -> Iterator[int]:
    """Each day on which a bottle is opened, once for every bottle.

    The last of a bottle is taken together with the first of the next one; what
    is still in it on the day on which it has to be discarded is lost.
    """
    size, held, discard = _size(liquid, bottle), 0, 0
    for days, measures in spells:
        for day in days if measures else ():
            if day >= discard:
                held = 0
            while held < measures:
                yield day
                held += size
                until = liquid.discard_on(date.fromordinal(day))
                discard = (until or date.max).toordinal()
            held -= measures


def _last_covered(
    schedule: Schedule,
    liquid: Product,
    spells: Sequence[Spell],
    last: date,
    lines: Sequence[SupplyLine],
) -> date:
    """The day before something is taken that was not given out."""
    bottle = next(
        (one for line in lines for one in liquid.bottles if one.size == line.bottle_size), None
    )
    return _covered(schedule, liquid, spells, last, bottle)


def _covered(
    schedule: Schedule,
    liquid: Product,
    spells: Sequence[Spell],
    last: date,
    bottle: Bottle | None,
) -> date:
    missing: int | None
    if bottle is None:
        after = last.toordinal() + 1
        later = (range(max(days.start, after), days.stop) for days, n in spells if n)
        missing = next((days.start for days in later if days), None)
    else:
        openings = _openings(liquid, bottle, spells)
        missing = next((day for day in openings if day > last.toordinal()), None)
    if missing is None:
        return schedule.end or LAST_DATE
    return add_days(date.fromordinal(missing), -1)
