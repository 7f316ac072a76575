"""Runs the command line: inside this process for speed, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from baclofen_titration.cli import main

PROGRAM = (sys.executable, "-m", "baclofen_titration")

PLAN = {
    "protocol": "us-label-adult", "products": "us-tablets", "age": "46",
    "kidneys": "normal, tested 2026-11-12", "taking": "none", "aim": "60 mg/day",
    "start": "2026-12-01",
}  # fmt: skip
TAPER = {
    "protocol": "us-label-adult", "products": "us-tablets", "age": "46", "kidneys": "unknown",
    "taking": "morning 20 mg, midday 20 mg, evening 20 mg", "since": "2026-10-01",
    "used-for": "8 months", "over": "14 days", "start": "2026-12-01",
}  # fmt: skip
COMPLETE = {"plan": PLAN, "taper": TAPER}


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def typed(command, give=None, leave_out=()):
    """A command line that is complete but for what is left out, with other values given."""
    options = {**COMPLETE[command], **(give or {})}
    words = [command]
    for name, value in options.items():
        if name not in leave_out:
            words += [f"--{name}", value]
    return words


def run(arguments):
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return Ended(code, out.getvalue(), err.getvalue())


def start(arguments, python=(), **more):
    """Run a command as a process of its own; its streams stay bytes."""
    environment = {**os.environ, **more.pop("env", {})}
    more.setdefault("capture_output", True)
    more.setdefault("stdin", subprocess.DEVNULL)
    words = [sys.executable, *python, "-m", "baclofen_titration", *arguments]
    return subprocess.run(words, env=environment, check=False, timeout=60, **more)
