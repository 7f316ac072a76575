"""CSV: one row a day, for programs and spreadsheets. Not for patients."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats.csv_rows import (
    ABOUT_THE_DAY,
    DAILY,
    NOTHING,
    ONE_DAY,
    SHEET,
    STOPPED,
    UNIT,
    Row,
    guarded,
    milligrams,
    read_rows,
)
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.horizon import horizon_of
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.untrusted import plain_text, refuse_unreadable_length
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import NAMED_TIMES, Administration, Regimen, time_order
from baclofen_titration.schedule import Schedule, Step, Then


def to_csv(checked: CheckedSchedule, until: date | str | None = None) -> str:
    """Render the days of a checked schedule as CSV. It is not for patients.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    until : datetime.date, optional
        The last day. An open schedule needs it.

    Returns
    -------
    str
        One row a day: ``date,day,step,phase,morning_mg,midday_mg,evening_mg,
        bedtime_mg,daily_mg,sheet`` [mg], 0 where nothing is taken; ``sheet`` is the
        four-letter code of the sheet. A schedule that uses clock times has a column
        for each time it uses instead, such as ``08:00_mg``. Days after a stop have
        the phase ``stopped`` and no step.

    Raises
    ------
    InvalidValueError
        If an open schedule has no last day, or it lies before the first.
    UnreadableError
        If so many days are asked for that the text could not be read again.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"),
    ...     over="2 days", start="2026-12-01"))
    >>> for row in to_csv(checked, until="2026-12-03").splitlines():
    ...     print(row.rpartition(",")[0])  # without the sheet code
    date,day,step,phase,morning_mg,midday_mg,evening_mg,bedtime_mg,daily_mg
    2026-12-01,1,1,taper,0,0,0,10,10
    2026-12-02,2,1,taper,0,0,0,10,10
    2026-12-03,3,,stopped,0,0,0,0,0
    """
    refuse_unchecked(checked)
    schedule = checked.schedule
    last = horizon_of(schedule, until)
    times = _times(schedule)
    held = io.StringIO(newline="")
    table = csv.writer(held, lineterminator="\n")
    table.writerow([*ABOUT_THE_DAY, *(f"{at}{UNIT}" for at in times), DAILY, SHEET])
    code = sheet_code(checked)
    table.writerows([*row, code] for row in _rows(schedule, times, last))
    return refuse_unreadable_length(held.getvalue(), "CSV")


def _times(schedule: Schedule) -> tuple[str, ...]:
    used = {taking.at for step in schedule.steps for taking in step.regimen.administrations}
    return NAMED_TIMES if used <= set(NAMED_TIMES) else tuple(sorted(used, key=time_order))


def _rows(schedule: Schedule, times: Sequence[str], last: date) -> Iterator[list[str]]:
    end = schedule.start - ONE_DAY
    for place, step in enumerate(schedule.steps, start=1):
        end = last if step.end is None else min(step.end, last)
        first = step.start
        if place == 1 and schedule.first_taking is not None:
            day = next(schedule.days(until=first))
            yield [str(first), "1", "1", guarded(step.phase), *_amounts(day.takings, times)]
            first += ONE_DAY
        same = [str(place), guarded(step.phase), *_amounts(step.regimen.administrations, times)]
        for day_of_step in range((end - first).days + 1):
            today = first + timedelta(days=day_of_step)
            yield [str(today), str((today - schedule.start).days + 1), *same]
    if schedule.then == "stopped":
        nothing = ["", STOPPED, *[NOTHING] * (len(times) + 1)]
        for after in range((last - end).days):
            today = end + timedelta(days=after + 1)
            yield [str(today), str((today - schedule.start).days + 1), *nothing]


def _amounts(takings: Sequence[Administration], times: Sequence[str]) -> list[str]:
    """What is taken at each time, and on the whole day [mg]."""
    held = {taking.at: taking.dose.micrograms for taking in takings}
    return [milligrams(held.get(at, 0)) for at in times] + [milligrams(sum(held.values()))]


def from_csv(text: str, then: Then | None = None) -> Schedule:
    """Read a schedule from CSV as `to_csv` writes it, ours or somebody else's.

    Equal days one after another become a step. What was taken before is not in
    the file, so it is unknown. A first day that has the step number of the second
    and lacks only its earliest takings is read as a day that starts late.

    Parameters
    ----------
    text : str
        With either kind of columns, with or without the last one, ``sheet``; at most
        1,000,000 characters.
    then : {"stopped", "continues"} or None
        What follows the last day, where the file does not say so itself by a
        row with the phase ``stopped``.

    Returns
    -------
    Schedule
        Never a `CheckedSchedule`. Its last step ends on the last day with a dose.

    Raises
    ------
    UnreadableError
        If it is not such a file, a day stands twice or out of order, an amount
        has a trailing zero, a total is wrong, or a cell is empty. The message
        names the line; what stands there is not repeated.

    Examples
    --------
    >>> schedule = from_csv('''date,day,step,phase,08:00_mg,20:00_mg,daily_mg
    ... 2026-12-01,1,1,titration,5,5,10
    ... 2026-12-02,2,1,titration,5,5,10
    ... ''')
    >>> [(step.days, str(step.regimen)) for step in schedule.steps]
    [(2, '08:00 5 mg, 20:00 5 mg')]
    """
    rows = read_rows(plain_text(text, "CSV"))
    taken = [row for row in rows if row.doses]
    if not taken:
        raise UnreadableError("CSV: no day has a dose. A schedule takes something.")
    after = rows[len(taken) :]
    if any(row.doses for row in after) or after[:1] != _next_day(after, taken[-1]):
        raise UnreadableError(
            "CSV: the days that say stopped follow the last dose at once, and no dose follows "
            "them. Give what comes later as a schedule of its own."
        )
    if after and then == "continues":
        raise UnreadableError(
            "CSV: the file says that baclofen is stopped, and you say that it continues. Leave "
            "one of the two out."
        )
    late = _late_first_taking(taken)
    steps = list(_steps(taken[1:] if late else taken))
    if late:
        days = (steps[0].days or 0) + 1
        steps[0] = steps[0].model_copy(update={"start": taken[0].date, "days": days})
    return Schedule(
        before="unknown",
        steps=tuple(steps),
        then="stopped" if after else then,
        first_taking=late,
    )


def _late_first_taking(rows: Sequence[Row]) -> str | None:
    """The first taking of a first day that is the rest of a day of the same step."""
    if len(rows) == 1:
        return None
    first, second = rows[:2]
    if second.date != first.date + ONE_DAY:
        return None
    same = (first.step, first.phase) == (second.step, second.phase)
    rest = second.doses[-len(first.doses) :]
    return first.doses[0][0] if same and rest == first.doses != second.doses else None


def _next_day(rows: Sequence[Row], last: Row) -> list[Row]:
    return [row for row in rows[:1] if row.date == last.date + ONE_DAY]


def _steps(rows: Sequence[Row]) -> Iterator[Step]:
    first = last = rows[0]
    for row in rows[1:]:
        if not row.continues(last):
            yield _step(first, last)
            first = row
        last = row
    yield _step(first, last)


def _step(first: Row, last: Row) -> Step:
    try:
        regimen = Regimen(
            administrations=tuple(
                Administration(at=at, dose=Dose.from_micrograms(dose)) for at, dose in first.doses
            )
        )
        days = (last.date - first.date).days + 1
        return Step(start=first.date, days=days, regimen=regimen, phase=first.phase)
    except InvalidValueError as error:
        raise UnreadableError(f"CSV: line {first.line}: {error}") from None
