"""Conditions and medicines decide whether, never how much: doses and days stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, Taking, load_products, load_protocol
from baclofen_titration.errors import UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.screening import Case, hazards, screen_patient

PLACES = {
    "us-label-adult": "us-tablets",
    "uk-smpc-adult": "uk-tablets",
    "de-label-adult": "us-tablets",
}


def answers(kind):
    words = [word for hazard in hazards(kind) for word in (hazard.code, *hazard.names)]
    several = st.lists(st.sampled_from(words), min_size=1, max_size=5, unique=True)
    return st.sampled_from(["none", "not asked"]) | several


def request_of(model, place, **more):
    answered = {"age": "46 years", "kidneys": "normal, tested 2026-11-12", **more}
    ranged = {"rise": "slowest", "interval": "longest"} if place == "de-label-adult" else {}
    way = (
        {"aim": "30 mg/day", "taking": "nothing", **ranged}
        if model is TitrationRequest
        else {
            "over": "14 days",
            "taking": Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
        }
    )
    return model(
        protocol=load_protocol(place),
        products=load_products(PLACES[place]),
        patient=Patient(**answered),
        start="2026-12-01",
        **way,
    )


def planned(plan, model, place, **more):
    """What is taken on which days, within which limits."""
    checked = plan(request_of(model, place, **more))
    return checked.schedule.steps, checked.schedule.then, checked.limits


@settings(max_examples=25)
@given(st.sampled_from(sorted(PLACES)), answers("condition"), answers("medicine"))
def test_no_dose_day_or_maximum_changes_and_no_way_down_is_refused(place, conditions, medicines):
    given_ = {"conditions": conditions, "medicines": medicines}
    down = planned(plan_taper, TaperRequest, place)
    assert planned(plan_taper, TaperRequest, place, **given_) == down
    up = planned(plan_titration, TitrationRequest, place)
    case = Case(load_protocol(place).jurisdiction, "up")
    found = screen_patient(Patient(**given_), case)
    stops = {finding.code for finding in found if finding.severity == "stop"}
    if not stops:
        assert planned(plan_titration, TitrationRequest, place, **given_) == up
        return
    with pytest.raises(UnsafeScheduleError) as refused:
        planned(plan_titration, TitrationRequest, place, **given_)
    assert {finding.code for finding in refused.value.stops} == stops


@settings(max_examples=25)
@given(st.sampled_from(sorted(PLACES)), answers("condition"), answers("medicine"), st.data())
def test_more_answers_never_lift_a_finding_or_raise_a_dose(place, conditions, medicines, data):
    """What is added can only find more: a stop stays a stop, and no bound moves."""

    def added(kind, held):
        if isinstance(held, str):
            return held
        known = [hazard.code for hazard in hazards(kind) if hazard.code not in held]
        return [*held, *data.draw(st.lists(st.sampled_from(known), max_size=3, unique=True))]

    less = {"conditions": conditions, "medicines": medicines}
    more = {"conditions": added("condition", conditions), "medicines": added("medicine", medicines)}
    for way, model in (("up", TitrationRequest), ("down", TaperRequest)):
        case = Case(load_protocol(place).jurisdiction, way)
        few = {(one.code, one.severity) for one in screen_patient(Patient(**less), case)}
        many = {(one.code, one.severity) for one in screen_patient(Patient(**more), case)}
        assert few <= many
        assert way == "up" or not any(severity == "stop" for _, severity in many)
        plan = plan_titration if model is TitrationRequest else plan_taper
        if not any(severity == "stop" for _, severity in many):
            assert planned(plan, model, place, **more) == planned(plan, model, place, **less)
