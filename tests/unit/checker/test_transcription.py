"""The judge's own data says what it is meant to say, and a faulty file is refused."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from baclofen_titration.checker.transcription import (
    hard_limits,
    read_hard_limits,
    read_transcription,
    transcriptions,
)
from baclofen_titration.errors import RuleFileError
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import Age
from baclofen_titration.provenance import Citation, Judgement

DATA = files("baclofen_titration.checker").joinpath("data")
OWN = DATA.joinpath("us-label-adult.toml").read_text("utf-8")
HARD = DATA.joinpath("hard-limits.toml").read_text("utf-8")


def test_hard_limits():
    age, limits = hard_limits()
    assert age == Age(18)
    assert {limit.rule: str(limit.value) for limit in limits.limits} == {
        "max_daily_dose": "100 mg/day",
        "max_dose": "40 mg",
        "max_first_day": "20 mg/day",
        "max_rise": "15 mg/day",
        "max_rise_per_dose": "15 mg",
        "min_days_between_rises": "2",
        "max_fall": "15 mg/day",
        "max_fall_per_dose": "15 mg",
        "min_days_between_falls": "1",
        "max_last_daily_dose": "15 mg/day",
        "min_hours_between_takings": "3",
    }
    for limit in limits.limits:
        assert all(isinstance(author, Judgement) for author in limit.authors)


def test_us_label_adult():
    [(key, limits)] = transcriptions().items()
    assert key == ("us-label-adult", date(2026, 11, 22))
    assert {limit.rule: (str(limit.value), type(limit.authors[0])) for limit in limits.limits} == {
        "max_daily_dose": ("80 mg/day", Citation),
        "max_dose": ("20 mg", Judgement),
        "max_first_day": ("15 mg/day", Citation),
        "max_rise": ("15 mg/day", Citation),
        "max_rise_per_dose": ("5 mg", Citation),
        "min_days_between_rises": ("3", Citation),
        "max_fall": ("10 mg/day", Judgement),
        "max_fall_per_dose": ("10 mg", Judgement),
        "min_days_between_falls": ("2", Judgement),
        "max_last_daily_dose": ("10 mg/day", Judgement),
        "min_hours_between_takings": ("4", Judgement),
    }
    assert {limit.rule for limit in limits.limits} == set(LIMIT_UNITS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value = "80 mg/day"', 'value = "80 mg"'),
        ('value = "80 mg/day"', "value = 80"),
        ('value = "80 mg/day"', "value = 80.0"),
        ('value = "3 days"', 'value = "3"'),
        ('value = "4 hours"', 'value = "4 days"'),
        ("[limits.max_dose]", "[limits.max_fall]"),
        ("[limits.max_dose]", "[limits.max_dosis]"),
        ('key = "US3"', 'key = "US9"'),
        ('grade = "A"', 'grade = "C"'),
        ('grade = "A"', 'grade = "Z"'),
        ("judgement = ", "reason = "),
        ('id = "us-label-adult"', ""),
        ('edition = "2026-11-22"', 'edition = "22 November 2026"'),
        ('edition = "2026-11-22"', 'edition = "2026-11-22"\nmore = "1"'),
        ("[limits.max_dose]", "[limits.max_dose"),
    ],
)
def test_a_faulty_transcription_is_refused(old, new):
    assert old in OWN
    with pytest.raises(RuleFileError) as refused:
        read_transcription(OWN.replace(old, new), "broken.toml")
    assert refused.value.faults


def test_a_missing_limit_is_refused():
    text = HARD[: HARD.index("[limits.min_hours_between_takings]")]
    with pytest.raises(RuleFileError):
        read_hard_limits(text)


def test_hard_limits_are_for_somebody():
    for old in ('from_age = "18 years"', 'setting = "outpatient"'):
        with pytest.raises(RuleFileError):
            read_hard_limits(HARD.replace(old, ""))
