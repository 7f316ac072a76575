"""Help costs next to nothing, and nothing more than Python's own library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROBE = """
import json, sys
from baclofen_titration.cli import main
sys.stdout = open({sink!r}, "w")
code = main({words!r})
sys.stdout = sys.__stdout__
ours = [name for name in sys.modules if name.startswith("baclofen_titration.")]
others = sorted({{"pydantic", "pydantic_core", "dateutil", "tomllib"}} & set(sys.modules))
print(json.dumps([code, sorted(ours), others]))
"""
LIGHT = {
    "baclofen_titration.cli",
    "baclofen_titration.cli.arguments",
    "baclofen_titration.cli.door",
    "baclofen_titration.cli.options",
    "baclofen_titration.cli.outcome",
    "baclofen_titration.cli.terminal",
    "baclofen_titration.errors",
}


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--help"], 0), (["plan", "--help"], 0), (["--version"], 0), (["plan", "--nonsense"], 2)],
)
def test_help_imports_neither_pydantic_nor_dateutil(words, code, tmp_path):
    probe = PROBE.format(words=words, sink=str(tmp_path / "out"))
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    ended, ours, others = json.loads(done.stdout)
    assert ended == code
    assert others == []
    assert set(ours) <= LIGHT


def test_every_light_module_is_still_used():
    """The list above says what help may load; it must not outgrow the code."""
    from importlib.util import find_spec

    assert all(find_spec(name) for name in LIGHT)
