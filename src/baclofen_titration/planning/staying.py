"""What comes after the aim: it is kept, and in a whole course gone down from again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.planning.dating import Draft
from baclofen_titration.planning.descending import fall_drafts, fall_findings
from baclofen_titration.taper import Leg, Over, descend

if TYPE_CHECKING:
    from baclofen_titration.findings import Finding
    from baclofen_titration.planning.requests import TitrationRequest
    from baclofen_titration.planning.workbench import Workbench


def after_the_aim(
    request: TitrationRequest, workbench: Workbench, top: Draft
) -> tuple[list[Draft], list[Finding]]:
    """The stay at the aim, open or not, and the way down of a whole course.

    Raises
    ------
    RefusedError
        If the course of the protocol is asked for, and it states none.
    TaperError
        If there is no such way down within the limits.
    """
    authors = workbench.fall_authors
    if request.course:
        course = request.protocol.whole_course()
        stay, taper = course.stay.value, course.taper.value
        kept = Draft("course-stay", top.doses, stay, "maintenance", course.stay.authors)
        rule, authors = "course-taper", tuple(dict.fromkeys((*course.taper.authors, *authors)))
    else:
        kept = Draft("kept", top.doses, request.stay, "maintenance", top.authors)
        rule = "fall"
        if request.then_taper is None:
            return [kept], []
        taper = request.then_taper
    falls = descend(workbench.descent, top.doses, 0, [Leg(Over(taper))]).falls
    findings = fall_findings(falls, top.doses, None, to_nothing=True)
    return [kept, *fall_drafts(falls, authors, rule)], findings
