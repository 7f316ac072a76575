"""Write docs/reference/behaviour.md from the rows: ``python -m tests.spec.write``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.spec.behaviour import SECTIONS
from tests.spec.rows import ADULT, Row, Section

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "behaviour.md"

HEADING = """# Behaviour

What the program does, as given, when and then. Every row of this page is run as a test; the page is
written from the rows by `python -m tests.spec.write`, and a test fails when it is stale.

All rows use the protocol `us-label-adult` and begin on 1 December 2026, which is day 1. Doses are
written morning / midday / evening / bedtime. Where a row does not say otherwise:"""


def page() -> str:
    """The whole page."""
    parts = [HEADING, "\n".join(f"* {words}" for words in _given(ADULT))]
    parts += ["\n".join(_section(section)) for section in SECTIONS]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    yield section.says
    yield ""
    yield "| Given | When | Then |"
    yield "|---|---|---|"
    for row in section.rows:
        yield f"| {' | '.join(_cells(row))} |"


def _cells(row: Row) -> Iterator[str]:
    yield "<br>".join(_given(row.given))
    yield "<br>".join(f"{name} {value}" for name, value in row.when.items())
    because = [f"*{row.because}*"] if row.because else []
    yield "<br>".join([*row.then, *because])


def _given(given: Mapping[str, str]) -> list[str]:
    words = {"age": "aged", "kidneys": "kidneys", "takes": "takes", "tablets": "has"}
    return [f"{words.get(name, name)} {value}" for name, value in given.items()]


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
