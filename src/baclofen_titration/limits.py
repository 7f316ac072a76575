"""Limits carry their reasons. Combining two keeps the stricter, and every reason that ties."""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_serializer, model_validator

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days, parse_days, parse_hours
from baclofen_titration.model import Model, RuleModel, Several
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.shares import parse_share

LimitRule = Literal[
    "max_daily_dose",
    "max_dose",
    "max_first_day",
    "max_rise",
    "max_rise_per_dose",
    "min_days_between_rises",
    "max_fall",
    "max_fall_per_dose",
    "min_days_between_falls",
    "max_last_daily_dose",
    "min_hours_between_takings",
]

LIMIT_UNITS: dict[LimitRule, type[DailyDose | Dose] | Literal["days", "hours"]] = {
    "max_daily_dose": DailyDose,
    "max_dose": Dose,
    "max_first_day": DailyDose,
    "max_rise": DailyDose,
    "max_rise_per_dose": Dose,
    "min_days_between_rises": "days",
    "max_fall": DailyDose,
    "max_fall_per_dose": Dose,
    "min_days_between_falls": "days",
    "max_last_daily_dose": DailyDose,
    "min_hours_between_takings": "hours",
}


class Limit(Model):
    """A bound for this patient, and everybody who asks for it.

    Parameters
    ----------
    rule : str
        Which bound: `max_` rules bound from above, `min_` rules from below.
        `max_rise` and `max_fall` are per day, their `_per_dose` forms for one
        time of day. `max_last_daily_dose` is the most that may be taken on
        the day before nothing.
    value : DailyDose, Dose or int
        A `DailyDose` or a `Dose` as the rule asks, or whole days or hours.
    authors : tuple of Citation or Judgement
        At least one.

    Raises
    ------
    InvalidValueError
        If the value has another unit than the rule.

    Examples
    --------
    >>> from baclofen_titration.provenance import Judgement
    >>> ours = Judgement(says="40 mg at most", reason="an example")
    >>> Limit(rule="max_daily_dose", value="40 mg/day", authors=[ours]).amount
    40000
    """

    rule: LimitRule
    value: DailyDose | Dose | int
    authors: Annotated[Several[Author], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _read_text(cls, values: Any) -> Any:
        """Read a value that is written as text, in the unit of its rule."""
        if not isinstance(values, dict) or type(values.get("value")) is not str:
            return values
        unit = LIMIT_UNITS.get(values.get("rule", ""))
        if unit is None:
            return values
        readers = {"days": parse_days, "hours": parse_hours}
        read = readers[unit] if isinstance(unit, str) else unit
        return {**values, "value": read(values["value"])}

    @field_serializer("value")
    def _write_text(self, value: DailyDose | Dose | int) -> str:
        unit = LIMIT_UNITS[self.rule]
        if isinstance(value, int) and isinstance(unit, str):
            return f"{value} {unit.removesuffix('s') if value == 1 else unit}"
        return str(value)

    def model_post_init(self, context: object) -> None:
        """Refuse a unit that is not the rule's."""
        unit = LIMIT_UNITS[self.rule]
        fits = type(self.value) is (int if isinstance(unit, str) else unit)
        if not fits or (type(self.value) is int and self.value < 0):
            wanted = unit if isinstance(unit, str) else unit.__name__
            raise InvalidValueError(f"{self.rule}: the value has to be in {wanted}.")

    @property
    def amount(self) -> int:
        """The value as a whole number [micrograms, days or hours]."""
        value = self.value
        return value if isinstance(value, int) else value.micrograms

    def is_stricter_than(self, other: "Limit") -> bool:
        """Whether this one allows less."""
        if self.rule.startswith("max_"):
            return self.amount < other.amount
        return self.amount > other.amount


def _is_share(text: str) -> str:
    parse_share(text)
    return text


class Milestone(RuleModel):
    """A daily dose that a source says is reached by a day, without saying by which steps.

    Parameters
    ----------
    daily_dose : DailyDose
        What is reached.
    by_day : int
        [days] The number of the day, counted from the first day as 1.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    daily_dose: DailyDose
    by_day: Days
    authors: Annotated[Several[Author], Field(min_length=1)]


class RiseShare(RuleModel):
    """A rise as a share of a daily dose, beside the largest rise in milligrams.

    Parameters
    ----------
    value : str
        Of the present daily dose or of the first one, such as ``"25 % of present"``. It is
        rounded to a smaller rise, never to a larger.
    least : DailyDose or None
        The rise that is taken where the share is less.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    value: Annotated[str, AfterValidator(_is_share)]
    least: DailyDose | None = None
    authors: Annotated[Several[Author], Field(min_length=1)]

    def __str__(self) -> str:
        return (
            self.value if self.least is None else f"{self.value}, or {self.least} if that is more"
        )


class Limits(Model):
    """All limits that apply, at most one a rule, in a fixed order.

    Parameters
    ----------
    limits : tuple of Limit
        Sorted by rule; `Limits.of` sorts, and keeps the strictest of each rule.

    Examples
    --------
    >>> from baclofen_titration.provenance import Judgement
    >>> ours = Judgement(says="40 mg at most", reason="an example")
    >>> most = Limit(rule="max_daily_dose", value=DailyDose("40 mg/day"), authors=(ours,))
    >>> (Limits.of([most]) | Limits()).value("max_daily_dose")
    40000
    """

    limits: Several[Limit] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse two bounds of one rule: they have to be combined first."""
        rules = [limit.rule for limit in self.limits]
        if rules != sorted(set(rules), key=list(LIMIT_UNITS).index):
            raise InvalidValueError(
                "one limit a rule, in the fixed order; combine them with Limits.of."
            )

    @classmethod
    def of(cls, limits: Iterable[Limit]) -> "Limits":
        """Combine any limits: the strictest of each rule, with every author that ties."""
        strictest: dict[LimitRule, Limit] = {}
        for limit in limits:
            held = strictest.get(limit.rule)
            if held is None or limit.is_stricter_than(held):
                strictest[limit.rule] = limit
            elif limit.amount == held.amount:
                strictest[limit.rule] = _merge(held, limit)
        if not strictest:
            return _no_limits()
        return cls(limits=tuple(strictest[r] for r in LIMIT_UNITS if r in strictest))

    def __or__(self, other: "Limits") -> "Limits":
        if other is self or not other.limits:
            return self
        return Limits.of((*self.limits, *other.limits))

    def get(self, rule: LimitRule) -> Limit | None:
        """The limit of a rule, or None if there is none."""
        return next((limit for limit in self.limits if limit.rule == rule), None)

    def value(self, rule: LimitRule) -> int | None:
        """The amount of a limit [micrograms, days or hours], or None if there is none."""
        limit = self.get(rule)
        return None if limit is None else limit.amount


@cache
def _no_limits() -> Limits:
    return Limits()


def _merge(one: Limit, other: Limit) -> Limit:
    if one.authors == other.authors:
        return one
    authors = sorted({*one.authors, *other.authors}, key=lambda author: author.model_dump_json())
    return Limit(rule=one.rule, value=one.value, authors=tuple(authors))
