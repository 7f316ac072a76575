"""Narrow the limits of a protocol to one patient, and keep what narrowed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baclofen_titration.errors import NotCoveredError
from baclofen_titration.tailoring.admission import Direction, admit

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.checked import Setting, TailoringRecord
    from baclofen_titration.findings import Finding
    from baclofen_titration.limits import Limits
    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol


@dataclass(frozen=True, slots=True)
class Tailored:
    """The limits that hold for one patient, and everything that has to be said about them.

    Parameters
    ----------
    limits : Limits
        Those of the protocol, narrowed; used everywhere in their place.
    findings : tuple of Finding
        What stays uncertain, what stops, what a clinician has to acknowledge.
    records : tuple of TailoringRecord
        What each rule set asks for, applied or beside.
    kidneys_bound : bool
        Whether a rule about the kidneys made a dose smaller or slower.
    """

    limits: Limits
    findings: tuple[Finding, ...] = ()
    records: tuple[TailoringRecord, ...] = ()
    kidneys_bound: bool = False


def tailor(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    direction: Direction,
    *,
    setting: Setting = "outpatient",
) -> Tailored:
    """Narrow the limits of a protocol to one patient.

    Parameters
    ----------
    patient : Patient
        What is known of age, kidneys, weight.
    protocol : DosingProtocol
        Whose limits are narrowed.
    start : datetime.date
        First day.
    direction : {"up", "down"}
        A rise is refused where age or kidneys are unknown; a taper is not.
    setting : {"outpatient", "inpatient"}
        Where the schedule is taken.

    Returns
    -------
    Tailored
        Limits that are never looser than the protocol's.

    Raises
    ------
    NotCoveredError
        If a rise cannot be planned for this patient; every reason is named.
    """
    if setting != "outpatient":
        raise NotCoveredError("No protocol states rules for patients in hospital yet.")
    return Tailored(protocol.limits, admit(patient, protocol, start, direction))
