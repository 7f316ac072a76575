"""How fast: rises, falls and the days between them."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.checker import sentences
from baclofen_titration.checker.bounds import Bounds, Passed
from baclofen_titration.checker.reading import Change, Reading, change_to
from baclofen_titration.findings import Finding, NotRun

NOT_KNOWN = "not known"


def judge_pace(reading: Reading, bounds: Bounds) -> list[Finding]:
    """Find what rises or falls too much, too soon, or the wrong way."""
    found = list(_late_start(reading, bounds))
    for change in reading.changes:
        if _is_plain_rise(change, bounds) or _is_plain_fall(change, bounds):
            continue
        found += _rise_sizes(change, bounds)
        found += _rise_interval(change, bounds)
        found += _fall_sizes(change, bounds, late=reading.partial is not None)
        found += _fall_interval(change, bounds)
        found += _direction(change)
    if reading.stop is not None:
        found += _abrupt(reading.stop, bounds)
        found += _fall_interval(reading.stop, bounds)
    return found


def _is_plain_rise(change: Change, bounds: Bounds) -> bool:
    """Whether a change is one in which nothing falls, within every limit of a rise."""
    spell, risen = change.spell, change.risen
    if change.fallen or not risen or spell.phase == "taper":
        return False
    if change.first_day:
        return True
    return (
        change.days is not None
        and change.days >= (bounds.edge("min_days_between_rises") or 0)
        and not bounds.are_passed("max_rise", spell.daily - change.old_daily)
        and not bounds.are_passed("max_rise_per_dose", max(risen.values()))
    )


def _is_plain_fall(change: Change, bounds: Bounds) -> bool:
    """Whether a change is one of a taper in which nothing rises, within every limit of a fall."""
    spell, fallen = change.spell, change.fallen
    if change.risen or not fallen or spell.phase != "taper" or not spell.daily:
        return False
    late = change.after_fall and (change.days or 0) < (bounds.edge("min_days_between_falls") or 0)
    return not (
        late
        or bounds.are_passed("max_fall", change.old_daily - spell.daily)
        or bounds.are_passed("max_fall_per_dose", max(fallen.values()))
    )


def unjudged_first_fall(reading: Reading, bounds: Bounds) -> list[NotRun]:
    """Say so where the first fall may follow an earlier one too soon."""
    changes = [*reading.changes, *([reading.stop] if reading.stop is not None else [])]
    for change in changes:
        if not change.fallen or change.after_fall is not None:
            continue
        if change.days is None or bounds.below("min_days_between_falls", change.days):
            why = (
                f"Whether the present doses had themselves just fallen before "
                f"{sentences.on_day(change.spell.start)} is not known, so the days before that "
                "fall were not judged; the way down stays open."
            )
            return [NotRun(check="first-fall", why=why)]
    return []


def _finding(
    code: str, says: str, change: Change, at: str | None, found: str, passed: Passed
) -> Finding:
    return Finding(
        code=code,
        severity="stop",
        says=says,
        on=change.spell.start,
        step=change.spell.step,
        at=at,
        found=found,
        allowed=sentences.limit(passed.rule, passed.allowed),
        authors=passed.authors,
        hard=passed.hard,
    )


def _rise_sizes(change: Change, bounds: Bounds) -> Iterator[Finding]:
    if change.first_day:
        return
    on, old, new = change.spell.start, change.old_daily, change.spell.daily
    passed = bounds.above("max_rise", new - old)
    if passed:
        says = sentences.moves(on, None, old, new, passed)
        yield _finding("rise-too-large", says, change, None, sentences.daily(new - old), passed)
    for at, delta in change.risen.items():
        passed = bounds.above("max_rise_per_dose", delta)
        if passed:
            old = change.old.get(at, 0)
            says = sentences.moves(on, at, old, old + delta, passed)
            shown = sentences.dose(delta)
            yield _finding("rise-too-large-at-one-time", says, change, at, shown, passed)


def _rise_interval(change: Change, bounds: Bounds) -> Iterator[Finding]:
    if change.first_day or not change.risen:
        return
    on = change.spell.start
    if change.days is None:
        # Nothing shows that the time has passed, and nothing shows that it has not.
        passed = bounds.strictest("min_days_between_rises")
        if passed:
            says = sentences.since_unknown(on, passed)
            yield _finding("rise-too-soon", says, change, None, NOT_KNOWN, passed)
        return
    passed = bounds.below("min_days_between_rises", change.days)
    if passed:
        days = max(change.days, 0)
        says = sentences.too_soon(on, days, passed, "rises")
        yield _finding("rise-too-soon", says, change, None, sentences.counted(days, "day"), passed)


def _fall_sizes(change: Change, bounds: Bounds, *, late: bool) -> Iterator[Finding]:
    if not change.spell.daily:
        yield from _abrupt(change, bounds)
        return
    on, old, new = change.spell.start, change.old_daily, change.spell.daily
    counted_late = late and change.spell.step == 1
    passed = None if counted_late else bounds.above("max_fall", old - new)
    if passed:
        says = sentences.moves(on, None, old, new, passed)
        yield _finding("fall-too-large", says, change, None, sentences.daily(old - new), passed)
    for at, delta in change.fallen.items():
        passed = bounds.above("max_fall_per_dose", delta)
        if passed:
            old = change.old[at]
            says = sentences.moves(on, at, old, old - delta, passed)
            shown = sentences.dose(delta)
            yield _finding("fall-too-large-at-one-time", says, change, at, shown, passed)


def _late_start(reading: Reading, bounds: Bounds) -> Iterator[Finding]:
    """A late first day of somebody who takes something is a fall of its own."""
    if reading.partial is None or not reading.before:
        return
    first, old = reading.spells[0], sum(reading.before.values())
    passed = bounds.above("max_fall", old - reading.partial)
    if passed:
        change = change_to(first, reading.before, None, None)
        says = sentences.late_fall(first.start, old, reading.partial, passed)
        shown = sentences.daily(old - reading.partial)
        yield _finding("fall-too-large", says, change, None, shown, passed)


def _fall_interval(change: Change, bounds: Bounds) -> Iterator[Finding]:
    if not change.fallen or not change.after_fall or change.days is None:
        return
    passed = bounds.below("min_days_between_falls", change.days)
    if passed:
        days = max(change.days, 0)
        says = sentences.too_soon(change.spell.start, days, passed, "falls")
        yield _finding("fall-too-soon", says, change, None, sentences.counted(days, "day"), passed)


def _abrupt(change: Change, bounds: Bounds) -> Iterator[Finding]:
    passed = bounds.above("max_last_daily_dose", change.old_daily)
    if passed:
        says = sentences.abrupt(change.spell.start, change.old_daily, passed)
        shown = sentences.daily(change.old_daily)
        yield _finding("abrupt-stop", says, change, None, shown, passed)


def _direction(change: Change) -> Iterator[Finding]:
    old, new = change.old_daily, change.spell.daily
    if change.spell.phase != "taper":
        if new < old:
            yield _wrong_way("fall-in-titration", change, None, old, new, "this is no taper")
    elif new > old:
        yield _wrong_way("rise-in-taper", change, None, old, new, "this is a taper")
    else:
        for at, delta in change.risen.items():
            old = change.old.get(at, 0)
            yield _wrong_way("rise-in-taper", change, at, old, old + delta, "this is a taper")


def _wrong_way(
    code: str, change: Change, at: str | None, old: int, new: int, where: str
) -> Finding:
    show = sentences.dose if at else sentences.daily
    on = change.spell.start
    return Finding(
        code=code,
        severity="stop",
        says=sentences.wrong_way(on, at, old, new, where),
        on=on,
        step=change.spell.step,
        at=at,
        found=show(abs(new - old)),
    )
