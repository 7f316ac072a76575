"""The line that a clinician writes: closed, exact, and dead for any other request."""

from __future__ import annotations

import pytest

from baclofen_titration import acknowledgement_line, parse_acknowledgement
from baclofen_titration.acknowledgements import ROLES, why_without_effect
from baclofen_titration.errors import UnreadableError
from baclofen_titration.findings import Finding, SafetyReport

REQUEST = "0123456789abcdef" * 4
STOP = Finding(code="rise-too-soon", severity="stop", says="Too soon.", found="2 days")


def written(finding=STOP, role="prescriber", reason="Seen daily on the ward; agreed."):
    line = acknowledgement_line(finding)
    return line.replace("; ROLE; REASON", f"; {role}; {reason}")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("found", ["2 days", "", "25 mg/day; at bedtime", "a = b"])
def test_the_printed_line_filled_in_accepts_exactly_its_finding(role, found):
    finding = STOP.model_copy(update={"found": found})
    accepted = parse_acknowledgement(written(finding, role), REQUEST)
    assert accepted.accepts(finding, REQUEST)
    assert accepted.role == role
    assert accepted.reason == "Seen daily on the ward; agreed."
    report = SafetyReport(findings=[finding])
    assert why_without_effect(accepted, report, REQUEST) is None
    assert "an input has changed" in why_without_effect(accepted, report, "0" * 64)


def test_a_line_that_was_folded_on_the_screen_is_read():
    assert parse_acknowledgement(written().replace(" ", "\n   ", 4), REQUEST).value == "2 days"


REFUSED = {
    "as it was printed": (acknowledgement_line(STOP), "role is one of"),
    "reason not filled in": ("rise-too-soon = 2 days; prescriber; REASON", "says why"),
    "no reason": ("rise-too-soon = 2 days; prescriber; ", "says why"),
    "another role": (written(role="patient"), "role is one of prescriber, pharmacist"),
    "no role": ("rise-too-soon = 2 days; it is fine", "role is one of"),
    "every code": ("* = 2 days; prescriber; fine", "one code and one value"),
    "some codes": ("rise-* = 2 days; prescriber; fine", "one code and one value"),
    "two codes": ("rise-too-soon, fall-too-soon = 2 days; prescriber; fine", "one code"),
    "empty value": ("rise-too-soon = ; prescriber; fine", "one code and one value"),
    "a hidden sign": (written(reason="fine\u202e"), "hidden signs"),
    "a long reason": (written(reason="x" * 700), "reason"),
    "a long line": (written(reason="x" * 2_000), "one line of text"),
    "no text": (b"rise-too-soon = 2 days; prescriber; fine", "one line of text"),
    "nothing": ("", "role is one of"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_anything_else_is_refused(what):
    text, says = REFUSED[what]
    with pytest.raises(UnreadableError, match=says.replace("*", ".")):
        parse_acknowledgement(text, REQUEST)


@pytest.mark.parametrize("digest", ["", "*", "0" * 63, "0" * 65, "G" * 64, "A" * 64, None, 0])
def test_it_names_one_request_in_full(digest):
    with pytest.raises(UnreadableError, match="64 signs"):
        parse_acknowledgement(written(), digest)


def test_a_hard_finding_and_another_value_stay():
    hard = SafetyReport(findings=[STOP.model_copy(update={"hard": True})])
    accepted = parse_acknowledgement(written(), REQUEST)
    assert "no acknowledgement can lift" in why_without_effect(accepted, hard, REQUEST)
    other = SafetyReport(findings=[STOP.model_copy(update={"found": "1 day"})])
    assert why_without_effect(accepted, other, REQUEST) == "what was found is 1 day"
    assert "nothing of that code" in why_without_effect(accepted, SafetyReport(), REQUEST)
