"""Plateaus, courses and named ways down, as the tables of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.protocols.sheet_rule import days_words
from baclofen_titration.protocols.toml_text import Document
from baclofen_titration.protocols.writing_ways import authored, says

if TYPE_CHECKING:
    from baclofen_titration.protocols.course import CourseRule, Plateau
    from baclofen_titration.protocols.ways_down import LengthFor, TaperPace, TaperWay


def plateau(held: Plateau) -> Document:
    """A stay on the way up."""
    days = "until reviewed" if held.days is None else days_words(held.days)
    return {"from_daily": str(held.from_daily), "days": days, **says(held.authors)}


def course(held: CourseRule | None) -> Document | None:
    """How long each part of a course lasts; None where there is none."""
    if held is None:
        return None
    return {name: authored(getattr(held, name)) for name in ("stay", "whole", "taper", "wash_out")}


def taper_way(way: TaperWay) -> Document:
    """A way down that has a name."""
    return {
        "name": way.name,
        **_pace(way),
        "shortest": _days(way.shortest),
        "longest": _days(way.longest),
        "to": _text(way.to),
        **says(way.authors),
        "legs": [{**_pace(leg), "down_to": _text(leg.down_to)} for leg in way.legs] or None,
        "lengths": [_length(length) for length in way.lengths] or None,
    }


def _pace(pace: TaperPace) -> Document:
    return {
        "over": _days(pace.over),
        "fall": _text(pace.fall),
        "share": pace.share or None,
        "every": _days(pace.every),
        "halve_every": _days(pace.halve_every),
        "floor": _text(pace.floor),
    }


def _length(length: LengthFor) -> Document:
    edge = "" if length.edge is None else f" {length.edge} mL/min"
    by_edge = f"kidneys {length.kidneys}{edge}" if edge else length.kidneys
    return {
        "over": _days(length.over),
        "reached_more_than": _text(length.reached_more_than),
        "used_longer_than": _days(length.used_longer_than),
        "when": None if length.kidneys == "always" else by_edge,
        **says(length.authors),
    }


def _days(days: int | None) -> str | None:
    return None if days is None else days_words(days)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
