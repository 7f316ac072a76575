"""What was asked, and what was not."""

from __future__ import annotations

from baclofen_titration.checked import CheckedSchedule

NOT_ASKED = "not asked"
WAY_DOWN = "taper to"
PACES = ("taper over", "fall", "every")
"""The commoner paces; a taper has one pace, and the others are no questions."""


def unasked(checked: CheckedSchedule) -> list[str]:
    """The names of what was not asked."""
    names = [asked.name for asked in checked.asked if asked.answer == NOT_ASKED]
    goes_down = any(asked.name == WAY_DOWN for asked in checked.asked)
    return [name for name in names if not (goes_down and name in PACES)]
