"""What dosing needs to know of a patient, and nothing that names anybody."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator
from pydantic_core import core_schema

from baclofen_titration.dates import CivilDate, parse_date
from baclofen_titration.errors import NotCoveredError, QuantityError
from baclofen_titration.model import Model

OLDEST_YEARS = 120
MONTHS_PER_YEAR = 12

_AGE = re.compile(r"([0-9]{1,3}) years?(?: ([0-9]{1,2}) months?)?", re.ASCII)
_NORMAL = re.compile(r"normal, tested ([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)
_VALUE_WORDS = ("egfr", "gfr", "clearance", "creatinine", "crcl", "ml/min", "mol/l", "mg/dl")


class Age(NamedTuple):
    """A completed age, as at the first day of a schedule.

    Parameters
    ----------
    years : int
        [years], 0 to 120.
    months : int
        [months], 0 to 11.

    Examples
    --------
    >>> parse_age("7 years 3 months") < parse_age("8 years")
    True
    """

    years: int
    months: int = 0

    def __str__(self) -> str:
        years = f"{self.years} year" + ("" if self.years == 1 else "s")
        if not self.months:
            return years
        return f"{years} {self.months} month" + ("" if self.months == 1 else "s")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            parse_age,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )


def parse_age(value: object) -> Age:
    """Read an age.

    Parameters
    ----------
    value : str or Age
        ``"46 years"``, or for children ``"7 years 3 months"``; up to 120 years.

    Raises
    ------
    QuantityError
        For anything else; a bare number has no unit.
    """
    if type(value) is Age:
        years, months = value
        plain = type(years) is int and type(months) is int
    else:
        match = _AGE.fullmatch(value) if type(value) is str else None
        plain = match is not None
        years, months = (int(match[1]), int(match[2] or 0)) if match else (0, 0)
    if not plain or not 0 <= years <= OLDEST_YEARS or not 0 <= months < MONTHS_PER_YEAR:
        raise QuantityError(
            f'An age is text such as "46 years" or "7 years 3 months", 0 to {OLDEST_YEARS} years.'
        )
    return Age(years, months)


class StatedNormal(Model):
    """Kidneys stated to be normal by somebody who saw a test, without its value.

    Parameters
    ----------
    tested : datetime.date
        The day of the test that the claim rests on.
    """

    tested: CivilDate

    def __str__(self) -> str:
        return f"stated as normal, no value given, tested {self.tested.isoformat()}"


Unasked = Literal["unknown", "not asked"]


def parse_kidneys(value: object) -> object:
    """Read what is known of the kidneys.

    Parameters
    ----------
    value : str or StatedNormal
        ``"unknown"``, ``"not asked"``, or ``"normal, tested 2026-11-12"``.

    Raises
    ------
    NotCoveredError
        For an eGFR, a clearance or a creatinine: no rule for a value exists in
        this version, and a value is never ignored.
    QuantityError
        For anything else.
    """
    if type(value) is StatedNormal or value in ("unknown", "not asked"):
        return value
    if type(value) is str:
        match = _NORMAL.fullmatch(value)
        if match:
            return StatedNormal(tested=parse_date(match[1]))
        if any(word in value.lower() for word in _VALUE_WORDS):
            raise NotCoveredError(
                "Kidneys: a creatinine, eGFR or clearance value was given, and this version has "
                "no rule for a value, so it plans nothing from it rather than ignore it. No rise "
                'can be planned. The way down does not depend on it: for a taper, write "unknown".'
            )
    raise QuantityError(
        'Kidneys are "unknown", or "normal, tested YYYY-MM-DD" with the day of the test.'
    )


Kidneys = Annotated[StatedNormal | Unasked, BeforeValidator(parse_kidneys)]


class Patient(Model):
    """The facts about a patient that dosing depends on.

    Parameters
    ----------
    age : Age or "not asked"
        On the first day; text such as ``"46 years"`` is read.
    kidneys : StatedNormal, "unknown" or "not asked"
        Text such as ``"normal, tested 2026-11-12"`` is read. Unknown kidneys
        allow a taper and no rise.

    Raises
    ------
    InvalidValueError
        If the age or the statement cannot be read.
    NotCoveredError
        If a kidney value is given: there is no rule for one yet.

    Examples
    --------
    >>> Patient(age="46 years", kidneys="unknown").age.years
    46
    """

    age: Annotated[
        Age | Literal["not asked"],
        BeforeValidator(lambda value: value if value == "not asked" else parse_age(value)),
    ] = "not asked"
    kidneys: Kidneys = "not asked"


def is_tested_by(kidneys: StatedNormal, day: date) -> bool:
    """Whether the test that a claim rests on had been made by that day."""
    return kidneys.tested <= day
