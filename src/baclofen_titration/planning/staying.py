"""What comes after the aim: it is kept, and in a whole course gone down from again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.errors import InvalidValueError, RefusedError, TaperError
from baclofen_titration.planning.coarse import coarse_findings
from baclofen_titration.planning.drafting import fall_drafts
from baclofen_titration.planning.finer import Better, finer_words, walking, with_finer
from baclofen_titration.planning.shapes import Draft
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
        kept = stay_at(top, request.stay)
        if request.then_taper is None:
            return [kept], []
        down, findings = _down(request, workbench, way_up, request.then_taper)
        return [kept, *fall_drafts(down, workbench.fall_authors)], findings
    course = request.protocol.whole_course()
    down, findings = _down(request, workbench, way_up, course.taper.value)
    stay = course.stay or course.whole or course.taper
    days = stay.value if course.stay is not None else _left(request, stay.value, way_up, down)
    kept = Draft("course-stay", top.doses, days, "maintenance", stay.authors)
    authors = tuple(dict.fromkeys((*course.taper.authors, *workbench.fall_authors)))
    return [kept, *fall_drafts(down, authors, "course-taper")], findings


def stay_at(top: Draft, days: int | None = None) -> Draft:
    """The aim, kept for some days, or until somebody has looked."""
    return Draft("kept", top.doses, days, "maintenance", top.authors)


def _down(
    request: TitrationRequest, workbench: Workbench, way_up: Sequence[Draft], days: int
) -> tuple[list[Fall], list[Finding]]:
    """The way down from the top; other products have to make the way up too."""
    top, legs = way_up[-1].doses, [Leg(Over(days))]
    makes = frozenset(dose for step in way_up for dose in step.doses.values() if dose)
    try:
        falls = descend(workbench.descent, top, 0, legs).falls
    except TaperError as error:
        raise with_finer(error, request, walking(workbench, top, 0, legs, makes=makes)) from None

    def hint(better: Better, would: str) -> str:
        does = walking(workbench, top, 0, legs, better=better, makes=makes)
        return finer_words(request, does, would)

    return falls, coarse_findings(falls, top, None, hint, to_nothing=True)


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
