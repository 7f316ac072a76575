"""What dosing needs to know of a patient, and nothing that names anybody."""

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator
from pydantic_core import core_schema

from baclofen_titration.dates import MONTHS_PER_YEAR, CivilDate, parse_date
from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import parse_use
from baclofen_titration.measurements import (
    CreatinineField,
    Dialysis,
    HeightField,
    MeasuredClearance,
    MeasuredEgfr,
    Unasked,
    WeightField,
    parse_kidney_value,
)
from baclofen_titration.model import Model

OLDEST_YEARS = 120
MOST_NAMES = 40
LONGEST_NAMES = 600

_AGE = re.compile(r"([0-9]{1,3}) years?(?: ([0-9]{1,2}) months?)?", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _'-]{0,79}", re.ASCII)
_GAPS = re.compile(r"[ _-]+")
_ARTICLES = ("a-", "an-", "the-")
_NORMAL = re.compile(r"normal, tested ([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)


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

    @property
    def in_months(self) -> int:
        """The same in months alone [completed months]."""
        return self.years * MONTHS_PER_YEAR + self.months

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

    Examples
    --------
    >>> Patient(age="46 years", kidneys="normal, tested 2026-11-12").kidneys.tested
    datetime.date(2026, 11, 12)
    """

    tested: CivilDate

    def __str__(self) -> str:
        return f"stated as normal, no value given, tested {self.tested.isoformat()}"


_KIDNEY_VALUES = (StatedNormal, MeasuredEgfr, MeasuredClearance, Dialysis)


def parse_kidneys(value: object) -> object:
    """Read what is known of the kidneys.

    Parameters
    ----------
    value : str or one of the kidney values
        ``"unknown"``, ``"not asked"``, ``"normal, tested 2026-11-12"``,
        ``"eGFR 45 mL/min/1.73 m2 on 2026-11-12, steady"``,
        ``"clearance 40 mL/min on 2026-11-12, steady"``, ``"haemodialysis"`` or
        ``"peritoneal dialysis"``. A number may be printed ``>60`` or ``>90``.

    Raises
    ------
    QuantityError
        For anything else; creatinine has a field of its own.
    """
    if type(value) in _KIDNEY_VALUES or value in ("unknown", "not asked"):
        return value
    match = _NORMAL.fullmatch(value) if type(value) is str else None
    if match:
        return StatedNormal(tested=parse_date(match[1]))
    measured = parse_kidney_value(value)
    if measured is not None:
        return measured
    raise QuantityError(
        'Kidneys are "unknown", "normal, tested YYYY-MM-DD" with the day of the test, a value '
        'such as "eGFR 45 mL/min/1.73 m2 on 2026-11-12, steady" or "clearance 40 mL/min on '
        '2026-11-12, steady", "haemodialysis" or "peritoneal dialysis". Creatinine is given as '
        "creatinine."
    )


Kidneys = Annotated[
    StatedNormal | MeasuredEgfr | MeasuredClearance | Dialysis | Unasked,
    BeforeValidator(parse_kidneys),
]
YesNo = Literal["yes", "no", "unknown", "not asked"]
Cause = Literal["cerebral", "spinal", "other", "unknown", "not asked"]
ClearanceWeight = Literal["by height", "actual", "ideal", "adjusted"]


def plain_name(word: str) -> str:
    """A name in the one spelling by which it is looked up.

    Small letters, with hyphens for gaps and no article or apostrophe: the way codes are
    written. Nothing is guessed beyond that.

    Examples
    --------
    >>> plain_name("An active Peptic_Ulcer")
    'active-peptic-ulcer'
    """
    plain = _GAPS.sub("-", word.strip().lower().replace("'", "")).strip("-")
    article = next((start for start in _ARTICLES if plain.startswith(start)), "")
    return plain.removeprefix(article)


def parse_names(value: object) -> tuple[str, ...] | Literal["none", "not asked"]:
    """Read a list of conditions or of medicines; planning says which names it knows.

    Parameters
    ----------
    value : str, or list or tuple of str
        ``"none"``, ``"not asked"``, or names with commas between; up to 40, each once.

    Raises
    ------
    QuantityError
        For anything else; an empty list says neither that there are none nor that
        nobody asked.

    Examples
    --------
    >>> parse_names("epilepsy, stroke")
    ('epilepsy', 'stroke')
    """
    said = plain_name(value) if type(value) is str else ""
    if said == "none":
        return "none"
    if said == "not-asked":
        return "not asked"
    words = value.split(",") if type(value) is str else value
    if isinstance(words, (list, tuple)) and all(type(word) is str for word in words):
        names = tuple(word.strip() for word in words)
        plain = all(_NAME.fullmatch(name) for name in names)
        # A request prints them in one answer, which is no longer than that.
        short = 0 < len(names) <= MOST_NAMES and len(", ".join(names)) <= LONGEST_NAMES
        if plain and short and len(set(names)) == len(names):
            return names
    raise QuantityError(
        'This is "none", "not asked", or names with commas between, each once: letters, digits, '
        "blanks, hyphens, underscores and apostrophes, "
        f"up to {MOST_NAMES} names and {LONGEST_NAMES} signs in all."
    )


Names = Annotated[
    tuple[str, ...] | Literal["none", "not asked"],
    BeforeValidator(parse_names),
]


def parse_used_for(value: object) -> str:
    """Read for how long baclofen has been used, and keep it as it was said.

    Parameters
    ----------
    value : str
        ``"8 months"``, ``"3 weeks"``, ``"unknown"`` or ``"not asked"``.

    Raises
    ------
    QuantityError
        For anything else.
    """
    if value not in ("unknown", "not asked"):
        parse_use(value)
    return str(value)


UsedFor = Annotated[str, BeforeValidator(parse_used_for)]


def parse_indication(value: object) -> str:
    """Read what baclofen is given for; planning says which names it knows.

    Parameters
    ----------
    value : str
        One name, ``"unknown"`` or ``"not asked"``. A name is kept as codes are written.

    Raises
    ------
    QuantityError
        For anything else.

    Examples
    --------
    >>> parse_indication("Multiple sclerosis")
    'multiple-sclerosis'
    """
    if type(value) is str and _NAME.fullmatch(value):
        return plain_name(value).replace("not-asked", "not asked")
    raise QuantityError(
        'An indication is one name, such as "multiple-sclerosis", "unknown" or "not asked".'
    )


class Patient(Model):
    """The facts about a patient that dosing depends on.

    Parameters
    ----------
    age : Age or "not asked"
        On the first day; text such as ``"46 years"`` is read.
    kidneys : StatedNormal, MeasuredEgfr, MeasuredClearance, Dialysis, "unknown" or "not asked"
        Text is read as `parse_kidneys` says. Unknown kidneys allow a taper and no rise.
    sex : {"female", "male", "unknown", "not asked"}
        The equations that turn creatinine into a kidney value know two.
    weight : Weight, "unknown" or "not asked"
        Text such as ``"70 kg on 2026-11-01"`` is read.
    height : Height, "unknown" or "not asked"
        Text such as ``"165 cm"`` is read.
    creatinine : Creatinine, "unknown" or "not asked"
        Text such as ``"110 umol/L on 2026-11-12, steady"`` is read.
    muscle : {"usual", "reduced", "unknown", "not asked"}
        Little muscle makes little creatinine, so kidneys look better than they are.
    acute_illness : {"yes", "no", "unknown", "not asked"}
        Kidney values count for a shorter time in acute illness.
    cause : {"cerebral", "spinal", "other", "unknown", "not asked"}
        Where the spasticity comes from; one of cerebral origin is begun lower and raised slower.
    sensitive : {"yes", "no", "unknown", "not asked"}
        Whether somebody has been found to react strongly to medicines of this kind.
    clearance_weight : {"by height", "actual", "ideal", "adjusted"}
        Which weight the clearance is worked out with. By height is the actual weight up to
        the ideal one and the adjusted one above it.
    conditions : tuple of str, "none" or "not asked"
        Codes of the closed list of conditions; text such as ``"epilepsy, stroke"`` is read.
    medicines : tuple of str, "none" or "not asked"
        Other medicines: classes, names, or codes of the WHO classification.
    used_for : str, "unknown" or "not asked"
        For how long baclofen has been used by the first day, in any dose, such as
        ``"8 months"``; labels taper more slowly after long use.
    indication : str
        What baclofen is given for: a code of the closed list, "unknown" or "not asked".
    pregnancy : {"yes", "planning", "no", "unknown", "not asked"}
        Whether the patient is pregnant or plans to be.
    breast_feeding : {"yes", "no", "unknown", "not asked"}
        Whether the patient breast-feeds.
    other_baclofen : tuple of str, "none" or "not asked"
        Baclofen beside this schedule: "as needed", "another prescriber", "pump".

    Raises
    ------
    InvalidValueError
        If a value cannot be read, or nobody has it.

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
    sex: Literal["female", "male", "unknown", "not asked"] = "not asked"
    weight: WeightField = "not asked"
    height: HeightField = "not asked"
    creatinine: CreatinineField = "not asked"
    muscle: Literal["usual", "reduced", "unknown", "not asked"] = "not asked"
    acute_illness: YesNo = "not asked"
    cause: Cause = "not asked"
    sensitive: YesNo = "not asked"
    clearance_weight: ClearanceWeight = "by height"
    conditions: Names = "not asked"
    medicines: Names = "not asked"
    used_for: UsedFor = "not asked"
    indication: Annotated[str, BeforeValidator(parse_indication)] = "not asked"
    pregnancy: Literal["yes", "planning", "no", "unknown", "not asked"] = "not asked"
    breast_feeding: YesNo = "not asked"
    other_baclofen: Names = "not asked"
