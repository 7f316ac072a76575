"""Whether the readings of a contradiction leave a plan something sound to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.protocols.lint_rule import PLACE, rule_faults
from baclofen_titration.protocols.unstated import with_rule

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.unstated import Unstated

Faults = Iterator[str]


def unstated_faults(protocol: DosingProtocol) -> Faults:
    """Every fault of the readings, in the order of the file."""
    entries = [(n, entry) for n, entry in enumerate(protocol.unstated, start=1) if entry.choices]
    for number, _ in entries[1:]:
        yield (
            f"unstated[{number}].readings: readings to choose from stand in "
            f"unstated[{entries[0][0]}] already; write every way up as one list of readings"
        )
    for number, entry in entries[:1]:
        yield from _entry_faults(f"unstated[{number}].readings", entry, protocol)


def _entry_faults(place: str, entry: Unstated, protocol: DosingProtocol) -> Faults:
    table = protocol.way_up
    if table is None or table.rule is None:
        yield (
            f"{place}: each gives a rule in place of [{PLACE}], and there is none; "
            "write that rule, or write the readings as a list of texts"
        )
        return
    as_it_stands = [choice for choice in entry.choices if choice.rule is None]
    if len(as_it_stands) != 1:
        yield (
            f"{place}: exactly one of them reads the rule as it stands; "
            f'write rule = "{PLACE}" there'
        )
    for number, choice in enumerate(entry.choices, start=1):
        if choice.rule is None:
            continue
        if not table.steps and choice.rule.start is None:
            yield f"{place}[{number}].rule.start: there is no last row to go on from; write a start"
            continue
        if table.steps and choice.rule.start is not None:
            yield f"{place}[{number}].rule.start: the table says where it starts; write last row"
            continue
        read = protocol.model_copy(update={"way_up": with_rule(table, choice.rule)})
        for fault in rule_faults(read):
            yield fault.replace(PLACE, f"{place}[{number}].rule", 1)
