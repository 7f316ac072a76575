"""What a calendar says on which days, apart from how a calendar file is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import LAST_DATE, add_days, parse_date
from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.formats.horizon import horizon_of
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.slack import change_of
from baclofen_titration.formats.withdrawal import signs_in_short
from baclofen_titration.formats.wording import (
    date_words,
    pieces_words,
    span_words,
    time_words,
    weekday_words,
)
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.regimen import NAMED_TIMES, Administration, minute_of_day
from baclofen_titration.schedule import ReviewPoint, Schedule, Step

Titles = Literal["neutral", "dose", "medicine and dose"]

TITLES: dict[str, str] = {
    "neutral": "reminder-title",
    "dose": "reminder-title-dose",
    "medicine and dose": "reminder-title-medicine",
}
MOST_EVENTS = 5_000
MINUTES_OF_A_REMINDER = 5


class Reminder(NamedTuple):
    """One event of a calendar.

    Parameters
    ----------
    key : str
        What it is about, from which its id is made; never a number in a list.
    title, text : str
        What the calendar shows at a glance, and when it is opened.
    first : datetime.date
        Its first day.
    minute : int or None
        Minute of the day [minutes after midnight]; None for the whole day.
    days : int
        On how many days, one after another.
    alarm : bool
        Whether it rings.
    cancelled : bool
        Whether it takes an event of an earlier revision away.
    """

    key: str
    title: str
    text: str
    first: date
    minute: int | None = None
    days: int = 1
    alarm: bool = False
    cancelled: bool = False


class Frame(NamedTuple):
    """How far reminders go, and why they end there."""

    last: date
    review: ReviewPoint | None


def frame_of(
    schedule: Schedule, until: date | str | None, reviewed: date | str | None = None
) -> Frame:
    """The last day with reminders: the horizon, the end, or the next decision point.

    Parameters
    ----------
    schedule : Schedule
        The schedule.
    until : datetime.date, optional
        The horizon.
    reviewed : datetime.date, optional
        The last review that has been held; reminders go on to the one after it.

    Raises
    ------
    InvalidValueError
        If an open schedule has neither a horizon nor a review, or the horizon
        lies before the first day.
    """
    held = add_days(schedule.start, -1) if reviewed is None else parse_date(reviewed)
    ahead = [one for one in schedule.reviews if one.on > held and not one.watch]
    review = min(ahead, key=lambda one: one.on, default=None)
    if review is None or until is not None:
        last = horizon_of(schedule, until)
        last = last if schedule.end is None else min(last, schedule.end)
    else:
        last = schedule.end or review.on
    if review is not None and review.on <= last:
        return Frame(review.on, review)
    return Frame(last, None)


def reminders_of(
    checked: CheckedSchedule, frame: Frame, titles: Titles = "neutral", alarms: bool = True
) -> list[Reminder]:
    """Every event of a schedule up to a last day, in the order of their beginning.

    Raises
    ------
    InvalidValueError
        If a time of day has no clock hour, or there would be too many events.
    """
    _refuse_missing_hours(checked.schedule)
    told = _Told(checked, titles, alarms)
    found = [*told.takings(frame.last), *told.changes(frame.last), *told.reviews(frame.last)]
    if len(found) > MOST_EVENTS:
        raise InvalidValueError(
            f"The calendar would hold {len(found):,} events, more than {MOST_EVENTS:,}. Choose an "
            "earlier last day."
        )
    found.append(told.ending(frame, max(one.minute or 0 for one in found)))
    return sorted(found, key=lambda one: (one.first, -1 if one.minute is None else one.minute))


def taken_away(
    before: CheckedSchedule, after: CheckedSchedule, kept: set[str]
) -> Iterator[Reminder]:
    """What an earlier revision left on the calendar and this one does not say again.

    A series that had begun is cut short on the eve of the revision: the past
    stays as it was. Whatever lies ahead is cancelled, whether or not it had been
    written: how far an earlier calendar went is not known here.
    """
    start = after.schedule.start
    kept = kept | {_review_key(one.on) for one in after.schedule.reviews if not one.watch}
    told = _Told(before, "neutral", alarms=False)
    last = before.schedule.end or LAST_DATE
    for one in (*told.takings(last), *told.changes(last), *told.reviews(last)):
        if one.key in kept or add_days(one.first, one.days - 1) < start:
            continue
        begun = (start - one.first).days
        if begun > 0:
            yield one._replace(days=begun)
        else:
            title = phrase("cancelled-title", title=one.title)
            yield one._replace(
                title=title, text=phrase("cancelled-text"), days=1, alarm=False, cancelled=True
            )


def _refuse_missing_hours(schedule: Schedule) -> None:
    used = {taking.at for step in schedule.steps for taking in step.regimen.administrations}
    missing = [at for at in NAMED_TIMES if at in used and at not in schedule.clock]
    if missing:
        raise MissingInputError(
            f"No clock hour is stated for {', '.join(missing)}, and a calendar rings by the clock. "
            "Plan from a protocol that states its hours, or from a regimen at clock times such as "
            "08:00."
        )


class _Told:
    """The words of one schedule."""

    def __init__(self, checked: CheckedSchedule, titles: Titles, alarms: bool) -> None:
        self.schedule = checked.schedule
        self.products = {product.id: product for product in checked.products}
        self.specimen = checked.is_specimen
        self.code = sheet_code(checked)
        self.signs = list(signs_in_short(checked))
        self.titles = TITLES[titles]
        self.alarms = alarms

    def takings(self, last: date) -> Iterator[Reminder]:
        """One series for each step and time of day."""
        for place, step in enumerate(self.schedule.steps):
            first_day = self.schedule.on(step.start) if not place else None
            late = {taking.at for taking in first_day.not_today} if first_day else set()
            for taking in step.regimen.administrations:
                first = step.start + timedelta(days=taking.at in late)
                end = last if step.end is None else min(step.end, last)
                days = (end - first).days + 1
                if days > 0:
                    yield self._taking(place, step, taking, first, days)

    def _taking(
        self, place: int, step: Step, taking: Administration, first: date, days: int
    ) -> Reminder:
        pieces = pieces_words(taking.pieces, self.products) or str(taking.dose)
        minute = minute_of_day(taking.at, self.schedule.clock) or 0
        clock = f"{minute // 60:02d}:{minute % 60:02d}"
        at = f"at {clock}" if taking.at == clock else f"{time_words(taking.at)} at {clock}"
        lines = [
            phrase("take", pieces=pieces, dose=str(taking.dose)),
            phrase("every-day-at", days=_capital(span_words(step.start, step.end)), at=at),
            *([phrase("rise-condition")] if self._rises(place) else []),
            phrase("sheet-first"),
        ]
        return Reminder(
            key=f"taking/{step.start}/{taking.at}",
            title=self._title(self.titles, pieces=pieces, dose=str(taking.dose)),
            text=self._text(lines),
            first=first,
            minute=minute,
            days=days,
            alarm=self.alarms,
        )

    def changes(self, last: date) -> Iterator[Reminder]:
        """A remark on each day on which what is taken changes."""
        for place, step in enumerate(self.schedule.steps):
            change = change_of(self.schedule, place)
            if change.before and any(change.moves.values()) and step.start <= last:
                rises = [phrase("rise-condition")] if self._rises(place) else []
                yield Reminder(
                    key=f"change/{step.start}",
                    title=self._title("change-title"),
                    text=self._text([phrase("change-text"), *rises, *self._signs(place)]),
                    first=step.start,
                )

    def reviews(self, last: date) -> Iterator[Reminder]:
        """The days on which somebody looks again; those of one day stand together."""
        on: dict[date, list[str]] = {}
        for review in self.schedule.reviews:
            if review.on <= last and not review.watch:
                words = phrase("review-text", purpose=_capital(review.purpose))
                on.setdefault(review.on, []).append(words)
        for day, purposes in on.items():
            yield Reminder(
                key=_review_key(day),
                title=self._title("review-title"),
                text=self._text(purposes),
                first=day,
            )

    def ending(self, frame: Frame, minute: int) -> Reminder:
        """The last event: reminders end, the medicine does not."""
        stopped = self.schedule.then == "stopped" and self.schedule.end == frame.last
        day = weekday_words(frame.last)
        if stopped:
            after = date_words(add_days(frame.last, 1))
            title = "end-title-stopped"
            lines = [phrase("end-text-stopped", after=after), *self.signs]
        else:
            why = "end-horizon" if frame.review is None else "end-review"
            title, lines = "end-title", [phrase("end-text"), phrase(why, day=day)]
        return Reminder(
            key="reminders-end",
            title=self._title(title),
            text=self._text(lines),
            first=frame.last,
            minute=minute + MINUTES_OF_A_REMINDER,
            alarm=self.alarms,
        )

    def _rises(self, place: int) -> bool:
        change = change_of(self.schedule, place)
        return bool(change.before) and change.daily > 0

    def _signs(self, place: int) -> list[str]:
        """After a fall of a taper: which signs to look for, and what to do."""
        return self.signs if self.schedule.steps[place].phase == "taper" else []

    def _title(self, name: str, **words: str) -> str:
        title = phrase(name, code=self.code, **words)
        return phrase("specimen-title", title=title) if self.specimen else title

    def _text(self, lines: list[str]) -> str:
        return "\n".join([*([phrase("specimen")] if self.specimen else []), *lines])


def _review_key(day: date) -> str:
    return f"review/{day}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
