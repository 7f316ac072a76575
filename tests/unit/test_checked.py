"""A checked schedule cannot be made past a stop, and an acknowledgement dies with its request."""

from datetime import date

import pytest

from baclofen_titration.checked import Asked, CheckedSchedule, ProtocolReference, digest_of
from baclofen_titration.errors import UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement, Finding, SafetyReport
from baclofen_titration.limits import Limits
from baclofen_titration.product import load_products
from baclofen_titration.regimen import parse_regimen
from baclofen_titration.schedule import Schedule, Step

STEP = Step(
    start=date(2026, 12, 1),
    days=None,
    regimen=parse_regimen("morning 5 mg, evening 5 mg"),
    phase="maintenance",
)
STOP = Finding(code="rise-too-large", severity="stop", says="Too large.", found="20 mg/day")


def sealed(finding=STOP, answer="60 mg/day", acknowledgements=()):
    schedule = Schedule(before="nothing", steps=[STEP], then="continues")
    return CheckedSchedule(
        schedule=schedule,
        report=SafetyReport(findings=[finding]).made_of(schedule),
        protocol=ProtocolReference(
            id="test", edition="2026-11-22", title="Test", status="draft", digest="0" * 64,
            shipped=False,
        ),
        products=load_products("us-tablets"),
        limits=Limits(),
        asked=[Asked(name="aim", answer=answer)],
        acknowledgements=acknowledgements,
    )  # fmt: skip


def digest(answer="60 mg/day"):
    return sealed(STOP.model_copy(update={"severity": "note"}), answer).request_digest


def accepted(**change):
    return Acknowledgement(
        **{
            "code": "rise-too-large",
            "value": "20 mg/day",
            "request": digest(),
            "role": "prescriber",
            "reason": "Seen and accepted.",
            **change,
        }
    )


def test_a_stop_refuses_and_loses_nothing():
    with pytest.raises(UnsafeScheduleError, match="Too large") as caught:
        sealed()
    assert caught.value.report.stops == (STOP,)
    assert caught.value.request == digest()


def test_cautions_and_notes_do_not_refuse():
    for severity in ("caution", "note"):
        assert sealed(STOP.model_copy(update={"severity": severity}))


def test_an_acknowledgement_lifts_exactly_its_finding():
    checked = sealed(acknowledgements=[accepted()])
    assert checked.unaccepted_stops == ()
    assert checked.request_digest == digest()


@pytest.mark.parametrize(
    "change",
    [
        {"code": "rise-too-soon"},
        {"code": "rise"},
        {"value": "25 mg/day"},
        {"value": ""},
        {"request": digest("65 mg/day")},
    ],
)
def test_any_other_acknowledgement_lifts_nothing(change):
    with pytest.raises(UnsafeScheduleError):
        sealed(acknowledgements=[accepted(**change)])


def test_it_dies_when_an_input_changes():
    with pytest.raises(UnsafeScheduleError):
        sealed(answer="65 mg/day", acknowledgements=[accepted()])


def test_nothing_lifts_a_hard_limit():
    hard = STOP.model_copy(update={"hard": True})
    with pytest.raises(UnsafeScheduleError):
        sealed(hard, acknowledgements=[accepted()])


@pytest.mark.parametrize(
    "change",
    [{"code": "*"}, {"role": "patient"}, {"role": "anybody"}, {"reason": ""}, {"request": "*"}],
)
def test_there_are_no_wildcards_and_the_roles_are_closed(change):
    with pytest.raises(ValueError, match="Acknowledgement"):
        accepted(**change)


def test_digests_keep_texts_apart():
    assert digest_of("ab", "c") != digest_of("a", "bc")
