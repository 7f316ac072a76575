"""iCalendar (RFC 5545): one floating series for each step and time of day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.calendar.identity import parse_moment, parse_plan_id, uid_of
from baclofen_titration.formats.calendar.reminders import (
    MINUTES_OF_A_REMINDER,
    TITLES,
    Reminder,
    Titles,
    frame_of,
    reminders_of,
    taken_away,
)
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.extras import bring
from baclofen_titration.formats.going_home import refuse_in_hospital
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.words.speaking import phrase

MAKER = "-//baclofen_titration//calendar//EN"


def to_ics(
    checked: CheckedSchedule,
    *,
    plan_id: UUID | str,
    issued: datetime | str,
    until: date | str | None = None,
    reviewed: date | str | None = None,
    previous: CheckedSchedule | None = None,
    titles: Titles = "neutral",
    alarms: bool = True,
) -> bytes:
    """Write the reminders of a checked schedule as an iCalendar file.

    Needs the extra ``calendar``: ``pip install "baclofen-titration[calendar]"``.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    plan_id : uuid.UUID
        The caller's id of the patient's plan, the same in every revision. The
        ids of all events are made from it.
    issued : datetime.datetime
        The moment of issue, with its zone. The clock is never read.
    until : datetime.date, optional
        The last day with reminders. An open schedule without a review needs it.
    reviewed : datetime.date, optional
        The last review that has been held. Reminders end on the first review
        after it, whatever `until` says.
    previous : CheckedSchedule, optional
        The revision that is on the calendar already. What it says and this one
        does not is cancelled.
    titles : {"neutral", "dose", "medicine and dose"}
        What a locked screen shows. "neutral" names neither dose nor medicine.
    alarms : bool
        Whether reminders ring.

    Returns
    -------
    bytes
        UTF-8 with the line ends that the standard asks for. Hours are floating:
        08:00 is 08:00 wherever the phone is, before and after the clocks change.

    Raises
    ------
    RefusedError
        If the plan is for a patient in hospital.
    MissingExtraError
        If icalendar is not installed.
    MissingInputError
        If a time of day has no clock hour.
    InvalidValueError
        If `plan_id` is no UUID, an open schedule has neither horizon nor review,
        the previous revision has no lower number, or there would be too many events.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
    ...     over="8 days", start="2026-12-01"))
    >>> file = to_ics(
    ...     checked,
    ...     plan_id="3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10",
    ...     issued="2026-11-28T09:30:00Z")
    >>> file.count(b"RRULE:FREQ=DAILY;COUNT=8")
    2
    """
    refuse_unchecked(checked)
    refuse_in_hospital(checked, "A calendar")
    library = bring("icalendar", "calendar", "A calendar file")
    plan, moment = parse_plan_id(plan_id), parse_moment(issued)
    if titles not in TITLES:
        raise InvalidValueError(f"Titles are one of: {', '.join(TITLES)}.")
    found = reminders_of(checked, frame_of(checked.schedule, until, reviewed), titles, alarms)
    if previous is not None:
        _refuse_order(previous, checked)
        found += taken_away(previous, checked, {one.key for one in found})
    calendar = library.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _name(checked))
    for one in found:
        calendar.add_component(_event(library, one, plan, moment, checked.revision))
    file: bytes = calendar.to_ical()
    return file


def _name(checked: CheckedSchedule) -> str:
    name = phrase("calendar-name", code=sheet_code(checked))
    return phrase("specimen-title", title=name) if checked.is_specimen else name


def _refuse_order(previous: CheckedSchedule, checked: CheckedSchedule) -> None:
    if previous.revision >= checked.revision:
        raise InvalidValueError(
            f"The previous revision is number {previous.revision} and this one is number "
            f"{checked.revision}. A calendar keeps the higher number; give the later revision "
            "first, and the earlier one as previous."
        )


def _event(library: Any, one: Reminder, plan: UUID, moment: datetime, revision: int) -> Any:
    event = library.Event()
    event.add("uid", uid_of(plan, one.key))
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", revision)
    event.add("summary", one.title)
    event.add("description", one.text)
    if one.minute is None:
        event.add("dtstart", one.first)
    else:
        midnight = datetime.combine(one.first, time())
        event.add("dtstart", midnight + timedelta(minutes=one.minute))
        event.add("duration", timedelta(minutes=MINUTES_OF_A_REMINDER))
    if one.days > 1:
        event.add("rrule", {"freq": "daily", "count": one.days})
    if one.cancelled:
        event.add("status", "CANCELLED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["MEDICATION"])
    if one.alarm:
        event.add_component(_alarm(library, one))
    return event


def _alarm(library: Any, one: Reminder) -> Any:
    alarm = library.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one.title)
    alarm.add("trigger", timedelta(0))
    return alarm
