"""What was measured of a patient, with its day: weight, height, creatinine, kidney values.

Each reads from the text that it prints. Amounts are held in thousandths of their unit,
as whole numbers, so that nothing is rounded on the way in.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field

from baclofen_titration.dates import CivilDate, parse_date
from baclofen_titration.errors import QuantityError
from baclofen_titration.kidney_values import (
    CreatinineClearance,
    CreatinineUnit,
    Egfr,
    SerumCreatinine,
    Steadiness,
)
from baclofen_titration.lengths import Count
from baclofen_titration.model import Model

T = TypeVar("T")

THOUSANDTHS = 1_000
LONGEST_TEXT = 80

Unasked = Literal["unknown", "not asked"]
Thousandths = Annotated[Count, Field(ge=0, le=1_000_000_000)]

_NUMBER = r"(?P<number>(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?)"
_DAY = r"(?: on (?P<on>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
_STEADY = r"(?:, (?P<steadiness>steady|changing|steadiness unknown))?"
_WEIGHT = re.compile(rf"{_NUMBER} kg{_DAY}", re.ASCII)
_HEIGHT = re.compile(rf"{_NUMBER} cm", re.ASCII)
_CREATININE = re.compile(rf"{_NUMBER} (?P<unit>umol/L|[µμ]mol/L|mg/dL){_DAY}{_STEADY}")
_EGFR = re.compile(
    rf"eGFR (?P<above>>)?{_NUMBER} mL/min/1\.73 ?m(?:2|²){_DAY}{_STEADY}", re.IGNORECASE
)
_CLEARANCE = re.compile(rf"clearance (?P<above>>)?{_NUMBER} mL/min{_DAY}{_STEADY}", re.IGNORECASE)

LIGHTEST_KG, HEAVIEST_KG = 1, 350
SHORTEST_CM, TALLEST_CM = 30, 250
# Outside a window lies no creatinine that a person was seen with; inside both lies no real value.
PLAUSIBLE: dict[CreatinineUnit, tuple[Fraction, Fraction]] = {
    "umol/L": (Fraction(15), Fraction(2_500)),
    "mg/dL": (Fraction(15, 100), Fraction(28)),
}


class Weight(Model):
    """A body weight and the day on which it was measured.

    Parameters
    ----------
    grams : int
        [g], 1 to 350 kg.
    on : datetime.date or None
        None if nobody knows when; it is then used with a caution.

    Examples
    --------
    >>> parse_weight("70 kg on 2026-11-01").grams
    70000
    """

    grams: Annotated[Count, Field(ge=LIGHTEST_KG * THOUSANDTHS, le=HEAVIEST_KG * THOUSANDTHS)]
    on: CivilDate | None = None

    @property
    def kilograms(self) -> Fraction:
        """[kg]."""
        return Fraction(self.grams, THOUSANDTHS)

    def __str__(self) -> str:
        return f"{_amount(self.grams)} kg{_on(self)}"


class Height(Model):
    """A body height [mm], 30 to 250 cm.

    Parameters
    ----------
    millimetres : int
        [mm], 300 to 2500.

    Examples
    --------
    >>> parse_height("165 cm").millimetres
    1650
    """

    millimetres: Annotated[Count, Field(ge=SHORTEST_CM * 10, le=TALLEST_CM * 10)]

    @property
    def centimetres(self) -> Fraction:
        """[cm]."""
        return Fraction(self.millimetres, 10)

    def __str__(self) -> str:
        return f"{_amount(self.millimetres * 100)} cm"


class Creatinine(Model):
    """Creatinine in blood, its day, and whether it was steady.

    Parameters
    ----------
    thousandths : int
        Thousandths of `unit`.
    unit : {"umol/L", "mg/dL"}
        As the laboratory prints it.
    on : datetime.date or None
        None counts as unknown kidneys.
    steadiness : {"steady", "changing", "unknown"}
        Anything but steady counts as unknown kidneys.

    Examples
    --------
    >>> parse_creatinine("110 umol/L on 2026-11-12, steady").unit
    'umol/L'
    """

    thousandths: Thousandths
    unit: CreatinineUnit
    on: CivilDate | None = None
    steadiness: Steadiness = "unknown"

    def model_post_init(self, context: object) -> None:
        """Refuse a value that no person has in this unit, and name the unit that fits."""
        value = Fraction(self.thousandths, THOUSANDTHS)
        least, most = PLAUSIBLE[self.unit]
        if least <= value <= most:
            return
        other: CreatinineUnit = "mg/dL" if self.unit == "umol/L" else "umol/L"
        low, high = PLAUSIBLE[other]
        hint = f" It looks like {other}." if low <= value <= high else ""
        raise QuantityError(
            f"Creatinine: nobody has that much or little in {self.unit}.{hint} Check the unit."
        )

    @property
    def measured(self) -> SerumCreatinine:
        """The value that an equation takes."""
        return SerumCreatinine(Fraction(self.thousandths, THOUSANDTHS), self.unit)

    def __str__(self) -> str:
        return f"{_amount(self.thousandths)} {self.unit}{_on(self)}{_steady(self)}"


class MeasuredEgfr(Model):
    """An eGFR as a laboratory prints it.

    Parameters
    ----------
    thousandths : int
        [thousandths of mL/min/1.73 m²].
    above : bool
        Printed as `>60` or `>90`; it is taken as that number, since no more is known.
    on, steadiness
        As for `Creatinine`.

    Examples
    --------
    >>> from baclofen_titration.patient import parse_kidneys
    >>> parse_kidneys("eGFR >60 mL/min/1.73 m2 on 2026-11-12, steady").above
    True
    """

    thousandths: Annotated[Count, Field(ge=0, le=300_000)]
    above: bool = False
    on: CivilDate | None = None
    steadiness: Steadiness = "unknown"

    @property
    def rate(self) -> Egfr:
        """The value that is compared with a band."""
        return Egfr(Fraction(self.thousandths, THOUSANDTHS))

    def __str__(self) -> str:
        sign = ">" if self.above else ""
        amount = f"{sign}{_amount(self.thousandths)}"
        return f"eGFR {amount} mL/min/1.73 m2{_on(self)}{_steady(self)}"


class MeasuredClearance(Model):
    """A creatinine clearance that somebody measured or worked out; as `MeasuredEgfr`.

    Parameters
    ----------
    thousandths : int
        [thousandths of mL/min].
    above, on, steadiness
        As for `MeasuredEgfr`.

    Examples
    --------
    >>> from baclofen_titration.patient import parse_kidneys
    >>> parse_kidneys("clearance 40 mL/min on 2026-11-12, steady").thousandths
    40000
    """

    thousandths: Annotated[Count, Field(ge=0, le=300_000)]
    above: bool = False
    on: CivilDate | None = None
    steadiness: Steadiness = "unknown"

    @property
    def rate(self) -> CreatinineClearance:
        """The value that is compared with a band."""
        return CreatinineClearance(Fraction(self.thousandths, THOUSANDTHS))

    def __str__(self) -> str:
        sign = ">" if self.above else ""
        return f"clearance {sign}{_amount(self.thousandths)} mL/min{_on(self)}{_steady(self)}"


class Dialysis(Model):
    """Regular dialysis, by its kind.

    Parameters
    ----------
    kind : str
        From a closed list, such as ``"haemodialysis"``.

    Examples
    --------
    >>> from baclofen_titration.patient import parse_kidneys
    >>> parse_kidneys("haemodialysis").kind
    'haemodialysis'
    """

    kind: Literal["haemodialysis", "peritoneal dialysis"]

    def __str__(self) -> str:
        return self.kind


DatedValue = Creatinine | MeasuredEgfr | MeasuredClearance
"""A value that counts only for some time, and only if it was steady."""


def parse_weight(value: object) -> object:
    """Read a weight, such as ``"70 kg on 2026-11-01"``, ``"unknown"`` or ``"not asked"``."""
    if type(value) is Weight or value in ("unknown", "not asked"):
        return value
    match = _matched(_WEIGHT, value)
    if match is None:
        raise QuantityError('A weight is text with its day, such as "70 kg on 2026-11-01".')
    return Weight(grams=_thousandths(match), on=_day(match))


def parse_height(value: object) -> object:
    """Read a height, such as ``"165 cm"``, ``"unknown"`` or ``"not asked"``."""
    if type(value) is Height or value in ("unknown", "not asked"):
        return value
    match = _matched(_HEIGHT, value)
    millimetres, rest = divmod(_thousandths(match) if match else 1, 100)
    if match is None or rest:
        raise QuantityError('A height is text in centimetres, such as "165 cm" or "165.5 cm".')
    return Height(millimetres=millimetres)


def parse_creatinine(value: object) -> object:
    """Read creatinine, such as ``"110 umol/L on 2026-11-12, steady"``, or a word for it."""
    if type(value) is Creatinine or value in ("unknown", "not asked"):
        return value
    match = _matched(_CREATININE, value)
    if match is None:
        raise QuantityError(
            "Creatinine is text with its unit, its day and whether it is steady, such as "
            '"110 umol/L on 2026-11-12, steady" or "1.2 mg/dL on 2026-11-12, steady".'
        )
    unit: CreatinineUnit = "mg/dL" if match["unit"] == "mg/dL" else "umol/L"
    return Creatinine(
        thousandths=_thousandths(match), unit=unit, on=_day(match), steadiness=_steadiness(match)
    )


def parse_kidney_value(value: object) -> MeasuredEgfr | MeasuredClearance | Dialysis | None:
    """Read an eGFR, a clearance or a kind of dialysis; None if the text is none of them."""
    if value in ("haemodialysis", "hemodialysis"):
        return Dialysis(kind="haemodialysis")
    if value == "peritoneal dialysis":
        return Dialysis(kind="peritoneal dialysis")
    match = _matched(_EGFR, value)
    if match is not None:
        return _measured(MeasuredEgfr, match)
    match = _matched(_CLEARANCE, value)
    return None if match is None else _measured(MeasuredClearance, match)


def _measured(kind: Callable[..., T], match: re.Match[str]) -> T:
    return kind(
        thousandths=_thousandths(match),
        above=match["above"] is not None,
        on=_day(match),
        steadiness=_steadiness(match),
    )


def _matched(pattern: re.Pattern[str], value: object) -> re.Match[str] | None:
    return pattern.fullmatch(value) if type(value) is str and len(value) <= LONGEST_TEXT else None


def _thousandths(match: re.Match[str]) -> int:
    whole, _, part = match["number"].partition(".")
    return int(whole) * THOUSANDTHS + int(part.ljust(3, "0"))


def _day(match: re.Match[str]) -> date | None:
    return None if match["on"] is None else parse_date(match["on"])


def _steadiness(match: re.Match[str]) -> Steadiness:
    said = match["steadiness"]
    if said == "steady":
        return "steady"
    return "changing" if said == "changing" else "unknown"


def _amount(thousandths: int) -> str:
    whole, part = divmod(thousandths, THOUSANDTHS)
    return f"{whole}.{part:03d}".rstrip("0") if part else str(whole)


def _on(held: Weight | DatedValue) -> str:
    return "" if held.on is None else f" on {held.on.isoformat()}"


def _steady(held: DatedValue) -> str:
    return ", steadiness unknown" if held.steadiness == "unknown" else f", {held.steadiness}"


WeightField = Annotated[Weight | Unasked, BeforeValidator(parse_weight)]
HeightField = Annotated[Height | Unasked, BeforeValidator(parse_height)]
CreatinineField = Annotated[Creatinine | Unasked, BeforeValidator(parse_creatinine)]
