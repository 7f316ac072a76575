"""What a patient's answers stop on the way up, by the judge's own data."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from pydantic import Field

from baclofen_titration.checker.patterns import Rows
from baclofen_titration.checker.reading import Reading
from baclofen_titration.checker.sentences import OUR_TRANSCRIPTION
from baclofen_titration.findings import Finding, words_found
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age, Patient, plain_name
from baclofen_titration.provenance import Judgement, Key, Sentence
from baclofen_titration.quantities import DailyDose

OUTSIDE = "indication-outside-list"
INTRATHECAL = "probably-intrathecal"
NO_ANSWER = ("none", "no", "unknown", "not asked")


Asks = Literal["conditions", "medicines", "other_baclofen", "pregnancy"]

_FIELDS: tuple[Asks, ...] = get_args(Asks)
_answers_of = attrgetter(*_FIELDS)
Answer = str | tuple[str, ...]


class Entry(RuleModel):
    """One answer that stops. `groups` are those of the protocols it holds for; empty for all."""

    code: Key
    field: Asks
    words: Several[str]
    groups: Several[Key] = Field(default=(), alias="in")
    weak_kidneys: bool = False
    together: bool = False
    says: Sentence

    def means(self, word: str) -> bool:
        """Whether a word belongs to it."""
        names, marks = _spelt(self.words)
        return plain_name(word) in names or word.strip().upper().startswith(marks)


class Indications(RuleModel):
    """Which indications are named everywhere, which in some groups, and which alone in one."""

    spinal: Several[str]
    cerebral: Several[str]
    cerebral_too_in: Several[Key]
    only_in: Mapping[str, Several[str]]
    says: Sentence

    def named_in(self, group: str) -> Several[str]:
        """What a group's text names; without a group, all that is spastic."""
        if group in self.only_in:
            return self.only_in[group]
        brain_too = not group or group in self.cerebral_too_in
        return (*self.spinal, *self.cerebral) if brain_too else self.spinal


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
    """What the answers are judged by: the patient, the shipped protocol, the kidneys' value.

    `in_micrograms` are the daily doses of which a part was given in micrograms.
    """

    patient: Patient | None
    protocol: str
    kidneys: Fraction | None
    in_micrograms: Sequence[int] = ()


@cache
def _spelt(words: Several[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names among the words of an entry, and the beginnings of codes."""
    names = frozenset(plain_name(word) for word in words if not word[0].isupper())
    return names, tuple(word for word in words if word[0].isupper())


@cache
def answers() -> Answers:
    """Read the file once."""
    text = files(__package__).joinpath("data", "patients", "answers.toml").read_text("utf-8")
    return Answers.model_validate(tomllib.loads(text, parse_float=Decimal))


@lru_cache
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
    indicated, aged = patient.indication not in NO_ANSWER, isinstance(patient.age, Age)
    return _codes(_answers_of(patient), indicated, aged)


@lru_cache
def _codes(given: tuple[Answer, ...], indicated: bool, aged: bool) -> tuple[str, ...]:
    words = map(_words, given)
    asked = [field for field, said in zip(_FIELDS, words, strict=True) if said is not None]
    codes = [entry.code for entry in answers().entry if entry.field in asked]
    if indicated:
        codes.append(OUTSIDE)
    if aged:
        codes.append(INTRATHECAL)
    return tuple(dict.fromkeys(codes))


def judge_answers(asked: Asked, reading: Reading) -> Iterator[Finding]:
    """Find what stops a way up; nothing here closes a way down."""
    if not (reading.before == {} or [change for change in reading.changes if change.risen]):
        return
    yield from _intrathecal(asked, reading)
    patient = asked.patient
    if patient is None:
        return
    group = group_of(asked.protocol)
    weak = asked.kidneys is not None and asked.kidneys < answers().weak_kidneys_below
    for code, says, found in _stops(_answers_of(patient), weak, group):
        yield _finding(code, says, found)
    yield from _indication(patient.indication, group)


def given_in_micrograms(rows: Rows) -> list[int]:
    """The daily doses, before and in the steps, of which a part was given in micrograms."""
    patterns = rows.patterns if rows.before is None else (rows.before, *rows.patterns)
    return [pattern.daily for pattern in patterns if pattern.in_micrograms]


@lru_cache
def _stops(given: tuple[Answer, ...], weak: bool, group: str) -> tuple[tuple[str, str, str], ...]:
    """Code, sentence and words of each entry that is met."""
    words = {field: _words(said) or () for field, said in zip(_FIELDS, given, strict=True)}
    met = [(entry, _found(entry, words[entry.field], weak, group)) for entry in answers().entry]
    return tuple([(entry.code, entry.says, words_found(found)) for entry, found in met if found])


def _found(entry: Entry, answered: Sequence[str], weak: bool, group: str) -> list[str]:
    words = [word for word in answered if entry.means(word)]
    enough = (
        len({plain_name(word) for word in words}) >= answers().depressants_from
        if entry.together
        else bool(words)
    )
    holds = not entry.groups or group in entry.groups
    return words if holds and enough and (weak or not entry.weak_kidneys) else []


def _words(answer: Answer) -> tuple[str, ...] | None:
    """The words of an answer; None where nobody asked."""
    if isinstance(answer, str):
        if answer in ("unknown", "not asked"):
            return None
        return () if answer in NO_ANSWER else (answer,)
    return answer


def _indication(answer: str, group: str) -> Iterator[Finding]:
    held = answers().indications
    if answer not in NO_ANSWER and plain_name(answer) not in held.named_in(group):
        yield _finding(OUTSIDE, held.says, answer)


def _intrathecal(asked: Asked, reading: Reading) -> Iterator[Finding]:
    """A child's doses are small; anybody else's are neither so small nor in micrograms."""
    age = None if asked.patient is None or asked.patient.age == "not asked" else asked.patient.age
    adult = isinstance(age, Age) and age.years >= answers().adult_from_years
    before = sum((reading.before or {}).values())
    if asked.in_micrograms and (adult or age is None):
        found = f"{min(asked.in_micrograms)} micrograms/day"
        says = "Baclofen by mouth is given in mg; micrograms are probably those of a pump."
    elif adult and 0 < before < answers().least_micrograms_a_day:
        found = str(DailyDose.from_micrograms(before))
        says = "An adult who takes so little in a day probably has it from a pump, in micrograms."
    else:
        return
    yield _finding(INTRATHECAL, says, found)


def _finding(code: str, says: str, found: str) -> Finding:
    return Finding(
        code=code,
        severity="stop",
        says=says,
        found=found,
        authors=(Judgement(says=says, reason=OUR_TRANSCRIPTION),),
    )
