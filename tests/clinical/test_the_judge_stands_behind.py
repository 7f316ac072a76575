"""When a part of planning goes wrong, the judge stops the plan: nothing leaves unjudged.

Each part is broken on purpose, one at a time. Agreement of planner and judge is worth
something only if their disagreement is noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.kept import Kept
from baclofen_titration.planning import (
    TaperRequest,
    TitrationRequest,
    descending,
    plan_taper,
    plan_titration,
    plans,
    shapes,
)
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol, read_protocol
from baclofen_titration.regimen import Taking
from clinical.hand import ADULT, THREE_OF_20, UNKNOWN_KIDNEYS, codes, go_down, go_up
from rulebook.make_protocol import make_protocol_text


def up() -> CheckedSchedule:
    return go_up("60 mg/day")


def down() -> CheckedSchedule:
    return go_down(THREE_OF_20, over="14 days")


def doubled(steps: list) -> list:
    """The last step with twice the doses."""
    last = steps[-1]
    return [*steps[:-1], replace(last, doses={at: 2 * dose for at, dose in last.doses.items()})]


def hurried(steps: list) -> list:
    """Every step a day long."""
    return [replace(step, days=1) for step in steps]


def skipped(steps: list) -> list:
    """Without the second step."""
    return [steps[0], *steps[2:]]


def ended(steps: list) -> list:
    """Without the last two steps."""
    return steps[:-2]


def turned(steps: list) -> list:
    """The last step first."""
    return [steps[-1], *steps[:-1]]


@pytest.mark.parametrize(
    ("engine", "plan", "broken", "code"),
    [
        ("climb", up, doubled, "daily-dose-above-maximum"),
        ("climb", up, doubled, "dose-above-maximum"),
        ("climb", up, hurried, "rise-too-soon"),
        ("climb", up, skipped, "rise-too-large"),
        ("climb", up, turned, "first-day-above-maximum"),
        ("descend", down, hurried, "fall-too-soon"),
        ("descend", down, skipped, "fall-too-large"),
        ("descend", down, ended, "abrupt-stop"),
        ("descend", down, turned, "rise-in-taper"),
    ],
)
def test_a_broken_engine_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    plan: Callable[[], CheckedSchedule],
    broken: Callable[[list], list],
    code: str,
) -> None:
    plan()
    room = plans if engine == "climb" else descending
    whole = getattr(room, engine)

    def worse(*given: object, **more: object) -> object:
        way = whole(*given, **more)
        return broken(way) if engine == "climb" else replace(way, falls=broken(way.falls))

    monkeypatch.setattr(room, engine, worse)
    monkeypatch.setattr(plans, "_ways", Kept())  # what was walked before is not broken
    with pytest.raises(UnsafeScheduleError) as caught:
        plan()
    assert code in {stop.code for stop in caught.value.report.stops}


@pytest.mark.parametrize("plan", [up, down])
def test_broken_dispensing_is_stopped(
    monkeypatch: pytest.MonkeyPatch, plan: Callable[[], CheckedSchedule]
) -> None:
    whole = shapes.choose_pieces

    def one_tablet_more(doses: set[int], products: tuple) -> dict:
        return {
            dose: (made[0].model_copy(update={"count": made[0].count + 1}), *made[1:])
            for dose, made in whole(doses, products).items()
        }

    monkeypatch.setattr(shapes, "choose_pieces", one_tablet_more)
    monkeypatch.setattr(shapes, "_shapes", Kept())
    with pytest.raises(UnsafeScheduleError) as caught:
        plan()
    assert {stop.code for stop in caught.value.report.stops} == {"pieces-do-not-add-up"}


def test_a_loosened_protocol_in_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is handed down is compared with the transcription of the shipped file.
    protocol = load_protocol("us-label-adult")
    looser = [
        limit.model_copy(update={"value": "90 mg/day"}) if limit.rule == "max_daily_dose" else limit
        for limit in protocol.limits.limits
    ]
    tampered = protocol.model_copy(
        update={"limits": protocol.limits.model_copy(update={"limits": looser}), "shipped": True}
    )
    request = TitrationRequest(
        protocol=tampered,
        products=load_products("us-tablets"),
        patient=ADULT,
        start="2026-12-01",
        taking="nothing",
        aim="30 mg/day",
    )
    with pytest.raises(UnsafeScheduleError) as caught:
        plan_titration(request)
    assert {stop.code for stop in caught.value.report.stops} == {"limit-looser-than-transcription"}


def test_the_limits_of_a_file_of_ones_own_are_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its maximum of 45 mg/day is inside every hard limit, so only what is handed down stops it.
    own = read_protocol(make_protocol_text(), "test-protocol")
    request = partial(
        TitrationRequest,
        protocol=own,
        products=load_products("us-tablets"),
        patient=ADULT,
        start="2026-12-01",
        taking="nothing",
    )
    whole = plans.climb
    monkeypatch.setattr(plans, "climb", lambda *given: doubled(whole(*given)))
    with pytest.raises(UnsafeScheduleError) as caught:
        plan_titration(request(aim="30 mg/day"))
    assert "daily-dose-above-maximum" in {stop.code for stop in caught.value.report.stops}


@pytest.mark.parametrize("plan", [up, down])
def test_every_check_ran_but_those_about_kidneys(plan: Callable[[], CheckedSchedule]) -> None:
    report = plan().report
    assert [entry.check for entry in report.checks_not_run] == ["kidneys"]
    wanted = {
        "daily-dose-above-maximum",
        "pieces-do-not-add-up",
        "protocol-not-transcribed",
        "limit-looser-than-transcription",
        "takings-too-close",
    }
    assert wanted <= set(report.checks_run)


def test_a_withdrawn_protocol_plans_nothing() -> None:
    withdrawn = read_protocol(make_protocol_text(status="withdrawn"), "test-protocol")
    common = {
        "protocol": withdrawn,
        "products": load_products("us-tablets"),
        "start": "2026-12-01",
    }
    with pytest.raises(RefusedError, match="is withdrawn"):
        plan_titration(TitrationRequest(**common, patient=ADULT, taking="nothing", aim="30 mg/day"))
    present = Taking(regimen="bedtime 10 mg", since="2026-10-01")
    with pytest.raises(RefusedError, match="is withdrawn"):
        plan_taper(TaperRequest(**common, patient=UNKNOWN_KIDNEYS, taking=present, over="14 days"))


@pytest.mark.parametrize(("start", "late"), [("2027-11-22", False), ("2027-11-23", True)])
def test_rules_whose_review_is_overdue_are_a_caution(start: str, late: bool) -> None:
    assert ("protocol-review-overdue" in codes(go_up("30 mg/day", start=start))) == late
