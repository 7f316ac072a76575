"""What a reserve is counted by."""

from __future__ import annotations

from datetime import date

from baclofen_titration.schedule import Schedule, Step


def heaviest_step(schedule: Schedule, last: date) -> Step:
    """The step with the largest daily dose up to a day; of equals, the first.

    A reserve is for the day on which the supply fails, and nobody knows which
    that is. Counted by the end of a taper it would last a few hours at the top.
    """
    begun = [step for step in schedule.steps if step.start <= last]
    return max(begun, key=lambda step: step.regimen.daily_dose)
