"""A clinic's own standing answers, from a file that is named each time."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from baclofen_titration.cli.folder import read_text, short
from baclofen_titration.errors import RuleFileError

MOST_BYTES = 64 * 1024
LONGEST_LINE = 2_000
LONGEST_KEY = 40

STANDING = (
    "protocol", "products", "change_on", "closed", "review_every", "phones", "paper", "language",
)  # fmt: skip
"""What a clinic may answer once for all its patients."""

SEPARATORS = {"phones": "; "}
"""What stands between several answers of one key, where it is no comma."""

ONE_PATIENT = {
    "acknowledge", "acknowledgement", "acknowledgements", "acute_illness", "age", "aim",
    "because", "breast_feeding", "by", "cause", "clearance_weight", "condition", "creatinine",
    "first_taking", "first_to_fall", "height", "indication", "interval", "issued", "kidneys",
    "medicine", "muscle", "other_baclofen", "over", "plan_id", "pregnancy", "products_before",
    "reading", "request", "reserve", "rise", "rule_set", "sensitive", "setting", "sex",
    "since", "start", "stay", "supply", "taking", "then", "then_taper", "to", "until", "used_for",
    "way", "weight", "course", "begin",
    # Of a taper.
    "doses_a_day",
    "curve", "floor", "halve_every", "if_too_fast", "pump_share", "table", "to_limit",
    # Of the pharmacy.
    "fill_every",
}  # fmt: skip


class Standing(NamedTuple):
    """The answers of a clinic file, as text, and the name that they are printed with."""

    name: str
    answers: Mapping[str, str]


class Joined(NamedTuple):
    """What was typed and what a clinic file adds: answers, their places, and what to print."""

    answers: dict[str, Any]
    places: dict[str, str]
    notes: list[str]


def with_standing(given: Mapping[str, Any], usable: Container[str]) -> Joined:
    """Add the answers of a clinic file, if one is named; what is typed goes first.

    Parameters
    ----------
    given : mapping
        The options, as text, None where one was left out.
    usable : container of str
        Names that the command can use.
    """
    joined = Joined(dict(given), {}, [])
    if given["clinic"] is None:
        return joined
    standing = load_standing(given["clinic"])
    for key, answer in standing.answers.items():
        words = f"{key.replace('_', ' ')} {answer}"
        if key not in usable:
            joined.notes.append(
                f"Not used from {standing.name}: {words}. This command has no use for it."
            )
        elif given[key] is not None:
            joined.notes.append(f"Not taken from {standing.name}: {words}. Another was typed.")
        else:
            joined.answers[key] = answer
            joined.places[key] = f"{standing.name}, {key}"
            joined.notes.append(f"From {standing.name}: {words}.")
    return joined


def load_standing(path: str) -> Standing:
    """Read a clinic file.

    Parameters
    ----------
    path : str
        A TOML file of `protocol`, `products`, `change_on`, `closed` and
        `review_every`, each text or a list of texts.

    Raises
    ------
    RuleFileError
        If a key is unknown, belongs to one patient, or is no text.
    UnreadableError
        If the file cannot be read.
    """
    name = short(Path(path).name)
    raw = _parse(read_text(path, MOST_BYTES), name)
    faults: list[str] = []
    answers = {}
    for key, value in raw.items():
        fault = _fault_of(key, value)
        if fault:
            faults.append(fault)
        else:
            answers[key] = (
                value if isinstance(value, str) else SEPARATORS.get(key, ", ").join(value)
            )
    if faults:
        raise RuleFileError(name, faults)
    if _is_path(answers.get("protocol", "")):
        answers["protocol"] = str(Path(path).parent / answers["protocol"])
    return Standing(name, answers)


def _parse(text: str, name: str) -> dict[str, Any]:
    # tomllib slows down with the square of the parts of a dotted key; no honest line is this long.
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise RuleFileError(name, [f"a line has more than {LONGEST_LINE} letters; break it"])
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise RuleFileError(name, ["it nests lists too deeply; write it flat"]) from None
    except ValueError as error:
        words = str(error).replace("Cannot overwrite a value", "a key is written twice")
        raise RuleFileError(name, [f"not TOML: {words}"]) from None


def _fault_of(key: str, value: object) -> str:
    shown = key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]}..."
    if key in ONE_PATIENT:
        return f"{shown}: belongs to one patient; give it with each command, and remove it here"
    if key not in STANDING:
        return f"{shown}: no such key; a clinic file knows {', '.join(STANDING)}"
    texts = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) for text in texts):
        return f'{shown}: write text, or a list of texts, such as "us-tablets"'
    return ""


def _is_path(name: str) -> bool:
    return name.endswith(".toml") or any(sign in name for sign in "/\\")
