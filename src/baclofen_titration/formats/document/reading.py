"""From the entries of a JSON document to a schedule; whatever is said twice has to agree."""

from __future__ import annotations

from baclofen_titration.dates import LAST_DATE
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats.document.falls import refuse_other_falls
from baclofen_titration.formats.document.steps import DoseEntry, StepEntry, TakingEntry
from baclofen_titration.formats.document.whole import Document
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Administration, Piece, Regimen, Taking
from baclofen_titration.schedule import Day, ReviewPoint, Schedule, Step


def schedule_of(document: Document) -> Schedule:
    """The schedule of a document.

    Raises
    ------
    UnreadableError
        If the steps do not hold together, or something is said twice and differently.
    """
    steps = tuple(_step(place, entry) for place, entry in enumerate(document.steps))
    before = document.before
    try:
        schedule = Schedule(
            before=before if isinstance(before, str) else _taking(before),
            steps=steps,
            then=document.then,
            reviews=tuple(
                ReviewPoint(
                    on=entry.on,
                    purpose=entry.purpose,
                    because=tuple(reason.as_reason() for reason in entry.because),
                    watch=entry.watch,
                )
                for entry in document.reviews
            ),
            first_taking=document.first_taking,
            clock=document.clock,
        )
    except InvalidValueError as error:
        raise UnreadableError(f"JSON: {error}") from None
    falls = tuple(entry.fall for entry in document.steps)
    refuse_other_falls(falls, document.largest_falls, schedule)
    _refuse_other_days(document.days, schedule)
    return schedule


def _taking(entry: TakingEntry) -> Taking:
    regimen = _regimen("before", entry.doses, entry.daily_dose)
    return Taking(regimen=regimen, since=entry.since)


def _step(place: int, entry: StepEntry) -> Step:
    where = f"steps[{place}]"
    if entry.number != place + 1:
        raise UnreadableError(
            f"JSON: {where}.number: steps are numbered from 1 in their order, so this is "
            f"{place + 1}."
        )
    regimen = _regimen(where, entry.doses, entry.daily_dose)
    try:
        step = Step(
            start=entry.start,
            days=entry.days,
            regimen=regimen,
            phase=entry.phase,
            because=tuple(reason.as_reason() for reason in entry.because),
            bound_by=entry.bound_by,
        )
    except InvalidValueError as error:
        raise UnreadableError(f"JSON: {where}: {error}") from None
    if entry.end != step.end:
        raise UnreadableError(
            f"JSON: {where}.end: does not agree with start and days; by them it is "
            f"{step.end or 'null'}. Correct whichever is wrong."
        )
    return step


def _regimen(where: str, doses: tuple[DoseEntry, ...], daily: DailyDose) -> Regimen:
    try:
        regimen = Regimen(administrations=tuple(_administration(entry) for entry in doses))
        total = regimen.daily_dose
    except UnreadableError as error:
        raise UnreadableError(f"JSON: {where}.doses: {error}") from None
    if total != daily:
        raise UnreadableError(
            f"JSON: {where}.daily_dose: the doses add up to {total}. Correct whichever is wrong."
        )
    return regimen


def _administration(entry: DoseEntry) -> Administration:
    pieces = tuple(
        Piece(product=piece.product, count=piece.count, part=piece.part) for piece in entry.pieces
    )
    return Administration(at=entry.at, dose=entry.dose, pieces=pieces)


def _refuse_other_days(days: object, schedule: Schedule) -> None:
    """Days follow from the steps; a list that says otherwise is a second truth."""
    if not isinstance(days, list | tuple):
        raise UnreadableError("JSON: days: a list, or left out.")
    derived = schedule.days(until=LAST_DATE)
    for place, entry in enumerate(days):
        day = next(derived, None)
        if day is None or not _is_day(entry, day):
            raise UnreadableError(
                f"JSON: days[{place}]: does not agree with the steps. Days follow from the steps: "
                "correct the steps, or leave the days out."
            )


def _is_day(entry: object, day: Day) -> bool:
    derived = {
        "date": day.date.isoformat(),
        "day": day.number,
        "step": day.step,
        "doses": [{"at": taking.at, "dose": str(taking.dose)} for taking in day.takings],
        "daily_dose": str(day.daily_dose),
    }
    # True equals 1 and 1.0 equals 1, and neither is a count.
    return (
        isinstance(entry, dict)
        and entry == derived
        and type(entry["day"]) is int
        and type(entry["step"]) is int
    )
