"""Titrations, tapers and whole courses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import (
    MissingInputError,
    RefusedError,
    UnmakeableError,
    UnreachableAimError,
)
from baclofen_titration.findings import Finding
from baclofen_titration.kept import Kept
from baclofen_titration.planning.asked import asked_of
from baclofen_titration.planning.deciding import decide_now, refuse_to_plan
from baclofen_titration.planning.descending import way_down
from baclofen_titration.planning.drafting import WayDown
from baclofen_titration.planning.meeting import meeting
from baclofen_titration.planning.plateaus import refuse_past_a_hold
from baclofen_titration.planning.readings import as_read
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.planning.screened import screened_with
from baclofen_titration.planning.sealing import seal
from baclofen_titration.planning.shapes import Draft
from baclofen_titration.planning.staying import after_the_aim, stay_at
from baclofen_titration.planning.workbench import (
    Workbench,
    aim_of,
    present_for_rise,
    present_of,
)
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.schedule import Then
from baclofen_titration.screening import with_cause
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.tailoring import (
    Direction,
    Tailored,
    Whom,
    clash_of,
    kidneys_of,
    tailor_to,
    weigh,
)
from baclofen_titration.titration import Climb, Slope, climb, highest_reachable


def plan_titration(request: TitrationRequest) -> CheckedSchedule:
    """Plan, check and seal a titration or a whole course.

    Parameters
    ----------
    request : TitrationRequest
        What is asked for.

    Returns
    -------
    CheckedSchedule
        Ending in an open step at the aim, or stopped if a taper was asked for.

    Raises
    ------
    RefusedError
        If a rule refuses: an uncovered patient, an aim that cannot be reached
        exactly, doses that cannot be made, a fault the checker stops. The
        message says what would do.
    InvalidValueError
        If the inputs contradict each other.

    Examples
    --------
    >>> from baclofen_titration import Patient, load_products, load_protocol
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> [str(step.regimen.daily_dose) for step in checked.schedule.steps]
    ['15 mg/day', '30 mg/day', '30 mg/day']
    """
    _refuse_withdrawn(request.protocol)
    request, findings = as_read(request)
    tailored = _tailored(request, "up")
    workbench = Workbench.of(request, tailored.limits)
    _refuse_clash(request, tailored, workbench)
    present, wait = present_for_rise(request, workbench)
    walking, met = meeting(request, workbench)
    slope, findings = workbench.slope(walking), [*findings, *met]
    aim = aim_of(request, workbench, slope.rungs, present)
    if request.aim == "max" and tailored.records:
        aim = highest_reachable(slope, present, wait)
        findings += _below_maximum(aim, workbench)
    refuse_past_a_hold(request.protocol, aim, present)
    whole = request.course or request.then_taper is not None
    shared = slope.kept and present is None and not whole
    steps: Sequence[Draft]
    if shared:
        steps = _ways.get(slope, aim, lambda: _open_way(slope, aim))
    else:
        steps = [_climb_draft(step) for step in climb(slope, aim, present, wait)]
    if tailored.one_step:
        _refuse_second_rise(steps, present)
    if not shared:
        ended, found = after_the_aim(request, workbench, steps)
        steps, findings = [*steps, *ended], [*findings, *found]
    then: Then = "stopped" if whole else "continues"
    return seal(request, tailored, steps, findings, then, shared=shared)


def plan_taper(request: TaperRequest) -> CheckedSchedule:
    """Plan, check and seal a taper.

    Parameters
    ----------
    request : TaperRequest
        What is asked for.

    Returns
    -------
    CheckedSchedule
        Stopped at the end, or ending in an open step at the lower daily dose.

    Raises
    ------
    TaperError
        If no legal way of that length or pace exists; the message says what would do.
    ClinicianDecidesError
        If it is because of an overdose or a serious adverse reaction.
    RefusedError
        If the present dose is unknown or the protocol does not cover the age.

    Examples
    --------
    >>> from baclofen_titration import Patient, Taking, load_products, load_protocol
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
    ...     over="8 days", start="2026-12-01"))
    >>> [str(step.regimen.daily_dose) for step in checked.schedule.steps]
    ['10 mg/day']
    """
    if request.because is not None:
        given = [(asked.name, asked.answer) for asked in asked_of(request)]
        refuse_to_plan(
            decide_now(request.because, request.protocol, given, request.acknowledgements)
        )
    _refuse_withdrawn(request.protocol)
    if not isinstance(request.taking, Taking):
        raise MissingInputError(
            "The present dose is unknown, and a way down starts from it. "
            "Find out what is really taken, at which times of day."
        )
    tailored = _tailored(request, "down")
    workbench = Workbench.of(request, tailored.limits)
    present = present_of(request.taking, request.start, request.patient.used_for)
    way = way_down(request, workbench, present)
    return seal(
        request,
        _asked_where_kept(tailored, way, workbench.amounts["max_daily_dose"]),
        way.drafts,
        way.findings,
        then="stopped" if way.to_nothing else "continues",
    )


def _asked_where_kept(tailored: Tailored, way: WayDown, most: int) -> Tailored:
    """A way down is open; a dose that is kept above a maximum is one that somebody accepts."""
    if way.to_nothing or total_of(way.drafts[-1].doses) <= most:
        return tailored
    findings = [
        found.model_copy(
            update={"severity": "stop", "says": f"{found.says} This way down ends above it."}
        )
        if found.code == "present-dose-above-maximum"
        else found
        for found in tailored.findings
    ]
    return tailored._replace(findings=tuple(findings))


def _refuse_withdrawn(protocol: DosingProtocol) -> None:
    protocol.refuse_gap()
    if protocol.status == "withdrawn":
        raise RefusedError(
            f"{protocol.id}, edition {protocol.edition}, is withdrawn: "
            f"{protocol.status_reason.rstrip('.')}. "
            "Use another edition."
        )


def _tailored(request: TitrationRequest | TaperRequest, direction: Direction) -> Tailored:
    """The limits of this patient: the strictest of what kidneys, weight and age ask for.

    Conditions, other medicines and other answers narrow no limit; they are findings beside the
    others.
    """
    patient, protocol, start = with_cause(request.patient), request.protocol, request.start
    kidneys = kidneys_of(request.patient, start)
    doses = _daily_doses(request)
    screened = screened_with(kidneys, request.patient, protocol, direction, doses)
    weighed, findings = weigh(patient, protocol, request.products, start, direction)
    whom = Whom(patient, start, kidneys, request.taking)
    tailored = tailor_to(whom, protocol, direction, weighed, request.setting, request.rule_sets)
    return tailored._replace(findings=(*tailored.findings, *findings, *screened))


def _daily_doses(request: TitrationRequest | TaperRequest) -> list[DailyDose]:
    """What is taken now, and what is aimed for."""
    doses = [request.taking.regimen.given_daily_dose] if isinstance(request.taking, Taking) else []
    if isinstance(request, TitrationRequest) and isinstance(request.aim, DailyDose):
        doses.append(request.aim)
    return doses


def _refuse_clash(request: TitrationRequest, tailored: Tailored, workbench: Workbench) -> None:
    """Where somebody begins and no dose is both allowed and makeable, name what clashes."""
    if request.taking != "nothing" or not any(record.bound for record in tailored.records):
        return
    smallest = workbench.makeable[0] if workbench.makeable else None
    clash = clash_of(tailored, request.protocol.id, smallest, request.products)
    if clash is not None:
        raise UnmakeableError(clash)


def _below_maximum(aim: int, workbench: Workbench) -> list[Finding]:
    """The maximum of one patient need not be a dose that can be made; less is taken, never more."""
    most = workbench.amounts["max_daily_dose"]
    if aim == most:
        return []
    return [
        Finding(
            code="aim-below-maximum",
            severity="note",
            says="The maximum that holds here cannot be made from these products, so the next "
            "lower daily dose is the aim.",
            found=str(DailyDose.from_micrograms(aim)),
            allowed=str(DailyDose.from_micrograms(most)),
        )
    ]


def _refuse_second_rise(steps: Sequence[Draft], present: Doses | None) -> None:
    """With kidneys as weak as that, each rise is a plan of its own."""
    totals = [total_of(present or {}), *(total_of(step.doses) for step in steps)]
    rises = sum(low < high for low, high in pairwise(totals))
    if rises > 1:
        raise UnreachableAimError(
            "With kidneys as weak as that one step is planned at a time, and this aim takes "
            f"{rises}. Aim for {DailyDose.from_micrograms(totals[1])} or less."
        )


_ways: Kept[tuple[Draft, ...]] = Kept()


def _open_way(slope: Slope, aim: int) -> tuple[Draft, ...]:
    """The way up of somebody who takes nothing, and the aim until somebody has looked."""
    steps = [_climb_draft(step) for step in climb(slope, aim, None, 0)]
    return (*steps, stay_at(steps[-1]))


def _climb_draft(step: Climb) -> Draft:
    return Draft(step.rule, step.doses, step.days, "titration", step.authors, step.bound_by)
