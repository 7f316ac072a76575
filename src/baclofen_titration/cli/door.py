"""The way in and out: arguments, exit codes, and streams that may be gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from baclofen_titration.cli.arguments import Shown, parse
from baclofen_titration.cli.outcome import (
    DONE,
    FAULT,
    INTERRUPTED,
    REFUSED,
    UNREADABLE,
    Outcome,
)
from baclofen_titration.cli.terminal import write, write_exactly
from baclofen_titration.errors import (
    BaclofenTitrationError,
    RefusedError,
    RuleFileError,
    UnreadableError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process if left out.

    Returns
    -------
    int
        0 done, 1 a fault of ours, 2 unreadable input or usage, 3 refused by a
        rule, 130 interrupted.
    """
    try:
        outcome = _outcome(arguments)
        return _deliver(outcome)
    except KeyboardInterrupt:
        return INTERRUPTED


def _outcome(arguments: Sequence[str] | None) -> Outcome:
    """Do what is asked; whatever happens becomes an exit code and words."""
    try:
        given = parse(arguments)
        from baclofen_titration.cli.commands import run

        return run(given)
    except Shown as shown:
        return Outcome(DONE, shown.text)
    except RefusedError as error:
        return Outcome(REFUSED, remarks=f"Refused. {error}\n")
    except BaclofenTitrationError as error:
        return Outcome(UNREADABLE, remarks=f"{_plain(error)}\n")
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a user
        return Outcome(
            FAULT,
            remarks=f"A fault of ours ({type(error).__name__}). Nothing was planned. Please report "
            "the command, without patient details.\n",
        )


def _plain(error: BaclofenTitrationError) -> str:
    """The message as somebody at a command line reads it; keys of a file stay as they stand."""
    if type(error) in (UnreadableError, RuleFileError):
        return str(error)
    from baclofen_titration.cli.asking import typed_words
    from baclofen_titration.cli.reading import DOWN, UP

    return typed_words(error, {*UP, *DOWN})


def _deliver(outcome: Outcome) -> int:
    """Write both streams; a reader who has left is no fault."""
    why = _send(outcome.text, sys.stdout, outcome.exact)
    if why is not None:
        _send(f"The output could not be written: {why}.\n", sys.stderr)
        return UNREADABLE
    _send(outcome.remarks, sys.stderr)
    return outcome.code


def _send(text: str, stream: TextIO | None, exact: bool = False) -> str | None:
    """Write to a stream; say why it was not possible, if anybody should know."""
    if not text:
        return None
    try:
        (write_exactly if exact else write)(text, stream)
    except BrokenPipeError:
        _let_go(stream)
    except (OSError, ValueError) as error:
        _let_go(stream)
        return getattr(error, "strerror", None) or str(error)
    return None


def _let_go(stream: TextIO | None) -> None:
    """Point a broken stream nowhere, so that the interpreter does not complain at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]
