"""The judge's own data says what it is meant to say, and a faulty file is refused."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from baclofen_titration import list_protocols, load_protocol
from baclofen_titration.checker.transcription import (
    hard_limits,
    read_hard_limits,
    read_transcription,
    transcriptions,
)
from baclofen_titration.errors import RuleFileError
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.patient import Age
from baclofen_titration.provenance import Judgement

DATA = files("baclofen_titration.checker").joinpath("data")
EDITION = date(2026, 11, 22)
OWN = DATA.joinpath("us-label-adult.toml").read_text("utf-8")
HARD = DATA.joinpath("hard-limits.toml").read_text("utf-8")


def test_hard_limits():
    age, limits, per_kg = hard_limits()
    assert per_kg == ()
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


def transcribed(name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What a transcription says, and by whom: sources by their key, "ours" for a judgement."""
    return {
        limit.rule: (
            str(limit.value),
            tuple(getattr(who, "source", "ours") for who in limit.authors),
        )
        for limit in transcriptions()[(name, EDITION)].limits
    }


def test_us_label_adult():
    label = ("US1", "US2", "US3")
    assert transcribed("us-label-adult") == {
        "max_daily_dose": ("80 mg/day", label),
        "max_dose": ("20 mg", ("ours",)),
        "max_first_day": ("15 mg/day", label),
        "max_rise": ("15 mg/day", label),
        "max_rise_per_dose": ("5 mg", label),
        "min_days_between_rises": ("3", label),
        "max_fall": ("10 mg/day", ("ours",)),
        "max_fall_per_dose": ("10 mg", ("ours",)),
        "min_days_between_falls": ("2", ("ours",)),
        "max_last_daily_dose": ("10 mg/day", ("ours",)),
        "min_hours_between_takings": ("4", ("ours",)),
    }


def test_uk_smpc_adult():
    assert transcribed("uk-smpc-adult") == {
        "max_daily_dose": ("100 mg/day", ("UK1", "BNF1", "ours")),
        "max_dose": ("25 mg", ("ours",)),
        "max_first_day": ("15 mg/day", ("UK1", "UK3", "BNF1", "ours")),
        "max_rise": ("15 mg/day", ("UK1", "UK3", "BNF6", "ours")),
        "max_rise_per_dose": ("5 mg", ("UK1", "UK3", "BNF6", "ours")),
        "min_days_between_rises": ("3", ("UK1", "UK3", "ours")),
        "max_fall": ("10 mg/day", ("ours",)),
        "max_fall_per_dose": ("10 mg", ("ours",)),
        "min_days_between_falls": ("2", ("ours",)),
        "max_last_daily_dose": ("10 mg/day", ("ours",)),
        "min_hours_between_takings": ("4", ("ours",)),
    }


def test_de_label_adult():
    assert transcribed("de-label-adult") == {
        "max_daily_dose": ("75 mg/day", ("DE1", "ours")),
        "max_dose": ("25 mg", ("ours",)),
        "max_first_day": ("15 mg/day", ("DE1",)),
        "max_rise": ("15 mg/day", ("DE1",)),
        "max_rise_per_dose": ("5 mg", ("ours",)),
        "min_days_between_rises": ("3", ("DE1", "ours")),
        "max_fall": ("10 mg/day", ("ours",)),
        "max_fall_per_dose": ("10 mg", ("ours",)),
        "min_days_between_falls": ("3", ("ours",)),
        "max_last_daily_dose": ("10 mg/day", ("ours",)),
        "min_hours_between_takings": ("4", ("ours",)),
    }


def test_de_label_sensitive_adult():
    assert transcribed("de-label-sensitive-adult") == {
        "max_daily_dose": ("75 mg/day", ("DE1", "ours")),
        "max_dose": ("25 mg", ("ours",)),
        "max_first_day": ("10 mg/day", ("DE1",)),
        "max_rise": ("5 mg/day", ("ours",)),
        "max_rise_per_dose": ("5 mg", ("ours",)),
        "min_days_between_rises": ("3", ("DE1", "ours")),
        "max_fall": ("10 mg/day", ("ours",)),
        "max_fall_per_dose": ("10 mg", ("ours",)),
        "min_days_between_falls": ("3", ("ours",)),
        "max_last_daily_dose": ("10 mg/day", ("ours",)),
        "min_hours_between_takings": ("4", ("ours",)),
    }


def test_sensitive_patients_never_get_more_or_faster():
    usual, sensitive = (
        transcriptions()[(name, EDITION)].limits
        for name in ("de-label-adult", "de-label-sensitive-adult")
    )
    for one, other in zip(usual, sensitive, strict=True):
        assert one.rule == other.rule
        assert not one.is_stricter_than(other)


def test_every_shipped_protocol_has_a_transcription_and_every_transcription_a_protocol():
    shipped = {(name, load_protocol(name).edition) for name in list_protocols()}
    assert set(transcriptions()) == shipped


def test_only_a_protocol_that_nothing_is_planned_from_may_lack_a_limit():
    lacking = {
        name
        for (name, _), limits in transcriptions().items()
        if {limit.rule for limit in limits.limits} != set(LIMIT_UNITS)
    }
    assert lacking == {name for name in list_protocols() if load_protocol(name).planning_gap}


@pytest.mark.parametrize("limits", transcriptions().values(), ids=[k for k, _ in transcriptions()])
def test_every_limit_says_who_asks_for_it(limits):
    for limit in limits.limits:
        weak = any(getattr(who, "grade", "A") in "CD" for who in limit.authors)
        assert not weak or any(isinstance(who, Judgement) for who in limit.authors)
        assert not any(getattr(who, "verbatim", False) for who in limit.authors)


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
