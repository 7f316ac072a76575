"""How typed text becomes values. Every amount has to say what it is an amount of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from baclofen_titration.dates import parse_date
from baclofen_titration.errors import DateError, QuantityError
from baclofen_titration.lengths import parse_days
from baclofen_titration.patient import Age, parse_age
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import Taking, parse_regimen

_BARE_YEARS = re.compile(r"[0-9]{1,3}", re.ASCII)
_BARE_CHANGE = re.compile(r"[+-]?([0-9.]{1,8} mg) every ([0-9]{1,4} (?:days?|weeks?))", re.ASCII)


def read_age(text: str) -> Age:
    """An age; a bare number on the command line is years."""
    return parse_age(f"{text} years" if _BARE_YEARS.fullmatch(text) else text)


def read_aim(text: str) -> DailyDose | Literal["max"]:
    """An aim: a daily dose, or ``max``."""
    if text == "max":
        return "max"
    _refuse_bare_change(text, 3)
    return DailyDose(text)


def read_taking(text: str, since: str | None) -> Taking | Literal["nothing", "unknown"]:
    """What is taken now: none, unknown, or a regimen and since when."""
    if text in ("none", "nothing"):
        if since is not None:
            raise QuantityError("--since belongs to a regimen; with none taken, leave it out.")
        return "nothing"
    if text == "unknown":
        return "unknown"
    regimen = parse_regimen(text)
    if since is None:
        raise QuantityError(
            'since when is not given. Give --since YYYY-MM-DD, or "--since unknown".'
        )
    try:
        first: date | Literal["unknown"] = "unknown" if since == "unknown" else parse_date(since)
    except DateError as error:
        raise QuantityError(f"since when? (--since) {error}") from None
    return Taking(regimen=regimen, since=first)


def read_by(taking: object) -> Callable[[str], tuple[DailyDose, int]]:
    """A reader of a fall and an interval, such as "5 mg/day every 7 days"."""
    times = len(taking.regimen.administrations) if isinstance(taking, Taking) else 3

    def read(text: str) -> tuple[DailyDose, int]:
        _refuse_bare_change(text, times)
        fall, every, interval = text.partition(" every ")
        if not every:
            raise QuantityError(
                'a fall is a daily dose and an interval, such as "5 mg/day every 7 days".'
            )
        return DailyDose(fall), parse_days(interval)

    return read


def _refuse_bare_change(text: str, times: int) -> None:
    """Print both readings of "+5 mg every 3 days": a factor of the doses a day hides in it."""
    match = _BARE_CHANGE.fullmatch(text) if len(text) <= 60 else None
    if match is None:
        return
    each, interval = Dose(match[1]), match[2]
    daily = DailyDose.from_micrograms(each.micrograms)
    together = DailyDose.from_micrograms(each.micrograms * times)
    raise QuantityError(
        f'"{each} every {interval}" can be read two ways, so nothing is planned:\n'
        f'  - the daily dose changes by {each}: write "{daily} every {interval}"\n'
        f"  - each of {times} doses a day changes by {each}: "
        f'write "{together} every {interval}"'
    )
