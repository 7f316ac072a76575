"""Text on its way to a stream: 80 columns, no hidden signs, and plain forms for old terminals."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from typing import TextIO

WIDTH = 80
LONGEST_WORD = 200
SHOWN_OF_A_LONG_WORD = 60

# A terminal that lacks one sign gets all of them spelled out, so that a page is of one kind.
PLAIN_SIGNS = {
    "×": "x", "–": "-", "—": "-", "…": "...", "•": "-", "→": "->", "²": "2", "ß": "ss",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "µ": "micro", "μ": "micro",
    "─": "-", "═": "=", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+",
    "≤": "at most ", "≥": "at least ",
}  # fmt: skip
FRACTIONS = {"¼": "a quarter", "½": "a half", "¾": "three quarters"}
ONE_PLAIN_SIGN = str.maketrans(PLAIN_SIGNS)

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_COLUMNS = re.compile(r"( {2,})")


def write(text: str, stream: TextIO | None) -> None:
    """Write text whole, in signs that the stream knows.

    Raises
    ------
    OSError
        If the stream is closed, full or gone.
    """
    stream = _open(stream)
    stream.write(fitted(text, stream.encoding or "utf-8"))
    stream.flush()


def write_exactly(text: str, stream: TextIO | None) -> None:
    """Write text that a program reads: as it is, as UTF-8, whatever the terminal knows.

    Raises
    ------
    OSError
        If the stream is closed, full or gone.
    """
    stream = _open(stream)
    stream.flush()
    if hasattr(stream, "buffer"):
        stream.buffer.write(text.encode())
    else:
        stream.write(text)
    stream.flush()


def _open(stream: TextIO | None) -> TextIO:
    if stream is None:
        raise OSError("it is closed")
    return stream


def fitted(text: str, encoding: str) -> str:
    """Text as a stream of that encoding can show it, nothing wider than 80 columns."""
    text = visible(text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "\n".join(_plain_line(line, encoding) for line in text.split("\n"))
    return folded(text)


def visible(text: str) -> str:
    """Show what would act on a terminal, or hide in it, instead of sending it there."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(sign if sign == "\n" or sign.isprintable() else _shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if unicodedata.category(sign) == "Zs":
        return " "
    return sign.encode("unicode_escape").decode("ascii")


def plain(text: str) -> str:
    """Spell out the signs that old terminals lack: "1 and a half x 10 mg"."""
    for sign, words in FRACTIONS.items():
        text = re.sub(f"(?<=[0-9]){sign}", f" and {words}", text).replace(sign, words)
    return text.translate(ONE_PLAIN_SIGN)


def _plain_line(line: str, encoding: str) -> str:
    """Spell out one line; gaps between columns give way, so that the columns stay."""
    cells, owed = [], 0
    for cell in _COLUMNS.split(line):
        if cell.isspace():
            cut = min(owed, len(cell) - 2)
            owed -= cut
            cells.append(cell[cut:])
            continue
        words = _encodable(plain(cell), encoding)
        owed += len(words) - len(cell)
        cells.append(words)
    return "".join(cells)


def _encodable(text: str, encoding: str) -> str:
    """Letters without their accents, then codes: never a question mark for something else."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFKD", text)
        bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
        return bare.encode(encoding, "backslashreplace").decode(encoding)
    return text


def folded(text: str) -> str:
    """Wrap the lines that are too long, under their own beginning."""
    return "\n".join(
        line if len(line) <= WIDTH else "\n".join(_wrapped(line)) for line in text.split("\n")
    )


def _wrapped(line: str) -> list[str]:
    line = _LONG_WORD.sub(lambda word: word[0][:SHOWN_OF_A_LONG_WORD] + "...", line)
    indent = line[: len(line) - len(line.lstrip())][: WIDTH // 2]
    hanging = indent + ("  " if line.lstrip().startswith("-") else "")
    return textwrap.wrap(
        line.strip(),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )
