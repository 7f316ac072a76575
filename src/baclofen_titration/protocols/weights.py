"""What a protocol says by body weight and by age: for children, mostly."""

from typing import Annotated, Literal

from pydantic import Field

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age
from baclofen_titration.per_kilogram import DailyDosePerKg, DosePerKg, WeightBound
from baclofen_titration.protocols.parts import AuthoredOrder
from baclofen_titration.protocols.way_up import TimesBand
from baclofen_titration.provenance import Author, Authored
from baclofen_titration.quantities import DailyDose, Dose

KgRule = Literal["max_daily_dose", "max_dose", "max_first_day", "max_rise"]
AgeRule = Literal["max_daily_dose", "max_dose"]

KG_UNITS: dict[KgRule, type[DailyDosePerKg | DosePerKg]] = {
    "max_daily_dose": DailyDosePerKg,
    "max_dose": DosePerKg,
    "max_first_day": DailyDosePerKg,
    "max_rise": DailyDosePerKg,
}

Authors = Annotated[Several[Author], Field(min_length=1)]
# Named at the top of a module, because only then can they be pickled.
AuthoredWeight = Authored[WeightBound]
AuthoredPerKg = Authored[DailyDosePerKg]


class DaysRange(RuleModel):
    """How long a daily dose is kept: one number of days, or a range to choose from by name.

    Parameters
    ----------
    shortest, longest : int
        [days]; the same where the source gives one.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    shortest: Days
    longest: Days
    authors: Authors


class ByWeight(RuleModel):
    """The way up of a file that doses by weight.

    Parameters
    ----------
    start : Authored of DailyDosePerKg
        The first daily dose.
    slowest, fastest : Authored of DailyDosePerKg
        The ends of the range of rises; the same where the source gives one.
    days : DaysRange
        How long each daily dose is kept.
    growth_order : Authored of tuple of str
        Which time of day takes the larger part.
    times : tuple of TimesBand
        Lowest first; from which daily dose on which times of day are used.
    """

    start: AuthoredPerKg
    slowest: AuthoredPerKg
    fastest: AuthoredPerKg
    days: DaysRange
    growth_order: AuthoredOrder
    times: Annotated[Several[TimesBand], Field(min_length=1, max_length=4)]


class LimitPerKg(RuleModel):
    """A limit for each kilogram; it holds beside the limit in milligrams, and the lower counts."""

    rule: KgRule
    value: DailyDosePerKg | DosePerKg
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a unit that is not the rule's."""
        if type(self.value) is not KG_UNITS[self.rule]:
            raise InvalidValueError(
                f"{self.rule}: it is an amount for each kilogram, per day or dose like the rule"
            )


class LimitByAge(RuleModel):
    """A maximum that holds between two ages, tested at the age on each day.

    Parameters
    ----------
    rule : {"max_daily_dose", "max_dose"}
        Which maximum.
    from_age, below_age : Age
        Half-open; `below_age` is None where it has no end.
    value : DailyDose or Dose
        As the rule asks.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    rule: AgeRule
    from_age: Age
    below_age: Age | None
    value: DailyDose | Dose
    authors: Authors
