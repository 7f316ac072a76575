"""Each shipped file has a case worked by hand: a schedule, or the refusal with its gap."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from baclofen_titration.protocols import list_protocols, load_protocol

HERE = Path(__file__).parent

# Where the hand-worked schedule of each file stands that is planned from.
WORKED = {
    "ca-label-adult": "more_labels::test_canada_to_its_maximum",
    "de-label-adult": "germany_and_uk::test_germany_by_its_smallest_rise",
    "de-label-sensitive-adult": "germany_and_uk::test_germany_for_somebody_who_is_sensitive",
    "dk-promedicin-adult": "other_countries::test_denmark_read_as_5_mg_of_each_dose",
    "dk-promedicin-child": "children_elsewhere::test_six_years_and_20_kg_weekly",
    "eu-label-child": "children_elsewhere::test_six_years_and_20_kg_weekly",
    "fr-winthrop-adult": "other_countries::test_france_winthrop_stops_at_75_outside_a_hospital",
    "jp-label-adult": "other_countries::test_japan_to_its_standard_dose_at_the_slower_pace",
    "jp-label-child": "children_elsewhere::test_japan_nine_years_to_20_mg_a_day",
    "nl-kinderformularium-child":
        "children_elsewhere::test_four_years_and_16_kg_by_the_dutch_formularys_own_advice",
    "nl-label-child": "children_elsewhere::test_nine_years_and_30_kg_every_two_weeks",
    "no-koble-child": "children::test_six_years_and_20_kg_to_24_mg_a_day",
    "sg-label-adult": "more_labels::test_singapore_stops_at_75_outside_a_hospital",
    "uk-abi-weekly-adult": "more_labels::test_weekly_steps_to_the_maximum_in_halves_of_10_mg",
    "uk-smpc-adult": "germany_and_uk::test_the_uk_text_to_its_maximum",
    "us-granules-adult": "us_liquids_and_granules::test_granules_are_whole_packets",
    "us-label-adult": "from_nothing::test_the_label_ramp_of_twelve_days_in_us_tablets",
    "us-ozobax-adult": "us_liquids_and_granules::test_liquids",
    "us-ozobax-ds-adult": "us_liquids_and_granules::test_liquids",
    "us-suspension-adult": "us_liquids_and_granules::test_liquids",
}  # fmt: skip
REFUSALS = (
    "other_countries::test_a_file_that_shows_too_little_refuses_and_names_the_gap",
    "children_elsewhere::test_a_file_that_shows_too_little_refuses_and_names_the_gap",
    "more_labels::test_nothing_is_planned_from_the_bnf_text",
)
# `go_up` in hand.py plans from this file where a case names none.
UNNAMED = "us-label-adult"


def case(name: str) -> tuple[str, str]:
    """The file of a case, and the source of its function with its decorators."""
    file, function = name.split("::")
    text = (HERE / f"test_{file}.py").read_text("utf-8")
    (found,) = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    parts = [found, *found.decorator_list]
    return text, "\n".join(ast.get_source_segment(text, part) or "" for part in parts)


def test_none_is_missing() -> None:
    planned = {name for name in list_protocols() if not load_protocol(name).planning_gap}
    assert planned == set(WORKED)


@pytest.mark.parametrize("name", WORKED)
def test_the_case_is_there_and_is_of_this_file(name: str) -> None:
    file, source = case(WORKED[name])
    assert f'"{name}"' in (source if name in source else file) or name == UNNAMED
    assert "assert_is(" in source or "rows(" in source or "assert " in source


def test_each_file_that_refuses_is_seen_to_refuse() -> None:
    seen = "\n".join(case(name)[1] for name in REFUSALS)
    refusing = {name for name in list_protocols() if load_protocol(name).planning_gap}
    assert {name for name in refusing if f'"{name}"' not in seen} == set()
