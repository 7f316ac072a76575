"""What a protocol says beside its limits, handed down as values: shares of a rise, empty times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from baclofen_titration.checker.reading import Change, read
from baclofen_titration.checker.sentences import counted, daily, on_day
from baclofen_titration.findings import Finding
from baclofen_titration.shares import PERMILLE, parse_share

if TYPE_CHECKING:
    from baclofen_titration.limits import RiseShare
    from baclofen_titration.provenance import Author
    from baclofen_titration.schedule import Schedule


def check_rise_share(schedule: Schedule, share: RiseShare | None) -> tuple[Finding, ...]:
    """Find rises larger than the share that a protocol states.

    Parameters
    ----------
    schedule : Schedule
        Its rises on the way up are judged; of the start only where it begins from nothing.
    share : RiseShare or None
        Of the protocol, handed down as a value.
    """
    if share is None:
        return ()
    reading = read(schedule)
    permille, of_start = parse_share(share.value)
    if of_start and reading.before != {}:
        return ()  # the daily dose of the first day is not known
    first = reading.spells[0].daily
    found = []
    for change in reading.changes:
        old, new = change.old_daily, change.spell.daily
        base = first if of_start else old
        # Compared in thousandths, so that nothing is rounded here.
        least = 0 if share.least is None else share.least.micrograms * PERMILLE
        most = max(permille * base, least)
        if _rises(change) and (new - old) * PERMILLE > most:
            found.append(
                Finding(
                    code="rise-above-share",
                    severity="stop",
                    says=f"On {on_day(change.spell.start)} the daily dose rises by "
                    f"{daily(new - old)}, from {daily(old)}; the protocol allows {share}.",
                    on=change.spell.start,
                    step=change.spell.step,
                    found=daily(new - old),
                    allowed=str(share),
                    authors=share.authors,
                )
            )
    return tuple(found)


def check_empty_times(
    schedule: Schedule, times: Sequence[str], authors: Sequence[Author]
) -> tuple[Finding, ...]:
    """Find doses that begin or rise at a time of day that a protocol keeps empty.

    Parameters
    ----------
    schedule : Schedule
        What was taken there already is no finding, and neither is a fall.
    times : sequence of str
        Those that the protocol keeps empty, handed down as values.
    authors : sequence of Citation or Judgement
        Who says so.
    """
    return tuple(_filled(schedule, times, tuple(authors)))


def check_whole_course(
    schedule: Schedule, days: int, authors: Sequence[Author]
) -> tuple[Finding, ...]:
    """Find a course from nothing to nothing that is longer or shorter than a protocol says.

    Parameters
    ----------
    schedule : Schedule
        Judged where it begins from nothing and is stopped; a first day that is not a whole
        one is not counted.
    days : int
        [days] from the first one to the last with baclofen.
    authors : sequence of Citation or Judgement
        Who says so.
    """
    if schedule.before != "nothing" or schedule.then != "stopped" or schedule.end is None:
        return ()
    taken = (schedule.end - schedule.start).days + (0 if schedule.first_taking else 1)
    if taken == days:
        return ()
    return (
        Finding(
            code="course-of-another-length",
            severity="stop",
            says=f"The course of the protocol takes {counted(days, 'day')}, and this schedule "
            f"{counted(taken, 'day')}.",
            on=schedule.end,
            found=counted(taken, "day"),
            allowed=counted(days, "day"),
            authors=tuple(authors),
        ),
    )


def _filled(
    schedule: Schedule, times: Sequence[str], authors: tuple[Author, ...]
) -> Iterator[Finding]:
    before = schedule.before
    now = {} if isinstance(before, str) else before.regimen.micrograms
    for number, step in enumerate(schedule.steps, start=1):
        doses = step.regimen.micrograms
        for at in times:
            if before != "unknown" and doses.get(at, 0) > now.get(at, 0):
                yield Finding(
                    code="dose-at-empty-time",
                    severity="stop",
                    says=f"On {on_day(step.start)} a dose is put at {at}, which the protocol "
                    "keeps empty.",
                    on=step.start,
                    step=number,
                    found=at,
                    allowed=f"no dose at {at}",
                    authors=authors,
                )
        now = doses


def _rises(change: Change) -> bool:
    return 0 < change.old_daily < change.spell.daily
