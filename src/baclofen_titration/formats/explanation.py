"""Why a step is as it is: its rule, every limit in play, the one that bound, the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import parse_date
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.falls import StepFall
from baclofen_titration.formats.acceptance import accepted_words, void_words
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.page import WIDTH, Voices, joined, title, wrapped
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.slack import (
    GROWS,
    MINUTES_IN_AN_HOUR,
    SHRINKS,
    Change,
    Room,
    change_of,
    nearest,
    rooms_of,
)
from baclofen_titration.formats.wording import (
    LIMIT_WORDS,
    amount_words,
    count_words,
    fall_words,
    largest_words,
    limit_words,
    rule_words,
    span_words,
    value_words,
    weekday_words,
)
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.quantities import DailyDose

MARK_WIDTH = 8


def explain(checked: CheckedSchedule, on: date | str | None = None) -> str:
    """Say why a step is as it is.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    on : datetime.date, optional
        A day of the step; without it every step is explained.

    Returns
    -------
    str
        For each step: the rule that made it, every limit that was in play with
        what it left, which of them bound, which would have bound next, and who
        stands behind each. What a limit leaves is counted from the schedule
        itself. Lines of at most 80 characters.

    Raises
    ------
    InvalidValueError
        If no step covers the day.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
    ...     over="8 days", start="2026-12-01"))
    >>> print(explain(checked, "2026-12-03").splitlines()[6])
    20 mg/day falls to 10 mg/day, by 10 mg/day, 50 % of the present dose (ideal: the
    """
    refuse_unchecked(checked)
    voices = Voices()
    places = range(len(checked.schedule.steps)) if on is None else [_place(checked, on)]
    name, code = "Why the steps are as they are", f"Sheet {sheet_code(checked)}"
    heading = [f"{name}{code:>{WIDTH - len(name)}}", "=" * WIDTH]
    steps = (_step(checked, place, voices) for place in places)
    largest = largest_words(checked.falls) if on is None else ()
    ending = [*title("Largest falls"), *largest] if largest else []
    return joined([heading, *steps, ending, _accepted(checked), voices.listed()])


def _accepted(checked: CheckedSchedule) -> Iterator[str]:
    """What clinicians accepted in this request, and what they accepted in vain."""
    if not checked.acknowledgements:
        return
    yield from title("Accepted by clinicians")
    for finding in checked.report.findings:
        for accepted in checked.acknowledgements:
            if accepted.accepts(finding, checked.request_digest):
                yield from wrapped(f"{finding.says} ({finding.code})", 0, 3)
                yield from wrapped(accepted_words(accepted), 3)
    for line in void_words(checked.acknowledgements, checked.report, checked.request_digest):
        yield from wrapped(line, 0, 3)


def _place(checked: CheckedSchedule, on: date | str) -> int:
    day = checked.schedule.on(parse_date(on))
    if day is None:
        raise InvalidValueError(
            f"No step covers {parse_date(on)}: the schedule runs "
            f"{span_words(checked.schedule.start, checked.schedule.end)}."
        )
    return day.step - 1


def _step(checked: CheckedSchedule, place: int, voices: Voices) -> Iterator[str]:
    schedule = checked.schedule
    step, change = schedule.steps[place], change_of(schedule, place)
    rooms = rooms_of(schedule, checked.limits, place)
    yield from title(f"Step {place + 1}, {span_words(step.start, step.end)}")
    yield from wrapped(f"{str(step.regimen).capitalize()}.")
    fall = next((fall for fall in checked.falls if fall.step == place + 1), None)
    yield from wrapped(_moved(change, step.regimen.daily_dose, fall))
    rules = dict.fromkeys(reason.rule for reason in step.because)
    cited = voices.cited(reason.author for reason in step.because)
    words = "; ".join(rule_words(rule) for rule in rules) or "none is stated"
    yield from wrapped(f"Rule: {words}. {cited}", 0, 3)
    following = nearest(rooms, step.bound_by, change.daily > 0) if change.daily else ()
    for room in rooms:
        bound = room.limit.rule in step.bound_by
        mark = "bound" if bound else "next" if room in following else ""
        text = f"{mark:<{MARK_WIDTH}}{_room(room, change)} {voices.cited(room.limit.authors)}"
        yield from _hung(text)
    yield from _conclusion(checked, place, following)


def _hung(text: str) -> Iterator[str]:
    """A line with its mark in a column of its own, which `wrapped` would close up."""
    mark, words = text[:MARK_WIDTH], text[MARK_WIDTH:]
    first, *more = wrapped(words, MARK_WIDTH, MARK_WIDTH + 3)
    yield f"{mark}{first[MARK_WIDTH:]}"
    yield from more


def _moved(change: Change, daily: DailyDose, fall: StepFall | None) -> str:
    if change.before is None:
        return f"{daily}; what was taken before is not known."
    if not change.before:
        return f"{daily}, from nothing."
    if not any(change.moves.values()):
        return f"{daily}, unchanged."
    old = DailyDose.from_micrograms(sum(change.before.values()))
    if not change.daily:
        return f"{daily}, shared in another way over the day."
    if fall is not None:
        return f"{old} falls to {daily}, by {fall_words(fall)}."
    return f"{old} rises by {DailyDose.from_micrograms(abs(change.daily))} to {daily}."


def _room(room: Room, change: Change) -> str:
    """A limit, what the step comes to, and what is left."""
    limit, unit = room.limit, LIMIT_UNITS[room.limit.rule]
    if unit == "hours":
        here, left = _minutes(room.here), _minutes(abs(room.room))
    elif unit == "days":
        here, left = count_words(room.here, "day"), count_words(abs(room.room), "day")
    else:
        here = amount_words(limit.rule, room.here)
        left = str(DailyDose.from_micrograms(abs(room.room)))
    bound = "at least" if limit.rule.startswith("min_") else "at most"
    at = f" ({', '.join(room.at)})" if room.at else ""
    said = f"{LIMIT_WORDS[limit.rule]}: {here}{at}, {bound} {value_words(limit)}"
    return f"{said}; {_left(room, change, left)}."


def _left(room: Room, change: Change, left: str) -> str:
    rule = room.limit.rule
    if room.room < 0:
        return "passed"
    if rule.startswith("min_"):
        return f"{left} to spare" if room.room else "nothing to spare"
    rises, falls = rule in GROWS and change.daily >= 0, rule in SHRINKS
    if room.here == room.limit.amount:
        return "reached"
    if rises or falls:
        return f"the day could {'rise' if rises else 'fall'} by {left} more before it is reached"
    return "not reached"


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES_IN_AN_HOUR)
    parts = [count_words(hours, "hour")] if hours or not rest else []
    return " ".join([*parts, *([count_words(rest, "minute")] if rest else [])])


def _conclusion(checked: CheckedSchedule, place: int, following: tuple[Room, ...]) -> Iterator[str]:
    step = checked.schedule.steps[place]
    limits = [checked.limits.get(rule) for rule in step.bound_by]
    bound = "; ".join(limit_words(limit) for limit in limits if limit is not None)
    if bound:
        them = "it" if len(limits) == 1 else "them"
        yield from wrapped(
            f"Bound by the {bound}. Without {them} the change would have been larger, or earlier.",
            0,
            3,
        )
    else:
        yield from wrapped("No limit bound it.")
    if following:
        words = "; ".join(limit_words(room.limit) for room in following)
        more = DailyDose.from_micrograms(following[0].room)
        yield from wrapped(f"Next would have been the {words}, after {more} more.", 0, 3)
    on = [review for review in checked.schedule.reviews if _within(checked, place, review.on)]
    for review in on:
        yield from wrapped(f"Review on {weekday_words(review.on)}: {review.purpose}", 0, 3)


def _within(checked: CheckedSchedule, place: int, day: date) -> bool:
    covered = checked.schedule.on(day)
    return covered is not None and covered.step == place + 1
