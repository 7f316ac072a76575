"""The rows of a sheet laid out as weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from baclofen_titration.formats.sheet.contents import Row
from baclofen_titration.formats.words.speaking import WEEKDAYS, Words
from baclofen_titration.lengths import DAYS_PER_WEEK


def weekday_heads(words: Words) -> Iterator[str]:
    """The days of a week, in the order of its columns."""
    for place in range(DAYS_PER_WEEK):
        name = WEEKDAYS[(place - _sunday_first(words)) % DAYS_PER_WEEK]
        yield words.say(f"weekday-{name}-short")


def weeks_of(rows: Sequence[Row], first: date, words: Words) -> Iterator[tuple[Row | None, ...]]:
    """The rows by weeks, with nothing on the days before the first and after the last."""
    empty = (first.weekday() + _sunday_first(words)) % DAYS_PER_WEEK
    cells: list[Row | None] = [*[None] * empty, *rows]
    cells += [None] * (-len(cells) % DAYS_PER_WEEK)
    for place in range(0, len(cells), DAYS_PER_WEEK):
        yield tuple(cells[place : place + DAYS_PER_WEEK])


def _sunday_first(words: Words) -> int:
    return int(words.setting("first-weekday") == "sunday")
