"""Lengths and times that protocol files write and the vocabulary has no reader for."""

from __future__ import annotations

import re

from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import parse_days, parse_months
from baclofen_titration.protocols.table import text
from baclofen_titration.shares import parse_share

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def after(words: str) -> dict[str, int]:
    """Read a length in days, weeks or months, and say which it is."""
    if words.endswith(("month", "months")):
        return {"months": parse_months(words)}
    return {"days": parse_days(words)}


def share_text(value: object) -> str:
    """Read a share of a daily dose and keep it as it is written."""
    parse_share(value)
    return str(value)


def clock_time(value: object) -> str:
    """Read an hour of the clock, such as ``"08:00"``."""
    if not _CLOCK.fullmatch(text(value)):
        raise QuantityError('A clock time is text with four figures, such as "08:00".')
    return str(value)
