"""Lengths and times that protocol files write and the vocabulary has no reader for."""

from __future__ import annotations

import re

from baclofen_titration.errors import QuantityError
from baclofen_titration.protocols.table import text
from baclofen_titration.quantities import parse_days

HOURS_OF_DAY = 24
MOST_MONTHS = 120

_MONTHS = re.compile(r"([1-9][0-9]{0,2}) months?", re.ASCII)
_HOURS = re.compile(r"([1-9][0-9]?) hours?", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def parse_months(words: str) -> int:
    """Read a length of time in whole months.

    Examples
    --------
    >>> parse_months("12 months")
    12
    """
    match = _MONTHS.fullmatch(words)
    if match is None or int(match[1]) > MOST_MONTHS:
        raise QuantityError('A number of months is text such as "12 months", at most ten years.')
    return int(match[1])


def parse_hours(words: str) -> int:
    """Read a length of time in whole hours, at most a day.

    Examples
    --------
    >>> parse_hours("4 hours")
    4
    """
    match = _HOURS.fullmatch(words)
    if match is None or int(match[1]) > HOURS_OF_DAY:
        raise QuantityError('A time between takings is whole hours as text, such as "4 hours".')
    return int(match[1])


def after(words: str) -> dict[str, int]:
    """Read a length in days, weeks or months, and say which it is."""
    if words.endswith(("month", "months")):
        return {"months": parse_months(words)}
    return {"days": parse_days(words)}


def clock_time(value: object) -> str:
    """Read an hour of the clock, such as ``"08:00"``."""
    if not _CLOCK.fullmatch(text(value)):
        raise QuantityError('A clock time is text with four figures, such as "08:00".')
    return str(value)
