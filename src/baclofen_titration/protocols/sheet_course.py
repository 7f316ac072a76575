"""Plateaus, courses and named ways down on the review sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.protocols.layout import Entry
from baclofen_titration.protocols.sheet_rule import days_words

if TYPE_CHECKING:
    from baclofen_titration.protocols.course import TaperWay
    from baclofen_titration.protocols.model import DosingProtocol


def plateau_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """Stays on the way up."""
    for plateau in protocol.plateaus:
        kept = "until reviewed" if plateau.days is None else f"for {days_words(plateau.days)}"
        yield Entry("Kept on the way up", f"{plateau.from_daily} {kept}", plateau.authors)


def course_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """How long each part of a course lasts, and ways down by name."""
    course = protocol.course
    if course is not None:
        yield Entry("Kept at the aim", days_words(course.stay.value), course.stay.authors)
        yield Entry("Then down over", days_words(course.taper.value), course.taper.authors)
        if course.wash_out is not None:
            value = days_words(course.wash_out.value)
            yield Entry("Then without baclofen", value, course.wash_out.authors)
    for way in protocol.taper_ways:
        yield Entry(f"Way down {way.name}", way_words(way), way.authors)


def way_words(way: TaperWay) -> str:
    """A way down with its pace and its end."""
    fall = way.share or str(way.fall)
    pace = (
        f"over {days_words(way.over)}"
        if way.over is not None
        else f"{fall} every {days_words(way.every or 0)}"
    )
    return f"{pace}, to {way.to or 'nothing'}"
