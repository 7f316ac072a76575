"""Every row of docs/reference/behaviour.md is true, and the page is made of these rows."""

from __future__ import annotations

import pytest
from tests.spec.behaviour import SECTIONS
from tests.spec.rows import Row
from tests.spec.running import missing, outcome
from tests.spec.write import PAGE, page

ROWS = [
    pytest.param(row, id=f"{section.title}-{number}")
    for section in SECTIONS
    for number, row in enumerate(section.rows, start=1)
]


@pytest.mark.parametrize("row", ROWS)
def test_behaviour(row: Row) -> None:
    assert missing(row) == [], "\n".join(["What came of it:", *outcome(row)])


def test_page_is_written_from_the_rows() -> None:
    assert PAGE.read_text("utf-8") == page(), "stale: run python -m tests.spec.write"


def test_a_wrong_row_is_noticed() -> None:
    right = SECTIONS[1].rows[0]
    wrong = right.then[0].replace("5 / 5 / 5", "5 / 5 / 10")
    assert missing(Row(right.when, (wrong, *right.then[1:]), right.given)) == [
        wrong,
        f"not listed: {right.then[0]}",
    ]
    assert missing(Row(right.when, right.then[1:], right.given)) == [f"not listed: {right.then[0]}"]
    assert missing(Row({"aim": "81 mg/day"}, ("refused: for another reason",))) != []
