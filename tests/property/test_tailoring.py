"""In adults, weaker kidneys and older age never mean more, faster or higher."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TitrationRequest, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.tailoring import rule_sets, tailor

START = date(2026, 12, 1)
PROTOCOLS = st.sampled_from(["us-label-adult", "uk-smpc-adult", "de-label-adult"])
VALUES = st.one_of(st.integers(0, 120_000), st.sampled_from([30_000, 50_000, 60_000, 80_000]))
AGES = st.integers(18, 100)
MUSCLE = st.sampled_from(["usual", "reduced", "unknown"])
DAYS = 60


def patient(value: int, age: int, muscle: str, **more: str) -> Patient:
    amount = f"{value // 1000}.{value % 1000:03d}".rstrip("0").rstrip(".")
    return Patient(
        age=f"{age} years",
        kidneys=f"clearance {amount} mL/min on 2026-11-12, steady",
        muscle=muscle,
        **more,
    )


def limits(protocol, person, named=()):
    held = tailor(person, load_protocol(protocol), START, "up", taking="nothing", named=named)
    return held.limits


def assert_no_looser(strict, loose):
    for rule in LIMIT_UNITS:
        one, other = strict.get(rule), loose.get(rule)
        assert not other.is_stricter_than(one), rule


@given(PROTOCOLS, VALUES, VALUES, AGES, AGES, MUSCLE)
def test_weaker_and_older_never_loosens_a_limit(protocol, one, two, age, older, muscle):
    weak, strong = sorted((one, two))
    young, old = sorted((age, older))
    assert_no_looser(
        limits(protocol, patient(weak, old, muscle)),
        limits(protocol, patient(strong, young, muscle)),
    )
    assert_no_looser(limits(protocol, patient(weak, old, muscle)), load_protocol(protocol).limits)


@given(PROTOCOLS, VALUES, AGES, st.sampled_from([{"cause": "cerebral"}, {"sensitive": "yes"}]))
def test_cerebral_origin_and_sensitivity_never_loosen_a_limit(protocol, value, age, more):
    with_it = limits(protocol, patient(value, age, "usual", **more))
    assert_no_looser(with_it, limits(protocol, patient(value, age, "usual")))
    assert with_it.value("max_first_day") <= 10_000
    assert with_it.value("min_days_between_rises") >= 7
    assert with_it.value("max_daily_dose") == limits(protocol, patient(value, age, "usual")).value(
        "max_daily_dose"
    )


@given(VALUES, AGES)
def test_little_muscle_never_loosens_a_limit(value, age):
    for muscle in ("reduced", "unknown", "not asked"):
        assert_no_looser(
            limits("us-label-adult", patient(value, age, muscle)),
            limits("us-label-adult", patient(value, age, "usual")),
        )


@given(VALUES, AGES, st.lists(st.sampled_from(sorted(rule_sets())), min_size=1, unique=True),
       st.sampled_from(sorted(rule_sets())))  # fmt: skip
def test_adding_a_set_never_loosens_and_their_order_is_free(value, age, named, more):
    person = patient(value, age, "usual")
    held = limits("us-label-adult", person, named)
    assert_no_looser(limits("us-label-adult", person, [*named, more]), held)
    assert limits("us-label-adult", person, named[::-1]) == held


def daily_doses(person):
    """The daily dose on each day on the way to the maximum, whatever has to be accepted."""
    request = TitrationRequest(
        protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
        patient=person, taking="nothing", aim="max", start=START,
    )  # fmt: skip
    try:
        checked = plan_titration(request)
    except UnsafeScheduleError as refused:
        accepted = [
            Acknowledgement(code=stop.code, value=stop.found, request=refused.request,
                            role="kidney specialist", reason="accepted")
            for stop in refused.report.stops
        ]  # fmt: skip
        checked = plan_titration(request.model_copy(update={"acknowledgements": accepted}))
    except RefusedError:
        return [0] * DAYS
    return [
        day.daily_dose.micrograms
        for day in checked.schedule.days(until=START + timedelta(days=DAYS - 1))
    ]


@settings(max_examples=12)
@given(VALUES, VALUES, AGES, AGES)
def test_weaker_and_older_never_have_a_higher_dose_on_any_day(one, two, age, older):
    weak, strong = sorted((one, two))
    young, old = sorted((age, older))
    less = daily_doses(patient(weak, old, "usual"))
    more = daily_doses(patient(strong, young, "usual"))
    assert all(low <= high for low, high in zip(less, more, strict=True))
