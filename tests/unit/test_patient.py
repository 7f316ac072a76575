"""A patient is what dosing needs; a value that no rule can use is refused, never ignored."""

from fractions import Fraction

import pytest

from baclofen_titration.errors import BaclofenTitrationError, InvalidValueError
from baclofen_titration.kidney_values import Egfr
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
    [
        "eGFR 45 mL/min/1.73 m2 on 2026-11-12, steady",
        "eGFR >60 mL/min/1.73 m2 on 2026-11-12, changing",
        "clearance 40.5 mL/min on 2026-11-12, steadiness unknown",
        "clearance >90 mL/min, steady",
        "haemodialysis",
        "peritoneal dialysis",
    ],
)
def test_a_kidney_value_reads_back(kidneys):
    assert str(Patient(kidneys=kidneys).kidneys) == kidneys


def test_what_a_laboratory_prints_with_a_sign_is_taken_as_that_number():
    assert Patient(kidneys="eGFR >60 mL/min/1.73 m2").kidneys.rate == Egfr(Fraction(60))


@pytest.mark.parametrize(
    "kidneys",
    ["eGFR 45", "eGFR 45 mL/min", "clearance 40 mL/min/1.73 m2", "creatinine 110 umol/L", "CKD 3",
     "eGFR -1 mL/min/1.73 m2", "clearance 1,5 mL/min", "eGFR 45 mL/min/1.73 m2 on 12/11/2026"],
)  # fmt: skip
def test_a_kidney_value_in_the_wrong_unit_is_refused(kidneys):
    with pytest.raises(InvalidValueError, match="Kidneys are"):
        Patient(kidneys=kidneys)


@pytest.mark.parametrize(
    "creatinine",
    [
        "110 umol/L on 2026-11-12, steady",
        "1.25 mg/dL on 2026-11-12, changing",
        "0.9 mg/dL, steadiness unknown",
    ],
)
def test_creatinine_reads_back(creatinine):
    assert str(Patient(creatinine=creatinine).creatinine) == creatinine


@pytest.mark.parametrize(
    ("creatinine", "unit"),
    [("1.1 umol/L", "mg/dL"), ("110 mg/dL", "umol/L"), ("14.9 umol/L", "mg/dL")],
)
def test_an_implausible_creatinine_is_refused_with_the_likely_unit(creatinine, unit):
    with pytest.raises(InvalidValueError, match=f"looks like {unit}"):
        Patient(creatinine=creatinine)


@pytest.mark.parametrize("creatinine", ["110", "110 umol", "3000 umol/L", "0.01 mg/dL", 110, None])
def test_creatinine_needs_a_unit_and_a_person_who_has_it(creatinine):
    with pytest.raises(InvalidValueError):
        Patient(creatinine=creatinine)


def test_weight_and_height_read_back():
    patient = Patient(weight="70.5 kg on 2026-11-01", height="165.5 cm")
    assert (str(patient.weight), str(patient.height)) == ("70.5 kg on 2026-11-01", "165.5 cm")
    assert patient.weight.kilograms == Fraction(141, 2)
    assert Patient(weight="70 kg").weight.on is None


@pytest.mark.parametrize("weight", ["70", "700 kg", "0.5 kg", "70 lb", "70,5 kg", 70])
def test_an_impossible_weight_is_refused(weight):
    with pytest.raises(InvalidValueError):
        Patient(weight=weight)


@pytest.mark.parametrize("height", ["1.65 m", "165", "2 cm", "165.55 cm", "165.25 cm"])
def test_an_impossible_height_is_refused(height):
    with pytest.raises(InvalidValueError):
        Patient(height=height)


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


LONG = [f"N02A{'A' * 30}{number:02}" for number in range(40)]


@pytest.mark.parametrize(
    "names",
    ["", [], "a,,b", "epilepsy, epilepsy", 5, None, "N02A\n;x", "\u0441troke", LONG, ["a"] * 41],
    ids=lambda names: repr(names)[:20],
)
def test_names_that_cannot_be_printed_or_say_nothing_are_refused(names):
    with pytest.raises(InvalidValueError, match="none"):
        Patient(medicines=names)


def test_names_read_back_from_text_and_lists():
    assert Patient(conditions="epilepsy, stroke") == Patient(conditions=["epilepsy", "stroke"])
    assert Patient(conditions="none").conditions == "none"
