"""The way down as a whole: how long it takes, what share one fall is, what changes with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from baclofen_titration.checker.reading import Change, Reading
from baclofen_titration.checker.sentences import counted, daily, on_day
from baclofen_titration.checker.sentences import dose as dose_of
from baclofen_titration.findings import Finding
from baclofen_titration.lengths import longest_use, parse_days, parse_use
from baclofen_titration.patient import Patient
from baclofen_titration.provenance import Figure
from baclofen_titration.regimen import Taking
from baclofen_titration.schedule import Schedule

LONG_USE = "long-use"
SHORT_AFTER_LONG_USE = "taper-short-after-long-use"
SHORT = "taper-shorter-than-labels"
LARGE_SHARE = "fall-above-half"
TWO_CHANGES = "doses-change-with-daily-dose"
SHORTER_USE = "used-for-contradicts-since"
SMALLER_FIRST = "smaller-dose-falls-first"
TAPERS = (SHORT_AFTER_LONG_USE, SHORT, LARGE_SHARE, TWO_CHANGES, SMALLER_FIRST, SHORTER_USE)
PER_CENT = 100

_SHARE = re.compile(r"([1-9][0-9]?) %", re.ASCII)


@cache
def taper_rules() -> dict[str, Figure]:
    """The judge's own rules about a way down, by the code of what they find."""
    text = files(__package__).joinpath("data", "tapers", "rules.toml").read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    return {code: Figure.model_validate(rule) for code, rule in read.items()}


def judge_tapers(schedule: Schedule, reading: Reading, patient: Patient | None) -> list[Finding]:
    """Find what is short, large or double in a way down; each of them is a caution."""
    falls = [change for change in reading.changes if _is_fall_of_taper(change)]
    found = [
        finding for fall in falls for finding in (*_large(fall), *_double(fall), *_unbalanced(fall))
    ]
    if falls:
        found += _shorter_use(schedule, patient)
    if reading.stop is not None:
        found += _short(schedule, reading, falls, patient)
    return found


def _is_fall_of_taper(change: Change) -> bool:
    return change.spell.phase == "taper" and change.spell.daily < change.old_daily


def _large(fall: Change) -> Iterator[Finding]:
    """The share of the present daily dose that one fall takes."""
    rule = taper_rules()[LARGE_SHARE]
    match = _SHARE.fullmatch(rule.value)
    most = int(match[1]) if match else 0
    old, new = fall.old_daily, fall.spell.daily
    if new and PER_CENT * (old - new) > most * old:
        yield _caution(
            LARGE_SHARE,
            f"On {on_day(fall.spell.start)} the daily dose falls by {daily(old - new)}, "
            f"from {daily(old)} to {daily(new)}, which is more than half of it.",
            fall,
            daily(old - new),
        )


def _double(fall: Change) -> Iterator[Finding]:
    """A dropped dose and another fall on one day."""
    dropped = [at for at in fall.fallen if not fall.spell.doses.get(at)]
    if fall.spell.daily and dropped and len(dropped) < len(fall.fallen):
        found = f"{counted(len(dropped), 'dose')} dropped, {len(fall.fallen) - len(dropped)} lower"
        yield _caution(
            TWO_CHANGES,
            f"On {on_day(fall.spell.start)} two things change at once: {found}.",
            fall,
            found,
        )


def _unbalanced(fall: Change) -> Iterator[Finding]:
    """A dose that falls while a larger one stands."""
    left = fall.spell.doses
    largest = max(left.values(), default=0)
    for at in fall.fallen:
        if fall.old[at] < largest:
            above = next(name for name, dose in left.items() if dose == largest)
            yield _caution(
                SMALLER_FIRST,
                f"On {on_day(fall.spell.start)} the {at} dose falls from {dose_of(fall.old[at])} "
                f"while a larger one stands, {dose_of(largest)} ({above}).",
                fall,
                dose_of(fall.old[at]),
            )
            return


def _short(
    schedule: Schedule, reading: Reading, falls: list[Change], patient: Patient | None
) -> Iterator[Finding]:
    """The days with a reduced dose, from the first fall after the last rise to the end."""
    off = reading.stop.spell.start if reading.stop else schedule.start
    rises = [change.spell.start for change in reading.changes if change.risen]
    last_rise = max(rises, default=date.min)
    first = next((fall.spell.start for fall in falls if fall.spell.start > last_rise), off)
    days = (off - first).days
    for code in (SHORT, SHORT_AFTER_LONG_USE):
        rule = taper_rules()[code]
        if days < parse_days(rule.value) and (code == SHORT or _is_long(schedule, first, patient)):
            yield Finding(
                code=code,
                severity="caution",
                says=f"Nothing is left after {counted(days, 'day')} with a reduced dose; sources "
                f"say {rule.says}.",
                on=first,
                found=counted(days, "day"),
                allowed=f"at least {rule.value}",
                authors=rule.authors,
            )


def _is_long(schedule: Schedule, first: date, patient: Patient | None) -> bool:
    """Whether baclofen was used for long by the first fall, or may have been."""
    least = parse_use(taper_rules()[LONG_USE].value)
    planned = (first - schedule.start).days
    if schedule.before == "nothing":
        return planned > least
    since = schedule.before.since if isinstance(schedule.before, Taking) else "unknown"
    if isinstance(since, date) and (first - since).days > least:
        return True
    said = "not asked" if patient is None else patient.used_for
    return said in ("unknown", "not asked") or parse_use(said) + planned >= least


def _shorter_use(schedule: Schedule, patient: Patient | None) -> Iterator[Finding]:
    """Baclofen cannot be used for less time than what is taken now."""
    before, said = schedule.before, "not asked" if patient is None else patient.used_for
    if said in ("unknown", "not asked") or not isinstance(before, Taking):
        return
    if isinstance(before.since, date) and (schedule.start - before.since).days > longest_use(said):
        taken = counted((schedule.start - before.since).days, "day")
        yield Finding(
            code=SHORTER_USE,
            severity="caution",
            says=f"Baclofen is said to be used for {said}, and what is taken now is taken since "
            f"{before.since}, {taken} before the first day. The longer of the two is counted.",
            on=schedule.start,
            found=said,
            allowed=f"{taken} or more",
        )


def _caution(code: str, says: str, fall: Change, found: str) -> Finding:
    rule = taper_rules()[code]
    return Finding(
        code=code,
        severity="caution",
        says=says,
        on=fall.spell.start,
        step=fall.spell.step,
        found=found,
        allowed=rule.value if code in (TWO_CHANGES, SMALLER_FIRST) else f"at most {rule.value}",
        authors=rule.authors,
    )
