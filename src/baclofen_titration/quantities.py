"""Amounts of baclofen, exact to the microgram.

A `Dose` is what is taken at one moment, a `DailyDose` what is taken in 24 hours.
They are different types and never compare: mixing them up is a factor of three.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import total_ordering
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic_core import core_schema

from baclofen_titration.errors import QuantityError

if TYPE_CHECKING:
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

MICROGRAMS_PER_MG = 1000
LONGEST_NUMBER = 12
LONGEST_TEXT = 32
LARGEST_MICROGRAMS = 10**9

_AMOUNT = re.compile(
    r"(0|[1-9][0-9]*)(?:\.([0-9]{1,3}))? (mg|micrograms?)(/day|/kg/day|/kg/dose)?", re.ASCII
)


@total_ordering
class Amount:
    """A whole number of micrograms that knows what it is an amount of."""

    __slots__ = ("_given_in_micrograms", "_micrograms")
    _micrograms: int
    _given_in_micrograms: bool
    _suffix: ClassVar[str] = ""
    _example: ClassVar[str] = ""

    def __init__(self, text: str | Self) -> None:
        if type(text) is type(self):
            micrograms, in_micrograms = text._micrograms, text.in_micrograms
        else:
            micrograms = self._read(text)
            in_micrograms = " micro" in str(text)
        object.__setattr__(self, "_micrograms", micrograms)
        object.__setattr__(self, "_given_in_micrograms", in_micrograms)

    @classmethod
    def _of_field(cls, value: str | Self) -> Self:
        """Read what stands in a field of a document.

        Amounts below 1 mg are written in micrograms there, so that the unit says nothing.
        """
        amount = cls(value)
        if type(value) is str and amount._micrograms < MICROGRAMS_PER_MG:
            return cls.from_micrograms(amount._micrograms)
        return amount

    @classmethod
    def from_micrograms(cls, micrograms: int) -> Self:
        """Make an amount from a whole number of micrograms.

        Parameters
        ----------
        micrograms : int
            [micrograms], 0 to 1,000,000,000. Booleans, floats, numpy numbers
            and other subclasses of int are refused: pass ``int(x)``.

        Raises
        ------
        QuantityError
            If it is anything else.
        """
        if type(micrograms) is not int:
            raise QuantityError(
                f"{cls.__name__}: a whole number of micrograms must be a plain int, not "
                f"{type(micrograms).__name__}. Pass text with its unit, such as "
                f'"{cls._example}", or int(x).'
            )
        if not 0 <= micrograms <= LARGEST_MICROGRAMS:
            raise QuantityError(
                f"{cls.__name__}: an amount is 0 to {LARGEST_MICROGRAMS // MICROGRAMS_PER_MG} mg."
            )
        amount = cls.__new__(cls)
        object.__setattr__(amount, "_micrograms", micrograms)
        object.__setattr__(amount, "_given_in_micrograms", False)
        return amount

    @classmethod
    def _read(cls, text: object) -> int:
        if type(text) is not str:
            raise QuantityError(
                f"{cls.__name__}: {type(text).__name__} is not accepted, because a bare number "
                f'has no unit. Write the amount as text, such as "{cls._example}".'
            )
        number = text.split(" ", 1)[0]
        match = (
            _AMOUNT.fullmatch(text)
            if len(text) <= LONGEST_TEXT and len(number) <= LONGEST_NUMBER
            else None
        )
        if match is None:
            raise QuantityError(
                f"{cls.__name__}: the text is not an amount. Write a plain number, one space "
                f'and the unit mg or micrograms, such as "{cls._example}".'
            )
        whole, decimals, unit, per = match.groups()
        if (per or "") != cls._suffix:
            raise QuantityError(f'{cls.__name__}: {cls._clash(per)}. Write "{cls._example}".')
        if decimals is not None and (unit != "mg" or decimals.endswith("0")):
            raise QuantityError(
                f"{cls.__name__}: no trailing zero and no part of a microgram is accepted, "
                f'because they are misread tenfold. Write "{cls._example}".'
            )
        if unit == "mg":
            micrograms = int(whole) * MICROGRAMS_PER_MG + int((decimals or "").ljust(3, "0"))
        else:
            micrograms = int(whole)
        if micrograms > LARGEST_MICROGRAMS:
            raise QuantityError(
                f"{cls.__name__}: an amount is 0 to {LARGEST_MICROGRAMS // MICROGRAMS_PER_MG} mg."
            )
        return micrograms

    @classmethod
    def _clash(cls, per: str | None) -> str:
        """What is wrong with an amount of another kind."""
        if "/kg" in (per or "") + cls._suffix:
            return "an amount for each kilogram says so, and no other amount does"
        if per:
            return "the text says /day but this is what is taken at one moment"
        return "an amount in 24 hours has to say so"

    @property
    def micrograms(self) -> int:
        """The amount [micrograms]."""
        return self._micrograms

    @property
    def in_micrograms(self) -> bool:
        """Whether it was given in micrograms, as doses of a pump are; no amount compares by it."""
        return self._given_in_micrograms

    @property
    def as_given(self) -> str:
        """The amount in the unit in which it was given.

        Examples
        --------
        >>> print(Dose("3000 micrograms"), "was", Dose("3000 micrograms").as_given)
        3 mg was 3000 micrograms
        """
        return f"{self._micrograms} micrograms{self._suffix}" if self.in_micrograms else str(self)

    def scaled(self, fraction: Fraction) -> Self:
        """Take a fraction of the amount, rounded down to the whole microgram.

        Rounding down is the safe side for a bound. The result is exact when
        ``amount * fraction`` is a whole number of micrograms, and less than one
        microgram too small otherwise.

        Parameters
        ----------
        fraction : fractions.Fraction
            0 or more, such as ``Fraction(2, 3)``. Floats are refused.

        Raises
        ------
        QuantityError
            If it is not a `Fraction`, or negative.

        Examples
        --------
        >>> from fractions import Fraction
        >>> Dose("5 mg").scaled(Fraction(2, 3))
        Dose('3.333 mg')
        """
        if type(fraction) is not Fraction or fraction < 0:
            raise QuantityError(
                "A fraction of an amount is a fractions.Fraction of 0 or more, "
                "such as Fraction(2, 3); floats are not exact."
            )
        return type(self).from_micrograms(
            self._micrograms * fraction.numerator // fraction.denominator
        )

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return type(self).from_micrograms(self._micrograms + other._micrograms)

    def __sub__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        if other._micrograms > self._micrograms:
            raise QuantityError(f"{type(self).__name__}: there is no amount below nothing.")
        return type(self).from_micrograms(self._micrograms - other._micrograms)

    def __mul__(self, count: int) -> Self:
        if type(count) is not int:
            return NotImplemented
        return type(self).from_micrograms(self._micrograms * count)

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._micrograms == other._micrograms

    def __lt__(self, other: Self) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._micrograms < other._micrograms

    def __hash__(self) -> int:
        return hash((self._suffix, self._micrograms))

    def __bool__(self) -> bool:
        return self._micrograms > 0

    def __str__(self) -> str:
        return f"{format_micrograms(self._micrograms)}{self._suffix}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed; make a new one.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed; make a new one.")

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.as_given,)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._of_field,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "maxLength": LONGEST_TEXT,
            "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]{0,2}[1-9])? (mg|micrograms?)" + cls._suffix + "$",
            "examples": [cls._example],
        }


class Dose(Amount):
    """What is taken at one moment, exact to the microgram.

    Parameters
    ----------
    text : str or Dose
        A plain number, one space and the unit: ``"5 mg"``, ``"2.5 mg"``,
        ``"500 micrograms"``. From 0 to 1,000,000 mg.

    Raises
    ------
    QuantityError
        For anything else: numbers without a unit, floats, signs, exponents,
        ``"5.0 mg"``, ``".5 mg"``, ``"5mg"``. Write the text as shown.

    Examples
    --------
    >>> Dose("2.5 mg") + Dose("500 micrograms")
    Dose('3 mg')
    >>> print(Dose("0.25 mg"))
    250 micrograms
    """

    __slots__ = ()
    _example = "5 mg"


class DailyDose(Amount):
    """What is taken in 24 hours, exact to the microgram.

    It comes from text that says ``/day`` or from adding up a regimen.

    Parameters
    ----------
    text : str or DailyDose
        Such as ``"60 mg/day"``.

    Raises
    ------
    QuantityError
        For anything else, a dose without ``/day`` among it.

    Examples
    --------
    >>> DailyDose("60 mg/day").micrograms
    60000
    """

    __slots__ = ()
    _suffix = "/day"
    _example = "60 mg/day"

    @classmethod
    def of(cls, doses: tuple[Dose, ...]) -> DailyDose:
        """Add up the doses of one day."""
        return cls.from_micrograms(sum(dose.micrograms for dose in doses))


def format_micrograms(micrograms: int) -> str:
    """Print an amount the one way it is printed: no trailing zero, micrograms below 1 mg."""
    if 0 < micrograms < MICROGRAMS_PER_MG:
        return f"{micrograms} microgram" + ("" if micrograms == 1 else "s")
    whole, part = divmod(micrograms, MICROGRAMS_PER_MG)
    decimals = f".{part:03d}".rstrip("0").rstrip(".")
    return f"{whole}{decimals} mg"
