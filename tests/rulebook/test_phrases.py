"""Everything that published schedules need a format to say is said by a key, with an example."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from rulebook.phrases import NAME, PHRASES, whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "what-the-format-says.md"
WRITE = "BACLOFEN_TITRATION_GOLDEN"
HOW = {"planned": "planned from", "held": "a plan is held to it", "fact": "kept as a cited fact"}


HEAD = """# What the format says

What published schedules of oral baclofen say, and the key of a protocol file that says it. What
is planned from makes steps; what a plan is held to stops it, or is noted beside it; a fact is
shown and makes nothing. Each row is a file that is read, written and read again in the tests.

| What a source says | Key | What is made of it |
|---|---|---|
"""


def page():
    lines = [f"| {phrase} | `{key}` | {HOW[how]} |" for phrase, key, how, _ in PHRASES]
    return HEAD + "\n".join(lines) + "\n"


@pytest.mark.parametrize("phrase", [phrase for phrase, *_ in PHRASES])
def test_a_file_says_it_without_a_fault(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    assert lint_protocol(text, NAME) == ()


@pytest.mark.parametrize("phrase", [p for p, *_ in PHRASES])
def test_what_it_adds_is_on_the_review_sheet(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    bare = Counter(protocol_lines(read_protocol(whole(), NAME)))
    shown = Counter(protocol_lines(read_protocol(text, NAME)))
    assert text == whole() or shown - bare


def test_each_is_named_once_and_the_page_is_written_from_them():
    assert len({phrase for phrase, *_ in PHRASES}) == len(PHRASES)
    if os.environ.get(WRITE) == "write":
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
