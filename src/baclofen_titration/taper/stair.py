"""The stair: a row of regimens in which the largest dose of the day falls, again and again.

On a stair no time of day ever rises, every dose can be made, and doses stay
balanced. A way down chooses which stairs to stand on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from baclofen_titration.errors import TaperError
from baclofen_titration.limits import LimitRule
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.shares import PERMILLE
from baclofen_titration.sharing import Doses, neighbours, reachable_totals, share, total_of, window
from baclofen_titration.taper.figures import figures, order_rules

BALANCES: dict[str, Callable[[int], int]] = {"largest first": lambda dose: -dose}
"""How a balance that the data states picks the dose that falls: the least of these."""

DROPS: dict[str, Callable[[int, int], bool]] = {
    "only as a fall": lambda dropped, fall: dropped in (0, fall),
}
"""When the number of doses may fall: what is dropped in a fall, against the whole of it."""


def largest_share() -> int:
    """What one fall may take of the daily dose, but for the last [thousandths]."""
    return figures()["largest-share"].permille


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
    most_share : int
        What one fall may take of the daily dose, but for the last and for one
        below which nothing smaller can be made [thousandths].
    """

    limits: Mapping[LimitRule, int]
    makeable: Sequence[int]
    order: Sequence[str]
    most_share: int = field(default_factory=largest_share)


class Stair:
    """The present regimen, then every lower one in turn, down to the end.

    Parameters
    ----------
    descent : Descent
        Limits and makeable doses.
    present : mapping
        What is taken now [micrograms].
    to : int
        Daily dose to end at [micrograms]; 0 to stop.

    Raises
    ------
    TaperError
        If the end cannot be made without raising some time of day.
    """

    def __init__(self, descent: Descent, present: Doses, to: int) -> None:
        self.descent = descent
        self.to = to
        self._may_drop = DROPS[order_rules()["number-of-doses"].value]
        self.steps = _regimens(descent, present, _end(descent, present, to))
        self.totals = [total_of(doses) for doses in self.steps]
        self.last = len(self.steps) - 1

    def allowed(self, here: int, there: int) -> bool:
        """Whether one fall may lead from one stair to another."""
        high, low = self.steps[here], self.steps[there]
        limits, fall = self.descent.limits, self.totals[here] - self.totals[there]
        if not low and self.totals[here] > limits["max_last_daily_dose"]:
            return False
        if not 0 < fall <= limits["max_fall"]:
            return False
        if _largest_fall(high, low) > limits["max_fall_per_dose"]:
            return False
        # To the next stair nothing smaller can be made, and the way down is always open.
        return there == here + 1 or not low or self._is_gentle(here, there)

    def landings(self, here: int, fall: int, end: int) -> list[int]:
        """The stairs that one fall of at most this size may lead to, nearest first."""
        landings = []
        for there in range(here + 1, end + 1):
            if self.totals[here] - self.totals[there] > fall:
                break  # totals only fall along a stair
            if self.allowed(here, there):
                landings.append(there)
        return landings

    def at_or_above(self, daily: int) -> int:
        """The lowest stair on which the day has at least this [micrograms]."""
        return sum(total >= daily for total in self.totals) - 1

    def tight(self, here: int, there: int) -> tuple[LimitRule, ...]:
        """The limits that a fall reaches."""
        high, low = self.steps[here], self.steps[there]
        reached: dict[LimitRule, int] = {
            "max_fall": self.totals[here] - self.totals[there],
            "max_fall_per_dose": _largest_fall(high, low),
        }
        return tuple(
            rule for rule, amount in reached.items() if amount == self.descent.limits[rule]
        )

    def stuck(self, start: int = 0, asked: int | None = None) -> TaperError:
        """Say which stair cannot be left within the limits."""
        reached = {start}
        for here in range(start, self.last):
            if here in reached:
                fall = self.totals[here] if asked is None else asked
                reached |= set(self.landings(here, fall, self.last))
        here = max(reached - {self.last}, default=start)
        there = min(here + 1, self.last)
        low = self.totals[there]
        goal = DailyDose.from_micrograms(low) if low or self.to else "nothing"
        return TaperError(
            f"From {DailyDose.from_micrograms(self.totals[here])} the next dose that can be made "
            f"from these products is {goal}; {self._clash(here, there, asked)}. "
            "Add a product that makes finer doses.",
            by_products=True,
        )

    def _clash(self, here: int, there: int, asked: int | None) -> str:
        """Which limit, or whose wish, keeps a stair from being left."""
        high, low = self.steps[here], self.steps[there]
        limits, fall = self.descent.limits, self.totals[here] - self.totals[there]
        last = limits["max_last_daily_dose"]
        if not low and self.totals[here] > last:
            return f"the largest that may be stopped from is {DailyDose.from_micrograms(last)}"
        if fall > limits["max_fall"]:
            most = DailyDose.from_micrograms(limits["max_fall"])
            return f"the largest fall allowed there is {most}"
        one, largest = limits["max_fall_per_dose"], _largest_fall(high, low)
        if largest > one:
            return f"the largest fall of one dose is {Dose.from_micrograms(one)}"
        wish = fall if asked is None else asked
        return f"the fall that was asked for there is {DailyDose.from_micrograms(wish)}"

    def _is_gentle(self, here: int, there: int) -> bool:
        """No more than the largest share, and no dose dropped while another one falls."""
        high, low = self.steps[here], self.steps[there]
        fall = self.totals[here] - self.totals[there]
        if PERMILLE * fall > self.descent.most_share * self.totals[here]:
            return False
        dropped = sum(dose for at, dose in high.items() if at not in low)
        return self._may_drop(dropped, fall)


def _largest_fall(high: Doses, low: Doses) -> int:
    """At the time of day that falls most [micrograms]."""
    return max(dose - low.get(at, 0) for at, dose in high.items())


def reachable_ends(descent: Descent, present: Doses) -> list[int]:
    """Every daily dose that a taper could end at, ascending [micrograms]."""
    windows = [window(at, 0, dose, descent.makeable) for at, dose in present.items()]
    return sorted(total for total in reachable_totals(windows) if total < total_of(present))


def _regimens(descent: Descent, present: Doses, end: Mapping[str, int]) -> list[Doses]:
    stair: list[Doses] = [dict(present)]
    now = {at: _at_most(descent.makeable, dose) for at, dose in present.items()}
    if now != stair[0]:
        stair.append(_without_zeros(now))
    balance = BALANCES[order_rules()["balance"].value]
    while now != end:
        at = _next_to_fall(descent.order, balance, now, end)
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
            f"a dose at some time of day: {neighbours(reachable_ends(descent, present), to)}. "
            "Ask for one of these, or add a product that makes it.",
            by_products=True,
        )
    return {at: doses.get(at, 0) for at in present}


def _next_to_fall(
    order: Sequence[str], balance: Callable[[int], int], now: Doses, end: Doses
) -> str:
    """The dose that the balance picks of those that may still fall; of equals, by the order."""
    falling = [at for at in now if now[at] > end[at]]
    return min(
        falling,
        key=lambda at: (balance(now[at]), order.index(at) if at in order else len(order), at),
    )


def _at_most(makeable: Sequence[int], dose: int) -> int:
    """The largest makeable dose up to this one; 0 if there is none."""
    place = bisect_right(makeable, dose)
    return makeable[place - 1] if place else 0


def _without_zeros(doses: Doses) -> Doses:
    return {at: dose for at, dose in doses.items() if dose}
