"""Ways up under the Canadian, Singapore and weekly UK files, worked by hand from their sources.

Canada: 5, 10, 15, 20 mg three times a day, three days each, at most 80 mg a day (CA3, A).
Singapore: 15 mg a day in three doses, 15 mg more every three days, 30 to 75 usual (SG1, A).
NHS Scotland, brain injury: 5 mg three times a day, 5 mg more three times a day each week, at
most 100 mg a day (BNF6, B). Above 60 mg a day (Canada) or 75 (weekly) the files' judgement
raises a bedtime dose by 5 mg at a time.
"""

from __future__ import annotations

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError, UnreachableAimError
from clinical.hand import assert_is, days_of_reviews, go_up


def go_up_under(protocol: str, aim: str, products: str = "us-tablets") -> CheckedSchedule:
    return go_up(aim, protocol=protocol, products=products)


def test_canada_to_its_maximum() -> None:
    assert_is(go_up_under("ca-label-adult", "80 mg/day"), """
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


def test_weekly_steps_to_45() -> None:
    # 1 December is a Tuesday, and so is each day of a rise.
    assert_is(go_up_under("uk-abi-weekly-adult", "45 mg/day"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-08 to 2026-12-14 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-15 to 2026-12-21 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
        from 2026-12-22          | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | 45
    """)  # fmt: skip


def test_weekly_steps_to_the_maximum_in_halves_of_10_mg() -> None:
    # Five weeks to 75, then the bedtime dose: five more, the last rise on 2 February.
    checked = go_up_under("uk-abi-weekly-adult", "max", "us-tablet-10")
    assert_is(checked, """
        days                     | morning    | midday     | evening    | bedtime    | day
        2026-12-01 to 2026-12-07 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | -          | 15
        2026-12-08 to 2026-12-14 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | -          | 30
        2026-12-15 to 2026-12-21 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | -          | 45
        2026-12-22 to 2026-12-28 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | -          | 60
        2026-12-29 to 2027-01-04 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | -          | 75
        2027-01-05 to 2027-01-11 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 |  5 = ½x10  | 80
        2027-01-12 to 2027-01-18 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 10 = 1x10  | 85
        2027-01-19 to 2027-01-25 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 15 = 1½x10 | 90
        2027-01-26 to 2027-02-01 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 20 = 2x10  | 95
        2027-02-02 to 2027-02-08 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 100
        from 2027-02-09          | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 100
    """)  # fmt: skip
    # Six weeks after 2 February: 26 days to the month's end and 16 more; eight are two weeks later.
    assert days_of_reviews(checked) == [
        "2026-12-01", "2026-12-03", "2027-03-16", "2027-03-30", "2027-12-01",
    ]  # fmt: skip


def test_singapore_stops_at_75_outside_a_hospital() -> None:
    # Lioresal of 10 mg has a break line, so halves make every dose.
    assert_is(go_up_under("sg-label-adult", "max", "us-tablet-10"), """
        days                     | morning    | midday     | evening    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
        2026-12-13 to 2026-12-15 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
        from 2026-12-16          | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("protocol", "aim", "most"),
    [
        ("ca-label-adult", "85 mg/day", "80 mg/day"),
        ("sg-label-adult", "80 mg/day", "75 mg/day"),
        ("uk-abi-weekly-adult", "105 mg/day", "100 mg/day"),
    ],
)
def test_an_aim_above_the_maximum_is_refused(protocol: str, aim: str, most: str) -> None:
    with pytest.raises(UnreachableAimError, match=f"maximum of {most}"):
        go_up_under(protocol, aim)


def test_nothing_is_planned_from_the_bnf_text() -> None:
    with pytest.raises(RefusedError, match="no rise and no interval"):
        go_up_under("bnf-adult", "60 mg/day")
