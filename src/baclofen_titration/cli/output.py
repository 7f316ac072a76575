"""Where a schedule goes: to standard output, or whole into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from baclofen_titration import formats
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.cli.asking import flag
from baclofen_titration.cli.folder import (
    STANDARD_INPUT,
    refuse_taken,
    save_all,
    save_bytes,
    short,
)
from baclofen_titration.cli.outcome import DONE, Outcome
from baclofen_titration.cli.readers import Values
from baclofen_titration.cli.renderings import (
    ENDINGS,
    IN_A_FOLDER,
    RENDERINGS,
    with_identity,
)
from baclofen_titration.cli.terminal import folded
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats.words.catalogue import SOURCE
from baclofen_titration.formats.words.speaking import words_of
from baclofen_titration.lengths import parse_days

COUNTS_DAYS = ("html", "pdf", "json", "csv", "ics")
"""Formats that end on some day."""

SHEETS = ("html", "pdf")
AT_HOME = (
    "card", "html", "ics", "month.pdf", "pdf", "pharmacy", "pharmacy.html", "pharmacy.pdf",
    "record.pdf",
)  # fmt: skip
"""Formats that a patient takes home, or is given medicine by."""

OF_A_SHEET = ("sheet", "language", "phones")
DAYS_IN_A_FOLDER = "28 days"


def refuse_output(given: Mapping[str, Any]) -> None:
    """Refuse at once what could not be written at the end."""
    form = given["format"] or "text"
    every = given["out_dir"] is not None
    if every and (given["format"] is not None or given["output"] is not None):
        raise InvalidValueError("--out-dir writes every format; leave --format and --output out.")
    if given["for"] is not None and form not in COUNTS_DAYS and not every:
        raise InvalidValueError(
            "--for counts days; give --format html, pdf, json, csv or ics, or leave it out."
        )
    _refuse_elsewhere(given, ("plan_id", "issued"), ("ics",), "a calendar; give --format ics")
    _refuse_elsewhere(
        given,
        ("on", "max_chars", "decides", "kidney_test"),
        ("note",),
        "a note; give --format note",
    )
    _refuse_elsewhere(given, ("card",), ("card",), "a card; give --format card")
    _refuse_elsewhere(given, OF_A_SHEET, SHEETS, "a sheet; give --format html or pdf")
    printed = (*SHEETS, "pharmacy.html", "pharmacy.pdf")
    _refuse_elsewhere(given, ("paper",), printed, "what is printed; give --format html or pdf")
    of = "a sheet or a calendar; give --format html, pdf or ics"
    _refuse_elsewhere(given, ("reviewed",), (*SHEETS, "ics"), of)
    if form in ("pdf", "pharmacy.pdf") and given["output"] is None:
        raise InvalidValueError("A PDF goes into a file; name it with --output.")
    if given["explain"] is not None and (form != "text" or every):
        raise InvalidValueError("--explain is text; leave it out, or leave --format out.")
    if given["output"] == STANDARD_INPUT:
        raise InvalidValueError("--output names a file; leave it out to print, and - is no name.")
    if given["output"] is not None:
        refuse_taken(given["output"], force=given["force"] is not None)
    elif given["force"] is not None and not every:
        raise InvalidValueError("--force replaces a file; name it with --output, or leave it out.")


def _refuse_elsewhere(
    given: Mapping[str, Any], options: Sequence[str], forms: Sequence[str], of: str
) -> None:
    """Refuse an option of one format where another is asked for."""
    if (given["format"] or "text") in forms or given["out_dir"] is not None:
        return
    for option in options:
        if given[option] is not None:
            raise InvalidValueError(f"{flag(option)} belongs to {of}, or leave it out.")


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
    if given["out_dir"] is not None:
        values = {"out_dir": given["out_dir"], "for": parse_days(DAYS_IN_A_FOLDER), **values}
    values, more = with_identity(values)
    said = folded("".join(f"{note}\n" for note in (*notes, *more)))
    force = given["force"] is not None
    if given["out_dir"] is not None:
        return _into_folder(checked, values, said, force=force)
    form = values.get("format", "text")
    content: str | bytes
    if form == "text":
        content = _sheet(checked, said, explained=given["explain"] is not None)
        said = ""
    else:
        content = RENDERINGS[form](checked, values)
    if given["output"] is None and isinstance(content, str):
        return Outcome(DONE, content, said, exact=form != "text")
    save_bytes(given["output"], _encoded(content), force=force)
    return Outcome(DONE, "", f"{said}Written to {short(given['output'])}.\n")


def _into_folder(checked: CheckedSchedule, values: Values, said: str, *, force: bool) -> Outcome:
    """Write every format, under names of our own; nothing is written if one name is taken."""
    folder = Path(values["out_dir"])
    if not folder.is_dir():
        raise UnreadableError(f"{short(str(folder))}: there is no such folder; make it first.")
    name = f"baclofen-{formats.sheet_code(checked)}"
    held = {"txt": _encoded(_sheet(checked, "", explained=True))}
    home = checked.setting == "outpatient"
    draft = words_of(values.get("language", SOURCE)).is_draft
    forms = [form for form in IN_A_FOLDER if home or form not in AT_HOME]
    forms = [form for form in forms if not (draft and form == "month.pdf")]
    held |= {form: _encoded(IN_A_FOLDER[form](checked, values)) for form in forms}
    paths = {form: str(folder / f"{name}.{ENDINGS.get(form, form)}") for form in sorted(held)}
    save_all({path: held[form] for form, path in paths.items()}, force=force)
    listed = "".join(f"  {Path(path).name}\n" for path in paths.values())
    left = [form for form in RENDERINGS if form not in held]
    if left:
        listed += f"Left out, because nothing of it goes home: {', '.join(left)}.\n"
    if draft:
        listed += "Left out: month.pdf, which has no room for a draft beside its English.\n"
    return Outcome(DONE, f"{said}Written into {short(str(folder))}:\n{listed}")


def _encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _sheet(checked: CheckedSchedule, said: str, explained: bool) -> str:
    parts = [said, formats.to_text(checked), formats.explain(checked) if explained else ""]
    return "\n".join(part for part in parts if part)
