"""A patient's sheet as PDF: tagged, with its fonts inside, the same bytes for the same sheet."""

from __future__ import annotations

import json
from atexit import register
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.extras import bring
from baclofen_titration.formats.sheet.chart import chart_svg
from baclofen_titration.formats.sheet.contents import Cell, Row, Sheet, SheetOptions
from baclofen_titration.formats.sheet.html import (
    BOXES,
    CODES,
    DIARY,
    MEDICINES,
    RECORD,
    SIGNATURES,
    data_text,
)
from baclofen_titration.formats.sheet.making import make_sheet
from baclofen_titration.formats.words.said import Said
from baclofen_titration.formats.words.speaking import Words, words_of

STANDARD = "ua-1"
PAGE = ("page.typ", "table.typ", "sheet.typ")
MARK = "\u2063"
"""An invisible sign that nothing printed can hold: what comes from outside is refused with it."""
ON_THE_PAGE = (
    "specimen", "specimen-why", "draft-words", "day", "day-total", "who-to-call", "fill-in",
    "advice", "chart", "at-a-glance", "from-to", "daily-dose", "safe-keeping", "diary-note",
    "medicines-note", "professional", "professional-note",
    "initials", "record-codes", "record-missed", "record-missed-note", "record-signatures",
)  # fmt: skip
"""What the page says by name, besides what the sheet says."""


def to_pdf(
    checked: CheckedSchedule,
    options: SheetOptions | None = None,
    until: date | str | None = None,
) -> bytes:
    """Render a patient's sheet as PDF.

    Parameters
    ----------
    checked, options, until
        As for `to_html`.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1). The same sheet gives the same bytes on every machine.

    Raises
    ------
    MissingExtraError
        If Typst is not installed; the message is the command that installs it.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> to_pdf(checked)[:5]
    b'%PDF-'
    """
    refuse_unchecked(checked)
    sheet = make_sheet(checked, options, until)
    content = json.dumps(_marked(_content(sheet)), ensure_ascii=False)
    return compiled("A PDF sheet", _page(), content)


def compiled(thing: str, page: bytes, content: str) -> bytes:
    """Make a tagged PDF of a page of ours and what stands on it, as JSON.

    Raises
    ------
    MissingExtraError
        If Typst is not installed.
    """
    typst = bring("typst", "print", thing)
    made: bytes = typst.compile(
        page,
        font_paths=_fonts(typst),
        format="pdf",
        sys_inputs={"sheet": content},
        pdf_standards=[STANDARD],
    )
    return made


@cache
def _page() -> bytes:
    return "\n".join(data_text(name) for name in PAGE).encode()


@cache
def _fonts(typst: Any) -> Any:
    """Our own fonts, and Typst's own for signs that they lack; none of the machine. Read once."""
    kept = ExitStack()
    folder = files("baclofen_titration.formats.sheet").joinpath("data", "fonts")
    # A package inside an archive is unpacked for as long as the fonts may be read.
    path = kept.enter_context(as_file(folder))
    register(kept.close)
    return typst.Fonts(include_system_fonts=False, font_paths=[str(path)])


def _content(sheet: Sheet) -> Mapping[str, object]:
    """The sheet as the page reads it: words and nothing that could be taken for markup."""
    options, words = sheet.options, words_of(sheet.options.language)
    lang, _, region = options.language.partition("-")
    label = words.say
    return {
        "title": sheet.title,
        "document": f"{sheet.title!s} – {sheet.code!s}",
        "draft": sheet.draft,
        "direction": words.direction,
        "code": sheet.code,
        "specimen": sheet.specimen,
        "lang": lang,
        "region": region or None,
        "paper": options.paper,
        "large": options.large_print,
        "words": {name: label(name) for name in ON_THE_PAGE},
        "page": label("page", page="{page}", pages="{pages}"),
        "validity": sheet.validity,
        "first_column": label("first-column" if options.dated else "day"),
        "columns": sheet.columns,
        "times": sheet.times,
        "view": options.view,
        "weekdays": sheet.weekdays,
        "weeks": [[day and _row(day, words) for day in week] for week in sheet.weeks],
        "record": [label(name) for name in RECORD],
        "signatures": [label(name) for name in SIGNATURES],
        "codes": [label(name) for name in CODES],
        "rows": [_row(row, words) for row in sheet.rows],
        "changed": sheet.changed,
        "ending": sheet.ending,
        "beside": sheet.beside,
        "advice": [group._asdict() for group in sheet.advice],
        "contacts": [{"name": name, "value": value} for name, value in sheet.contacts],
        "glance": [{"days": step.days, "daily": step.daily} for step in sheet.glance],
        "chart": chart_svg(sheet.glance, words),
        "diary_title": label("diary-give" if options.carer else "diary"),
        "medicines_title": label("medicines-give" if options.carer else "medicines"),
        "professional": [part._asdict() for part in sheet.professional],
        "boxes": [label(name) for name in BOXES],
        "diary": [label(name) for name in DIARY],
        "medicines": [label(name) for name in MEDICINES],
    }


def _row(row: Row, words: Words) -> Mapping[str, object]:
    return {
        "number": str(row.number),
        "day": row.day,
        "change": row.change,
        "notes": [*([row.condition] if row.condition else []), *row.notes],
        "cells": [None if cell is None else _cell(cell, words) for cell in row.cells],
        "daily": row.daily,
        "per_day": words.say("per-day", dose=row.daily),
    }


def _cell(cell: Cell, words: Words) -> Mapping[str, object]:
    return {
        "not_today": cell.not_today,
        "words": words.say("not-today"),
        "swallow": [part._asdict() for part in cell.swallow],
        "dose": cell.dose,
    }


def _marked(content: Any) -> Any:
    """Words that carry their English, with marks by which the page tells them apart."""
    if isinstance(content, Said):
        return f"{MARK}{content.own}{MARK}{content.english}{MARK}"
    if isinstance(content, Mapping):
        return {name: _marked(held) for name, held in content.items()}
    if isinstance(content, list | tuple):
        return [_marked(held) for held in content]
    return content
