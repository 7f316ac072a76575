"""Maxima by age, tested at the age on each day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.levels import above
from baclofen_titration.checker.reading import ONE_DAY, Reading, Spell
from baclofen_titration.checker.transcription import ByAge
from baclofen_titration.dates import MONTHS_PER_YEAR
from baclofen_titration.findings import Finding
from baclofen_titration.limits import Limits
from baclofen_titration.patient import Age


def judge_ages(
    reading: Reading, age: Age | None, bands: Sequence[ByAge], others: Bounds
) -> list[Finding]:
    """Find days and doses above what holds at the age of that day.

    The birthday itself is not known, only its month: on a day inside a month somebody has one
    of two ages, and what holds at either counts, so that a maximum that grows is not used a day
    too early, and one that falls holds on the first day it may. A rise that leads above one that
    falls later is found too; staying above from before is left alone, as everywhere, and what
    the other bounds stop is not said twice.
    """
    if age is None or not bands:
        return []
    found: list[Finding] = []
    before = reading.before or {}
    daily, times = sum(before.values()), before
    for spell, end in _with_ends(reading):
        now = _ages_on(age, reading.spells[0].start, spell.start)
        later = _ages_on(age, reading.spells[0].start, end)[-1]
        # What a later birthday brings binds whatever the schedule itself has raised.
        first = Bounds([(_held(bands, now[0], now[-1]), False)])
        whole = Bounds([(_held(bands, now[0], later), False)])
        bounds = first if spell.daily <= sum(before.values()) else whole
        passed = bounds.above("max_daily_dose", spell.daily)
        risen = spell.daily > daily or first.above("max_daily_dose", spell.daily) is None
        if passed is not None and risen and not others.above(passed.rule, spell.daily):
            says = sentences.too_much(spell.start, spell.daily, passed)
            shown = sentences.daily(spell.daily)
            found.append(above("daily-dose-above-maximum", says, spell, None, shown, passed))
        for at, dose in spell.doses.items():
            bounds = first if dose <= before.get(at, 0) else whole
            passed = bounds.above("max_dose", dose)
            risen = dose > times.get(at, 0) or first.above("max_dose", dose) is None
            if passed is not None and risen and not others.above(passed.rule, dose):
                says = sentences.too_much_at_once(spell.start, at, dose, passed)
                shown = sentences.dose(dose)
                found.append(above("dose-above-maximum", says, spell, at, shown, passed))
        daily, times = spell.daily, spell.doses
    return found


def _with_ends(reading: Reading) -> Iterator[tuple[Spell, date]]:
    """Each spell and its last day; the last spell is judged on its first."""
    for spell, following in pairwise(reading.spells):
        yield spell, following.start - ONE_DAY
    yield reading.spells[-1], reading.spells[-1].start


def _held(bands: Sequence[ByAge], youngest: int, oldest: int) -> Limits:
    """What holds at any of these ages [months]."""
    ages = [Age(*divmod(months, MONTHS_PER_YEAR)) for months in range(youngest, oldest + 1)]
    return Limits.of(band.limit for band in bands if any(map(band.holds_at, ages)))


def _ages_on(age: Age, start: date, day: date) -> tuple[int, int]:
    """The youngest and the oldest that somebody can be on a day [completed months]."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - few files have maxima by age

    passed = relativedelta(day, start)
    surely = age.in_months + passed.years * MONTHS_PER_YEAR + passed.months
    return surely, surely + (passed.days > 0)
