"""Judge a schedule: take it in, compare it with every limit, say what ran and what could not."""

from __future__ import annotations

from datetime import date
from typing import get_args

from baclofen_titration.checked import ProtocolReference, Setting
from baclofen_titration.checker import sentences
from baclofen_titration.checker.ages import judge_ages
from baclofen_titration.checker.answers import Asked, given_in_micrograms, judge_answers
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.coverage import (
    BY_LIMIT,
    BY_PRODUCT,
    CARRIED,
    CARRIED_CLOSE,
    STRUCTURE,
    Case,
    checks_not_run,
    checks_run,
)
from baclofen_titration.checker.intake import as_validated
from baclofen_titration.checker.levels import judge_levels
from baclofen_titration.checker.pace import judge_pace, unjudged_first_fall
from baclofen_titration.checker.patient_rules import judge_patient, nothing_told, told_by
from baclofen_titration.checker.pieces import judge_pieces
from baclofen_titration.checker.reading import Reading, read
from baclofen_titration.checker.spacing import judge_spacing
from baclofen_titration.checker.structure import judge_structure
from baclofen_titration.checker.tapers import TAPERS, judge_tapers
from baclofen_titration.checker.transcription import (
    ForChildren,
    hard_limits,
    hard_limits_in_hospital,
    hard_limits_of_children,
    transcribed,
    transcribed_for_children,
    transcribed_in_hospital,
)
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.findings import SEVERITY_ORDER, Finding, NotRun, SafetyReport
from baclofen_titration.limits import Limits
from baclofen_titration.measurements import Weight
from baclofen_titration.patient import Age, Patient
from baclofen_titration.product import Product
from baclofen_titration.schedule import Schedule


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
    >>> from baclofen_titration.schedule import Step, parse_regimen
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
    if setting not in get_args(Setting):
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
    whole = as_validated(Schedule, schedule)
    handed = None if limits is None else as_validated(Limits, limits)
    person = None if patient is None else as_validated(Patient, patient)
    named = None if protocol is None else as_validated(ProtocolReference, protocol)
    shelf = _shelf(products)
    held = [(limits, handed), (patient, person), (protocol, named)]
    broken = any(given is not None and made is None for given, made in held)
    if whole is None or shelf is None or broken:
        return _malformed()
    case = _case(handed, shelf, person, named, by_hard_limits, setting)
    shipped = named.id if named is not None and named.shipped else ""
    case = _narrowed(case, whole.start, rule_sets, shipped)
    return _judge(whole, case, named)


def _judge(schedule: Schedule, case: Case, protocol: ProtocolReference | None) -> SafetyReport:
    reading = read(schedule)
    found = [
        *_rules(case, protocol),
        *judge_structure(schedule),
        *_unknown_before(reading),
        *judge_levels(reading, case.bounds, case.tailored),
        *judge_ages(reading, _age_of(case.patient), case.by_age, case.bounds),
        *judge_pace(reading, case.bounds),
        *judge_spacing(schedule, case.bounds),
        *judge_patient(case.told, reading),
        *_answers(case, protocol, schedule, reading),
        *judge_tapers(schedule, reading, case.patient),
    ]
    if case.products:
        found += judge_pieces(schedule, case.products)
    left_out = (
        *checks_not_run(schedule, case),
        *unjudged_first_fall(reading, case.bounds),
    )
    return SafetyReport(
        findings=tuple(sorted(found, key=_rank)),
        checks_run=checks_run(case, left_out),
        checks_not_run=left_out,
    )


def _answers(
    case: Case, protocol: ProtocolReference | None, schedule: Schedule, reading: Reading
) -> list[Finding]:
    """What the patient's answers stop, by the text of the shipped protocol."""
    shipped = protocol.id if protocol is not None and protocol.shipped else ""
    asked = Asked(case.patient, shipped, case.told.value, given_in_micrograms(schedule))
    return list(judge_answers(asked, reading))


def _age_of(patient: Patient | None) -> Age | None:
    return patient.age if patient is not None and isinstance(patient.age, Age) else None


def _case(
    limits: Limits | None,
    products: tuple[Product, ...],
    patient: Patient | None,
    protocol: ProtocolReference | None,
    by_hard_limits: bool,
    setting: Setting,
) -> Case:
    inside = setting == "inpatient"
    adults = hard_limits_in_hospital() if inside else hard_limits()
    child = patient is not None and isinstance(patient.age, Age) and patient.age < adults.from_age
    grams = patient.weight.grams if patient and isinstance(patient.weight, Weight) else None
    hard = hard_limits_of_children().at(grams) if child else adults.limits
    own = None
    children = ForChildren()
    named = "none"
    if protocol is not None:
        named = "shipped" if protocol.shipped else "own file"
        if protocol.shipped:
            edition = (protocol.id, protocol.edition)
            own = transcribed(*edition)
            own = transcribed_in_hospital(*edition) if own is not None and inside else own
            children = transcribed_for_children(*edition)
    sets = [(hard, True)] if by_hard_limits else []
    sets += [(given, False) for given in (own, limits) if given is not None]
    sets.append((children.at(grams), False))
    weighed, by_age = not child or grams is not None, children.by_age
    return Case(
        limits,
        products,
        patient,
        named,
        own,
        Bounds(sets),
        nothing_told(),
        weighed,
        by_age,
        tuple(sets),
    )


def _narrowed(case: Case, start: date, rule_sets: tuple[str, ...], shipped: str) -> Case:
    """The same case with what the patient's kidneys and age ask for."""
    told = told_by(case.patient, start, case.own, rule_sets, shipped)
    if not told.limits.limits:
        return case._replace(told=told)
    own = told.limits if case.own is None else case.own | told.limits
    bounds = Bounds([*case.sets, (own, False)])
    tailored = frozenset(
        (limit.rule, limit.amount)
        for limit in told.limits.limits
        if case.own is None or limit.amount != case.own.value(limit.rule)
    )
    return case._replace(told=told, narrowed=own, bounds=bounds, tailored=tailored)


def _rules(case: Case, protocol: ProtocolReference | None) -> list[Finding]:
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
    transcribed = case.narrowed or case.own
    if transcribed is None or case.limits is None:
        return []
    handed = {limit.rule: limit for limit in case.limits.limits}
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
        for own in transcribed.limits
        if (given := handed.get(own.rule)) is not None and own.is_stricter_than(given)
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
    """Take the products apart; None if one is tampered with or two share an id."""
    if not isinstance(products, tuple | list):
        return None
    made = [as_validated(Product, product) for product in products]
    shelf = tuple(product for product in made if product is not None)
    by_id = {product.id: product for product in shelf}
    whole = len(shelf) == len(made) and all(
        by_id[product.id] is product or by_id[product.id] == product for product in shelf
    )
    return shelf if whole else None


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
