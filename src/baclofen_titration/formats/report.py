"""A report on somebody's schedule: what is wrong, on which day, by how much, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baclofen_titration.checked import CheckedSchedule, JudgedSchedule, ProtocolReference
from baclofen_titration.errors import QuantityError
from baclofen_titration.findings import Finding, SafetyReport, Severity
from baclofen_titration.formats.acceptance import accepted_words, void_words
from baclofen_titration.formats.entrance import refuse_unjudged
from baclofen_titration.formats.page import WIDTH, Voices, field, joined, title, wrapped
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.wording import count_words, span_words, time_words, weekday_words
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import Schedule

TITLES: dict[Severity, str] = {"stop": "Stops", "caution": "Cautions", "note": "Notes"}
MEANINGS: dict[Severity, str] = {
    "stop": "Nobody should take a dose from this schedule until each of these is mended, or a "
    "clinician has acknowledged it.",
    "caution": "A clinician should look at each of these.",
    "note": "Good to know.",
}

_LENGTH = re.compile(r"(?:([0-9]{1,5}) (day|hour)s?)(?: ([0-9]{1,2}) minutes?)?", re.ASCII)
_MINUTES = re.compile(r"([0-9]{1,4}) minutes?", re.ASCII)
MINUTES = {"day": 24 * 60, "hour": 60}


def to_report(judged: JudgedSchedule | CheckedSchedule) -> str:
    """Render what a judge says about a schedule as text.

    Parameters
    ----------
    judged : JudgedSchedule or CheckedSchedule
        From `judge_schedule`, `plan_titration` or `plan_taper`.

    Returns
    -------
    str
        Lines of at most 80 characters: the verdict, the first departure from
        the protocol it was compared with, each finding with its day, its step
        and by how much, what a clinician accepted, what could not be judged and
        why, and who says so. A report without findings says by how many checks
        nothing was found, and whether anything was left unjudged; it never says
        that a schedule is safe.

    Examples
    --------
    >>> from baclofen_titration import from_regimen_line, judge_schedule
    >>> schedule = from_regimen_line("5 mg x3 for 3 days, then 50 mg x3", "2026-12-01")
    >>> text = to_report(judge_schedule(schedule))
    >>> "On 4 December 2026 the daily dose is 150 mg/day" in text
    True
    """
    refuse_unjudged(judged)
    voices = Voices()
    return joined(
        [
            _heading(judged),
            *(_findings(judged, severity, voices) for severity in TITLES),
            _without_effect(judged),
            _not_judged(judged.report),
            _checks(judged.report),
            voices.listed(),
        ]
    )


def verdict(report: SafetyReport) -> str:
    """The outcome in a sentence; it tells nothing found from nothing found, partly judged."""
    ran = count_words(len(report.checks_run), "check")
    these = "this" if len(report.checks_run) == 1 else "these"
    counts = {
        severity: sum(finding.severity == severity for finding in report.findings)
        for severity in TITLES
    }
    found = [count_words(count, word) for word, count in counts.items() if count]
    unjudged = len(report.checks_not_run)
    partly = f" Only partly judged: {count_words(unjudged, 'thing')} could not be."
    said = (
        f"{' and '.join([', '.join(found[:-1]), found[-1]]) if found[1:] else found[0]} found by "
        f"{these} {ran}."
        if found
        else f"Nothing found by {these} {ran}."
    )
    return said + (partly if unjudged else "")


def _heading(judged: JudgedSchedule | CheckedSchedule) -> Iterator[str]:
    schedule = judged.schedule
    name, kind = "Report on a schedule of baclofen by mouth", "Sheet"
    if isinstance(judged, JudgedSchedule):
        kind = "Report"
    code = f"{kind} {sheet_code(judged)}"
    yield f"{name}{code:>{WIDTH - len(name)}}"
    yield "=" * WIDTH
    yield from field("result", verdict(judged.report))
    accepted = len(judged.report.stops) - len(judged.unaccepted_stops)
    if accepted:
        yield from field(
            "accepted", f"{accepted} of {count_words(len(judged.report.stops), 'stop')}"
        )
    if isinstance(judged, JudgedSchedule) and judged.protocol is not None:
        yield from field("first departure", _departure(judged, judged.protocol))
    steps = count_words(len(schedule.steps), "step")
    yield from field("schedule", f"{span_words(schedule.start, schedule.end)}, {steps}")
    daily = [step.regimen.daily_dose for step in schedule.steps]
    yield from field("daily dose", f"{min(daily)} at least, {max(daily)} at most")


def _departure(judged: JudgedSchedule, protocol: ProtocolReference) -> str:
    named = f"{protocol.id}, edition {protocol.edition}"
    first = judged.departure
    if first is None:
        return f"none: no limit of {named} is passed"
    return f"{_where(first, judged.schedule)}: {first.code}, from {named}"


def _findings(
    judged: JudgedSchedule | CheckedSchedule, severity: Severity, voices: Voices
) -> Iterator[str]:
    found = [finding for finding in judged.report.findings if finding.severity == severity]
    if not found:
        return
    yield from title(TITLES[severity])
    yield from wrapped(MEANINGS[severity])
    for number, finding in enumerate(found, start=1):
        yield ""
        yield from wrapped(f"{number}  {_where(finding, judged.schedule)} ({finding.code})", 0, 3)
        yield from wrapped(f"{finding.says} {voices.cited(finding.authors)}", 3)
        yield from wrapped(_how_much(finding), 3)
        for accepted in judged.acknowledgements:
            if accepted.accepts(finding, judged.request_digest):
                yield from wrapped(accepted_words(accepted), 3)


def _without_effect(judged: JudgedSchedule | CheckedSchedule) -> Iterator[str]:
    words = list(void_words(judged.acknowledgements, judged.report, judged.request_digest))
    if words:
        yield from title("Acknowledgements without effect")
    for line in words:
        yield from wrapped(line, 0, 3)


def _where(finding: Finding, schedule: Schedule) -> str:
    if finding.on is None:
        return "The whole schedule"
    words = weekday_words(finding.on)
    number = (finding.on - schedule.start).days + 1
    if number > 0:
        words += f", day {number}"
    if finding.step is not None:
        words += f", step {finding.step}"
    if finding.at is not None:
        words += f", {time_words(finding.at)}"
    return words


def _how_much(finding: Finding) -> str:
    found, allowed = finding.found, finding.allowed
    words = f"Found {found}" if found else ""
    if allowed:
        words += f"{' against' if words else 'Allowed'} {allowed}"
    by = difference(found, allowed)
    words += f": {by}" if by else ""
    words += "." if words else ""
    if finding.hard and finding.severity == "stop":
        words += " No acknowledgement can lift it."
    return words.strip()


def difference(found: str, allowed: str) -> str:
    """By how much two amounts of one kind differ; empty if they are of none."""
    for kind in (DailyDose, Dose):
        try:
            over = kind(found).micrograms - kind(allowed).micrograms
        except QuantityError:
            continue
        return f"{kind.from_micrograms(abs(over))} too {'much' if over > 0 else 'little'}"
    minutes, least = _minutes(found), _minutes(allowed)
    if minutes is None or least is None:
        return ""
    return f"{_length(abs(minutes - least))} too {'long' if minutes > least else 'short'}"


def _minutes(text: str) -> int | None:
    alone = _MINUTES.fullmatch(text)
    if alone:
        return int(alone[1])
    match = _LENGTH.fullmatch(text)
    return int(match[1]) * MINUTES[match[2]] + int(match[3] or 0) if match else None


def _length(minutes: int) -> str:
    days, rest = divmod(minutes, MINUTES["day"])
    if days and not rest:
        return count_words(days, "day")
    hours, rest = divmod(minutes, MINUTES["hour"])
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(count_words(count, word) for count, word in parts if count)


def _not_judged(report: SafetyReport) -> Iterator[str]:
    if not report.checks_not_run:
        return
    yield from title("Not judged")
    for missed in report.checks_not_run:
        yield from wrapped(f"{missed.check}: {missed.why}", 0, 3)


def _checks(report: SafetyReport) -> Iterator[str]:
    yield from title("Checks")
    ran = ", ".join(report.checks_run) or "none"
    yield from wrapped(f"{count_words(len(report.checks_run), 'check')} ran: {ran}.")
