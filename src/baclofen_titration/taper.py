"""Down: from any regimen to nothing or to a lower daily dose, never abruptly.

All steps lie on one *stair*: a row of regimens in which the largest dose of the
day is lowered to the next makeable one, again and again. On a stair no time of
day ever rises, every dose can be made, and doses stay balanced. A taper chooses
which stairs to stand on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baclofen_titration.errors import TaperError
from baclofen_titration.limits import LimitRule
from baclofen_titration.quantities import DailyDose
from baclofen_titration.sharing import Doses, neighbours, reachable_totals, share, total_of, window

PERMILLE = 1_000


@dataclass(frozen=True, slots=True)
class Descent:
    """What a way down may do.

    Parameters
    ----------
    limits : mapping
        Amount of each limit [micrograms, days or hours].
    makeable : sequence of int
        Every dose that can be made, ascending [micrograms].
    order : sequence of str
        Among equal doses, the time of day that falls first.
    """

    limits: Mapping[LimitRule, int]
    makeable: Sequence[int]
    order: Sequence[str]


@dataclass(frozen=True, slots=True)
class Fall:
    """One step on the way down, before it has dates and pieces."""

    doses: Doses
    days: int | None
    bound_by: tuple[LimitRule, ...]


def taper_over(descent: Descent, present: Doses, to: int, days: int) -> list[Fall]:
    """Go down within a length, with the fewest falls that the limits allow.

    Parameters
    ----------
    descent : Descent
        Limits and makeable doses.
    present : mapping
        What is taken now [micrograms].
    to : int
        Daily dose to end at [micrograms]; 0 to stop.
    days : int
        [days] with a reduced dose; the end is reached on the day after them.

    Returns
    -------
    list of Fall
        The reduced steps; their lengths differ by at most a day. The end
        itself is not among them unless it is a daily dose to keep, which is
        then last and open, with None for its days.

    Raises
    ------
    TaperError
        If no way of that length keeps the limits; the message says what would.
    """
    stair = _stair(descent, present, to)
    if len(stair) == 2 and to:
        raise TaperError(
            f"One fall leads to {DailyDose.from_micrograms(to)} and no dose between can be made "
            f"from these products to fill {days} days. Ask for a fall and an interval instead."
        )
    if len(stair) == 2:
        return _single_fall(descent, stair, days)
    path = _fewest_falls(descent, stair)
    if path is None:
        raise TaperError(_stuck(descent, stair, to))
    reduced = path[1:-1]
    shortest = len(reduced) * descent.limits["min_days_between_falls"]
    if days < shortest:
        raise TaperError(
            f"{days} days are too few: {len(path) - 1} falls are needed, and with the least time "
            f"between falls the shortest way takes {shortest} days."
        )
    base, longer = divmod(days, len(reduced))
    # The later steps take the odd days, because the lowest doses are the hardest to leave.
    lengths = [base + (1 if index >= len(reduced) - longer else 0) for index in range(len(reduced))]
    return _falls(descent, [stair[index] for index in path], lengths, to)


def taper_by(descent: Descent, present: Doses, to: int, fall: int, every: int) -> list[Fall]:
    """Go down by a fixed fall at a fixed interval.

    Where a fall of exactly that size cannot be made, a smaller one is taken,
    never a larger one.

    Parameters
    ----------
    descent : Descent
        Limits and makeable doses.
    present : mapping
        What is taken now [micrograms].
    to : int
        Daily dose to end at [micrograms]; 0 to stop.
    fall : int
        Fall in the daily dose [micrograms].
    every : int
        [days] between falls.

    Returns
    -------
    list of Fall
        As for `taper_over`.

    Raises
    ------
    TaperError
        If the fall or the interval passes a limit, or a fall cannot be made.
    """
    _refuse_too_fast(descent, fall, every)
    stair = _stair(descent, present, to)
    if len(stair) == 2 and not to and total_of(present) <= fall:
        return _single_fall(descent, stair, every)
    path = [0]
    while path[-1] != len(stair) - 1:
        here = path[-1]
        landing = _landings(descent, stair, here, fall)
        if not landing:
            raise TaperError(_stuck(descent, stair[here:], to, fall))
        path.append(landing[-1])
    if len(path) == 2 and not to:
        path.insert(1, len(stair) - 2)
    return _falls(descent, [stair[index] for index in path], [every] * (len(path) - 2), to)


def taper_by_share(
    descent: Descent, present: Doses, to: int, share: int, every: int, *, of_start: bool
) -> list[Fall]:
    """Go down by a share of a daily dose at a fixed interval.

    A fall is never larger than its share. A share of what is left never
    reaches nothing: where these products make no fall that small any more, the
    taper stops, from a daily dose that may be stopped from.

    Parameters
    ----------
    descent : Descent
        Limits and makeable doses.
    present : mapping
        What is taken now [micrograms].
    to : int
        Daily dose to end at [micrograms]; 0 to stop.
    share : int
        Fall as a share of the daily dose [thousandths].
    every : int
        [days] between falls.
    of_start : bool
        Whether the share is of the daily dose at the start, and not of the present one.

    Returns
    -------
    list of Fall
        As for `taper_over`.

    Raises
    ------
    TaperError
        If the first fall or the interval passes a limit, or a fall cannot be made.
    """
    start = total_of(present)
    _refuse_too_fast(descent, share * start // PERMILLE, every)
    stair = _stair(descent, present, to)
    path, last = [0], len(stair) - 1
    while path[-1] != last:
        here = path[-1]
        fall = share * (start if of_start else total_of(stair[here])) // PERMILLE
        landing = _landings(descent, stair, here, fall)
        if not landing and here and not to and _allowed(descent, stair, here, last):
            landing = [last]
        if not landing:
            raise TaperError(_stuck(descent, stair[here:], to, fall))
        path.append(landing[-1])
    return _falls(descent, [stair[index] for index in path], [every] * (len(path) - 2), to)


def reachable_ends(descent: Descent, present: Doses) -> list[int]:
    """Every daily dose that a taper could end at, ascending [micrograms]."""
    windows = [window(at, 0, dose, descent.makeable) for at, dose in present.items()]
    return sorted(total for total in reachable_totals(windows) if total < total_of(present))


def _stair(descent: Descent, present: Doses, to: int) -> list[Doses]:
    """The present regimen, then every lower one in turn, down to the end."""
    end = _end(descent, present, to)
    stair: list[Doses] = [dict(present)]
    now = {at: _at_most(descent.makeable, dose) for at, dose in present.items()}
    if now != stair[0]:
        stair.append(_without_zeros(now))
    while now != end:
        at = _next_to_fall(descent.order, now, end)
        now = {**now, at: max(_at_most(descent.makeable, now[at] - 1), end[at])}
        stair.append(_without_zeros(now))
    return stair


def _end(descent: Descent, present: Doses, to: int) -> dict[str, int]:
    if not to:
        return dict.fromkeys(present, 0)
    windows = [window(at, 0, dose, descent.makeable) for at, dose in present.items()]
    doses = share(to, windows, list(reversed(descent.order)))
    if doses is None:
        raise TaperError(
            f"{DailyDose.from_micrograms(to)} cannot be made from these products without raising "
            f"a dose at some time of day: {neighbours(reachable_ends(descent, present), to)}."
        )
    return {at: doses.get(at, 0) for at in present}


def _next_to_fall(order: Sequence[str], now: Doses, end: Doses) -> str:
    """The largest dose that may still fall; among equals, the first in the order."""
    falling = [at for at in now if now[at] > end[at]]
    return min(
        falling,
        key=lambda at: (-now[at], order.index(at) if at in order else len(order), at),
    )


def _fewest_falls(descent: Descent, stair: Sequence[Doses]) -> list[int] | None:
    """Fewest falls, then the most even ones, then the larger ones first."""
    last = len(stair) - 1
    totals = [total_of(doses) for doses in stair]
    best: dict[int, tuple[int, int, int]] = {last: (0, 0, last)}
    for here in range(last - 1, -1, -1):
        ways = []
        for there in range(here + 1, last + 1):
            fall = totals[here] - totals[there]
            if fall > descent.limits["max_fall"]:
                break  # totals only fall along a stair
            direct = here == 0 and there == last
            if there in best and not direct and _allowed(descent, stair, here, there):
                falls, largest, _ = best[there]
                ways.append((falls + 1, max(largest, fall), -fall, there))
        if ways:
            falls, largest, _, there = min(ways)
            best[here] = (falls, largest, there)
    return _path(best, last) if 0 in best else None


def _landings(descent: Descent, stair: Sequence[Doses], here: int, fall: int) -> list[int]:
    """The stairs that one fall of at most this size may lead to, nearest first."""
    landings = []
    for there in range(here + 1, len(stair)):
        if total_of(stair[here]) - total_of(stair[there]) > fall:
            break  # totals only fall along a stair
        if _allowed(descent, stair, here, there):
            landings.append(there)
    return landings


def _path(best: Mapping[int, tuple[int, int, int]], last: int) -> list[int]:
    path = [0]
    while path[-1] != last:
        path.append(best[path[-1]][2])
    return path


def _allowed(descent: Descent, stair: Sequence[Doses], here: int, there: int) -> bool:
    """Whether one fall may lead from one stair to another."""
    high, low = stair[here], stair[there]
    limits = descent.limits
    if not low and total_of(high) > limits["max_last_daily_dose"]:
        return False
    return (
        0 < total_of(high) - total_of(low) <= limits["max_fall"]
        and max(dose - low.get(at, 0) for at, dose in high.items()) <= limits["max_fall_per_dose"]
    )


def _single_fall(descent: Descent, stair: Sequence[Doses], days: int) -> list[Fall]:
    """Nothing between the present dose and the end can be made."""
    if not _allowed(descent, stair, 0, 1):
        raise TaperError(_stuck(descent, stair, 0))
    if any(dose not in descent.makeable for dose in stair[0].values()):
        raise TaperError(
            "Neither the present dose nor any lower one can be made from these products, so there "
            "is nothing to take on the way down. Add a product that makes a smaller dose."
        )
    least = descent.limits["min_days_between_falls"]
    if days < least:
        raise TaperError(f"{days} days are too few: the least time before a fall is {least} days.")
    return [Fall(stair[0], days, ())]


def _falls(descent: Descent, stand: Sequence[Doses], lengths: Sequence[int], to: int) -> list[Fall]:
    falls = [
        Fall(low, days, _tight(descent, high, low))
        for high, low, days in zip(stand[:-2], stand[1:-1], lengths, strict=True)
    ]
    if to:
        falls.append(Fall(stand[-1], None, _tight(descent, stand[-2], stand[-1])))
    return falls


def _tight(descent: Descent, high: Doses, low: Doses) -> tuple[LimitRule, ...]:
    """The limits that this fall reaches."""
    reached: dict[LimitRule, int] = {
        "max_fall": total_of(high) - total_of(low),
        "max_fall_per_dose": max(dose - low.get(at, 0) for at, dose in high.items()),
    }
    return tuple(rule for rule, amount in reached.items() if amount == descent.limits[rule])


def _refuse_too_fast(descent: Descent, fall: int, every: int) -> None:
    most, least = descent.limits["max_fall"], descent.limits["min_days_between_falls"]
    if fall > most:
        raise TaperError(
            f"A fall of {DailyDose.from_micrograms(fall)} is more than the protocol's largest, "
            f"{DailyDose.from_micrograms(most)}. Ask for that or less."
        )
    if every < least:
        raise TaperError(
            f"Every {every} days is sooner than the protocol's {least} days between falls. "
            "Ask for that or more."
        )


def _stuck(descent: Descent, stair: Sequence[Doses], to: int, asked: int | None = None) -> str:
    """Say which stair cannot be left within the limits."""
    last = len(stair) - 1
    reached = {0}
    for here in range(last):
        if here in reached:
            reached |= {
                there
                for there in range(here + 1, last + 1)
                if _allowed(descent, stair, here, there)
                and (asked is None or total_of(stair[here]) - total_of(stair[there]) <= asked)
            }
    high = stair[max(reached - {last}, default=0)]
    low = stair[min(stair.index(high) + 1, last)]
    most = descent.limits["max_fall"] if low else descent.limits["max_last_daily_dose"]
    most = most if asked is None else min(most, asked)
    goal = DailyDose.from_micrograms(total_of(low)) if low or to else "nothing"
    return (
        f"From {DailyDose.from_micrograms(total_of(high))} the next dose that can be made from "
        f"these products is {goal}; the largest fall allowed there is "
        f"{DailyDose.from_micrograms(most)}. Add a product that makes finer doses."
    )


def _at_most(makeable: Sequence[int], dose: int) -> int:
    """The largest makeable dose up to this one; 0 if there is none."""
    place = bisect_right(makeable, dose)
    return makeable[place - 1] if place else 0


def _without_zeros(doses: Doses) -> Doses:
    return {at: dose for at, dose in doses.items() if dose}
