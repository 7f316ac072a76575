"""tailor: each limit of one patient, the set that bound it, and the one that would next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from baclofen_titration.cli.asking import missing_words, read_given
from baclofen_titration.cli.clinic import with_standing
from baclofen_titration.cli.outcome import DONE, Outcome
from baclofen_titration.cli.plan_commands import patient_of, taking_of, tomorrow
from baclofen_titration.cli.reading import PATIENT
from baclofen_titration.cli.screen_command import finding_lines, screened
from baclofen_titration.cli.terminal import folded
from baclofen_titration.errors import MissingInputError
from baclofen_titration.limits import Limit
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.screening import with_cause
from baclofen_titration.tailoring import Tailored, tailor


def tailor_limits(given: Mapping[str, Any]) -> Outcome:
    """Print what is left of a protocol's limits for one patient."""
    joined = with_standing(given, PATIENT)
    values = read_given(joined.answers, PATIENT, joined.places)
    if "protocol" not in values:
        raise MissingInputError(missing_words(["protocol"]))
    protocol: DosingProtocol = values["protocol"]
    start = values.get("start") or tomorrow()
    patient = patient_of(values)
    held = tailor(
        with_cause(patient),
        protocol,
        start,
        "up",
        setting=values.get("setting", "outpatient"),
        taking=taking_of(values) if "taking" in values else "unknown",
        named=values.get("rule_set", ()),
    )
    heading = f"{protocol.id}, first day {start}: what is left of each limit\n"
    lines = [folded(f"{line}\n") for line in _limits(held, protocol)]
    found = (*held.findings, *screened(patient, protocol, start, "up"))
    lines += finding_lines(found, show_all=given["all"] is not None)
    return Outcome(
        DONE, folded("".join(f"{note}\n" for note in joined.notes)) + heading + "".join(lines)
    )


def _limits(held: Tailored, protocol: DosingProtocol) -> Iterator[str]:
    for limit in held.limits.limits:
        asked = [("the protocol", own)] if (own := protocol.limits.get(limit.rule)) else []
        asked += [
            (record.rule_set, one)
            for record in held.records
            if record.applied
            for one in record.limits
            if one.rule == limit.rule
        ]
        if all(one.amount != limit.amount for _, one in asked):
            asked.append(("one step at a time", limit))
        sign = -1 if limit.rule.startswith("min_") else 1
        asked.sort(key=lambda pair: sign * pair[1].amount)
        (name, first), *others = asked
        line = f"  {limit.rule.replace('_', ' ')}: {_value(first)}, {name}"
        yield line + (f"; next {_value(others[0][1])}, {others[0][0]}" if others else "")


def _value(limit: Limit) -> str:
    return str(limit.model_dump(mode="json")["value"])
