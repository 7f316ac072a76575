"""The steps of a schedule side by side, each with what its regimen says in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from baclofen_titration.checker.met import NOTHING_MET, Proof
from baclofen_titration.product import Part
from baclofen_titration.regimen import NAMED_TIMES, Regimen, Taking
from baclofen_titration.schedule import Phase, Schedule

Doses = Mapping[str, int]
"""What is taken at each time of day [micrograms]; takings of nothing are left out."""

Made = tuple[int, tuple[tuple[str, int, Part], ...]]
"""A dose [micrograms] and what it is made of: product, count and part of each of its pieces."""


class Pattern(NamedTuple):
    """What one regimen says.

    Parameters
    ----------
    doses : mapping
        Takings of nothing are left out; `nothings` are their times of day.
    taken : tuple of str
        The times of day of `doses`.
    daily, largest : int
        [micrograms] of the day, and of the largest dose.
    named : bool
        Whether it uses names of the day, and not clock times.
    in_micrograms : bool
        Whether any of the doses was given in them.
    made : frozenset
        Each way in which one of the doses is made, those of nothing among them.
    """

    doses: Doses
    taken: tuple[str, ...]
    nothings: tuple[str, ...]
    daily: int
    largest: int
    named: bool
    in_micrograms: bool
    made: frozenset[Made]


class Rows(NamedTuple):
    """A schedule, and of each step the first day, the days, the phase and the pattern.

    `before` is what was taken until then; None where that was nothing, or is unknown.
    """

    schedule: Schedule
    starts: tuple[date, ...]
    days: tuple[int | None, ...]
    phases: tuple[Phase, ...]
    patterns: tuple[Pattern, ...]
    before: Pattern | None

    @property
    def is_mixed(self) -> bool:
        """Whether some regimens use names of the day, and others clock times."""
        named = {pattern.named for pattern in self.patterns}
        if self.before is not None:
            named.add(self.before.named)
        return len(named) > 1


def rows_of(schedule: Schedule, proof: Proof = NOTHING_MET) -> Rows:
    """Lay out a schedule; of a regimen that was met before, the pattern is there already."""
    steps, before = schedule.steps, schedule.before
    return Rows(
        schedule,
        tuple([step.start for step in steps]),
        tuple([step.days for step in steps]),
        tuple([step.phase for step in steps]),
        tuple([proof.derived(step.regimen, pattern_of) for step in steps]),
        proof.derived(before.regimen, pattern_of) if isinstance(before, Taking) else None,
    )


def pattern_of(regimen: Regimen) -> Pattern:
    """Read a regimen."""
    takings = regimen.administrations
    doses = {taking.at: dose for taking in takings if (dose := taking.dose.micrograms)}
    return Pattern(
        doses,
        tuple(doses),
        tuple([taking.at for taking in takings if taking.at not in doses]),
        sum(doses.values()),
        max(doses.values(), default=0),
        takings[0].at in NAMED_TIMES,
        any(taking.dose.in_micrograms for taking in takings),
        frozenset(
            (
                taking.dose.micrograms,
                tuple([(piece.product, piece.count, piece.part) for piece in taking.pieces]),
            )
            for taking in takings
        ),
    )
