"""Maxima by age on every day of a schedule: the birthday itself is not known, its month is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.dates import LAST_DATE, MONTHS_PER_YEAR, add_days, add_months
from baclofen_titration.errors import DateError
from baclofen_titration.kept import Kept
from baclofen_titration.patient import OLDEST_YEARS, Age
from baclofen_titration.tailoring.asking import band_value
from baclofen_titration.tailoring.estimates import kidneys_of
from baclofen_titration.tailoring.rule_set import RuleSet
from baclofen_titration.tailoring.shelf import going_with, sets_for

if TYPE_CHECKING:
    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.protocols.weights import AgeRule, LimitByAge
    from baclofen_titration.quantities import DailyDose, Dose
    from baclofen_titration.schedule import Step


FromAnAge = tuple[int, Age, RuleSet]
"""Completed months of an age, that age, and a set of which a rule holds from it on."""

_begun: Kept[tuple[FromAnAge, ...]] = Kept()

LAST_MONTH = (OLDEST_YEARS + 1) * MONTHS_PER_YEAR


class FromADay(NamedTuple):
    """A maximum by age and the days on which the patient may be of that age."""

    held: LimitByAge
    first: date
    last: date


class Above(NamedTuple):
    """A step that is above a maximum which a birthday brings, from its first such day."""

    number: int
    on: date
    found: str
    held: LimitByAge


def maxima_to_come(patient: Patient, protocol: DosingProtocol, start: date) -> list[FromADay]:
    """The maxima by age that do not hold on the first day and may hold later.

    An age is given in completed months, so that somebody may be up to a month older than it
    says. A maximum counts from the first day on which it may hold to the last, both bands at
    an edge, so that the lower one is kept from the day before anybody can be sure.
    """
    if not isinstance(patient.age, Age):
        return []
    if not protocol.limits_by_age:
        return []
    now = patient.age.in_months
    found = []
    for held in protocol.limits_by_age:
        begins = held.from_age.in_months
        if begins > now:
            first = _on(start, begins - 1 - now, 1)
            found.append(FromADay(held, first, _on(start, _last(held) + 1 - now, -1)))
    return found


def grows_on(
    patient: Patient, protocol: DosingProtocol, start: date
) -> tuple[date, LimitByAge] | None:
    """The first day on which a higher daily maximum surely holds, and that maximum."""
    if not isinstance(patient.age, Age) or not protocol.limits_by_age:
        return None
    now = patient.age.in_months
    daily = [held for held in protocol.limits_by_age if held.rule == "max_daily_dose"]
    holding = [held for held in daily if held.from_age.in_months <= now <= _last(held)]
    lowest = min((held.value.micrograms for held in holding), default=None)
    for held in sorted(daily, key=lambda held: held.from_age):
        if lowest is not None and held.value.micrograms > lowest and held.from_age.in_months >= now:
            lower = [one for one in holding if one.value.micrograms < held.value.micrograms]
            return max(_on(start, _last(one) + 1 - now, 0) for one in lower), held
    return None


def sets_to_come(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    until: date,
    named: Sequence[str] = (),
) -> list[tuple[date, str]]:
    """The rule sets of which a rule begins with a birthday before a day, and from when.

    Rules by age are asked at the age on the first day, so that what begins later is said.
    """
    if not isinstance(patient.age, Age):
        return []
    now = patient.age.in_months
    # No birthday of more months than lie between the two comes before the last day.
    until_then = (until.year - start.year) * MONTHS_PER_YEAR + until.month - start.month
    latest = now + until_then + 1
    found, kidneys = [], None
    for months, age, held in _ages(protocol, tuple(named)):
        if not now < months <= latest:
            continue
        begins = _on(start, months - 1 - now, 1)
        if begins > until:
            continue
        kidneys = kidneys or kidneys_of(patient, start)
        older = patient.model_copy(update={"age": age})
        if any(
            rule.from_age == age
            and rule.is_for(older)
            and rule.covers(band_value(kidneys), on_dialysis=bool(kidneys.on_dialysis))
            for rule in held.rules
        ):
            found.append((begins, held.id))
    return sorted(found)


def _ages(protocol: DosingProtocol, named: tuple[str, ...]) -> tuple[FromAnAge, ...]:
    """The ages from which on something else holds, of the sets that are applied."""

    def found() -> tuple[FromAnAge, ...]:
        going = named or (protocol.id, *going_with(protocol))
        held = [one for one in sets if one.id in going]
        return tuple((age.in_months, age, one) for one in held for age in one.ages)

    sets = sets_for(protocol)
    return _begun.get(sets, (protocol.id, named), found)


def first_above(steps: tuple[Step, ...], until: date, to_come: list[FromADay]) -> Iterator[Above]:
    """The first step that each maximum to come finds above itself.

    Parameters
    ----------
    steps : tuple of Step
        In their order; the last may be open.
    until : datetime.date
        The last day that is looked at in an open step.
    to_come : list of FromADay
        From `maxima_to_come`.
    """
    for one in to_come:
        for number, step in enumerate(steps, start=1):
            end = max(until, step.start) if step.end is None else step.end
            found = _found(step, one.held.rule)
            meets = step.start <= one.last and end >= one.first
            if meets and found.micrograms > one.held.value.micrograms:
                yield Above(number, max(step.start, one.first), str(found), one.held)
                break


def _found(step: Step, rule: AgeRule) -> DailyDose | Dose:
    if rule == "max_daily_dose":
        return step.regimen.daily_dose
    return max(taking.dose for taking in step.regimen.administrations)


def _last(held: LimitByAge) -> int:
    """The last month of age in which it holds; both bands hold at an edge."""
    return LAST_MONTH if held.below_age is None else held.below_age.in_months


def _on(start: date, months: int, days: int) -> date:
    """So many months and days on; the last day of the calendar where that is later."""
    try:
        return add_days(add_months(start, months), days)
    except DateError:
        return LAST_DATE
