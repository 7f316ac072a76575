"""protocols: list, show and lint them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from baclofen_titration.cli.outcome import DONE, UNREADABLE, Outcome
from baclofen_titration.errors import RuleFileError, UnknownNameError, UnreadableError
from baclofen_titration.protocols import list_protocols, load_protocol, protocol_lines


def protocols(given: Mapping[str, Any]) -> Outcome:
    """List, show or lint protocol files."""
    action = given["action"]
    if action == "list":
        return _list()
    if action == "show":
        return Outcome(DONE, "\n".join(protocol_lines(load_protocol(given["name"]))) + "\n")
    if action == "lint":
        return _lint([*given["names"], *(list_protocols() if given["shipped"] else ())])
    raise UnreadableError(
        "Say what to do with protocols: list, show or lint.\n"
        "See: baclofen-titration protocols --help"
    )


def _list() -> Outcome:
    lines = []
    for name in list_protocols():
        protocol = load_protocol(name)
        lines += [
            f"{name}",
            f"    {protocol.title}",
            f"    edition {protocol.edition}, {protocol.status}"
            + (", read and compared only" if protocol.planning_gap else ""),
        ]
    lines.append('"protocols show ID" prints every value of one, and who says so.')
    return Outcome(DONE, "\n".join(lines) + "\n")


def _lint(names: list[str]) -> Outcome:
    if not names:
        raise UnreadableError("Name a protocol file to lint, or give --shipped.")
    lines, faulty = [], False
    for name in dict.fromkeys(names):
        faults = _faults_of(name)
        faulty = faulty or bool(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines.append(f"{name}: {count if faults else 'no fault found'}.")
        lines += [f"  - {fault}" for fault in faults]
    return Outcome(UNREADABLE if faulty else DONE, "\n".join(lines) + "\n")


def _faults_of(name: str) -> tuple[str, ...]:
    try:
        load_protocol(name)
    except RuleFileError as error:
        return error.faults
    except UnknownNameError as error:
        return (str(error),)
    return ()
