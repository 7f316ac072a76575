"""Renderings of a checked schedule, and readings of somebody's schedule, one file a format.

Nothing is imported until it is used, so that one format costs nothing of another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

_ROOMS = {
    "bears_code_of_another": "json_format",
    "comparison_schema": "document.comparison",
    "document_schema": "document.whole",
    "explain": "explanation",
    "from_csv": "csv_format",
    "from_json": "json_format",
    "from_regimen_line": "regimen_line",
    "plot": "plotting",
    "sheet_code": "sheet_codes",
    "to_card": "card",
    "to_columns": "frames",
    "to_comparison": "side_by_side",
    "to_csv": "csv_format",
    "to_html": "sheet.html",
    "to_ics": "calendar.ics",
    "to_json": "json_format",
    "to_note": "note",
    "to_pdf": "sheet.pdf",
    "to_pharmacy": "pharmacy",
    "to_pharmacy_html": "pharmacy_print",
    "to_pharmacy_pdf": "pharmacy_print",
    "to_regimen_line": "regimen_line",
    "to_report": "report",
    "to_rows": "frames",
    "to_text": "text",
}

__all__ = sorted(_ROOMS)  # noqa: PLE0605

if TYPE_CHECKING:
    from baclofen_titration.formats.calendar.ics import to_ics as to_ics
    from baclofen_titration.formats.card import to_card as to_card
    from baclofen_titration.formats.csv_format import from_csv as from_csv
    from baclofen_titration.formats.csv_format import to_csv as to_csv
    from baclofen_titration.formats.document.comparison import (
        comparison_schema as comparison_schema,
    )
    from baclofen_titration.formats.document.whole import document_schema as document_schema
    from baclofen_titration.formats.explanation import explain as explain
    from baclofen_titration.formats.frames import to_columns as to_columns
    from baclofen_titration.formats.frames import to_rows as to_rows
    from baclofen_titration.formats.json_format import (
        bears_code_of_another as bears_code_of_another,
    )
    from baclofen_titration.formats.json_format import from_json as from_json
    from baclofen_titration.formats.json_format import to_json as to_json
    from baclofen_titration.formats.note import to_note as to_note
    from baclofen_titration.formats.pharmacy import to_pharmacy as to_pharmacy
    from baclofen_titration.formats.pharmacy_print import to_pharmacy_html as to_pharmacy_html
    from baclofen_titration.formats.pharmacy_print import to_pharmacy_pdf as to_pharmacy_pdf
    from baclofen_titration.formats.plotting import plot as plot
    from baclofen_titration.formats.regimen_line import from_regimen_line as from_regimen_line
    from baclofen_titration.formats.regimen_line import to_regimen_line as to_regimen_line
    from baclofen_titration.formats.report import to_report as to_report
    from baclofen_titration.formats.sheet.html import to_html as to_html
    from baclofen_titration.formats.sheet.pdf import to_pdf as to_pdf
    from baclofen_titration.formats.sheet_codes import sheet_code as sheet_code
    from baclofen_titration.formats.side_by_side import to_comparison as to_comparison
    from baclofen_titration.formats.text import to_text as to_text


def __getattr__(name: str) -> object:
    try:
        room = _ROOMS[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value
