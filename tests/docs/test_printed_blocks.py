"""What a page says that a block prints is what it prints; its shell lines do what they say."""

import contextlib
import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from functional.running import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = "baclofen-titration "
NAMED = re.compile(r"# ([a-z]+\.toml)\n")


def blocks(page):
    return FENCE.findall(page.read_text("utf-8"))


def name(page):
    return page.relative_to(ROOT).as_posix()


PRINTING = [page for page in PAGES if "```python" in page.read_text("utf-8")]


@pytest.mark.parametrize("page", PRINTING, ids=name)
def test_python_blocks_print_what_the_page_says(page, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    space, printed, compared = {}, "", 0
    for language, text in blocks(page):
        if language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, str(page), "exec"), space)
            printed = out.getvalue()
        elif language == "text" and printed:
            assert printed.split() == text.split()
            printed, compared = "", compared + 1
    if page.name in ("README.md", "first-schedule.md", "check-a-schedule.md"):
        assert compared, "a page that teaches shows what comes out"


def commands():
    for page in PAGES:
        for language, text in blocks(page):
            if language == "sh":
                for line in text.replace("|\n", "| ").replace("\\\n", "").splitlines():
                    if PROGRAM in line:
                        yield pytest.param(page, line, id=f"{name(page)}: {line[:60]}")


def save_files_of(page, folder):
    """The files that a page shows, each with its name in the first line."""
    shown = [NAMED.match(text) for language, text in blocks(page) if language == "toml"]
    for file in filter(None, shown):
        (folder / file[1]).write_text(file.string, "utf-8")
    return any(shown)


@pytest.mark.parametrize(("page", "line"), list(commands()))
def test_shell_lines_run(page, line, monkeypatch, tmp_path):
    if save_files_of(page, tmp_path):
        monkeypatch.chdir(tmp_path)
    before, _, words = line.partition(PROGRAM)
    given = " ".join(shlex.split(before.partition("|")[0].removeprefix("echo ")))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    ended = run(shlex.split(words))
    assert "fault of ours" not in ended.err
    assert ended.code in ((0, 3, 4) if words.startswith("check") else (0,)), ended.err
    assert ended.out


def test_the_two_commands_are_targets_of_the_makefile():
    text = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    first = next(block for language, block in blocks(ROOT / "README.md") if language == "sh")
    assert first.split("\n")[:2] == ["make demo", "make test"]
    assert "## Two commands" in text
    for target in ("demo", "test", "check", "bench", "docs"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
