"""Judge a schedule: take it in, compare it with every limit, say what ran and what could not."""

from __future__ import annotations

from datetime import date
from typing import get_args

from baclofen_titration.checked import ProtocolReference, Setting
from baclofen_titration.checker import sentences
from baclofen_titration.checker.ages import judge_ages
from baclofen_titration.checker.answers import Asked, given_in_micrograms, judge_answers
from baclofen_titration.checker.case import Case, Given, case_of
from baclofen_titration.checker.coverage import (
    BY_LIMIT,
    BY_PRODUCT,
    CARRIED,
    CARRIED_CLOSE,
    STRUCTURE,
    checks_not_run,
    checks_run,
)
from baclofen_titration.checker.intake import take_in
from baclofen_titration.checker.levels import judge_levels
from baclofen_titration.checker.pace import judge_pace, unjudged_first_fall
from baclofen_titration.checker.patient_rules import judge_patient
from baclofen_titration.checker.patterns import Rows, rows_of
from baclofen_titration.checker.pieces import judge_pieces
from baclofen_titration.checker.reading import Reading, read
from baclofen_titration.checker.spacing import judge_spacing
from baclofen_titration.checker.structure import judge_structure
from baclofen_titration.checker.tapers import TAPERS, judge_tapers
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.findings import SEVERITY_ORDER, Finding, NotRun, SafetyReport
from baclofen_titration.limits import Limits
from baclofen_titration.patient import Patient
from baclofen_titration.product import Product
from baclofen_titration.schedule import Schedule

SETTINGS: tuple[str, ...] = get_args(Setting)


def check(
    schedule: Schedule,
    *,
    limits: Limits | None = None,
    products: tuple[Product, ...] = (),
    patient: Patient | None = None,
    protocol: ProtocolReference | None = None,
    setting: Setting = "outpatient",
    rule_sets: tuple[str, ...] = (),
) -> SafetyReport:
    """Judge a schedule by hard limits, by its protocol and by the limits handed down.

    A bad schedule is never a reason to raise: whatever is wrong with it is
    found and reported.

    Parameters
    ----------
    schedule : Schedule
        What is judged. It is taken apart first, whoever made it.
    limits : Limits, optional
        The limits that planning applied.
    products : tuple of Product, optional
        What the pieces are made of; without them no pieces are weighed.
    patient : Patient, optional
        Without an age the hard limits for adults are applied; below that age
        those for children are, with those for each kilogram where a weight is known.
    protocol : ProtocolReference, optional
        What the schedule was planned from. A shipped protocol is judged by the
        judge's own transcription of it.
    setting : {"outpatient", "inpatient"}
        Where it is taken; in hospital the largest daily dose is another one.
    rule_sets : tuple of str
        Rule sets for kidneys and age that hold; empty for those that go with the protocol.

    Returns
    -------
    SafetyReport
        Findings, worst and earliest first, with the checks that ran and those
        that could not.

    Raises
    ------
    UnknownNameError
        If there is no such setting; name one that exists.

    Examples
    --------
    >>> from baclofen_titration import Step, parse_regimen
    >>> first = Step(
    ...     start="2026-03-02",
    ...     days=None,
    ...     regimen=parse_regimen("08:00 10 mg, 20:00 15 mg"),
    ...     phase="titration",
    ... )
    >>> report = check(Schedule(before="nothing", steps=[first]))
    >>> [(stop.code, stop.found, stop.allowed) for stop in report.stops]
    [('first-day-above-maximum', '25 mg/day', '20 mg/day')]
    """
    if setting not in SETTINGS:
        raise UnknownNameError("A setting is outpatient or inpatient.")
    report = examine(
        schedule, limits, products, patient, protocol, rule_sets=rule_sets, setting=setting
    )
    return report.made_of(schedule)


def examine(
    schedule: Schedule,
    limits: Limits | None,
    products: tuple[Product, ...],
    patient: Patient | None,
    protocol: ProtocolReference | None,
    *,
    by_hard_limits: bool = True,
    rule_sets: tuple[str, ...] = (),
    setting: Setting = "outpatient",
) -> SafetyReport:
    """Judge as `check` does; without the hard limits only to see what a protocol alone says."""
    shelf = _shelf(products)
    if shelf is None:
        return _malformed()
    given = Given(limits, shelf, patient, protocol, setting, rule_sets)
    handed = ((Limits, limits), (Patient, patient), (ProtocolReference, protocol))
    beside = take_in(
        [
            *[(kind, value) for kind, value in handed if value is not None],
            *[(Product, product) for product in shelf],
        ]
    )
    proof = take_in([(Schedule, schedule)])
    if proof is None or beside is None or not _are_told_apart(shelf):
        return _malformed()
    case = case_of(given, beside, schedule.start, by_hard_limits=by_hard_limits)
    return _judge(rows_of(schedule, proof), case)


def _judge(rows: Rows, case: Case) -> SafetyReport:
    reading, given = read(rows.schedule, rows), case.given
    asked = Asked(given.patient, given.shipped, case.told.value, given_in_micrograms(rows))
    found = [
        *_rules(case),
        *judge_structure(rows),
        *_unknown_before(reading),
        *judge_levels(reading, case.bounds, case.tailored),
        *judge_ages(reading, given.age, case.by_age, case.bounds),
        *judge_pace(reading, case.bounds),
        *judge_spacing(rows, case.bounds),
        *judge_patient(case.told, reading),
        *judge_answers(asked, reading),
        *judge_tapers(rows.schedule, reading, given.patient),
    ]
    if given.products:
        found += judge_pieces(rows, case.shelf)
    left_out = (
        *checks_not_run(rows, case),
        *unjudged_first_fall(reading, case.bounds),
    )
    # Findings and names of checks were validated when they were made, here and in our own data.
    return SafetyReport.of_proven(
        {
            "findings": tuple(sorted(found, key=_rank)),
            "checks_run": checks_run(case, left_out),
            "checks_not_run": left_out,
        }
    )


def _rules(case: Case) -> list[Finding]:
    """What is wrong with the protocol and the limits, whatever the schedule does."""
    protocol = case.given.protocol
    if protocol is not None and case.protocol == "shipped" and case.own is None:
        return [
            Finding(
                code="protocol-not-transcribed",
                severity="stop",
                says=sentences.not_transcribed(protocol.id, protocol.edition),
                found=f"{protocol.id} {protocol.edition.isoformat()}",
                hard=True,
            )
        ]
    return [
        Finding(
            code="limit-looser-than-transcription",
            severity="stop",
            says=sentences.looser(own.rule, given.amount, own.amount),
            found=sentences.limit(own.rule, given.amount),
            allowed=sentences.limit(own.rule, own.amount),
            authors=own.authors,
            hard=True,
        )
        for own, given in case.looser
    ]


def _unknown_before(reading: Reading) -> list[Finding]:
    if reading.before is not None:
        return []
    first = reading.spells[0]
    return [
        Finding(
            code="first-change-not-judged",
            severity="note",
            says=sentences.UNKNOWN_BEFORE,
            on=first.start,
            step=first.step,
        )
    ]


def _shelf(products: object) -> tuple[Product, ...] | None:
    return tuple(products) if isinstance(products, tuple | list) else None


def _are_told_apart(shelf: tuple[Product, ...]) -> bool:
    """Whether no two different products share an id."""
    by_id = {product.id: product for product in shelf}
    return len(by_id) == len(shelf) or all(
        by_id[product.id] is product or by_id[product.id] == product for product in shelf
    )


def _malformed() -> SafetyReport:
    why = "The schedule, or what was handed down with it, does not hold together."
    others = [*STRUCTURE[1:], *BY_LIMIT, *TAPERS, CARRIED, CARRIED_CLOSE, *BY_PRODUCT]
    return SafetyReport(
        findings=(
            Finding(
                code="malformed-schedule", severity="stop", says=sentences.MALFORMED, hard=True
            ),
        ),
        checks_run=("malformed-schedule",),
        checks_not_run=tuple(NotRun(check=code, why=why) for code in others),
    )


def _rank(finding: Finding) -> tuple[int, date, str, int, str, str]:
    return (
        SEVERITY_ORDER[finding.severity],
        finding.on or date.min,
        finding.code,
        finding.step or 0,
        finding.at or "",
        finding.found,
    )
