"""What one rule set asks for in one patient, as limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from baclofen_titration.kept import Kept
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.patient import StatedNormal
from baclofen_titration.quantities import DailyDose
from baclofen_titration.tailoring.estimates import kidneys_of
from baclofen_titration.tailoring.shelf import going_with, rule_set, sets_for, value_rules

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.protocols.patient_rules import Rule
    from baclofen_titration.tailoring.estimates import Kidneys
    from baclofen_titration.tailoring.rule_set import RuleSet

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
    going, value = going_with(protocol), band_value(kidneys)
    found = []
    known = value is not None or kidneys.on_dialysis
    for held in sets_for(protocol) if known else _without_kidneys(protocol):
        rules = _rules_for(patient, held, value, on_dialysis=bool(kidneys.on_dialysis))
        if rules:
            own = held.id == protocol.id
            applied = own or held.id in (named or going)
            # A shipped file names its sets as a judgement of ours; nobody else drops one
            # in silence.
            expected = held.id in going or (held.by_default and not protocol.shipped)
            limits = Limits.of(limit for rule in rules for limit in _limits(rule, kidneys, base))
            left_out = expected and not applied
            found.append(Asked(held, rules, limits, applied, left_out))
    return found


def _rules_for(
    patient: Patient, held: RuleSet, value: Fraction | None, *, on_dialysis: bool
) -> tuple[Rule, ...]:
    """The rules of a set for this age, cause and kidney value; None is one that nobody knows."""
    known = value is not None or on_dialysis
    return tuple(
        [
            rule
            for rule in (held.rules if known else held.without_kidneys)
            if rule.is_for(patient) and rule.covers(value, on_dialysis=on_dialysis)
        ]
    )


_lasting: Kept[tuple[RuleSet, ...]] = Kept()


def _without_kidneys(protocol: DosingProtocol) -> tuple[RuleSet, ...]:
    """The sets with a rule that needs no kidney value."""
    sets = sets_for(protocol)
    return _lasting.get(sets, None, lambda: tuple(one for one in sets if one.without_kidneys))


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


def _limits(rule: Rule, kidneys: Kidneys, base: Limits) -> Iterator[Limit]:
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
    days = rule.min_days_between_rises
    if rule.steady_state is not None and kidneys.lowest is not None:
        days = rule.steady_state.days(kidneys.lowest)
    if days is not None:
        yield Limit(rule="min_days_between_rises", value=days, authors=rule.authors)
