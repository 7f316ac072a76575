"""The other views of a sheet say the same; rows end where somebody decides."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.making import make_sheet
from baclofen_titration.formats.words.speaking import phrase
from golden.cases import PLANS, taper, titration
from golden.sheet_reading import Tables, days_of_html, text_of_pdf
from golden.words import error_prone

MONTH, RECORD = SheetOptions(view="month"), SheetOptions(view="record")
REVIEWED = titration(review_every="1 week")


def test_rows_end_on_the_review_that_a_rise_waits_for():
    sheet = make_sheet(REVIEWED)
    # A review on the 8th, and a rise on the 10th.
    assert [row.number for row in sheet.rows] == list(range(1, 9))
    assert sheet.rows[-1].notes
    assert "Nothing is planned beyond the review of 8 December 2026." in sheet.ending
    assert "Keep taking 45 mg in 24 hours" in sheet.ending
    assert sheet.validity[-1] == "Not valid after 8 December 2026."
    assert [step.daily for step in sheet.glance] == ["15 mg", "30 mg", "45 mg"]
    assert "60 mg" not in " ".join(text_of_pdf(to_pdf(REVIEWED))[:3])


def test_rows_go_on_to_the_next_review_once_one_is_held():
    sheet = make_sheet(REVIEWED, SheetOptions(reviewed="2026-12-08"))
    assert sheet.rows[-1].number == 28
    assert "Nothing is planned" not in sheet.ending


def test_a_way_down_waits_for_no_review():
    going_down = taper("morning 20 mg, evening 20 mg", over="28 days", review_every="1 week")
    assert len(make_sheet(going_down).rows) == 28


@pytest.mark.parametrize("name", PLANS)
def test_a_month_says_what_the_rows_say(name):
    checked = PLANS[name]()
    sheet = make_sheet(checked, MONTH)
    assert sheet.rows == make_sheet(checked).rows
    assert [row for week in sheet.weeks for row in week if row] == list(sheet.rows)
    assert {len(week) for week in sheet.weeks} == {7}
    head, *weeks = Tables(to_html(checked, MONTH)).tables["month"]
    assert [cell[0] for cell in head] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    cells = [" ".join(cell) for week in weeks for cell in week if cell]
    for cell, row in zip(cells, sheet.rows, strict=True):
        assert cell.startswith(f"{row.day} {row.daily} a day")
        for taking in row.cells:
            if taking is not None and not taking.not_today:
                assert all(part.amount in cell for part in taking.swallow)
                assert taking.dose in cell
    assert error_prone(" ".join(text_of_pdf(to_pdf(checked, MONTH))[:1])) == []


def test_each_day_of_a_month_stands_under_its_weekday():
    for language, first in (("en-GB", 0), ("en-US", 6)):
        sheet = make_sheet(PLANS["titration"](), SheetOptions(view="month", language=language))
        assert sheet.weekdays[0] == ("Mon", "Sun")[bool(first)]
        start = date(2026, 12, 1)
        for week in sheet.weeks:
            for place, row in enumerate(week):
                if row is not None:
                    day = start + timedelta(days=row.number - 1)
                    assert (day.weekday() - first) % 7 == place


def test_a_month_without_dates_is_refused():
    with pytest.raises(InvalidValueError, match="calendar"):
        SheetOptions(view="month", dated=False)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["titration", "liquid", "uk-halves", "evening-start"])
def test_five_weeks_of_a_calendar_are_one_page(name, paper):
    """Four weeks from a Tuesday touch five weeks of a calendar."""
    options = SheetOptions(view="month", paper=paper)
    sheet, pages = make_sheet(PLANS[name](), options), text_of_pdf(to_pdf(PLANS[name](), options))
    assert len(sheet.weeks) == 5
    assert sheet.ending in pages[0]
    assert phrase("who-to-call") in pages[1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_more_weeks_go_on_under_the_names_of_the_days(paper):
    checked, large = PLANS["titration"](), SheetOptions(view="month", paper=paper, large_print=True)
    sheet, pages = make_sheet(checked, large), text_of_pdf(to_pdf(checked, large))
    held = pages[: next(n for n, page in enumerate(pages) if phrase("who-to-call") in page)]
    assert len(held) == 3
    assert all("Mon Tue Wed Thu Fri Sat Sun" in page for page in held)
    for row in sheet.rows:
        (page,) = [page for page in held if row.day in page]
        assert all(cell.dose in page for cell in row.cells if cell)
    assert sheet.ending in held[-1]


@pytest.mark.parametrize("view", ["days", "month", "record"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_diary_and_the_last_line_stand_on_no_page_of_their_own(view, paper):
    checked = PLANS["titration"]()
    options = SheetOptions(view=view, paper=paper, large_print=True)
    sheet, pages = make_sheet(checked, options), text_of_pdf(to_pdf(checked, options))
    (last,) = [page for page in pages if sheet.ending in page]
    assert sheet.rows[-1].day in last
    if view != "record":
        (diary,) = [page for page in pages if phrase("diary-note") in page]
        assert sheet.rows[0].day in diary
        assert sheet.rows[-1].day in diary


def test_a_record_has_room_for_initials_and_a_code_for_what_was_left_out():
    checked = PLANS["titration"]()
    page = to_html(checked, RECORD)
    assert days_of_html(page) == days_of_html(to_html(checked))
    takings = sum(cell is not None for row in make_sheet(checked).rows for cell in row.cells)
    assert page.count('class="tick"') == takings
    assert 'view-record"' in page
    text = " ".join(text_of_pdf(to_pdf(checked, RECORD)))
    for held in (page, text):
        for name in ("code-refused", "code-away", "record-missed", "record-signatures"):
            assert phrase(name) in held
        assert phrase("diary") not in held


@pytest.mark.parametrize("options", [RECORD, SheetOptions(carer=True)], ids=["record", "give"])
def test_whoever_gives_is_spoken_to(options):
    sheet = make_sheet(PLANS["titration"](), options)
    words = " ".join([*sheet.beside, *(says for group in sheet.advice for says in group.says)])
    assert "Not sure whether it was given? Do not give it again." in words
    assert "keep giving" in sheet.ending
    said = [told.says_to_carer for told in PLANS["titration"]().advice if told.says_to_carer]
    assert all(says in words for says in said)
    assert not re.search(r"\byou (take|took)\b", words)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_record_of_four_weeks_is_one_page(paper):
    pages = text_of_pdf(to_pdf(PLANS["titration"](), SheetOptions(view="record", paper=paper)))
    assert phrase("record-codes") in pages[0]
    assert phrase("advice") in pages[1]
