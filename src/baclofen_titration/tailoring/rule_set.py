"""A rule set: what one source asks for in patients with weak kidneys, or of some age."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from baclofen_titration.checked import Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age, Patient
from baclofen_titration.provenance import Author, Key, Sentence, Source
from baclofen_titration.quantities import DailyDose

_WHEN = re.compile(r"kidneys (below|up to) ([1-9][0-9]{0,2}) mL/min", re.ASCII)
_FACTOR = re.compile(r"([1-9])/([1-9])", re.ASCII)


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
        elsewhere = Fraction(self.not_by_kidneys, 100)
        part = elsewhere + (1 - elsewhere) * min(Fraction(value, self.full), Fraction(1))
        hours = Fraction(Fraction(self.half_lives * self.half_life, 10), part)
        return -(-hours // 24)


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
        return value < self.edge or (self.kidneys == "up to" and value == self.edge)

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


class RuleSet(RuleModel):
    """What one source asks for, as a file with an edition.

    Parameters
    ----------
    id : str
        Name of the file without its ending.
    edition, title, status
        As every rule file.
    by_default : bool
        Whether it goes with every protocol unless a request names other sets.
    rules : tuple of Rule
        The strictest of those that cover a patient holds.
    sources : tuple of Source
        Every document cited.
    """

    id: Key
    edition: CivilDate
    title: Sentence
    status: Status
    checked_on: CivilDate
    review_by: CivilDate
    by_default: bool
    default_authors: Annotated[Several[Author], Field(min_length=1)]
    rules: Annotated[Several[Rule], Field(min_length=1, max_length=40)]
    sources: Annotated[Several[Source], Field(max_length=40)]


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
