"""CSV: one row a day, read back row by row, and nothing that a spreadsheet runs."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats import from_csv, sheet_code, to_csv
from baclofen_titration.formats.csv_rows import guarded, milligrams
from golden.cases import PLANS, taper, titration

HEADER = "date,day,step,phase,morning_mg,midday_mg,evening_mg,bedtime_mg,daily_mg\n"
FIRST = "2026-12-01,1,1,titration,5,5,5,0,15\n"
SECOND = "2026-12-02,2,1,titration,5,5,5,0,15\n"
NAME = "Jane Doe"


def test_the_columns_are_these_in_this_order():
    checked = titration()
    text = to_csv(checked, "2026-12-04")
    assert text.splitlines()[0] == HEADER.strip() + ",sheet"
    assert without_sheet(text, sheet_code(checked)) == HEADER + FIRST + SECOND + (
        "2026-12-03,3,1,titration,5,5,5,0,15\n2026-12-04,4,2,titration,10,10,10,0,30\n"
    )


def without_sheet(text, code):
    """The same rows as somebody writes them who has no sheet."""
    return text.replace(",sheet\n", "\n", 1).replace(f",{code}\n", "\n")


@pytest.mark.parametrize("plan", PLANS)
def test_the_sheet_code_is_in_every_row_and_changes_nothing_that_is_read(plan):
    checked = PLANS[plan]()
    text, code = to_csv(checked, "2027-01-31"), sheet_code(checked)
    assert {row.rsplit(",", 1)[1] for row in text.splitlines()[1:]} == {code}
    assert from_csv(text) == from_csv(without_sheet(text, code))


@pytest.mark.parametrize("code", ["", "nvbj", "NVBJX", "=A1", "NVB1", "NVBK"])
def test_rows_of_another_sheet_are_refused(code):
    rows = [HEADER.strip() + ",sheet", FIRST.strip() + ",NVBJ", SECOND.strip() + f",{code}"]
    with pytest.raises(UnreadableError, match="line 3: sheet: the four letters"):
        from_csv("\n".join(rows))


def test_an_open_schedule_needs_a_last_day():
    with pytest.raises(InvalidValueError, match="Say until when"):
        to_csv(titration())


def test_a_schedule_with_an_end_is_written_to_its_end():
    rows = to_csv(PLANS["taper"]()).splitlines()
    assert len(rows) == 1 + 14
    assert rows[-1].startswith("2026-12-14,14,")


def test_days_after_a_stop_say_stopped():
    text = to_csv(PLANS["taper"](), "2026-12-16")
    bare = without_sheet(text, sheet_code(PLANS["taper"]()))
    assert bare.endswith("2026-12-15,15,,stopped,0,0,0,0,0\n2026-12-16,16,,stopped,0,0,0,0,0\n")
    assert from_csv(text).then == "stopped"


def test_clock_times_have_columns_of_their_own():
    text = to_csv(taper("08:00 10 mg, 20:00 20 mg", over="8 days"))
    assert text.splitlines()[0] == "date,day,step,phase,08:00_mg,20:00_mg,daily_mg,sheet"
    assert str(from_csv(text).steps[0].regimen).startswith("08:00")


def test_a_first_day_that_starts_late_reads_back_as_one():
    schedule = PLANS["evening-start"]().schedule
    again = from_csv(to_csv(PLANS["evening-start"](), "2026-12-20"))
    assert again.first_taking == schedule.first_taking == "evening"
    assert again.steps[0].days == schedule.steps[0].days


def test_a_rise_on_the_second_day_is_no_late_start():
    text = HEADER + "2026-12-01,1,1,titration,0,0,5,0,5\n" + SECOND.replace(",1,t", ",2,t")
    schedule = from_csv(text)
    assert schedule.first_taking is None
    assert [step.days for step in schedule.steps] == [1, 1]


@pytest.mark.parametrize("amounts", ["5,0,0,0,5", "0,0,4,0,4", "5,0,5,0,10"])
def test_a_first_day_that_lacks_something_else_is_a_step_of_its_own(amounts):
    schedule = from_csv(f"{HEADER}2026-12-01,1,1,titration,{amounts}\n{SECOND}")
    assert schedule.first_taking is None
    assert [step.days for step in schedule.steps] == [1, 1]


def test_what_follows_may_be_said_beside_the_file():
    assert from_csv(HEADER + FIRST).then is None
    assert from_csv(HEADER + FIRST, then="continues").then == "continues"


def test_equal_days_become_a_step_and_a_gap_begins_another():
    fourth = "2026-12-04,4,1,titration,5,5,5,0,15\n"
    schedule = from_csv(HEADER + FIRST + SECOND + fourth)
    assert [(str(step.start), step.days) for step in schedule.steps] == [
        ("2026-12-01", 2),
        ("2026-12-04", 1),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_either_line_end_and_a_byte_order_mark_are_read(ending):
    text = "\ufeff" + (HEADER + FIRST + SECOND).replace("\n", ending)
    assert from_csv(text).steps[0].days == 2


@pytest.mark.parametrize(
    ("micrograms", "shown"),
    [(0, "0"), (5_000, "5"), (2_500, "2.5"), (500, "0.5"), (1_250, "1.25"), (100_000, "100")],
)
def test_numbers_are_exact_and_have_no_trailing_zero(micrograms, shown):
    assert milligrams(micrograms) == shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_cell_is_run_by_a_spreadsheet(start):
    assert guarded(f"{start}1") == f"'{start}1"
    assert guarded("taper") == "taper"


FAULTS = {
    "another header": ("a,b\n1,2\n", "line 1: the columns are"),
    "no header": (FIRST, "line 1: the columns are"),
    "columns out of order": (HEADER.replace("morning_mg,midday", "midday_mg,morning"), "line 1"),
    "a column twice": (HEADER.replace("midday", "morning"), "line 1"),
    "a total in another unit": (HEADER.replace("daily_mg", "daily_ug"), "line 1"),
    "no day": (HEADER, "there is no day"),
    "nothing": ("", "line 1"),
    "a cell too few": (HEADER + FIRST.replace(",15", ""), "line 2: the row has more or fewer"),
    "a cell too many": (HEADER + FIRST.replace("\n", f",{NAME}\n"), "line 2: the row has more"),
    "an empty cell": (HEADER + FIRST.replace(",0,", ",,"), "line 2: bedtime_mg"),
    "a trailing zero": (HEADER + FIRST.replace(",5,5,5", ",5.0,5,5"), "line 2: morning_mg"),
    "a naked point": (HEADER + FIRST.replace(",5,5,5", ",.5,5,5"), "line 2: morning_mg"),
    "a comma for a point": (HEADER + FIRST.replace(",5,5,5", ',"2,5",5,5'), "line 2: morning_mg"),
    "a unit": (HEADER + FIRST.replace(",5,5,5", ",5 mg,5,5"), "line 2: morning_mg"),
    "a sign": (HEADER + FIRST.replace(",5,5,5", ",-5,5,5"), "line 2: morning_mg"),
    "an exponent": (HEADER + FIRST.replace(",5,5,5", ",5e0,5,5"), "line 2: morning_mg"),
    "NaN": (HEADER + FIRST.replace(",5,5,5", ",NaN,5,5"), "line 2: morning_mg"),
    "another digit": (HEADER + FIRST.replace(",5,5,5", ",٥,5,5"), "line 2: morning_mg"),
    "a formula": (HEADER + FIRST.replace(",5,5,5", ",=1+4,5,5"), "line 2: morning_mg"),
    "5000 digits": (HEADER + FIRST.replace(",5,5,5", f",{'9' * 5000},5,5"), "line 2: morning_mg"),
    "a wrong total": (HEADER + FIRST.replace(",15", ",16"), "line 2: daily_mg: the doses add up"),
    "a wrong day": (HEADER + FIRST + SECOND.replace(",2,", ",3,"), "line 3: day"),
    "a day twice": (HEADER + FIRST + FIRST, "line 3: a date stands twice"),
    "days backwards": (HEADER + SECOND.replace(",2,", ",1,") + FIRST, "line 3: a date"),
    "another order of a date": (
        HEADER + FIRST.replace("2026-12-01", "01/12/2026"), "line 2: A date is written"),
    "no such day": (HEADER + FIRST.replace("12-01", "02-30"), "line 2: There is no day"),
    "an unknown phase": (HEADER + FIRST.replace("titration", NAME), "line 2: the phase"),
    "a dose on a day that says stopped": (
        HEADER + FIRST.replace("titration", "stopped"), "line 2: the phase"),
    "a day without a dose": (
        HEADER + FIRST + "2026-12-02,2,1,titration,0,0,0,0,0\n", "line 3: the phase"),
    "a step on a day that says stopped": (
        HEADER + FIRST + "2026-12-02,2,1,stopped,0,0,0,0,0\n", "line 3: the step"),
    "no step": (HEADER + FIRST.replace(",1,1,", ",1,,"), "line 2: the step"),
    "step nothing": (HEADER + FIRST.replace(",1,1,", ",1,0,"), "line 2: the step"),
    "only days that say stopped": (
        HEADER + "2026-12-01,1,,stopped,0,0,0,0,0\n", "no day has a dose"),
    "a dose after a stop": (
        HEADER + FIRST + "2026-12-02,2,,stopped,0,0,0,0,0\n2026-12-03,3,1,titration,5,5,5,0,15\n",
        "no dose follows"),
    "a stop some days later": (
        HEADER + FIRST + "2026-12-03,3,,stopped,0,0,0,0,0\n", "follow the last dose at once"),
    "an open quotation mark": (HEADER + '"2026', "quotation marks"),
    "half a character": (HEADER + FIRST + "\ud800", "half a character"),
    "NUL": (HEADER + FIRST.replace("titration", "titra\0tion"), "line 2"),
    "too long a text": (HEADER + FIRST * 40_000, "longer than"),
    "bytes": (HEADER.encode(), "text is read, not bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_meant_is_refused_with_its_line(name):
    text, place = FAULTS[name]
    with pytest.raises(UnreadableError) as refused:
        from_csv(text)
    message = str(refused.value)
    assert place in message
    assert message.startswith("CSV: ")
    assert NAME not in message
    assert len(message) < 600


def test_names_and_clock_times_on_one_day_are_refused():
    text = "date,day,step,phase,morning_mg,20:00_mg,daily_mg\n2026-12-01,1,1,titration,5,5,10\n"
    with pytest.raises(UnreadableError, match=r"line 2: .*names of the day or clock times"):
        from_csv(text)


def test_a_file_that_stops_is_not_said_to_continue():
    with pytest.raises(UnreadableError, match="Leave one of the two out"):
        from_csv(HEADER + FIRST + "2026-12-02,2,,stopped,0,0,0,0,0\n", then="continues")
