"""Each limit, in each of the three sets, at the edge: one below, on it, one above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from baclofen_titration.checker import check
from baclofen_titration.checker.transcription import hard_limits, transcriptions
from baclofen_titration.findings import Finding
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Regimen, Taking
from baclofen_titration.schedule import Schedule, Step
from unit.checker.building import ADULT, LABEL, OURS

START = date(2026, 3, 2)
LONG_AGO = date(2025, 6, 1)


def taken(**micrograms: int) -> Regimen:
    return Regimen(
        administrations=[
            Administration(at=at, dose=Dose.from_micrograms(dose))
            for at, dose in micrograms.items()
        ]
    )


def schedule_of(before: object, *steps: tuple[int, int | None, Regimen, str], **more: object):
    return Schedule(
        before=before,
        steps=[
            Step(start=START + timedelta(days=offset), days=days, regimen=regimen, phase=phase)
            for offset, days, regimen, phase in steps
        ],
        **more,
    )


def level(amount: int) -> Schedule:
    return schedule_of("unknown", (0, None, taken(morning=amount), "maintenance"))


def first_day(amount: int) -> Schedule:
    return schedule_of("nothing", (0, None, taken(morning=amount), "titration"))


def rise(amount: int) -> Schedule:
    before = Taking(regimen=taken(morning=1_000), since=LONG_AGO)
    return schedule_of(before, (0, None, taken(morning=1_000 + amount), "titration"))


def rise_after(days: int) -> Schedule:
    return schedule_of(
        "nothing",
        (0, days, taken(morning=1_000), "titration"),
        (days, None, taken(morning=2_000), "titration"),
    )


def fall(amount: int) -> Schedule:
    before = Taking(regimen=taken(morning=1_000 + amount), since=LONG_AGO)
    return schedule_of(before, (0, None, taken(morning=1_000), "taper"))


def fall_after(days: int) -> Schedule:
    before = Taking(regimen=taken(morning=3_000), since=LONG_AGO)
    return schedule_of(
        before,
        (0, max(days, 1), taken(morning=2_000), "taper"),
        (days, None, taken(morning=1_000), "taper"),
    )


def last(amount: int) -> Schedule:
    before = Taking(regimen=taken(morning=amount), since=LONG_AGO)
    return schedule_of(before, (0, 7, taken(morning=amount), "taper"), then="stopped")


def apart(minutes: int) -> Schedule:
    hour, minute = divmod(6 * 60 + minutes, 60)
    regimen = taken(**{"06:00": 1_000, f"{hour:02}:{minute:02}": 1_000})
    return schedule_of("unknown", (0, None, regimen, "maintenance"))


PROBES: dict[LimitRule, tuple[str, Callable[[int], Schedule], int]] = {
    "max_daily_dose": ("daily-dose-above-maximum", level, 1),
    "max_dose": ("dose-above-maximum", level, 1),
    "max_first_day": ("first-day-above-maximum", first_day, 1),
    "max_rise": ("rise-too-large", rise, 1),
    "max_rise_per_dose": ("rise-too-large-at-one-time", rise, 1),
    "min_days_between_rises": ("rise-too-soon", rise_after, 1),
    "max_fall": ("fall-too-large", fall, 1),
    "max_fall_per_dose": ("fall-too-large-at-one-time", fall, 1),
    "min_days_between_falls": ("fall-too-soon", fall_after, 1),
    "max_last_daily_dose": ("abrupt-stop", last, 1),
    "min_hours_between_takings": ("takings-too-close", apart, 60),
}
HARD = hard_limits().limits
OWN = transcriptions()[(LABEL.id, LABEL.edition)]
TRANSCRIBED = [
    pytest.param(
        LABEL.model_copy(update={"id": name, "edition": edition}), limit, id=f"{name} {limit.rule}"
    )
    for (name, edition), limits in transcriptions().items()
    for limit in limits.limits
]


def stricter(limit: Limit) -> Limit:
    """A limit that nothing but the caller asks for, inside all the others."""
    if not isinstance(limit.value, int):
        kind = type(limit.value)
        return Limit(
            rule=limit.rule, value=kind.from_micrograms(limit.amount * 2 // 3), authors=[OURS]
        )
    return Limit(rule=limit.rule, value=limit.value + 3, authors=[OURS])


STRICTER = [stricter(limit) for limit in OWN.limits]


def found(code: str, schedule: Schedule, **given: object) -> list[Finding]:
    report = check(schedule, patient=ADULT, **given)
    return [finding for finding in report.findings if finding.code == code]


def edge(limit: Limit) -> tuple[str, Callable[[int], Schedule], int, int]:
    """Code, probe, the last amount that is allowed, and the first that is not."""
    code, probe, parts = PROBES[limit.rule]
    amount = limit.amount * parts
    return code, probe, amount, amount + (1 if limit.rule.startswith("max_") else -1)


def inside(limit: Limit) -> int:
    amount = limit.amount * PROBES[limit.rule][2]
    return amount + (-1 if limit.rule.startswith("max_") else 1)


def judge(limit: Limit, *, hard: bool, **given: object) -> None:
    code, probe, on_it, beyond = edge(limit)
    assert found(code, probe(inside(limit)), **given) == []
    assert found(code, probe(on_it), **given) == []
    [finding] = found(code, probe(beyond), **given)
    shown = limit.value
    if isinstance(shown, int):
        unit = "hour" if "hours" in limit.rule else "day"
        shown = f"{shown} {unit}" + ("" if shown == 1 else "s")
    assert finding.allowed == str(shown)
    assert finding.allowed in finding.says
    assert finding.severity == "stop"
    assert finding.hard is hard
    assert set(limit.authors) <= set(finding.authors)


@pytest.mark.parametrize("limit", HARD.limits, ids=lambda limit: limit.rule)
def test_hard_limit(limit):
    judge(limit, hard=True)


@pytest.mark.parametrize(("protocol", "limit"), TRANSCRIBED)
def test_transcribed_limit(protocol, limit):
    # Where the label is as loose as the hard limit, passing one passes both.
    judge(limit, hard=HARD.value(limit.rule) == limit.amount, protocol=protocol)


@pytest.mark.parametrize("limit", STRICTER, ids=lambda limit: limit.rule)
def test_limit_handed_down(limit):
    judge(limit, hard=False, limits=Limits.of([limit]))


@pytest.mark.parametrize("limit", STRICTER, ids=lambda limit: limit.rule)
def test_the_strictest_limit_is_shown_and_a_hard_one_is_named_with_it(limit):
    code, probe, _, _ = edge(limit)
    hard = HARD.get(limit.rule)
    assert hard is not None
    beyond = edge(hard)[3]
    [finding] = found(code, probe(beyond), limits=Limits.of([limit]), protocol=LABEL)
    assert finding.hard
    assert set(finding.authors) == {*limit.authors, *hard.authors}
    value = hard.value
    assert (str(value) if not isinstance(value, int) else f"{value} ") in finding.says


def test_every_rule_has_a_probe():
    assert {limit.rule for limit in HARD.limits} == set(PROBES)
    for own in transcriptions().values():
        # One that nothing is planned from may hold some of them only.
        assert {limit.rule for limit in own.limits} <= set(PROBES)


def test_the_hard_limits_lie_outside_every_transcription():
    for limits in transcriptions().values():
        for own in limits.limits:
            hard = HARD.get(own.rule)
            assert hard is not None
            assert not hard.is_stricter_than(own)
