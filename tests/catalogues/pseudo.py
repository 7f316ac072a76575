"""A language that is not one: English in Hebrew letters, from right to left, to prove the layout.

It is never shipped. Each letter has a partner of its own, so that a page can be read back.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baclofen_titration.formats.words import catalogue, speaking
from baclofen_titration.screening.telling import advice_rules
from catalogues.po import Message, read_po
from catalogues.write import SHELF, compiled

CODE = "qaa"
"""ISO 639 keeps qaa to qtz for private use."""

LATIN = "abcdefghijklmnopqrstuvwxyz"
HEBREW = "".join(chr(0x05D0 + place) for place in range(len(LATIN)))
TO_HEBREW = str.maketrans(LATIN, HEBREW)
TO_LATIN = str.maketrans(HEBREW, LATIN) | {
    ord(mark): None for mark in (speaking.LEFT_TO_RIGHT, speaking.RIGHT_TO_LEFT, speaking.END)
}
GAP = re.compile(r"(\{\w+\})")
SETTINGS = {"direction": "rtl"}


def pseudo(words: str) -> str:
    """English in Hebrew letters; gaps and digits stay."""
    parts = GAP.split(words)
    return "".join(
        part if GAP.fullmatch(part) else part.lower().translate(TO_HEBREW) for part in parts
    )


def back(page: str) -> str:
    """A page in English letters again, all small, without isolates."""
    return page.translate(TO_LATIN)


def messages() -> Iterator[Message]:
    """Every message, as if somebody had verified it."""
    for message in read_po((SHELF / f"{catalogue.SOURCE}.po").read_text("utf-8")):
        if not message.text:
            yield message
        elif message.text != "paper":
            said = tuple(SETTINGS.get(message.text) or pseudo(words) for words in message.said)
            plural = message.said[-1] if message.plural else None
            yield message._replace(
                context=message.text, text=message.said[0], plural=plural, said=said
            )
    for rule in advice_rules():
        told = rule.advice
        for says in {told.says, told.says_to_carer or told.says}:
            yield Message(f"advice/{told.key}", says, None, (pseudo(says),), False, "", True)


@contextmanager
def right_to_left(folder: Path) -> Iterator[str]:
    """Put the language on a shelf of its own, and take it away again."""
    shutil.copytree(SHELF, folder, dirs_exist_ok=True)
    (folder / f"{CODE}.mo").write_bytes(compiled(messages()))
    languages, shelf = catalogue.LANGUAGES, catalogue.shelf
    catalogue.LANGUAGES, catalogue.shelf = (*languages, CODE), lambda: folder
    try:
        yield CODE
    finally:
        catalogue.LANGUAGES, catalogue.shelf = languages, shelf
        catalogue.translations.cache_clear()
        speaking.words_of.cache_clear()
