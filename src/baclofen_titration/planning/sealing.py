"""Give steps dates and pieces, have them judged, and seal them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baclofen_titration.checked import CheckedSchedule, Supply
from baclofen_titration.checker import check
from baclofen_titration.dates import add_days, add_months
from baclofen_titration.dispensing import choose_pieces, count_supply, strengths_finding
from baclofen_titration.errors import MissingInputError
from baclofen_titration.findings import Finding
from baclofen_titration.limits import LimitRule, Limits
from baclofen_titration.planning.requests import (
    Request,
    TaperRequest,
    TitrationRequest,
    asked_of,
)
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import Dose
from baclofen_titration.schedule import (
    Administration,
    Phase,
    Piece,
    Reason,
    Regimen,
    ReviewPoint,
    Schedule,
    Step,
    Then,
    time_order,
)
from baclofen_titration.sharing import Doses


@dataclass(frozen=True, slots=True)
class Draft:
    """A step before it has dates and pieces."""

    rule: str
    doses: Doses
    days: int | None
    phase: Phase
    authors: tuple[Author, ...]
    bound_by: tuple[LimitRule, ...] = ()


def seal(
    request: TitrationRequest | TaperRequest,
    limits: Limits,
    drafts: Sequence[Draft],
    findings: Sequence[Finding],
    then: Then,
    first_taking: str | None = None,
) -> CheckedSchedule:
    """Make the schedule, have it judged, and seal it with everything a sheet shows.

    Parameters
    ----------
    request : TitrationRequest or TaperRequest
        What was asked for.
    limits : Limits
        Every limit that applies, handed on to the checker.
    drafts : sequence of Draft
        The steps, in their order.
    findings : sequence of Finding
        What planning has found already.
    then : {"stopped", "continues"}
        What follows the last step.
    first_taking : str or None
        Time of day of a late first taking.

    Raises
    ------
    UnsafeScheduleError
        If the checker stops the schedule.
    """
    pieces = choose_pieces(
        {dose for draft in drafts for dose in draft.doses.values()}, request.products
    )
    steps = _dated(drafts, request.start, pieces, late_start=first_taking is not None)
    schedule = Schedule(
        before=request.taking,
        steps=steps,
        then=then,
        reviews=_reviews(request.protocol, steps),
        first_taking=first_taking,
        clock=_clock(request.protocol, steps),
    )
    reference = request.protocol.reference()
    report = check(
        schedule,
        limits=limits,
        products=request.products,
        patient=request.patient,
        protocol=reference,
    )
    strengths = strengths_finding(schedule, request.products)
    found = [*findings, *_protocol_findings(request), *([strengths] if strengths else [])]
    return CheckedSchedule(
        schedule=schedule,
        report=report.with_findings(tuple(found)),
        protocol=reference,
        products=request.products,
        limits=limits,
        asked=asked_of(request),
        choices=_choices(request.protocol, schedule),
        supply=_supply(request, schedule),
        acknowledgements=request.acknowledgements,
    )


def _dated(
    drafts: Sequence[Draft],
    start: date,
    pieces: Mapping[int, tuple[Piece, ...]],
    late_start: bool,
) -> tuple[Step, ...]:
    steps = []
    for number, draft in enumerate(drafts):
        # The day of a late first taking is not a full day, so the step gets one more.
        days = draft.days if draft.days is None or number or not late_start else draft.days + 1
        steps.append(
            Step(
                start=start,
                days=days,
                regimen=_regimen(draft.doses, pieces),
                phase=draft.phase,
                because=tuple(Reason(rule=draft.rule, author=author) for author in draft.authors),
                bound_by=draft.bound_by,
            )
        )
        if days is not None and number + 1 < len(drafts):
            start = add_days(start, days)
    return tuple(steps)


def _regimen(doses: Doses, pieces: Mapping[int, tuple[Piece, ...]]) -> Regimen:
    return Regimen(
        administrations=tuple(
            Administration(at=at, dose=Dose.from_micrograms(doses[at]), pieces=pieces[doses[at]])
            for at in sorted(doses, key=time_order)
        )
    )


def _clock(protocol: DosingProtocol, steps: Sequence[Step]) -> dict[str, str]:
    """The protocol's hours behind the named times that are used."""
    used = {taking.at for step in steps for taking in step.regimen.administrations}
    return {at: hour for at, hour in protocol.clock.items() if at in used}


def _reviews(protocol: DosingProtocol, steps: Sequence[Step]) -> tuple[ReviewPoint, ...]:
    """The protocol's reviews that fall inside the schedule, in the order of their dates."""
    start, end = steps[0].start, steps[-1].end
    rises = [step.start for step in steps if step.phase == "titration"]
    reviews = []
    for rule in protocol.reviews:
        if rule.counted_from == "last rise" and not rises:
            continue
        origin = start if rule.counted_from == "start" else rises[-1]
        on = add_months(origin, rule.months) if rule.months else add_days(origin, rule.days or 0)
        if end is None or on <= end:
            because = tuple(Reason(rule="review", author=author) for author in rule.authors)
            reviews.append(ReviewPoint(on=on, purpose=rule.purpose, because=because))
    return tuple(sorted(reviews, key=lambda review: review.on))


def _choices(protocol: DosingProtocol, schedule: Schedule) -> tuple[Reason, ...]:
    """What the protocol decides for every day, apart from any one step."""
    phases = {step.phase for step in schedule.steps}
    authors = {"three-dose-day": protocol.three_dose_day.authors}
    if schedule.clock:
        authors["clock-hours"] = protocol.clock_authors
    if "titration" in phases:
        authors["growth-order"] = protocol.titration.growth_order.authors
    if "taper" in phases:
        authors["fall-order"] = protocol.taper.fall_order.authors
    return tuple(
        Reason(rule=rule, author=author) for rule, held in authors.items() for author in held
    )


def _protocol_findings(request: Request) -> list[Finding]:
    protocol, findings = request.protocol, []
    if protocol.reference().status != "signed":
        findings.append(
            Finding(
                code="protocol-not-signed",
                severity="caution",
                says="No clinician has signed this protocol file. It is a specimen.",
                found=protocol.status,
                allowed="signed",
            )
        )
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


def _supply(request: Request, schedule: Schedule) -> Supply | None:
    if request.supply is None:
        if request.reserve is not None:
            raise MissingInputError(
                "A reserve is counted beyond a supply. Say for how many days to supply."
            )
        return None
    until = add_days(schedule.start, request.supply - 1)
    return count_supply(schedule, request.products, until, request.reserve or 0)
