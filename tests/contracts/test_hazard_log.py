"""The hazard log is complete in form, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from contracts.source_tree import ROOT

LOG = (ROOT / "docs/safety/hazard-log.md").read_text("utf-8")
SECTION = re.compile(r"^## (H\d+) (.+)$", re.MULTILINE)
NAMED = re.compile(r"`(tests/\S+?\.py)::([\w:]+)`")
OVERVIEW = re.compile(r"^\| (H\d+) \| (.+?) \| (\w+) \| (\w+) \| (\w+) \| (\w+) \|$", re.MULTILINE)
RATED = re.compile(
    r"\*\*Severity:\*\* (\w+)\. \*\*Likelihood:\*\* before (\w+).*?after (\w+)", re.DOTALL
)
CONTROL = re.compile(r"^\* \*\*Control\*\* \((\w+)\): ", re.MULTILINE)

SEVERITIES = ("minor", "serious", "severe")
LIKELIHOODS = ("improbable", "remote", "occasional", "frequent")
CONTROLS = ("form", "refusal", "judge", "finding", "words")


def sections() -> dict[str, tuple[str, str]]:
    """Each hazard's title and text, by its number."""
    parts = SECTION.split(LOG)[1:]
    return {
        number: (title, text)
        for number, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


@cache
def names_in(file: str) -> set[str]:
    """Every test of a file, as its node name after the path."""
    path = ROOT / file
    if not path.is_file():
        return set()
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            methods = (part for part in node.body if isinstance(part, ast.FunctionDef))
            found |= {f"{node.name}::{method.name}" for method in methods}
    return {name for name in found if name.rsplit("::", maxsplit=1)[-1].startswith("test_")}


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(LOG))))
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in names_in(file)


@pytest.mark.parametrize("number", sections())
def test_every_hazard_says_everything(number: str) -> None:
    _, text = sections()[number]
    for field in ("Cause", "Harm", "Severity", "Weak", "Tests"):
        assert text.count(f"**{field}:**") == 1, field
    severity, before, after = RATED.search(text).groups()
    assert severity in SEVERITIES
    assert LIKELIHOODS.index(after) <= LIKELIHOODS.index(before)
    assert CONTROL.search(text)[1] in CONTROLS
    assert len(NAMED.findall(text)) >= 3
    assert all(line.startswith("  * `tests/") for line in text.split("**Tests:**\n")[1].splitlines()
               if line.strip())  # fmt: skip


def test_the_overview_says_the_same() -> None:
    told = {}
    for number, (title, text) in sections().items():
        told[number] = (title, *RATED.search(text).groups(), CONTROL.search(text)[1])
    assert {row[0]: tuple(row[1:]) for row in OVERVIEW.findall(LOG)} == told
    assert list(told) == [f"H{number}" for number in range(1, len(told) + 1)]


def test_a_hazard_held_back_by_words_alone_is_not_called_unlikely() -> None:
    for _, text in sections().values():
        if CONTROL.search(text)[1] in ("finding", "words"):
            _, before, after = RATED.search(text).groups()
            assert after == before, "a warning makes nothing less likely that we could show"


def test_it_says_what_nobody_has_done() -> None:
    assert "No clinician has reviewed" in LOG
    assert "Words are the weakest control" in LOG
