"""Conditions and medicines decide whether, never how much: doses and days stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, Taking, list_protocols, load_products, load_protocol
from baclofen_titration.errors import UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.screening import Case, hazards, indications, screen_patient

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


ANYTHING = {
    "conditions": answers("condition"),
    "medicines": answers("medicine"),
    "other_baclofen": answers("other-baclofen"),
    "pregnancy": st.sampled_from(["yes", "planning", "no", "unknown", "not asked"]),
    "breast_feeding": st.sampled_from(["yes", "no", "unknown", "not asked"]),
    "indication": st.sampled_from([*(one.code for one in indications()), "unknown", "not asked"]),
}
WAYS = ("up", "down")
GRAVITY = {"note": 0, "caution": 1, "stop": 2}


def worst(patient, place, way):
    """How bad the worst of all findings is."""
    held = load_protocol(place)
    found = screen_patient(patient, Case(held.jurisdiction, way, None, (), held.id))
    return max((GRAVITY[one.severity] for one in found), default=-1)


@settings(max_examples=40)
@given(st.sampled_from(list_protocols()), st.fixed_dictionaries(ANYTHING), st.data())
def test_the_order_of_answers_and_how_they_are_written_change_nothing(place, given_, data):
    def other(held):
        if isinstance(held, str):
            return held
        turned = data.draw(st.permutations(held))
        return [word.upper().replace("-", "_") for word in turned]

    held = load_protocol(place)
    again = {name: other(answer) for name, answer in given_.items()}
    for way in WAYS:
        case = Case(held.jurisdiction, way, None, (), held.id)
        first, second = (screen_patient(Patient(**said), case) for said in (given_, again))
        assert [(one.code, one.severity, one.allowed) for one in first] == [
            (one.code, one.severity, one.allowed) for one in second
        ]


@settings(max_examples=60)
@given(st.sampled_from(list_protocols()), st.fixed_dictionaries(ANYTHING), st.data())
def test_one_more_hazard_never_makes_the_worst_finding_better(place, given_, data):
    """Whatever is added to an answer that names something, nothing worse goes away."""
    named = [name for name, answer in given_.items() if isinstance(answer, list)]
    kinds = {"conditions": "condition", "medicines": "medicine", "other_baclofen": "other-baclofen"}
    more = dict(given_)
    for name in named:
        known = [one.code for one in hazards(kinds[name])]
        added = data.draw(st.sampled_from(known))
        more[name] = [*(word for word in given_[name] if word != added), added]
    for way in WAYS:
        assert worst(Patient(**more), place, way) >= worst(Patient(**given_), place, way)
