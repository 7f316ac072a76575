"""What is put together without validation is what validation makes of it."""

from __future__ import annotations

import ast

import pytest

from baclofen_titration import (
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    load_products,
    load_protocol,
    plan_taper,
    plan_titration,
)
from baclofen_titration.dates import LAST_DATE
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Finding, SafetyReport
from baclofen_titration.model import Model
from baclofen_titration.regimen import parse_regimen
from baclofen_titration.schedule import ReviewPoint, Step
from contracts.source_tree import modules, tree

MAKERS = {
    "checker/judge.py",
    "findings.py",
    "planning/dating.py",
    "screening/watching.py",
    "tailoring/narrowing.py",
}
ASKED = {
    "products": load_products("us-tablets"), "start": "2026-12-01",
    "patient": Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
}  # fmt: skip
PARTS = {"start": LAST_DATE, "regimen": parse_regimen("morning 5 mg"), "phase": "titration"}


@pytest.fixture(params=["up", "course", "down", "weak kidneys"], scope="module")
def checked(request):
    protocol = load_protocol("us-label-adult")
    if request.param == "down":
        taking = Taking(regimen="morning 20 mg, evening 20 mg", since="2026-10-01")
        return plan_taper(TaperRequest(protocol=protocol, taking=taking, over="30 days", **ASKED))
    if request.param == "weak kidneys":
        weak = Patient(
            age="46 years", muscle="usual", kidneys="clearance 40 mL/min on 2026-11-12, steady"
        )
        asked = {**ASKED, "patient": weak, "taking": "nothing", "aim": "max"}
        return plan_titration(TitrationRequest(protocol=protocol, **asked))
    more = {"stay": "30 days", "then_taper": "40 days"} if request.param == "course" else {}
    return plan_titration(
        TitrationRequest(protocol=protocol, taking="nothing", aim="45 mg/day", **ASKED, **more)
    )


def test_every_part_of_a_plan_is_what_validation_makes_of_it(checked):
    schedule = checked.schedule
    for made in (*schedule.steps, *schedule.reviews, *checked.tailoring, checked.report):
        given = {name: getattr(made, name) for name in made.model_fields_set}
        validated = type(made)(**given)
        if isinstance(validated, SafetyReport):
            validated = validated.made_of(schedule)
        assert made == validated
        assert made.model_fields_set == validated.model_fields_set
        assert list(made.__dict__) == list(validated.__dict__)
        assert list(map(type, made.__dict__.values())) == list(
            map(type, validated.__dict__.values())
        )
        assert made.model_dump_json() == validated.model_dump_json()


@pytest.mark.parametrize(
    "parts",
    [
        {**PARTS, "days": 2},  # its last day lies beyond the calendar
        PARTS,  # a field is missing
        {**PARTS, "days": 1, "extra": 1},
    ],
)
def test_what_does_not_hold_together_is_refused_in_the_same_words(parts):
    with pytest.raises(InvalidValueError) as by_validation:
        Step(**parts)
    with pytest.raises(InvalidValueError) as proven:
        Step.of_proven(parts)
    assert str(proven.value) == str(by_validation.value)


def test_a_value_shares_no_parts_with_the_next():
    parts = {"on": LAST_DATE, "purpose": "Sleepy?"}
    one, other = ReviewPoint.of_proven(parts), ReviewPoint.of_proven(parts)
    parts["purpose"] = "changed later"
    assert one == other
    assert one.purpose == "Sleepy?"
    assert one.__dict__ is not other.__dict__
    assert one.model_fields_set is not other.model_fields_set


def test_what_looks_like_a_finding_is_no_finding():
    class Looks:
        code, severity = "rise-too-soon", "note"

    with pytest.raises(InvalidValueError):
        SafetyReport().with_findings((Looks(),))
    held = Finding(code="rise-too-soon", severity="note", says="Look.")
    assert SafetyReport().with_findings((held,)).findings == (held,)


def test_nobody_else_goes_round_validation():
    users = {
        module
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr == "of_proven"
    }
    assert users == MAKERS


def test_fields_are_read_without_evaluating_text():
    """An annotation that is text is compiled and evaluated for each model on import."""
    kinds, found = [Model], []
    for kind in kinds:
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("baclofen_titration."):
            own = vars(kind).get("__annotations__", {})
            found += [
                f"{kind.__qualname__}.{name}"
                for name in kind.model_fields
                if isinstance(own.get(name), str)
            ]
    assert len(kinds) > 100
    assert found == []
