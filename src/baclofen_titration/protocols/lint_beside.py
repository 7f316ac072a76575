"""What stands beside the rules: ranges the right way round, ages without gaps, units that fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.protocols.stated import Between

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.weights import LimitByAge

Faults = Iterator[str]


def beside_faults(protocol: DosingProtocol) -> Faults:
    """Every fault of what stands beside the rules, in the order of the file."""
    low, high = protocol.min_weight, protocol.below_weight
    if low is not None and high is not None and high.value <= low.value:
        yield (
            "population.below_weight: nobody is in this population; "
            "write a weight above population.min_weight"
        )
    yield from _age_faults(protocol)
    most = protocol.limits.value("max_daily_dose")
    for number, milestone in enumerate(protocol.milestones, start=1):
        if most is not None and milestone.daily_dose.micrograms > most:
            yield (
                f"milestones[{number}].daily_dose: {milestone.daily_dose} is above "
                "limits.max_daily_dose and is never reached; correct one of them"
            )
    yield from _patient_faults(protocol)
    yield from _hospital_faults(protocol)
    for name in type(protocol.stated).model_fields:
        value = getattr(protocol.stated, name)
        if isinstance(value, tuple):
            for number, entry in enumerate(value, start=1):
                yield from _range_faults(f"stated.{name}[{number}]", entry)
        else:
            yield from _range_faults(f"stated.{name}", value)
    way = protocol.by_weight
    if way is not None and way.days.longest < way.days.shortest:
        yield "by_weight.days: shortest is above longest; exchange them"
    if way is not None and way.slowest.value > way.fastest.value:
        yield "by_weight.slowest: it is above fastest; exchange them"


def _patient_faults(protocol: DosingProtocol) -> Faults:
    for rule in protocol.patient_rules:
        if not rule.asks:
            yield f"patients.{rule.name}: asks for nothing; remove it"
    names = [rule.name for rule in protocol.patient_rules]
    if len(set(names)) != len(names):
        yield "patients: two have one name; name each once"


def _hospital_faults(protocol: DosingProtocol) -> Faults:
    if protocol.inpatient is None:
        return
    if protocol.inpatient.get("max_daily_dose") is None:
        yield "inpatient.max_daily_dose: is missing; what holds in hospital begins with it"
    for limit in protocol.inpatient.limits:
        if limit.rule not in ("max_daily_dose", "max_dose"):
            yield f"inpatient.{limit.rule}: only max_daily_dose and max_dose may differ there"
            continue
        outside = protocol.limits.value(limit.rule)
        if outside is not None and limit.amount < outside:
            yield f"inpatient.{limit.rule}: is below limits.{limit.rule}; correct one of them"


def _range_faults(place: str, value: object) -> Faults:
    if not isinstance(value, Between) or value.lowest is None or value.highest is None:
        return
    if type(value.lowest) is not type(value.highest):
        yield f"{place}: lowest and highest have different units; write both in one"
    elif value.lowest > value.highest:
        yield f"{place}: lowest, {value.lowest}, is above highest, {value.highest}; exchange them"


def _age_faults(protocol: DosingProtocol) -> Faults:
    bands: dict[str, list[tuple[int, LimitByAge]]] = {}
    for number, limit in enumerate(protocol.limits_by_age, start=1):
        bands.setdefault(limit.rule, []).append((number, limit))
        if limit.below_age is not None and limit.below_age <= limit.from_age:
            yield f"limits_by_age[{number}].below_age: not above from_age; nobody is in this band"
    for held in bands.values():
        for (_, before), (number, after) in pairwise(held):
            if before.below_age != after.from_age:
                yield (
                    f"limits_by_age[{number}].from_age: a gap or an overlap with the band before; "
                    "let each start where the one before ends"
                )
