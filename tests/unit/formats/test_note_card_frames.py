"""A note is never cut, a card without doses has none, and no cell of a frame is a float."""

from __future__ import annotations

import re
from datetime import date

import pytest

from baclofen_titration import InvalidValueError, to_card, to_columns, to_note, to_rows
from golden.cases import PLANS
from golden.words import error_prone


@pytest.fixture(scope="module")
def titration():
    return PLANS["titration"]()


@pytest.fixture(scope="module")
def taper():
    return PLANS["taper"]()


def test_a_note_fails_rather_than_being_cut(titration):
    text = to_note(titration, on="2026-12-05")
    assert to_note(titration, on="2026-12-05", max_chars=len(text)) == text
    with pytest.raises(InvalidValueError, match="not cut"):
        to_note(titration, on="2026-12-05", max_chars=len(text) - 1)


def test_what_a_note_leaves_blank_is_a_finding(titration):
    blank = " ".join(to_note(titration, on="2026-12-05").split())
    assert "who decides, next kidney test. (note-not-complete)" in blank
    given = {"decides": "Dr A, 0123 456", "kidney_test": "2027-02-01"}
    text = " ".join(to_note(titration, on="2026-12-05", **given).split())
    assert "note-not-complete" not in text
    assert "Who decides it Dr A, 0123 456" in text
    assert "Next kidney test 1 February 2027" in text
    with pytest.raises(InvalidValueError, match="3 to 80"):
        to_note(titration, on="2026-12-05", decides="A\u202eB")


@pytest.mark.parametrize("wrong", [0, -1, True, "900"])
def test_a_length_that_is_none_is_refused(titration, wrong):
    with pytest.raises(InvalidValueError, match="max_chars"):
        to_note(titration, on="2026-12-05", max_chars=wrong)


def test_a_note_says_the_dose_of_every_day(taper):
    for day in taper.schedule.days():
        text = " ".join(to_note(taper, on=day.date).split())
        assert f"Dose this day {day.daily_dose} (" in text
        assert error_prone(text) == []


def test_a_note_outside_the_plan_names_no_dose_of_the_day(taper):
    before = " ".join(to_note(taper, on="2026-11-30").split())
    after = " ".join(to_note(taper, on="2027-12-01").split())
    assert "Dose this day the plan has not begun" in before
    assert "Dose this day no baclofen" in after


@pytest.mark.parametrize("name", ["titration", "taper"])
def test_what_is_unsigned_is_a_specimen(name):
    checked = PLANS[name]()
    for text in (
        to_note(checked, on="2026-12-02"),
        to_card(checked),
        to_card(checked, doses=False),
    ):
        assert text.startswith("SPECIMEN")
        assert "Do not stop suddenly" in text


def test_a_card_has_every_step_or_no_dose(titration):
    text = " ".join(to_card(titration).split())
    assert all(str(step.regimen) in text for step in titration.schedule.steps)
    assert not re.search(r"\d+ (mg|microgram|mL)", to_card(titration, doses=False))


def test_rows_are_the_takings(titration):
    rows = to_rows(titration, "2026-12-28")
    days = list(titration.schedule.days(date(2026, 12, 28)))
    assert [(row["date"], row["at"], row["dose_micrograms"], row["dose"]) for row in rows] == [
        (day.date, taking.at, taking.dose.micrograms, str(taking.dose))
        for day in days
        for taking in day.takings
    ]
    assert {type(cell) for row in rows for cell in row.values()} == {date, int, str, bool}


def test_columns_hold_what_rows_hold(titration):
    columns = to_columns(titration, "2026-12-28")
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    assert rows == to_rows(titration, "2026-12-28")


def test_an_open_schedule_needs_a_last_day(titration):
    with pytest.raises(InvalidValueError, match="open"):
        to_rows(titration)
