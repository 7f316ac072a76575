"""Which checks ran, which could not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from baclofen_titration.checker.answers import codes_judged
from baclofen_titration.checker.case import Case
from baclofen_titration.checker.patient_rules import RISES, STOPS
from baclofen_titration.checker.patterns import Rows
from baclofen_titration.checker.spacing import names_without_hour
from baclofen_titration.checker.tapers import TAPERS
from baclofen_titration.findings import NotRun
from baclofen_titration.limits import LimitRule
from baclofen_titration.patient import StatedNormal

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


def checks_not_run(rows: Rows, case: Case) -> list[NotRun]:
    """Say what could not be judged."""
    unknown = rows.schedule.before == "unknown"
    pairs = [
        *_by_patient(case),
        *_by_rules(case),
        *_by_limits(case.bounds.rules, unknown, names_without_hour(rows)),
    ]
    if not case.given.products:
        pairs += [
            (code, "No products were given, so no pieces could be weighed.") for code in BY_PRODUCT
        ]
    return [NotRun(check=check, why=why) for check, why in pairs]


def checks_run(case: Case, not_run: Iterable[NotRun]) -> tuple[str, ...]:
    """The codes of the checks that ran, in a fixed order."""
    return _run(
        tuple([entry.check for entry in not_run]),
        codes_judged(case.given.patient),
        bool(case.told.found),
        case.protocol == "shipped",
        case.own is not None and case.given.limits is not None,
    )


@lru_cache
def _run(
    left_out: tuple[str, ...],
    answered: tuple[str, ...],
    by_kidneys: bool,
    shipped: bool,
    both: bool,
) -> tuple[str, ...]:
    kidneys = [*STOPS, RISES] if by_kidneys else []
    run = [*STRUCTURE, *BY_LIMIT, *TAPERS, CARRIED, CARRIED_CLOSE, *kidneys, *BY_PRODUCT]
    run += answered
    if shipped:
        run.append(BY_PROTOCOL)
    if both:
        run.append(BY_BOTH)
    return tuple(code for code in run if code not in left_out)


def _by_patient(case: Case) -> Iterator[tuple[str, str]]:
    if not case.weighed:
        yield "hard-limits-per-kg", CHILD
    if case.given.patient is None or case.given.patient.age == "not asked":
        yield "age", "The age was not asked; the hard limits for adults were applied."
    if case.told.found:
        if case.own is None:
            yield "kidney-factors", NO_FACTORS
        return
    kidneys = "not asked" if case.given.patient is None else case.given.patient.kidneys
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
    if case.given.limits is None:
        yield "limits", "No limits were handed down."


@lru_cache
def _by_limits(
    rules: frozenset[LimitRule], unknown: bool, missing: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    return tuple(_why_not(rules, unknown, missing))


def _why_not(
    rules: frozenset[LimitRule], unknown: bool, missing: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for code, rule in BY_LIMIT.items():
        if rule not in rules:
            yield code, "No limit of that kind applies here, so there was nothing to compare with."
    if rules.isdisjoint(("max_daily_dose", "max_dose")):
        yield CARRIED, "No maximum applies here, so there was nothing to compare with."
    if unknown:
        why = "What was taken before the first day is not known"
        yield "first-change", f"{why}, so the change on the first day was not judged."
        if "max_first_day" in rules:
            yield "first-day-above-maximum", f"{why}, nor whether this is the first of baclofen."
    if "min_hours_between_takings" not in rules:
        yield CARRIED_CLOSE, "No time between takings is asked for here."
    elif missing:
        why = f"No clock hour is stated for {', '.join(missing)}."
        yield "takings-too-close", why
        yield CARRIED_CLOSE, why
