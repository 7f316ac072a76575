"""The form of a protocol file: which table holds which keys, and what each is read as."""

from __future__ import annotations

from collections.abc import Mapping

from baclofen_titration.errors import UnreadableError
from baclofen_titration.lengths import parse_days, parse_hours
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import parse_age
from baclofen_titration.protocols.authors import AuthorReader, key, read_sources
from baclofen_titration.protocols.form_course import course, plateau, taper_way
from baclofen_titration.protocols.form_stated import StatedForm
from baclofen_titration.protocols.form_unstated import unstated
from baclofen_titration.protocols.form_ways import WaysForm, times
from baclofen_titration.protocols.patient_rules import read_goes_with, read_rule
from baclofen_titration.protocols.table import (
    Content,
    Reader,
    Table,
    day,
    flag,
    line,
    measure,
    one_of,
    sentence,
    title,
)
from baclofen_titration.protocols.times import after, clock_time
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES

NO_END = "none"

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
    who = AuthorReader({str(entry["key"]): str(entry["title"]) for entry in sources})
    form, beside, ways = _Form(who), StatedForm(who), WaysForm(who)
    heading = _heading(root)
    content = {
        **heading,
        "sources": sources,
        **form.population(root.table("population"), beside),
        **_rules(root, form, ways, whole=not heading["planning_gap"]),
        "limits_per_kg": beside.limits_per_kg(root),
        "limits_by_age": [
            beside.limit_by_age(t) for t in root.tables("limits_by_age", required=False)
        ],
        "inpatient": None
        if (hospital := root.table_if_there("inpatient")) is None
        else form.limits(hospital, whole=False),
        "goes_with": None
        if (sets := root.table_if_there("rule_sets")) is None
        else read_goes_with(sets, who),
        "patient_rules": [read_rule(t, who) for t in root.tables("patients", required=False)],
        "plateaus": [plateau(t, who) for t in root.tables("plateaus", required=False)],
        "course": None if (held := root.table_if_there("course")) is None else course(held, who),
        "taper_ways": [taper_way(t, who) for t in root.tables("taper_ways", required=False)],
        "milestones": [form.milestone(t) for t in root.tables("milestones", required=False)],
        "stated": beside.stated(root),
        "unstated": [unstated(t, ways) for t in root.tables("unstated", required=False)],
        "reviews": [form.review(t) for t in root.tables("reviews")],
        "facts": [form.fact(t) for t in root.tables("facts")],
        "signature": _signature(root),
    }
    root.close()
    return content


def _rules(root: Table, form: _Form, ways: WaysForm, *, whole: bool) -> Content:
    """What is planned from; a file that is not planned from may leave any of it out."""
    content: dict[str, object] = {
        "kidneys_stated_normal": [
            form.band(t) for t in root.tables("kidneys_stated_normal", required=whole)
        ],
        "clock_hours": [],
        "clock_authors": [],
        "limits": {"limits": []},
    }
    if whole or root.has("clock"):
        content |= form.clock(root.table("clock"))
    if whole or root.has("three_dose_day"):
        content["three_dose_day"] = form.who.authored(root.table("three_dose_day"), times)
    if (empty := root.table_if_there("empty_times")) is not None:
        content["empty_times"] = form.who.authored(empty, times)
    if root.has("by_weight"):
        content["by_weight"] = ways.by_weight(root.table("by_weight"))
        if root.has("titration"):
            root.skip("titration", "a file doses by weight or by a table; keep one of them")
    elif whole or root.has("titration"):
        content["titration"] = ways.titration(root.table("titration"))
    if whole or root.has("taper"):
        content["taper"] = ways.taper(root.table("taper"))
    if whole or root.has("limits"):
        content["limits"] = form.limits(root.table("limits"), whole=whole)
    return content


def _unsigned(value: object) -> str:
    if value == "signed":
        raise UnreadableError(
            'a file does not sign itself; write draft, and sign it with "protocols sign"'
        )
    return _status(value)


def _gap(root: Table) -> str:
    """Why nothing is planned from the file; empty where something is."""
    if root.take_if_there("planning", one_of("refused")) is None:
        if root.has("planning_gap"):
            root.skip("planning_gap", 'it belongs to planning = "refused"; add that, or remove it')
        return ""
    return root.take("planning_gap", sentence) or "not named"


def _signature(root: Table) -> Content | None:
    """Who signed it; whether the seal holds is seen when all of it has been read."""
    table = root.table_if_there("signature")
    if table is None:
        return None
    content = {
        "role": table.take("role", title),
        "organisation": table.take("organisation", title),
        "on": table.take("on", day),
        "content": table.take("content", line(64, shortest=64)),
    }
    table.close()
    return content


def _heading(root: Table) -> Content:
    return {
        "id": root.take("id", key),
        "edition": root.take("edition", day),
        "title": root.take("title", title),
        "jurisdiction": root.take("jurisdiction", title),
        "status": root.take("status", _unsigned),
        "status_reason": root.take_if_there("status_reason", sentence) or "",
        "planning_gap": _gap(root),
        "checked_on": root.take("checked_on", day),
        "review_by": root.take("review_by", day),
    }


class _Form:
    """Reads each kind of table; every one is closed, so no key goes unread."""

    def __init__(self, who: AuthorReader) -> None:
        self.who = who

    def population(self, table: Table, beside: StatedForm) -> Content:
        """Whom the file covers; an age with no upper end is written, never left out."""
        content = {
            "population": table.take("says", sentence),
            "min_age": self.who.authored(table.table("min_age"), _age),
            "below_age": None
            if table.is_word("below_age", NO_END)
            else self.who.authored(table.table("below_age"), _age),
            **beside.weights(table),
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

    def limits(self, table: Table, *, whole: bool) -> Content:
        """One limit of every rule; where nothing is planned, those that are known."""
        limits = [
            {"rule": rule, **self.who.authored(table.table(rule), _LIMIT_READERS[unit])}
            for rule, unit in LIMIT_UNITS.items()
            if whole or table.has(rule)
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

    def milestone(self, table: Table) -> Content:
        """A daily dose that is reached by a day."""
        content = {
            "daily_dose": table.take("daily_dose", _daily_dose),
            "by_day": table.take("by", _days),
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
