"""Reads a printed sheet back, from its HTML or its PDF, knowing nothing of how it was made."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from html.parser import HTMLParser

from pypdf import PdfReader

from golden.words import micrograms

FRACTIONS = {"": 0, "¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
TABLETS = re.compile(r"(\d*)([¼½¾]?) (?:tablets?|packets?) of (\d+(?:\.\d+)? (?:mg|micrograms?))")
VOLUME = re.compile(r"(\d+(?:\.\d+)?) mL of (\d+(?:\.\d+)? mg) in (\d+(?:\.\d+)?) mL")
DOSE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)? (?:mg|micrograms?))$")


class Tables(HTMLParser):
    """Every table of a page as rows of cells, each cell as the pieces of text in it."""

    VOID = frozenset({"meta", "br", "img", "line", "polyline", "i"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[list[str]]]] = {}
        self.tags: list[str] = []
        self.headers: list[str | None] = []
        self._table, self._cell = "", False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        held = dict(attrs)
        if tag == "table":
            self._table = held.get("class") or "plain"
            self.tables.setdefault(self._table, [])
        elif tag == "tr":
            self.tables[self._table].append([])
        elif tag in ("td", "th"):
            self.tables[self._table][-1].append([])
            self._cell = True
            if tag == "th":
                self.headers.append(held.get("scope"))

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data):
        if self._cell and data.strip():
            self.tables[self._table][-1][-1].append(" ".join(data.split()))


def weight(words: str) -> Fraction:
    """What some pieces contain [micrograms]."""
    total = Fraction(0)
    for whole, fraction, strength in TABLETS.findall(words):
        total += (Fraction(whole or "0") + FRACTIONS[fraction]) * micrograms(strength)
    for amount, strength, each in VOLUME.findall(words):
        total += Fraction(amount) / Fraction(each) * micrograms(strength)
    return total


def days_of_html(page: str) -> list[tuple[int, list[tuple[Fraction, Fraction] | str | None], str]]:
    """Each day: its number, each cell as (pieces, dose) [micrograms], and the daily dose."""
    head, *rows = Tables(page).tables["days"]
    days = []
    for row in rows:
        assert len(row) == len(head)
        first, *cells, total = row
        days.append((int(first[0]), [_cell(cell) for cell in cells], total[0]))
    return days


def _cell(words: list[str]) -> tuple[Fraction, Fraction] | str | None:
    if not words:
        return None
    text = " ".join(words)
    if text.startswith("–"):
        return text
    return weight(text), micrograms(DOSE.search(text)[1])


def text_of_pdf(content: bytes) -> list[str]:
    """The text layer of each page, its lines joined."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
