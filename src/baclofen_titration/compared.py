"""Ways down side by side: what each asks for, and the daily dose of each on each day."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field, InstanceOf, StringConstraints

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import CivilDate, add_days
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.falls import LargestFalls, largest_falls
from baclofen_titration.model import Model, Several
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.supplied import SupplyLine

MOST_WAYS = 12
LONGEST_NAME = 80
LONGEST_REFUSAL = 4_000

WayName = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME)]


class DayOfWay(NamedTuple):
    """What one way down gives on one day.

    Parameters
    ----------
    way : str
        Its name.
    date : datetime.date
        The day.
    day : int
        Counted from 1.
    daily_dose : DailyDose
        What is taken on it.
    """

    way: str
    date: date
    day: int
    daily_dose: DailyDose


class ComparedWay(Model):
    """One way down in a comparison: planned, or refused with its reason.

    Parameters
    ----------
    name : str
        What the caller calls it.
    checked : CheckedSchedule or None
        The plan; None where it was refused.
    refused : str
        Why there is no plan; empty where there is one.
    dispensed : tuple of SupplyLine
        What the whole way takes of each product, down to the dose to keep; without
        a step back.

    Examples
    --------
    >>> ComparedWay(name="in a week", refused="7 days are too few.").days is None
    True
    """

    name: WayName
    checked: InstanceOf[CheckedSchedule] | None = None
    refused: Annotated[str, StringConstraints(max_length=LONGEST_REFUSAL)] = ""
    dispensed: Several[SupplyLine] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse a way that is both, or neither."""
        if (self.checked is None) != bool(self.refused):
            raise InvalidValueError("a way is planned, or refused with its reason")

    @property
    def days(self) -> int | None:
        """[days] until nothing is taken, or the dose to keep is reached; None if refused."""
        if self.checked is None:
            return None
        schedule = self.checked.schedule
        last = schedule.steps[-1]
        if last.days is None or schedule.then != "stopped":
            return (last.start - schedule.start).days
        return (last.start - schedule.start).days + last.days

    @property
    def kept(self) -> DailyDose | None:
        """Daily dose that is kept at the end; None if it ends in nothing, or is refused."""
        if self.checked is None or self.checked.schedule.then == "stopped":
            return None
        return self.checked.schedule.steps[-1].regimen.daily_dose

    @property
    def changes(self) -> int | None:
        """How often the dose falls, the stop counted in; None if refused."""
        return None if self.checked is None else len(self.checked.falls)

    @property
    def largest(self) -> LargestFalls:
        """The largest fall and the largest share, but for the fall to nothing."""
        return largest_falls(() if self.checked is None else self.checked.falls)

    @property
    def cautions(self) -> tuple[str, ...]:
        """Codes of the findings on it, each once."""
        found = () if self.checked is None else self.checked.report.findings
        return tuple(dict.fromkeys(finding.code for finding in found))


class TaperComparison(Model):
    """Ways down from one present regimen, side by side; see `compare_tapers`.

    Parameters
    ----------
    start : datetime.date
        The first day of each.
    before : Taking
        What is taken until then.
    ways : tuple of ComparedWay
        In the caller's order. A way that was refused stands among them.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, compare_tapers, load_products, load_protocol)
    >>> def over(days):
    ...     return TaperRequest(
    ...         protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...         patient=Patient(age="46 years", kidneys="unknown"), start="2026-12-01",
    ...         taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"), over=days)
    >>> comparison = compare_tapers({"a week": over("7 days"), "a month": over("28 days")})
    >>> [(way.name, way.days, way.changes) for way in comparison.ways]
    [('a week', 7, 2), ('a month', 28, 4)]
    """

    start: CivilDate
    before: InstanceOf[Taking]
    ways: Annotated[Several[ComparedWay], Field(min_length=1, max_length=MOST_WAYS)]

    def model_post_init(self, context: object) -> None:
        """Refuse two ways of one name."""
        names = [way.name for way in self.ways]
        if len(set(names)) != len(names):
            raise InvalidValueError("two ways have one name; name each once")

    @property
    def days(self) -> int:
        """[days] that a chart shows: to the day after the longest way."""
        return 1 + max((way.days or 0) for way in self.ways)

    def points(self) -> Iterator[DayOfWay]:
        """The daily dose of each way on each day; a way that was refused has none.

        Yields
        ------
        DayOfWay
            Way by way, each in the order of the days, until the day after the
            longest one ends.
        """
        for way in self.ways:
            if way.checked is None:
                continue
            daily = {
                day.date: day.daily_dose
                for day in way.checked.schedule.days(add_days(self.start, self.days - 1))
            }
            for number in range(1, self.days + 1):
                on = add_days(self.start, number - 1)
                yield DayOfWay(way.name, on, number, daily.get(on, self._afterwards(way)))

    @staticmethod
    def _afterwards(way: ComparedWay) -> DailyDose:
        """After the last step: nothing, or that step kept."""
        if way.checked is None or way.checked.schedule.then == "stopped":
            return DailyDose.from_micrograms(0)
        return way.checked.schedule.steps[-1].regimen.daily_dose
