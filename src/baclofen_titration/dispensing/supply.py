"""What to dispense for a schedule, in whole tablets and packets, with what is left over stated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from baclofen_titration.dates import add_days, parse_date
from baclofen_titration.dispensing.bottles import count_bottles
from baclofen_titration.dispensing.reserve import heaviest_step
from baclofen_titration.dispensing.shelf import liquid_on, shelf_of
from baclofen_titration.dispensing.taken import (
    Taken,
    counted,
    daily_of,
    last_covered,
    packs_for,
    parts_of,
    parts_over,
    tablets_for,
    taken_until,
    times,
)
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Finding
from baclofen_titration.lengths import MOST_DAYS
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.quantities import format_micrograms
from baclofen_titration.regimen import Administration
from baclofen_titration.schedule import Schedule
from baclofen_titration.supplied import Supply, SupplyLine


def count_supply(
    schedule: Schedule, products: Sequence[Product], until: date, reserve_days: int = 0
) -> Supply:
    """Count what to dispense, from the first day to a horizon.

    Two halves come from one tablet, but never one of each of two products, and
    a half and quarters never share a tablet; the part of a split tablet that
    nobody takes is stated. Packs are counted where a product has a size; of
    several sizes, the one that leaves the fewest tablets over.

    Of a liquid the volume is counted, and bottles where their sizes are known:
    of several sizes, the one that leaves the least over. An open bottle is
    replaced when it is empty, or on the day on which it has to be discarded.

    Parameters
    ----------
    schedule : Schedule
        Steps without a gap, with the pieces of every dose.
    products : sequence of Product
        What the pieces are.
    until : datetime.date
        The last day to supply; the end of a bounded schedule if that is earlier.
    reserve_days : int, optional
        Days of the largest daily dose of the supplied days to hold back [days],
        on lines of their own.

    Returns
    -------
    Supply
        With the last day that `lines` alone cover, which is later than the
        horizon where whole tablets or packs last longer.

    Raises
    ------
    InvalidValueError
        If `until` is before the start, or the schedule cannot be counted: a gap
        or overlap, a dose without pieces, pieces that do not add up to their
        dose, or a part that the product does not permit. All faults are listed.
    DateError, MissingInputError
        If `until` is not a date, or no product is named.

    Examples
    --------
    >>> from baclofen_titration.product import load_products
    >>> half = {"product": "uk-tablet-10", "count": 1, "part": "half"}
    >>> taking = {"at": "evening", "dose": "5 mg", "pieces": [half]}
    >>> step = {"start": "2026-12-01", "days": None, "phase": "maintenance"}
    >>> step["regimen"] = {"administrations": [taking]}
    >>> schedule = Schedule(before="unknown", steps=[step])
    >>> supply = count_supply(schedule, load_products("uk-tablets"), date(2026, 12, 7))
    >>> supply.lines[0].tablets, str(supply.last_covered)
    (4, '2026-12-08')
    """
    shelf, last = countable(schedule, products, until)
    if type(reserve_days) is not int or not 0 <= reserve_days <= MOST_DAYS:
        raise InvalidValueError(f"A reserve is whole days, 0 to {MOST_DAYS}.")
    liquid = liquid_on(shelf)
    if liquid is not None:
        return count_bottles(schedule, liquid, last, reserve_days)
    taken = taken_until(schedule, last)
    lines = tablet_lines(taken, shelf)
    held = {line.product: _given_out(line) for line in lines}
    heaviest = heaviest_step(schedule, last).regimen.administrations
    return Supply(
        first=schedule.start,
        until=last,
        lines=lines,
        last_covered=last_covered(schedule, last, taken, held),
        reserve_days=reserve_days,
        reserve=tablet_lines(times(daily_of(heaviest), reserve_days), shelf),
    )


def countable(
    schedule: Schedule, products: Sequence[Product], until: date
) -> tuple[Mapping[str, Product], date]:
    """The products by id and the last day to supply, of a schedule that can be counted."""
    shelf, last = shelf_of(products), _last_day(schedule, parse_date(until))
    faults = [*_gaps(schedule), *_uncountable(schedule, shelf)]
    if faults:
        raise InvalidValueError("The supply cannot be counted: " + "; ".join(faults) + ".")
    return shelf, last


def strengths_finding(schedule: Schedule, products: Sequence[Product]) -> Finding | None:
    """A caution where a schedule uses more strengths than the dispensing rules let pass.

    Returns
    -------
    Finding or None
        With code ``"many-strengths"``, on the first day of the step that
        brings in one strength too many.

    Raises
    ------
    InvalidValueError
        If the schedule uses a product that is not among `products`.
    """
    rule = shipped_products().dispensing.max_strengths_without_caution
    shelf = shelf_of(products)
    allowed, used, first = rule.value, set(), None
    for number, step in enumerate(schedule.steps, start=1):
        takings = step.regimen.administrations
        for name in {piece.product for taking in takings for piece in taking.pieces}:
            if name not in shelf:
                raise InvalidValueError(f"The schedule uses {name}, which was not named.")
            used.add(shelf[name].strength)
        if first is None and len(used) > allowed:
            first = (number, step.start)
    if first is None:
        return None
    names = ", ".join(str(strength) for strength in sorted(used))
    return Finding(
        code="many-strengths",
        severity="caution",
        says=f"{len(used)} strengths are used: {names}. One may be mistaken for another; see "
        "whether fewer strengths would do.",
        step=first[0],
        on=first[1],
        found=_strengths(len(used)),
        allowed=_strengths(allowed),
        authors=rule.authors,
    )


def are_many_strengths(names: Collection[str], products: Sequence[Product]) -> bool:
    """Whether products of these ids are of more strengths than the dispensing rules let pass."""
    shelf = shelf_of(products)
    allowed = shipped_products().dispensing.max_strengths_without_caution.value
    return len({shelf[name].strength for name in names}) > allowed


def _strengths(count: int) -> str:
    return "1 strength" if count == 1 else f"{count} strengths"


def _last_day(schedule: Schedule, until: date) -> date:
    if until < schedule.start:
        raise InvalidValueError(
            f"A supply until {until} ends before the first day, {schedule.start}; "
            "choose a later day."
        )
    return until if schedule.end is None else min(until, schedule.end)


def _gaps(schedule: Schedule) -> Iterator[str]:
    for number, (step, after) in enumerate(pairwise(schedule.steps), start=2):
        if step.end is None or after.start != add_days(step.end, 1):
            yield f"step {number} does not start on the day after step {number - 1} ends"


def _uncountable(schedule: Schedule, shelf: Mapping[str, Product]) -> Iterator[str]:
    for number, step in enumerate(schedule.steps, start=1):
        for taking in step.regimen.administrations:
            for fault in _faults_of(taking, shelf):
                yield f"step {number}, {taking.at}: {fault}"


def _faults_of(taking: Administration, shelf: Mapping[str, Product]) -> Iterator[str]:
    total = 0
    for piece in taking.pieces:
        product = shelf.get(piece.product)
        if product is None:
            yield f"{piece.product} is not among the products"
        elif piece.part not in product.parts:
            yield f"{piece.product} may not be taken as a {piece.part}"
        else:
            total += piece.count * product.piece_micrograms(piece.part)
    if total != taking.dose.micrograms:
        made = format_micrograms(total) if total else "nothing"
        yield f"the pieces make {made}, the dose is {taking.dose}"


def tablet_lines(taken: Taken, shelf: Mapping[str, Product]) -> tuple[SupplyLine, ...]:
    """What has to be given out for so many pieces, one line a product."""
    return tuple(
        _line(taken, product, tablets)
        for product in shelf.values()
        if (tablets := tablets_for(taken, product.id))
    )


def _line(taken: Taken, product: Product, tablets: int) -> SupplyLine:
    counts = parts_of(taken, product.id)
    packs, size = packs_for(tablets, product)
    return SupplyLine(
        product=product.id,
        pieces=counted(product.id, counts),
        tablets=tablets,
        left_over=counted(product.id, parts_over(counts)),
        pack_size=size,
        packs=packs,
    )


def _given_out(line: SupplyLine) -> int:
    if line.packs is None or line.pack_size is None:
        return line.tablets
    return line.packs * line.pack_size
