"""Faults measured in other tools, each as the property that it became: dates and days.

The rows are those of the museum list, section 4 of the notes on the field.
"""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from itertools import pairwise

import icalendar
import pytest

from baclofen_titration.checker import check
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats import to_ics
from baclofen_titration.regimen import parse_regimen
from baclofen_titration.schedule import Schedule, Step
from clinical.hand import THREE_OF_20, go_down, go_up
from museum.many import tapers, titrations

HORIZON = timedelta(days=60)
PLAN = "3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10"


def test_row_12_a_calendar_of_a_taper_is_valid_and_its_hours_stay_put_across_summer_time() -> None:
    """Seen in a taper tool: a zone with a time in UTC, and a zone that says nothing."""
    checked = go_down(THREE_OF_20, over="21 days", start="2027-03-20")  # clocks change on the 28th
    file = to_ics(checked, plan_id=PLAN, issued="2027-03-19T09:30:00Z", until="2027-04-09")
    text = file.decode()
    assert "TZID" not in text
    assert "VTIMEZONE" not in text
    calendar = icalendar.Calendar.from_ical(file)
    assert calendar.errors == []
    hours: dict[date, set[tuple[int, int]]] = {}
    for event in calendar.walk("VEVENT"):
        assert event.errors == []
        begin = event["DTSTART"].dt
        if "Medicine time" not in event["SUMMARY"]:
            continue
        assert begin.tzinfo is None  # the wall clock where the patient is, before and after
        count = event["RRULE"]["COUNT"][0] if "RRULE" in event else 1
        for day in range(count):
            hours.setdefault(begin.date() + timedelta(day), set()).add((begin.hour, begin.minute))
    taken = {
        day.date: {tuple(map(int, checked.schedule.clock[t.at].split(":"))) for t in day.takings}
        for day in checked.schedule.days()
    }
    assert {day: hours.get(day) for day in taken} == taken
    assert (8, 0) in hours[date(2027, 3, 27)] & hours[date(2027, 3, 28)] & hours[date(2027, 3, 29)]


def test_row_19_every_day_stands_in_exactly_one_step() -> None:
    """Seen in a prednisone tool: a blank row made a step from 6 to 5 January."""
    plans = [*titrations(), *(checked for _, _, checked in tapers())]
    for checked in plans:
        schedule = checked.schedule
        until = schedule.end or schedule.steps[-1].start + HORIZON
        days = [day.date for day in schedule.days(until=until)]
        assert days == [schedule.start + timedelta(days=n) for n in range(len(days))]
        assert days[-1] == until
        for step, after in pairwise(schedule.steps):
            assert step.start <= step.end == after.start - timedelta(days=1)


def test_row_19_a_step_of_no_days_cannot_be_written() -> None:
    """Seen in a prednisone tool: a blank row made a step from 6 to 5 January."""
    for days in (0, -1):
        with pytest.raises(InvalidValueError):
            Step(start="2027-01-06", days=days, regimen="bedtime 5 mg", phase="taper")
    steps = [
        Step(
            start=f"2027-01-{day:02d}", days=3, regimen=parse_regimen("bedtime 5 mg"), phase="taper"
        )
        for day in (1, 5, 6)
    ]
    report = check(Schedule(before="unknown", steps=steps, then="stopped"))
    assert {stop.code for stop in report.stops} >= {"gap-between-steps", "overlapping-steps"}


@pytest.mark.parametrize("at", [None, "midday", "evening"])
def test_row_20_a_start_in_the_evening_is_the_day_that_was_said(at: str | None) -> None:
    """Seen in a prednisone tool: typed in the evening, its start was one day late."""
    for start in ("2026-12-31", "2028-02-29", "2027-03-28"):
        schedule = go_up("30 mg/day", start=start, first_taking=at).schedule
        assert schedule.start == next(schedule.days(until=schedule.start)).date
        assert schedule.start == date.fromisoformat(start)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/London", "Pacific/Kiritimati"])
def test_rows_20_and_31_no_zone_and_no_summer_time_moves_a_day(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen in two taper tools: the zone or the change of the clocks moved the plan by a day."""
    wanted = [go_up("60 mg/day", start=start) for start in ("2027-03-08", "2027-10-26")]
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        made = [go_up("60 mg/day", start=start) for start in ("2027-03-08", "2027-10-26")]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [checked.model_dump_json() for checked in made] == [
        checked.model_dump_json() for checked in wanted
    ]
