"""Entries laid out in 80 columns: what a source says stands open, what we judged is framed."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from baclofen_titration.provenance import Author, Citation, Judgement

WIDTH = 80
INDENT = 2
INSIDE = WIDTH - 2 * INDENT
LABEL = 22
LABEL_OF_AUTHOR = 8
MARK = " our judgement "

_NUMBER = re.compile(r"(?<=[0-9]) (?=[^ ])")
_UNBROKEN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the file: its name, the value with its unit, and who says so."""

    name: str
    value: str
    authors: tuple[Author, ...]

    @property
    def judged(self) -> bool:
        """Whether anything in it is a judgement of ours."""
        return any(isinstance(author, Judgement) for author in self.authors)


def heading(words: str) -> list[str]:
    """A section title with a rule under it."""
    return ["", words.upper(), "─" * WIDTH]


def wrapped(words: str, width: int = WIDTH, first: str = "", rest: str = "") -> list[str]:
    """Break a text into lines, and never between a number and its unit."""
    kept = _NUMBER.sub(_UNBROKEN, words)
    lines = textwrap.wrap(
        kept, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return [line.replace(_UNBROKEN, " ").rstrip() for line in lines]


def labelled(label: str, words: str, column: int = LABEL) -> list[str]:
    """A label in a column of its own, the words beside it."""
    edge = " " * INDENT
    return wrapped(words, WIDTH, edge + label.ljust(column), edge + " " * column)


def entry_lines(entries: Iterable[Entry]) -> list[str]:
    """Lay out entries; neighbours that are judgements share one frame."""
    lines: list[str] = []
    for judged, group in groupby(entries, key=lambda entry: entry.judged):
        blocks = [_block(entry, INSIDE) for entry in group]
        if judged:
            lines += ["", *_frame(blocks)]
        else:
            for block in blocks:
                lines += ["", *(" " * INDENT + line for line in block)]
    return lines


def _frame(blocks: Sequence[Sequence[str]]) -> list[str]:
    edge = "─" * INSIDE
    lines = [f"┌─{MARK}{edge[len(MARK) :]}─┐"]
    for number, block in enumerate(blocks):
        if number:
            lines.append(f"├─{edge}─┤")
        lines += [f"│ {line.ljust(INSIDE)} │" for line in block]
    return [*lines, f"└─{edge}─┘"]


def _block(entry: Entry, width: int) -> list[str]:
    judgements = [author for author in entry.authors if isinstance(author, Judgement)]
    citations = [author for author in entry.authors if isinstance(author, Citation)]
    says = (judgements or citations)[0].says
    lines = [*_title(entry, width), *wrapped(says, width)]
    for citation, keys in _cited_alike(citations):
        lines += _hanging("Source", _citation_words(citation, keys, says), width)
    for judgement in judgements:
        lines += _hanging("Why", judgement.reason, width)
    return lines


def _title(entry: Entry, width: int) -> list[str]:
    """The name at the left and the value at the right, on one line where they fit."""
    room = width - len(entry.name)
    if len(entry.value) < room:
        return [(entry.name + entry.value.rjust(room)).rstrip()]
    return [
        *wrapped(entry.name, width),
        *(line.rjust(width) for line in wrapped(entry.value, width)),
    ]


def _hanging(label: str, words: str, width: int) -> list[str]:
    column = label.ljust(LABEL_OF_AUTHOR)
    return wrapped(words, width, column, " " * len(column))


def _cited_alike(citations: Sequence[Citation]) -> list[tuple[Citation, list[str]]]:
    """Citations that differ in their source only, with all those sources."""
    alike: dict[Citation, tuple[Citation, list[str]]] = {}
    for citation in citations:
        content = citation.model_copy(update={"source": "any", "title": "any"})
        alike.setdefault(content, (citation, []))[1].append(citation.source)
    return list(alike.values())


def _citation_words(citation: Citation, keys: Sequence[str], said: str) -> str:
    section = citation.section if citation.section != "not shown" else "section not shown"
    words = f"{', '.join(keys)}, {section} ({citation.kind}, grade {citation.grade})"
    if citation.verbatim:
        return (
            f"{words}: \N{LEFT DOUBLE QUOTATION MARK}{citation.says}\N{RIGHT DOUBLE QUOTATION MARK}"
        )
    return words if citation.says == said else f"{words}: {citation.says}"
