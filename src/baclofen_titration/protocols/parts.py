"""The smaller parts of a dosing protocol: times of day, ages, reviews, facts, signatures."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Count, Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age
from baclofen_titration.provenance import Author, Authored, Sentence
from baclofen_titration.regimen import NAMED_TIMES, ClockTime, TimeOfDay

NamedTime = Literal["morning", "midday", "evening", "bedtime"]
CountedFrom = Literal["start", "last rise"]

Authors = Annotated[Several[Author], Field(min_length=1)]
Times = Annotated[Several[NamedTime], Field(min_length=1, max_length=len(NAMED_TIMES))]
MOST_TAKINGS = 24
Order = Annotated[Several[TimeOfDay], Field(min_length=1, max_length=MOST_TAKINGS)]
Title = Annotated[str, StringConstraints(min_length=3, max_length=200)]
Months = Annotated[Count, Field(ge=1, le=120)]
# Named at the top of a module, because only then can they be pickled.
AuthoredAge = Authored[Age]
AuthoredDays = Authored[Days]


class AuthoredTimes(Authored[Times]):
    """Times of day together with everybody who stands behind their choice."""


class AuthoredOrder(Authored[Order]):
    """An order of times of day, named or by the clock, together with everybody behind it."""


class KidneyBand(RuleModel):
    """Whether kidneys may be stated as normal, without a value, at these ages.

    Parameters
    ----------
    from_age : Age
        First age of the band.
    below_age : Age or None
        The first age that is no longer in it; None where it has no end.
    accept : bool
        Whether the statement is taken without a value.
    authors : tuple of Citation or Judgement
        Who decides that.
    """

    from_age: Age
    below_age: Age | None
    accept: bool
    authors: Authors


class ClockHour(RuleModel):
    """The hour that stands behind a named time of day."""

    at: NamedTime
    hour: ClockTime


class StepBack(RuleModel):
    """That one goes back to the dose before where signs come back, and who says so."""

    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a judgement alone: going back is a rise, and a source has to say it."""
        if all(author.kind == "judgement" for author in self.authors):
            raise InvalidValueError("going back a step needs a source that says so; cite it")


class TaperRules(RuleModel):
    """The way down, as far as limits do not say it already.

    Parameters
    ----------
    fall_order : Authored of tuple of str
        Which time of day falls first among equal doses.
    step_back : StepBack or None
        Who says that one goes back to the dose before where signs come back;
        None where the document does not say so, and then no patient is told.
    """

    fall_order: AuthoredTimes
    step_back: StepBack | None = None


class ReviewRule(RuleModel):
    """When somebody looks again.

    Parameters
    ----------
    purpose : str
        What is looked at.
    days, months : int or None
        [days] or [months] after the day it is counted from; exactly one of them.
    counted_from : {"start", "last rise"}
        The first day of the schedule, or the first day of its highest dose.
    authors : tuple of Citation or Judgement
        Who asks for it.
    """

    purpose: Title
    days: Days | None = None
    months: Months | None = None
    counted_from: CountedFrom
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a review on no day, or on two."""
        if (self.days is None) == (self.months is None):
            raise InvalidValueError("a review is after days or after months, and not after both")

    @property
    def after(self) -> str:
        """The time as a person reads it."""
        count, unit = (self.days, "day") if self.days is not None else (self.months, "month")
        return f"{count} {unit}" + ("" if count == 1 else "s")


class Fact(RuleModel):
    """Something a source says that is kept and shown, and never planned from."""

    topic: Title
    says: Sentence
    authors: Authors


class Signature(RuleModel):
    """Who reviewed the content of a file and stands behind it; it proves no identity.

    Parameters
    ----------
    role, organisation : str
        Of whoever signed it.
    on : datetime.date
        When.
    content : str
        Digest of the content that was reviewed; any later change breaks the seal.
    """

    role: Title
    organisation: Title
    on: CivilDate
    content: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}, {self.on}"
