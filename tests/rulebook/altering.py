"""Copies of a rule file, each with one value altered: up, down, exchanged or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PROSE = ("says", "judgement", "cite", "title", "name", "id", "edition", "checked_on")
"""What is printed and decides nothing; `review_by` and `status` are noticed."""

_LINE = re.compile(r"(?P<key>[a-z_]+) = (?P<value>\S.*)")
_AMOUNT = re.compile(r'"(?P<whole>[0-9]+)(?P<part>\.[0-9]+)?(?P<unit>(?: \S.*)?)"')
_FACTOR = re.compile(r'"([0-9])/([0-9])"')
_KIDNEYS = re.compile(r'"kidneys (below|up to) ([0-9]+) mL/min"')
_DAY = re.compile(r"([0-9]{4})(-[0-9]{2}-[0-9]{2})")

OTHERS = {
    '"kidneys-too-weak"': ['"older-with-weak-kidneys"'],
    '"older-with-weak-kidneys"': ['"kidneys-too-weak"'],
    '"adjusted"': ['"actual"', '"ideal"'],
    '"kidney-bands-80-50-30"': ['"kidney-review-60-30"'],
    '"draft"': ['"superseded"'],
    '"always"': ['"kidneys below 30 mL/min"', '"dialysis"'],
    '"dialysis"': ['"kidneys below 30 mL/min"', '"always"'],
    '"cerebral"': [],  # there is no other; it is left out
    "true": ["false"],
    "false": ["true"],
}
"""Choices, and what else could be chosen."""


class Altered(NamedTuple):
    """A copy of a file, and which line of it was written anew; "" where it was left out."""

    place: str
    written: str
    text: str


def altered(text: str, only: str = "") -> Iterator[Altered]:
    """Every copy of a file with one value of its own in it.

    Parameters
    ----------
    text : str
        TOML as the shipped files are laid out: one value a line.
    only : str
        Heading of the tables to alter, such as ``"[[patients]]"``; empty for all but the sources.
    """
    lines, heading, name = text.splitlines(), "", ""
    for number, line in enumerate(lines):
        if line.startswith("["):
            heading, name = line, ""
        match = _LINE.fullmatch(line)
        if heading.startswith("[sources") or match is None or (only and heading != only):
            continue
        key, value = match["key"], match["value"]
        name = value.strip('"') if key == "name" else name
        place = f"{heading} {name} {key} = {value}"
        for other in [] if key in PROSE else [*others(value), ""]:
            written = f"{key} = {other}" if other else ""
            copy = [*lines[:number], written, *lines[number + 1 :]]
            yield Altered(place, written, "\n".join(copy) + "\n")


def others(value: str) -> list[str]:
    """Other values of the same kind: one step up and one down where it is an amount."""
    if value in OTHERS:
        return OTHERS[value]
    if match := _FACTOR.fullmatch(value):
        above, below = int(match[1]), int(match[2])
        return [f'"{above + 1}/{below + 1}"', f'"{above}/{below + 1}"']
    if match := _KIDNEYS.fullmatch(value):
        other, edge = {"below": "up to", "up to": "below"}[match[1]], int(match[2])
        return [
            f'"kidneys {other} {edge} mL/min"',
            *(f'"kidneys {match[1]} {edge + step} mL/min"' for step in (1, -1)),
        ]
    if match := _AMOUNT.fullmatch(value):
        unit = match["unit"]
        if unit == " years":
            return [f'"{match["whole"]} years 1 month"', f'"{int(match["whole"]) - 1} years"']
        tenths = int(match["whole"]) * 10 + int((match["part"] or ".0")[1:])
        step = 1 if match["part"] else 10
        made = [divmod(tenths + each, 10) for each in (step, -step)]
        return [f'"{whole}{f".{part}" if part else ""}{unit}"' for whole, part in made]
    if match := _DAY.fullmatch(value):
        return [f"{int(match[1]) - 1}{match[2]}"]
    raise ValueError(f"say in OTHERS what else {value} could be")
