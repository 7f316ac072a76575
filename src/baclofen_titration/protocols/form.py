"""The form of a protocol file: which table holds which keys, and what each is read as."""

from __future__ import annotations

from collections.abc import Mapping

from baclofen_titration.errors import UnreadableError
from baclofen_titration.lengths import parse_days, parse_hours
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import parse_age
from baclofen_titration.protocols.authors import AuthorReader, key, read_sources
from baclofen_titration.protocols.table import (
    Content,
    Reader,
    Table,
    day,
    flag,
    measure,
    one_of,
    sentence,
    title,
)
from baclofen_titration.protocols.times import after, clock_time
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import NAMED_TIMES

NO_END = "none"

_named_time = one_of(*NAMED_TIMES)
_dose = measure(Dose)
_daily_dose = measure(DailyDose)
_days = measure(parse_days)
_age = measure(parse_age)
_status = one_of("draft", "superseded", "withdrawn")

_LIMIT_READERS: Mapping[object, Reader[object]] = {
    Dose: _dose,
    DailyDose: _daily_dose,
    "days": _days,
    "hours": measure(parse_hours),
}


def read_form(raw: Content, faults: list[str]) -> Content:
    """Read the whole file into what `DosingProtocol` is made from.

    Parameters
    ----------
    raw : dict
        What the TOML reader found.
    faults : list of str
        Every fault is added to it; with any, the content is not to be used.
    """
    root = Table(raw, "", faults)
    sources = read_sources(root.table("sources"))
    form = _Form(AuthorReader({str(entry["key"]): str(entry["title"]) for entry in sources}))
    content = {
        **_heading(root),
        "sources": sources,
        **form.population(root.table("population")),
        "kidneys_stated_normal": [form.band(t) for t in root.tables("kidneys_stated_normal")],
        **form.clock(root.table("clock")),
        "three_dose_day": form.who.authored(root.table("three_dose_day"), _times),
        "titration": form.titration(root.table("titration")),
        "taper": form.taper(root.table("taper")),
        "limits": form.limits(root.table("limits")),
        "reviews": [form.review(t) for t in root.tables("reviews")],
        "facts": [form.fact(t) for t in root.tables("facts")],
    }
    root.close()
    return content


def _times(value: object) -> list[str]:
    if not isinstance(value, list) or not 0 < len(value) <= len(NAMED_TIMES):
        raise UnreadableError(
            f'a list of 1 to {len(NAMED_TIMES)} times of day is due, such as ["morning", "evening"]'
        )
    return [_named_time(entry) for entry in value]


def _unsigned(value: object) -> str:
    if value == "signed":
        raise UnreadableError(
            "a file does not sign itself, and signing comes with a later version; write draft"
        )
    return _status(value)


def _heading(root: Table) -> Content:
    return {
        "id": root.take("id", key),
        "edition": root.take("edition", day),
        "title": root.take("title", title),
        "jurisdiction": root.take("jurisdiction", title),
        "status": root.take("status", _unsigned),
        "status_reason": root.take_if_there("status_reason", sentence) or "",
        "checked_on": root.take("checked_on", day),
        "review_by": root.take("review_by", day),
    }


class _Form:
    """Reads each kind of table; every one is closed, so no key goes unread."""

    def __init__(self, who: AuthorReader) -> None:
        self.who = who

    def population(self, table: Table) -> Content:
        """Whom the file covers; an age with no upper end is written, never left out."""
        content = {
            "population": table.take("says", sentence),
            "min_age": self.who.authored(table.table("min_age"), _age),
            "below_age": None
            if table.is_word("below_age", NO_END)
            else self.who.authored(table.table("below_age"), _age),
        }
        table.close()
        return content

    def band(self, table: Table) -> Content:
        """One band of ages in which kidneys may, or may not, be stated as normal."""
        content = {
            "from_age": table.take("from_age", _age),
            "below_age": None
            if table.is_word("below_age", NO_END)
            else table.take("below_age", _age),
            "accept": table.take("accept", flag),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def clock(self, table: Table) -> Content:
        """The hour behind each named time of day; all of them are stated."""
        hours = [{"at": at, "hour": table.take(at, clock_time)} for at in NAMED_TIMES]
        content = {"clock_hours": hours, "clock_authors": self.who.authors(table)}
        table.close()
        return content

    def titration(self, table: Table) -> Content:
        """The way up."""
        rise = table.table("rise")
        basis = rise.take("basis", one_of("per dose", "per day"))
        content = {
            "basis": basis,
            "rise": self.who.authored(rise, _daily_dose if basis == "per day" else _dose),
            "days": self.who.authored(table.table("days"), _days),
            "growth_order": self.who.authored(table.table("growth_order"), _times),
            "steps": [
                self._step(number, step) for number, step in enumerate(table.tables("steps"), 1)
            ],
        }
        table.close()
        return content

    def _step(self, number: int, table: Table) -> Content:
        doses = table.table("doses")
        takings = [
            {"at": at, "dose": doses.take(at, _dose)} for at in doses.names() if at in NAMED_TIMES
        ]
        doses.close(f"a time of day is one of: {', '.join(NAMED_TIMES)}")
        content = {
            "rule": f"step-{number}",
            "takings": takings,
            "daily_total": table.take("daily_total", _daily_dose),
            "days": table.take("days", _days),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def taper(self, table: Table) -> Content:
        """The way down."""
        content = {"fall_order": self.who.authored(table.table("fall_order"), _times)}
        table.close()
        return content

    def limits(self, table: Table) -> Content:
        """One limit of every rule."""
        limits = [
            {"rule": rule, **self.who.authored(table.table(rule), _LIMIT_READERS[unit])}
            for rule, unit in LIMIT_UNITS.items()
        ]
        table.close()
        return {"limits": limits}

    def review(self, table: Table) -> Content:
        """When somebody looks again."""
        content = {
            "purpose": table.take("purpose", title),
            **(table.take("after", measure(after)) or {}),
            "counted_from": table.take("counted_from", one_of("start", "last rise")),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def fact(self, table: Table) -> Content:
        """Something that is kept and shown, and never planned from."""
        content = {
            "topic": table.take("topic", title),
            "says": table.take("says", sentence),
            "authors": self.who.authors(table),
        }
        table.close()
        return content
