"""Maxima by age, tested at the age on each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.levels import above
from baclofen_titration.checker.reading import Reading
from baclofen_titration.checker.transcription import ByAge
from baclofen_titration.findings import Finding
from baclofen_titration.limits import Limits
from baclofen_titration.patient import MONTHS_PER_YEAR, Age


def judge_ages(
    reading: Reading, age: Age | None, bands: Sequence[ByAge], others: Bounds
) -> list[Finding]:
    """Find days and doses above what holds at the age of that day.

    Only whole months that have surely passed count: the birthday itself is not known, so a
    maximum that grows with age is not used a day too early. Staying or falling above it is
    left alone, as everywhere, and what the other bounds stop is not said twice.
    """
    if age is None or not bands:
        return []
    found: list[Finding] = []
    start = reading.spells[0].start
    before = reading.before or {}
    old_daily, old = sum(before.values()), before
    for spell in reading.spells:
        reached = _age_on(age, start, spell.start)
        held = Limits.of(band.limit for band in bands if band.holds_at(reached))
        bounds = Bounds([(held, False)])
        passed = bounds.above("max_daily_dose", spell.daily)
        if (
            passed is not None
            and spell.daily > old_daily
            and not others.above(passed.rule, spell.daily)
        ):
            says = sentences.too_much(spell.start, spell.daily, passed)
            shown = sentences.daily(spell.daily)
            found.append(above("daily-dose-above-maximum", says, spell, None, shown, passed))
        for at, dose in spell.doses.items():
            passed = bounds.above("max_dose", dose)
            if passed is not None and dose > old.get(at, 0) and not others.above(passed.rule, dose):
                says = sentences.too_much_at_once(spell.start, at, dose, passed)
                shown = sentences.dose(dose)
                found.append(above("dose-above-maximum", says, spell, at, shown, passed))
        old_daily, old = spell.daily, spell.doses
    return found


def _age_on(age: Age, start: date, day: date) -> Age:
    passed = relativedelta(day, start)
    months = age.years * MONTHS_PER_YEAR + age.months
    months += passed.years * MONTHS_PER_YEAR + passed.months
    return Age(*divmod(months, MONTHS_PER_YEAR))
