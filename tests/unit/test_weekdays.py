"""Changes come on allowed days, and a shift only ever lengthens a step."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration import (
    InvalidValueError,
    Patient,
    QuantityError,
    TitrationRequest,
    load_products,
    load_protocol,
    plan_titration,
)
from baclofen_titration.planning.weekdays import next_change_day, refuse_other_interval, review_days

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DATES = st.dates(date(1950, 1, 1), date(2150, 1, 1))


def plan(start=date(2026, 12, 1), **more):
    return plan_titration(
        TitrationRequest(
            protocol=load_protocol("us-label-adult"),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys=f"normal, tested {start}"),
            taking="nothing",
            start=start,
            **{"aim": "60 mg/day", **more},
        )
    )


@given(DATES, st.sets(st.sampled_from(DAYS), min_size=1), st.sets(st.integers(0, 20)))
def test_the_next_change_day_is_the_first_open_one(earliest, weekdays, offsets):
    closed = [earliest + timedelta(days=n) for n in offsets]
    found = next_change_day(earliest, sorted(weekdays), closed)
    skipped = [earliest + timedelta(days=n) for n in range((found - earliest).days)]
    assert DAYS[found.weekday()] in weekdays
    assert found not in closed
    assert all(DAYS[day.weekday()] not in weekdays or day in closed for day in skipped)


@given(DATES, st.sets(st.sampled_from(DAYS), min_size=1))
def test_rises_come_on_allowed_days_and_no_step_is_shortened(start, weekdays):
    plain, moved = plan(start).schedule, plan(start, change_on=sorted(weekdays)).schedule
    assert [step.regimen for step in moved.steps] == [step.regimen for step in plain.steps]
    for before, after in zip(plain.steps[:-1], moved.steps[:-1], strict=True):
        assert before.days <= after.days <= before.days + 6
    assert all(DAYS[step.start.weekday()] in weekdays for step in moved.steps[1:4])


def test_falls_of_a_course_are_not_moved_and_that_is_said():
    course = {"aim": "30 mg/day", "stay": "28 days", "then_taper": "28 days"}
    checked = plan(**course, change_on=["Mon"])
    falls = [step.start for step in checked.schedule.steps if step.phase == "taper"]
    assert {DAYS[day.weekday()] for day in falls} == {"Thu"}
    (said,) = [f for f in checked.report.findings if f.code == "falls-on-other-days"]
    assert said.on == falls[0]
    assert "Of the 5 falls of this course 5 are" in said.says
    for more in ({}, {"closed": [date(2026, 12, 25)]}):
        codes = {finding.code for finding in plan(**course, **more).report.findings}
        assert "falls-on-other-days" not in codes


def test_closed_days_are_skipped_and_their_eve_is_a_caution():
    closed = [date(2026, 12, 4), date(2026, 12, 9)]
    checked = plan(closed=closed)
    starts = [step.start for step in checked.schedule.steps]
    assert starts[1] == date(2026, 12, 5)
    assert starts[2] == date(2026, 12, 8)
    eves = [f for f in checked.report.findings if f.code == "rise-before-closed-day"]
    assert [finding.on for finding in eves] == [date(2026, 12, 8)]


def test_a_year_of_closed_days_is_refused():
    closed = [date(2026, 12, 1) + timedelta(days=n) for n in range(400)]
    with pytest.raises(InvalidValueError, match="closed days"):
        next_change_day(date(2026, 12, 1), (), closed)


def test_reviews_count_from_the_start_each_time():
    days = list(review_days(date(2026, 10, 31), "1 month", date(2027, 3, 31)))
    assert days == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28),
        date(2027, 3, 31),
    ]  # fmt: skip
    reviews = [review.on for review in plan(review_every="4 weeks").schedule.reviews]
    assert date(2026, 12, 29) in reviews
    assert reviews == sorted(reviews)


@given(DATES, st.sampled_from(["1 day", "5 days", "1 week", "4 weeks", "3 months"]),
       st.sampled_from(DAYS))  # fmt: skip
def test_reviews_on_a_day_of_the_week_are_only_ever_earlier(start, often, weekday):
    until = start + timedelta(days=400)
    counted = list(review_days(start, often, until))
    days = list(review_days(start, f"{often} on {weekday}", until))
    assert days == sorted(set(days))
    assert all(DAYS[day.weekday()] == weekday and start < day for day in days)
    # Each that was counted has one in the week before it, save where the start would be passed.
    for day in counted:
        last = day - timedelta(days=(day.weekday() - DAYS.index(weekday)) % 7)
        assert last in days or last <= start


NO_INTERVALS = [
    "4", 4, "0 weeks", "4 hours", "often", "1.5 months", None, "on Mon", "4 weeks on",
    "4 weeks on ", "4 weeks on Monday", "4 weeks on mon", "4 weeks on Mon on Mon",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_INTERVALS)
def test_an_interval_is_whole_days_weeks_or_months(text):
    with pytest.raises(QuantityError):
        refuse_other_interval(text)
