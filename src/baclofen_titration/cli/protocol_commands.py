"""protocols: list, show, sheet, export, lint, compare, new and sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from baclofen_titration.cli.beyond import beyond_the_hard_limits
from baclofen_titration.cli.folder import read_text, save_text, short
from baclofen_titration.cli.outcome import DONE, UNREADABLE, Outcome
from baclofen_titration.dates import parse_date
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    RefusedError,
    RuleFileError,
    UnknownNameError,
    UnreadableError,
)
from baclofen_titration.protocols import list_protocols, load_protocol, protocol_lines
from baclofen_titration.protocols.authors import key
from baclofen_titration.protocols.comparison import comparison_lines
from baclofen_titration.protocols.comparison_pages import comparison_html, comparison_markdown
from baclofen_titration.protocols.layout import heading, wrapped
from baclofen_titration.protocols.sheet import review_lines
from baclofen_titration.protocols.signing import signed_text
from baclofen_titration.protocols.starter import example_places, starter_text
from baclofen_titration.protocols.writing import protocol_text
from baclofen_titration.screening import lint_screening
from baclofen_titration.tailoring import lint_tailoring

ENDING = ".toml"
FORMS = ("text", "markdown", "html")


def protocols(given: Mapping[str, Any]) -> Outcome:
    """Do one thing with protocol files."""
    act = ACTIONS.get(given["action"] or "")
    if act is None:
        raise UnreadableError(
            f"Say what to do with protocols: {', '.join(ACTIONS)}.\n"
            "See: baclofen-titration protocols --help"
        )
    return act(given)


def _list(_: Mapping[str, Any]) -> Outcome:
    lines = []
    for name in list_protocols():
        protocol = load_protocol(name)
        lines += [
            f"{name}",
            f"    {protocol.title}",
            f"    edition {protocol.edition}, {protocol.standing}"
            + (", read and compared only" if protocol.planning_gap else ""),
        ]
    lines.append('"protocols show ID" prints every value of one, and who says so.')
    return Outcome(DONE, "\n".join(lines) + "\n")


def _show(given: Mapping[str, Any]) -> Outcome:
    return Outcome(DONE, "\n".join(protocol_lines(load_protocol(given["name"]))) + "\n")


def _sheet(given: Mapping[str, Any]) -> Outcome:
    protocol = load_protocol(given["name"])
    lines = review_lines(protocol)
    beyond = beyond_the_hard_limits(protocol)
    if beyond:
        lines += heading("Beyond the hard limits")
        lines += [line for said in beyond for line in wrapped(f"* {said}.", rest="  ")]
    return Outcome(DONE, "\n".join(lines) + "\n")


def _export(given: Mapping[str, Any]) -> Outcome:
    return Outcome(DONE, protocol_text(load_protocol(given["name"])), exact=True)


def _compare(given: Mapping[str, Any]) -> Outcome:
    names = given["names"]
    if len(set(names)) != len(names):
        raise InvalidValueError("A protocol is named twice; name each once.")
    form = given["format"] or FORMS[0]
    if form not in FORMS:
        raise InvalidValueError(f"--format: A comparison is {', '.join(FORMS)}.")
    held = [load_protocol(name) for name in names]
    if form == "text":
        return Outcome(DONE, "\n".join(comparison_lines(held)) + "\n")
    page = comparison_markdown(held) if form == "markdown" else comparison_html(held)
    return Outcome(DONE, page, exact=True)


def _new(given: Mapping[str, Any]) -> Outcome:
    path = given["file"]
    name = Path(path).name
    if not name.endswith(ENDING):
        raise InvalidValueError(f"A protocol file ends in {ENDING}; such as our-clinic{ENDING}.")
    try:
        held = key(name.removesuffix(ENDING))
    except UnreadableError as error:
        raise InvalidValueError(f"{short(name)}: {error}") from None
    if held in list_protocols():
        raise InvalidValueError(f"{held} is the name of a shipped protocol; choose another.")
    save_text(path, starter_text(held, date.today()))
    return Outcome(
        DONE, "", f"Written to {short(path)}. Replace its examples, then: protocols lint.\n"
    )


def _sign(given: Mapping[str, Any]) -> Outcome:
    path = given["file"]
    missing = [f"--{name}" for name in ("role", "organisation", "on") if given[name] is None]
    if missing:
        raise MissingInputError(f"A signature says who and when: give {', '.join(missing)}.")
    if path in list_protocols() or _is_shipped(path):
        raise RefusedError(
            "A shipped protocol is signed by nobody. Copy its file, review the copy, and sign that."
        )
    text = read_text(path)
    signed = signed_text(
        text, Path(path).name, given["role"], given["organisation"], parse_date(given["on"])
    )
    save_text(path, signed, force=True)
    return Outcome(
        DONE, "", f"Signed: {short(path)}. A signature proves no identity; any change breaks it.\n"
    )


def _is_shipped(path: str) -> bool:
    import baclofen_titration

    inside = Path(baclofen_titration.__file__).resolve().parent
    return Path(path).resolve().is_relative_to(inside)


def _lint(given: Mapping[str, Any]) -> Outcome:
    shipped = given["shipped"] is not None
    names = [*given["names"], *(list_protocols() if shipped else ())]
    if not names:
        raise UnreadableError("Name a protocol file to lint, or give --shipped.")
    lines, faulty = [], False
    found = {name: _faults_of(name) for name in names}
    if shipped:
        found |= lint_screening() | lint_tailoring()
    for name, faults in found.items():
        faulty = faulty or bool(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines.append(f"{name}: {count if faults else 'no fault found'}.{_examples(name, faults)}")
        lines += [f"  - {fault}" for fault in faults]
        lines += [f"  Mind: {said}" for said in _beyond(name, faults)]
    return Outcome(UNREADABLE if faulty else DONE, "\n".join(lines) + "\n")


def _examples(name: str, faults: tuple[str, ...]) -> str:
    """How much of a sound file of somebody's own is still the starter's."""
    if faults or not name.endswith(ENDING):
        return ""
    count = len(example_places(load_protocol(name)))
    words = "1 reason is" if count == 1 else f"{count} reasons are"
    return f" {words} still the starter's examples." if count else ""


def _beyond(name: str, faults: tuple[str, ...]) -> tuple[str, ...]:
    """Where a sound file of somebody's own allows more than any plan may have."""
    if faults or not name.endswith(ENDING):
        return ()
    return beyond_the_hard_limits(load_protocol(name))


def _faults_of(name: str) -> tuple[str, ...]:
    try:
        load_protocol(name)
    except RuleFileError as error:
        return error.faults
    except UnknownNameError as error:
        return (str(error),)
    return ()


ACTIONS: dict[str, Callable[[Mapping[str, Any]], Outcome]] = {
    "list": _list,
    "show": _show,
    "sheet": _sheet,
    "compare": _compare,
    "export": _export,
    "new": _new,
    "lint": _lint,
    "sign": _sign,
}
