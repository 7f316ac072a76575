"""What to keep for one step back: who cannot go back for want of tablets stops suddenly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from baclofen_titration.dispensing.bottles import bottle_lines
from baclofen_titration.dispensing.pieces import choose_pieces
from baclofen_titration.dispensing.shelf import liquid_on, shelf_of
from baclofen_titration.dispensing.supply import tablet_lines
from baclofen_titration.dispensing.taken import daily_of, tablets_of, times
from baclofen_titration.errors import UnmakeableError
from baclofen_titration.falls import falls_of
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.regimen import Administration, Regimen, Taking
from baclofen_titration.schedule import Schedule
from baclofen_titration.supplied import StepBack, StepBackLine, SupplyLine


class Again(NamedTuple):
    """The dose before a fall, taken again; without pieces it cannot be made."""

    on: date
    takings: tuple[Administration, ...]
    days: int
    made: bool


def count_step_back(
    schedule: Schedule, products: Sequence[Product], until: date, least_days: int
) -> StepBack | None:
    """Count one step back at the fall that takes most of it, product by product.

    The dose before a fall is counted for as long as it was planned to be taken on
    the way down. What was taken before the way down is counted for as long as its
    first step, or as the least time between falls where that is open.

    Parameters
    ----------
    schedule : Schedule
        Steps with the pieces of every dose.
    products : sequence of Product
        What the pieces are.
    until : datetime.date
        The last day that is supplied; a fall after it belongs to a later supply.
    least_days : int
        The least time between falls [days].

    Returns
    -------
    StepBack or None
        None where nothing falls in that time.
    """
    rule = shipped_products().dispensing.steps_back
    found = list(_again(schedule, products, until, least_days)) if rule.value else []
    if not found:
        return None
    again_made = [again for again in found if again.made]
    shelf = shelf_of(products)
    largest = _largest if liquid_on(shelf) is None else _largest_volumes
    return StepBack(
        lines=tuple(largest(again_made, shelf)),
        not_counted=tuple(again.on for again in found if not again.made),
        authors=rule.authors,
    )


def _again(
    schedule: Schedule, products: Sequence[Product], until: date, least_days: int
) -> Iterator[Again]:
    steps = schedule.steps
    for fall in falls_of(schedule):
        # The stop comes on the day after the last one that is supplied.
        if (fall.on - until).days > (1 if fall.step is None else 0):
            return
        number = len(steps) + 1 if fall.step is None else fall.step
        if number > 1:
            before = steps[number - 2]
            lasting = before if before.phase == "taper" else steps[number - 1]
            takings = before.regimen.administrations
            yield Again(fall.on, takings, lasting.days or least_days, made=True)
        elif isinstance(schedule.before, Taking):
            days = steps[0].days or least_days
            taken = _made(schedule.before.regimen, schedule, products)
            yield Again(fall.on, taken or (), days, made=taken is not None)


def _made(
    present: Regimen, schedule: Schedule, products: Sequence[Product]
) -> tuple[Administration, ...] | None:
    """The present regimen of these products, of those that are in the house anyway if they do."""
    used = {
        piece.product
        for step in schedule.steps
        for taking in step.regimen.administrations
        for piece in taking.pieces
    }
    takings = [taking for taking in present.administrations if taking.dose]
    doses = [taking.dose.micrograms for taking in takings]
    for shelf in ([product for product in products if product.id in used], products):
        try:
            pieces = choose_pieces(doses, shelf)
        except UnmakeableError:
            continue
        return tuple(
            taking.model_copy(update={"pieces": pieces[taking.dose.micrograms]})
            for taking in takings
        )
    return None


def _largest(found: Sequence[Again], shelf: Mapping[str, Product]) -> Iterator[StepBackLine]:
    """Of each tablet what most has to be given out for; lines are made of nothing else."""
    most: dict[str, tuple[int, Again]] = {}
    for again in found:
        tablets = tablets_of(again.takings, again.days)
        for name in shelf:
            if tablets.get(name, 0) > (most[name][0] if name in most else 0):
                most[name] = tablets[name], again
    for name, (_, again) in most.items():
        yield next(line for line in _lines(again, shelf) if line.product == name)


def _largest_volumes(
    found: Sequence[Again], shelf: Mapping[str, Product]
) -> Iterator[StepBackLine]:
    """Of a liquid the most bottles, and of equally many the most in them."""
    most: dict[str, StepBackLine] = {}
    for again in found:
        for line in _lines(again, shelf):
            held = most.get(line.product)
            if held is None or _size(line) > _size(held):
                most[line.product] = line
    yield from most.values()


def _lines(again: Again, shelf: Mapping[str, Product]) -> Iterator[StepBackLine]:
    liquid = liquid_on(shelf)
    taken = times(daily_of(again.takings), again.days)
    lines: tuple[SupplyLine, ...]
    if liquid is None:
        lines = tablet_lines(taken, shelf)
    else:
        lines = bottle_lines(liquid, again.takings, again.on, again.days)
    daily = Regimen(administrations=again.takings).daily_dose
    for line in lines:
        yield StepBackLine(**dict(line), daily_dose=daily, days=again.days)


def _size(line: StepBackLine) -> tuple[int, int, int]:
    """How much has to be given out: whole bottles, then volume, or whole tablets."""
    volume = 0 if line.volume is None else line.volume.microlitres
    return line.bottles or 0, volume, line.tablets
