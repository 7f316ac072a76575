"""Conditions and other medicines, from what is typed to what is printed."""

from __future__ import annotations

import shlex

import pytest

from functional.running import run, typed


def test_a_stop_refuses_the_way_up_until_somebody_accepts_it():
    command = typed("plan", {"condition": "stroke, diabetes", "medicine": "none"})
    refused = run(command)
    assert (refused.code, refused.out) == (3, "")
    assert "(stroke)" in refused.err
    filled = refused.err.replace("ROLE; REASON", "prescriber; Spasticity after it is severe.")
    lines = [line for line in filled.splitlines() if line.startswith("  --")]
    accepted = run([*command, *(word for line in lines for word in shlex.split(line))])
    assert accepted.code == 0
    printed = " ".join(accepted.out.split())
    assert "Accepted by a prescriber: Spasticity after it is severe." in printed
    assert "conditions stroke, diabetes" in printed.lower()
    assert "(diabetes)" in printed
    assert "Not asked or not known: indication, other baclofen, pregnancy" in printed


def test_a_stop_is_a_caution_on_the_way_down():
    ended = run(typed("taper", {"condition": "hypersensitivity", "medicine": "N02AA01"}))
    assert ended.code == 0
    printed = " ".join(ended.out.split())
    assert "Caution: The patient has an allergy to baclofen" in printed
    assert "Caution: The patient takes opioids" in printed


def test_whoever_answers_everything_reads_nothing_of_it():
    answers = {
        "condition": "none", "medicine": "none", "indication": "multiple-sclerosis",
        "other-baclofen": "none", "pregnancy": "no", "breast-feeding": "no",
    }  # fmt: skip
    ended = run(typed("plan", answers))
    assert ended.code == 0
    assert "screening-not-asked" not in ended.out
    printed = " ".join(ended.out.split())
    for said in ("Indication multiple-sclerosis", "Other baclofen none", "Pregnancy no"):
        assert said in printed


@pytest.mark.parametrize(
    ("option", "word", "says"),
    [
        ("indication", "strok", "Did you mean stroke"),
        ("other-baclofen", "pumpe", "Did you mean pump"),
        ("pregnancy", "maybe", "Say yes, planning, no"),
        ("breast-feeding", "maybe", "Say yes, no"),
    ],
)
def test_what_is_on_no_list_is_refused(option, word, says):
    ended = run(typed("plan", {option: word}))
    assert (ended.code, ended.out) == (2, "")
    assert f"--{option}" in ended.err
    assert says in " ".join(ended.err.split())


@pytest.mark.parametrize("command", ["plan", "taper"])
def test_that_nobody_asked_is_said_once(command):
    ended = run(typed(command))
    assert ended.code == 0
    assert ended.out.count("(screening-not-asked)") == 1


def test_check_says_that_it_does_not_judge_them(tmp_path):
    (tmp_path / "line").write_text("5 mg x3 for 3 days, then 10 mg x3", "utf-8")
    words = ["check", str(tmp_path / "line"), "--start", "2026-12-01", "--medicine", "lithium"]
    assert "read and not judged" in " ".join(run(words).out.split())
