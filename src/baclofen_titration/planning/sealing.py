"""Give steps dates and pieces, have them judged, and seal them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from baclofen_titration.checked import CheckedSchedule, Status
from baclofen_titration.checker import check, check_milestones
from baclofen_titration.dates import add_days
from baclofen_titration.dispensing import (
    FillsAsked,
    count_step_back,
    count_supply,
    strengths_finding,
)
from baclofen_titration.errors import MissingInputError, RefusedError
from baclofen_titration.findings import Finding, SafetyReport
from baclofen_titration.kept import Kept
from baclofen_titration.limits import Limits
from baclofen_titration.measurements import Weight
from baclofen_titration.planning.asked import asked_of
from baclofen_titration.planning.birthdays import birthday_findings
from baclofen_titration.planning.changing import changed_products
from baclofen_titration.planning.dating import (
    clock_of,
    dated_steps,
    eve_findings,
    late_first_taking,
    reviews_of,
    shift_findings,
)
from baclofen_titration.planning.gates import beside_findings, judged_beside
from baclofen_titration.planning.parts import because
from baclofen_titration.planning.requests import (
    Request,
    TaperRequest,
    TitrationRequest,
)
from baclofen_titration.planning.shapes import Draft, Shape, shape_of
from baclofen_titration.planning.walked import walked
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.schedule import Phase, Reason, Schedule, Then
from baclofen_titration.screening import (
    Situation,
    advice_for,
    codes_of,
    concerns_of,
    with_cause,
)
from baclofen_titration.supplied import StepBack, Supply
from baclofen_titration.tailoring import Tailored, going_with, is_by_weight
from baclofen_titration.taper import gentle_interval, order_rules

_chosen: Kept[tuple[Reason, ...]] = Kept()


def seal(
    request: TitrationRequest | TaperRequest,
    tailored: Tailored,
    drafts: Sequence[Draft],
    findings: Sequence[Finding],
    then: Then,
    *,
    shared: bool = False,
) -> CheckedSchedule:
    """Make the schedule, have it judged, and seal it with everything a sheet shows.

    Parameters
    ----------
    request : TitrationRequest or TaperRequest
        What was asked for.
    tailored : Tailored
        Every limit that applies, handed on to the checker, and what narrowed them.
    drafts : sequence of Draft
        The steps, in their order.
    findings : sequence of Finding
        What planning has found already.
    then : {"stopped", "continues"}
        What follows the last step.
    shared : bool
        Whether these very drafts come back in other plans.

    Raises
    ------
    UnsafeScheduleError
        If the checker stops the schedule.
    """
    shape = shape_of(drafts, request.products, shared=shared)
    steps = dated_steps(request, shape)
    schedule = Schedule(
        before=request.taking,
        steps=steps,
        then=then,
        reviews=reviews_of(request, shape, steps),
        first_taking=late_first_taking(request, drafts[0].doses),
        clock=clock_of(request.protocol, shape),
    )
    by_age = birthday_findings(request, schedule)
    reference, weight = request.protocol.reference(), request.patient.weight
    report = check(
        schedule,
        limits=tailored.limits,
        products=request.products,
        patient=with_cause(request.patient),
        protocol=reference,
        setting=request.setting,
        rule_sets=sets_judged_by(request.protocol, request.rule_sets),
    )
    missed = _missed(request, tailored, schedule)
    strengths = strengths_finding(schedule, request.products) if shape.many_strengths else None
    found = [
        *tailored.findings,
        *findings,
        *missed,
        *beside_findings(request.protocol, schedule),
        *by_age,
        *judged_beside(request.protocol, schedule),
        *_judged_by_its_way(request, schedule),
        *_protocol_findings(request),
        *eve_findings(request, steps),
        *shift_findings(request, drafts, steps),
    ]
    found += [strengths] if strengths else []
    report = _without(report, found).with_findings(tuple(found))
    # What nobody can accept is refused for what it is; it is not counted out first. Fills
    # are counted when an output asks for them: most never do.
    counted = not any(stop.hard for stop in report.stops)
    fills = FillsAsked(_supplied(request), request.fill_every)
    return CheckedSchedule(
        schedule=schedule,
        report=report,
        protocol=reference,
        products=request.products,
        products_before=request.products_before,
        changed_products=changed_products(request),
        limits=tailored.limits,
        setting=request.setting,
        tailoring=tailored.records,
        weight=weight if is_by_weight(request.protocol) and isinstance(weight, Weight) else None,
        asked=asked_of(request),
        choices=_choices(request.protocol, shape),
        advice=advice_for(_situation(request, shape, tailored.kidneys_bound)),
        ideal_falls=tuple([draft.asked for draft in drafts]),
        supply=_supply(request, schedule) if counted else None,
        step_back=_step_back(request, shape, schedule, tailored.limits, fills) if counted else None,
        count_fills=fills,
        acknowledgements=request.acknowledgements,
    )


def sets_judged_by(protocol: DosingProtocol, named: tuple[str, ...]) -> tuple[str, ...]:
    """What the judge is told of rule sets; which go with a shipped file it knows by itself."""
    return named or (() if protocol.shipped else going_with(protocol))


def _missed(
    request: TitrationRequest | TaperRequest, tailored: Tailored, schedule: Schedule
) -> tuple[Finding, ...]:
    """Milestones that are missed; where nothing about this patient slows the way, they are met."""
    if not isinstance(request, TitrationRequest):
        return ()
    milestones = request.protocol.milestones
    missed = check_milestones(schedule, milestones) if milestones else ()
    if missed and not (
        request.change_on or request.closed or tailored.limits != request.protocol.limits
    ):
        says = " ".join(finding.says for finding in missed)
        raise RefusedError(
            f"{says} The rises chosen do not meet it. Choose larger rises or a shorter interval, "
            "where the protocol allows them, or products that make the doses between."
        )
    return missed


def _judged_by_its_way(
    request: TitrationRequest | TaperRequest, schedule: Schedule
) -> tuple[Finding, ...]:
    """What is faster than the way down that was asked for by name."""
    named = walked(request) if isinstance(request, TaperRequest) else None
    return () if named is None else named.judged(schedule)


def _without(report: SafetyReport, found: Sequence[Finding]) -> SafetyReport:
    """One code for one hazard: what planning stops with its sources is not stopped for twice."""
    stopped = {
        (held.code, said)
        for held in found
        if held.severity == "stop"
        for said in (held.found, held.allowed)
        if said
    }
    if not stopped:
        return report
    kept = tuple(
        held
        for held in report.findings
        if not {(held.code, held.found), (held.code, held.allowed)} & stopped
    )
    return report if kept == report.findings else report.with_only(kept)


def _choices(protocol: DosingProtocol, shape: Shape) -> tuple[Reason, ...]:
    """What the protocol decides for every day, apart from any one step."""
    key = shape.phases, any(entry.at in shape.times for entry in protocol.clock_hours)
    return _chosen.get(protocol, key, lambda: _choices_of(protocol, *key))


def _choices_of(
    protocol: DosingProtocol, phases: frozenset[Phase], with_clock: bool
) -> tuple[Reason, ...]:
    authors = {"three-dose-day": protocol.three_dose_day.authors}
    if with_clock:
        authors["clock-hours"] = protocol.clock_authors
    if "titration" in phases:
        authors["growth-order"] = protocol.growth_order.authors
    if "taper" in phases:
        rules = order_rules()
        authors["fall-balance"] = rules["balance"].authors
        authors["fall-order"] = protocol.taper.fall_order.authors
        authors["number-of-doses"] = rules["number-of-doses"].authors
        authors["fall-sizes"] = gentle_interval().authors
    return tuple(reason for rule, held in authors.items() for reason in because(rule, held))


def _situation(request: Request, shape: Shape, kidneys_bound: bool) -> Situation:
    """What decides which messages the patient is given."""
    back = request.protocol.taper.step_back
    return Situation(
        directions=shape.directions,
        forms=frozenset([each.form for each in request.products if each.id in shape.products]),
        jurisdiction=request.protocol.jurisdiction,
        kidneys_bound=kidneys_bound,
        protocol=request.protocol.id,
        answers=codes_of(request.patient),
        concerns=concerns_of(request.patient),
        step_back=() if back is None else back.authors,
    )


def _protocol_findings(request: Request) -> list[Finding]:
    protocol, findings = request.protocol, []
    if protocol.status == "superseded":
        findings.append(
            Finding(
                code="protocol-superseded",
                severity="caution",
                says=f"This edition is superseded: {protocol.status_reason}",
                found=protocol.status,
                allowed="the newest edition",
            )
        )
    if protocol.standing != "signed":
        findings.append(_not_signed(protocol.standing))
    if request.start > protocol.review_by:
        findings.append(
            Finding(
                code="protocol-review-overdue",
                severity="caution",
                says=f"The protocol file was to be reviewed by {protocol.review_by}, before this "
                "schedule starts.",
                found=request.start.isoformat(),
                allowed=protocol.review_by.isoformat(),
            )
        )
    return findings


@cache
def _not_signed(standing: Status) -> Finding:
    return Finding(
        code="protocol-not-signed",
        severity="caution",
        says="No clinician has signed this protocol file. It is a specimen.",
        found=standing,
        allowed="signed",
    )


def _supply(request: Request, schedule: Schedule) -> Supply | None:
    if request.supply is None:
        if request.reserve is not None:
            raise MissingInputError(
                "A reserve is counted beyond a supply. Say for how many days to supply."
            )
        return None
    return count_supply(
        schedule,
        request.products,
        add_days(schedule.start, request.supply - 1),
        request.reserve or 0,
    )


def _step_back(
    request: Request, shape: Shape, schedule: Schedule, limits: Limits, fills: FillsAsked
) -> StepBack | None:
    """What is kept for one step back within the days that are supplied."""
    if not shape.falls and schedule.before == "nothing" and schedule.then == "continues":
        return None  # as most that is planned: no day has to be counted to see that
    least = limits.get("min_days_between_falls")
    if not request.step_back or least is None:
        return None
    return count_step_back(schedule, request.products, fills.last(schedule), least.amount)


def _supplied(request: Request) -> date | None:
    """The last day that is asked to be supplied."""
    return None if request.supply is None else add_days(request.start, request.supply - 1)
