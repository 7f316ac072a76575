"""Reads a catalogue of messages (.po), in the one form in which ours are written."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

LINE = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*(".*")')
VERIFIED = re.compile(r"# Verified by an? [a-z ]+, .+, \d{4}-\d\d-\d\d\.")


class Message(NamedTuple):
    """One message: its words, and what is remarked about it."""

    context: str | None
    text: str
    plural: str | None
    said: tuple[str, ...]
    fuzzy: bool
    where: str
    verified: bool


def read_po(text: str) -> list[Message]:
    """Every message of a catalogue; the first is its heading."""
    messages = [_message(block) for block in text.strip().split("\n\n")]
    keys = [(message.context, message.text) for message in messages]
    assert len(set(keys)) == len(keys), [key for key in keys if keys.count(key) > 1]
    return messages


def _message(block: str) -> Message:
    parts: dict[str, str] = {}
    remarks, name = [], ""
    for line in block.splitlines():
        if line.startswith("#"):
            remarks.append(line)
            continue
        read = LINE.fullmatch(line)
        assert read, f"This line is of no form: {line}"
        name = read[1] or name
        parts[name] = parts.get(name, "") + ast.literal_eval(read[2])
    said = tuple(words for part, words in parts.items() if part.startswith("msgstr"))
    return Message(
        context=parts.get("msgctxt"),
        text=parts["msgid"],
        plural=parts.get("msgid_plural"),
        said=said,
        fuzzy="#, fuzzy" in remarks,
        where=next((r.removeprefix("#. ").split(":")[0] for r in remarks if r[:2] == "#."), ""),
        verified=any(VERIFIED.fullmatch(remark) for remark in remarks),
    )
