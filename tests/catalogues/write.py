"""Write the compiled catalogues (.mo) from their sources (.po): `make catalogues`.

A sentence marked fuzzy is one that nobody has verified. It stands in the compiled file of drafts
only, as gettext's own compiler has it: without it with its defaults, with it when told to use them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from tests.catalogues.po import Message, read_po

SHELF = Path(__file__).resolve().parents[2] / "src/baclofen_titration/formats/words/data"
MAGIC = 0x950412DE


def compiled(messages: Iterable[Message]) -> bytes:
    """The form that gettext reads: two tables of lengths and places, then all texts."""
    pairs = sorted((_key(message), "\0".join(message.said).encode()) for message in messages)
    keys, texts = [key for key, _ in pairs], [text for _, text in pairs]
    place = 28 + 16 * len(pairs)
    tables, body = [], b""
    for words in (*keys, *texts):
        tables.append(struct.pack("<II", len(words), place + len(body)))
        body += words + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + body


def _key(message: Message) -> bytes:
    context = "" if message.context is None else f"{message.context}\x04"
    plural = "" if message.plural is None else f"\0{message.plural}"
    return f"{context}{message.text}{plural}".encode()


def catalogues() -> dict[str, bytes]:
    """Every compiled file by its name."""
    files = {}
    for path in sorted(SHELF.glob("*.po")):
        messages = read_po(path.read_text("utf-8"))
        sure = [message for message in messages if not message.fuzzy]
        files[f"{path.stem}.mo"] = compiled(sure)
        if len(sure) < len(messages):
            files[f"{path.stem}.draft.mo"] = compiled(messages)
    return files


def main() -> None:
    """Write them, and take away what has no source any more."""
    files = catalogues()
    for stale in {path.name for path in SHELF.glob("*.mo")} - files.keys():
        (SHELF / stale).unlink()
    for name, content in files.items():
        (SHELF / name).write_bytes(content)


if __name__ == "__main__":
    main()
