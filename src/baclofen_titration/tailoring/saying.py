"""What has to be said of a patient's kidneys, age and weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from baclofen_titration.findings import Finding, Severity
from baclofen_titration.measurements import Weight
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.tailoring.asking import Asked, band_value
from baclofen_titration.tailoring.estimates import Estimate, Kidneys
from baclofen_titration.tailoring.shelf import VALUES, rule_sets, value_rules

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.limits import Limits
    from baclofen_titration.patient import Patient
    from baclofen_titration.provenance import Author
    from baclofen_titration.tailoring.admission import Direction

STOPS = {
    "kidneys-too-weak": (
        "Kidneys: {}. Baclofen is to be avoided with kidneys as weak as that.",
        "If a clinician accepts it, one low step is planned, and no rise after it.",
    ),
    "older-with-weak-kidneys": (
        "Age of 65 years or more with weak kidneys ({}): a geriatric list says avoid.",
        "If it cannot be avoided, a clinician has to accept it.",
    ),
}
"""What is found, and what it asks for on a way up; a way down is open without that."""


def findings_of(
    kidneys: Kidneys,
    patient: Patient,
    asked: Sequence[Asked],
    direction: Direction,
) -> Iterator[Finding]:
    """Say what was found, what is uncertain, and what a clinician has to accept.

    A `stop` for a rise is a caution on the way down, which stays open.
    """
    severity: Severity = "stop" if direction == "up" else "caution"
    applied = [one for one in asked if one.applied]
    if kidneys.known:
        yield from _about_values(kidneys, patient, applied)
    yield from _stops(kidneys, applied, severity)
    if direction == "up":
        yield from _unasked(patient)
    yield from _left_out(asked, severity)


def _about_values(
    kidneys: Kidneys, patient: Patient, applied: Sequence[Asked]
) -> Iterator[Finding]:
    yield Finding(
        code="kidney-value",
        severity="note",
        says=f"Kidneys: {kidneys.text}." + (" The lowest bands." if kidneys.estimates[1:] else ""),
        found=kidneys.found,
    )
    if kidneys.little_muscle and not kidneys.on_dialysis:
        yield Finding(
            code="muscle-reduced-or-unknown",
            severity="caution",
            says=f"Muscle: {patient.muscle}. Little muscle makes little creatinine, so kidneys "
            "look better than they are; the value is banded one band lower. Cystatin C or a "
            "measured clearance settles it.",
            found=patient.muscle,
            allowed="usual",
            authors=value_rules().muscle.authors,
        )
    if isinstance(patient.weight, Weight) and patient.weight.on is None and kidneys.estimates:
        yield Finding(
            code="weight-undated",
            severity="caution",
            says="The weight has no date, and the clearance rests on it. Weigh again.",
        )
    if kidneys.higher_by_choice:
        yield Finding(
            code="clearance-weight-chosen",
            severity="caution",
            says=f"The clearance is worked out with the {patient.clearance_weight} weight, as "
            "asked for; by height it comes out lower. The clearance by height is "
            f"{kidneys.higher_by_choice}.",
            found=patient.clearance_weight,
            allowed="by height",
            authors=value_rules().weight_above_ideal.authors,
        )
    bands = {_bands_of(held, applied) for held in kidneys.estimates}
    if len(bands) > 1:
        yield Finding(
            code="kidney-estimates-disagree",
            severity="caution",
            says=f"Kidneys: {kidneys.text} fall in different bands. The lower one is used.",
            found=kidneys.found,
        )


def _unasked(patient: Patient) -> Iterator[Finding]:
    """What nobody asked never narrows, so that it is said instead."""
    answers = {"cause": patient.cause, "sensitive": patient.sensitive}
    open_ends = [
        f"{name}: {answer}"
        for name, answer in answers.items()
        if answer in ("unknown", "not asked")
    ]
    if open_ends:
        yield _gentler_not_asked("; ".join(open_ends))


@cache
def _gentler_not_asked(open_ends: str) -> Finding:
    """One for each way to leave two questions open."""
    return Finding(
        code="gentler-start-not-asked",
        severity="note",
        says="Spasticity of cerebral origin, and patients who are sensitive to medicines, "
        f"begin lower and rise slower. Not known here: {open_ends}.",
        found=open_ends,
    )


def _bands_of(held: Estimate, applied: Sequence[Asked]) -> tuple[str, ...]:
    alone = Kidneys(estimates=(held,))
    return tuple(
        rule.name
        for one in applied
        for rule in one.held.rules
        if rule.about_kidneys
        and rule.steady_state is None
        and rule.covers(band_value(alone), on_dialysis=False)
    )


def _stops(kidneys: Kidneys, applied: Sequence[Asked], severity: Severity) -> Iterator[Finding]:
    held: dict[str, list[Author]] = {}
    for one in applied:
        for rule in one.rules:
            if rule.stop is not None:
                held.setdefault(rule.stop, []).extend(rule.authors)
    for code, authors in held.items():
        found, asks = STOPS.get(code, ("Kidneys: {}.", ""))
        says = f"{found} {asks}".rstrip() if severity == "stop" else found
        yield Finding(
            code=code,
            severity=severity,
            says=says.format(kidneys.text),
            found=kidneys.found,
            authors=tuple(dict.fromkeys(authors)),
        )


def _left_out(asked: Sequence[Asked], severity: Severity) -> Iterator[Finding]:
    for one in asked:
        if one.left_out:
            yield Finding(
                code="rule-set-left-out",
                severity=severity,
                says=f"The rule set {one.held.id} is for this patient and was left out.",
                found=one.held.id,
                authors=one.held.default_authors,
            )


def present_findings(
    taking: Taking | str, base: Limits, limits: Limits, direction: Direction
) -> Iterator[Finding]:
    """A limit forbids rises and makes no cut: how fast it falls is asked, and closes no way."""
    most = limits.get("max_daily_dose")
    if not isinstance(taking, Taking) or most is None:
        return
    present = taking.regimen.daily_dose
    if present.micrograms > most.amount and most.amount != base.value("max_daily_dose"):
        yield Finding(
            code="present-dose-above-maximum",
            severity="stop" if direction == "up" else "caution",
            says=f"The present {present} is above the maximum of "
            f"{DailyDose.from_micrograms(most.amount)} that now holds for this patient. Nothing "
            "rises, and nothing is cut in one step: ask a clinician how fast it comes down. Too "
            "slow is dangerous here too.",
            found=str(present),
            allowed=str(most.value),
            authors=most.authors,
        )


def overdue_findings(applied: Sequence[Asked], kidneys: Kidneys, start: date) -> Iterator[Finding]:
    """A file of rules that was to be reviewed before the first day is used, and said."""
    held = {one.held.id: one.held.review_by for one in applied if one.held.id in rule_sets()}
    if kidneys.estimates:
        held[VALUES] = value_rules().review_by
    for name, review_by in held.items():
        if start > review_by:
            yield Finding(
                code="rule-set-review-overdue",
                severity="caution",
                says=f"The rule set {name} was to be reviewed by {review_by}, before this "
                "schedule starts.",
                found=f"{name}, {start.isoformat()}",
                allowed=review_by.isoformat(),
            )
