"""A whole course, and what to dispense, counted by hand."""

from __future__ import annotations

from datetime import date

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.planning.ways import TableRow
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


def kept(checked: CheckedSchedule) -> list[str]:
    """What is kept for one step back, and for which dose."""
    return [
        f"{line.days} days of {line.daily_dose}: {line.volume or line.tablets} x {line.product}"
        + "".join(f", {piece.count} {piece.part} over" for piece in line.left_over)
        for line in checked.step_back.lines
    ]


def test_one_step_back_from_55_is_a_week_of_60() -> None:
    # 12 tablets of 5 mg for 7 days; one step back at a later fall takes less.
    checked = go_down(THREE_OF_20, fall="5 mg/day", every=7, supply="28 days")
    assert kept(checked) == ["7 days of 60 mg/day: 84 x us-tablet-5"]
    assert checked.step_back.not_counted == ()
    # 11, 10, 9 and 8 a day for a week each: the step back is not among them.
    assert dispensed(checked) == [f"{7 * (11 + 10 + 9 + 8)} x us-tablet-5"]


def test_one_step_back_in_a_liquid_is_a_bottle() -> None:
    # 7 x 60 mg are 420 mg, 210 mL of 10 mg in 5 mL; the bottle holds 237 mL.
    checked = go_down(
        THREE_OF_20, fall="5 mg/day", every=7, products="us-liquid-10mg-in-5ml", supply="28 days"
    )
    assert kept(checked) == ["7 days of 60 mg/day: 210 mL x us-liquid-10mg-in-5ml"]
    (line,) = checked.step_back.lines
    assert (line.bottles, str(line.bottle_size)) == (1, "237 mL")


def test_one_step_back_in_halves_says_the_half_that_is_over() -> None:
    # 25 mg/day are 1 and 1½ tablets of 10 mg: 14 whole and 7 halves in a week, 18 tablets.
    checked = go_down(
        "morning 10 mg, evening 15 mg", products="uk-tablet-10", fall="5 mg/day", every=7
    )
    assert kept(checked) == ["7 days of 25 mg/day: 18 x uk-tablet-10, 1 half over"]


def test_one_step_back_is_counted_for_the_longest_way_back() -> None:
    # 20 mg/day, 10 and 5 over 14 days, nothing. Back to 20 for as long as the first step, 7 days,
    # takes 4 tablets a day; back to 10 or to 5 takes less.
    checked = go_down("morning 10 mg, evening 10 mg", over="14 days")
    assert kept(checked) == ["7 days of 20 mg/day: 28 x us-tablet-5"]


def test_of_two_strengths_each_is_kept_for_the_fall_that_takes_most_of_it() -> None:
    # 50, 45, 40, 25, 20 ... mg/day of 25 mg and 5 mg tablets by a table: 50 is 2 x 25, 45 is
    # 25 and 4 x 5, 25 is one 25. Back to 50: 14 of 25 mg. Back to 45: 7 of 25 mg and 28 of 5 mg.
    rows = [("morning 25 mg, evening 20 mg", 7), ("morning 25 mg, evening 15 mg", 7)]
    checked = go_down(
        "morning 25 mg, evening 25 mg",
        products="uk-tablet-5, eu-tablet-25",
        table=[TableRow(take=take, days=days) for take, days in rows]
        + [TableRow(take="morning 20 mg, evening 15 mg")],
    )
    assert kept(checked) == [
        "7 days of 50 mg/day: 14 x eu-tablet-25",
        "7 days of 45 mg/day: 28 x uk-tablet-5",
    ]


def test_what_these_products_do_not_make_is_not_counted_and_the_day_is_named() -> None:
    # 12 mg at bedtime, tablets of 5 mg: 10 for 7 days, 5 for 7 days, nothing. Back to 12 cannot
    # be made; back to 10 for 7 days is 14 tablets, and back to 5 is 7.
    checked = go_down("bedtime 12 mg", products="uk-tablet-5", fall="5 mg/day", every=7)
    assert [str(step.regimen.daily_dose) for step in checked.schedule.steps] == [
        "10 mg/day", "5 mg/day",
    ]  # fmt: skip
    assert [str(day) for day in checked.step_back.not_counted] == ["2026-12-01"]
    assert kept(checked) == ["7 days of 10 mg/day: 14 x uk-tablet-5"]


def test_a_fall_after_the_supply_is_for_the_next_one_and_a_way_down_may_do_without() -> None:
    table = [
        TableRow(take="morning 15 mg, evening 20 mg", days=7),
        TableRow(take="morning 15 mg, evening 15 mg", days=28),
        TableRow(take="morning 15 mg, evening 10 mg"),
    ]
    taken = "morning 20 mg, evening 20 mg"
    # Back to 40 for 7 days is 56 tablets of 5 mg; back to 30 for 28 days is 168, from day 36 on.
    assert kept(go_down(taken, table=table, supply="35 days")) == [
        "7 days of 40 mg/day: 56 x us-tablet-5"
    ]
    assert kept(go_down(taken, table=table, supply="36 days")) == [
        "28 days of 30 mg/day: 168 x us-tablet-5"
    ]
    assert go_down(taken, table=table, supply="36 days", step_back=False).step_back is None
    assert go_up("60 mg/day", supply="28 days").step_back is None


def test_one_step_back_in_a_course_is_not_the_whole_stay() -> None:
    # 100 days at 60 mg/day, then 50 for 2 days: back to 60 for 2 days is 24 tablets.
    # Later falls take less: 2 days of 50, 40, 30 and 20, then 3 of 15 and of 10.
    checked = go_up("60 mg/day", stay="100 days", then_taper="14 days", supply="200 days")
    assert kept(checked) == ["2 days of 60 mg/day: 24 x us-tablet-5"]


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
