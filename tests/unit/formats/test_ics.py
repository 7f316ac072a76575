from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import icalendar
import pytest

from baclofen_titration import (
    DateError,
    InvalidValueError,
    MissingExtraError,
    MissingInputError,
    Schedule,
    to_ics,
)
from baclofen_titration.formats import sheet_code
from baclofen_titration.regimen import minute_of_day
from golden.cases import PLANS, taper, titration, with_schedule
from golden.words import error_prone, micrograms, weight
from unit.formats.calendars import by_icalendar, by_vobject, taken

PLAN = UUID("3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10")
ISSUED = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
READERS = (by_icalendar, by_vobject)


def write(checked, **more):
    return to_ics(checked, plan_id=PLAN, issued=ISSUED, **more)


def revised(checked, revision=2):
    return checked.model_copy(update={"revision": revision})


def planned(schedule: Schedule, last: date):
    """What is taken when [micrograms], from the view of days."""
    return {
        (day.date, minute_of_day(taking.at, schedule.clock)): taking.dose.micrograms
        for day in schedule.days(until=last)
        for taking in day.takings
    }


def events(file: bytes):
    return icalendar.Calendar.from_ical(file).walk("VEVENT")


def summaries(file: bytes):
    return [str(event["SUMMARY"]) for event in events(file)]


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("read", READERS)
def test_two_libraries_read_the_same_pieces_on_the_same_days(name, read):
    checked = PLANS[name]()
    found = taken(read(write(checked)))
    last = max(day for day, _ in found)
    assert {key: weight(pieces) for key, (pieces, _) in found.items()} == planned(
        checked.schedule, last
    )
    assert all(weight(pieces) == micrograms(dose) for pieces, dose in found.values())
    assert last == (
        checked.schedule.end
        or min(review.on for review in checked.schedule.reviews if not review.watch)
    )


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/London", "2027-03-20"),
        ("America/New_York", "2027-03-07"),
        ("Australia/Lord_Howe", "2027-03-28"),
    ],
)
@pytest.mark.parametrize("read", READERS)
def test_hours_stay_where_they_are_when_the_clocks_change(zone, start, read, monkeypatch):
    monkeypatch.setattr("golden.cases.START", start)
    monkeypatch.setattr("golden.cases.NORMAL", f"normal, tested {start}")
    checked = titration(stay="20 days", then_taper="14 days")
    there = ZoneInfo(zone)
    found = list(read(write(checked)))
    moments = [begins.replace(tzinfo=there) for begins, _, text in found if "Take " in text]
    offsets = {moment.utcoffset() for moment in moments}
    assert len(offsets) == 2, "the clocks do not change here"
    heard = {
        (local.date(), local.hour * 60 + local.minute)
        for local in (moment.astimezone(UTC).astimezone(there) for moment in moments)
    }
    assert heard == set(planned(checked.schedule, checked.schedule.end))
    # The same series in UTC would have drifted, so that this test can fail.
    first = min(moments).astimezone(UTC)
    drifted = {(first + timedelta(days=day)).astimezone(there).hour for day in range(30)}
    halves = {(first + timedelta(days=day)).astimezone(there).minute for day in range(30)}
    assert len(drifted) + len(halves) > 2


def test_same_request_same_bytes_whatever_the_zone_of_the_moment():
    checked = PLANS["course"]()
    local = ISSUED.astimezone(timezone(timedelta(hours=-5)))
    again = to_ics(PLANS["course"](), plan_id=str(PLAN), issued=local)
    assert write(checked) == again
    assert to_ics(checked, plan_id=PLAN, issued="2026-11-28T04:30:00-05:00") == again


def test_form_is_what_calendars_accept():
    file = write(PLANS["titration"]())
    assert b"METHOD" not in file
    assert b"TZID" not in file
    assert b"UNTIL" not in file
    assert b"DTEND" not in file
    assert file.count(b"\r\n") == file.count(b"\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    uids = [str(event["UID"]) for event in events(file)]
    assert len(uids) == len(set(uids))
    for event in events(file):
        assert event["DTSTAMP"].dt == ISSUED
        assert event["SEQUENCE"] == 1
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] in ([], [timedelta(0)])
    assert uids[0] == str(uuid5(PLAN, "taking/2026-12-01/morning"))


def test_one_series_for_each_step_and_time_of_day():
    checked = PLANS["course"]()
    series = [event for event in events(write(checked)) if "RRULE" in event]
    steps = checked.schedule.steps
    assert len(series) == sum(len(step.regimen.administrations) for step in steps)
    assert [event["RRULE"]["COUNT"] for event in series] == [
        [step.days] for step in steps for _ in step.regimen.administrations
    ]


def test_titles_and_alarms_tell_neither_dose_nor_medicine_unless_asked():
    file = write(PLANS["titration"]())
    for event in events(file):
        shown = [str(event["SUMMARY"])]
        shown += [str(alarm["DESCRIPTION"]) for alarm in event.walk("VALARM")]
        assert not any(" mg" in words or "aclofen" in words for words in shown)
    dose = summaries(write(PLANS["titration"](), titles="dose"))[0]
    assert dose == f"SPECIMEN – Medicine: 1 × 5 mg (sheet {sheet_code(PLANS['titration']())})"
    both = summaries(write(PLANS["titration"](), titles="medicine and dose"))[0]
    assert both.startswith("SPECIMEN – Baclofen: 1 × 5 mg, 5 mg (sheet ")
    with pytest.raises(InvalidValueError, match="neutral, dose"):
        write(PLANS["titration"](), titles="loud")


def test_reminders_stop_at_the_next_decision_point_and_say_that_the_medicine_does_not():
    checked = titration(review_every="2 weeks")
    file = write(checked, until="2027-06-01")
    begins = [begins for begins, _, _ in by_icalendar(file) if isinstance(begins, datetime)]
    assert max(begins).date() == date(2026, 12, 15)
    last = max(by_icalendar(file), key=lambda found: (isinstance(found[0], datetime), found[0]))
    assert last[1].startswith("SPECIMEN – Reminders end today – the medicine does not")
    assert "Do not stop it suddenly." in last[2]
    assert "A review is due on Tue 15 December 2026." in last[2]
    assert last[0] == max(begins)
    further = write(checked, reviewed="2026-12-15")
    held = [begins for begins, _, _ in by_icalendar(further) if isinstance(begins, datetime)]
    assert max(held).date() == date(2026, 12, 29)


def test_horizon_ends_an_open_step():
    file = write(titration(), until="2026-12-20")
    *_, last = by_icalendar(file)
    assert last[0] == datetime(2026, 12, 20, 18, 5)
    assert "Ask for the reminders that come next before Sun 20 December 2026 is over." in last[2]
    with pytest.raises(InvalidValueError, match="Say until when"):
        write(with_schedule(titration(), reviews=()))


def test_after_a_taper_to_nothing_the_last_event_says_so():
    *_, last = by_icalendar(write(PLANS["taper"]()))
    assert last[1].startswith("SPECIMEN – Reminders end today: the plan is done")
    assert "From 15 December 2026 no baclofen is taken" in last[2]


def test_earlier_takings_of_a_late_first_day_are_not_rung():
    checked = PLANS["evening-start"]()
    first = [day for day, _ in taken(by_icalendar(write(checked)))].count(date(2026, 12, 1))
    assert first == 1


def test_a_revision_cancels_what_it_removed_and_keeps_the_past():
    before = titration("60 mg/day")
    after = revised(taper("morning 10 mg, midday 10 mg, evening 10 mg", over="8 days"))
    steps = after.schedule.steps
    moved = [step.model_copy(update={"start": step.start + timedelta(days=4)}) for step in steps]
    after = with_schedule(after, steps=moved)
    assert after.schedule.start == date(2026, 12, 5)
    old, new = write(before), write(after, previous=before)
    held = {str(event["UID"]): event for event in events(old)}
    for event in events(new):
        assert event["SEQUENCE"] == 2
        held[str(event["UID"])] = event
    calendar = icalendar.Calendar.from_ical(new)
    calendar.subcomponents = list(held.values())
    merged = calendar.to_ical()
    found = {key: weight(pieces) for key, (pieces, _) in taken(by_icalendar(merged)).items()}
    past = planned(before.schedule, date(2026, 12, 4))
    assert found == past | planned(after.schedule, after.schedule.end)
    ends = [title for _, title, _ in by_icalendar(merged) if "Reminders end" in title]
    assert len(ends) == 1
    cancelled = [event for event in events(new) if event.get("STATUS") == "CANCELLED"]
    assert cancelled
    assert not any(event.walk("VALARM") for event in cancelled)
    with pytest.raises(InvalidValueError, match="later revision"):
        write(before, previous=after)


def test_a_revision_that_changes_nothing_cancels_nothing():
    before = titration()
    new = write(revised(titration()), previous=before)
    assert not any("STATUS" in event for event in events(new))
    assert [event["UID"] for event in events(new)] == [
        event["UID"] for event in events(write(before))
    ]


def test_time_of_day_without_an_hour_is_refused():
    with pytest.raises(MissingInputError, match="midday, evening"):
        write(with_schedule(titration(), clock={"morning": "08:00"}))


@pytest.mark.parametrize(
    "plan_id", ["plan 7", "", 7, None, str(PLAN).replace("-", ""), UUID(int=0), str(UUID(int=0))]
)
def test_only_a_uuid_is_a_plan_id(plan_id):
    with pytest.raises(InvalidValueError, match=r"uuid\.uuid4"):
        to_ics(PLANS["taper"](), plan_id=plan_id, issued=ISSUED)


@pytest.mark.parametrize(
    "issued", ["today", "2026-11-28", "2026-11-28T09:30:00", datetime(2026, 11, 28), None, 0]
)
def test_only_a_moment_with_its_zone_is_a_moment(issued):
    with pytest.raises(DateError, match="zone"):
        to_ics(PLANS["taper"](), plan_id=PLAN, issued=issued)


def test_missing_library_is_named_with_its_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r'pip install "baclofen-titration\[calendar\]"'):
        write(PLANS["taper"]())


def test_no_event_can_be_misread():
    for name in PLANS:
        for _, title, text in by_icalendar(write(PLANS[name]())):
            assert error_prone(title) == []
            assert error_prone(text) == []
            assert text.startswith("SPECIMEN – NOT FOR PATIENT USE\n")
