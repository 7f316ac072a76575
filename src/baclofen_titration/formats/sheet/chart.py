"""The step chart of a sheet, as SVG without a library: black on white, every step labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from baclofen_titration.formats.sheet.contents import Glance
from baclofen_titration.formats.words.speaking import Words

WIDTH, HEIGHT = 560, 200
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 26, 34
FONT = 13


def chart_svg(glance: Sequence[Glance], words: Words) -> str:
    """Draw the daily dose over the days, a flat line a step.

    Parameters
    ----------
    glance : sequence of Glance
        The steps, in their order.
    words : Words
        The language of the sheet.

    Returns
    -------
    str
        An SVG picture with a title; the table beside it says the same in words.
    """
    lines = "".join(_lines(glance, words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" direction="ltr" '
        f'font-family="Inter, sans-serif" font-size="{FONT}">'
        f"<title>{escape(words.say('chart'))}</title>{lines}</svg>"
    )


def _lines(glance: Sequence[Glance], words: Words) -> Iterator[str]:
    days, most = glance[-1].last, max(step.micrograms for step in glance)
    floor = HEIGHT - BOTTOM
    yield f'<line x1="{LEFT}" y1="{floor}" x2="{WIDTH - RIGHT}" y2="{floor}" stroke="#000"/>'
    path, taken = [], -FONT * len(glance)
    for step in glance:
        left, right = _across(step.first - 1, days), _across(step.last, days)
        height = floor - (floor - TOP) * step.micrograms // most
        path.append(f"{left},{height} {right},{height}")
        amount = step.daily
        if left - taken > FONT * len(amount) // 2 + FONT // 2:
            yield f'<text x="{left}" y="{height - 7}">{escape(amount)}</text>'
            taken = left
    yield f'<polyline points="{" ".join(path)}" fill="none" stroke="#000" stroke-width="3"/>'
    yield from _ticks(glance, days, floor, words)


def _ticks(glance: Sequence[Glance], days: int, floor: int, words: Words) -> Iterator[str]:
    taken = -WIDTH
    for first in (*(step.first for step in glance), days):
        place = _across(first - 1, days)
        yield f'<line x1="{place}" y1="{floor}" x2="{place}" y2="{floor + 5}" stroke="#000"/>'
        if place - taken > 2 * FONT:
            yield f'<text x="{place}" y="{floor + 18}">{first}</text>'
            taken = place
    middle = WIDTH // 2
    yield (
        f'<text x="{middle}" y="{HEIGHT - 2}" text-anchor="middle">{escape(words.say("chart-day"))}'
        "</text>"
    )


def _across(day: int, days: int) -> int:
    return LEFT + (WIDTH - LEFT - RIGHT) * day // days
