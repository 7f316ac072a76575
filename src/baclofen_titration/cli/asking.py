"""What was typed is read at once; what is missing is asked, or refused by name."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from baclofen_titration.cli.readers import Reader, Values
from baclofen_titration.cli.terminal import write
from baclofen_titration.errors import (
    BaclofenTitrationError,
    MissingInputError,
    RefusedError,
    UnreadableError,
)
from baclofen_titration.protocols.sheet_course import way_words

LONGEST_ANSWER = 4_000

QUESTIONS = {
    "protocol": 'Which protocol? (such as us-label-adult; "protocols list" shows them)',
    "products": "Which products does the patient have? (such as us-tablets)",
    "age": 'How old is the patient, in years? (or "not asked")',
    "kidneys": 'Kidneys? ("normal, tested YYYY-MM-DD", a value, or unknown)',
    "taking": 'What is taken now? (none, unknown, or "morning 10 mg, evening 10 mg")',
    "since": "Since when is it taken, YYYY-MM-DD? (or unknown)",
    "used_for": 'For how long has baclofen been used? (such as "8 months", or unknown)',
    "aim": 'Up to which daily dose? (such as "60 mg/day", or max)',
    "over": 'Down over how many days? (such as "14 days")',
    "rise": "The protocol gives a range of rises. Which? (slowest, fastest, one between)",
    "interval": "It gives a range of days. How long is a dose kept? (shortest, longest, days)",
    "begin": "The protocol gives a range of starts. Which? (lowest, highest, or one between)",
    "doses_a_day": "The protocol gives a range of doses a day. Which? (fewest, most, a number)",
    "reading": "The source can be read in several ways. Which reading? (by its name)",
}
ELSEWHERE = {"over": 'or --by with a fall, such as "5 mg/day every 7 days"'}

Required = Callable[[Values], Sequence[str]]
"""Which answers are needed, given those that are known."""


def answer_all(
    given: Mapping[str, str | None],
    readers: Mapping[str, Reader],
    required: Required,
    standing: Mapping[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Read every answer of a command, and get those that are missing.

    Parameters
    ----------
    given : mapping
        The options, as text, None where one was left out.
    readers : mapping
        How each is read, in the order in which they depend on each other.
    required : callable
        Names of those that have to be answered.
    standing : mapping, optional
        Which answers come from a file, and how to name it in what goes wrong.
    typed : dict, optional
        Where what is typed to questions is put.

    Raises
    ------
    UnreadableError, RefusedError
        If an option cannot be read, or no rule exists for it; all are listed.
    MissingInputError
        If nobody can be asked; every missing option is named.
    """
    values = read_given(given, readers, standing or {})
    if can_ask():
        while missing := _missing(values, required):
            text, values[missing[0]] = ask(missing[0], readers[missing[0]], values)
            if typed is not None:
                typed[missing[0]] = text
    elif missing := _missing(values, required):
        raise MissingInputError(missing_words(missing, values))
    return values


def flag(name: str) -> str:
    """The option that an answer is given with."""
    return "--" + name.replace("_", "-")


def read_given(
    given: Mapping[str, str | None], readers: Mapping[str, Reader], standing: Mapping[str, str]
) -> dict[str, Any]:
    """Read what was given; everything that is wrong with it is said at once."""
    values: dict[str, Any] = {}
    faults: list[BaclofenTitrationError] = []
    lines: list[str] = []
    for name, read in readers.items():
        text = given.get(name)
        if text is None:
            continue
        try:
            values[name] = read(text, values)
        except BaclofenTitrationError as error:
            faults.append(error)
            lines.append(f"{standing.get(name) or flag(name)}: {words_of(error)}")
    if faults:
        refused = all(isinstance(fault, RefusedError) for fault in faults)
        raise (RefusedError if refused else UnreadableError)("\n".join(lines))
    return values


def words_of(error: BaclofenTitrationError) -> str:
    """A message without the name of the type: on the command line the option says which."""
    words = str(error)
    for name in ("DailyDose: ", "Dose: ", "Regimen: ", "Kidneys: ", "Creatinine: "):
        words = words.removeprefix(name)
    return words


_REQUEST = re.compile(r"(?:Taper|Titration)Request: (.)", re.ASCII)
_FIELD = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b", re.ASCII)


def typed_words(error: BaclofenTitrationError, options: Collection[str]) -> str:
    """A message about a whole request, its fields called as they are typed."""
    words = _FIELD.sub(lambda name: flag(name[0]) if name[0] in options else name[0], str(error))
    return _REQUEST.sub(lambda begun: begun[1].upper(), words, count=1)


def _missing(values: Values, required: Required) -> list[str]:
    return [name for name in required(values) if name not in values]


def missing_words(missing: Sequence[str], values: Values | None = None) -> str:
    """Name each missing option with what it asks for."""
    lines = []
    for name in missing:
        elsewhere = name in ELSEWHERE and "way" not in (values or {})
        other = f"; {ELSEWHERE[name]}" if elsewhere else ""
        lines.append(f"  {flag(name)}: {_question(name, values or {})}{other}")
    return "Not given, and never guessed:\n" + "\n".join(lines)


def _question(name: str, values: Values) -> str:
    """The question; where the protocol knows the answers, with their names."""
    if name == "over" and "way" in values and "protocol" in values:
        way = values["protocol"].taper_way(values["way"])
        return f"The way down {way.name} goes {way_words(way)}. Over how long here?"
    if name != "reading" or "protocol" not in values:
        return QUESTIONS[name]
    return f"{QUESTIONS[name]} One of: {', '.join(values['protocol'].readings)}"


def can_ask() -> bool:
    """Whether somebody sits there: questions go to the error stream, answers come from input."""
    return all(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stderr)
    )


def ask(name: str, read: Reader, values: Values) -> tuple[str, Any]:
    """Ask until the answer can be read, and say each time why it cannot."""
    while True:
        write(f"{_question(name, values)} ", sys.stderr)
        answer = line_of()
        if not answer:
            continue
        try:
            return answer, read(answer, values)
        except BaclofenTitrationError as error:
            write(f"{words_of(error)}\n", sys.stderr)


def line_of() -> str:
    """One line of input without blanks at its ends."""
    try:
        line = sys.stdin.readline(LONGEST_ANSWER)
    except UnicodeDecodeError:
        return "\N{REPLACEMENT CHARACTER}"  # which no reader accepts
    if not line:
        write("\n", sys.stderr)
        raise MissingInputError("The questions were not answered to the end. Nothing was planned.")
    return line.strip()
