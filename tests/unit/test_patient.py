"""A patient is what dosing needs; a value that no rule can use is refused, never ignored."""

import pytest

from baclofen_titration.errors import BaclofenTitrationError, NotCoveredError
from baclofen_titration.patient import Age, Patient, parse_age


@pytest.mark.parametrize("text", ["46 years", "0 years", "120 years", "7 years 3 months", "1 year"])
def test_an_age_reads_back(text):
    assert str(parse_age(text)) == text


@pytest.mark.parametrize(
    "age",
    ["-1", "300", "-1 years", "300 years", "46", 46, 46.5, True, "46.5 years", "4_6 years",
     "٤٦ years", "7 years 12 months", "old", "", Age(46.0), Age(True), Age(130), None],
    ids=repr,
)  # fmt: skip
def test_an_age_that_could_be_misread_is_refused(age):
    with pytest.raises(BaclofenTitrationError) as caught:
        Patient(age=age)
    assert "300" not in str(caught.value)


@pytest.mark.parametrize(
    "kidneys",
    ["eGFR 45 mL/min/1.73 m2", "clearance 40 mL/min", "creatinine 110 umol/L", "1.1 mg/dL"],
)
def test_a_kidney_value_is_refused_by_name(kidneys):
    with pytest.raises(NotCoveredError, match="no rule for a value"):
        Patient(kidneys=kidneys)


@pytest.mark.parametrize(
    "kidneys", ["normal", "fine", "normal, tested yesterday", "normal, tested 2026-02-30", 60, None]
)
def test_a_kidney_claim_needs_its_test_date(kidneys):
    with pytest.raises(BaclofenTitrationError):
        Patient(kidneys=kidneys)


def test_missing_is_said():
    assert Patient().age == "not asked"
    assert Patient().kidneys == "not asked"
    claim = Patient(kidneys="normal, tested 2026-11-12").kidneys
    assert str(claim) == "stated as normal, no value given, tested 2026-11-12"
