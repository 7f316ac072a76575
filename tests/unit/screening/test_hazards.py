"""Conditions and medicines are found by closed lists, and nothing unknown is passed over."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import UnknownNameError
from baclofen_titration.patient import Patient
from baclofen_titration.screening import hazards, screen_answers, screen_patient

CONDITIONS = [
    "hypersensitivity",
    "peptic-ulcer",
    "epilepsy",
    "terminal-kidney-failure",
    "stroke",
    "parkinsons-disease",
    "psychosis",
    "mood-disorder",
    "suicidality",
    "substance-misuse",
    "porphyria",
    "hypertension",
    "respiratory-impairment",
    "liver-disease",
    "diabetes",
    "bladder-sphincter-hypertonia",
    "autonomic-dysreflexia",
    "ovarian-cysts",
    "spasticity-for-posture",
]
CLASSES = {
    "opioids": "N02AA01", "alcohol": "alcohol", "benzodiazepines": "N05BA01",
    "muscle-relaxants": "tizanidine", "tricyclics": "N06AA09", "mao-inhibitors": "N04BD01",
    "lithium": "N05AN01", "levodopa": "N04BA02", "antihypertensives": "C09AA05",
    "antidiabetics": "A10BA02", "anaesthetics": "N01AX10", "kidney-lowering": "ibuprofen",
}  # fmt: skip


def severities(kind, answer, country="Norway", way="up"):
    return {found.code: found.severity for found in screen_answers(kind, answer, country, way)}


def test_every_entry_is_in_the_table():
    assert [hazard.code for hazard in hazards("condition")] == CONDITIONS
    assert [hazard.code for hazard in hazards("medicine")] == list(CLASSES)


@pytest.mark.parametrize("code", CONDITIONS)
def test_a_condition_is_found(code):
    stops = ("hypersensitivity", "terminal-kidney-failure")
    assert severities("condition", [code]) == {code: "stop" if code in stops else "caution"}


@pytest.mark.parametrize("code", CLASSES)
def test_a_medicine_is_found(code):
    assert severities("medicine", [CLASSES[code]]) == {code: "caution"}


def test_labels_disagree():
    assert severities("condition", ["epilepsy"], "Germany") == {"epilepsy": "stop"}
    assert severities("condition", ["peptic-ulcer"], "United Kingdom") == {"peptic-ulcer": "stop"}
    assert severities("condition", ["stroke"], "United States") == {"stroke": "stop"}


@pytest.mark.parametrize("code", CONDITIONS)
@pytest.mark.parametrize("country", ["Germany", "United Kingdom", "United States"])
def test_nothing_closes_the_way_down(code, country):
    assert severities("condition", [code], country, "down") == {code: "caution"}


def test_unknown_is_refused_with_near_matches():
    with pytest.raises(UnknownNameError, match="Did you mean ibuprofen"):
        screen_answers("medicine", ["ibuprofin"], "Norway", "up")


def test_none_is_not_not_asked():
    assert severities("medicine", "none") == {}
    found = screen_patient(Patient(medicines="none"), "Norway", "up")
    assert [(one.code, one.severity, one.found) for one in found] == [
        ("screening-not-asked", "caution", "conditions")
    ]
    assert [one.found for one in screen_patient(Patient(), "Norway", "up")] == [
        "conditions, medicines"
    ]
    assert screen_patient(Patient(conditions="none", medicines="none"), "Norway", "up") == ()
