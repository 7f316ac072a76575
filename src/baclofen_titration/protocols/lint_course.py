"""Whether plateaus, courses and named ways down keep the limits of their own file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baclofen_titration.protocols.course import TaperWay
    from baclofen_titration.protocols.model import DosingProtocol

Faults = Iterator[str]


def course_faults(protocol: DosingProtocol) -> Faults:
    """Every fault of them, in the order of the file."""
    most = protocol.limits.get("max_daily_dose")
    for number, plateau in enumerate(protocol.plateaus, start=1):
        if most is not None and plateau.from_daily.micrograms > most.amount:
            yield (
                f"plateaus[{number}].from_daily: {plateau.from_daily} is above "
                f"limits.max_daily_dose, {most.value}, and is never reached; correct one of them"
            )
    for number, (before, after) in enumerate(pairwise(protocol.plateaus), start=2):
        if after.from_daily.micrograms <= before.from_daily.micrograms:
            yield (
                f"plateaus[{number}].from_daily: {after.from_daily} is not above the one before, "
                f"{before.from_daily}; write them lowest first"
            )
    names = [way.name for way in protocol.taper_ways]
    for number, way in enumerate(protocol.taper_ways, start=1):
        place = f"taper_ways[{number}]"
        if way.name in names[: number - 1]:
            yield f"{place}.name: {way.name} is there already; name each way down differently"
        yield from _way_faults(place, way, protocol)


def _way_faults(place: str, way: TaperWay, protocol: DosingProtocol) -> Faults:
    most, least = (protocol.limits.value(rule) for rule in ("max_fall", "min_days_between_falls"))
    if way.fall is not None and most is not None and way.fall.micrograms > most:
        yield f"{place}.fall: {way.fall} is above limits.max_fall; correct one of them"
    if way.every is not None and least is not None and way.every < least:
        yield (
            f"{place}.every: {way.every} days are fewer than limits.min_days_between_falls, "
            f"{least} days; correct one of them"
        )
