"""TOML from nested dictionaries of text, whole numbers, flags and dates: what rule files hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

INLINE = "cite"
Document = Mapping[str, object]


def toml_text(document: Document) -> str:
    """Write a document, values before tables, in the order in which it holds them.

    Parameters
    ----------
    document : mapping
        Text, int, bool, date, lists of text, mappings, and lists of mappings; None is left out.
    """
    return "\n".join(_table(document, "")).strip("\n") + "\n"


def _table(table: Document, place: str) -> Iterator[str]:
    held = {key: value for key, value in table.items() if value is not None}
    tables = {key for key, value in held.items() if _is_table(key, value)}
    for key, value in held.items():
        if key not in tables:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in held.items():
        if key not in tables:
            continue
        name = f"{place}.{_key(key)}".lstrip(".")
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_table(value, name))
        elif isinstance(value, Sequence):
            for entry in value:
                yield from ("", f"[[{name}]]", *_table(entry, name))


def _is_table(key: str, value: object) -> bool:
    if isinstance(value, Mapping):
        return True
    several = isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    return several and key != INLINE


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        pairs = (f"{_key(k)} = {_value(v)}" for k, v in value.items() if v is not None)
        return "{ " + ", ".join(pairs) + " }"
    if not isinstance(value, list):
        return _text(str(value))
    if value and isinstance(value[0], Mapping):
        return "[\n" + "".join(f"    {_value(entry)},\n" for entry in value) + "]"
    return "[" + ", ".join(_value(entry) for entry in value) + "]"


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else _text(key)


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
