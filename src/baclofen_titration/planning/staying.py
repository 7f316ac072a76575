"""What comes after the aim: it is kept, and in a whole course gone down from again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.errors import InvalidValueError, RefusedError
from baclofen_titration.planning.dating import Draft
from baclofen_titration.planning.descending import fall_drafts, fall_findings
from baclofen_titration.taper import Fall, Leg, Over, descend

if TYPE_CHECKING:
    from baclofen_titration.findings import Finding
    from baclofen_titration.planning.requests import TitrationRequest
    from baclofen_titration.planning.workbench import Workbench


def after_the_aim(
    request: TitrationRequest, workbench: Workbench, way_up: Sequence[Draft]
) -> tuple[list[Draft], list[Finding]]:
    """The stay at the aim, open or not, and the way down of a whole course.

    Raises
    ------
    RefusedError
        If the course of the protocol is asked for, and it states none, or leaves no day to
        stay at the aim.
    TaperError
        If there is no such way down within the limits.
    """
    top = way_up[-1]
    if not request.course:
        kept = Draft("kept", top.doses, request.stay, "maintenance", top.authors)
        if request.then_taper is None:
            return [kept], []
        down, findings = _down(workbench, top, request.then_taper)
        return [kept, *fall_drafts(down, workbench.fall_authors)], findings
    course = request.protocol.whole_course()
    down, findings = _down(workbench, top, course.taper.value)
    stay = course.stay or course.whole or course.taper
    days = stay.value if course.stay is not None else _left(request, stay.value, way_up, down)
    kept = Draft("course-stay", top.doses, days, "maintenance", stay.authors)
    authors = tuple(dict.fromkeys((*course.taper.authors, *workbench.fall_authors)))
    return [kept, *fall_drafts(down, authors, "course-taper")], findings


def _down(workbench: Workbench, top: Draft, days: int) -> tuple[list[Fall], list[Finding]]:
    falls = descend(workbench.descent, top.doses, 0, [Leg(Over(days))]).falls
    return falls, fall_findings(falls, top.doses, None, to_nothing=True)


def _left(
    request: TitrationRequest, whole: int, way_up: Sequence[Draft], down: Sequence[Fall]
) -> int:
    """What the ways up and down leave of a fixed course for the stay [days]."""
    if request.change_on or request.closed:
        raise InvalidValueError(
            "The course of the protocol has a fixed length, and chosen days would lengthen it; "
            "leave change_on and closed out."
        )
    up, fall = (sum(step.days or 0 for step in way) for way in (way_up, down))
    if up + fall >= whole:
        raise RefusedError(
            f"The course of the protocol takes {whole} days in all, and up to this aim and down "
            f"again take {up + fall} of them, so no day is left to stay at it. Choose a lower aim, "
            "or a faster way up, where the protocol allows it."
        )
    return whole - up - fall
