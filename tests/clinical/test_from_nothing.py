"""Ways up from nothing, worked by hand from the US label's table and the protocol's judgements.

The label: 5, 10, 15, 20 mg three times a day, three days each; at most 80 mg a day as 20 mg
four times (US1, US2, DOSAGE AND ADMINISTRATION, grade A). From 60 to 80 no label prints a
way; the file's judgement raises a bedtime dose by 5 mg every three days.
"""

from __future__ import annotations

import pytest

from baclofen_titration.errors import UnmakeableError, UnreachableAimError
from clinical.hand import assert_is, days_of_reviews, go_up


def test_the_label_ramp_of_twelve_days_in_us_tablets() -> None:
    # 5 mg tablets make all four doses whole, so no other strength and no half is needed.
    checked = go_up("60 mg/day")
    assert_is(checked, """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
        from 2026-12-13          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    """)  # fmt: skip
    # Before the first dose; the third day. The last rise is on 10 December: 21 days to the year's
    # end and 21 more are six weeks, and two weeks later it is eight. A year after the first day.
    assert days_of_reviews(checked) == [
        "2026-12-01", "2026-12-03", "2027-01-21", "2027-02-04", "2027-12-01",
    ]  # fmt: skip


@pytest.mark.parametrize("aim", ["80 mg/day", "max"])
def test_the_way_from_60_to_80_by_the_judgement(aim: str) -> None:
    assert_is(go_up(aim), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | -        | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | -        | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | -        | 45
        2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | -        | 60
        2026-12-13 to 2026-12-15 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 |  5 = 1x5 | 65
        2026-12-16 to 2026-12-18 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 10 = 2x5 | 70
        2026-12-19 to 2026-12-21 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 15 = 3x5 | 75
        2026-12-22 to 2026-12-24 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
        from 2026-12-25          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
    """)  # fmt: skip


def test_aim_15_is_the_first_step_kept() -> None:
    checked = go_up("15 mg/day")
    assert_is(checked, """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        from 2026-12-04          |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
    """)  # fmt: skip
    # Before the first dose; the third day. Six weeks from 1 December: 30 days to 31 December, 12
    # more; eight weeks are two weeks later.
    assert days_of_reviews(checked)[:4] == ["2026-12-01", "2026-12-03", "2027-01-12", "2027-01-26"]


def test_aim_25_cuts_the_second_rise_short() -> None:
    # 25 is 10 + 10 + 5. Evening takes the larger part first, then morning.
    assert_is(go_up("25 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
        from 2026-12-07          | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
    """)  # fmt: skip


def test_aim_35_gives_the_odd_5_mg_to_the_evening() -> None:
    assert_is(go_up("35 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-09 | 10 = 2x5 | 10 = 2x5 | 15 = 3x5 | 35
        from 2026-12-10          | 10 = 2x5 | 10 = 2x5 | 15 = 3x5 | 35
    """)  # fmt: skip


def test_aim_40_gives_5_mg_each_to_evening_and_morning() -> None:
    assert_is(go_up("40 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        from 2026-12-10          | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
    """)  # fmt: skip


def test_aim_50_is_one_larger_evening_dose() -> None:
    assert_is(go_up("50 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        2026-12-10 to 2026-12-12 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 50
        from 2026-12-13          | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 50
    """)  # fmt: skip


def test_aim_65_adds_a_first_bedtime_dose() -> None:
    assert_is(go_up("65 mg/day"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | -        | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | -        | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | -        | 45
        2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | -        | 60
        2026-12-13 to 2026-12-15 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 |  5 = 1x5 | 65
        from 2026-12-16          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 |  5 = 1x5 | 65
    """)  # fmt: skip


def test_uk_tablets_need_the_5_mg_tablet_only() -> None:
    # The UK 5 mg tablet has no break line and is taken whole; up to 45 mg/day it is enough.
    assert_is(go_up("45 mg/day", products="uk-tablets"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        from 2026-12-10          | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
    """)  # fmt: skip


def test_10_mg_tablets_alone_are_halved() -> None:
    assert_is(go_up("60 mg/day", products="us-tablet-10"), """
        days                     | morning    | midday     | evening    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
        from 2026-12-13          | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
    """)  # fmt: skip


def test_a_first_taking_in_the_evening_lengthens_the_first_step_by_a_day() -> None:
    # 1 December has only the evening's 5 mg and is no full day; three full days follow it.
    checked = go_up("60 mg/day", first_taking="evening")
    assert_is(checked, """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-04 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-05 to 2026-12-07 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-08 to 2026-12-10 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        2026-12-11 to 2026-12-13 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
        from 2026-12-14          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    """)  # fmt: skip
    first = checked.schedule.on(checked.schedule.start)
    assert [taking.at for taking in first.takings] == ["evening"]
    assert [taking.at for taking in first.not_today] == ["morning", "midday"]
    assert str(first.daily_dose) == "5 mg/day"


def test_across_a_leap_day() -> None:
    assert_is(go_up("45 mg/day", start="2028-02-27"), """
        days                     | morning  | midday   | evening  | day
        2028-02-27 to 2028-02-29 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2028-03-01 to 2028-03-03 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2028-03-04 to 2028-03-06 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        from 2028-03-07          | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
    """)  # fmt: skip


def test_an_aim_between_two_tablets_is_refused_with_its_neighbours() -> None:
    # With 5 mg as the finest dose every multiple of 5 from 15 to 80 mg/day can be reached.
    with pytest.raises(UnreachableAimError, match="below is 35 mg/day, nearest above is 40 mg/day"):
        go_up("37 mg/day")


@pytest.mark.parametrize("aim", ["81 mg/day", "100 mg/day"])
def test_an_aim_above_the_label_maximum_is_refused(aim: str) -> None:
    with pytest.raises(UnreachableAimError, match="maximum of 80 mg/day"):
        go_up(aim)


@pytest.mark.parametrize("aim", ["5 mg/day", "10 mg/day"])
def test_an_aim_below_the_label_start_is_refused(aim: str) -> None:
    with pytest.raises(UnreachableAimError, match="first step of 15 mg/day"):
        go_up(aim)


@pytest.mark.parametrize(
    "products", ["us-tablet-10-whole, us-tablet-20-whole", "us-tablet-20", "us-tablet-15"]
)
def test_products_that_cannot_make_5_mg_are_refused(products: str) -> None:
    with pytest.raises(UnmakeableError, match="first step asks for 5 mg"):
        go_up("60 mg/day", products=products)
