"""Quantities of kidneys that never mix, and creatinine in the unit of its laboratory.

A `CreatinineClearance` is [mL/min] of one person, an `Egfr` is [mL/min/1.73 m²], as if
everybody were of one size. They do not compare, and nothing turns one into the other
in silence: `renal.absolute_gfr` does it in the open.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Literal

from baclofen_titration.errors import QuantityError

Steadiness = Literal["steady", "changing", "unknown"]
CreatinineUnit = Literal["umol/L", "mg/dL"]

UMOL_PER_MG = Fraction(884, 10)
"""[µmol/L] of creatinine in one [mg/dL]."""

LARGEST = 1_000
_SHOWN_DIGITS = 6


@dataclass(frozen=True, order=True, slots=True)
class CreatinineClearance:
    """How much blood plasma is cleared of creatinine [mL/min], exact.

    Parameters
    ----------
    value : Fraction
        [mL/min], 0 to 1,000.

    Raises
    ------
    QuantityError
        If it is anything but an exact number in that range.

    Examples
    --------
    >>> str(CreatinineClearance(Fraction(65, 2)))
    '32.5 mL/min'
    """

    value: Fraction

    def __post_init__(self) -> None:
        """Refuse what is not exact."""
        _refuse_inexact(self.value)

    def __str__(self) -> str:
        return f"{shown(self.value)} mL/min"


@dataclass(frozen=True, order=True, slots=True)
class Egfr:
    """Estimated filtration of the kidneys in a body of one size [mL/min/1.73 m²], exact.

    Parameters
    ----------
    value : Fraction
        [mL/min/1.73 m²], 0 to 1,000.

    Raises
    ------
    QuantityError
        If it is anything but an exact number in that range.

    Examples
    --------
    >>> str(Egfr(Fraction(45)))
    '45 mL/min/1.73 m2'
    """

    value: Fraction

    def __post_init__(self) -> None:
        """Refuse what is not exact."""
        _refuse_inexact(self.value)

    def __str__(self) -> str:
        return f"{shown(self.value)} mL/min/1.73 m2"


@dataclass(frozen=True, slots=True)
class SerumCreatinine:
    """Creatinine in blood, in the unit in which it was measured, exact.

    Parameters
    ----------
    value : Fraction
        In `unit`, above 0.
    unit : {"umol/L", "mg/dL"}
        As the laboratory prints it.

    Examples
    --------
    >>> SerumCreatinine(Fraction(110), "umol/L").unit
    'umol/L'
    """

    value: Fraction
    unit: CreatinineUnit

    def __post_init__(self) -> None:
        """Refuse what is not exact, and nothing, which no equation can divide by."""
        _refuse_inexact(self.value, most=LARGEST * LARGEST)
        if not self.value:
            raise QuantityError("Creatinine is above 0.")

    @property
    def mg_dl(self) -> Fraction:
        """[mg/dL]."""
        return self.value if self.unit == "mg/dL" else self.value / UMOL_PER_MG

    @property
    def umol_l(self) -> Fraction:
        """[µmol/L]."""
        return self.value if self.unit == "umol/L" else self.value * UMOL_PER_MG


def shown(value: Fraction) -> str:
    """A value with one decimal, and with more where one would show a whole number it is not."""
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, _SHOWN_DIGITS + 1):
        text = _rounded(value, digits, ROUND_HALF_EVEN)
        if Fraction(text) == value or Fraction(text).denominator != 1:
            return _plain(text)
    return _plain(_rounded(value, _SHOWN_DIGITS, ROUND_DOWN))


def _rounded(value: Fraction, digits: int, rounding: str) -> str:
    context = exact_context()
    number = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    return str(number.quantize(Decimal(1).scaleb(-digits, context), rounding, context))


def _plain(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_context() -> Context:
    """A context of our own: the host's says nothing about our digits."""
    return Context(prec=40, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, traps=[])


def _refuse_inexact(value: object, most: int = LARGEST) -> None:
    # In whole numbers: it is asked of each value in each plan.
    if type(value) is not Fraction or not 0 <= value.numerator <= most * value.denominator:
        raise QuantityError(f"A kidney value is an exact number, 0 to {most:,}, as a Fraction.")
