"""What every format does first: look whether it was given a schedule that was judged."""

from __future__ import annotations

from baclofen_titration.checked import CheckedSchedule, JudgedSchedule
from baclofen_titration.errors import InvalidValueError


def refuse_unjudged(judged: object) -> None:
    """Refuse to report on what nobody has judged.

    Raises
    ------
    InvalidValueError
        If it carries no judgement, or is a checked schedule that was changed since.
    """
    if type(judged) is not JudgedSchedule:
        refuse_unchecked(judged)


def refuse_unchecked(checked: object) -> None:
    """Refuse to render what no checker has passed, or what was changed since.

    Raises
    ------
    InvalidValueError
        If it is no checked schedule, one of a kind of its own, or not what was sealed.
    """
    if type(checked) is not CheckedSchedule:
        raise InvalidValueError(
            f"A {type(checked).__name__} is no CheckedSchedule, so nothing was rendered. Plan it "
            "with `plan_titration` or `plan_taper`; a schedule of somebody else is judged by "
            "`judge_schedule`, and the report on it is printed by `to_report`."
        )
    if not checked.is_whole:
        raise InvalidValueError(
            "This schedule was changed after it was checked, so nothing was rendered. Plan it anew."
        )
