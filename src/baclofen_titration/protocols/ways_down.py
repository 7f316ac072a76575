"""Ways down that a file names: at one pace, at several in a row, or as long as the patient asks."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from baclofen_titration.errors import InvalidValueError, UnknownNameError
from baclofen_titration.lengths import Count, Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import Authors
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose

KidneyBand = Fraction | Literal["dialysis", "normal", "unknown"]

MOST_LEGS = 10
MOST_LENGTHS = 20

ONE_PACE = (
    "a way down says one pace: over; shortest, longest or both; every with a fall or a share; "
    "halve_every with a floor; legs; or lengths"
)


class TaperPace(RuleModel):
    """One pace of a way down.

    Parameters
    ----------
    over : int or None
        [days] with a reduced dose.
    fall : DailyDose or None
        One fall, with `every`.
    share : str
        One fall as a share, such as ``"25 % of start"``, with `every`; empty for another
        pace. It is rounded to a smaller fall, never to a larger.
    every : int or None
        [days] between falls.
    halve_every : int or None
        [days] between halvings, with `floor`.
    floor : DailyDose or None
        The daily dose below which nothing is halved, and no share is taken: from there
        it goes to nothing.
    """

    over: Days | None = None
    fall: DailyDose | None = None
    share: Annotated[str, StringConstraints(max_length=20)] = ""
    every: Days | None = None
    halve_every: Days | None = None
    floor: DailyDose | None = None

    def paces(self) -> int:
        """How many paces it says; halves of one are refused.

        Raises
        ------
        InvalidValueError
            If a fall has no interval, or a floor nothing that it is of.
        """
        falls = (self.fall is not None) + bool(self.share)
        if falls > 1 or falls != (self.every is not None):
            raise InvalidValueError(
                "every goes with a fall or a share, and each of them with every; write one pair"
            )
        if self.halve_every is not None and self.floor is None:
            raise InvalidValueError("halving never reaches nothing; write a floor with halve_every")
        if self.floor is not None and self.halve_every is None and not self.share:
            raise InvalidValueError("a floor goes with halve_every or a share; remove it")
        return falls + (self.over is not None) + (self.halve_every is not None)

    @property
    def text(self) -> str:
        """The pace as a request for it is written."""
        if self.over is not None:
            return f"over {_days(self.over)}"
        floor = "" if self.floor is None else f", floor {self.floor}"
        if self.halve_every is not None:
            return f"halve every {_days(self.halve_every)}{floor}"
        return f"{self.share or self.fall} every {_days(self.every or 0)}{floor}"


class TaperLeg(TaperPace):
    """One of several paces in a row.

    Parameters
    ----------
    down_to : DailyDose or None
        Where the next leg takes over; None in the last one.
    """

    down_to: DailyDose | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse two paces at once, or none."""
        if self.paces() != 1:
            raise InvalidValueError(
                "a leg says over, every with a fall or a share, or halve_every with a floor; "
                "write one of them"
            )

    @property
    def text(self) -> str:
        """The leg as a request for it is written."""
        return super().text + ("" if self.down_to is None else f" to {self.down_to}")


class LengthFor(RuleModel):
    """How long a way down takes for some patients; of those that hold the longest counts.

    Parameters
    ----------
    over : int
        [days] with a reduced dose.
    reached_more_than : DailyDose or None
        It is for who takes more than this on the day before.
    used_longer_than : int or None
        [days] It is for who has used baclofen for longer.
    kidneys : {"always", "below", "up to", "dialysis"}
        Which kidneys it is for.
    edge : int or None
        [mL/min] of "below" and "up to".
    authors : tuple of Citation or Judgement
        Who says so.
    """

    over: Days
    reached_more_than: DailyDose | None = None
    used_longer_than: Days | None = None
    kidneys: Literal["always", "below", "up to", "dialysis"] = "always"
    edge: Annotated[Count, Field(ge=1, le=300)] | None = None
    authors: Authors

    @property
    def for_all(self) -> bool:
        """Whether it is for everybody."""
        held = (self.reached_more_than, self.used_longer_than)
        return self.kidneys == "always" and held == (None, None)

    def holds(self, daily: int, used: int | None, kidneys: KidneyBand) -> bool:
        """Whether it is for somebody; what is not known never shortens a way down.

        Parameters
        ----------
        daily : int
            What is taken on the day before [micrograms].
        used : int or None
            [days] baclofen has been used; None is unknown.
        kidneys : Fraction, "dialysis", "normal" or "unknown"
            [mL/min] Dialysis is weaker than any value.
        """
        more, longer = self.reached_more_than, self.used_longer_than
        if more is not None and daily <= more.micrograms:
            return False
        if longer is not None and used is not None and used <= longer:
            return False
        if self.kidneys == "always" or kidneys in ("dialysis", "unknown"):
            return True
        if self.edge is None or isinstance(kidneys, str):
            return False
        return kidneys < self.edge or (self.kidneys == "up to" and kidneys == self.edge)


class TaperWay(TaperPace):
    """A way down that the file names, and a taper may ask for.

    Parameters
    ----------
    name : str
        What it is asked for by.
    over, fall, share, every, halve_every, floor
        Its pace, where it has one.
    shortest, longest : int or None
        [days] Ends of a range of lengths, of which a taper chooses one by name; without
        `longest` it is a minimum, and a taper states its length.
    legs : tuple of TaperLeg
        Paces in a row; all but the last say where the next takes over.
    lengths : tuple of LengthFor
        How long it takes for whom.
    to : DailyDose or None
        Daily dose that it ends at; None to stop.
    authors : tuple of Citation or Judgement
        Who says so.

    Raises
    ------
    InvalidValueError
        If it says two paces or none.
    """

    name: Key
    shortest: Days | None = None
    longest: Days | None = None
    legs: Annotated[Several[TaperLeg], Field(max_length=MOST_LEGS)] = ()
    lengths: Annotated[Several[LengthFor], Field(max_length=MOST_LENGTHS)] = ()
    to: DailyDose | None = None
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse two paces at once, or none, and legs that do not meet."""
        ranged = self.shortest is not None or self.longest is not None
        if self.paces() + ranged + bool(self.legs) + bool(self.lengths) != 1:
            raise InvalidValueError(f"{ONE_PACE}; write one of them")
        if self.longest is not None and self.shortest is None:
            raise InvalidValueError(
                "longest alone would let a taper be as short as it likes; write shortest too"
            )
        ends = [leg.down_to is not None for leg in self.legs]
        if ends and (len(ends) == 1 or not all(ends[:-1]) or ends[-1]):
            raise InvalidValueError(
                "of several legs all but the last say down_to, where the next takes over; a single "
                "leg is a way without legs"
            )
        if self.lengths and not any(length.for_all for length in self.lengths):
            raise InvalidValueError("one of the lengths is for everybody; write it without when")

    @property
    def leaves_open(self) -> bool:
        """Whether a taper has to choose its length."""
        return self.shortest is not None


def way_of(ways: "TaperWays", name: str, protocol: str) -> TaperWay:
    """The way down of that name.

    Raises
    ------
    UnknownNameError
        If there is none; those that there are stand in the message.
    """
    for way in ways:
        if way.name == name:
            return way
    if not ways:
        raise UnknownNameError(
            f"{protocol} names no way down. Ask for a pace, such as a length or a fall."
        )
    known = ", ".join(way.name for way in ways)
    raise UnknownNameError(f"{protocol} has no way down of that name; known: {known}.")


def paces_of(way: TaperWay) -> Iterator[tuple[str, TaperPace]]:
    """The way itself and its legs, each with its place in the file behind the way."""
    yield "", way
    for number, leg in enumerate(way.legs, start=1):
        yield f".legs[{number}]", leg


def _days(days: int) -> str:
    return f"{days} day" + ("" if days == 1 else "s")


TaperWays = Annotated[Several[TaperWay], Field(max_length=20)]
