"""Libraries that only some formats need: brought in when used, named with their cure if missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from baclofen_titration.errors import MissingExtraError


def bring(library: str, extra: str, thing: str) -> Any:
    """Import a library that belongs to an extra.

    Parameters
    ----------
    library : str
        The module to import.
    extra : str
        The extra that installs it.
    thing : str
        What needs it, as it is named in the message.

    Raises
    ------
    MissingExtraError
        If it is not installed; the message is the command that installs it.
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        if error.name is not None and not f"{library}.".startswith(f"{error.name}."):
            raise
        raise MissingExtraError(
            f"{thing} needs {library.partition('.')[0]}, which is not installed here. Install it: "
            f'pip install "baclofen-titration[{extra}]"'
        ) from None
