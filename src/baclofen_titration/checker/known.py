"""Content that was met before: validated once, and recognised afterwards.

Citations, limits, products and takings are the same in one check after another,
often as the same objects (`met`), or else with the same content. Either way every
value is taken apart each time, so one that was changed behind its own back has
another content, and is validated like any other that was never met.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.model import Model
from baclofen_titration.product import Bottle, KeepingTime, Pack, Product, Volume
from baclofen_titration.provenance import Authored, Citation, Judgement
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Reason

PLAIN: frozenset[type] = frozenset({str, int, bool, date, type(None)})

ROWS: tuple[frozenset[type], ...] = (
    frozenset({Citation, Judgement, Piece, ProtocolReference, Volume}),
    frozenset(
        {Administration, Authored[KeepingTime], Authored[Volume], Bottle, Limit, Pack, Reason}
    ),
    frozenset({Limits, Product, Regimen}),
)
"""Every class that is recognised; what a model holds stands in a row before its own."""

KNOWN: dict[type, int] = {kind: row for row, kinds in enumerate(ROWS) for kind in kinds}

Content = tuple[type, tuple[str, ...], tuple[type, ...], tuple[Any, ...]]
"""A model as its class, the names and types of its fields, and what they hold.

The types stand beside the values because Python holds 1 and True to be equal.
"""


def recognise(value: Model) -> None:
    """Refuse a value whose content is not what validation makes of it.

    Raises
    ------
    BaclofenTitrationError, TypeError, ValueError
        If it is not.
    """
    content = _content(value, len(ROWS))
    if type(value) in _TAKEN:
        _validate_taken(content)
    else:
        _validate_rule(content)


def _validate(content: Content) -> None:
    if _content(_made(content), len(ROWS)) != content:
        raise InvalidValueError("a value is not what validation makes of it.")


# Kept apart, so that many different takings do not crowd out the rules.
_TAKEN = (Administration, Regimen)
_validate_rule = lru_cache(_validate)
_validate_taken = lru_cache(_validate)


def _content(value: Any, below: int) -> Content:
    kind = type(value)
    row = KNOWN.get(kind, below)
    if row >= below:
        raise InvalidValueError("something that has no place here.")
    held = value.__dict__
    if type(held) is not dict:
        raise InvalidValueError("fields that are held in something else.")
    parts = tuple(held.values())
    types = tuple(map(type, parts))
    if not PLAIN.issuperset(types):
        parts = tuple([part if type(part) in PLAIN else _part(part, row) for part in parts])
    return kind, tuple(held), types, parts


def _part(part: Any, row: int) -> int | Content | tuple[str | Content, ...]:
    if type(part) is tuple:
        return tuple([each if type(each) is str else _content(each, row) for each in part])
    if type(part) in (Dose, DailyDose):
        micrograms: int = part.micrograms
        if type(micrograms) is not int:
            raise InvalidValueError("an amount is a plain int.")
        return micrograms
    return _content(part, row)


def _made(content: Content) -> Model:
    model, names, types, parts = content
    fields = zip(names, types, parts, strict=True)
    made: Model = model(**{name: _value(kind, part) for name, kind, part in fields})
    return made


def _value(kind: type, part: Any) -> object:
    if kind in PLAIN:
        return part
    if kind is Dose or kind is DailyDose:
        return kind.from_micrograms(part)
    if kind is tuple:
        return tuple([each if type(each) is str else _made(each) for each in part])
    return _made(part)
