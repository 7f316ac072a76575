"""Protocol files as they come off desks: saved oddly, pasted, or no files at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from functional.running import run, typed

MOST = '[limits.max_daily_dose]\nvalue = "60 mg/day"'
SOUND = "no fault found"


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    path = tmp_path_factory.mktemp("starter") / "own.toml"
    assert run(["protocols", "new", str(path)]).code == 0
    return path.read_text("utf-8")


@pytest.fixture
def lint(tmp_path):
    def write_and_lint(content):
        path = tmp_path / "own.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        ended = run(["protocols", "lint", str(path)])
        return ended.code, " ".join(ended.out.split())

    return write_and_lint


SAVED_ODDLY = {
    "a mark at the beginning": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "lines as Windows ends them": lambda text: text.replace("\n", "\r\n").encode(),
    "dates in quotation marks": lambda text: re.sub(
        r"^(edition|checked_on) = (\S+)", r'\1 = "\2"', text, flags=re.MULTILINE
    ),
    "no end to the last line": lambda text: text.rstrip("\n"),
}


@pytest.mark.parametrize("save", SAVED_ODDLY.values(), ids=SAVED_ODDLY)
def test_saved_oddly_it_is_still_read(text, lint, save):
    code, said = lint(save(text))
    assert (code, SOUND in said) == (0, True), said


PASTED = [
    ("a fixed space", "60\N{NO-BREAK SPACE}mg/day", "only looks like a plain one"),
    ("wide letters", "60 ｍｇ/day", "only looks like a plain one"),
    ("a phonetic g", "60 m\N{LATIN SMALL LETTER SCRIPT G}/day", "only looks like a plain one"),
    ("a Cyrillic a", "60 mg/d\N{CYRILLIC SMALL LETTER A}y", "only looks like a plain one"),
    ("a Greek mu", "60000 \N{GREEK SMALL LETTER MU}g/day", "only looks like a plain one"),
    ("wide digits", "６０ mg/day", "only looks like a plain one"),
    ("a space of no width", "60\N{ZERO WIDTH SPACE} mg/day", "only looks like a plain one"),
    ("a decimal comma", "62,5 mg/day", "a point and not a comma"),
    ("a thousands comma", "60,000 micrograms/day", "a point and not a comma"),
    ("a huge number", "9" * 300 + " mg/day", "one space and the unit"),
    ("an exponent", "6e1 mg/day", "one space and the unit"),
    ("capitals", "60 MG/day", "one space and the unit"),
    ("an abbreviation", "60000 mcg/day", "one space and the unit"),
    ("a minus", "-60 mg/day", "one space and the unit"),
    ("nothing", "", "one space and the unit"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "mend"), [row[1:] for row in PASTED], ids=[r[0] for r in PASTED])
def test_an_amount_that_is_none_is_refused_at_its_place(text, lint, value, mend):
    assert MOST in text
    code, said = lint(text.replace(MOST, MOST.replace("60 mg/day", value)))
    assert code == 2
    assert "limits.max_daily_dose.value: " in said
    assert mend in said
    assert "DailyDose:" not in said


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "6e400", "60", "true", "08:00:00"])
def test_a_number_without_quotation_marks_is_refused(text, lint, value):
    code, said = lint(text.replace(MOST, MOST.replace('"60 mg/day"', value)))
    assert code == 2
    assert "limits.max_daily_dose.value: " in said
    assert "write it as text with its unit" in said


NO_TOML = [
    ("another encoding", lambda text: text.encode("utf-16"), "save it as UTF-8"),
    ("an old encoding", lambda text: text.replace("clinic", "klinìk").encode("latin-1"), "UTF-8"),
    ("curled quotation marks", lambda text: text.replace('"60 mg/day"', "“60 mg/day”"),
     'write plain quotation marks (")'),
    ("a table twice", lambda text: text + '\n[limits.max_dose]\nvalue = "1 mg"\n',
     "the table [limits.max_dose] is written twice (at line"),
    ("a key twice", lambda text: text.replace("edition =", 'id = "own"\nedition ='), "twice"),
    ("deep lists", lambda text: "x = " + "[" * 600 + "]" * 600 + "\n" + text, "write it flat"),
    ("a deep table", lambda text: text + "\n[" + ".".join("a" * 900) + "]\n", "a: unknown key"),
    ("ten megabytes", lambda text: text + "#" * 10_000_000, "more than 256 KiB"),
    ("an endless line", lambda text: text + "#" * 3_000, "break it"),
    ("no letters", lambda _: "\0\0\0", "line 1"),
    ("nothing at all", lambda _: "", "id: is missing"),
    ("a web page", lambda _: "<html></html>", "line 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "mend"), [row[1:] for row in NO_TOML], ids=[r[0] for r in NO_TOML]
)
def test_what_is_no_protocol_is_refused_in_plain_words(text, lint, make, mend):
    code, said = lint(make(text))
    assert code == 2
    assert mend in said
    assert len(said) < 2_500


class TestNoFiles:
    def refused(self, path):
        for words in (["protocols", "lint", str(path)], typed("plan", {"protocol": str(path)})):
            ended = run(words)
            assert ended.code == 2
        return " ".join(ended.err.split())

    def test_a_folder(self, tmp_path):
        (tmp_path / "own.toml").mkdir()
        assert "that is a folder" in self.refused(tmp_path / "own.toml")

    def test_a_link_to_nothing_and_a_link_to_itself(self, tmp_path):
        for target in ("nowhere.toml", "own.toml"):
            link = tmp_path / "own.toml"
            link.unlink(missing_ok=True)
            link.symlink_to(tmp_path / target)
            assert "a link to a file that is not there" in self.refused(link)

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "own.toml")
        assert "no ordinary file" in self.refused(tmp_path / "own.toml")

    def test_nothing(self, tmp_path):
        assert "there is no such file" in self.refused(tmp_path / "own.toml")

    def test_a_link_to_a_sound_file_is_that_file(self, tmp_path, text):
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "own.toml").write_text(text, "utf-8")
        (tmp_path / "own.toml").symlink_to(tmp_path / "real" / "own.toml")
        assert run(["protocols", "lint", str(tmp_path / "own.toml")]).code == 0


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
from baclofen_titration.cli import main
assert main(sys.argv[1:]) == 0
print("\\n".join(name for name in opened if name.endswith(".toml")))
"""


@pytest.mark.parametrize("own", [False, True], ids=["a shipped file", "a file of somebody's own"])
def test_planning_reads_the_file_asked_for_and_no_other(tmp_path, text, own):
    (tmp_path / "own.toml").write_text(text, "utf-8")
    words = typed("plan", {"protocol": "own.toml", "aim": "30 mg/day"} if own else {})
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, *words, "--output", "plan.txt"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    opened = {Path(line) for line in ended.stdout.splitlines() if line.endswith(".toml")}
    shelves = [path for path in opened if "protocols" in path.parts and path.parent.name == "data"]
    assert [path.stem for path in shelves] == ([] if own else ["us-label-adult"])
    judged = {path.stem for path in opened if path.parent.parent.name == "checker"}
    limits = {stem for stem in judged if stem.startswith("hard-limits")}
    assert judged - limits <= ({"us-label-adult"} if not own else set())
    assert (Path("own.toml") in opened) == own
