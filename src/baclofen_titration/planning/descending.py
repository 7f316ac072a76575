"""From a taper that is asked for to its steps: the end, the legs, what came out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.dispensing import choose_pieces
from baclofen_titration.errors import TaperError
from baclofen_titration.findings import Finding
from baclofen_titration.planning.dating import Draft
from baclofen_titration.planning.finer import finer_words
from baclofen_titration.planning.walked import Walked, walked
from baclofen_titration.planning.ways import along
from baclofen_titration.quantities import DailyDose
from baclofen_titration.shares import PERMILLE, parse_permille, parse_share
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import (
    ByFall,
    ByShare,
    Descended,
    Descent,
    Fall,
    Halving,
    Leg,
    Over,
    descend,
    figures,
    reachable_ends,
)

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest
    from baclofen_titration.planning.workbench import Workbench
    from baclofen_titration.provenance import Author

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class WayDown:
    """The steps of a taper, what has to be said of them, and whether they end in nothing."""

    drafts: list[Draft]
    findings: list[Finding]
    to_nothing: bool


def way_down(request: TaperRequest, workbench: Workbench, present: Doses) -> WayDown:
    """Go down as it is asked for.

    Raises
    ------
    TaperError
        If there is no such way within the limits; a product that would make one is named.
    """
    if request.table:
        return _by_table(request, present)
    if request.pump_share is not None:
        return _beside_a_pump(request, workbench, present)
    named = walked(request)
    to = lower_end_of(request, workbench, present, request.to if named is None else named.way.to)
    legs = _legs(request) if named is None else named.legs
    authors, rule = _authors(request, workbench, named), "fall" if named is None else named.rule
    try:
        way = descend(
            workbench.descent, present, to, legs, stretch=request.if_too_fast == "stretch"
        )
    except TaperError as error:
        words = finer_words(request, workbench, present, to, legs)
        raise TaperError(f"{error}{words}") from None
    asked = request.fall if named is None else named.way.fall

    findings = with_finer(
        fall_findings(way.falls, present, asked, to_nothing=not to),
        lambda: finer_words(request, workbench, present, to, legs, way),
    )
    findings += [] if named is None else [named.note]
    return WayDown(fall_drafts(way.falls, authors, rule), findings + _slowed(way), not to)


def with_finer(findings: list[Finding], words: Callable[[], str]) -> list[Finding]:
    """The findings with the products that would do; looked for only where something is found."""
    return [finding.model_copy(update={"says": f"{finding.says}{words()}"}) for finding in findings]


def fall_drafts(
    falls: Sequence[Fall], authors: Sequence[Author], rule: str = "fall"
) -> list[Draft]:
    """The steps before they have dates and pieces."""
    return [
        Draft(rule, fall.doses, fall.days, "taper", tuple(authors), fall.bound_by, fall.asked)
        for fall in falls
    ]


def lower_end_of(
    request: TaperRequest, workbench: Workbench, present: Doses, end: DailyDose | None
) -> int:
    """The daily dose to end at [micrograms], 0 for nothing."""
    now = total_of(present)
    if request.to_limit:
        most = workbench.amounts["max_daily_dose"]
        if now <= most:
            raise TaperError(
                f"The present {DailyDose.from_micrograms(now)} is not above the maximum that holds "
                f"here, {DailyDose.from_micrograms(most)}, so there is nothing to go down to."
            )
        ends = [end for end in reachable_ends(workbench.descent, present) if 0 < end <= most]
        if not ends:
            raise TaperError("These products make no daily dose at or below the maximum.")
        return ends[-1]
    to = 0 if end is None else end.micrograms
    if to >= now:
        raise TaperError(
            f"{end} is not below the present {DailyDose.from_micrograms(now)}. "
            "A taper goes to less."
        )
    return to


def _legs(request: TaperRequest) -> Sequence[Leg]:
    every = request.every or 0
    if request.ways:
        return [way.leg(request.start) for way in request.ways]
    if request.curve is not None:
        return [Leg(along(request.curve))]
    if request.length is not None:
        return [Leg(Over(request.length))]
    if request.halve_every is not None:
        floor = request.floor.micrograms if request.floor is not None else 0
        return [Leg(Halving(request.halve_every, floor))]
    if request.share is not None:
        share, of_start = parse_share(request.share)
        floor = request.floor.micrograms if request.floor is not None else 0
        return [Leg(ByShare(share, every, of_start, floor))]
    return [Leg(ByFall(request.fall.micrograms if request.fall is not None else 0, every))]


def _authors(request: TaperRequest, workbench: Workbench, named: Walked | None) -> list[Author]:
    curve = () if request.curve is None else (request.curve.cite,)
    way = () if named is None else named.authors
    return list(dict.fromkeys((*way, *curve, *workbench.fall_authors)))


def _by_table(request: TaperRequest, present: Doses) -> WayDown:
    """The rows as they are written; the checker judges them like anybody's."""
    doses = [present, *(row.take.micrograms for row in request.table)]
    for number, (high, low) in enumerate(pairwise(doses), start=1):
        risen = [at for at, dose in low.items() if dose > high.get(at, 0)]
        if risen:
            raise TaperError(
                f"Row {number} of the table gives more at {risen[0]} than is taken before it. "
                "In a taper nothing rises: correct the row, or the present regimen."
            )
        if not total_of(low):
            raise TaperError(f"Row {number} of the table gives nothing; leave the row out.")
    choose_pieces({dose for row in doses[1:] for dose in row.values() if dose}, request.products)
    drafts = [
        Draft(
            "row-of-table",
            {at: dose for at, dose in low.items() if dose},
            row.days,
            "taper",
            (),
            asked=total_of(high) - total_of(low),
        )
        for row, (high, low) in zip(request.table, pairwise(doses), strict=True)
    ]
    note = Finding(
        code="taper-by-table",
        severity="note",
        says="The steps are those of a table that came with the request; none was changed.",
    )
    return WayDown(drafts, [note], request.table[-1].days is not None)


def _beside_a_pump(request: TaperRequest, workbench: Workbench, present: Doses) -> WayDown:
    """One fall, kept until somebody has looked; the next one is a plan of its own."""
    share, rule = parse_permille(request.pump_share), figures()["pump-assessment"]
    now = total_of(present)
    most = share * now // PERMILLE
    limits = {**workbench.amounts, "max_fall": most, "max_fall_per_dose": most}
    descent = Descent(limits, workbench.makeable, workbench.fall_order, share)
    ends = [end for end in reachable_ends(descent, present) if now - most <= end < now and end]
    if not ends:
        raise TaperError(
            f"These products make no fall of {DailyDose.from_micrograms(most)} or less from the "
            f"present {DailyDose.from_micrograms(now)}. Add a product that makes finer doses."
        )
    pace = ByFall(most, limits["min_days_between_falls"])
    last = descend(descent, present, ends[0], [Leg(pace)]).falls[-1]
    falls = [replace(last, asked=most)]
    finding = Finding(
        code="pump-switch",
        severity="caution",
        says="One fall beside a pump that has started, for clinicians who fill and watch it. "
        "Somebody looks within a day, one medicine at a time; oral baclofen is kept at hand. "
        "The next fall is planned after that. Nothing here doses the pump.",
        found=str(DailyDose.from_micrograms(now - ends[0])),
        allowed=f"at most {request.pump_share} of the present daily dose",
        authors=figures()["most-pump-share"].authors + rule.authors,
    )
    return WayDown(fall_drafts(falls, finding.authors), [finding], False)


def _slowed(way: Descended) -> list[Finding]:
    """What was asked for was too fast, and the caller chose to be slowed down."""
    if not way.slowed:
        return []
    # The same pace may be too fast again and again; the first reasons tell what is meant.
    reasons = list(dict.fromkeys(way.slowed))
    more = len(reasons) - MOST_REASONS
    said = "; ".join(reasons[:MOST_REASONS]) + (f"; and {more} more like these" if more > 0 else "")
    return [
        Finding(
            code="slower-than-asked",
            severity="caution",
            says=f"This taper is slower than asked for: {said}.",
        )
    ]


def fall_findings(
    falls: Sequence[Fall], present: Doses, asked: DailyDose | None, *, to_nothing: bool
) -> list[Finding]:
    """Say where the products forced another way than the one asked for."""
    totals = [total_of(present), *(total_of(fall.doses) for fall in falls)]
    if totals[0] == totals[1]:
        return [
            Finding(
                code="no-smaller-dose",
                severity="caution",
                says="No smaller dose can be made from these products, so the present dose is "
                "kept until the last day. A liquid or a smaller strength would allow a lower one.",
                found=str(DailyDose.from_micrograms(totals[-1])),
            )
        ]
    sizes = [high - low for high, low in pairwise(totals)]
    # The last fall of all may be smaller, because what is left is less; one to nothing is no step.
    full = sizes if to_nothing else sizes[:-1]
    if asked is None or all(size == asked.micrograms for size in full):
        return []
    stopping = to_nothing and totals[0] <= asked.micrograms
    says = (
        f"One fall of {asked} would stop baclofen on the first day; a smaller dose comes between."
        if stopping
        else f"Some falls are smaller than the {asked} asked for, because these products make no "
        "dose exactly that much lower, or because it would drop a time of day while another falls, "
        "or take more than half of the day. The taper is longer than it would be."
    )
    return [
        Finding(
            code="fall-smaller-than-asked",
            severity="caution",
            says=says,
            found=str(DailyDose.from_micrograms(min(sizes))),
            allowed=str(asked),
        )
    ]
