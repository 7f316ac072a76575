"""How each format of the command line is written."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Literal

from baclofen_titration import formats
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.cli.readers import Values
from baclofen_titration.dates import add_days
from baclofen_titration.errors import MissingInputError
from baclofen_titration.formats.sheet.contents import Contacts, SheetOptions

OF_SHEETS = ("paper", "language", "reviewed")

Rendering = Callable[[CheckedSchedule, Values], str | bytes]
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
        reviewed=values.get("reviewed"),
    )
    return file.decode()


def _html(checked: CheckedSchedule, values: Values) -> str:
    return formats.to_html(checked, _options(values), _until(checked, values))


def _pdf(checked: CheckedSchedule, values: Values) -> bytes:
    return formats.to_pdf(checked, _options(values), _until(checked, values))


def _note(checked: CheckedSchedule, values: Values) -> str:
    day = values.get("on", checked.schedule.start)
    return formats.to_note(
        checked,
        on=day,
        decides=values.get("decides"),
        kidney_test=values.get("kidney_test"),
        max_chars=values.get("max_chars"),
    )


def _card(checked: CheckedSchedule, values: Values) -> str:
    return formats.to_card(checked, doses=values.get("card", True))


def _options(values: Values, **more: object) -> SheetOptions:
    named = {name: values[name] for name in OF_SHEETS if name in values}
    contacts = values.get("phones", Contacts())
    return SheetOptions(**{**named, **values.get("sheet", {}), **more}, contacts=contacts)


def _paper(values: Values) -> Literal["a4", "letter"]:
    return _options(values).paper


def with_identity(values: Values) -> tuple[Values, list[str]]:
    """Choose what a calendar needs and nobody gave, and say so."""
    if values.get("format") != "ics" and "out_dir" not in values:
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


RENDERINGS: dict[str, Rendering] = {
    "card": _card,
    "csv": _csv,
    "html": _html,
    "ics": _ics,
    "json": _json,
    "note": _note,
    "pdf": _pdf,
    "pharmacy": lambda checked, _: formats.to_pharmacy(checked),
    "pharmacy.html": lambda checked, values: formats.to_pharmacy_html(checked, _paper(values)),
    "pharmacy.pdf": lambda checked, values: formats.to_pharmacy_pdf(checked, _paper(values)),
}
"""Every format but text."""


def _month(checked: CheckedSchedule, values: Values) -> bytes:
    dated = _options(values, view="month", dated=True)
    return formats.to_pdf(checked, dated, _until(checked, values))


def _record(checked: CheckedSchedule, values: Values) -> bytes:
    return formats.to_pdf(checked, _options(values, view="record"), _until(checked, values))


IN_A_FOLDER: dict[str, Rendering] = {**RENDERINGS, "month.pdf": _month, "record.pdf": _record}
"""What a folder of every format holds, besides text."""

ENDINGS = {"card": "card.txt", "note": "note.txt", "pharmacy": "pharmacy.txt"}
"""How the name of a file ends, where it is not the name of its format."""
