"""A schedule is its steps: a regimen kept for some days, one after another. Days are a view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from baclofen_titration.dates import CivilDate, add_days
from baclofen_titration.errors import InvalidValueError, QuantityError
from baclofen_titration.lengths import Count, Days
from baclofen_titration.limits import LimitRule
from baclofen_titration.model import Model, Several
from baclofen_titration.product import Part
from baclofen_titration.provenance import Author, Key
from baclofen_titration.quantities import DailyDose, Dose

NAMED_TIMES = ("morning", "midday", "evening", "bedtime")
MOST_STEPS = 5_000
MOST_PIECES = 1_000_000

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def _time_of_day(value: str) -> str:
    if value not in NAMED_TIMES and not _CLOCK.fullmatch(value):
        raise QuantityError(
            "A time of day is morning, midday, evening, bedtime, or a clock time such as 08:00."
        )
    return value


TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
NamedTime = Annotated[str, StringConstraints(pattern=r"^(morning|midday|evening|bedtime)$")]
Phase = Literal["titration", "maintenance", "taper"]
Then = Literal["stopped", "continues"]


def time_order(at: str) -> tuple[int, str]:
    """Sort key: named times in the order of the day, clock times by the clock."""
    return (NAMED_TIMES.index(at), "") if at in NAMED_TIMES else (len(NAMED_TIMES), at)


def minute_of_day(at: str, clock: dict[str, str]) -> int | None:
    """The minute of the day of a time [minutes after midnight], or None if no hour is stated."""
    hour = clock.get(at) if at in NAMED_TIMES else at
    return None if hour is None else int(hour[:2]) * 60 + int(hour[3:])


class Piece(Model):
    """Some equal pieces of one product, such as three halves of a 10 mg tablet.

    Parameters
    ----------
    product : str
        Id of the product.
    count : int
        How many such pieces, 1 to 1,000,000.
    part : {"whole", "half", "quarter", "measure"}
        What each piece is; a measure is one mark of the syringe for a liquid.

    Examples
    --------
    >>> Piece(product="us-tablet-10", count=3, part="half").count
    3
    """

    product: Key
    count: Annotated[Count, Field(ge=1, le=MOST_PIECES)]
    part: Part = "whole"


class Administration(Model):
    """One planned taking.

    Parameters
    ----------
    at : str
        morning, midday, evening, bedtime, or a clock time ``HH:MM``.
    dose : Dose
        What is taken; text such as ``"5 mg"`` is read.
    pieces : tuple of Piece
        The tablets that make the dose; empty where products are not known.

    Examples
    --------
    >>> Administration(at="evening", dose="5 mg").dose
    Dose('5 mg')
    """

    at: TimeOfDay
    dose: Dose
    pieces: Several[Piece] = ()


class Regimen(Model):
    """The pattern of takings within one day, in the order of the day.

    Raises
    ------
    InvalidValueError
        If it is empty, names a time of day twice, or mixes names and clock times.

    Parameters
    ----------
    administrations : tuple of Administration
        The takings; sorted as the day runs.

    Examples
    --------
    >>> parse_regimen("morning 10 mg, midday 5 mg, evening 15 mg").daily_dose
    DailyDose('30 mg/day')
    """

    administrations: Annotated[Several[Administration], Field(min_length=1, max_length=24)]

    def model_post_init(self, context: object) -> None:
        """Refuse a pattern that could be read two ways."""
        times = [administration.at for administration in self.administrations]
        if len(set(times)) != len(times):
            raise InvalidValueError("a time of day is named twice; name each once.")
        if len({at in NAMED_TIMES for at in times}) > 1:
            raise InvalidValueError("use names of the day or clock times, not both.")
        if times != sorted(times, key=time_order):
            raise InvalidValueError("name the times in the order of the day.")

    @property
    def daily_dose(self) -> DailyDose:
        """The doses of the day added up."""
        return DailyDose.from_micrograms(
            sum([taking.dose.micrograms for taking in self.administrations])
        )

    @property
    def micrograms(self) -> dict[str, int]:
        """The dose at each time of day [micrograms]."""
        return {taking.at: taking.dose.micrograms for taking in self.administrations}

    @property
    def given_daily_dose(self) -> DailyDose:
        """The same, in micrograms where any of the doses was given in them."""
        total = self.daily_dose
        if not any(taking.dose.in_micrograms for taking in self.administrations):
            return total
        return DailyDose(f"{total.micrograms} micrograms/day")

    @property
    def as_given(self) -> str:
        """The pattern with each dose in the unit in which it was given."""
        return ", ".join(f"{taking.at} {taking.dose.as_given}" for taking in self.administrations)

    def __str__(self) -> str:
        return ", ".join(f"{taking.at} {taking.dose}" for taking in self.administrations)


def parse_regimen(text: object) -> Regimen:
    """Read a regimen written as times and doses.

    Parameters
    ----------
    text : str
        Such as ``"morning 20 mg, midday 20 mg, evening 20 mg"`` or
        ``"08:00 10 mg, 22:00 25 mg"``.

    Raises
    ------
    InvalidValueError, QuantityError
        If a time or dose cannot be read; the message shows the form.

    Examples
    --------
    >>> str(parse_regimen("08:00 10 mg, 22:00 25 mg"))
    '08:00 10 mg, 22:00 25 mg'
    """
    if type(text) is Regimen:
        return text
    if type(text) is not str or len(text) > 600:
        raise QuantityError('A regimen is text such as "morning 10 mg, evening 10 mg".')
    takings = []
    for part in text.split(","):
        at, _, dose = part.strip().partition(" ")
        if not dose:
            raise QuantityError(
                "A regimen names a time of day and a dose for each taking, with commas between, "
                'such as "morning 10 mg, evening 10 mg".'
            )
        takings.append(Administration(at=_time_of_day(at), dose=Dose(dose)))
    return Regimen(administrations=tuple(sorted(takings, key=lambda taking: time_order(taking.at))))


def _read_if_text(value: object) -> object:
    return parse_regimen(value) if isinstance(value, str) else value


class Taking(Model):
    """What a patient takes now, and since when.

    Parameters
    ----------
    regimen : Regimen
        Text such as ``"morning 10 mg, evening 10 mg"`` is read.
    since : datetime.date or "unknown"
        The first day of it.

    Examples
    --------
    >>> Taking(regimen="morning 10 mg, evening 10 mg", since="2026-11-01").regimen.daily_dose
    DailyDose('20 mg/day')
    """

    regimen: Annotated[Regimen, BeforeValidator(_read_if_text)]
    since: CivilDate | Literal["unknown"]


Before = Taking | Literal["nothing", "unknown"]
"""What was taken until the day before a schedule starts."""


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
        if self.days is not None:
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
