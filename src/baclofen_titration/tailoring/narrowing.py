"""Narrow the limits of a protocol to one patient, and keep what narrowed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.checked import TailoringRecord
from baclofen_titration.kept import Kept
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking
from baclofen_titration.tailoring.admission import Direction, admit
from baclofen_titration.tailoring.asking import Asked, ask_all
from baclofen_titration.tailoring.estimates import Kidneys, kidneys_of
from baclofen_titration.tailoring.hospital import hospital_finding, limits_in_hospital
from baclofen_titration.tailoring.saying import findings_of, overdue_findings, present_findings
from baclofen_titration.tailoring.shelf import rule_set

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.checked import Setting
    from baclofen_titration.findings import Finding
    from baclofen_titration.patient import Patient
    from baclofen_titration.protocols import DosingProtocol


LONGEST_WHY = 600


class Tailored(NamedTuple):
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
    one_step : bool
        Whether no more than one step may be taken before somebody looks again.
    in_hospital : bool
        Whether the limits are those of a patient in hospital.
    """

    limits: Limits
    findings: tuple[Finding, ...] = ()
    records: tuple[TailoringRecord, ...] = ()
    kidneys_bound: bool = False
    one_step: bool = False
    in_hospital: bool = False


def tailor(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    direction: Direction,
    *,
    base: Limits | None = None,
    setting: Setting = "outpatient",
    taking: Taking | str = "unknown",
    named: Sequence[str] = (),
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
    base : Limits, optional
        The limits to narrow, where weight or age have narrowed the protocol's already.
    setting : {"outpatient", "inpatient"}
        Where the schedule is taken.
    taking : Taking, "nothing" or "unknown"
        What is taken now.
    named : sequence of str
        Rule sets to apply; empty applies those that go with the protocol.

    Returns
    -------
    Tailored
        Limits that are never looser than the protocol's.

    Raises
    ------
    NotCoveredError
        If a rise cannot be planned for this patient; every reason is named.
    UnknownNameError
        If there is no such rule set.

    Examples
    --------
    >>> from datetime import date
    >>> from baclofen_titration import Patient, load_protocol, tailor
    >>> patient = Patient(age="46 years", muscle="usual",
    ...                   kidneys="clearance 40 mL/min on 2026-11-12, steady")
    >>> tailored = tailor(patient, load_protocol("us-label-adult"), date(2026, 12, 1), "up",
    ...                   taking="nothing")
    >>> str(tailored.limits.get("max_daily_dose").value)
    '40 mg/day'
    """
    base = protocol.limits if base is None else base
    whom = Whom(patient, start, kidneys_of(patient, start), taking)
    return tailor_to(whom, protocol, direction, base, setting, named)


class Whom(NamedTuple):
    """Somebody on a first day: the answers, the kidneys as they count then, what is taken."""

    patient: Patient
    start: date
    kidneys: Kidneys
    taking: Taking | str


def tailor_to(
    whom: Whom,
    protocol: DosingProtocol,
    direction: Direction,
    base: Limits,
    setting: Setting,
    named: Sequence[str],
) -> Tailored:
    """The same for somebody whose kidneys were worked out already."""
    patient, start, kidneys, taking = whom
    for name in named:
        rule_set(name)
    admitted = admit(patient, protocol, start, direction, kidneys)
    inside = setting == "inpatient"
    base = limits_in_hospital(protocol, base, direction) if inside else base
    asked = ask_all(protocol, patient, kidneys, base, named)
    applied = [one for one in asked if one.applied]
    limits = _narrowed(base, applied)
    narrowed = _one_step(applied, limits, taking, kidneys)
    return Tailored(
        narrowed,
        (
            *admitted,
            *([hospital_finding(protocol, direction)] if inside else []),
            *findings_of(kidneys, patient, asked, direction),
            *present_findings(taking, base, limits, direction),
            *overdue_findings(applied, kidneys, start),
        ),
        tuple(_records(asked, base, narrowed, kidneys)) if asked else (),
        kidneys_bound=any(
            one.about_kidneys
            and (_bound(one, base, narrowed) or any(rule.stop for rule in one.rules))
            for one in applied
        ),
        one_step=narrowed is not limits,
        in_hospital=inside,
    )


_limits: Kept[Limits] = Kept()


def _narrowed(base: Limits, applied: Sequence[Asked]) -> Limits:
    """The strictest of all; the same objects for the same, so that nothing is laid out twice."""
    if not applied:
        return base
    return _limits.get_of(
        (base, *[one.limits for one in applied]),
        None,
        lambda: base | Limits.of(x for one in applied for x in one.limits.limits),
    )


def _one_step(
    applied: Sequence[Asked], limits: Limits, taking: Taking | str, kidneys: Kidneys
) -> Limits:
    """Where kidneys are too weak, nothing rises after one low step."""
    authors = [
        author for one in applied for rule in one.rules if rule.one_step for author in rule.authors
    ]
    if not authors:
        return limits
    first, rise = limits.value("max_first_day"), limits.value("max_rise")
    if first is None or rise is None:
        return limits
    most = first
    if isinstance(taking, Taking):
        present = taking.regimen.daily_dose.micrograms
        most = present + (rise if _is_newer(kidneys, taking) else 0)
    held = limits.value("max_daily_dose")
    if held is not None and held < most:
        most = held
    value = DailyDose.from_micrograms(most)
    unique = tuple(dict.fromkeys(authors))
    return Limits.of([*limits.limits, Limit(rule="max_daily_dose", value=value, authors=unique)])


def _is_newer(kidneys: Kidneys, taking: Taking) -> bool:
    """Whether a value was found after the present dose was begun; each rise needs a new one."""
    since = taking.since
    return kidneys.dated is not None and not isinstance(since, str) and kidneys.dated > since


def _bound(one: Asked, base: Limits, narrowed: Limits) -> list[Limit]:
    """The limits of a set that are stricter than the protocol's and strictest of all."""
    return [
        limit
        for limit in one.limits.limits
        if limit.amount == narrowed.value(limit.rule) != base.value(limit.rule)
    ]


def _records(
    asked: Sequence[Asked],
    base: Limits,
    narrowed: Limits,
    kidneys: Kidneys,
) -> Iterator[TailoringRecord]:
    for one in sorted(asked, key=lambda one: not one.applied):
        applied, held = one.applied, one.held
        told = "; ".join(_told(one))
        basis = f"Kidneys: {kidneys.text}; " if one.about_kidneys else ""
        parts = {
            "rule_set": held.id,
            "edition": held.edition,
            "title": held.title,
            "status": held.status,
            "applied": applied,
            "why": f"{basis}{told}."[:LONGEST_WHY],
            "limits": one.limits.limits,
            "bound": tuple(
                [limit.rule for limit in _bound(one, base, narrowed)] if applied else ()
            ),
        }
        yield TailoringRecord.of_proven(parts)


def _told(one: Asked) -> Iterator[str]:
    """What the rules say that still hold; a weaker kidney leaves the milder ones behind."""
    standing = {author for limit in one.limits.limits for author in limit.authors}
    for rule in one.rules:
        if rule.stop or standing.intersection(rule.authors):
            yield rule.authors[-1].says
