"""Faults measured in other tools, each as the property that it became: ways up and down.

The rows are those of the museum list, section 4 of the notes on the field.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from baclofen_titration.checker import check
from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.errors import (
    BaclofenTitrationError,
    MissingInputError,
    NotCoveredError,
    QuantityError,
    RefusedError,
    TaperError,
    UnmakeableError,
    UnreachableAimError,
)
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TitrationRequest, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import parse_regimen
from baclofen_titration.schedule import Schedule, Step
from clinical.hand import FOUR_OF_20, THREE_OF_20, go_down, go_up
from museum.many import PACES, swallowed, tapers, titrations


def test_row_2_what_is_swallowed_never_rises_in_a_taper() -> None:
    """Seen in a benzodiazepine taper tool: tablets of 3, 5, 3, 4 mg followed one another."""
    for _, _, checked in tapers():
        for high, low in pairwise(swallowed(checked)):
            assert sum(low.values()) < sum(high.values())
            assert all(dose <= high.get(at, 0) for at, dose in low.items())


def test_row_3_a_taper_ends_at_nothing_or_at_the_dose_asked_for() -> None:
    """Seen in a benzodiazepine taper tool and a kidney preset: tapers ended at 2 mg and 5 mg."""
    for _, pace, checked in tapers():
        last = checked.schedule.steps[-1]
        if "to" in pace:
            assert (last.days, checked.schedule.then) == (None, "continues")
            assert last.regimen.daily_dose == DailyDose(pace["to"])
        else:
            assert checked.schedule.then == "stopped"
            assert last.regimen.daily_dose <= DailyDose("10 mg/day")


def test_row_4_no_step_of_a_taper_is_above_what_is_taken() -> None:
    """Seen in a kidney preset: a taper went from 7 to 7.5 mg and from 5 to 7.5 mg."""
    for taking, _, checked in tapers():
        present = parse_regimen(taking).micrograms
        for step in checked.schedule.steps:
            doses = step.regimen.micrograms
            assert all(dose <= present[at] for at, dose in doses.items())


def test_row_6_the_bound_on_a_fall_holds_after_rounding_to_tablets() -> None:
    """Seen in a benzodiazepine taper tool: steps of 2.5 % grew to 20 % as tablets ran out."""
    most = 4 * 10_000
    for taking, _, checked in tapers():
        present = {at: 4 * dose for at, dose in parse_regimen(taking).micrograms.items()}
        stand = [present, *swallowed(checked)]
        if checked.schedule.then == "stopped":
            stand.append({})
        for high, low in pairwise(stand):
            assert sum(high.values()) - sum(low.values()) <= most
    # Where tablets are too coarse for that, the step is refused and not rounded up.
    with pytest.raises(TaperError, match="may be stopped from is 10 mg/day"):
        go_down("bedtime 15 mg", products="us-tablet-15", over="14 days")


def test_row_7_the_pace_asked_for_is_the_pace_that_is_made() -> None:
    """Seen in a benzodiazepine taper tool: above 50 steps a slow pace became a fast one."""
    for _, pace, checked in tapers():
        timed = [step.days for step in checked.schedule.steps if step.days is not None]
        if "over" in pace:
            assert sum(timed) == int(pace["over"].split()[0])
        elif "fall" in pace:
            assert set(timed) <= {int(pace["every"].split()[0])}


def test_row_7_no_other_way_is_slower_than_asked_without_saying_so() -> None:
    """Seen in a benzodiazepine taper tool: above 50 steps a slow pace became a fast one."""
    for _, pace, checked in tapers():
        timed = {step.days for step in checked.schedule.steps if step.days is not None}
        if "share" in pace or "halve_every" in pace:
            assert timed == {7}
        elif "ways" in pace:
            assert timed <= {3, 7}


def test_row_7_many_small_slow_steps_stay_small_and_slow() -> None:
    """Seen in a benzodiazepine taper tool: above 50 steps a slow pace became a fast one."""
    checked = go_down(FOUR_OF_20, fall="5 mg/day", every="365 days")
    assert [step.days for step in checked.schedule.steps] == [365] * 15
    with pytest.raises(TaperError, match="the shortest way takes 14 days"):
        go_down(FOUR_OF_20, over="7 days")
    with pytest.raises(TaperError, match="sooner than the protocol's 2 days"):
        go_down(FOUR_OF_20, fall="5 mg/day", every="1 day")


def test_row_16_a_step_down_is_never_up_and_the_bottom_is_handled() -> None:
    """Seen in a titration tool: "decrease" from 12.5 mg, off its ladder, gave 100 mg."""
    for dose in makeable_micrograms(load_products("us-tablets"), 40_000):
        taking = f"bedtime {Dose.from_micrograms(dose)}"
        for pace in PACES[:5]:
            try:
                checked = go_down(taking, **pace)
            except TaperError:
                continue
            doses = [dose, *(step.regimen.daily_dose.micrograms for step in checked.schedule.steps)]
            assert doses == sorted(doses, reverse=True)
            assert checked.schedule.then == "stopped"
    # Off the ladder of the tablets: 12 mg falls to what lies below it, never to what lies above.
    first = go_down("bedtime 12 mg", over="14 days").schedule.steps[0]
    assert first.regimen.daily_dose < DailyDose("12 mg/day")


@pytest.mark.parametrize(
    ("patient", "taking", "error", "named"),
    [
        ({"age": "46 years", "kidneys": "unknown"}, "nothing", NotCoveredError, "Kidneys"),
        ({"age": "46 years", "kidneys": "not asked"}, "nothing", NotCoveredError, "Kidneys"),
        ({"age": "46 years"}, "nothing", NotCoveredError, "Kidneys"),
        ({"kidneys": "normal, tested 2026-11-12"}, "nothing", NotCoveredError, "age"),
        ({}, "nothing", NotCoveredError, "age"),
        (
            {"age": "46 years", "kidneys": "normal, tested 2026-11-12"},
            "unknown",
            MissingInputError,
            "present dose",
        ),
    ],
)
def test_row_17_what_is_missing_never_advances(
    patient: dict[str, str], taking: str, error: type[Exception], named: str
) -> None:
    """Seen in a titration tool: without vital signs the dose went up."""
    request = TitrationRequest(
        protocol=load_protocol("us-label-adult"),
        products=load_products("us-tablets"),
        patient=Patient(**patient),
        start="2026-12-01",
        taking=taking,
        aim="30 mg/day",
    )
    with pytest.raises(error, match=named):
        plan_titration(request)


def test_row_18_a_dose_without_a_space_is_refused_with_the_form_to_write() -> None:
    """Seen in a titration tool: the text "12.5mg" crashed it."""
    with pytest.raises(QuantityError, match='such as "5 mg"'):
        Dose("12.5mg")


def test_row_18_a_dose_off_the_ladder_joins_it_or_is_refused_by_name() -> None:
    """Seen in a titration tool: a dose of 75 mg, between two of its steps, crashed it."""
    steps = go_up("45 mg/day", taking="morning 5 mg, midday 15 mg").schedule.steps
    assert [str(step.regimen.daily_dose) for step in steps[:3]] == [
        "20 mg/day", "30 mg/day", "40 mg/day",
    ]  # fmt: skip
    with pytest.raises(UnmakeableError, match=r"7\.5 mg"):
        go_up("45 mg/day", taking="morning 7.5 mg")


def test_row_18_the_top_step_is_a_refusal_and_no_crash() -> None:
    """Seen in a titration tool: "increase" from its top step crashed it."""
    with pytest.raises(UnreachableAimError, match="already reached"):
        go_up("max", taking=FOUR_OF_20)


def test_row_18_how_often_belongs_to_what_is_taken() -> None:
    """Seen in a titration tool: twice a day and once a day were the same."""
    once, twice = parse_regimen("morning 20 mg"), parse_regimen("morning 10 mg, evening 10 mg")
    assert once.daily_dose == twice.daily_dose
    assert once != twice
    ways = [
        [str(step.regimen) for step in go_up("40 mg/day", taking=str(regimen)).schedule.steps]
        for regimen in (once, twice)
    ]
    assert ways[0] != ways[1]


def test_row_21_a_leap_from_20_to_500_mg_is_stopped() -> None:
    """Seen in a prednisone tool: 20 mg followed by 500 mg was accepted."""
    steps = [
        Step(start="2026-12-01", days=3, regimen=parse_regimen("bedtime 20 mg"), phase="titration"),
        Step(start="2026-12-04", days=None, regimen=parse_regimen("bedtime 500 mg"),
             phase="titration"),
    ]  # fmt: skip
    stops = {stop.code: stop.hard for stop in check(Schedule(before="unknown", steps=steps)).stops}
    for code in ("daily-dose-above-maximum", "dose-above-maximum", "rise-too-large"):
        assert stops[code] is True


@pytest.mark.parametrize("days", ["2.5 days", "0 days", "-3 days", "3", 2.5, True, "three days"])
def test_row_21_days_are_whole(days: object) -> None:
    """Seen in a prednisone tool: steps of two and a half days were accepted."""
    with pytest.raises(BaclofenTitrationError):
        go_down(THREE_OF_20, over=days)


def test_row_25_phases_follow_one_another_and_overwrite_nothing() -> None:
    """Seen in a pharmacometrics library: a loading dose replaced the first step."""
    alone = go_up("60 mg/day").schedule.steps
    down = go_down(THREE_OF_20, over="14 days", start="2026-12-27").schedule.steps
    course = go_up("60 mg/day", stay="14 days", then_taper="14 days").schedule.steps
    assert course[:4] == alone[:4]
    assert course[4].model_copy(update={"days": None}) == alone[4]
    assert course[5:] == down


def test_row_32_totals_come_from_the_takings_every_time() -> None:
    """Seen in an insulin system: a running total stopped counting and was believed."""
    for checked in titrations()[::7]:
        schedule = checked.schedule
        for step in schedule.steps:
            assert "daily_dose" not in type(step.regimen).model_fields
            assert step.regimen.daily_dose.micrograms == sum(step.regimen.micrograms.values())
    taking = parse_regimen("morning 10 mg, evening 10 mg").administrations
    more = parse_regimen("evening 15 mg").administrations
    changed = parse_regimen("morning 10 mg").model_copy(
        update={"administrations": (taking[0], *more)}
    )
    assert changed.daily_dose == DailyDose("25 mg/day")


def test_row_33_each_step_counts_for_itself_on_the_way_up_and_down() -> None:
    """Seen in a hospital record: doses of several instructions were added into one total."""
    checked = go_up("60 mg/day", stay="14 days", then_taper="14 days", supply="40 days")
    days = list(checked.schedule.days())
    strength = checked.products[0].strength.micrograms
    assert sum(line.tablets for line in checked.supply.lines) * strength == sum(
        day.daily_dose.micrograms for day in days
    )
    assert max(day.daily_dose for day in days) == DailyDose("60 mg/day")


def test_row_33_whatever_is_planned_has_something_to_dispense() -> None:
    """Seen in a hospital record: the quantity for a taper was 0."""
    for taking, pace, _ in tapers()[::9]:
        try:
            supply = go_down(taking, supply="28 days", **pace).supply
        except RefusedError:
            continue
        assert supply.lines
        assert all(line.tablets > 0 for line in supply.lines)
