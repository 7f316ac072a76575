"""The equations against figures that others printed, and their refusals."""

from __future__ import annotations

from decimal import Context, localcontext
from fractions import Fraction

import pytest

from baclofen_titration.errors import NotCoveredError, QuantityError
from baclofen_titration.kidney_values import CreatinineClearance, Egfr, SerumCreatinine, shown
from baclofen_titration.renal import (
    absolute_gfr,
    bedside_schwartz,
    ckd_epi_2021,
    cockcroft_gault,
    dosing_weight,
    ideal_weight,
    kdigo_stage,
)

STEADY = {"steadiness": "steady", "on_dialysis": False}


def creatinine(text: str) -> SerumCreatinine:
    value, unit = text.split()
    return SerumCreatinine(Fraction(value), unit)


def near(value: Fraction, printed: str) -> bool:
    """Whether a value is what was printed, within half of its last digit."""
    digits = len(printed.partition(".")[2])
    return abs(value - Fraction(printed)) <= Fraction(1, 2 * 10**digits)


@pytest.mark.parametrize(
    ("sex", "age", "weight", "measured", "printed"),
    [
        ("male", 70, "75", "110 umol/L", "58.7045"),
        ("male", 65, "70", "1.4 mg/dL", "52.0833"),
        ("female", 45, "60", "0.9 mg/dL", "74.7685"),
        ("male", 60, "80", "1.2 mg/dL", "74.0741"),
        ("female", 45, "65", "0.9 mg/dL", "80.9992"),
        ("male", 28, "75", "0.90 mg/dL", "129.63"),
        ("female", 82, "56", "1.58 mg/dL", "24.2686"),
        ("female", 82, "56", "140 umol/L", "24.128"),
        ("female", 40, "70", "0.8 mg/dL", "103.2986"),
        ("female", 85, "50", "1.0 mg/dL", "32.5"),
    ],
)
def test_cockcroft_gault(sex, age, weight, measured, printed):
    clearance = cockcroft_gault(age, sex, Fraction(weight), creatinine(measured), **STEADY)
    assert near(clearance.value, printed)


@pytest.mark.parametrize(
    ("sex", "age", "measured", "printed"),
    [
        ("female", 50, "1.0", "68.6335"),
        ("male", 60, "1.5", "52.9675"),
        ("male", 40, "0.8", "114.7350"),
        ("male", 90, "1.5", "43.9521"),
        ("female", 90, "1.5", "32.8993"),
        ("male", 50, "1.1", "81.7820"),
        ("female", 60, "0.8", "84.2982"),
        ("male", 60, "0.8", "101.3155"),
        ("female", 55, "0.9", "75.4988"),
        ("female", 50, "0.7", "105.2976"),
        ("male", 50, "0.9", "104.0490"),
        ("female", 85, "1.0", "55.2"),
    ],
)
def test_ckd_epi_2021(sex, age, measured, printed):
    assert near(ckd_epi_2021(age, sex, creatinine(f"{measured} mg/dL"), **STEADY).value, printed)


@pytest.mark.parametrize(
    ("height", "measured", "printed"),
    [("100", "0.5 mg/dL", "82.60"), ("100", "0.4 mg/dL", "103.25"), ("100", "36.5 umol/L", "100")],
)
def test_bedside_schwartz(height, measured, printed):
    assert near(
        bedside_schwartz(5, Fraction(height), creatinine(measured), **STEADY).value, printed
    )


def test_the_hosts_decimal_context_changes_no_digit():
    own = ckd_epi_2021(60, "male", creatinine("1.5 mg/dL"), **STEADY)
    with localcontext(Context(prec=3)):
        assert ckd_epi_2021(60, "male", creatinine("1.5 mg/dL"), **STEADY) == own
        assert shown(own.value) == "52.97"


def test_micromoles_and_milligrams_are_one_creatinine():
    umol, mg = creatinine("88.4 umol/L"), creatinine("1 mg/dL")
    assert umol.mg_dl == mg.mg_dl
    assert umol.umol_l == mg.umol_l
    assert ckd_epi_2021(60, "male", umol, **STEADY) == ckd_epi_2021(60, "male", mg, **STEADY)


@pytest.mark.parametrize(
    ("value", "stage"),
    [("90", "G1"), ("89.999", "G2"), ("60", "G2"), ("59.999", "G3a"), ("45", "G3a"),
     ("44.999", "G3b"), ("30", "G3b"), ("29.999", "G4"), ("15", "G4"),
     ("14.999", "G5"), ("0", "G5")],
)  # fmt: skip
def test_kdigo_stages_are_half_open(value, stage):
    assert kdigo_stage(Egfr(Fraction(value))) == stage


def test_the_two_quantities_never_mix():
    clearance, egfr = CreatinineClearance(Fraction(50)), Egfr(Fraction(50))
    assert clearance != egfr
    with pytest.raises(TypeError):
        _ = clearance < egfr
    assert absolute_gfr(egfr, Fraction(173, 100)) == clearance


@pytest.mark.parametrize("surface", [Fraction(0), Fraction(5), 1.73, 2])
def test_no_body_has_such_a_surface(surface):
    with pytest.raises(QuantityError):
        absolute_gfr(Egfr(Fraction(50)), surface)


@pytest.mark.parametrize("value", [50, 50.0, True, "50", Fraction(-1), Fraction(1001), None])
def test_a_kidney_value_is_exact(value):
    for kind in (CreatinineClearance, Egfr):
        with pytest.raises(QuantityError):
            kind(value)
    with pytest.raises(QuantityError):
        SerumCreatinine(Fraction(0), "mg/dL")


def test_weights():
    ideal = ideal_weight("male", Fraction(1778, 10))  # 70 inches
    assert ideal == 73
    assert ideal_weight("female", Fraction(1524, 10)) == Fraction(455, 10)
    assert dosing_weight("actual", Fraction(100), ideal) == 100
    assert dosing_weight("ideal", Fraction(100), ideal) == 73
    assert dosing_weight("adjusted", Fraction(100), ideal) == Fraction(838, 10)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"steadiness": "changing"}, "steady"),
        ({"steadiness": "unknown"}, "steady"),
        ({"on_dialysis": True}, "dialysis"),
    ],
)
def test_outside_its_validity_an_equation_refuses(change, says):
    measured, given = creatinine("1 mg/dL"), STEADY | change
    for equation in (
        lambda: cockcroft_gault(50, "male", Fraction(70), measured, **given),
        lambda: ckd_epi_2021(50, "male", measured, **given),
        lambda: bedside_schwartz(5, Fraction(100), measured, **given),
    ):
        with pytest.raises(NotCoveredError, match=says):
            equation()


def test_an_equation_refuses_ages_that_it_was_not_made_for():
    measured = creatinine("1 mg/dL")
    with pytest.raises(NotCoveredError):
        cockcroft_gault(17, "male", Fraction(70), measured, **STEADY)
    with pytest.raises(NotCoveredError):
        ckd_epi_2021(17, "male", measured, **STEADY)
    for age in (0, 18):
        with pytest.raises(NotCoveredError):
            bedside_schwartz(age, Fraction(100), measured, **STEADY)


def test_no_whole_number_is_shown_that_was_not_reached():
    assert shown(Fraction("29.96")) == "29.96"
    assert shown(Fraction("29.94")) == "29.9"
    assert shown(Fraction("29.9999999")) == "29.999999"
    assert shown(Fraction(30)) == "30"
