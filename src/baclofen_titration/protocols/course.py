"""What a file says of a whole course: plateaus and holds, how long to stay and to taper."""

from typing import Annotated

from pydantic import Field

from baclofen_titration.errors import InvalidValueError
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
    stay : Authored of int, or None
        [days] at the aim; this or `whole`.
    whole : Authored of int, or None
        [days] of all of it, up, at the aim and down: what is left for the stay depends on
        how long the way up is.
    taper : Authored of int
        [days] with a reduced dose after it.
    wash_out : Authored of int, or None
        [days] without baclofen before anything else begins.

    Raises
    ------
    InvalidValueError
        If it says neither stay nor whole, both, or a whole that the taper fills.
    """

    stay: AuthoredDays | None = None
    whole: AuthoredDays | None = None
    taper: AuthoredDays
    wash_out: AuthoredDays | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse a course whose length is open, or said twice."""
        if (self.stay is None) == (self.whole is None):
            raise InvalidValueError(
                "a course says how long to stay at the aim, or how long all of it takes; write "
                "[course.stay] or [course.whole]"
            )
        if self.whole is not None and self.whole.value <= self.taper.value:
            raise InvalidValueError(
                "[course.whole] is not longer than [course.taper], which is a part of it"
            )


Plateaus = Annotated[Several[Plateau], Field(max_length=20)]
