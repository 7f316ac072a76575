"""The rows that a way up follows: written in a protocol's table, or made from its rule.

A rule raises the daily dose by a fixed amount and shares it over the times of the
day, so that doses differ by one makeable step at most. The number of doses and the
daily dose never change on the same day: where more times of day come into use, the
daily dose is first shared over them, as slowly as the limits ask, and rises later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from baclofen_titration.limits import LimitRule
from baclofen_titration.provenance import Author
from baclofen_titration.shares import PERMILLE
from baclofen_titration.sharing import Doses, Window, reachable_totals, share, total_of, window

MOST_RUNGS = 500


@dataclass(frozen=True, slots=True)
class Rung:
    """One row: the doses it asks for, and for how many days."""

    rule: str
    doses: Doses
    days: int
    authors: tuple[Author, ...]


@dataclass(frozen=True, slots=True)
class RiseRule:
    """How rows are made.

    Parameters
    ----------
    start : int or None
        Daily dose of the first row [micrograms]; None to go on from a given row.
    rise : int
        [micrograms], of the daily dose, or of each dose.
    per_dose : bool
        What `rise` is a rise of.
    days : int
        [days] that each row is kept.
    bands : sequence of (int, sequence of str, tuple of Author)
        From which daily dose on [micrograms] which times of day are used, and who says so.
    authors : tuple of Author
        Who asks for the rise.
    start_authors : tuple of Author
        Who asks for the start.
    one_after_another : bool
        Whether one time of day grows to the largest dose before the next begins to; what it
        cannot take of a rise of the day goes to the next.
    round_start : bool
        Whether a start that cannot be made is rounded down to one that can, as an
        amount worked out from a weight is; a printed one is taken as it is or refused.
    other_rises : sequence of (int, int, int, tuple of Author)
        From which daily dose on [micrograms] another rise [micrograms] and other days
        hold, lowest first.
    share : int or None
        What a rise may be of a daily dose [thousandths], beside the rise.
    share_of : int or None
        Of which daily dose [micrograms]; None is the present one.
    least : int
        The rise that is taken where the share is less [micrograms].
    """

    start: int | None
    rise: int
    per_dose: bool
    days: int
    bands: Sequence[tuple[int, Sequence[str], tuple[Author, ...]]]
    authors: tuple[Author, ...]
    start_authors: tuple[Author, ...] = ()
    one_after_another: bool = False
    round_start: bool = False
    other_rises: Sequence[tuple[int, int, int, tuple[Author, ...]]] = ()
    share: int | None = None
    share_of: int | None = None
    least: int = 0


def rungs_by_rule(
    rule: RiseRule,
    after: Doses | None,
    limits: Mapping[LimitRule, int],
    makeable: Sequence[int],
    order: Sequence[str],
) -> list[Rung]:
    """Make the rows of a rule, up to the largest daily dose.

    Parameters
    ----------
    rule : RiseRule
        How they are made.
    after : mapping or None
        The last row of a table that the rule goes on from.
    limits : mapping
        Amount of each limit [micrograms, days or hours].
    makeable : sequence of int
        Every dose that can be made, ascending [micrograms].
    order : sequence of str
        Which time of day takes the larger part.

    Returns
    -------
    list of Rung
        Lowest first; none if the start cannot be made.
    """
    workshop = _Workshop(rule, limits, makeable, order)
    return list(workshop.rows(after))


@dataclass(frozen=True, slots=True)
class _Workshop:
    rule: RiseRule
    limits: Mapping[LimitRule, int]
    makeable: Sequence[int]
    order: Sequence[str]

    def rows(self, after: Doses | None) -> Iterator[Rung]:
        now = after
        if now is None:
            now = self._first()
            if not now:
                return
            yield Rung("rise-1", now, self._pace(now)[1], self.rule.start_authors)
        for number in range(2, MOST_RUNGS):
            spread = self._over_its_times(now)
            following = spread or self._risen(now)
            if following is None or (spread is None and self._gone(now)):
                return  # a time of day that is taken away is empty before anything rises
            authors = self._band(total_of(now))[1] if spread else self._pace(now)[2]
            yield Rung(
                f"evened-{number}" if spread else f"rise-{number}",
                following,
                self._pace(following)[1],
                authors,
            )
            now = following

    def _first(self) -> Doses | None:
        start = self.rule.start or 0
        times, _ = self._band(start)
        windows = [window(at, 0, self.limits["max_dose"], self.makeable) for at in times]
        if not self.rule.round_start:
            return share(start, windows, self.order)
        # Every time of day of the band is kept, so that a rounded start is no larger at one time.
        taken = [(at, tuple(dose for dose in doses if dose)) for at, doses in windows]
        totals = [total for total in reachable_totals(taken) if total <= start]
        return share(max(totals), taken, self.order) if totals else None

    def _band(self, daily: int) -> tuple[Sequence[str], tuple[Author, ...]]:
        """Which times of day are used at a daily dose."""
        reached = [band for band in self.rule.bands if band[0] <= daily]
        _, times, authors = (reached or [self.rule.bands[0]])[-1]
        return times, authors

    def _pace(self, now: Doses) -> tuple[int, int, tuple[Author, ...]]:
        """The rise from these doses [micrograms], the days they are kept, and who says so."""
        reached = [band for band in self.rule.other_rises if band[0] <= total_of(now)]
        if not reached:
            return self.rule.rise, self.rule.days, self.rule.authors
        _, rise, days, authors = reached[-1]
        return rise, days, authors

    def _over_its_times(self, now: Doses) -> Doses | None:
        """The same daily dose, one move nearer to being shared over all times of its band."""
        times, _ = self._band(total_of(now))
        if self.rule.one_after_another:
            return None
        gone = self._gone(now)
        if gone:
            return self._without(min(gone, key=lambda at: now[at]), now, times)
        if self._is_even(now, times):
            return None
        fall, rise = self.limits["max_fall_per_dose"], self.limits["max_rise_per_dose"]
        highest = self.limits["max_dose"]
        windows = [
            window(
                at,
                max(0, now.get(at, 0) - fall),
                min(now.get(at, 0) + rise, max(highest, now.get(at, 0))),
                self.makeable,
            )
            for at in times
        ]
        doses = share(total_of(now), windows, self.order)
        if doses is None or self._spread(doses, times) >= self._spread(now, times):
            return None
        return doses

    def _gone(self, now: Doses) -> list[str]:
        """Times of day that are taken, and that the band does not use."""
        times, _ = self._band(total_of(now))
        return [at for at in now if at not in times]

    def _without(self, gone: str, now: Doses, times: Sequence[str]) -> Doses | None:
        """The same daily dose with less at a time of day that is taken away, the rest shared."""
        limits = self.limits
        least = max(0, now[gone] - limits["max_fall_per_dose"])
        kept = [
            window(
                at,
                now.get(at, 0),
                max(
                    now.get(at, 0),
                    min(now.get(at, 0) + limits["max_rise_per_dose"], limits["max_dose"]),
                ),
                self.makeable,
            )
            for at in times
        ]
        others: list[Window] = [
            (at, (dose,)) for at, dose in now.items() if at not in times and at != gone
        ]
        for left in window(gone, least, now[gone] - 1, self.makeable)[1]:
            doses = share(total_of(now), [*kept, *others, (gone, (left,))], self.order)
            if doses is not None:
                return doses
        return None

    def _risen(self, now: Doses) -> Doses | None:
        """The largest rise up to the rule's that can be shared evenly and made."""
        if self.rule.one_after_another:
            return self._next_time_risen(now)
        rise = self._share_of(now, self._pace(now)[0] * (len(now) if self.rule.per_dose else 1))
        rise, present = min(rise, self.limits["max_rise"]), total_of(now)
        most = min(present + rise, self.limits["max_daily_dose"])
        per_dose, highest = self.limits["max_rise_per_dose"], self.limits["max_dose"]
        windows = [
            window(at, dose, min(dose + per_dose, highest), self.makeable)
            for at, dose in now.items()
        ]
        totals = [t for t in reachable_totals(windows) if present < t <= most]
        for total in sorted(totals, reverse=True):
            doses = share(total, windows, self.order)
            if doses is not None and self._steps_apart(doses, tuple(now)) <= 1:
                return doses
        return None

    def _next_time_risen(self, now: Doses) -> Doses | None:
        """The rise, given to one time of day after another until it is used up.

        A rise of each dose is given to one of them; a rise of the day that the first can
        only take in part goes on to the next.
        """
        left = min(self._share_of(now, self._pace(now)[0]), self.limits["max_rise"])
        doses = now
        while left:
            further = self._one_time_risen(now, doses, left)
            if further is None:
                break
            left -= total_of(further) - total_of(doses)
            doses = further
            if self.rule.per_dose:
                break
        return None if doses is now else doses

    def _one_time_risen(self, before: Doses, now: Doses, rise: int) -> Doses | None:
        """One time of day takes the rise: the first in the order that has not the largest dose.

        All times of the band grow to the dose of the first of them; then the first grows again.
        """
        times, _ = self._band(total_of(before))
        order = [at for at in self.order if at in times]
        goal = max(now.values())
        behind = [at for at in order if now.get(at, 0) < goal]
        at = behind[0] if behind else order[0]
        held, limits = now.get(at, 0), self.limits
        highest = min(
            held + rise,
            before.get(at, 0) + limits["max_rise_per_dose"],
            limits["max_dose"],
            limits["max_daily_dose"] - total_of(now) + held,
            goal if behind else limits["max_dose"],
        )
        reached = [dose for dose in self.makeable if held < dose <= highest]
        if not reached:
            return None
        return {time: dose for time in times if (dose := {**now, at: reached[-1]}.get(time, 0))}

    def _share_of(self, now: Doses, rise: int) -> int:
        """The rise, or the share of a daily dose where that is less."""
        if self.rule.share is None:
            return rise
        base = total_of(now) if self.rule.share_of is None else self.rule.share_of
        return min(rise, max(self.rule.share * base // PERMILLE, self.rule.least))

    def _is_even(self, doses: Doses, times: Sequence[str]) -> bool:
        return set(doses) == set(times) and self._steps_apart(doses, times) <= 1

    def _steps_apart(self, doses: Doses, times: Sequence[str]) -> int:
        """How many makeable steps lie between the smallest and the largest dose of the day."""
        places = [self.makeable.index(doses[at]) + 1 if doses.get(at, 0) else 0 for at in times]
        return max(places) - min(places)

    @staticmethod
    def _spread(doses: Doses, times: Sequence[str]) -> int:
        taken = [doses.get(at, 0) for at in {*times, *doses}]
        return max(taken) - min(taken)
