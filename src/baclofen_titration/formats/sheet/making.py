"""From a checked schedule to what stands on its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import get_args

from baclofen_titration.advice import Advice, Tier
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import add_days
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.going_home import refuse_in_hospital
from baclofen_titration.formats.horizon import deciding_review, horizon_of
from baclofen_titration.formats.sheet.contents import (
    Cell,
    Glance,
    Group,
    Row,
    Sheet,
    SheetOptions,
)
from baclofen_titration.formats.sheet.month import weekday_heads, weeks_of
from baclofen_titration.formats.sheet.professional import professional_parts
from baclofen_titration.formats.sheet.swallowing import changed_said, swallowed
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.words.speaking import words_of
from baclofen_titration.quantities import DailyDose, format_micrograms
from baclofen_titration.regimen import Taking, time_order
from baclofen_titration.schedule import Day, Schedule, Step

DAYS_SHOWN = 28
MOST_DAYS = 400
BESIDE = ("not-sure-it-was-taken", "missed-a-day", "before-going-up")
"""Messages that stand beside the ticks, where they are needed, and not among the advice."""


def make_sheet(
    checked: CheckedSchedule,
    options: SheetOptions | None = None,
    until: date | str | None = None,
) -> Sheet:
    """Lay out what a patient's sheet says.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    options : SheetOptions, optional
        How it is printed.
    until : datetime.date or str, optional
        The last day with a row. Left out, it is the last day of the schedule; where
        the last step is open, 28 days from the first, or its first day if that is later.
        Never more than 400 days: the last line then says that the plan goes on.

    Raises
    ------
    RefusedError
        If the plan is for a patient in hospital.
    InvalidValueError
        If more than 400 days are asked for.
    """
    refuse_in_hospital(checked, "A patient's sheet")
    options = options or SheetOptions()
    if options.view == "record":
        options = options.model_copy(update={"carer": True})
    last = _last_day(checked.schedule, until)
    review = deciding_review(checked.schedule, options.reviewed)
    decided = review is not None and review <= last
    last = review if review is not None and review <= last else last
    if (last - checked.schedule.start).days >= MOST_DAYS:
        raise InvalidValueError(
            f"A sheet holds at most {MOST_DAYS} days, and more would be printed up to {last}. "
            "Choose an earlier last day; the next sheet begins on the day after it."
        )
    return _Maker(checked, options, last, decided=decided).sheet()


def _last_day(schedule: Schedule, until: date | str | None) -> date:
    """The last day asked for, or as much of the schedule as one sheet holds."""
    if until is None:
        # An open step is shown for some days only: a review has to come before the next sheet.
        shown = max(add_days(schedule.start, DAYS_SHOWN - 1), schedule.steps[-1].start)
        return min(schedule.end or shown, add_days(schedule.start, MOST_DAYS - 1))
    last = horizon_of(schedule, until)
    return last if schedule.end is None else min(last, schedule.end)


class _Maker:
    def __init__(
        self, checked: CheckedSchedule, options: SheetOptions, last: date, *, decided: bool
    ) -> None:
        self.checked, self.options, self.last = checked, options, last
        self.decided = decided
        self.words = words_of(options.language)
        self.say = self.words.say
        self.products = {product.id: product for product in checked.products}
        self.days = tuple(checked.schedule.days(until=last))
        times = {taking.at for day in self.days for taking in (*day.takings, *day.not_today)}
        self.times = tuple(sorted(times, key=time_order))

    def sheet(self) -> Sheet:
        checked, options = self.checked, self.options
        rows, month = tuple(self._rows()), options.view == "month"
        start = checked.schedule.start
        return Sheet(
            options=options,
            title=self.say("title-record") if options.view == "record" else self._asked("title"),
            code=self.say("sheet-code", code=sheet_code(checked)),
            specimen=checked.is_specimen,
            draft=self.words.is_draft,
            validity=tuple(self._validity()),
            columns=tuple(self._columns()),
            times=tuple(self.words.time(at) for at in self.times),
            rows=rows,
            weekdays=tuple(weekday_heads(self.words)),
            weeks=tuple(weeks_of(rows, start, self.words)) if month else (),
            changed=tuple(self._changed_products()),
            ending=self._ending(),
            beside=tuple(self._told(told) for told in checked.advice if told.key in BESIDE),
            advice=tuple(self._advice()),
            contacts=tuple(self._contacts()),
            glance=tuple(self._glance()),
            professional=professional_parts(checked, options),
        )

    def _validity(self) -> Iterator[str]:
        checked, schedule = self.checked, self.checked.schedule
        if not self.options.dated:
            return
        yield self.say("sheet-number", number=checked.revision, start=self._day(schedule.start))
        if checked.revision > 1:
            number, replaced = checked.revision - 1, self.options.replaces
            if replaced is None:
                yield self.say("throw-away", number=number)
            else:
                yield self.say("throw-away-of", number=number, day=self._day(replaced))
        yield self.say("not-valid-after", day=self._day(self.last))

    def _columns(self) -> Iterator[str]:
        clock = self.checked.schedule.clock
        for at in self.times:
            time = self.words.time(at)
            hour = clock.get(at)
            yield self.say("time-with-hour", time=time, hour=hour) if hour else time

    def _rows(self) -> Iterator[Row]:
        reviews = [one for one in self.checked.schedule.reviews if not one.watch]
        before: Day | None = None
        for day in self.days:
            change, higher = self._change(before, day)
            yield Row(
                day=self.words.row_day(day.date) if self.options.dated else "",
                number=day.number,
                change=change,
                condition=self._asked("before-higher") if higher else "",
                cells=tuple(self._cell(day, at) for at in self.times),
                daily=self._amount(day.daily_dose),
                notes=tuple(
                    self.say("review", purpose=self.words.purpose(review.purpose))
                    for review in reviews
                    if review.on == day.date
                ),
            )
            before = day

    def _change(self, before: Day | None, day: Day) -> tuple[str, bool]:
        """How a day differs from the one before, and whether going up was a decision."""
        schedule = self.checked.schedule
        new = schedule.steps[day.step - 1].regimen
        if before is not None:
            old = schedule.steps[before.step - 1].regimen
            same = old == new
        elif day.date == schedule.start and isinstance(schedule.before, Taking):
            old = schedule.before.regimen  # the first day of a way down is a change too
            same = old.micrograms == new.micrograms
        else:
            return "", False
        if same:
            return "", False
        if new.daily_dose > old.daily_dose:
            return self.say("higher"), day.phase == "titration"
        return self.say("lower" if new.daily_dose < old.daily_dose else "changed"), False

    def _changed_products(self) -> Iterator[str]:
        """Each present dose in the product until now and in the new one, below a heading."""
        checked = self.checked
        if not checked.changed_products:
            return
        yield self._asked("other-medicine", day=self._day(checked.schedule.start))
        before = {product.id: product for product in checked.products_before}
        for changed in checked.changed_products:
            yield changed_said(changed, before, self.products, self.words)

    def _cell(self, day: Day, at: str) -> Cell | None:
        for takings, not_today in ((day.takings, False), (day.not_today, True)):
            for taking in takings:
                if taking.at == at:
                    swallow = swallowed(taking.pieces, self.products, self.words)
                    return Cell(swallow, self.words.apart(str(taking.dose)), not_today)
        return None

    def _ending(self) -> str:
        schedule = self.checked.schedule
        if self.decided:
            dose = _amount(schedule.steps[self.days[-1].step - 1].regimen.daily_dose)
            return self._asked("until-review", day=self._day(self.last), dose=dose)
        if schedule.end is None or self.last < schedule.end:
            step = schedule.steps[self.days[-1].step - 1]
            if step.days is None:
                # It may be the dose of the step before, kept.
                since = next(
                    held.start
                    for held in schedule.steps
                    if held.regimen.micrograms == step.regimen.micrograms
                )
                dose = _amount(step.regimen.daily_dose)
                return self._asked("keep-taking", day=self._day(since), dose=dose)
            return self.say("keep-taking-more", day=self._day(self.last))
        after = add_days(schedule.end, 1)
        if schedule.then == "stopped":
            return self.say("stopped", day=self._day(after))
        dose = _amount(schedule.steps[-1].regimen.daily_dose)
        return self._asked("keep-taking", day=self._day(after), dose=dose)

    def _advice(self) -> Iterator[Group]:
        for tier in reversed(get_args(Tier)):
            says = tuple(
                self._told(told)
                for told in self.checked.advice
                if told.tier == tier and told.key not in BESIDE
            )
            if says:
                yield Group(tier, self.say(f"tier-{tier}"), says)

    def _contacts(self) -> Iterator[tuple[str, str | None]]:
        contacts = self.options.contacts
        for name in type(contacts).model_fields:
            value = getattr(contacts, name)
            yield self.say(name.replace("_", "-")), value and self.words.apart(value)

    def _glance(self) -> Iterator[Glance]:
        """The steps, those of one regimen joined."""
        start = self.checked.schedule.start
        held: list[tuple[Step, date]] = []
        steps = [step for step in self.checked.schedule.steps if step.start <= self.last]
        ends = [add_days(b.start, -1) for _, b in pairwise(steps)] + [self.last]
        for step, end in zip(steps, ends, strict=True):
            if held and held[-1][0].regimen.micrograms == step.regimen.micrograms:
                held[-1] = (held[-1][0], end)
            else:
                held.append((step, end))
        for step, end in held:
            first, last = (step.start - start).days + 1, (end - start).days + 1
            daily = step.regimen.daily_dose
            yield Glance(
                self._span(step.start, end, first, last),
                self._amount(daily),
                daily.micrograms,
                first,
                last,
            )

    def _span(self, start: date, end: date, first: int, last: int) -> str:
        if not self.options.dated:
            if first == last:
                return self.say("day-alone", number=first)
            return self.say("day-span", first=first, last=last)
        words = self.words.row_day(start)
        if end == self.last and self.checked.schedule.end is None and not self.decided:
            return self.say("onwards", day=words)
        if start == end:
            return words
        return self.say("row-span", first=words, last=self.words.row_day(end))

    def _day(self, day: date) -> str:
        if self.options.dated:
            return self.words.day(day)
        return self.say("day-number", number=(day - self.checked.schedule.start).days + 1)

    def _amount(self, daily: DailyDose) -> str:
        return self.words.apart(_amount(daily))

    def _asked(self, name: str, **words: object) -> str:
        """What is asked of the patient, or of whoever gives the doses."""
        return self.say(f"{name}-give" if self.options.carer else name, None, **words)

    def _told(self, told: Advice) -> str:
        carer = self.options.carer and told.says_to_carer
        return self.words.told(told.key, told.says_to_carer if carer else told.says)


def _amount(daily: DailyDose) -> str:
    """A daily dose where the words around it say that it is one."""
    return format_micrograms(daily.micrograms)
