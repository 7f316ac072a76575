"""Conditions, medicines and other answers that speak against baclofen, from the rule file."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field

from baclofen_titration.errors import UnknownNameError
from baclofen_titration.findings import Finding, Severity, words_found
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import plain_name
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.table import (
    LONGEST_KEY,
    Content,
    Table,
    flag,
    one_of,
    title,
)
from baclofen_titration.provenance import Author, Key
from baclofen_titration.screening.data_file import (
    distinct,
    made,
    read_entries,
    said_by,
    several,
    text_of,
)
from baclofen_titration.screening.telling import Direction

Kind = Literal["condition", "medicine", "other-baclofen", "pregnancy", "breast-feeding"]
Answer = Sequence[str] | Literal["none", "not asked"]

FILE = "hazards"

_A: dict[Kind, str] = {
    "condition": "A condition",
    "medicine": "A medicine",
    "other-baclofen": "Other baclofen",
    "pregnancy": "What was said of a pregnancy",
    "breast-feeding": "What was said of breast-feeding",
}
_HAS: dict[Kind, str] = {
    "condition": "The patient has ",
    "medicine": "The patient takes ",
    "other-baclofen": "",
    "pregnancy": "",
    "breast-feeding": "",
}


class Hazard(RuleModel):
    """A condition, a class of medicines, or another answer.

    `names` and `atc` find the class of a medicine, `depressant` says that it slows the brain,
    `kidneys` that it lowers the function of the kidneys.
    """

    kind: Kind
    code: Key
    name: str
    severity: Severity
    stop_in: Several[str] = ()
    names: Several[str] = ()
    atc: Several[str] = ()
    depressant: bool = False
    kidneys: bool = False
    authors: Annotated[Several[Author], Field(min_length=1)]

    def is_meant_by(self, word: str) -> bool:
        """Whether a code, a name or a code of the WHO classification belongs to it.

        Blanks, underscores and capitals make no difference.
        """
        return self.code in _by_name(self.kind).get(plain_name(word), ()) or any(
            word.strip().upper().startswith(prefix) for prefix in self.atc
        )


def screen_answers(
    kind: Kind, answer: Answer, jurisdiction: str, direction: Direction
) -> tuple[Finding, ...]:
    """What a patient's conditions or medicines speak against.

    Parameters
    ----------
    kind : {"condition", "medicine", "other-baclofen", "pregnancy", "breast-feeding"}
        What was asked.
    answer : sequence of str, "none" or "not asked"
        Codes or names; of medicines also codes of the WHO classification. Nothing is
        found for "not asked" here; `screen_patient` says that nobody asked.
    jurisdiction : str
        Of the protocol.
    direction : {"up", "down"}
        On the way down a stop is a caution: the way down stays open.

    Raises
    ------
    UnknownNameError
        If an answer is on no list; it is never ignored. Near matches are named.

    Examples
    --------
    >>> [found.code for found in screen_answers("medicine", ["N02AA01"], "Germany", "up")]
    ['opioids']
    """
    return tuple(
        finding_of(hazard, words, severity_of(hazard, jurisdiction, direction))
        for hazard, words in meant_by(kind, answer)
    )


def meant_by(kind: Kind, answer: Answer) -> tuple[tuple[Hazard, tuple[str, ...]], ...]:
    """The hazards that an answer means, in the order of the file, with the words for each.

    Raises
    ------
    UnknownNameError
        If an answer is on no list.
    """
    if isinstance(answer, str):
        return ()
    meant: dict[str, list[str]] = {}
    for word in answer:
        found = [hazard.code for hazard in hazards(kind) if hazard.is_meant_by(word)]
        if not found:
            raise UnknownNameError(_unknown(kind, word))
        for code in found:
            meant.setdefault(code, []).append(word)
    return tuple(
        (hazard, tuple(meant[hazard.code])) for hazard in hazards(kind) if hazard.code in meant
    )


def severity_of(hazard: Hazard, jurisdiction: str, direction: Direction) -> Severity:
    """How bad a hazard is there; the way down stays open."""
    severity: Severity = "stop" if jurisdiction in hazard.stop_in else hazard.severity
    return opened(severity, direction)


def opened(severity: Severity, direction: Direction) -> Severity:
    """The same on the way down, where a stop is a caution."""
    return "caution" if direction == "down" and severity == "stop" else severity


@cache
def hazards(kind: Kind) -> tuple[Hazard, ...]:
    """Every condition, or every class of medicines, in the order of the file."""
    return tuple(hazard for hazard in read_hazards(text_of(FILE)) if hazard.kind == kind)


@cache
def _by_name(kind: Kind) -> dict[str, list[str]]:
    """Every spelling by which hazards are found, with their codes."""
    found: dict[str, list[str]] = {}
    for hazard in hazards(kind):
        spellings = {plain_name(word) for word in (hazard.code, hazard.name, *hazard.names)}
        for spelling in spellings:
            found.setdefault(spelling, []).append(hazard.code)
    return found


def read_hazards(text: str) -> tuple[Hazard, ...]:
    """Read the file from its text; all faults are raised at once."""
    read = made(FILE, FILE, read_entries(text, FILE, FILE, _read_hazard), Hazard)
    distinct(FILE, (hazard.code for hazard in read))
    return read


def _read_hazard(table: Table, who: AuthorReader) -> Content:
    words = several(title)
    return {
        "kind": table.take("kind", one_of(*get_args(Kind))),
        "code": table.take("code", key),
        "name": table.take("name", title),
        "severity": table.take("severity", one_of(*get_args(Severity))),
        "stop_in": table.take_if_there("stop_in", words) or (),
        "names": table.take_if_there("names", words) or (),
        "atc": table.take_if_there("atc", words) or (),
        "depressant": table.take_if_there("depressant", flag) or False,
        "kidneys": table.take_if_there("kidneys", flag) or False,
        "authors": who.authors(table),
    }


def finding_of(hazard: Hazard, words: Sequence[str], severity: Severity) -> Finding:
    """One finding of a hazard, in the words that were given for it."""
    has = _HAS[hazard.kind]
    return Finding(
        code=hazard.code,
        severity=severity,
        says=f"{has}{hazard.name}: {said_by(hazard.authors)}.",
        found=words_found(words),
        authors=hazard.authors,
    )


def _unknown(kind: Kind, word: str) -> str:
    written = {plain_name(name): name for one in hazards(kind) for name in (one.code, *one.names)}
    near = [
        written[plain] for plain in get_close_matches(plain_name(word)[:LONGEST_KEY], written, n=2)
    ]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    codes = ", ".join(
        (hazard.names or (hazard.code,))[0] if kind == "other-baclofen" else hazard.code
        for hazard in hazards(kind)
    )
    return f"{_A[kind]} is on no list, and none is ignored.{hint} Known: {codes}."
