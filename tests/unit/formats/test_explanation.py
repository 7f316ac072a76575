"""Explanations, worked by hand: what bound a step, what it left, what would have bound next."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import DateError, InvalidValueError
from baclofen_titration.formats import explain
from baclofen_titration.formats.slack import change_of, nearest, rooms_of
from baclofen_titration.regimen import Taking
from golden.cases import PLANS, taper, titration

MG = 1000


def rooms(checked, place):
    return {
        room.limit.rule: (room.here, room.room)
        for room in rooms_of(checked.schedule, checked.limits, place)
    }


def test_the_first_step_of_a_titration_from_nothing():
    # 5 mg at three times of day: 65 mg/day below 80, each dose 15 mg below 20.
    assert rooms(titration(), 0) == {
        "max_daily_dose": (15 * MG, 65 * MG),
        "max_dose": (5 * MG, 45 * MG),
        "max_first_day": (15 * MG, 0),
        "min_hours_between_takings": (5 * 60, 60),
    }


def test_a_rise_by_the_table():
    # 30 to 45 mg/day: 5 mg at each time, three days after the change before.
    assert rooms(titration(), 2) == {
        "max_daily_dose": (45 * MG, 35 * MG),
        "max_dose": (15 * MG, 15 * MG),
        "max_rise": (15 * MG, 0),
        "max_rise_per_dose": (5 * MG, 0),
        "min_days_between_rises": (3, 0),
        "min_hours_between_takings": (5 * 60, 60),
    }


def test_the_last_step_of_a_taper():
    # 10 to 0 mg/day after it: as much as may be stopped from.
    checked = taper("bedtime 20 mg", over="8 days")
    assert rooms(checked, 0)["max_last_daily_dose"] == (10 * MG, 0)
    # 20 to 10 at bedtime: both limits on a fall are reached, so nothing is left.
    assert rooms(checked, 0)["max_fall"] == (10 * MG, 0)
    assert rooms(checked, 0)["max_fall_per_dose"] == (10 * MG, 0)


def test_a_dose_falls_no_further_than_to_nothing():
    # 30 mg/day falls by 5 at each time; each could fall by 5 more by the limit, and has as much.
    checked = taper("morning 10 mg, midday 10 mg, evening 10 mg", over="30 days")
    change = change_of(checked.schedule, 0)
    left = sum(min(10 * MG + move, change.after.get(at, 0)) for at, move in change.moves.items())
    assert rooms(checked, 0)["max_fall_per_dose"][1] == left


def test_a_late_first_day_does_not_count_as_a_day():
    checked = titration("25 mg/day", first_taking="evening")
    assert rooms(checked, 1)["min_days_between_rises"] == (3, 0)


def test_a_present_regimen_counts_from_its_first_day():
    taking = Taking(regimen="morning 10 mg, midday 10 mg, evening 10 mg", since="2026-11-01")
    checked = titration("45 mg/day", taking=taking)
    assert rooms(checked, 1)["min_days_between_rises"] == (31, 28)


def test_what_was_unknown_stays_unknown():
    checked = titration()
    schedule = checked.schedule.model_copy(update={"before": "unknown"})
    assert change_of(schedule, 0).before is None
    assert "max_first_day" not in {
        room.limit.rule for room in rooms_of(schedule, checked.limits, 0)
    }


def test_the_next_limit_is_the_one_with_the_least_room():
    checked = titration()
    found = rooms_of(checked.schedule, checked.limits, 0)
    following = nearest(found, checked.schedule.steps[0].bound_by, rises=True)
    assert [room.limit.rule for room in following] == ["max_dose"]
    assert nearest(found, (), rises=False) == ()


def test_names_and_clock_times_are_compared_by_the_clock():
    checked = titration()
    before = Taking(regimen="08:00 5 mg, 13:00 5 mg, 18:00 5 mg", since="2026-10-01")
    schedule = checked.schedule.model_copy(update={"before": before})
    assert not any(change_of(schedule, 0).moves.values())


def test_a_day_is_explained_by_its_step():
    text = explain(PLANS["titration"](), "2026-12-05")
    assert "Step 2, 4 to 6 December 2026" in text
    assert "Step 1," not in text
    assert "15 mg/day rises by 15 mg/day to 30 mg/day." in text
    assert "Rule: step 2 of the protocol." in text
    assert "bound   largest rise of the daily dose: 15 mg/day, at most 15 mg/day; reached." in text
    assert "next    largest single dose: 10 mg (morning, midday, evening), at most 20 mg;" in text
    assert "Next would have been the largest single dose, 20 mg, after 30 mg/day more." in text
    assert "Judgement (ours): at most 20 mg at one time." in text


def test_every_step_is_explained_without_a_day():
    text = explain(PLANS["course"]())
    steps = len(PLANS["course"]().schedule.steps)
    assert [f"\nStep {number}, " in text for number in range(1, steps + 1)] == [True] * steps


def test_an_open_last_step_covers_every_later_day():
    assert "unchanged" in explain(PLANS["titration"](), "2027-06-01")


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-15"])
def test_a_day_without_a_step_is_refused(day):
    with pytest.raises(InvalidValueError, match="the schedule runs 1 to 14 December 2026"):
        explain(PLANS["taper"](), day)


def test_a_day_that_is_no_date_is_refused():
    with pytest.raises(DateError):
        explain(PLANS["taper"](), "tomorrow")
