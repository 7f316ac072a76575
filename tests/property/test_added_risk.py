"""Added risk, over random adults and protocols: never more on the way up, never faster down."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

import hints
from baclofen_titration.checker.patient_rules import told_by
from baclofen_titration.checker.transcription import transcribed
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.limits import LIMIT_UNITS, Limits
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import list_protocols, load_protocol
from baclofen_titration.regimen import Taking
from baclofen_titration.screening import hazards
from baclofen_titration.tailoring import rule_sets, tailor

START = date(2026, 12, 1)
LAST = START + timedelta(days=79)
UP = {
    "us-label-adult": {}, "uk-smpc-adult": {}, "ca-label-adult": {}, "sg-label-adult": {},
    "fr-winthrop-adult": {}, "uk-abi-weekly-adult": {},
    "de-label-adult": {"rise": "fastest"}, "jp-label-adult": {
        "rise": "fastest", "interval": "shortest", "begin": "highest"},
}  # fmt: skip
"""Files to rise by, and what has to be chosen in each."""
ADULTS = sorted(
    name
    for name in list_protocols()
    if name.endswith("-adult") and not load_protocol(name).planning_gap
)

EDGES = [0, 29_999, 30_000, 49_999, 50_000, 59_999, 60_000, 79_999, 80_000, 100_000]
VALUES = st.one_of(st.integers(0, 120_000), st.sampled_from(EDGES))
RISKS = st.fixed_dictionaries(
    {
        "value": VALUES,
        "dialysis": st.sampled_from([False, False, False, True]),
        "years": st.one_of(st.integers(18, 100), st.sampled_from([64, 65])),
        "muscle": st.sampled_from(["usual", "reduced"]),
        "cause": st.sampled_from(["spinal", "cerebral"]),
        "sensitive": st.sampled_from(["no", "yes"]),
        "conditions": st.sets(st.sampled_from([one.code for one in hazards("condition")])),
        "medicines": st.sets(st.sampled_from([one.code for one in hazards("medicine")])),
    }
)


def worse(one, two):
    """The less and the more of two people in everything that is a risk."""
    less = {key: _milder(key, one[key], two[key]) for key in one}
    more = {key: _graver(key, one[key], two[key]) for key in one}
    return person(less), person(more)


def _milder(key, one, two):
    if key in ("conditions", "medicines"):
        return one & two
    return max(one, two) if key in ("value", "muscle", "cause") else min(one, two)


def _graver(key, one, two):
    if key in ("conditions", "medicines"):
        return one | two
    return min(one, two) if key in ("value", "muscle", "cause") else max(one, two)


def person(risks):
    amount = f"{risks['value'] // 1000}.{risks['value'] % 1000:03d}".rstrip("0").rstrip(".")
    clearance = f"clearance {amount} mL/min on 2026-11-20, steady"
    return Patient(
        age=f"{risks['years']} years",
        kidneys="haemodialysis" if risks["dialysis"] else clearance,
        muscle=risks["muscle"], cause=risks["cause"], sensitive=risks["sensitive"],
        conditions=sorted(risks["conditions"]) or "none",
        medicines=sorted(risks["medicines"])[:8] or "none",
        acute_illness="no", pregnancy="no", breast_feeding="no", other_baclofen="none",
    )  # fmt: skip


def accepting(plan, request):
    """The plan with everything accepted that a clinician can accept; None if it is refused."""
    try:
        with hints.few():
            return plan(request)
    except UnsafeScheduleError as refused:
        if any(stop.hard for stop in refused.report.stops):
            return None
        lines = [
            Acknowledgement(code=stop.code, value=stop.found, request=refused.request,
                            role="kidney specialist", reason="accepted")
            for stop in refused.report.stops
        ]  # fmt: skip
        return plan(request.model_copy(update={"acknowledgements": tuple(lines)}))
    except RefusedError:
        return None


def daily(checked):
    return [day.daily_dose.micrograms for day in checked.schedule.days(until=LAST)]


def shortest(checked):
    return min((step.days for step in checked.schedule.steps if step.days is not None), default=99)


@settings(max_examples=25)
@given(st.sampled_from(sorted(UP)), RISKS, RISKS)
def test_on_the_way_up_it_never_means_more_faster_or_higher(name, one, two):
    less, more = worse(one, two)
    common = {
        "protocol": load_protocol(name), "start": START,
        "products": load_products("uk-liquid-5mg-in-5ml"),
        "taking": "nothing", "aim": "max", **UP[name],
    }  # fmt: skip
    milder = accepting(plan_titration, TitrationRequest(patient=less, **common))
    graver = accepting(plan_titration, TitrationRequest(patient=more, **common))
    if graver is None:
        event(f"refused, milder {'too' if milder is None else 'planned'}")
        return  # nothing is planned, so nothing is more
    event("planned")
    assert milder is not None
    assert all(low <= high for low, high in zip(daily(graver), daily(milder), strict=True))
    assert shortest(graver) >= shortest(milder)
    for limit in milder.limits.limits:
        assert not limit.is_stricter_than(graver.limits.get(limit.rule))


PACES = st.sampled_from([
    {"over": 14}, {"over": 42}, {"over": 80},
    {"fall": "10 mg/day", "every": 7}, {"fall": "5 mg/day", "every": 3},
    {"share": "25 % of present", "every": 7}, {"halve_every": 7, "floor": "10 mg/day"},
])  # fmt: skip
DOSES = st.lists(st.integers(1, 4).map(lambda count: 5 * count), min_size=2, max_size=4)


def regimen(doses):
    times = ("morning", "midday", "evening", "bedtime")
    return ", ".join(f"{at} {dose} mg" for at, dose in zip(times, doses, strict=False))


def cuts(checked, before):
    totals = [before, *(step.regimen.daily_dose.micrograms for step in checked.schedule.steps)]
    totals += [0] if checked.schedule.then == "stopped" else []
    return [high - low for high, low in pairwise(totals)]


@settings(max_examples=15)
@given(st.sampled_from(ADULTS), RISKS, RISKS, DOSES, PACES, st.booleans())
def test_in_a_taper_it_never_makes_a_cut_larger_a_step_shorter_or_the_end_earlier(
    name, one, two, doses, pace, unknown
):
    less, more = worse(one, two)
    more = more.model_copy(update={"kidneys": "unknown"}) if unknown else more
    common = {
        "protocol": load_protocol(name), "products": load_products("us-tablets"), "start": START,
        "taking": Taking(regimen=regimen(doses), since="2026-10-01"), **pace,
    }  # fmt: skip
    milder = accepting(plan_taper, TaperRequest(patient=less, **common))
    assume(milder is not None)
    graver = accepting(plan_taper, TaperRequest(patient=more, **common))
    assert graver is not None, "added risk closed the way down"
    before = 1000 * sum(doses)
    assert max(cuts(graver, before)) <= max(cuts(milder, before))
    assert shortest(graver) >= shortest(milder)
    assert graver.schedule.end >= milder.schedule.end


@settings(max_examples=15)
@given(st.sampled_from(sorted(UP)), DOSES, RISKS, st.booleans())
def test_nobody_is_cut_to_a_new_maximum_in_one_step(name, doses, risks, to_limit):
    """On 60 mg a day, clearance from 40 to 25; and whatever else is taken, whatever falls."""
    protocol, patient = load_protocol(name), person({**risks, "value": 25_000})
    taking = Taking(regimen=regimen(doses), since="2026-10-01")
    common = {"protocol": protocol, "products": load_products("us-tablets"), "patient": patient,
              "start": START, "taking": taking}  # fmt: skip
    held = tailor(patient, protocol, START, "down", taking=taking)
    most, fall = held.limits.value("max_daily_dose"), protocol.limits.value("max_fall")
    assume(most < 1000 * sum(doses))
    assert "present-dose-above-maximum" in {one.code for one in held.findings}
    rise = accepting(
        plan_titration,
        TitrationRequest(**common, aim="max", **UP[name]),
    )
    assert rise is None, "a rise was planned above the maximum"
    end = {"to_limit": True} if to_limit else {}
    down = accepting(plan_taper, TaperRequest(**common, fall="5 mg/day", every=7, **end))
    assert down is not None
    assert max(cuts(down, 1000 * sum(doses))) <= min(fall, 5_000)
    assert shortest(down) >= protocol.limits.value("min_days_between_falls")


NAMED = st.lists(st.sampled_from(sorted(rule_sets())), min_size=1, unique=True)


@settings(max_examples=40)
@given(st.sampled_from(ADULTS), RISKS, NAMED, st.sampled_from(sorted(rule_sets())))
def test_adding_a_set_never_loosens_and_the_order_is_free(name, risks, named, another):
    def limits(*sets):
        return tailor(person(risks), load_protocol(name), START, "up", named=sets).limits

    held, with_it = limits(*named), limits(*named, another)
    for rule in LIMIT_UNITS:
        before, after = held.get(rule), with_it.get(rule)
        assert before is None or not before.is_stricter_than(after)
    assert limits(*reversed(named)) == held
    assert Limits.of(reversed(held.limits)) == held


@cache
def shipped(name):
    protocol = load_protocol(name)
    return protocol, transcribed(protocol.id, protocol.edition)


def assert_the_judge_agrees(name, risks, named):
    protocol, own = shipped(name)
    patient = person(risks)
    made = tailor(patient, protocol, START, "up", named=named, taking="nothing")
    told = told_by(patient, START, own, named, name)
    asked = Limits.of(limit for record in made.records if record.applied for limit in record.limits)
    assert amounts(told.limits) == amounts(asked)
    assert told.one_step == made.one_step
    stops = {one.code for one in made.findings if one.severity == "stop"}
    assert {code for code, _ in told.stops} == stops & {
        "kidneys-too-weak", "older-with-weak-kidneys"}  # fmt: skip


@settings(max_examples=40)
@given(st.sampled_from(ADULTS), RISKS, st.just(()) | NAMED.map(tuple))
def test_the_judge_asks_for_the_same_by_data_of_its_own(name, risks, named):
    """Neither looser nor stricter; a slip in either transcription shows here."""
    assert_the_judge_agrees(name, risks, named)


WELL = {"dialysis": False, "years": 46, "muscle": "usual", "cause": "spinal", "sensitive": "no",
        "conditions": set(), "medicines": set()}  # fmt: skip


@pytest.mark.parametrize("named", [(), *((name,) for name in sorted(rule_sets()))])
@pytest.mark.parametrize("years", [46, 64, 65])
def test_the_judge_asks_for_the_same_at_every_edge(named, years):
    for value in EDGES:
        assert_the_judge_agrees("us-label-adult", {**WELL, "value": value, "years": years}, named)
    for more in ({"dialysis": True}, {"cause": "cerebral"}, {"sensitive": "yes"}):
        risks = {**WELL, "value": 120_000, "years": years, **more}
        assert_the_judge_agrees("us-label-adult", risks, named)


def amounts(limits):
    return {limit.rule: limit.amount for limit in limits.limits}
