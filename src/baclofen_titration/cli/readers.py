"""Readers of single answers, always through the library's own parsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, get_args

from baclofen_titration.acknowledgements import parse_acknowledgement
from baclofen_titration.cli.bare_amounts import refuse_bare_amount, refuse_bare_change
from baclofen_titration.dates import parse_date
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    QuantityError,
    UnknownNameError,
)
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.lengths import parse_days
from baclofen_titration.patient import (
    Age,
    parse_age,
    parse_indication,
    parse_names,
    plain_name,
)
from baclofen_titration.planning.named import COUNTS, LENGTHS, RISES, STARTS
from baclofen_titration.planning.ways import (
    Way,
    Window,
    parse_over,
    parse_way,
)
from baclofen_titration.planning.weekdays import Weekday, refuse_other_interval
from baclofen_titration.product import Product, load_products, shipped_products
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES, Regimen, parse_regimen
from baclofen_titration.screening import Kind, indication, screen_answers
from baclofen_titration.screening.indications import UNANSWERED
from baclofen_titration.shares import parse_share
from baclofen_titration.tailoring import rule_set

Values = Mapping[str, Any]
Reader = Callable[[Any, Values], Any]
"""Reads the text of one answer, or its texts if it may be given more than once; the answers read
before it are at hand."""

LONGEST_NAME = 40
HOW_FAR = 'Say how far, such as "60 mg/day". How fast is another question.'

INTERVALS = ("shortest", "longest")
WEEKDAYS = get_args(Weekday)

_BARE_YEARS = re.compile(r"[0-9]{1,3}", re.ASCII)


def read_products(text: str) -> tuple[Product, ...]:
    """Products or sets by name; near matches are named."""
    try:
        return load_products(text)
    except UnknownNameError as error:
        shelf = shipped_products()
        known = [*shelf.sets, *(product.id for product in shelf.products)]
        names = [name.strip()[:LONGEST_NAME] for name in text.split(",")]
        missing = next((name for name in names if name not in known), "")
        near = get_close_matches(missing, known, n=2)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownNameError(f"{error}{hint}") from None


def read_age(text: str) -> Age | Literal["not asked"]:
    """An age; a bare number on the command line is years."""
    if text == "not asked":
        return "not asked"
    return parse_age(f"{text} years" if _BARE_YEARS.fullmatch(text) else text)


def read_taking(text: str, values: Values) -> Regimen | Literal["nothing", "unknown"]:
    """What is taken now: none, unknown, or a regimen."""
    if text in ("none", "nothing"):
        return "nothing"
    if text == "unknown":
        return "unknown"
    refuse_bare_change(text, values, "Say what is taken now: a time of day with each dose.")
    return parse_regimen(text)


def read_present(text: str, values: Values) -> Regimen | Literal["unknown"]:
    """What is taken now, by somebody who goes down from it."""
    present = read_taking(text, values)
    if present == "nothing":
        raise InvalidValueError("there is nothing to taper from.")
    return present


def read_since(text: str) -> date | Literal["unknown"]:
    """The first day of what is taken now, or unknown."""
    return "unknown" if text == "unknown" else parse_date(text)


def read_aim(text: str, values: Values) -> DailyDose | Literal["max"]:
    """An aim: a daily dose, or ``max``."""
    return "max" if text == "max" else read_daily_dose(text, values)


def read_daily_dose(text: str, values: Values) -> DailyDose:
    """A daily dose; a bare amount is refused with both of its readings."""
    refuse_bare_change(text, values, HOW_FAR)
    refuse_bare_amount(text, values)
    if " every " in text:
        raise QuantityError(HOW_FAR)
    return DailyDose(text)


def read_over(text: str) -> int | Window | Way | str:
    """A length, a window, or a length that ends at a daily dose, after which another pace comes."""
    if text in LENGTHS:
        return text
    try:
        return parse_over(text)
    except QuantityError:
        if " to " in text and "mg" in text:
            return parse_way(f"over {text}")
        raise


def read_by(text: str, values: Values) -> tuple[DailyDose | str, int] | Way:
    """A fall or a share, and an interval, such as "5 mg/day every 7 days"."""
    if " to " in text or " until " in text:
        return parse_way(text)
    if "%" in text:
        share, _, interval = text.partition(" every ")
        parse_share(share)
        return share, parse_days(interval)
    refuse_bare_change(text, values)
    fall, every, interval = text.partition(" every ")
    if not every:
        raise QuantityError(
            'A fall is a daily dose and an interval, such as "5 mg/day every 7 days".'
        )
    return DailyDose(fall), parse_days(interval)


def read_time(text: str) -> str:
    """A named time of day; a protocol knows no other."""
    if text not in NAMED_TIMES:
        raise QuantityError(f"A first taking is at one of {', '.join(NAMED_TIMES)}.")
    return text


def read_fall_time(text: str) -> str:
    """A time of day: a name or the clock; the request says whether anything is taken then."""
    return parse_regimen(f"{text} 1 mg").administrations[0].at


def read_rise(text: str) -> str | Dose | DailyDose:
    """Which end of a range of rises, or a rise inside it."""
    if text in RISES:
        return text
    if not text[:1].isdigit():
        raise InvalidValueError(f'Say {", ".join(RISES)}, or a rise such as "5 mg/day".')
    return DailyDose(text) if text.endswith("/day") else Dose(text)


def read_rise_interval(text: str) -> str | int:
    """Which end of a range of days between rises, or a number of days inside it."""
    return text if text in INTERVALS else parse_days(text)


def read_reading(text: str, values: Values) -> str:
    """The name of a reading; which there are, the protocol knows."""
    protocol = values.get("protocol")
    if protocol is not None:
        protocol.read_as(text)
    return text


def read_doses_a_day(text: str) -> str | int:
    """How many doses a day, of a range of them."""
    if text in COUNTS:
        return text
    if not (text.isascii() and text.isdecimal() and len(text) == 1):
        raise InvalidValueError(f"Say {', '.join(COUNTS)}, or a number such as 3.")
    return int(text)


def read_begin(text: str) -> str | DailyDose:
    """Which start of a range, or a gentler one."""
    return text if text in STARTS else DailyDose(text)


def read_way(text: str, values: Values) -> str:
    """The name of a way down; which there are, the protocol knows."""
    protocol = values.get("protocol")
    if protocol is not None:
        protocol.taper_way(text)
    return text


def read_weekdays(text: str) -> tuple[str, ...]:
    """Days of the week, such as "Mon, Thu"."""
    days = parts(text)
    if not set(days) <= set(WEEKDAYS) or len(set(days)) != len(days):
        raise InvalidValueError(f"Name each day once, with commas between: {', '.join(WEEKDAYS)}.")
    return days


def read_dates(text: str) -> tuple[date, ...]:
    """Dates with commas between."""
    return tuple(parse_date(day) for day in parts(text))


def read_interval(text: str) -> str:
    """An interval between reviews, such as "4 weeks on Mon"."""
    refuse_other_interval(text)
    return text


def read_acknowledgements(lines: Sequence[str], values: Values) -> tuple[Acknowledgement, ...]:
    """What a clinician accepts, each for the one request that is named beside them."""
    if "request" not in values:
        raise MissingInputError(
            "it holds for one request only; give --request too, as the refusal prints it."
        )
    read = tuple(parse_acknowledgement(line, values["request"]) for line in lines)
    named = [(accepted.code, accepted.value) for accepted in read]
    if len(set(named)) != len(named):
        raise InvalidValueError("one finding is accepted twice; accept it once.")
    return read


def parts(text: str) -> tuple[str, ...]:
    """The words of a list with commas between."""
    return tuple(part.strip() for part in text.split(","))


def plain(parse: Callable[[str], Any]) -> Reader:
    """A reader that needs no other answer."""
    return lambda text, _: parse(text)


def read_rule_sets(text: str) -> tuple[str, ...]:
    """Rule sets by name, with commas between."""
    return tuple(rule_set(name).id for name in parts(text))


def known_names(kind: Kind) -> Reader:
    """A reader of conditions or medicines; near matches of an unknown one are named."""

    def read(text: str, _: Values) -> tuple[str, ...] | str:
        names = parse_names(text)
        screen_answers(kind, names, "", "up")
        return names

    return read


def read_indication(text: str) -> str:
    """What baclofen is given for; near matches of an unknown word are named."""
    said = parse_indication(text)
    return said if said in UNANSWERED else indication(said).code


def word(*words: str) -> Callable[[str], str]:
    """A reader of one word from a closed list, however it is written."""
    known = {plain_name(word): word for word in words}

    def read(text: str) -> str:
        if plain_name(text) not in known:
            raise InvalidValueError(f"Say {', '.join(words[:-1])} or {words[-1]}.")
        return known[plain_name(text)]

    return read
