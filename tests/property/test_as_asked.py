"""What is asked for is what is made, kind by kind: refused, stretched and said, or kept exactly."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

import hints
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, plan_taper
from baclofen_titration.planning.ways import Way
from baclofen_titration.quantities import DailyDose
from property.oracle import assert_within, days_of
from property.random_ways import (
    BY_SHARE,
    DAYS,
    EVERY,
    TO_LIMIT,
    UNTILS,
    Case,
    always,
    cases,
    curves,
    in_a_row,
    limits_of,
    on_chosen_days,
    percent,
    stands_of,
)
from strategies import UNIT

LENGTHS = DAYS.map(lambda days: always(over=days))
SHORT = st.integers(1, 16)
WINDOWS = st.builds(lambda least, more: always(over=f"{least}-{least + more} days"), SHORT, SHORT)
SMALL = st.integers(1, 12).map(lambda units: DailyDose.from_micrograms(units * UNIT))
BY_FALL = st.builds(lambda every, fall: always(fall=fall, every=every), EVERY, SMALL)
HALVES = st.builds(lambda every, floor: always(halve_every=every, floor=floor), EVERY, SMALL)
KINDS = {
    "by a fall": BY_FALL,
    "by a share": BY_SHARE,
    "over a length": LENGTHS,
    "over a window": WINDOWS,
    "until a day": UNTILS,
    "by halves": HALVES,
    "along a curve": curves(),
    "in a row": in_a_row(),
    "to a limit": TO_LIMIT,
    "beside a pump": st.integers(250, 500).map(lambda share: always(pump_share=percent(share))),
    "on chosen days": on_chosen_days(BY_FALL | BY_SHARE | LENGTHS | curves()),
}
MEND = re.compile(r"(?:^|[.;:] )(?:Add|Allow|Ask|Choose|Correct|Give|Leave) ")
SLOWER = "slower-than-asked"
TOO_LARGE = {"fall-too-large", "fall-too-large-at-one-time"}


def outcome(case: Case, if_too_fast: str) -> tuple[TaperRequest, CheckedSchedule | RefusedError]:
    request = case.request().model_copy(update={"if_too_fast": if_too_fast})
    try:
        with hints.few():
            return request, plan_taper(request)
    except UnsafeScheduleError as refusal:
        # Only a fall beside a pump may need a clinician; else engine and checker disagree.
        too_large = {stop.code for stop in refusal.report.stops} <= TOO_LARGE
        if request.pump_share is None or if_too_fast == "stretch" or not too_large:
            raise
        return request, refusal
    except RefusedError as refusal:
        return request, refusal


def found(checked: CheckedSchedule) -> dict[str, str]:
    """What is found, by its code; one code may be found for two reasons."""
    said: dict[str, str] = {}
    for finding in checked.report.findings:
        said[finding.code] = f"{said.get(finding.code, '')} {finding.says}"
    return said


DAY = timedelta(days=1)


def last_reduced(request: TaperRequest, checked: CheckedSchedule) -> int:
    """[days] with a dose that is neither the end nor, at first, the present one."""
    steps = checked.schedule.steps
    end = steps[-1].start if steps[-1].days is None else checked.schedule.end + DAY
    return (end - request.start).days


def length_of(request: TaperRequest) -> int | None:
    """The length that is asked for, counted here once more [days]."""
    if request.until is not None:
        return (request.until - request.start).days + 1
    return max(request.over) if isinstance(request.over, tuple) else request.over


def most_of(request: TaperRequest, present: int, start: int) -> int | None:
    """The largest fall that is asked for from a daily dose [micrograms]."""
    if request.fall is not None:
        return request.fall.micrograms
    if request.share is not None:
        share, _, of = request.share.partition(" % of ")
        return int(share.replace(".", "")) * (start if of == "start" else present) // 1_000
    if request.pump_share is not None:
        return int(request.pump_share.removesuffix(" %").replace(".", "")) * present // 1_000
    return present // 2 if request.halve_every is not None else None


def assert_no_faster(request: TaperRequest, checked: CheckedSchedule, *, exactly: bool) -> None:
    """No fall is larger, none comes sooner; where nothing was too fast, none comes later either."""
    steps = checked.schedule.steps
    totals = [sum(doses.values()) for doses in stands_of(request, checked)]
    for high, low in pairwise(totals):
        most = most_of(request, high, totals[0])
        assert most is None or high - low <= most
    every = request.every or request.halve_every
    free = not (request.change_on or request.closed)
    timed = [step.days for step in steps if step.days is not None]
    if every is not None:
        assert all(days >= every for days in timed)
        assert not (exactly and free) or set(timed) <= {every}
    length = length_of(request)
    if length is not None:
        assert last_reduced(request, checked) >= length
        assert not (exactly and free) or last_reduced(request, checked) == length
    if request.curve is not None:
        assert_along(request, checked, exactly=exactly and free)
    if request.ways:
        assert_each_part(request, checked)
    if exactly:
        assert_what_is_missing_is_told(request, checked, totals)


def assert_what_is_missing_is_told(
    request: TaperRequest, checked: CheckedSchedule, totals: list[int]
) -> None:
    """Each fall says what was asked for; a fixed one that is smaller is a finding too."""
    ends = request.pump_share is not None or checked.schedule.then == "stopped"
    end = 0 if ends else totals[-1]
    # From a floor or less it is halved once: nobody stops on the first day.
    floor = min(request.floor.micrograms, totals[0] - totals[0] // 2) if request.floor else 0
    steps = [fall for fall in checked.falls if not fall.to_nothing]
    for fall in steps:
        present = fall.present.micrograms
        most = most_of(request, present, totals[0])
        assert most is None or fall.ideal.micrograms == min(most, present - max(end, floor))
    if request.fall is not None and any(fall.actual < fall.ideal for fall in steps):
        assert {"fall-smaller-than-asked", "no-smaller-dose"} & set(found(checked))


def part_of(way: Way) -> tuple[int | None, int | None, int]:
    """What a part of a way falls by [micrograms or thousandths], and how often [days]."""
    words = re.match(
        r"(?:(?P<share>[0-9.]+) % of present|(?P<fall>[0-9.]+ mg/day)|halve)"
        r" every (?P<every>[0-9]+)",
        way.text,
    )
    if words is None:
        return None, None, 1  # over a length: any fall that the limits allow
    share = 500 if words["fall"] is None else None
    share = int(words["share"].replace(".", "")) if words["share"] else share
    fall = DailyDose(words["fall"]).micrograms if words["fall"] else None
    return fall, share, int(words["every"])


def assert_each_part(request: TaperRequest, checked: CheckedSchedule) -> None:
    """A fall is one of the pace that is in force, or of a later one where that is told."""
    leg, told = 0, "next-pace-elsewhere" in found(checked)
    for number, fall in enumerate(checked.falls):
        day, present = (fall.on - request.start).days, fall.present
        while leg < len(request.ways) - 1 and (
            (request.ways[leg].down_to is not None and present <= request.ways[leg].down_to)
            or (request.ways[leg].until is not None and fall.on >= request.ways[leg].until)
        ):
            leg += 1
        fits = []
        for way in request.ways[leg:] if told else request.ways[leg : leg + 1]:
            most, share, every = part_of(way)
            size = fall.actual.micrograms
            small = (most is None or size <= most) and (
                share is None or 1_000 * size <= share * present.micrograms
            )
            length = None if fall.step is None else checked.schedule.steps[fall.step - 1].days
            fits.append((small or fall.to_nothing) and (length is None or length >= every))
        assert any(fits), (number, day, str(present), str(fall.actual))


def assert_along(request: TaperRequest, checked: CheckedSchedule, *, exactly: bool) -> None:
    """No day is below the curve; a fall is on a day of it, and what it lacks is told."""
    points = [(point.day - 1, point.share) for point in request.curve.points]
    whole = request.taking.regimen.daily_dose.micrograms
    for day, _, row in days_of(checked):
        share = [share for after, share in points if after <= (day - request.start).days][-1]
        assert 1_000 * sum(row.values()) >= share * whole
    falls = [(fall.on - request.start).days for fall in checked.falls]
    late = [day for day in falls if day > points[-1][0]]
    if exactly:
        assert set(falls) - set(late) <= {after for after, _ in points}
        assert not late or "longer-than-asked" in found(checked)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10)
@given(data=st.data())
def test_too_fast_is_refused_or_stretched_and_said_and_neither_is_as_asked(
    kind: str, data: st.DataObject
) -> None:
    case = data.draw(cases(KINDS[kind], fine=True))
    request, kept = outcome(case, "refuse")
    _, slower = outcome(case, "stretch")
    event(f"{type(kept).__name__}, then {type(slower).__name__}")
    if isinstance(kept, CheckedSchedule):
        # What the chosen days add is no pace that was too fast.
        said = found(kept).get(SLOWER, "")
        assert not said or said.startswith(" The days chosen for changes")
        assert isinstance(slower, CheckedSchedule)
        assert slower.schedule == kept.schedule
        assert_no_faster(request, kept, exactly=True)
        return
    assert isinstance(kept, UnsafeScheduleError) or MEND.search(str(kept)), str(kept)
    if isinstance(slower, RefusedError):
        assume(False)  # these products make no such way, however slowly
    else:
        assert SLOWER in found(slower)
        assert re.search(r"protocol's|shortest way|least time", found(slower)[SLOWER])
        assert_no_faster(request, slower, exactly=False)
        present = request.taking.regimen.micrograms
        assert_within(limits_of(request), days_of(slower), present, request.start)
