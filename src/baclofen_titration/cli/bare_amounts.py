"""Every typed amount says of what: a bare one has two readings, a few times apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from baclofen_titration.errors import QuantityError
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Regimen

_AMOUNT = r"[+-]?([0-9.]{1,12} (?:mg|micrograms?))"
_BARE_AMOUNT = re.compile(_AMOUNT, re.ASCII)
_BARE_CHANGE = re.compile(_AMOUNT + r" every (?:([0-9]{1,4}) )?(days?|weeks?)", re.ASCII)


def refuse_bare_change(text: str, values: Mapping[str, Any], wanted: str = "") -> None:
    """Print both readings of "+5 mg every 3 days".

    Parameters
    ----------
    text : str
        What was typed.
    values : mapping
        The answers read so far; they say how many doses a day are meant.
    wanted : str
        What is asked for instead, where a change is no answer at all.

    Raises
    ------
    QuantityError
        If the text is such a change, of nobody knows what.
    """
    match = _BARE_CHANGE.fullmatch(text)
    if match:
        each, interval = Dose(match[1]), f" every {match[2] or 1} {match[3]}"
        _refuse(each, ("changes by", interval), values, wanted)


def refuse_bare_amount(text: str, values: Mapping[str, Any]) -> None:
    """Print both readings of "20 mg" where a daily dose is asked for.

    Raises
    ------
    QuantityError
        If the text is such an amount.
    """
    match = _BARE_AMOUNT.fullmatch(text)
    if match:
        _refuse(Dose(match[1]), ("is", ""), values, "")


def _refuse(
    each: Dose, phrase: tuple[str, str], values: Mapping[str, Any], wanted: str
) -> NoReturn:
    verb, interval = phrase
    write = "that is" if wanted else "write"
    times = _times_a_day(values)
    daily = DailyDose.from_micrograms(each.micrograms)
    lines = [
        f'"{each}{interval}" can be read two ways, so nothing is planned:',
        f'  - the daily dose {verb} {each}: {write} "{daily}{interval}"',
    ]
    if times is None:
        lines.append(f"  - each dose of the day {verb} {each}: {write} the sum of them, with /day")
    elif times == 1:
        lines[0] = f'"{each}{interval}" does not say of what, so nothing is planned:'
    else:
        together = DailyDose.from_micrograms(each.micrograms * times)
        lines.append(
            f'  - each of {times} doses a day {verb} {each}: {write} "{together}{interval}"'
        )
    raise QuantityError("\n".join([*lines, *([wanted] if wanted else [])]))


def _times_a_day(values: Mapping[str, Any]) -> int | None:
    """How many doses a day this patient takes, or would take first; None if nobody knows."""
    taking, protocol = values.get("taking"), values.get("protocol")
    if isinstance(taking, Regimen):
        return len(taking.administrations)
    if taking == "nothing" and isinstance(protocol, DosingProtocol):
        if protocol.by_weight is not None:
            return len(protocol.by_weight.times[0].times)
        table = protocol.titration
        if table.steps:
            return len(table.steps[0].doses)
        return len(table.rule.times[0].times) if table.rule is not None else None
    return None
