"""Files on disk: read in bounded size, written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from baclofen_titration.errors import UnreadableError

MOST_BYTES = 4 * 1024 * 1024
STANDARD_INPUT = "-"
LONGEST_NAME = 60


def short(path: str) -> str:
    """The name of a file, for a message."""
    if not path:
        return "A file without a name"
    return path if len(path) <= LONGEST_NAME else f"{path[:LONGEST_NAME]}..."


def read_text(path: str, most: int = MOST_BYTES) -> str:
    """Read a text file, or standard input for ``-``.

    Parameters
    ----------
    path : str
        A regular file, or ``-``.
    most : int
        [bytes] More than this is refused before it is looked at.

    Raises
    ------
    UnreadableError
        If there is no such file, it is too large, or it is not UTF-8 text.
    """
    name = "Standard input" if path == STANDARD_INPUT else short(path)
    content = _standard_input(most) if path == STANDARD_INPUT else _file(path, most)
    if len(content) > most:
        raise UnreadableError(f"{name} has more than {most // 1024} KiB, which is too much.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{name} is not UTF-8 text; save it as UTF-8.") from None


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise UnreadableError("Standard input is closed.")
    return sys.stdin.buffer.read(most + 1)


def _file(path: str, most: int) -> bytes:
    with _said_plainly(path, "cannot be read"):
        if not Path(path).is_file():
            what = "it is no ordinary file" if Path(path).exists() else "there is no such file"
            raise UnreadableError(f"{short(path)}: {what}; check the path.")
        with Path(path).open("rb") as file:
            return file.read(most + 1)


def refuse_taken(path: str, force: bool) -> None:
    """Refuse to write where something is already, or where no file can be.

    Raises
    ------
    UnreadableError
        If it is no ordinary file, or one that must not be replaced.
    """
    with _said_plainly(path, "cannot be written"):
        target = Path(path).resolve()
        if target.exists() and not target.is_file():
            raise UnreadableError(f"{short(path)} is no ordinary file; name another one.")
        if target.exists() and not force:
            raise FileExistsError
        if not target.parent.is_dir():
            raise UnreadableError(f"{short(path)}: there is no such folder; make it first.")


def save_text(path: str, text: str, force: bool = False) -> None:
    """Write a text as UTF-8; see `save_bytes`."""
    save_bytes(path, text.encode(), force)


def save_bytes(path: str, content: bytes, force: bool = False) -> None:
    """Write a file whole or not at all, readable by its owner alone.

    Parameters
    ----------
    path : str
        Where to; a file that is there already is kept, unless `force`.
    content : bytes
        What to write.
    force : bool
        Whether a file that is there already is replaced.

    Raises
    ------
    UnreadableError
        If it cannot be written; nothing is left behind then.
    """
    save_all({path: content}, force)


def save_all(contents: Mapping[str, bytes], force: bool = False) -> None:
    """Write several files, all of them or none; see `save_bytes`.

    Parameters
    ----------
    contents : mapping of str to bytes
        What to write, by path.
    force : bool
        Whether files that are there already are replaced.

    Raises
    ------
    UnreadableError
        If one cannot be written; nothing is left behind then, except where a
        disk fails after the first of several files was replaced.
    """
    for path in contents:
        refuse_taken(path, force)
    written: dict[str, Path] = {}
    placed: list[Path] = []
    try:
        # Whatever can fail for want of room has happened before the first file is in its place.
        for path, content in contents.items():
            with _said_plainly(path, "cannot be written"):
                written[path] = _beside(Path(path).resolve(), content)
        for path, temporary in written.items():
            with _said_plainly(path, "cannot be written"):
                target = Path(path).resolve()
                _put_in_place(temporary, target, force)
                placed.append(target)
    except BaseException:
        for target in () if force else placed:
            target.unlink(missing_ok=True)
        raise
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def _beside(target: Path, content: bytes) -> Path:
    """Write to a file of another name, and wait until the disk has it."""
    # In the same folder, since only there can a file take the other's place at one stroke.
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put_in_place(temporary: Path, target: Path, force: bool) -> None:
    if not force:
        try:
            # A second name fails if somebody made the file meanwhile; replacing it would not.
            target.hardlink_to(temporary)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second names
            if target.exists():
                raise FileExistsError from None
        else:
            return
    temporary.replace(target)


@contextmanager
def _said_plainly(path: str, what: str) -> Iterator[None]:
    """Turn what the system says about a file into our own words."""
    name = short(path)
    try:
        yield
    except FileExistsError:
        raise UnreadableError(
            f"{name} is there already, so nothing was written. Choose another name, or add --force."
        ) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableError(f"{name} {what}: {why}.") from None
    except UnreadableError:
        raise
    except ValueError:  # such as a NUL in the name
        raise UnreadableError(f"{name} is not the name of a file.") from None
