"""Take in what is to be judged: taken apart and compared, so that nothing tampered gets by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal, TypeVar

from baclofen_titration.checker.known import KNOWN, PLAIN, recognise
from baclofen_titration.checker.met import Proof, prove
from baclofen_titration.dates import FIRST_DATE, LAST_DATE, parse_date
from baclofen_titration.errors import BaclofenTitrationError, InvalidValueError
from baclofen_titration.measurements import (
    Creatinine,
    Dialysis,
    Height,
    MeasuredClearance,
    MeasuredEgfr,
    Weight,
)
from baclofen_titration.model import Model
from baclofen_titration.patient import Age, Patient, StatedNormal, parse_age
from baclofen_titration.regimen import Taking
from baclofen_titration.schedule import ReviewPoint, Schedule, Step

M = TypeVar("M", bound=Model)

_MODELS: tuple[type[Model], ...] = (
    Creatinine,
    Dialysis,
    Height,
    MeasuredClearance,
    MeasuredEgfr,
    Patient,
    ReviewPoint,
    Schedule,
    StatedNormal,
    Step,
    Taking,
    Weight,
)
_NAMES: dict[type, Any] = {kind: kind.model_fields.keys() for kind in _MODELS}
_KEEPING = {kind for kind in _MODELS if kind.model_post_init is not Model.model_post_init}
"""Those whose fields have to keep something between them."""
_AS_IT_IS = PLAIN - {date}
_PARTS = _AS_IT_IS | KNOWN.keys() | _NAMES.keys() | {date, Age, dict, tuple}

Face = tuple[type, tuple[str, ...], tuple[type, ...]]
"""A model as its class, the names of its fields and the type of what each of them holds."""


def _nothing(parts: tuple[Any, ...]) -> None:
    """What a model without plain fields holds in them."""


class _Layout:
    """Which fields of a face hold what, by their places; those in `plain` are as they are."""

    __slots__ = ("dates", "known", "others", "plain", "several")

    def __init__(self, kinds: tuple[type, ...]) -> None:
        plain, self.known, self.dates, self.several = (
            tuple([place for place, each in enumerate(kinds) if each in row])
            for row in (_AS_IT_IS, KNOWN, (date,), (dict, tuple))
        )
        told = {*plain, *self.known, *self.dates, *self.several}
        self.others = tuple([place for place in range(len(kinds)) if place not in told])
        self.plain: Callable[[tuple[Any, ...]], Any] = itemgetter(*plain) if plain else _nothing


Shape = tuple[Any, ...]
"""A layout, what the plain fields hold, and what stands for each of those that hold several.

Dates and models stand in it by their type alone: whatever they are, they are looked at by
themselves. So two steps that differ in their dates and doses have one shape.
"""

MOST_SHAPES = 1_024
_layouts: dict[Face, _Layout] = {}
_whole: set[Shape] = set()
"""Shapes of which one was built anew and came out the same."""

# What the vocabulary and Python raise on values that were never validated.
_FAULTS = (
    BaclofenTitrationError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)


def as_validated(kind: type[M], value: object) -> M | None:
    """Take a value apart, and give it back if every part is what validation makes of it.

    Returns
    -------
    Model or None
        The value, or None if it is of another type or does not hold together.
    """
    return value if type(value) is kind and take_in([(kind, value)]) is not None else None


def take_in(values: Sequence[tuple[type[Model], object]]) -> Proof | None:
    """Take values apart, and say whether every part is what validation makes of it.

    Models can be made without validation and changed behind their own backs;
    only what would come out the same if it was built again is judged.

    Parameters
    ----------
    values : sequence of (type, object)
        Each with the class that it has to be of.

    Returns
    -------
    Proof or None
        What was read from the parts when they were met, and stays with them; None if a
        value is of another type or does not hold together.
    """
    known: list[Model] = []
    try:
        for kind, value in values:
            if type(value) is not kind:
                return None
            _look_at(value, known)
        return prove(known, recognise)
    except _FAULTS:
        return None


def _look_at(part: Any, known: list[Model]) -> object:
    """Refuse what does not hold together, list what may be known; say what stands for it."""
    kind = type(part)
    if kind in _AS_IT_IS:
        return kind, part
    if kind in KNOWN:
        known.append(part)
    elif kind is date:
        parse_date(part)
    elif kind in _NAMES:
        _model(part, kind, known)
    elif kind is Age:
        parse_age(part)
    else:
        raise InvalidValueError("something that is no part of the vocabulary.")
    return kind


def _several(part: Any, known: list[Model]) -> object:
    """The same for what holds several."""
    parts = part if type(part) is tuple else (*part, *part.values())
    kinds = tuple(map(type, parts))
    rows = _rows_of(kinds)
    if rows == "known":
        known += parts
        return kinds
    if rows == "plain":
        return kinds, parts
    if rows == "alike":
        for each in parts:
            _model(each, kinds[0], known)
        return kinds
    return tuple([_look_at(each, known) for each in parts])


@lru_cache
def _rows_of(kinds: tuple[type, ...]) -> Literal["known", "plain", "alike", "other"]:
    """Whether all of them are known, all are plain, all are models of one class, or neither."""
    different = {*kinds}
    if KNOWN.keys() >= different:
        return "known"
    if different <= _AS_IT_IS:
        return "plain"
    return "alike" if len(different) == 1 and _NAMES.keys() >= different else "other"


def _model(value: Model, kind: type[Model], known: list[Model]) -> None:
    held = value.__dict__
    if type(held) is not dict:
        raise InvalidValueError("fields that are held in something else.")
    parts = tuple(held.values())
    face = kind, tuple(held), tuple(map(type, parts))
    layout = _layouts.get(face) or _lay_out(face)
    for place in layout.known:
        known += (parts[place],)
    for place in layout.dates:
        if not FIRST_DATE <= parts[place] <= LAST_DATE:
            raise InvalidValueError("a day outside the calendar window.")
    for place in layout.others:
        _look_at(parts[place], known)
    several = [_several(parts[place], known) for place in layout.several]
    whole = (layout, layout.plain(parts), *several)
    if whole in _whole:
        if kind in _KEEPING:
            value.model_post_init(None)
        return
    _build_anew(kind, held)
    if len(_whole) >= MOST_SHAPES:
        _whole.clear()
    _whole.add(whole)


def _lay_out(face: Face) -> _Layout:
    kind, names, kinds = face
    if _NAMES[kind] != {*names}:
        raise InvalidValueError("a field is missing, or there is one too many.")
    if not _PARTS.issuperset(kinds):
        raise InvalidValueError("something that is no part of the vocabulary.")
    made = _Layout(kinds)
    if len(_layouts) >= MOST_SHAPES:
        _layouts.clear()
    _layouts[face] = made
    return made


def _build_anew(kind: type[Model], held: dict[str, Any]) -> None:
    made = kind(**held).__dict__
    for name, part in held.items():
        other = made[name]
        # Text that validation would have read, such as "3 days" for 3, was never validated.
        if other is not part and (type(other) is not type(part) or other != part):
            raise InvalidValueError(f"{name} is not what validation makes of it.")
