"""The one place where doses, dates and reasons become words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from baclofen_titration.limits import Limit, LimitRule
from baclofen_titration.product import Part, Product
from baclofen_titration.provenance import Author
from baclofen_titration.schedule import Piece

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

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
    "review": "a review that the protocol asks for",
}


CHOICE_WORDS = {
    "three-dose-day": "Which times of day three doses are taken at.",
    "clock-hours": "Which hours stand behind the times of day.",
    "growth-order": "Which time of day takes the larger part where a rise cannot be even.",
    "fall-order": "Which time of day falls first among equal doses.",
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


def pieces_words(pieces: Iterable[Piece], products: Mapping[str, Product]) -> str:
    """What to swallow: 1½ × 10 mg, or 1 × 20 mg and 1 × 5 mg."""
    counted: dict[str, dict[Part, int]] = {}
    for piece in pieces:
        held = counted.setdefault(piece.product, {})
        held[piece.part] = held.get(piece.part, 0) + piece.count
    return " and ".join(
        f"{number_words(parts)} × {products[key].strength}" for key, parts in counted.items()
    )


def number_words(parts: Mapping[Part, int]) -> str:
    """How many of one product, with halves and quarters as fractions: 1½."""
    quarters = sum(count * QUARTERS[part] for part, count in parts.items())
    whole, rest = divmod(quarters, QUARTERS["whole"])
    return (str(whole) if whole or not rest else "") + FRACTIONS[rest]


def limit_words(limit: Limit) -> str:
    """A limit with its value: largest daily dose, 80 mg/day."""
    units = {"min_hours_between_takings": "hour"}
    value = (
        count_words(limit.value, units.get(limit.rule, "day"))
        if isinstance(limit.value, int)
        else str(limit.value)
    )
    return f"{LIMIT_WORDS[limit.rule]}, {value}"


def rule_words(rule: str) -> str:
    """What made a step."""
    for prefix, words in (
        ("cut-short-step-", "step {} of the protocol, cut short to land on the aim"),
        ("toward-step-", "as far towards step {} of the protocol as the limits allow"),
        ("step-", "step {} of the protocol"),
    ):
        if rule.startswith(prefix):
            return words.format(rule.removeprefix(prefix))
    return RULE_WORDS[rule]


def choice_words(rule: str) -> str:
    """What a protocol chose for every day."""
    return CHOICE_WORDS[rule]


def authors_words(authors: Sequence[Author]) -> str:
    """Who says one thing: sources with their places, or our judgement with its reason."""
    first = authors[0]
    if first.kind == "judgement":
        return f"Judgement (ours): {first.says}. Reason: {first.reason}"
    places = "; ".join(
        f"{author.title} [{author.source}], {author.section}, grade {author.grade}"
        for author in authors
        if author.kind != "judgement"
    )
    return f"{first.kind.capitalize()}: {first.says}. {places}."
