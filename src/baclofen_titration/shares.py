"""Shares of a daily dose: which says of what it is one, and how one is printed."""

from __future__ import annotations

import re

from baclofen_titration.errors import QuantityError

PERMILLE = 1_000
PER_CENT = 100

_SHARE = re.compile(
    r"(?P<whole>[1-9][0-9]?)(?:\.(?P<tenth>[0-9]))? % of (?P<of>present|start)", re.ASCII
)


def parse_share(text: object) -> tuple[int, bool]:
    """Read a share such as "10 % of present" as thousandths, and whether it is of the start.

    Raises
    ------
    QuantityError
        For anything else: a share says of what it is.
    """
    match = _SHARE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise QuantityError(
            'A share says of what it is, such as "10 % of present" or "10 % of start".'
        )
    return int(f"{match['whole']}{match['tenth'] or 0}"), match["of"] == "start"


def show_permille(share: int) -> str:
    """A share of so many thousandths, in per cent.

    Examples
    --------
    >>> show_permille(125)
    '12.5 %'
    """
    whole, tenth = divmod(share, PERMILLE // PER_CENT)
    return f"{whole}.{tenth} %" if tenth else f"{whole} %"
