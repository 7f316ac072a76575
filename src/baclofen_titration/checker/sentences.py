"""The sentences of the judge: each names the thing, the clash and by how much."""

from __future__ import annotations

from datetime import date, timedelta

from baclofen_titration.checker.bounds import Passed
from baclofen_titration.limits import LIMIT_UNITS, LimitRule
from baclofen_titration.quantities import DailyDose, Dose, format_micrograms

OUR_TRANSCRIPTION = "the judge's own transcription"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TIMES = {
    "morning": "in the morning",
    "midday": "at midday",
    "evening": "in the evening",
    "bedtime": "at bedtime",
}
RULES: dict[LimitRule, str] = {
    "max_daily_dose": "the largest daily dose",
    "max_dose": "the largest dose at one time",
    "max_first_day": "the largest daily dose of the first days",
    "max_rise": "the largest rise of the daily dose",
    "max_rise_per_dose": "the largest rise at one time of day",
    "min_days_between_rises": "the shortest time to a rise",
    "max_fall": "the largest fall of the daily dose",
    "max_fall_per_dose": "the largest fall at one time of day",
    "min_days_between_falls": "the shortest time between falls",
    "max_last_daily_dose": "the last daily dose before nothing",
    "min_hours_between_takings": "the shortest time between takings",
}
MALFORMED = (
    "The schedule, or what was handed down with it, does not hold together, so nothing was "
    "judged; build it anew from its parts to see every fault."
)
NO_END = (
    "The last step ends and nothing says what follows; say that baclofen is stopped, that it "
    "continues, or leave the step open until it is reviewed."
)
UNKNOWN_BEFORE = (
    "What was taken before the first day is not known, so the change on the first day "
    "was not judged."
)

MINUTES_IN_AN_HOUR = timedelta(hours=1) // timedelta(minutes=1)


def on_day(day: date) -> str:
    """A date in words, without a locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def at_time(at: str) -> str:
    """A time of day in words."""
    return TIMES.get(at, f"at {at}")


def counted(number: int, word: str) -> str:
    """A number of things."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def dose(micrograms: int) -> str:
    """A dose, printed as `Dose` prints it, whatever its size."""
    return format_micrograms(micrograms)


def daily(micrograms: int) -> str:
    """A daily dose, printed as `DailyDose` prints it, whatever its size."""
    return f"{format_micrograms(micrograms)}/day"


def hours(minutes: int) -> str:
    """A length of time within a day."""
    whole, part = divmod(minutes, MINUTES_IN_AN_HOUR)
    parts = [counted(whole, "hour")] if whole or not part else []
    return " ".join(parts + ([counted(part, "minute")] if part else []))


def limit(rule: LimitRule, amount: int) -> str:
    """The value of a limit with its unit."""
    unit = LIMIT_UNITS[rule]
    if unit is DailyDose:
        return daily(amount)
    if unit is Dose:
        return dose(amount)
    return counted(amount, "day" if unit == "days" else "hour")


def allowed(passed: Passed) -> str:
    """What is allowed, and that a hard limit is passed too where it is."""
    least = "at most" if passed.rule.startswith("max_") else "at least"
    verb = "is allowed" if passed.rule.startswith("max_") else "are needed"
    if verb == "are needed" and passed.allowed == 1:
        verb = "is needed"
    text = f"{least} {limit(passed.rule, passed.allowed)} {verb}"
    if passed.hard_allowed is None:
        return text
    if passed.hard_allowed == passed.allowed:
        return f"{text}, and nobody can lift this limit"
    return (
        f"{text}, and the limit that nobody can lift is {limit(passed.rule, passed.hard_allowed)}"
    )


def gap(first: date, days: int, before: int) -> str:
    """No step covers some days."""
    verb = "is" if days == 1 else "are"
    return (
        f"From {on_day(first)}, {counted(days, 'day')} before step {before} {verb} covered by no "
        "step; every day has to stand in exactly one."
    )


def overlap(first: date, days: int, step: int) -> str:
    """Two steps cover the same days."""
    return (
        f"Step {step} starts on {on_day(first)}, while the step before it still has "
        f"{counted(days, 'day')} to run; every day has to stand in exactly one."
    )


def zero_dose(on: date, at: str, step: int) -> str:
    """A taking of nothing."""
    return (
        f"Step {step}, from {on_day(on)}, asks for 0 mg {at_time(at)}; "
        "leave out a taking that gives nothing."
    )


def too_much(on: date, found: int, passed: Passed) -> str:
    """A day above the maximum."""
    return f"On {on_day(on)} the daily dose is {daily(found)}; {allowed(passed)}."


def too_much_at_once(on: date, at: str, found: int, passed: Passed) -> str:
    """A taking above the maximum."""
    return f"On {on_day(on)} the dose {at_time(at)} is {dose(found)}; {allowed(passed)}."


def too_much_at_first(on: date, found: int, passed: Passed) -> str:
    """First days above what somebody may start with."""
    return (
        f"On {on_day(on)} somebody who took nothing starts with {daily(found)}; {allowed(passed)}."
    )


def carried(on: date, at: str | None, found: int, passed: Passed) -> str:
    """What is taken already is above a maximum and is not raised."""
    what = f"dose {at_time(at)}" if at else "daily dose"
    amount = dose(found) if at else daily(found)
    most = limit(passed.rule, passed.allowed)
    return (
        f"The {what} carried on from {on_day(on)} is {amount}, above the {most} that a rise "
        "may reach; it may stay or fall, and a clinician has to say how fast."
    )


def moves(on: date, at: str | None, old: int, new: int, passed: Passed) -> str:
    """A rise or fall that is too large."""
    what = f"dose {at_time(at)}" if at else "daily dose"
    show = dose if at else daily
    verb = "rises" if new > old else "falls"
    return (
        f"On {on_day(on)} the {what} {verb} by {show(abs(new - old))}, "
        f"from {show(old)} to {show(new)}; {allowed(passed)}."
    )


def late_fall(on: date, old: int, new: int, passed: Passed) -> str:
    """A first day that starts late leaves too little on it."""
    return (
        f"On {on_day(on)}, which starts late, only {daily(new)} is taken, "
        f"{daily(old - new)} less than the day before; {allowed(passed)}."
    )


def too_soon(on: date, days: int, passed: Passed, kind: str) -> str:
    """A rise or fall that comes too soon."""
    since = "change" if kind == "rises" else "fall"
    return (
        f"On {on_day(on)} a dose {kind} {counted(days, 'day')} after the previous {since}; "
        f"{allowed(passed)}."
    )


def since_unknown(on: date, passed: Passed) -> str:
    """A rise from something taken nobody knows how long."""
    return (
        f"On {on_day(on)} a dose rises, and since when the present one has been taken is not "
        f"known; {allowed(passed)}."
    )


def abrupt(on: date, found: int, passed: Passed) -> str:
    """A stop from too high."""
    return (
        f"From {on_day(on)} nothing is taken, and on the day before it is {daily(found)}; "
        f"{allowed(passed)}."
    )


def wrong_way(on: date, at: str | None, old: int, new: int, where: str) -> str:
    """A rise in a taper, or a fall that is not in one."""
    what = f"dose {at_time(at)}" if at else "daily dose"
    show = dose if at else daily
    verb = "rises" if new > old else "falls"
    return (
        f"On {on_day(on)} the {what} {verb} by {show(abs(new - old))}, "
        f"from {show(old)} to {show(new)}, although {where}."
    )


def too_close(on: date, first: str, second: str, minutes: int, passed: Passed) -> str:
    """Two takings too close together."""
    return (
        f"From {on_day(on)} the taking {at_time(second)} comes {hours(minutes)} after the one "
        f"{at_time(first)}; {allowed(passed)}."
    )


def still_too_close(on: date, first: str, second: str, minutes: int, passed: Passed) -> str:
    """Two takings too close together that already were."""
    return (
        f"From {on_day(on)} the taking {at_time(second)} comes {hours(minutes)} after the one "
        f"{at_time(first)}, as in what is taken already; "
        f"{allowed(passed._replace(hard_allowed=None))}. The way down stays open, and a clinician "
        "has to say whether one of them is moved."
    )


def looser(rule: LimitRule, found: int, own: int) -> str:
    """A limit handed down allows more than the protocol."""
    return (
        f"As handed down, {RULES[rule]} is {limit(rule, found)}, looser than the "
        f"{limit(rule, own)} that this judge holds for the protocol."
    )


def not_transcribed(protocol: str, edition: date) -> str:
    """A shipped protocol that the judge does not know."""
    return (
        f"This judge holds no transcription of protocol {protocol}, edition {edition.isoformat()}, "
        "so nothing in the schedule could be compared with it."
    )


def unknown_product(on: date, product: str) -> str:
    """Pieces of something that is not at hand."""
    return (
        f"From {on_day(on)} pieces of {product} are to be taken, and it is none of the "
        "products at hand."
    )


def no_pieces(on: date, at: str, found: int) -> str:
    """A dose without pieces."""
    return (
        f"On {on_day(on)} the {dose(found)} {at_time(at)} has no pieces to take, "
        "although products are at hand."
    )


def wrong_pieces(on: date, at: str, found: str, wanted: int) -> str:
    """Pieces that contain something else."""
    return (
        f"On {on_day(on)} the pieces {at_time(at)} contain {found}, and the dose is {dose(wanted)}."
    )


def bad_split(on: date, part: str, product: str, parts: str) -> str:
    """A part that may not be taken."""
    return f"From {on_day(on)} a {part} of {product} is to be taken; it may be taken as {parts}."


def mixed(on: date, product: str, first: str) -> str:
    """Solids and a liquid, or two strengths of liquid, in one schedule."""
    return (
        f"From {on_day(on)} {product} with {first} is to be taken in one schedule; it uses solids "
        "or one strength of liquid, never both."
    )
