"""Combining limits keeps the strictest and every reason that ties, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.limits import LIMIT_UNITS, Limit, Limits
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose, Dose

AUTHORS = [Judgement(says=f"choice {n}", reason=f"reason {n}") for n in range(3)]


def a_limit(rule, amount, author):
    unit = LIMIT_UNITS[rule]
    value = amount if isinstance(unit, str) else unit.from_micrograms(amount * 1000)
    return Limit(rule=rule, value=value, authors=[author])


LIMITS = st.lists(
    st.builds(
        a_limit, st.sampled_from(sorted(LIMIT_UNITS)), st.integers(1, 4), st.sampled_from(AUTHORS)
    ),
    max_size=8,
).map(Limits.of)


@given(LIMITS, LIMITS)
def test_combining_is_commutative(one, other):
    assert one | other == other | one


@given(LIMITS, LIMITS, LIMITS)
def test_combining_is_associative(one, two, three):
    assert (one | two) | three == one | (two | three)


@given(LIMITS)
def test_combining_is_idempotent(one):
    assert one | one == one


@given(LIMITS, LIMITS)
def test_combining_never_loosens_and_keeps_every_tying_reason(one, other):
    both = one | other
    for held in (*one.limits, *other.limits):
        kept = both.get(held.rule)
        assert not held.is_stricter_than(kept)
        if held.amount == kept.amount:
            assert set(held.authors) <= set(kept.authors)


@pytest.mark.parametrize("rule", sorted(LIMIT_UNITS))
def test_a_limit_keeps_its_unit(rule):
    values = [DailyDose("5 mg/day"), Dose("5 mg"), 5]
    unit = LIMIT_UNITS[rule]
    right = int if isinstance(unit, str) else unit
    for value in values:
        if type(value) is right:
            assert Limit(rule=rule, value=value, authors=AUTHORS).amount
        else:
            with pytest.raises(InvalidValueError, match=rule):
                Limit(rule=rule, value=value, authors=AUTHORS)


@pytest.mark.parametrize("value", [True, 5.0, -1, None])
def test_days_are_plain_whole_numbers(value):
    with pytest.raises(InvalidValueError):
        Limit(rule="min_days_between_rises", value=value, authors=AUTHORS)


def test_no_limit_without_an_author():
    with pytest.raises(InvalidValueError):
        Limit(rule="max_dose", value=Dose("5 mg"), authors=[])


def test_two_bounds_of_one_rule_have_to_be_combined():
    low, high = (a_limit("max_dose", amount, AUTHORS[0]) for amount in (1, 2))
    with pytest.raises(InvalidValueError, match="combine"):
        Limits(limits=[low, high])
    assert Limits.of([high, low]).get("max_dose") == low


@given(LIMITS)
def test_limits_read_back_from_json_with_their_units(limits):
    assert Limits.model_validate_json(limits.model_dump_json()) == limits
    assert all(" " in entry["value"] for entry in limits.model_dump(mode="json")["limits"])
