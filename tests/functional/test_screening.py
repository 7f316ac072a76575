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


LINE = "5 mg x3 for 3 days, then 10 mg x3"


def check(tmp_path, *more, line=LINE, taking="none"):
    (tmp_path / "line").write_text(line, "utf-8")
    words = ["check", str(tmp_path / "line"), "--start", "2026-12-01", "--taking", taking]
    return run([*words, "--protocol", "us-label-adult", *more])


def test_check_judges_what_it_is_told(tmp_path):
    stopped = check(tmp_path, "--condition", "stroke", "--medicine", "lithium")
    assert stopped.code == 3
    assert "(stroke)" in stopped.out
    assert "(lithium)" in stopped.out
    told = check(tmp_path, "--condition", "diabetes")
    assert told.code == 4
    assert "(diabetes)" in told.out
    assert "\nscreening:" not in told.out


def test_check_says_that_it_was_told_nothing(tmp_path):
    printed = " ".join(check(tmp_path).out.split())
    assert "screening: No indication, condition, medicine, pregnancy" in printed


def test_check_opens_the_way_down(tmp_path):
    line = "morning 10 mg, evening 10 mg for 7 days, then morning 10 mg for 7 days, then stop"
    taking = "morning 20 mg, evening 10 mg"
    words = ("--since", "2026-10-01", "--condition", "stroke, hypersensitivity")
    ended = check(tmp_path, *words, line=line, taking=taking)
    assert "Caution" in ended.out
    assert "(stroke)" in ended.out
    stops = ended.out.partition("Cautions")[0]
    assert "(stroke)" not in stops
    assert "(hypersensitivity)" not in stops


def screened(*more):
    return run(["screen", "--protocol", "us-label-adult", "--start", "2026-12-01", *more])


def test_screen_prints_the_five_worst_and_counts_the_rest():
    many = "epilepsy, diabetes, porphyria, hypertension, psychosis, stroke"
    ended = screened("--condition", many)
    assert ended.code == 3
    found = [line for line in ended.out.splitlines() if line.startswith("- ")]
    assert len(found) == 5
    assert found[0].startswith("- Stop: The patient has a stroke")
    assert ended.out.endswith("And 2 cautions more; --all prints them.\n")
    whole = screened("--condition", many, "--all")
    assert len([line for line in whole.out.splitlines() if line.startswith("- ")]) == 7
    assert "more;" not in whole.out
    assert max(map(len, whole.out.splitlines())) <= 80


def test_screen_down_has_no_stop():
    ended = screened("--condition", "stroke", "--way", "down")
    assert ended.code == 0
    assert "Stop" not in ended.out


def test_screen_says_when_nothing_was_found_and_when_nobody_answered():
    answers = [
        "--indication", "multiple-sclerosis", "--condition", "none", "--medicine", "none",
        "--other-baclofen", "none", "--pregnancy", "no", "--breast-feeding", "no",
    ]  # fmt: skip
    assert "Nothing found in these answers." in screened(*answers).out
    assert "Not screened" in screened().out
    assert run(["screen"]).code == 2


def test_screen_sees_a_pumps_dose():
    ended = screened("--age", "46", "--taking", "morning 0.3 mg", "--since", "2026-10-01")
    assert ended.code == 3
    assert "(probably-intrathecal)" in ended.out


PUMP = "morning 5000 micrograms, evening 10000 micrograms"


def test_micrograms_are_a_stop_going_up_whatever_their_amount_and_are_printed_as_typed():
    given = {"taking": PUMP, "since": "2026-10-01"}
    refused = run(typed("plan", given))
    assert refused.code == 3
    assert "(probably-intrathecal)" in refused.err
    assert "15000 micrograms/day" in refused.err
    in_mg = run(typed("plan", {**given, "taking": "morning 5 mg, evening 10 mg"}))
    assert in_mg.code == 0
    assert "(probably-intrathecal)" not in in_mg.out
    aimed = run(typed("plan", {"aim": "60000 micrograms/day"}))
    assert "(probably-intrathecal)" in aimed.err
    assert "60000 micrograms/day" in aimed.err


def test_micrograms_are_a_caution_going_down():
    taking = "morning 20000 micrograms, midday 20000 micrograms, evening 20000 micrograms"
    ended = run(typed("taper", {"taking": taking}))
    assert ended.code == 0
    printed = " ".join(ended.out.split())
    assert "Caution: Daily dose in micrograms, taken or planned" in printed
    assert f"Taking {taking}" in printed


def test_check_sees_micrograms_in_a_line_and_in_a_document(tmp_path):
    line = check(tmp_path, line="5000 micrograms x3 for 3 days, then 10 mg x3")
    assert line.code == 3
    assert line.out.count("(probably-intrathecal)") == 1
    # Without a protocol nobody screens; the judge sees the unit all the same.
    words = ["check", str(tmp_path / "line"), "--start", "2026-12-01", "--taking", "none"]
    assert "(probably-intrathecal)" in run(words).out
    plan = run(typed("plan", {"format": "json"})).out
    assert '"5 mg"' in plan
    document = tmp_path / "plan.json"
    document.write_text(plan, "utf-8")
    assert "(probably-intrathecal)" not in run(["check", str(document)]).out
    document.write_text(plan.replace('"5 mg"', '"5000 micrograms"'), "utf-8")
    assert "(probably-intrathecal)" in run(["check", str(document)]).out


def test_names_are_accepted_however_they_are_written():
    given = {
        "condition": "Diabetes Mellitus, autonomic_dysreflexia, High blood pressure",
        "medicine": "Amitriptyline, c08ca01", "indication": "Multiple Sclerosis",
        "other-baclofen": "None", "pregnancy": "No", "breast-feeding": "Not_asked",
    }  # fmt: skip
    ended = run(typed("plan", given))
    assert ended.code == 0
    printed = " ".join(ended.out.split())
    for code in ("diabetes", "autonomic-dysreflexia", "hypertension", "tricyclics"):
        assert f"({code})" in printed
    assert "Indication multiple-sclerosis" in printed


def test_tailor_screens_too():
    words = ["tailor", "--protocol", "us-label-adult", "--start", "2026-12-01", "--age", "46"]
    words += ["--kidneys", "normal, tested 2026-11-12"]
    ended = run([*words, "--condition", "stroke"])
    assert "(stroke)" in ended.out
    assert "Not screened" in run([*words, "--all"]).out
