"""Patients worked by hand: what their answers stop on the way up, by which text."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, load_protocol, screen

ANSWERED = {
    "age": "46 years", "sex": "male", "conditions": "none", "medicines": "none",
    "other_baclofen": "none", "indication": "multiple-sclerosis",
}  # fmt: skip
KIDNEYS_55 = {"kidneys": "eGFR 55 mL/min/1.73 m2 on 2026-11-12, steady", "muscle": "usual"}

WORKED = [
    ("a man with multiple sclerosis and nothing else", "us-label-adult", {}, set()),
    ("a stroke, by the label of the United States", "us-label-adult",
     {"indication": "stroke", "conditions": "stroke"}, {"indication-outside-list", "stroke"}),
    ("the same man in Singapore, whose text names it", "sg-label-adult",
     {"indication": "stroke", "conditions": "stroke"}, set()),
    ("an active ulcer in the United Kingdom", "uk-smpc-adult",
     {"conditions": "peptic-ulcer"}, {"peptic-ulcer"}),
    ("an active ulcer in Germany", "de-label-adult", {"conditions": "peptic-ulcer"}, set()),
    ("ibuprofen from the shop, eGFR 55", "us-label-adult",
     {"medicines": "ibuprofen", **KIDNEYS_55}, {"nsaids"}),
    ("ibuprofen from the shop, kidneys not asked", "us-label-adult",
     {"medicines": "ibuprofen"}, set()),
    ("codeine and something for hay fever", "us-label-adult",
     {"medicines": "codeine, promethazine"}, {"several-depressants"}),
    ("a pump", "uk-smpc-adult", {"other_baclofen": "pump"}, {"baclofen-pump"}),
    ("a pregnant woman", "uk-smpc-adult",
     {"sex": "female", "pregnancy": "yes", "breast_feeding": "no"}, {"pregnant"}),
]  # fmt: skip


@pytest.mark.parametrize(("who", "protocol", "answers", "stops"), WORKED)
def test_what_stops_the_way_up(who, protocol, answers, stops):
    patient = Patient(**{**ANSWERED, **answers})
    held = load_protocol(protocol)
    up = screen(patient, held, "2026-12-01")
    assert {one.code for one in up if one.severity == "stop"} == stops, who
    down = screen(patient, held, "2026-12-01", "down")
    assert {one.code for one in down} == {one.code for one in up}
    assert not any(one.severity == "stop" for one in down)
