"""What is given out at each visit to the pharmacy, counted from the first day on every time.

Each fill covers all days up to its end together with the fills before it, so
that a half that is left over is used, and roundings do not add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baclofen_titration.dates import LAST_DATE, add_days
from baclofen_titration.dispensing.bottles import bottle_fills
from baclofen_titration.dispensing.shelf import liquid_on
from baclofen_titration.dispensing.supply import countable
from baclofen_titration.dispensing.taken import (
    Taken,
    counted,
    last_covered,
    packs_for,
    parts_of,
    parts_over,
    tablets_for,
    taken_until,
)
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.fills import Fill, FillLine
from baclofen_titration.lengths import MOST_DAYS
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.schedule import Schedule

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class FillsAsked:
    """What was asked of fills; counts them when an output wants them.

    Parameters
    ----------
    until, every
        As `count_fills` takes them.
    """

    until: date | None
    every: int | None

    def last(self, schedule: Schedule) -> date:
        """The last day that is supplied."""
        until = _usual_end(schedule) if self.until is None else self.until
        return until if schedule.end is None else min(until, schedule.end)

    def __call__(self, schedule: Schedule, products: Sequence[Product]) -> tuple[Fill, ...]:
        """Count the fills of a schedule."""
        return count_fills(schedule, products, self.until, self.every)


def count_fills(
    schedule: Schedule,
    products: Sequence[Product],
    until: date | None = None,
    every: int | None = None,
) -> tuple[Fill, ...]:
    """Count what to give out at each visit.

    Parameters
    ----------
    schedule : Schedule
        Steps without a gap, with the pieces of every dose.
    products : sequence of Product
        What the pieces are.
    until : datetime.date, optional
        The last day to supply. Left out, one fill of the length in the product
        data is supplied, or as many of `every` as fit into it.
    every : int, optional
        Length of a fill [days]; the one in the product data if left out.

    Returns
    -------
    tuple of Fill
        In their order; together they give out what the days up to `until` take.

    Raises
    ------
    InvalidValueError
        If the schedule cannot be counted, or a length is no whole number of days.

    Examples
    --------
    >>> from baclofen_titration.product import load_products
    >>> half = {"product": "uk-tablet-10", "count": 1, "part": "half"}
    >>> taking = {"at": "evening", "dose": "5 mg", "pieces": [half]}
    >>> step = {"start": "2026-12-01", "days": None, "phase": "maintenance"}
    >>> step["regimen"] = {"administrations": [taking]}
    >>> schedule = Schedule(before="unknown", steps=[step])
    >>> fills = count_fills(schedule, load_products("uk-tablets"), date(2026, 12, 14), every=7)
    >>> [fill.lines[0].tablets for fill in fills]
    [4, 3]
    """
    rules = shipped_products().dispensing
    every = rules.fill_days.value if every is None else every
    if type(every) is not int or not 1 <= every <= MOST_DAYS:
        raise InvalidValueError(f"A fill lasts whole days, 1 to {MOST_DAYS}.")
    if until is None:
        until = _usual_end(schedule)
    shelf, last = countable(schedule, products, until)
    periods = list(_periods(schedule.start, last, every))
    authors = (*rules.fill_days.authors, *rules.order_ahead_days.authors)
    liquid = liquid_on(shelf)
    made = (
        _counted_fills(schedule, shelf, periods)
        if liquid is None
        else bottle_fills(schedule, liquid, periods)
    )
    return tuple(
        Fill(
            first=first,
            until=until,
            lines=lines,
            last_covered=covered,
            order_by=_order_by(schedule, first, covered, rules.order_ahead_days.value),
            authors=authors,
        )
        for (first, until), (lines, covered) in zip(periods, made, strict=True)
    )


def _usual_end(schedule: Schedule) -> date:
    return _not_beyond(schedule.start, shipped_products().dispensing.fill_days.value - 1)


def _not_beyond(day: date, days: int) -> date:
    """Days on, where the calendar window allows it."""
    return min(LAST_DATE, date.fromordinal(day.toordinal() + days))


def _periods(start: date, last: date, every: int) -> Iterator[Period]:
    first = start
    while True:
        until = min(last, _not_beyond(first, every - 1))
        yield first, until
        if until == last:
            return
        first = add_days(until, 1)


def _counted_fills(
    schedule: Schedule, shelf: Mapping[str, Product], periods: Sequence[Period]
) -> Iterator[tuple[tuple[FillLine, ...], date]]:
    held: Counter[str] = Counter()
    before = Taken()
    for _, until in periods:
        taken = taken_until(schedule, until)
        lines = tuple(
            line
            for product in shelf.values()
            if (line := _line(product, taken, before, held[product.id])) is not None
        )
        held.update({line.product: line.given for line in lines})
        yield lines, last_covered(schedule, until, taken, held)
        before = taken


def _line(product: Product, taken: Taken, before: Taken, held: int) -> FillLine | None:
    now = {
        part: count - before[product.id, part]
        for part, count in parts_of(taken, product.id).items()
    }
    needed = tablets_for(taken, product.id)
    tablets = max(0, needed - held)
    if not tablets and not any(now.values()):
        return None
    packs, size = packs_for(tablets, product) if tablets else (None, None)
    given = tablets if packs is None or size is None else packs * size
    over = parts_over(parts_of(taken, product.id))
    over["whole"] += held + given - needed
    return FillLine(
        product=product.id,
        pieces=counted(product.id, now),
        tablets=tablets,
        given=given,
        left_over=counted(product.id, over),
        pack_size=size,
        packs=packs,
    )


def _order_by(schedule: Schedule, first: date, covered: date, ahead: int) -> date | None:
    """Days before it runs out, but not before it is given out; None where it lasts to the end."""
    ends = schedule.end is not None and schedule.then == "stopped" and covered >= schedule.end
    if ends or covered == LAST_DATE:
        return None
    return max(first, add_days(covered, -ahead))
