"""Who a calendar file belongs to and when it was written: both are the caller's to say."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

from baclofen_titration.errors import DateError, InvalidValueError

NIL, MAX = UUID(int=0), UUID(int=2**128 - 1)
HOW = "Make one once, with uuid.uuid4(), and keep it with the patient's plan."


def parse_plan_id(value: object) -> UUID:
    """Read the id of a plan.

    Parameters
    ----------
    value : uuid.UUID or str
        A UUID; text in its usual form of 36 characters is read.

    Raises
    ------
    InvalidValueError
        If it is no UUID, or one that stands for nobody.
    """
    try:
        plan = value if type(value) is UUID else UUID(value) if type(value) is str else None
    except ValueError:
        plan = None
    if plan is None or (type(value) is str and value.lower() != str(plan)):
        raise InvalidValueError(
            f"A plan id is a UUID, such as 3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10. {HOW}"
        )
    if plan in (NIL, MAX):
        raise InvalidValueError(f"This plan id stands for no plan. {HOW}")
    return plan


def uid_of(plan: UUID, key: str) -> str:
    """The id of one event: the same in every revision, and in nobody else's plan."""
    return str(uuid5(plan, key))


def parse_moment(value: object) -> datetime:
    """Read a moment with its zone, whole seconds of it, in UTC.

    Parameters
    ----------
    value : datetime.datetime or str
        With a zone; text such as ``"2026-11-28T09:30:00Z"`` is read.

    Raises
    ------
    DateError
        If it is no moment, or has no zone.
    """
    moment = value
    if type(value) is str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
    if type(moment) is not datetime or moment.utcoffset() is None:
        raise DateError(
            "The moment of issue is a datetime with its zone, or text such as 2026-11-28T09:30:00Z."
        )
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise DateError("The moment of issue lies outside the calendar.") from None
