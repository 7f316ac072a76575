"""A commented protocol file to begin with: it lints clean, and every number is an example."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from baclofen_titration.dates import add_months
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Judgement

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol

MONTHS_UNTIL_REVIEW = 12
EXAMPLE = "Example of the starter: replace this reason by yours."


def starter_text(name: str, today: date) -> str:
    """The text of a starter file.

    Parameters
    ----------
    name : str
        Its id, which is also the name of the file without its ending.
    today : datetime.date
        Its edition, and the day on which its sources were looked at.
    """
    text = files("baclofen_titration.protocols").joinpath("starter.txt").read_text("utf-8")
    review = add_months(today, MONTHS_UNTIL_REVIEW)
    return (
        text.replace("{id}", name)
        .replace("{today}", today.isoformat())
        .replace("{review_by}", review.isoformat())
    )


def example_places(protocol: DosingProtocol) -> tuple[str, ...]:
    """Where a file still gives the reason of the starter, which nobody stands behind."""
    return tuple(
        place
        for place, authors in every_author(protocol)
        if any(isinstance(author, Judgement) and author.reason == EXAMPLE for author in authors)
    )
