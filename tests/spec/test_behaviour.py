"""Every row of docs/reference/behaviour.md is true, and the page is made of these rows."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.spec.asking_down import taper_of
from tests.spec.behaviour import SECTIONS
from tests.spec.rows import Row
from tests.spec.running import missing, outcome
from tests.spec.write import PAGE, page

from baclofen_titration.decisions import Because
from baclofen_titration.planning import TaperRequest
from baclofen_titration.planning.requests import Request
from baclofen_titration.planning.ways import Way, Window, parse_over, parse_way

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


def test_every_kind_and_option_of_a_taper_has_a_row() -> None:
    """A kind that the code learns has to be shown on the page too."""
    rows = [row.when for section in SECTIONS for row in section.rows if "check" not in row.when]
    asked = [taper_of(when) for when in rows]
    own = set(TaperRequest.model_fields) - set(Request.model_fields) - {"taking"}
    assert own | {"change_on", "closed"} <= {name for one in asked for name in one}
    assert any("review every" in when for when in rows)
    shares = {str(one["share"]).partition(" of ")[2] for one in asked if "share" in one}
    assert shares == {"present", "start"}
    assert {type(parse_over(one["over"])) for one in asked if "over" in one} == {int, Window}
    assert {one["because"] for one in asked if "because" in one} == set(get_args(Because))
    kinds = {parse_way(way).kind for one in asked for way in one.get("ways", ())}
    assert kinds == set(get_args(Way.model_fields["kind"].annotation))
