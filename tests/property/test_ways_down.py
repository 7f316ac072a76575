"""Every way down, from random regimens, products and limits: never up, to its end."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import hints
from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.errors import BaclofenTitrationError, RefusedError, UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, plan_taper
from baclofen_titration.planning.ways import TableRow
from property.oracle import assert_within, days_of
from property.random_ways import (
    BY_FALL,
    BY_SHARE,
    FEW,
    HALVES,
    PACE_TEXTS,
    TO_NOTHING,
    UNTILS,
    WEEKDAYS,
    WINDOWS,
    Case,
    always,
    cases,
    curves,
    in_a_row,
    limits_of,
    on_chosen_days,
    percent,
    plan,
    stands_of,
)


@FEW
@given(cases())
def test_no_day_and_no_time_of_day_rises_and_the_end_is_reached(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    stands, limits = stands_of(request, checked), limits_of(request)
    for high, low in pairwise(stands):
        assert all(dose <= high.get(at, 0) for at, dose in low.items())
    last, total = checked.schedule.steps[-1], sum(stands[-1].values())
    if request.to_limit:
        assert (last.days, checked.schedule.then) == (None, "continues")
        assert 0 < total <= limits["max_daily_dose"] < sum(stands[0].values())
    elif request.to is not None:
        assert (last.days, checked.schedule.then) == (None, "continues")
        assert last.regimen.daily_dose == request.to
    else:
        assert checked.schedule.then == "stopped"
        assert 0 < total <= limits["max_last_daily_dose"]
        assert last.days is not None


@FEW
@given(cases())
def test_every_dose_is_made_and_no_limit_is_passed_after_rounding(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    limits, present = limits_of(request), request.taking.regimen.micrograms
    rows = days_of(checked)  # counts the tablets of each day
    makeable = set(makeable_micrograms(request.products, max(present.values())))
    assert all(dose in makeable for *_, row in rows for dose in row.values())
    assert_within(limits, rows, present, checked.schedule.start)
    falls = [(row, low) for (*_, row), (*_, low) in pairwise(rows) if row != low]
    if checked.schedule.then == "stopped":
        falls.append((rows[-1][2], {}))
        if rows[-1][2] != present:
            assert checked.schedule.steps[-1].days >= limits["min_days_between_falls"]
        assert max(rows[-1][2].values()) <= limits["max_fall_per_dose"]
    assert all(sum(row.values()) > sum(low.values()) for row, low in falls)


@FEW
@given(cases())
def test_a_fall_of_more_than_half_is_the_smallest_or_the_last(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    stands = stands_of(request, checked)
    makeable = set(makeable_micrograms(request.products, max(stands[0].values())))
    for high, low in pairwise(stands):
        if 2 * (sum(high.values()) - sum(low.values())) > sum(high.values()):
            fallen = [at for at, dose in high.items() if low.get(at, 0) != dose]
            assert len(fallen) == 1 or not makeable.issuperset(high.values())


@FEW
@given(cases())
def test_no_dose_is_dropped_on_a_day_on_which_another_one_falls(case: Case) -> None:
    request = case.request()
    stands = stands_of(request, plan(request))
    makeable = set(makeable_micrograms(request.products, max(stands[0].values())))
    for high, low in pairwise(stands):
        dropped = [at for at in high if at not in low]
        lower = [at for at, dose in low.items() if dose != high[at]]
        assert not (dropped and lower) or not makeable.issuperset(high.values())


@FEW
@given(cases(), st.integers(1, 90))
def test_after_any_fall_that_is_supplied_one_step_back_can_be_taken(case: Case, days: int) -> None:
    request = case.request().model_copy(update={"supply": days})
    checked = plan(request)
    schedule, supply = checked.schedule, checked.supply
    assume(checked.step_back is not None)
    ends = [*schedule.steps[1:], None] if schedule.then == "stopped" else schedule.steps[1:]
    held = {line.product: line for line in checked.step_back.lines}
    for step, after in zip(schedule.steps, ends, strict=False):
        if (schedule.end if after is None else after.start) > supply.until:
            continue
        needed = Counter()
        for piece in (piece for taking in step.regimen.administrations for piece in taking.pieces):
            needed[piece.product, piece.part] += piece.count * step.days
        for (product, part), count in needed.items():
            if part == "measure":
                volume = next(p for p in request.products if p.id == product)
                assert held[product].volume.microlitres >= (
                    volume.measured_volume(count).microlitres
                )
        for product in {name for name, part in needed if part != "measure"}:
            tablets = sum(
                -(-needed[product, part] // cut)
                for part, cut in (("whole", 1), ("half", 2), ("quarter", 4))
            )
            assert held[product].tablets >= tablets


@FEW
@given(cases(BY_SHARE | HALVES | BY_FALL | curves()))
def test_the_falls_that_are_told_add_up_and_none_is_larger_than_the_ideal_one(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    totals = [sum(doses.values()) for doses in stands_of(request, checked)]
    stopped = checked.schedule.then == "stopped"
    told = [fall.actual.micrograms for fall in checked.falls]
    assert sum(told) == totals[0] - (0 if stopped else totals[-1])
    for fall in checked.falls:
        assert fall.to_nothing or fall.actual <= fall.ideal
    assert [fall.to_nothing for fall in checked.falls].count(True) == stopped


@FEW
@given(cases())
def test_no_dose_falls_while_a_larger_one_stands_and_none_is_moved(case: Case) -> None:
    request = case.request()
    assume(request.to is None and not request.to_limit)
    checked = plan(request)
    stands = stands_of(request, checked)
    makeable = set(makeable_micrograms(request.products, max(stands[0].values())))
    for high, low in pairwise(stands):
        assert len(low) <= len(high)
        assert set(low) <= set(high)  # no taking moves, so the hours between them only grow
        fallen = [dose for at, dose in high.items() if low.get(at, 0) != dose]
        if makeable.issuperset(high.values()):
            assert all(dose >= max(low.values()) for dose in fallen)
            # Nor does one fall further than to the next below the largest that is left.
            rungs = sorted(makeable)
            for at in (at for at, dose in high.items() if low.get(at, 0) != dose):
                assert rungs[bisect_right(rungs, low.get(at, 0))] >= max(low.values())
    if makeable.issuperset(stands[0].values()):
        codes = {finding.code for finding in checked.report.findings}
        assert not codes & {"smaller-dose-falls-first", "doses-change-with-daily-dose"}


@FEW
@given(cases(BY_SHARE | HALVES))
def test_rounding_never_makes_a_fall_larger_than_was_asked_for(case: Case) -> None:
    request = case.request()
    totals = [sum(doses.values()) for doses in stands_of(request, plan(request))]
    for high, low in pairwise(totals):
        if request.halve_every is not None:
            assert 2 * low >= high
        else:
            most, _, of = request.share.partition(" % of ")
            whole = totals[0] if of == "start" else high
            assert 1_000 * (high - low) <= int(most.replace(".", "")) * whole


@FEW
@given(cases(curves() | on_chosen_days(curves())))
def test_no_day_lies_below_the_curve(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    whole = request.taking.regimen.daily_dose.micrograms
    rows = {(day - request.start).days + 1: sum(row.values()) for day, _, row in days_of(checked)}
    for day, daily in rows.items():
        share = [point.share for point in request.curve.points if point.day <= day][-1]
        assert 1_000 * daily >= share * whole
    if checked.schedule.then == "stopped":
        assert max(rows) >= request.curve.points[-1].day - 1


def _is_open(request: TaperRequest, day: date) -> bool:
    """Whether a dose may fall on a day."""
    named = not request.change_on or WEEKDAYS[day.weekday()] in request.change_on
    return named and day not in request.closed


@FEW
@given(cases(on_chosen_days(TO_NOTHING)))
def test_falls_come_on_open_days_only(case: Case) -> None:
    request = case.request()
    checked = plan(request)
    schedule = checked.schedule
    days = [step.start for step in schedule.steps[1:]]
    if schedule.then == "stopped":
        days.append(schedule.end + timedelta(1))
    for day in days:
        assert _is_open(request, day)
    # The first day is the caller's; a fall on it that is on no such day is said.
    falls = stands_of(request, checked)[1] != request.taking.regimen.micrograms
    codes = {one.code for one in checked.report.findings}
    off = falls and not _is_open(request, request.start)
    assert ("first-fall-on-another-day" in codes) == off
    # What the days made longer is said; no request is slowed down in silence.
    free = plan(request.model_copy(update={"change_on": (), "closed": ()})).schedule
    longer = schedule.steps[-1].start > free.steps[-1].start or schedule.end != free.end
    said = [one for one in checked.report.findings if "make this way down longer" in one.says]
    assert len(said) == longer


@FEW
@given(cases(), st.integers(-60, 60))
def test_another_first_day_moves_every_day_and_changes_no_dose(case: Case, weeks: int) -> None:
    one, other = plan(case.request()).schedule, plan(case.request(7 * weeks)).schedule
    shift = timedelta(weeks=weeks)
    assert [step.start + shift for step in one.steps] == [step.start for step in other.steps]
    assert [step.days for step in one.steps] == [step.days for step in other.steps]
    assert [step.regimen for step in one.steps] == [step.regimen for step in other.steps]


@FEW
@given(cases(WINDOWS | UNTILS | BY_SHARE | HALVES | curves() | in_a_row()), st.integers(-99, 99))
def test_where_no_weekday_is_named_any_shift_does(case: Case, days: int) -> None:
    one, other = plan(case.request()).schedule, plan(case.request(days)).schedule
    assert [step.start + timedelta(days) for step in one.steps] == [s.start for s in other.steps]
    assert [step.regimen for step in one.steps] == [step.regimen for step in other.steps]


@st.composite
def falling_tables(draw: st.DrawFn) -> tuple[Case, list[dict[str, int]]]:
    """A table that only falls, of doses that can be made."""
    case = draw(cases(st.just(always(over=7))))
    now = case.fixed["taking"].regimen.micrograms
    makeable = makeable_micrograms(case.fixed["products"], max(now.values()))
    rows, last = [], case.fixed["protocol"].limits.get("max_last_daily_dose").amount
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.sampled_from(sorted(now)))
        lower = [dose for dose in (0, *makeable) if now[at] - 15_000 <= dose < now[at]]
        assume(lower)
        now = {at: dose for at, dose in {**now, at: draw(st.sampled_from(lower))}.items() if dose}
        assume(now)
        text = ", ".join(f"{at} {dose / 1000:g} mg" for at, dose in now.items())
        rows.append(TableRow(take=text, days=draw(st.integers(4, 14))))
    if sum(now.values()) > last:
        rows[-1] = TableRow(take=rows[-1].take)  # kept, where nothing may be stopped from it
    fixed = {name: asked for name, asked in case.fixed.items() if name != "to"}
    return Case(fixed, case.start, always(table=rows)), [row.take.micrograms for row in rows]


@FEW
@given(falling_tables())
def test_a_table_that_passes_is_kept_to_the_letter(
    given_table: tuple[Case, list[dict[str, int]]],
) -> None:
    case, rows = given_table
    request = case.request()
    limits = limits_of(request)
    stands = [request.taking.regimen.micrograms, *rows]
    falls = [sum(high.values()) - sum(low.values()) for high, low in pairwise(stands)]
    try:
        with hints.few():
            checked = plan_taper(request)
    except RefusedError:
        assume(False)  # what the checker stops is not for us to plan
    assert stands_of(request, checked) == stands
    assert max(falls) <= limits["max_fall"]
    assert [step.days for step in checked.schedule.steps] == [row.days for row in request.table]
    if checked.schedule.then == "stopped":
        assert sum(stands[-1].values()) <= limits["max_last_daily_dose"]
    days_of(checked)


@FEW
@given(cases(st.integers(250, 500).map(lambda share: always(pump_share=percent(share)))))
def test_beside_a_pump_one_fall_is_no_more_than_its_share(case: Case) -> None:
    request = case.request()
    try:
        with hints.few():
            checked = plan_taper(request)
    except UnsafeScheduleError:
        if request.if_too_fast == "stretch":
            raise  # made as small as the limits ask, no share needs a clinician
        assume(False)
    except RefusedError:
        assume(False)
    high, low = (sum(doses.values()) for doses in stands_of(request, checked))
    share = int(request.pump_share.removesuffix(" %").replace(".", ""))
    assert 0 < 1_000 * (high - low) <= share * high
    assert (len(checked.schedule.steps), checked.schedule.then) == (1, "continues")
    limits = request.protocol.limits
    made = high - low
    said = "slower-than-asked" in {found.code for found in checked.report.findings}
    assert not said or request.if_too_fast == "stretch"
    if request.if_too_fast == "stretch":
        assert made <= limits.value("max_fall")
    if made == share * high // 1_000:
        assert not said
    days_of(checked)


ODD = st.one_of(
    st.text(max_size=12),
    st.integers(-3, 10**6),
    st.sampled_from(["0 mg/day", "5 mg", "99.9 % of present", "0 %", "7-3 days", "1 day", ""]),
    st.none(),
    PACE_TEXTS,
)
NAMES = (
    "over", "until", "fall", "share", "every", "halve_every", "floor", "ways", "table", "curve",
    "pump_share", "to", "to_limit", "first_to_fall", "change_on", "closed",
)  # fmt: skip


@settings(max_examples=30)
@given(cases(), st.dictionaries(st.sampled_from(NAMES), ODD | st.lists(ODD, max_size=3)))
def test_whatever_is_asked_for_is_planned_or_refused_by_an_error_of_ours(
    case: Case, odd: dict
) -> None:
    asked = {**case.fixed, **case.pace(case.start), **odd}
    try:
        checked = plan_taper(TaperRequest(start=case.start, **asked))
    except BaclofenTitrationError:
        return
    assert not checked.report.stops
