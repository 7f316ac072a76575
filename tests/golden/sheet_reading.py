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


ROW = re.compile(
    r"(?<![\w.])(\d{1,3}) (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?!\w)"
)
TAKING = re.compile(
    r"((?:[\d.]*[¼½¾]? (?:tablets?|packets?|mL) of [^=]+?)+)= (\d[\d.]* (?:mg|micrograms))"
    r"|(– not today)"
)
TOTAL = re.compile(r" (\d[\d.]* (?:mg|micrograms))(?! (?:in \d|=))")


def days_of_pdf(content: bytes) -> list[tuple[int, list[Fraction | str], str]]:
    """Each day: its number, what is swallowed in order [micrograms], and the daily dose."""
    pages = text_of_pdf(content)
    last = next(number for number, page in enumerate(pages) if "Who to call" in page)
    days = []
    for page in pages[:last]:
        text = page.replace("\u00a0", " ")
        rows = list(ROW.finditer(text))
        # A page may hold nothing but what is kept after the last day.
        for row, after in zip(rows, [*rows, None][1:], strict=True):
            words = text[row.end() : after.start() if after else len(text)]
            days.append(_day(int(row[1]), words))
    return days


def _day(number: int, words: str) -> tuple[int, list[Fraction | str], str]:
    takings: list[Fraction | str] = []
    end = 0
    for taking in TAKING.finditer(words):
        end = taking.end()
        if taking[3]:
            takings.append(taking[3])
            continue
        assert weight(taking[1]) == micrograms(taking[2]), words
        takings.append(micrograms(taking[2]))
    return number, takings, TOTAL.search(words, end)[1]


def weeks_of_html(page: str) -> list[tuple[str, list[Fraction | str], str]]:
    """Each day of a calendar: its date, what is swallowed [micrograms], and the daily dose."""
    _, *weeks = Tables(page).tables["month"]
    days = []
    for cell in (cell for week in weeks for cell in week if cell):
        day, total, *words = cell
        _, takings, _ = _day(0, f"{' '.join(words)} {total.removesuffix(' a day')} ")
        days.append((day, takings, total.removesuffix(" a day")))
    return days
