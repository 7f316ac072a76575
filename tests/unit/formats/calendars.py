"""Two readers of a calendar file that know nothing of how it was written."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import icalendar
import vobject
from dateutil.rrule import rrulestr

TAKE = re.compile(r"Take (.+) \((\S+ (?:mg|micrograms?)) of baclofen\)\.")


def _expanded(first, rule):
    """The beginnings of a series; all of them are without a zone."""
    if not rule:
        return [first]
    return list(rrulestr(rule, dtstart=first))


def by_icalendar(file: bytes):
    """Every beginning of every event, with its title and text."""
    calendar = icalendar.Calendar.from_ical(file)
    for event in calendar.walk("VEVENT"):
        if event.get("STATUS") == "CANCELLED":
            continue
        rule = event["RRULE"].to_ical().decode() if "RRULE" in event else ""
        for begins in _expanded(event["DTSTART"].dt, rule):
            yield begins, str(event["SUMMARY"]), str(event["DESCRIPTION"])


def by_vobject(file: bytes):
    """The same by another library."""
    calendar = vobject.readOne(file.decode())
    calendar.validate(raiseException=True)
    for event in calendar.vevent_list:
        if hasattr(event, "status") and event.status.value == "CANCELLED":
            continue
        rule = event.rrule.value if hasattr(event, "rrule") else ""
        for begins in _expanded(event.dtstart.value, rule):
            yield begins, event.summary.value, event.description.value


def taken(events):
    """What is taken when, from the texts of the events: pieces and dose by day and minute."""
    found = {}
    for begins, _, text in events:
        words = TAKE.search(text)
        if words:
            assert isinstance(begins, datetime)
            assert begins.tzinfo is None
            key = begins.date(), begins.hour * 60 + begins.minute
            assert key not in found, "one moment has two takings"
            found[key] = words.groups()
    return found


def days(first: date, last: date):
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]
