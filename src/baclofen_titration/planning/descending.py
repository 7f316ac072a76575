"""From a taper that is asked for to its steps: the end, the legs, what came out otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.dispensing import choose_pieces
from baclofen_titration.errors import TaperError, UnmakeableError
from baclofen_titration.findings import Finding
from baclofen_titration.planning.beside_pump import beside_a_pump
from baclofen_titration.planning.coarse import coarse_findings
from baclofen_titration.planning.drafting import WayDown, fall_drafts
from baclofen_titration.planning.finer import Better, Does, ending, finer_words, walking, with_finer
from baclofen_titration.planning.shapes import Draft
from baclofen_titration.planning.walked import Walked, walked
from baclofen_titration.planning.ways import Way, along
from baclofen_titration.quantities import DailyDose
from baclofen_titration.shares import parse_share
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import (
    ByFall,
    ByShare,
    Descended,
    Halving,
    Leg,
    Over,
    descend,
    reachable_ends,
    table_rule,
)

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest
    from baclofen_titration.planning.workbench import Workbench
    from baclofen_titration.provenance import Author

MOST_REASONS = 3


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
        return beside_a_pump(request, workbench, present)
    named = walked(request)
    to = lower_end_of(request, workbench, present, request.to if named is None else named.way.to)
    legs = _on_chosen_days(request, _legs(request) if named is None else named.legs)
    authors, rule = _authors(request, workbench, named), "fall" if named is None else named.rule
    stretch = request.if_too_fast == "stretch"
    try:
        way = descend(workbench.descent, present, to, legs, stretch=stretch)
    except TaperError as error:
        does = walking(workbench, present, to, legs, stretch=stretch)
        raise with_finer(error, request, does) from None

    def hint(better: Better, would: str) -> str:
        does = walking(workbench, present, to, legs, better=better, stretch=stretch)
        return finer_words(request, does, would)

    asked = request.fall if named is None else named.way.fall
    findings = coarse_findings(way.falls, present, asked, hint, to_nothing=not to)
    findings += [] if named is None else [named.note]
    findings += _idle(request.ways, total_of(present), to)
    findings += _slowed(
        request,
        way,
        walking(workbench, present, to, legs, better=_unslowed, stretch=True),
    )
    findings += [Finding(code=note.code, severity="caution", says=note.says) for note in way.notes]
    return WayDown(fall_drafts(way.falls, authors, rule), findings, not to)


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
                f"here, {DailyDose.from_micrograms(most)}, so there is nothing to go down to. "
                "Ask for another end."
            )
        ends = [end for end in reachable_ends(workbench.descent, present) if 0 < end <= most]
        if not ends:
            error = TaperError(
                "These products make no daily dose at or below the maximum of "
                f"{DailyDose.from_micrograms(most)}, and above nothing. Add a product that makes a "
                "smaller dose, or ask for another end.",
                by_products=True,
            )
            raise with_finer(error, request, ending(workbench, present, 1, most), "make one")
        return ends[-1]
    to = 0 if end is None else end.micrograms
    if to >= now:
        raise TaperError(
            f"{end} is not below the present {DailyDose.from_micrograms(now)}. "
            "A taper goes to less. Ask for a lower end."
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


def _idle(ways: Sequence[Way], now: int, to: int) -> list[Finding]:
    """Paces that have nothing to do; none is passed over in silence."""
    above, idle = now, []
    for way, following in pairwise(ways):
        if way.down_to is None:
            continue
        if way.down_to.micrograms >= above:
            idle.append(f"{way} (no more than that is taken when it would begin)")
        elif way.down_to.micrograms <= to:
            idle.append(f"{following} (the taper has ended when it would begin)")
        above = min(above, way.down_to.micrograms)
    if not idle:
        return []
    return [
        Finding(
            code="pace-not-used",
            severity="caution",
            says=f"Not used, because it has nothing to do: {'; '.join(idle[:MOST_REASONS])}.",
        )
    ]


def _on_chosen_days(request: TaperRequest, legs: Sequence[Leg]) -> Sequence[Leg]:
    """A length in whole weeks, so that falls need not wait for their day of the week each time."""
    if not request.change_on:
        return legs
    return [
        replace(leg, pace=replace(leg.pace, whole_weeks=True))
        if isinstance(leg.pace, Over)
        else leg
        for leg in legs
    ]


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
                f"Row {number} of the table gives a larger {risen[0]} dose than is taken before "
                "it. In a taper nothing rises: correct the row, or the present regimen."
            )
        if not total_of(low):
            raise TaperError(f"Row {number} of the table gives nothing; leave the row out.")
    _refuse_unmakeable({dose for row in doses[1:] for dose in row.values() if dose}, request)
    drafts = [
        Draft(
            "row-of-table",
            {at: dose for at, dose in low.items() if dose},
            row.days,
            "taper",
            table_rule().authors,
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


def _refuse_unmakeable(doses: set[int], request: TaperRequest) -> None:
    """A table is made as it is, or not at all; which products would make all of it, is said."""
    try:
        choose_pieces(doses, request.products)
    except UnmakeableError as error:
        words = finer_words(request, lambda held: len(choose_pieces(doses, held)), "make all of it")
        raise UnmakeableError(f"{error}\n{words.strip()}") from None


def _unslowed(way: Descended) -> int | None:
    """Whether a way keeps the pace that was asked for."""
    return None if way.slowed else 0


def _slowed(request: TaperRequest, way: Descended, does: Does) -> list[Finding]:
    """What was asked for was too fast, and the caller chose to be slowed down."""
    if not way.slowed:
        return []
    # The same pace may be too fast again and again; the first reasons tell what is meant.
    reasons = list(dict.fromkeys(way.slowed))
    more = len(reasons) - MOST_REASONS
    said = "; ".join(reasons[:MOST_REASONS]) + (f"; and {more} more like these" if more > 0 else "")
    words = finer_words(request, does, "keep that pace", or_none=False)
    return [
        Finding(
            code="slower-than-asked",
            severity="caution",
            says=f"This taper is slower than asked for: {said}.{words}",
        )
    ]
