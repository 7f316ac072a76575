"""The rows of a CSV: how a cell is written, and how a day is read from a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from baclofen_titration.dates import parse_date
from baclofen_titration.errors import UnreadableError
from baclofen_titration.formats.sheet_codes import LETTERS
from baclofen_titration.quantities import MICROGRAMS_PER_MG, Dose
from baclofen_titration.regimen import time_order
from baclofen_titration.schedule import Phase

ABOUT_THE_DAY = ("date", "day", "step", "phase")
DAILY = "daily_mg"
SHEET = "sheet"
UNIT = "_mg"
NOTHING = "0"
STOPPED = "stopped"
PHASES: dict[str, Phase] = {
    "titration": "titration",
    "maintenance": "maintenance",
    "taper": "taper",
}
MOST_DIGITS = 6
ONE_DAY = timedelta(days=1)

# A spreadsheet runs a cell that begins so; the full-width forms are read like the others.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001

_CODE = re.compile(f"[{LETTERS}]{{4}}", re.ASCII)
_COUNT = re.compile(r"[1-9][0-9]*", re.ASCII)
_TIME = re.compile(r"(morning|midday|evening|bedtime|([01][0-9]|2[0-3]):[0-5][0-9])_mg", re.ASCII)


def guarded(cell: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def milligrams(micrograms: int) -> str:
    """An amount without its unit [mg]: exact, without a trailing zero, never ``.5``."""
    whole, part = divmod(micrograms, MICROGRAMS_PER_MG)
    return f"{whole}.{part:03d}".rstrip("0").rstrip(".") if part else str(whole)


class Row(NamedTuple):
    """One day as it was read; `doses` [micrograms] is empty on a day after a stop."""

    line: int
    date: date
    step: str
    phase: Phase
    doses: tuple[tuple[str, int], ...]

    def continues(self, last: Row) -> bool:
        """Whether it belongs to the same step as the day before."""
        same = (self.step, self.phase, self.doses) == (last.step, last.phase, last.doses)
        return same and self.date == last.date + ONE_DAY


def read_rows(text: str) -> list[Row]:
    """Every day of a CSV, in order.

    Raises
    ------
    UnreadableError
        If it is no such file; the message names the line.
    """
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(table, [])
        coded = header[-1:] == [SHEET]
        times = _header(header[:-1] if coded else header)
        code = ""
        for cells in table:
            if cells and coded:
                code = _code(cells.pop(), table.line_num, code)
            if cells:
                rows.append(_row(cells, table.line_num, times, rows))
    except csv.Error:
        raise UnreadableError(
            f"CSV: line {table.line_num}: the quotation marks or line ends do not fit. Save the "
            "file as plain CSV again."
        ) from None
    if not rows:
        raise UnreadableError("CSV: there is no day. Give one row for each day.")
    return rows


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    names = cells[len(ABOUT_THE_DAY) : -1]
    times = tuple(name.removesuffix(UNIT) for name in names if _TIME.fullmatch(name))
    whole = (*ABOUT_THE_DAY, *(f"{at}{UNIT}" for at in times), DAILY)
    if not times or tuple(cells) != whole or times != tuple(sorted(set(times), key=time_order)):
        raise UnreadableError(
            "CSV: line 1: the columns are date,day,step,phase, then one for each time in the order "
            "of the day (morning_mg,midday_mg,evening_mg,bedtime_mg or such as 08:00_mg), then "
            "daily_mg, and last the sheet where a file has one."
        )
    return times


def _code(cell: str, line: int, before: str) -> str:
    """The sheet that the rows are of; it is kept, since one file is of one sheet."""
    if not _CODE.fullmatch(cell) or (before and cell != before):
        raise _fault(line, "sheet: the four letters of the sheet, the same in every row")
    return cell


def _row(cells: Sequence[str], line: int, times: Sequence[str], before: Sequence[Row]) -> Row:
    if len(cells) != len(ABOUT_THE_DAY) + len(times) + 1:
        raise _fault(line, "the row has more or fewer cells than there are columns")
    today, day, step, phase, *amounts, daily = cells
    held = _doses(amounts, times, line)
    # A day after a stop belongs to no step; it is kept as a day of the taper without a dose.
    row = Row(line, _date(today, line), step, PHASES.get(phase, "taper"), tuple(held.items()))
    _refuse_place(row, day, before)
    if phase not in PHASES if held else phase != STOPPED:
        raise _fault(
            line,
            "the phase is titration, maintenance or taper, and stopped on days after the last "
            "dose, on which every amount is 0",
        )
    if (phase == STOPPED) != (step == "") or (step and not _is_count(step)):
        raise _fault(line, "the step is a number from 1, and empty on days that say stopped")
    total = milligrams(sum(held.values()))
    if daily != total:
        raise _fault(line, f"daily_mg: the doses add up to {total}")
    return row


def _refuse_place(row: Row, day: str, before: Sequence[Row]) -> None:
    if before and row.date <= before[-1].date:
        raise _fault(row.line, "a date stands twice or out of order; give one row a day, in order")
    number = (row.date - before[0].date).days + 1 if before else 1
    if day != str(number):
        raise _fault(row.line, f"day: counted from the first row it is {number}")


def _doses(amounts: Sequence[str], times: Sequence[str], line: int) -> dict[str, int]:
    """What is taken at each time [micrograms]."""
    held = {}
    for at, amount in zip(times, amounts, strict=True):
        try:
            dose = Dose(f"{amount} mg")
        except UnreadableError:
            raise _fault(
                line,
                f"{at}{UNIT}: an amount is a plain number of milligrams such as 5 or 2.5, without "
                "a trailing zero, and 0 where nothing is taken",
            ) from None
        if dose:
            held[at] = dose.micrograms
    return held


def _date(text: str, line: int) -> date:
    try:
        return parse_date(text)
    except UnreadableError as error:
        raise _fault(line, str(error).rstrip(".")) from None


def _is_count(text: str) -> bool:
    return len(text) <= MOST_DIGITS and _COUNT.fullmatch(text) is not None


def _fault(line: int, words: str) -> UnreadableError:
    return UnreadableError(f"CSV: line {line}: {words}.")
