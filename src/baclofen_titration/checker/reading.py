"""A schedule read as whole numbers: which regimen from when, and what changes between them."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.checker.patterns import Doses, Rows, rows_of
from baclofen_titration.dates import LAST_DATE
from baclofen_titration.regimen import NAMED_TIMES, Regimen, Taking
from baclofen_titration.schedule import Phase, Schedule

ONE_DAY = timedelta(days=1)


class Spell(NamedTuple):
    """Neighbouring steps with the same doses.

    `start`, `step` and `phase` are those of the first of these steps.
    """

    start: date
    step: int
    phase: Phase
    doses: Doses
    daily: int


class Change(NamedTuple):
    """Where two regimens meet.

    Parameters
    ----------
    spell : Spell
        What is entered.
    old : mapping
        What was taken until then.
    days : int or None
        [days] since the previous change; None if that is not known.
    after_fall : bool or None
        Whether the previous change was a fall; None if that is not known.
    first_day : bool
        Whether nothing was taken before the schedule.
    risen, fallen : mapping
        What each time of day rises or falls by [micrograms].
    """

    spell: Spell
    old: Doses
    old_daily: int
    days: int | None
    after_fall: bool | None
    first_day: bool
    risen: Doses
    fallen: Doses


class Reading(NamedTuple):
    """What is judged.

    Parameters
    ----------
    before : mapping or None
        What was taken before; empty if nothing, None if unknown.
    spells : tuple of Spell
        At least one.
    changes : tuple of Change
        In the order of the schedule.
    stop : Change or None
        The fall to nothing after the last step, if it is stopped.
    partial : int or None
        Daily dose of a first day that starts late [micrograms].
    """

    before: Doses | None
    spells: tuple[Spell, ...]
    changes: tuple[Change, ...]
    stop: Change | None
    partial: int | None


class _Begun(NamedTuple):
    """From when a regimen counts, and whether it began with a fall."""

    on: date | None
    fell: bool | None


def change_to(
    spell: Spell, old: Doses, days: int | None, after_fall: bool | None, *, first_day: bool = False
) -> Change:
    """Compare what is entered with what was taken until then."""
    new = spell.doses
    risen = {at: dose - old.get(at, 0) for at, dose in new.items() if dose > old.get(at, 0)}
    fallen = {at: dose - new.get(at, 0) for at, dose in old.items() if dose > new.get(at, 0)}
    return Change(spell, old, sum(old.values()), days, after_fall, first_day, risen, fallen)


def read(schedule: Schedule, rows: Rows | None = None) -> Reading:
    """Read a schedule, laid out or not, as regimens and the changes between them."""
    rows = rows_of(schedule) if rows is None else rows
    before, regimens = _doses(rows)
    spells = _spells(rows, regimens)
    partial = _partial(schedule)
    changes: list[Change] = []
    begun = _enter(schedule, before, spells[0], partial is not None, changes)
    for old, new in pairwise(spells):
        days = (new.start - begun.on).days if begun.on else None
        changes.append(change_to(new, old.doses, days, begun.fell))
        begun = _Begun(new.start, bool(changes[-1].fallen))
    stop = _stop(schedule, spells[-1], begun)
    return Reading(before, spells, tuple(changes), stop, partial)


def _enter(
    schedule: Schedule, before: Doses | None, first: Spell, late: bool, changes: list[Change]
) -> _Begun:
    # A first day that starts late is partial and does not count.
    counted = first.start + ONE_DAY if late else first.start
    if before is None:
        return _Begun(counted, first.phase == "taper")
    if not isinstance(schedule.before, Taking):
        changes.append(change_to(first, {}, None, False, first_day=True))
        return _Begun(counted, False)
    since = schedule.before.since if isinstance(schedule.before.since, date) else None
    if before == first.doses:
        return _Begun(since or counted, None)
    days = (first.start - since).days if since else None
    changes.append(change_to(first, before, days, None))
    return _Begun(counted, bool(changes[-1].fallen))


def _stop(schedule: Schedule, last: Spell, begun: _Begun) -> Change | None:
    end = schedule.steps[-1].end
    if schedule.then != "stopped" or end is None:
        return None
    off = min(end, LAST_DATE - ONE_DAY) + ONE_DAY
    nothing = Spell(off, len(schedule.steps), "taper", {}, 0)
    days = (end + ONE_DAY - begun.on).days if begun.on else None
    return change_to(nothing, last.doses, days, begun.fell)


def _spells(rows: Rows, regimens: list[Doses]) -> tuple[Spell, ...]:
    spells: list[Spell] = []
    last: Doses | None = None
    for place, doses in enumerate(regimens):
        if doses is not last and doses != last:
            daily = rows.patterns[place].daily
            spells.append(Spell(rows.starts[place], place + 1, rows.phases[place], doses, daily))
        last = doses
    return tuple(spells)


def _partial(schedule: Schedule) -> int | None:
    if schedule.first_taking is None:
        return None
    times = [taking.at for taking in schedule.steps[0].regimen.administrations]
    if schedule.first_taking == times[0]:
        return None
    takings = schedule.steps[0].regimen.administrations[times.index(schedule.first_taking) :]
    return sum(taking.dose.micrograms for taking in takings)


def _doses(rows: Rows) -> tuple[Doses | None, list[Doses]]:
    schedule, before = rows.schedule, rows.before
    if schedule.clock and rows.is_mixed:
        steps = [_by_time(step.regimen, schedule.clock) for step in schedule.steps]
        if isinstance(schedule.before, Taking):
            return _by_time(schedule.before.regimen, schedule.clock), steps
    else:
        steps = [pattern.doses for pattern in rows.patterns]
        if before is not None:
            return before.doses, steps
    return ({} if schedule.before == "nothing" else None), steps


def _by_time(regimen: Regimen, clock: Mapping[str, str]) -> Doses:
    """Doses by time of day, names by their clock hour: where names and hours are mixed."""
    taken = [taking for taking in regimen.administrations if taking.dose.micrograms]
    names = [taking.at for taking in taken]
    times = [clock.get(at, at) if at in NAMED_TIMES else at for at in names]
    if len(set(times)) < len(times):  # two names of one hour; they stay apart as names
        times = names
    return {at: taking.dose.micrograms for at, taking in zip(times, taken, strict=True)}
