"""One table of a rule file while it is read: every key is taken once, every fault is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Protocol, TypeAlias, TypeVar

from baclofen_titration.dates import parse_date
from baclofen_titration.errors import UnreadableError

T = TypeVar("T")
Value_co = TypeVar("Value_co", covariant=True)
Content: TypeAlias = Mapping[str, object]

LONGEST_KEY = 60
MOST_ENTRIES = 200
MOST_FAULTS = 200
_TYPE = re.compile(r"^(?:Dose|DailyDose)(?:PerKg)?: ")


class NotExact:
    """Stands where a file has a number with a decimal point, which is never read."""


class Reader(Protocol[Value_co]):
    """Turns one raw value into a value, or raises `UnreadableError` with the mend."""

    def __call__(self, value: object, /) -> Value_co:
        """Read it."""


def describe(value: object) -> str:
    """Name what stands in the file, without repeating it."""
    if isinstance(value, NotExact):
        return "a number with a decimal point"
    names = {bool: "true or false", int: "a bare number", str: "text", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date or time")


def text(value: object) -> str:
    """Read text that prints on one line."""
    if type(value) is not str:
        raise UnreadableError(f'{describe(value)} stands where text is due; write it in "quotes"')
    if value != value.strip() or not value.isprintable():
        raise UnreadableError(
            "the text begins or ends with a space, has more than one line, or holds signs "
            "that do not print; remove them"
        )
    return value


def line(longest: int, shortest: int = 3) -> Reader[str]:
    """Read text of a length that fits what it is for."""

    def read(value: object, /) -> str:
        if len(text(value)) < shortest:
            raise UnreadableError("the text is empty or too short; write what it has to say")
        if len(text(value)) > longest:
            raise UnreadableError(f"the text has more than {longest} letters; shorten it")
        return text(value)

    return read


sentence = line(600)
title = line(200)


def flag(value: object) -> bool:
    """Read true or false."""
    if type(value) is not bool:
        raise UnreadableError(f"{describe(value)} stands where true or false is due")
    return value


def day(value: object) -> date:
    """Read a civil date, with or without quotation marks."""
    if type(value) in (str, date):
        return parse_date(value)
    raise UnreadableError(f"{describe(value)} stands where a date is due; write YYYY-MM-DD")


def measure(read: Callable[[str], T]) -> Reader[T]:
    """Read a quantity: text with its unit, and nothing else."""

    def read_text(value: object, /) -> T:
        if type(value) is str:
            _refuse_look_alikes(value)
            return read(value)
        raise UnreadableError(
            f"{describe(value)} stands where a quantity is due; "
            'write it as text with its unit, such as "5 mg" or "3 days"'
        )

    return read_text


def _refuse_look_alikes(value: str) -> None:
    """Say what an eye does not see: a fixed space, a letter of another script."""
    if not value.isascii():
        raise UnreadableError(
            "the text holds a sign that only looks like a plain one, such as a fixed space or a "
            "letter of another alphabet; type it again by hand"
        )
    if "," in value:
        raise UnreadableError("a decimal point is a point and not a comma; correct it")


def one_of(*allowed: str) -> Reader[str]:
    """Read one of a closed list of words."""

    def read(value: object, /) -> str:
        if text(value) not in allowed:
            raise UnreadableError(f"the word is not one of: {', '.join(allowed)}")
        return str(value)

    return read


def _without_type(error: UnreadableError) -> str:
    """The message without the name of a type, since the place says what is due."""
    return _TYPE.sub("", str(error)).rstrip(".")


class Table:
    """A table of the file, its place in it, and the list that faults are noted in.

    Parameters
    ----------
    raw : object
        What the TOML reader found.
    place : str
        Where it stands, such as ``"limits.max_dose"``; empty for the whole file.
    faults : list of str
        Shared by all tables of one file.
    """

    def __init__(self, raw: object, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self._taken: set[str] = set()
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.note("", f"{describe(raw)} stands where a table is due")
            self.faults = []

    def note(self, key: str, fault: str) -> None:
        """Note a fault with its place."""
        place = ".".join(part for part in (self.place, key) if part)
        said = f"{place}: {fault}" if place else fault
        if len(self.faults) < MOST_FAULTS and said not in self.faults:
            self.faults.append(said)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._raw

    def names(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._raw)

    def take(self, key: str, read: Reader[T]) -> T | None:
        """Read a key that has to be there; None if it is missing or faulty."""
        if key not in self._raw:
            self._taken.add(key)
            self.note(key, "is missing; add it")
            return None
        return self.take_if_there(key, read)

    def take_if_there(self, key: str, read: Reader[T]) -> T | None:
        """Read a key that may be absent."""
        self._taken.add(key)
        if key not in self._raw:
            return None
        try:
            return read(self._raw[key])
        except UnreadableError as error:
            self.note(key, _without_type(error))
            return None

    def check(self, key: str, value: object, read: Reader[T]) -> T | None:
        """Read something that is no value of a key, such as the key itself."""
        try:
            return read(value)
        except UnreadableError as error:
            self.note(key, _without_type(error))
            return None

    def table(self, key: str) -> Table:
        """Go into a table that has to be there."""
        self._taken.add(key)
        place = f"{self.place}.{key}" if self.place else key
        if key not in self._raw:
            self.note(key, f"is missing; add the table [{place}]")
            return Table({}, place, [])
        return Table(self._raw[key], place, self.faults)

    def table_if_there(self, key: str) -> Table | None:
        """Go into a table that may be absent."""
        self._taken.add(key)
        return self.table(key) if key in self._raw else None

    def tables(self, key: str, *, required: bool = True) -> Iterator[Table]:
        """Go into each table of a list; where it has to be there it may still be empty."""
        self._taken.add(key)
        place = f"{self.place}.{key}" if self.place else key
        if key not in self._raw:
            if required:
                self.note(key, f"is missing; add tables under [[{place}]], or write {key} = []")
            return
        entries = self._raw[key]
        if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
            self.note(key, f"has to be a list of at most {MOST_ENTRIES} tables; write it as one")
            return
        for number, entry in enumerate(entries, start=1):
            yield Table(entry, f"{place}[{number}]", self.faults)

    def holds_tables(self, key: str) -> bool:
        """Whether the key is a list of tables, as against a list of words."""
        entries = self._raw.get(key)
        return isinstance(entries, list) and any(isinstance(entry, dict) for entry in entries)

    def skip(self, key: str, fault: str) -> None:
        """Note why a key must not be there, instead of reading it."""
        self._taken.add(key)
        self.note(key, fault)

    def is_word(self, key: str, word: str) -> bool:
        """Whether the key is there and is this word; otherwise it is still to be read."""
        self._taken.add(key)
        return self._raw.get(key) == word

    def close(self, mend: str = "remove it or correct its spelling") -> None:
        """Note every key that nobody took; an unknown key is a misspelt rule."""
        for key in [key for key in self._raw if key not in self._taken][:MOST_ENTRIES]:
            near = get_close_matches(key[:LONGEST_KEY], self._taken, n=1)
            shown = key if key.isprintable() and len(key) <= LONGEST_KEY else "(a key)"
            self.note(shown, "unknown key; " + (f"did you mean {near[0]}?" if near else mend))
