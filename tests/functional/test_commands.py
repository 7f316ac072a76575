"""What the commands print when all is well."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from baclofen_titration import __version__, list_protocols
from functional.running import PLAN, run, typed

REGIMEN = "morning 12.5 mg, midday 10 mg, evening 25 mg"
HALVED = "eu-tablet-10, eu-tablet-25-halved"
PRESENT = {"taking": REGIMEN, "since": "2026-10-01", "products": HALVED}

GOOD = {
    "plan": typed("plan"),
    "plan to the maximum": typed("plan", {"aim": "max", "supply": "90 days", "reserve": "14 days"}),
    "plan with every product": typed(
        "plan", {"products": "us-tablets, uk-tablets, eu-tablets-whole, eu-tablet-25-halved"}
    ),
    "plan from a regimen": typed("plan", {**PRESENT, "aim": "60 mg/day"}),
    "plan from this evening": typed("plan", {"first-taking": "evening", "products": "uk-tablets"}),
    "whole course": typed("plan", {"stay": "14 days", "then-taper": "14 days"}),
    "taper": typed("taper"),
    "taper of a regimen": typed("taper", {**PRESENT, "supply": "20 days"}),
    "taper by a fall": typed("taper", {"by": "5 mg/day every 7 days"}, ["over"]),
    "taper to a lower dose": typed("taper", {"to": "30 mg/day", "over": "6 days"}),
    "taper since nobody knows when": typed("taper", {"since": "unknown", "age": "not asked"}),
    "plan with a liquid": typed("plan", {"products": "us-liquid-5mg-in-5ml", "supply": "28 days"}),
    "plan by a rule": typed(
        "plan", {"protocol": "de-label-adult", "rise": "slowest", "products": "us-tablets"}
    ),
    "plan on some days of the week": typed(
        "plan", {"change-on": "Mon, Thu", "closed": "2026-12-07, 2026-12-10"}
    ),
    "plan with reviews": typed(
        "plan", {"review-every": "4 weeks", "stay": "90 days", "then-taper": "14 days"}
    ),
    "plan explained": [*typed("plan"), "--explain"],
    "taper explained": [*typed("taper"), "--explain"],
    "list": ["protocols", "list"],
    **{f"show {name}": ["protocols", "show", name] for name in list_protocols()},
    "lint": ["protocols", "lint", "--shipped"],
    "help": ["--help"],
    "help of plan": ["plan", "--help"],
    "help of taper": ["taper", "-h"],
    "help of compare": ["taper", "compare", "--help"],
    "help of lint": ["protocols", "lint", "--help"],
}

LATIN_AND_TRAPS = re.compile(
    r"\bq\.?d\.?|\bt\.?d\.?s\b|\bb\.?d\.?\b|µ|\bmcg\b|[0-9]\.0\b|(?<![0-9])\.[0-9]|[0-9]/[0-9]|\?\?"
)


@pytest.mark.parametrize("words", GOOD.values(), ids=GOOD)
def test_output_is_narrow_clean_and_complete(words):
    ended = run(words)
    assert ended.code == 0, ended.err
    assert ended.err == ""
    assert ended.out.endswith("\n")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert not [line for line in ended.out.splitlines() if line != line.rstrip()]
    assert ended.out.replace("\n", "").isprintable()
    assert "%%" not in ended.out


@pytest.mark.parametrize("name", [name for name in GOOD if name.startswith(("plan", "taper"))])
def test_sheet_holds_no_error_prone_sign(name):
    steps = run(GOOD[name]).out.partition("Every day")[0]
    assert LATIN_AND_TRAPS.search(steps) is None


def test_same_command_same_text():
    assert run(typed("plan")) == run(typed("plan"))


def today():
    return datetime.now().date()  # noqa: DTZ005 - the day on the wall where the command is typed


def test_start_left_out_is_tomorrow_and_said():
    before = today()
    ended = run(typed("plan", leave_out=["start"], give={"kidneys": f"normal, tested {before}"}))
    days = {str(day + timedelta(days=1)) for day in (before, today())}
    line = ended.out.splitlines()[0]
    assert line.split()[1].rstrip(":") in days
    assert "no start was given" in line
    assert "no start was given" not in run(typed("plan")).out


def test_first_taking_in_the_evening_leaves_out_what_comes_before():
    out = run(GOOD["plan from this evening"]).out
    assert out.count("– not today (1 December 2026)") == 2
    assert "1 to 4 December 2026 (4 days, up)" in out
    assert "5 to 7 December 2026 (3 days, up)" in out


def test_whole_course_goes_up_stays_and_comes_down():
    out = run(GOOD["whole course"]).out
    assert "13 to 26 December 2026 (14 days, keep)" in out
    assert "From 10 January 2027 no baclofen is taken." in out


def test_supply_and_reserve_are_counted_apart():
    out = run(typed("plan", {"supply": "28 days", "reserve": "7 days"})).out
    assert "1 to 28 December 2026 (28 days)" in out
    assert "Reserve, kept apart, for 7 days of the largest daily dose:" in out


def test_taper_to_a_lower_dose_stays_open():
    out = run(GOOD["taper to a lower dose"]).out
    assert "Do not stop." in out
    assert "30 mg/day" in out


def test_age_may_be_typed_with_its_unit():
    assert run(typed("plan", {"age": "46 years"})) == run(typed("plan"))


def test_options_may_be_typed_in_any_order_and_joined():
    joined = ["plan", *(f"--{name}={value}" for name, value in reversed(PLAN.items()))]
    assert run(joined) == run(typed("plan"))


def test_version():
    assert run(["--version"]) == (0, f"baclofen-titration {__version__}\n", "")


def test_lint_of_several_files_names_each(tmp_path):
    missing = tmp_path / "mine.toml"
    ended = run(["protocols", "lint", str(missing), "us-label-adult", str(missing)])
    assert ended.code == 2
    assert ended.out.count("no such file") == 1
    assert "us-label-adult: no fault found." in ended.out


def test_show_takes_a_file_of_ones_own(tmp_path):
    from importlib.resources import files

    shipped = files("baclofen_titration.protocols").joinpath("data", "us-label-adult.toml")
    path = tmp_path / "us-label-adult.toml"
    path.write_text(shipped.read_text("utf-8"), "utf-8")
    assert run(["protocols", "show", str(path)]) == run(["protocols", "show", "us-label-adult"])
    assert run(typed("plan", {"protocol": str(path)})).code == 0


def test_fault_of_ours_shows_no_traceback_and_no_details(monkeypatch):
    def broken(*_):
        raise RuntimeError("Jane Doe, 46")

    monkeypatch.setattr("baclofen_titration.cli.commands.run", broken)
    ended = run(typed("plan"))
    assert ended.code == 1
    assert ended.out == ""
    assert "RuntimeError" in ended.err
    assert "Jane" not in ended.err


def test_interrupt_ends_with_130(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("baclofen_titration.cli.commands.run", interrupted)
    ended = run(typed("plan"))
    assert (ended.code, ended.out) == (130, "")
