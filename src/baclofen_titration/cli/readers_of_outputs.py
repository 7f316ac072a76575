"""Readers of how a schedule is written."""

from __future__ import annotations

import re

from baclofen_titration.cli.readers import parts
from baclofen_titration.errors import InvalidValueError

FORMATS = (
    "text", "html", "pdf", "note", "card", "pharmacy", "pharmacy.html", "pharmacy.pdf", "ics",
    "json", "csv",
)  # fmt: skip
SHEET_WORDS = ("large print", "give", "no dates", "month", "record")

_CHARACTERS = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def read_format(text: str) -> str:
    """How a schedule is written."""
    if text not in FORMATS:
        raise InvalidValueError(f"A schedule is written as {', '.join(FORMATS)}.")
    return text


def read_sheet(text: str) -> dict[str, bool | str]:
    """How a sheet is printed: words from a closed list."""
    words = parts(text)
    if not set(words) <= set(SHEET_WORDS) or len(set(words)) != len(words):
        raise InvalidValueError(f"A sheet may be: {', '.join(SHEET_WORDS)}. Name each once.")
    if {"month", "record"} <= set(words):
        raise InvalidValueError("A sheet is a month or a record; ask for one of them at a time.")
    read: dict[str, bool | str] = {
        "large_print": "large print" in words,
        "carer": "give" in words,
        "dated": "no dates" not in words,
    }
    for word in words:
        if word in ("month", "record"):
            read["view"] = word
    return read


def read_card(text: str) -> bool:
    """Whether a card names doses."""
    if text != "no doses":
        raise InvalidValueError('A card names its doses, or say "no doses".')
    return False


def read_max_chars(text: str) -> int:
    """The most characters that a chart takes."""
    if not _CHARACTERS.fullmatch(text):
        raise InvalidValueError("Say how many characters the chart takes, such as 2000.")
    return int(text)
