"""Text that a person reads in a terminal, 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.findings import Finding
from baclofen_titration.formats.acceptance import accepted_words, void_words
from baclofen_titration.formats.answers import NOT_ASKED, unasked
from baclofen_titration.formats.dispense_lines import dispense_lines
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.going_home import IN_HOSPITAL
from baclofen_titration.formats.page import (
    NO_BREAK,
    WIDTH,
    Voices,
    field,
    joined,
    keep_together,
    printed,
    title,
    wrapped,
)
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.withdrawal import TITLE as WITHDRAWAL
from baclofen_titration.formats.withdrawal import withdrawal_lines
from baclofen_titration.formats.wording import (
    changed_words,
    choice_words,
    count_words,
    date_words,
    fall_words,
    largest_words,
    limit_words,
    pieces_words,
    protocol_words,
    rule_words,
    span_words,
    time_words,
    weekday_words,
)
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.per_kilogram import DailyDosePerKg
from baclofen_titration.regimen import Administration, Taking
from baclofen_titration.schedule import Step

SPECIMEN = phrase("specimen")
RISE_CONDITION = "Go up only if the last dose was tolerated and more is needed."
NOT_TODAY = "– not today"
PHASE_WORDS = {"titration": "up", "maintenance": "keep", "taper": "down"}
SEVERITY_WORDS = {"stop": "STOP", "caution": "Caution", "note": "Note"}


class Columns(NamedTuple):
    """How wide the columns of a taking are."""

    indent: int = 3
    at: int = 9
    pieces: int = 24
    dose: int = 8

    @property
    def before_pieces(self) -> int:
        """Where the tablets begin."""
        return self.indent + self.at + 1


def to_text(checked: CheckedSchedule) -> str:
    """Render a checked schedule as text.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.

    Returns
    -------
    str
        Lines of at most 80 characters, ending in a newline. Tablets come
        first, then milligrams; each step says why it is as it is.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> to_text(checked).splitlines()[0].split()[:3]
    ['Titration', 'of', 'baclofen']
    """
    refuse_unchecked(checked)
    page = _Page(checked)
    return joined(
        [
            page.heading(),
            page.changed_products(),
            page.steps(),
            page.times(),
            page.tailoring(),
            page.reviews(),
            page.findings(),
            page.advice(),
            page.withdrawal(),
            printed(dispense_lines(checked)),
            page.checks(),
            page.sources(),
        ]
    )


class _Page:
    """One rendering: it numbers the sources in the order in which they are met."""

    def __init__(self, checked: CheckedSchedule) -> None:
        self.checked = checked
        self.products = {product.id: product for product in checked.products}
        self.voices = Voices()
        self.columns = self._columns()

    def heading(self) -> Iterator[str]:
        checked = self.checked
        phases = {step.phase for step in checked.schedule.steps}
        kind = {
            (True, True): "Titration and taper",
            (True, False): "Titration",
            (False, True): "Taper",
            (False, False): "Schedule",
        }["titration" in phases, "taper" in phases]
        name = f"{kind} of baclofen by mouth"
        code = f"Sheet {sheet_code(checked)}"
        yield f"{name}{code:>{WIDTH - len(name)}}"
        yield "=" * WIDTH
        if checked.is_specimen:
            yield SPECIMEN
            yield from wrapped("No clinician has signed the protocol file behind it.")
            yield ""
        if checked.setting == "inpatient":
            yield IN_HOSPITAL
            yield ""
        yield from field("protocol", checked.protocol.title)
        yield from field("", protocol_words(checked.protocol))
        if checked.protocol.signed_by:
            yield from field("signed by", checked.protocol.signed_by)
        if checked.revision > 1:
            yield from field("revision", str(checked.revision))
        for asked in checked.asked:
            if asked.name != "protocol" and asked.answer != NOT_ASKED:
                yield from field(asked.name, asked.answer)
        missing = unasked(checked)
        if missing:
            yield from field("not asked", ", ".join(missing))

    def changed_products(self) -> Iterator[str]:
        """The same milligrams in the product until now and in the new one."""
        if not self.checked.changed_products:
            return
        before = {product.id: product for product in self.checked.products_before}
        yield from title("The product changes, the milligrams do not")
        for changed in self.checked.changed_products:
            words = keep_together(changed_words(changed, before, self.products))
            yield from wrapped(f"{changed.at} {changed.dose}: {words}", 0, 3)

    def steps(self) -> Iterator[str]:
        yield from title("Steps")
        schedule = self.checked.schedule
        taken = schedule.before.regimen if isinstance(schedule.before, Taking) else None
        falls = self.checked.falls
        for number, step in enumerate(schedule.steps, start=1):
            rises = taken is None or step.regimen.daily_dose > taken.daily_dose
            way = "same daily dose" if step.phase == "titration" and not rises else ""
            asked_first = step.phase == "titration" and rises and taken is not None
            yield from self._step(number, step, way or PHASE_WORDS[step.phase], asked_first)
            for fall in falls:
                if fall.step == number:
                    yield from wrapped(f"Falls by {fall_words(fall)}.", 3, 8)
            yield from self._why(step)
            yield ""
            taken = step.regimen
        yield from self._ending()
        largest = largest_words(falls)
        yield from ["", *largest] if largest else []

    def _step(self, number: int, step: Step, way: str, rises: bool) -> Iterator[str]:
        length = "open" if step.days is None else count_words(step.days, "day")
        when = f"{number}  {span_words(step.start, step.end)} ({length}, {way})"
        daily = str(step.regimen.daily_dose)
        yield f"{when}{daily:>{WIDTH - len(when)}}"
        if rises:
            yield from wrapped(RISE_CONDITION, 3)
        weight = self.checked.weight
        if weight is not None:
            per_kg = DailyDosePerKg.of(step.regimen.daily_dose, weight.grams)
            yield from wrapped(f"about {per_kg} at {weight}", 3)
        late = self.checked.schedule.first_taking if number == 1 else None
        first_day = self.checked.schedule.on(step.start) if late else None
        not_today = {taking.at for taking in first_day.not_today} if first_day else set()
        for taking in step.regimen.administrations:
            remark = f"{NOT_TODAY} ({date_words(step.start)})" if taking.at in not_today else ""
            yield from self._taking(taking, remark)
        if late and first_day and not_today:
            yield from wrapped(
                f"On {date_words(step.start)} the first taking is {time_words(late)}: "
                f"{first_day.daily_dose} on that day, which does not count as a full day.",
                3,
            )

    def _columns(self) -> Columns:
        """Wide enough for every taking, as far as the page goes."""
        least = Columns()
        takings = [
            taking
            for step in self.checked.schedule.steps
            for taking in step.regimen.administrations
        ]
        dose = max(len(str(taking.dose)) for taking in takings)
        pieces = max(len(pieces_words(taking.pieces, self.products)) for taking in takings)
        wide = least._replace(dose=max(least.dose, dose), pieces=max(least.pieces, pieces))
        room = WIDTH - wide.before_pieces - 1 - wide.dose
        return wide._replace(pieces=min(wide.pieces, room))

    def _taking(self, taking: Administration, remark: str) -> Iterator[str]:
        columns = self.columns
        swallow = keep_together(pieces_words(taking.pieces, self.products))
        first, *more = textwrap.wrap(swallow, columns.pieces) or [""]
        line = (
            f"{'':{columns.indent}}{taking.at:<{columns.at}} "
            f"{first.replace(NO_BREAK, ' '):<{columns.pieces}} {taking.dose!s:>{columns.dose}}"
        )
        below = [part.replace(NO_BREAK, " ") for part in more]
        if remark and not below and len(line) + 3 + len(remark) <= WIDTH:
            line += f"   {remark}"
        elif remark:
            below.append(remark)
        yield line
        for part in below:
            yield f"{'':{columns.before_pieces}}{part}"

    def _why(self, step: Step) -> Iterator[str]:
        rules = dict.fromkeys(reason.rule for reason in step.because)
        reasons = "; ".join(rule_words(rule) for rule in rules)
        limits = [self.checked.limits.get(rule) for rule in step.bound_by]
        bound = "; ".join(limit_words(limit) for limit in limits if limit is not None)
        authors = [reason.author for reason in step.because]
        authors += [author for limit in limits if limit is not None for author in limit.authors]
        reached = f" Reaches the {bound}." if bound else ""
        why = f"{reasons or 'nothing is said'}.{reached} {self.voices.cited(authors)}"
        yield from wrapped(f"Why: {why}", 3, 8)

    def _ending(self) -> Iterator[str]:
        schedule = self.checked.schedule
        last = schedule.steps[-1]
        if last.days is None:
            yield from wrapped(
                f"From {date_words(last.start)} keep taking this dose every day until your "
                "prescriber changes it. Do not stop."
            )
            return
        after = last.start.fromordinal(last.start.toordinal() + last.days)
        if schedule.then == "stopped":
            yield from wrapped(f"From {date_words(after)} no baclofen is taken.")
        else:
            yield from wrapped(
                f"From {date_words(after)} keep taking the last dose every day until your "
                "prescriber changes it. Do not stop."
            )

    def times(self) -> Iterator[str]:
        """Which choices of the protocol shape every day."""
        clock = self.checked.schedule.clock
        rules = dict.fromkeys(reason.rule for reason in self.checked.choices)
        if not clock and not rules:
            return
        yield from title("Every day")
        if clock:
            hours = ", ".join(f"{at} {hour}" for at, hour in clock.items())
            yield from wrapped(f"Hours meant: {hours}.", 0, 3)
        for rule in rules:
            authors = [reason.author for reason in self.checked.choices if reason.rule == rule]
            yield from wrapped(f"{choice_words(rule)} {self.voices.cited(authors)}", 0, 3)

    def tailoring(self) -> Iterator[str]:
        """What the patient's kidneys, age and weight made of the limits, and who disagrees."""
        if not self.checked.tailoring:
            return
        yield from title("Tailored to the patient")
        for record in self.checked.tailoring:
            kept = "" if record.applied else "Beside, not applied: "
            name = f"{record.rule_set}, edition {record.edition}, {record.status}"
            yield from wrapped(f"{kept}{record.title} ({name}). {record.why}", 0, 3)
            for limit in record.limits:
                bound = " Bound here." if record.applied and limit.rule in record.bound else ""
                cited = self.voices.cited(limit.authors)
                yield from wrapped(f"{limit_words(limit)}.{bound} {cited}", 3, 6)

    def reviews(self) -> Iterator[str]:
        reviews = self.checked.schedule.reviews
        if not reviews:
            return
        yield from title("Reviews")
        for review in reviews:
            cited = self.voices.cited([reason.author for reason in review.because])
            yield from wrapped(f"{weekday_words(review.on)}: {review.purpose} {cited}", 0, 3)

    def findings(self) -> Iterator[str]:
        yield from title("Findings")
        if not self.checked.report.findings:
            yield f"Nothing found by these {len(self.checked.report.checks_run)} checks."
        for finding in self.checked.report.findings:
            cited = self.voices.cited(finding.authors)
            words = f"{SEVERITY_WORDS[finding.severity]}: {finding.says} {cited}"
            yield from wrapped(f"{words.rstrip()} ({finding.code})", 0, 3)
            yield from self._accepted(finding)
        yield from self._void()

    def _accepted(self, finding: Finding) -> Iterator[str]:
        for accepted in self.checked.acknowledgements:
            if accepted.accepts(finding, self.checked.request_digest):
                yield from wrapped(accepted_words(accepted), 3, 6)

    def _void(self) -> Iterator[str]:
        checked = self.checked
        for line in void_words(checked.acknowledgements, checked.report, checked.request_digest):
            yield from wrapped(line, 0, 3)

    def advice(self) -> Iterator[str]:
        """The words that a sheet for the patient prints; who says so is in JSON."""
        if not self.checked.advice:
            return
        yield from title("What the patient is told")
        for told in self.checked.advice:
            yield from wrapped(told.says, 0, 3)

    def withdrawal(self) -> Iterator[str]:
        """What the professional reads about withdrawal, with its sources."""
        lines = list(withdrawal_lines(self.checked, self.voices))
        if lines:
            yield from title(WITHDRAWAL)
        for line in lines:
            yield from wrapped(line, 0, 3)

    def checks(self) -> Iterator[str]:
        report = self.checked.report
        yield from title("Checks")
        yield from wrapped(f"{len(report.checks_run)} checks ran: {', '.join(report.checks_run)}.")
        for missed in report.checks_not_run:
            yield from wrapped(f"Not judged: {missed.check}. {missed.why}", 0, 3)

    def sources(self) -> Iterator[str]:
        yield from self.voices.listed()
        yield ""
        yield from wrapped(
            "Check this schedule before anyone takes a dose from it. Baclofen is never "
            "stopped suddenly."
        )
