"""A planted fault is found whichever door the schedule comes in by."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.checker import check
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.findings import SafetyReport
from baclofen_titration.formats import (
    from_csv,
    from_json,
    from_regimen_line,
    to_csv,
    to_json,
    to_regimen_line,
)
from baclofen_titration.limits import Limits
from functional.running import run, typed
from property.test_checker_planted_faults import EVERYTHING, FAULTS
from unit.checker.building import LABEL, STRONG, SYRUP, TABLETS

OF_PIECES = {
    "unknown-product", "unmakeable", "pieces-do-not-add-up", "forbidden-split", "mixed-products",
}  # fmt: skip
"""What a form that names no tablets cannot say."""


def waved_through(schedule):
    """A faulty schedule as a program would write it that never had it checked."""
    return CheckedSchedule(
        schedule=schedule,
        report=SafetyReport().made_of(schedule),
        protocol=LABEL,
        products=(*TABLETS, SYRUP, STRONG),
        limits=Limits(),
        asked=(),
    )


def found(schedule, fault):
    report = check(schedule, **{**EVERYTHING, **dict(fault.given)})
    hits = [held for held in report.findings if (held.code, held.at) == (fault.code, fault.at)]
    return [held for held in hits if held.on == fault.on]


def by_json(schedule):
    return from_json(to_json(waved_through(schedule)))


def by_csv(schedule):
    last = schedule.end or schedule.steps[-1].start + timedelta(days=3)
    read = from_csv(to_csv(waved_through(schedule), last))
    if schedule.end is None:  # an open step: its days were counted as far as somebody asked
        kept = read.steps[-1].model_copy(update={"days": None})
        read = read.model_copy(update={"steps": (*read.steps[:-1], kept)})
    return with_what_it_cannot_say(read, schedule)


def by_line(schedule):
    return with_what_it_cannot_say(
        from_regimen_line(to_regimen_line(schedule), schedule.start), schedule
    )


def with_what_it_cannot_say(read, schedule):
    """What was taken before, how it ends and the hours are said beside CSV and line."""
    beside = {"before": schedule.before, "clock": schedule.clock, "then": schedule.then}
    return read.model_copy(update=beside)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_by_json(fault):
    broken = fault.broken()
    assert by_json(broken) == broken
    assert found(by_json(broken), fault) == found(broken, fault) != []


REFUSED = {
    # One day has one row, so what stands on it twice is refused, and so is a gap between doses.
    ("csv", "two steps on one day"), ("csv", "two falls on one day"),
    ("csv", "a step one day too long"), ("csv", "a day of nothing but zeros"),
    # A line has no dates of its own.
    ("line", "two steps on one day"), ("line", "two falls on one day"),
    ("line", "a step one day too long"), ("line", "a day without a step"),
    ("line", "a step that starts two days late"),
}  # fmt: skip
UNSAID = {
    # In a column 0 is how nothing is said.
    ("csv", "a taking of nothing"), ("csv", "one taking of nothing in a taper"),
    # A line names no phase: what falls is read as a taper, what rises as a titration.
    ("line", "a titration that falls"), ("line", "a maintenance dose lower than the last step"),
    ("line", "the daily dose rises in a taper"),
    ("line", "3 mg rounded up to a tablet of 5 mg"),
}  # fmt: skip
READERS = {"csv": by_csv, "line": by_line}


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.code not in OF_PIECES],
                         ids=lambda fault: fault.name)  # fmt: skip
@pytest.mark.parametrize("door", READERS)
def test_by_csv_and_by_a_line(door, fault):
    broken, named = fault.broken(), (door, fault.name)
    if named in REFUSED:
        with pytest.raises((InvalidValueError, UnreadableError)):
            READERS[door](broken)
    else:
        assert bool(found(READERS[door](broken), fault)) == (named not in UNSAID)


# --------------------------------------------------------------------- the command line

LINE = "5 mg x3 for 3 days, 10 mg x3 for 3 days, 15 mg x3 for 3 days, then 20 mg x3"
BEYOND = {
    "first-day-above-maximum": LINE.replace("5 mg x3", "10 mg x3", 1),
    "rise-too-large": LINE.replace("10 mg x3", "15 mg x3"),
    "rise-too-large-at-one-time": LINE.replace(
        "10 mg x3", "morning 5 mg, midday 5 mg, evening 20 mg"
    ),
    "rise-too-soon": LINE.replace("10 mg x3 for 3", "10 mg x3 for 2"),
    "dose-above-maximum": LINE.replace("then 20", "then 25"),
    "daily-dose-above-maximum": LINE.replace("then 20 mg x3", "20 mg x3 for 3 days, then 25 mg x4"),
    "ends-without-instruction": LINE.replace("then 20 mg x3", "20 mg x3 for 3 days"),
    "abrupt-stop": LINE.replace("then 20 mg x3", "20 mg x3 for 3 days, then stop"),
    "unmakeable": LINE.replace("10 mg x3", "9 mg x3"),
    "takings-too-close": "08:00 5 mg, 09:00 5 mg, 20:00 5 mg",
}
ASKED = ["--protocol", "us-label-adult", "--products", "us-tablets", "--taking", "none"]


def as_file(form, line, path):
    """The same schedule in another form, written by a program that checked nothing."""
    schedule = from_regimen_line(line, "2026-12-01")
    if form == "line":
        path.write_text(line, "utf-8")
        return ["--start", "2026-12-01"]
    last = schedule.end or schedule.steps[-1].start + timedelta(days=3)
    made = {"json": to_json, "csv": to_csv}[form](waved_through(schedule), last)
    if form == "json":
        content = json.loads(made)
        content |= {"before": "nothing", "products": [], "protocol": None, "code": None}
        made = json.dumps(content)
    path.write_text(made, "utf-8")
    ending = {"stopped": "stop", "continues": "continue", None: None}[schedule.then]
    return ["--then", ending] if form == "csv" and ending else []


@pytest.mark.parametrize("form", ["json", "csv", "line"])
@pytest.mark.parametrize("code", BEYOND)
def test_by_the_command_line(code, form, tmp_path):
    path = tmp_path / "schedule"
    more = as_file(form, BEYOND[code], path)
    ended = run(["check", str(path), *ASKED, *more])
    assert ended.code == 3, ended
    assert f"({code})" in ended.out.replace("\n   ", " ")


def test_the_command_line_finds_nothing_in_what_is_not_broken(tmp_path):
    path = tmp_path / "schedule"
    for form in ("json", "csv", "line"):
        ended = run(["check", str(path), *ASKED, *as_file(form, LINE, path)])
        assert ended.code == 4, ended
        assert "stop" not in ended.out.split("Not judged")[0].lower()


def test_a_plan_with_a_fault_is_never_written(tmp_path):
    """The way out is a door too: nothing that the judge stops reaches a file."""
    for command, give in (("plan", {"aim": "81 mg/day"}), ("taper", {"over": "1 day"})):
        ended = run([*typed(command, give), "--output", str(tmp_path / "sheet")])
        assert ended.code in (2, 3)
        assert list(tmp_path.iterdir()) == []
