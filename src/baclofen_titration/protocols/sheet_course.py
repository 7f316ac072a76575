"""Plateaus, courses and named ways down on the review sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.protocols.layout import Entry
from baclofen_titration.protocols.sheet_rule import days_words

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.ways_down import LengthFor, TaperPace, TaperWay

PARTS_OF_A_COURSE = {
    "stay": "Kept at the aim",
    "whole": "The course, up, stay and down",
    "taper": "Then down over",
    "wash_out": "Then without baclofen",
}


def plateau_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """Stays on the way up."""
    for plateau in protocol.plateaus:
        kept = "until reviewed" if plateau.days is None else f"for {days_words(plateau.days)}"
        yield Entry("Kept on the way up", f"{plateau.from_daily} {kept}", plateau.authors)


def course_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """How long each part of a course lasts, and ways down by name."""
    course = protocol.course
    if course is not None:
        for name, words in PARTS_OF_A_COURSE.items():
            held = getattr(course, name)
            if held is not None:
                yield Entry(words, days_words(held.value), held.authors)
    for way in protocol.taper_ways:
        yield Entry(f"Way down {way.name}", way_words(way), way.authors)
        for length in way.lengths:
            yield Entry(f"Way down {way.name}", length_words(length), length.authors)


def way_words(way: TaperWay) -> str:
    """A way down with its pace and its end."""
    if way.legs:
        paces = [
            pace_words(leg) + ("" if leg.down_to is None else f" to {leg.down_to}")
            for leg in way.legs
        ]
        return f"{', then '.join(paces)}, to {way.to or 'nothing'}"
    if way.lengths:
        words = "; ".join(length_words(length) for length in way.lengths)
        return f"the longest of: {words}; to {way.to or 'nothing'}"
    if way.shortest is not None:
        words = (
            f"over {days_words(way.shortest)} at least"
            if way.longest is None
            else f"over {way.shortest} to {days_words(way.longest)}"
        )
        return f"{words}, to {way.to or 'nothing'}"
    return f"{pace_words(way)}, to {way.to or 'nothing'}"


def pace_words(pace: TaperPace) -> str:
    """One pace."""
    if pace.over is not None:
        return f"over {days_words(pace.over)}"
    floor = f" down to {pace.floor}" if pace.floor is not None else ""
    if pace.halve_every is not None:
        return f"halved every {days_words(pace.halve_every)}{floor}"
    return f"{pace.share or pace.fall} every {days_words(pace.every or 0)}{floor}"


def length_words(length: LengthFor) -> str:
    """A length, and for whom it is one."""
    whom = []
    if length.reached_more_than is not None:
        whom.append(f"more than {length.reached_more_than}")
    if length.used_longer_than is not None:
        whom.append(f"use of more than {days_words(length.used_longer_than)}")
    if length.edge is not None:
        whom.append(f"kidneys {length.kidneys} {length.edge} mL/min")
    elif length.kidneys != "always":
        whom.append("dialysis")
    return f"{days_words(length.over)} for {' and '.join(whom) or 'everybody'}"
