"""Values that were found whole before, and whether they are still what they were.

Limits, products and authors are the same objects in one check after another. Each model
inside a value is remembered with the very objects that its fields held, and each amount with
its number. Every one of them is looked at again each time: what was changed behind its own
back holds something else, and is not taken for what was met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import is_
from typing import Any, NamedTuple

from baclofen_titration.model import Model
from baclofen_titration.quantities import DailyDose, Dose

MOST_MET = 4_096
"""More are forgotten, all at once, and met again."""


class _Met(NamedTuple):
    """A value with every model and amount inside it; it is held, so that its id stays its own.

    `parts` are the names and the objects that the fields of all of them held, one after another.
    """

    value: Model
    models: list[tuple[Model, type, dict[str, Any]]]
    amounts: list[tuple[Dose | DailyDose, type]]
    parts: list[Any]


_met: dict[int, _Met] = {}


class Once:
    """Says of an object whether it is met for the first time; for parts of one schedule."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def is_first(self, part: object) -> bool:
        """Whether this very object was not asked about before."""
        place = id(part)
        if place in self._seen:
            return False
        self._seen.add(place)
        return True


def not_as_met(values: Iterable[Model]) -> Iterator[Model]:
    """Those that were never found whole, or in which anything has changed since."""
    for value in values:
        met = _met.get(id(value))
        if met is None or met.value is not value or not _holds_the_same(met):
            yield value


def _holds_the_same(met: _Met) -> bool:
    now: list[Any] = []
    for model, kind, fields in met.models:
        if type(model) is not kind or model.__dict__ is not fields:
            return False
        now += fields
        now += fields.values()
    for amount, kind in met.amounts:
        if type(amount) is not kind:
            return False
        now += amount.micrograms, amount.in_micrograms
    return len(now) == len(met.parts) and all(map(is_, now, met.parts))


def remember(value: Model) -> None:
    """Remember a value that has just been found whole."""
    met = _Met(value, [], [], [])
    _walk(value, met)
    for _, _, fields in met.models:
        met.parts.extend(fields)
        met.parts.extend(fields.values())
    for amount, _ in met.amounts:
        met.parts.extend((amount.micrograms, amount.in_micrograms))
    if len(_met) >= MOST_MET:
        _met.clear()
    _met[id(value)] = met


def _walk(value: object, met: _Met) -> None:
    if isinstance(value, Model):
        if any(value is model for model, _, _ in met.models):
            return
        met.models.append((value, type(value), value.__dict__))
        for part in value.__dict__.values():
            _walk(part, met)
    elif isinstance(value, Dose | DailyDose):
        met.amounts.append((value, type(value)))
    elif isinstance(value, tuple):
        for part in value:
            _walk(part, met)
