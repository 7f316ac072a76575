"""One fall beside a pump that has started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from baclofen_titration.errors import TaperError
from baclofen_titration.findings import Finding
from baclofen_titration.planning.drafting import WayDown, fall_drafts
from baclofen_titration.planning.finer import ending, with_finer
from baclofen_titration.quantities import DailyDose
from baclofen_titration.shares import PERMILLE, parse_permille
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import ByFall, Descent, Fall, Leg, descend, figures, reachable_ends

if TYPE_CHECKING:
    from baclofen_titration.limits import LimitRule
    from baclofen_titration.planning.requests import TaperRequest
    from baclofen_titration.planning.workbench import Workbench


def beside_a_pump(request: TaperRequest, workbench: Workbench, present: Doses) -> WayDown:
    """One fall, kept until somebody has looked; the next one is a plan of its own.

    A share may be more than the protocol's largest fall: the checker stops that and a clinician
    may accept it, or the caller lets it be made smaller, and the plan says so.
    """
    now = total_of(present)
    meant = parse_permille(request.pump_share) * now // PERMILLE
    ends = _ends(request, workbench, present, meant)
    lowest = ends[0]
    free = {**workbench.amounts, "max_fall": meant, "max_fall_per_dose": meant}

    def first_fall(limits: Mapping[LimitRule, int]) -> Fall:
        pace = ByFall(min(meant, limits["max_fall"]), limits["min_days_between_falls"])
        return _first_fall(_descent(request, workbench, limits), present, ends, pace)

    stretched = request.if_too_fast == "stretch"
    if stretched:
        first = first_fall(workbench.amounts)
    else:
        # What it reaches of its own share is no limit of the protocol.
        first = replace(first_fall(free), bound_by=())
        with suppress(TaperError):
            inside = first_fall(workbench.amounts)
            first = inside if inside.doses == first.doses else first
    end = total_of(first.doses)
    rule = figures()["pump-assessment"]
    findings = [
        Finding(
            code="pump-switch",
            severity="caution",
            says="One fall beside a pump that has started, for clinicians who fill and watch it. "
            "Somebody looks within a day, one medicine at a time; oral baclofen is kept at hand. "
            "The next fall is planned after that. Nothing here doses the pump.",
            found=str(DailyDose.from_micrograms(now - end)),
            allowed=f"at most {request.pump_share} of the present daily dose",
            authors=figures()["most-pump-share"].authors + rule.authors,
        )
    ]
    if end > lowest:
        limited = stretched and total_of(first_fall(free).doses) < end
        findings.append(_smaller(now - lowest, now - end, limited=limited))
    falls = [replace(first, days=None, asked=meant)]
    return WayDown(fall_drafts(falls, findings[0].authors), findings, False)


def _first_fall(descent: Descent, present: Doses, ends: Sequence[int], pace: ByFall) -> Fall:
    """The first fall on the way to the lowest of the ends that can be reached."""
    for end in ends[:-1]:
        with suppress(TaperError):
            return descend(descent, present, end, [Leg(pace)]).falls[0]
    return descend(descent, present, ends[-1], [Leg(pace)]).falls[0]


def _ends(request: TaperRequest, workbench: Workbench, present: Doses, meant: int) -> list[int]:
    """The daily doses within the share that these products make, the lowest first [micrograms]."""
    now = total_of(present)
    ends = reachable_ends(_descent(request, workbench, workbench.amounts), present)
    ends = [end for end in ends if now - meant <= end < now and end]
    if not ends:
        error = TaperError(
            f"These products make no fall of {DailyDose.from_micrograms(meant)} or less from the "
            f"present {DailyDose.from_micrograms(now)}. Add a product that makes finer doses.",
            by_products=True,
        )
        least = max(now - meant, 1)
        raise with_finer(error, request, ending(workbench, present, least, now - 1), "make one")
    return ends


def _descent(
    request: TaperRequest, workbench: Workbench, limits: Mapping[LimitRule, int]
) -> Descent:
    share = parse_permille(request.pump_share)
    return Descent(limits, workbench.makeable, workbench.fall_order, share)


def _smaller(meant: int, made: int, *, limited: bool) -> Finding:
    """A limit made it smaller, which is slower; or no dose between can be had in one fall."""
    fall = DailyDose.from_micrograms(made)
    if limited:
        return Finding(
            code="slower-than-asked",
            severity="caution",
            says=f"This fall is {fall}, smaller than asked for: the protocol's largest falls, of "
            f"the day and of one dose, do not allow {DailyDose.from_micrograms(meant)}.",
        )
    return Finding(
        code="fall-smaller-than-asked",
        severity="caution",
        says=f"This fall is {fall}, smaller than asked for: a larger one would drop a time of day "
        "while another falls.",
        found=str(fall),
        allowed=str(DailyDose.from_micrograms(meant)),
    )
