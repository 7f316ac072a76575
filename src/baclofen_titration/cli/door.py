"""The way in and out: arguments, exit codes, and a terminal that may not know a half."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from baclofen_titration.cli.arguments import build_parser

DONE, FAULT, UNREADABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

PLAIN_FORMS = {
    "½": " and a half",
    "¼": " and a quarter",
    "¾": " and three quarters",
    "×": "x",
    "–": "-",
}


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
        given = build_parser().parse_args(arguments)
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has left; closing quietly keeps the interpreter from complaining at exit.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(given: object) -> int:
    from baclofen_titration.cli.commands import run
    from baclofen_titration.errors import BaclofenTitrationError, RefusedError

    try:
        code, text = run(given)
        _print(text, sys.stdout)
        return code
    except RefusedError as error:
        _print(f"Refused. {error}\n", sys.stderr)
        return REFUSED
    except BaclofenTitrationError as error:
        _print(f"{error}\n", sys.stderr)
        return UNREADABLE
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a user
        _print(
            f"A fault of ours ({type(error).__name__}). Nothing was planned. Please report the "
            "command, without patient details.\n",
            sys.stderr,
        )
        return FAULT


def _print(text: str, stream: object) -> None:
    """Write text, in plain forms where the terminal has no sign for a half."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = plain(text).encode(encoding, "replace").decode(encoding)
    stream.write(text)  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


def plain(text: str) -> str:
    """Spell out the signs that old terminals lack: "1 and a half x 10 mg"."""
    for sign, words in PLAIN_FORMS.items():
        text = text.replace(f" {sign} ×", f" {words.strip().removeprefix('and ')} x")
        text = text.replace(sign, words)
    return text
