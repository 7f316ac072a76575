"""The rule files of this room: one heading, entries with authors, and sources they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from baclofen_titration.errors import RuleFileError, UnreadableError, describe_faults
from baclofen_titration.protocols.authors import AuthorReader, read_sources
from baclofen_titration.protocols.reader import parse_toml
from baclofen_titration.protocols.table import (
    MOST_ENTRIES,
    Content,
    Reader,
    Table,
    day,
    one_of,
    title,
)
from baclofen_titration.provenance import Author, Judgement, Source

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")

ENDING = ".toml"
SOURCES = "sources"

EntryReader = Callable[[Table, AuthorReader], T]


def shelf() -> Traversable:
    """The folder of this room's rule files."""
    return files("baclofen_titration.screening").joinpath("data")


def names_in(folder: str) -> tuple[str, ...]:
    """The rule files of a folder, sorted, as ``folder/name``."""
    found = (entry.name for entry in shelf().joinpath(folder).iterdir())
    return tuple(sorted(f"{folder}/{n.removesuffix(ENDING)}" for n in found if n.endswith(ENDING)))


def text_of(name: str) -> str:
    """The text of a rule file of this room."""
    return shelf().joinpath(*f"{name}{ENDING}".split("/")).read_text("utf-8")


@cache
def shared_sources() -> tuple[Source, ...]:
    """Every document that this room's files cite.

    Raises
    ------
    RuleFileError
        If the list has faults.
    """
    return read_source_list(text_of(SOURCES))


def read_source_list(text: str) -> tuple[Source, ...]:
    """Read the list of sources from its text; all faults are raised at once."""
    faults: list[str] = []
    root = _root(text, SOURCES, faults)
    entries = read_sources(root.table("sources"))
    root.close()
    sources = _made(lambda: tuple(Source.model_validate(entry) for entry in entries), faults)
    if faults or sources is None:
        raise RuleFileError(SOURCES, faults)
    return sources


def read_entries(text: str, name: str, key: str, read: EntryReader[Content]) -> list[Content]:
    """Read a rule file: its heading, and each table of one list.

    Parameters
    ----------
    text : str
        TOML.
    name : str
        What the file is called in a fault.
    key : str
        The list of tables that the file is made of.
    read : callable
        Reads one of them.

    Raises
    ------
    RuleFileError
        If the file has faults; all are listed.
    """
    faults: list[str] = []
    root = _root(text, name, faults)
    who = AuthorReader({source.key: source.title for source in shared_sources()})
    _read_heading(root)
    entries = []
    for table in root.tables(key):
        entries.append(read(table, who))
        table.close()
    root.close()
    if not entries:
        root.note(key, "the file says nothing; add an entry or remove it")
    if faults:
        raise RuleFileError(name, faults)
    return entries


def made(name: str, key: str, entries: Sequence[Content], make: Callable[..., T]) -> tuple[T, ...]:
    """Make the models of a file's entries; every fault names its entry."""
    faults: list[str] = []
    models = []
    for number, entry in enumerate(entries, start=1):
        own: list[str] = []
        model = _made(lambda entry=entry: make(**entry), own)  # type: ignore[misc]
        faults += [f"{key}[{number}].{fault}" for fault in own]
        if model is not None:
            models.append(model)
    if faults:
        raise RuleFileError(name, faults)
    return tuple(models)


def said_by(authors: Sequence[Author]) -> str:
    """What an entry says: our own words, of which each citation may show a part."""
    return next((one.says for one in authors if isinstance(one, Judgement)), authors[0].says)


def several(read: Reader[str]) -> Reader[list[str]]:
    """Read a list of different words, at least one."""

    def read_list(value: object, /) -> list[str]:
        if not isinstance(value, list) or not 0 < len(value) <= MOST_ENTRIES:
            raise UnreadableError(
                f"a list of 1 to {MOST_ENTRIES} words is due; leave the key out where it has none"
            )
        words = [read(word) for word in value]
        if len(set(words)) != len(words):
            raise UnreadableError("a word stands twice in the list; write it once")
        return words

    return read_list


def distinct(name: str, keys: Iterator[str]) -> None:
    """Refuse a key that two entries have."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise RuleFileError(name, [f"{key}: two entries are called so; rename one of them"])
        seen.add(key)


def _root(text: str, name: str, faults: list[str]) -> Table:
    raw, fault = parse_toml(text)
    if fault:
        raise RuleFileError(name, [fault])
    return Table(raw, "", faults)


def _read_heading(root: Table) -> None:
    """The heading is read so that a fault in it is found; who reads the file sees it."""
    root.take("title", title)
    root.take("status", one_of("draft"))
    root.take("edition", day)
    checked, review = root.take("checked_on", day), root.take("review_by", day)
    if checked is not None and review is not None and review <= checked:
        root.note("review_by", "does not come after checked_on; choose a later day")


def _made(make: Callable[[], T], faults: list[str]) -> T | None:
    try:
        return make()
    except ValidationError as error:
        faults += describe_faults(error)
    except UnreadableError as error:
        faults.append(str(error).rstrip("."))
    return None
