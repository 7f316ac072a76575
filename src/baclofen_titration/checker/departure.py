"""Where a schedule first leaves the limits of one protocol."""

from __future__ import annotations

from datetime import date

from baclofen_titration.checked import ProtocolReference, Setting
from baclofen_titration.checker.coverage import BY_LIMIT, CARRIED, CARRIED_CLOSE
from baclofen_titration.checker.judge import examine
from baclofen_titration.findings import SEVERITY_ORDER, Finding
from baclofen_titration.limits import Limits
from baclofen_titration.patient import Patient
from baclofen_titration.schedule import Schedule

OF_A_LIMIT = frozenset({*BY_LIMIT, CARRIED, CARRIED_CLOSE})


def first_departure(
    schedule: Schedule,
    limits: Limits,
    protocol: ProtocolReference,
    patient: Patient | None = None,
    *,
    setting: Setting = "outpatient",
    rule_sets: tuple[str, ...] = (),
) -> Finding | None:
    """Find the earliest day on which a limit of a protocol is passed.

    Parameters
    ----------
    schedule : Schedule
        What is judged.
    limits : Limits
        The protocol's.
    protocol : ProtocolReference
        Which one; of a shipped one the judge's own transcription counts too.
    patient : Patient, optional
        As for `check`.
    setting, rule_sets
        As for `check`.

    Returns
    -------
    Finding or None
        The first by day, among those of one day the worst; None if no limit is
        passed. The hard limits, which belong to no protocol, are left out. A
        schedule that is slower or lower than a protocol does not depart from it.
    """
    report = examine(
        schedule, limits, (), patient, protocol,
        by_hard_limits=False, rule_sets=rule_sets, setting=setting,
    )  # fmt: skip
    passed = [held for held in report.findings if held.code in OF_A_LIMIT and held.on is not None]
    return min(passed, key=_day_then_worst, default=None)


def _day_then_worst(finding: Finding) -> tuple[date, int]:
    return finding.on or date.max, SEVERITY_ORDER[finding.severity]
