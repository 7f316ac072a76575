"""Whether a protocol covers a patient. A rise needs to know; a way down stays open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from baclofen_titration.errors import NotCoveredError
from baclofen_titration.findings import Finding
from baclofen_titration.kept import Kept
from baclofen_titration.patient import Age, StatedNormal
from baclofen_titration.tailoring.estimates import age_refused

if TYPE_CHECKING:
    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.protocols.parts import KidneyBand
    from baclofen_titration.tailoring.estimates import Kidneys

LONGEST_FOUND = 150
Direction = Literal["up", "down"]

_claims: Kept[Finding] = Kept()


def admit(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    direction: Direction,
    kidneys: Kidneys,
) -> tuple[Finding, ...]:
    """Refuse whom the protocol does not cover, and say what stays uncertain.

    Parameters
    ----------
    patient : Patient
        Age and kidneys, as far as they were asked.
    protocol : DosingProtocol
        Its population and its bands for kidneys stated as normal.
    start : datetime.date
        First day.
    direction : {"up", "down"}
        A rise is refused where age or kidneys are unknown; a taper is not.
    kidneys : Kidneys
        Every estimate that counts, and why a value does not.

    Returns
    -------
    tuple of Finding
        What is uncertain and allowed.

    Raises
    ------
    NotCoveredError
        With every reason at once.
    """
    refusals: list[str] = []
    findings: list[Finding] = []
    _judge_age(patient, protocol, direction, refusals, findings)
    covered = not refusals
    if kidneys.known or kidneys.unusable or kidneys.skipped:
        _judge_value(kidneys, direction, refusals, findings)
    else:
        _judge_claim(patient, protocol, start, direction, refusals, findings)
    if refusals:
        if covered and _has_a_way_down(protocol):
            refusals.append("A taper can be planned meanwhile.")
        raise NotCoveredError(f"{protocol.id} cannot be used here. " + " ".join(refusals))
    return tuple(findings)


def _has_a_way_down(protocol: DosingProtocol) -> bool:
    """Whether anything can be planned from the file while no rise can."""
    return (
        protocol.way_down is not None
        and not protocol.planning_gap
        and protocol.status != "withdrawn"
    )


def _judge_age(
    patient: Patient,
    protocol: DosingProtocol,
    direction: Direction,
    refusals: list[str],
    findings: list[Finding],
) -> None:
    if not isinstance(patient.age, Age):
        if direction == "up":
            refusals.append("The age was not asked; it decides whether the protocol fits. Give it.")
        else:
            findings.append(
                Finding(
                    code="age-not-asked",
                    severity="note",
                    says="The age was not asked, so nobody knows that this protocol fits.",
                )
            )
        return
    lowest, below = protocol.min_age.value, protocol.below_age
    if patient.age < lowest or (below is not None and patient.age >= below.value):
        bounds = f"from {lowest}" + (f" to below {below.value}" if below is not None else "")
        outside = f"The age lies outside the population of the file ({bounds})"
        if direction == "up":
            refusals.append(f"{outside}, and there is no rule for it. Use a protocol for that age.")
        else:
            findings.append(_outside(outside, patient.age, bounds))


def _outside(says: str, age: Age, bounds: str) -> Finding:
    """No age closes the way down; how large a fall may be is then said for somebody else."""
    return Finding(
        code="age-not-covered",
        severity="caution",
        says=f"{says}, so its falls were not meant for this patient. Use a protocol for that age "
        "where there is one. The way down is planned all the same.",
        found=str(age),
        allowed=bounds,
    )


def _judge_claim(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    direction: Direction,
    refusals: list[str],
    findings: list[Finding],
) -> None:
    if isinstance(patient.kidneys, StatedNormal):
        why = _why_no_claim(patient, patient.kidneys.tested, start)
        if not why:
            findings.append(_stated_normal(patient, protocol, direction, refusals))
        elif direction == "up":
            refusals.append(
                f"Kidneys were stated as normal, and the test behind that {why}, so they are "
                "unknown and no rise is planned. Have them tested and give the result."
            )
        else:
            findings.append(_unknown(f"stated as normal, and the test behind that {why}"))
    elif direction == "up":
        refusals.append(
            f"Kidneys are {_known(patient)}, and a weak kidney makes the same tablet a larger "
            "dose, so no rise is planned. Have them tested and give the result."
        )
    else:
        findings.append(_unknown(_known(patient)))


def _why_no_claim(patient: Patient, tested: date, start: date) -> str:
    """Why the test behind a claim does not count; a number of that day would not either."""
    if tested > start:
        return "is dated after the first day"
    return age_refused(patient, tested, start)


def _judge_value(
    kidneys: Kidneys, direction: Direction, refusals: list[str], findings: list[Finding]
) -> None:
    """A value that does not count makes kidneys unknown; one that does is enough for a rise."""
    reasons = kidneys.unusable or (() if kidneys.known else kidneys.skipped)
    if not reasons:
        return
    why = "; ".join(reasons)
    if direction == "up":
        refusals.append(
            f"Kidneys: {why}, so they are unknown and no rise is planned. Have them tested and "
            "give a dated, steady value."
        )
    else:
        findings.append(_unknown(why[:LONGEST_FOUND]))


def _unknown(found: str) -> Finding:
    """What is not known of the kidneys never closes the way down."""
    return Finding(
        code="kidneys-unknown",
        severity="caution",
        says=f"Kidneys: {found}. Baclofen leaves by the kidneys; have them tested. The way down "
        "is planned all the same.",
        found=found,
    )


def _stated_normal(
    patient: Patient, protocol: DosingProtocol, direction: Direction, refusals: list[str]
) -> Finding:
    """A claim without a value: a caution where the file accepts it, refused elsewhere."""
    age = patient.age
    band = next(
        (
            band
            for band in protocol.kidneys_stated_normal
            if isinstance(age, Age)
            and band.from_age <= age
            and (band.below_age is None or age < band.below_age)
        ),
        None,
    )
    if direction == "up" and band is not None and not band.accept:
        refusals.append(
            "At this age kidneys may not be stated as normal without a value, so no rise is "
            "planned. Give a dated, steady eGFR, clearance or creatinine."
        )
    return _claims.get(band, None, lambda: _claim(band))


def _claim(band: KidneyBand | None) -> Finding:
    return Finding(
        code="kidneys-stated-normal",
        severity="caution",
        says="Kidneys: stated as normal, no value given. The schedule rests on that claim.",
        found="stated as normal, no value given",
        allowed="a value",
        authors=() if band is None else band.authors,
    )


def _known(patient: Patient) -> str:
    return patient.kidneys if isinstance(patient.kidneys, str) else "stated as normal"
