"""Rows made by a rule keep the rule, the limits, and one thing at a time."""

from itertools import pairwise

from hypothesis import event, given
from hypothesis import strategies as st

from baclofen_titration.regimen import NAMED_TIMES
from baclofen_titration.titration import RiseRule, Slope, climb, rungs_by_rule

UNIT = 2_500
AMOUNT = st.integers(1, 8).map(lambda units: units * UNIT)
MAKEABLE = st.sampled_from(
    [tuple(range(step, 40_001, step)) for step in (UNIT, 2 * UNIT, 4 * UNIT)]
    + [(10_000, 20_000, 25_000, 30_000, 35_000), (5_000, 15_000, 20_000, 25_000)]
)


@st.composite
def rules(draw):
    order = draw(st.permutations(NAMED_TIMES))
    counts = sorted(draw(st.sets(st.integers(1, 4), min_size=1)))
    start = draw(AMOUNT)
    edges = [0, *sorted(draw(st.lists(AMOUNT, min_size=len(counts) - 1, max_size=len(counts) - 1)))]
    bands = [
        (edge, [at for at in NAMED_TIMES if at in order[:count]], ())
        for edge, count in zip(edges, counts, strict=True)
    ]
    return RiseRule(start, draw(AMOUNT), draw(st.booleans()), draw(st.integers(1, 7)), bands, ())


@st.composite
def limits(draw):
    return {
        "max_daily_dose": draw(st.integers(4, 40)) * UNIT,
        "max_dose": draw(st.integers(2, 14)) * UNIT,
        "max_first_day": 10**9,
        "max_rise": draw(AMOUNT),
        "max_rise_per_dose": draw(AMOUNT),
        "min_days_between_rises": 1,
        "max_fall": 10**9,
        "max_fall_per_dose": draw(AMOUNT),
        "min_days_between_falls": draw(st.integers(1, 5)),
    }


def total(doses):
    return sum(doses.values())


@given(rules(), limits(), MAKEABLE, st.permutations(NAMED_TIMES))
def test_rows_by_rule_rise_by_the_rule_and_change_one_thing_at_a_time(
    rule, bounds, makeable, order
):
    rungs = rungs_by_rule(rule, None, bounds, makeable, order)
    event(f"{min(len(rungs), 5)} rows or more")
    if rungs:
        assert total(rungs[0].doses) == rule.start
    for before, after in pairwise(rungs):
        rise = total(after.doses) - total(before.doses)
        most = rule.rise * (len(before.doses) if rule.per_dose else 1)
        assert 0 <= rise <= most
        assert total(after.doses) <= bounds["max_daily_dose"]
        assert (rise == 0) or set(before.doses) == set(after.doses)
        assert (rise == 0) == after.rule.startswith("evened")
        assert all(dose in makeable for dose in after.doses.values())
        for at in {*before.doses, *after.doses}:
            move = after.doses.get(at, 0) - before.doses.get(at, 0)
            assert -bounds["max_fall_per_dose"] <= move <= bounds["max_rise_per_dose"]
            assert move <= 0 or after.doses[at] <= bounds["max_dose"]
        if rise:
            places = [makeable.index(dose) for dose in after.doses.values()]
            assert max(places) - min(places) <= 1
    assert len({tuple(rung.doses.items()) for rung in rungs}) == len(rungs), "no row comes twice"


@given(rules(), limits(), MAKEABLE, st.permutations(NAMED_TIMES))
def test_a_way_by_rule_follows_its_rows_and_keeps_every_interval(rule, bounds, makeable, order):
    rungs = rungs_by_rule(rule, None, bounds, makeable, order)
    if not rungs or total(rungs[-1].doses) == total(rungs[0].doses):
        return
    if total(rungs[0].doses) > bounds["max_daily_dose"]:
        return
    first = rungs[0].doses
    if max(first.values()) > bounds["max_dose"]:
        return
    slope = Slope(rungs, bounds, dict.fromkeys(bounds, ()), makeable, order)
    steps = climb(slope, total(rungs[-1].doses), None, 0)
    rows = [dict(rung.doses) for rung in rungs]
    assert [dict(step.doses) for step in steps] == rows[: len(steps)]
    for before, after in pairwise(steps):
        if any(after.doses.get(at, 0) < dose for at, dose in before.doses.items()):
            assert after.days >= bounds["min_days_between_falls"]


@given(rules(), limits(), MAKEABLE, st.permutations(NAMED_TIMES))
def test_a_narrower_rise_limit_is_kept_between_rows(rule, bounds, makeable, order):
    rungs = rungs_by_rule(rule, None, bounds, makeable, order)
    for before, after in pairwise(rungs):
        assert total(after.doses) - total(before.doses) <= bounds["max_rise"]
