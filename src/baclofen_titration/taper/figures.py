"""The figures of this room, each with its author: shares of the daily dose."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from baclofen_titration.errors import QuantityError
from baclofen_titration.provenance import Figure, Sentence

_SHARE = re.compile(r"([1-9][0-9]?)(?:\.([0-9]))? %", re.ASCII)


class Share(Figure):
    """A share of the daily dose; each is our judgement, whatever is cited beside it."""

    judgement: Sentence

    @property
    def permille(self) -> int:
        """A share [thousandths]."""
        return parse_permille(self.value)


@cache
def figures() -> dict[str, Share]:
    """Every figure, by its name."""
    text = files(__package__).joinpath("data", "shares.toml").read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    return {name: Share.model_validate(figure) for name, figure in read.items()}


@cache
def order_rules() -> dict[str, Figure]:
    """Which dose of the day falls, and when one is dropped; each is our judgement."""
    return _read("order.toml")


@cache
def exceptions() -> dict[str, Figure]:
    """What is said where labels do not ask to go down slowly, by what happened."""
    return _read("exceptions.toml")


def _read(name: str) -> dict[str, Figure]:
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    return {key: Figure.model_validate(figure) for key, figure in read.items()}


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
