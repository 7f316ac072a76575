"""The words that frame a sheet, from data, so that they can be translated and reviewed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from baclofen_titration.formats.wording import MONTHS

Language = Literal["en-GB", "en-US"]

LANGUAGES: tuple[Language, ...] = ("en-GB", "en-US")
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = {"morning": "Morning", "midday": "Midday", "evening": "Evening", "bedtime": "Bedtime"}


@cache
def all_labels() -> Mapping[str, str]:
    """Every label by its name, gaps unfilled."""
    text = files("baclofen_titration.formats.sheet").joinpath("labels.toml").read_text("utf-8")
    labels: dict[str, str] = tomllib.loads(text)["en"]
    return labels


def label(name: str, **words: object) -> str:
    """One label, with its gaps filled."""
    return all_labels()[name].format(**words)


def day_words(day: date, language: Language) -> str:
    """A date as its readers write it, the month in letters: no reader takes it for another."""
    month = MONTHS[day.month - 1]
    if language == "en-US":
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} {month} {day.year}"


def row_words(day: date, language: Language) -> str:
    """A date in a row, with its weekday and without its year."""
    weekday, month = LONG_WEEKDAYS[day.weekday()][:3], MONTHS[day.month - 1][:3]
    return f"{weekday} {month} {day.day}" if language == "en-US" else f"{weekday} {day.day} {month}"


def column_words(at: str) -> str:
    """A time of day at the head of a column."""
    return TIMES.get(at, at)
