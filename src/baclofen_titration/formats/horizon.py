"""How far the days of a schedule are counted."""

from __future__ import annotations

from datetime import date

from baclofen_titration.dates import parse_date
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.schedule import Schedule


def horizon_of(schedule: Schedule, until: date | str | None) -> date:
    """The last day to count: the one asked for, or the last one of a schedule that has an end.

    Raises
    ------
    InvalidValueError
        If an open schedule has no horizon, or it lies before the first day.
    """
    if until is None:
        if schedule.end is None:
            raise InvalidValueError(
                "The last step is open, so its days have no end. Say until when they are counted."
            )
        return schedule.end
    last = parse_date(until)
    if last < schedule.start:
        raise InvalidValueError(
            f"The days are counted until {last}, before the schedule starts on {schedule.start}. "
            "Choose a later last day."
        )
    return last
