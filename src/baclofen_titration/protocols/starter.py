"""A commented protocol file to begin with: it lints clean, and every number is an example."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from baclofen_titration.dates import add_months

MONTHS_UNTIL_REVIEW = 12


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
