"""On which days a dose may rise, and when somebody looks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from baclofen_titration.dates import add_days, add_months
from baclofen_titration.errors import InvalidValueError, QuantityError
from baclofen_titration.lengths import parse_days, parse_months

Weekday = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
LONGEST_WAIT = 366


def next_change_day(earliest: date, weekdays: Sequence[Weekday], closed: Sequence[date]) -> date:
    """The first allowed day from a day on.

    Parameters
    ----------
    earliest : datetime.date
        No day before it comes into question: a shift only lengthens a step.
    weekdays : sequence of {"Mon", ..., "Sun"}
        Allowed days of the week; empty allows all.
    closed : sequence of datetime.date
        Days that are not allowed.

    Raises
    ------
    InvalidValueError
        If a whole year from that day on is closed.
    """
    from dateutil import rrule  # noqa: PLC0415 - most plans name no weekdays

    days = rrule.rrule(
        rrule.DAILY,
        dtstart=datetime(earliest.year, earliest.month, earliest.day),  # noqa: DTZ001 - a civil date
        byweekday=[_WEEKDAYS.index(day) for day in weekdays] or None,
        until=datetime(earliest.year, earliest.month, earliest.day)  # noqa: DTZ001
        + timedelta(days=LONGEST_WAIT),
    )
    for day in days:
        if day.date() not in closed:
            return day.date()
    raise InvalidValueError(
        f"No day within a year of {earliest} is open for a change. Name fewer closed days."
    )


def review_days(start: date, every: str, until: date) -> Iterator[date]:
    """Review days every so many days, weeks or months, counted from the start each time.

    Where a day of the week is named, each is moved to it, and only ever earlier.
    """
    often, weekday = parse_review(every)
    unit, last = parse_interval(often), start
    for number in range(1, LONGEST_WAIT):
        counted = (
            add_months(start, number * unit[1])
            if unit[0] == "months"
            else add_days(start, number * unit[1])
        )
        on = counted if weekday is None else _last_such_day(counted, weekday)
        if on > until:
            return
        if on > last:
            last = on
            yield on


def _last_such_day(day: date, weekday: Weekday) -> date:
    return add_days(day, -((day.weekday() - _WEEKDAYS.index(weekday)) % len(_WEEKDAYS)))


def parse_review(text: object) -> tuple[object, Weekday | None]:
    """Part an interval from its day of the week, such as "4 weeks on Mon"."""
    often, on, named = text.partition(" on ") if type(text) is str else (text, "", "")
    if not on:
        return text, None
    for weekday in _WEEKDAYS:
        if named == weekday:
            return often, weekday
    raise QuantityError(f"A day of the week is one of {', '.join(_WEEKDAYS)}.")


def parse_interval(text: object) -> tuple[Literal["days", "months"], int]:
    """Read an interval such as "2 weeks" or "3 months"."""
    try:
        return "days", parse_days(text)
    except QuantityError:
        pass
    try:
        return "months", parse_months(text)
    except QuantityError:
        raise QuantityError(
            'An interval between reviews is text such as "2 weeks", "3 months" or "4 weeks on Mon".'
        ) from None


def refuse_other_interval(value: object) -> object:
    """Let through what `review_days` understands."""
    parse_interval(parse_review(value)[0])
    return value


Interval = Annotated[str, BeforeValidator(refuse_other_interval)]
"""Whole days, weeks or months as text, with a day of the week where one is named."""
