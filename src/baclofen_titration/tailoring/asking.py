"""What one rule set asks for in one patient, as limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from baclofen_titration.kept import Kept
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.patient import StatedNormal
from baclofen_titration.protocols.patient_rules import Rule
from baclofen_titration.quantities import DailyDose
from baclofen_titration.tailoring.estimates import kidneys_of
from baclofen_titration.tailoring.rule_set import RuleSet
from baclofen_titration.tailoring.shelf import going_with, rule_set, sets_for, value_rules

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.tailoring.estimates import Kidneys

SCALED: tuple[LimitRule, ...] = ("max_daily_dose", "max_first_day", "max_rise")
"""What a factor is applied to: exposure grows with each of them."""

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules of a set that are for this patient, what they come to, and whether they hold.

    A set that does not hold stands beside; one is left out where it would hold, were it not
    for the names in a request or in somebody's own file.
    """

    held: RuleSet
    rules: tuple[Rule, ...]
    limits: Limits
    applied: bool = True
    left_out: bool = False

    @property
    def about_kidneys(self) -> bool:
        """Whether kidneys decided on any of them."""
        return any(rule.about_kidneys for rule in self.rules)


def ask_all(
    protocol: DosingProtocol,
    patient: Patient,
    kidneys: Kidneys,
    base: Limits,
    named: Sequence[str] = (),
) -> list[Asked]:
    """What every set asks for that has a rule for this patient.

    Parameters
    ----------
    protocol : DosingProtocol
        Its own rules always hold; it names the sets that go with it.
    patient : Patient
        Whose age decides.
    kidneys : Kidneys
        What is known of them; without a value rules about kidneys do not hold.
    base : Limits
        Those of the protocol, which factors are applied to.
    named : sequence of str
        Rule sets that hold instead of those that go with the protocol.
    """
    value = band_value(kidneys)
    found = []
    for held, covering in _covering(protocol, value, on_dialysis=bool(kidneys.on_dialysis)):
        rules = tuple([rule for rule in covering if rule.is_for(patient)])
        if rules:
            own, going = held.id == protocol.id, going_with(protocol)
            applied = own or held.id in (named or going)
            # A shipped file names its sets as a judgement of ours; nobody else drops one
            # in silence.
            expected = held.id in going or (held.by_default and not protocol.shipped)
            limits = _limits_of(rules, kidneys, base)
            left_out = expected and not applied
            found.append(Asked(held, rules, limits, applied, left_out))
    return found


Covering = tuple[RuleSet, tuple[Rule, ...]]
"""A set, and those of its rules that are for kidneys of some value."""

_covered: Kept[tuple[Covering, ...]] = Kept()


def _covering(
    protocol: DosingProtocol, value: Fraction | None, *, on_dialysis: bool
) -> tuple[Covering, ...]:
    """The sets with rules for kidneys of this value, and those rules, whoever the patient is."""

    def of_set(held: RuleSet) -> Covering:
        covers = (rule for rule in held.rules if rule.covers(value, on_dialysis=on_dialysis))
        return held, tuple(covers)

    def found() -> tuple[Covering, ...]:
        return tuple(pair for pair in map(of_set, sets) if pair[1])

    sets = sets_for(protocol)
    key = value and (value.numerator, value.denominator), on_dialysis
    return _covered.get(sets, key, found)


def band_value(kidneys: Kidneys) -> Fraction | None:
    """The number that bands; with little muscle, one from the next band down.

    One ladder of bands serves every set, so that no set makes another looser.
    """
    value = kidneys.lowest
    if value is None or kidneys.on_dialysis or not kidneys.little_muscle:
        return value
    below = [
        rule.edge
        for rule in rule_set(value_rules().muscle.value).rules
        if rule.edge and not rule.covers(value, on_dialysis=False)
    ]
    # Edges are whole numbers, so half below one lies inside the next band.
    return max(below) - HALF if below else value


def band_of(patient: Patient, start: date) -> Fraction | Literal["dialysis", "normal", "unknown"]:
    """What bands on a day: a number [mL/min], or the word where there is none."""
    kidneys = kidneys_of(patient, start)
    if kidneys.on_dialysis:
        return "dialysis"
    value = band_value(kidneys)
    if value is None:
        return "normal" if isinstance(patient.kidneys, StatedNormal) else "unknown"
    return value


_asked: Kept[Limits] = Kept()


def _limits_of(rules: tuple[Rule, ...], kidneys: Kidneys, base: Limits) -> Limits:
    """The strictest of what rules ask for; nothing but the days to steady state is a patient's."""
    value = kidneys.lowest
    days = tuple(
        [
            rule.min_days_between_rises
            if value is None or rule.steady_state is None
            else rule.steady_state.days(value)
            for rule in rules
        ]
    )

    def made() -> Limits:
        asked = zip(rules, days, strict=True)
        return Limits.of(limit for rule, least in asked for limit in _limits(rule, least, base))

    return _asked.get_of((base, *rules), days, made)


def _limits(rule: Rule, days: int | None, base: Limits) -> Iterator[Limit]:
    times = rule.times
    for name in SCALED if times is not None else ():
        amount = base.value(name)
        if amount is not None and times is not None:
            less = DailyDose.from_micrograms(amount * times.numerator // times.denominator)
            yield Limit(rule=name, value=less, authors=rule.authors)
    if rule.max_first_day is not None:
        yield Limit(rule="max_first_day", value=rule.max_first_day, authors=rule.authors)
    if rule.max_daily_dose is not None:
        yield Limit(rule="max_daily_dose", value=rule.max_daily_dose, authors=rule.authors)
    if days is not None:
        yield Limit(rule="min_days_between_rises", value=days, authors=rule.authors)
