"""What a patient's answers speak against: of a request, of a schedule, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from baclofen_titration.dates import parse_date
from baclofen_titration.findings import SEVERITY_ORDER, Finding, NotRun, SafetyReport
from baclofen_titration.patient import Patient
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.schedule import Schedule
from baclofen_titration.screening import Case, is_answered, screen_patient
from baclofen_titration.screening.telling import Direction
from baclofen_titration.tailoring.estimates import Kidneys, kidneys_of

CHECK = "screening"
UNANSWERED = "No indication, condition, medicine, pregnancy or other baclofen was given."


def screen(
    patient: Patient,
    protocol: DosingProtocol,
    start: date | str,
    direction: Direction = "up",
    daily_doses: Sequence[DailyDose] = (),
) -> tuple[Finding, ...]:
    """Find what a patient's answers speak against, worst first.

    Parameters
    ----------
    patient : Patient
        Indication, conditions, medicines, other baclofen, pregnancy, breast-feeding; kidneys
        for medicines that lower their function.
    protocol : DosingProtocol
        From `load_protocol`; sources of different countries disagree.
    start : datetime.date
        First day, from which kidney values are old or not.
    direction : {"up", "down"}
        On the way down every stop is a caution.
    daily_doses : sequence of DailyDose
        What is taken now, and what is aimed for.

    Returns
    -------
    tuple of Finding
        What was not asked is one finding of its own; an empty tuple says that nothing was
        found in these answers, and not that baclofen is safe.

    Raises
    ------
    UnknownNameError
        If an answer is on no list. Near matches are named.

    Examples
    --------
    >>> from baclofen_titration import load_protocol
    >>> found = screen(Patient(indication="stroke"), load_protocol("us-label-adult"), "2026-12-01")
    >>> found[0].code, found[0].severity
    ('indication-outside-list', 'stop')
    """
    kidneys = kidneys_of(patient, parse_date(start))
    return screened_with(kidneys, patient, protocol, direction, daily_doses)


def screened_with(
    kidneys: Kidneys,
    patient: Patient,
    protocol: DosingProtocol,
    direction: Direction,
    daily_doses: Sequence[DailyDose],
) -> tuple[Finding, ...]:
    """The same for kidneys that were worked out already."""
    doses = tuple(daily_doses)
    case = Case(protocol.jurisdiction, direction, kidneys.lowest, doses, protocol.id)
    return ranked(screen_patient(patient, case))


def ranked(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The worst first; equals keep their order."""
    return tuple(sorted(findings, key=lambda finding: SEVERITY_ORDER[finding.severity]))


def with_screening(
    report: SafetyReport,
    schedule: Schedule,
    patient: Patient | None,
    protocol: DosingProtocol | None,
) -> SafetyReport:
    """A report on somebody's schedule with what the answers speak against, or why nobody looked."""
    if patient is None or protocol is None or not is_answered(patient):
        why = (
            UNANSWERED
            if protocol is not None
            else "No protocol was named, so nothing was screened."
        )
        missed = NotRun(check=CHECK, why=why)
        return report.model_copy(update={"checks_not_run": (*report.checks_not_run, missed)})
    way: Direction = "up" if _rises(schedule) else "down"
    found = screen(patient, protocol, schedule.start, way, _doses(schedule, way))
    # One code for one hazard: what is found here with its sources is not found twice.
    told = {(one.code, one.found) for one in found}
    kept = tuple(one for one in report.findings if (one.code, one.found) not in told)
    ran = report.model_copy(update={"checks_run": (*report.checks_run, CHECK), "findings": kept})
    return ran.with_findings(found)


def _doses(schedule: Schedule, way: Direction) -> list[DailyDose]:
    """What is taken now; going up also the most of the schedule, and what is in micrograms."""
    taken = (schedule.before,) if isinstance(schedule.before, Taking) else ()
    doses = [before.regimen.given_daily_dose for before in taken]
    if way == "up":
        planned = [step.regimen.given_daily_dose for step in schedule.steps]
        doses += [max(planned), *(dose for dose in planned if dose.in_micrograms)]
    return doses


def _rises(schedule: Schedule) -> bool:
    """Whether anything goes up; where nobody knows from what, one step alone may."""
    totals = [step.regimen.daily_dose for step in schedule.steps]
    if isinstance(schedule.before, Taking):
        totals.insert(0, schedule.before.regimen.daily_dose)
    elif schedule.before == "nothing" or len(totals) == 1:
        return True
    return any(low < high for low, high in pairwise(totals))
