"""The engines never pass a limit, whatever the table, the limits, the products and the start."""

import re
from itertools import pairwise

from hypothesis import assume, event, given
from hypothesis import strategies as st

from baclofen_titration.errors import (
    RefusedError,
    TaperError,
    UnmakeableError,
    UnreachableAimError,
)
from baclofen_titration.quantities import DailyDose
from baclofen_titration.sharing import reachable_totals, window
from baclofen_titration.taper import Descent
from baclofen_titration.titration import Rung, Slope, climb
from walking import taper_by, taper_by_share, taper_over

TIMES = ("morning", "midday", "evening", "bedtime")
UNIT = 2_500
WEEK = 7
AMOUNT = st.integers(1, 16).map(lambda units: units * UNIT)
ANY_AMOUNT = st.integers(1, 40_000)
MAKEABLE = st.lists(st.integers(1, 16), min_size=1, max_size=10, unique=True).map(
    lambda units: tuple(sorted(unit * UNIT for unit in units))
)
REGIMEN = st.dictionaries(st.sampled_from(TIMES), AMOUNT, min_size=1)
ODD_REGIMEN = st.dictionaries(st.sampled_from((*TIMES, "05:30")), ANY_AMOUNT, min_size=1)


@st.composite
def limits(draw):
    return {
        "max_daily_dose": draw(st.integers(1, 48)) * UNIT,
        "max_dose": draw(AMOUNT),
        "max_first_day": draw(st.integers(1, 24)) * UNIT,
        "max_rise": draw(AMOUNT),
        "max_rise_per_dose": draw(AMOUNT),
        "min_days_between_rises": draw(st.integers(1, 14)),
        "max_fall": draw(AMOUNT),
        "max_fall_per_dose": draw(AMOUNT),
        "min_days_between_falls": draw(st.integers(1, 7)),
        "max_last_daily_dose": draw(AMOUNT),
        "min_hours_between_takings": 4,
    }


@st.composite
def rungs(draw):
    rows, doses = [], {}
    for number in range(1, draw(st.integers(1, 7)) + 1):
        raised = draw(st.dictionaries(st.sampled_from(TIMES), st.integers(1, 4), min_size=1))
        doses = {
            at: doses.get(at, 0) + raised.get(at, 0) * UNIT
            for at in TIMES
            if at in {*doses, *raised}
        }
        rows.append(Rung(f"step-{number}", doses, draw(st.integers(1, 7)), ()))
    return rows


@st.composite
def slopes(draw):
    bounds = draw(limits())
    return Slope(
        rungs=draw(rungs()),
        limits=bounds,
        authors=dict.fromkeys(bounds, ()),
        makeable=draw(MAKEABLE),
        order=draw(st.permutations(TIMES)),
    )


@st.composite
def descents(draw, makeable=MAKEABLE):
    return Descent(draw(limits()), draw(makeable), draw(st.permutations(TIMES)))


def total(doses):
    return sum(doses.values())


def moves(before, after):
    return {at: after.get(at, 0) - before.get(at, 0) for at in {*before, *after}}


@given(slopes(), st.integers(1, 48).map(lambda units: units * UNIT), st.none() | REGIMEN)
def test_a_titration_lands_on_its_aim_and_passes_no_limit(slope, aim, present):
    bounds = slope.limits
    if present is not None:
        assume(all(dose in slope.makeable for dose in present.values()))
        assume(total(present) < aim)
    assume(aim <= bounds["max_daily_dose"])
    wait = bounds["min_days_between_rises"]
    try:
        steps = climb(slope, aim, present, wait)
    except RefusedError:
        return
    assert total(steps[-1].doses) == aim
    assert all(step.days >= bounds["min_days_between_rises"] for step in steps)
    if present is None:
        assert total(steps[0].doses) <= bounds["max_first_day"]
        assert max(steps[0].doses.values()) <= bounds["max_dose"]
    else:
        assert steps[0].doses == present
    for before, after in pairwise(steps):
        assert all(dose in slope.makeable for dose in after.doses.values())
        assert 0 <= total(after.doses) - total(before.doses) <= bounds["max_rise"]
        for at, move in moves(before.doses, after.doses).items():
            assert -bounds["max_fall_per_dose"] <= move <= bounds["max_rise_per_dose"]
            if move > 0:
                assert after.doses[at] <= bounds["max_dose"]
            if move < 0:
                assert before.doses[at] > bounds["max_dose"], "only an excess is moved elsewhere"


@given(slopes())
def test_without_narrower_limits_the_way_is_the_table(slope):
    grid = tuple(range(UNIT, 64 * UNIT, UNIT))
    wide = dict.fromkeys(slope.limits, 10**9) | {"min_days_between_rises": 1}
    free = Slope(slope.rungs, wide, slope.authors, grid, slope.order)
    steps = climb(free, total(slope.rungs[-1].doses), None, 0)
    assert [dict(step.doses) for step in steps] == [dict(rung.doses) for rung in slope.rungs]
    assert [step.days for step in steps] == [rung.days for rung in slope.rungs]


@given(slopes(), st.integers(1, 48).map(lambda units: units * UNIT))
def test_a_refusal_names_reachable_neighbours(slope, aim):
    try:
        climb(slope, aim, None, 0)
    except UnreachableAimError as error:
        neighbours = re.findall(r"nearest (below|above) is (\S+ \S+/day)", str(error))
        for side, words in neighbours:
            neighbour = DailyDose(words).micrograms
            assert (neighbour < aim) == (side == "below")
            assert total(climb(slope, neighbour, None, 0)[-1].doses) == neighbour
    except UnmakeableError:
        bounds = slope.limits
        most = min(bounds["max_dose"], bounds["max_first_day"], bounds["max_daily_dose"])
        assert slope.makeable[0] > min(most, max(slope.rungs[0].doses.values()))


def assert_legal_way_down(descent, present, falls, to):
    bounds = descent.limits
    stand = [present, *(fall.doses for fall in falls)]
    for number, (high, low) in enumerate(pairwise(stand)):
        kept_whole = number == 0 and low == present
        assert all(move <= 0 for move in moves(high, low).values())
        assert all(dose in descent.makeable for dose in low.values())
        assert kept_whole or total(low) < total(high)
        assert total(high) - total(low) <= bounds["max_fall"]
        assert max(-move for move in moves(high, low).values()) <= bounds["max_fall_per_dose"]
    if to:
        assert total(stand[-1]) == to
        assert falls[-1].days is None
        timed = falls[:-1]
    else:
        assert total(stand[-1]) <= min(bounds["max_last_daily_dose"], bounds["max_fall"])
        timed = falls
    assert all(fall.days >= bounds["min_days_between_falls"] for fall in timed)
    return timed


@given(descents(), REGIMEN | ODD_REGIMEN, st.integers(1, 120))
def test_a_taper_over_a_length_gets_down_in_exactly_that_length(descent, present, days):
    try:
        falls = taper_over(descent, present, 0, days)
    except TaperError:
        return
    timed = assert_legal_way_down(descent, present, falls, 0)
    assert sum(fall.days for fall in timed) == days
    lengths = [fall.days for fall in timed]
    assert max(lengths) - min(lengths) <= 1
    assert lengths == sorted(lengths), "the odd days belong to the lowest doses"


@given(descents(), REGIMEN | ODD_REGIMEN, AMOUNT, st.integers(1, 14))
def test_a_taper_by_steps_never_falls_faster_than_asked(descent, present, fall, every):
    try:
        falls = taper_by(descent, present, 0, fall, every)
    except TaperError:
        return
    timed = assert_legal_way_down(descent, present, falls, 0)
    assert [step.days for step in timed] == [every] * len(timed)
    stand = [total(present), *(total(step.doses) for step in timed), 0]
    assert all(high - low <= fall for high, low in pairwise(stand))


@given(descents(), REGIMEN | ODD_REGIMEN, st.integers(1, 60), st.data())
def test_a_taper_to_a_lower_dose_stops_there_and_stays(descent, present, days, data):
    windows = [window(at, 0, dose, descent.makeable) for at, dose in present.items()]
    ends = sorted(end for end in reachable_totals(windows) if 0 < end < total(present))
    assume(ends)
    to = data.draw(st.sampled_from(ends))
    by = data.draw(st.booleans())
    try:
        falls = (
            taper_by(descent, present, to, 5_000, days)
            if by
            else taper_over(descent, present, to, days)
        )
    except TaperError:
        return
    assert_legal_way_down(descent, present, falls, to)


@given(st.integers(1, 16), st.integers(1, 6))
def test_on_an_even_grid_a_taper_has_as_few_falls_as_arithmetic_allows(units, most):
    present = {"evening": units * UNIT}
    grid = tuple(range(UNIT, 16 * UNIT + 1, UNIT))
    bounds = dict.fromkeys(("max_fall", "max_fall_per_dose", "max_last_daily_dose"), most * UNIT)
    descent = Descent({**bounds, "min_days_between_falls": 1}, grid, TIMES, 1_000)
    start = total(present)
    assume(start > UNIT)
    fewest = max(2, -(-start // (most * UNIT)))
    falls = taper_over(descent, present, 0, fewest - 1)
    assert len(falls) + 1 == fewest
    stand = [start, *(total(fall.doses) for fall in falls), 0]
    sizes = [high - low for high, low in pairwise(stand)]
    assert max(sizes) - min(sizes) <= UNIT


def largest_fall(present, falls):
    stand = [total(present), *(total(fall.doses) for fall in falls), 0]
    return max(high - low for high, low in pairwise(stand))


@given(descents(), REGIMEN | ODD_REGIMEN, st.integers(1, 120))
def test_a_length_has_more_than_the_fewest_falls_only_while_each_dose_has_a_week(
    descent, present, days
):
    try:
        fewest = taper_over(descent, present, 0, 1, stretch=True)
        falls = taper_over(descent, present, 0, days, stretch=True)
    except TaperError:
        return
    assert len(falls) >= len(fewest)
    event(f"more: {len(falls) > len(fewest)}")
    if len(falls) > len(fewest):
        assert all(fall.days >= WEEK for fall in falls)
    assert largest_fall(present, falls) <= largest_fall(present, fewest)
    assert_legal_way_down(descent, present, falls, 0)


@given(descents(), REGIMEN | ODD_REGIMEN, st.integers(10, 999), st.integers(1, 14), st.booleans())
def test_a_taper_by_a_share_never_falls_by_more_than_it(descent, present, share, every, of_start):
    try:
        falls = taper_by_share(descent, present, 0, share, every, of_start=of_start)
    except TaperError:
        return
    timed = assert_legal_way_down(descent, present, falls, 0)
    assert [step.days for step in timed] == [every] * len(timed)
    stand = [total(present), *(total(step.doses) for step in timed)]
    for high, low in pairwise(stand):
        assert (high - low) * 1_000 <= share * (stand[0] if of_start else high)
