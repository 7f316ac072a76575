"""What a file says of a whole course: plateaus and holds, how long to stay, named ways down."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from baclofen_titration.errors import InvalidValueError, UnknownNameError
from baclofen_titration.lengths import Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import AuthoredDays, Authors
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose


class Plateau(RuleModel):
    """A stay on the way up that is planned on purpose, or a hold until somebody has looked.

    Parameters
    ----------
    from_daily : DailyDose
        The first daily dose at or above this one is kept.
    days : int or None
        [days] it is kept for; None holds it until it is reviewed, and no plan goes past it.
    authors : tuple of Citation or Judgement
        Who asks for it.
    """

    from_daily: DailyDose
    days: Days | None
    authors: Authors


class CourseRule(RuleModel):
    """How long each part of a course lasts that has an end.

    Parameters
    ----------
    stay : Authored of int
        [days] at the aim.
    taper : Authored of int
        [days] with a reduced dose after it.
    wash_out : Authored of int, or None
        [days] without baclofen before anything else begins.
    """

    stay: AuthoredDays
    taper: AuthoredDays
    wash_out: AuthoredDays | None = None


class TaperWay(RuleModel):
    """A way down that the file names, and a taper may ask for.

    Parameters
    ----------
    name : str
        What it is asked for by.
    over : int or None
        [days] with a reduced dose; this, or `every` with `fall` or `share`.
    fall : DailyDose or None
        One fall.
    share : str
        One fall as a share, such as ``"25 % of start"``; empty for another pace.
    every : int or None
        [days] between falls.
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
    over: Days | None = None
    fall: DailyDose | None = None
    share: Annotated[str, StringConstraints(max_length=20)] = ""
    every: Days | None = None
    to: DailyDose | None = None
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse two paces at once, or none."""
        falls = (self.fall is not None) + bool(self.share)
        if falls + (self.over is not None) != 1 or falls != (self.every is not None):
            raise InvalidValueError(
                "a way down says over, or every with a fall or a share; write one of them"
            )

    @property
    def asked(self) -> dict[str, object]:
        """What a request for it says, by the names of its inputs."""
        held = {
            "over": self.over,
            "fall": self.fall,
            "share": self.share or None,
            "every": self.every,
            "to": self.to,
        }
        return {name: value for name, value in held.items() if value is not None}


Plateaus = Annotated[Several[Plateau], Field(max_length=20)]
TaperWays = Annotated[Several[TaperWay], Field(max_length=20)]


def way_of(ways: TaperWays, name: str, protocol: str) -> TaperWay:
    """The way down of that name.

    Raises
    ------
    UnknownNameError
        If there is none; those that there are stand in the message.
    """
    for way in ways:
        if way.name == name:
            return way
    known = ", ".join(way.name for way in ways) or "it has none"
    raise UnknownNameError(f"{protocol} has no way down of that name; known: {known}.")
