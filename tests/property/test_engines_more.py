"""Every end that a random way can reach, within the limits.

A random aim or length is mostly refused, and a refusal shows nothing about limits. Here
all reachable ends are tried, so that each example says something.
"""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import assume, given
from hypothesis import strategies as st

from baclofen_titration.errors import RefusedError, TaperError
from baclofen_titration.sharing import window
from baclofen_titration.taper import Descent, reachable_ends
from baclofen_titration.titration import Rung, Slope, climb
from walking import taper_by, taper_over

TIMES = ("morning", "midday", "evening", "bedtime")
UNIT = 2_500
AMOUNT = st.integers(1, 8).map(lambda units: units * UNIT)
MAKEABLE = st.lists(st.integers(1, 8), min_size=2, max_size=6, unique=True).map(
    lambda units: tuple(sorted(unit * UNIT for unit in units))
)


@st.composite
def limits(draw: st.DrawFn) -> dict[str, int]:
    return {
        "max_daily_dose": draw(st.integers(4, 32)) * UNIT,
        "max_dose": draw(st.integers(2, 8)) * UNIT,
        "max_first_day": draw(st.integers(1, 12)) * UNIT,
        "max_rise": draw(AMOUNT),
        "max_rise_per_dose": draw(AMOUNT),
        "min_days_between_rises": draw(st.integers(1, 5)),
        "max_fall": draw(AMOUNT),
        "max_fall_per_dose": draw(AMOUNT),
        "min_days_between_falls": draw(st.integers(1, 5)),
        "max_last_daily_dose": draw(AMOUNT),
        "min_hours_between_takings": 4,
    }


@st.composite
def slopes(draw: st.DrawFn) -> Slope:
    bounds, rows, doses = draw(limits()), [], {}
    for number in range(1, draw(st.integers(1, 5)) + 1):
        raised = draw(st.dictionaries(st.sampled_from(TIMES), st.integers(1, 3), min_size=1))
        sums = {at: doses.get(at, 0) + raised.get(at, 0) * UNIT for at in TIMES}
        doses = {at: dose for at, dose in sums.items() if dose}
        rows.append(Rung(f"step-{number}", doses, draw(st.integers(1, 5)), ()))
    order = draw(st.permutations(TIMES))
    return Slope(rows, bounds, dict.fromkeys(bounds, ()), draw(MAKEABLE), order)


def every_way(way: Slope, present: dict[str, int] | None) -> list[tuple[int, list]]:
    """Each reachable aim on the smallest grid, with its steps."""
    found = []
    for aim in range(UNIT, way.limits["max_daily_dose"] + 1, UNIT):
        if present is not None and aim <= sum(present.values()):
            continue
        try:
            found.append((aim, climb(way, aim, present, 1)))
        except RefusedError:
            continue
    return found


def total(doses: dict[str, int]) -> int:
    return sum(doses.values())


@given(slopes(), st.data())
def test_every_aim_that_can_be_reached_is_reached_within_the_limits(
    way: Slope, data: st.DataObject
) -> None:
    taken = st.dictionaries(st.sampled_from(TIMES), st.sampled_from(way.makeable), min_size=1)
    present = data.draw(st.none() | taken)
    ways = every_way(way, present)
    assume(ways)
    bounds = way.limits
    for aim, steps in ways:
        assert total(steps[-1].doses) == aim
        stand = [dict(step.doses) for step in steps]
        if present is None:
            assert aim >= total(stand[0]) <= bounds["max_first_day"]
            stand.insert(0, {})
        else:
            assert stand[0] == present
        for low, high in pairwise(stand):
            first = not low
            assert total(high) <= bounds["max_daily_dose"]
            assert first or 0 <= total(high) - total(low) <= bounds["max_rise"]
            for at in {*low, *high}:
                move = high.get(at, 0) - low.get(at, 0)
                assert first or move <= bounds["max_rise_per_dose"]
                assert move >= -bounds["max_fall_per_dose"]
                assert move <= 0 or high[at] <= bounds["max_dose"]
        for step, high in zip(steps[0 if present is None else 1 :], stand[1:], strict=True):
            assert step.days >= bounds["min_days_between_rises"]
            assert all(dose in way.makeable for dose in high.values())


@given(slopes())
def test_the_first_day_is_the_largest_that_is_allowed(way: Slope) -> None:
    ways = every_way(way, None)
    assume(ways)
    row, bounds = way.rungs[0].doses, way.limits
    windows = [
        window(at, 0, min(dose, bounds["max_dose"]), way.makeable) for at, dose in row.items()
    ]
    most = min(bounds["max_first_day"], bounds["max_daily_dose"])
    allowed = {sum(choice) for choice in product(*(choices for _, choices in windows))}
    first = ways[0][1][0]
    assert total(first.doses) == max(amount for amount in allowed if amount <= most)
    assert first.days == max(way.rungs[0].days, bounds["min_days_between_rises"])


@st.composite
def ways_down(draw: st.DrawFn) -> tuple[Descent, dict[str, int]]:
    way = Descent(draw(limits()), draw(MAKEABLE), draw(st.permutations(TIMES)))
    dose = st.sampled_from(way.makeable)
    return way, draw(st.dictionaries(st.sampled_from(TIMES), dose, min_size=1))


@given(ways_down(), st.integers(30, 60))
def test_every_end_that_can_be_reached_is_reached_within_the_limits(
    case: tuple[Descent, dict[str, int]], days: int
) -> None:
    way, present = case
    bounds, seen = way.limits, 0
    for to in [end for end in reachable_ends(way, present) if end != total(present)]:
        for plan in (
            lambda to=to: taper_over(way, present, to, days),
            lambda to=to: taper_by(way, present, to, bounds["max_fall"], 7),
            lambda to=to: taper_by(way, present, to, UNIT, 7),
        ):
            try:
                falls = plan()
            except TaperError:
                continue
            seen += 1
            assert_down(way, present, falls, to)
    assume(seen)


def assert_down(way: Descent, present: dict[str, int], falls: list, to: int) -> None:
    bounds = way.limits
    stand = [present, *(dict(fall.doses) for fall in falls)]
    assert (total(stand[-1]) == to) if to else total(stand[-1]) <= bounds["max_last_daily_dose"]
    for high, low in pairwise(stand):
        assert total(high) - total(low) <= bounds["max_fall"]
        assert all(low.get(at, 0) <= dose for at, dose in high.items())
        assert all(
            dose - low.get(at, 0) <= bounds["max_fall_per_dose"] for at, dose in high.items()
        )
    timed = falls[:-1] if to else falls
    assert all(fall.days >= bounds["min_days_between_falls"] for fall in timed)
    for fall, (high, low) in zip(falls, pairwise(stand), strict=True):
        if high != low:
            moves = [dose - low.get(at, 0) for at, dose in high.items()]
            reached = {"max_fall": sum(moves), "max_fall_per_dose": max(moves)}
            assert set(fall.bound_by) == {r for r, amount in reached.items() if amount == bounds[r]}
