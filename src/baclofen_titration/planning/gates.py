"""What a source says beside the rules, held against a plan: gates to ask at, the usual range."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.checker import check_empty_times, check_rise_share, check_whole_course
from baclofen_titration.findings import Finding
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.quantities import DailyDose
from baclofen_titration.schedule import Schedule


def beside_findings(protocol: DosingProtocol, schedule: Schedule) -> Iterator[Finding]:
    """Find the first day at or above each gate, and a plan that ends above the usual range."""
    rises = [
        (number, step)
        for number, step in enumerate(schedule.steps, start=1)
        if step.phase == "titration"
    ]
    for gate in protocol.stated.approval_gates:
        at = gate.value
        if not isinstance(at, DailyDose):
            continue
        least = at.micrograms
        first = next(
            ((n, step) for n, step in rises if step.regimen.daily_dose.micrograms >= least), None
        )
        if first is not None:
            number, step = first
            yield Finding(
                code="approval-gate",
                severity="stop",
                says=f"The protocol asks for approval before {at}, and this schedule reaches it.",
                on=step.start,
                step=number,
                found=str(step.regimen.daily_dose),
                allowed=f"below {at} without approval",
                authors=gate.authors,
            )
    yield from _wash_out(protocol, schedule)
    usual = protocol.stated.usual_range
    if usual is None or not isinstance(usual.highest, DailyDose) or not rises:
        return
    top = max(step.regimen.daily_dose for _, step in rises)
    if top > usual.highest:
        yield Finding(
            code="above-usual-range",
            severity="note",
            says=f"The protocol calls up to {usual.highest} usual, and this schedule goes above.",
            found=str(top),
            allowed=str(usual.highest),
            authors=usual.authors,
        )


def judged_beside(protocol: DosingProtocol, schedule: Schedule) -> tuple[Finding, ...]:
    """What the judge finds by values that it is handed: empty times, a rise as a share."""
    found: tuple[Finding, ...] = ()
    if protocol.empty_times is not None:
        empty = protocol.empty_times
        found += check_empty_times(schedule, empty.value, empty.authors)
    course = protocol.course
    if course is not None and course.whole is not None:
        found += check_whole_course(schedule, course.whole.value, course.whole.authors)
    rule = None if protocol.way_up is None else protocol.way_up.rule
    if rule is not None and rule.share is not None:
        found += check_rise_share(schedule, rule.share)
    return found


def _wash_out(protocol: DosingProtocol, schedule: Schedule) -> Iterator[Finding]:
    course = protocol.course
    if course is None or course.wash_out is None or schedule.then != "stopped":
        return
    days = course.wash_out.value
    yield Finding(
        code="wash-out",
        severity="note",
        says=f"The protocol asks for {days} days without baclofen after the last dose, before "
        "anything else begins.",
        found=f"{days} days",
        authors=course.wash_out.authors,
    )
