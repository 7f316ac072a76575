"""A page of plain text, 80 columns wide, whose remarks are numbered by who makes them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from baclofen_titration.formats.wording import authors_words
from baclofen_titration.provenance import Author

WIDTH = 80
LABEL_WIDTH = 17
INDENT = 3
ENTRY = 5
NO_BREAK = "\u00a0"
SAYS_SO = "Who says so"

_OTHER_SPACE = re.compile(r"[\t-\r]")

# A number is never torn from its unit, nor a count of tablets from their strength.
_KEPT_TOGETHER = re.compile(
    r"(?<=[0-9½¼¾]) (?=(?:mg|micrograms?|mL|days?|hours?)\b|×)|(?<=×) (?=[0-9])"
)


def keep_together(words: str) -> str:
    """Put a space that no line may end at between a number and its unit."""
    return _KEPT_TOGETHER.sub(NO_BREAK, words)


def title(words: str) -> Iterator[str]:
    """A heading with a line under it."""
    yield words
    yield "-" * WIDTH


def field(name: str, value: str) -> Iterator[str]:
    """A label and what it says."""
    label = f"{name[:1].upper()}{name[1:]}"
    return _fill(value, f"{label:<{LABEL_WIDTH}} ", " " * (LABEL_WIDTH + 1))


def wrapped(words: str, indent: int = 0, hanging: int | None = None) -> Iterator[str]:
    """A paragraph; lines after the first stand at `hanging`, or at `indent` too."""
    return _fill(words, " " * indent, " " * (indent if hanging is None else hanging))


class Line(NamedTuple):
    """What one line of a page says, before it is known where it is printed.

    Parameters
    ----------
    words : str
        What it says.
    depth : int
        How deep it is set in.
    kind : {"line", "text", "plain", "title", "field", "box", "entry"}
        "box" is the heading of a label, whose lines are those that are set deeper.
    name : str
        Of a field.
    """

    words: str
    depth: int = 1
    kind: Literal["line", "text", "plain", "title", "field", "box", "entry"] = "line"
    name: str = ""


def printed(lines: Iterable[Line]) -> Iterator[str]:
    """Lines as text, 80 columns wide."""
    for line in lines:
        indent = line.depth * INDENT
        if line.kind == "title":
            yield from title(line.words)
        elif line.kind == "field":
            yield from field(line.name, line.words)
        elif line.kind == "plain":
            yield line.words
        elif line.kind == "entry":
            yield from wrapped(line.words, 0, ENTRY)
        elif line.kind in ("box", "text"):
            if line.kind == "box":
                yield ""
            yield from wrapped(line.words, indent)
        else:
            yield from wrapped(line.words, indent, indent + INDENT)


def _fill(words: str, first: str, later: str) -> Iterator[str]:
    for line in filled(keep_together(words), first, later):
        yield line.replace(NO_BREAK, " ")


def filled(text: str, first: str, later: str) -> list[str]:
    """Break a paragraph at its spaces, as the standard library does, in a tenth of the time.

    Whatever has no single spaces between words that fit on a line is left to it.
    """
    words = text.split(" ")
    room = WIDTH - max(len(first), len(later))
    plain = all(map(str.strip, words)) and not _OTHER_SPACE.search(text)
    if not plain or max(map(len, words)) > room:
        return textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
        )
    lines, line = [], first + words[0]
    for word in words[1:]:
        if len(line) + len(word) < WIDTH:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = later + word
    return [*lines, line]


def joined(sections: Iterable[Iterable[str]]) -> str:
    """Sections with an empty line between; those without a line are left out."""
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines) + "\n"


class Voices:
    """Who says so: numbers in the order in which they are met."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], list[Author]] = {}

    def cited(self, authors: Iterable[Author]) -> str:
        """Numbers of the authors; those who say the same share one."""
        numbers = {}
        for author in authors:
            key = (author.kind, author.says)
            group = self._groups.setdefault(key, [])
            if author not in group:
                group.append(author)
            numbers[list(self._groups).index(key) + 1] = True
        return "".join(f"[{number}]" for number in numbers)

    def entries(self) -> Iterator[str]:
        """Every author that was cited, with its number."""
        for number, authors in enumerate(self._groups.values(), start=1):
            yield f"[{number}] {authors_words(authors)}"

    def listed(self) -> Iterator[str]:
        """Every author that was cited, below a heading; nothing if none was."""
        if not self._groups:
            return
        yield from title(SAYS_SO)
        for entry in self.entries():
            yield from wrapped(entry, 0, ENTRY)
