"""Draw what each rule set asks for by clearance: ``python -m tests.spec.kidneys``.

Writes docs/pictures/kidneys.svg and the table in docs/explanation/kidneys.md, from the rule sets
themselves; a test fails when either is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from baclofen_titration.patient import Patient
from baclofen_titration.protocols import load_protocol
from baclofen_titration.tailoring import rule_set, tailor

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURE = DOCS / "pictures" / "kidneys.svg"
PAGE = DOCS / "explanation" / "kidneys.md"
BEGIN, END = "<!-- written by tests.spec.kidneys -->\n", "<!-- end -->\n"

PROTOCOL = "us-label-adult"
START = date(2026, 12, 1)
TOP = 120  # [mL/min] nothing changes above
ROWS = (
    ("kidney-bands-80-50-30", "46 years", ""),
    ("kidney-first-doses", "46 years", ""),
    ("older-below-60", "70 years", "from 65 years on"),
    ("kidney-review-60-30", "46 years", "when named"),
    ("dialysis-5-mg", "46 years", "when named"),
    ("", "46 years", "46 years: those that go with the protocol"),
    ("", "70 years", "70 years: those that go with the protocol"),
)


class Band(NamedTuple):
    """Kidneys between two values [mL/min], and what is left; low is -1 on dialysis."""

    low: int
    high: int
    first: int
    most: int


def bands(name: str, age: str) -> list[Band]:
    """What one rule set leaves, or all that go with the protocol; edges are whole numbers."""
    cells = [(low, *_asked(name, age, f"clearance {low}.5 mL/min on 2026-11-12, steady"))
             for low in range(TOP)]  # fmt: skip
    found = [Band(-1, 0, *_asked(name, age, "haemodialysis"))]
    for amounts, run in groupby(cells, key=lambda cell: cell[1:]):
        lows = [cell[0] for cell in run]
        found.append(Band(lows[0], lows[-1] + 1, *amounts))
    return found


def _asked(name: str, age: str, kidneys: str) -> tuple[int, int]:
    person = Patient(age=age, kidneys=kidneys, muscle="usual")
    named = (name,) if name else ()
    held = tailor(person, load_protocol(PROTOCOL), START, "up", taking="nothing", named=named)
    return held.limits.value("max_first_day"), held.limits.value("max_daily_dose")


def amount(micrograms: int) -> str:
    """An amount in mg, as short as it is exact."""
    return f"{micrograms // 1000}" + f".{micrograms % 1000:03d}".rstrip("0").rstrip(".")


# ---------------------------------------------------------------- the picture

LEFT, PANEL, GAP, HEAD, TALL, STEP = 20, 400, 40, 92, 64, 112
DIALYSIS = 44  # width of the place for dialysis
PANELS = (("First day", 2, 15_000), ("Maximum", 3, 80_000))


def picture() -> str:
    """The whole drawing."""
    wide, high = 2 * LEFT + 2 * PANEL + GAP, HEAD + STEP * len(ROWS) + 6
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
            f'height="{high}" font-family="sans-serif" font-size="12" role="img" '
            'aria-label="First day and maximum by kidney clearance under each rule set">'
        ),
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        (
            f'<text x="{LEFT}" y="24" font-size="17" font-weight="bold">What each rule set leaves '
            f"of {PROTOCOL}, by kidneys</text>"
        ),
        (
            f'<text x="{LEFT}" y="44" fill="#444">mg a day, before rounding down to what tablets '
            "make; grey is the protocol, which nothing narrows. Bands in mL/min; D is dialysis."
            "</text>"
        ),
    ]
    for number, (title, _, _) in enumerate(PANELS):
        parts.append(f'<text x="{_left(number)}" y="72" font-size="14" font-weight="bold">{title}'
                     "</text>")  # fmt: skip
    for number, (name, age, note) in enumerate(ROWS):
        parts += _row(HEAD + STEP * number, name, age, note)
    return "\n".join([*parts, "</svg>\n"])


def _left(panel: int) -> int:
    return LEFT + panel * (PANEL + GAP)


def _row(top: int, name: str, age: str, note: str) -> Iterator[str]:
    held = bands(name, age)
    title = " ".join(filter(None, [name, f"({note})" if name and note else note]))
    fill = "#1b6ca8" if name else "#8a4b08"
    for panel, (_, which, full) in enumerate(PANELS):
        left = _left(panel)
        yield f'<text x="{left}" y="{top}" font-weight="bold">{title}</text>'
        for run in _runs(held, which):
            yield from _bar(left, top + 6, run, run[0][which], full, fill)
        yield from _axis(left, top + 6 + TALL, held)


def _runs(held: list[Band], which: int) -> list[list[Band]]:
    """Bands side by side that leave the same; dialysis stands apart."""
    grouped = groupby(held[1:], key=lambda band: band[which])
    return [held[:1], *(list(run) for _, run in grouped)]


def _place(value: int) -> int:
    """Where a value stands [pixels from the left edge of a panel]; below 0 is dialysis."""
    return 0 if value < 0 else DIALYSIS + value * (PANEL - DIALYSIS) // TOP


def _bar(
    left: int, top: int, run: list[Band], held: int, full: int, fill: str
) -> Iterator[str]:  # fmt: skip
    begin = _place(run[0].low)
    wide = _place(run[-1].high) - begin - (6 if run[0].low < 0 else 0)
    tall = max(2, TALL * held // full)
    narrowed = held < full
    shade = fill if narrowed else "#d5d5d5"
    inside = tall > 18
    x, y = left + begin + wide // 2, top + TALL - tall + (14 if inside else -4)
    ink = "#fff" if narrowed and inside else "#222"
    yield (f'<rect x="{left + begin}" y="{top + TALL - tall}" width="{wide}" height="{tall}" '
           f'fill="{shade}" stroke="#fff"/>')  # fmt: skip
    yield f'<text x="{x}" y="{y}" text-anchor="middle" fill="{ink}">{amount(held)}</text>'


def _axis(left: int, base: int, held: list[Band]) -> Iterator[str]:
    yield f'<line x1="{left}" y1="{base}" x2="{left + PANEL}" y2="{base}" stroke="#444"/>'
    centre = left + DIALYSIS // 2 - 3
    yield f'<text x="{centre}" y="{base + 13}" text-anchor="middle" font-size="11">D</text>'
    for edge in sorted({0, TOP, *(band.low for band in held[1:])}):
        at = left + _place(edge)
        yield f'<text x="{at}" y="{base + 13}" text-anchor="middle" font-size="11">{edge}</text>'


# ---------------------------------------------------------------- the table


def table() -> str:
    """The same figures in words."""
    lines = [
        "| rule set | kidneys | first day | maximum |",
        "|---|---|---|---|",
    ]
    for name, age, note in ROWS:
        label = " ".join(filter(None, [f"`{name}`" if name else "", note]))
        lines += [
            f"| {label} | {_words(band)} | {_dose(band.first, 15_000)} | "
            f"{_dose(band.most, 80_000)} |"
            for band in bands(name, age)
        ]
    return "\n".join(lines) + "\n"


def _words(band: Band) -> str:
    if band.low < 0:
        return "dialysis"
    if band.high == TOP:
        above = "above" if _printed(band.low) else "from"
        return f"{above} {band.low}" if band.low else "any, without dialysis"
    end = f"up to {band.high}" if _printed(band.high) else f"below {band.high}"
    return f"{'above' if _printed(band.low) else 'from'} {band.low} {end}" if band.low else end


def _printed(edge: int) -> bool:
    """Whether an edge itself belongs to the band below it."""
    return any(
        rule.kidneys == "up to" and rule.edge == edge
        for name, _, _ in ROWS
        if name
        for rule in rule_set(name).rules
    )


def _dose(micrograms: int, full: int) -> str:
    return f"{amount(micrograms)} mg/day" if micrograms < full else "as the protocol"


def page(text: str) -> str:
    """The page with the table of today between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    """Write both."""
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
