"""Whether a time of day that must stay empty is left empty by everything else in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.way_up import TimesBand


def empty_faults(protocol: DosingProtocol) -> Iterator[str]:
    """Every place that puts a dose at a time that must stay empty, in the order of the file."""
    if protocol.empty_times is None:
        return
    empty = set(protocol.empty_times.value)
    for place, times in _used(protocol):
        for at in times:
            if at in empty:
                yield (
                    f"{place}: it uses {at}, which [empty_times] keeps empty; correct one of them"
                )


def _used(protocol: DosingProtocol) -> Iterator[tuple[str, Sequence[str]]]:
    """Each place that names times of day for a dose."""
    if protocol.day_of_three is not None:
        yield "three_dose_day", protocol.day_of_three.value
    table, weight = protocol.way_up, protocol.by_weight
    if table is not None:
        for number, step in enumerate(table.steps, start=1):
            yield f"titration.steps[{number}].doses", tuple(step.doses)
        yield from _of_bands("titration.split", table.split)
        if table.rule is not None:
            yield from _of_bands("titration.rule.times", table.rule.times)
    if weight is not None:
        yield from _of_bands("by_weight.times", weight.times)
    for number, entry in enumerate(protocol.unstated, start=1):
        for count, choice in enumerate(entry.choices, start=1):
            if choice.rule is not None:
                place = f"unstated[{number}].readings[{count}].rule.times"
                yield from _of_bands(place, choice.rule.times)


def _of_bands(place: str, bands: Sequence[TimesBand]) -> Iterator[tuple[str, Sequence[str]]]:
    for number, band in enumerate(bands, start=1):
        named = dict.fromkeys(at for times in (band.times, *band.choices) for at in times)
        yield f"{place}[{number}].times", tuple(named)
