"""Civil dates: no clock, no zone, no guess about the order of day and month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator

from baclofen_titration.errors import DateError

FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2200, 12, 31)
MONTHS_PER_YEAR = 12

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def parse_date(value: object) -> date:
    """Read a civil date.

    Parameters
    ----------
    value : datetime.date or str
        A plain date or text ``YYYY-MM-DD``, from 1900-01-01 to 2200-12-31.

    Raises
    ------
    DateError
        For a datetime, a time stamp, another order of day and month, a day
        that does not exist, or a date outside the window.

    Examples
    --------
    >>> parse_date("2026-12-01")
    datetime.date(2026, 12, 1)
    """
    if type(value) is date:
        return _inside(value)
    if type(value) is not str:
        raise DateError(
            f"A date is a plain datetime.date or text YYYY-MM-DD, not {type(value).__name__}."
        )
    if len(value) != len("YYYY-MM-DD") or not _DATE.fullmatch(value):
        raise DateError("A date is written YYYY-MM-DD, such as 2026-12-01.")
    try:
        return _inside(date.fromisoformat(value))
    except ValueError as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"There is no day {value} in the calendar.") from None


def add_days(day: date, days: int) -> date:
    """Count days on, and say so plainly where the calendar window ends."""
    try:
        return _inside(day + timedelta(days=days))
    except OverflowError:
        raise DateError(_outside()) from None


def add_months(day: date, months: int) -> date:
    """The same day some months on; the last day of a shorter month where it has no such day."""
    try:
        month = day.year * MONTHS_PER_YEAR + day.month - 1 + months
        first, following = _first_of(month), _first_of(month + 1)
        return _inside(first + timedelta(days=min(day.day, (following - first).days) - 1))
    except (OverflowError, ValueError):
        raise DateError(_outside()) from None


def _first_of(month: int) -> date:
    """The first day of a month, counted in months from the year nought."""
    return date(month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1)


def _inside(day: date) -> date:
    if not FIRST_DATE <= day <= LAST_DATE:
        raise DateError(_outside())
    return day


def _outside() -> str:
    return f"A schedule lies between {FIRST_DATE} and {LAST_DATE}; choose an earlier start."


CivilDate = Annotated[date, BeforeValidator(parse_date)]
"""A plain date; text YYYY-MM-DD is read, a datetime is refused."""
