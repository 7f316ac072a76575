"""The form of a protocol file: which table holds which keys, and what each is read as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from baclofen_titration.errors import UnreadableError
from baclofen_titration.lengths import parse_days, parse_hours
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import parse_age
from baclofen_titration.protocols.authors import AuthorReader, key, read_sources
from baclofen_titration.protocols.form_stated import StatedForm
from baclofen_titration.protocols.parts import MOST_TAKINGS, Growth
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
from baclofen_titration.quantities import DailyDose, DailyDosePerKg, Dose
from baclofen_titration.schedule import NAMED_TIMES

NO_END = "none"
AFTER_THE_TABLE = "last row"

_named_time = one_of(*NAMED_TIMES)
_dose = measure(Dose)
_daily_dose = measure(DailyDose)
_per_kg = measure(DailyDosePerKg)
_days = measure(parse_days)
_age = measure(parse_age)
_basis = one_of("per dose", "per day")
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
    form, beside = _Form(who), StatedForm(who)
    heading = _heading(root)
    content = {
        **heading,
        "sources": sources,
        **form.population(root.table("population"), beside),
        **_rules(root, form, whole=not heading["planning_gap"]),
        "limits_per_kg": beside.limits_per_kg(root),
        "limits_by_age": [
            beside.limit_by_age(t) for t in root.tables("limits_by_age", required=False)
        ],
        "goes_with": None
        if (sets := root.table_if_there("rule_sets")) is None
        else read_goes_with(sets, who),
        "patient_rules": [read_rule(t, who) for t in root.tables("patients", required=False)],
        "milestones": [form.milestone(t) for t in root.tables("milestones", required=False)],
        "stated": beside.stated(root),
        "unstated": [beside.unstated(t) for t in root.tables("unstated", required=False)],
        "reviews": [form.review(t) for t in root.tables("reviews")],
        "facts": [form.fact(t) for t in root.tables("facts")],
        "signature": _signature(root),
    }
    root.close()
    return content


def _rules(root: Table, form: _Form, *, whole: bool) -> Content:
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
        content["three_dose_day"] = form.who.authored(root.table("three_dose_day"), _times)
    if root.has("by_weight"):
        content["by_weight"] = form.by_weight(root.table("by_weight"))
        if root.has("titration"):
            root.skip("titration", "a file doses by weight or by a table; keep one of them")
    elif whole or root.has("titration"):
        content["titration"] = form.titration(root.table("titration"))
    if whole or root.has("taper"):
        content["taper"] = form.taper(root.table("taper"))
    if whole or root.has("limits"):
        content["limits"] = form.limits(root.table("limits"), whole=whole)
    return content


def _times(value: object) -> list[str]:
    if not isinstance(value, list) or not 0 < len(value) <= len(NAMED_TIMES):
        raise UnreadableError(
            f'a list of 1 to {len(NAMED_TIMES)} times of day is due, such as ["morning", "evening"]'
        )
    return [_named_time(entry) for entry in value]


def _order(value: object) -> list[str]:
    """An order of times of day: named ones, or clock times where rows use them."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_TAKINGS:
        raise UnreadableError(
            f'a list of 1 to {MOST_TAKINGS} times of day is due, such as ["bedtime", "morning"]'
        )
    return [_time_of_day(entry) for entry in value]


def _time_of_day(value: object) -> str:
    return clock_time(value) if _looks_like_a_clock(value) else _named_time(value)


def _looks_like_a_clock(value: object) -> bool:
    return isinstance(value, str) and value[:1].isdigit()


def _rise_reader(basis: str | None) -> Reader[DailyDose | Dose]:
    return _daily_dose if basis == "per day" else _dose


def _note_where_it_starts(table: Table, steps: list[Content], rule: Content | None) -> None:
    """Note a way up that has no first dose, or two."""
    starts = rule is not None and rule["start"] is not None
    if steps and starts:
        table.note(
            "rule.start",
            "the table already says where it starts, and the rule goes on from its last row; "
            f'write start = "{AFTER_THE_TABLE}" in [titration.rule]',
        )
    if not steps and not starts and table.has("steps"):
        table.note(
            "steps",
            "there is no first dose; write rows under [[titration.steps]], "
            "or a rule with [titration.rule.start]",
        )


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

    def titration(self, table: Table) -> Content:
        """The way up: rows, a rule, or rows and a rule after them."""
        rule = self._rule(table.table("rule")) if table.has("rule") else None
        steps = [self._step(n, step) for n, step in enumerate(table.tables("steps"), start=1)]
        _note_where_it_starts(table, steps, rule)
        content = {
            **(self._behind_no_table(table, rule) if rule and not steps else self._behind(table)),
            "growth_order": self.who.authored(table.table("growth_order"), _order),
            "steps": steps,
            "rule": rule,
        }
        table.close()
        return content

    def _behind(self, table: Table) -> Content:
        """How fast the rows of the table rise at most."""
        rise = table.table("rise")
        basis = rise.take("basis", _basis)
        return {
            "basis": basis,
            "rise": self.who.authored(rise, _rise_reader(basis)),
            "days": self.who.authored(table.table("days"), _days),
        }

    def _behind_no_table(self, table: Table, rule: Content) -> Content:
        """Without rows, the rule says all three."""
        for name in ("rise", "days"):
            if table.has(name):
                place = f"titration.rule.{name}"
                table.skip(name, f"is for rows, and there are none; write it as [{place}]")
        return {"basis": rule["basis"], "rise": rule["fastest"], "days": rule["days"]}

    def _rule(self, table: Table) -> Content:
        """Rises by a rule; one number is a `rise`, a range has its two ends by name."""
        basis = table.take("basis", _basis)
        read = _rise_reader(basis)
        if table.has("slowest") or table.has("fastest"):
            slowest = self.who.authored(table.table("slowest"), read)
            fastest = self.who.authored(table.table("fastest"), read)
            if table.has("rise"):
                table.skip("rise", "one number is a rise, a range is slowest and fastest; keep one")
        else:
            slowest = fastest = self.who.authored(table.table("rise"), read)
        days, longest = self._days_of_rule(table.table("days"))
        content = {
            "start": None
            if table.is_word("start", AFTER_THE_TABLE)
            else self.who.authored(table.table("start"), _daily_dose),
            "basis": basis,
            "slowest": slowest,
            "fastest": fastest,
            "days": days,
            "longest_days": longest,
            "times": [self._times_band(band) for band in table.tables("times")],
            "growth": None
            if (growth := table.table_if_there("growth")) is None
            else self.who.authored(growth, one_of(*get_args(Growth))),
            "bands": [self._rise_band(b, read) for b in table.tables("bands", required=False)],
        }
        table.close()
        return content

    def _days_of_rule(self, table: Table) -> tuple[Content, int | None]:
        """One number of days, or the shortest of a range as the value, and the longest."""
        if table.has("value") or not table.has("shortest"):
            return self.who.authored(table, _days), None
        held = self._days_range(table)
        return {"value": held["shortest"], "authors": held["authors"]}, cast(
            "int | None", held["longest"]
        )

    def _rise_band(self, table: Table, read: Reader[DailyDose | Dose]) -> Content:
        """Another rise from a daily dose on."""
        content = {
            "from_daily": table.take("from_daily", _daily_dose),
            "rise": table.take("rise", read),
            "days": table.take("days", _days),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def by_weight(self, table: Table) -> Content:
        """The way up for each kilogram of body weight."""
        if table.has("slowest") or table.has("fastest"):
            slowest = self.who.authored(table.table("slowest"), _per_kg)
            fastest = self.who.authored(table.table("fastest"), _per_kg)
        else:
            slowest = fastest = self.who.authored(table.table("rise"), _per_kg)
        content = {
            "start": self.who.authored(table.table("start"), _per_kg),
            "slowest": slowest,
            "fastest": fastest,
            "days": self._days_range(table.table("days")),
            "growth_order": self.who.authored(table.table("growth_order"), _order),
            "times": [self._times_band(band) for band in table.tables("times")],
        }
        table.close()
        return content

    def _days_range(self, table: Table) -> Content:
        """One number of days, or the two ends of a range by name."""
        if table.has("value"):
            shortest = longest = table.take("value", _days)
        else:
            shortest, longest = table.take("shortest", _days), table.take("longest", _days)
        content = {"shortest": shortest, "longest": longest, "authors": self.who.authors(table)}
        table.close()
        return content

    def _times_band(self, table: Table) -> Content:
        """From which daily dose on which times of day are used."""
        content = {
            "from_daily": table.take("from_daily", _daily_dose),
            "times": table.take("times", _times),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def _step(self, number: int, table: Table) -> Content:
        doses = table.table("doses")
        takings = []
        for name in doses.names():
            if name in NAMED_TIMES or _looks_like_a_clock(name):
                dose = doses.take(name, _dose)
                at = table.check(f"doses.{name}", name, _time_of_day)
                takings.append({"at": at, "dose": dose})
        doses.close(f'a time of day is one of: {", ".join(NAMED_TIMES)}, or such as "08:00"')
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
