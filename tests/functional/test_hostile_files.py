"""What a reader refuses in Python `check` refuses from a file; and it meets odd files calmly."""

from __future__ import annotations

import json
import os
import socket
from functools import cache
from time import process_time

import pytest

from functional.running import run, typed
from unit.formats.test_csv import FAULTS as OF_CSV
from unit.formats.test_json import FAULTS as OF_JSON
from unit.formats.test_regimen_line import REFUSED as OF_A_LINE

SECONDS = 3
START = ["--start", "2026-12-01"]
GOOD = "5 mg x3 for 3 days, then 10 mg x3"


def judged(path, *more):
    """How a check of a file ended: soon, and in plain words where it was refused."""
    begun = process_time()
    ended = run(["check", str(path), *more])
    assert process_time() - begun < SECONDS
    everything = ended.out + ended.err
    assert "Traceback" not in everything
    assert "fault of ours" not in everything
    assert max(map(len, everything.splitlines()), default=0) <= 80
    assert everything.replace("\n", "").isprintable()
    return ended


def texts():
    """Every text of the three tables, each with the options that its form takes."""
    for form, table in (("JSON", OF_JSON), ("CSV", OF_CSV)):
        for name, (text, _) in table.items():
            if isinstance(text, str):
                yield pytest.param(text, [], id=f"{form}-{name}")
    for line in OF_A_LINE:
        yield pytest.param(line, START, id=f"line-{ascii(line)[:40]}")


@pytest.mark.parametrize(("text", "more"), list(texts()))
def test_what_a_reader_refuses_is_refused_from_a_file(text, more, tmp_path):
    path = tmp_path / "schedule"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    ended = judged(path, *more)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err) < 4_000
    assert "Jane" not in ended.err


@cache
def document():
    written = json.loads(run(typed("plan", {"format": "json"})).out)
    return json.dumps(written, ensure_ascii=False, indent=1)


SAVED = {
    "UTF-16": (lambda text: text.encode("utf-16"), 2),
    "UTF-16 without a mark": (lambda text: text.encode("utf-16-le"), 2),
    "Latin-1": (lambda text: text.replace("0.1.0", "½").encode("cp1252", "replace"), 2),
    "a mark at the beginning": (lambda text: b"\xef\xbb\xbf" + text.encode(), 4),
    "two marks": (lambda text: b"\xef\xbb\xbf" * 2 + text.encode(), 2),
    "lines as Windows ends them": (lambda text: text.replace("\n", "\r\n").encode(), 4),
    "lines as old machines ended them": (lambda text: text.replace("\n", "\r").encode(), 4),
    "blanks around it": (lambda text: f"\n\n  {text}\n \n".encode(), 4),
    "NUL after it": (lambda text: text.encode() + b"\0", 2),
    "two documents": (lambda text: text.encode() * 2, 2),
    "a comment": (lambda text: b"// mine\n" + text.encode(), 2),
    "a comma too many": (lambda text: text[:-1].encode() + b",}", 2),
    "five megabytes": (lambda _: b'{"a": "' + b"x" * 5_000_000 + b'"}', 2),
    "two million letters": (lambda _: b'{"a": "' + b"x" * 2_000_000 + b'"}', 2),
}


@pytest.mark.parametrize("what", SAVED)
def test_a_file_saved_oddly_is_read_or_refused(what, tmp_path):
    make, code = SAVED[what]
    path = tmp_path / "schedule.json"
    path.write_bytes(make(document()))
    assert judged(path).code == code


def fifo(path):
    os.mkfifo(path)


def listening(path):
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(path))


NO_FILES = {
    "a folder": lambda path: path.mkdir(),
    "a pipe with a name": fifo,
    "a socket": listening,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "nothing": lambda path: None,
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_is_refused_and_never_waited_for(what, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket takes a short path only
    path = tmp_path / "s"
    path_given = os.path.relpath(path)
    NO_FILES[what](type(path)(path_given))
    ended = judged(path_given, *START)
    assert (ended.code, ended.out) == (2, "")
    assert "check the path" in " ".join(ended.err.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links")
def test_a_link_to_a_schedule_is_followed(tmp_path):
    (tmp_path / "line").write_text(GOOD, "utf-8")
    (tmp_path / "link").symlink_to("line")
    assert judged(tmp_path / "link", *START, "--taking", "none").code == 4


def test_keys_of_a_document_are_called_as_they_are_written(tmp_path):
    """A key is no option, though one of the same name can be typed."""
    path = tmp_path / "schedule.json"
    path.write_text(document().replace('"first_taking": null', '"first_taking": "noon"'), "utf-8")
    ended = judged(path)
    assert ended.code == 2
    assert "JSON: first_taking" in " ".join(ended.err.split())


NAMES = ["", "a\0b", "x" * 5_000, "..", "C:\\plans\\mine.json", "\x1b[31m", "\u202e.json", "a\nb"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_odd_names_are_refused_in_plain_words(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = judged(name, *START)
    assert (ended.code, ended.out) == (2, "")
