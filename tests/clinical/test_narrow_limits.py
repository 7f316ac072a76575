"""Each limit of the engines alone, narrowed until it binds, and the steps worked by hand."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import TaperError, UnmakeableError, UnreachableAimError
from baclofen_titration.taper import Descent
from baclofen_titration.titration import Rung, Slope, climb
from walking import taper_by, taper_over

MG = 1_000
GRID = tuple(range(5 * MG, 41 * MG, 5 * MG))
DAY = ("morning", "midday", "evening")
UP = ("bedtime", "evening", "morning", "midday")
DOWN = ("midday", "morning", "evening", "bedtime")
WIDE = {
    "max_daily_dose": 80 * MG,
    "max_dose": 40 * MG,
    "max_first_day": 80 * MG,
    "max_rise": 80 * MG,
    "max_rise_per_dose": 40 * MG,
    "min_days_between_rises": 3,
    "max_fall": 80 * MG,
    "max_fall_per_dose": 80 * MG,
    "min_days_between_falls": 1,
    "max_last_daily_dose": 80 * MG,
    "min_hours_between_takings": 4,
}


def slope(*rows: tuple[int, int, int], days: int = 3, **limits: int) -> Slope:
    """A table of three doses a day [mg], with limits that are wide but for those named."""
    rungs = [
        Rung(
            f"step-{number}", {a: d * MG for a, d in zip(DAY, row, strict=True) if d}, days, (),
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    bounds = {**WIDE, **limits}
    return Slope(rungs, bounds, dict.fromkeys(bounds, ()), GRID, UP)


def shown(steps: list) -> list[tuple[int, ...]]:
    """The doses of each step [mg], morning, midday, evening, and its days."""
    return [(*(step.doses.get(at, 0) // MG for at in DAY), step.days) for step in steps]


ROWS = ((5, 5, 5), (10, 10, 10), (15, 15, 15))


@pytest.mark.parametrize(
    ("way", "aim", "wanted"),
    [
        (slope(*ROWS), 45, [(5, 5, 5, 3), (10, 10, 10, 3), (15, 15, 15, 3)]),
        (slope(*ROWS, max_first_day=10 * MG), 30, [(5, 0, 5, 3), (5, 5, 5, 3), (10, 10, 10, 3)]),
        (slope(*ROWS, max_first_day=5 * MG), 15, [(0, 0, 5, 3), (5, 5, 5, 3)]),
        (slope(*ROWS, max_rise=10 * MG), 30, [(5, 5, 5, 3), (10, 5, 10, 3), (10, 10, 10, 3)]),
        (slope(*ROWS, max_rise=5 * MG), 25, [(5, 5, 5, 3), (5, 5, 10, 3), (10, 5, 10, 3)]),
        (
            slope((5, 5, 5), (15, 15, 15), max_rise_per_dose=5 * MG),
            45,
            [(5, 5, 5, 3), (10, 10, 10, 3), (15, 15, 15, 3)],
        ),
        (slope((10, 10, 10), max_dose=5 * MG), 15, [(5, 5, 5, 3)]),
        (
            slope((5, 5, 5), (20, 5, 5), max_dose=15 * MG, max_rise_per_dose=40 * MG),
            25,
            [(5, 5, 5, 3), (15, 5, 5, 3)],
        ),
        (
            slope(*ROWS, max_daily_dose=35 * MG),
            35,
            [(5, 5, 5, 3), (10, 10, 10, 3), (10, 10, 15, 3)],
        ),
        (slope(*ROWS, min_days_between_rises=5), 30, [(5, 5, 5, 5), (10, 10, 10, 5)]),
        (slope(*ROWS, days=7), 30, [(5, 5, 5, 7), (10, 10, 10, 7)]),
    ],
)  # fmt: skip
def test_one_narrow_limit_on_the_way_up(
    way: Slope, aim: int, wanted: list[tuple[int, ...]]
) -> None:
    assert shown(climb(way, aim * MG, None, 0)) == wanted


@pytest.mark.parametrize(
    ("way", "aim"),
    [
        (slope(*ROWS, max_daily_dose=35 * MG), 40),
        (slope(*ROWS, max_dose=10 * MG), 35),
        (slope(*ROWS), 50),
        (slope(*ROWS), 10),
    ],
)
def test_the_engine_itself_refuses_what_a_limit_forbids(way: Slope, aim: int) -> None:
    with pytest.raises(UnreachableAimError):
        climb(way, aim * MG, None, 0)


def test_what_cannot_be_begun_is_refused() -> None:
    for narrow in ({"max_dose": 4 * MG}, {"max_first_day": 4 * MG}, {"max_daily_dose": 4 * MG}):
        with pytest.raises(UnmakeableError):
            climb(slope(*ROWS, **narrow), 15 * MG, None, 0)


ONE_OF_40 = {"morning": 40 * MG}
LEVEL = ((10, 10, 10), (15, 15, 15), (20, 20, 20))
EVEN = {"max_dose": 20 * MG, "max_rise_per_dose": 5 * MG, "max_fall_per_dose": 10 * MG}


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [
        ({}, [(40, 0, 0, 1), (30, 5, 5, 3), (20, 10, 10, 3), (20, 15, 15, 3)]),
        (
            {"max_fall_per_dose": 5 * MG},
            [(40, 0, 0, 1), (35, 0, 5, 3), (30, 5, 5, 3), (25, 5, 10, 3), (20, 10, 10, 3),
             (20, 15, 15, 3)],
        ),
        (
            {"max_fall_per_dose": 20 * MG},
            [(40, 0, 0, 1), (30, 5, 5, 3), (20, 10, 10, 3), (20, 15, 15, 3)],
        ),
        (
            {"max_fall_per_dose": 20 * MG, "max_rise_per_dose": 10 * MG},
            [(40, 0, 0, 1), (20, 10, 10, 3), (20, 15, 15, 3)],
        ),
        (
            {"min_days_between_falls": 6},
            [(40, 0, 0, 1), (30, 5, 5, 6), (20, 10, 10, 6), (20, 15, 15, 3)],
        ),
        (
            {"min_days_between_rises": 4},
            [(40, 0, 0, 1), (30, 5, 5, 4), (20, 10, 10, 4), (20, 15, 15, 4)],
        ),
    ],
)  # fmt: skip
def test_a_large_single_dose_is_evened_out_within_its_limits(
    limits: dict[str, int], wanted: list[tuple[int, ...]]
) -> None:
    steps = climb(slope(*LEVEL, **{**EVEN, **limits}), 50 * MG, ONE_OF_40, 1)
    assert shown(steps) == wanted


def test_what_a_step_reaches_is_named() -> None:
    way = slope(*ROWS, max_first_day=15 * MG, max_rise=15 * MG, max_rise_per_dose=5 * MG,
                max_dose=15 * MG, max_daily_dose=45 * MG)  # fmt: skip
    first, second, third = (step.bound_by for step in climb(way, 45 * MG, None, 0))
    assert first == ("max_first_day",)
    assert second == ("max_rise", "max_rise_per_dose")
    assert third == ("max_daily_dose", "max_dose", "max_rise", "max_rise_per_dose")
    assert climb(way, 25 * MG, None, 0)[1].bound_by == ("max_rise_per_dose",)


def descent(makeable: tuple[int, ...] = GRID, **limits: int) -> Descent:
    return Descent({**WIDE, **limits}, makeable, DOWN)


NARROW = {"max_fall": 10 * MG, "max_fall_per_dose": 10 * MG, "max_last_daily_dose": 10 * MG}


@pytest.mark.parametrize(
    ("way", "present", "days", "wanted"),
    [
        # From 5/5/10 to 5/–/5 midday would be dropped while the evening falls: 5/5/5 comes between.
        (
            descent(**NARROW),
            (10, 10, 10), 4, [(5, 5, 10, 1), (5, 5, 5, 1), (5, 0, 5, 2)],
        ),
        # One fall of 15 is half of 30. Nothing may be stopped from 15, so 10 comes after it.
        (
            descent(**{**NARROW, "max_fall": 15 * MG}),
            (10, 10, 10), 4, [(5, 5, 5, 2), (5, 0, 5, 2)],
        ),
        (
            descent(**{**NARROW, "max_fall": 15 * MG, "max_last_daily_dose": 15 * MG}),
            (10, 10, 10), 4, [(5, 5, 5, 4)],
        ),
        # Whatever the limits allow, no fall but the last takes more than half.
        (
            descent(**{**NARROW, "max_fall": 30 * MG, "max_last_daily_dose": 5 * MG}),
            (10, 10, 10), 4, [(5, 5, 5, 1), (5, 0, 5, 1), (0, 0, 5, 2)],
        ),
        (
            descent(max_fall_per_dose=5 * MG, max_last_daily_dose=15 * MG),
            (10, 10, 10), 4, [(5, 5, 5, 4)],
        ),
        (
            descent(max_fall_per_dose=5 * MG, max_last_daily_dose=10 * MG),
            (10, 10, 10), 4, [(5, 5, 5, 2), (5, 0, 5, 2)],
        ),
        (descent(**NARROW), (0, 0, 20), 3, [(0, 0, 10, 3)]),
    ],
)  # fmt: skip
def test_one_narrow_limit_on_the_way_down(
    way: Descent, present: tuple[int, ...], days: int, wanted: list[tuple[int, ...]]
) -> None:
    doses = {at: mg * MG for at, mg in zip(DAY, present, strict=True) if mg}
    assert shown(taper_over(way, doses, 0, days)) == wanted


@pytest.mark.parametrize("least", [1, 2, 5])
def test_a_length_is_enough_from_the_least_days_on(least: int) -> None:
    way = descent(**NARROW, min_days_between_falls=least)
    doses = dict.fromkeys(DAY, 10 * MG)
    assert shown(taper_over(way, doses, 0, 3 * least)) == [
        (5, 5, 10, least),
        (5, 5, 5, least),
        (5, 0, 5, least),
    ]
    with pytest.raises(TaperError, match="too few"):
        taper_over(way, doses, 0, 3 * least - 1)
    with pytest.raises(TaperError, match="sooner"):
        taper_by(way, doses, 0, 5 * MG, least - 1)
    smallest = {"evening": 5 * MG}
    assert shown(taper_over(way, smallest, 0, least)) == [(0, 0, 5, least)]
    with pytest.raises(TaperError):
        taper_over(way, smallest, 0, least - 1)


def test_falls_by_a_fixed_size_are_that_size_and_never_larger() -> None:
    way = descent(**NARROW)
    doses = dict.fromkeys(DAY, 10 * MG)
    fives = [25, 20, 15, 10, 5]
    assert [sum(s.doses.values()) // MG for s in taper_by(way, doses, 0, 5 * MG, 7)] == fives
    # From 5/5/10 a fall of 10 would drop midday and lower the evening on one day: 5 comes first.
    tens = [sum(s.doses.values()) // MG for s in taper_by(way, doses, 0, 10 * MG, 7)]
    assert tens == [20, 15, 10]
    with pytest.raises(TaperError, match="more than the protocol's largest"):
        taper_by(way, doses, 0, 11 * MG, 7)
    with pytest.raises(TaperError, match="fall that was asked for there is 4 mg/day"):
        taper_by(way, doses, 0, 4 * MG, 7)
