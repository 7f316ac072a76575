"""The form of the ways up and down: rows, rules of rises, rises for each kilogram."""

from __future__ import annotations

from typing import cast, get_args

from baclofen_titration.errors import UnreadableError
from baclofen_titration.lengths import parse_days
from baclofen_titration.per_kilogram import DailyDosePerKg
from baclofen_titration.protocols.authors import AuthorReader
from baclofen_titration.protocols.parts import MOST_TAKINGS
from baclofen_titration.protocols.table import Content, Reader, Table, measure, one_of
from baclofen_titration.protocols.times import clock_time, share_text
from baclofen_titration.protocols.units import counted
from baclofen_titration.protocols.way_up import Growth
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES

AFTER_THE_TABLE = "last row"
NOT_STATED = "not stated"

_named_time = one_of(*NAMED_TIMES)
_dose = measure(Dose)
_daily_dose = measure(DailyDose)
_per_kg = measure(DailyDosePerKg)
_days = measure(parse_days)
_basis = one_of("per dose", "per day")


def times(value: object) -> list[str]:
    """Read named times of day."""
    if not isinstance(value, list) or not 0 < len(value) <= len(NAMED_TIMES):
        raise UnreadableError(
            f'a list of 1 to {len(NAMED_TIMES)} times of day is due, such as ["morning", "evening"]'
        )
    return [_named_time(entry) for entry in value]


def _one_or_several(value: object) -> Content:
    """Times of day, or a list of such lists where the source gives a range of doses a day."""
    if not isinstance(value, list) or not any(isinstance(entry, list) for entry in value):
        return {"times": times(value)}
    if len(value) > len(NAMED_TIMES):
        raise UnreadableError(f"at most {len(NAMED_TIMES)} lists of times of day are due")
    choices = [times(entry) for entry in value]
    return {"times": choices[0], "choices": choices}


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


class WaysForm:
    """Reads the tables that are planned from; every one is closed, so no key goes unread.

    Parameters
    ----------
    who : AuthorReader
        Reads the authors of every table.
    """

    def __init__(self, who: AuthorReader) -> None:
        self.who = who

    def titration(self, table: Table) -> Content:
        """The way up: rows, a rule, or rows and a rule after them."""
        rule = self.rule(table.table("rule")) if table.has("rule") else None
        steps = [self._step(n, step) for n, step in enumerate(table.tables("steps"), start=1)]
        _note_where_it_starts(table, steps, rule)
        content = {
            **(self._behind_no_table(table, rule) if rule and not steps else self._behind(table)),
            "growth_order": self.who.authored(table.table("growth_order"), _order),
            "steps": steps,
            "split": [self._times_band(b) for b in table.tables("split", required=False)],
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

    def rule(self, table: Table) -> Content:
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
            **self._start(table),
            "basis": basis,
            "slowest": slowest,
            "fastest": fastest,
            "days": days,
            "longest_days": longest,
            "times": [self._times_band(band) for band in table.tables("times")],
            "share": self._share(table),
            "growth": None
            if (growth := table.table_if_there("growth")) is None
            else self.who.authored(growth, one_of(*get_args(Growth))),
            "bands": [self._rise_band(b, read) for b in table.tables("bands", required=False)],
        }
        table.close()
        return content

    def _start(self, table: Table) -> Content:
        """One start, or the two ends of a range by name; a gentler one beside it."""
        gentler = table.table_if_there("gentler_start")
        content: dict[str, object] = {
            "start": None,
            "highest_start": None,
            "gentler_start": gentler and self.who.authored(gentler, _daily_dose),
        }
        if table.is_word("start", AFTER_THE_TABLE):
            return content
        start = table.table("start")
        if start.has("value") or not start.has("lowest"):
            content["start"] = self.who.authored(start, _daily_dose)
            return content
        lowest, highest = (start.take(name, _daily_dose) for name in ("lowest", "highest"))
        content["start"] = {"value": lowest, "authors": self.who.authors(start)}
        content["highest_start"] = highest
        start.close()
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
            **(table.take("times", _one_or_several) or {}),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def _share(self, rule: Table) -> Content | None:
        """A rise as a share of a daily dose, with the least that is taken."""
        table = rule.table_if_there("share")
        if table is None:
            return None
        content = {
            "value": table.take("value", share_text),
            "least": table.take_if_there("least", _daily_dose),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def _step(self, number: int, table: Table) -> Content:
        takings = [] if table.is_word("doses", NOT_STATED) else self._takings(table)
        content = {
            "rule": f"step-{number}",
            "takings": takings,
            "daily_total": table.take("daily_total", _daily_dose),
            "days": table.take("days", _days),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def _takings(self, table: Table) -> list[Content]:
        """The dose at each time of day; there is one at least."""
        doses = table.table("doses")
        if table.has("doses") and not doses.names():
            doses.note("", f'no dose stands in it; write them, or doses = "{NOT_STATED}"')
        takings: list[Content] = []
        for name in doses.names():
            if name in NAMED_TIMES or _looks_like_a_clock(name):
                dose = doses.take(name, counted)
                at = table.check(f"doses.{name}", name, _time_of_day)
                takings.append({"at": at, **(dose or {})})
        doses.close(f'a time of day is one of: {", ".join(NAMED_TIMES)}, or such as "08:00"')
        return takings

    def taper(self, table: Table) -> Content:
        """The way down."""
        order = self.who.authored(table.table("fall_order"), times)
        back, step_back = table.table_if_there("step_back"), None
        if back is not None:
            step_back = {"authors": self.who.authors(back)}
            back.close()
        table.close()
        return {"fall_order": order, "step_back": step_back}
