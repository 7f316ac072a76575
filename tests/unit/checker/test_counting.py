"""How days, regimens and times of day are counted."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.checker import check
from baclofen_titration.patient import Patient
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from unit.checker.building import START, day, one_limit

THREE_DAYS = one_limit("min_days_between_rises", 3)
TWO_DAYS = one_limit("min_days_between_falls", 2)


def step(first: int, days: int | None, text: str, phase: str = "titration") -> Step:
    return Step(start=day(first), days=days, regimen=parse_regimen(text), phase=phase)


def codes(schedule: Schedule, **given: object) -> list[tuple[str, date | None, str]]:
    report = check(schedule, **given)
    return [(finding.code, finding.on, finding.found) for finding in report.findings]


def present(text: str, since: str = "unknown") -> Taking:
    return Taking(regimen=text, since=since)


def test_equal_steps_are_one_regimen():
    schedule = Schedule(
        before="nothing",
        steps=[
            step(1, 2, "08:00 5 mg"),
            step(3, 2, "08:00 5 mg", "maintenance"),
            step(5, None, "08:00 10 mg"),
        ],
    )
    assert codes(schedule, limits=THREE_DAYS) == []


def test_a_rise_counts_from_any_change():
    steps = [
        step(1, 3, "08:00 10 mg, 20:00 5 mg"),
        step(4, 2, "08:00 5 mg, 20:00 5 mg", "taper"),
        step(6, None, "08:00 5 mg, 20:00 6 mg"),
    ]
    schedule = Schedule(before="nothing", steps=steps)
    assert codes(schedule, limits=THREE_DAYS) == [("rise-too-soon", day(6), "2 days")]


def test_a_dose_moved_to_another_hour_is_a_rise():
    steps = [step(1, 1, "08:00 5 mg"), step(2, None, "20:00 5 mg")]
    schedule = Schedule(before="nothing", steps=steps)
    limits = THREE_DAYS | one_limit("max_rise_per_dose", "4 mg")
    assert codes(schedule, limits=limits) == [
        ("rise-too-large-at-one-time", day(2), "5 mg"),
        ("rise-too-soon", day(2), "1 day"),
    ]


@pytest.mark.parametrize(
    ("first_taking", "days", "stops"),
    [
        (None, 3, []),
        ("08:00", 3, []),
        ("20:00", 3, [("rise-too-soon", day(4), "2 days")]),
        ("20:00", 4, []),
    ],
)
def test_a_first_day_that_starts_late_does_not_count(first_taking, days, stops):
    steps = [
        step(1, days, "08:00 5 mg, 20:00 5 mg"),
        step(1 + days, None, "08:00 6 mg, 20:00 6 mg"),
    ]
    schedule = Schedule(before="nothing", steps=steps, first_taking=first_taking)
    assert codes(schedule, limits=THREE_DAYS) == stops


def test_a_late_first_day_of_somebody_who_takes_something_is_a_fall():
    steps = [step(1, None, "08:00 20 mg, 20:00 20 mg", "maintenance")]
    before = present("08:00 20 mg, 20:00 20 mg", "2025-06-01")
    schedule = Schedule(before=before, steps=steps, first_taking="20:00")
    assert codes(schedule) == [("fall-too-large", START, "20 mg/day")]


def test_a_late_first_day_and_a_fall_on_it_are_one_finding():
    steps = [step(1, None, "08:00 5 mg, 20:00 15 mg", "taper")]
    before = present("08:00 20 mg, 20:00 20 mg", "2025-06-01")
    schedule = Schedule(before=before, steps=steps, first_taking="20:00")
    assert codes(schedule) == [("fall-too-large", START, "25 mg/day")]


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2026-02-27", []),
        ("2026-02-28", ["2 days"]),
        ("unknown", ["not known"]),
        ("2026-03-09", ["0 days"]),
    ],
)
def test_a_rise_on_the_first_day_counts_from_since(since, found):
    schedule = Schedule(before=present("08:00 5 mg", since), steps=[step(1, None, "08:00 6 mg")])
    assert [f for _, _, f in codes(schedule, limits=THREE_DAYS)] == found
    assert all(code == "rise-too-soon" for code, _, _ in codes(schedule, limits=THREE_DAYS))


def test_a_rise_from_nobody_knows_when_can_be_acknowledged():
    schedule = Schedule(before=present("08:00 5 mg"), steps=[step(1, None, "08:00 6 mg")])
    [finding] = check(schedule).findings
    assert (finding.severity, finding.hard, finding.allowed) == ("stop", False, "2 days")


@pytest.mark.parametrize(
    ("since", "days", "found"),
    [
        ("2026-03-01", 1, ["2 days"]),
        ("2026-03-01", 2, []),
        ("unknown", 2, ["2 days"]),
        ("unknown", 3, []),
    ],
)
def test_what_is_taken_already_may_be_carried_on_first(since, days, found):
    steps = [step(1, days, "08:00 5 mg"), step(1 + days, None, "08:00 6 mg")]
    schedule = Schedule(before=present("08:00 5 mg", since), steps=steps)
    assert [f for _, _, f in codes(schedule, limits=THREE_DAYS)] == found


@pytest.mark.parametrize(
    ("since", "said"), [("unknown", True), ("2026-03-01", True), ("2026-02-28", False)]
)
def test_the_first_fall_is_open_and_the_report_says_what_it_does_not_know(since, said):
    schedule = Schedule(
        before=present("08:00 20 mg", since), steps=[step(1, None, "08:00 15 mg", "taper")]
    )
    report = check(schedule, limits=TWO_DAYS)
    assert report.findings == ()
    assert ("first-fall" in {entry.check for entry in report.checks_not_run}) is said


def test_only_an_unjudged_first_fall_is_said_to_be_unjudged():
    rises = Schedule(before=present("08:00 5 mg"), steps=[step(1, None, "08:00 6 mg")])
    carried = Schedule(
        before=present("08:00 20 mg"),
        steps=[step(1, 2, "08:00 20 mg", "taper"), step(3, None, "08:00 15 mg", "taper")],
    )
    second = Schedule(
        before=present("08:00 20 mg", "2025-06-01"),
        steps=[step(1, 1, "08:00 15 mg", "taper"), step(2, None, "08:00 10 mg", "taper")],
    )
    for schedule in (rises, carried, second):
        report = check(schedule, limits=TWO_DAYS)
        assert "first-fall" not in {entry.check for entry in report.checks_not_run}


def test_a_fall_after_a_rise_is_not_held_up():
    steps = [
        step(1, 3, "08:00 10 mg, 20:00 10 mg"),
        step(4, 1, "08:00 10 mg, 20:00 11 mg"),
        step(5, None, "08:00 10 mg, 20:00 10 mg", "taper"),
    ]
    schedule = Schedule(before="nothing", steps=steps)
    assert codes(schedule, limits=TWO_DAYS) == []


@pytest.mark.parametrize(("days", "found"), [(1, [("fall-too-soon", day(2), "1 day")]), (2, [])])
def test_the_stop_is_a_fall(days, found):
    schedule = Schedule(
        before=present("08:00 10 mg", "2025-06-01"),
        steps=[step(1, days, "08:00 5 mg", "taper")],
        then="stopped",
    )
    held = [code for code in codes(schedule, limits=TWO_DAYS) if code[0] == "fall-too-soon"]
    assert held == found


def test_an_unknown_taper_counts_its_first_step_as_a_fall():
    steps = [step(1, 1, "08:00 20 mg", "taper"), step(2, None, "08:00 15 mg", "taper")]
    schedule = Schedule(before="unknown", steps=steps)
    assert codes(schedule, limits=TWO_DAYS) == [
        ("fall-too-soon", day(2), "1 day"),
        ("first-change-not-judged", START, ""),
    ]


def test_names_and_hours_are_matched_by_the_clock():
    steps = [step(1, None, "morning 10 mg, evening 10 mg", "maintenance")]
    clock = {"morning": "08:00", "evening": "20:00"}
    before = present("08:00 10 mg, 20:00 10 mg", "2025-06-01")
    assert codes(Schedule(before=before, steps=steps, clock=clock)) == []
    unmatched = check(
        Schedule(before=before, steps=steps, clock={}),
        limits=one_limit("max_rise_per_dose", "5 mg"),
    )
    assert {finding.code for finding in unmatched.stops} == {"rise-too-large-at-one-time"}


def test_two_names_of_one_hour_stay_apart():
    steps = [step(1, None, "morning 30 mg, midday 30 mg", "maintenance")]
    clock = {"morning": "08:00", "midday": "08:00"}
    before = present("07:00 60 mg", "2025-06-01")
    report = check(Schedule(before=before, steps=steps, clock=clock))
    assert "takings-too-close" in {finding.code for finding in report.stops}
    assert {finding.at for finding in report.stops} >= {"morning", "midday"}


def test_each_further_rise_above_a_maximum_is_reported():
    doses = ("20 mg", "25 mg", "25 mg", "22 mg", "24 mg", "19 mg", "21 mg")
    steps = [step(1 + 7 * n, 7, f"08:00 {dose}", "maintenance") for n, dose in enumerate(doses)]
    schedule = Schedule(before="unknown", steps=steps, then="continues")
    report = check(schedule, limits=one_limit("max_dose", "20 mg"))
    above = [(f.on, f.found) for f in report.findings if f.code == "dose-above-maximum"]
    assert above == [(day(8), "25 mg"), (day(29), "24 mg"), (day(43), "21 mg")]


def test_what_is_above_a_maximum_already_may_stay_and_fall_but_not_rise():
    limits = one_limit("max_daily_dose", "60 mg/day")
    doses = ("80 mg", "75 mg", "76 mg")
    steps = [step(1 + 7 * n, 7, f"08:00 {dose}", "taper") for n, dose in enumerate(doses)]
    before = present("08:00 80 mg", "2025-06-01")
    schedule = Schedule(before=before, steps=steps, then="continues")
    report = check(schedule, limits=limits)
    assert [(f.code, f.severity, f.on, f.found, f.hard) for f in report.findings] == [
        ("daily-dose-above-maximum", "stop", day(15), "76 mg/day", False),
        ("dose-above-maximum", "stop", day(15), "76 mg", True),
        ("rise-in-taper", "stop", day(15), "1 mg/day", False),
        ("present-dose-above-maximum", "caution", day(1), "80 mg/day", False),
        ("present-dose-above-maximum", "caution", day(1), "80 mg", False),
    ]


def test_a_dose_is_carried_only_at_its_own_time():
    before = present("08:00 50 mg, 20:00 10 mg", "2025-06-01")
    steps = [step(1, None, "08:00 10 mg, 20:00 50 mg", "taper")]
    report = check(Schedule(before=before, steps=steps))
    assert ("dose-above-maximum", "20:00") in {(f.code, f.at) for f in report.stops}


def test_a_taking_of_nothing_is_reported_where_it_comes_first():
    steps = [
        step(1, 7, "08:00 5 mg, 20:00 0 mg"),
        step(8, 7, "08:00 6 mg, 20:00 0 mg"),
        step(15, 7, "08:00 7 mg"),
        step(22, None, "08:00 8 mg, 20:00 0 mg"),
    ]
    assert codes(Schedule(before="nothing", steps=steps)) == [
        ("zero-dose", day(1), "0 mg"),
        ("zero-dose", day(22), "0 mg"),
    ]


def test_an_empty_day_is_a_stop():
    before = present("08:00 30 mg", "2025-06-01")
    steps = [step(1, None, "08:00 0 mg", "taper")]
    assert codes(Schedule(before=before, steps=steps)) == [
        ("abrupt-stop", START, "30 mg/day"),
        ("zero-dose", START, "0 mg"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:00 5 mg, 09:30 5 mg", [("takings-too-close", day(1), "1 hour 30 minutes")]),
        ("00:30 5 mg, 23:45 5 mg", [("takings-too-close", day(2), "45 minutes")]),
        ("00:30 5 mg, 12:00 5 mg, 21:30 5 mg", []),
    ],
)
def test_takings_are_counted_across_midnight(text, found):
    schedule = Schedule(before="nothing", steps=[step(1, None, text)])
    assert codes(schedule) == found


def test_the_last_evening_and_the_next_morning_of_two_regimens():
    steps = [step(1, 1, "23:00 5 mg"), step(2, None, "00:15 5 mg")]
    assert ("takings-too-close", day(2), "1 hour 15 minutes") in codes(
        Schedule(before="nothing", steps=steps)
    )
    before = present("12:00 5 mg, 23:00 5 mg", "2025-06-01")
    assert ("takings-too-close", day(1), "1 hour 15 minutes") in codes(
        Schedule(before=before, steps=[step(1, None, "00:15 5 mg", "taper")])
    )


def test_a_late_first_taking_is_the_first_after_the_night():
    before = present("23:00 5 mg", "2025-06-01")
    steps = [step(1, None, "00:15 5 mg, 12:00 5 mg", "taper")]
    late = Schedule(before=before, steps=steps, first_taking="12:00")
    assert "takings-too-close" not in {code for code, _, _ in codes(late)}


CLOSE = "08:00 10 mg, 10:00 10 mg"


def close(schedule: Schedule) -> list[tuple[str, str, int | None, str | None, bool]]:
    return [
        (f.code, f.severity, f.step, f.at, f.hard)
        for f in check(schedule).findings
        if f.code.endswith("takings-too-close")
    ]


def test_takings_that_are_already_too_close_never_bar_the_way_down():
    steps = [step(1, 7, "08:00 10 mg, 10:00 5 mg", "taper"), step(8, 7, "08:00 10 mg", "taper")]
    schedule = Schedule(before=present(CLOSE, "2025-06-01"), steps=steps, then="stopped")
    caution = ("present-takings-too-close", "caution", 1, "10:00", False)
    assert close(schedule) == [caution]
    assert check(schedule).stops == ()


@pytest.mark.parametrize("phase", ["titration", "maintenance"])
def test_takings_that_are_already_too_close_are_not_carried_up_or_on(phase):
    schedule = Schedule(before=present(CLOSE, "2025-06-01"), steps=[step(1, None, CLOSE, phase)])
    assert close(schedule) == [("takings-too-close", "stop", 1, "10:00", True)]


def test_a_level_kept_after_the_taper_is_no_taper():
    steps = [
        step(1, 7, "08:00 10 mg, 10:00 5 mg", "taper"),
        step(8, None, "08:00 10 mg, 10:00 5 mg", "maintenance"),
    ]
    schedule = Schedule(before=present(CLOSE, "2025-06-01"), steps=steps)
    assert close(schedule) == [
        ("takings-too-close", "stop", 2, "10:00", True),
        ("present-takings-too-close", "caution", 1, "10:00", False),
    ]


@pytest.mark.parametrize("before", ["unknown", present("08:00 10 mg, 14:00 10 mg", "2025-06-01")])
def test_takings_that_come_too_close_in_a_taper_are_stopped(before):
    steps = [step(1, None, "08:00 10 mg, 10:00 5 mg", "taper")]
    schedule = Schedule(before=before, steps=steps)
    assert close(schedule) == [("takings-too-close", "stop", 1, "10:00", True)]


def test_the_night_between_present_takings_is_present_too():
    before = present("00:30 10 mg, 12:00 5 mg, 23:30 10 mg", "2025-06-01")
    steps = [step(1, 7, "00:30 10 mg, 23:30 10 mg", "taper"), step(8, 7, "00:30 10 mg", "taper")]
    schedule = Schedule(before=before, steps=steps, then="stopped")
    assert close(schedule) == [("present-takings-too-close", "caution", 1, "00:30", False)]


def test_present_takings_between_which_one_is_left_out():
    before = present("08:00 10 mg, 09:00 5 mg, 10:00 10 mg", "2025-06-01")
    schedule = Schedule(before=before, steps=[step(1, None, CLOSE, "taper")])
    assert close(schedule) == [("present-takings-too-close", "caution", 1, "10:00", False)]


def test_a_name_for_a_present_hour_is_the_same_taking():
    clock = {"morning": "08:00", "midday": "10:00"}
    steps = [step(1, None, "morning 10 mg, midday 5 mg", "taper")]
    schedule = Schedule(before=present(CLOSE, "2025-06-01"), steps=steps, clock=clock)
    assert close(schedule) == [("present-takings-too-close", "caution", 1, "midday", False)]


def test_two_takings_at_one_hour_need_two_present_ones():
    clock = {"morning": "08:00", "midday": "08:00"}
    steps = [step(1, None, "morning 5 mg, midday 5 mg", "taper")]
    one = Schedule(before=present("08:00 20 mg", "2025-06-01"), steps=steps, clock=clock)
    assert [code for code, *_ in close(one)] == ["takings-too-close"]
    both = present("morning 10 mg, midday 10 mg", "2025-06-01")
    two = Schedule(before=both, steps=steps, clock=clock)
    assert [code for code, *_ in close(two)] == ["present-takings-too-close"]


@pytest.mark.parametrize(("days", "on"), [(1, 2), (2, 2), (7, 2)])
def test_the_night_is_told_once_however_long_equal_times_are_kept(days, on):
    steps = [
        step(1, days, "00:30 5 mg, 23:45 5 mg"),
        step(1 + days, None, "00:30 6 mg, 23:45 5 mg"),
    ]
    schedule = Schedule(before="nothing", steps=steps)
    nights = [f for f in check(schedule).findings if f.code == "takings-too-close"]
    assert [(f.on, f.found) for f in nights] == [(day(on), "45 minutes")]


CARRIED_ABOVE = "present-dose-above-maximum"
FIFTY = "morning 20 mg, midday 10 mg, evening 20 mg"
FORTY = "morning 15 mg, midday 10 mg, evening 15 mg"
THIRTY = "morning 10 mg, midday 10 mg, evening 10 mg"
TWENTY = "morning 5 mg, midday 5 mg, evening 10 mg"


@pytest.mark.parametrize(
    ("regimens", "phase", "severity"),
    [
        ((FIFTY, FORTY, THIRTY, TWENTY), "taper", "caution"),
        ((FIFTY, FORTY, THIRTY), "taper", "stop"),
        ((FIFTY, FORTY, THIRTY, TWENTY), "titration", "stop"),
    ],
)
def test_what_kidneys_put_above_a_maximum_may_come_down_and_not_stay(regimens, phase, severity):
    # A third of 80 mg a day holds with a clearance of 25 mL/min: 26.666 mg/day.
    last = len(regimens) - 1
    steps = [
        step(1 + 7 * place, None if place == last else 7, regimen, phase)
        for place, regimen in enumerate(regimens)
    ]
    before = present("morning 20 mg, midday 20 mg, evening 20 mg", "2025-10-01")
    report = check(
        Schedule(before=before, steps=steps, then="continues"),
        patient=Patient(age="46 years", kidneys="clearance 25 mL/min on 2026-02-20, steady"),
        protocol=load_protocol("us-label-adult").reference(),
    )
    (found,) = [one for one in report.findings if one.code == CARRIED_ABOVE and one.at is None]
    assert (found.severity, found.allowed) == (severity, "26.666 mg/day")
