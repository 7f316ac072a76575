"""The form of plateaus, courses and named ways down."""

from __future__ import annotations

from baclofen_titration.lengths import parse_days
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.patient_rules import read_when
from baclofen_titration.protocols.table import Content, Table, measure
from baclofen_titration.protocols.times import share_text
from baclofen_titration.quantities import DailyDose

UNTIL_REVIEWED = "until reviewed"

_daily_dose = measure(DailyDose)
_days = measure(parse_days)


def plateau(table: Table, who: AuthorReader) -> Content:
    """Read a stay on the way up."""
    until = table.is_word("days", UNTIL_REVIEWED)
    content = {
        "from_daily": table.take("from_daily", _daily_dose),
        "days": None if until else table.take("days", _days),
        "authors": who.authors(table),
    }
    table.close()
    return content


def course(table: Table, who: AuthorReader) -> Content:
    """Read how long each part of a course lasts."""
    fixed = ("taper",) if table.has("whole") else ("stay", "taper")
    content: dict[str, object] = {name: who.authored(table.table(name), _days) for name in fixed}
    for name in ("stay", "whole", "wash_out"):
        held = None if name in fixed else table.table_if_there(name)
        if held is not None:
            content[name] = who.authored(held, _days)
    table.close()
    return content


def taper_way(table: Table, who: AuthorReader) -> Content:
    """Read a way down that has a name."""
    content = {
        "name": table.take("name", key),
        **_pace(table),
        "shortest": table.take_if_there("shortest", _days),
        "longest": table.take_if_there("longest", _days),
        "legs": [_leg(leg) for leg in table.tables("legs", required=False)],
        "lengths": [_length(held, who) for held in table.tables("lengths", required=False)],
        "to": table.take_if_there("to", _daily_dose),
        "authors": who.authors(table),
    }
    table.close()
    return content


def _pace(table: Table) -> Content:
    return {
        "over": table.take_if_there("over", _days),
        "fall": table.take_if_there("fall", _daily_dose),
        "share": table.take_if_there("share", share_text) or "",
        "every": table.take_if_there("every", _days),
        "halve_every": table.take_if_there("halve_every", _days),
        "floor": table.take_if_there("floor", _daily_dose),
    }


def _leg(table: Table) -> Content:
    """One of several paces in a row; its authors are those of the way."""
    content = {**_pace(table), "down_to": table.take_if_there("down_to", _daily_dose)}
    table.close()
    return content


def _length(table: Table, who: AuthorReader) -> Content:
    """A length, and for whom it is one."""
    when = table.take_if_there("when", read_when) or ("always", None)
    content = {
        "over": table.take("over", _days),
        "reached_more_than": table.take_if_there("reached_more_than", _daily_dose),
        "used_longer_than": table.take_if_there("used_longer_than", _days),
        "kidneys": when[0],
        "edge": when[1],
        "authors": who.authors(table),
    }
    table.close()
    return content
