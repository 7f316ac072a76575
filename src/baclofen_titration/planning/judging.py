"""Judge a schedule that somebody else made, by whatever is known beside it."""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_titration.checked import JudgedSchedule, Setting, digest_of, product_content
from baclofen_titration.checker import check, check_milestones, first_departure
from baclofen_titration.errors import InvalidValueError, NotCoveredError
from baclofen_titration.findings import Acknowledgement, Finding
from baclofen_titration.limits import Limits
from baclofen_titration.patient import Patient
from baclofen_titration.planning.gates import judged_beside
from baclofen_titration.planning.screened import with_screening
from baclofen_titration.planning.sealing import sets_judged_by
from baclofen_titration.product import Product
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.schedule import Schedule
from baclofen_titration.screening import with_cause
from baclofen_titration.tailoring import tailor


def judge_schedule(
    schedule: Schedule,
    *,
    protocol: DosingProtocol | None = None,
    products: Sequence[Product] = (),
    patient: Patient | None = None,
    setting: Setting = "outpatient",
    rule_sets: Sequence[str] = (),
    acknowledgements: Sequence[Acknowledgement] = (),
    findings: Sequence[Finding] = (),
) -> JudgedSchedule:
    """Judge a schedule, and say where it first leaves a protocol.

    Parameters
    ----------
    schedule : Schedule
        What is judged.
    protocol : DosingProtocol, optional
        From `load_protocol`; its limits are judged by too.
    products : sequence of Product, optional
        What the pieces are made of; without them no pieces are weighed.
    patient : Patient, optional
        What is known of the patient.
    setting : {"outpatient", "inpatient"}, optional
        Where it is taken; in hospital the largest daily dose may be another one.
    rule_sets : sequence of str, optional
        Rule sets for kidneys and age to judge by; those that go with the protocol if left out.
    acknowledgements : sequence of Acknowledgement, optional
        Made for this very schedule with these very answers; any other is void.
    findings : sequence of Finding, optional
        What was found elsewhere, such as that its protocol has been withdrawn.

    Returns
    -------
    JudgedSchedule
        For `to_report`. Its `unaccepted_stops` are what stands against it.

    Raises
    ------
    InvalidValueError
        If the schedule, or what comes with it, was made around validation and
        does not hold together; nothing can be said about it. Or if rule sets are
        named and no protocol is, whose limits they would narrow.
    UnknownNameError
        If there is no such setting or rule set.

    Examples
    --------
    >>> from baclofen_titration import from_regimen_line, load_protocol
    >>> judged = judge_schedule(
    ...     from_regimen_line("5 mg x3 for 3 days, then 15 mg x3", "2026-12-01"),
    ...     protocol=load_protocol("us-label-adult"))
    >>> str(judged.departure.on), judged.departure.code
    ('2026-12-04', 'rise-too-large')
    """
    reference = None if protocol is None else protocol.reference()
    named = tuple(rule_sets)
    if named and protocol is None:
        raise InvalidValueError("Rule sets narrow the limits of a protocol; name one too.")
    limits = None if protocol is None else _limits(schedule, protocol, patient, setting, named)
    held = tuple(products)
    person = None if patient is None else with_cause(patient)
    report = check(
        schedule,
        limits=limits,
        products=held,
        patient=person,
        protocol=reference,
        setting=setting,
        rule_sets=() if protocol is None else sets_judged_by(protocol, named),
    )
    if any(held.code == "malformed-schedule" for held in report.findings):
        raise InvalidValueError(report.findings[0].says)
    departure = None
    if limits is not None and reference is not None:
        departure = first_departure(
            schedule, limits, reference, person, setting=setting, rule_sets=named
        )
    digest = digest_of(
        schedule.model_dump_json(),
        "none" if reference is None else reference.digest,
        (patient or Patient()).model_dump_json(),
        *map(product_content, held),
        *((setting, *named) if named or setting != "outpatient" else ()),
    )
    return JudgedSchedule(
        schedule=schedule,
        report=with_screening(report, schedule, patient, protocol).with_findings(
            (*findings, *_beside(schedule, protocol))
        ),
        request_digest=digest,
        protocol=reference,
        departure=departure,
        acknowledgements=tuple(acknowledgements),
    )


def _beside(schedule: Schedule, protocol: DosingProtocol | None) -> tuple[Finding, ...]:
    """What the protocol says beside its limits: milestones, empty times, a rise as a share."""
    if protocol is None:
        return ()
    missed = check_milestones(schedule, protocol.milestones)
    return (*missed, *judged_beside(protocol, schedule))


def _limits(
    schedule: Schedule,
    protocol: DosingProtocol,
    patient: Patient | None,
    setting: Setting,
    named: tuple[str, ...],
) -> Limits:
    """Those of the protocol, narrowed to the patient where it is for such a patient."""
    try:
        return tailor(
            with_cause(patient or Patient()), protocol, schedule.start, "down",
            setting=setting, taking=schedule.before, named=named,
        ).limits  # fmt: skip
    except NotCoveredError:
        return protocol.limits
