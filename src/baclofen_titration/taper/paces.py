"""The paces of a way down: over a length, by a fall, by a share, by halves, along a curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baclofen_titration.errors import TaperError
from baclofen_titration.quantities import DailyDose
from baclofen_titration.shares import PERMILLE
from baclofen_titration.taper.paths import gentlest_falls
from baclofen_titration.taper.walk import Note, Walker

WEEK = 7


@dataclass(frozen=True, slots=True)
class Over:
    """Within a length, with falls as small as leaves each reduced dose a week.

    A length that is too short for that takes the fewest falls that the limits allow. The
    reduced steps are as long as each other, or a day longer. The later ones take the odd
    days, because the lowest doses are the hardest to leave. In whole weeks, as where changes
    come on chosen days of the week, it is weeks that are shared out, where there are enough.
    """

    days: int
    whole_weeks: bool = False

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair in so many days."""
        stair, least = walker.stair, walker.stair.descent.limits["min_days_between_falls"]
        if walker.here == 0 and end == 1:
            _one_fall(walker, end, self.days)
            return
        path = gentlest_falls(stair, walker.here, end, self.days)
        if path is None:
            raise stair.stuck(walker.here)
        reduced = path[1:-1]
        days = self._slowed(walker, len(path) - 1, len(reduced) * least)
        asked = (stair.totals[walker.here] - stair.totals[end]) // (len(path) - 1)
        day = walker.day
        lengths = self._shared_out(days, max(len(reduced), 1), least)
        for place, length in zip(reduced, lengths, strict=False):
            walker.stand(day, place, asked)
            day += length
        walker.stand(day if reduced else day + days, end, asked)
        walker.day = walker.stands[-1].day + max(lengths[0], least)

    def _shared_out(self, days: int, steps: int, least: int) -> list[int]:
        unit = WEEK if self.whole_weeks and days >= WEEK * steps and least <= WEEK else 1
        base, longer = divmod(days // unit, steps)
        lengths = [unit * (base + (place >= steps - longer)) for place in range(steps)]
        lengths[-1] += days % unit
        return lengths

    def _slowed(self, walker: Walker, falls: int, shortest: int) -> int:
        if self.days < shortest:
            walker.too_fast(
                f"{_counted(self.days, 'is', 'are')} too few: {falls} "
                "falls are needed, and with the least time between falls the shortest way takes "
                f"{shortest} days. Ask for that or more.",
                f"{_counted(self.days, 'was', 'were')} asked for; the "
                f"shortest way takes {shortest} days",
            )
        return max(self.days, shortest)


@dataclass(frozen=True, slots=True)
class ByFall:
    """By a fixed fall at a fixed interval; where it cannot be made, by a smaller one."""

    fall: int
    every: int

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair, or until a day."""
        most = walker.stair.descent.limits["max_fall"]
        if self.fall > most:
            walker.too_fast(
                f"A fall of {DailyDose.from_micrograms(self.fall)} is more than the protocol's "
                f"largest, {DailyDose.from_micrograms(most)}. Ask for that or less.",
                f"falls of {DailyDose.from_micrograms(self.fall)} were asked for; the protocol's "
                f"largest is {DailyDose.from_micrograms(most)}",
            )
        _by_intervals(walker, end, until, self.every, lambda _: self.fall, may_stop=False)


@dataclass(frozen=True, slots=True)
class ByShare:
    """By a share of a daily dose at a fixed interval, rounded to a smaller fall.

    A share of what is left never reaches nothing: at the floor, or where these products
    make no fall that small any more, the taper stops, from a daily dose that may be
    stopped from.
    """

    share: int
    every: int
    of_start: bool
    floor: int = 0

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair, or until a day."""
        start, now = walker.stair.totals[0], walker.stair.totals[walker.here]
        _refuse_high_floor(walker, end, self.floor)

        def whole(total: int) -> int:
            return self.share * (start if self.of_start else total) // PERMILLE

        # From a floor or less one share is taken: nobody stops on the first day.
        floor = min(self.floor, now - min(whole(now), now))

        def size(total: int) -> int:
            return max(min(whole(total), total - floor), 0) if floor else whole(total)

        _refuse_first_fall(walker, size(now))
        _by_intervals(walker, end, until, self.every, size, may_stop=True)


@dataclass(frozen=True, slots=True)
class Halving:
    """By half of what is left at a fixed interval, down to a floor, and from there to nothing."""

    every: int
    floor: int

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair, or until a day."""
        stair = walker.stair
        _refuse_high_floor(walker, end, self.floor)

        # From a floor or less it is halved once: nobody stops on the first day.
        floor = min(self.floor, stair.totals[walker.here] - stair.totals[walker.here] // 2)

        def size(total: int) -> int:
            return total - max(total - total // 2, floor) if total > floor else 0

        _refuse_first_fall(walker, size(stair.totals[walker.here]))
        _by_intervals(walker, end, until, self.every, size, may_stop=True)


@dataclass(frozen=True, slots=True)
class Along:
    """Along a curve: shares of the starting daily dose, each from a day on.

    A fall lands on the curve or above it. The last point is nothing.
    """

    points: Sequence[tuple[int, int]]

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair, on the days of the curve."""
        stair, start = walker.stair, walker.stair.totals[walker.here]
        least = stair.descent.limits["min_days_between_falls"]
        gap = max(self.points[-1][0] - self.points[-2][0], least)
        first = day = soonest = walker.day
        if walker.here == 0 and end == stair.last == 1 and not stair.to:
            _one_fall(walker, end, self.points[-1][0])
            return
        for after, permille in self.points:
            day = max(first + after, soonest)
            if self._fall(walker, end, day, start * permille // PERMILLE):
                if day > first + after:
                    _say_too_close(walker, least)
                soonest = day + least
        last = day
        while walker.here < end and self._fall(walker, end, day + gap, 0):
            day += gap
        if walker.here < end:
            raise stair.stuck(walker.here)
        if day > last and end == stair.last:
            _say_longer(walker, last, day)
        walker.day = day + gap

    @staticmethod
    def _fall(walker: Walker, end: int, day: int, level: int) -> bool:
        """Fall to the level, or to the nearest stair above it that the limits allow."""
        stair = walker.stair
        asked = stair.totals[walker.here] - level
        if asked <= 0:
            return False
        most = stair.descent.limits["max_fall"]
        if asked > most:
            walker.too_fast(
                f"The curve falls by {DailyDose.from_micrograms(asked)} at once, which is more "
                f"than the protocol's largest, {DailyDose.from_micrograms(most)}. "
                "Give it more points, or more time.",
                f"the curve falls by {DailyDose.from_micrograms(asked)} at once; the protocol's "
                f"largest is {DailyDose.from_micrograms(most)}",
            )
        landings = stair.landings(walker.here, asked, end)
        if walker.here == 0:
            landings = [place for place in landings if stair.steps[place]]
        if landings:
            walker.stand(day, landings[-1], asked)
        return bool(landings)


def _say_longer(walker: Walker, last: int, day: int) -> None:
    walker.notes.append(
        Note(
            code="longer-than-asked",
            says=f"This taper goes on for {_counted(day - last, 'more', 'more')} than its curve: "
            "on its last day the limits, or these products, allow no fall to the end.",
        )
    )


def _say_too_close(walker: Walker, least: int) -> None:
    walker.too_fast(
        f"Points of the curve lie closer together than the protocol's {least} days between falls. "
        "Give it more time.",
        f"points of the curve lie closer together than the protocol's {least} days between falls",
    )


def _by_intervals(
    walker: Walker,
    end: int,
    until: int | None,
    every: int,
    size: Callable[[int], int],
    *,
    may_stop: bool,
) -> None:
    """One fall at each interval, as large as it may be and never larger than asked."""
    stair = walker.stair
    every = _slow_enough(walker, every)
    at_once = walker.here == 0 and stair.last == 1 and not stair.to
    if at_once and (may_stop or stair.totals[0] <= size(stair.totals[0])):
        _one_fall(walker, end, every)
        return
    while walker.here != end and (until is None or walker.day < until):
        asked = size(stair.totals[walker.here])
        landings = stair.landings(walker.here, asked, end)
        stops = may_stop and walker.here and end == stair.last and not stair.to
        if not landings and stops and stair.allowed(walker.here, end):
            landings = [end]
        if not landings and not asked and end != stair.last:
            return  # its floor is reached; the next leg goes on from here
        if not landings:
            raise stair.stuck(walker.here, asked)
        if walker.here == 0:  # nobody stops on the first day
            landings = [place for place in landings if stair.steps[place]]
        walker.stand(walker.day, landings[-1], asked)
        walker.day += every


def _counted(days: int, one: str, more: str) -> str:
    return f"{days} day {one}" if days == 1 else f"{days} days {more}"


def _slow_enough(walker: Walker, every: int) -> int:
    least = walker.stair.descent.limits["min_days_between_falls"]
    if every < least:
        days = "day is" if every == 1 else "days is"
        walker.too_fast(
            f"Every {every} {days} sooner than the protocol's {least} days "
            "between falls. Ask for that or more.",
            f"falls every {every} days were asked for; the protocol's least is {least} days",
        )
    return max(every, least)


def _refuse_high_floor(walker: Walker, end: int, floor: int) -> None:
    """A floor is where it goes to nothing from, so nothing may be stopped from above it."""
    stair, most = walker.stair, walker.stair.descent.limits["max_last_daily_dose"]
    if end == stair.last and not stair.to and floor > most:
        raise TaperError(
            f"From a floor of {DailyDose.from_micrograms(floor)} nothing may be stopped; "
            f"the most is {DailyDose.from_micrograms(most)}. Give a lower floor."
        )


def _refuse_first_fall(walker: Walker, fall: int) -> None:
    most = walker.stair.descent.limits["max_fall"]
    if fall > most:
        walker.too_fast(
            f"At this pace the first fall would be {DailyDose.from_micrograms(fall)}, more than "
            f"the protocol's largest, {DailyDose.from_micrograms(most)}. Ask for a smaller share, "
            "go down at another pace first, or ask to be slowed down (if too fast: stretch).",
            f"a fall of {DailyDose.from_micrograms(fall)} was asked for; the protocol's largest "
            f"is {DailyDose.from_micrograms(most)}",
        )


def _one_fall(walker: Walker, end: int, days: int) -> None:
    """Nothing between the present dose and the end can be made: it is kept, and then stopped."""
    stair = walker.stair
    if stair.steps[end]:
        raise TaperError(
            f"One fall leads to {DailyDose.from_micrograms(stair.totals[end])} and no dose between "
            f"can be made from these products to fill {days} days. Ask for a fall and an interval "
            "instead.",
            by_products=True,
        )
    if not stair.allowed(0, end):
        raise stair.stuck()
    least = stair.descent.limits["min_days_between_falls"]
    if days < least:
        walker.too_fast(
            f"{_counted(days, 'is', 'are')} too few: the least time before a fall is {least} days. "
            "Ask for that or more.",
            f"{_counted(days, 'was', 'were')} asked for; the least time before a fall is {least} "
            "days",
        )
    walker.day = max(days, least)
    walker.stand(walker.day, end, None)
