"""How a daily dose is shared over the times of the day, exactly, from makeable doses only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from baclofen_titration.quantities import DailyDose

Doses = Mapping[str, int]
"""The dose at each time of day [micrograms]; a time without a dose is left out."""

Window = tuple[str, tuple[int, ...]]
"""A time of day and the doses that may be taken at it [micrograms], ascending, 0 for none."""


MOST_SHARED = 512
"""How many answers are remembered; the same rows and limits ask again in one plan after another."""

MOST_CHOICES = 128
"""Finer choices, such as those of a liquid, are worked out each time: they take much room."""


def total_of(doses: Doses) -> int:
    """The daily dose [micrograms]."""
    return sum(doses.values())


def window(at: str, lowest: int, highest: int, makeable: Sequence[int]) -> Window:
    """The makeable doses between two bounds; nothing counts as a dose if the lowest is 0."""
    inside = makeable[bisect_left(makeable, lowest) : bisect_right(makeable, highest)]
    return at, (0, *inside) if lowest == 0 else tuple(inside)


def reachable_totals(windows: Iterable[Window]) -> frozenset[int]:
    """Every daily dose that some choice from the windows adds up to [micrograms]."""
    choices = tuple([doses for _, doses in windows])
    return _met_totals(choices) if _are_few(choices) else _totals(choices)


def _totals(choices: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    totals = {0}
    for doses in choices:
        totals = {total + dose for total in totals for dose in doses}
    return frozenset(totals)


def _are_few(choices: Iterable[tuple[int, ...]]) -> bool:
    return sum(map(len, choices)) <= MOST_CHOICES


def neighbours(totals: Iterable[int], wanted: int) -> str:
    """Name the nearest daily doses on both sides of one that cannot be had."""
    held = sorted(totals)
    sides = (
        ("below", held[: bisect_left(held, wanted)][-1:]),
        ("above", held[bisect_right(held, wanted) :][:1]),
    )
    return ", ".join(f"nearest {side} is {_named(near)}" for side, near in sides)


def _named(near: Sequence[int]) -> str:
    if not near:
        return "none"
    return str(DailyDose.from_micrograms(near[0])) if near[0] else "nothing"


def share(total: int, windows: Sequence[Window], order: Sequence[str]) -> dict[str, int] | None:
    """Share a daily dose as evenly as the windows allow.

    Parameters
    ----------
    total : int
        [micrograms]
    windows : sequence of Window
        What each time of day may take.
    order : sequence of str
        Times of day; where the dose cannot be shared evenly, an earlier one
        takes the larger part.

    Returns
    -------
    dict or None
        The dose at each time of day that takes any [micrograms], in the order
        of the windows; None if the windows cannot add up to the total.
    """
    work = _met_shares if _are_few(doses for _, doses in windows) else _shares
    shares = work(total, tuple(windows), tuple(order))
    return None if shares is None else dict(shares)


def _shares(
    total: int, windows: tuple[Window, ...], order: tuple[str, ...]
) -> tuple[tuple[str, int], ...] | None:
    if total not in reachable_totals(windows):
        return None
    place = {at: rank for rank, at in enumerate(order)}
    ranked = sorted(windows, key=lambda item: place.get(item[0], len(order)))
    chosen = next(
        doses
        for lowest, highest in _bounds_by_spread(windows)
        if (doses := _fit(total, ranked, lowest, highest)) is not None
    )
    return tuple((at, chosen[at]) for at, _ in windows if chosen[at])


def _bounds_by_spread(windows: Sequence[Window]) -> list[tuple[int, int]]:
    """Smallest and largest dose of a day, the least difference first."""
    values = sorted({choice for _, choices in windows for choice in choices})
    pairs = [(low, high) for index, low in enumerate(values) for high in values[index:]]
    return sorted(pairs, key=lambda pair: (pair[1] - pair[0], -pair[0]))


def _fit(total: int, windows: Sequence[Window], lowest: int, highest: int) -> dict[str, int] | None:
    """The first choice within the bounds that adds up, larger doses tried first."""
    inside = [(at, [c for c in choices if lowest <= c <= highest]) for at, choices in windows]
    rest = [{0}]
    for _, choices in reversed(inside):
        rest.append({total + choice for total in rest[-1] for choice in choices})
    if total not in rest.pop():
        return None
    doses = {}
    for at, choices in inside:
        after = rest.pop()
        doses[at] = next(c for c in reversed(choices) if total - c in after)
        total -= doses[at]
    return doses


_met_totals = lru_cache(maxsize=MOST_SHARED)(_totals)
_met_shares = lru_cache(maxsize=MOST_SHARED)(_shares)
