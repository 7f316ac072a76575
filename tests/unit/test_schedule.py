"""Steps are the truth, days are a view."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.errors import BaclofenTitrationError, DateError, InvalidValueError
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import (
    NAMED_TIMES,
    Administration,
    Piece,
    Regimen,
    Taking,
    parse_regimen,
)
from baclofen_titration.schedule import Schedule, Step

THREE = parse_regimen("morning 5 mg, midday 5 mg, evening 5 mg")
LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=8)
REGIMENS = st.dictionaries(
    st.sampled_from(NAMED_TIMES), st.integers(1, 80).map(lambda n: Dose.from_micrograms(n * 1250)),
    min_size=1,
).map(
    lambda doses: Regimen(
        administrations=[
            Administration(at=at, dose=doses[at]) for at in NAMED_TIMES if at in doses
        ]
    )
)  # fmt: skip


def make(start, lengths, **more):
    steps = []
    for days in lengths:
        steps.append(Step(start=start, days=days, regimen=THREE, phase="titration"))
        start += timedelta(days=days)
    return Schedule(before="nothing", steps=steps, **more)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), LENGTHS)
def test_every_day_lies_in_exactly_one_step(start, lengths):
    schedule = make(start, lengths, then="stopped")
    days = list(schedule.days())
    assert len(days) == sum(lengths) == (schedule.end - schedule.start).days + 1
    assert [day.number for day in days] == list(range(1, len(days) + 1))
    assert [day.date for day in days] == [start + timedelta(days=n) for n in range(len(days))]
    for day in days:
        assert schedule.on(day.date) == day
    assert schedule.on(start - timedelta(days=1)) is None
    assert schedule.on(schedule.end + timedelta(days=1)) is None


def test_a_step_of_three_days_ends_on_the_third():
    step = Step(start="2027-03-01", days="3 days", regimen=THREE, phase="titration")
    assert step.end == date(2027, 3, 3)


def test_an_open_schedule_needs_a_horizon():
    schedule = make(date(2026, 12, 1), [3])
    opened = Schedule(
        before="nothing",
        steps=[Step(start="2026-12-01", days=None, regimen=THREE, phase="maintenance")],
        then="continues",
    )
    assert opened.end is None
    with pytest.raises(InvalidValueError, match="until when"):
        list(opened.days())
    assert len(list(opened.days(until=date(2027, 11, 30)))) == 365
    assert opened.on(date(2199, 1, 1)).daily_dose == DailyDose("15 mg/day")
    assert len(list(schedule.days(until=date(2026, 12, 2)))) == 2


def test_a_late_first_taking_counts_in_no_total():
    schedule = make(date(2026, 12, 1), [4], first_taking="evening")
    first, second = list(schedule.days())[:2]
    assert first.daily_dose == DailyDose("5 mg/day")
    assert [taking.at for taking in first.not_today] == ["morning", "midday"]
    assert second.daily_dose == DailyDose("15 mg/day")
    with pytest.raises(InvalidValueError, match="first taking"):
        make(date(2026, 12, 1), [4], first_taking="bedtime")


def test_only_the_last_step_may_be_open_and_an_open_one_is_not_stopped():
    opened = Step(start="2026-12-01", days=None, regimen=THREE, phase="titration")
    with pytest.raises(InvalidValueError, match="only the last step"):
        Schedule(before="nothing", steps=[opened, opened])
    with pytest.raises(InvalidValueError, match="continues"):
        Schedule(before="nothing", steps=[opened], then="stopped")


@given(REGIMENS)
def test_a_regimen_reads_back(regimen):
    assert parse_regimen(str(regimen)) == regimen
    assert regimen.daily_dose.micrograms == sum(regimen.micrograms.values())


@pytest.mark.parametrize(
    "text",
    [
        "", "5 mg", "morning", "morning 5", "morning 5 mg evening 5 mg", "noon 5 mg",
        "morning 5 mg, morning 5 mg", "morning 5 mg, 22:00 5 mg", "24:00 5 mg", "8:00 5 mg",
        "morning 5.0 mg", "morning 15 mg/day", "q.d.s. 5 mg", "morning 5 mg,", None, 5,
        "morning 5 mg, " * 100,
    ],
    ids=repr,
)  # fmt: skip
def test_a_regimen_that_could_be_misread_is_refused(text):
    with pytest.raises(BaclofenTitrationError):
        parse_regimen(text)


@pytest.mark.parametrize(
    "change",
    [
        {"start": datetime(2026, 12, 1)}, {"start": 0}, {"days": 0}, {"days": -1}, {"days": 2.5},
        {"days": True}, {"days": "2.5 days"}, {"phase": "wean"}, {"regimen": "morning 5 mg"},
        {"dose": 5}, {"start": "9999-12-30"},
    ],
    ids=repr,
)  # fmt: skip
def test_a_step_refuses_what_is_not_one(change):
    good = {"start": "2026-12-01", "days": 3, "regimen": THREE, "phase": "titration"}
    with pytest.raises(InvalidValueError):
        Step(**{**good, **change})


def test_a_step_may_not_leave_the_calendar():
    with pytest.raises((InvalidValueError, DateError)):
        Step(start="2200-12-30", days=3, regimen=THREE, phase="titration")


@pytest.mark.parametrize("count", [0, -1, 1.0, True, "1", None, 10**9])
def test_pieces_are_counted_in_plain_whole_numbers(count):
    with pytest.raises(InvalidValueError):
        Piece(product="us-tablet-5", count=count)


def test_messages_repeat_no_value():
    with pytest.raises(InvalidValueError) as caught:
        Taking(regimen=THREE, since="Jane Doe, born 1 May")
    assert "Jane" not in str(caught.value)


def test_copies_are_validated_and_lists_are_copied():
    steps = [Step(start="2026-12-01", days=3, regimen=THREE, phase="titration")]
    schedule = Schedule(before="nothing", steps=steps)
    steps.clear()
    assert len(schedule.steps) == 1
    with pytest.raises(InvalidValueError):
        schedule.model_copy(update={"steps": []})
    with pytest.raises(Exception, match="frozen"):
        schedule.then = "stopped"


def test_a_schedule_reads_back_from_its_own_content():
    steps = [Step(start="2026-12-01", days=3, regimen=THREE, phase="taper")]
    before = Taking(regimen="morning 20 mg, evening 20 mg", since="2026-11-01")
    schedule = Schedule(before=before, steps=steps, then="stopped", clock={"morning": "08:00"})
    assert Schedule.model_validate(schedule.model_dump()) == schedule
    assert Schedule.model_validate_json(schedule.model_dump_json()) == schedule
    with pytest.raises(InvalidValueError):
        schedule.model_copy(update={"clock": {"08:00": "09:00"}})
