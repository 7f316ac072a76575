"""Files are written whole or not at all, and never over another one."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from baclofen_titration.cli import folder, output
from baclofen_titration.errors import UnreadableError
from functional.running import run, typed


def saved(path, *more):
    return run([*typed("plan"), "--output", str(path), *more])


def test_file_holds_what_would_have_been_printed(tmp_path):
    path = tmp_path / "sheet.txt"
    ended = saved(path)
    assert (ended.code, ended.out) == (0, "")
    assert f"Written to {folder.short(str(path))}." in ended.err.replace("\n", "")
    assert path.read_bytes().decode("utf-8") == run(typed("plan")).out
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions")
def test_file_is_for_its_owner_alone(tmp_path):
    saved(tmp_path / "sheet.txt")
    assert stat.S_IMODE((tmp_path / "sheet.txt").stat().st_mode) == 0o600


def test_file_that_is_there_stays(tmp_path):
    path = tmp_path / "sheet.txt"
    path.write_text("mine", "utf-8")
    ended = saved(path)
    assert (ended.code, ended.out) == (2, "")
    assert "--force" in ended.err
    assert path.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_force_replaces_it(tmp_path):
    path = tmp_path / "sheet.txt"
    path.write_text("mine", "utf-8")
    assert saved(path, "--force").code == 0
    assert path.read_text("utf-8") == run(typed("plan")).out
    assert list(tmp_path.iterdir()) == [path]


def test_file_made_meanwhile_stays(tmp_path, monkeypatch):
    path = tmp_path / "sheet.txt"
    for room in (folder, output):  # nobody has looked whether it is there
        monkeypatch.setattr(room, "refuse_taken", lambda path, force: None)
    path.write_text("mine", "utf-8")
    assert saved(path).code == 2
    assert path.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_disk_without_second_names_is_written_to_all_the_same(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no second names here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "sheet.txt"
    assert saved(path).code == 0
    assert list(tmp_path.iterdir()) == [path]
    assert saved(path).code == 2


def test_refused_plan_writes_nothing(tmp_path):
    path = tmp_path / "sheet.txt"
    words = typed("plan", {"aim": "81 mg/day", "output": str(path)})
    assert run(words).code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_full_disk_leaves_nothing_behind_and_keeps_the_old_file(tmp_path, monkeypatch, force):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "sheet.txt"
    if force:
        path.write_text("mine", "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    ended = saved(path, *force)
    assert ended.code == 2
    assert "cannot be written: No space left" in " ".join(ended.err.split())
    assert [entry.read_text("utf-8") for entry in tmp_path.iterdir()] == (["mine"] if force else [])


def fails_third(monkeypatch, where, name, error):
    """Let the third call of a function of the system fail."""
    real, called = getattr(where, name), []

    def third(*words):
        called.append(words)
        if len(called) == 3:
            raise error
        return real(*words)

    monkeypatch.setattr(where, name, third)


FOUR = [f"file {number}" for number in range(4)]


def held_in(path):
    return {entry.name: entry.read_text("utf-8") for entry in path.iterdir()}


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_on_a_full_disk_gets_no_file_and_keeps_its_own(tmp_path, monkeypatch, force):
    mine = dict.fromkeys(FOUR, "mine") if force else {}
    for name, text in mine.items():
        (tmp_path / name).write_text(text, "utf-8")
    fails_third(monkeypatch, os, "fsync", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(UnreadableError, match="No space left"):
        folder.save_all({str(tmp_path / name): b"ours" for name in FOUR}, force)
    assert held_in(tmp_path) == mine


def test_a_folder_in_which_somebody_makes_a_file_meanwhile_gets_none(tmp_path, monkeypatch):
    fails_third(monkeypatch, Path, "hardlink_to", FileExistsError())
    with pytest.raises(UnreadableError, match="is there already"):
        folder.save_all({str(tmp_path / name): b"ours" for name in FOUR})
    assert held_in(tmp_path) == {}


def test_a_dash_is_no_file():
    ended = run([*typed("plan"), "--output", "-"])
    assert (ended.code, ended.out) == (2, "")
    assert "leave it out to print" in " ".join(ended.err.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path, force):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Never a real device: whoever runs the tests as root would lose it to a fault of ours.
    for place in (pipe, tmp_path):
        ended = saved(place, *force)
        assert ended.code == 2
        assert "no ordinary file" in " ".join(ended.err.split())
    assert pipe.is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_link_is_followed_only_with_force(tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    assert saved(link).code == 0  # the link led nowhere, so nothing was there
    assert saved(link).code == 2
    assert saved(link, "--force").code == 0
    assert link.is_symlink()
    assert target.is_file()


@pytest.mark.parametrize("name", ["", "no/such/folder/x", "x" * 5_000, "a\0b"])
def test_names_that_are_none_are_refused_before_anything_is_planned(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = run([*typed("plan", leave_out=["aim"]), "--output", name])
    assert ended.code == 2
    assert "--aim" not in ended.err
    assert list(tmp_path.iterdir()) == []


def test_force_without_a_file_is_refused():
    assert "--output" in run([*typed("plan"), "--force"]).err
