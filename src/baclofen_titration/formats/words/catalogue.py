"""Message catalogues: read by Python's own gettext, and never in part.

`en-GB` is the source: a message is found by its name. Every other language is found by the name
and the English words together, so that a translation of words that have changed since is gone,
not wrong.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from baclofen_titration.errors import InvalidValueError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SOURCE = "en-GB"
LANGUAGES: tuple[str, ...] = (SOURCE, "en-US", "es")
"""What can be asked for; the source stands first."""

DRAFT = "draft"


def known_language(value: str) -> str:
    """Refuse a language that is not shipped."""
    if value not in LANGUAGES:
        raise InvalidValueError(f"it is none of {', '.join(LANGUAGES)}; choose one of them.")
    return value


Language = Annotated[str, AfterValidator(known_language)]


class _Absent(NullTranslations):
    """What stands behind a catalogue: nothing, said as nothing."""

    def pgettext(self, context: str, message: str) -> str:
        """No translation."""
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """No translation."""
        return ""


def shelf() -> Traversable:
    """The folder of the catalogues."""
    return files("baclofen_titration.formats.words").joinpath("data")


@cache
def source() -> GNUTranslations:
    """The English messages, by their names."""
    return _read(f"{SOURCE}.mo")


@cache
def translations(language: str) -> tuple[NullTranslations, NullTranslations]:
    """What somebody verified in a language, and what is drafted in it."""
    names = {entry.name for entry in shelf().iterdir()}
    found: list[NullTranslations] = []
    for name in (f"{language}.mo", f"{language}.{DRAFT}.mo"):
        held: NullTranslations = _read(name) if name in names else _Absent()
        held.add_fallback(_Absent())
        found.append(held)
    return found[0], found[1]


def _read(name: str) -> GNUTranslations:
    with shelf().joinpath(name).open("rb") as file:
        return GNUTranslations(file)
