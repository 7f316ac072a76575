"""The layout from right to left, proved with a language that is not one."""

from __future__ import annotations

import re
from datetime import date

import pytest

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import Contacts, SheetOptions
from baclofen_titration.formats.sheet.making import make_sheet
from baclofen_titration.formats.words.speaking import (
    END,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    words_of,
)
from catalogues.pseudo import CODE, HEBREW, LATIN, back, pseudo, right_to_left
from golden.cases import PLANS
from golden.sheet_reading import days_of_html, text_of_pdf
from unit.formats.words.test_languages import texts_of

HALVES, LIQUID = PLANS["uk-halves"](), PLANS["liquid"]()
AMOUNT = re.compile(r"[0-9½¼¾][0-9.½¼¾]*[ \u00a0](?:mg|mL)")


@pytest.fixture(autouse=True)
def language(tmp_path):
    with right_to_left(tmp_path) as code:
        yield code


def loose(text):
    """Every amount that stands in no isolate of its own direction."""
    held, found = [], []
    for place, sign in enumerate(text):
        if sign in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
            held.append(sign)
        elif sign == END:
            held.pop()
        elif AMOUNT.match(text, place) and (not held or held[-1] != LEFT_TO_RIGHT):
            found.append(text)
    assert not held, text
    return found


def test_the_letters_are_partners():
    assert len(set(HEBREW)) == len(LATIN)
    assert back(pseudo("Take it, {amount}, 08:00")) == "take it, {amount}, 08:00"


def test_it_is_gone_when_it_is_not_asked_for(tmp_path):
    with right_to_left(tmp_path / "again"):
        assert SheetOptions(language=CODE).language == CODE
    with pytest.raises(InvalidValueError):
        SheetOptions(language="qab")


@pytest.mark.parametrize("checked", [HALVES, LIQUID], ids=["halves", "liquid"])
def test_every_amount_keeps_its_order(checked):
    contacts = Contacts(emergency="112 mg 5 mL")
    sheet = make_sheet(checked, SheetOptions(language=CODE, contacts=contacts))
    texts = list(texts_of(sheet._replace(professional=())))
    assert len(AMOUNT.findall(" ".join(texts))) > 100
    assert [said for text in texts for said in loose(text)] == []


def test_a_loose_amount_would_be_found():
    assert loose(f"{pseudo('of')} 10 mg")
    assert not loose(f"{pseudo('of')} {LEFT_TO_RIGHT}10 mg{END}")
    assert loose(f"{RIGHT_TO_LEFT}{pseudo('of')} 10 mg{END}")


@pytest.mark.parametrize("checked", [HALVES, LIQUID], ids=["halves", "liquid"])
def test_the_page_reads_back_to_the_doses_of_the_english_page(checked):
    page = to_html(checked, SheetOptions(language=CODE))
    assert f'<html lang="{CODE}" dir="rtl"' in page
    assert '<section class="page professional" lang="en" dir="ltr">' in page
    assert days_of_html(back(page)) == days_of_html(to_html(checked))


def test_a_pdf_keeps_the_isolates_and_says_its_direction():
    """How it looks is looked at: `make pictures`; a text layer says nothing of places."""
    text = text_of_pdf(to_pdf(HALVES, SheetOptions(language=CODE)))[0]
    amounts = [cell for row in make_sheet(HALVES).rows for cell in row.cells if cell]
    assert text.count(LEFT_TO_RIGHT) >= len(amounts)
    assert LEFT_TO_RIGHT not in text_of_pdf(to_pdf(HALVES))[0]


def test_what_goes_right_to_left_stays_so_inside_a_line():
    words = words_of(CODE)
    assert words.apart("1½ × 10 mg") == f"{LEFT_TO_RIGHT}1½ × 10 mg{END}"
    day = words.day(date(2026, 12, 1))
    assert words.say("not-valid-after", day=day).count(RIGHT_TO_LEFT) == 2
    assert back(words.say("not-valid-after", day=day)) == "not valid after 1 december 2026."
    assert words_of("en-GB").apart("1½ × 10 mg") == "1½ × 10 mg"
