"""On which stairs a way down of a given length stands."""

from __future__ import annotations

from itertools import pairwise

from baclofen_titration.taper.figures import gentle_days
from baclofen_titration.taper.stair import Stair


def gentlest_falls(stair: Stair, start: int, end: int, days: int) -> list[int] | None:
    """The fewest falls, and between them as many smaller ones as leave each reduced dose a week.

    The largest fall, of equal ones the last, is divided again and again, as evenly as the
    stairs allow, and where it has no middle the larger part first.
    """
    path = fewest_falls(stair, start, end)
    each = max(gentle_days(), stair.descent.limits["min_days_between_falls"])
    while path is not None and len(path) - 2 < days // each:
        places = [found for pair in pairwise(path) if (found := _between(stair, *pair))]
        if not places:
            break
        place = max(places)[1]
        path = sorted([*path, place])
    return path


def _between(stair: Stair, here: int, there: int) -> tuple[int, int] | None:
    """How large a fall is, and the stair nearest to half of it on which it may be divided.

    Of two as near the lower: of a higher dose the larger part is a smaller share.
    """
    high, low = stair.totals[here], stair.totals[there]
    stops = [
        (abs(high + low - 2 * stair.totals[place]), -place)
        for place in range(here + 1, there)
        if stair.allowed(here, place) and stair.allowed(place, there)
    ]
    return (high - low, -min(stops)[1]) if stops else None


def fewest_falls(stair: Stair, start: int, end: int) -> list[int] | None:
    """Fewest falls, then the most even ones, then the larger ones first."""
    totals = stair.totals
    best: dict[int, tuple[int, int, int]] = {end: (0, 0, end)}
    for here in range(end - 1, start - 1, -1):
        ways = []
        for there in range(here + 1, end + 1):
            fall = totals[here] - totals[there]
            if fall > stair.descent.limits["max_fall"]:
                break  # totals only fall along a stair
            direct = here == 0 and there == end
            if there in best and not direct and stair.allowed(here, there):
                falls, largest, _ = best[there]
                ways.append((falls + 1, max(largest, fall), -fall, there))
        if ways:
            falls, largest, _, there = min(ways)
            best[here] = (falls, largest, there)
    if start not in best:
        return None
    path = [start]
    while path[-1] != end:
        path.append(best[path[-1]][2])
    return path
