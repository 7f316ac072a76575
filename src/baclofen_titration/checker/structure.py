"""Whether the steps follow one another, and whether each says something."""

from __future__ import annotations

from itertools import pairwise

from baclofen_titration.checker import sentences
from baclofen_titration.checker.reading import ONE_DAY
from baclofen_titration.findings import Finding
from baclofen_titration.schedule import Schedule


def judge_structure(schedule: Schedule) -> list[Finding]:
    """Find gaps, overlaps, takings of nothing, and an end that says nothing."""
    found = [*_seams(schedule), *_nothings(schedule)]
    last = schedule.steps[-1]
    if last.end is not None and schedule.then is None:
        found.append(
            Finding(
                code="ends-without-instruction",
                severity="stop",
                says=sentences.NO_END,
                on=last.end,
                step=len(schedule.steps),
                hard=True,
            )
        )
    return found


def _seams(schedule: Schedule) -> list[Finding]:
    found = []
    for number, (old, new) in enumerate(pairwise(schedule.steps), 2):
        end = old.end
        if end is None:
            continue
        missing = (new.start - end).days - 1
        if missing:
            first = end + ONE_DAY if missing > 0 else new.start
            say = sentences.gap if missing > 0 else sentences.overlap
            found.append(
                Finding(
                    code="gap-between-steps" if missing > 0 else "overlapping-steps",
                    severity="stop",
                    says=say(first, abs(missing), number),
                    on=first,
                    step=number,
                    found=sentences.counted(abs(missing), "day"),
                    hard=True,
                )
            )
    return found


def _nothings(schedule: Schedule) -> list[Finding]:
    found = []
    before: frozenset[str] = frozenset()
    for number, step in enumerate(schedule.steps, start=1):
        nothings = [at for at, dose in step.regimen.micrograms.items() if not dose]
        for at in nothings:
            if at in before:
                continue
            found.append(
                Finding(
                    code="zero-dose",
                    severity="stop",
                    says=sentences.zero_dose(step.start, at, number),
                    on=step.start,
                    step=number,
                    at=at,
                    found=sentences.dose(0),
                    hard=True,
                )
            )
        before = frozenset(nothings)
    return found
