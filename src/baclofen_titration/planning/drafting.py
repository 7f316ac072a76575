"""A way down before it has dates and pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from baclofen_titration.findings import Finding
from baclofen_titration.planning.shapes import Draft
from baclofen_titration.taper import Fall

if TYPE_CHECKING:
    from baclofen_titration.provenance import Author


@dataclass(frozen=True, slots=True)
class WayDown:
    """The steps of a taper, what has to be said of them, and whether they end in nothing."""

    drafts: list[Draft]
    findings: list[Finding]
    to_nothing: bool


def fall_drafts(
    falls: Sequence[Fall], authors: Sequence[Author], rule: str = "fall"
) -> list[Draft]:
    """The steps before they have dates and pieces."""
    return [
        Draft(rule, fall.doses, fall.days, "taper", tuple(authors), fall.bound_by, fall.asked)
        for fall in falls
    ]
