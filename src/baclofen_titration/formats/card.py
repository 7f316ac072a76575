"""A card for the wallet: the steps with their dates, or no dose at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import add_days
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.going_home import refuse_in_hospital
from baclofen_titration.formats.page import joined, wrapped
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.withdrawal import signs_in_short
from baclofen_titration.formats.wording import date_words, span_words
from baclofen_titration.formats.words.speaking import phrase

FOR_WEAK_KIDNEYS = "weak-kidneys-first-days"
"""What is told where a rule about the kidneys bound; whoever finds the card has to know too."""


def to_card(checked: CheckedSchedule, *, doses: bool = True) -> str:
    """Write a card for the wallet.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    doses : bool
        Whether the card holds the steps, each with its dates and doses [mg].
        Without them it names no dose, so that it cannot be out of date.

    Returns
    -------
    str
        Lines of at most 80 characters.

    Raises
    ------
    RefusedError
        If the plan is for a patient in hospital.

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
    >>> print(to_card(checked, doses=False).splitlines()[0])
    SPECIMEN – NOT FOR PATIENT USE
    """
    refuse_unchecked(checked)
    refuse_in_hospital(checked, "A card")
    steps = _steps(checked) if doses else _no_doses()
    return joined([_head(checked), steps, _signs(checked), _warning(checked)])


def _head(checked: CheckedSchedule) -> Iterator[str]:
    if checked.is_specimen:
        yield phrase("specimen")
    yield from wrapped(phrase("card-title", code=sheet_code(checked)))


def _no_doses() -> Iterator[str]:
    yield from wrapped(phrase("card-no-doses"))


def _steps(checked: CheckedSchedule) -> Iterator[str]:
    schedule = checked.schedule
    for step in schedule.steps:
        yield from wrapped(f"{span_words(step.start, step.end)}: {step.regimen}", 0, 3)
    missed = schedule.on(schedule.start)
    if missed is not None and missed.not_today:
        times = ", ".join(taking.at for taking in missed.not_today)
        start = date_words(schedule.start)
        yield from wrapped(phrase("card-not-today", day=start, times=times), 0, 3)
    if schedule.end is not None:
        name = "card-stopped" if schedule.then == "stopped" else "card-continues"
        after: date = add_days(schedule.end, 1)
        yield from wrapped(phrase(name, day=date_words(after)), 0, 3)
    if any(step.phase == "titration" for step in schedule.steps):
        yield from wrapped(phrase("rise-condition"))


def _signs(checked: CheckedSchedule) -> Iterator[str]:
    for words in signs_in_short(checked):
        yield from wrapped(words, 0, 3)


def _warning(checked: CheckedSchedule) -> Iterator[str]:
    for told in checked.advice:
        if told.key == FOR_WEAK_KIDNEYS:
            yield from wrapped(told.says)
    yield from wrapped(phrase("not-suddenly"))
    yield from wrapped(phrase("card-older"))
