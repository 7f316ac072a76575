"""Amounts for each kilogram of body weight, and the weights that they hold for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import core_schema

from baclofen_titration.errors import QuantityError
from baclofen_titration.quantities import MICROGRAMS_PER_MG, Amount

if TYPE_CHECKING:
    from typing import Self

GRAMS_PER_KG = 1000

_WEIGHT = re.compile(r"(0|[1-9][0-9]{0,2})(?:\.([0-9]{1,3}))? kg", re.ASCII)


class _PerKilogram(Amount):
    """An amount for each kilogram of body weight; always printed in mg, as sources print it."""

    __slots__ = ()

    def __str__(self) -> str:
        whole, part = divmod(self._micrograms, MICROGRAMS_PER_MG)
        return f"{whole}{f'.{part:03d}'.rstrip('0').rstrip('.')} mg{self._suffix}"

    def micrograms_at(self, grams: int) -> int:
        """The amount at a weight, rounded down to the whole microgram [micrograms].

        Parameters
        ----------
        grams : int
            Body weight [g].
        """
        return self._micrograms * grams // GRAMS_PER_KG

    @classmethod
    def of(cls, amount: Amount, grams: int) -> Self:
        """What an amount comes to for each kilogram, rounded down to the microgram."""
        return cls.from_micrograms(amount.micrograms * GRAMS_PER_KG // grams)


class DosePerKg(_PerKilogram):
    """What is taken at one moment for each kilogram of body weight.

    Examples
    --------
    >>> DosePerKg("0.1 mg/kg/dose").micrograms_at(18_500)
    1850
    """

    __slots__ = ()
    _suffix = "/kg/dose"
    _example = "0.1 mg/kg/dose"


class DailyDosePerKg(_PerKilogram):
    """What is taken in 24 hours for each kilogram of body weight.

    Examples
    --------
    >>> DailyDosePerKg("0.3 mg/kg/day").micrograms_at(20_000)
    6000
    """

    __slots__ = ()
    _suffix = "/kg/day"
    _example = "0.3 mg/kg/day"


class WeightBound(NamedTuple):
    """A body weight, exact to the gram.

    Parameters
    ----------
    grams : int
        [g], 1 to 999,999.

    Examples
    --------
    >>> print(parse_weight_bound("18.5 kg"))
    18.5 kg
    """

    grams: int

    def __str__(self) -> str:
        whole, part = divmod(self.grams, GRAMS_PER_KG)
        return f"{whole}" + f".{part:03d}".rstrip("0").rstrip(".") + " kg"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            parse_weight_bound,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )


def parse_weight_bound(value: object) -> WeightBound:
    """Read a body weight.

    Parameters
    ----------
    value : str or WeightBound
        Such as ``"33 kg"`` or ``"18.5 kg"``; below 1000 kg, to the gram.

    Raises
    ------
    QuantityError
        For anything else; a bare number has no unit.
    """
    if type(value) is WeightBound and type(value.grams) is int and value.grams > 0:
        return value
    match = _WEIGHT.fullmatch(value) if type(value) is str else None
    part = (match[2] or "") if match else ""
    grams = int(match[1]) * GRAMS_PER_KG + int(part.ljust(3, "0") or 0) if match else 0
    if not grams or part.endswith("0"):
        raise QuantityError('A weight is text with its unit, such as "33 kg" or "18.5 kg".')
    return WeightBound(grams)
