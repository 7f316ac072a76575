"""The patient's sheet: what it says, how it prints, and what it never lets through."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import assume, given, settings
from pypdf import PdfReader

from baclofen_titration.errors import InvalidValueError, MissingExtraError
from baclofen_titration.formats import extras, sheet_code, to_html, to_pdf
from baclofen_titration.formats.sheet.chart import chart_svg
from baclofen_titration.formats.sheet.contents import Contacts, SheetOptions, parse_contacts
from baclofen_titration.formats.sheet.making import MOST_DAYS, make_sheet
from baclofen_titration.formats.words.speaking import phrase, words_of
from golden.cases import PLANS, taper, with_schedule
from golden.sheet_reading import Tables, days_of_html, text_of_pdf
from golden.words import error_prone
from property.test_plans import plan, tapers, titrations

LONG = taper("morning 20 mg, midday 20 mg, evening 20 mg", over="450 days")
TITRATION, TAPER, LIQUID = PLANS["titration"](), PLANS["taper"](), PLANS["liquid"]()


def shown(checked, options=None):
    """What the sheet has to say, from the view of days."""
    last = make_sheet(checked, options).rows[-1].number - 1
    until = checked.schedule.start + timedelta(days=last)
    return list(checked.schedule.days(until=until))


def micrograms_of(day, times):
    held = {taking.at: taking.dose.micrograms for taking in day.takings}
    late = {taking.at for taking in day.not_today}
    return ["late" if at in late else held.get(at) for at in times]


@settings(max_examples=30)
@given(titrations() | tapers())
def test_the_table_reads_back_to_the_same_pieces_on_the_same_days(request):
    checked = plan(request)
    schedule = checked.schedule
    assume(((schedule.end or schedule.steps[-1].start) - schedule.start).days < MOST_DAYS)
    days = shown(checked)
    times = sorted(
        {t.at for day in days for t in (*day.takings, *day.not_today)},
        key=["morning", "midday", "evening", "bedtime"].index
        if all(t.at.isalpha() for d in days for t in d.takings)
        else str,
    )
    read = days_of_html(to_html(checked))
    assert [number for number, _, _ in read] == [day.number for day in days]
    for (_, cells, total), day in zip(read, days, strict=True):
        assert f"{total}/day" == str(day.daily_dose)
        for cell, wanted in zip(cells, micrograms_of(day, times), strict=True):
            if wanted == "late":
                assert cell == "– not today"
            elif wanted is None:
                assert cell is None
            else:
                assert cell == (wanted, wanted)


@pytest.mark.parametrize("name", PLANS)
def test_the_pdf_says_what_the_page_says(name):
    checked = PLANS[name]()
    pages = text_of_pdf(to_pdf(checked))
    text = " ".join(pages)
    sheet = make_sheet(checked)
    for row in sheet.rows:
        assert row.day in text
        for cell in row.cells:
            if cell is not None and not cell.not_today:
                assert all(f"{part.amount} {part.of}" in text for part in cell.swallow)
                assert cell.dose in text
    for says in (*sheet.beside, sheet.ending, *(s for g in sheet.advice for s in g.says)):
        assert " ".join(says.split()) in text
    assert sheet_code(checked) in pages[0]


SHORT = [name for name in PLANS if len(make_sheet(PLANS[name]()).rows) <= 28]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", SHORT)
def test_four_weeks_are_two_pages_for_the_patient(name, paper):
    options = SheetOptions(paper=paper)
    checked = PLANS[name]()
    pages = text_of_pdf(to_pdf(checked, options))
    assert phrase("advice") in pages[1]
    assert phrase("diary") in pages[2]
    assert make_sheet(checked, options).rows[-1].day in pages[0]


def test_other_tablets_for_the_same_dose_are_marked():
    steps = list(TITRATION.schedule.steps)
    taking = steps[1].regimen.administrations[0]
    other = taking.model_copy(update={"pieces": [{"product": "us-tablet-10", "count": 1}]})
    rest = steps[1].regimen.administrations[1:]
    regimen = steps[1].regimen.model_copy(update={"administrations": (other, *rest)})
    first = steps[1].model_copy(update={"days": 1})
    second = steps[1].model_copy(
        update={"start": first.start + timedelta(days=1), "days": 2, "regimen": regimen}
    )
    changed = with_schedule(TITRATION, steps=(steps[0], first, second, *steps[2:]))
    rows = make_sheet(changed).rows
    assert rows[4].change == phrase("changed")
    assert not rows[4].condition


def test_the_pdf_is_tagged_titled_and_the_same_each_time():
    content = to_pdf(TITRATION)
    reader = PdfReader(io.BytesIO(content))
    assert content == to_pdf(TITRATION)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == f"Your baclofen plan – Sheet {sheet_code(TITRATION)}"
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Inter" in name for name in fonts)


@pytest.mark.parametrize("checked", [TITRATION, TAPER, LIQUID], ids=["up", "down", "liquid"])
def test_an_unsigned_protocol_marks_every_patient_page(checked):
    mark = phrase("specimen")
    assert to_html(checked).count(f"<strong>{mark}</strong>") == 4
    pages = text_of_pdf(to_pdf(checked))
    # The page for the professional comes last, and the mark stands behind it too.
    assert all(f"{mark} {phrase('specimen-why')}" in page for page in pages)


@pytest.mark.parametrize("name", PLANS)
def test_nothing_on_a_sheet_is_easily_misread(name):
    text = " ".join(text_of_pdf(to_pdf(PLANS[name]()))[:2])
    assert error_prone(text) == []


def test_the_page_has_a_language_headings_and_scoped_headers():
    page = to_html(TITRATION, SheetOptions(language="en-US"))
    tables = Tables(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-US"')
    assert tables.tags.count("h1") == 1
    assert set(tables.headers) == {"col", "row"}
    assert not {"script", "link", "iframe", "img", "a"} & set(tables.tags)


def test_what_comes_from_a_user_is_text_and_nothing_else():
    evil = '<img src=x onerror="alert(1)"> & #read("/etc/passwd")'
    options = SheetOptions(contacts=Contacts(prescriber=evil))
    page = to_html(TITRATION, options)
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert '#read("/etc/passwd")' in " ".join(text_of_pdf(to_pdf(TITRATION, options)))


@pytest.mark.parametrize("sign", ["\u202e", "\x00", "\n", "\x07", "\ud800"])
def test_signs_that_do_not_print_are_refused(sign):
    with pytest.raises(InvalidValueError):
        Contacts(prescriber=f"Dr A{sign} 123")


def test_what_is_not_given_is_a_blank_and_a_finding():
    sheet = make_sheet(TITRATION, SheetOptions(contacts=parse_contacts("emergency: 112")))
    assert dict(sheet.contacts)["Emergency"] == "112"
    assert dict(sheet.contacts)["Prescriber"] is None
    assert to_html(TITRATION).count("fill in before handing over") >= 4
    lines = [line for part in sheet.professional for line in part.lines]
    assert any("contacts-not-given" in line and "Prescriber" in line for line in lines)


@pytest.mark.parametrize("text", ["", "boss: x", "emergency:", "emergency: 1; emergency: 2"])
def test_contacts_that_cannot_be_read_are_refused(text):
    with pytest.raises(InvalidValueError, match="each once"):
        parse_contacts(text)


def test_a_revision_says_which_sheet_to_throw_away():
    second = TITRATION.model_copy(update={"revision": 2})
    says = " ".join(make_sheet(second, SheetOptions(replaces="2026-11-03")).validity)
    assert "Sheet 2, from 1 December 2026." in says
    assert "Throw away sheet 1 of 3 November 2026." in says
    assert "Not valid after 28 December 2026." in says


def test_without_dates_there_is_no_date():
    pages = text_of_pdf(to_pdf(TITRATION, SheetOptions(dated=False)))
    assert "Dec" not in " ".join(pages[:3])
    assert make_sheet(TITRATION, SheetOptions(dated=False)).validity == ()


WORD_FOR_WORD = """
Not sure whether you took it? Do not take it again.
Missed a whole day or more? Do not jump to today's line and do not start again: phone.
Go up only if the last dose did not make you too sleepy, weak or confused, and you still need more.
Otherwise stay on this dose and phone.
In hospital, before an operation, nil by mouth, vomiting, or you cannot swallow?
Do not just leave it out.
SPECIMEN – NOT FOR PATIENT USE
fill in before handing over
Checked by
Record number or label
Not valid after 28 December 2026.
Page 1 of 5
""".strip().splitlines()
"""What was asked for in these very words."""


@pytest.mark.parametrize("says", WORD_FOR_WORD)
def test_what_was_asked_for_word_for_word_is_printed_so(says):
    assert says in " ".join(text_of_pdf(to_pdf(TITRATION)))
    # A browser counts the pages of an HTML sheet.
    assert says.startswith("Page ") or says in unescape(to_html(TITRATION))


def test_a_carer_gives():
    page = to_html(TITRATION, SheetOptions(carer=True))
    assert "to be given by a carer" in page
    assert "tick when given" in page


def test_large_print_is_larger_and_says_the_same():
    large = SheetOptions(large_print=True)
    assert 'class="a4 view-days large"' in to_html(TITRATION, large)
    assert days_of_html(to_html(TITRATION, large)) == days_of_html(to_html(TITRATION))
    assert len(text_of_pdf(to_pdf(TITRATION, large))) > len(text_of_pdf(to_pdf(TITRATION)))


def test_a_rise_is_marked_and_asked_about_and_a_fall_is_marked():
    rises = [row for row in make_sheet(TITRATION).rows if row.change]
    assert [row.number for row in rises] == [4, 7, 10]
    assert all(row.change == "▲ higher" and row.condition for row in rises)
    falls = [row for row in make_sheet(TAPER).rows if row.change]
    assert falls[0].number == 1, "the first day of a way down is a change too"
    assert all(row.change == "▼ lower" and not row.condition for row in falls)


def test_the_end_is_said():
    assert "Do not stop" in make_sheet(TITRATION).ending
    assert "no baclofen, as planned" in make_sheet(TAPER).ending


def test_more_days_than_a_sheet_holds_are_refused():
    with pytest.raises(
        InvalidValueError, match="Choose an earlier last day; the next sheet begins"
    ):
        make_sheet(TITRATION, until="2029-12-01")


def test_a_plan_that_is_longer_than_a_sheet_is_printed_in_part_and_says_so():
    open_late = PLANS["titration"]()
    steps = open_late.schedule.steps
    late = steps[-1].model_copy(update={"start": steps[-1].start + timedelta(days=500)})
    kept = steps[-2].model_copy(update={"days": steps[-2].days + 500})
    for checked in (with_schedule(open_late, steps=(*steps[:-2], kept, late)), LONG):
        sheet = make_sheet(checked)
        assert sheet.rows[-1].number == MOST_DAYS
        day = checked.schedule.start + timedelta(days=MOST_DAYS - 1)
        assert sheet.validity[-1] == f"Not valid after {words_of('en-GB').day(day)}."
        assert sheet.ending == phrase("keep-taking-more", day=words_of("en-GB").day(day))


def test_the_chart_shows_each_step_and_has_a_title():
    picture = chart_svg(make_sheet(TITRATION).glance, words_of("en-GB"))
    assert picture.count("<title>") == 1
    assert all(f">{amount} mg<" in picture for amount in (15, 30, 45, 60))


@pytest.mark.parametrize(("render", "library"), [(to_html, "jinja2"), (to_pdf, "typst")])
def test_a_missing_extra_is_named_with_its_cure(monkeypatch, render, library):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    from baclofen_titration.formats.sheet import html

    monkeypatch.setattr(extras, "import_module", missing)
    html._template.cache_clear()
    with pytest.raises(MissingExtraError, match=r'pip install "baclofen-titration\[print\]"'):
        render(TITRATION)
