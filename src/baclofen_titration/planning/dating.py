"""Give steps their dates and their pieces, and say when somebody looks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from baclofen_titration.dates import add_days, add_months
from baclofen_titration.findings import Finding
from baclofen_titration.planning.parts import because
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.planning.shapes import Draft, Shape
from baclofen_titration.planning.watching import watched_days
from baclofen_titration.planning.weekdays import next_change_day, review_days
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.regimen import Taking, time_order
from baclofen_titration.schedule import ReviewPoint, Step
from baclofen_titration.sharing import Doses

MONTHS_SHOWN = 12
ASKED_FOR = "A review that was asked for."
"""What a review is for whose interval the caller chose; the interval is among what was asked."""


def dated_steps(
    request: TitrationRequest | TaperRequest,
    shape: Shape,
) -> tuple[Step, ...]:
    """One step after another from the first day on."""
    steps: list[Step] = []
    start, drafts = request.start, shape.drafts
    for draft, following, regimen, reasons in zip(
        drafts, (*drafts[1:], None), shape.regimens, shape.reasons, strict=True
    ):
        days = draft.days
        if days is not None:
            if not steps and late_first_taking(request, draft.doses):
                days += 1  # the day of a late first taking is not a full day
            days = _until_change_day(request, start, days, draft, following)
        parts = {
            "start": start,
            "days": days,
            "regimen": regimen,
            "phase": draft.phase,
            "because": reasons,
            "bound_by": draft.bound_by,
        }
        steps.append(Step.of_proven(parts))
        if days is not None and following is not None:
            start = add_days(start, days)
    return tuple(steps)


def late_first_taking(request: TitrationRequest | TaperRequest, doses: Doses) -> str | None:
    """The first taking of the first day, if it is not the first of a whole day."""
    if not isinstance(request, TitrationRequest) or request.first_taking is None:
        return None
    first = min(doses, key=time_order)
    return None if request.first_taking == first else request.first_taking


def _until_change_day(
    request: TitrationRequest | TaperRequest,
    start: date,
    days: int,
    draft: Draft,
    following: Draft | None,
) -> int:
    """Lengthen a step so that the next change, in a taper the stop too, is on an allowed day."""
    if not (request.change_on or request.closed):
        return days
    if isinstance(request, TitrationRequest) and (
        following is None or following.phase != "titration" or following.doses == draft.doses
    ):
        return days
    earliest = add_days(start, days)
    return days + (next_change_day(earliest, request.change_on, request.closed) - earliest).days


def clock_of(protocol: DosingProtocol, shape: Shape) -> dict[str, str]:
    """The protocol's hours behind the named times that are used."""
    return {entry.at: entry.hour for entry in protocol.clock_hours if entry.at in shape.times}


def reviews_of(
    request: TitrationRequest | TaperRequest, shape: Shape, steps: Sequence[Step]
) -> tuple[ReviewPoint, ...]:
    """The reviews that fall inside the schedule, in the order of their dates."""
    start, end = steps[0].start, steps[-1].end
    rises = [step.start for step in steps if step.phase == "titration"]
    reviews = []
    for rule in request.protocol.reviews:
        if rule.counted_from == "last rise" and not rises:
            continue
        origin = start if rule.counted_from == "start" else rises[-1]
        on = add_months(origin, rule.months) if rule.months else add_days(origin, rule.days or 0)
        if end is None or on <= end:
            why = because("review", rule.authors)
            parts = {"on": on, "purpose": rule.purpose, "because": why}
            reviews.append(ReviewPoint.of_proven(parts))
    watched = watched_days(request, shape, steps)
    reviews += [one for one in watched if end is None or one.on <= end]
    if request.review_every is not None:
        # An open schedule has no last day; a year of reviews is as far as one sheet looks.
        until = end or add_months(start, MONTHS_SHOWN)
        reviews += [
            ReviewPoint(on=on, purpose=ASKED_FOR)
            for on in review_days(start, request.review_every, until)
        ]
    return tuple(sorted(reviews, key=lambda review: review.on))


def eve_findings(request: TitrationRequest | TaperRequest, steps: Sequence[Step]) -> list[Finding]:
    """A change on the day before a closed one leaves nobody to phone on its second day."""
    if not request.closed:
        return []
    if isinstance(request, TaperRequest):
        return _eves_of_falls(request, steps)
    rises = [
        (number, step)
        for number, (before, step) in enumerate(pairwise(steps), start=2)
        if step.phase == "titration" and step.regimen != before.regimen
    ]
    return [
        Finding(
            code="rise-before-closed-day",
            severity="caution",
            says=f"On {step.start} a dose rises, on the eve of a closed day, when nobody may be "
            "there to ask.",
            on=step.start,
            step=number,
            found=step.start.isoformat(),
        )
        for number, step in rises
        if add_days(step.start, 1) in request.closed
    ]


def shift_findings(
    request: TitrationRequest | TaperRequest, drafts: Sequence[Draft], steps: Sequence[Step]
) -> list[Finding]:
    """What the chosen days make of a way down is never so in silence."""
    if not (request.change_on or request.closed):
        return []
    if isinstance(request, TitrationRequest):
        return _falls_of_a_course(request, steps)
    return [*_first_fall(request, steps[0]), *_longer(request, drafts, steps)]


def _falls_of_a_course(request: TitrationRequest, steps: Sequence[Step]) -> list[Finding]:
    """The way down of a course takes the days that it was asked to take, so none of it moves."""
    falls = [step.start for step in steps if step.phase == "taper"]
    if falls and steps[-1].end is not None:  # the stop is a fall too
        falls.append(add_days(steps[-1].end, 1))
    off = [on for on in falls if next_change_day(on, request.change_on, request.closed) != on]
    if not off:
        return []
    return [
        Finding(
            code="falls-on-other-days",
            severity="caution",
            says=f"Of the {len(falls)} falls of this course {len(off)} are on none of the days "
            f"chosen for changes, the first on {off[0]}. Only rises are moved in a course; for "
            "falls on those days plan the way down as a taper.",
            on=off[0],
            found=off[0].isoformat(),
        )
    ]


def _first_fall(request: TaperRequest, step: Step) -> list[Finding]:
    """The first day is the caller's, and no fall before it would be a shift that lengthens."""
    on, taking = step.start, request.taking
    falls = isinstance(taking, Taking) and step.regimen.micrograms != taking.regimen.micrograms
    if not falls or next_change_day(on, request.change_on, request.closed) == on:
        return []
    return [
        Finding(
            code="first-fall-on-another-day",
            severity="caution",
            says=f"The first fall is on the first day, {on}, which is none of the days chosen for "
            "changes. Only later ones are moved; to move this one, begin on another day.",
            on=on,
            step=1,
            found=on.isoformat(),
        )
    ]


def _longer(request: TaperRequest, drafts: Sequence[Draft], steps: Sequence[Step]) -> list[Finding]:
    """With both lengths."""
    asked, last = sum(draft.days or 0 for draft in drafts), steps[-1]
    days = (last.start - steps[0].start).days + (last.days or 0)
    if days == asked:
        return []
    later = " It ends after the day that was asked for." if request.until is not None else ""
    return [
        Finding(
            code="slower-than-asked",
            severity="caution",
            says="The days chosen for changes make this way down longer: it takes "
            f"{days} days instead of {asked}.{later}",
            found=f"{days} days",
            allowed=f"{asked} days",
        )
    ]


def _eves_of_falls(request: TaperRequest, steps: Sequence[Step]) -> list[Finding]:
    """Withdrawal shows on the day after a fall."""
    days = [(number, step.start) for number, step in enumerate(steps, start=1)]
    last = steps[-1]
    if last.days is not None:  # the stop is a fall too
        days.append((len(steps), add_days(last.start, last.days)))
    return [
        Finding(
            code="fall-before-closed-day",
            severity="caution",
            says=f"On {on} a dose falls, on the eve of a closed day, when nobody may be there to "
            "ask.",
            on=on,
            step=number,
            found=on.isoformat(),
        )
        for number, on in days
        if add_days(on, 1) in request.closed
    ]
