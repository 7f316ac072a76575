"""The shipped rule sets and the rules for reading kidney values, read once and linted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import ValidationError

from baclofen_titration.dates import parse_date
from baclofen_titration.errors import (
    RuleFileError,
    UnknownNameError,
    describe_faults,
)
from baclofen_titration.kept import Kept
from baclofen_titration.lengths import parse_days
from baclofen_titration.measurements import Creatinine, parse_creatinine
from baclofen_titration.protocols.authors import AuthorReader, key, read_sources
from baclofen_titration.protocols.patient_rules import read_rule
from baclofen_titration.protocols.reader import parse_toml
from baclofen_titration.protocols.table import (
    Table,
    day,
    flag,
    measure,
    one_of,
    sentence,
    title,
)
from baclofen_titration.provenance import Authored, Citation, Judgement
from baclofen_titration.renal import WeightPolicy
from baclofen_titration.tailoring.rule_set import RuleSet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from baclofen_titration.protocols import DosingProtocol

ENDING = ".toml"
VALUES = "kidney-values"
OTHERS = ("kidney-values.toml", "children.toml")
"""Files of this room that are no rule sets."""
WEAK = ("C", "D")


_going: Kept[tuple[str, ...]] = Kept()
_sets: Kept[tuple[RuleSet, ...]] = Kept()


@dataclass(frozen=True, slots=True)
class ValueRules:
    """For how long a kidney value counts, and how creatinine becomes one.

    Parameters
    ----------
    review_by : datetime.date
        Somebody looks at the file again by then.
    counts_for, counts_for_in_acute_illness : Authored of int
        [days]
    least_creatinine : Authored of str
        Less counts as this much in Cockcroft-Gault.
    weight_above_ideal : Authored of {"actual", "ideal", "adjusted"}
        Which weight counts in Cockcroft-Gault where the actual one is above the ideal one.
    muscle : Authored of str
        The rule set in whose bands little muscle counts one band lower.
    """

    review_by: date
    counts_for: Authored[int]
    counts_for_in_acute_illness: Authored[int]
    least_creatinine: Creatinine
    weight_above_ideal: Authored[WeightPolicy]
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


def going_with(protocol: DosingProtocol) -> tuple[str, ...]:
    """Names of the rule sets that go with a protocol.

    Those that its file names; where it names none, those that go with every protocol.

    Raises
    ------
    UnknownNameError
        If the file names a set that is not there.
    """
    named = protocol.goes_with
    if named is None:
        return _with_every_protocol()
    known = rule_sets()
    return _going.get_of(
        (named, known), None, lambda: tuple(rule_set(name).id for name in named.sets)
    )


@cache
def _with_every_protocol() -> tuple[str, ...]:
    return tuple(held.id for held in rule_sets().values() if held.by_default)


def sets_for(protocol: DosingProtocol) -> tuple[RuleSet, ...]:
    """Every rule set there is, and what the protocol itself prints for some patients."""
    return _sets.get_of((protocol, rule_sets()), None, lambda: tuple(_sets_for(protocol)))


def _sets_for(protocol: DosingProtocol) -> Iterator[RuleSet]:
    if protocol.patient_rules:
        authors = tuple(author for rule in protocol.patient_rules for author in rule.authors)
        yield RuleSet(
            id=protocol.id,
            edition=protocol.edition,
            title=protocol.title,
            status=protocol.standing,
            checked_on=protocol.checked_on,
            review_by=protocol.review_by,
            by_default=True,
            default_authors=authors,
            rules=protocol.patient_rules,
            sources=protocol.sources,
        )
    yield from rule_sets().values()


@cache
def value_rules() -> ValueRules:
    """How kidney values are read."""
    name, faults = VALUES + ENDING, list[str]()
    root, who = _open(_text(name), name, faults)
    for heading in ("edition", "checked_on"):
        root.take(heading, day)
    review_by = root.take("review_by", day)
    root.take("title", title)
    root.take("status", one_of("draft"))
    days = {
        place: who.authored(root.table(place), measure(parse_days))
        for place in ("counts_for", "counts_for_in_acute_illness")
    }
    least = who.authored(root.table("least_creatinine"), measure(parse_creatinine))
    heavy = who.authored(root.table("weight_above_ideal"), one_of("actual", "ideal", "adjusted"))
    muscle = who.authored(root.table("muscle"), sentence)
    root.close()
    if faults:
        raise RuleFileError(name, faults)
    return ValueRules(
        review_by=parse_date(review_by),
        counts_for=Authored[int].model_validate(days["counts_for"]),
        counts_for_in_acute_illness=Authored[int].model_validate(
            days["counts_for_in_acute_illness"]
        ),
        least_creatinine=Creatinine.model_validate(least["value"]),
        weight_above_ideal=Authored[WeightPolicy].model_validate(heavy),
        muscle=Authored[str].model_validate(muscle),
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
        "rules": [read_rule(table, who) for table in root.tables("rules")],
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
