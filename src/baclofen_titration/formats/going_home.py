"""What is planned in hospital is printed on nothing that a patient takes home."""

from __future__ import annotations

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError

IN_HOSPITAL = "ONLY IN HOSPITAL – NOT TO TAKE HOME"
"""Stands on what professionals read; nothing that a patient takes home is made."""


def refuse_in_hospital(checked: CheckedSchedule, what: str) -> None:
    """Refuse to make something to take home from a plan for a patient in hospital.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    what : str
        Such as "A card".

    Raises
    ------
    RefusedError
        Naming what was asked for, and what is there instead.
    """
    if checked.setting == "inpatient":
        raise RefusedError(
            f"{what} goes home with the patient, and this plan is for a patient in hospital. "
            "Print it as text or as a note; for home, plan as for an outpatient."
        )
