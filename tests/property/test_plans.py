"""Maxima and taper rules are never violated: whole requests, from random rules to a sealed plan."""

from datetime import timedelta

from hypothesis import assume, event, given
from hypothesis import strategies as st

import hints
from baclofen_titration.checker import check
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import NAMED_TIMES
from property.oracle import assert_within, days_of
from strategies import (
    CLOCK_TIMES,
    PATIENTS_GOING_DOWN,
    STARTS,
    adults,
    aims_of,
    amounts,
    products_for,
    protocols,
    regimens,
    takings,
)


@st.composite
def titrations(draw):
    start, protocol = draw(STARTS), draw(protocols())
    from_nothing = draw(st.booleans())
    course = draw(st.none() | st.tuples(st.integers(1, 30), st.integers(1, 60)))
    unit = min(protocol.titration.steps[0].doses.values()).micrograms
    dose = st.integers(1, 6).map(lambda units: units * unit)
    taking = "nothing" if from_nothing else draw(takings(start, regimens(dose=dose)))
    times = list(protocol.titration.steps[0].doses)
    late = draw(st.none() | st.sampled_from(times)) if from_nothing else None
    return TitrationRequest(
        protocol=protocol,
        products=draw(products_for(protocol)),
        patient=draw(adults(start)),
        start=start,
        taking=taking,
        aim=draw(aims_of(protocol)),
        first_taking=late,
        stay=course and course[0],
        then_taper=course and course[1],
        supply=draw(st.none() | st.integers(1, 90)),
    )


@st.composite
def tapers(draw):
    start, protocol = draw(STARTS), draw(protocols())
    regimen = draw(st.sampled_from([regimens(), regimens(CLOCK_TIMES), regimens(CLOCK_TIMES[:3])]))
    pace = draw(
        st.one_of(
            st.builds(lambda days: {"over": days}, st.integers(1, 90)),
            st.builds(
                lambda fall, every: {"fall": fall, "every": every},
                amounts(15_000).map(DailyDose.from_micrograms),
                st.integers(1, 14),
            ),
        )
    )
    fine = draw(st.booleans())
    least = protocol.limits.value("max_fall")
    if fine and "fall" in pace:
        pace["fall"] = DailyDose.from_micrograms(least)
    return TaperRequest(
        protocol=protocol,
        products=draw(products_for(protocol)),
        patient=draw(PATIENTS_GOING_DOWN),
        start=start,
        taking=draw(takings(start, regimen)),
        to=draw(st.none() | amounts(60_000).map(DailyDose.from_micrograms)),
        **pace,
    )


def plan(request):
    """Plan it, or say why not; only our own refusals are expected."""
    planner = plan_titration if isinstance(request, TitrationRequest) else plan_taper
    try:
        with hints.few():
            checked = planner(request)
    except UnsafeScheduleError:
        raise  # the checker would stop what the engines made: they disagree about a rule
    except RefusedError as error:
        event(f"refused: {type(error).__name__}")
        assume(False)
    event(f"planned: {type(request).__name__}")
    return checked


def judge(request, checked):
    """The limits of the protocol, in the eyes of the slow judge."""
    limits = {limit.rule: limit.amount for limit in request.protocol.limits.limits}
    rows = days_of(checked)
    if request.taking == "nothing":
        late = checked.schedule.first_taking is not None
        assert_within(limits, rows, None, checked.schedule.start + timedelta(days=late))
    else:
        since = request.taking.since
        known = checked.schedule.start if since == "unknown" else since
        assert_within(limits, rows, request.taking.regimen.micrograms, known)
    return rows, limits


@given(titrations())
def test_a_titration_passes_no_limit_and_lands_on_its_aim(request):
    checked = plan(request)
    rows, limits = judge(request, checked)
    aim = limits["max_daily_dose"] if request.aim == "max" else request.aim.micrograms
    rising = [row for _, phase, row in rows if phase != "taper"]
    assert sum(rising[-1].values()) == aim
    totals = [sum(row.values()) for row in rising]
    assert totals == sorted(totals), "a titration never falls"
    if request.taking != "nothing":
        assert rising[0] == request.taking.regimen.micrograms, "unchanged on day 1"


@given(titrations())
def test_a_course_ends_stopped_from_little_and_a_titration_stays_open(request):
    checked = plan(request)
    last = checked.schedule.steps[-1]
    if request.then_taper is None:
        assert (last.days, checked.schedule.then) == (None, "continues")
    else:
        assert checked.schedule.then == "stopped"
        most = request.protocol.limits.value("max_last_daily_dose")
        assert last.regimen.daily_dose.micrograms <= most
        down = [step.days for step in checked.schedule.steps if step.phase == "taper"]
        assert sum(down) == request.then_taper
        kept = [step for step in checked.schedule.steps if step.phase == "maintenance"]
        assert [step.days for step in kept] == [request.stay]


@given(tapers())
def test_a_taper_never_rises_and_reaches_its_end(request):
    checked = plan(request)
    rows, limits = judge(request, checked)
    if request.to is None:
        assert checked.schedule.then == "stopped"
        assert sum(rows[-1][2].values()) <= limits["max_last_daily_dose"]
        if request.over is not None:
            assert len(rows) == request.over
    else:
        assert checked.schedule.then == "continues"
        assert checked.schedule.steps[-1].regimen.daily_dose == request.to
    totals = [sum(request.taking.regimen.micrograms.values()), *(sum(r.values()) for *_, r in rows)]
    assert totals == sorted(totals, reverse=True)


@given(titrations() | tapers(), st.integers(-2_000, 2_000))
def test_moving_the_start_moves_every_day_and_changes_nothing_else(request, days):
    shift = timedelta(days=days)
    moved = {"start": request.start + shift}
    if not isinstance(request.taking, str):
        since = request.taking.since
        since = since if since == "unknown" else since + shift
        moved["taking"] = request.taking.model_copy(update={"since": since})
    assume(not isinstance(request, TitrationRequest) or days >= 0)
    one, other = plan(request).schedule, plan(request.model_copy(update=moved)).schedule
    assert [step.start + shift for step in one.steps] == [step.start for step in other.steps]
    assert [step.regimen for step in one.steps] == [step.regimen for step in other.steps]
    assert [step.days for step in one.steps] == [step.days for step in other.steps]


@given(titrations() | tapers())
def test_the_same_request_gives_the_same_bytes(request):
    one, other = plan(request), plan(request)
    assert one.model_dump_json() == other.model_dump_json()
    assert one.digest == other.digest


@given(titrations() | tapers())
def test_the_order_of_products_changes_no_tablet(request):
    other = request.model_copy(update={"products": tuple(reversed(request.products))})
    assert plan(request).schedule == plan(other).schedule


@given(titrations(), st.data())
def test_the_checker_finds_a_dose_that_is_raised_too_far(request, data):
    checked = plan(request)
    steps = list(checked.schedule.steps)
    number = data.draw(st.integers(0, len(steps) - 1))
    step = steps[number]
    taking = data.draw(st.sampled_from(step.regimen.administrations))
    much = taking.dose + type(taking.dose)("50 mg")
    takings = [
        held.model_copy(update={"dose": much}) if held == taking else held
        for held in step.regimen.administrations
    ]
    steps[number] = step.model_copy(
        update={"regimen": step.regimen.model_copy(update={"administrations": takings})}
    )
    broken = checked.schedule.model_copy(update={"steps": steps})
    report = check(
        broken, limits=checked.limits, products=checked.products, protocol=checked.protocol
    )
    codes = {finding.code for finding in report.stops}
    assert {"dose-above-maximum", "daily-dose-above-maximum"} & codes
    assert "pieces-do-not-add-up" in codes


def test_times_of_day_are_the_four_the_strategies_know():
    assert NAMED_TIMES == ("morning", "midday", "evening", "bedtime")
