"""How each format of the command line is written."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

from baclofen_titration import formats
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.cli.reading import Values
from baclofen_titration.dates import add_days
from baclofen_titration.errors import MissingInputError

Rendering = Callable[[CheckedSchedule, Values], str]
"""Writes a schedule with the typed answers."""


def _json(checked: CheckedSchedule, values: Values) -> str:
    return formats.to_json(checked, _until(checked, values))


def _csv(checked: CheckedSchedule, values: Values) -> str:
    until = _until(checked, values)
    if until is None and checked.schedule.end is None:
        raise MissingInputError(
            'The last step is open, so its days have no end. Say --for how long, such as "90 days".'
        )
    return formats.to_csv(checked, until)


def _ics(checked: CheckedSchedule, values: Values) -> str:
    file = formats.to_ics(
        checked,
        plan_id=values["plan_id"],
        issued=values["issued"],
        until=_until(checked, values),
    )
    return file.decode()


def with_identity(values: Values) -> tuple[Values, list[str]]:
    """Choose what a calendar needs and nobody gave, and say so."""
    if values.get("format") != "ics":
        return values, []
    known = {"plan_id": uuid.uuid4(), "issued": datetime.now(UTC), **values}
    if "plan_id" in values:
        return known, []
    note = (
        f"Plan id {known['plan_id']}: made now. Keep it with the plan, and give it with --plan-id "
        "when the plan is revised, so that the calendar replaces what it holds."
    )
    return known, [note]


def _until(checked: CheckedSchedule, values: Values) -> date | None:
    days = values.get("for")
    return None if days is None else add_days(checked.schedule.start, days - 1)


RENDERINGS: dict[str, Rendering] = {"csv": _csv, "ics": _ics, "json": _json}
"""Every format but text; a program or another application reads them."""
