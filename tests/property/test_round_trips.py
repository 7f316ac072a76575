"""Every export reads back to the same doses on the same days, and words say what the dose is."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.formats import (
    explain,
    from_csv,
    from_json,
    from_regimen_line,
    to_csv,
    to_json,
    to_regimen_line,
    to_report,
    to_text,
)
from baclofen_titration.formats.slack import change_of, nearest, rooms_of
from baclofen_titration.schedule import Schedule
from golden.words import error_prone, micrograms, takings, weight
from property.test_plans import plan, tapers, titrations

ASKED = titrations() | tapers()
HORIZONS = st.integers(0, 120)


def horizon(schedule: Schedule, days: int):
    return schedule.start + timedelta(days=days)


def doses_by_day(schedule: Schedule, until):
    """What is taken on each day at each time [micrograms], from the view of days."""
    return [
        (day.date, {taking.at: taking.dose.micrograms for taking in day.takings})
        for day in schedule.days(until=until)
    ]


@given(ASKED, HORIZONS)
def test_json_reads_back_to_the_same_schedule_and_lists_its_days(request, days):
    checked = plan(request)
    until = horizon(checked.schedule, days)
    text = to_json(checked, until)
    assert from_json(text) == from_json(to_json(checked)) == checked.schedule
    listed = json.loads(text)["days"]
    view = list(checked.schedule.days(until=until))
    assert [entry["date"] for entry in listed] == [str(day.date) for day in view]
    assert [(entry["day"], entry["step"]) for entry in listed] == [
        (day.number, day.step) for day in view
    ]
    assert [entry["daily_dose"] for entry in listed] == [str(day.daily_dose) for day in view]


@given(ASKED, HORIZONS)
def test_csv_reads_back_to_the_same_doses_on_the_same_days(request, days):
    checked = plan(request)
    schedule, until = checked.schedule, horizon(checked.schedule, days)
    again = from_csv(to_csv(checked, until))
    assert doses_by_day(again, until) == doses_by_day(schedule, until)
    phases = [day.phase for day in schedule.days(until=until)]
    assert [day.phase for day in again.days(until=until)] == phases
    stopped = schedule.then == "stopped" and until > schedule.end
    assert again.then == ("stopped" if stopped else None)
    assert [step.start for step in again.steps] == [
        step.start for step in schedule.steps if step.start <= until
    ]


@given(ASKED)
def test_a_regimen_line_reads_back_to_the_same_doses_on_the_same_days(request):
    schedule = plan(request).schedule
    again = from_regimen_line(to_regimen_line(schedule), schedule.start)
    until = schedule.end or horizon(schedule, 400)
    assert doses_by_day(again, until) == doses_by_day(schedule, until)
    assert [step.days for step in again.steps] == [step.days for step in schedule.steps]
    assert (again.then, again.end) == (schedule.then, schedule.end)


@given(ASKED)
def test_what_is_printed_adds_up_fits_the_page_and_cannot_be_misread(request):
    checked = plan(request)
    sheet, reasons = to_text(checked), explain(checked)
    printed = takings(sheet)
    assert [micrograms(dose) for _, dose in printed] == [
        taking.dose.micrograms
        for step in checked.schedule.steps
        for taking in step.regimen.administrations
    ]
    assert all(weight(pieces) == micrograms(dose) for pieces, dose in printed)
    for text in (sheet, reasons, to_report(checked)):
        assert max(map(len, text.splitlines())) <= 80
        assert error_prone(text) == []
    code = json.loads(to_json(checked))["code"]
    assert sheet.splitlines()[0].endswith(f" Sheet {code}")
    assert reasons.splitlines()[0].endswith(f" Sheet {code}")


@given(ASKED)
def test_no_limit_on_a_change_is_passed_and_what_comes_next_is_not_reached(request):
    checked = plan(request)
    schedule = checked.schedule
    for place, step in enumerate(schedule.steps):
        rooms, change = rooms_of(schedule, checked.limits, place), change_of(schedule, place)
        following = nearest(rooms, step.bound_by, rises=change.daily > 0)
        assert all(room.room > 0 for room in following)
        assert not {room.limit.rule for room in following} & set(step.bound_by)
        for room in rooms:
            if room.limit.rule.startswith(("max_rise", "max_fall", "max_first")):
                assert room.here <= room.limit.amount
