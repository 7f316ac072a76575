"""Tapers by a share, until a date, and with another time of day first; worked by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from baclofen_titration.errors import InvalidValueError, TaperError
from clinical.hand import assert_is, go_down


def totals(checked) -> list[int]:
    return [step.regimen.daily_dose.micrograms for step in checked.schedule.steps]


def test_by_a_share_of_the_present_dose_no_fall_is_larger_than_its_share() -> None:
    # Liquid in steps of 0.5 mg: a tenth of 20 is 2, of 18 is 1.8, so 1.5, of 16.5 again 1.5.
    down = go_down(
        "morning 10 mg, evening 10 mg",
        products="uk-liquid-5mg-in-5ml",
        share="10 % of present",
        every="7 days",
    )
    assert totals(down)[:3] == [18_000, 16_500, 15_000]
    for high, low in pairwise([20_000, *totals(down)]):
        assert 10 * (high - low) <= high
    # A tenth of 4.5 mg is less than 0.5 mg, and 4.5 mg may be stopped from.
    assert totals(down)[-1] == 4_500
    assert down.schedule.then == "stopped"
    assert {step.days for step in down.schedule.steps} == {7}


def test_a_share_that_tablets_cannot_make_is_refused_and_never_rounded_up() -> None:
    with pytest.raises(TaperError, match="Add a product that makes finer doses"):
        go_down("morning 10 mg, evening 10 mg", share="10 % of present", every="7 days")


def test_a_share_of_the_start_that_is_too_fast_is_refused() -> None:
    with pytest.raises(TaperError, match="more than the protocol's largest"):
        go_down("morning 20 mg, evening 20 mg", share="50 % of start", every="7 days")


def test_by_a_quarter_of_the_start() -> None:
    # A quarter of 20 is 5 mg each time.
    assert_is(go_down("morning 10 mg, evening 10 mg", share="25 % of start", every="7 days"), """
        days                     | morning  | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 | 10 = 2x5 | 15
        2026-12-08 to 2026-12-14 |  5 = 1x5 |  5 = 1x5 | 10
        2026-12-15 to 2026-12-21 | -        |  5 = 1x5 | 5
        from 2026-12-22          | -        | -        | 0
    """)  # fmt: skip


def test_until_a_date_is_over_as_many_days_and_another_time_may_fall_first() -> None:
    # 1 to 14 December are 14 days. Evening goes before morning, because it was asked for.
    down = go_down("morning 10 mg, evening 10 mg", until="2026-12-14", first_to_fall="evening")
    assert str(down.schedule.end) == "2026-12-14"
    fives = go_down(
        "morning 10 mg, evening 10 mg", fall="5 mg/day", every="7 days", first_to_fall="evening"
    )
    assert fives.schedule.steps[0].regimen.micrograms == {"morning": 10_000, "evening": 5_000}


@pytest.mark.parametrize(
    "pace",
    [
        {"until": "2026-11-30"},
        {"until": "2026-12-14", "over": "14 days"},
        {"share": "10 % of present"},
        {"over": "14 days", "first_to_fall": "bedtime"},
    ],
)
def test_a_pace_that_contradicts_itself_is_refused(pace: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        go_down("morning 10 mg, evening 10 mg", **pace)
