"""The figures of this room, each with its author: shares of the daily dose."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from baclofen_titration.errors import QuantityError
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.provenance import (
    KIND_OF_GRADE,
    Citation,
    Grade,
    Judgement,
    Key,
    Sentence,
)

_SHARE = re.compile(r"([1-9][0-9]?)(?:\.([0-9]))? %", re.ASCII)


class Place(RuleModel):
    """A place in a source."""

    source: Key
    title: Sentence
    section: Sentence
    grade: Grade
    says: Sentence


class Figure(RuleModel):
    """One figure and whoever stands behind it."""

    value: Sentence
    says: Sentence
    judgement: Sentence
    cite: Several[Place] = ()

    @property
    def authors(self) -> tuple[Citation | Judgement, ...]:
        """Who says so."""
        cited: list[Citation | Judgement] = [
            Citation(kind=KIND_OF_GRADE[place.grade], **dict(place)) for place in self.cite
        ]
        return (*cited, Judgement(says=self.says, reason=self.judgement))

    @property
    def permille(self) -> int:
        """A share [thousandths]."""
        return parse_permille(self.value)


@cache
def figures() -> dict[str, Figure]:
    """Every figure, by its name."""
    text = files(__package__).joinpath("data", "shares.toml").read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    return {name: Figure.model_validate(figure) for name, figure in read.items()}


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
