"""Doses in the unit of their source: tablets, halves, millilitres, packets; exact or refused."""

from __future__ import annotations

import re
from fractions import Fraction

from baclofen_titration.errors import QuantityError
from baclofen_titration.quantities import Dose

HALVES = {"half a": Fraction(1, 2), "½": Fraction(1, 2)}
MICROGRAMS_PER_MG = 1_000
_PIECES = re.compile(
    r"(?P<count>half a|½|[1-9][0-9]?½?) (?P<what>tablet|packet)s? of (?P<mg>[1-9][0-9]{0,2}) mg",
    re.ASCII,
)
_LIQUID = re.compile(
    r"(?P<whole>[0-9]{1,3})(?:\.(?P<tenth>[1-9]))? mL of (?P<mg>[1-9][0-9]{0,2}) mg/"
    r"(?:(?P<ml>[1-9][0-9]?) )?mL",
    re.ASCII,
)


def counted(value: object) -> dict[str, object]:
    """Read a dose in milligrams, or as its source counts it.

    Parameters
    ----------
    value : str
        Such as ``"5 mg"``, ``"half a tablet of 10 mg"``, ``"1½ tablets of 10 mg"``,
        ``"1 packet of 5 mg"``, ``"2.5 mL of 5 mg/5 mL"``.

    Returns
    -------
    dict
        `dose`, and `written` where it was not in milligrams.

    Raises
    ------
    QuantityError
        For anything else, or where the dose is no whole number of micrograms.
    """
    if type(value) is not str:
        raise QuantityError('a dose is text with its unit, such as "5 mg" or "1 tablet of 10 mg"')
    if match := _PIECES.fullmatch(value):
        if match["what"] == "packet" and not match["count"].isdigit():
            raise QuantityError("a packet is taken whole; write a whole number of packets")
        amount = _count(match["count"]) * int(match["mg"])
    elif match := _LIQUID.fullmatch(value):
        volume = Fraction(int(match["whole"] + (match["tenth"] or "0")), 10)
        amount = volume * int(match["mg"]) / int(match["ml"] or 1)
    elif " of " in value:
        raise QuantityError(
            'as the source counts it, a dose is such as "half a tablet of 10 mg", '
            '"1 packet of 5 mg" or "2.5 mL of 5 mg/5 mL"'
        )
    else:
        return {"dose": Dose(value)}
    micrograms = amount * MICROGRAMS_PER_MG
    if micrograms.denominator != 1:
        raise QuantityError("this is no whole number of micrograms; write it in mg")
    return {"dose": Dose.from_micrograms(int(micrograms)), "written": value}


def _count(words: str) -> Fraction:
    if words in HALVES:
        return HALVES[words]
    whole, half = words.removesuffix("½"), words.endswith("½")
    return Fraction(int(whole)) + (HALVES["½"] if half else 0)
