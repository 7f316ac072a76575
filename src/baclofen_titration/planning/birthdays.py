"""A birthday inside a schedule: what rises is never above a maximum that comes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.errors import UnreachableAimError
from baclofen_titration.findings import Finding, Severity
from baclofen_titration.planning.requests import Request, TitrationRequest
from baclofen_titration.quantities import DailyDose
from baclofen_titration.schedule import Schedule
from baclofen_titration.screening import with_cause
from baclofen_titration.tailoring import (
    Above,
    first_above,
    grows_on,
    maxima_to_come,
    sets_to_come,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from baclofen_titration.protocols.weights import LimitByAge


def birthday_findings(request: Request, schedule: Schedule) -> list[Finding]:
    """What a birthday inside a schedule changes.

    A lower maximum refuses a way up that is above it on that day, and asks a clinician on a
    way down. A higher one is for a plan that begins after the birthday, by a new weight.

    Parameters
    ----------
    request : TitrationRequest or TaperRequest
        What was asked for.
    schedule : Schedule
        With its dates; an open step is looked at up to the last review.

    Raises
    ------
    UnreachableAimError
        If a way up is above a maximum on a day on which that may hold.
    """
    patient, protocol = request.patient, request.protocol
    start = schedule.start
    until = max([start, *(review.on for review in schedule.reviews)])
    above = list(first_above(schedule.steps, until, maxima_to_come(patient, protocol, start)))
    if not isinstance(request, TitrationRequest):
        return [_finding(one, _severity(one, schedule)) for one in above]
    if above:
        raise UnreachableAimError(" ".join(map(_refusal, above)))
    grown = grows_on(patient, protocol, start)
    higher = [_higher(*grown)] if grown is not None and grown[0] <= until else []
    person = with_cause(patient)
    to_come = sets_to_come(person, protocol, start, until, request.rule_sets)
    return [*higher, *([_sets(to_come)] if to_come else [])]


def _refusal(one: Above) -> str:
    return (
        f"From {one.on} the maximum by age may be {one.held.value} (from {one.held.from_age}), and "
        f"step {one.number} would still give {one.found}. Aim for that maximum or less, or come "
        "down to it before that day."
    )


def _severity(one: Above, schedule: Schedule) -> Severity:
    """A way down is open; a dose that is kept above a maximum is one that somebody accepts."""
    last, most = schedule.steps[-1].regimen, one.held.value
    held = [last.daily_dose.micrograms] if isinstance(most, DailyDose) else last.micrograms.values()
    kept = schedule.then != "stopped" and max(held) > most.micrograms
    return "stop" if kept else "caution"


def _finding(one: Above, severity: Severity) -> Finding:
    return Finding(
        code="above-maximum-at-birthday",
        severity=severity,
        says=f"From {one.on} the maximum by age may be {one.held.value}, and step {one.number} "
        f"still gives {one.found}. Nothing is cut for a birthday: ask a clinician how fast it "
        "comes down.",
        on=one.on,
        step=one.number,
        found=one.found,
        allowed=str(one.held.value),
        authors=one.held.authors,
    )


def _higher(on: date, held: LimitByAge) -> Finding:
    return Finding(
        code="maximum-grows-at-birthday",
        severity="note",
        says=f"From {on} the maximum by age is {held.value}. This schedule stays below the one "
        "that holds on its first day; for more, plan again from that day on, by a new weight.",
        on=on,
        found=on.isoformat(),
        allowed=str(held.value),
        authors=held.authors,
    )


def _sets(to_come: Sequence[tuple[date, str]]) -> Finding:
    names = ", ".join(dict.fromkeys(name for _, name in to_come))
    on = to_come[0][0]
    return Finding(
        code="rules-begin-at-birthday",
        severity="caution",
        says=f"From {on} the patient may be of an age at which these rule sets ask for less or "
        f"slower: {names}. This schedule follows the age on its first day; before it rises on "
        "that day or later, plan again.",
        on=on,
        found=names,
    )
