"""What a schedule's file says it was made for, as options that somebody may add to a check."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from baclofen_titration.cli.asking import flag
from baclofen_titration.cli.reading import PATIENT
from baclofen_titration.errors import BaclofenTitrationError

OPTIONS = {"conditions": "condition", "medicines": "medicine", "rule_sets": "rule_set"}
ELSEWHERE = ("start", "taking", "protocol", "products")  # read from the schedule, or by name
STATED_NORMAL = ("stated as normal, no value given", "normal")
ORDINARY = ("not asked", "outpatient", "by height")
# A file may hold anything; only what is plain text on a command line is printed as one.
PLAIN = re.compile(r"[A-Za-z0-9 .,:/<>=%-]{1,200}")
SHIPPED_NAMES = re.compile(r"[a-z0-9, -]{1,200}")  # never a path that a file would have us open


def options_to_add(document: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """Say what the file was made for, and how to judge with it; nothing where all was given."""
    options = [
        f"{flag(name)} {shlex.quote(text)}"
        for name, text in _said(document)
        if given.get(name) is None and _readable(name, text)
    ]
    if not options:
        return []
    return [
        "",
        "The file says itself what it was made for. None of that was used here, because a",
        "file may say anything. Where it is true, add to the same command:",
        *(f"  {option}" for option in options),
    ]


def _said(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    protocol, products, request = (
        document.get(name) for name in ("protocol", "products", "request")
    )
    if isinstance(protocol, dict):
        yield "protocol", str(protocol.get("id"))
    if isinstance(products, list):
        held = [str(one.get("id")) for one in products if isinstance(one, dict)]
        yield "products", ", ".join(held)
    if isinstance(request, dict):
        for name, text in request.items():
            if name not in ELSEWHERE and text not in ORDINARY:
                yield OPTIONS.get(str(name), str(name)), str(text).replace(*STATED_NORMAL)


def _readable(name: str, text: str) -> bool:
    """Whether the option would be understood; what would not is left for its author to say."""
    read = PATIENT.get(name)
    plain = SHIPPED_NAMES if name in ("protocol", "products") else PLAIN
    if read is None or not plain.fullmatch(text):
        return False
    try:
        read(text, {})
    except BaclofenTitrationError:
        return False
    return True
