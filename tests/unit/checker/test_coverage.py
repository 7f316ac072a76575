"""What the report says of checks that ran and checks that could not."""

from __future__ import annotations

import pytest

from baclofen_titration.checker import check
from baclofen_titration.checker.answers import INTRATHECAL
from baclofen_titration.checker.coverage import (
    BY_BOTH,
    BY_LIMIT,
    BY_PRODUCT,
    BY_PROTOCOL,
    CARRIED,
    CARRIED_CLOSE,
    STRUCTURE,
)
from baclofen_titration.checker.tapers import TAPERS
from baclofen_titration.limits import Limits
from baclofen_titration.patient import Patient
from unit.checker.building import ADULT, LABEL, TABLETS, one_limit, ramp, taper

ALL = {*STRUCTURE, *BY_LIMIT, *TAPERS, CARRIED, CARRIED_CLOSE, *BY_PRODUCT, BY_PROTOCOL, BY_BOTH}


def why(schedule, **given) -> dict[str, str]:
    return {entry.check: entry.why for entry in check(schedule, **given).checks_not_run}


def test_everything_runs_where_everything_is_given():
    limits = one_limit("max_dose", "20 mg")
    report = check(ramp(), limits=limits, products=TABLETS, patient=ADULT, protocol=LABEL)
    assert set(report.checks_run) == {*ALL, INTRATHECAL}
    assert [entry.check for entry in report.checks_not_run] == ["kidneys"]


@pytest.mark.parametrize(
    ("kidneys", "words"),
    [
        ("unknown", "are unknown"),
        ("not asked", "were not asked"),
        ("normal, tested 2026-02-20", "stated as normal"),
    ],
)
def test_kidneys_that_nobody_knows_are_not_judged_and_the_difference_is_printed(kidneys, words):
    said = why(ramp(), patient=Patient(age="46 years", kidneys=kidneys))["kidneys"]
    assert words in said
    assert "no rule about kidneys was applied" in said
    assert "2026" not in said


def test_nothing_given_is_said_so():
    assert set(why(ramp())) == {"age", "kidneys", "protocol", "limits", *BY_PRODUCT}
    assert "were not asked" in why(ramp())["kidneys"]
    assert "was not asked" in why(ramp())["age"]
    assert set(check(ramp()).checks_run) == ALL - {*BY_PRODUCT, BY_PROTOCOL, BY_BOTH}


def test_an_unasked_age_is_judged_as_an_adult():
    said = why(ramp(), patient=Patient())
    assert "adults were applied" in said["age"]
    assert "hard-limits" not in said


def test_children_have_hard_limits_of_their_own():
    child = Patient(age="17 years 11 months")
    assert "hard-limits-per-kg" in why(ramp(), patient=child)
    weighed = Patient(age="17 years 11 months", weight="60 kg on 2026-02-01")
    assert "hard-limits-per-kg" not in why(ramp(), patient=weighed)
    assert "hard-limits-per-kg" not in why(ramp(), patient=Patient(age="18 years"))


def test_a_child_is_still_judged_by_what_is_handed_down():
    child = Patient(age="9 years")
    report = check(ramp(), patient=child, limits=one_limit("max_daily_dose", "60 mg/day"))
    assert [(f.code, f.found, f.hard) for f in report.stops] == [
        ("daily-dose-above-maximum", "65 mg/day", False),
        ("daily-dose-above-maximum", "70 mg/day", False),
        ("daily-dose-above-maximum", "75 mg/day", False),
        ("daily-dose-above-maximum", "80 mg/day", False),
    ]
    assert "daily-dose-above-maximum" in report.checks_run


def test_names_without_an_hour_leave_a_check_open_and_known_ones_are_still_judged():
    schedule = ramp().model_copy(update={"clock": {"evening": "18:00", "bedtime": "19:00"}})
    report = check(schedule)
    assert [f.code for f in report.stops] == ["takings-too-close"]
    assert not {"takings-too-close", CARRIED_CLOSE} & set(report.checks_run)
    assert why(schedule)["takings-too-close"] == "No clock hour is stated for morning, midday."
    assert why(schedule)[CARRIED_CLOSE] == why(schedule)["takings-too-close"]


def test_unknown_before_leaves_the_first_change_open():
    unknown = taper().model_copy(update={"before": "unknown"})
    assert {"first-change", "first-day-above-maximum"} <= set(why(unknown))
    assert "first-day-above-maximum" not in check(unknown).checks_run


def test_a_shipped_protocol_without_a_transcription():
    other = LABEL.model_copy(update={"id": "hard-limits"})
    report = check(ramp(), protocol=other, limits=Limits())
    assert "protocol" in {entry.check for entry in report.checks_not_run}
    assert BY_PROTOCOL in report.checks_run
    assert BY_BOTH not in report.checks_run


@pytest.mark.parametrize("schedule", [ramp(), taper()])
@pytest.mark.parametrize("products", [(), TABLETS])
@pytest.mark.parametrize("patient", [None, ADULT, Patient(age="7 years")])
@pytest.mark.parametrize("protocol", [None, LABEL])
def test_every_code_either_ran_or_is_accounted_for(schedule, products, patient, protocol):
    report = check(schedule, products=products, patient=patient, protocol=protocol)
    left_out = {entry.check for entry in report.checks_not_run}
    explained = left_out | ({BY_PROTOCOL, BY_BOTH} if left_out & {"protocol", "limits"} else set())
    assert set(report.checks_run) | explained >= ALL
    assert not set(report.checks_run) & left_out
