"""A start that is a range, or has a gentler one beside it: a plan names which."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, Taking, TitrationRequest, load_products
from baclofen_titration.cli import main
from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import lint_protocol, read_protocol
from rulebook.phrases import FROM_FIVE, NAME, RANGE_OF_STARTS, by_rule, said

RANGE = by_rule("", *RANGE_OF_STARTS, bands=FROM_FIVE)
GENTLER = by_rule(said("titration.rule.gentler_start", 'value = "5 mg/day"'), bands=FROM_FIVE)


def first(text, taking="nothing", **more):
    checked = plan_titration(
        TitrationRequest(
            protocol=read_protocol(text, NAME),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            start="2026-12-01",
            taking=taking,
            aim="20 mg/day",
            **more,
        )
    )
    return str(checked.schedule.steps[0].regimen.daily_dose)


@pytest.mark.parametrize(
    ("begin", "starts"),
    [
        ("lowest", "5 mg/day"),
        ("highest", "15 mg/day"),
        ("10 mg/day", "10 mg/day"),
    ],
)
def test_a_range_starts_where_the_plan_says(begin, starts):
    assert first(RANGE, begin=begin) == starts


def test_a_range_is_never_chosen_from_in_silence():
    with pytest.raises(MissingInputError, match="5 mg/day to 15 mg/day"):
        first(RANGE)


def test_outside_the_range_is_refused():
    with pytest.raises(InvalidValueError, match="outside the range"):
        first(RANGE, begin="20 mg/day")


def test_who_takes_something_starts_from_that():
    taking = Taking(regimen="morning 5 mg, evening 5 mg", since="2026-10-01")
    assert first(RANGE, taking=taking) == "10 mg/day"


def test_a_gentler_start_is_asked_for():
    assert first(GENTLER) == "15 mg/day"
    assert first(GENTLER, begin="gentler") == "5 mg/day"


@pytest.mark.parametrize("begin", ["gentler", "lowest", "15 mg/day"])
def test_a_choice_where_there_is_none_is_refused(begin):
    with pytest.raises(InvalidValueError, match="leave begin out"):
        first(by_rule(), begin=begin)


def test_the_command_line_asks(tmp_path, capsys):
    path = tmp_path / f"{NAME}.toml"
    path.write_text(RANGE, "utf-8")
    command = [
        "plan", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
        "--kidneys", "normal, tested 2026-11-12", "--taking", "none",
        "--aim", "20 mg/day", "--start", "2026-12-01",
    ]  # fmt: skip
    assert main(command) == 2
    assert "--begin" in capsys.readouterr().err
    assert main([*command, "--begin", "lowest"]) == 0


@pytest.mark.parametrize(
    ("text", "old", "new", "place", "words"),
    [
        (RANGE, 'highest = "15 mg/day"', 'highest = "5 mg/day"', "titration.rule.start",
         "exchange"),
        (RANGE, 'highest = "15 mg/day"', 'highest = "20 mg/day"', "titration.rule.start",
         "limits.max_first_day"),
        (RANGE, 'highest = "15 mg/day"', "", "titration.rule.start.highest", "add it"),
        (GENTLER, 'gentler_start]\nvalue = "5 mg/day"', 'gentler_start]\nvalue = "15 mg/day"',
         "titration.rule.gentler_start", "not below the start"),
    ],
)  # fmt: skip
def test_mistakes_are_named(text, old, new, place, words):
    faults = lint_protocol(text.replace(old, new, 1), NAME)
    assert any(place in fault and words in fault for fault in faults), faults
