"""Lengths of time and counts, in whole numbers only."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

from baclofen_titration.errors import QuantityError

LONGEST_TEXT = 16
DAYS_PER_WEEK = 7
MOST_DAYS = 36_525
MOST_HOURS = 24
MOST_MONTHS = 120

DAYS_PER_MONTH = 30
DAYS_PER_YEAR = 365
MOST_YEARS = 99

_LENGTH = re.compile(r"([1-9][0-9]{0,4}) (hour|day|week|month)s?", re.ASCII)
_USE = re.compile(r"([1-9][0-9]{0,4}) (day|week|month|year)s?", re.ASCII)
_LONGEST_UNITS = {"day": 1, "week": DAYS_PER_WEEK, "month": 31, "year": DAYS_PER_YEAR + 1}
_USE_UNITS = {"day": 1, "week": DAYS_PER_WEEK, "month": DAYS_PER_MONTH, "year": DAYS_PER_YEAR}


def parse_days(text: object) -> int:
    """Read a length of time in whole days.

    Parameters
    ----------
    text : str
        Such as ``"3 days"``, ``"1 day"`` or ``"2 weeks"``; at most 100 years.

    Returns
    -------
    int
        [days], 1 or more.

    Raises
    ------
    QuantityError
        For anything else, such as ``"2.5 days"`` or a bare ``3``.

    Examples
    --------
    >>> parse_days("2 weeks")
    14
    """
    count, unit = _read(text)
    days = count * DAYS_PER_WEEK if unit == "week" else count
    if unit not in ("day", "week") or days > MOST_DAYS:
        raise QuantityError(
            'A length of time is whole days or weeks as text, such as "3 days" or "2 weeks".'
        )
    return days


def parse_hours(text: object) -> int:
    """Read a length of time in whole hours, at most a day [hours].

    Examples
    --------
    >>> parse_hours("4 hours")
    4
    """
    count, unit = _read(text)
    if unit != "hour" or count > MOST_HOURS:
        raise QuantityError('A time between takings is whole hours as text, such as "4 hours".')
    return count


def parse_months(text: object) -> int:
    """Read a length of time in whole months, at most ten years [months].

    Examples
    --------
    >>> parse_months("12 months")
    12
    """
    count, unit = _read(text)
    if unit != "month" or count > MOST_MONTHS:
        raise QuantityError('A number of months is text such as "12 months", at most ten years.')
    return count


def parse_use(text: object) -> int:
    """Read how long something has been used, in days; a month counts 30 and a year 365.

    Parameters
    ----------
    text : str
        Such as ``"10 days"``, ``"6 weeks"``, ``"8 months"`` or ``"3 years"``: what is
        complete, without the part of a month or year that has begun.

    Returns
    -------
    int
        [days], 1 or more.

    Raises
    ------
    QuantityError
        For anything else.

    Examples
    --------
    >>> parse_use("8 months")
    240
    """
    match = _USE.fullmatch(text) if type(text) is str and len(text) <= LONGEST_TEXT else None
    days = 0 if match is None else int(match[1]) * _USE_UNITS[match[2]]
    if not 1 <= days <= MOST_YEARS * DAYS_PER_YEAR:
        raise QuantityError(
            'How long it was used is text such as "10 days", "6 weeks", "8 months" or "3 years".'
        )
    return days


def longest_use(text: str) -> int:
    """The most that such a time of use can be, in days: "2 months" are less than three of 31 days.

    Raises
    ------
    QuantityError
        As `parse_use` does.

    Examples
    --------
    >>> longest_use("3 weeks"), longest_use("2 months")
    (27, 92)
    """
    parse_use(text)
    match = _USE.fullmatch(text)
    count, unit = (int(match[1]), match[2]) if match else (0, "day")
    return (count + 1) * _LONGEST_UNITS[unit] - 1


def _read(text: object) -> tuple[int, str]:
    match = _LENGTH.fullmatch(text) if type(text) is str and len(text) <= LONGEST_TEXT else None
    return (int(match[1]), match[2]) if match else (0, "")


def _days(value: object) -> int:
    if type(value) is int and 1 <= value <= MOST_DAYS:
        return value
    return parse_days(value)


def _plain_int(value: object) -> int:
    if type(value) is not int:
        raise QuantityError("A count is a plain whole number.")
    return value


Days = Annotated[int, BeforeValidator(_days)]
"""Whole days, 1 or more; text such as "3 days" is read."""

Count = Annotated[int, BeforeValidator(_plain_int)]
"""A plain whole number: no boolean, no float, no numpy number."""
