"""A schedule is its steps: a regimen kept for some days, one after another. Days are a view."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from baclofen_titration.dates import LAST_DATE, CivilDate, add_days
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days
from baclofen_titration.limits import LimitRule
from baclofen_titration.model import Model, Several
from baclofen_titration.provenance import Author, Key
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import (
    Administration,
    Before,
    ClockTime,
    NamedTime,
    Regimen,
    TimeOfDay,
    time_order,
)

MOST_STEPS = 5_000

Phase = Literal["titration", "maintenance", "taper"]
Then = Literal["stopped", "continues"]


class Reason(Model):
    """Why something is as it is: the rule that made it and who stands behind that rule.

    Parameters
    ----------
    rule : str
        Name of the rule, such as ``"step-1"`` or ``"max_daily_dose"``.
    author : Citation or Judgement
        Who stands behind it.

    Examples
    --------
    >>> from baclofen_titration.provenance import Judgement
    >>> Reason(rule="clock", author=Judgement(says="morning is 08:00", reason="as most rise")).rule
    'clock'
    """

    rule: Key
    author: Author


class Step(Model):
    """A regimen kept for some days.

    Parameters
    ----------
    start : datetime.date
        Its first day.
    days : int or None
        Calendar days, the first one included; None if it is open until reviewed.
    regimen : Regimen
        What is taken on each of the days.
    phase : {"titration", "maintenance", "taper"}
        Which way the schedule is going.
    because : tuple of Reason
        The rules that made it.
    bound_by : tuple of LimitRule
        The limits without which it would have been larger, or earlier.

    Examples
    --------
    >>> from baclofen_titration import parse_regimen
    >>> step = Step(start="2026-12-01", days=3, phase="titration",
    ...             regimen=parse_regimen("morning 5 mg, evening 5 mg"))
    >>> step.end
    datetime.date(2026, 12, 3)
    """

    start: CivilDate
    days: Days | None
    regimen: Regimen
    phase: Phase
    because: Several[Reason] = ()
    bound_by: Several[LimitRule] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse a step that the calendar window does not hold."""
        if self.days is not None and self.days > (LAST_DATE - self.start).days:
            add_days(self.start, self.days - 1)

    @property
    def end(self) -> date | None:
        """Its last day, which lies in the calendar window; None if it is open."""
        return None if self.days is None else self.start + timedelta(days=self.days - 1)


class ReviewPoint(Model):
    """A day on which somebody looks again.

    Parameters
    ----------
    on : datetime.date
        The day.
    purpose : str
        What is looked at.
    because : tuple of Reason
        Who asks for it.
    watch : bool
        Whether it is for whoever treats alone: it is on no calendar or sheet of the
        patient, and ends neither.

    Examples
    --------
    >>> ReviewPoint(on="2026-12-03", purpose="Sleepy?").watch
    False
    """

    on: CivilDate
    purpose: Annotated[str, StringConstraints(min_length=3, max_length=300)]
    because: Several[Reason] = ()
    watch: bool = False


class Day(NamedTuple):
    """One day of a schedule, as a view of its step."""

    date: date
    number: int
    step: int
    phase: Phase
    takings: tuple[Administration, ...]
    not_today: tuple[Administration, ...]

    @property
    def daily_dose(self) -> DailyDose:
        """What is taken on this day; takings before a late first one do not count."""
        return DailyDose.of(tuple(taking.dose for taking in self.takings))


class Schedule(Model):
    """Dated steps for one patient.

    Parameters
    ----------
    before : Taking, "nothing" or "unknown"
        What was taken until the day before; without it the first change
        cannot be judged.
    steps : tuple of Step
        In the order of their dates. Only the last may be open.
    then : {"stopped", "continues"} or None
        What follows the last step; None is a fault that the checker reports.
    reviews : tuple of ReviewPoint
        When somebody looks again.
    first_taking : str or None
        On the first day, the time of day of the first taking. Earlier takings
        of that day are not taken and count in no total.
    clock : dict
        Clock hour behind each named time of day, where one is stated.

    Raises
    ------
    InvalidValueError
        If it has no step, an open step before the last one, or an open last
        step that is said to be stopped.

    Examples
    --------
    >>> from baclofen_titration import parse_regimen
    >>> schedule = Schedule(before="nothing", then="continues", steps=[
    ...     Step(start="2026-12-01", days=3, phase="titration",
    ...          regimen=parse_regimen("morning 5 mg")),
    ...     Step(start="2026-12-04", days=None, phase="maintenance",
    ...          regimen=parse_regimen("morning 5 mg, evening 5 mg"))])
    >>> schedule.on(date(2026, 12, 24)).daily_dose
    DailyDose('10 mg/day')
    """

    before: Before
    steps: Annotated[Several[Step], Field(min_length=1, max_length=MOST_STEPS)]
    then: Then | None = None
    reviews: Several[ReviewPoint] = ()
    first_taking: TimeOfDay | None = None
    clock: dict[NamedTime, ClockTime] = {}

    def model_post_init(self, context: object) -> None:
        """Refuse what no calendar could show."""
        if any(step.days is None for step in self.steps[:-1]):
            raise InvalidValueError("only the last step may be open.")
        if self.steps[-1].days is None and self.then == "stopped":
            raise InvalidValueError("an open last step continues; give it days, or do not stop it.")
        if self.first_taking is not None:
            times = [taking.at for taking in self.steps[0].regimen.administrations]
            if self.first_taking not in times:
                raise InvalidValueError(
                    "the first taking is at a time of day at which the first step "
                    f"gives nothing; choose one of {', '.join(times)}."
                )

    @property
    def start(self) -> date:
        """The first day of the first step."""
        return self.steps[0].start

    @property
    def end(self) -> date | None:
        """The last day of the last step; None if it is open."""
        return self.steps[-1].end

    def days(self, until: date | None = None) -> Iterator[Day]:
        """View the schedule day by day.

        Parameters
        ----------
        until : datetime.date, optional
            The last day to show. An open schedule needs it.

        Yields
        ------
        Day
            In the order of the dates.

        Raises
        ------
        InvalidValueError
            If the schedule is open and no last day is given.
        """
        last = until if until is not None else self.end
        if last is None:
            raise InvalidValueError(
                "Schedule: the last step is open, so its days have no end; say until when."
            )
        for number, step in enumerate(self.steps, start=1):
            end = step.end if step.end is not None and step.end < last else last
            for offset in range((end - step.start).days + 1):
                yield self._day(add_days(step.start, offset), number, step)

    def on(self, day: date) -> Day | None:
        """The view of one day, or None if no step covers it."""
        for number, step in enumerate(self.steps, start=1):
            if step.start <= day and (step.end is None or day <= step.end):
                return self._day(day, number, step)
        return None

    def _day(self, day: date, number: int, step: Step) -> Day:
        takings = step.regimen.administrations
        missed: tuple[Administration, ...] = ()
        if self.first_taking is not None and day == self.start:
            order = time_order(self.first_taking)
            first = sum(time_order(taking.at) < order for taking in takings)
            missed, takings = takings[:first], takings[first:]
        return Day(day, (day - self.start).days + 1, number, step.phase, takings, missed)
