"""Same command, same bytes: whatever the locale, time zone, hash seed or switches are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from functional.running import typed

COMMANDS = [
    typed("plan", {"aim": "max", "supply": "28 days"}),
    typed("plan", {"stay": "14 days", "then-taper": "14 days", "first-taking": "evening"}),
    typed("taper"),
    [*typed("taper"), "--explain"],
    typed("plan", {"format": "json", "for": "30 days"}),
    typed("taper", {"format": "csv"}),
    ["protocols", "list"],
    ["protocols", "show", "us-label-adult"],
    ["protocols", "lint", "--shipped"],
    ["--help"],
    ["plan", "--help"],
    ["plan", "--age", "x"],
    ["plan"],
]
SCRIPT = f"""
import sys
from baclofen_titration.cli import main
for words in {COMMANDS!r}:
    print(main(words), flush=True)
"""
KEPT = {name: os.environ[name] for name in ("PYTHONPATH", "SYSTEMROOT") if name in os.environ}
PLAIN = {**KEPT, "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}
SURROUNDINGS = {
    "another hash seed": ((), {"PYTHONHASHSEED": "4711"}),
    "German": ((), {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"}),
    "Turkish": ((), {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "bare C": ((), {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    "the first to see the day": ((), {"TZ": "Pacific/Kiritimati"}),
    "the last to see the day": ((), {"TZ": "Etc/GMT+12"}),
    "narrow": ((), {"COLUMNS": "30", "LINES": "5"}),
    "wide": ((), {"COLUMNS": "300", "FORCE_COLOR": "1", "TERM": "xterm-256color"}),
    "optimised": (("-O",), {}),
    "without docstrings": (("-OO",), {}),
    "warnings are errors": (("-W", "error"), {}),
}


def bytes_of(python=(), environment=()):
    done = subprocess.run(
        [sys.executable, *python, "-c", SCRIPT], env={**PLAIN, **dict(environment)},
        stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def expected():
    out, err = bytes_of()
    assert b"SPECIMEN" in out
    assert b"--protocol" in err
    return out, err


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_nothing(name, expected):
    assert bytes_of(*SURROUNDINGS[name]) == expected
