"""Faults measured in other tools, each as the property that it became: words, input, state.

The rows are those of the museum list, section 4 of the notes on the field.
"""

from __future__ import annotations

import ast
import json
import re
from itertools import permutations
from pathlib import Path

import pytest

from baclofen_titration.checker import check
from baclofen_titration.errors import (
    BaclofenTitrationError,
    UnsafeScheduleError,
)
from baclofen_titration.formats import to_text
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import parse_regimen
from clinical.hand import FOUR_OF_20, THREE_OF_20, go_down, go_up
from museum.many import some_plans

TESTS = Path(__file__).resolve().parents[1]
STEP_LINE = re.compile(
    r"^(?P<number>\d+)  (?P<when>.+) \((?P<length>open|\d+ days?), "
    r"(?P<way>up|keep|down|same daily dose)\) +(?P<daily>\S+ mg/day)$"
)
DOSE_LINE = re.compile(
    r"^   (?P<at>[a-z]+|\d\d:\d\d) +(?P<made>\S+ × .+?) {2,}(?P<dose>\S+ (mg|micrograms))$"
)


def test_row_5_the_days_that_are_printed_are_the_days_that_are_meant() -> None:
    """Seen in a benzodiazepine taper tool: a dose "every 3 days" stood on every day."""
    for checked in some_plans():
        lines = [
            found for line in to_text(checked).splitlines() if (found := STEP_LINE.match(line))
        ]
        steps = checked.schedule.steps
        assert [int(line["number"]) for line in lines] == list(range(1, len(steps) + 1))
        for line, step in zip(lines, steps, strict=True):
            wanted = "open" if step.days is None else f"{step.days} day" + "s" * (step.days != 1)
            assert line["length"] == wanted
            assert line["daily"] == str(step.regimen.daily_dose)
            assert (f"{step.end.day} " in line["when"]) if step.end else "from" in line["when"]


def test_row_5_nothing_is_ever_taken_on_every_second_or_third_day() -> None:
    """Seen in a benzodiazepine taper tool: a dose "every 3 days" stood on every day."""
    for checked in some_plans():
        steps = to_text(checked).split("\nSteps\n")[1].split("\nEvery day\n")[0]
        assert not re.search(r"\bevery (other|second|third|\d+)|alternate", steps)


def test_row_11_the_tablets_on_the_sheet_are_the_tablets_that_make_the_dose() -> None:
    """Seen in a taper tool: its calendar said 4 tablets of 2 mg for 9.5 mg."""
    read = 0
    for checked in some_plans():
        takings = [
            taking for step in checked.schedule.steps for taking in step.regimen.administrations
        ]
        lines = [
            found for line in to_text(checked).splitlines() if (found := DOSE_LINE.match(line))
        ]
        assert [line["at"] for line in lines] == [taking.at for taking in takings]
        for line, taking in zip(lines, takings, strict=True):
            assert Dose(line["dose"]) == taking.dose
            assert sum(map(_weight, line["made"].split(" and "))) == 4 * taking.dose.micrograms
            read += 1
    assert read > 100


def _weight(words: str) -> int:
    """What some tablets weigh, such as 1½ × 10 mg [quarters of micrograms]."""
    count, _, strength = words.partition(" × ")
    whole = count.rstrip("¼½¾")
    quarters = 4 * int(whole or 0) + "¼½¾".find(count[-1]) + 1
    return quarters * Dose(strength).micrograms


def test_row_8_no_request_remembers_another() -> None:
    """Seen in a benzodiazepine taper tool: strengths of one request were used for the next."""

    def us() -> str:
        return go_down(THREE_OF_20, over="14 days").model_dump_json()

    def uk() -> str:
        return go_down(THREE_OF_20, over="21 days", products="uk-tablet-10").model_dump_json()

    def eu() -> str:
        return go_up("60 mg/day", products="eu-tablets").model_dump_json()

    alone = {make: make() for make in (us, uk, eu)}
    for order in permutations(alone):
        assert [make() for make in order] == [alone[make] for make in order]


BAD = {
    "a fall below nothing": lambda: go_down("bedtime 2 mg", fall="5 mg/day", every="7 days",
                                            products="us-tablet-10"),
    "a negative fall": lambda: go_down("bedtime 5 mg", fall="-5 mg/day", every="7 days"),
    "a fall of nothing": lambda: go_down("bedtime 5 mg", fall="0 mg/day", every="7 days"),
    "an empty regimen": lambda: go_down("", over="7 days"),
    "a regimen of nothing": lambda: go_down("bedtime 0 mg", over="7 days"),
    "commas only": lambda: go_down(",,,", over="7 days"),
    "to more than is taken": lambda: go_down("bedtime 5 mg", over="7 days", to="10 mg/day"),
    "to what is taken": lambda: go_down("bedtime 5 mg", over="7 days", to="5 mg/day"),
    "no such day": lambda: go_up("30 mg/day", start="2027-02-29"),
    "the last day of all": lambda: go_up("30 mg/day", start="9999-12-30"),
    "the end of the calendar": lambda: go_up("30 mg/day", start="2200-12-30"),
    "an aim of nothing": lambda: go_up("0 mg/day"),
    "an aim without a unit": lambda: go_up("60"),
    "an aim per dose": lambda: go_up("60 mg"),
    "an aim that is a float": lambda: go_up(60.5),
    "an aim that is no number": lambda: go_up(float("nan")),
    "an aim that is endless": lambda: go_up("1e9 mg/day"),
    "no product": lambda: go_up("60 mg/day", products=""),
    "an unknown product": lambda: go_up("60 mg/day", products="us-tablet-7"),
    "two paces": lambda: go_down("bedtime 5 mg", over="7 days", fall="5 mg/day", every="7 days"),
    "no pace": lambda: go_down("bedtime 5 mg"),
    "half a course": lambda: go_up("60 mg/day", stay="14 days"),
    "taken from tomorrow": lambda: go_down("bedtime 5 mg", over="7 days", since="2026-12-02"),
    "an unknown first taking": lambda: go_up("60 mg/day", first_taking="bedtime"),
    "a reserve of no supply": lambda: go_up("60 mg/day", reserve="7 days"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_row_9_bad_input_is_answered_with_an_error_of_ours(name: str) -> None:
    """Seen in a benzodiazepine taper tool: 2 mg less 5 mg ended in an index error."""
    with pytest.raises(BaclofenTitrationError) as caught:
        BAD[name]()
    assert len(str(caught.value)) > 20


def test_row_22_no_float_reaches_an_output() -> None:
    """Seen in three tools: 0.9000000000000001, 15.714285714285714 and 58.571428 were printed."""

    def no_float(text: str) -> float:
        raise AssertionError(f"a float in the output: {text}")

    for checked in some_plans():
        json.loads(checked.model_dump_json(), parse_float=no_float)
        text = to_text(checked)
        numbers = re.findall(r"(?<![\w.-])(\d+\.\d+)(?= mg)", text)
        assert all(len(number.split(".")[1]) <= 3 and number[-1] != "0" for number in numbers)
        assert not re.search(r"\d\.0 mg|[ (]\.\d+ mg|\d\.\d{4}|\d[eE][+-]?\d", text)


def test_row_28_nothing_is_printed_beside_a_maximum_that_it_passes() -> None:
    """Seen in a dosage renderer: 270 mg a day stood beside "at most 80 mg a day"."""
    checked = go_up("max")
    steps = list(checked.schedule.steps)
    steps[-1] = steps[-1].model_copy(
        update={"regimen": parse_regimen("morning 90 mg, midday 90 mg, evening 90 mg")}
    )
    schedule = checked.schedule.model_copy(update={"steps": steps})
    report = check(schedule, limits=checked.limits, protocol=checked.protocol)
    with pytest.raises(UnsafeScheduleError, match="270 mg/day"):
        checked.model_copy(update={"schedule": schedule, "report": report})


def test_row_16_the_bottom_is_said_on_the_sheet() -> None:
    """Seen in a titration tool: "decrease" from 12.5 mg, off its ladder, gave 100 mg."""
    text = to_text(go_down("bedtime 5 mg", over="7 days"))
    assert "No smaller dose can be made" in text
    assert "From 8 December 2026 no baclofen is taken." in text
    assert "Do not stop." in to_text(go_down(FOUR_OF_20, over="7 days", to="60 mg/day"))


CLOCK_READERS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
CLOCKS = {"date", "datetime", "time"}
# The command line is a door that knows what day it is; its tests may have to know too.
DOORS = ("functional",)


def _reads_a_clock(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in CLOCK_READERS
        and isinstance(called.value, ast.Name)
        and called.value.id in CLOCKS
    )


def test_row_35_no_test_depends_on_today() -> None:
    """Seen in a prednisone tool: its tests fail in the next year."""
    files = [path for path in TESTS.rglob("*.py") if path.relative_to(TESTS).parts[0] not in DOORS]
    found = [
        f"{path.name}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _reads_a_clock(node.func)
    ]
    assert len(files) > 30
    assert found == []


def test_row_35_no_plan_depends_on_today() -> None:
    """Seen in a prednisone tool: its tests fail in the next year."""
    ways = [
        [(step.days, str(step.regimen)) for step in go_up("60 mg/day", start=start).schedule.steps]
        for start in ("2026-12-01", "2031-06-15", "2149-01-01")
    ]
    assert ways[0] == ways[1] == ways[2]
