"""The slowest rise of a range that reaches a protocol's milestones by their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from baclofen_titration.errors import InvalidValueError, RefusedError, UnreachableAimError
from baclofen_titration.findings import Finding
from baclofen_titration.planning.named import FOR_MILESTONES
from baclofen_titration.planning.workbench import Workbench, aim_of
from baclofen_titration.sharing import total_of
from baclofen_titration.tailoring import way_up_of
from baclofen_titration.titration import Climb, climb

if TYPE_CHECKING:
    from baclofen_titration.limits import Milestone
    from baclofen_titration.planning.requests import TitrationRequest
    from baclofen_titration.protocols import TitrationRule
    from baclofen_titration.quantities import DailyDose, Dose

MOST_TRIED = 100


def meeting(
    request: TitrationRequest, workbench: Workbench
) -> tuple[TitrationRequest, list[Finding]]:
    """The request with the slowest rise that meets the milestones, where it asks for that.

    Parameters
    ----------
    request : TitrationRequest
        With ``rise="for milestones"``; any other comes back as it is.
    workbench : Workbench
        Limits and makeable doses.

    Returns
    -------
    tuple of TitrationRequest and list of Finding
        To walk the way with, and a note of the rise.

    Raises
    ------
    InvalidValueError
        If the protocol has no range of rises or no milestones, or something is taken already.
    RefusedError
        If even the fastest rise misses one.
    """
    if request.rise != FOR_MILESTONES:
        return request, []
    rule, milestones = (
        way_up_of(request.protocol, request.patient).rule,
        request.protocol.milestones,
    )
    if rule is None or rule.slowest.value == rule.fastest.value or not milestones:
        raise InvalidValueError(
            f"{request.protocol.id} gives no range of rises with milestones; choose another rise."
        )
    if request.taking != "nothing":
        raise InvalidValueError(
            "Milestones are counted from the first day of somebody who takes nothing; choose "
            'rise "slowest" or "fastest", or one between.'
        )
    for rise in _rises(rule, workbench):
        asked = request.model_copy(update={"rise": rise})
        slope = workbench.slope(asked)
        try:
            steps = climb(slope, aim_of(asked, workbench, slope.rungs, None), None, 0)
        except UnreachableAimError:
            continue
        if _meets(steps, milestones):
            return asked, [_note(rise, milestones)]
    raise RefusedError(
        f"No rise from {rule.slowest.value} to {rule.fastest.value} reaches the aim and every "
        "milestone of the protocol by its day, with these products and limits. Choose a shorter "
        "interval or another aim, where the protocol allows it, or products that make the doses "
        "between."
    )


def _rises(rule: TitrationRule, workbench: Workbench) -> Iterator[Dose | DailyDose]:
    """Every rise of the range that differs by what these products can make, slowest first."""
    low, high = rule.slowest.value, rule.fastest.value
    grain = workbench.makeable[0] if workbench.makeable else high.micrograms
    kind = type(low)
    between = range(low.micrograms, high.micrograms, grain)[:MOST_TRIED]
    yield from (kind.from_micrograms(amount) for amount in between)
    yield high


def _meets(steps: Sequence[Climb], milestones: Sequence[Milestone]) -> bool:
    """Whether each milestone up to the aim is reached by its day, the first day being 1."""
    days, day = [], 1
    for step in steps:
        days.append((day, total_of(step.doses)))
        day += step.days
    top = days[-1][1]
    return all(
        any(
            total >= milestone.daily_dose.micrograms
            for day, total in days
            if day <= milestone.by_day
        )
        for milestone in milestones
        if milestone.daily_dose.micrograms <= top
    )


def _note(rise: Dose | DailyDose, milestones: Sequence[Milestone]) -> Finding:
    reached = ", ".join(f"{one.daily_dose} by day {one.by_day}" for one in milestones)
    return Finding(
        code="rise-for-milestones",
        severity="note",
        says=f"The rise is {rise}: the slowest of the protocol's range that reaches {reached}.",
        found=str(rise),
        authors=tuple(dict.fromkeys(author for one in milestones for author in one.authors)),
    )
