"""What a command ends with."""

from __future__ import annotations

from typing import NamedTuple

DONE = 0
FAULT = 1
UNREADABLE = 2
REFUSED = 3
PARTLY = 4
INTERRUPTED = 130


class Outcome(NamedTuple):
    """An exit code, the text for standard output, and remarks for the error stream.

    Text that a program reads is `exact`: it is written as it is, as UTF-8.
    """

    code: int
    text: str = ""
    remarks: str = ""
    exact: bool = False
