"""The one place where doses, dates and reasons become words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.falls import StepFall, largest_falls
from baclofen_titration.formats.words.speaking import MONTHS as MONTH_NAMES
from baclofen_titration.formats.words.speaking import WEEKDAYS as WEEKDAY_NAMES
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.limits import LIMIT_UNITS, Limit, LimitRule
from baclofen_titration.product import Part, Product
from baclofen_titration.provenance import Author
from baclofen_titration.regimen import Piece
from baclofen_titration.supplied import ChangedProduct

MONTHS = tuple(phrase(f"month-{name}") for name in MONTH_NAMES)
WEEKDAYS = tuple(phrase(f"weekday-{name}-short") for name in WEEKDAY_NAMES)
TIMES = {at: phrase(f"at-{at}") for at in ("morning", "midday", "evening", "bedtime")}

QUARTERS: dict[Part, int] = {"whole": 4, "half": 2, "quarter": 1}
FRACTIONS = ("", "¼", "½", "¾")

LIMIT_WORDS: dict[LimitRule, str] = {
    "max_daily_dose": "largest daily dose",
    "max_dose": "largest single dose",
    "max_first_day": "largest first day",
    "max_rise": "largest rise of the daily dose",
    "max_rise_per_dose": "largest rise at one time of day",
    "min_days_between_rises": "least time between rises",
    "max_fall": "largest fall of the daily dose",
    "max_fall_per_dose": "largest fall at one time of day",
    "min_days_between_falls": "least time between falls",
    "max_last_daily_dose": "largest daily dose to stop from",
    "min_hours_between_takings": "least time between takings",
}

RULE_WORDS = {
    "unchanged": "the present regimen, unchanged at first",
    "evened-out": "part of a large dose moved to other times; the day stays the same",
    "kept": "the dose reached, kept",
    "fall": "a fall inside the limits",
    "row-of-table": "a row of the table that came with the request",
    "course-stay": "kept as long as the course of the protocol says",
    "course-taper": "a fall inside the limits, over as long as the course of the protocol says",
    "review": "a review that the protocol asks for",
}

CHOICE_WORDS = {
    "three-dose-day": "Which times of day three doses are taken at.",
    "clock-hours": "Which hours stand behind the times of day.",
    "growth-order": "Which time of day takes the larger part where a rise cannot be even.",
    "fall-balance": "Which dose of the day falls first.",
    "fall-order": "Which time of day falls first among equal doses.",
    "number-of-doses": "When the number of doses a day falls.",
    "fall-sizes": "How large the falls are over a length.",
}


def date_words(day: date) -> str:
    """A date with the month in letters: 1 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """A date with its weekday: Tue 1 December 2026."""
    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


def span_words(first: date, last: date | None) -> str:
    """A span of days, as short as it can be said: 4 to 6 December 2026."""
    if last is None:
        return f"from {date_words(first)}"
    if first == last:
        return date_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {date_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {date_words(last)}"
    return f"{date_words(first)} to {date_words(last)}"


def count_words(count: int, one: str) -> str:
    """A count with its noun: 1 day, 3 days."""
    return f"{count} {one}" + ("" if count == 1 else "s")


def time_words(at: str) -> str:
    """A time of day inside a sentence: in the evening, at 08:00."""
    return TIMES.get(at, f"at {at}")


def pieces_words(pieces: Iterable[Piece], products: Mapping[str, Product]) -> str:
    """What to swallow: 1½ × 10 mg, 1 × 20 mg and 1 × 5 mg, or 2.5 mL of 10 mg in 5 mL."""
    counted = counted_pieces(pieces)
    unknown = sorted(counted.keys() - products.keys())
    if unknown:
        raise InvalidValueError(
            f"Pieces are of {', '.join(unknown)}, which is none of the products that the schedule "
            "comes with. Name it among the products."
        )
    return " and ".join(_product_words(parts, products[key]) for key, parts in counted.items())


def counted_pieces(pieces: Iterable[Piece]) -> dict[str, dict[Part, int]]:
    """How many of each part of each product, in the order in which they are met."""
    counted: dict[str, dict[Part, int]] = {}
    for piece in pieces:
        held = counted.setdefault(piece.product, {})
        held[piece.part] = held.get(piece.part, 0) + piece.count
    return counted


def _product_words(parts: Mapping[Part, int], product: Product) -> str:
    if product.form == "liquid":
        volume = product.measured_volume(sum(parts.values()))
        return f"{volume} of {product.printed_strength}"
    noun = " packet" if product.form == "packet" else ""
    return f"{number_words(parts)} × {product.strength}{noun}"


def number_words(parts: Mapping[Part, int]) -> str:
    """How many of one product, with halves and quarters as fractions: 1½."""
    whole, rest = number_of(parts)
    return (str(whole) if whole or not rest else "") + rest


def number_of(parts: Mapping[Part, int]) -> tuple[int, str]:
    """How many whole ones of one product, and the fraction beside them: 1 and ½."""
    quarters = sum(count * QUARTERS[part] for part, count in parts.items())
    whole, rest = divmod(quarters, QUARTERS["whole"])
    return whole, FRACTIONS[rest]


def changed_words(
    changed: ChangedProduct, before: Mapping[str, Product], products: Mapping[str, Product]
) -> str:
    """A dose in the product until now and in the new one: was 5 mL of …, now 2.5 mL of …."""
    was = pieces_words(changed.was, before)
    if not changed.now:
        return f"was {was}; what is taken from now on cannot make this dose"
    now = pieces_words(changed.now, products)
    compared = _strength_words(before[changed.was[0].product], products[changed.now[0].product])
    return f"was {was}, now {now}{compared}"


def _strength_words(was: Product, now: Product) -> str:
    strength = compared_strength(was, now)
    return f", the {strength} one" if strength else ""


def compared_strength(was: Product, now: Product) -> Literal["stronger", "weaker"] | None:
    """Of two liquids, which one the new one is; millilitres alone would mislead."""
    if was.volume is None or now.volume is None:
        return None
    per_millilitre = [
        Fraction(product.strength.micrograms, volume.microlitres)
        for product, volume in ((was, was.volume), (now, now.volume))
    ]
    if per_millilitre[0] == per_millilitre[1]:
        return None
    return "stronger" if per_millilitre[0] < per_millilitre[1] else "weaker"


def limit_words(limit: Limit) -> str:
    """A limit with its value: largest daily dose, 80 mg/day."""
    return f"{LIMIT_WORDS[limit.rule]}, {value_words(limit)}"


def value_words(limit: Limit) -> str:
    """The value of a limit with its unit: 80 mg/day, 3 days."""
    return amount_words(limit.rule, limit.amount)


def amount_words(rule: LimitRule, amount: int) -> str:
    """An amount in the unit of a rule [micrograms, days or hours]."""
    unit = LIMIT_UNITS[rule]
    if isinstance(unit, str):
        return count_words(amount, unit.removesuffix("s"))
    return str(unit.from_micrograms(amount))


def fall_words(fall: StepFall) -> str:
    """A fall and what was meant: 10 mg/day, 16.7 % of the present dose (ideal: the same)."""
    words = f"{fall.actual}, {fall.actual_share} of the present dose"
    if fall.ideal is None:
        return words
    same = fall.ideal == fall.actual
    return f"{words} (ideal: {'the same' if same else f'{fall.ideal}, {fall.ideal_share}'})"


def largest_words(falls: Iterable[StepFall]) -> tuple[str, ...]:
    """The largest fall and share of a way down, and the stop, which is always the whole dose."""
    largest, words = largest_falls(falls), []
    if largest.daily is not None:
        words.append(f"Largest fall: {largest.daily.actual}, on {date_words(largest.daily.on)}.")
    if largest.relative is not None:
        words.append(
            f"Largest share: {largest.relative.actual_share} of the present dose, on "
            f"{date_words(largest.relative.on)}."
        )
    if largest.to_nothing is not None:
        stop = largest.to_nothing
        words.append(f"Last fall: {stop.present} to nothing, on {date_words(stop.on)}.")
    return tuple(words)


WAY = "way-"
"""What begins the rule of a step of a way down that the protocol names."""


def protocol_words(protocol: ProtocolReference) -> str:
    """Which edition of which file, with the beginning of its digest."""
    return (
        f"{protocol.id}, edition {protocol.edition}, {protocol.status}, "
        f"content {protocol.digest[:12]}"
    )


def rule_words(rule: str) -> str:
    """What made a step."""
    for prefix, frame in (
        ("cut-short-", "{}, cut short to land on the aim"),
        ("toward-", "as far towards {} as the limits allow"),
        ("", "{}"),
    ):
        for kind, words in (
            ("step-", "step {} of the protocol"),
            ("rise-", "row {} by the protocol's rule"),
            ("evened-", "row {} by the protocol's rule, the same day over more times"),
        ):
            number = rule.removeprefix(prefix + kind)
            if rule.startswith(prefix + kind) and number.isdecimal():
                return frame.format(words.format(number))
    if rule.startswith(WAY):
        return f"the way down {rule.removeprefix(WAY)} of the protocol, inside the limits"
    return RULE_WORDS.get(rule, rule.replace("-", " "))


def choice_words(rule: str) -> str:
    """What a protocol chose for every day."""
    return CHOICE_WORDS.get(rule, f"{rule.replace('-', ' ').capitalize()}.")


def authors_words(authors: Sequence[Author]) -> str:
    """Who says one thing: sources with their places, or our judgement with its reason."""
    first = authors[0]
    says = first.says.rstrip(".")
    if first.kind == "judgement":
        return f"Judgement (ours): {says}. Reason: {first.reason}"
    places = "; ".join(
        f"{author.title} [{author.source}], {author.section}, grade {author.grade}"
        for author in authors
        if author.kind != "judgement"
    )
    return f"{first.kind.capitalize()}: {says}. {places}."
