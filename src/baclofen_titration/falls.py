"""How far the day falls, and how far it was meant to: counted when asked for, from the schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from baclofen_titration.dates import LAST_DATE, add_days
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.schedule import Schedule
from baclofen_titration.shares import PERMILLE, show_permille


class StepFall(NamedTuple):
    """One fall of the daily dose.

    Parameters
    ----------
    step : int or None
        The step that begins with it, counted from 1; None for the stop after the last one.
    on : datetime.date
        The first day with less.
    present : DailyDose
        What was taken until then.
    actual : DailyDose
        By how much it falls.
    ideal : DailyDose or None
        By how much it was meant to, before rounding to what can be made; None
        where nobody said so.
    """

    step: int | None
    on: date
    present: DailyDose
    actual: DailyDose
    ideal: DailyDose | None = None

    @property
    def to_nothing(self) -> bool:
        """Whether nothing is left; such a fall is always the whole of the present dose."""
        return self.actual == self.present

    @property
    def share(self) -> Fraction:
        """The actual fall as a share of the present daily dose, exact."""
        return Fraction(self.actual.micrograms, self.present.micrograms)

    @property
    def actual_share(self) -> str:
        """The actual fall in per cent of the present daily dose, to a tenth."""
        return _per_cent(self.actual, self.present)

    @property
    def ideal_share(self) -> str | None:
        """The ideal fall in per cent of the present daily dose, to a tenth."""
        return None if self.ideal is None else _per_cent(self.ideal, self.present)


class LargestFalls(NamedTuple):
    """What a way down asks for at most.

    Parameters
    ----------
    daily : StepFall or None
        The first of the largest falls [mg/day]; None where there is none but to nothing.
    relative : StepFall or None
        The first of the falls that take the largest share of the present dose.
    to_nothing : StepFall or None
        The last fall, where it is one to nothing; it stands apart, being always 100 %.
    """

    daily: StepFall | None
    relative: StepFall | None
    to_nothing: StepFall | None


def falls_of(schedule: Schedule, ideals: Sequence[int | None] = ()) -> tuple[StepFall, ...]:
    """Every fall of the daily dose, in the order of the days.

    Parameters
    ----------
    schedule : Schedule
        What is taken until its first day is part of it.
    ideals : sequence of int or None
        For each step the fall that was meant [micrograms]; may be left out.
    """
    meant = [*ideals, *[None] * (len(schedule.steps) - len(ideals))]
    taking = schedule.before
    before = taking.regimen.daily_micrograms if isinstance(taking, Taking) else 0
    found = []
    for number, (step, ideal) in enumerate(zip(schedule.steps, meant, strict=True), start=1):
        daily = step.regimen.daily_micrograms
        if daily < before:
            present, actual = map(DailyDose.from_micrograms, (before, before - daily))
            found.append(StepFall(number, step.start, present, actual, _amount(ideal)))
        before = daily
    end = schedule.end
    if schedule.then == "stopped" and before and end is not None and end < LAST_DATE:
        present = DailyDose.from_micrograms(before)
        found.append(StepFall(None, add_days(end, 1), present, present))
    return tuple(found)


def largest_falls(falls: Iterable[StepFall]) -> LargestFalls:
    """The largest fall and the largest share, each on its first day, and the fall to nothing."""
    held = list(falls)
    left = [fall for fall in held if not fall.to_nothing]
    stops = [fall for fall in held if fall.to_nothing]
    return LargestFalls(
        daily=max(left, key=lambda fall: fall.actual, default=None),
        relative=max(left, key=lambda fall: fall.share, default=None),
        to_nothing=stops[-1] if stops else None,
    )


def _amount(micrograms: int | None) -> DailyDose | None:
    return None if micrograms is None else DailyDose.from_micrograms(micrograms)


def _per_cent(part: DailyDose, whole: DailyDose) -> str:
    """To the nearest tenth; a half goes up."""
    twice = 2 * whole.micrograms
    return show_permille((2 * PERMILLE * part.micrograms + whole.micrograms) // twice)
