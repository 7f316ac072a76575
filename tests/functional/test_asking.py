"""On a terminal what is missing is asked, one question at a time."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time

import pytest

from functional.running import PLAN, TAPER, run, typed

pty = pytest.importorskip("pty")

SECONDS = 30
END_OF_INPUT = b"\x04"
INTERRUPT = b"\x03"

# The program takes the terminal as its own first, so that Ctrl-C reaches it.
SCRIPT = """
import fcntl, sys, termios
from baclofen_titration.cli import main
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(main(sys.argv[1:]))
"""


class Terminal:
    """A program that believes that somebody sits before it; its output is redirected."""

    def __init__(self, words):
        self.ours, theirs = pty.openpty()
        self.child = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *words],
            stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def expect(self, words):
        """Wait until these words are on the screen, after those that were waited for before."""
        begun = time.monotonic()
        while words not in self.seen:
            assert time.monotonic() - begun < SECONDS, self.seen
            self.seen += self._read().replace("\r\n", "\n")
        self.seen = self.seen.partition(words)[2]

    def answer(self, text):
        os.write(self.ours, text if isinstance(text, bytes) else f"{text}\n".encode())

    def _read(self):
        ready, _, _ = select.select([self.ours], [], [], SECONDS)
        assert ready, self.seen
        try:
            return os.read(self.ours, 4096).decode(errors="replace")
        except OSError:  # how Linux says that the other side has closed
            raise AssertionError(f"the program has ended: {self.seen}") from None

    def end(self):
        """The exit code and what went to standard output."""
        out = self.child.stdout.read().decode()
        code = self.child.wait(timeout=SECONDS)
        self.child.stdout.close()
        os.close(self.ours)
        return code, out


def test_everything_is_asked_in_turn_and_bad_answers_again():
    terminal = Terminal(["plan", "--start", PLAN["start"]])
    terminal.expect("Which protocol?")
    terminal.answer("us-label")
    terminal.expect("Did you mean us-label-adult")
    terminal.expect("Which protocol?")
    terminal.answer("us-label-adult")
    terminal.expect("Which products")
    terminal.answer("us-tablets")
    terminal.expect("How old")
    terminal.answer("")
    terminal.expect("How old")
    terminal.answer("46.5")
    terminal.expect("7 years 3 months")
    terminal.expect("How old")
    terminal.answer("  46 ")
    terminal.expect("Kidneys?")
    terminal.answer("eGFR 45")
    terminal.expect("eGFR 45 mL")
    terminal.expect("Kidneys?")
    terminal.answer("normal, tested 2026-11-12")
    terminal.expect("What is taken now?")
    terminal.answer("none")
    terminal.expect("Up to which daily dose?")
    terminal.answer("20 mg")
    terminal.expect("each of 3 doses")
    terminal.expect("Up to which daily dose?")
    terminal.answer("60 mg/day")
    assert terminal.end() == (0, run(typed("plan")).out)


def test_only_what_is_missing_is_asked():
    terminal = Terminal(typed("taper", leave_out=["taking", "since", "over"]))
    terminal.expect("What is taken now?")
    terminal.answer("none")
    terminal.expect("nothing to taper from")
    terminal.expect("What is taken now?")
    terminal.answer(TAPER["taking"])
    terminal.expect("Since when")
    terminal.answer("in October")
    terminal.expect("YYYY-MM-DD")
    terminal.expect("Since when")
    terminal.answer(TAPER["since"])
    terminal.expect("over how many days?")
    terminal.answer(TAPER["over"])
    assert terminal.end() == (0, run(typed("taper")).out)


def test_unreadable_option_is_refused_before_anything_is_asked():
    terminal = Terminal(["plan", "--age", "300"])
    terminal.expect("--age: An age is")
    assert terminal.end() == (2, "")


def test_answer_that_is_no_text_is_asked_again():
    terminal = Terminal(typed("plan", leave_out=["age"]))
    terminal.expect("How old")
    terminal.answer(b"\xff\xfe\n")
    terminal.expect("How old")
    terminal.answer("46")
    assert terminal.end()[0] == 0


def test_end_of_input_is_an_error():
    terminal = Terminal(["plan"])
    terminal.expect("Which protocol?")
    terminal.answer(END_OF_INPUT)
    terminal.expect("not answered to the end")
    assert terminal.end() == (2, "")


def test_interrupt_is_quiet():
    terminal = Terminal(["plan"])
    terminal.expect("Which protocol?")
    terminal.answer(INTERRUPT)
    code, out = terminal.end()
    assert (code, out) == (130, "")
    assert "Traceback" not in terminal.seen


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_without_a_terminal_on_both_sides_nothing_is_asked(stream):
    ours, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": theirs}
    streams[stream] = subprocess.DEVNULL
    child = subprocess.run(
        [sys.executable, "-m", "baclofen_titration", "plan"],
        **streams,
        check=False,
        timeout=SECONDS,
    )
    os.close(theirs)
    os.close(ours)
    assert (child.returncode, child.stdout) == (2, b"")
