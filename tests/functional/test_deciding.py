"""An overdose or a serious reaction: what to do now, a record, and never a schedule."""

from __future__ import annotations

import pytest

from baclofen_titration import (
    Acknowledgement,
    ClinicianDecidesError,
    InvalidValueError,
    Patient,
    TaperRequest,
    load_products,
    load_protocol,
    plan_taper,
)
from baclofen_titration.protocols import list_protocols
from baclofen_titration.taper import exceptions
from functional.running import run, typed

WORDS = {
    "overdose": "It is an emergency, even while nothing is felt: call for help now",
    "serious-reaction": "it is an emergency: call for help now",
}
BOTH = pytest.mark.parametrize("because", WORDS)


def flat(text: str) -> str:
    return " ".join(text.split())


def request(because, **more):
    return TaperRequest(
        protocol=load_protocol("us-label-adult"),
        products=load_products("us-tablets"),
        patient=Patient(),
        taking="unknown",
        start="2026-12-01",
        because=because,
        **more,
    )


def decided_in(because, **more):
    with pytest.raises(ClinicianDecidesError) as refused:
        plan_taper(request(because, **more))
    return refused.value


@BOTH
def test_nothing_else_is_asked_and_no_schedule_is_made(because):
    ended = run(["taper", "--because", because])
    assert ended.code == 3
    assert WORDS[because] in flat(ended.out)
    assert "no schedule is made" in flat(ended.out)
    assert "A clinician decides now" in flat(ended.out)
    assert "[DE1], Dosierung, grade A" in flat(ended.out)
    assert "mg" not in ended.out.replace("10 mg", "").replace("AL 25 mg", "")
    assert max(map(len, ended.out.splitlines())) <= 80


@BOTH
def test_a_whole_request_makes_none_either_and_says_what_was_not_used(because, tmp_path):
    file = tmp_path / "sheet.json"
    whole = [*typed("taper"), "--because", because, "--format", "json", "--output", str(file)]
    ended = run(whole)
    assert ended.code == 3
    assert not file.exists()
    assert "Not used, because nothing is planned: --age, --format, --kidneys" in flat(ended.err)
    # What the document of the protocol itself says of stopping comes first.
    assert "[1] Label: the dose is reduced slowly, except after serious" in flat(ended.out)


@BOTH
def test_a_decision_is_recorded_for_this_request_and_makes_no_schedule(because):
    first = run(["taper", "--because", because])
    digest = next(line for line in first.err.splitlines() if "--request" in line).split()[1]
    accept = ["--acknowledge", f"{because}; prescriber; Stopped on the ward."]
    ended = run(["taper", "--because", because, "--request", digest, *accept])
    assert ended.code == 3
    assert "Decided by a prescriber: Stopped on the ward." in ended.out
    assert "It is no schedule." in ended.out
    assert "--acknowledge" not in ended.err
    # For another request, or another code, it records nothing.
    other = run(["taper", "--because", because, "--age", "46", "--request", digest, *accept])
    assert "Nobody is recorded yet" in other.out
    assert "Without effect: a prescriber accepted" in flat(other.out)


def test_anything_else_is_no_reason():
    ended = run(["taper", "--because", "in-a-hurry"])
    assert (ended.code, ended.out) == (2, "")
    assert "--because: Say serious-reaction or overdose." in ended.err
    with pytest.raises(InvalidValueError, match="because"):
        request("in-a-hurry")


@BOTH
def test_in_python_it_is_an_error_that_holds_the_decision(because):
    refused = decided_in(because)
    assert refused.decision.recorded_by is None
    assert WORDS[because] in str(refused)
    # A pace, a window of the impossible or an unknown dose change nothing.
    assert decided_in(because, over="7 days").decision.finding == refused.decision.finding
    said = Acknowledgement(
        code=because, value="", request=refused.decision.request_digest,
        role="prescriber", reason="Reduced by half.",
    )  # fmt: skip
    recorded = decided_in(because, acknowledgements=(said,))
    assert recorded.decision.recorded_by == said
    assert "it is no schedule, and none is made" in str(recorded)
    void = decided_in(because, acknowledgements=(said,), over="7 days")
    assert void.decision.recorded_by is None


@BOTH
def test_under_every_protocol_each_label_stands_behind_it(because):
    for name in list_protocols():
        ended = run(["taper", "--because", because, "--protocol", name])
        assert ended.code == 3, name
        assert WORDS[because] in flat(ended.out), name
    authors = exceptions()[because].authors
    assert {"CA3", "SG1", "DE1", "CH1"} <= {one.source for one in authors[:-1]}
    assert {one.grade for one in authors[:-1]} == {"A"}


@pytest.mark.parametrize(
    ("since", "used", "passes"),
    [
        ("2026-11-08", "3 weeks", True), ("2026-11-03", "3 weeks", False),
        ("2026-08-31", "2 months", True), ("2026-08-30", "2 months", False),
        ("2026-08-30", "unknown", True), ("unknown", "1 day", True),
        ("2025-11-30", "1 year", True), ("2024-11-28", "1 year", False),
    ],
)  # fmt: skip
def test_a_use_shorter_than_the_present_regimen_is_refused_naming_both(since, used, passes):
    give = {"since": since, "used-for": used, "over": "21 days"}
    ended = run(typed("taper", give))
    if passes:
        assert ended.code == 0, ended.err
        return
    assert ended.code == 2
    assert f"since {since}" in flat(ended.err)
    assert f"used for {used}" in flat(ended.err)
    assert "Correct one of them" in flat(ended.err)


def test_a_way_up_refuses_it_too():
    give = {"taking": "morning 5 mg, midday 5 mg, evening 5 mg"}
    more = ["--since", "2026-10-01", "--used-for", "3 weeks"]
    assert run([*typed("plan", give), *more]).code == 2


@pytest.mark.parametrize(
    ("used", "days", "found"),
    [
        ("8 months", "20 days", True), ("unknown", "20 days", True), ("3 months", "20 days", True),
        ("8 months", "21 days", False), ("unknown", "21 days", False),
        ("2 months", "20 days", True), ("6 weeks", "14 days", False),
    ],
)  # fmt: skip
def test_shorter_than_three_weeks_after_long_or_unknown_use_is_a_caution(used, days, found):
    ended = run(typed("taper", {"used-for": used, "over": days, "since": "2026-11-10"}))
    assert ended.code == 0, ended.err
    assert ("(taper-short-after-long-use)" in flat(ended.out)) == found
    if found:
        assert "[DE1], Dosierung" in flat(ended.out)
        assert "[CH1], Dosierung" in flat(ended.out)
        assert "[DE3], leaflet" in flat(ended.out)


@pytest.mark.parametrize(
    ("give", "says"),
    [
        ({"until": "2026-01-31"}, "The last day, 2026-01-31, lies before the first day"),
        ({"by": "0 mg/day every 7 days"}, "A fall of nothing never gets down"),
        ({"table": ""}, "row: is missing; write a [[row]] for each step"),
        ({"table": "row = []"}, "row: there is none; write a [[row]] for each step"),
        ({"table": '[[row]]\ndays = "7 days"\ntake = "morning 10"'}, "row 1: take: the text"),
        ({"table": '[[row]]\ndays = "0 days"\ntake = "morning 5 mg"'}, "row 1: days: A length"),
        ({"table": '[[row]]\ndays = "7 days"'}, "row 1: take: is missing; write it"),
    ],
)  # fmt: skip
def test_an_odd_way_down_is_refused_by_the_thing_and_the_mend(give, says, tmp_path):
    if "table" in give:
        file = tmp_path / "steps.toml"
        file.write_text(give["table"], "utf-8")
        give = {"table": str(file)}
    ended = run(typed("taper", give, leave_out=("over",)))
    assert (ended.code, ended.out) == (2, "")
    assert says in flat(ended.err)
    assert "_Table" not in ended.err
