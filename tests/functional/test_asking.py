"""On a terminal what is missing is asked, one question at a time."""

from __future__ import annotations

import os
import select
import shlex
import subprocess
import sys
import time

import pytest

from baclofen_titration.cli.arguments import parse
from baclofen_titration.cli.questions import LISTS, NAMED, again
from baclofen_titration.cli.reading import PATIENT
from baclofen_titration.errors import BaclofenTitrationError
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


ANSWERED = {
    "sex": "female", "muscle": "usual", "acute-illness": "no", "sensitive": "no",
    "indication": "multiple-sclerosis", "other-baclofen": "none", "pregnancy": "no",
}  # fmt: skip


def test_ask_goes_on_with_what_can_be_left_out_and_prints_the_command():
    terminal = Terminal([*typed("plan", ANSWERED, leave_out=["aim"]), "--ask"])
    terminal.expect("Up to which daily dose?")
    terminal.answer("60 mg/day")
    terminal.expect("Weight?")
    terminal.answer("")
    terminal.expect("Height?")
    terminal.answer("165")
    terminal.expect("165 cm")
    terminal.expect("Height?")
    terminal.answer("165 cm")
    terminal.expect("Where does the spasticity come from?\n  cerebral, spinal, other, unknown\n")
    terminal.answer("spinal")
    terminal.expect("Which of these conditions?")
    terminal.expect("hypersensitivity, wheat-allergy,")
    terminal.expect("(Enter: not asked) ")
    terminal.answer("diabetis")
    terminal.expect("A condition is on no list, and none is ignored. Did you mean diabetes?\n")
    terminal.expect("Which of these conditions?")
    terminal.answer("Diabetes, High blood pressure")
    terminal.expect("Which other medicines?")
    terminal.answer("amlodipine")
    terminal.expect("Breast-feeding?\n  yes, no, unknown\n  (Enter: not asked) ")
    terminal.answer("")
    terminal.expect("The same again, without questions:\n")
    terminal.expect("--medicine amlodipine")
    code, out = terminal.end()
    more = {
        **ANSWERED, "height": "165 cm", "cause": "spinal",
        "condition": "Diabetes, High blood pressure", "medicine": "amlodipine",
    }  # fmt: skip
    assert (code, out) == (0, run(typed("plan", more)).out)


def test_the_command_that_is_printed_does_the_same():
    words = [*typed("plan", {"height": "165 cm", "condition": "diabetes"}), "--explain"]
    given = dict(vars(parse(words)))
    given.pop("command")
    shown = again("plan", given, {"medicine": "amlodipine, N02AA01"})
    assert max(map(len, shown.splitlines())) <= 80
    line = shown.partition(":\n")[2].replace("\\\n", " ")
    program, *rest = shlex.split(line)
    assert program == "baclofen-titration"
    assert run(rest) == run([*words, "--medicine", "amlodipine, N02AA01"])


def test_screen_asks_by_name_and_leaves_out_what_cannot_concern():
    terminal = Terminal(["screen", "--ask", "--start", "2026-12-01"])
    terminal.expect("Which protocol?")
    terminal.answer("us-label-adult")
    terminal.expect("How old")
    terminal.answer("46")
    terminal.expect("Kidneys?")
    terminal.answer("normal, tested 2026-11-12")
    terminal.expect("Sex?")
    terminal.answer("male")
    for name in ("Weight?", "Height?", "Muscle?", "Acutely ill?"):
        terminal.expect(name)
        terminal.answer("")
    terminal.expect("What is baclofen given for?")
    terminal.expect("multiple-sclerosis, spinal-cord-injury")
    terminal.answer("Stroke")
    # A stroke says where the spasticity comes from, so that is not asked.
    terminal.expect("Which of these conditions?")
    assert "come from" not in terminal.seen
    terminal.answer("none")
    terminal.expect("Which other medicines?")
    terminal.answer("none")
    terminal.expect("Baclofen beside this schedule?")
    terminal.expect("as needed, another prescriber, pump")
    terminal.answer("none")
    terminal.expect("What is taken now?")
    terminal.answer("morning 5 mg")
    terminal.expect("Since when")
    terminal.answer("unknown")
    terminal.expect("The same again")
    code, out = terminal.end()
    assert code == 3
    assert "(indication-outside-list)" in out
    assert "not asked" not in out.lower()


def test_the_questions_may_be_left_at_any_time():
    terminal = Terminal(["screen", "--ask", "--protocol", "us-label-adult"])
    terminal.expect("How old")
    terminal.answer(END_OF_INPUT)
    terminal.expect("not answered to the end")
    assert terminal.end() == (2, "")


@pytest.mark.parametrize("command", ["plan", "taper", "screen", "tailor"])
def test_a_script_that_asks_is_refused_and_never_waits(command):
    words = typed(command) if command in ("plan", "taper") else [command]
    ended = run([*words, "--ask"])
    assert (ended.code, ended.out) == (2, "")
    assert "there is none here" in ended.err


def test_the_lists_of_questions_are_those_that_are_read():
    for name, words in LISTS.items():
        for word in words:
            assert PATIENT[name](word, {}) == word
        assert PATIENT[name]("not asked", {}) == "not asked"
        with pytest.raises(BaclofenTitrationError, match=", ".join(words[:2])):
            PATIENT[name]("perhaps", {})
    for name in NAMED:
        assert name in PATIENT
