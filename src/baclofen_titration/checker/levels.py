"""How much: per day, at one time, and on the first days."""

from __future__ import annotations

from collections.abc import Iterable

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds, Passed
from baclofen_titration.checker.reading import Reading, Spell
from baclofen_titration.findings import Finding
from baclofen_titration.limits import LimitRule

Tailored = frozenset[tuple[LimitRule, int]]


def judge_levels(
    reading: Reading, bounds: Bounds, tailored: Tailored = frozenset()
) -> list[Finding]:
    """Find days and doses above their maximum.

    Each is reported where it rises above, or further above, a limit. What
    `before` had already and has not risen since is a caution, and a stop where
    the limit is one of this patient's own: somebody has to say how fast.
    """
    found = _first_day(reading, bounds) if reading.before == {} else []
    if bounds.are_passed("max_daily_dose", max([spell.daily for spell in reading.spells])):
        found += _days(reading, bounds, tailored)
    doses = [dose for spell in reading.spells for dose in spell.doses.values()]
    if bounds.are_passed("max_dose", max(doses, default=0)):
        for at in dict.fromkeys(at for spell in reading.spells for at in spell.doses):
            found += _doses(reading, bounds, at)
    return found


def _first_day(reading: Reading, bounds: Bounds) -> list[Finding]:
    first = reading.spells[0]
    passed = bounds.above("max_first_day", first.daily)
    if passed is None:
        return []
    says = sentences.too_much_at_first(first.start, first.daily, passed)
    return [
        above("first-day-above-maximum", says, first, None, sentences.daily(first.daily), passed)
    ]


def _days(reading: Reading, bounds: Bounds, tailored: Tailored) -> list[Finding]:
    before = None if reading.before is None else sum(reading.before.values())
    amounts = [spell.daily for spell in reading.spells]
    found = []
    for spell, passed, carried in _risen(reading.spells, "max_daily_dose", before, amounts, bounds):
        shown = sentences.daily(spell.daily)
        if carried:
            own = (passed.rule, passed.allowed) in tailored
            own = own and not _comes_down(reading, passed.allowed)
            carried_on = _carried(spell, None, spell.daily, shown, passed)
            found.append(carried_on.model_copy(update={"severity": "stop"}) if own else carried_on)
        else:
            says = sentences.too_much(spell.start, spell.daily, passed)
            found.append(above("daily-dose-above-maximum", says, spell, None, shown, passed))
    return found


def _comes_down(reading: Reading, most: int) -> bool:
    """Whether all that is above a maximum is a way down, and none of it is kept at the end."""
    high = [spell for spell in reading.spells if spell.daily > most]
    ends_below = reading.stop is not None or reading.spells[-1].daily <= most
    return ends_below and all(spell.phase == "taper" for spell in high)


def _doses(reading: Reading, bounds: Bounds, at: str) -> list[Finding]:
    before = None if reading.before is None else reading.before.get(at, 0)
    amounts = [spell.doses.get(at, 0) for spell in reading.spells]
    found = []
    for spell, passed, carried in _risen(reading.spells, "max_dose", before, amounts, bounds):
        dose = spell.doses[at]
        shown = sentences.dose(dose)
        if carried:
            found.append(_carried(spell, at, dose, shown, passed))
        else:
            says = sentences.too_much_at_once(spell.start, at, dose, passed)
            found.append(above("dose-above-maximum", says, spell, at, shown, passed))
    return found


def _risen(
    spells: tuple[Spell, ...],
    rule: LimitRule,
    before: int | None,
    amounts: list[int],
    bounds: Bounds,
) -> Iterable[tuple[Spell, Passed, bool]]:
    """Every rise above a limit, and what is carried on above one from before."""
    for spell, old, new in zip(spells, [before, *amounts], amounts, strict=False):
        first = spell is spells[0]
        if not first and old is not None and new <= old:
            continue
        passed = bounds.above(rule, new)
        if passed is not None:
            yield spell, passed, first and old is not None and new <= old


def above(
    code: str, says: str, spell: Spell, at: str | None, shown: str, passed: Passed
) -> Finding:
    """A stop for a day or a dose above a maximum."""
    return Finding(
        code=code,
        severity="stop",
        says=says,
        on=spell.start,
        step=spell.step,
        at=at,
        found=shown,
        allowed=sentences.limit(passed.rule, passed.allowed),
        authors=passed.authors,
        hard=passed.hard,
    )


def _carried(spell: Spell, at: str | None, found: int, shown: str, passed: Passed) -> Finding:
    return Finding(
        code="present-dose-above-maximum",
        severity="caution",
        says=sentences.carried(spell.start, at, found, passed),
        on=spell.start,
        step=spell.step,
        at=at,
        found=shown,
        allowed=sentences.limit(passed.rule, passed.allowed),
        authors=passed.authors,
    )
