"""Whether a taper is as slow as the way down of the protocol that it was asked to follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.checker.reading import Change, read
from baclofen_titration.checker.sentences import counted, daily, on_day
from baclofen_titration.findings import Finding
from baclofen_titration.shares import PERMILLE

if TYPE_CHECKING:
    from baclofen_titration.provenance import Author
    from baclofen_titration.schedule import Schedule


class WayPace(NamedTuple):
    """How fast a way down may be, handed down as values; None where it does not say.

    Parameters
    ----------
    fall : int or None
        [micrograms] of the day, at most.
    permille : int or None
        [thousandths] of the daily dose that one fall takes at most; 500 where it halves.
    of_start : bool
        Whether the share is one of the daily dose on the day before the way.
    every : int or None
        [days] between falls, at least.
    """

    fall: int | None = None
    permille: int | None = None
    of_start: bool = False
    every: int | None = None

    def most(self, present: int, start: int) -> int | None:
        """The largest fall from a daily dose, in thousandths of a microgram; None is any."""
        if self.fall is not None:
            return self.fall * PERMILLE
        if self.permille is None:
            return None
        return self.permille * (start if self.of_start else present)


def check_way(
    schedule: Schedule,
    name: str,
    paces: Sequence[WayPace],
    days: int | None,
    authors: Sequence[Author],
) -> tuple[Finding, ...]:
    """Find where a taper is faster than the way that it follows.

    Parameters
    ----------
    schedule : Schedule
        A taper.
    name : str
        Of the way.
    paces : sequence of WayPace
        Of a way with several legs each of them; a fall may be that of any leg.
    days : int or None
        [days] with a reduced dose at least.
    authors : sequence of Citation or Judgement
        Who says so.

    Returns
    -------
    tuple of Finding
        A `stop` each. The last fall, to nothing, has no size of its own.
    """
    found = [*_too_large(schedule, name, paces), *_too_soon(schedule, name, paces)]
    found += _too_short(schedule, name, days)
    return tuple(one.model_copy(update={"authors": tuple(authors)}) for one in found)


def _too_large(schedule: Schedule, name: str, paces: Sequence[WayPace]) -> Iterator[Finding]:
    changes = [change for change in read(schedule).changes if change.spell.daily]
    if not changes:
        return
    start = changes[0].old_daily
    for change in changes:
        allowed = [pace.most(change.old_daily, start) for pace in paces]
        known = [most for most in allowed if most is not None]
        fall = change.old_daily - change.spell.daily
        if known and len(known) == len(allowed) and fall * PERMILLE > max(known):
            yield _finding(change, name, daily(fall), f"at most {daily(max(known) // PERMILLE)}")


def _too_soon(schedule: Schedule, name: str, paces: Sequence[WayPace]) -> Iterator[Finding]:
    known = [pace.every for pace in paces if pace.every is not None]
    if not known or len(known) < len(paces):
        return
    least = min(known)
    for number, step in enumerate(schedule.steps, start=1):
        if step.days is not None and step.days < least:
            yield Finding(
                code="faster-than-its-way",
                severity="stop",
                says=f"The way down {name} keeps each dose for {counted(least, 'day')}, and the "
                f"step from {on_day(step.start)} is kept for {counted(step.days, 'day')}.",
                on=step.start,
                step=number,
                found=counted(step.days, "day"),
                allowed=f"at least {counted(least, 'day')}",
            )


def _too_short(schedule: Schedule, name: str, days: int | None) -> Iterator[Finding]:
    timed = [step.days for step in schedule.steps if step.days is not None]
    if days is not None and sum(timed) < days:
        yield Finding(
            code="faster-than-its-way",
            severity="stop",
            says=f"The way down {name} takes {counted(days, 'day')} here, and this schedule "
            f"{counted(sum(timed), 'day')}.",
            on=schedule.start,
            found=counted(sum(timed), "day"),
            allowed=f"at least {counted(days, 'day')}",
        )


def _finding(change: Change, name: str, found: str, allowed: str) -> Finding:
    return Finding(
        code="faster-than-its-way",
        severity="stop",
        says=f"On {on_day(change.spell.start)} the daily dose falls by {found}, and the way down "
        f"{name} allows {allowed} there.",
        on=change.spell.start,
        step=change.spell.step,
        found=found,
        allowed=allowed,
    )
