"""Whether a schedule from nothing has reached what a source says by the day that it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from baclofen_titration.checker.reading import read
from baclofen_titration.checker.sentences import daily
from baclofen_titration.findings import Finding
from baclofen_titration.limits import Milestone
from baclofen_titration.schedule import Schedule


def check_milestones(schedule: Schedule, milestones: Sequence[Milestone]) -> tuple[Finding, ...]:
    """Find milestones that a schedule goes beyond in the end, and misses on their day.

    Parameters
    ----------
    schedule : Schedule
        Judged only where it begins from nothing.
    milestones : sequence of Milestone
        Of the protocol, handed down as values.

    Returns
    -------
    tuple of Finding
        A caution each; a milestone above all that the schedule reaches is none of its own.
    """
    if not milestones:
        return ()
    reading = read(schedule)
    if reading.before != {}:
        return ()
    found = []
    top = max(spell.daily for spell in reading.spells)
    for milestone in milestones:
        wanted = milestone.daily_dose.micrograms
        on = reading.spells[0].start + timedelta(days=milestone.by_day - 1)
        reached = max((s.daily for s in reading.spells if s.start <= on), default=0)
        if wanted <= top and reached < wanted:
            found.append(
                Finding(
                    code="milestone-missed",
                    severity="caution",
                    says=f"The protocol reaches {milestone.daily_dose} by day {milestone.by_day}; "
                    f"this schedule is at {daily(reached)} then.",
                    on=on,
                    found=daily(reached),
                    allowed=str(milestone.daily_dose),
                    authors=milestone.authors,
                )
            )
    return tuple(found)
