"""Each finding is one plain sentence that names the thing, the clash and how much."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.checker import check, sentences
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.regimen import Piece, Taking
from baclofen_titration.schedule import Schedule
from unit.checker.building import (
    ADULT,
    LABEL,
    SYRUP,
    TABLETS,
    change_doses,
    change_pieces,
    day,
    one_limit,
    ramp,
    step,
    taper,
)


def said(schedule: Schedule, code: str, **given: object) -> str:
    report = check(schedule, patient=ADULT, **{"protocol": LABEL, **given})
    return next(finding.says for finding in report.findings if finding.code == code)


def test_a_rise():
    broken = change_doses(ramp(), 2, "morning 15 mg, midday 15 mg, evening 15 mg")
    assert said(broken, "rise-too-large", limits=one_limit("max_rise", "15 mg/day")) == (
        "On 5 March 2026 the daily dose rises by 30 mg/day, from 15 mg/day to 45 mg/day; "
        "at most 15 mg/day is allowed, and nobody can lift this limit."
    )
    assert said(broken, "rise-too-large-at-one-time") == (
        "On 5 March 2026 the dose in the evening rises by 10 mg, from 5 mg to 15 mg; "
        "at most 5 mg is allowed."
    )


def test_a_maximum_and_the_hard_one_behind_it():
    broken = change_doses(ramp(), 9, "morning 40 mg, midday 40 mg, evening 20 mg, bedtime 20 mg")
    assert said(broken, "daily-dose-above-maximum") == (
        "On 26 March 2026 the daily dose is 120 mg/day; at most 80 mg/day is allowed, "
        "and the limit that nobody can lift is 100 mg/day."
    )


def test_days_and_hours():
    clock = {**ramp().clock, "bedtime": "21:30"}
    assert said(ramp().model_copy(update={"clock": clock}), "takings-too-close") == (
        "From 14 March 2026 the taking at bedtime comes 3 hours 30 minutes after the one "
        "in the evening; at least 4 hours are needed."
    )
    assert said(ramp().model_copy(update={"first_taking": "evening"}), "rise-too-soon") == (
        "On 5 March 2026 a dose rises 2 days after the previous change; at least 3 days are needed."
    )


def test_the_way_down():
    assert said(taper().model_copy(update={"steps": taper().steps[:6]}), "abrupt-stop") == (
        "From 14 March 2026 nothing is taken, and on the day before it is 20 mg/day; at most "
        "10 mg/day is allowed, and the limit that nobody can lift is 15 mg/day."
    )
    late = taper().model_copy(update={"first_taking": "bedtime"})
    assert said(late, "fall-too-large").startswith(
        "On 2 March 2026, which starts late, only 20 mg/day is taken, 60 mg/day less than "
        "the day before; "
    )


def test_what_stays_too_close():
    close = {**taper().clock, "bedtime": "21:30"}
    assert said(taper().model_copy(update={"clock": close}), "present-takings-too-close") == (
        "From 2 March 2026 the taking at bedtime comes 3 hours 30 minutes after the one in the "
        "evening, as in what is taken already; at least 4 hours are needed. The way down stays "
        "open, and a clinician has to say whether one of them is moved."
    )


def test_pieces():
    empty = change_pieces(ramp(), 1, "midday", [Piece(product="ten", count=3, part="half")])
    assert said(empty, "pieces-do-not-add-up", products=TABLETS) == (
        "On 2 March 2026 the pieces at midday contain 15 mg, and the dose is 5 mg."
    )
    mixed = change_pieces(ramp(), 2, "midday", [Piece(product="syrup", count=100, part="measure")])
    assert said(mixed, "mixed-products", products=(*TABLETS, SYRUP)) == (
        "From 5 March 2026 syrup with five is to be taken in one schedule; it uses solids or one "
        "strength of liquid, never both."
    )


def test_what_is_carried_on():
    before = Taking(regimen="morning 20 mg, evening 25 mg", since="2025-06-01")
    kept = Schedule(
        before=before, steps=[step(day(1), None, "morning 20 mg, evening 25 mg", "maintenance")]
    )
    assert said(kept, "present-dose-above-maximum") == (
        "The dose in the evening carried on from 2 March 2026 is 25 mg, above the 20 mg that a "
        "rise may reach; it may stay or fall, and a clinician has to say how fast."
    )


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 hours"),
        (1, "1 minute"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_hours(minutes, text):
    assert sentences.hours(minutes) == text


def test_dates_have_no_locale():
    months = [sentences.on_day(date(2024, month, 29)) for month in range(1, 13)]
    assert months[1] == "29 February 2024"
    assert [date.strftime(date(2024, m, 29), "%B") for m in range(1, 13)] == [
        text.split()[1] for text in months
    ]


def test_one_day_is_needed():
    passed = Bounds([(one_limit("min_days_between_falls", 1), False)]).below(
        "min_days_between_falls", 0
    )
    assert passed is not None
    assert sentences.allowed(passed) == "at least 1 day is needed"


def test_no_sentence_tells_of_the_patient():
    for schedule in (ramp(), taper()):
        report = check(schedule, patient=ADULT, products=TABLETS)
        text = report.model_dump_json()
        assert "46 years" not in text
        assert "2026-02-20" not in text
