"""The form of a behaviour: given, when, then, as data that a clinician can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ADULT: Mapping[str, str] = {
    "age": "46 years",
    "kidneys": "normal, tested 2026-11-12",
    "takes": "nothing",
    "tablets": "us-tablets",
}
"""Given in every row that does not say otherwise; the first day is 1 December 2026."""


@dataclass(frozen=True)
class Row:
    """One behaviour.

    Parameters
    ----------
    when : mapping
        What is asked for: an ``aim``, a taper (``taper over``, ``taper by``), a
        ``check`` of a schedule that somebody wrote.
    then : tuple of str
        What has to come of it. If days are listed, all days are listed. ``refused:``
        is followed by a part of the message.
    given : mapping
        What differs from what is given in every row.
    because : str
        Why, for whoever wonders.
    """

    when: Mapping[str, str]
    then: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


@dataclass(frozen=True)
class Section:
    """Rows that belong together."""

    title: str
    says: str
    rows: tuple[Row, ...]
