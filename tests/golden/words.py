"""Reads printed tablets and volumes back into micrograms, knowing nothing of how they were made."""

from __future__ import annotations

import re
from fractions import Fraction

FRACTIONS = {"": 0, "¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}

AMOUNT = re.compile(r"(\d+(?:\.\d+)?) (mg|micrograms?)")
TABLETS = re.compile(r"(\d*)([¼½¾]?) × (\d+(?:\.\d+)? (?:mg|micrograms?))(?: packet)?")
VOLUME = re.compile(r"(\d+(?:\.\d+)?) mL of (\d+(?:\.\d+)? mg) in (\d+(?:\.\d+)?) mL")
TAKING = re.compile(
    r" {3}(?:morning|midday|evening|bedtime|\d\d:\d\d) +(\S.*?) +(\d\S* (?:mg|micrograms?))"
    r"(?: {3}– not today \(.*\))?"
)
MORE_TABLETS = re.compile(r" {13}(\S.*)")


def micrograms(text: str) -> Fraction:
    number, unit = AMOUNT.fullmatch(text).groups()
    return Fraction(number) * (1000 if unit == "mg" else 1)


def weight(pieces: str) -> Fraction:
    """What the words for one taking add up to [micrograms]."""
    total = Fraction(0)
    for part in pieces.split(" and "):
        tablets, volume = TABLETS.fullmatch(part), VOLUME.fullmatch(part)
        if tablets:
            whole, fraction, strength = tablets.groups()
            total += (Fraction(whole or "0") + FRACTIONS[fraction]) * micrograms(strength)
        else:
            amount, strength, each = volume.groups()
            total += Fraction(amount) / Fraction(each) * micrograms(strength)
    return total


def takings(text: str) -> list[tuple[str, str]]:
    """Every line of a taking as its words for tablets and for the dose."""
    found: list[tuple[str, str]] = []
    below = False
    for line in text.splitlines():
        taking, more = TAKING.fullmatch(line), MORE_TABLETS.fullmatch(line)
        if taking:
            found.append((taking[1], taking[2]))
        elif more and below and not more[1].startswith("– not today"):
            pieces, dose = found[-1]
            found[-1] = (f"{pieces} {more[1]}", dose)
        below = bool(taking or (more and below))
    return found


# Forms that are misread, after the list of error-prone abbreviations, symbols and dose designations
# of the Institute for Safe Medication Practices, as far as a schedule could print them.
ERROR_PRONE = {
    "a trailing zero": re.compile(r"\d\.\d*0(?!\d)(?= ?(?:mg|mL|micrograms?))"),
    "a naked decimal point": re.compile(r"(?<![\d.])\.\d"),
    "a fraction written with a slash": re.compile(r"\b[1-3]/[2-4]\b"),
    "micrograms by a symbol": re.compile(r"[µμ]g|\bmcg\b|\bug\b", re.IGNORECASE),
    # Ids of products hold strengths too; they are names, and nobody takes a dose by them.
    "no space before the unit": re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?:mg|mL|micrograms?)\b"),
    "a daily dose by letters": re.compile(
        r"\b(?:q\.? ?d\.?|o\.? ?d\.?|b\.? ?i?\.? ?d\.?|t\.? ?i?\.? ?d\.?|t\.?d\.?s\.?|q\.?i\.?d\.?"
        r"|q\.?d\.?s\.?|q\.?o\.?d\.?|h\.?s\.?|p\.?r\.?n\.?|q\.?h\.?s\.?|nocte|mane)(?![\w])",
        re.IGNORECASE,
    ),
    "AM or PM": re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE),
    "a unit without its m": re.compile(r"(?<![\w.-])\d+ ?(?:cc|ml|Ml|ML|MG|Mg)\b"),
    "a number of four digits without a comma": re.compile(
        r"(?<![\d.,-])\d{4,}(?= ?(?:mg|mL|micrograms?|tablets?|units?)\b)"
    ),
    "a comma for a point": re.compile(r"\d,\d{1,2}(?!\d)(?= ?(?:mg|mL|micrograms?)\b)"),
    "units or a route by letters": re.compile(
        r"\d ?(?:I?U)\b|(?<![\w.])(?:p\.?o|s\.?c|s\.?l)\.? (?=\d|once|twice)|\bper os\b",
        re.IGNORECASE,
    ),
    "x for times, or letters for stop": re.compile(r"\bx ?\d+ ?d\b|\bd/c\b", re.IGNORECASE),
    "a sign for a word": re.compile(r"(?<=\d) ?[@+&] ?(?=\d)|(?<=mg) ?[@+&] ?(?=\d)"),
    "a symbol for a comparison": re.compile(r"[<>≤≥]"),
}


# Twelve letters of a digest are a name, and some of them look like an amount, such as 135cc.
DIGEST = re.compile(r"(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])")


def error_prone(text: str) -> list[str]:
    """Every form in a text that is easily misread."""
    return [
        f"{name}: {match[0]!r} in {line!r}"
        for line in DIGEST.sub("digest", text).splitlines()
        for name, form in ERROR_PRONE.items()
        for match in form.finditer(line)
    ]
