"""What a plan chooses by name where a protocol gives a range, or states inside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import parse_days
from baclofen_titration.quantities import DailyDose, Dose

LENGTHS = ("shortest", "longest")
FOR_MILESTONES = "for milestones"
RISES = ("slowest", "fastest", FOR_MILESTONES)
COUNTS = ("fewest", "most")
STARTS = ("lowest", "highest", "gentler")


def _days(value: object) -> object:
    return value if type(value) is int and value > 0 else parse_days(value)


def _read_rise(value: object) -> object:
    """A rise by its name, or with its unit."""
    if value in RISES or not isinstance(value, str):
        return value
    return DailyDose(value) if value.endswith("/day") else Dose(value)


Rise = Annotated[
    Literal["slowest", "fastest", "for milestones"] | Dose | DailyDose, BeforeValidator(_read_rise)
]
Begin = Annotated[
    Literal["lowest", "highest", "gentler"] | DailyDose,
    BeforeValidator(lambda value: value if value in STARTS else DailyDose(value)),
]
RiseInterval = Annotated[
    Literal["shortest", "longest"] | int,
    BeforeValidator(lambda value: value if value in ("shortest", "longest") else _days(value)),
]
DosesADay = Annotated[
    Literal["fewest", "most"] | int,
    BeforeValidator(lambda value: value if value in COUNTS else _count(value)),
]


def _count(value: object) -> int:
    if type(value) is not int or value < 1:
        raise QuantityError('How many doses a day is "fewest", "most" or a whole number.')
    return value
