"""Thirty patients worked by hand: what their kidneys and age leave of the United States label.

The label: 15 mg on the first day, rises of 15 mg, 80 mg at most, 3 days a step. Cockcroft-Gault is
(140 - age) x kg / (72 x mg/dL), x 0.85 in women, or (140 - age) x kg x 1.23 or 1.04 / (umol/L). A
step
lasts 34 hours / (0.2 + 0.8 x value / 100), in whole days. Numbers are mg a day, and days.
"""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.patient import Patient
from baclofen_titration.protocols import load_protocol
from baclofen_titration.tailoring import tailor

DAY = "on 2026-11-12, steady"
TOO_WEAK, OLDER = "kidneys-too-weak", "older-with-weak-kidneys"


def clearance(age, value, muscle="usual"):
    return {"age": age, "kidneys": f"clearance {value} mL/min {DAY}", "muscle": muscle}


def egfr(age, value):
    return {"age": age, "kidneys": f"eGFR {value} mL/min/1.73 m2 {DAY}", "muscle": "usual"}


def blood(age, sex, weight, creatinine):
    return {
        "age": age, "sex": sex, "weight": f"{weight} kg on 2026-11-01",
        "creatinine": f"{creatinine} {DAY}", "muscle": "usual",
    }  # fmt: skip


def dialysis(age, kind):
    return {"age": age, "kidneys": kind}


PATIENTS = [
    # patient, first day, rise, most, days a step, stops
    (clearance("46 years", 100), "15", "15", "80", 3, set()),  # 34 hours
    (clearance("46 years", 65), "10", "10", "53.333", 3, set()),  # two thirds; 34 / 0.72 = 47 h
    (clearance("46 years", 40), "7.5", "7.5", "40", 3, set()),  # half; 34 / 0.52 = 65 h
    (clearance("46 years", 35), "7.5", "7.5", "40", 3, set()),  # 34 / 0.48 = 71 h
    (clearance("46 years", 33), "7.5", "7.5", "40", 4, set()),  # 34 / 0.464 = 73 h
    (clearance("46 years", 20), "5", "5", "5", 4, {TOO_WEAK}),  # a third; one step; 94 h
    (dialysis("46 years", "haemodialysis"), "2.5", "5", "2.5", 8, {TOO_WEAK}),  # 170 h
    (dialysis("46 years", "peritoneal dialysis"), "2.5", "5", "2.5", 8, {TOO_WEAK}),
    (dialysis("80 years", "haemodialysis"), "2.5", "5", "2.5", 8, {TOO_WEAK, OLDER}),
    (clearance("65 years", 100), "10", "15", "80", 7, set()),  # age alone: start and interval
    (clearance("70 years", 90), "10", "15", "80", 7, set()),
    (clearance("64 years 11 months", 59), "10", "10", "53.333", 3, set()),
    # (140 - 85) x 50 x 0.85 / 72 = 32.5; CKD-EPI 55.2; both below 60
    (blood("85 years", "female", 50, "1.0 mg/dL"), "7.5", "7.5", "17.5", 7, {OLDER}),
    # 70 x 75 x 1.23 / 110 = 58.7
    (blood("70 years", "male", 75, "110 umol/L"), "10", "10", "17.5", 7, {OLDER}),
    # 95 x 60 x 0.85 / 64.8 = 74.8
    (blood("45 years", "female", 60, "0.9 mg/dL"), "10", "10", "53.333", 3, set()),
    # 80 x 80 / 86.4 = 74.1
    (blood("60 years", "male", 80, "1.2 mg/dL"), "10", "10", "53.333", 3, set()),
    # 112 x 75 / 64.8 = 129.6
    (blood("28 years", "male", 75, "0.9 mg/dL"), "15", "15", "80", 3, set()),
    # 58 x 56 x 0.85 / 113.76 = 24.3
    (blood("82 years", "female", 56, "1.58 mg/dL"), "5", "5", "5", 7, {TOO_WEAK, OLDER}),
    (egfr("46 years", ">60"), "10", "10", "53.333", 3, set()),  # taken as 60
    (egfr("46 years", ">90"), "15", "15", "80", 3, set()),
    # little muscle: one band lower, and the days by the value itself
    (clearance("46 years", 90, "reduced"), "10", "10", "53.333", 3, set()),
    (clearance("46 years", 45, "unknown"), "5", "5", "5", 3, {TOO_WEAK}),  # 34 / 0.56 = 61 h
    # spasticity of cerebral origin, or sensitive: 10 mg first and a week; the size of a dose stays
    ({**clearance("46 years", 120), "cause": "cerebral"}, "10", "15", "80", 7, set()),
    ({**clearance("46 years", 120), "sensitive": "yes"}, "10", "15", "80", 7, set()),
    ({**clearance("46 years", 65), "cause": "cerebral"}, "10", "10", "53.333", 7, set()),
    # half of 15 is below 10; nothing is halved twice
    ({**clearance("46 years", 40), "sensitive": "yes"}, "7.5", "7.5", "40", 7, set()),
    (
        {**dialysis("46 years", "haemodialysis"), "cause": "cerebral"},
        "2.5",
        "5",
        "2.5",
        8,
        {TOO_WEAK},
    ),
    # 75 x 70 / (72 x 1.4) = 52.1; from 65 years on below 60
    (blood("65 years", "male", 70, "1.4 mg/dL"), "10", "10", "17.5", 7, {OLDER}),
    # 100 x 70 x 0.85 / 57.6 = 103.3
    (blood("40 years", "female", 70, "0.8 mg/dL"), "15", "15", "80", 3, set()),
    # 95 x 65 x 0.85 / 64.8 = 81.0, and CKD-EPI above 80: just above the edge
    (blood("45 years", "female", 65, "0.9 mg/dL"), "15", "15", "80", 3, set()),
]


@pytest.mark.parametrize(("person", "first", "rise", "most", "days", "stops"), PATIENTS)
def test_a_patient_worked_by_hand(person, first, rise, most, days, stops):
    held = tailor(
        Patient(**person), load_protocol("us-label-adult"), date(2026, 12, 1), "up",
        taking="nothing",
    )  # fmt: skip
    limits = held.limits
    names = ("max_first_day", "max_rise", "max_daily_dose")
    assert [str(limits.get(name).value) for name in names] == [
        f"{first} mg/day", f"{rise} mg/day", f"{most} mg/day",
    ]  # fmt: skip
    assert limits.value("min_days_between_rises") == days
    assert {found.code for found in held.findings if found.severity == "stop"} == stops
