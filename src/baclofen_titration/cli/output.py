"""Where a schedule goes: to standard output, or whole into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from baclofen_titration import formats
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.cli.asking import flag
from baclofen_titration.cli.folder import refuse_taken, save_text, short
from baclofen_titration.cli.outcome import DONE, Outcome
from baclofen_titration.cli.reading import Values
from baclofen_titration.cli.renderings import RENDERINGS, with_identity
from baclofen_titration.cli.terminal import folded
from baclofen_titration.errors import InvalidValueError

COUNTS_DAYS = ("json", "csv", "ics")
"""Formats that end on some day."""


def refuse_output(given: Mapping[str, Any]) -> None:
    """Refuse at once what could not be written at the end."""
    form = given["format"] or "text"
    if given["for"] is not None and form not in COUNTS_DAYS:
        raise InvalidValueError(
            "--for counts days; give --format json or csv, or ics for a calendar, or leave it out."
        )
    for option in ("plan_id", "issued"):
        if given[option] is not None and form != "ics":
            raise InvalidValueError(
                f"{flag(option)} belongs to a calendar; give --format ics, or leave it out."
            )
    if given["explain"] is not None and form != "text":
        raise InvalidValueError("--explain is text; leave it out, or leave --format out.")
    if given["output"] is not None:
        refuse_taken(given["output"], force=given["force"] is not None)
    elif given["force"] is not None:
        raise InvalidValueError("--force replaces a file; name it with --output, or leave it out.")


def deliver(
    checked: CheckedSchedule, given: Mapping[str, Any], values: Values, notes: Sequence[str]
) -> Outcome:
    """Render a schedule, and say what the caller did not.

    Parameters
    ----------
    checked : CheckedSchedule
        What was planned.
    given : mapping
        The options, as text.
    values : mapping
        The options, read.
    notes : sequence of str
        What was chosen for the caller. On a sheet they come first; a program
        that reads the output gets them on the error stream.
    """
    values, more = with_identity(values)
    said = folded("".join(f"{note}\n" for note in (*notes, *more)))
    if values.get("format", "text") == "text":
        text = _sheet(checked, said, explained=given["explain"] is not None)
        said = ""
    else:
        text = RENDERINGS[values["format"]](checked, values)
    if given["output"] is None:
        return Outcome(DONE, text, said, exact=values.get("format", "text") != "text")
    save_text(given["output"], text, force=given["force"] is not None)
    return Outcome(DONE, "", f"{said}Written to {short(given['output'])}.\n")


def _sheet(checked: CheckedSchedule, said: str, explained: bool) -> str:
    parts = [said, formats.to_text(checked), formats.explain(checked) if explained else ""]
    return "\n".join(part for part in parts if part)
