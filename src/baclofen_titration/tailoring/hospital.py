"""In hospital other maxima hold, where a protocol prints them; nothing of it goes home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.errors import NotCoveredError
from baclofen_titration.findings import Finding
from baclofen_titration.limits import Limits
from baclofen_titration.quantities import DailyDose

if TYPE_CHECKING:
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.tailoring.admission import Direction


def limits_in_hospital(protocol: DosingProtocol, base: Limits, direction: Direction) -> Limits:
    """The limits with those that hold in hospital in place of those of the same rules.

    Raises
    ------
    NotCoveredError
        If a rise is asked for, and the protocol prints nothing for patients in hospital.
    """
    inside = protocol.inpatient
    if inside is None:
        if direction == "up":
            raise NotCoveredError(
                f"{protocol.id} prints no maximum with a number for patients in hospital, so no "
                "rise is planned there with it. Plan as for an outpatient, or use a protocol that "
                "prints one."
            )
        return base
    other = [limit for limit in base.limits if inside.get(limit.rule) is None]
    return Limits.of([*other, *inside.limits])


def hospital_finding(protocol: DosingProtocol, direction: Direction) -> Finding:
    """What is planned in hospital is accepted by a clinician, and stays there."""
    inside = protocol.inpatient
    most = None if inside is None else inside.get("max_daily_dose")
    value = None if most is None else str(most.value)
    outside = protocol.limits.value("max_daily_dose")
    return Finding(
        code="only-in-hospital",
        severity="stop" if direction == "up" else "caution",
        says="This is a plan for a patient in hospital"
        + (f", with a maximum of {value} that holds nowhere else" if value else "")
        + ". It is not for use at home.",
        found="inpatient" if value is None else f"inpatient, up to {value}",
        allowed=""
        if outside is None
        else f"up to {DailyDose.from_micrograms(outside)} outside a hospital",
        authors=() if most is None else most.authors,
    )
