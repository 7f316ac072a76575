"""Ways down, worked by hand.

Apart from the French label (10 or 15 mg a step), no label prints the size of a fall, so
all of this is judgement: 10 mg a day at most, two days or more between falls, nothing
from 10 mg a day or less. On the stair the largest dose falls first by 5 mg; among equals
midday, then morning, evening, bedtime. Over a length the fewest falls are taken, the largest of
them divided as long as each reduced dose is kept for a week; the odd days go to the lowest doses.
"""

from __future__ import annotations

import pytest

from baclofen_titration.errors import TaperError
from clinical.hand import FOUR_OF_20, THREE_OF_20, assert_is, codes, go_down


def test_from_60_to_nothing_over_14_days() -> None:
    # Falls of 10 mg to 20, in 5/5/10. The next of 10 would drop midday and lower the evening on
    # one day, so 5 comes first: six reduced steps, and 14 days are 2 + 2 + 2 + 2 + 3 + 3.
    assert_is(go_down(THREE_OF_20, over="14 days"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-02 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 50
        2026-12-03 to 2026-12-04 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        2026-12-05 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-07 to 2026-12-08 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-09 to 2026-12-11 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-12 to 2026-12-14 |  5 = 1x5 | -        |  5 = 1x5 | 10
        from 2026-12-15          | -        | -        | -        | 0
    """)  # fmt: skip


def test_from_80_to_nothing_over_14_days_is_the_shortest_way() -> None:
    assert_is(go_down(FOUR_OF_20, over="14 days"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-02 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 20 = 4x5 | 70
        2026-12-03 to 2026-12-04 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 60
        2026-12-05 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 15 = 3x5 | 15 = 3x5 | 50
        2026-12-07 to 2026-12-08 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 40
        2026-12-09 to 2026-12-10 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-11 to 2026-12-12 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 20
        2026-12-13 to 2026-12-14 | -        | -        |  5 = 1x5 |  5 = 1x5 | 10
        from 2026-12-15          | -        | -        | -        | -        | 0
    """)  # fmt: skip
    with pytest.raises(TaperError, match="the shortest way takes 14 days"):
        go_down(FOUR_OF_20, over="13 days")


def test_from_80_to_nothing_over_21_days() -> None:
    assert_is(go_down(FOUR_OF_20, over="21 days"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-03 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 20 = 4x5 | 70
        2026-12-04 to 2026-12-06 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 60
        2026-12-07 to 2026-12-09 | 10 = 2x5 | 10 = 2x5 | 15 = 3x5 | 15 = 3x5 | 50
        2026-12-10 to 2026-12-12 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 40
        2026-12-13 to 2026-12-15 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-16 to 2026-12-18 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 20
        2026-12-19 to 2026-12-21 | -        | -        |  5 = 1x5 |  5 = 1x5 | 10
        from 2026-12-22          | -        | -        | -        | -        | 0
    """)  # fmt: skip


def test_from_30_to_10_and_stay_there() -> None:
    # 10 mg a day is shared 5 + 5, evening and morning. From 20 in 5/5/10 midday may not be dropped
    # while the evening falls, so 15 comes between: seven days are 3 + 4.
    assert_is(
        go_down("morning 10 mg, midday 10 mg, evening 10 mg", over="7 days", to="10 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-04 to 2026-12-07 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        from 2026-12-08          |  5 = 1x5 | -        |  5 = 1x5 | 10
    """)  # fmt: skip


def test_from_10_5_15_to_nothing_over_14_days() -> None:
    assert_is(go_down("morning 10 mg, midday 5 mg, evening 15 mg", over="14 days"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-04 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-05 to 2026-12-09 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-10 to 2026-12-14 |  5 = 1x5 | -        |  5 = 1x5 | 10
        from 2026-12-15          | -        | -        | -        | 0
    """)  # fmt: skip


def test_an_unequal_regimen_falls_from_its_largest_dose() -> None:
    # 5/20/15: evening 20 to 15, evening 15 to 10 is the first fall of 10 mg.
    assert_is(go_down("morning 5 mg, evening 20 mg, bedtime 15 mg", over="10 days"), """
        days                     | morning  | evening  | bedtime  | day
        2026-12-01 to 2026-12-02 |  5 = 1x5 | 10 = 2x5 | 15 = 3x5 | 30
        2026-12-03 to 2026-12-04 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-05 to 2026-12-07 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-08 to 2026-12-10 | -        |  5 = 1x5 |  5 = 1x5 | 10
        from 2026-12-11          | -        | -        | -        | 0
    """)  # fmt: skip


def test_by_5_mg_a_day_every_7_days() -> None:
    thirty = "morning 10 mg, midday 10 mg, evening 10 mg"
    assert_is(go_down(thirty, fall="5 mg/day", every="7 days"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-07 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
        2026-12-08 to 2026-12-14 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-15 to 2026-12-21 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-22 to 2026-12-28 |  5 = 1x5 | -        |  5 = 1x5 | 10
        2026-12-29 to 2027-01-04 | -        | -        |  5 = 1x5 | 5
        from 2027-01-05          | -        | -        | -        | 0
    """)  # fmt: skip


def test_six_times_a_day_by_the_clock() -> None:
    # By the nearest named hour: 14:00 is midday, 06:00 and 10:00 morning, 18:00 evening, and
    # 02:00 and 22:00 bedtime. So 14:00 falls first, then 06:00, 10:00, 18:00, 02:00, 22:00.
    six = "02:00 10 mg, 06:00 10 mg, 10:00 10 mg, 14:00 10 mg, 18:00 10 mg, 22:00 10 mg"
    assert_is(go_down(six, over="14 days"), """
        days                     | 02:00    | 06:00    | 10:00    | 14:00    | 18:00    | 22:00    | day
        2026-12-01 to 2026-12-02 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 10 = 2x5 | 50
        2026-12-03 to 2026-12-05 | 10 = 2x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 40
        2026-12-06 to 2026-12-08 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 30
        2026-12-09 to 2026-12-11 |  5 = 1x5 | -        |  5 = 1x5 | -        |  5 = 1x5 |  5 = 1x5 | 20
        2026-12-12 to 2026-12-14 |  5 = 1x5 | -        | -        | -        | -        |  5 = 1x5 | 10
        from 2026-12-15          | -        | -        | -        | -        | -        | -        | 0
    """)  # fmt: skip  # noqa: E501


def test_takings_three_hours_apart_do_not_close_the_way_down() -> None:
    # They are taken so already; a taper makes it no worse, and stopping without one would.
    every_3_hours = ", ".join(f"{hour:02d}:00 10 mg" for hour in range(7, 23, 3))
    checked = go_down(every_3_hours, over="14 days")
    assert not checked.report.stops
    assert checked.schedule.then == "stopped"


def test_once_at_bedtime_5_mg_has_no_smaller_dose() -> None:
    # No tablet makes less than 5 mg: it is kept for the length asked for, and that is said.
    checked = go_down("bedtime 5 mg", over="7 days")
    assert_is(checked, """
        days                     | bedtime  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 | 5
        from 2026-12-08          | -        | 0
    """)  # fmt: skip
    assert "no-smaller-dose" in codes(checked)
    # A solution makes less than 5 mg; the weaker ones come first, however many falls they make.
    for way in (checked, go_down("bedtime 5 mg", over="14 days")):
        says = next(f.says for f in way.report.findings if f.code == "no-smaller-dose")
        assert "us-liquid-5mg-in-5ml or us-liquid-10mg-in-5ml would come closer" in says


def test_from_95_which_is_above_the_maximum() -> None:
    # 95 mg are nine falls of 10 and one of 5: nine reduced steps over 21 days, six of two
    # days and three of three. From 25 in 5/5/5/10 a fall of 10 would drop midday while bedtime
    # falls, so the 5 comes there; from 20, 10 are the morning and midday doses. What is above a
    # maximum is a caution and never refused.
    present = "morning 25 mg, midday 20 mg, evening 25 mg, bedtime 25 mg"
    checked = go_down(present, over="21 days", products="eu-tablets")
    assert_is(checked, """
        days                     | morning    | midday     | evening    | bedtime    | day
        2026-12-01 to 2026-12-02 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 25 = 2½x10 | 85
        2026-12-03 to 2026-12-04 | 20 = 2x10  | 15 = 1½x10 | 20 = 2x10  | 20 = 2x10  | 75
        2026-12-05 to 2026-12-06 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 20 = 2x10  | 65
        2026-12-07 to 2026-12-08 | 15 = 1½x10 | 10 = 1x10  | 15 = 1½x10 | 15 = 1½x10 | 55
        2026-12-09 to 2026-12-10 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 15 = 1½x10 | 45
        2026-12-11 to 2026-12-12 | 10 = 1x10  |  5 = ½x10  | 10 = 1x10  | 10 = 1x10  | 35
        2026-12-13 to 2026-12-15 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 10 = 1x10  | 25
        2026-12-16 to 2026-12-18 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 20
        2026-12-19 to 2026-12-21 | -          | -          |  5 = ½x10  |  5 = ½x10  | 10
        from 2026-12-22          | -          | -          | -          | -          | 0
    """)  # fmt: skip
    carried = [f.found for f in checked.report.findings if f.code == "present-dose-above-maximum"]
    assert carried == ["85 mg/day", "25 mg"]


def test_whole_10_and_25_mg_tablets() -> None:
    # From 25 the next dose that whole tablets make is 20, then 10, then nothing.
    assert_is(
        go_down("morning 25 mg, evening 25 mg", over="14 days", products="eu-tablets-whole"), """
        days                     | morning   | evening   | day
        2026-12-01 to 2026-12-03 | 20 = 2x10 | 20 = 2x10 | 40
        2026-12-04 to 2026-12-06 | 10 = 1x10 | 20 = 2x10 | 30
        2026-12-07 to 2026-12-10 | 10 = 1x10 | 10 = 1x10 | 20
        2026-12-11 to 2026-12-14 | -         | 10 = 1x10 | 10
        from 2026-12-15          | -         | -         | 0
    """)  # fmt: skip


def test_over_a_leap_day_and_a_short_month() -> None:
    assert_is(go_down("morning 10 mg, evening 10 mg", start="2028-02-24", over="10 days"), """
        days                     | morning  | evening  | day
        2028-02-24 to 2028-03-04 |  5 = 1x5 |  5 = 1x5 | 10
        from 2028-03-05          | -        | -        | 0
    """)  # fmt: skip


def test_falls_are_smaller_where_each_reduced_dose_can_be_kept_for_a_week() -> None:
    # 15 mg need two falls at least: 5, then 10. Fourteen days leave a week each for two reduced
    # doses, so the 10 is divided. Thirteen do not, and the fewest falls are taken.
    three = "morning 5 mg, midday 5 mg, evening 5 mg"
    assert_is(go_down(three, over="14 days"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 | -        |  5 = 1x5 | 10
        2026-12-08 to 2026-12-14 | -        | -        |  5 = 1x5 | 5
        from 2026-12-15          | -        | -        | -        | 0
    """)  # fmt: skip
    assert_is(go_down(three, over="13 days"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-13 |  5 = 1x5 | -        |  5 = 1x5 | 10
        from 2026-12-14          | -        | -        | -        | 0
    """)  # fmt: skip
    # From 60 over 8 weeks: 50, 40, 30, 20, 15, 10 are the fewest. Two more fit: of the falls of
    # 10 the last two are divided, 10 to nothing by 5 and 30 to 20 by 25.
    days = [(str(step.regimen.daily_dose), step.days) for step in
            go_down(THREE_OF_20, over="56 days").schedule.steps]  # fmt: skip
    assert days == [(f"{dose} mg/day", 7) for dose in (50, 40, 30, 25, 20, 15, 10, 5)]
    # In steps of 2.5, 15 mg over three weeks: 15, 7.5 and nothing, then 7.5 to nothing by 5, as
    # near to its middle as half of the day allows. Of the first, 10 and 12.5 are as near to the
    # middle: by 5 and then by 2.5 no fall takes more than a third, the other way two fifths.
    fine = go_down(three, over="21 days", products="jp-tablet-5-halved")
    days = [(str(step.regimen.daily_dose), step.days) for step in fine.schedule.steps]
    assert days == [("10 mg/day", 7), ("7.5 mg/day", 7), ("5 mg/day", 7)]
    # Nothing smaller than 5 is made, however long it takes: 60 over 90 days falls by 5.
    long = [str(step.regimen.daily_dose) for step in
            go_down(THREE_OF_20, over="90 days").schedule.steps]  # fmt: skip
    assert long == [f"{dose} mg/day" for dose in range(55, 0, -5)]


def test_a_fall_that_tablets_cannot_make_exactly_is_smaller_and_said() -> None:
    # By 7 mg/day: 15 and 10 and 5 lie 5 mg apart, and 10 would be more than was asked for.
    checked = go_down("morning 10 mg, evening 10 mg", fall="7 mg/day", every="7 days")
    assert_is(checked, """
        days                     | morning  | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 | 10 = 2x5 | 15
        2026-12-08 to 2026-12-14 |  5 = 1x5 |  5 = 1x5 | 10
        2026-12-15 to 2026-12-21 | -        |  5 = 1x5 | 5
        from 2026-12-22          | -        | -        | 0
    """)  # fmt: skip
    assert "fall-smaller-than-asked" in codes(checked)
    # In 1 mg steps: 20, 13, 6 and nothing, two reduced steps and not three.
    says = next(f.says for f in checked.report.findings if f.code == "fall-smaller-than-asked")
    assert "us-liquid-5mg-in-5ml or us-liquid-10mg-in-5ml would come closer" in says
    exact = go_down("morning 10 mg, evening 10 mg", fall="5 mg/day", every="7 days")
    assert "fall-smaller-than-asked" not in codes(exact)


def test_three_strengths_in_one_taper_are_a_caution() -> None:
    # 70 mg are 25 + 25 + 20, and 10 mg need the 5 mg tablet.
    products = "uk-tablet-5, us-tablet-20-whole, eu-tablet-25"
    checked = go_down("bedtime 80 mg", products=products, fall="10 mg/day", every="2 days")
    assert_is(checked, """
        days                     | bedtime           | day
        2026-12-01 to 2026-12-02 | 70 = 2x25 + 1x20  | 70
        2026-12-03 to 2026-12-04 | 60 = 3x20         | 60
        2026-12-05 to 2026-12-06 | 50 = 2x25         | 50
        2026-12-07 to 2026-12-08 | 40 = 2x20         | 40
        2026-12-09 to 2026-12-10 | 30 = 1x25 + 1x5   | 30
        2026-12-11 to 2026-12-12 | 20 = 1x20         | 20
        2026-12-13 to 2026-12-14 | 10 = 2x5          | 10
        from 2026-12-15          | -                 | 0
    """)  # fmt: skip
    assert "many-strengths" in codes(checked)
