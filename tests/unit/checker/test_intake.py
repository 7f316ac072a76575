"""Nothing malformed is judged, whatever it pretends to be."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from baclofen_titration.checker import check
from baclofen_titration.checker.intake import rebuilt
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.limits import Limits
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import Administration, Schedule, Step
from unit.checker.building import ADULT, LABEL, TABLETS, one_limit, ramp, taper

GARBAGE: list[Any] = [
    None, 0, -1, 5.0, True, "", "5 mg", "x" * 1000, b"5 mg", [], {}, object(), float("nan"),
    1 << 80, date(2026, 3, 2), datetime(2026, 3, 2), Dose("5 mg"), DailyDose("5 mg/day"), Dose, (None,),
]  # fmt: skip


def tampered(value: Any, name: str, part: object) -> Any:
    object.__setattr__(value, name, part)
    return value


class Liar(Dose):
    """Prints one dose and holds another."""

    __slots__ = ()

    def __str__(self) -> str:
        return "5 mg"

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = Dose.__hash__


def only_malformed(schedule: Any, **given: Any) -> None:
    report = check(schedule, **given)
    [finding] = report.findings
    assert (finding.code, finding.severity, finding.hard) == ("malformed-schedule", "stop", True)
    assert report.checks_run == ("malformed-schedule",)
    assert "daily-dose-above-maximum" in {entry.check for entry in report.checks_not_run}


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_something_else_is_no_schedule(garbage):
    only_malformed(garbage)


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
@pytest.mark.parametrize("field", ["before", "steps", "then", "reviews", "first_taking", "clock"])
def test_a_field_of_something_else(field, garbage):
    if garbage == Schedule.model_fields[field].default:
        return
    if (field, garbage) == ("clock", {}):
        return
    only_malformed(tampered(ramp(), field, garbage))


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
@pytest.mark.parametrize("field", ["start", "days", "regimen", "phase", "because", "bound_by"])
def test_a_step_with_something_else(field, garbage):
    schedule = ramp()
    if field == "start" and type(garbage) is date:
        return
    tampered(schedule.steps[1], field, garbage)
    only_malformed(schedule)


@pytest.mark.parametrize("garbage", [g for g in GARBAGE if g != Dose("5 mg")], ids=repr)
def test_a_dose_of_something_else(garbage):
    schedule = ramp()
    tampered(schedule.steps[0].regimen.administrations[0], "dose", garbage)
    only_malformed(schedule)


@pytest.mark.parametrize("amount", [-1, 5.0, True, None, "5000", 10**10])
def test_a_dose_changed_behind_its_back(amount):
    schedule = ramp()
    dose = schedule.steps[0].regimen.administrations[0].dose
    tampered(dose, "_micrograms", amount)
    only_malformed(schedule)


def test_a_dose_that_lies():
    schedule = ramp()
    lie = Liar("5 mg")
    tampered(lie, "_micrograms", 500_000)
    tampered(schedule.steps[0].regimen.administrations[0], "dose", lie)
    only_malformed(schedule)


def test_made_without_validation():
    only_malformed(Schedule.__new__(Schedule))
    only_malformed(tampered(ramp(), "steps", ()))
    only_malformed(tampered(ramp(), "steps", (Step.__new__(Step),)))
    values = {name: part for name, part in ramp() if name != "clock"}
    only_malformed(Schedule.model_construct(**values, clock={"noon": "12:00"}))
    whole = Schedule.model_construct(**values, clock={"midday": "12:00"})
    assert "malformed-schedule" not in {f.code for f in check(whole).findings}


def test_an_open_step_in_the_middle():
    schedule = ramp()
    tampered(schedule.steps[2], "days", None)
    only_malformed(schedule)


def test_a_time_of_day_twice():
    schedule = ramp()
    taking = Administration(at="morning", dose="5 mg")
    tampered(schedule.steps[0].regimen, "administrations", (taking, taking))
    only_malformed(schedule)


def test_a_regimen_that_holds_itself():
    schedule = ramp()
    regimen = schedule.steps[0].regimen
    tampered(regimen, "administrations", (regimen,) * 24)
    only_malformed(schedule)


def test_one_field_too_many():
    schedule = ramp()
    schedule.__dict__["more"] = 1
    only_malformed(schedule)


def test_a_subclass_is_no_schedule():
    class Other(Schedule):
        pass

    only_malformed(Other(**dict(ramp())))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limits", tampered(one_limit("max_dose", "5 mg"), "limits", (None,))),
        ("limits", tampered(one_limit("min_days_between_rises", 3).limits[0], "value", -3)),
        ("patient", tampered(ADULT.model_copy(), "age", (46, 0))),
        ("protocol", tampered(LABEL.model_copy(), "edition", "2026-11-22")),
        ("products", (tampered(TABLETS[0].model_copy(), "strength", "5 mg"),)),
        ("products", (TABLETS[0], TABLETS[1].model_copy(update={"id": "five"}))),
        ("products", TABLETS[0]),
        ("products", None),
    ],
)
def test_what_is_handed_down_is_not_trusted_either(name, value):
    only_malformed(taper(), **{name: value})


def test_a_setting_without_limits_is_refused():
    with pytest.raises(UnknownNameError):
        check(ramp(), setting="inpatient")  # type: ignore[arg-type]


@pytest.mark.parametrize("good", [ramp(), taper(), Limits(), *TABLETS, ADULT, LABEL])
def test_what_is_whole_comes_out_the_same(good):
    again = rebuilt(type(good), good)
    assert again == good
    assert again is not good
