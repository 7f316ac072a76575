"""What a patient's answers stop on the way up, by the judge's own data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import Field

from baclofen_titration.checker.reading import Reading
from baclofen_titration.checker.sentences import OUR_TRANSCRIPTION
from baclofen_titration.findings import Finding, words_found
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age, Patient
from baclofen_titration.provenance import Judgement, Key, Sentence
from baclofen_titration.quantities import DailyDose

OUTSIDE = "indication-outside-list"
INTRATHECAL = "probably-intrathecal"
NO_ANSWER = ("none", "no", "unknown", "not asked")


class Entry(RuleModel):
    """One answer that stops. `groups` are those of the protocols it holds for; empty for all."""

    code: Key
    field: Literal["conditions", "medicines", "other_baclofen", "pregnancy"]
    words: Several[str]
    groups: Several[Key] = Field(default=(), alias="in")
    weak_kidneys: bool = False
    together: bool = False
    says: Sentence

    def means(self, word: str) -> bool:
        """Whether a word belongs to it."""
        return word.lower() in self.words or any(
            mark[:1].isupper() and word.startswith(mark) for mark in self.words
        )


class Indications(RuleModel):
    """Which indications are named everywhere, and which in some groups only."""

    spinal: Several[Key]
    cerebral: Several[Key]
    cerebral_too_in: Several[Key]
    drinking_in: Several[Key]
    says: Sentence


class Answers(RuleModel):
    """The whole file."""

    depressants_from: int
    weak_kidneys_below: int
    least_micrograms_a_day: int
    adult_from_years: int
    groups: Mapping[str, Several[str]]
    indications: Indications
    entry: Several[Entry]


class Asked(NamedTuple):
    """What the answers are judged by: the patient, the shipped protocol, the kidneys' value."""

    patient: Patient
    protocol: str
    kidneys: Fraction | None


@cache
def answers() -> Answers:
    """Read the file once."""
    text = files(__package__).joinpath("data", "patients", "answers.toml").read_text("utf-8")
    return Answers.model_validate(tomllib.loads(text, parse_float=Decimal))


def group_of(protocol: str) -> str:
    """The group of a shipped protocol; the longest beginning of its name holds."""
    held = [
        (len(start), name)
        for name, starts in answers().groups.items()
        for start in starts
        if protocol.startswith(start)
    ]
    return max(held)[1] if held else ""


def codes_judged(patient: Patient | None) -> tuple[str, ...]:
    """The codes of the checks that the answers allow, in the order of the file."""
    if patient is None:
        return ()
    codes = [entry.code for entry in answers().entry if _words(patient, entry.field) is not None]
    if patient.indication not in NO_ANSWER:
        codes.append(OUTSIDE)
    if isinstance(patient.age, Age):
        codes.append(INTRATHECAL)
    return tuple(dict.fromkeys(codes))


def judge_answers(asked: Asked, reading: Reading) -> Iterator[Finding]:
    """Find what stops a way up; nothing here closes a way down."""
    if not (reading.before == {} or any(change.risen for change in reading.changes)):
        return
    group = group_of(asked.protocol)
    for entry in answers().entry:
        found = _found(entry, asked, group)
        if found:
            yield _finding(entry.code, entry.says, words_found(found))
    yield from _indication(asked.patient.indication, group)
    yield from _intrathecal(asked.patient, reading)


def _found(entry: Entry, asked: Asked, group: str) -> list[str]:
    words = [word for word in _words(asked.patient, entry.field) or () if entry.means(word)]
    kidneys = asked.kidneys
    weak = kidneys is not None and kidneys < answers().weak_kidneys_below
    enough = len(set(words)) >= answers().depressants_from if entry.together else bool(words)
    holds = not entry.groups or group in entry.groups
    return words if holds and enough and (weak or not entry.weak_kidneys) else []


def _words(patient: Patient, field: str) -> tuple[str, ...] | None:
    """The words of an answer; None where nobody asked."""
    answer = getattr(patient, field)
    if isinstance(answer, str):
        if answer in ("unknown", "not asked"):
            return None
        return () if answer in NO_ANSWER else (answer,)
    return tuple(answer)


def _indication(answer: str, group: str) -> Iterator[Finding]:
    held = answers().indications
    everywhere = not group or group in held.cerebral_too_in
    named = (*held.spinal, *held.cerebral) if everywhere else held.spinal
    if answer in (*NO_ANSWER, *(("alcohol",) if group in held.drinking_in else named)):
        return
    yield _finding(OUTSIDE, held.says, answer)


def _intrathecal(patient: Patient, reading: Reading) -> Iterator[Finding]:
    age, least = patient.age, answers().least_micrograms_a_day
    before = sum((reading.before or {}).values())
    if not isinstance(age, Age) or age.years < answers().adult_from_years or not before:
        return
    if before < least:
        yield _finding(
            INTRATHECAL,
            "An adult who takes so little in a day probably has it from a pump, in micrograms.",
            str(DailyDose.from_micrograms(before)),
        )


def _finding(code: str, says: str, found: str) -> Finding:
    return Finding(
        code=code,
        severity="stop",
        says=says,
        found=found,
        authors=(Judgement(says=says, reason=OUR_TRANSCRIPTION),),
    )
