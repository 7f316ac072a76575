"""Where the judge passes over what cannot be wrong, it finds what it finds by looking at it all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from baclofen_titration.checker import check, pace, spacing
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.pieces import Shelf
from baclofen_titration.findings import SafetyReport
from baclofen_titration.schedule import Schedule, Step
from property.test_checker_planted_faults import EVERYTHING, FAULTS
from unit.checker.building import CLOCK, START, TABLETS


def at_length(schedule: Schedule, **more: object) -> SafetyReport:
    """Judged without any of the shortcuts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "_is_plain_rise", lambda *_: False)
        patch.setattr(pace, "_is_plain_fall", lambda *_: False)
        patch.setattr(spacing, "_closest", lambda _: 0)
        patch.setattr(Shelf, "are_right", lambda *_: False)
        patch.setattr(Bounds, "are_passed", lambda *_: True)
        return check(schedule, **more)


def test_each_planted_fault():
    for fault in FAULTS:
        more = {**EVERYTHING, **dict(fault.given)}
        short = check(fault.broken(), **more)
        assert short == at_length(fault.broken(), **more), fault.name


@st.composite
def schedules(draw):
    """Any regimens one after another, in steps with and without gaps, by name or by the clock."""
    times = draw(st.sampled_from([tuple(CLOCK), ("06:00", "09:30", "12:00", "23:00")]))
    regimens = strategies.regimens(times=times, dose=st.sampled_from([0, 5_000, 10_000, 25_000]))
    steps, first = [], START
    for _ in range(draw(st.integers(1, 5))):
        days = draw(st.integers(1, 4))
        regimen = draw(regimens)
        phase = draw(st.sampled_from(["titration", "maintenance", "taper"]))
        steps.append(Step(start=first, days=days, regimen=regimen, phase=phase))
        first += timedelta(days=days + draw(st.sampled_from([0, 0, 0, 1])))
    before = draw(st.sampled_from(["nothing", "unknown", "taking"]))
    if before == "taking":
        before = draw(strategies.takings(START, regimens))
    then = draw(st.sampled_from(["stopped", "continues", None]))
    clock = draw(st.sampled_from([CLOCK, {}, {"evening": "18:00", "bedtime": "19:00"}]))
    return Schedule(before=before, steps=steps, then=then, clock=clock)


@settings(max_examples=60)
@given(schedule=schedules(), data=st.data())
def test_any_schedule(schedule, data):
    more = {**EVERYTHING, "products": data.draw(st.sampled_from([(), TABLETS]))}
    assert check(schedule, **more) == at_length(schedule, **more)
