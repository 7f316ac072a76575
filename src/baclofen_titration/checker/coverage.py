"""Which checks ran, which could not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from baclofen_titration.checker.answers import codes_judged
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.patient_rules import RISES, STOPS, Told
from baclofen_titration.checker.spacing import names_without_hour
from baclofen_titration.checker.tapers import TAPERS
from baclofen_titration.checker.transcription import ByAge
from baclofen_titration.findings import NotRun
from baclofen_titration.limits import LimitRule, Limits
from baclofen_titration.patient import Patient, StatedNormal
from baclofen_titration.product import Product
from baclofen_titration.schedule import Schedule

STRUCTURE = (
    "malformed-schedule",
    "gap-between-steps",
    "overlapping-steps",
    "zero-dose",
    "ends-without-instruction",
    "rise-in-taper",
    "fall-in-titration",
    "first-change-not-judged",
)
BY_LIMIT: dict[str, LimitRule] = {
    "daily-dose-above-maximum": "max_daily_dose",
    "dose-above-maximum": "max_dose",
    "first-day-above-maximum": "max_first_day",
    "rise-too-large": "max_rise",
    "rise-too-large-at-one-time": "max_rise_per_dose",
    "rise-too-soon": "min_days_between_rises",
    "fall-too-large": "max_fall",
    "fall-too-large-at-one-time": "max_fall_per_dose",
    "fall-too-soon": "min_days_between_falls",
    "abrupt-stop": "max_last_daily_dose",
    "takings-too-close": "min_hours_between_takings",
}
BY_PRODUCT = (
    "unknown-product",
    "unmakeable",
    "pieces-do-not-add-up",
    "forbidden-split",
    "mixed-products",
)
CARRIED = "present-dose-above-maximum"
CARRIED_CLOSE = "present-takings-too-close"
BY_PROTOCOL = "protocol-not-transcribed"
BY_BOTH = "limit-looser-than-transcription"

CHILD = (
    "The weight was not given, so nothing was compared with the hard limits for each kilogram "
    "that hold below the age of adults."
)
OWN_FILE = (
    "The protocol is the user's own file, of which this judge holds no transcription; it was "
    "judged only by the limits handed down, which is not independent of planning."
)


NO_FACTORS = (
    "This judge holds no transcription of the protocol, so it could not take the parts of its "
    "limits that the kidneys ask for."
)


class Case(NamedTuple):
    """Everything that is known beside the schedule.

    `own` is the transcription of the protocol; None if there is none.
    `weighed` is whether a child's weight is known, so that its hard limits for each
    kilogram could be compared.
    `told` is what the patient's kidneys and age ask for, `narrowed` the transcription with it,
    and `tailored` the limits that it narrowed.
    `protocol` says how far a protocol was named: "none", "own file", "shipped".
    """

    limits: Limits | None
    products: tuple[Product, ...]
    patient: Patient | None
    protocol: str
    own: Limits | None
    bounds: Bounds
    told: Told
    weighed: bool = True
    by_age: tuple[ByAge, ...] = ()
    sets: tuple[tuple[Limits, bool], ...] = ()
    narrowed: Limits | None = None
    tailored: frozenset[tuple[LimitRule, int]] = frozenset()


def checks_not_run(schedule: Schedule, case: Case) -> list[NotRun]:
    """Say what could not be judged."""
    pairs = [
        *_by_patient(case),
        *_by_rules(case),
        *_by_limits(schedule, case),
        *_by_products(case),
    ]
    return [NotRun(check=check, why=why) for check, why in pairs]


def checks_run(case: Case, not_run: Iterable[NotRun]) -> tuple[str, ...]:
    """The codes of the checks that ran, in a fixed order."""
    left_out = {entry.check for entry in not_run}
    kidneys = [*STOPS, RISES] if case.told.found else []
    run = [*STRUCTURE, *BY_LIMIT, *TAPERS, CARRIED, CARRIED_CLOSE, *kidneys, *BY_PRODUCT]
    run += codes_judged(case.patient)
    if case.protocol == "shipped":
        run.append(BY_PROTOCOL)
    if case.own is not None and case.limits is not None:
        run.append(BY_BOTH)
    return tuple(code for code in run if code not in left_out)


def _by_patient(case: Case) -> Iterator[tuple[str, str]]:
    if not case.weighed:
        yield "hard-limits-per-kg", CHILD
    if case.patient is None or case.patient.age == "not asked":
        yield "age", "The age was not asked; the hard limits for adults were applied."
    if case.told.found:
        if case.own is None:
            yield "kidney-factors", NO_FACTORS
        return
    kidneys = "not asked" if case.patient is None else case.patient.kidneys
    if isinstance(kidneys, StatedNormal):
        state = "The kidneys are stated as normal, without a value"
    elif kidneys == "not asked":
        state = "The kidneys were not asked"
    else:
        state = "The kidneys are unknown"
    yield "kidneys", f"{state}, so no rule about kidneys was applied."


def _by_rules(case: Case) -> Iterator[tuple[str, str]]:
    if case.protocol == "none":
        yield "protocol", "No protocol was named, so the schedule was compared with none."
    elif case.protocol == "own file":
        yield "protocol", OWN_FILE
    elif case.own is None:
        yield "protocol", "This judge holds no transcription of that protocol in that edition."
    if case.limits is None:
        yield "limits", "No limits were handed down."


def _by_limits(schedule: Schedule, case: Case) -> Iterator[tuple[str, str]]:
    for code, rule in BY_LIMIT.items():
        if not case.bounds.has(rule):
            yield code, "No limit of that kind applies here, so there was nothing to compare with."
    if not (case.bounds.has("max_daily_dose") or case.bounds.has("max_dose")):
        yield CARRIED, "No maximum applies here, so there was nothing to compare with."
    if schedule.before == "unknown":
        why = "What was taken before the first day is not known"
        yield "first-change", f"{why}, so the change on the first day was not judged."
        if case.bounds.has("max_first_day"):
            yield "first-day-above-maximum", f"{why}, nor whether this is the first of baclofen."
    missing = names_without_hour(schedule)
    if not case.bounds.has("min_hours_between_takings"):
        yield CARRIED_CLOSE, "No time between takings is asked for here."
    elif missing:
        why = f"No clock hour is stated for {', '.join(missing)}."
        yield "takings-too-close", why
        yield CARRIED_CLOSE, why


def _by_products(case: Case) -> Iterator[tuple[str, str]]:
    if not case.products:
        for code in BY_PRODUCT:
            yield code, "No products were given, so no pieces could be weighed."
