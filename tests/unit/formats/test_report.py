"""The report on somebody's schedule: what, when, by how much, and what nobody looked at."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration import judge_schedule, load_protocol, sheet_code
from baclofen_titration.checked import JudgedSchedule
from baclofen_titration.findings import Acknowledgement, Finding, NotRun, SafetyReport
from baclofen_titration.formats import from_regimen_line, to_report
from baclofen_titration.formats.report import difference, verdict
from baclofen_titration.provenance import Judgement
from golden.cases import titration

SCHEDULE = from_regimen_line("5 mg x3 for 3 days, then 10 mg x3", "2026-12-01")
OURS = Judgement(says="An example.", reason="It is made up for a test.")
STOP = Finding(
    code="daily-dose-above-maximum",
    severity="stop",
    says="Too much is taken.",
    on=date(2026, 12, 4),
    step=2,
    at="evening",
    found="30 mg/day",
    allowed="25 mg/day",
    authors=(OURS,),
    hard=True,
)
NOTE = Finding(code="a-note", severity="note", says="Something is so.")
MISSED = NotRun(check="kidneys", why="The kidneys were not asked.")


def judged(report, **more):
    """A report on the schedule of this file, as `judge_schedule` would hand it on."""
    return JudgedSchedule(
        **{"schedule": SCHEDULE, "report": report, "request_digest": "0" * 64, **more}
    )


def test_nothing_found_is_told_from_nothing_found_partly_judged():
    whole = SafetyReport(checks_run=("one", "two"))
    partly = SafetyReport(checks_run=("one", "two"), checks_not_run=(MISSED,))
    assert verdict(whole) == "Nothing found by these 2 checks."
    assert verdict(partly) == (
        "Nothing found by these 2 checks. Only partly judged: 1 thing could not be."
    )
    assert "Not judged" not in to_report(judged(whole))
    assert "kidneys: The kidneys were not asked." in to_report(judged(partly))


def test_what_was_found_is_counted_by_weight():
    report = SafetyReport(findings=(STOP, STOP, NOTE), checks_run=("one",))
    assert verdict(report) == "2 stops and 1 note found by this 1 check."
    caution = STOP.model_copy(update={"severity": "caution"})
    report = SafetyReport(findings=(STOP, caution, NOTE), checks_run=("one", "two"))
    assert verdict(report) == "1 stop, 1 caution and 1 note found by these 2 checks."


def test_a_finding_says_when_by_how_much_and_who_says_so():
    text = to_report(judged(SafetyReport(findings=(STOP, NOTE), checks_run=("one",))))
    assert "Fri 4 December 2026, day 4, step 2, in the evening" in text
    assert "Found 30 mg/day against 25 mg/day: 5 mg/day too much." in text
    assert "No acknowledgement can lift it." in " ".join(text.split())
    assert "Too much is taken. [1]" in text
    assert "[1] Judgement (ours): An example. Reason: It is made up for a test." in text
    assert "The whole schedule (a-note)" in text
    assert "safe" not in text.lower()


@pytest.mark.parametrize(
    ("found", "allowed", "by"),
    [
        ("90 mg/day", "80 mg/day", "10 mg/day too much"),
        ("2.5 mg", "5 mg", "2.5 mg too little"),
        ("500 micrograms", "1 mg", "500 micrograms too little"),
        ("1 day", "3 days", "2 days too short"),
        ("3 hours 30 minutes", "4 hours", "30 minutes too short"),
        ("30 minutes", "4 hours", "3 hours 30 minutes too short"),
        ("36 hours", "1 day", "12 hours too long"),
        ("draft", "signed", ""),
        ("90 mg/day", "80 mg", ""),
        ("", "", ""),
        ("nothing", "5 mg", ""),
    ],
)
def test_by_how_much(found, allowed, by):
    assert difference(found, allowed) == by


def test_long_words_stay_on_the_page():
    long = STOP.model_copy(update={"says": "x" * 600, "found": "y" * 200, "allowed": "z" * 200})
    text = to_report(judged(SafetyReport(findings=(long,), checks_run=("one",))))
    assert max(map(len, text.splitlines())) <= 80


def test_what_was_accepted_stands_beside_its_finding_and_what_has_no_effect_is_said():
    soft = STOP.model_copy(update={"hard": False})
    accepted = Acknowledgement(
        code=soft.code, value=soft.found, request="0" * 64, role="prescriber", reason="Seen daily."
    )
    others = [
        accepted.model_copy(update={"request": "1" * 64}),
        accepted.model_copy(update={"code": "rise-too-soon"}),
        accepted.model_copy(update={"value": "29 mg/day"}),
    ]
    report = SafetyReport(findings=(soft,), checks_run=("one",))
    held = judged(report, acknowledgements=[accepted, *others])
    assert held.unaccepted_stops == ()
    text = " ".join(to_report(held).split())
    assert "Accepted 1 of 1 stop " in text
    assert text.count("Accepted by a prescriber: Seen daily.") == 1
    assert text.count("Without effect: a prescriber accepted") == len(others)
    assert "an input has changed since" in text
    assert "nothing of that code was found" in text
    assert "what was found is 30 mg/day" in text
    alone = judged(report, acknowledgements=others)
    assert alone.unaccepted_stops == (soft,)
    assert "Accepted" not in to_report(alone).replace("Accepted by", "")


def test_the_first_departure_has_a_line_of_its_own():
    us = load_protocol("us-label-adult")
    fast = from_regimen_line("5 mg x3 for 2 days, 10 mg x3 for 3 days, then 45 mg x3", "2026-12-01")
    text = to_report(judge_schedule(fast, protocol=us))
    assert "First departure   Thu 3 December 2026, day 3, step 2: rise-too-soon, from" in text
    right = from_regimen_line("5 mg x3 for 3 days, then 10 mg x3", "2026-12-01")
    text = " ".join(to_report(judge_schedule(right, protocol=us)).split())
    assert f"First departure none: no limit of us-label-adult, edition {us.edition}" in text
    assert "departure" not in to_report(judge_schedule(fast))


def test_the_report_of_a_sealed_schedule_carries_its_sheet_code():
    checked = titration()
    assert to_report(checked).splitlines()[0].endswith(f" Sheet {sheet_code(checked)}")
    judged_code = to_report(judge_schedule(checked.schedule)).splitlines()[0]
    assert judged_code.split()[-2] == "Report"
