"""Sheets are kept word for word too: the page as HTML without its style, the PDF by its text.

They are written again with the other goldens; see `test_golden.py`.
"""

from __future__ import annotations

import re
import textwrap
from html import unescape
from pathlib import Path

import pytest

from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions, parse_contacts
from baclofen_titration.formats.words.speaking import phrase
from golden.cases import PLANS
from golden.sheet_reading import text_of_pdf
from golden.test_golden import WRITE
from golden.words import error_prone

EXPECTED = Path(__file__).with_name("sheets")
CONTACTS = parse_contacts("prescriber: Dr A. Example, 0123 456; emergency: 112")
SHEETS = {
    "titration": ("titration", {"contacts": CONTACTS}),
    "odd-start": ("odd-start", {"language": "en-US", "large_print": True}),
    "taper-give": ("taper", {"carer": True, "dated": False}),
    "evening-month": ("evening-start", {"view": "month"}),
    "course-record": ("course", {"view": "record"}),
    "halves-spanish": ("uk-halves", {"language": "es"}),
    "liquid": ("liquid", {}),
}
STYLE = re.compile(r"<style>.*?</style>\n", re.DOTALL)
PROFESSIONAL = re.compile(r'<section class="page professional".*</section>\n', re.DOTALL)
HIDDEN = re.compile(r"<svg.*?</svg>|<head>.*?</head>", re.DOTALL)


def written(name, form):
    plan, options = SHEETS[name]
    checked, options = PLANS[plan](), SheetOptions(**options)
    # The page for the professional says what the text goldens say; once is enough.
    whole = name == "titration"
    if form == "html":
        page = STYLE.sub("", to_html(checked, options))
        return page if whole else PROFESSIONAL.sub("", page)
    pages = text_of_pdf(to_pdf(checked, options))
    if not whole:
        pages = pages[: next(n for n, page in enumerate(pages) if phrase("professional") in page)]
    return "".join(f"{textwrap.fill(page, 100)}\n\f\n" for page in pages)


def words_of(name, text):
    """What a reader sees: text between tags, or the text of a PDF."""
    if name.endswith(".html"):
        return unescape(re.sub(r"<[^>]*>", "\n", HIDDEN.sub("", text)))
    # Where a line of this file ends is nothing that a reader sees.
    return " ".join(text.split())


@pytest.mark.parametrize("form", ["html", "pdf.txt"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_the_same_word_for_word(name, form):
    text, path = written(name, form), EXPECTED / f"{name}.{form}"
    if WRITE:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
    assert error_prone(words_of(path.name, text)) == []


def test_no_sheet_is_left_over():
    held = {f"{name}.{form}" for name in SHEETS for form in ("html", "pdf.txt")}
    assert {path.name for path in EXPECTED.iterdir()} == held


@pytest.mark.parametrize("form", ["html", "pdf.txt"])
def test_a_slip_on_a_sheet_would_be_seen(form):
    text = (EXPECTED / f"titration.{form}").read_text(encoding="utf-8")
    for good, slip in (("15 mg", "15.0 mg"), ("1 tablet", "1/2 tablet"), ("20 mg", "20mg")):
        assert good in text
        assert error_prone(words_of(f"titration.{form}", text.replace(good, slip, 1)))
