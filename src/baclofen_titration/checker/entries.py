"""The rules for some patients as the judge's file holds them, and which go with a protocol."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from baclofen_titration.checker.sentences import OUR_TRANSCRIPTION
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.provenance import Judgement, Key, Sentence


class Entry(RuleModel):
    """One transcribed rule."""

    set: Key
    default: bool = False
    printed_in: Key | None = None
    says: Sentence
    at_most: int | None = None
    less_than: int | None = None
    dialysis: bool = False
    from_years: int = 0
    from_the_brain: bool = False
    reacts_strongly: bool = False
    part: Annotated[Several[int], Field(min_length=2, max_length=2)] | None = None
    first_day: str | None = None
    most: str | None = None
    days: int | None = None
    half_life_minutes: int | None = None
    half_lives: int = 0
    elsewhere_percent: int = 0
    stop: Key | None = None
    one_step: bool = False

    @property
    def author(self) -> Judgement:
        """Who says so."""
        return Judgement(says=self.says, reason=OUR_TRANSCRIPTION)


class GoesWith(RuleModel):
    """The sets that hold with some protocols."""

    protocols: Several[Key]
    sets: Several[Key]


class Rules(RuleModel):
    """The whole file."""

    counts_for_days: int
    counts_for_days_in_acute_illness: int
    least_creatinine_umol: int
    ladder: Several[int]
    ladder_open: Several[int]
    goes_with: Several[GoesWith]
    entry: Several[Entry]


@cache
def rules() -> Rules:
    """Read the file once."""
    text = files(__package__).joinpath("data", "patients", "rules.toml").read_text("utf-8")
    return Rules.model_validate(tomllib.loads(text, parse_float=Decimal))


@lru_cache
def holding(named: tuple[str, ...], protocol: str) -> tuple[Entry, ...]:
    """The entries that are for this protocol and these names."""
    return tuple(entry for entry in rules().entry if _holds(entry, named, protocol))


def _holds(entry: Entry, named: Sequence[str], protocol: str) -> bool:
    """Whether an entry is for this protocol and these names; what a label prints always is."""
    if entry.printed_in is not None:
        return entry.printed_in == protocol
    if named:
        return entry.set in named
    going = [held.sets for held in rules().goes_with if protocol in held.protocols]
    return entry.set in going[0] if going else entry.default
