"""Bad input: a clear message in bounded time, the right exit code, and nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from functional.running import run, typed

ROWS = tomllib.loads(
    Path(__file__).with_name("bad_input.toml").read_text(encoding="utf-8"),
)["row"]
SHIPPED = "us-label-adult.toml"
SECONDS = 3
LINES = 60

WITHOUT_ASSERTS = """
import contextlib, io, json, sys
from baclofen_titration.cli import main
codes = []
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        codes.append(main(words))
print(json.dumps(codes))
"""


def words_of(row, folder):
    """The command line of a row, with the files that it needs."""
    inputs = folder / "inputs"
    inputs.mkdir(exist_ok=True)
    (inputs / "binary.toml").write_bytes(bytes(range(256)))
    (inputs / "large.toml").write_bytes(b"# " + b"x" * 300_000)
    edited = inputs / SHIPPED
    if "edit" in row:
        shipped = files("baclofen_titration.protocols").joinpath("data", SHIPPED).read_text("utf-8")
        before, after = row["edit"]
        assert before in shipped, "the shipped file no longer holds what this row edits"
        edited.write_text(shipped.replace(before, after, 1), encoding="utf-8")
    give = dict(row.get("give", {}))
    if "edit" in row:
        give["protocol"] = str(edited)
    words = row.get("arguments")
    if words is None:
        words = typed(row.get("command", "plan"), give, row.get("leave_out", ()))
        words += row.get("also", [])
    stand_ins = {
        "{long}": "x" * 5_000,
        "{digits}": "9" * 5_000,
        "{dir}": str(inputs),
        "{binary}": str(inputs / "binary.toml"),
        "{large}": str(inputs / "large.toml"),
        "{edited}": str(edited),
    }
    for name, text in stand_ins.items():
        words = [word.replace(name, text) for word in words]
    return words


@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_bad_input_is_refused_in_plain_words(row, tmp_path, monkeypatch):
    words = words_of(row, tmp_path)
    empty = tmp_path / "here"
    empty.mkdir()
    monkeypatch.chdir(empty)
    begun = time.process_time()
    ended = run(words)
    assert time.process_time() - begun < SECONDS
    assert ended.code == row["code"], ended
    shown = " ".join((ended.out if "prints" in row else ended.err).split())
    for text in row.get("says", row.get("prints")):
        assert text in shown
    assert "prints" in row or ended.out == ""
    everything = ended.out + ended.err
    assert "Traceback" not in everything
    assert "fault of ours" not in everything
    assert everything.replace("\n", "").isprintable()
    assert max(map(len, everything.splitlines())) <= 80
    assert len(everything.splitlines()) <= LINES
    assert list(empty.iterdir()) == []


def test_every_row_has_its_own_name():
    names = [row["what"] for row in ROWS]
    assert len(set(names)) == len(names)


def test_bad_input_is_refused_without_asserts_too(tmp_path):
    """Under -O no `assert` runs; whatever is refused has to be refused by an `if`."""
    commands = []
    for number, row in enumerate(ROWS):
        folder = tmp_path / str(number)
        folder.mkdir()
        commands.append(words_of(row, folder))
    done = subprocess.run(
        [sys.executable, "-O", "-c", WITHOUT_ASSERTS],
        input=json.dumps(commands), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    codes = json.loads(done.stdout)
    assert {row["what"]: code for row, code in zip(ROWS, codes, strict=True)} == {
        row["what"]: row["code"] for row in ROWS
    }
