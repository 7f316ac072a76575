"""The figures of this room, each with its author: shares of the daily dose."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TypeVar

from baclofen_titration.lengths import parse_days
from baclofen_titration.provenance import Figure, Sentence
from baclofen_titration.shares import parse_permille

F = TypeVar("F", bound=Figure)


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
    return _read("shares.toml", Share)


@cache
def order_rules() -> dict[str, Figure]:
    """Which dose of the day falls, and when one is dropped; each is our judgement."""
    return _read("order.toml", Figure)


@cache
def gentle_interval() -> Figure:
    """How long each reduced dose is kept, where a length leaves time for it; a judgement."""
    return _read("lengths.toml", Figure)["gentle-interval"]


@cache
def gentle_days() -> int:
    """The same [days]."""
    return parse_days(gentle_interval().value)


@cache
def table_rule() -> Figure:
    """Why the steps of a table are taken as they are written; a judgement of ours."""
    return _read("tables.toml", Figure)["row-of-table"]


@cache
def exceptions() -> dict[str, Figure]:
    """What is said where labels do not ask to go down slowly, by what happened."""
    return _read("exceptions.toml", Figure)


def _read(name: str, kind: type[F]) -> dict[str, F]:
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    return {key: kind.model_validate(figure) for key, figure in read.items()}
