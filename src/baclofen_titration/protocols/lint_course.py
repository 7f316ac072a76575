"""Whether plateaus, courses and named ways down keep the limits of their own file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.protocols.ways_down import paces_of

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.ways_down import TaperPace, TaperWay

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
        yield from _way_faults(place, way)
        for behind, pace in paces_of(way):
            yield from _pace_faults(place + behind, pace, way, protocol)


def _way_faults(place: str, way: TaperWay) -> Faults:
    """Ranges the right way round, legs one below the other, lengths that differ."""
    if way.longest is not None and way.longest <= (way.shortest or 0):
        yield f"{place}.longest: it is not above shortest; write over, or exchange them"
    ends = [leg.down_to for leg in way.legs if leg.down_to is not None]
    for number, (high, low) in enumerate(pairwise(ends), start=2):
        if low.micrograms >= high.micrograms:
            yield (
                f"{place}.legs[{number}].down_to: {low} is not below {high}, where the leg before "
                "ends; write the legs in the order in which they are walked"
            )
    if way.to is not None and ends and ends[-1].micrograms <= way.to.micrograms:
        yield (
            f"{place}.to: the way ends at {way.to}, and a leg goes down to {ends[-1]}; "
            "correct one of them"
        )
    seen: list[tuple[object, ...]] = []
    for number, length in enumerate(way.lengths, start=1):
        whom = (length.reached_more_than, length.used_longer_than, length.kidneys, length.edge)
        if whom in seen:
            yield (
                f"{place}.lengths[{number}]: a length for the same patients is there already; "
                "keep one of them"
            )
        seen.append(whom)


def _pace_faults(place: str, pace: TaperPace, way: TaperWay, protocol: DosingProtocol) -> Faults:
    limits = protocol.limits
    most, least = (limits.value(rule) for rule in ("max_fall", "min_days_between_falls"))
    if pace.fall is not None and most is not None and pace.fall.micrograms > most:
        yield f"{place}.fall: {pace.fall} is above limits.max_fall; correct one of them"
    for name in ("every", "halve_every"):
        days = getattr(pace, name)
        if days is not None and least is not None and days < least:
            yield (
                f"{place}.{name}: {days} days are fewer than limits.min_days_between_falls, "
                f"{least} days; correct one of them"
            )
    if pace.floor is None:
        return
    last = limits.value("max_last_daily_dose")
    if way.to is not None:
        yield (
            f"{place}.floor: a floor is where it goes to nothing from, and this way ends at "
            f"{way.to}; remove one of them"
        )
    elif last is not None and pace.floor.micrograms > last:
        yield (
            f"{place}.floor: from {pace.floor} nothing may be stopped, since "
            f"limits.max_last_daily_dose is less; correct one of them"
        )
