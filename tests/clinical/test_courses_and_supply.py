"""A whole course, and what to dispense, counted by hand."""

from __future__ import annotations

from datetime import date

from baclofen_titration.checked import CheckedSchedule
from clinical.hand import THREE_OF_20, assert_is, days_of_reviews, go_down, go_up

COURSE = """
    days                     | morning  | midday   | evening  | day
    2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
    2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
    2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
    2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    2026-12-13 to 2026-12-26 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    2026-12-27 to 2026-12-28 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 50
    2026-12-29 to 2026-12-30 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
    2026-12-31 to 2027-01-01 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
    2027-01-02 to 2027-01-03 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
    2027-01-04 to 2027-01-06 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
    2027-01-07 to 2027-01-09 |  5 = 1x5 | -        |  5 = 1x5 | 10
    from 2027-01-10          | -        | -        | -        | 0
"""


def dispensed(checked: CheckedSchedule) -> list[str]:
    """Each product with its tablets and the parts that nobody takes."""
    return [
        f"{line.tablets} x {line.product}"
        + "".join(f", {piece.count} {piece.part} over" for piece in line.left_over)
        for line in checked.supply.lines
    ]


def test_up_to_60_stay_14_days_and_down_over_14_days() -> None:
    # 12 days up, 14 days at 60, 14 days down: 40 days, the last on 9 January.
    checked = go_up("60 mg/day", stay="14 days", then_taper="14 days")
    assert_is(checked, COURSE)
    assert [step.phase for step in checked.schedule.steps] == (
        ["titration"] * 4 + ["maintenance"] + ["taper"] * 6
    )
    assert checked.schedule.end == date(2027, 1, 9)
    # Six weeks after the last rise would be 21 January, after the end: nothing to review then.
    # Before the first dose and on the third day somebody looks all the same.
    assert days_of_reviews(checked) == ["2026-12-01", "2026-12-03"]


def test_supply_for_28_days_of_the_label_ramp() -> None:
    # 3 days x 3, 3 x 6, 3 x 9 and 19 days x 12 tablets of 5 mg: 9 + 18 + 27 + 228.
    checked = go_up("60 mg/day", supply="28 days", reserve="7 days")
    assert dispensed(checked) == ["282 x us-tablet-5"]
    assert str(checked.supply.until) == str(checked.supply.last_covered) == "2026-12-28"
    # Seven days at 60 mg a day: 7 x 12.
    assert [line.tablets for line in checked.supply.reserve] == [84]


def test_supply_for_28_days_in_halved_10_mg_tablets() -> None:
    # Halves: 3 days x 3, and 3 days x 3 at 15 mg: 18, which are 9 tablets.
    # Whole: 3 x 3 at 10 mg, 3 x 3 at 15 mg, 19 x 6 at 20 mg: 9 + 9 + 114 = 132.
    checked = go_up("60 mg/day", products="us-tablet-10", supply="28 days")
    assert dispensed(checked) == ["141 x us-tablet-10"]
    assert [(piece.count, piece.part) for piece in checked.supply.lines[0].pieces] == [
        (132, "whole"),
        (18, "half"),
    ]


def test_supply_of_an_odd_number_of_halves_states_the_half_left_over() -> None:
    # 7 days x 3 halves are 21 halves: 11 tablets, one half over, no eighth day from it.
    checked = go_up("15 mg/day", products="uk-tablet-10", supply="7 days")
    assert dispensed(checked) == ["11 x uk-tablet-10, 1 half over"]
    assert str(checked.supply.last_covered) == "2026-12-07"


def test_supply_after_a_first_taking_in_the_evening() -> None:
    # One tablet on the first evening, 3 days x 3, 3 x 6, 3 x 9, 18 days x 12.
    checked = go_up("60 mg/day", first_taking="evening", supply="28 days")
    assert dispensed(checked) == [f"{1 + 9 + 18 + 27 + 216} x us-tablet-5"]


def test_supply_of_a_taper_ends_with_the_taper() -> None:
    # 2 days x 10 tablets, 2 x 8, 2 x 6, 2 x 4, 3 x 3, 3 x 2: 20 + 16 + 12 + 8 + 9 + 6.
    checked = go_down(THREE_OF_20, over="14 days", supply="28 days")
    assert dispensed(checked) == ["71 x us-tablet-5"]
    assert str(checked.supply.until) == str(checked.supply.last_covered) == "2026-12-14"


def test_supply_of_two_strengths() -> None:
    # Day 1: 2 x 25. Days 2 to 4: 4 + 1 of 5 mg and 1 x 25. Days 5 to 7: 4 + 2 + 4.
    # Days 8 to 10: 4 + 3 + 4. Days 11 to 28: 12 a day for 18 days.
    checked = go_up(
        "60 mg/day",
        taking="morning 25 mg, evening 25 mg",
        products="uk-tablet-5, eu-tablet-25",
        supply="28 days",
    )
    fives = 3 * 5 + 3 * 10 + 3 * 11 + 18 * 12
    assert dispensed(checked) == [f"{2 + 3} x eu-tablet-25", f"{fives} x uk-tablet-5"]


def test_supply_of_a_whole_course() -> None:
    # Up 9 + 18 + 27 + 36, at 60 mg 14 x 12, down 71.
    checked = go_up("60 mg/day", stay="14 days", then_taper="14 days", supply="60 days")
    assert dispensed(checked) == [f"{9 + 18 + 27 + 36 + 168 + 71} x us-tablet-5"]
    assert str(checked.supply.until) == "2027-01-09"
