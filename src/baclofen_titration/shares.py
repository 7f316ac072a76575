"""Shares of a daily dose: which says of what it is one, and how one is printed."""

from __future__ import annotations

import re

from baclofen_titration.errors import QuantityError

PERMILLE = 1_000
PER_CENT = 100

_SHARE = re.compile(r"([1-9][0-9]?)(?:\.([0-9]))? %", re.ASCII)
_BASES = ("present", "start")


def parse_permille(text: object) -> int:
    """Read a share such as "12.5 %", below a hundred [thousandths].

    Raises
    ------
    QuantityError
        For anything else.
    """
    match = _SHARE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise QuantityError('A share is text such as "25 %" or "12.5 %".')
    return int(f"{match[1]}{match[2] or 0}")


def parse_share(text: object) -> tuple[int, bool]:
    """Read a share such as "10 % of present" as thousandths, and whether it is of the start.

    Raises
    ------
    QuantityError
        For anything else: a share says of what it is.
    """
    share, _, base = text.partition(" of ") if isinstance(text, str) else ("", "", "")
    if base not in _BASES or not _SHARE.fullmatch(share):
        raise QuantityError(
            'A share says of what it is, such as "10 % of present" or "10 % of start".'
        )
    return parse_permille(share), base == "start"


def show_permille(share: int) -> str:
    """A share of so many thousandths, in per cent.

    Examples
    --------
    >>> show_permille(125)
    '12.5 %'
    """
    whole, tenth = divmod(share, PERMILLE // PER_CENT)
    return f"{whole}.{tenth} %" if tenth else f"{whole} %"
