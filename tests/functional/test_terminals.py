"""Old terminals, closed pipes and full disks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from baclofen_titration.cli.terminal import fitted, folded, plain, visible
from functional.running import run, start, typed

HALVES = typed(
    "taper",
    {
        "products": "eu-tablet-10, eu-tablet-25-halved",
        "taking": "morning 12.5 mg, midday 15 mg, evening 25 mg",
        "since": "2026-10-01",
        "supply": "9 days",
    },
)
WORDS = {
    "½ × 10 mg": "a half x 10 mg",
    "1½ × 10 mg": "1 and a half x 10 mg",
    "12¼ × 10 mg and ¾ × 5 mg": "12 and a quarter x 10 mg and three quarters x 5 mg",
    "SPECIMEN – NOT FOR PATIENT USE": "SPECIMEN - NOT FOR PATIENT USE",
    "┌─ x ─┐": "+- x -+",
}


@pytest.mark.parametrize(("signs", "words"), WORDS.items())
def test_signs_are_spelled_out(signs, words):
    assert plain(signs) == words
    assert fitted(signs, "ascii") == words
    assert fitted(signs, "utf-8") == signs


def test_columns_stay_where_they_are():
    line = "   morning   1½ × 10 mg                 15 mg"
    assert fitted(line, "ascii") == "   morning   1 and a half x 10 mg       15 mg"
    assert len(fitted(line, "ascii")) == len(line)
    two = "1½ × 10 mg          1½ × 5 mg             15 mg"
    assert fitted(two, "ascii") == "1 and a half x 10 mg  1 and a half x 5 mg  15 mg"
    three = "1½ × 10 mg                    5 mg          15 mg"
    assert fitted(three, "ascii") == "1 and a half x 10 mg          5 mg          15 mg"
    boxed = "│ 1½ × 10 mg            │"
    assert len(fitted(boxed, "ascii")) == len(boxed)


def test_foreign_letters_never_become_question_marks():
    assert (
        fitted("Médicaments für Ärzte – 日本", "ascii") == "Medicaments fur Arzte - \\u65e5\\u672c"
    )


def test_page_is_spelled_out_whole_or_not_at_all():
    assert fitted("½ ×", "cp437") == "a half x"
    assert fitted("½", "cp437") == "½"


def test_hidden_signs_are_shown():
    assert visible("a\x1b[31m\u202eb\x00\tc\ud800") == "a\\x1b[31m\\u202eb\\x00\\tc\\ud800"
    assert visible("a\u00a0b\nc") == "a b\nc"


def test_long_lines_are_wrapped_under_their_beginning():
    text = folded("  - " + "word " * 40)
    assert text.splitlines()[1].startswith("    word")
    assert max(map(len, text.splitlines())) <= 80
    assert len(folded("x" * 5_000)) < 80
    assert max(map(len, folded("x" * 150).splitlines())) <= 80
    assert folded("") == ""
    assert folded("short\n\nlines\n") == "short\n\nlines\n"


PRINTED = (HALVES, ["protocols", "show", "uk-smpc-adult"])
ON_A_TERMINAL = f"""
from baclofen_titration.cli import main
for words in {PRINTED!r}:
    assert main(words) == 0
    print("~" * 9, flush=True)
"""


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1", "utf-8"])
def test_every_terminal_gets_the_same_facts(encoding):
    ended = subprocess.run(
        [sys.executable, "-c", ON_A_TERMINAL], env={**os.environ, "PYTHONIOENCODING": encoding},
        stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    texts = ended.stdout.decode(encoding).split("~" * 9 + "\n")[:-1]
    for words, text in zip(PRINTED, texts, strict=True):
        whole = run(words).out
        assert max(map(len, text.splitlines())) <= 80
        assert text.count("?") == whole.count("?")
        assert "1/2" not in text
        if encoding in ("ascii", "cp437", "latin-1"):
            assert text.split() == plain(whole).split()
            assert words != HALVES or "1 and a half x 10 mg" in text


def test_error_on_an_old_terminal_is_plain():
    ended = start(typed("plan", {"protocol": "½ – ×"}), env={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode == 2
    assert b"?" not in ended.stderr
    ended.stderr.decode("ascii")


def test_arguments_that_are_no_text_are_refused():
    ended = start([*typed("plan"), b"--\xff\xfe"])
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr


def closed_pipe(words, stream):
    """The exit code and the other stream, when nobody reads one stream."""
    child = subprocess.Popen(
        [sys.executable, "-m", "baclofen_titration", *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    gone, other = (child.stdout, child.stderr) if stream == "out" else (child.stderr, child.stdout)
    gone.close()
    said = other.read()
    other.close()
    return child.wait(timeout=60), said


@pytest.mark.parametrize("words", [["protocols", "show", "us-label-adult"], ["--help"]])
def test_reader_who_leaves_hears_nothing(words):
    assert closed_pipe(words, "out") == (0, b"")


def test_error_that_nobody_reads_keeps_its_code():
    assert closed_pipe(["plan"], "err") == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [["protocols", "list"], ["--version"]])
def test_full_disk_is_said(words):
    with Path("/dev/full").open("w") as full:
        ended = start(words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 2
    assert b"could not be written" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_survived(closed):
    words = f"'{sys.executable}' -m baclofen_titration plan {closed}"
    ended = subprocess.run(["sh", "-c", words], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stdout + ended.stderr
