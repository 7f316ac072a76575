"""A daily dose is shared exactly, as evenly as can be, and only over makeable doses."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.sharing import reachable_totals, share, window

TIMES = ("morning", "midday", "evening", "bedtime")
MAKEABLE = st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True).map(
    lambda units: tuple(sorted(unit * 2_500 for unit in units))
)


@st.composite
def windows(draw):
    makeable = draw(MAKEABLE)
    times = TIMES[: draw(st.integers(1, 4))]
    bounds = [sorted(draw(st.tuples(*[st.sampled_from((0, *makeable))] * 2))) for _ in times]
    return [window(at, low, high, makeable) for at, (low, high) in zip(times, bounds, strict=True)]


def every_choice(shares):
    return product(*(choices for _, choices in shares))


@given(windows())
def test_reachable_totals_are_all_sums_and_only_those(shares):
    assert reachable_totals(shares) == {sum(choice) for choice in every_choice(shares)}


@given(windows(), st.permutations(TIMES), st.data())
def test_a_share_adds_up_inside_its_windows_with_the_least_spread(shares, order, data):
    totals = {sum(choice) for choice in every_choice(shares)}
    total = data.draw(st.sampled_from(sorted(totals)))
    doses = share(total, shares, order)
    assert sum(doses.values()) == total
    assert all(doses.get(at, 0) in choices for at, choices in shares)
    least = min(
        max(choice) - min(choice) for choice in every_choice(shares) if sum(choice) == total
    )
    taken = [doses.get(at, 0) for at, _ in shares]
    assert max(taken) - min(taken) == least


@given(windows(), st.permutations(TIMES), st.integers(0, 130_000))
def test_what_cannot_add_up_is_none(shares, order, total):
    reachable = total in {sum(choice) for choice in every_choice(shares)}
    assert (share(total, shares, order) is not None) == reachable


@given(st.integers(1, 20), st.permutations(TIMES[:3]))
def test_the_odd_part_goes_to_the_first_in_the_order(units, order):
    grid = tuple(range(5_000, 40_001, 5_000))
    doses = share(units * 5_000, [window(at, 0, 40_000, grid) for at in TIMES[:3]], order)
    amounts = [doses.get(at, 0) for at in order]
    assert amounts == sorted(amounts, reverse=True)
