"""Hours between takings, across midnight too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds, Passed
from baclofen_titration.checker.patterns import Rows
from baclofen_titration.checker.reading import ONE_DAY
from baclofen_titration.dates import LAST_DATE
from baclofen_titration.findings import Finding
from baclofen_titration.limits import LimitRule
from baclofen_titration.regimen import NAMED_TIMES
from baclofen_titration.schedule import Schedule, Step

RULE: LimitRule = "min_hours_between_takings"
MINUTES_IN_A_DAY = timedelta(days=1) // timedelta(minutes=1)


class Hour(NamedTuple):
    """A taking by the clock [minutes after midnight]."""

    minute: int
    at: str


class Pair(NamedTuple):
    """Two takings, one after the other, from a day on."""

    on: date
    step: int
    first: Hour
    second: Hour
    minutes: int


Clock = tuple[tuple[str, str], ...]
"""Names of the day and the clock hours behind them."""


def names_without_hour(rows: Rows) -> tuple[str, ...]:
    """Names of the day that are used and have no clock hour, in the order of the day."""
    clock = rows.schedule.clock
    if len(clock) == len(NAMED_TIMES):
        return ()
    used = {at for pattern in rows.patterns for at in (*pattern.taken, *pattern.nothings)}
    return tuple([at for at in NAMED_TIMES if at in used and at not in clock])


def judge_spacing(rows: Rows, bounds: Bounds) -> list[Finding]:
    """Find takings too close together; names without an hour are left out.

    In a taper, two that were as close in what is taken already are a caution.
    """
    schedule = rows.schedule
    clock = tuple(schedule.clock.items())
    present = _hours(rows.before.taken, clock) if rows.before is not None else ()
    times = [_hours(pattern.taken, clock) for pattern in rows.patterns]
    least = bounds.edge(RULE)
    if least is None or least * sentences.MINUTES_IN_AN_HOUR <= _closest((present, *times)):
        return []
    found = []
    seen: set[tuple[str, str, bool]] = set()
    for pair in _pairs(schedule, times, present):
        passed = bounds.below(RULE, pair.minutes, sentences.MINUTES_IN_AN_HOUR)
        if passed is None:
            continue
        tapers = schedule.steps[pair.step - 1].phase == "taper"
        carried = tapers and _holds_both(present, pair)
        once = (pair.first.at, pair.second.at, carried)
        if once not in seen:
            seen.add(once)
            found.append(_carried(pair, passed) if carried else _stop(pair, passed))
    return found


def _holds_both(present: Sequence[Hour], pair: Pair) -> bool:
    """Whether both takings are among the present ones; two of one minute are two."""
    minutes = [hour.minute for hour in present]
    first, second = pair.first.minute, pair.second.minute
    if first == second:
        return minutes.count(first) > 1
    return first in minutes and second in minutes


def _stop(pair: Pair, passed: Passed) -> Finding:
    return Finding(
        code="takings-too-close",
        severity="stop",
        says=sentences.too_close(pair.on, pair.first.at, pair.second.at, pair.minutes, passed),
        on=pair.on,
        step=pair.step,
        at=pair.second.at,
        found=sentences.hours(pair.minutes),
        allowed=sentences.limit(passed.rule, passed.allowed),
        authors=passed.authors,
        hard=passed.hard,
    )


def _carried(pair: Pair, passed: Passed) -> Finding:
    says = sentences.still_too_close(pair.on, pair.first.at, pair.second.at, pair.minutes, passed)
    return Finding(
        code="present-takings-too-close",
        severity="caution",
        says=says,
        on=pair.on,
        step=pair.step,
        at=pair.second.at,
        found=sentences.hours(pair.minutes),
        allowed=sentences.limit(passed.rule, passed.allowed),
        authors=passed.authors,
    )


def _closest(times: Sequence[tuple[Hour, ...]]) -> int:
    """No two takings are closer than this [minutes]: each day, and each night between two days."""
    return min([_between(*days) for days in {*pairwise(times)}], default=MINUTES_IN_A_DAY)


@lru_cache(maxsize=MINUTES_IN_A_DAY)
def _between(today: tuple[Hour, ...], later: tuple[Hour, ...]) -> int:
    """The least time between takings of a later day, or between it and the day before."""
    if not later:
        return MINUTES_IN_A_DAY
    gaps = [late.minute - early.minute for early, late in pairwise(later)]
    gaps += [MINUTES_IN_A_DAY - day[-1].minute + later[0].minute for day in (today, later) if day]
    return min(gaps)


def _pairs(
    schedule: Schedule, hours: Sequence[tuple[Hour, ...]], present: Sequence[Hour]
) -> Iterator[Pair]:
    last = present[-1] if present else None
    ended = schedule.start
    told: tuple[tuple[Hour, ...], str] | None = None
    for number, (step, times) in enumerate(zip(schedule.steps, hours, strict=True), start=1):
        if not times:
            last = told = None
            continue
        if told == (times, step.phase):  # the step before has told of all these pairs
            ended = step.start + timedelta(days=step.days or 0)
            continue
        told = (times, step.phase) if step.days != 1 else None
        first = _first_taken(schedule, times) if number == 1 else times[0]
        if last is not None and step.start == ended:
            yield _overnight(step.start, number, last, first)
        yield from _within(step, number, times)
        last = times[-1]
        ended = step.start + timedelta(days=step.days or 0)


def _within(step: Step, number: int, times: tuple[Hour, ...]) -> Iterator[Pair]:
    for early, late in pairwise(times):
        yield Pair(step.start, number, early, late, late.minute - early.minute)
    if step.days != 1:
        second_day = min(step.start + ONE_DAY, LAST_DATE)
        yield _overnight(second_day, number, times[-1], times[0])


def _overnight(on: date, step: int, last: Hour, first: Hour) -> Pair:
    return Pair(on, step, last, first, MINUTES_IN_A_DAY - last.minute + first.minute)


def _first_taken(schedule: Schedule, times: tuple[Hour, ...]) -> Hour:
    by_name = {hour.at: hour for hour in times}
    return by_name.get(schedule.first_taking or times[0].at, times[0])


@lru_cache(maxsize=MINUTES_IN_A_DAY)
def _hours(taken: tuple[str, ...], clock: Clock) -> tuple[Hour, ...]:
    stated = dict(clock)
    hours = [(stated.get(at) if at in NAMED_TIMES else at, at) for at in taken]
    return tuple(sorted([_hour(hour, at) for hour, at in hours if hour is not None]))


def _hour(clock: str, at: str) -> Hour:
    hour, minute = clock.split(":")
    return Hour(int(hour) * sentences.MINUTES_IN_AN_HOUR + int(minute), at)
