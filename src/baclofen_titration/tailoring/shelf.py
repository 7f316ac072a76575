"""The shipped rule sets and the rules for reading kidney values, read once and linted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from baclofen_titration.errors import (
    QuantityError,
    RuleFileError,
    UnknownNameError,
    describe_faults,
)
from baclofen_titration.lengths import parse_days
from baclofen_titration.measurements import Creatinine, parse_creatinine
from baclofen_titration.patient import parse_age
from baclofen_titration.protocols.authors import AuthorReader, key, read_sources
from baclofen_titration.protocols.reader import parse_toml
from baclofen_titration.protocols.table import (
    Content,
    Table,
    day,
    flag,
    measure,
    one_of,
    sentence,
    title,
)
from baclofen_titration.provenance import Author, Authored, Citation, Judgement
from baclofen_titration.quantities import DailyDose
from baclofen_titration.tailoring.rule_set import RuleSet, read_factor, read_when

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENDING = ".toml"
VALUES = "kidney-values"
OTHERS = ("kidney-values.toml", "children.toml")
"""Files of this room that are no rule sets."""
WEAK = ("C", "D")

_PARTS = {
    "half_lives": re.compile(r"([1-9])", re.ASCII),
    "half_life": re.compile(r"([0-9]{1,2})\.([0-9]) hours", re.ASCII),
    "not_by_kidneys": re.compile(r"([0-9]{1,2}) %", re.ASCII),
    "full": re.compile(r"([0-9]{1,3}) mL/min", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class ValueRules:
    """For how long a kidney value counts, and how creatinine becomes one.

    Parameters
    ----------
    counts_for, counts_for_in_acute_illness : Authored of int
        [days]
    least_creatinine : Authored of str
        Less counts as this much in Cockcroft-Gault.
    weight_policy : tuple of Citation or Judgement
        Who says so.
    muscle : Authored of str
        The rule set in whose bands little muscle counts one band lower.
    """

    counts_for: Authored[int]
    counts_for_in_acute_illness: Authored[int]
    least_creatinine: Creatinine
    weight_policy: tuple[Author, ...]
    muscle: Authored[str]


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Every shipped rule set by its id, sorted."""
    names = sorted(entry.name for entry in _shelf().iterdir() if entry.name.endswith(ENDING))
    held = (read_rule_set(_text(name), name) for name in names if name not in OTHERS)
    return {found.id: found for found in held}


def rule_set(name: str) -> RuleSet:
    """One rule set by its id.

    Raises
    ------
    UnknownNameError
        If there is none of that name; the known ones are named.
    """
    if name not in rule_sets():
        raise UnknownNameError(
            f"There is no rule set of that name. Known: {', '.join(rule_sets())}."
        )
    return rule_sets()[name]


@cache
def value_rules() -> ValueRules:
    """How kidney values are read."""
    name, faults = VALUES + ENDING, list[str]()
    root, who = _open(_text(name), name, faults)
    for heading, read in (("edition", day), ("checked_on", day), ("review_by", day)):
        root.take(heading, read)
    root.take("title", title)
    root.take("status", one_of("draft"))
    days = {
        place: who.authored(root.table(place), measure(parse_days))
        for place in ("counts_for", "counts_for_in_acute_illness")
    }
    least = who.authored(root.table("least_creatinine"), measure(parse_creatinine))
    said = {
        place: who.authored(root.table(place), sentence) for place in ("weight_policy", "muscle")
    }
    root.close()
    if faults:
        raise RuleFileError(name, faults)
    return ValueRules(
        counts_for=Authored[int].model_validate(days["counts_for"]),
        counts_for_in_acute_illness=Authored[int].model_validate(
            days["counts_for_in_acute_illness"]
        ),
        least_creatinine=Creatinine.model_validate(least["value"]),
        weight_policy=Authored[str].model_validate(said["weight_policy"]).authors,
        muscle=Authored[str].model_validate(said["muscle"]),
    )


def read_rule_set(text: str, name: str) -> RuleSet:
    """Read a rule set from the text of its file.

    Raises
    ------
    RuleFileError
        If it has faults; all of them are listed.
    """
    faults: list[str] = []
    root, who = _open(text, name, faults)
    default = who.authored(root.table("goes_with_every_protocol"), flag)
    content = {
        "id": root.take("id", key),
        "edition": root.take("edition", day),
        "title": root.take("title", title),
        "status": root.take("status", one_of("draft", "superseded", "withdrawn")),
        "checked_on": root.take("checked_on", day),
        "review_by": root.take("review_by", day),
        "by_default": default["value"],
        "default_authors": default["authors"],
        "rules": [_rule(table, who) for table in root.tables("rules")],
        "sources": read_sources(root.table("sources")) if root.has("sources") else [],
    }
    root.close()
    if faults:
        raise RuleFileError(name, faults)
    try:
        made = RuleSet.model_validate(content)
    except ValidationError as error:
        raise RuleFileError(name, describe_faults(error)) from None
    faults = list(_faults(made, name.removesuffix(ENDING)))
    if faults:
        raise RuleFileError(name, faults)
    return made


def lint_tailoring() -> dict[str, tuple[str, ...]]:
    """Lint every shipped file of this room: its name with every fault found."""
    try:
        value_rules()
        return dict.fromkeys((VALUES, *rule_sets()), ())
    except RuleFileError as error:
        return {error.name: error.faults}


def _open(text: str, name: str, faults: list[str]) -> tuple[Table, AuthorReader]:
    raw, fault = parse_toml(text)
    if fault:
        raise RuleFileError(name, [fault])
    root = Table(raw, "", faults)
    listed = Table(raw, "", []).table_if_there("sources")
    sources = read_sources(listed) if listed is not None else []
    if name == VALUES + ENDING:
        root.table("sources")
    return root, AuthorReader({str(entry["key"]): str(entry["title"]) for entry in sources})


def _rule(table: Table, who: AuthorReader) -> Content:
    when = table.take("when", read_when)
    daily = measure(DailyDose)
    content = {
        "name": table.take("name", key),
        "kidneys": when and when[0],
        "edge": when and when[1],
        "from_age": table.take_if_there("from_age", measure(parse_age)),
        "cause": table.take_if_there("cause", one_of("cerebral")),
        "sensitive": table.take_if_there("sensitive", flag) or False,
        "factor": table.take_if_there("factor", read_factor),
        "max_first_day": table.take_if_there("max_first_day", daily),
        "max_daily_dose": table.take_if_there("max_daily_dose", daily),
        "min_days_between_rises": table.take_if_there(
            "min_days_between_rises", measure(parse_days)
        ),
        "steady_state": _steady_state(table),
        "stop": table.take_if_there("stop", key),
        "one_step": table.take_if_there("one_step", flag) or False,
        "authors": who.authors(table),
    }
    table.close()
    return content


def _steady_state(table: Table) -> Content | None:
    held = {part: table.take_if_there(part, _part(part)) for part in _PARTS}
    if all(value is None for value in held.values()):
        return None
    for part, value in held.items():
        if value is None:
            table.note(
                part, "is missing; half_lives, half_life, not_by_kidneys and full go together"
            )
    return held


def _part(name: str) -> Any:
    def read(value: object) -> int:
        match = _PARTS[name].fullmatch(value) if type(value) is str else None
        if match is None:
            raise QuantityError('write such as half_lives "5", half_life "6.8 hours", "20 %"')
        return int("".join(match.groups()))

    return read


def _faults(made: RuleSet, name: str) -> Iterator[str]:
    if made.id != name:
        yield "id: is not the name of the file; make them the same"
    names = [rule.name for rule in made.rules]
    if len(set(names)) != len(names):
        yield "rules: two have one name; name each once"
    cited = set()
    for rule in made.rules:
        if not rule.asks:
            yield f"rules.{rule.name}: asks for nothing; remove it"
        judged = any(isinstance(author, Judgement) for author in rule.authors)
        for author in rule.authors:
            if isinstance(author, Citation):
                cited.add(author.source)
                if author.grade in WEAK and not judged:
                    yield f"rules.{rule.name}: grade {author.grade} carries nothing alone"
    for source in made.sources:
        if source.key not in cited:
            yield f"sources.{source.key}: nothing cites it; cite it or remove it"


def _shelf() -> Traversable:
    return files("baclofen_titration.tailoring").joinpath("data")


def _text(name: str) -> str:
    return _shelf().joinpath(name).read_text("utf-8")
