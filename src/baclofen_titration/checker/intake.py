"""Take in what is to be judged: built anew from plain parts, so that nothing tampered gets by."""

from __future__ import annotations

from typing import Any, TypeVar

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.checker.known import KNOWN, PLAIN, recognised
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
from baclofen_titration.schedule import Regimen, ReviewPoint, Schedule, Step, Taking

M = TypeVar("M", bound=Model)

_MODELS: tuple[type[Model], ...] = (
    Creatinine,
    Dialysis,
    Height,
    MeasuredClearance,
    MeasuredEgfr,
    Patient,
    ProtocolReference,
    Regimen,
    ReviewPoint,
    Schedule,
    StatedNormal,
    Step,
    Taking,
    Weight,
)
_NAMES = {kind: kind.model_fields.keys() for kind in _MODELS}

# What the vocabulary and Python raise on values that were never validated.
_FAULTS = (
    BaclofenTitrationError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
)


def rebuilt(kind: type[M], value: object) -> M | None:
    """Build a value anew from its parts.

    Models can be made without validation and changed behind their own backs;
    only what comes out the same when it is built again is judged. Limits,
    products and takings whose content validation has already let through are
    not built once more and come out as they are.

    Returns
    -------
    Model or None
        The value, or None if it is of another type or does not hold together.
    """
    if type(value) is not kind:
        return None
    try:
        again = _part(value)
    except _FAULTS:
        return None
    return again if isinstance(again, kind) else None


def _again(value: Any) -> object:
    """Build anew what one field holds."""
    kind = type(value)
    if kind is tuple:
        return tuple([_part(each) for each in value])
    if kind is dict:
        return {_part(key): _part(each) for key, each in value.items()}
    return parse_age(value) if kind is Age else _part(value)


def _part(value: Any) -> object:
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind in KNOWN:
        return recognised(value)
    if kind in _NAMES:
        return _model_again(value)
    raise InvalidValueError("something that is no part of the vocabulary.")


def _model_again(value: Model) -> Model:
    kind = type(value)
    held = value.__dict__
    if type(held) is not dict or held.keys() != _NAMES[kind]:
        raise InvalidValueError("a field is missing, or there is one too many.")
    parts = {name: part if type(part) in PLAIN else _again(part) for name, part in held.items()}
    again = kind(**parts)
    made = again.__dict__
    for name, part in parts.items():
        other = made[name]
        # Text that validation would have read, such as "3 days" for 3, was never validated.
        if other is not part and (type(other) is not type(part) or other != part):
            raise InvalidValueError(f"{name} is not what validation makes of it.")
    return again
