"""Random files with plateaus, holds, ranges of starts and readings, through the real reader."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, TitrationRequest, load_products
from baclofen_titration.errors import RefusedError
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import read_protocol
from baclofen_titration.protocols.writing import protocol_text
from rulebook.make_protocol import Rule, make_protocol_text
from rulebook.phrases import NAME, said

TIMES = ("morning", "midday", "evening")


@st.composite
def files(draw):
    """A file whose start is a range, with a plateau or a hold on the way."""
    low = draw(st.integers(1, 3)) * 5_000
    high = low + draw(st.integers(1, 2)) * 5_000
    rise, days = draw(st.sampled_from((2_500, 5_000))), draw(st.integers(3, 7))
    rule = Rule(start_ug=high, slowest_ug=rise, days=days, bands=((low, TIMES),))
    text = make_protocol_text(
        id=NAME, table=[], rule=rule, max_daily_ug=high + 20_000, max_dose_ug=20_000,
        min_days_between_rises=days, max_rise_per_dose_ug=rise,
    )  # fmt: skip
    old = f'[titration.rule.start]\nvalue = "{high // 1000} mg/day"'
    ends = f'lowest = "{low // 1000} mg/day"\nhighest = "{high // 1000} mg/day"'
    new = f"[titration.rule.start]\n{ends}"
    assert old in text
    at = high + draw(st.integers(1, 3)) * 5_000
    kept = draw(st.sampled_from(("10 days", "3 weeks", "until reviewed")))
    stay = said("[plateaus]", f'from_daily = "{at // 1000} mg/day"\ndays = "{kept}"')
    return text.replace(old, new, 1) + stay


@settings(max_examples=25, deadline=None)
@given(files(), st.sampled_from(("lowest", "highest")), st.integers(0, 4))
def test_what_is_named_is_what_is_planned(text, begin, further):
    protocol = read_protocol(text, NAME)
    assert read_protocol(protocol_text(protocol), NAME).digest == protocol.digest
    rule, (plateau,) = protocol.titration.rule, protocol.plateaus
    aim = rule.highest_start.micrograms + further * 5_000
    start = {"lowest": rule.start.value, "highest": rule.highest_start}[begin]
    request = TitrationRequest(
        protocol=protocol,
        products=load_products("us-tablets"),
        patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
        start="2026-12-01",
        taking="nothing",
        aim=f"{aim // 1000} mg/day",
        begin=begin,
    )
    if plateau.days is None and aim > plateau.from_daily.micrograms:
        with pytest.raises(RefusedError, match="until somebody has reviewed"):
            plan_titration(request)
        return
    try:
        checked = plan_titration(request)
    except RefusedError:  # these tablets cannot make it; what is made is looked at
        assume(False)
    steps = checked.schedule.steps
    totals = [step.regimen.daily_dose.micrograms for step in steps]
    assert totals[0] == start.micrograms
    assert totals[-1] == aim
    assert all(low <= high for low, high in pairwise(totals))
    assert (
        max(high - low for low, high in pairwise([*totals, aim])) <= rule.fastest.value.micrograms
    )
    held = [
        s for s, total in zip(steps, totals, strict=True) if total >= plateau.from_daily.micrograms
    ]
    if plateau.days is not None and held and held[0].days is not None:
        assert held[0].days >= plateau.days
