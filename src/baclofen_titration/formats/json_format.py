"""JSON: the whole of a checked schedule out, and a schedule in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import ValidationError

from baclofen_titration.acknowledgements import why_without_effect
from baclofen_titration.checked import CheckedSchedule, digest_of
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats import json_fragments as fragments
from baclofen_titration.formats.document.entry import Entry
from baclofen_titration.formats.document.reading import schedule_of
from baclofen_titration.formats.document.whole import SCHEMA_VERSION, Document
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.horizon import horizon_of
from baclofen_titration.formats.json_fills import fill
from baclofen_titration.formats.sheet_codes import code_of, sheet_code
from baclofen_titration.formats.untrusted import plain_text, refuse_unreadable_length
from baclofen_titration.schedule import Schedule

MOST_FAULTS = 20
MOST_DIGITS = 18

_VERSION = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})", re.ASCII)


def to_json(checked: CheckedSchedule, until: date | str | None = None) -> str:
    """Render a checked schedule as a JSON document.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    until : datetime.date, optional
        The last day to list under `days`; without it `days` is empty, because
        the days follow from the steps.

    Returns
    -------
    str
        As ``docs/reference/file-formats.md`` describes it; the JSON Schema is in
        ``data/schedule-serialization.schema.json``. Every dose is text with its unit.

    Raises
    ------
    InvalidValueError
        If the last day lies before the first.
    UnreadableError
        If so many days are asked for that the document could not be read again.

    Examples
    --------
    >>> import json
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"),
    ...     over="8 days", start="2026-12-01"))
    >>> content = json.loads(to_json(checked, until="2026-12-08"))
    >>> content["steps"][0]["doses"]
    [{'at': 'bedtime', 'dose': '10 mg', 'pieces': [{'product': 'us-tablet-10', 'count': 1, \
'part': 'whole'}]}]
    >>> content["steps"][0]["end"], content["then"], len(content["days"])
    ('2026-12-08', 'stopped', 8)
    """
    refuse_unchecked(checked)
    schedule, report = checked.schedule, checked.report
    days = () if until is None else fragments.days(schedule, horizon_of(schedule, until))
    falls = {fall.step: fall for fall in checked.falls}
    supply = () if checked.supply is None else fragments.dispense(checked.supply)
    content = {
        "schema_version": f'"{SCHEMA_VERSION}"',
        "library_version": f'"{_version()}"',
        "code": f'"{sheet_code(checked)}"',
        "revision": str(checked.revision),
        "request": fragments.table(_request(checked)),
        "request_digest": f'"{checked.request_digest}"',
        "protocol": fragments.protocol(checked.protocol),
        "products": fragments.lines(map(fragments.product, checked.products)),
        "products_before": fragments.lines(map(fragments.product, checked.products_before)),
        "changed_products": fragments.lines(map(fragments.changed, checked.changed_products)),
        "setting": fragments.shown(checked.setting),
        "tailoring": fragments.lines(map(fragments.tailoring, checked.tailoring)),
        "limits": fragments.lines(map(fragments.limit, checked.limits.limits)),
        "choices": fragments.reasons(checked.choices),
        "weight": fragments.shown(None if checked.weight is None else str(checked.weight)),
        "advice": fragments.lines(map(fragments.advice, checked.advice)),
        "clock": fragments.table(schedule.clock),
        "before": fragments.before(schedule.before),
        "first_taking": fragments.shown(schedule.first_taking),
        "steps": fragments.lines(
            fragments.step(place, step, falls) for place, step in enumerate(schedule.steps, start=1)
        ),
        "then": fragments.shown(schedule.then),
        "largest_falls": fragments.largest(falls.values()),
        "reviews": fragments.lines(map(fragments.review, schedule.reviews)),
        "findings": fragments.lines(map(fragments.finding, report.findings)),
        "checks": fragments.lines(fragments.checks(report)),
        "acknowledgements": fragments.lines(
            fragments.acknowledgement(
                held, why_without_effect(held, report, checked.request_digest)
            )
            for held in checked.acknowledgements
        ),
        "step_back": fragments.step_back(checked.step_back),
        "dispense": fragments.lines((*supply, *fragments.kept_back(checked.step_back))),
        "fills": fragments.lines(fill(*each) for each in enumerate(checked.fills, start=1)),
        "days": fragments.lines(days),
    }
    text = ",\n".join(f'"{key}": {fragment}' for key, fragment in content.items())
    return refuse_unreadable_length(f"{{\n{text}\n}}\n", "JSON")


def _version() -> str:
    # Imported by name: the package names every room, and this one may not know most of them.
    return str(import_module("baclofen_titration").__version__)


def _request(checked: CheckedSchedule) -> dict[str, str]:
    request = {asked.name.replace(" ", "_"): asked.answer for asked in checked.asked}
    if len(request) != len(checked.asked):
        raise InvalidValueError("asked: two inputs have one name; name each once.")
    return request


def from_json(text: str) -> Schedule:
    """Read a schedule from a JSON document, ours or somebody else's.

    Nothing that the document says about a judgement is believed: findings,
    checks and acknowledgements are only looked at for their form. Have the
    schedule checked again.

    Parameters
    ----------
    text : str
        A document as `to_json` writes it, at most 1,000,000 characters. What it
        needs at least are `schema_version`, `before`, `steps` and `then`.

    Returns
    -------
    Schedule
        Never a `CheckedSchedule`.

    Raises
    ------
    UnreadableError
        If it is not JSON, has a key twice or one that is not known, gives a
        number for a dose, says something twice and differently, or was written
        for a newer format. Every fault is listed with its place; what stands
        there is not repeated.

    Examples
    --------
    >>> schedule = from_json('''{"schema_version": "1.0", "before": "nothing", "steps": [
    ...     {"number": 1, "phase": "titration", "start": "2026-12-01", "end": null,
    ...      "days": null, "daily_dose": "15 mg/day", "doses": [
    ...        {"at": "morning", "dose": "5 mg"}, {"at": "midday", "dose": "5 mg"},
    ...        {"at": "evening", "dose": "5 mg"}]}], "then": "continues"}''')
    >>> print(schedule.steps[0].regimen)
    morning 5 mg, midday 5 mg, evening 5 mg
    """
    content = _load(plain_text(text, "JSON"))
    _refuse_version(content.get("schema_version"))
    try:
        document = Document.model_validate(content)
    except ValidationError as error:
        raise UnreadableError(_listed(_faults(error))) from None
    return schedule_of(document)


def bears_code_of_another(content: Mapping[str, Any], schedule: Schedule) -> bool:
    """Whether a document bears the letters of a schedule that is not its own.

    Parameters
    ----------
    content : mapping
        A document that `from_json` has read, as plain values.
    schedule : Schedule
        What it made of it.

    Returns
    -------
    bool
        False also where that cannot be known: without a code or the digest of a
        request, or where another release of this library wrote it, which may make
        other letters of the same schedule.
    """
    code, request = content.get("code"), content.get("request_digest")
    if code is None or request is None or content.get("library_version") != _version():
        return False
    return bool(code != code_of(digest_of(request, schedule.model_dump_json())))


def _load(text: str) -> dict[str, Any]:
    try:
        content = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_short
        )
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"JSON: line {error.lineno}, column {error.colno}: {error.msg}. Mend the text there."
        ) from None
    except RecursionError:
        raise UnreadableError(
            "JSON: lists or objects stand too deep inside each other. The format needs few levels."
        ) from None
    if not isinstance(content, dict):
        raise UnreadableError("JSON: a schedule is one object, as `to_json` writes it.")
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        name = f'the key "{twice}"' if twice in _known_keys() else "a key"
        raise UnreadableError(f"JSON: {name} stands twice in one object. Keep one of the two.")
    return content


def _no_constant(_: str) -> None:
    raise UnreadableError(
        "JSON: NaN and Infinity are not values. A dose is text with its unit; what is missing "
        "is null."
    )


def _short(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise UnreadableError(f"JSON: a number has more than {MOST_DIGITS} digits. None needs so.")
    return int(digits)


def _refuse_version(version: object) -> None:
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise UnreadableError(
            f"JSON: schema_version: a document says which format it is in, such as "
            f'"{SCHEMA_VERSION}".'
        )
    if match[1] != SCHEMA_VERSION.split(".")[0]:
        raise UnreadableError(
            f"JSON: schema_version: this library reads format {SCHEMA_VERSION}. Read the document "
            "with the library that wrote it, or have it written in this format."
        )


@cache
def _known_keys() -> frozenset[str]:
    """Keys of the format; only these are repeated in a message."""
    return frozenset(key for entry in Entry.__subclasses__() for key in entry.model_fields)


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        place = _place(fault["loc"])
        if fault["type"] == "extra_forbidden":
            yield f"{place}: a key that the format does not know. Take it out, or correct its name"
        elif fault["type"] == "missing":
            yield f"{place}: is missing. Give it a value; what has none is null"
        else:
            yield f"{place}: {fault['msg'].removeprefix('Value error, ').rstrip('.')}"


def _place(loc: tuple[int | str, ...]) -> str:
    place = ""
    for part in loc:
        if isinstance(part, int):
            place += f"[{part}]"
        elif part in _known_keys():
            place += f".{part}" if place else part
    return place or "document"


def _listed(faults: Iterator[str]) -> str:
    held = list(faults)
    more = len(held) - MOST_FAULTS
    tail = [f"and {more} more"] if more > 0 else []
    return "JSON: " + "; ".join([*held[:MOST_FAULTS], *tail]) + "."
