"""How typed text becomes values, always through the library's own parsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, get_args

from baclofen_titration.acknowledgements import parse_acknowledgement, parse_request_digest
from baclofen_titration.cli.bare_amounts import refuse_bare_amount, refuse_bare_change
from baclofen_titration.dates import parse_date
from baclofen_titration.decisions import Because
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    QuantityError,
    UnknownNameError,
)
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.formats.calendar.identity import parse_moment, parse_plan_id
from baclofen_titration.formats.sheet.contents import parse_contact, parse_contacts
from baclofen_titration.formats.words.catalogue import LANGUAGES
from baclofen_titration.lengths import parse_days
from baclofen_titration.measurements import parse_creatinine, parse_height, parse_weight
from baclofen_titration.patient import (
    Age,
    Cause,
    ClearanceWeight,
    parse_age,
    parse_indication,
    parse_kidneys,
    parse_names,
    parse_used_for,
    plain_name,
)
from baclofen_titration.planning.named import COUNTS, LENGTHS, RISES, STARTS
from baclofen_titration.planning.ways import (
    Way,
    Window,
    load_curve,
    load_taper_table,
    parse_over,
    parse_pump_share,
    parse_way,
)
from baclofen_titration.planning.weekdays import Weekday, parse_interval
from baclofen_titration.product import Product, load_products, shipped_products
from baclofen_titration.protocols import load_protocol
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

FORMATS = (
    "text", "html", "pdf", "note", "card", "pharmacy", "pharmacy.html", "pharmacy.pdf", "ics",
    "json", "csv",
)  # fmt: skip
SHEET_WORDS = ("large print", "give", "no dates", "month", "record")
INTERVALS = ("shortest", "longest")
WEEKDAYS = get_args(Weekday)

_CHARACTERS = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
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
    days = _parts(text)
    if not set(days) <= set(WEEKDAYS) or len(set(days)) != len(days):
        raise InvalidValueError(f"Name each day once, with commas between: {', '.join(WEEKDAYS)}.")
    return days


def read_dates(text: str) -> tuple[date, ...]:
    """Dates with commas between."""
    return tuple(parse_date(day) for day in _parts(text))


def read_interval(text: str) -> str:
    """An interval between reviews, such as "4 weeks"."""
    parse_interval(text)
    return text


def read_format(text: str) -> str:
    """How a schedule is written."""
    if text not in FORMATS:
        raise InvalidValueError(f"A schedule is written as {', '.join(FORMATS)}.")
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


def read_sheet(text: str) -> dict[str, bool | str]:
    """How a sheet is printed: words from a closed list."""
    words = _parts(text)
    if not set(words) <= set(SHEET_WORDS) or len(set(words)) != len(words):
        raise InvalidValueError(f"A sheet may be: {', '.join(SHEET_WORDS)}. Name each once.")
    if {"month", "record"} <= set(words):
        raise InvalidValueError("A sheet is a month or a record; ask for one of them at a time.")
    read: dict[str, bool | str] = {
        "large_print": "large print" in words,
        "carer": "give" in words,
        "dated": "no dates" not in words,
    }
    for word in words:
        if word in ("month", "record"):
            read["view"] = word
    return read


def read_card(text: str) -> bool:
    """Whether a card names doses."""
    if text != "no doses":
        raise InvalidValueError('A card names its doses, or say "no doses".')
    return False


def read_max_chars(text: str) -> int:
    """The most characters that a chart takes."""
    if not _CHARACTERS.fullmatch(text):
        raise InvalidValueError("Say how many characters the chart takes, such as 2000.")
    return int(text)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _plain(parse: Callable[[str], Any]) -> Reader:
    """A reader that needs no other answer."""
    return lambda text, _: parse(text)


def read_rule_sets(text: str) -> tuple[str, ...]:
    """Rule sets by name, with commas between."""
    return tuple(rule_set(name).id for name in _parts(text))


def _known(kind: Kind) -> Reader:
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


def _word(*words: str) -> Callable[[str], str]:
    """A reader of one word from a closed list, however it is written."""
    known = {plain_name(word): word for word in words}

    def read(text: str) -> str:
        if plain_name(text) not in known:
            raise InvalidValueError(f"Say {', '.join(words[:-1])} or {words[-1]}.")
        return known[plain_name(text)]

    return read


PATIENT: dict[str, Reader] = {
    "protocol": _plain(load_protocol),
    "products": _plain(read_products),
    "age": _plain(read_age),
    "kidneys": _plain(parse_kidneys),
    "sex": _plain(_word("female", "male", "unknown", "not asked")),
    "weight": _plain(parse_weight),
    "height": _plain(parse_height),
    "creatinine": _plain(parse_creatinine),
    "muscle": _plain(_word("usual", "reduced", "unknown", "not asked")),
    "acute_illness": _plain(_word("yes", "no", "unknown", "not asked")),
    "cause": _plain(_word(*get_args(Cause))),
    "sensitive": _plain(_word("yes", "no", "unknown", "not asked")),
    "clearance_weight": _plain(_word(*get_args(ClearanceWeight))),
    "condition": _known("condition"),
    "medicine": _known("medicine"),
    "used_for": _plain(parse_used_for),
    "indication": _plain(read_indication),
    "other_baclofen": _known("other-baclofen"),
    "pregnancy": _plain(_word("yes", "planning", "no", "unknown", "not asked")),
    "breast_feeding": _plain(_word("yes", "no", "unknown", "not asked")),
    "setting": _plain(_word("outpatient", "inpatient")),
    "rule_set": _plain(read_rule_sets),
    "taking": read_taking,
    "since": _plain(read_since),
    "start": _plain(parse_date),
    "request": _plain(parse_request_digest),
    "acknowledge": read_acknowledgements,
}
SCREEN: dict[str, Reader] = {**PATIENT, "way": _plain(_word("up", "down"))}
_AROUND: dict[str, Reader] = {
    "products_before": _plain(read_products),
    "supply": _plain(parse_days),
    "fill_every": _plain(parse_days),
    "reserve": _plain(parse_days),
    "no_step_back": lambda _, __: True,
    "review_every": _plain(read_interval),
    "format": _plain(read_format),
    "for": _plain(parse_days),
    "plan_id": _plain(parse_plan_id),
    "issued": _plain(parse_moment),
    "sheet": _plain(read_sheet),
    "paper": _plain(_word("a4", "letter")),
    "language": _plain(_word(*LANGUAGES)),
    "phones": _plain(parse_contacts),
    "reviewed": _plain(parse_date),
    "on": _plain(parse_date),
    "decides": _plain(parse_contact),
    "kidney_test": _plain(parse_date),
    "max_chars": _plain(read_max_chars),
    "card": _plain(read_card),
}
UP: dict[str, Reader] = {
    **PATIENT,
    "aim": read_aim,
    "first_taking": _plain(read_time),
    "course": _plain(_word("yes", "no")),
    "stay": _plain(parse_days),
    "then_taper": _plain(parse_days),
    "rise": _plain(read_rise),
    "interval": _plain(read_rise_interval),
    "begin": _plain(read_begin),
    "doses_a_day": _plain(read_doses_a_day),
    "reading": read_reading,
    "change_on": _plain(read_weekdays),
    "closed": _plain(read_dates),
    **_AROUND,
}
DOWN: dict[str, Reader] = {
    **PATIENT,
    "taking": read_present,
    "over": _plain(read_over),
    "way": read_way,
    "by": read_by,
    "until": _plain(parse_date),
    "halve_every": _plain(parse_days),
    "floor": read_daily_dose,
    "table": _plain(load_taper_table),
    "curve": _plain(load_curve),
    "pump_share": _plain(parse_pump_share),
    "then": lambda texts, _: tuple(parse_way(text) for text in texts),
    "to": read_daily_dose,
    "to_limit": lambda _, __: True,
    "if_too_fast": _plain(_word("refuse", "stretch")),
    "change_on": _plain(read_weekdays),
    "closed": _plain(read_dates),
    "first_to_fall": _plain(read_fall_time),
    "because": _plain(_word(*get_args(Because))),
    **_AROUND,
}
