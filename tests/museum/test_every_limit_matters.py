"""Row 26: every limit in a rule file is exercised by a test that would fail without it.

Each limit of the shipped protocol is loosened alone, in a copy of its text, through the
real reader. Then a plan or a judgement has to come out differently. Where no plan can
reach a limit, because the table or the checker's hard limits are as strict, the judge
is asked instead. Two limits may not be looser than the largest fall; there the copy
starts with a larger fall, for both sides of the comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pytest

from baclofen_titration.checker import check
from baclofen_titration.errors import RefusedError, RuleFileError
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import Product, load_products
from baclofen_titration.protocols import DosingProtocol, read_protocol
from baclofen_titration.regimen import Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from clinical.hand import ADULT, THREE_OF_20, UNKNOWN_KIDNEYS

THIRTY = "morning 10 mg, midday 10 mg, evening 10 mg"
QUARTERED = load_products("us-tablet-10")[0].model_copy(
    update={"id": "quartered", "parts": ("whole", "half", "quarter")}
)


@cache
def shipped_text() -> str:
    return (
        files("baclofen_titration.protocols")
        .joinpath("data/us-label-adult.toml")
        .read_text("utf-8")
    )


def copy_with(**values: str) -> DosingProtocol:
    """A copy of the shipped protocol with other limits, read by the real reader."""
    text = shipped_text().replace('id = "us-label-adult"', 'id = "copy"', 1)
    for rule, value in values.items():
        pattern = rf'(\[limits\.{rule}\]\nvalue = )"[^"]+"'
        text, found = re.subn(pattern, rf'\1"{value}"', text)
        assert found == 1, f"{rule} stands in the file once"
    return read_protocol(text, "copy")


def rise(protocol: DosingProtocol, aim: str, taking: str, since: str = "2026-11-01",
         products: tuple[Product, ...] = ()) -> object:  # fmt: skip
    request = TitrationRequest(
        protocol=protocol,
        products=products or load_products("us-tablets"),
        patient=ADULT,
        start="2026-12-01",
        taking=Taking(regimen=taking, since=since),
        aim=aim,
    )
    return _outcome(lambda: plan_titration(request).schedule)


def fall(protocol: DosingProtocol, taking: str, over: str) -> object:
    request = TaperRequest(
        protocol=protocol,
        products=load_products("us-tablets"),
        patient=UNKNOWN_KIDNEYS,
        start="2026-12-01",
        taking=Taking(regimen=taking, since="2026-10-01"),
        over=over,
    )
    return _outcome(lambda: plan_taper(request).schedule)


def judged(protocol: DosingProtocol, *steps: str, before: object = "nothing",
           then: str = "continues") -> set[str]:  # fmt: skip
    """What the judge stops, by the limits of this protocol, in steps of three days."""
    schedule = Schedule(
        before=before,
        steps=[
            Step(
                start=f"2026-12-{1 + 3 * number:02d}",
                days=3,
                regimen=parse_regimen(text),
                phase="taper" if then == "stopped" else "titration",
            )
            for number, text in enumerate(steps)
        ],
        then=then,
    )
    return {finding.code for finding in check(schedule, limits=protocol.limits).stops}


def _outcome(plan: Callable[[], Schedule]) -> object:
    try:
        return [(step.days, str(step.regimen)) for step in plan().steps]
    except RefusedError as error:
        return str(error)


FIVE_OF_17 = ", ".join(f"{hour:02d}:00 17 mg" for hour in (2, 6, 10, 14, 18))
FIVE_OF_16 = FIVE_OF_17.replace("17", "16")


@dataclass(frozen=True)
class Loosened:
    """A limit, what it is loosened to, and where that shows."""

    to: str
    shows: Callable[[DosingProtocol], object]
    beside: tuple[tuple[str, str], ...] = ()


WIDER_FALL = (("max_fall", "15 mg/day"),)

LOOSENED: dict[str, Loosened] = {
    "max_daily_dose": Loosened("90 mg/day", lambda protocol: judged(
        protocol, FIVE_OF_17, before=Taking(regimen=FIVE_OF_16, since="2026-11-01"))),
    "max_dose": Loosened("25 mg", lambda protocol: rise(
        protocol, "60 mg/day", "morning 25 mg, evening 25 mg")),
    "max_first_day": Loosened("20 mg/day", lambda protocol: judged(
        protocol, "morning 5 mg, midday 5 mg, evening 10 mg")),
    "max_rise": Loosened("20 mg/day", lambda protocol: rise(
        protocol, "60 mg/day", "morning 5 mg, midday 5 mg, evening 5 mg, bedtime 17.5 mg",
        products=(QUARTERED,))),
    "max_rise_per_dose": Loosened("10 mg", lambda protocol: rise(
        protocol, "60 mg/day", "morning 10 mg, midday 5 mg, evening 15 mg")),
    "min_days_between_rises": Loosened("2 days", lambda protocol: rise(
        protocol, "40 mg/day", THIRTY, since="unknown")),
    "max_fall": Loosened("15 mg/day", lambda protocol: fall(protocol, THREE_OF_20, "14 days")),
    "max_fall_per_dose": Loosened(
        "15 mg", lambda protocol: fall(protocol, "bedtime 35 mg", "14 days"), WIDER_FALL),
    "min_days_between_falls": Loosened(
        "1 day", lambda protocol: fall(protocol, THREE_OF_20, "7 days")),
    "max_last_daily_dose": Loosened(
        "15 mg/day", lambda protocol: fall(protocol, THIRTY, "6 days"), WIDER_FALL),
    "min_hours_between_takings": Loosened("3 hours", lambda protocol: judged(
        protocol, "08:00 5 mg, 11:00 5 mg, 14:00 5 mg")),
}  # fmt: skip


def test_row_26_every_limit_is_named_here() -> None:
    """Seen in a Parkinson's planner: a daily maximum stood in its data and nothing read it."""
    assert set(LOOSENED) == set(LIMIT_UNITS)


@pytest.mark.parametrize("rule", LOOSENED)
def test_row_26_a_looser_limit_changes_a_plan_or_a_judgement(rule: str) -> None:
    """Seen in a Parkinson's planner: a daily maximum stood in its data and nothing read it."""
    case = LOOSENED[rule]
    strict = copy_with(**dict(case.beside))
    loose = copy_with(**{**dict(case.beside), rule: case.to})
    own, other = strict.limits.get(rule), loose.limits.get(rule)
    assert own.is_stricter_than(other)
    differ = [x.rule for x in strict.limits.limits if loose.limits.get(x.rule) != x]
    assert differ == [rule], "nothing else differs"
    assert case.shows(strict) != case.shows(loose)


@pytest.mark.parametrize(
    ("rule", "value"), [("max_fall_per_dose", "15 mg"), ("max_last_daily_dose", "15 mg/day")]
)
def test_row_26_a_limit_that_could_never_be_reached_is_refused(rule: str, value: str) -> None:
    """Seen in a Parkinson's planner: a limit that no plan could meet was accepted in silence."""
    with pytest.raises(RuleFileError, match=rf"limits\.{rule}: .* could never be reached"):
        copy_with(**{rule: value})


def test_row_26_the_strict_side_of_each_case_is_what_it_is_meant_to_be() -> None:
    """Seen in a Parkinson's planner; without this a case could differ for another reason."""
    own = copy_with()
    assert LOOSENED["max_daily_dose"].shows(own) == {"daily-dose-above-maximum"}
    assert LOOSENED["max_first_day"].shows(own) == {"first-day-above-maximum"}
    assert LOOSENED["min_hours_between_takings"].shows(own) == {"takings-too-close"}
    assert "shortest way takes 12 days" in str(LOOSENED["min_days_between_falls"].shows(own))
    # 32.5 mg/day and 15 more: the bedtime dose stays, although its own limit would let it rise.
    assert LOOSENED["max_rise"].shows(own)[1] == (
        3,
        "morning 10 mg, midday 10 mg, evening 10 mg, bedtime 17.5 mg",
    )
