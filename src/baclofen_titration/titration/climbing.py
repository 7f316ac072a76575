"""The way up, over the rows of a protocol.

The way is walked over makeable doses inside the limits. A row is an
upper bound: each step comes as near to the next row as the limits allow, and
where they allow the row itself, it is the row. The way does not depend on the
aim; the aim cuts the last rise short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from baclofen_titration.errors import UnmakeableError, UnreachableAimError
from baclofen_titration.limits import LimitRule
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.sharing import (
    Doses,
    Window,
    neighbours,
    reachable_totals,
    share,
    total_of,
    window,
)
from baclofen_titration.titration.rungs import Rung


@dataclass(frozen=True, slots=True)
class Climb:
    """One step on the way up, before it has dates and pieces."""

    rule: str
    doses: Doses
    days: int
    authors: tuple[Author, ...]
    bound_by: tuple[LimitRule, ...]


@dataclass(frozen=True)
class Slope:
    """What a way up may do.

    Parameters
    ----------
    rungs : sequence of Rung
        The protocol's table, lowest first.
    limits : mapping
        Amount of each limit [micrograms, days or hours].
    authors : mapping
        Who asks for each limit.
    makeable : sequence of int
        Every dose that can be made, ascending [micrograms].
    order : sequence of str
        Which time of day takes the larger part.
    kept : bool
        Whether many climb on it, so that the way of those who take nothing is kept too.
    """

    rungs: Sequence[Rung]
    limits: Mapping[LimitRule, int]
    authors: Mapping[LimitRule, tuple[Author, ...]]
    makeable: Sequence[int]
    order: Sequence[str]
    kept: bool = False

    @cached_property
    def from_nothing(self) -> list[tuple[Doses, _Rise]]:
        """The whole way of somebody who takes nothing; no aim changes it."""
        return list(_way(self, None, 0))


def climb(slope: Slope, aim: int, present: Doses | None, wait: int) -> list[Climb]:
    """Walk up to an aim and land exactly on it.

    Parameters
    ----------
    slope : Slope
        The table, the limits and the makeable doses.
    aim : int
        Daily dose to land on [micrograms].
    present : mapping or None
        What is taken now; it is kept unchanged for `wait` days.
    wait : int
        [days]

    Returns
    -------
    list of Climb
        The steps, the aim last.

    Raises
    ------
    UnmakeableError
        If the first step cannot be made at all.
    UnreachableAimError
        If no rise of the way can be cut short to land exactly on the aim; the
        nearest reachable daily doses on both sides are named.
    """
    steps: list[Climb] = []
    for before, rise in _walked(slope, present, wait):
        if _leads_to(aim, before, rise):
            return [*steps, _cut_short(slope, before, rise, aim)]
        steps.append(rise.step)
    reachable = (_totals_between(*part) for part in _walked(slope, present, wait))
    raise UnreachableAimError(_nearest(set().union(*reachable), aim))


def highest_reachable(slope: Slope, present: Doses | None, wait: int) -> int:
    """The highest daily dose that the way leads to [micrograms]."""
    return max(total_of(rise.step.doses) for _, rise in _walked(slope, present, wait))


@dataclass(frozen=True, slots=True)
class _Rise:
    """A step of the way, and what each time of day could take instead in it."""

    step: Climb
    windows: tuple[Window, ...]


def _walked(slope: Slope, present: Doses | None, wait: int) -> Iterable[tuple[Doses, _Rise]]:
    if present is None and slope.kept:
        return slope.from_nothing
    return _way(slope, present, wait)


def _way(slope: Slope, present: Doses | None, wait: int) -> Iterator[tuple[Doses, _Rise]]:
    if present is None:
        rise = _first_rise(slope)
        yield {}, rise
    else:
        kept = Climb(
            "unchanged",
            present,
            wait,
            slope.authors["min_days_between_rises"],
            # A single day is the first one, unchanged on purpose; more of them are the interval.
            ("min_days_between_rises",) if wait > 1 else (),
        )
        rise = _Rise(kept, tuple((at, (dose,)) for at, dose in present.items()))
        yield present, rise
    while True:
        now = rise.step.doses
        following = _even_out(slope, now) or _next_rise(slope, now)
        if following is None:
            return
        yield now, following
        rise = following


def _first_rise(slope: Slope) -> _Rise:
    rung = slope.rungs[0]
    highest = slope.limits["max_dose"]
    windows = tuple(
        window(at, 0, min(dose, highest), slope.makeable) for at, dose in rung.doses.items()
    )
    most = min(slope.limits["max_first_day"], slope.limits["max_daily_dose"])
    total = max(total for total in reachable_totals(windows) if total <= most)
    doses = share(total, windows, slope.order)
    if not doses:
        raise UnmakeableError(_first_step_unmakeable(slope, rung))
    rule = rung.rule if doses == rung.doses else f"toward-{rung.rule}"
    return _Rise(_climb(slope, rung, rule, {}, doses), windows)


def _next_rise(slope: Slope, now: Doses) -> _Rise | None:
    """As near to the next row as one change may come."""
    rung = _next_rung(slope.rungs, now)
    if rung is None:
        return None
    windows = _windows_toward(slope, now, rung.doses)
    start, end = total_of(now), total_of(rung.doses)
    most = min(end, start + slope.limits["max_rise"], slope.limits["max_daily_dose"])
    totals = [
        total
        for total in reachable_totals(windows)
        if start < total <= most or total == start == end
    ]
    doses: Doses | None = share(max(totals), windows, slope.order) if totals else None
    if totals and max(totals) == end and all(rung.doses.get(at, 0) in held for at, held in windows):
        doses = rung.doses  # where a dose falls, several regimens have this total; the row is meant
    if doses is None or doses == now:
        return None
    rule = rung.rule if doses == rung.doses else f"toward-{rung.rule}"
    return _Rise(_climb(slope, rung, rule, now, doses), windows)


def _windows_toward(slope: Slope, now: Doses, goal: Doses) -> tuple[Window, ...]:
    """What each time of day may take when all move towards a row, none by more than its limit."""
    limits = slope.limits
    windows = []
    for at in {**now, **goal}:
        taken, wanted = now.get(at, 0), goal.get(at, 0)
        if wanted < taken:
            lowest, highest = max(wanted, taken - limits["max_fall_per_dose"]), taken
        else:
            lowest = taken
            highest = min(wanted, taken + limits["max_rise_per_dose"], limits["max_dose"])
        windows.append(window(at, lowest, highest, slope.makeable))
    return tuple(windows)


def _next_rung(rungs: Sequence[Rung], now: Doses) -> Rung | None:
    """The row after the one reached, or the lowest above at which no time of day would fall."""
    for rung, following in pairwise(rungs):
        if rung.doses == now:
            return following
    return next(
        (
            rung
            for rung in rungs
            if total_of(rung.doses) > total_of(now)
            and all(rung.doses.get(at, 0) >= dose for at, dose in now.items())
        ),
        None,
    )


def _even_out(slope: Slope, now: Doses) -> _Rise | None:
    """Move part of a dose above the largest single dose to other times; the day stays the same."""
    highest = slope.limits["max_dose"]
    rung = next((r for r in slope.rungs if total_of(r.doses) >= total_of(now)), None)
    if rung is None or all(dose <= highest for dose in now.values()):
        return None
    fall, rise = slope.limits["max_fall_per_dose"], slope.limits["max_rise_per_dose"]
    times = [at for at in slope.order if at in now or at in rung.doses]
    windows = tuple(
        window(at, max(highest, now[at] - fall), now[at], slope.makeable)
        if now.get(at, 0) > highest
        else window(at, now.get(at, 0), min(now.get(at, 0) + rise, highest), slope.makeable)
        for at in times
    )
    doses = share(total_of(now), windows, slope.order)
    if doses is None or doses == now:
        return None
    limits = slope.limits
    step = Climb(
        "evened-out",
        doses,
        # One time of day rises while another falls, so both intervals hold.
        max(limits["min_days_between_rises"], limits["min_days_between_falls"]),
        slope.authors["max_dose"],
        ("max_dose",),
    )
    return _Rise(step, tuple((at, (dose,)) for at, dose in doses.items()))


def _leads_to(aim: int, before: Doses, rise: _Rise) -> bool:
    """Whether this rise, or a part of it, lands on the aim."""
    top = total_of(rise.step.doses)
    return aim == top or (aim < top and aim in _totals_between(before, rise))


def _totals_between(before: Doses, rise: _Rise) -> set[int]:
    """The daily doses that this rise could be cut short to [micrograms]."""
    floor, top = total_of(before), total_of(rise.step.doses)
    if not before or top == floor:
        return {top}
    return {total for total in reachable_totals(rise.windows) if floor < total <= top}


def _cut_short(slope: Slope, before: Doses, rise: _Rise, aim: int) -> Climb:
    if aim == total_of(rise.step.doses):
        return rise.step
    doses = share(aim, rise.windows, slope.order)
    return Climb(
        f"cut-short-{rise.step.rule.removeprefix('toward-')}",
        doses or {},
        rise.step.days,
        rise.step.authors,
        _tight(slope, before, doses or {}),
    )


def _climb(slope: Slope, rung: Rung, rule: str, before: Doses, doses: Doses) -> Climb:
    days = max(rung.days, slope.limits["min_days_between_rises"])
    if any(doses.get(at, 0) < dose for at, dose in before.items()):
        days = max(days, slope.limits["min_days_between_falls"])
    return Climb(rule, doses, days, rung.authors, _tight(slope, before, doses))


def _tight(slope: Slope, before: Doses, doses: Doses) -> tuple[LimitRule, ...]:
    """The limits that this step reaches."""
    total, start = total_of(doses), total_of(before)
    rises = [dose - before.get(at, 0) for at, dose in doses.items()]
    reached: dict[LimitRule, int] = {
        "max_daily_dose": total,
        "max_dose": max(doses.values()),
    }
    if before:
        reached |= {"max_rise": total - start, "max_rise_per_dose": max(rises)}
    else:
        reached["max_first_day"] = total
    return tuple(rule for rule, amount in reached.items() if amount == slope.limits[rule])


def _first_step_unmakeable(slope: Slope, rung: Rung) -> str:
    asked = Dose.from_micrograms(max(rung.doses.values()))
    smallest = Dose.from_micrograms(slope.makeable[0]) if slope.makeable else "none"
    return (
        f"The first step asks for {asked} at a time, and nothing up to that can be made from these "
        f"products within the limits; the smallest dose that they make is {smallest}. "
        "Add a product that makes a smaller dose."
    )


def _nearest(reachable: set[int], aim: int) -> str:
    return (
        f"No step of the protocol can be cut short to land exactly on "
        f"{DailyDose.from_micrograms(aim)} with these products and limits: "
        f"{neighbours(reachable, aim)}. "
        "Choose one of these as the aim, or add a product that makes finer doses."
    )
