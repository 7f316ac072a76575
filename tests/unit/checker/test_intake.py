"""Nothing malformed is judged, whatever it pretends to be."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from baclofen_titration.checker import check
from baclofen_titration.checker.intake import as_validated
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.product import Product, Volume
from baclofen_titration.provenance import Citation
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Administration, Regimen
from baclofen_titration.schedule import Reason, Schedule, Step
from unit.checker.building import ADULT, LABEL, OURS, SYRUP, TABLETS, one_limit, ramp, taper


def named(garbage: object) -> str:
    """A name that is the same in every process, where an address would not be."""
    return "object" if type(garbage) is object else repr(garbage)


GARBAGE: list[Any] = [
    None, 0, -1, 5.0, True, "", "5 mg", "x" * 1000, b"5 mg", [], {}, object(), float("nan"),
    1 << 80, date(2026, 3, 2), datetime(2026, 3, 2), Dose("5 mg"), DailyDose("5 mg/day"),
    Dose, (None,),
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


@pytest.mark.parametrize("garbage", GARBAGE, ids=named)
def test_something_else_is_no_schedule(garbage):
    only_malformed(garbage)


@pytest.mark.parametrize("garbage", GARBAGE, ids=named)
@pytest.mark.parametrize("field", ["before", "steps", "then", "reviews", "first_taking", "clock"])
def test_a_field_of_something_else(field, garbage):
    if garbage == Schedule.model_fields[field].default:
        return
    if (field, garbage) == ("clock", {}):
        return
    only_malformed(tampered(ramp(), field, garbage))


@pytest.mark.parametrize("garbage", GARBAGE, ids=named)
@pytest.mark.parametrize("field", ["start", "days", "regimen", "phase", "because", "bound_by"])
def test_a_step_with_something_else(field, garbage):
    schedule = ramp()
    if field == "start" and type(garbage) is date:
        return
    tampered(schedule.steps[1], field, garbage)
    only_malformed(schedule)


@pytest.mark.parametrize("garbage", [g for g in GARBAGE if g != Dose("5 mg")], ids=named)
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


def test_tuples_in_tuples_are_not_followed():
    deep: tuple[Any, ...] = (Dose("5 mg"),)
    for _ in range(100):
        deep = (deep, deep)
    schedule = ramp()
    tampered(schedule.steps[0], "because", deep)
    only_malformed(schedule)
    schedule = ramp()
    tampered(schedule.steps[0].regimen.administrations[0], "pieces", deep)
    only_malformed(schedule)


def test_a_rule_that_holds_ever_more_of_itself():
    limits = cited()
    for _ in range(100):
        more = Limit.model_construct(**{**limits.limits[0].__dict__, "authors": limits.limits * 24})
        limits = Limits.model_construct(limits=(more,))
    only_malformed(ramp(), limits=limits)


def test_a_step_that_holds_ever_more_steps():
    schedule = ramp()
    for _ in range(100):
        last = schedule.steps[-1]
        more = Step.model_construct(**{**last.__dict__, "because": (last,) * 24})
        tampered(schedule, "steps", (*schedule.steps[:-1], more))
    only_malformed(schedule)


def test_one_field_too_many():
    schedule = ramp()
    schedule.__dict__["more"] = 1
    only_malformed(schedule)


def test_a_part_of_another_class_is_malformed():
    class Shorter(Regimen):
        @property
        def daily_dose(self) -> DailyDose:
            return DailyDose("5 mg/day")

    schedule = ramp()
    regimen = schedule.steps[0].regimen
    tampered(schedule.steps[0], "regimen", Shorter(**dict(regimen)))
    only_malformed(schedule)


def test_a_dict_of_another_class_is_malformed():
    class Sly(dict[str, str]):
        pass

    only_malformed(tampered(ramp(), "clock", Sly(ramp().clock)))


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
        check(ramp(), setting="at sea")  # type: ignore[arg-type]


@pytest.mark.parametrize("good", [ramp(), taper(), Limits(), *TABLETS, SYRUP, ADULT, LABEL])
def test_what_is_whole_comes_out_as_it_is(good):
    for _ in range(2):  # met before, and recognised
        assert as_validated(type(good), good) is good


def test_a_schedule_of_a_shape_met_before_is_looked_at_like_the_first():
    assert as_validated(Schedule, ramp()) is not None
    late = ramp()
    tampered(late.steps[-1], "start", date(2300, 1, 1))
    assert as_validated(Schedule, late) is None
    open_twice = ramp()
    tampered(open_twice.steps[0], "days", None)
    assert as_validated(Schedule, open_twice) is None
    past_the_window = ramp()
    tampered(past_the_window.steps[0], "start", date(2200, 12, 31))
    assert as_validated(Schedule, past_the_window) is None


class Sly(dict[str, Any]):
    """Shows the fields of one value and holds those of another."""

    def values(self) -> Any:
        return dict(self).values()


@pytest.mark.parametrize(
    "pick",
    [
        lambda schedule: schedule,
        lambda schedule: schedule.steps[0],
        lambda schedule: schedule.steps[0].regimen.administrations[0],
        lambda schedule: schedule.steps[0].regimen.administrations[0].pieces[0],
    ],
)
def test_fields_held_in_a_dict_of_another_class(pick):
    schedule = ramp()
    broken = pick(schedule)
    tampered(broken, "__dict__", Sly(broken.__dict__))
    only_malformed(schedule)


CITED = Citation(
    kind="label", source="S1", title="A label", section="4.2", grade="A", says="At most 20 mg."
)


def cited() -> Limits:
    return Limits.of([Limit(rule="max_dose", value="20 mg", authors=[CITED.model_copy()])])


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("verbatim", 0),
        ("verbatim", 0.0),
        ("verbatim", None),
        ("grade", "E"),
        ("kind", "judgement"),
        ("says", ""),
        ("says", "x" * 601),
        ("says", b"At most 20 mg."),
        ("source", "not a key"),
        ("title", ["A label"]),
        ("section", CITED),
    ],
)
def test_an_author_changed_after_it_was_accepted(name, part):
    limits = cited()
    for _ in range(2):  # met before, and recognised
        assert check(ramp(), limits=limits).checks_run != ("malformed-schedule",)
    [author] = limits.limits[0].authors
    tampered(author, name, part)
    for _ in range(2):
        only_malformed(ramp(), limits=limits)


@pytest.mark.parametrize("amount", [-1, 20_000.0, True, "20000", 10**10])
def test_a_limit_changed_after_it_was_accepted(amount):
    one = Limits.of([Limit(rule="max_dose", value="1 microgram", authors=[OURS])])
    assert check(ramp(), limits=one).checks_run != ("malformed-schedule",)
    tampered(one.limits[0].value, "_micrograms", amount)
    only_malformed(ramp(), limits=one)


def test_a_limit_changed_to_another_that_holds_is_judged_by_that():
    limits = cited()
    assert check(ramp(), limits=limits).stops == ()
    tampered(limits.limits[0].value, "_micrograms", 15_000)
    assert [f.allowed for f in check(ramp(), limits=limits).stops] == ["15 mg"] * 4


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("volume", None),
        ("volume", "5 mL"),
        ("graduation", None),
        ("graduation", Volume(microlitres=100)),
        ("parts", ("whole",)),
        ("form", "tablet"),
        ("bottles", (None,)),
        ("discard_after_opening", "2 months"),
    ],
)
def test_a_liquid_changed_after_it_was_accepted(name, part):
    product = SYRUP.model_copy()
    assert check(ramp(), products=(product,)).checks_run != ("malformed-schedule",)
    only_malformed(ramp(), products=(tampered(product, name, part),))


@pytest.mark.parametrize("amount", [0, -100, 100.0, True, None, "0.1 mL", 70])
def test_a_mark_changed_after_it_was_accepted(amount):
    product = Product.model_validate(SYRUP.model_dump())
    assert check(ramp(), products=(product,)).checks_run != ("malformed-schedule",)
    assert product.graduation is not None
    tampered(product.graduation.value, "microlitres", amount)
    only_malformed(ramp(), products=(product,))


def test_a_rule_that_holds_itself():
    limits = cited()
    tampered(limits.limits[0], "authors", (limits.limits[0],) * 24)
    only_malformed(ramp(), limits=limits)
    limits = cited()
    only_malformed(ramp(), limits=tampered(limits, "limits", (limits,) * 24))
    reason = Reason(rule="step-1", author=OURS)
    schedule = ramp()
    tampered(schedule.steps[0], "because", (tampered(reason, "author", reason),))
    only_malformed(schedule)


def test_a_piece_changed_after_it_was_accepted():
    schedule = ramp()
    assert check(schedule, products=TABLETS).stops == ()
    [piece] = schedule.steps[0].regimen.administrations[0].pieces
    assert piece.count == 1
    only_malformed(tampered(schedule, "before", "nothing"), products=(tampered(piece, "count", 0),))
    for count in (True, 1.0, "1", None):
        tampered(piece, "count", count)
        only_malformed(schedule, products=TABLETS)
    tampered(piece, "count", 2)
    assert "pieces-do-not-add-up" in {f.code for f in check(schedule, products=TABLETS).stops}
