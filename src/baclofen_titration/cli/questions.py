"""--ask: what a command can do without is asked too, by name, one question after another."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from baclofen_titration.cli.asking import QUESTIONS, ask, can_ask, flag, line_of, words_of
from baclofen_titration.cli.options import FLAGS, LISTING_FLAGS, OWN_FLAGS
from baclofen_titration.cli.readers import Reader
from baclofen_titration.cli.terminal import visible, write, write_exactly
from baclofen_titration.errors import BaclofenTitrationError, UnreadableError
from baclofen_titration.patient import Patient
from baclofen_titration.regimen import Regimen
from baclofen_titration.screening import hazards, indication, indications
from baclofen_titration.screening.concerning import may_bear_children
from baclofen_titration.screening.indications import UNANSWERED

PROGRAM = "baclofen-titration"
WIDTH = 76
WITHOUT_VALUE = frozenset(
    option for options in (FLAGS, LISTING_FLAGS, *OWN_FLAGS.values()) for option, _ in options
)

YES_NO = ("yes", "no", "unknown")
LISTS = {
    "sex": ("female", "male", "unknown"),
    "muscle": ("usual", "reduced", "unknown"),
    "acute_illness": YES_NO,
    "sensitive": YES_NO,
    "cause": ("cerebral", "spinal", "other", "unknown"),
    "pregnancy": ("yes", "planning", "no", "unknown"),
    "breast_feeding": YES_NO,
}
"""Closed lists of single words; a test holds them against what the options read."""

NAMED = {
    "age": "How old is the patient, in years?",
    "kidneys": 'Kidneys? ("normal, tested YYYY-MM-DD", a value, or unknown)',
    "creatinine": 'Creatinine? (such as "110 umol/L on YYYY-MM-DD, steady")',
    "sex": "Sex?",
    "weight": 'Weight? (such as "70 kg on YYYY-MM-DD")',
    "height": 'Height? (such as "165 cm")',
    "muscle": "Muscle? Little of it hides weak kidneys.",
    "acute_illness": "Acutely ill?",
    "sensitive": "Sensitive to medicines of this kind?",
    "indication": "What is baclofen given for?",
    "cause": "Where does the spasticity come from?",
    "condition": "Which of these conditions? Several with commas between, or none.",
    "medicine": "Which other medicines? Classes, names or ATC codes with commas between, or none.",
    "other_baclofen": "Baclofen beside this schedule? Several with commas between, or none.",
    "pregnancy": "Pregnant?",
    "breast_feeding": "Breast-feeding?",
    "taking": QUESTIONS["taking"],
    "since": QUESTIONS["since"],
}
"""In the order in which they are asked."""


def ask_the_rest(
    command: str,
    given: Mapping[str, Any],
    readers: Mapping[str, Reader],
    values: dict[str, Any],
    typed: dict[str, str],
) -> None:
    """Ask what was not answered, where ``--ask`` is given, and print the command that results.

    Parameters
    ----------
    command : str
        Its name.
    given : mapping
        Its options as text, None where one was left out.
    readers : mapping
        How each is read.
    values : dict
        What was read; answers are added.
    typed : dict
        What was typed to questions; answers are added.

    Raises
    ------
    UnreadableError
        If ``--ask`` is given and nobody can be asked.
    MissingInputError
        If the input ends before the questions do.
    """
    if given["ask"] is None:
        return
    refuse_without_terminal(given)
    for name in NAMED:
        if name in given and name not in values and _concerns(name, values):
            _ask_one(name, readers[name], values, typed)
    write_exactly(again(command, given, typed), sys.stderr)


def refuse_without_terminal(given: Mapping[str, Any]) -> None:
    """A script never waits for an answer."""
    if given["ask"] is not None and not can_ask():
        raise UnreadableError(
            "--ask asks on a terminal, and there is none here. Give the answers as options."
        )


def _concerns(name: str, values: Mapping[str, Any]) -> bool:
    """Whether a question still matters after what was answered."""
    if name in ("pregnancy", "breast_feeding"):
        known = {field: values[field] for field in ("age", "sex") if field in values}
        return may_bear_children(Patient(**known))
    if name == "creatinine":
        return bool(values.get("kidneys", "unknown") == "unknown")
    if name == "cause":
        said = values.get("indication", "unknown")
        return said in UNANSWERED or indication(said).cause is None
    return name != "since" or isinstance(values.get("taking"), Regimen)


def _ask_one(name: str, read: Reader, values: dict[str, Any], typed: dict[str, str]) -> None:
    """Ask until the answer can be read; nothing but Enter leaves it not asked."""
    if name == "since":
        typed[name], values[name] = ask(name, read, values)
        return
    question = f"{NAMED[name]}\n" + "".join(f"  {line}\n" for line in _lines(_choices(name)))
    while True:
        write(f"{question}  (Enter: not asked) ", sys.stderr)
        answer = line_of()
        if not answer:
            return
        try:
            values[name] = read(answer, values)
        except BaclofenTitrationError as error:
            # The list stands above the question; what comes near is enough.
            write(f"{words_of(error).partition(' Known:')[0]}\n", sys.stderr)
        else:
            typed[name] = answer
            return


def _choices(name: str) -> tuple[str, ...]:
    """The closed list of a question; none where it has none."""
    if name == "indication":
        return tuple(one.code for one in indications())
    if name == "condition":
        return tuple(one.code for one in hazards("condition"))
    if name == "medicine":
        return tuple(one.code for one in hazards("medicine"))
    if name == "other_baclofen":
        return tuple((one.names or (one.code,))[0] for one in hazards("other-baclofen"))
    return LISTS.get(name, ())


def _lines(words: tuple[str, ...], between: str = ", ") -> Iterator[str]:
    """Words side by side, as many as go on a line."""
    line = ""
    for number, word in enumerate(words, start=1):
        piece = word if number == len(words) else f"{word}{between}"
        if line and len(line) + len(piece.rstrip()) > WIDTH:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line


def again(command: str, given: Mapping[str, Any], typed: Mapping[str, str]) -> str:
    """The command line that asks nothing and does the same."""
    options = {**given, **typed, "ask": None}
    words = [
        flag(name) if flag(name) in WITHOUT_VALUE else f"{flag(name)} {shlex.quote(text)}"
        for name, value in options.items()
        if value is not None
        for text in (value if isinstance(value, list) else [value])
    ]
    whole = (f"{PROGRAM} {command}", *map(visible, words))
    body = " \\\n  ".join(_lines(whole, " "))
    return f"The same again, without questions:\n  {body}\n"
