"""The form of what stands beside the rules: ranges, lengths, weights, ages, open questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar, get_args

from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import parse_days
from baclofen_titration.patient import parse_age
from baclofen_titration.per_kilogram import DailyDosePerKg, DosePerKg, parse_weight_bound
from baclofen_titration.protocols.authors import AuthorReader
from baclofen_titration.protocols.stated import AnyAmount, StatedBasis, TrialFrom
from baclofen_titration.protocols.table import Content, Reader, Table, measure, one_of, title
from baclofen_titration.protocols.weights import KG_UNITS
from baclofen_titration.quantities import DailyDose, Dose

T = TypeVar("T")

NO_END = "none"
ALWAYS = "any"
FULL_DAY = 24
RANGES = (
    "start",
    "first_dose",
    "gentler_start",
    "usual_range",
    "maximum",
    "inpatient_maximum",
    "taper_fall",
)
DAYS = ("days", "hold", "stay", "wash_out", "course", "taper_days")
COUNTS = ("doses_a_day",)
AMOUNTS: tuple[tuple[str, Callable[[str], AnyAmount]], ...] = (
    ("/kg/day", DailyDosePerKg),
    ("/kg/dose", DosePerKg),
    ("/day", DailyDose),
)
AGE_UNITS: Mapping[str, Callable[[str], Dose | DailyDose]] = {
    "max_daily_dose": DailyDose,
    "max_dose": Dose,
}

_PERCENT = re.compile(r"([1-9][0-9]?) %", re.ASCII)
_days = measure(parse_days)
_age = measure(parse_age)
_basis = one_of(*get_args(StatedBasis))
_from = one_of(*get_args(TrialFrom))


def _amount(words: str) -> AnyAmount:
    """An amount of whichever kind its unit says."""
    for suffix, read in AMOUNTS:
        if words.endswith(suffix):
            return read(words)
    return Dose(words)


amount = measure(_amount)
weight = measure(parse_weight_bound)


def count(value: object) -> int:
    """Read how many times a day."""
    if type(value) is not int or not 1 <= value <= FULL_DAY:
        raise QuantityError(f"how many times a day is a whole number, 1 to {FULL_DAY}")
    return value


def percent(value: object) -> int:
    """Read a share in whole per cent, such as ``"25 %"``."""
    match = _PERCENT.fullmatch(value) if type(value) is str else None
    if match is None:
        raise QuantityError('a share is whole per cent as text, such as "25 %"')
    return int(match[1])


class StatedForm:
    """Reads each kind of table that stands beside the rules.

    Parameters
    ----------
    who : AuthorReader
        Reads the authors of every table.
    """

    def __init__(self, who: AuthorReader) -> None:
        self.who = who

    def stated(self, root: Table) -> Content:
        """Every such table that is there."""
        table = root.table_if_there("stated")
        if table is None:
            return {}
        content: dict[str, object] = {}
        kinds: tuple[tuple[tuple[str, ...], Reader[object]], ...] = (
            (RANGES, amount),
            (DAYS, _days),
            (COUNTS, count),
        )
        for names, read in kinds:
            for name in names:
                if (held := table.table_if_there(name)) is not None:
                    content[name] = self._between(held, read)
        if (rise := table.table_if_there("rise")) is not None:
            content["rise"] = {"basis": rise.take("basis", _basis), **self._between(rise, amount)}
        if (trial := table.table_if_there("trial_period")) is not None:
            counted = trial.take("counted_from", _from)
            content["trial_period"] = {"counted_from": counted, **self._between(trial, _days)}
        for name in ("aims", "approval_gates"):
            entries = table.tables(name, required=False)
            content[name] = [self.who.authored(entry, amount) for entry in entries]
        shares = table.tables("taper_shares", required=False)
        content["taper_shares"] = [self._taper_share(entry) for entry in shares]
        lengths = table.tables("taper_lengths", required=False)
        content["taper_lengths"] = [self._taper_length(entry) for entry in lengths]
        table.close()
        return content

    def _between(self, table: Table, read: Reader[T]) -> Content:
        """One value, or the lowest and the highest of a range; an open end is left out."""
        if table.has("value"):
            lowest = highest = table.take("value", read)
            for name in ("lowest", "highest"):
                if table.has(name):
                    table.skip(name, "one value is a value, a range is lowest and highest")
        else:
            lowest = table.take_if_there("lowest", read)
            highest = table.take_if_there("highest", read)
            if not table.has("lowest") and not table.has("highest"):
                table.note("value", "is missing; write a value, or lowest and highest")
        content = {"lowest": lowest, "highest": highest, "authors": self.who.authors(table)}
        table.close()
        return content

    def _taper_share(self, table: Table) -> Content:
        content = {
            "percent": table.take("percent", percent),
            "of": table.take("of", one_of("present", "start", "unstated")),
            "floor": table.take_if_there("floor", measure(DailyDose)),
            "authors": self.who.authors(table),
        }
        table.close()
        return content

    def _taper_length(self, table: Table) -> Content:
        used = None if table.is_word("used_longer_than", ALWAYS) else table.take(
            "used_longer_than", _days)  # fmt: skip
        return {
            "used_longer_than": used,
            "reached_more_than": table.take_if_there("reached_more_than", measure(DailyDose)),
            "kidneys": table.take_if_there("kidneys", title) or "",
            "to": table.take_if_there("to", measure(DailyDose)),
            **self._between(table, _days),
        }

    def weights(self, table: Table) -> Content:
        """Bounds of body weight of a population."""
        return {
            name: self.who.authored(table.table(name), weight)
            for name in ("min_weight", "below_weight", "tablets_from")
            if table.has(name)
        }

    def limits_per_kg(self, root: Table) -> list[Content]:
        """What holds for each kilogram."""
        if not root.has("limits_per_kg"):
            return []
        table = root.table("limits_per_kg")
        limits: list[Content] = [
            {"rule": rule, **self.who.authored(table.table(rule), measure(unit))}
            for rule, unit in KG_UNITS.items()
            if table.has(rule)
        ]
        table.close(f"a limit for each kilogram is one of: {', '.join(KG_UNITS)}")
        return limits

    def limit_by_age(self, table: Table) -> Content:
        """A maximum between two ages."""
        rule = table.take("rule", one_of(*AGE_UNITS))
        content = {
            "rule": rule,
            "from_age": table.take("from_age", _age),
            "below_age": None if table.is_word("below_age", NO_END) else table.take(
                "below_age", _age),
            "value": table.take("value", measure(AGE_UNITS[rule or "max_dose"])),
            "authors": self.who.authors(table),
        }  # fmt: skip
        table.close()
        return content
