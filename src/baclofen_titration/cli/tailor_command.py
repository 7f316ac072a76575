"""tailor: each limit of one patient, the set that bound it, and the one that would next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from baclofen_titration.cli.clinic import with_standing
from baclofen_titration.cli.outcome import DONE, Outcome
from baclofen_titration.cli.plan_commands import patient_of, taking_of, tomorrow
from baclofen_titration.cli.reading import PATIENT
from baclofen_titration.cli.screen_command import finding_lines, listed, screened
from baclofen_titration.cli.terminal import WIDTH, folded
from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.limits import Limit, LimitRule
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.screening import with_cause
from baclofen_titration.tailoring import Tailored, clash_of, tailor, weigh

NAMES: Mapping[LimitRule, str] = {
    "max_daily_dose": "most a day",
    "max_dose": "most at once",
    "max_first_day": "first day",
    "max_rise": "rise a day",
    "max_rise_per_dose": "rise at once",
    "min_days_between_rises": "between rises",
    "max_fall": "fall a day",
    "max_fall_per_dose": "fall at once",
    "min_days_between_falls": "between falls",
    "max_last_daily_dose": "last day",
    "min_hours_between_takings": "between doses",
}
"""Short, so that a limit, its value, the set that bound it and the next stand on one line."""


def tailor_limits(given: Mapping[str, Any]) -> Outcome:
    """Print what is left of a protocol's limits for one patient."""
    joined = with_standing(given, PATIENT)
    values = listed("tailor", joined, PATIENT)
    protocol: DosingProtocol = values["protocol"]
    protocol.refuse_gap()
    start = values.get("start") or tomorrow()
    patient = patient_of(values)
    weighed, by_weight = weigh(patient, protocol, values.get("products", ()), start, "up")
    held = tailor(
        with_cause(patient),
        protocol,
        start,
        "up",
        base=protocol.limits | weighed,
        setting=values.get("setting", "outpatient"),
        taking=taking_of(values) if "taking" in values else "unknown",
        named=values.get("rule_set", ()),
    )
    heading = f"{protocol.id}, first day {start}: what is left of each limit\n"
    lines = [folded(f"{line}\n") for line in _limits(held, protocol)]
    lines += [folded(f"{line}\n") for line in _clash(held, values)]
    found = (*held.findings, *by_weight, *screened(patient, protocol, start, "up"))
    lines += finding_lines(found, show_all=given["all"] is not None)
    return Outcome(
        DONE, folded("".join(f"{note}\n" for note in joined.notes)) + heading + "".join(lines)
    )


def _clash(held: Tailored, values: Mapping[str, Any]) -> Iterator[str]:
    """Where nothing is taken and nothing legal can be made: what clashes with what."""
    products = values.get("products", ())
    most = held.limits.value("max_dose")
    if not products or most is None:
        return
    # A largest dose that is not narrowed is far above what anything is made of.
    makeable = makeable_micrograms(products, most)
    clash = clash_of(held, values["protocol"].id, makeable[0] if makeable else None, products)
    if clash is not None:
        yield clash


def _limits(held: Tailored, protocol: DosingProtocol) -> Iterator[str]:
    inside = protocol.inpatient if held.in_hospital else None
    for limit in held.limits.limits:
        ward = None if inside is None else inside.get(limit.rule)
        own = ward or protocol.limits.get(limit.rule)
        asked = [("the protocol" if ward is None else "in hospital", own)] if own else []
        asked += [
            (record.rule_set, one)
            for record in held.records
            if record.applied
            for one in record.limits
            if one.rule == limit.rule
        ]
        if all(one.amount != limit.amount for _, one in asked):
            asked.append(("one step", limit))
        sign = -1 if limit.rule.startswith("min_") else 1
        asked.sort(key=lambda pair: sign * pair[1].amount)
        (name, first), *others = asked
        line = f"{NAMES[limit.rule]:<14} {_value(first):>13}  {name}"
        if others:
            (next_name, following), *_ = others
            longer = f"{line}; next {next_name}, {_value(following)}"
            line = longer if len(longer) <= WIDTH else f"{line}; next {next_name}"
        yield line


def _value(limit: Limit) -> str:
    value = limit.model_dump(mode="json")["value"]
    if not isinstance(value, int):
        return str(value)
    return f"{value} " + ("hours" if limit.rule == "min_hours_between_takings" else "days")
