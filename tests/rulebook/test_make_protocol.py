"""The helper writes files that the one real reader accepts, with the numbers asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.errors import RuleFileError
from baclofen_titration.protocols import lint_protocol, read_protocol
from baclofen_titration.quantities import DailyDose, Dose
from rulebook.make_protocol import TIMES, Rule, make_protocol_text

NAME = "test-protocol"
RISES = st.fixed_dictionaries({at: st.integers(0, 9) for at in TIMES}).filter(
    lambda rise: any(rise.values())
)


@st.composite
def tables(draw):
    row, table = dict.fromkeys(TIMES, 0), []
    for rise in draw(st.lists(RISES, min_size=1, max_size=6)):
        row = {at: row[at] + rise[at] for at in TIMES}
        table.append({at: dose for at, dose in row.items() if dose})
    return table


@given(tables(), st.integers(1, 30), st.permutations(TIMES), st.sampled_from(["dose", "day"]))
def test_any_rising_table_is_read_as_it_is(table, days, order, per):
    text = make_protocol_text(table=table, days=days, growth_order=order, basis=f"per {per}")
    protocol = read_protocol(text, NAME)
    read = [{at: d.micrograms for at, d in s.doses.items()} for s in protocol.titration.steps]
    assert read == table
    assert [step.days for step in protocol.titration.steps] == [days] * len(table)
    assert protocol.titration.growth_order.value == tuple(order)
    assert isinstance(protocol.titration.rise.value, Dose if per == "dose" else DailyDose)
    assert protocol.limits.value("max_daily_dose") == sum(table[-1].values())
    assert protocol.limits.value("max_first_day") == sum(table[0].values())


@st.composite
def rules(draw, begin=None):
    """A rule from a start of its own, or from a daily dose that a table reached."""
    start = draw(st.integers(1, 20_000)) if begin is None else begin
    times = draw(st.permutations(TIMES))
    counts = sorted(draw(st.sets(st.integers(1, 4), min_size=1)))
    edges = sorted(draw(st.sets(st.integers(start + 1, start + 3), min_size=3)))
    starts = [draw(st.integers(1, start)), *edges]
    bands = [
        (edge, sorted(times[:count], key=TIMES.index))
        for edge, count in zip(starts, counts, strict=False)
    ]
    slowest = draw(st.integers(1, 5_000))
    return Rule(
        bands=bands,
        slowest_ug=slowest,
        fastest_ug=draw(st.none() | st.integers(slowest, 15_000)),
        start_ug=start if begin is None else None,
        basis=draw(st.sampled_from(["per day", "per dose"])),
        days=draw(st.integers(1, 30)),
    )


def amounts_of(rule):
    """What a rule that was read says, in plain integers."""
    return (
        rule.start and rule.start.value.micrograms,
        rule.basis,
        rule.slowest.value.micrograms,
        rule.fastest.value.micrograms,
        rule.days.value,
        [(band.from_daily.micrograms, list(band.times)) for band in rule.times],
    )


def asked(rule):
    """What was asked for."""
    return (
        rule.start_ug,
        rule.basis,
        rule.slowest_ug,
        rule.largest_ug,
        rule.days,
        [(edge, list(times)) for edge, times in rule.bands],
    )


@given(rules())
def test_any_rule_alone_is_read_as_it_is(rule):
    protocol = read_protocol(make_protocol_text(table=(), rule=rule), NAME)
    assert protocol.titration.steps == ()
    assert amounts_of(protocol.titration.rule) == asked(rule)
    assert protocol.limits.value("max_first_day") == rule.start_ug


@given(tables(), st.data())
def test_any_rule_after_a_table_is_read_as_it_is(table, data):
    rule = data.draw(rules(begin=sum(table[-1].values())))
    rule = replace(rule, bands=[(edge, TIMES) for edge, _ in rule.bands[:1]])
    protocol = read_protocol(make_protocol_text(table=table, rule=rule), NAME)
    assert amounts_of(protocol.titration.rule) == asked(rule)
    assert len(protocol.titration.steps) == len(table)


@given(rules(), st.data())
def test_tightest_limits_of_a_rule_are_tight(rule, data):
    limits = read_protocol(make_protocol_text(table=(), rule=rule), NAME).limits
    name, choice = data.draw(
        st.sampled_from(
            [
                ("max_dose", "max_dose_ug"),
                ("max_first_day", "max_first_day_ug"),
                ("max_rise", "max_rise_ug"),
                ("max_rise_per_dose", "max_rise_per_dose_ug"),
            ]
        )
    )
    said = {"max_daily_ug": limits.value("max_daily_dose"), choice: limits.value(name) - 1}
    if limits.value(name) > 1:
        faults = lint_protocol(make_protocol_text(table=(), rule=rule, **said), NAME)
        assert any(f"limits.{name}" in fault for fault in faults)


@given(tables(), st.data())
def test_tightest_limits_are_tight(table, data):
    """One microgram less anywhere is a contradiction, and the lint says so."""
    limits = read_protocol(make_protocol_text(table=table), NAME).limits
    rule, choice = data.draw(
        st.sampled_from(
            [
                ("max_daily_dose", "max_daily_ug"),
                ("max_dose", "max_dose_ug"),
                ("max_first_day", "max_first_day_ug"),
                ("max_rise", "max_rise_ug"),
                ("max_rise_per_dose", "max_rise_per_dose_ug"),
            ]
        )
    )
    text = make_protocol_text(table=table, **{choice: limits.value(rule) - 1})
    if limits.value(rule) > 1 and (len(table) > 1 or not rule.startswith("max_rise")):
        assert any(rule in fault for fault in lint_protocol(text, NAME))


def test_what_is_said_is_written():
    text = make_protocol_text(
        rise_ug=7_500,
        max_daily_ug=90_000,
        max_dose_ug=30_000,
        max_first_day_ug=15_001,
        max_rise_ug=40_000,
        max_rise_per_dose_ug=20_000,
        min_days_between_rises=1,
        max_fall_ug=12_500,
        max_fall_per_dose_ug=2_500,
        min_days_between_falls=9,
        max_last_ug=500,
        min_hours=1,
        clock={"bedtime": "23:00"},
        fall_order=("bedtime", "evening", "midday", "morning"),
        three_dose_day=("morning", "evening", "bedtime"),
        step_days=(3, 4, 5),
        min_age="12 years",
        below_age="18 years",
        status="withdrawn",
        edition="2026-11-23",
        id="another",
    )
    protocol = read_protocol(text, "another.toml")
    amounts = [limit.amount for limit in protocol.limits.limits]
    assert amounts == [90_000, 30_000, 15_001, 40_000, 20_000, 1, 12_500, 2_500, 9, 500, 1]
    assert protocol.titration.rise.value == Dose("7.5 mg")
    assert protocol.clock["bedtime"] == "23:00"
    assert protocol.taper.fall_order.value[0] == "bedtime"
    assert protocol.three_dose_day.value == ("morning", "evening", "bedtime")
    assert [step.days for step in protocol.titration.steps] == [3, 4, 5]
    assert (str(protocol.min_age.value), str(protocol.below_age.value)) == ("12 years", "18 years")
    assert (protocol.status, str(protocol.edition)) == ("withdrawn", "2026-11-23")


def test_a_choice_against_the_table_is_refused():
    with pytest.raises(RuleFileError, match=r"limits\.max_dose"):
        read_protocol(make_protocol_text(max_dose_ug=1), NAME)
