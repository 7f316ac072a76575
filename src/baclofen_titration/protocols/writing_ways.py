"""Values, authors, and what is planned from, as the tables of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from baclofen_titration.protocols.sheet_rule import days_words
from baclofen_titration.protocols.toml_text import Document
from baclofen_titration.provenance import KIND_OF_GRADE, Author, Citation, Judgement

if TYPE_CHECKING:
    from baclofen_titration.limits import RiseShare
    from baclofen_titration.protocols.way_up import TimesBand, TitrationRule, TitrationTable
    from baclofen_titration.protocols.weights import ByWeight, DaysRange


class HasValue(Protocol):
    """A value with its authors."""

    @property
    def value(self) -> object:
        """What it is."""

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who says so."""


def unit(value: object, kind: object = "") -> object:
    """A value as a file writes it; whole numbers are days, unless they are hours."""
    if isinstance(value, int):
        return f"{value} hour{'' if value == 1 else 's'}" if kind == "hours" else days_words(value)
    return list(value) if type(value) is tuple else str(value)  # an age is a tuple too


def says(authors: Sequence[Author]) -> Document:
    """What a table says, who is cited for it, and why it was judged so."""
    judgement = next((a for a in authors if isinstance(a, Judgement)), None)
    words = (judgement or authors[0]).says
    citations = [a for a in authors if isinstance(a, Citation)]
    return {
        "says": words,
        "judgement": None if judgement is None else judgement.reason,
        "cite": [_citation(citation, words) for citation in citations] or None,
    }


def _citation(citation: Citation, words: str) -> Document:
    usual = citation.kind == KIND_OF_GRADE[citation.grade]
    own_words = citation.verbatim or citation.says != words
    return {
        "source": citation.source,
        "section": citation.section,
        "grade": citation.grade,
        "kind": None if usual else citation.kind,
        "says": citation.says if own_words else None,
        "verbatim": True if citation.verbatim else None,
    }


def authored(held: HasValue | None) -> Document | None:
    """A table of one value; None where there is none."""
    return None if held is None else {"value": unit(held.value), **says(held.authors)}


class WaysWriter:
    """Writes the tables that are planned from."""

    def table(self, table: TitrationTable) -> Document:
        """The way up."""
        rows = [
            {
                "doses": {t.at: t.written or str(t.dose) for t in step.takings} or "not stated",
                "daily_total": str(step.daily_total),
                "days": days_words(step.days),
                **says(step.authors),
            }
            for step in table.steps
        ]
        behind = {
            "rise": {**(authored(table.rise) or {}), "basis": table.basis},
            "days": authored(table.days),
        }
        return {
            "steps": rows,
            **(behind if rows else {}),
            "growth_order": authored(table.growth_order),
            "split": _times(table.split) or None,
            "rule": None if table.rule is None else self.rule(table.rule),
        }

    def rule(self, rule: TitrationRule) -> Document:
        """Rises by a rule, wherever it stands."""
        days = authored(rule.days)
        if rule.longest_days is not None:
            days = {
                "shortest": days_words(rule.days.value),
                "longest": days_words(rule.longest_days),
                **says(rule.days.authors),
            }
        return {
            "start": _start(rule),
            "gentler_start": authored(rule.gentler_start),
            "basis": rule.basis,
            **_rises(rule.slowest, rule.fastest),
            "days": days,
            "times": _times(rule.times),
            "share": _share(rule.share),
            "growth": authored(rule.growth),
            "bands": [
                {
                    "from_daily": str(band.from_daily),
                    "rise": str(band.rise),
                    "days": days_words(band.days),
                    **says(band.authors),
                }
                for band in rule.bands
            ]
            or None,
        }

    def by_weight(self, way: ByWeight) -> Document:
        """The way up for each kilogram."""
        return {
            "start": authored(way.start),
            **_rises(way.slowest, way.fastest),
            "days": _days_range(way.days),
            "growth_order": authored(way.growth_order),
            "times": _times(way.times),
        }


def _start(rule: TitrationRule) -> object:
    if rule.start is None:
        return "last row"
    if rule.highest_start is None:
        return authored(rule.start)
    return {
        "lowest": str(rule.start.value),
        "highest": str(rule.highest_start),
        **says(rule.start.authors),
    }


def _rises(slowest: HasValue, fastest: HasValue) -> Document:
    if slowest == fastest:
        return {"rise": authored(fastest)}
    return {"slowest": authored(slowest), "fastest": authored(fastest)}


def _share(share: RiseShare | None) -> Document | None:
    if share is None:
        return None
    least = None if share.least is None else str(share.least)
    return {"value": share.value, "least": least, **says(share.authors)}


def _times(bands: Sequence[TimesBand]) -> list[Document]:
    return [
        {
            "from_daily": str(band.from_daily),
            "times": [list(times) for times in band.choices] or list(band.times),
            **says(band.authors),
        }
        for band in bands
    ]


def _days_range(days: DaysRange) -> Document:
    if days.shortest == days.longest:
        return {"value": days_words(days.shortest), **says(days.authors)}
    return {
        "shortest": days_words(days.shortest),
        "longest": days_words(days.longest),
        **says(days.authors),
    }
