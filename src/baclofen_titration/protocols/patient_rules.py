"""One rule for some patients: whom it is for, and what it asks for."""

import re
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import Days, parse_days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age, Patient, parse_age
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.table import Content, Table, flag, measure, one_of
from baclofen_titration.provenance import Author, Key
from baclofen_titration.quantities import DailyDose

STOPS = ("kidneys-too-weak", "older-with-weak-kidneys")
"""Codes of what a clinician has to accept; what is said for each stands beside them."""

_WHEN = re.compile(r"kidneys (below|up to) ([1-9][0-9]{0,2}) mL/min", re.ASCII)
_FACTOR = re.compile(r"([1-9])/([1-9])", re.ASCII)
_PARTS = {
    "half_lives": re.compile(r"([1-9])", re.ASCII),
    "half_life": re.compile(r"([0-9]{1,2})\.([0-9]) hours", re.ASCII),
    "not_by_kidneys": re.compile(r"([0-9]{1,2}) %", re.ASCII),
    "full": re.compile(r"([0-9]{1,3}) mL/min", re.ASCII),
}


class GoesWith(RuleModel):
    """The rule sets that go with a protocol.

    Parameters
    ----------
    sets : tuple of str
        Their names; there is no "none".
    authors : tuple of Citation or Judgement
        Who says so.
    """

    sets: Annotated[Several[Key], Field(min_length=1, max_length=40)]
    authors: Annotated[Several[Author], Field(min_length=1)]


class SteadyState(RuleModel):
    """How long it takes to come near to steady state, in tenths so that it stays exact.

    Parameters
    ----------
    half_lives : int
        How many half-lives are near enough.
    half_life : int
        [tenths of an hour] with normal kidneys.
    not_by_kidneys : int
        [%] cleared elsewhere.
    full : int
        [mL/min] from which on nothing is longer.
    """

    half_lives: Annotated[int, Field(ge=1, le=10)]
    half_life: Annotated[int, Field(ge=1, le=1_000)]
    not_by_kidneys: Annotated[int, Field(ge=1, le=100)]
    full: Annotated[int, Field(ge=1, le=300)]

    def days(self, value: Fraction) -> int:
        """Whole days, rounded up, at a kidney value [mL/min]."""
        # The half-lives over the part of the clearance that is left, in whole numbers: exact, and
        # asked in each plan. `left` of `full` is what kidneys still do.
        full = self.full * value.denominator
        left = min(value.numerator, full)
        elsewhere = self.not_by_kidneys
        part = elsewhere * full + (100 - elsewhere) * left
        return -(-self.half_lives * self.half_life * 10 * full // (part * 24))


class Rule(RuleModel):
    """One rule of a set: for whom, and what it asks for.

    Parameters
    ----------
    name : str
        Distinct in its file.
    kidneys : {"always", "below", "up to", "dialysis"}
        Which kidneys it is for; dialysis is weaker than any value.
    edge : int or None
        [mL/min or mL/min/1.73 m²] of "below" and "up to".
    from_age : Age or None
        It is for this age and older.
    cause : {"cerebral"} or None
        It is for spasticity from there.
    sensitive : bool
        Whether it is for those who are sensitive to medicines of this kind.
    factor : str or None
        Applied to first day, rise and maximum, such as ``"2/3"``.
    max_first_day, max_daily_dose : DailyDose or None
        What it asks for outright.
    min_days_between_rises : int or None
        [days]
    steady_state : SteadyState or None
        How long a step lasts.
    stop : str or None
        Code of the finding that stops a rise until a clinician accepts it.
    one_step : bool
        Whether nothing rises after the first step.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    name: Key
    kidneys: Literal["always", "below", "up to", "dialysis"]
    edge: int | None
    from_age: Age | None = None
    cause: Literal["cerebral"] | None = None
    sensitive: bool = False
    factor: str | None = None
    max_first_day: DailyDose | None = None
    max_daily_dose: DailyDose | None = None
    min_days_between_rises: Days | None = None
    steady_state: SteadyState | None = None
    stop: Key | None = None
    one_step: bool = False
    authors: Annotated[Several[Author], Field(min_length=1)]

    @property
    def times(self) -> Fraction | None:
        """The factor as an exact number."""
        return None if self.factor is None else Fraction(self.factor)

    @property
    def about_kidneys(self) -> bool:
        """Whether kidneys decide on it."""
        return self.kidneys != "always"

    def covers(self, value: Fraction | None, *, on_dialysis: bool) -> bool:
        """Whether it is for kidneys of this value; None is a value that nobody knows."""
        if self.kidneys == "always":
            return True
        if on_dialysis:
            return True
        if self.kidneys == "dialysis" or value is None or self.edge is None:
            return False
        # As fractions compare, without the way through every kind of number.
        found, edge = value.numerator, self.edge * value.denominator
        return found < edge or (self.kidneys == "up to" and found == edge)

    def is_for(self, patient: Patient) -> bool:
        """Whether it is for somebody of this age, cause and sensitivity."""
        if self.from_age is not None and (
            not isinstance(patient.age, Age) or patient.age < self.from_age
        ):
            return False
        if self.cause is not None and patient.cause != self.cause:
            return False
        return not self.sensitive or patient.sensitive == "yes"

    @property
    def whom(self) -> str:
        """Whom it is for, in words."""
        words = []
        if self.kidneys != "always":
            edge = "" if self.edge is None else f" {self.edge} mL/min"
            words.append("dialysis" if self.edge is None else f"kidneys {self.kidneys}{edge}")
        if self.from_age is not None:
            words.append(f"age from {self.from_age}")
        words += [f"{self.cause} origin"] * (self.cause is not None)
        words += ["sensitive patients"] * self.sensitive
        return ", ".join(words) or "everybody"

    @property
    def asked_for(self) -> list[str]:
        """Each thing it asks for, with its unit."""
        days = self.min_days_between_rises
        held = (
            ("times {}", self.factor),
            ("first day at most {}", self.max_first_day),
            ("at most {}", self.max_daily_dose),
            ("{} days between rises", days),
            ("a stop: {}", self.stop),
        )
        words = [text.format(value) for text, value in held if value is not None]
        words += ["no shorter than to steady state"] * (self.steady_state is not None)
        return words + ["one step"] * self.one_step

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all."""
        return self.one_step or any(
            held is not None
            for held in (
                self.factor,
                self.max_first_day,
                self.max_daily_dose,
                self.min_days_between_rises,
                self.steady_state,
                self.stop,
            )
        )


def read_when(value: object) -> tuple[str, int | None]:
    """Read for which kidneys a rule is, such as "kidneys below 30 mL/min"."""
    if value in ("always", "dialysis"):
        return str(value), None
    match = _WHEN.fullmatch(value) if type(value) is str else None
    if match is None:
        raise QuantityError('write "always", "dialysis", or such as "kidneys below 30 mL/min"')
    return match[1], int(match[2])


def read_factor(value: object) -> str:
    """Read a factor below 1, as a fraction."""
    match = _FACTOR.fullmatch(value) if type(value) is str else None
    if match is None or int(match[1]) >= int(match[2]):
        raise QuantityError('a factor is a fraction below one as text, such as "2/3"')
    return match[0]


def read_rule(table: Table, who: AuthorReader) -> Content:
    """Read one table of a rule."""
    when = table.take("when", read_when)
    daily = measure(DailyDose)
    content = {
        "name": table.take("name", key),
        "kidneys": when and when[0],
        "edge": when and when[1],
        "from_age": table.take_if_there("from_age", measure(parse_age)),
        "cause": table.take_if_there("cause", one_of("cerebral")),
        "sensitive": table.take_if_there("sensitive", flag) or False,
        "factor": table.take_if_there("factor", read_factor),
        "max_first_day": table.take_if_there("max_first_day", daily),
        "max_daily_dose": table.take_if_there("max_daily_dose", daily),
        "min_days_between_rises": table.take_if_there(
            "min_days_between_rises", measure(parse_days)
        ),
        "steady_state": _steady_state(table),
        "stop": table.take_if_there("stop", one_of(*STOPS)),
        "one_step": table.take_if_there("one_step", flag) or False,
        "authors": who.authors(table),
    }
    table.close()
    return content


def _steady_state(table: Table) -> Content | None:
    held = {part: table.take_if_there(part, _part(part)) for part in _PARTS}
    if all(value is None for value in held.values()):
        return None
    for part, value in held.items():
        if value is None:
            table.note(
                part, "is missing; half_lives, half_life, not_by_kidneys and full go together"
            )
    return held


def _part(name: str) -> Any:
    def read(value: object) -> int:
        match = _PARTS[name].fullmatch(value) if type(value) is str else None
        if match is None:
            raise QuantityError('write such as half_lives "5", half_life "6.8 hours", "20 %"')
        return int("".join(match.groups()))

    return read


def read_goes_with(table: Table, who: AuthorReader) -> Content:
    """Read the table that names the rule sets of a protocol."""
    content = {"sets": table.take("goes_with", _names), "authors": who.authors(table)}
    table.close()
    return content


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise QuantityError('a list of names is due, such as ["steady-state"]; there is no "none"')
    return [key(name) for name in value]
