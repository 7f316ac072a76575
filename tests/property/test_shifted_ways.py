"""Falls on chosen days, and reviews: what they move, and that every limit holds after it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.planning import TaperRequest
from property.oracle import assert_within, days_of
from property.random_ways import (
    BY_FALL,
    FEW,
    TO_NOTHING,
    WEEKDAYS,
    Case,
    cases,
    limits_of,
    on_chosen_days,
    plan,
)

ANY_DAY = {"change_on": WEEKDAYS, "closed": ()}
"""On whole weeks, as with chosen days of the week, and on none of them a day has to wait."""


def free_of(request: TaperRequest) -> dict[str, object]:
    return ANY_DAY if request.change_on else {"closed": ()}


@FEW
@given(cases(on_chosen_days(TO_NOTHING | BY_FALL)))
def test_a_shift_only_lengthens_and_every_limit_holds_after_it(case: Case) -> None:
    request = case.request()
    checked, free = plan(request), plan(request.model_copy(update=free_of(request)))
    schedule = checked.schedule
    assert_within(
        limits_of(request), days_of(checked), request.taking.regimen.micrograms, schedule.start
    )
    assert [step.regimen for step in schedule.steps] == [
        step.regimen for step in free.schedule.steps
    ]
    for step, meant in zip(schedule.steps, free.schedule.steps, strict=True):
        if step.days is None:
            continue
        assert step.days >= meant.days
        skipped = [step.start + timedelta(n) for n in range(meant.days, step.days)]
        assert all(
            day in request.closed
            or (request.change_on and WEEKDAYS[day.weekday()] not in request.change_on)
            for day in skipped
        ), "no open day is passed over"


@FEW
@given(cases(on_chosen_days(TO_NOTHING | BY_FALL)), st.integers(1, 6))
def test_reviews_come_every_so_many_weeks_and_move_no_step(case: Case, weeks: int) -> None:
    request = case.request()
    often = request.model_copy(update={"review_every": f"{weeks} weeks"})
    schedule, plain = plan(often).schedule, plan(request).schedule
    assert schedule.steps == plain.steps
    asked = [review.on for review in schedule.reviews if review not in plain.reviews]
    assert asked == [request.start + timedelta(weeks=weeks * n) for n in range(1, len(asked) + 1)]
    if schedule.end is not None:
        assert (schedule.end - request.start).days < 7 * weeks * (len(asked) + 1)
