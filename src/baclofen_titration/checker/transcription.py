"""The judge's own data: hard limits, and its transcription of each shipped protocol."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

from pydantic import ValidationError, model_validator

from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import RuleFileError, UnreadableError, describe_faults
from baclofen_titration.lengths import parse_days, parse_hours
from baclofen_titration.limits import LIMIT_UNITS, Limit, LimitRule, Limits
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age
from baclofen_titration.per_kilogram import GRAMS_PER_KG, DailyDosePerKg, DosePerKg
from baclofen_titration.provenance import (
    KIND_OF_GRADE,
    Citation,
    Grade,
    Judgement,
    Key,
    Sentence,
    Source,
)
from baclofen_titration.quantities import DailyDose, Dose

ENDING = ".toml"
HARD_LIMITS = "hard-limits.toml"
HARD_LIMITS_IN_HOSPITAL = "hard-limits-inpatient.toml"
HARD_LIMITS_OF_CHILDREN = "hard-limits-children.toml"


class Cited(RuleModel):
    """A place in a source."""

    source: Key
    section: Sentence
    grade: Grade


class Entry(RuleModel):
    """One limit as a file writes it: a value, what it says, and whoever stands behind it."""

    value: Sentence
    says: Sentence
    cite: Several[Cited] = ()
    judgement: Sentence | None = None

    @model_validator(mode="after")
    def _has_author(self) -> "Entry":
        weak = any(cited.grade in ("C", "D") for cited in self.cite)
        if self.judgement is None and (weak or not self.cite):
            raise ValueError("a judgement with its reason is missing.")
        return self


class AgeEntry(Entry):
    """A maximum between two ages."""

    rule: LimitRule
    from_age: Age
    below_age: Age | Literal["none"]


class LimitFile(RuleModel):
    """All eleven limits of one population."""

    population: Sentence
    limits: dict[LimitRule, Entry]
    sources: Several[Source] = ()
    planning: Literal["refused"] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "LimitFile":
        """Only of a file that nothing is planned from may a limit be missing."""
        if self.planning is None and len(self.limits) < len(LIMIT_UNITS):
            raise ValueError(f"limits: all {len(LIMIT_UNITS)} limits have to be there.")
        return self


class HardLimitFile(LimitFile):
    """Hard limits and for whom they hold."""

    setting: Literal["outpatient", "inpatient"]
    from_age: Age
    per_kg: dict[LimitRule, Entry] = {}


class TranscriptionFile(LimitFile):
    """A transcription and what it transcribes."""

    id: Key
    edition: CivilDate
    inpatient: dict[LimitRule, Entry] = {}
    per_kg: dict[LimitRule, Entry] = {}
    by_age: Several[AgeEntry] = ()


class PerKg(NamedTuple):
    """A limit for each kilogram of body weight."""

    rule: LimitRule
    micrograms: int
    authors: tuple[Citation | Judgement, ...]


class ByAge(NamedTuple):
    """A maximum between two ages, both of them included; `below_age` None has no end."""

    limit: Limit
    from_age: Age
    below_age: Age | None

    def holds_at(self, age: Age) -> bool:
        """Whether it holds at an age; at an edge both bands do."""
        return self.from_age <= age and (self.below_age is None or age <= self.below_age)


class ForChildren(NamedTuple):
    """What a transcription says for each kilogram and by age."""

    per_kg: tuple[PerKg, ...] = ()
    by_age: tuple[ByAge, ...] = ()

    def at(self, grams: int | None) -> Limits:
        """What the limits for each kilogram come to at a weight [g]; none without one."""
        return Limits.of([] if grams is None else [_weighed(held, grams) for held in self.per_kg])


class HardLimits(NamedTuple):
    """The limits that nobody may pass, and the age from which they hold."""

    from_age: Age
    limits: Limits
    per_kg: tuple[PerKg, ...] = ()

    def at(self, grams: int | None) -> Limits:
        """With what the limits for each kilogram come to at a weight [g], rounded down."""
        return self.limits | ForChildren(self.per_kg).at(grams)


def _weighed(held: PerKg, grams: int) -> Limit:
    unit = LIMIT_UNITS[held.rule]
    if isinstance(unit, str):
        raise UnreadableError(f"{held.rule} is no amount.")
    amount = held.micrograms * grams // GRAMS_PER_KG
    return Limit(rule=held.rule, value=unit.from_micrograms(amount), authors=held.authors)


F = TypeVar("F", bound=LimitFile)


@cache
def hard_limits() -> HardLimits:
    """Read the hard limits once."""
    text = files(__package__).joinpath("data", HARD_LIMITS).read_text("utf-8")
    return read_hard_limits(text)


@cache
def hard_limits_in_hospital() -> HardLimits:
    """Read the hard limits of adults in hospital once."""
    text = files(__package__).joinpath("data", HARD_LIMITS_IN_HOSPITAL).read_text("utf-8")
    return read_hard_limits(text, HARD_LIMITS_IN_HOSPITAL)


@cache
def hard_limits_of_children() -> HardLimits:
    """Read the hard limits below the age of adults once."""
    text = files(__package__).joinpath("data", HARD_LIMITS_OF_CHILDREN).read_text("utf-8")
    return read_hard_limits(text, HARD_LIMITS_OF_CHILDREN)


class Transcribed(NamedTuple):
    """What one file transcribes."""

    edition: date
    limits: Limits
    children: ForChildren
    inside: Limits


def transcribed(name: str, edition: date) -> Limits | None:
    """The limits of one edition of one protocol; only its own file is read, once."""
    held = _held(name, edition)
    return None if held is None else held.limits


@cache
def transcriptions() -> Mapping[tuple[str, date], Limits]:
    """Read every transcription, by protocol and edition."""
    held = [(name, _file(name)) for name in sorted(_names())]
    return MappingProxyType({(name, file.edition): file.limits for name, file in held})


def transcribed_for_children(name: str, edition: date) -> ForChildren:
    """What the transcription of one edition says for each kilogram and by age."""
    held = _held(name, edition)
    return ForChildren() if held is None else held.children


@lru_cache
def transcribed_in_hospital(name: str, edition: date) -> Limits:
    """The limits of one edition in hospital; where it prints none there, those outside."""
    held = _held(name, edition)
    if held is None:
        return Limits()
    other = [limit for limit in held.limits.limits if held.inside.get(limit.rule) is None]
    return Limits.of([*other, *held.inside.limits])


def _held(name: str, edition: date) -> Transcribed | None:
    if name not in _names():
        return None
    held = _file(name)
    return held if held.edition == edition else None


@cache
def _names() -> frozenset[str]:
    shelf = (entry.name for entry in files(__package__).joinpath("data").iterdir())
    return frozenset(
        name.removesuffix(ENDING)
        for name in shelf
        if name.endswith(ENDING) and not name.startswith("hard-limits")
    )


@cache
def _file(name: str) -> Transcribed:
    whole = name + ENDING
    file = _read(
        TranscriptionFile, files(__package__).joinpath("data", whole).read_text("utf-8"), whole
    )
    if file.id != name:
        raise RuleFileError(whole, [f"id: {file.id} is not the name of the file"])
    limits = _limits(file, whole)
    return Transcribed(file.edition, limits, _for_children(file, whole), _in_hospital(file))


def _in_hospital(file: TranscriptionFile) -> Limits:
    titles = {source.key: source.title for source in file.sources}
    return Limits.of(
        Limit(rule=rule, value=_value(rule, entry.value), authors=_authors(entry, titles))
        for rule, entry in file.inpatient.items()
    )


def _for_children(file: TranscriptionFile, name: str) -> ForChildren:
    titles = {source.key: source.title for source in file.sources}
    return ForChildren(
        _kilograms(file.per_kg, titles, name),
        tuple(
            ByAge(
                Limit(
                    rule=entry.rule,
                    value=_value(entry.rule, entry.value),
                    authors=_authors(entry, titles),
                ),
                entry.from_age,
                None if isinstance(entry.below_age, str) else entry.below_age,
            )
            for entry in file.by_age
        ),
    )


def _kilograms(
    entries: Mapping[LimitRule, Entry], titles: Mapping[str, str], name: str
) -> tuple[PerKg, ...]:
    return tuple(
        PerKg(rule, _per_kg(entry.value, name), _authors(entry, titles))
        for rule, entry in entries.items()
    )


def read_hard_limits(text: str, name: str = HARD_LIMITS) -> HardLimits:
    """Read a file of hard limits.

    Raises
    ------
    RuleFileError
        If it has faults; all of them are listed.
    """
    file = _read(HardLimitFile, text, name)
    per_kg = _kilograms(file.per_kg, {}, name)
    return HardLimits(file.from_age, _limits(file, name), per_kg)


def _per_kg(text: str, name: str) -> int:
    """An amount for each kilogram [micrograms]."""
    read = DosePerKg if text.endswith("/dose") else DailyDosePerKg
    try:
        return read(text).micrograms
    except UnreadableError as error:
        raise RuleFileError(name, [f"per_kg: {error}"]) from None


def read_transcription(text: str, name: str) -> tuple[tuple[str, date], Limits]:
    """Read a transcription of one edition of one protocol.

    Raises
    ------
    RuleFileError
        If it has faults; all of them are listed.
    """
    file = _read(TranscriptionFile, text, name)
    return (file.id, file.edition), _limits(file, name)


def _read(kind: type[F], text: str, name: str) -> F:
    try:
        return kind.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(name, [str(error)]) from None
    except ValidationError as error:
        raise RuleFileError(name, describe_faults(error)) from None


def _limits(file: LimitFile, name: str) -> Limits:
    titles = {source.key: source.title for source in file.sources}
    entries = [*file.limits.values(), *getattr(file, "per_kg", {}).values()]
    entries += getattr(file, "inpatient", {}).values()
    entries += getattr(file, "by_age", ())
    cited = {place.source for entry in entries for place in entry.cite}
    faults = [f"sources.{key}: cited and listed do not agree" for key in cited ^ titles.keys()]
    read: list[Limit] = []
    for rule, entry in file.limits.items():
        try:
            authors = _authors(entry, titles)
            read.append(Limit(rule=rule, value=_value(rule, entry.value), authors=authors))
        except (UnreadableError, ValidationError, LookupError) as error:
            faults.append(f"limits.{rule}: {error}")
    if faults:
        raise RuleFileError(name, sorted(faults))
    return Limits.of(read)


def _value(rule: LimitRule, text: str) -> DailyDose | Dose | int:
    unit = LIMIT_UNITS[rule]
    if unit == "days":
        return parse_days(text)
    if unit == "hours":
        return parse_hours(text)
    return unit(text)


def _authors(entry: Entry, titles: Mapping[str, str]) -> tuple[Citation | Judgement, ...]:
    cited: list[Citation | Judgement] = [
        Citation(
            kind=KIND_OF_GRADE[place.grade],
            source=place.source,
            title=titles[place.source],
            section=place.section,
            grade=place.grade,
            says=entry.says,
        )
        for place in entry.cite
    ]
    if entry.judgement is not None:
        cited.append(Judgement(says=entry.says, reason=entry.judgement))
    return tuple(cited)
