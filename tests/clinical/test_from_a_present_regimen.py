"""Ways up from what is taken already, worked by hand.

The first day is unchanged. Each time of day then rises by 5 mg at most, the day by
15 mg at most, every three days; a single dose above 20 mg (our judgement, no label
prints one) is first evened out without changing the day.
"""

from __future__ import annotations

import pytest

from baclofen_titration.errors import InvalidValueError, UnreachableAimError
from clinical.hand import FOUR_OF_20, THREE_OF_20, assert_is, codes, go_up

ODD = "morning 10 mg, midday 5 mg, evening 15 mg"
TWICE_25 = "morning 25 mg, evening 25 mg"


def test_from_10_5_15_taken_for_a_month() -> None:
    # Row 15/15/15 is the lowest at which nothing falls; midday may rise by 5 mg only.
    assert_is(go_up("60 mg/day", taking=ODD, since="2026-11-01"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01               | 10 = 2x5 |  5 = 1x5 | 15 = 3x5 | 30
        2026-12-02 to 2026-12-04 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        2026-12-05 to 2026-12-07 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        2026-12-08 to 2026-12-10 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
        from 2026-12-11          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    """)  # fmt: skip


def test_from_10_5_15_taken_since_nobody_knows_when() -> None:
    assert_is(go_up("60 mg/day", taking=ODD, since="unknown"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 | 10 = 2x5 |  5 = 1x5 | 15 = 3x5 | 30
        2026-12-04 to 2026-12-06 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
        from 2026-12-13          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 60
    """)  # fmt: skip


def test_from_10_5_15_begun_yesterday() -> None:
    # Begun on 30 November: a rise on 3 December is three days later, none may come sooner.
    assert_is(go_up("40 mg/day", taking=ODD, since="2026-11-30"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-02 | 10 = 2x5 |  5 = 1x5 | 15 = 3x5 | 30
        2026-12-03 to 2026-12-05 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        from 2026-12-06          | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
    """)  # fmt: skip


def test_from_25_mg_twice_is_evened_out_first() -> None:
    # 5 mg moves from morning to midday, then 5 mg from evening to midday, then it rises.
    # 25 mg is five 5 mg tablets, one more than a dose may have, so both strengths are needed.
    checked = go_up("60 mg/day", taking=TWICE_25, products="uk-tablet-5, eu-tablet-25")
    assert_is(checked, """
        days                     | morning   | midday   | evening   | day
        2026-12-01               | 25 = 1x25 | -        | 25 = 1x25 | 50
        2026-12-02 to 2026-12-04 | 20 = 4x5  |  5 = 1x5 | 25 = 1x25 | 50
        2026-12-05 to 2026-12-07 | 20 = 4x5  | 10 = 2x5 | 20 = 4x5  | 50
        2026-12-08 to 2026-12-10 | 20 = 4x5  | 15 = 3x5 | 20 = 4x5  | 55
        2026-12-11 to 2026-12-13 | 20 = 4x5  | 20 = 4x5 | 20 = 4x5  | 60
        from 2026-12-14          | 20 = 4x5  | 20 = 4x5 | 20 = 4x5  | 60
    """)  # fmt: skip
    assert "present-dose-above-maximum" in codes(checked)


def test_from_25_mg_twice_in_10_mg_tablets_alone() -> None:
    # One strength in the house makes every dose, 25 mg as two and a half tablets of 10 mg:
    # the present 25 mg tablets are not used although they were among the products.
    assert_is(go_up("55 mg/day", taking=TWICE_25, products="eu-tablets"), """
        days                     | morning    | midday     | evening    | day
        2026-12-01               | 25 = 2½x10 | -          | 25 = 2½x10 | 50
        2026-12-02 to 2026-12-04 | 20 = 2x10  |  5 = ½x10  | 25 = 2½x10 | 50
        2026-12-05 to 2026-12-07 | 20 = 2x10  | 10 = 1x10  | 20 = 2x10  | 50
        2026-12-08 to 2026-12-10 | 20 = 2x10  | 15 = 1½x10 | 20 = 2x10  | 55
        from 2026-12-11          | 20 = 2x10  | 15 = 1½x10 | 20 = 2x10  | 55
    """)  # fmt: skip


def test_from_25_mg_twice_without_a_5_mg_step_there_is_no_way() -> None:
    # Whole 10 and 25 mg tablets move nothing by 5 mg, so nothing can be evened out.
    with pytest.raises(UnreachableAimError, match="nearest above is none"):
        go_up("60 mg/day", taking=TWICE_25, products="eu-tablets-whole")


def test_from_20_mg_at_bedtime_only() -> None:
    # Only rows with 20 mg at bedtime keep what is taken; the day's three doses grow beside it.
    # At 60 the last rise is cut short: 40 mg over three times is 15 + 15 + 10, midday last.
    assert_is(go_up("60 mg/day", taking="bedtime 20 mg"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01               | -        | -        | -        | 20 = 4x5 | 20
        2026-12-02 to 2026-12-04 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 20 = 4x5 | 35
        2026-12-05 to 2026-12-07 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 20 = 4x5 | 50
        2026-12-08 to 2026-12-10 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 20 = 4x5 | 60
        from 2026-12-11          | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 20 = 4x5 | 60
    """)  # fmt: skip


def test_from_60_to_the_maximum() -> None:
    assert_is(go_up("max", taking=THREE_OF_20), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01               | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | -        | 60
        2026-12-02 to 2026-12-04 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 |  5 = 1x5 | 65
        2026-12-05 to 2026-12-07 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 10 = 2x5 | 70
        2026-12-08 to 2026-12-10 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 15 = 3x5 | 75
        2026-12-11 to 2026-12-13 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
        from 2026-12-14          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
    """)  # fmt: skip


@pytest.mark.parametrize("since", ["2026-12-01", "2026-12-02"])
def test_what_is_taken_now_began_before_the_first_day(since: str) -> None:
    with pytest.raises(InvalidValueError, match="not before the first day"):
        go_up("45 mg/day", taking=ODD, since=since)


def test_at_the_maximum_nothing_rises() -> None:
    with pytest.raises(UnreachableAimError, match="has already reached the aim"):
        go_up("max", taking=FOUR_OF_20)


def test_above_the_maximum_nothing_rises_and_a_taper_is_named() -> None:
    with pytest.raises(UnreachableAimError, match="nothing rises"):
        go_up("max", taking="morning 25 mg, midday 20 mg, evening 20 mg, bedtime 20 mg")
