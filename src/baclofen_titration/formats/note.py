"""A note for the chart: short, and refused rather than cut."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import add_days, parse_date
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Finding
from baclofen_titration.formats.acceptance import accepted_words, void_words
from baclofen_titration.formats.answers import NOT_ASKED, unasked
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.going_home import IN_HOSPITAL
from baclofen_titration.formats.page import field, joined
from baclofen_titration.formats.sheet.contents import parse_contact
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.withdrawal import withdrawal_sources
from baclofen_titration.formats.wording import date_words, rule_words
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.schedule import Step


class Answers(NamedTuple):
    """What the note asks for and the schedule does not know; None is a blank."""

    decides: str | None
    kidney_test: str | None


def to_note(
    checked: CheckedSchedule,
    *,
    on: date | str,
    decides: str | None = None,
    kidney_test: date | str | None = None,
    max_chars: int | None = None,
) -> str:
    """Write a note for the chart, as things stand on one day.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    on : datetime.date or str
        The day of the note; text such as ``"2026-12-05"`` is read.
    decides : str, optional
        Who decides on the next step, 3 to 80 letters. Left out, it is a blank and a finding.
    kidney_test : datetime.date or str, optional
        The next kidney test. Left out, it is a blank and a finding.
    max_chars : int, optional
        The most characters that the chart takes, 1 or more.

    Returns
    -------
    str
        Inputs, reasons, findings and what was accepted; at the end the dose of
        the day [mg], the next step, the next review, the stop rule and the supply.

    Raises
    ------
    InvalidValueError
        If the note is longer than `max_chars`, which never cuts it, or `decides`
        holds what does not print.
    DateError
        If `on` or `kidney_test` is not a date.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"),
    ...     over="2 days", start="2026-12-01"))
    >>> "Stop rule" in to_note(checked, on="2026-12-02")
    True
    """
    refuse_unchecked(checked)
    if max_chars is not None and (type(max_chars) is not int or max_chars < 1):
        raise InvalidValueError("max_chars is a whole number of characters, 1 or more.")
    day = parse_date(on)
    answers = Answers(
        None if decides is None else parse_contact(decides),
        None if kidney_test is None else date_words(parse_date(kidney_test)),
    )
    text = joined(
        [
            _head(checked, day),
            _inputs(checked),
            _judged(checked, day, answers),
            _withdrawal(checked),
            _now(checked, day, answers),
        ]
    )
    if max_chars is not None and len(text) > max_chars:
        raise InvalidValueError(
            f"The note has {len(text)} characters, and {max_chars} are allowed. It is not cut, "
            "because its end holds the dose. Allow more, or keep the note as a file."
        )
    return text


def _head(checked: CheckedSchedule, day: date) -> Iterator[str]:
    if checked.is_specimen:
        yield phrase("specimen")
    if checked.setting == "inpatient":
        yield IN_HOSPITAL
    yield f"Baclofen by mouth, {date_words(day)}. Sheet {sheet_code(checked)}."
    reference = checked.protocol
    yield from field("Protocol", f"{reference.id}, edition {reference.edition}, {reference.status}")
    if reference.signed_by:
        yield from field("Signed by", reference.signed_by)


def _inputs(checked: CheckedSchedule) -> Iterator[str]:
    missing = unasked(checked)
    for asked in checked.asked:
        if asked.name != "protocol" and asked.answer != NOT_ASKED:
            yield from field(asked.name, asked.answer)
    if missing:
        yield from field("Not asked", ", ".join(missing))


def _blanks(answers: Answers) -> Iterator[Finding]:
    """What somebody has to write in by hand."""
    names = {"who decides": answers.decides, "next kidney test": answers.kidney_test}
    blank = ", ".join(name for name, answer in names.items() if answer is None)
    if blank:
        says = f"Not given, to be filled in by hand: {blank}."
        yield Finding(code="note-not-complete", severity="caution", says=says, found=blank)


def _judged(checked: CheckedSchedule, day: date, answers: Answers) -> Iterator[str]:
    for step in (_running(checked, day), _next(checked, day)):
        if step is not None:
            rules = dict.fromkeys(rule_words(reason.rule) for reason in step.because)
            why = "; ".join(rules) or "nothing is said"
            yield from field("Reason", f"{date_words(step.start)}, {why}.")
    for finding in (*checked.report.findings, *_blanks(answers)):
        yield from field("Finding", f"{finding.severity}: {finding.says} ({finding.code})")
        for accepted in checked.acknowledgements:
            if accepted.accepts(finding, checked.request_digest):
                yield from field("", accepted_words(accepted))
    if not checked.report.findings:
        yield from field("Findings", f"none by {len(checked.report.checks_run)} checks")
    for line in void_words(checked.acknowledgements, checked.report, checked.request_digest):
        yield from field("", line)


def _withdrawal(checked: CheckedSchedule) -> Iterator[str]:
    for says, sources in withdrawal_sources(checked):
        yield from field("Withdrawal", says)
        yield from field("", f"Sources: {sources}." if sources else "Our judgement.")


def _now(checked: CheckedSchedule, day: date, answers: Answers) -> Iterator[str]:
    yield from field("Dose this day", _dose(checked, day))
    yield from field("Next step", _coming(checked, day))
    yield from field("Who decides it", answers.decides or phrase("blank-line"))
    later = [review for review in checked.schedule.reviews if review.on >= day]
    for review in later[:1]:
        yield from field("Next review", f"{date_words(review.on)}: {review.purpose}")
    if not later:
        yield from field("Next review", f"none in the plan. {phrase('blank-line')}")
    yield from field("Next kidney test", answers.kidney_test or phrase("blank-line"))
    yield from field("Stop rule", phrase("not-suddenly"))
    supply = checked.supply
    covered = "not worked out" if supply is None else date_words(supply.last_covered)
    yield from field("Supply until", covered)


def _dose(checked: CheckedSchedule, day: date) -> str:
    schedule = checked.schedule
    if day < schedule.start:
        return f"the plan has not begun; it starts on {date_words(schedule.start)}"
    view = schedule.on(day)
    if view is not None:
        takings = ", ".join(f"{taking.at} {taking.dose}" for taking in view.takings)
        return f"{view.daily_dose} ({takings})"
    if schedule.then == "stopped":
        return "no baclofen; the plan has stopped it"
    last = schedule.steps[-1].regimen
    return f"the last step is kept: {last.daily_dose} ({last})"


def _coming(checked: CheckedSchedule, day: date) -> str:
    step = _next(checked, day)
    if step is not None:
        condition = f" {phrase('rise-condition')}" if step.phase == "titration" else ""
        return f"{date_words(step.start)}: {step.regimen.daily_dose} ({step.regimen}).{condition}"
    end = checked.schedule.end
    if checked.schedule.then == "stopped" and end is not None and day <= end:
        return f"{date_words(add_days(end, 1))}: no baclofen"
    return "none in the plan"


def _running(checked: CheckedSchedule, day: date) -> Step | None:
    view = checked.schedule.on(day)
    return None if view is None else checked.schedule.steps[view.step - 1]


def _next(checked: CheckedSchedule, day: date) -> Step | None:
    return next((step for step in checked.schedule.steps if step.start > day), None)
