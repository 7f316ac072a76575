"""Ways down side by side, worked by hand."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

import baclofen_titration
from baclofen_titration.compared import ComparedWay
from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.formats import comparison_schema, sheet_code, to_comparison
from baclofen_titration.formats.document.comparison import Comparison, document_of
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, compare_tapers
from baclofen_titration.planning.ways import parse_way
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import Taking

TWO_OF_10 = Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01")


def request(**asked):
    return TaperRequest(
        **{
            "protocol": load_protocol("us-label-adult"),
            "products": load_products("us-tablets"),
            "patient": Patient(age="46 years", kidneys="unknown"),
            "taking": TWO_OF_10,
            "start": "2026-12-01",
            **asked,
        }
    )


@pytest.fixture(scope="module")
def comparison():
    return compare_tapers(
        {
            "four days": request(over=4),
            "*5 a week|": request(fall="5 mg/day", every=7),
            "a tenth": request(share="10 % of present", every=7),
            "to 10": request(fall="5 mg/day", every=3, to="10 mg/day"),
            "solution": request(over=4, products=load_products("us-liquid-10mg-in-5ml")),
            "at once": request(fall="10 mg/day", every=2, to="10 mg/day"),
        }
    )


def test_length_changes_and_falls_of_each_are_those_counted_by_hand(comparison):
    # four days: 10, 10, 10, 10, nothing. 5 a week: 15, 10, 5 a week each, nothing.
    # To 10: 15 for three days, then 10, which is kept. At once: 10 from the first day on.
    told = {
        way.name: (
            way.days,
            way.changes,
            str(way.largest.daily and way.largest.daily.actual),
            way.largest.relative and way.largest.relative.actual_share,
        )
        for way in comparison.ways
    }
    assert told == {
        "four days": (4, 2, "10 mg/day", "50 %"),
        "*5 a week|": (21, 4, "5 mg/day", "50 %"),
        "a tenth": (None, None, "None", None),
        "to 10": (3, 2, "5 mg/day", "33.3 %"),
        "solution": (4, 2, "10 mg/day", "50 %"),
        "at once": (0, 1, "10 mg/day", "50 %"),
    }


def test_what_each_takes_is_counted_for_the_whole_way(comparison):
    # 5 mg tablets: 4 x 2; 7 x (3 + 2 + 1); 3 x 3. The solution: 4 x 10 mg are 20 mL.
    held = {
        way.name: [f"{line.volume or line.tablets} {line.product}" for line in way.dispensed]
        for way in comparison.ways
    }
    assert held == {
        "four days": ["8 us-tablet-5"],
        "*5 a week|": ["42 us-tablet-5"],
        "a tenth": [],
        "to 10": ["9 us-tablet-5"],
        "solution": ["20 mL us-liquid-10mg-in-5ml"],
        "at once": [],
    }


def test_a_refused_way_stands_in_its_place_with_what_would_do(comparison):
    refused = comparison.ways[2]
    assert (refused.name, refused.checked) == ("a tenth", None)
    assert "us-liquid-10mg-in-5ml" in refused.refused
    for form in ("text", "markdown"):
        assert "refused: From 20 mg/day" in to_comparison(comparison, form)
    told = json.loads(to_comparison(comparison, "json"))["ways"][2]
    assert (told["refused"], told["days"], told["dispense"]) == (refused.refused, None, [])


def test_the_chart_has_each_day_of_each_way_to_the_day_after_the_longest(comparison):
    rows = list(csv.reader(io.StringIO(to_comparison(comparison, "csv"))))
    assert rows[0] == [
        "date", "day", "four days", "*5 a week|", "a tenth", "to 10", "solution", "at once",
    ]  # fmt: skip
    assert rows[1] == ["2026-12-01", "1", "10", "15", "", "15", "10", "10"]
    assert rows[4] == ["2026-12-04", "4", "10", "15", "", "10", "10", "10"]
    assert rows[5] == ["2026-12-05", "5", "0", "15", "", "10", "0", "10"]
    assert rows[-1] == ["2026-12-22", "22", "0", "0", "", "10", "0", "10"]
    assert len(rows) == 1 + 22


def test_json_holds_the_same_days_without_a_float(comparison):
    text = to_comparison(comparison, "json")
    content = json.loads(text, parse_float=pytest.fail)
    days = content["days"]
    assert len(days) == 5 * 22
    assert days[0] == {
        "way": "four days",
        "date": "2026-12-01",
        "day": 1,
        "daily_dose": "10 mg/day",
        "daily_micrograms": 10_000,
    }
    assert (content["start"], content["present"]) == ("2026-12-01", "20 mg/day")
    assert content["ways"][1]["to_nothing"] == {
        "on": "2026-12-22", "actual": "5 mg/day", "actual_share": "100 %",
    }  # fmt: skip


def test_the_page_is_as_wide_as_a_terminal_and_says_what_is_found_on_all_ways_and_on_some(
    comparison,
):
    text = to_comparison(comparison)
    assert max(map(len, text.splitlines())) <= 80
    assert text.splitlines()[2].startswith("SPECIMEN")
    every, _, some = text.partition("Found on all of them")[2].partition("Found on some of them")
    assert "four days: taper-short-after-long-use" in some
    assert "protocol-not-signed" in every
    assert "protocol-not-signed" not in some
    marked = to_comparison(comparison, "markdown")
    for words in ("SPECIMEN", "* four days: taper-short-after-long-use", "protocol-not-signed"):
        assert words in marked


def test_that_each_of_all_ways_is_slower_than_asked_is_said():
    held = compare_tapers({name: request(over=n, change_on=["Mon"]) for name, n in
                           (("short", 4), ("long", 20))})  # fmt: skip
    every = to_comparison(held).partition("Found on all of them")[2]
    assert "slower-than-asked" in every


def test_a_dose_that_is_kept_at_the_end_is_said(comparison):
    assert [str(way.kept) for way in comparison.ways] == [
        "None", "None", "None", "10 mg/day", "None", "10 mg/day",
    ]  # fmt: skip
    assert to_comparison(comparison).count("(keeps 10 mg/day)") == 2
    told = json.loads(to_comparison(comparison, "json"))["ways"]
    assert [way["kept"] for way in told].count("10 mg/day") == 2


def test_markdown_cells_do_not_break(comparison):
    rows = [line for line in to_comparison(comparison, "markdown").splitlines() if "|" in line]
    assert {line.count("|") for line in rows} == {7}
    assert "\\*5 a week/" in rows[3]


def test_a_name_is_no_formula():
    held = compare_tapers({"=1+1": request(over=4)})
    assert "'=1+1" in to_comparison(held, "csv").splitlines()[0]


def test_several_paces_in_a_row_and_a_common_dose_to_end_at():
    ways = ("5 mg/day every 2 days to 15 mg/day", "over 14 days")
    held = compare_tapers({"row": request(ways=[parse_way(way) for way in ways])})
    assert held.ways[0].days == 2 + 14


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "1 to 12"),
        ({f"way {n}": 4 for n in range(13)}, "1 to 12"),
    ],
)
def test_none_and_too_many_are_refused(asked, words):
    with pytest.raises(InvalidValueError, match=words):
        compare_tapers({name: request(over=days) for name, days in asked.items()})


def test_ways_that_begin_apart_are_refused():
    with pytest.raises(InvalidValueError, match="one present regimen and one first day"):
        compare_tapers({"one": request(over=4), "two": request(over=4, start="2026-12-02")})


def test_an_unknown_present_dose_is_refused():
    with pytest.raises(MissingInputError, match="starts from it"):
        compare_tapers({"one": request(over=4, taking="unknown")})


def test_no_other_form_and_no_way_that_is_neither():
    with pytest.raises(InvalidValueError, match="text, markdown, csv, json"):
        to_comparison(compare_tapers({"one": request(over=4)}), "html")
    with pytest.raises(InvalidValueError, match="planned, or refused"):
        ComparedWay(name="neither")


SCHEMA = Path(baclofen_titration.__file__).parent / "data" / "comparison.schema.json"


def test_the_published_schema_is_the_one_in_use():
    text = json.dumps(comparison_schema(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("BACLOFEN_TITRATION_GOLDEN") == "write":
        SCHEMA.write_text(text, encoding="utf-8", newline="\n")
    assert text == SCHEMA.read_text(encoding="utf-8")


def test_json_holds_what_the_schema_says_and_nothing_else(comparison):
    schema, content = comparison_schema(), json.loads(to_comparison(comparison, "json"))
    for held, shape in (
        (content, schema),
        *((way, schema["$defs"]["WayEntry"]) for way in content["ways"]),
        *((day, schema["$defs"]["DayOfWayEntry"]) for day in content["days"]),
    ):
        assert list(held) == list(shape["properties"])
        assert sorted(held) == sorted(shape["required"])
        assert not shape["additionalProperties"]
    assert Comparison.model_validate_json(json.dumps(content)) == document_of(comparison)


def test_each_way_names_its_text_its_products_and_its_sheet(comparison):
    for way, told in zip(
        comparison.ways, json.loads(to_comparison(comparison, "json"))["ways"], strict=True
    ):
        if way.checked is None:
            assert (told["code"], told["protocol"], told["products"]) == (None, None, [])
        else:
            assert told["code"] == sheet_code(way.checked)
            assert told["protocol"]["digest"] == way.checked.protocol.digest
            assert told["products"] == [product.id for product in way.checked.products]
    for form in ("text", "markdown"):
        page = " ".join(to_comparison(comparison, form).split())
        assert "morning 10 mg, evening 10 mg" in page
        assert "us-label-adult, edition" in page
        assert "us-liquid-10mg-in-5ml" in page


def test_a_schedule_that_was_changed_since_is_not_compared():
    held = compare_tapers({"one": request(over=4)})
    object.__setattr__(held.ways[0].checked.schedule.steps[0], "days", 9)
    with pytest.raises(InvalidValueError, match="changed after it was checked"):
        to_comparison(held)
