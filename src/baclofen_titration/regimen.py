"""What is taken in a day: doses at times of day, and the pieces that each is made of."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError, QuantityError
from baclofen_titration.lengths import Count
from baclofen_titration.model import Model, Several
from baclofen_titration.product import Part
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose, Dose

NAMED_TIMES = ("morning", "midday", "evening", "bedtime")
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
        return DailyDose.from_micrograms(self.daily_micrograms)

    @property
    def daily_micrograms(self) -> int:
        """The same as a whole number [micrograms]."""
        return sum([taking.dose.micrograms for taking in self.administrations])

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
