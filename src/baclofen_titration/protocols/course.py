"""What a file says of a whole course: plateaus and holds, how long to stay and to taper."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from baclofen_titration.lengths import Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import AuthoredDays, Authors
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


Plateaus = Annotated[Several[Plateau], Field(max_length=20)]
