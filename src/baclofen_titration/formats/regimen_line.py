"""A regimen line: a schedule as somebody writes it down, without dates.

::

    line     = [ "from" time ] step { separator step } [ separator ending ]
    step     = ( dose "x" number | taking { "," taking } ) [ "for" length ]
    taking   = time dose
    separator = "," | ";" | "," "then" | ";" "then" | "then"
    ending   = "stop" | "continue"

Every step but the last says for how long; that is what ends it. ``from`` names
the first taking of a first day that starts late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.dates import add_days, parse_date
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats.untrusted import plain_text
from baclofen_titration.formats.wording import count_words
from baclofen_titration.lengths import parse_days
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Regimen, time_order
from baclofen_titration.schedule import Phase, Schedule, Step, Then

LONGEST_LINE = 16_000

TIMES_OF = {
    "x2": ("morning", "evening"),
    "x3": ("morning", "midday", "evening"),
    "x4": ("morning", "midday", "evening", "bedtime"),
}
"""Which times of day a bare count means: a reading of ours."""

ENDINGS: dict[str, Then] = {"stop": "stopped", "continue": "continues"}

_SPACES = re.compile(r"[ \t\r\n]+")
_SEPARATOR = re.compile(r" ?([,;]) ?(?:then )?| then ", re.ASCII)
_FROM = re.compile(r"from ([a-z]+|[0-9]{2}:[0-9]{2}) ", re.ASCII)
_ENDING = re.compile(r"(?: ?[,;] ?(?:then )?| then )(stop|continue)\Z", re.ASCII)
_COUNTED = re.compile(r"([0-9][^ ]* [a-z]+) (x[0-9]{1,3})", re.ASCII)
_TIMED = re.compile(r"([a-z]+|[0-9]{2}:[0-9]{2}) ([0-9][^ ]* [a-z]+)", re.ASCII)


class Part(NamedTuple):
    """What stands between two separators, and the number of the step it belongs to."""

    number: int
    takings: tuple[tuple[str, Dose], ...]
    days: int | None
    counted: bool


class Spell(NamedTuple):
    """Some days of the same doses; open where `days` is None."""

    regimen: Regimen
    days: int | None


def from_regimen_line(text: str, start: date | str) -> Schedule:
    """Read a regimen line.

    Parameters
    ----------
    text : str
        Such as ``"5 mg x3 for 3 days, 10 mg x3 for 3 days, then 15 mg x3"`` or
        ``"morning 10 mg, evening 20 mg for 1 week; bedtime 10 mg for 3 days, then
        stop"``. ``x2`` is read as morning and evening, ``x3`` as morning, midday
        and evening, ``x4`` as these and bedtime; ``x1`` says no time and is
        refused. A last step without a length is open.
    start : datetime.date or str
        The first day.

    Returns
    -------
    Schedule
        What was taken before is unknown. Steps that go up are a titration,
        those that go down a taper.

    Raises
    ------
    UnreadableError
        If the line can be read in no way or in two. The message says which
        step, and does not repeat what stands there.

    Examples
    --------
    >>> schedule = from_regimen_line("5 mg x3 for 3 days, then 10 mg x3", "2026-12-01")
    >>> [(str(step.start), step.days, str(step.regimen.daily_dose)) for step in schedule.steps]
    [('2026-12-01', 3, '15 mg/day'), ('2026-12-04', None, '30 mg/day')]
    """
    line = _SPACES.sub(" ", plain_text(text, "Regimen line", LONGEST_LINE)).strip(" ")
    late = _FROM.match(line)
    words, ending = _without_ending(line[late.end() :] if late else line)
    spells = list(_spells(_parts(words)))
    if spells[-1].days is None and ending == "stopped":
        raise UnreadableError(
            "Regimen line: the last step has no length, so it cannot be stopped. Say for how many "
            "days, or leave out the stop."
        )
    then: Then | None = "continues" if spells[-1].days is None else ending
    steps = tuple(_dated(spells, parse_date(start)))
    try:
        return Schedule(
            before="unknown", steps=steps, then=then, first_taking=late[1] if late else None
        )
    except InvalidValueError as error:
        raise UnreadableError(f"Regimen line: {error}") from None


def _without_ending(line: str) -> tuple[str, Then | None]:
    match = _ENDING.search(line)
    return (line[: match.start()], ENDINGS[match[1]]) if match else (line, None)


def _parts(line: str) -> Iterator[Part]:
    """Read part after part; a length, or a semicolon or `then` after it, ends a step."""
    number, place = 1, 0
    while True:
        match = _SEPARATOR.search(line, place)
        part = _part(line[place : match.start() if match else len(line)], number)
        yield part
        if match is None:
            return
        if match[0].strip(" ") != "," and part.days is None:
            raise _fault(number, "the next step begins, and this one has no length")
        number += part.days is not None
        place = match.end()


def _part(words: str, number: int) -> Part:
    what, _, length = words.partition(" for ")
    days = None
    if length:
        try:
            days = parse_days(length)
        except UnreadableError:
            raise _fault(
                number,
                'the length is whole days or weeks, such as "3 days", and a comma stands before '
                "the next step",
            ) from None
    counted = _COUNTED.fullmatch(what)
    if counted:
        dose = _dose(counted[1], number)
        return Part(number, tuple((at, dose) for at in _times(counted[2], number)), days, True)
    timed = _TIMED.fullmatch(what)
    if timed:
        return Part(number, ((timed[1], _dose(timed[2], number)),), days, False)
    raise _fault(
        number,
        'a step is a dose and how often, such as "5 mg x3", or times of day with doses, such as '
        '"morning 10 mg, evening 5 mg"',
    )


def _dose(text: str, number: int) -> Dose:
    try:
        return Dose(text)
    except UnreadableError as error:
        raise _fault(number, str(error).removeprefix("Dose: ").rstrip(".")) from None


def _times(count: str, number: int) -> tuple[str, ...]:
    times = TIMES_OF.get(count)
    if times is None:
        raise _fault(
            number,
            "only x2, x3 and x4 are read as times of day. Name the times instead, such as "
            '"bedtime 5 mg"',
        )
    return times


def _spells(parts: Iterator[Part]) -> Iterator[Spell]:
    """Gather the takings of each step."""
    held: list[Part] = []
    for part in parts:
        held.append(part)
        if part.days is not None:
            yield _spell(held)
            held = []
    if held:
        yield _spell(held)


def _spell(parts: Sequence[Part]) -> Spell:
    number = parts[0].number
    if len(parts) > 1 and any(part.counted for part in parts):
        raise _fault(number, "it has no length, and another step follows it")
    takings = [taking for part in parts for taking in part.takings]
    try:
        regimen = Regimen(
            administrations=tuple(
                Administration(at=at, dose=dose)
                for at, dose in sorted(takings, key=lambda taking: time_order(taking[0]))
            )
        )
    except InvalidValueError as error:
        raise _fault(number, str(error).rstrip(".")) from None
    return Spell(regimen, parts[-1].days)


def _dated(spells: Sequence[Spell], start: date) -> Iterator[Step]:
    for number, (spell, phase) in enumerate(zip(spells, _phases(spells), strict=True), start=1):
        try:
            yield Step(start=start, days=spell.days, regimen=spell.regimen, phase=phase)
            if spell.days is not None and number < len(spells):
                start = add_days(start, spell.days)
        except UnreadableError as error:
            raise _fault(number, str(error).rstrip(".")) from None


def _phases(spells: Sequence[Spell]) -> list[Phase]:
    """Each step by the way the daily dose went; the first by where it goes next."""
    totals = [spell.regimen.daily_dose.micrograms for spell in spells]
    ways = [_way(before, after) for before, after in pairwise(totals)]
    first: Phase = next((way for way in ways if way != "maintenance"), "maintenance")
    return [first, *ways]


def _way(before: int, after: int) -> Phase:
    return "titration" if after > before else "taper" if after < before else "maintenance"


def to_regimen_line(schedule: Schedule) -> str:
    """Write a schedule as a regimen line.

    Dates, tablets, reasons and what was taken before are left out.

    Raises
    ------
    InvalidValueError
        If the steps do not follow each other day by day, which a line without
        dates cannot say.
    UnreadableError
        If the line would be too long to be read again.

    Parameters
    ----------
    schedule : Schedule
        Steps that follow each other day by day.

    Returns
    -------
    str
        Such as `from_regimen_line` reads.

    Examples
    --------
    >>> to_regimen_line(from_regimen_line("5 mg x3 for 3 days, then 10 mg x3", "2026-12-01"))
    '5 mg x3 for 3 days; then 10 mg x3'
    """
    for number, (one, other) in enumerate(pairwise(schedule.steps), start=2):
        if one.end is None or add_days(one.end, 1) != other.start:
            raise InvalidValueError(
                f"Step {number} does not begin on the day after the step before it, which a "
                "regimen line cannot say. Mend the dates, or use another format."
            )
    steps = [_written(step) for step in schedule.steps]
    if schedule.first_taking is not None:
        steps[0] = f"from {schedule.first_taking} {steps[0]}"
    ends = {"stopped": "stop", "continues": "continue"}
    if schedule.then is not None and schedule.end is not None:
        steps.append(ends[schedule.then])
    line = "; ".join([*steps[:-1], f"then {steps[-1]}" if len(steps) > 1 else steps[0]])
    return plain_text(line, "Regimen line", LONGEST_LINE)


def _written(step: Step) -> str:
    takings = step.regimen.administrations
    times, doses = tuple(taking.at for taking in takings), {taking.dose for taking in takings}
    count = next((count for count, named in TIMES_OF.items() if named == times), None)
    words = f"{takings[0].dose} {count}" if count and len(doses) == 1 else str(step.regimen)
    return words if step.days is None else f"{words} for {count_words(step.days, 'day')}"


def _fault(number: int, words: str) -> UnreadableError:
    return UnreadableError(f"Regimen line: step {number}: {words}.")
