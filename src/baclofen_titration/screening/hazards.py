"""Conditions and medicines that speak against baclofen, from the rule file."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field

from baclofen_titration.errors import UnknownNameError
from baclofen_titration.findings import Finding, Severity
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Patient
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.table import (
    LONGEST_KEY,
    MOST_ENTRIES,
    Content,
    Table,
    one_of,
    title,
)
from baclofen_titration.provenance import Author, Key
from baclofen_titration.screening.data_file import distinct, made, read_entries, several, text_of
from baclofen_titration.screening.telling import Direction

Kind = Literal["condition", "medicine"]
Answer = Sequence[str] | Literal["none", "not asked"]

FILE = "hazards"


class Hazard(RuleModel):
    """A condition or a class of medicines. `names` and `atc` find the class of a medicine."""

    kind: Kind
    code: Key
    name: str
    severity: Severity
    stop_in: Several[str] = ()
    names: Several[str] = ()
    atc: Several[str] = ()
    authors: Annotated[Several[Author], Field(min_length=1)]

    def is_meant_by(self, word: str) -> bool:
        """Whether a code, a name or a code of the WHO classification belongs to it."""
        return word.lower() in (self.code, *self.names) or (
            word[:1].isupper() and any(word.startswith(prefix) for prefix in self.atc)
        )


def screen_answers(
    kind: Kind, answer: Answer, jurisdiction: str, direction: Direction
) -> tuple[Finding, ...]:
    """What a patient's conditions or medicines speak against.

    Parameters
    ----------
    kind : {"condition", "medicine"}
        What was asked.
    answer : sequence of str, "none" or "not asked"
        Codes; of medicines also names or codes of the WHO classification. Nothing is
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
        _finding(hazard, meant[hazard.code], jurisdiction, direction)
        for hazard in hazards(kind)
        if hazard.code in meant
    )


def screen_patient(
    patient: Patient, jurisdiction: str, direction: Direction
) -> tuple[Finding, ...]:
    """What a patient's conditions and medicines speak against, and that nobody asked.

    Parameters
    ----------
    patient : Patient
        `conditions` and `medicines`.
    jurisdiction : str
        Of the protocol.
    direction : {"up", "down"}
        On the way down a stop is a caution.

    Raises
    ------
    UnknownNameError
        If an answer is on no list.

    Examples
    --------
    >>> found = screen_patient(Patient(conditions="epilepsy"), "Germany", "up")
    >>> [(finding.code, finding.severity) for finding in found]
    [('epilepsy', 'stop'), ('screening-not-asked', 'caution')]
    """
    answers: dict[Kind, Answer] = {
        "condition": patient.conditions,
        "medicine": patient.medicines,
    }
    found = [
        finding
        for kind, answer in answers.items()
        for finding in screen_answers(kind, answer, jurisdiction, direction)
    ]
    unasked = [f"{kind}s" for kind, answer in answers.items() if answer == "not asked"]
    return (*found, *([_not_asked(unasked)] if unasked else []))


@cache
def hazards(kind: Kind) -> tuple[Hazard, ...]:
    """Every condition, or every class of medicines, in the order of the file."""
    return tuple(hazard for hazard in read_hazards(text_of(FILE)) if hazard.kind == kind)


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
        "authors": who.authors(table),
    }


def _finding(
    hazard: Hazard, words: Sequence[str], jurisdiction: str, direction: Direction
) -> Finding:
    severity = "stop" if jurisdiction in hazard.stop_in else hazard.severity
    return Finding(
        code=hazard.code,
        severity="caution" if direction == "down" and severity == "stop" else severity,
        says=f"The patient has {hazard.name}: {hazard.authors[0].says}."
        if hazard.kind == "condition"
        else f"The patient takes {hazard.name}: {hazard.authors[0].says}.",
        found=", ".join(sorted(set(words)))[:MOST_ENTRIES],
        authors=hazard.authors,
    )


def _not_asked(unasked: Sequence[str]) -> Finding:
    """One finding for all that nobody asked, so that a sheet stays readable."""
    return Finding(
        code="screening-not-asked",
        severity="caution",
        says=f"Nobody asked for {' or '.join(unasked)}. Some speak against baclofen.",
        found=", ".join(unasked),
    )


def _unknown(kind: Kind, word: str) -> str:
    known = [name for hazard in hazards(kind) for name in (hazard.code, *hazard.names)]
    near = get_close_matches(word.lower()[:LONGEST_KEY], known, n=2)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    codes = ", ".join(hazard.code for hazard in hazards(kind))
    return f"A {kind} is on no list, and none is ignored.{hint} Known: {codes}."
