"""The way up of a dosing protocol: rows of a table, a rule of rises, or both."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days
from baclofen_titration.limits import RiseShare
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import (
    MOST_TAKINGS,
    AuthoredDays,
    AuthoredOrder,
    Authors,
    Times,
)
from baclofen_titration.provenance import Authored, Key
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES, TimeOfDay

Basis = Literal["per dose", "per day"]
Growth = Literal["one after another"]

# Named at the top of a module, because only then can they be pickled.
AuthoredDose = Authored[Dose]
AuthoredDailyDose = Authored[DailyDose]
AuthoredRise = AuthoredDose | AuthoredDailyDose


class AuthoredGrowth(Authored[Growth]):
    """How the times of day grow, together with everybody who says so."""


class TableDose(RuleModel):
    """What one row of the table gives at one time of day, named or by the clock.

    Parameters
    ----------
    at : str
        When.
    dose : Dose
        How much.
    written : str
        As the source counts it, such as ``"half a tablet of 10 mg"``; empty for milligrams.
    """

    at: TimeOfDay
    dose: Dose
    written: Annotated[str, StringConstraints(max_length=60)] = ""


class TitrationStep(RuleModel):
    """One row of the table.

    Parameters
    ----------
    rule : str
        Its name in reasons, such as ``"step-1"``.
    takings : tuple of TableDose
        What is taken at each time of day, in the order of the day; empty where the
        source states the day and not its split.
    daily_total : DailyDose
        The sum as the author of the file wrote it down: a check digit, or all that is known.
    days : int
        [days] How long the row is kept.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    rule: Key
    takings: Annotated[Several[TableDose], Field(max_length=MOST_TAKINGS)]
    daily_total: DailyDose
    days: Days
    authors: Authors

    @property
    def doses(self) -> dict[str, Dose]:
        """The dose at each time of day; a new dictionary each time."""
        return {taking.at: taking.dose for taking in self.takings}


class TimesBand(RuleModel):
    """From which daily dose on which times of day are used.

    Parameters
    ----------
    from_daily : DailyDose
        The daily dose from which on the band holds; it ends where the next begins.
    times : tuple of str
        In the order of the day; where the source gives a range of numbers of doses a day,
        those of the fewest.
    choices : tuple of tuple of str
        The times of each number of doses a day, fewest first, of which a plan chooses one
        by name; none where the source gives one.
    authors : tuple of Citation or Judgement
        Who says so.

    Raises
    ------
    InvalidValueError
        If two of the choices have the same number of times, or they do not begin with `times`.
    """

    from_daily: DailyDose
    times: Times
    choices: Annotated[Several[Times], Field(max_length=len(NAMED_TIMES))] = ()
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a choice that is none."""
        counts = [len(times) for times in self.choices]
        if len(counts) == 1 or counts != sorted(set(counts)):
            raise InvalidValueError(
                "a range of doses a day lists two or more, each with more times of day than the "
                "one before; write one list of times where there is nothing to choose"
            )
        if self.choices and self.choices[0] != self.times:
            raise InvalidValueError("times are those of the fewest doses a day; take them over")


class RiseBand(RuleModel):
    """Another rise, or another number of days, from a daily dose on.

    Parameters
    ----------
    from_daily : DailyDose
        The daily dose from which on it holds; it ends where the next band begins.
    rise : Dose or DailyDose
        On the basis of the rule.
    days : int
        [days] How long each daily dose is kept.
    authors : tuple of Citation or Judgement
        Who says so.
    """

    from_daily: DailyDose
    rise: Dose | DailyDose
    days: Days
    authors: Authors


class TitrationRule(RuleModel):
    """Rises by a rule instead of by rows.

    Parameters
    ----------
    start : Authored of DailyDose, or None
        Where it starts when there is no table; None: it goes on from the last row.
        Of a range the lowest.
    highest_start : DailyDose or None
        The highest of a range of starts, from which a plan chooses by name.
    gentler_start : Authored of DailyDose, or None
        A lower start for who needs it; a plan asks for it by name.
    basis : {"per day", "per dose"}
        What the rise is a rise of.
    slowest, fastest : Authored of DailyDose or Dose
        The ends of the range that the source gives; the same value where it gives one.
        A plan chooses between them by name. A DailyDose per day, a Dose per dose.
    days : Authored of int
        [days] How long each daily dose is kept; of a range the shortest.
    longest_days : int or None
        [days] The longest of a range, from which a plan chooses by name.
    times : tuple of TimesBand
        Lowest first; the number of doses a day may grow or fall on the way.
    share : RiseShare or None
        A rise as a share of a daily dose; the smaller of it and the rise in milligrams holds.
    growth : Authored of str, or None
        "one after another": one time of day grows to the full dose before the next,
        in the growth order. None: all grow evenly.
    bands : tuple of RiseBand
        Other rises from higher daily doses on, lowest first.

    Raises
    ------
    InvalidValueError
        If a rise has another unit than its basis, or there are other starts and no start.
    """

    start: AuthoredDailyDose | None
    basis: Basis
    slowest: AuthoredRise
    fastest: AuthoredRise
    days: AuthoredDays
    longest_days: Days | None = None
    times: Annotated[Several[TimesBand], Field(min_length=1, max_length=len(NAMED_TIMES))]
    share: RiseShare | None = None
    growth: AuthoredGrowth | None = None
    highest_start: DailyDose | None = None
    gentler_start: AuthoredDailyDose | None = None
    bands: Annotated[Several[RiseBand], Field(max_length=20)] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse a rise whose unit is not that of the basis."""
        for name, rise in (("slowest", self.slowest), ("fastest", self.fastest)):
            refuse_unit(name, rise, self.basis)
        others = self.highest_start is not None or self.gentler_start is not None
        if self.start is None and others:
            raise InvalidValueError("a rule that goes on from the last row has no other start")
        if self.share is not None and self.basis != "per day":
            raise InvalidValueError(
                'a share is one of the daily dose; write the rise with basis "per day"'
            )


class TitrationTable(RuleModel):
    """The way up: a table, a rule, or a table and a rule that goes on from its last row.

    Parameters
    ----------
    basis : {"per dose", "per day"}
        What the rise is a rise of; its authors are those of the rise.
    rise : Authored of Dose or DailyDose
        The largest rise from one row to the next; without a table, the rule's fastest.
    days : Authored of int
        [days] How long a row is kept, at least; without a table, the rule's.
    growth_order : Authored of tuple of str
        Which time of day takes the larger part where a rise cannot be shared evenly.
    steps : tuple of TitrationStep
        Lowest first; none where a rule says all.
    split : tuple of TimesBand
        At which times of day a row is taken whose split is not stated, lowest first.
    rule : TitrationRule or None
        How it goes on after the last row, or from the start where there is no row.

    Raises
    ------
    InvalidValueError
        If the rise has another unit than its basis, if there is no first daily dose
        or two of them, or if a rule that stands alone is contradicted.
    """

    basis: Basis
    rise: AuthoredRise
    days: AuthoredDays
    growth_order: AuthoredOrder
    steps: Annotated[Several[TitrationStep], Field(max_length=200)]
    split: Annotated[Several[TimesBand], Field(max_length=len(NAMED_TIMES))] = ()
    rule: TitrationRule | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse a way up that has no beginning, has two, or contradicts its own unit."""
        refuse_unit("rise", self.rise, self.basis)
        rule = self.rule
        starts = rule is not None and rule.start is not None
        if starts == bool(self.steps):
            raise InvalidValueError(
                "it starts with the first row of the table, or with the start of a rule; "
                "give one of them, and not both"
            )
        if rule is None or self.steps:
            return
        if (self.basis, self.rise, self.days) != (rule.basis, rule.fastest, rule.days):
            raise InvalidValueError(
                "without a table, basis, rise and days are those of the rule; take them over"
            )


def refuse_unit(name: str, rise: AuthoredRise, basis: Basis) -> None:
    """Refuse a rise per dose that is written as a daily dose, and the other way round."""
    if (type(rise.value) is Dose) != (basis == "per dose"):
        raise InvalidValueError(
            f'{name}: with basis "per dose" write "5 mg", with basis "per day" write "5 mg/day"'
        )
