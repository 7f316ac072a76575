"""How much room each limit leaves in one step of a schedule, counted from the schedule itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.regimen import NAMED_TIMES, Regimen, Taking, minute_of_day
from baclofen_titration.schedule import Schedule, Step

Doses = Mapping[str, int]
"""What is taken at each time of day [micrograms]."""

MINUTES_IN_AN_HOUR = 60
MINUTES_IN_A_DAY = 24 * MINUTES_IN_AN_HOUR

GROWS: tuple[LimitRule, ...] = (
    "max_daily_dose", "max_dose", "max_first_day", "max_rise", "max_rise_per_dose",
)  # fmt: skip
SHRINKS: tuple[LimitRule, ...] = ("max_fall", "max_fall_per_dose")


class Change(NamedTuple):
    """How a step differs from what was taken until then.

    Parameters
    ----------
    before : mapping or None
        Empty if nothing was taken, None if that is unknown.
    after : mapping
        What is taken in the step.
    waited : int or None
        [days] for which `before` had been taken; None if that is not known.
    """

    before: Doses | None
    after: Doses
    waited: int | None

    @property
    def moves(self) -> Doses:
        """What each time of day rises by, or falls by if negative [micrograms]."""
        old = self.before or {}
        times = dict.fromkeys((*old, *self.after))
        return {at: self.after.get(at, 0) - old.get(at, 0) for at in times}

    @property
    def daily(self) -> int:
        """What the day rises by, or falls by if negative [micrograms]."""
        return sum(self.moves.values())


class Room(NamedTuple):
    """One limit in one step.

    Parameters
    ----------
    limit : Limit
        The limit.
    here : int
        What the step comes to, in the unit of the limit; minutes for hours.
    room : int
        What is left: how much further the day could go before this limit alone
        stopped it [micrograms], or days or minutes to spare. Negative if the
        limit is passed.
    at : tuple of str
        Of a limit on one time of day, the times that come closest to it.
    """

    limit: Limit
    here: int
    room: int
    at: tuple[str, ...] = ()


def change_of(schedule: Schedule, place: int) -> Change:
    """What changes on the first day of a step, counted from 0."""
    clock = schedule.clock if _is_mixed(schedule) else {}
    after = _doses(schedule.steps[place].regimen, clock)
    start = schedule.steps[place].start
    if place:
        before = _doses(schedule.steps[place - 1].regimen, clock)
        begun = _begun(schedule, place - 1, clock)
        return Change(before, after, None if begun is None else (start - begun).days)
    held = schedule.before
    if isinstance(held, Taking):
        since = held.since if isinstance(held.since, date) else None
        waited = None if since is None else (start - since).days
        return Change(_doses(held.regimen, clock), after, waited)
    return Change({} if held == "nothing" else None, after, None)


def rooms_of(schedule: Schedule, limits: Limits, place: int) -> tuple[Room, ...]:
    """Every limit that is in play in a step, counted from 0, in the order of the rules."""
    step, change = schedule.steps[place], change_of(schedule, place)
    found = dict(_levels(step, limits))
    if change.before == {}:
        found |= dict(_level(limits, "max_first_day", sum(change.after.values())))
    elif change.before is not None:
        found |= dict(_rises(change, limits)) | dict(_falls(change, limits))
    if schedule.then == "stopped" and place == len(schedule.steps) - 1:
        found |= dict(_level(limits, "max_last_daily_dose", step.regimen.daily_dose.micrograms))
    found |= dict(_hours(schedule, step, limits))
    return tuple(found[limit.rule] for limit in limits.limits if limit.rule in found)


def nearest(rooms: tuple[Room, ...], bound: tuple[LimitRule, ...], rises: bool) -> tuple[Room, ...]:
    """The limits that would have bound next: of those not reached, the ones with the least room."""
    kinds = GROWS if rises else SHRINKS
    left = [
        room
        for room in rooms
        if room.limit.rule in kinds and room.limit.rule not in bound and room.room > 0
    ]
    least = min((room.room for room in left), default=0)
    return tuple(room for room in left if room.room == least)


def _level(limits: Limits, rule: LimitRule, here: int) -> Iterator[tuple[LimitRule, Room]]:
    limit = limits.get(rule)
    if limit is not None:
        yield rule, Room(limit, here, limit.amount - here)


def _levels(step: Step, limits: Limits) -> Iterator[tuple[LimitRule, Room]]:
    doses = step.regimen.micrograms
    yield from _level(limits, "max_daily_dose", sum(doses.values()))
    yield from _each(limits, "max_dose", doses)


def _each(
    limits: Limits, rule: LimitRule, amounts: Doses, floor: Doses | None = None
) -> Iterator[tuple[LimitRule, Room]]:
    """A limit on one time of day: what all times together have left before it stops each.

    `floor` is how far each time can go for another reason: to nothing, in a fall.
    """
    limit = limits.get(rule)
    if limit is None or not amounts:
        return
    most = max(amounts.values())
    left = {at: limit.amount - amount for at, amount in amounts.items()}
    if floor is not None:
        left = {at: min(room, floor.get(at, 0)) for at, room in left.items()}
    room = limit.amount - most if most > limit.amount else sum(left.values())
    closest = tuple(at for at, amount in amounts.items() if amount == most)
    yield rule, Room(limit, most, room, closest)


def _rises(change: Change, limits: Limits) -> Iterator[tuple[LimitRule, Room]]:
    moves = {at: change.moves[at] for at in change.after}
    if max(moves.values(), default=0) <= 0:
        return
    if change.daily > 0:
        yield from _level(limits, "max_rise", change.daily)
    yield from _each(limits, "max_rise_per_dose", moves)
    yield from _waits(limits, "min_days_between_rises", change.waited)


def _falls(change: Change, limits: Limits) -> Iterator[tuple[LimitRule, Room]]:
    falls = {at: -move for at, move in change.moves.items() if at in (change.before or {})}
    if max(falls.values(), default=0) <= 0:
        return
    if change.daily < 0:
        yield from _level(limits, "max_fall", -change.daily)
    yield from _each(limits, "max_fall_per_dose", falls, change.after)
    yield from _waits(limits, "min_days_between_falls", change.waited)


def _waits(limits: Limits, rule: LimitRule, waited: int | None) -> Iterator[tuple[LimitRule, Room]]:
    limit = limits.get(rule)
    if limit is not None and waited is not None:
        yield rule, Room(limit, waited, waited - limit.amount)


def _hours(schedule: Schedule, step: Step, limits: Limits) -> Iterator[tuple[LimitRule, Room]]:
    limit = limits.get("min_hours_between_takings")
    takings = step.regimen.administrations
    minutes = [minute_of_day(taking.at, schedule.clock) for taking in takings]
    known = sorted(minute for minute in minutes if minute is not None)
    if limit is None or len(known) < len(minutes):
        return
    gaps = [late - early for early, late in pairwise([*known, known[0] + MINUTES_IN_A_DAY])]
    least = min(gaps)
    yield limit.rule, Room(limit, least, least - limit.amount * MINUTES_IN_AN_HOUR)


def _begun(schedule: Schedule, place: int, clock: Mapping[str, str]) -> date | None:
    """Since when the doses of a step have been taken; None if that is not known."""
    doses = _doses(schedule.steps[place].regimen, clock)
    while place and _doses(schedule.steps[place - 1].regimen, clock) == doses:
        place -= 1
    start = schedule.steps[place].start
    if place:
        return start
    before = schedule.before
    if isinstance(before, Taking) and _doses(before.regimen, clock) == doses:
        return before.since if isinstance(before.since, date) else start
    first_day = next(schedule.days(until=start))
    return start + timedelta(days=1) if first_day.not_today else start


def _is_mixed(schedule: Schedule) -> bool:
    regimens = [step.regimen for step in schedule.steps]
    if isinstance(schedule.before, Taking):
        regimens.append(schedule.before.regimen)
    return len({regimen.administrations[0].at in NAMED_TIMES for regimen in regimens}) > 1


def _doses(regimen: Regimen, clock: Mapping[str, str]) -> Doses:
    """Doses by time of day; names by their clock hour where names and hours are mixed."""
    return {clock.get(at, at): dose for at, dose in regimen.micrograms.items() if dose}
