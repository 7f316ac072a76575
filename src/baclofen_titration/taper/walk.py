"""Walk down a stair, one leg after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from baclofen_titration.errors import TaperError
from baclofen_titration.limits import LimitRule
from baclofen_titration.quantities import DailyDose
from baclofen_titration.sharing import Doses
from baclofen_titration.taper.stair import Descent, Stair


@dataclass(frozen=True, slots=True)
class Fall:
    """One step on the way down, before it has dates and pieces.

    `asked` is the fall that was asked for on its first day [micrograms], where one was; what
    can be made of it may be less.
    """

    doses: Doses
    days: int | None
    bound_by: tuple[LimitRule, ...]
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What came out otherwise than asked, though nothing was too fast: a code and its words."""

    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Descended:
    """A way down, where it is slower than was asked for, and what else came out otherwise."""

    falls: list[Fall]
    slowed: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """From which day on a stair is stood on, counted from 0, and which fall was asked for."""

    day: int
    place: int
    asked: int | None


@dataclass(slots=True)
class Walker:
    """Where a way down has come to.

    Parameters
    ----------
    stair : Stair
        What is walked.
    stretch : bool
        Whether what is too fast is slowed down, and said, instead of refused.
    here, day : int
        The stair that is stood on, and the first day on which the next fall may come.
    """

    stair: Stair
    stretch: bool
    here: int = 0
    day: int = 0
    stands: list[Stand] = field(default_factory=list)
    slowed: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def stand(self, day: int, place: int, asked: int | None) -> None:
        """Fall to a stair on a day."""
        self.stands.append(Stand(day, place, asked))
        self.here = place

    def too_fast(self, refusal: str, slower: str) -> None:
        """Refuse, or note what is done instead."""
        if not self.stretch:
            raise TaperError(refusal)
        self.slowed.append(slower)


class Pace(Protocol):
    """How fast a leg goes down."""

    def walk(self, walker: Walker, end: int, until: int | None) -> None:
        """Go down to a stair, or with every fall before a day."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the way at one pace.

    Parameters
    ----------
    pace : Pace
        How fast.
    down_to : int or None
        Daily dose at which the next leg takes over [micrograms]; if it lies on no
        stair, the one above.
    until : int or None
        Day on which the next leg takes over, counted from 0.
    """

    pace: Pace
    down_to: int | None = None
    until: int | None = None


def descend(
    descent: Descent, present: Doses, to: int, legs: Sequence[Leg], *, stretch: bool = False
) -> Descended:
    """Go down leg by leg.

    Parameters
    ----------
    descent : Descent
        Limits and makeable doses.
    present : mapping
        What is taken now [micrograms].
    to : int
        Daily dose to end at [micrograms]; 0 to stop.
    legs : sequence of Leg
        The last one goes to the end, whatever it says.
    stretch : bool
        Whether what is too fast is slowed down instead of refused.

    Returns
    -------
    Descended
        The reduced steps. The end itself is not among them unless it is a daily
        dose to keep, which is then last and open, with None for its days.

    Raises
    ------
    TaperError
        If a leg is too fast, or a fall cannot be made; the message says what would do.
    """
    stair = Stair(descent, present, to)
    walker = Walker(stair, stretch)
    for number, leg in enumerate(legs, start=1):
        end = stair.last
        if number < len(legs) and leg.down_to is not None:
            end = stair.at_or_above(leg.down_to)
        if walker.here < end:
            leg.pace.walk(walker, end, leg.until if number < len(legs) else None)
        if end != stair.last and leg.down_to is not None:
            _say_where(walker, leg.down_to)
        if leg.until is not None:
            _say_when(walker, leg.until)
            walker.day = max(walker.day, leg.until)
    if walker.here != stair.last:
        raise stair.stuck(walker.here)
    return Descended(_falls(walker), tuple(walker.slowed), tuple(walker.notes))


def _say_where(walker: Walker, asked: int) -> None:
    """The next pace takes over above the daily dose that was named for it."""
    here = walker.stair.totals[walker.here]
    if here > asked:
        walker.notes.append(
            Note(
                code="next-pace-elsewhere",
                says=f"The next pace was to take over at {DailyDose.from_micrograms(asked)}, and "
                f"takes over at {DailyDose.from_micrograms(here)}: on this way down no dose "
                "between them can be reached.",
            )
        )


def _say_when(walker: Walker, asked: int) -> None:
    """The next pace takes over later: the last dose of this one is kept for its own days."""
    late = walker.day - asked
    days = "day" if late == 1 else "days"
    if late > 0 and walker.here != walker.stair.last:
        walker.notes.append(
            Note(
                code="next-pace-elsewhere",
                says=f"The next pace takes over {late} {days} later than was asked: the dose that "
                "is reached before is kept for as long as its own pace says.",
            )
        )


def _falls(walker: Walker) -> list[Fall]:
    stair, stands = walker.stair, walker.stands
    if stands[0].day:
        _refuse_unmakeable(stair)
        stands = [Stand(0, 0, None), *stands]
    falls = []
    for high, low, following in zip([None, *stands], stands, stands[1:], strict=False):
        falls.append(_fall(stair, high, low, following.day - low.day))
    if stair.to:
        falls.append(_fall(stair, stands[-2] if len(stands) > 1 else None, stands[-1], None))
    return falls


def _fall(stair: Stair, high: Stand | None, low: Stand, days: int | None) -> Fall:
    place = 0 if high is None else high.place
    tight = () if place == low.place else stair.tight(place, low.place)
    return Fall(stair.steps[low.place], days, tight, _asked(stair, place, low))


def _asked(stair: Stair, place: int, low: Stand) -> int | None:
    """The fall that was asked for, as far as there was one; below the end nothing is asked."""
    left = stair.totals[place] - stair.totals[stair.last]
    return None if low.asked is None or place == low.place else min(low.asked, left)


def _refuse_unmakeable(stair: Stair) -> None:
    """What is kept at first has to be makeable too."""
    if any(dose not in stair.descent.makeable for dose in stair.steps[0].values()):
        raise TaperError(
            "Neither the present dose nor any lower one can be made from these products, so there "
            "is nothing to take on the way down. Add a product that makes a smaller dose.",
            by_products=True,
        )
