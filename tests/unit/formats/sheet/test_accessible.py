"""What a reader needs who sees little or nothing: structure, names, contrast, words by marks."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from pypdf import PdfReader

from baclofen_titration.formats import to_html, to_pdf, to_pharmacy_html, to_pharmacy_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.html import data_text
from golden.cases import PLANS

CHECKED = PLANS["titration"]()
OPTIONS = {
    "days": SheetOptions(),
    "month": SheetOptions(view="month"),
    "record": SheetOptions(view="record", large_print=True),
    "spanish": SheetOptions(language="es"),
}
PAGES = {
    **{
        name: lambda options=options: to_html(CHECKED, options) for name, options in OPTIONS.items()
    },
    "pharmacy": lambda: to_pharmacy_html(CHECKED),
}
PDFS = {
    **{name: lambda held=held: to_pdf(CHECKED, held) for name, held in OPTIONS.items()},
    "pharmacy": lambda: to_pharmacy_pdf(CHECKED),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_language_title_and_headings_in_order(name):
    page = PAGES[name]()
    assert re.search(r'<html lang="[a-z]{2}(-[A-Z]{2})?"', page)
    assert re.search(r"<title>[^<]{10,}</title>", page)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_every_header_cell_says_what_it_heads_and_every_mark_has_words(name):
    page = PAGES[name]()
    headers = re.findall(r"<th[^e][^>]*>", page)
    assert all('scope="col"' in header or 'scope="row"' in header for header in headers)
    assert all("<title>" in svg for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    ticks = re.findall(r"<i [^>]*>", page)
    assert all('role="img"' in tick and 'aria-label="' in tick for tick in ticks)
    # A change is marked by a line and said in words.
    for row in re.findall(r'<t[rd] class="changed">.*?</t[rd]>', page, re.DOTALL):
        assert re.search(r"<strong>.*(higher|lower|other)", row, re.DOTALL)


@pytest.mark.parametrize("name", ["sheet.css", "pharmacy.html.j2"])
def test_everything_is_black_on_white(name):
    # The mark across a specimen is an outline, and nothing has to be read on it.
    style, outlines = re.subn(r"-webkit-text-stroke: 1px rgb[^;]*;", "", data_text(name))
    assert outlines == 1
    colours = re.findall(r"(?:color|background|stroke|border[a-z-]*):\s*([^;}]+)", style)
    for colour in colours:
        assert not re.search(r"#(?!000\b|fff\b)[0-9a-f]+|rgb|gray|grey|hsl", colour), colour
    assert colours
    assert "rgb" not in style


def nodes_of(content):
    """Every element of the structure of a PDF, with its kind."""
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]
    waiting, found = [root.get("/K")], []
    while waiting:
        held = waiting.pop()
        held = held.get_object() if hasattr(held, "get_object") else held
        if isinstance(held, list):
            waiting.extend(reversed(held))
        elif isinstance(held, dict):
            if "/S" in held:
                found.append(held)
            if "/K" in held:
                waiting.append(held["/K"])
    return found


def kinds_of(node):
    attributes = node.get("/A", {})
    attributes = attributes if isinstance(attributes, list) else [attributes]
    return [held.get_object() for held in attributes]


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_has_headings_and_header_cells_with_their_scope(name):
    content = PDFS[name]()
    nodes = nodes_of(content)
    levels = [int(node["/S"][2:]) for node in nodes if re.fullmatch(r"/H\d", node["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    heads = [node for node in nodes if node["/S"] == "/TH"]
    assert bool(heads) == (name != "pharmacy")
    assert all(any("/Scope" in held for held in kinds_of(head)) for head in heads)
    figures = [node for node in nodes if node["/S"] == "/Figure"]
    assert all(figure.get("/Alt") for figure in figures)
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
