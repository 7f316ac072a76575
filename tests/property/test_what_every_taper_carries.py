"""Every taper of every kind under every protocol says which signs to look for, and what to do."""

from __future__ import annotations

import pytest

from baclofen_titration import to_card, to_html, to_ics, to_json, to_note, to_text
from baclofen_titration.errors import RuleFileError
from baclofen_titration.protocols import load_protocol, read_protocol
from clinical.hand import go_up
from every_way_down import KINDS, go_down, planned_from, somebody_for
from rulebook.make_protocol import make_protocol_text

EMERGENCY = (
    "A fit, high fever, confusion, seeing things, trouble breathing: emergency. It can be too "
    "little or too much. Do not take extra. Do not stop. Call for help now."
)
MILDER = "Make no further cut in the dose. Phone today."
TIMING = "hallucinations began 18, 25 and 31 hours after a sudden stop"
CARRIED = {"withdrawal-emergency", "withdrawal-milder", "withdrawal-timing"}
STEP_BACK = "withdrawal-step-back"
GO_BACK = "Go back one step"
CITING = {"fr-winthrop-adult"}
"""Protocols that cite a source for going back one step: France only, and only what is planned."""

US = load_protocol("us-label-adult")
FRANCE = load_protocol("fr-winthrop-adult")


def flat(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize("protocol", planned_from(), ids=lambda held: held.id)
def test_every_kind_under_every_protocol_carries_signs_timing_and_sources(protocol) -> None:
    for name, asked in KINDS.items():
        told = {one.key: one for one in go_down(protocol, somebody_for(protocol), **asked).advice}
        assert set(told) >= CARRIED, name
        assert told["withdrawal-emergency"].says == EMERGENCY
        assert told["withdrawal-milder"].says.endswith(MILDER)
        cited = {
            one.source
            for key in CARRIED
            for one in told[key].authors
            if one.kind != "judgement"
        }  # fmt: skip
        assert {"US5", "OZ5", "DE3", "CH1", "DALEO", "LEOBAER-2"} <= cited
        assert (STEP_BACK in told) == (protocol.id in CITING), name


def test_only_what_cites_it_is_listed_here() -> None:
    citing = {held.id for held in planned_from() if held.taper.step_back is not None}
    assert citing == CITING
    (back,) = [one for one in go_down(FRANCE, somebody_for(FRANCE), over="21 days").advice
               if one.key == STEP_BACK]  # fmt: skip
    assert "FR-LIO" in {one.source for one in back.authors if one.kind != "judgement"}


def test_a_whole_course_carries_them_and_a_way_up_does_not() -> None:
    course = go_up("30 mg/day", stay="14 days", then_taper="21 days")
    assert {one.key for one in course.advice} >= CARRIED
    assert not {one.key for one in go_up("30 mg/day").advice} & {*CARRIED, STEP_BACK}


@pytest.mark.parametrize("protocol", [US, FRANCE], ids=lambda held: held.id)
def test_every_output_for_patients_prints_what_to_do(protocol) -> None:
    checked = go_down(protocol, somebody_for(protocol), fall="5 mg/day", every="7 days")
    calendar = to_ics(
        checked, plan_id="3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10", issued="2026-11-28T10:00:00Z"
    ).decode()
    pages = [to_text(checked), to_html(checked), to_card(checked), to_card(checked, doses=False)]
    for page in (*map(flat, pages), calendar.replace("\r\n ", "").replace("\\", "")):
        assert EMERGENCY in page
        assert MILDER in page
        assert (GO_BACK in page) == (protocol is FRANCE)


def test_who_checks_it_reads_the_timing_with_its_sources() -> None:
    checked = go_down(US, somebody_for(US), over="21 days")
    pages = [to_text(checked), to_html(checked), to_note(checked, on="2026-12-01")]
    for page in map(flat, pages):
        assert TIMING in page
        assert "Baclofen withdrawal, hallucinations: five case reports" in page
    assert TIMING in to_json(checked)


def test_nobody_is_sent_back_a_step_by_a_judgement_alone() -> None:
    text = make_protocol_text()
    says = '[taper.step_back]\nsays = "back to the dose before"\n'
    order = "[limits.max_daily_dose]"
    assert order in text
    judged = text.replace(order, f'{says}judgement = "It sounds right."\n\n{order}', 1)
    with pytest.raises(RuleFileError, match=r"step_back.*needs a source that says so"):
        read_protocol(judged, "test-protocol")
