"""How well kidneys work: the published equations.

Exactness: Cockcroft-Gault and Schwartz are fractions of whole numbers and are exact.
CKD-EPI has powers with fractions in them; they are worked as exp(x ln y) with 40 digits
in a context of our own, so that neither the host's decimal context nor its C library
changes a digit, and the first 30 digits are right. Nothing is rounded before it is
compared with the edge of a band.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

from baclofen_titration.errors import NotCoveredError, QuantityError
from baclofen_titration.kidney_values import (
    CreatinineClearance,
    Egfr,
    SerumCreatinine,
    Steadiness,
    exact_context,
)

Sex = Literal["female", "male"]
WeightPolicy = Literal["actual", "ideal", "adjusted"]
Stage = Literal["G1", "G2", "G3a", "G3b", "G4", "G5"]

ADULT_YEARS = 18


def cockcroft_gault(
    age: int,
    sex: Sex,
    weight: Fraction,
    creatinine: SerumCreatinine,
    *,
    steadiness: Steadiness,
    on_dialysis: bool,
) -> CreatinineClearance:
    """Clearance of an adult by Cockcroft and Gault, in the form of the unit measured.

    ``(140 - age) × weight / (72 × creatinine)`` × 0.85 in women, for mg/dL;
    ``(140 - age) × weight × F / creatinine``, F 1.23 in men and 1.04 in women, for
    µmol/L. The two differ by up to 0.4 %, because the printed F are rounded.

    Parameters
    ----------
    age : int
        [completed years], 18 to 120.
    sex : {"female", "male"}
        The equation knows these two.
    weight : Fraction
        [kg]; see `dosing_weight` for which.
    creatinine : SerumCreatinine
        Steady.
    steadiness : {"steady", "changing", "unknown"}
        Only steady creatinine says something of the kidneys.
    on_dialysis : bool
        The machine clears creatinine too.

    Raises
    ------
    NotCoveredError
        Outside the people the equation holds for.

    Examples
    --------
    >>> str(cockcroft_gault(85, "female", Fraction(50), SerumCreatinine(Fraction(1), "mg/dL"),
    ...     steadiness="steady", on_dialysis=False))
    '32.5 mL/min'
    """
    _refuse_unsteady("Cockcroft-Gault", steadiness, on_dialysis)
    _refuse_child("Cockcroft-Gault", age)
    size = (140 - age) * weight
    if creatinine.unit == "mg/dL":
        factor = Fraction(85, 100) if sex == "female" else Fraction(1)
        return CreatinineClearance(size * factor / (72 * creatinine.value))
    factor = Fraction(104, 100) if sex == "female" else Fraction(123, 100)
    return CreatinineClearance(size * factor / creatinine.value)


def ckd_epi_2021(
    age: int,
    sex: Sex,
    creatinine: SerumCreatinine,
    *,
    steadiness: Steadiness,
    on_dialysis: bool,
) -> Egfr:
    """Filtration of an adult by the CKD-EPI creatinine equation of 2021, without race.

    ``142 × min(Scr/k, 1)^a × max(Scr/k, 1)^-1.200 × 0.9938^age`` × 1.012 in women;
    k 0.7 and a -0.241 in women, 0.9 and -0.302 in men; Scr in mg/dL.

    Parameters
    ----------
    age, sex, creatinine, steadiness, on_dialysis
        As for `cockcroft_gault`.

    Raises
    ------
    NotCoveredError
        Outside the people the equation holds for.

    Examples
    --------
    >>> str(ckd_epi_2021(85, "female", SerumCreatinine(Fraction(1), "mg/dL"),
    ...     steadiness="steady", on_dialysis=False))
    '55.2 mL/min/1.73 m2'
    """
    _refuse_unsteady("CKD-EPI", steadiness, on_dialysis)
    _refuse_child("CKD-EPI", age)
    knot, power, factor = _CKD_EPI[sex]
    ratio = creatinine.mg_dl / knot
    exponent = power if ratio < 1 else Fraction(-12, 10)
    context = exact_context()
    digits = context.multiply(
        _power(ratio, exponent, context), _power(Fraction(9938, 10_000), Fraction(age), context)
    )
    return Egfr(142 * factor * Fraction(digits))


_CKD_EPI: dict[Sex, tuple[Fraction, Fraction, Fraction]] = {
    "female": (Fraction(7, 10), Fraction(-241, 1_000), Fraction(1_012, 1_000)),
    "male": (Fraction(9, 10), Fraction(-302, 1_000), Fraction(1)),
}


def bedside_schwartz(
    age: int,
    height: Fraction,
    creatinine: SerumCreatinine,
    *,
    steadiness: Steadiness,
    on_dialysis: bool,
) -> Egfr:
    """Filtration of a child by the bedside Schwartz equation of 2009.

    ``0.413 × height / creatinine`` in mg/dL, ``36.5 × height / creatinine`` in µmol/L.

    Parameters
    ----------
    age : int
        [completed years], 1 to 17.
    height : Fraction
        [cm].
    creatinine, steadiness, on_dialysis
        As for `cockcroft_gault`; measured by an enzymatic method.

    Raises
    ------
    NotCoveredError
        Outside the children the equation holds for.

    Examples
    --------
    >>> found = bedside_schwartz(9, Fraction(130), SerumCreatinine(Fraction(1, 2), "mg/dL"),
    ...                          steadiness="steady", on_dialysis=False)
    >>> found.value
    Fraction(5369, 50)
    """
    _refuse_unsteady("Schwartz", steadiness, on_dialysis)
    if not 1 <= age < ADULT_YEARS:
        raise NotCoveredError("Schwartz holds from 1 to below 18 years; use another equation.")
    factor = Fraction(413, 1_000) if creatinine.unit == "mg/dL" else Fraction(365, 10)
    return Egfr(factor * height / creatinine.value)


def absolute_gfr(egfr: Egfr, body_surface: Fraction) -> CreatinineClearance:
    """Filtration of one person from the filtration in a body of one size: eGFR × BSA / 1.73.

    Parameters
    ----------
    egfr : Egfr
        [mL/min/1.73 m²].
    body_surface : Fraction
        [m²], 0.1 to 4; no formula for it stands here, because none was seen in a source.

    Raises
    ------
    QuantityError
        If no body has such a surface.

    Examples
    --------
    >>> str(absolute_gfr(Egfr(Fraction(60)), Fraction(15, 10)))
    '52.02 mL/min'
    """
    if type(body_surface) is not Fraction or not Fraction(1, 10) <= body_surface <= 4:
        raise QuantityError("A body surface is an exact number of square metres, 0.1 to 4.")
    return CreatinineClearance(egfr.value * body_surface / Fraction(173, 100))


def ideal_weight(sex: Sex, height: Fraction) -> Fraction:
    """Weight by Devine [kg]: 50 in men, 45.5 in women, and 2.3 for each inch above 60.

    Parameters
    ----------
    sex : {"female", "male"}
    height : Fraction
        [cm].
    """
    least = Fraction(455, 10) if sex == "female" else Fraction(50)
    return least + Fraction(23, 10) * (height / Fraction(254, 100) - 60)


def dosing_weight(policy: WeightPolicy, actual: Fraction, ideal: Fraction) -> Fraction:
    """The weight that an equation is given [kg].

    Parameters
    ----------
    policy : {"actual", "ideal", "adjusted"}
        Adjusted is the ideal weight and 0.4 of what is above it.
    actual, ideal : Fraction
        [kg].
    """
    if policy == "actual":
        return actual
    return ideal if policy == "ideal" else ideal + Fraction(4, 10) * (actual - ideal)


def kdigo_stage(egfr: Egfr) -> Stage:
    """The stage of filtration by KDIGO, half-open on the unrounded value.

    Parameters
    ----------
    egfr : Egfr
        [mL/min/1.73 m²], unrounded.

    Returns
    -------
    {"G1", "G2", "G3a", "G3b", "G4", "G5"}
        At an edge the better stage, as KDIGO prints it.

    Examples
    --------
    >>> kdigo_stage(Egfr(Fraction(5_999, 100))), kdigo_stage(Egfr(Fraction(60)))
    ('G3a', 'G2')
    """
    for from_value, stage in _STAGES:
        if egfr.value >= from_value:
            return stage
    return "G5"


_STAGES: tuple[tuple[int, Stage], ...] = (
    (90, "G1"),
    (60, "G2"),
    (45, "G3a"),
    (30, "G3b"),
    (15, "G4"),
)


def _power(base: Fraction, exponent: Fraction, context: Context) -> Decimal:
    number = context.divide(Decimal(base.numerator), Decimal(base.denominator))
    power = context.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    return context.multiply(power, number.ln(context)).exp(context)


def _refuse_unsteady(name: str, steadiness: Steadiness, on_dialysis: bool) -> None:
    if on_dialysis:
        raise NotCoveredError(f"{name} does not hold on dialysis; say which kind of dialysis.")
    if steadiness != "steady":
        raise NotCoveredError(
            f"{name} holds for a steady creatinine only; measure again until it is steady."
        )


def _refuse_child(name: str, age: int) -> None:
    if age < ADULT_YEARS:
        raise NotCoveredError(f"{name} holds from {ADULT_YEARS} years on; use another equation.")
