"""The sheet for the pharmacy as a page and as PDF, from the same lines as its text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.page import Line
from baclofen_titration.formats.pharmacy import pharmacy_sections
from baclofen_titration.formats.sheet.html import PAPER, data_text, template_of
from baclofen_titration.formats.sheet.pdf import compiled
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.words.speaking import phrase

Paper = Literal["a4", "letter"]


def to_pharmacy_html(checked: CheckedSchedule, paper: Paper = "a4") -> str:
    """Render the sheet for the pharmacy as HTML.

    Parameters
    ----------
    checked : CheckedSchedule
        As for `to_pharmacy`.
    paper : {"a4", "letter"}
        What it is printed on.

    Returns
    -------
    str
        One page with its style inside it. It loads nothing and runs nothing.

    Raises
    ------
    RefusedError, InvalidValueError
        As `to_pharmacy`.
    MissingExtraError
        If Jinja2 is not installed; the message is the command that installs it.
    """
    refuse_unchecked(checked)
    return str(_template().render(sheet=_content(checked), paper=PAPER[paper]))


def to_pharmacy_pdf(checked: CheckedSchedule, paper: Paper = "a4") -> bytes:
    """Render the sheet for the pharmacy as PDF.

    Parameters
    ----------
    checked, paper
        As for `to_pharmacy_html`.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1). The same sheet gives the same bytes on every machine.

    Raises
    ------
    RefusedError, InvalidValueError
        As `to_pharmacy`.
    MissingExtraError
        If Typst is not installed; the message is the command that installs it.
    """
    refuse_unchecked(checked)
    content = json.dumps({**_content(checked), "paper": paper}, ensure_ascii=False)
    return compiled("A PDF sheet for the pharmacy", _page(), content)


@cache
def _template() -> Any:
    return template_of("An HTML sheet for the pharmacy", "pharmacy.html.j2")


@cache
def _page() -> bytes:
    return data_text("pharmacy.typ").encode()


def _content(checked: CheckedSchedule) -> dict[str, Any]:
    head, *sections = pharmacy_sections(checked)
    return {
        "title": phrase("pharmacy-title", code=sheet_code(checked)).removesuffix("."),
        "specimen": phrase("specimen") if checked.is_specimen else "",
        "fields": [(line.name, line.words) for line in head if line.kind == "field"],
        "parts": [_part(section) for section in sections],
    }


def _part(section: Sequence[Line]) -> dict[str, Any]:
    """One section: its lines, then its labels, each with the lines that are set deeper."""
    part: dict[str, Any] = {"title": "", "lines": [], "boxes": [], "entries": []}
    for line in section:
        if line.kind == "title":
            part["title"] = line.words
        elif line.kind == "entry":
            part["entries"].append(line.words)
        elif line.kind == "box":
            part["boxes"].append((line.words, []))
        elif part["boxes"] and line.depth > 1:
            part["boxes"][-1][1].append(line.words)
        else:
            part["lines"].append((line.words, line.depth > 1))
    return part
