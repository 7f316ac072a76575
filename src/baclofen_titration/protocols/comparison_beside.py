"""What protocols are compared by beside steps and limits: doses a day, the way, the course."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.protocols.sheet_beside import stated_words
from baclofen_titration.protocols.sheet_rule import days_words, times_words
from baclofen_titration.provenance import Author

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.way_up import TimesBand

Voiced = Iterator[tuple[str, tuple[Author, ...]]]


def doses_a_day(protocol: DosingProtocol) -> Voiced:
    """How many doses a day from which daily dose on, and which times must stay empty."""
    table = protocol.way_up
    if protocol.by_weight is not None:
        yield from _bands(protocol.by_weight.times)
    if table is not None:
        counts = list(dict.fromkeys(len(step.takings) for step in table.steps if step.takings))
        if counts:
            words = " then ".join(map(str, counts)) + " in the rows"
            yield words, table.steps[0].authors
        yield from _bands(table.split)
        yield from _bands(() if table.rule is None else table.rule.times)
    stated = protocol.stated.doses_a_day
    if stated is not None:
        yield f"the text says {stated_words(stated)}", stated.authors
    if protocol.empty_times is not None:
        yield f"never at {', '.join(protocol.empty_times.value)}", protocol.empty_times.authors


def on_the_way(protocol: DosingProtocol) -> Voiced:
    """What is to be reached, kept, held or asked on the way, and a larger first dose."""
    first = protocol.stated.first_dose
    if first is not None:
        yield f"the very first dose {stated_words(first)}", first.authors
    for milestone in protocol.milestones:
        yield f"{milestone.daily_dose} by day {milestone.by_day}", milestone.authors
    for plateau in protocol.plateaus:
        kept = "until reviewed" if plateau.days is None else f"for {days_words(plateau.days)}"
        yield f"{plateau.from_daily} kept {kept}", plateau.authors
    for gate in protocol.stated.approval_gates:
        yield f"ask at {gate.value}", gate.authors


def whole_course(protocol: DosingProtocol) -> Voiced:
    """How long a trial, a stay, a course and the time without baclofen last."""
    course, stated = protocol.course, protocol.stated
    if course is not None:
        if course.stay is not None:
            yield f"{days_words(course.stay.value)} at the aim", course.stay.authors
        if course.whole is not None:
            yield f"{days_words(course.whole.value)} in all", course.whole.authors
        yield f"then down over {days_words(course.taper.value)}", course.taper.authors
        if course.wash_out is not None:
            yield f"then {days_words(course.wash_out.value)} without", course.wash_out.authors
    for name, words in (
        ("trial_period", "trial"),
        ("hold", "held"),
        ("stay", "at the aim"),
        ("course", "all of it"),
        ("wash_out", "without afterwards"),
    ):
        value = getattr(stated, name)
        if value is not None:
            yield f"{words} {stated_words(value)}", value.authors


def _bands(bands: tuple[TimesBand, ...]) -> Voiced:
    for band in bands:
        words = times_words(band) if band.choices else str(len(band.times))
        yield f"{words} from {band.from_daily} on", band.authors
