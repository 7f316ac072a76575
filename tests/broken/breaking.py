"""Breaks as data: a limit of the way down, where it is broken, and which tests have to see it.

`breaks.toml` says what the issue asks of every way down, and for each of those limits how the
engine is broken, so that its own tests have to fail, and how the judge is broken, so that the
faults that are planted for it have to be missed. Each break is applied to a copy of the source
tree; the tree itself is never touched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.broken.telling import TOLD

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src/baclofen_titration")
SIDES = ("engine", "judge")
BY_ASSERTION = "assertion"

ASSERTED = ("AssertionError", "Failed")
"""An assertion, or something that is not raised: pytest calls that `Failed`."""


@dataclass(frozen=True)
class Edit:
    """A piece of the source that stands in it once, and what is put in its place."""

    file: str
    old: str
    new: str

    def applied_to(self, text: str) -> str:
        """The text of the file, broken."""
        assert text.count(self.old) == 1, f"{self.file} holds this once: {self.old!r}"
        return text.replace(self.old, self.new)


@contextmanager
def broken(root: Path, edits: Iterable[Edit]) -> Iterator[None]:
    """A copy of the source tree, broken for a while and whole again after it."""
    whole: dict[Path, str] = {}
    try:
        for edit in edits:
            path = root / PACKAGE / edit.file
            text = path.read_text("utf-8")
            whole.setdefault(path, text)
            _write(path, edit.applied_to(text))
        yield
    finally:
        for path, text in whole.items():
            _write(path, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()  # it may be of the same second and of the same length


@dataclass(frozen=True)
class Break:
    """One way to break a limit.

    `tests` have to fail, each of them, by what is said in `fails_by`: an assertion of their
    own, or the name of an error of ours that nobody expects there.
    """

    name: str
    limits: tuple[str, ...]
    side: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
    fails_by: str = BY_ASSERTION


@dataclass(frozen=True)
class Outcome:
    """What became of one test: passed, or by which error it failed, a class before its bases."""

    test: str
    failed_by: tuple[str, ...]
    words: str

    def as_wanted(self, wanted: str) -> bool:
        """Whether it failed by that."""
        return bool(set(ASSERTED if wanted == BY_ASSERTION else [wanted]) & set(self.failed_by))


@cache
def _read() -> dict[str, object]:
    return tomllib.loads((Path(__file__).parent / "breaks.toml").read_text("utf-8"))


def limits() -> dict[str, str]:
    """What is asked of every way down, by its name."""
    return _read()["limits"]


def blindfold() -> Edit:
    """Nothing is refused for what the judge stops, so that the tests of the engine see for
    themselves.
    """
    return Edit(**_read()["blindfold"])


def breaks() -> tuple[Break, ...]:
    """Every break, in the order of the data."""
    return tuple(
        Break(
            name=held["name"],
            limits=tuple(held["limits"]),
            side=held["side"],
            edits=tuple(Edit(**edit) for edit in held["edit"]),
            tests=tuple(held["tests"]),
            fails_by=held.get("fails_by", BY_ASSERTION),
        )
        for held in _read()["break"]
    )


def copy_of_the_tree(to: Path) -> Path:
    """The sources and the tests, without what was made of them."""
    ignored = shutil.ignore_patterns(".hypothesis", "expected")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, to / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def run(root: Path, tests: Iterable[str]) -> list[Outcome]:
    """Run tests of a copy, against its own sources."""
    told = root / "told.jsonl"
    told.write_text("", "utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
        "BACLOFEN_TITRATION_HYPOTHESIS": "broken",
        TOLD: str(told),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
         "-p", "tests.broken.telling", *tests],
        cwd=root, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = told.read_text("utf-8").splitlines()
    if not lines:
        raise RuntimeError(ran.stdout + ran.stderr)
    return [Outcome(test, tuple(names), words) for test, names, words in map(json.loads, lines)]
