"""Acknowledgements from the first refusal to the sheet, as somebody types them."""

from __future__ import annotations

import json
import shlex

import pytest

from baclofen_titration.checker import check
from baclofen_titration.findings import Finding
from baclofen_titration.planning import sealing
from functional.running import run, typed

SOON = "5 mg x3 for 2 days, then 10 mg x3"
LINE = ["--start", "2026-12-01", "--taking", "none", "--protocol", "us-label-adult"]
ASKS = Finding(
    code="asks-a-clinician", severity="stop", says="Somebody has to look.", found="one thing"
)
REASON = "Seen daily on the ward."


def to_type(text):
    """The options that a refusal prints, with role and reason filled in."""
    filled = text.replace("ROLE; REASON", f"prescriber; {REASON}")
    lines = [line for line in filled.splitlines() if line.startswith("  --")]
    return [word for line in lines for word in shlex.split(line)]


@pytest.fixture
def plan(monkeypatch):
    """Plans with a stop that a clinician may accept, whatever is planned."""

    def judged(*args, **kwargs):
        return check(*args, **kwargs).with_findings((ASKS,))

    monkeypatch.setattr(sealing, "check", judged)
    return lambda *more, **give: run([*typed("plan", give), *more])


@pytest.fixture
def checked(tmp_path):
    """Checks a line from a file."""

    def judge(text, *more):
        (tmp_path / "line").write_text(text, "utf-8")
        return run(["check", str(tmp_path / "line"), *LINE, *more])

    return judge


def test_a_refusal_prints_what_lifts_it_and_the_sheet_says_who_accepted(plan):
    refused = plan()
    assert (refused.code, refused.out) == (3, "")
    assert "Somebody has to look. (asks-a-clinician)" in refused.err
    options = to_type(refused.err)
    assert options[:1] + options[2:3] == ["--request", "--acknowledge"]
    accepted = plan(*options)
    assert accepted.code == 0
    assert f"Accepted by a prescriber: {REASON}" in accepted.out
    explained = plan(*options, "--explain").out.partition("Why the steps")[2]
    assert f"Accepted by a prescriber: {REASON}" in explained
    content = json.loads(plan(*options, "--format", "json").out)
    assert content["acknowledgements"][0]["void"] is None
    assert content["acknowledgements"][0]["request"] == options[1] == content["request_digest"]


CHANGES = {
    "aim": "45 mg/day",
    "age": "47",
    "kidneys": "normal, tested 2026-11-13",
    "start": "2026-12-02",
    "products": "us-tablet-10",
    "protocol": "uk-smpc-adult",
    "supply": "28 days",
    "first-taking": "evening",
    "change-on": "Mon",
    "review-every": "4 weeks",
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_dies_when_any_input_changes(name, plan):
    options = to_type(plan().err)
    ended = plan(*options, **{name: CHANGES[name]})
    assert ended.code == 3
    if "Somebody has to look" in ended.err:
        words = " ".join(ended.err.split())
        assert "is without effect: it was made for another request" in words
        assert to_type(ended.err)[1] != options[1]


def test_no_line_is_offered_while_a_hard_stop_stands(checked):
    ended = checked("5 mg x3 for 2 days, then 60 mg x3")
    assert ended.code == 3
    assert "--acknowledge" not in ended.out


def test_check_takes_one_too_and_it_dies_with_the_schedule(checked):
    refused = checked(SOON)
    options = to_type(refused.out)
    assert refused.code == 3
    accepted = checked(SOON, *options)
    assert accepted.code == 4
    assert f"Accepted by a prescriber: {REASON}" in accepted.out
    assert "--acknowledge" not in accepted.out
    for text, more in (
        (f"{SOON} ", ()),
        (SOON.replace("10 mg", "7.5 mg"), ()),
        (SOON, ["--age", "46"]),
    ):
        ended = checked(text, *options, *more)
        assert ended.code == (4 if text == f"{SOON} " else 3)
    assert "an input has changed since" in " ".join(ended.out.split())


SLIPS = {
    "no request": (["--acknowledge", "x = y; prescriber; fine"], "--request"),
    "nothing accepted": (["--request", "0" * 64], "--acknowledge"),
    "short digest": (["--request", "abc", "--acknowledge", "x = y; prescriber; z"], "64 signs"),
    "two of one": (
        ["--request", "0" * 64] + ["--acknowledge", "x = y; prescriber; z"] * 2,
        "accepted twice",
    ),
    "two requests": (["--request", "0" * 64, "--request", "1" * 64], "given twice"),
    "wildcard": (["--request", "0" * 64, "--acknowledge", "*; prescriber; z"], "one code"),
    "role": (["--request", "0" * 64, "--acknowledge", "x = y; nurse; z"], "role is one of"),
}


@pytest.mark.parametrize("command", ["plan", "taper", "check"])
@pytest.mark.parametrize("slip", SLIPS)
def test_slips_are_refused(slip, command, tmp_path):
    more, says = SLIPS[slip]
    (tmp_path / "line").write_text(SOON, "utf-8")
    words = ["check", str(tmp_path / "line"), *LINE] if command == "check" else typed(command)
    ended = run([*words, *more])
    assert (ended.code, ended.out) == (2, "")
    assert says in " ".join(ended.err.split())


def test_one_without_effect_is_said_on_the_sheet():
    options = ["--request", "0" * 64, "--acknowledge", "rise-too-soon = 2 days; pharmacist; Ok so."]
    ended = run([*typed("plan"), *options])
    assert ended.code == 0
    assert "Without effect: a pharmacist accepted rise-too-soon = 2 days" in " ".join(
        ended.out.split()
    )
