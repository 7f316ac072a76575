"""What a source says in numbers beside the rules: typed, cited, shown and compared.

None of it raises a dose. A plan may be held to it, never made from it.
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, StringConstraints

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Count, Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.per_kilogram import DailyDosePerKg, DosePerKg
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import DailyDose, Dose

T = TypeVar("T")

Authors = Annotated[Several[Author], Field(min_length=1)]
TrialFrom = Literal["start", "last rise", "maximum dose", "unstated"]
StatedBasis = Literal["per dose", "per day", "unstated"]
AnyAmount = Dose | DailyDose | DosePerKg | DailyDosePerKg


class Between(RuleModel, Generic[T]):
    """One value, or a range with one open end or none.

    Parameters
    ----------
    lowest, highest : value or None
        The same twice where the source gives one value; None for an open end.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    lowest: T | None
    highest: T | None
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a range of nothing, or one that runs backwards."""
        if self.lowest is None and self.highest is None:
            raise InvalidValueError("a range has a lowest value, a highest, or both; write one")


class BetweenDailyDoses(Between[AnyAmount]):
    """Amounts, each with its unit."""


class BetweenDays(Between[Days]):
    """Numbers of days."""


class BetweenCounts(Between[Annotated[Count, Field(ge=1, le=24)]]):
    """How many times a day."""


class StatedRise(BetweenDailyDoses):
    """A rise, and of what it is one, as far as the source says."""

    basis: StatedBasis


class StatedTrial(BetweenDays):
    """How long a trial goes on before its benefit is judged, and from when that is counted."""

    counted_from: TrialFrom


class TaperLength(BetweenDays):
    """How long a taper takes.

    Parameters
    ----------
    used_longer_than : int or None
        [days] of use from which on this length holds; None if it holds always.
    reached_more_than : DailyDose or None
        Daily dose above which it holds.
    kidneys : str
        Kidneys for which it holds, in the words of the source; empty for all.
    to : DailyDose or None
        Daily dose that it ends at, where that is not nothing.
    """

    used_longer_than: Days | None
    reached_more_than: DailyDose | None = None
    kidneys: Annotated[str, StringConstraints(max_length=200)] = ""
    to: DailyDose | None = None


class StatedShare(RuleModel):
    """One fall of a taper as a share.

    Parameters
    ----------
    percent : int
        [%] of what `of` says, downwards; 50 halves it.
    of : {"present", "start", "unstated"}
        What it is a share of.
    floor : DailyDose or None
        The daily dose below which no share is taken any more.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    percent: Annotated[Count, Field(ge=1, le=99)]
    of: Literal["present", "start", "unstated"]
    floor: DailyDose | None = None
    authors: Authors


class Aim(RuleModel):
    """A daily dose that a source names as one to reach, or to ask at."""

    value: AnyAmount
    authors: Authors


class Stated(RuleModel):
    """Every such table; each may be missing.

    Parameters
    ----------
    start, gentler_start : Between
        The first daily dose; that of somebody who is sensitive.
    first_dose : Between
        The very first dose, where it is larger than those that follow.
    rise : StatedRise
        One rise.
    days : BetweenDays
        [days] Between rises.
    doses_a_day : BetweenCounts
        How many.
    usual_range, maximum, inpatient_maximum : Between
        Of the daily dose.
    trial_period : StatedTrial
        Until benefit is judged.
    hold, stay, wash_out, course : BetweenDays
        [days] Of a hold until it is reviewed; at the aim; without baclofen; of all of it.
    taper_shares : tuple of StatedShare
        One fall as a share of the daily dose.
    taper_fall : Between
        One fall.
    taper_days : BetweenDays
        [days] Between falls.
    taper_lengths : tuple of TaperLength
        By how long it was used, the dose reached, or the kidneys.
    aims, approval_gates : tuple of Aim
        Daily doses to reach, and to stop and ask at.
    """

    start: BetweenDailyDoses | None = None
    first_dose: BetweenDailyDoses | None = None
    gentler_start: BetweenDailyDoses | None = None
    rise: StatedRise | None = None
    days: BetweenDays | None = None
    doses_a_day: BetweenCounts | None = None
    usual_range: BetweenDailyDoses | None = None
    maximum: BetweenDailyDoses | None = None
    inpatient_maximum: BetweenDailyDoses | None = None
    trial_period: StatedTrial | None = None
    hold: BetweenDays | None = None
    stay: BetweenDays | None = None
    wash_out: BetweenDays | None = None
    course: BetweenDays | None = None
    taper_fall: BetweenDailyDoses | None = None
    taper_days: BetweenDays | None = None
    taper_shares: Annotated[Several[StatedShare], Field(max_length=20)] = ()
    taper_lengths: Annotated[Several[TaperLength], Field(max_length=20)] = ()
    aims: Annotated[Several[Aim], Field(max_length=20)] = ()
    approval_gates: Annotated[Several[Aim], Field(max_length=20)] = ()
