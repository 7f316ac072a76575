"""Open a file that somebody names: an ordinary one, not too large, of UTF-8 text."""

from __future__ import annotations

from pathlib import Path

from baclofen_titration.errors import RuleFileError


def text_of_file(path: str, name: str, most: int, too_large: str) -> str:
    """The text of a file.

    Parameters
    ----------
    path : str
        Where it is. A folder, a device or a pipe is refused before it is opened.
    name : str
        What messages call it.
    most : int
        [bytes] More than this is refused before it is looked at.
    too_large : str
        What is said then.

    Raises
    ------
    RuleFileError
        If it cannot be read; the message says why.
    """
    try:
        if not Path(path).is_file():
            raise RuleFileError(name, [_no_file(Path(path))])
        with Path(path).open("rb") as file:
            content = file.read(most + 1)
    except PermissionError:
        raise RuleFileError(name, ["the file may not be read; ask for permission"]) from None
    except (OSError, ValueError) as error:
        if isinstance(error, RuleFileError):
            raise
        raise RuleFileError(name, ["the file cannot be read; check the path"]) from None
    if len(content) > most:
        raise RuleFileError(name, [too_large])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleFileError(name, ["the file is not UTF-8 text; save it as UTF-8"]) from None


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "that is a folder; name a file in it"
    if path.exists():
        return "that is no ordinary file; save it as one"
    if path.is_symlink():
        return "that is a link to a file that is not there; correct the link"
    return "there is no such file; check the path"
