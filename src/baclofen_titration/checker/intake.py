"""Take in what is to be judged: built anew from plain parts, so that nothing tampered gets by."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.errors import BaclofenTitrationError, InvalidValueError
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.model import Model
from baclofen_titration.patient import Age, Patient, StatedNormal, parse_age
from baclofen_titration.product import Pack, Product
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import (
    Administration,
    Piece,
    Reason,
    Regimen,
    ReviewPoint,
    Schedule,
    Step,
    Taking,
)

M = TypeVar("M", bound=Model)

_MODELS: frozenset[type] = frozenset(
    {
        Administration,
        Citation,
        Judgement,
        Limit,
        Limits,
        Pack,
        Patient,
        Piece,
        Product,
        ProtocolReference,
        Reason,
        Regimen,
        ReviewPoint,
        Schedule,
        StatedNormal,
        Step,
        Taking,
    }
)
_PLAIN: frozenset[type] = frozenset({str, int, bool, date, type(None)})

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
    only what comes out the same when it is built again is judged.

    Returns
    -------
    Model or None
        A fresh value, or None if it is of another type or does not hold together.
    """
    if type(value) is not kind:
        return None
    try:
        again = _again(value)
    except _FAULTS:
        return None
    return again if isinstance(again, kind) else None


def _again(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Model) and kind in _MODELS:
        return _model_again(value)
    if kind is tuple and isinstance(value, tuple):
        return tuple([_again(part) for part in value])
    if isinstance(value, Dose | DailyDose) and kind in (Dose, DailyDose):
        return kind.from_micrograms(value.micrograms)  # a plain int in range, or refused
    if kind is Age and isinstance(value, Age):
        return parse_age(value)
    if kind is dict and isinstance(value, dict):
        return {_again(key): _again(part) for key, part in value.items()}
    raise InvalidValueError("something that is no part of the vocabulary.")


def _model_again(value: Model) -> Model:
    held = dict(value.__dict__)
    if held.keys() != type(value).model_fields.keys():
        raise InvalidValueError("a field is missing, or there is one too many.")
    parts = {name: _again(part) for name, part in held.items()}
    again = type(value)(**parts)
    for name, part in parts.items():
        made = getattr(again, name)
        # Text that validation would have read, such as "3 days" for 3, was never validated.
        if type(made) is not type(part) or made != part:
            raise InvalidValueError(f"{name} is not what validation makes of it.")
    return again
