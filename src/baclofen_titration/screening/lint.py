"""Faults of the shipped rule files of this room, beyond what keeps one from being read."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.errors import RuleFileError
from baclofen_titration.protocols.lint import WEAK_GRADES
from baclofen_titration.provenance import Author, Citation, Judgement
from baclofen_titration.screening.concerning import age_ranges
from baclofen_titration.screening.data_file import shared_sources, text_of
from baclofen_titration.screening.hazards import read_hazards
from baclofen_titration.screening.indications import indication_lists, indications
from baclofen_titration.screening.telling import advice_rules
from baclofen_titration.screening.thresholds import thresholds
from baclofen_titration.screening.watching import watch_rules

ROOM = "screening"


def lint_screening() -> dict[str, tuple[str, ...]]:
    """Lint every shipped rule file of this room.

    Returns
    -------
    dict
        The name that the files share, with every fault found; empty if none was.

    Examples
    --------
    >>> lint_screening()
    {'screening': ()}
    """
    try:
        return {ROOM: (*_author_faults(), *_source_faults(), *_list_faults())}
    except RuleFileError as error:
        return {ROOM: tuple(f"{error.name}: {fault}" for fault in error.faults)}


def every_author() -> Iterator[tuple[str, tuple[Author, ...]]]:
    """Everybody who stands behind an entry of this room, with the entry's name."""
    for rule in advice_rules():
        yield f"advice.{rule.advice.key}", rule.advice.authors
    for hazard in read_hazards(text_of("hazards")):
        yield f"hazards.{hazard.code}", hazard.authors
    for given in indications():
        yield f"indications.{given.code}", given.authors
    for held in indication_lists():
        yield f"indication-lists.{held.jurisdiction}", held.authors
    for watched in watch_rules():
        yield f"reviews.{watched.key}", watched.authors
    for code, number in thresholds().items():
        yield f"thresholds.{code}", number.authors
    for code, ages in age_ranges().items():
        yield f"ages.{code}", ages.authors


def _author_faults() -> Iterator[str]:
    for place, authors in every_author():
        judged = any(isinstance(author, Judgement) for author in authors)
        for author in authors:
            if not isinstance(author, Citation):
                continue
            if author.grade in WEAK_GRADES and not judged:
                yield (
                    f"{place}: {author.source} has grade {author.grade}, which carries nothing "
                    "alone; add a judgement that says why it is taken"
                )
            if author.kind == "label" and author.grade != "A":
                yield f"{place}: {author.source} is cited as a label, and was not seen as one"
            if author.verbatim:
                yield f"{place}: {author.source} is quoted; no words of a source were seen in full"


def _source_faults() -> Iterator[str]:
    cited = {
        author.source
        for _, authors in every_author()
        for author in authors
        if isinstance(author, Citation)
    }
    for source in shared_sources():
        if source.key not in cited:
            yield f"sources.{source.key}: nothing cites it; cite it or remove it"


def _list_faults() -> Iterator[str]:
    """A list names only what the closed list of indications has, and nothing unspastic."""
    every = {given.code for given in indications()}
    spastic = {given.code for given in indications() if given.spastic}
    for held in indication_lists():
        for code in held.includes:
            if code not in (every if held.protocols else spastic):
                place = f"indication-lists.{held.jurisdiction}"
                yield f"{place}: {code} is no kind of spasticity on the list"
    codes = {hazard.code for hazard in read_hazards(text_of("hazards"))}
    answers = [(f"reviews.{rule.key}", rule.answers) for rule in watch_rules()]
    answers += [(f"advice.{rule.advice.key}", rule.answers) for rule in advice_rules()]
    for place, named in answers:
        for code in named:
            if code not in codes:
                yield f"{place}: {code} is no code of hazards.toml"
