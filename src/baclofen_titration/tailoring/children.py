"""Doses by weight and maxima by age, in milligrams at the dated weight, rounded down."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from baclofen_titration.errors import MissingInputError, NotCoveredError
from baclofen_titration.findings import Finding
from baclofen_titration.kept import Kept
from baclofen_titration.lengths import parse_days
from baclofen_titration.limits import LIMIT_UNITS, Limit, Limits
from baclofen_titration.measurements import Weight
from baclofen_titration.patient import Age, parse_age
from baclofen_titration.product import shipped_products
from baclofen_titration.protocols.parts import AuthoredDays
from baclofen_titration.protocols.way_up import AuthoredDailyDose, TitrationRule, TitrationTable
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from baclofen_titration.patient import Patient
    from baclofen_titration.product import Product
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.protocols.weights import AuthoredPerKg, ByWeight
    from baclofen_titration.tailoring.admission import Direction


@cache
def _rules() -> dict[str, tuple[str, Judgement]]:
    text = files(__package__).joinpath("data", "children.toml").read_text("utf-8")
    return {
        name: (rule["value"], Judgement(says=rule["says"], reason=rule["judgement"]))
        for name, rule in tomllib.loads(text).items()
    }


_adult: Kept[Age] = Kept()


def _adult_from() -> Age:
    rules = _rules()
    return _adult.get(rules, None, lambda: parse_age(rules["adult_from"][0]))


def is_by_weight(protocol: DosingProtocol) -> bool:
    """Whether a body weight decides anything in the file."""
    bounds = (protocol.min_weight, protocol.below_weight, protocol.tablets_from)
    return bool(protocol.by_weight or protocol.limits_per_kg or any(bounds))


def weigh(
    patient: Patient,
    protocol: DosingProtocol,
    products: Sequence[Product],
    start: date,
    direction: Direction,
) -> tuple[Limits, tuple[Finding, ...]]:
    """The limits of a file at this weight and age, and what has to be said about them.

    Parameters
    ----------
    patient : Patient
        Age and weight.
    protocol : DosingProtocol
        Its limits in mg, for each kilogram, and by age; the lowest holds.
    products : sequence of Product
        Tablets are not for everybody.
    start : datetime.date
        First day.
    direction : {"up", "down"}
        A rise is refused where the weight is unknown; the way down stays open.

    Raises
    ------
    NotCoveredError
        If a rise cannot be planned at this weight; every reason is named.
    """
    refusals = list(_outside(patient, protocol, products, start))
    if refusals and direction == "up":
        raise NotCoveredError(f"{protocol.id} cannot be used here. " + " ".join(refusals))
    findings = [
        Finding(code="weight-not-covered", severity="caution", says=why) for why in refusals
    ]
    if isinstance(patient.age, Age) and patient.age < _adult_from():
        findings.append(_not_adult(patient.age, direction))
    if is_by_weight(protocol) and isinstance(patient.weight, Weight):
        findings += _old(patient.weight, start)
    return _limits_of(patient, protocol), tuple(findings)


def way_up_of(protocol: DosingProtocol, patient: Patient) -> TitrationTable:
    """The way up of a file in milligrams; one by weight is worked out and rounded down.

    Raises
    ------
    MissingInputError
        If the file doses by weight and the weight is not known.
    """
    way = protocol.by_weight
    if way is None:
        return protocol.titration
    if not isinstance(patient.weight, Weight):
        raise MissingInputError(f"{protocol.id} doses by weight. Give the weight and its day.")
    grams = patient.weight.grams
    return _ways_up.get(way, grams, lambda: _way_up_at(way, grams))


_ways_up: Kept[TitrationTable] = Kept()


def _way_up_at(way: ByWeight, grams: int) -> TitrationTable:
    longest = None if way.days.longest == way.days.shortest else way.days.longest
    rule = TitrationRule(
        start=_at(way.start, grams),
        basis="per day",
        slowest=_at(way.slowest, grams),
        fastest=_at(way.fastest, grams),
        days=AuthoredDays(value=way.days.shortest, authors=way.days.authors),
        longest_days=longest,
        times=way.times,
    )
    return TitrationTable(
        basis="per day",
        rise=rule.fastest,
        days=rule.days,
        growth_order=way.growth_order,
        steps=(),
        rule=rule,
    )


def _at(per_kg: AuthoredPerKg, grams: int) -> AuthoredDailyDose:
    micrograms = per_kg.value.micrograms_at(grams)
    return AuthoredDailyDose(value=DailyDose.from_micrograms(micrograms), authors=per_kg.authors)


_weighed: Kept[Limits] = Kept()


def _limits_of(patient: Patient, protocol: DosingProtocol) -> Limits:
    """The limits at this weight and age; the very same for the same grams and bands."""
    if not protocol.limits_per_kg and not protocol.limits_by_age:
        return protocol.limits
    weight, age = patient.weight, patient.age
    grams = weight.grams if isinstance(weight, Weight) and protocol.limits_per_kg else None
    # At an edge both bands hold, so that the lower one counts.
    bands = [
        band
        for band in protocol.limits_by_age
        if isinstance(age, Age)
        and band.from_age <= age
        and (band.below_age is None or age <= band.below_age)
    ]

    def made() -> Limits:
        per_kg = [] if grams is None else _limits_at(grams, protocol)
        by_age = [Limit(rule=one.rule, value=one.value, authors=one.authors) for one in bands]
        return protocol.limits | Limits.of([*per_kg, *by_age])

    return _weighed.get_of((protocol, *bands), grams, made)


def _limits_at(grams: int, protocol: DosingProtocol) -> Iterator[Limit]:
    for held in protocol.limits_per_kg:
        unit = LIMIT_UNITS[held.rule]
        if not isinstance(unit, str):
            amount = unit.from_micrograms(held.value.micrograms_at(grams))
            yield Limit(rule=held.rule, value=amount, authors=held.authors)


def _outside(
    patient: Patient, protocol: DosingProtocol, products: Sequence[Product], start: date
) -> Iterator[str]:
    """Why this weight, or what is taken at it, lies outside the file."""
    if not is_by_weight(protocol):
        return
    weight = patient.weight
    if not isinstance(weight, Weight):
        yield f"The weight is {weight}, and the file doses by it. Weigh the patient."
        return
    if weight.on is not None and weight.on > start:
        yield "The weight was measured after the first day; give one that is known by then."
    low, high = protocol.min_weight, protocol.below_weight
    if low is not None and weight.grams < low.value.grams:
        yield f"The weight is below {low.value}, from which on the file holds."
    if high is not None and weight.grams >= high.value.grams:
        yield f"The weight is not below {high.value}, up to which the file holds."
    least = protocol.tablets_from
    solid = [product.id for product in products if product.form == "tablet"]
    if least is not None and weight.grams < least.value.grams and solid:
        yield (
            f"Below {least.value} the file gives no tablets, so none of {', '.join(solid)}. "
            f"Take a liquid, such as {_liquid_for(protocol)}."
        )


def _liquid_for(protocol: DosingProtocol) -> str:
    """A shipped liquid, of the protocol's country where there is one."""
    country = f"{protocol.id.partition('-')[0]}-"
    held = [product.id for product in shipped_products().products if product.form == "liquid"]
    return min(held, key=lambda name: not name.startswith(country))


def _not_adult(age: Age, direction: Direction) -> Finding:
    """A stop until a specialist looks; the way down stays open, as for every other stop."""
    _, why = _rules()["adult_from"]
    return Finding(
        code="not-an-adult",
        severity="stop" if direction == "up" else "caution",
        says="The patient is not an adult. A paediatric specialist has to look at this schedule"
        + (" and acknowledge it." if direction == "up" else "."),
        found=str(age),
        authors=(why,),
        role="paediatric specialist",
    )


def _old(weight: Weight, start: date) -> Iterator[Finding]:
    """A weight without a day, or of a day too long ago, is used and said to be old."""
    text, why = _rules()["weight_counts_for"]
    days = None if weight.on is None else (start - weight.on).days
    if days is None or days > parse_days(text):
        yield Finding(
            code="weight-is-old",
            severity="caution",
            says="The doses rest on a weight that is old, or of no known day. Weigh again.",
            found="no day" if weight.on is None else weight.on.isoformat(),
            allowed=f"at most {text} before the first day",
            authors=(why,),
        )
