"""How far the days of a schedule are counted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

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


def deciding_review(schedule: Schedule, reviewed: date | None) -> date | None:
    """The next review that a rise waits for; a way down waits for none.

    Parameters
    ----------
    schedule : Schedule
        The steps and their reviews.
    reviewed : datetime.date or None
        The last review that has been held.
    """
    rises = [
        after.start
        for before, after in pairwise(schedule.steps)
        if after.regimen.daily_dose > before.regimen.daily_dose
    ]
    ahead = sorted(
        review.on
        for review in schedule.reviews
        if not review.watch and (reviewed is None or review.on > reviewed)
    )
    return next((on for on in ahead if any(rise > on for rise in rises)), None)
