"""From a protocol file to a protocol: nothing is read that is not sound."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from baclofen_titration.errors import RuleFileError, UnknownNameError, describe_faults
from baclofen_titration.protocols.form import read_form
from baclofen_titration.protocols.lint import find_faults
from baclofen_titration.protocols.model import DosingProtocol
from baclofen_titration.protocols.opening import text_of_file
from baclofen_titration.protocols.table import Content, NotExact

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENDING = ".toml"
MOST_BYTES = 256 * 1024
# tomllib slows down with the square of the parts of a dotted key; no honest line is this long.
LONGEST_LINE = 2_000
MOST_HINTS = 3
LONGEST_NAME = 60
LONGEST_FAULT = 200
CURLED = (
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
)
QUOTED = r"'([^']*)'"
_AT_LINE = re.compile(r"at line ([0-9]{1,6}),")
_TWICE = re.compile(r"Cannot declare (\([^)]*\)) twice")


def load_protocol(name_or_path: str) -> DosingProtocol:
    """Load a shipped protocol by its id, or a protocol file by its path.

    Parameters
    ----------
    name_or_path : str
        An id such as ``"us-label-adult"``, or a path: whatever ends in ``.toml``
        or contains a path separator.

    Returns
    -------
    DosingProtocol
        Superseded and withdrawn ones are loaded too; planning refuses them.

    Raises
    ------
    UnknownNameError
        If no shipped protocol has that id; the known ids are named.
    RuleFileError
        If a file cannot be read or has faults; all of them are listed.

    Examples
    --------
    >>> str(load_protocol("us-label-adult").limits.get("max_daily_dose").value)
    '80 mg/day'
    """
    if not isinstance(name_or_path, str):
        raise UnknownNameError(
            f"A protocol is named by text, not by {type(name_or_path).__name__}; "
            "pass its id, or its path as text."
        )
    if name_or_path.endswith(ENDING) or any(sign in name_or_path for sign in "/\\"):
        return _load_file(name_or_path)
    if name_or_path not in list_protocols():
        raise UnknownNameError(_unknown(name_or_path))
    return _load_shipped(name_or_path)


def list_protocols() -> tuple[str, ...]:
    """The ids of the shipped protocols, sorted.

    Examples
    --------
    >>> "us-label-adult" in list_protocols()
    True
    """
    names = (entry.name for entry in _shelf().iterdir())
    return tuple(sorted(n.removesuffix(ENDING) for n in names if n.endswith(ENDING)))


def read_protocol(text: str, name: str) -> DosingProtocol:
    """Read a protocol from the text of its file.

    Parameters
    ----------
    text : str
        TOML, at most 256 KiB.
    name : str
        Name of the file, with or without ``.toml``; the id has to be the same.

    Raises
    ------
    RuleFileError
        If it has faults; all of them are listed.
    """
    protocol, faults = _read(text, name)
    if protocol is None or faults:
        raise RuleFileError(name, faults)
    return protocol


def lint_protocol(text: str, name: str) -> tuple[str, ...]:
    """Every fault of a protocol file, each with the place and the mend.

    Parameters
    ----------
    text : str
        TOML, at most 256 KiB.
    name : str
        Name of the file, with or without ``.toml``.

    Returns
    -------
    tuple of str
        Empty if `read_protocol` would accept it.

    Examples
    --------
    >>> lint_protocol("id = 7", "mine.toml")[0].partition(":")[0]
    'sources'
    """
    return _read(text, name)[1]


def _read(text: str, name: str) -> tuple[DosingProtocol | None, tuple[str, ...]]:
    """Three sieves, the coarse one first: TOML, single values, contradictions."""
    raw, fault = parse_toml(text)
    if fault:
        return None, (fault,)
    faults: list[str] = []
    content = read_form(raw, faults)
    if faults:
        return None, tuple(faults)
    try:
        protocol = DosingProtocol.model_validate(content)
    except ValidationError as error:
        return None, tuple(describe_faults(error))
    return protocol, find_faults(protocol, PureWindowsPath(name).name.removesuffix(ENDING))


def parse_toml(text: str) -> tuple[Content, str]:
    """The raw content of a rule file, or the fault that keeps it from being TOML."""
    if type(text) is not str:
        return {}, "a protocol is read from text; decode its bytes as UTF-8 first"
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return {}, _too_large()
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            return {}, f"line {number} has more than {LONGEST_LINE} letters; break it"
    try:
        return tomllib.loads(text, parse_float=lambda _: NotExact()), ""
    except RecursionError:
        return {}, "the file nests tables or lists too deeply; write it flat"
    except ValueError as error:  # a TOML fault, or a date or number that Python cannot hold
        return {}, f"not TOML: {_plain(str(error))}; correct it there{_quotes_hint(text, error)}"


def _plain(message: str) -> str:
    """The first line of a TOML fault, with the commonest one in plain words."""
    line = message.splitlines()[0][:LONGEST_FAULT] if message else "it cannot be read"
    line = _TWICE.sub(lambda found: _table_twice(found[1]), line)
    return line.replace("Cannot overwrite a value", "a key or table is written twice")


def _table_twice(parts: str) -> str:
    return f"the table [{'.'.join(re.findall(QUOTED, parts))}] is written twice"


def _quotes_hint(text: str, error: ValueError) -> str:
    """What a word processor does to quotation marks, if it did it on that line."""
    where = _AT_LINE.search(str(error))
    lines = text.splitlines()
    number = int(where[1]) if where else 0
    if not 0 < number <= len(lines) or not set(CURLED) & set(lines[number - 1]):
        return ""
    return ', and write plain quotation marks ("), as a plain text editor does'


def _load_file(path: str) -> DosingProtocol:
    name = Path(path).name or path[:LONGEST_NAME]
    return read_protocol(text_of_file(path, name, MOST_BYTES, _too_large()), name)


def _too_large() -> str:
    return f"the file has more than {MOST_BYTES // 1024} KiB; a protocol needs less"


def _shelf() -> Traversable:
    return files("baclofen_titration.protocols").joinpath("data")


@cache
def _load_shipped(name: str) -> DosingProtocol:
    """Read a shipped file once; what comes out cannot be changed."""
    text = _shelf().joinpath(name + ENDING).read_text("utf-8")
    return read_protocol(text, name).model_copy(update={"shipped": True})


def _unknown(name: str) -> str:
    known, typed = list_protocols(), name[:LONGEST_NAME]
    begin = [held for held in known if typed and held.startswith(typed)]
    near = dict.fromkeys([*begin, *get_close_matches(typed, known, MOST_HINTS)])
    hint = f" Did you mean {' or '.join(list(near)[:MOST_HINTS])}?" if near else ""
    return (
        f'There is no protocol called {typed!r}.{hint} "protocols list" shows all {len(known)}. '
        f"A file of your own is named by its path, ending in {ENDING}."
    )
