"""Rows and columns for data frames. Nothing here is a float, and no frame library is needed."""

from __future__ import annotations

from datetime import date

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.horizon import horizon_of
from baclofen_titration.formats.sheet_codes import sheet_code

Cell = date | int | str | bool

COLUMNS = (
    "date", "day", "step", "phase", "at", "dose", "dose_micrograms", "specimen", "sheet",
)  # fmt: skip


def to_rows(checked: CheckedSchedule, until: date | str | None = None) -> list[dict[str, Cell]]:
    """List the planned takings, one a row.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    until : datetime.date or str, optional
        The last day. An open schedule needs it.

    Returns
    -------
    list of dict
        ``date``, ``day``, ``step``, ``phase``, ``at``, ``dose`` (text with its
        unit), ``dose_micrograms`` (whole micrograms), ``specimen`` and ``sheet``, the
        four letters of the sheet. A taking
        left out on the first day, and the days after a stop, have no row: an
        empty cell would turn whole numbers into floats.

    Raises
    ------
    InvalidValueError
        If an open schedule has no last day, or it lies before the first.

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
    >>> type(to_rows(checked)[0]["dose_micrograms"])
    <class 'int'>
    """
    refuse_unchecked(checked)
    code = sheet_code(checked)
    return [
        {
            "date": day.date,
            "day": day.number,
            "step": day.step,
            "phase": day.phase,
            "at": taking.at,
            "dose": str(taking.dose),
            "dose_micrograms": taking.dose.micrograms,
            "specimen": checked.is_specimen,
            "sheet": code,
        }
        for day in checked.schedule.days(horizon_of(checked.schedule, until))
        for taking in day.takings
    ]


def to_columns(checked: CheckedSchedule, until: date | str | None = None) -> dict[str, list[Cell]]:
    """List the planned takings by column: the same cells as `to_rows`.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    until : datetime.date or str, optional
        The last day. An open schedule needs it.

    Returns
    -------
    dict of list
        Lists of one length, such as a data frame is made of.

    Raises
    ------
    InvalidValueError
        If an open schedule has no last day, or it lies before the first.

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
    >>> list(to_columns(checked))[:3]
    ['date', 'day', 'step']
    """
    rows = to_rows(checked, until)
    return {name: [row[name] for row in rows] for name in COLUMNS}
