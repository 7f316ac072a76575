"""Words that nobody has verified: they carry their English with them and print with it only."""

from __future__ import annotations

from html import escape
from typing import Self

BETWEEN = " / "


class Said(str):
    """A drafted sentence and its English. As plain text it is both, whoever prints it.

    Parameters
    ----------
    own : str
        The draft.
    english : str
        The words that count.
    language : str
        Of the draft, as HTML names languages.

    Examples
    --------
    >>> print(Said("Mañana", "Morning", "es"))
    Mañana / Morning
    """

    __slots__ = ("english", "language", "own")

    own: str
    english: str
    language: str

    def __new__(cls, own: str, english: str, language: str) -> Self:
        """Join the two."""
        said = super().__new__(cls, f"{own}{BETWEEN}{english}")
        said.own, said.english, said.language = own, english, language
        return said

    def __html__(self) -> str:
        """Both, each marked with its language, for a page that escapes what it prints."""
        return (
            f'<span class="own" lang="{self.language}">{escape(self.own)}</span>'
            f'<span class="between">{BETWEEN}</span>'
            f'<span class="english" lang="en" dir="ltr">{escape(self.english)}</span>'
        )


def own_of(words: object) -> object:
    """The draft of words that carry one; else the words."""
    return words.own if isinstance(words, Said) else words


def english_of(words: object) -> object:
    """The English of words that carry it; else the words."""
    return words.english if isinstance(words, Said) else words
