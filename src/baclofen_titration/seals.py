"""What a schedule says is taken, as plain values, to see later whether it is still the same."""

from __future__ import annotations

from operator import attrgetter

from baclofen_titration.schedule import Schedule

Seal = tuple[object, ...]

_STEP = attrgetter("start", "days", "phase")
_TAKING = attrgetter("at", "dose.micrograms")
_PIECE = attrgetter("product", "count", "part")


def seal_of(schedule: Schedule) -> Seal:
    """Every day, dose, piece and hour of a schedule.

    A frozen model can be changed past its guard, and a dict in it without that.
    Whoever keeps these values sees that it was.

    Parameters
    ----------
    schedule : Schedule
        What was judged.

    Examples
    --------
    >>> from baclofen_titration import from_regimen_line
    >>> schedule = from_regimen_line("5 mg x3", "2026-12-01")
    >>> seal = seal_of(schedule)
    >>> schedule.clock["morning"] = "03:00"
    >>> seal == seal_of(schedule)
    False
    """
    # One after another: each kind is a tuple of its own length or types, so that none is mistaken.
    steps: list[object] = []
    for step in schedule.steps:
        steps.append(_STEP(step))
        for taking in step.regimen.administrations:
            steps.append(_TAKING(taking))
            steps += map(_PIECE, taking.pieces)
    return steps, schedule.then, schedule.first_taking, dict(schedule.clock)
