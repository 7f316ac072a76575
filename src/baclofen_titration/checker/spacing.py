"""Hours between takings, across midnight too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.reading import ONE_DAY
from baclofen_titration.dates import LAST_DATE
from baclofen_titration.findings import Finding
from baclofen_titration.schedule import NAMED_TIMES, Regimen, Schedule, Step, Taking

MINUTES_IN_A_DAY = timedelta(days=1) // timedelta(minutes=1)


class Hour(NamedTuple):
    """A taking by the clock [minutes after midnight]."""

    minute: int
    at: str


class Pair(NamedTuple):
    """Two takings, one after the other, from a day on."""

    on: date
    step: int
    first: str
    second: str
    minutes: int


def names_without_hour(schedule: Schedule) -> list[str]:
    """Names of the day that are used and have no clock hour, in the order of the day."""
    used = {taking.at for step in schedule.steps for taking in step.regimen.administrations}
    return [at for at in NAMED_TIMES if at in used and at not in schedule.clock]


def judge_spacing(schedule: Schedule, bounds: Bounds) -> list[Finding]:
    """Find takings too close together; names without an hour are left out."""
    found = []
    seen: set[tuple[str, str]] = set()
    for pair in _pairs(schedule):
        passed = bounds.below(
            "min_hours_between_takings", pair.minutes, sentences.MINUTES_IN_AN_HOUR
        )
        if passed is None or (pair.first, pair.second) in seen:
            continue
        seen.add((pair.first, pair.second))
        found.append(
            Finding(
                code="takings-too-close",
                severity="stop",
                says=sentences.too_close(pair.on, pair.first, pair.second, pair.minutes, passed),
                on=pair.on,
                step=pair.step,
                at=pair.second,
                found=sentences.hours(pair.minutes),
                allowed=sentences.limit(passed.rule, passed.allowed),
                authors=passed.authors,
                hard=passed.hard,
            )
        )
    return found


def _pairs(schedule: Schedule) -> Iterator[Pair]:
    last: Hour | None = None
    if isinstance(schedule.before, Taking):
        last = max(_hours(schedule.before.regimen, schedule), default=None)
    ended = schedule.start
    for number, step in enumerate(schedule.steps, start=1):
        times = _hours(step.regimen, schedule)
        if not times:
            last = None
            continue
        first = _first_taken(schedule, times) if number == 1 else times[0]
        if last is not None and step.start == ended:
            yield _overnight(step.start, number, last, first)
        yield from _within(step, number, times)
        last = times[-1]
        ended = step.start + timedelta(days=step.days or 0)


def _within(step: Step, number: int, times: list[Hour]) -> Iterator[Pair]:
    for early, late in pairwise(times):
        yield Pair(step.start, number, early.at, late.at, late.minute - early.minute)
    if step.days != 1:
        second_day = min(step.start + ONE_DAY, LAST_DATE)
        yield _overnight(second_day, number, times[-1], times[0])


def _overnight(on: date, step: int, last: Hour, first: Hour) -> Pair:
    return Pair(on, step, last.at, first.at, MINUTES_IN_A_DAY - last.minute + first.minute)


def _first_taken(schedule: Schedule, times: list[Hour]) -> Hour:
    by_name = {hour.at: hour for hour in times}
    return by_name.get(schedule.first_taking or times[0].at, times[0])


def _hours(regimen: Regimen, schedule: Schedule) -> list[Hour]:
    hours = []
    for taking in regimen.administrations:
        clock = schedule.clock.get(taking.at) if taking.at in NAMED_TIMES else taking.at
        if clock is not None and taking.dose:
            hour, minute = clock.split(":")
            hours.append(Hour(int(hour) * sentences.MINUTES_IN_AN_HOUR + int(minute), taking.at))
    return sorted(hours)
