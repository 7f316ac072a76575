"""Who says so: how a rule file writes sources, citations and judgements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from baclofen_titration.errors import UnreadableError
from baclofen_titration.protocols.table import (
    MOST_ENTRIES,
    Content,
    Reader,
    Table,
    flag,
    line,
    one_of,
    sentence,
    text,
)
from baclofen_titration.provenance import KIND_OF_GRADE

T = TypeVar("T")

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)
_KINDS = tuple(KIND_OF_GRADE.values())


def key(value: object) -> str:
    """Read a name of a file or a source."""
    if not _KEY.fullmatch(text(value)):
        raise UnreadableError("a name is letters, figures and hyphens, at most 40")
    return str(value)


def read_sources(table: Table) -> list[Content]:
    """Every document that is cited: one table each, named by its key."""
    sources: list[Content] = []
    if len(table.names()) > MOST_ENTRIES:
        table.note("", f"a protocol has at most {MOST_ENTRIES} sources; remove what nothing cites")
        return sources
    for name in table.names():
        entry = table.table(name)
        if not _KEY.fullmatch(name):
            table.note("", "a source is named with letters, figures and hyphens, at most 40")
            continue
        sources.append(
            {
                "key": name,
                "title": entry.take("title", sentence),
                "address": entry.take_if_there("address", line(300)) or "",
                "dated": entry.take("dated", line(60)),
            }
        )
        entry.close()
    return sources


class AuthorReader:
    """Reads tables whose values have authors.

    Parameters
    ----------
    titles : mapping
        Title of each source, by its key.
    """

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles

    def authored(self, table: Table, read: Reader[T]) -> Content:
        """Read a table of one value, what it says, and who says so."""
        value = {"value": table.take("value", read), "authors": self.authors(table)}
        table.close()
        return value

    def authors(self, table: Table) -> list[Content]:
        """Read the citations and the judgement of a table."""
        says = table.take("says", sentence)
        authors: list[Content] = [
            self._citation(entry, says) for entry in table.tables("cite", required=False)
        ]
        reason = table.take_if_there("judgement", sentence)
        if reason is not None:
            authors.append({"kind": "judgement", "says": says, "reason": reason})
        elif not authors and not table.has("judgement"):
            table.note(
                "cite",
                "nobody says so; add cite = [{ source, section, grade }], or judgement with the "
                "reason where no source says it",
            )
        return authors

    def _citation(self, entry: Table, says: str | None) -> Content:
        grade = entry.take("grade", one_of(*KIND_OF_GRADE))
        verbatim = entry.take_if_there("verbatim", flag) or False
        if verbatim and not entry.has("says"):
            entry.note("verbatim", "a quotation needs its own words; add says to the citation")
        citation = {
            "kind": entry.take_if_there("kind", one_of(*_KINDS))
            or next((kind for mark, kind in KIND_OF_GRADE.items() if mark == grade), None),
            **self._source(entry),
            "section": entry.take("section", line(160, shortest=1)),
            "grade": grade,
            "says": entry.take_if_there("says", sentence) or says,
            "verbatim": verbatim,
        }
        entry.close()
        return citation

    def _source(self, entry: Table) -> Content:
        source = entry.take("source", key)
        if source is not None and source not in self.titles:
            entry.note("source", f"{source} is not listed; add [sources.{source}] or correct it")
        return {"source": source, "title": self.titles.get(source or "")}
