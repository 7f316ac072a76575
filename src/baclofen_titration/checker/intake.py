"""Take in what is to be judged: taken apart and compared, so that nothing tampered gets by."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from baclofen_titration.checker.known import KNOWN, PLAIN, recognise
from baclofen_titration.checker.met import not_as_met
from baclofen_titration.dates import parse_date
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
_AS_IT_IS = PLAIN - {date}

Shape = tuple[type, tuple[Any, ...]]
"""A model as its class and, in the order of its fields, the type of each and what it holds.

Dates and models stand in it by their type alone: whatever they are, they are looked at by
themselves. So two steps that differ in their dates and doses have one shape.
"""

MOST_SHAPES = 1_024
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

    Models can be made without validation and changed behind their own backs;
    only what would come out the same if it was built again is judged.

    Returns
    -------
    Model or None
        The value, or None if it is of another type or does not hold together.
    """
    if type(value) is not kind:
        return None
    try:
        known: list[Model] = []
        _look_at(value, known)
        for part in not_as_met(known):
            recognise(part)
    except _FAULTS:
        return None
    return value


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


def _field(part: Any, known: list[Model]) -> object:
    """The same for what a field holds, which may be several."""
    kind = type(part)
    if kind is tuple:
        return tuple([_look_at(each, known) for each in part])
    if kind is dict:
        return dict, *[_look_at(each, known) for each in (*part, *part.values())]
    return (kind, part) if kind in _AS_IT_IS else _look_at(part, known)


def _model(value: Model, kind: type[Model], known: list[Model]) -> None:
    held, names = value.__dict__, _NAMES[kind]
    if type(held) is not dict or held.keys() != names:
        raise InvalidValueError("a field is missing, or there is one too many.")
    shape = kind, tuple([_field(held[name], known) for name in names])
    if shape in _whole:
        value.model_post_init(None)  # what its fields have to keep between them
        return
    _build_anew(kind, held)
    if len(_whole) >= MOST_SHAPES:
        _whole.clear()
    _whole.add(shape)


def _build_anew(kind: type[Model], held: dict[str, Any]) -> None:
    made = kind(**held).__dict__
    for name, part in held.items():
        other = made[name]
        # Text that validation would have read, such as "3 days" for 3, was never validated.
        if other is not part and (type(other) is not type(part) or other != part):
            raise InvalidValueError(f"{name} is not what validation makes of it.")
