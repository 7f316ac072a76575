"""Whether the steps follow one another, and whether each says something."""

from __future__ import annotations

from baclofen_titration.checker import sentences
from baclofen_titration.checker.patterns import Rows
from baclofen_titration.checker.reading import ONE_DAY
from baclofen_titration.findings import Finding


def judge_structure(rows: Rows) -> list[Finding]:
    """Find gaps, overlaps, takings of nothing, and an end that says nothing."""
    found = _seams(rows)
    if sum([len(pattern.nothings) for pattern in rows.patterns]):
        found += _nothings(rows)
    if rows.days[-1] is not None and rows.schedule.then is None:
        found.append(
            Finding(
                code="ends-without-instruction",
                severity="stop",
                says=sentences.NO_END,
                on=rows.schedule.end,
                step=len(rows.starts),
                hard=True,
            )
        )
    return found


def _seams(rows: Rows) -> list[Finding]:
    found = []
    following = rows.starts[1:]
    for number, (start, days, then) in enumerate(
        zip(rows.starts, rows.days, following, strict=False), 2
    ):
        if days is None:
            continue
        missing = (then - start).days - days
        if missing:
            first = then - missing * ONE_DAY if missing > 0 else then
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


def _nothings(rows: Rows) -> list[Finding]:
    found = []
    before: tuple[str, ...] = ()
    for number, (start, pattern) in enumerate(zip(rows.starts, rows.patterns, strict=True), 1):
        for at in pattern.nothings:
            if at in before:
                continue
            found.append(
                Finding(
                    code="zero-dose",
                    severity="stop",
                    says=sentences.zero_dose(start, at, number),
                    on=start,
                    step=number,
                    at=at,
                    found=sentences.dose(0),
                    hard=True,
                )
            )
        before = pattern.nothings
    return found
