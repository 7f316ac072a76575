"""Protocol files come in by name or path, and nothing hostile or broken gets further."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from baclofen_titration.errors import RuleFileError, UnknownNameError
from baclofen_titration.planning.way_files import load_curve, load_taper_table
from baclofen_titration.protocols import (
    lint_protocol,
    list_protocols,
    load_protocol,
    read_protocol,
)
from rulebook.make_protocol import make_protocol_text

NAME = "test-protocol"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / f"{NAME}.toml"
    path.write_text(make_protocol_text(), "utf-8")
    return path


def faults_of(path):
    with pytest.raises(RuleFileError) as refusal:
        load_protocol(str(path))
    return " ".join(refusal.value.faults)


def test_a_path_is_read(file, monkeypatch):
    assert load_protocol(str(file)).id == NAME
    assert not load_protocol(str(file)).shipped
    monkeypatch.chdir(file.parent)
    assert load_protocol(file.name) == load_protocol(f"./{file.name}")


def test_a_byte_order_mark_is_taken_off(file):
    file.write_bytes(b"\xef\xbb\xbf" + make_protocol_text().encode())
    assert load_protocol(str(file)).id == NAME


def test_windows_line_ends_are_read(file):
    file.write_bytes(make_protocol_text().replace("\n", "\r\n").encode())
    assert load_protocol(str(file)).digest == read_protocol(make_protocol_text(), NAME).digest


@pytest.mark.parametrize("name", [NAME, f"{NAME}.toml", f"a/b/{NAME}.toml", f"a\\{NAME}.toml"])
def test_the_id_is_the_name_of_the_file(name):
    assert lint_protocol(make_protocol_text(), name) == ()


def test_superseded_and_withdrawn_files_are_read():
    for status in ("superseded", "withdrawn"):
        assert read_protocol(make_protocol_text(status=status), NAME).status == status


class TestWhatCannotBeRead:
    def test_no_such_file(self, tmp_path):
        assert "no such file" in faults_of(tmp_path / "none.toml")

    def test_a_folder(self, tmp_path):
        assert "that is a folder" in faults_of(f"{tmp_path}{os.sep}")

    def test_a_name_that_no_disk_takes(self):
        assert "check the path" in faults_of("a\0b.toml")
        assert "check the path" in faults_of("x" * 5_000 + ".toml")

    def test_no_permission(self, file, monkeypatch):
        def refuse(*args, **kwargs):
            raise PermissionError

        monkeypatch.setattr("pathlib.Path.open", refuse)
        assert "ask for permission" in faults_of(file)

    def test_not_utf_8(self, file):
        file.write_bytes(b'title = "caf\xe9"')
        assert "save it as UTF-8" in faults_of(file)

    def test_too_large(self, file):
        file.write_text("#\n" * 200_000, "utf-8")
        assert "256 KiB" in faults_of(file)
        assert "256 KiB" in lint_protocol("#\n" * 200_000, NAME)[0]

    def test_a_large_file_is_not_cut_off_and_read(self, file):
        rest = "#" * 100 + "\n"
        file.write_bytes(b"\xef\xbb\xbf" + (make_protocol_text() + rest * 2_600).encode())
        assert "256 KiB" in faults_of(file)

    @pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")  # noqa: PTH110
    def test_a_device_is_not_read(self, tmp_path):
        path = tmp_path / "zero.toml"
        path.symlink_to("/dev/zero")
        assert "no ordinary file" in faults_of(path)

    @pytest.mark.parametrize("text", [b"id = 1", None, 5])
    def test_what_is_no_text(self, text):
        assert "decode its bytes" in lint_protocol(text, NAME)[0]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("a = " + "[\n" * 3_000 + "]\n" * 3_000, "too deeply"),
            ("a" + ".a" * 50_000 + " = 1", "break it"),
            ("a = 1" + "0" * 1_990, "unknown key"),
            ("a = 2026-02-30", "not TOML"),
            ("", "is missing"),
            ("a = 1\na = 2", "written twice"),
            ("[a]\n[a]", "written twice"),
            ("\n".join(f"k{n} = 1" for n in range(20_000)), "unknown key"),
            ("\n".join(f"[sources.s{n}]" for n in range(10_000)), "at most 200"),
            ("[titration]\nsteps = [" + "{},\n" * 10_000 + "]", "at most 200"),
            ("[titration.steps]\na.a.a.a.a.a = 1", "list of at most"),
            ('id = "\\u0000"', "do not print"),
            ('"a\\u202eb" = 1', "(a key): unknown key"),
            ('id = "\ud800"', ""),
        ],
    )
    def test_hostile_text_ends_in_a_plain_fault(self, text, words):
        faults = lint_protocol(text, NAME)
        assert any(words in fault for fault in faults), faults
        assert len(faults) <= 201
        assert all(fault.isprintable() for fault in faults)

    def test_a_number_too_long_for_python(self):
        lines = "a = 1" + "0" * 1_900
        assert lint_protocol(lines, NAME)


class TestUnknownNames:
    def test_near_names_are_listed_and_the_way_to_all_of_them(self):
        with pytest.raises(UnknownNameError) as refusal:
            load_protocol("us-label-adlut")
        assert "Did you mean us-label-adult" in str(refusal.value)
        assert f'"protocols list" shows all {len(list_protocols())}' in str(refusal.value)

    def test_what_begins_as_typed_comes_first(self):
        with pytest.raises(UnknownNameError, match="Did you mean us-label-adult or us-label-child"):
            load_protocol("us-label")

    @pytest.mark.parametrize("name", ["", "default", "US-LABEL-ADULT", " us-label-adult", "é" * 99])
    def test_no_name_is_guessed(self, name):
        with pytest.raises(UnknownNameError, match="There is no protocol"):
            load_protocol(name)

    @pytest.mark.parametrize("name", [None, 5, b"us-label-adult"])
    def test_a_name_is_text(self, name):
        with pytest.raises(UnknownNameError, match="named by text"):
            load_protocol(name)


def test_nothing_is_read_at_import():
    """An audit hook sees every file that is opened."""
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open'"
        " else None)\n"
        "import baclofen_titration.protocols\n"
        "assert not [name for name in opened if name.endswith('.toml')], opened\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("load", [load_taper_table, load_curve])
class TestWaysAreOpenedAsProtocolsAre:
    def test_a_folder(self, load, tmp_path):
        with pytest.raises(RuleFileError, match="that is a folder"):
            load(f"{tmp_path}{os.sep}")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
    def test_a_pipe_is_not_waited_for(self, load, tmp_path):
        os.mkfifo(tmp_path / "way.toml")
        with pytest.raises(RuleFileError, match="no ordinary file"):
            load(str(tmp_path / "way.toml"))

    def test_no_file(self, load, tmp_path):
        with pytest.raises(RuleFileError, match="no such file"):
            load(str(tmp_path / "way.toml"))
