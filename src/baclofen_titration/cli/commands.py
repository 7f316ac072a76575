"""What each command does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from baclofen_titration import __version__
from baclofen_titration.cli.asking import answer_all
from baclofen_titration.cli.reading import (
    read_age,
    read_aim,
    read_by,
    read_taking,
)
from baclofen_titration.dates import parse_date
from baclofen_titration.errors import InvalidValueError, RuleFileError, UnreadableError
from baclofen_titration.formats import to_text
from baclofen_titration.lengths import parse_days
from baclofen_titration.patient import Patient, parse_kidneys
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import list_protocols, load_protocol
from baclofen_titration.protocols.sheet import protocol_lines
from baclofen_titration.quantities import DailyDose

DONE, UNREADABLE = 0, 2


def run(given: Any) -> tuple[int, str]:
    """Run a parsed command; return its exit code and what it prints."""
    if given.version:
        return DONE, f"baclofen-titration {__version__}\n"
    if given.command is None:
        raise UnreadableError("Say what to do: plan, taper or protocols. See --help.")
    commands: dict[str, Callable[[Any], tuple[int, str]]] = {
        "plan": _plan,
        "taper": _taper,
        "protocols": _protocols,
    }
    return commands[given.command](given)


def _plan(given: Any) -> tuple[int, str]:
    answers = answer_all(given, ("protocol", "products", "age", "kidneys", "taking", "aim"))
    request = TitrationRequest(
        **_common(answers),
        aim=_read("--aim", read_aim, answers["aim"]),
        first_taking=answers["first_taking"],
        stay=_optional("--stay", parse_days, answers["stay"]),
        then_taper=_optional("--then-taper", parse_days, answers["then_taper"]),
    )
    return DONE, to_text(plan_titration(request))


def _taper(given: Any) -> tuple[int, str]:
    asked = ("protocol", "products", "age", "kidneys", "taking")
    answers = answer_all(given, asked if given.by is not None else (*asked, "over"))
    if answers["over"] is not None and answers["by"] is not None:
        raise InvalidValueError("--over and --by are two paces; give one of them.")
    common = _common(answers)
    if common["taking"] == "nothing":
        raise InvalidValueError("--taking none: there is nothing to taper from.")
    fall, every = _optional("--by", read_by(common["taking"]), answers["by"]) or (None, None)
    request = TaperRequest(
        **common,
        over=_optional("--over", parse_days, answers["over"]),
        fall=fall,
        every=every,
        to=_optional("--to", DailyDose, answers["to"]),
    )
    return DONE, to_text(plan_taper(request))


def _common(answers: dict[str, str | None]) -> dict[str, Any]:
    """The inputs that every request needs."""
    taking = _read("--taking", lambda text: read_taking(text, answers["since"]), answers["taking"])
    return {
        "protocol": load_protocol(answers["protocol"] or ""),
        "products": load_products(answers["products"] or ""),
        "patient": Patient(
            age=_read("--age", read_age, answers["age"]),
            kidneys=_read("--kidneys", parse_kidneys, answers["kidneys"]),
        ),
        "taking": taking,
        "start": _optional("--start", parse_date, answers["start"])
        or date.today() + timedelta(days=1),
        "supply": _optional("--supply", parse_days, answers["supply"]),
        "reserve": _optional("--reserve", parse_days, answers["reserve"]),
    }


def _protocols(given: Any) -> tuple[int, str]:
    if given.action == "list":
        lines = []
        for name in list_protocols():
            protocol = load_protocol(name)
            lines.append(f"{name}  (edition {protocol.edition}, {protocol.status})")
            lines.append(f"    {protocol.title}")
        return DONE, "\n".join(lines) + "\n"
    if given.action == "show":
        return DONE, "\n".join(protocol_lines(load_protocol(given.name))) + "\n"
    return _lint([*given.name, *(list_protocols() if given.shipped else ())])


def _lint(names: list[str]) -> tuple[int, str]:
    if not names:
        raise UnreadableError("Name a protocol file to lint, or give --shipped.")
    lines, faulty = [], False
    for name in names:
        faults = _faults_of(name)
        faulty = faulty or bool(faults)
        lines.append(f"{name}: " + (f"{len(faults)} found." if faults else "no fault found."))
        lines += [f"  - {fault}" for fault in faults]
    return UNREADABLE if faulty else DONE, "\n".join(lines) + "\n"


def _faults_of(name: str) -> tuple[str, ...]:
    try:
        load_protocol(name)
    except RuleFileError as error:
        return error.faults
    return ()


def _read(option: str, parse: Callable[[str], Any], text: str | None) -> Any:
    """Read one option, naming it in what goes wrong."""
    try:
        return parse(text or "")
    except UnreadableError as error:
        raise UnreadableError(f"{option}: {error}") from None


def _optional(option: str, parse: Callable[[str], Any], text: str | None) -> Any:
    return None if text is None else _read(option, parse, text)
