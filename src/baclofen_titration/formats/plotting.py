"""The daily dose over the days as a picture that prints in black and white."""

from __future__ import annotations

from datetime import date
from typing import Any

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import add_days
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.extras import bring
from baclofen_titration.formats.horizon import horizon_of
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.wording import MONTHS, value_words
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.quantities import DailyDose, format_micrograms

WIDTH, HEIGHT = 8, 4
DAYS_OF_AN_OPEN_STEP = 14
STYLES = {"titration": "-", "maintenance": "--", "taper": ":"}
"""Phases differ by the line, not by colour."""


def plot(checked: CheckedSchedule, until: date | str | None = None) -> Any:
    """Draw the daily dose, with phases, the limit of the daily dose and reviews.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.
    until : datetime.date or str, optional
        The last day; 14 days of an open last step if left out.

    Returns
    -------
    matplotlib.figure.Figure
        Made without `pyplot`, so that nothing global changes; `savefig` writes it.

    Raises
    ------
    MissingExtraError
        If matplotlib is not installed; the message is the command that installs it.
    InvalidValueError
        If `until` lies before the first day.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"),
    ...     over="8 days", start="2026-12-01"))
    >>> plot(checked).axes[0].get_ylabel()
    'Daily dose'
    """
    refuse_unchecked(checked)
    figures = bring("matplotlib.figure", "plot", "A plot")
    ticks = bring("matplotlib.ticker", "plot", "A plot")
    dates = bring("matplotlib.dates", "plot", "A plot")
    schedule = checked.schedule
    if until is None and schedule.end is None:
        until = add_days(schedule.steps[-1].start, DAYS_OF_AN_OPEN_STEP - 1)
    last = horizon_of(schedule, until)
    figure = figures.Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
    axes = figure.subplots()
    _draw_steps(axes, checked, last)
    _draw_limit(axes, checked)
    _draw_reviews(axes, checked, last)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("Daily dose")
    axes.yaxis.set_major_formatter(
        ticks.FuncFormatter(lambda amount, _: str(DailyDose.from_micrograms(int(amount))))
    )
    axes.yaxis.set_major_locator(ticks.MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=9))
    axes.xaxis.set_major_formatter(
        ticks.FuncFormatter(lambda place, _: _day_words(dates.num2date(place)))
    )
    mark = f"{phrase('specimen')}\n" if checked.is_specimen else ""
    axes.set_title(f"{mark}{checked.protocol.id}, sheet {sheet_code(checked)}", fontsize="medium")
    axes.spines[["top", "right"]].set_visible(False)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles,
        names,
        frameon=False,
        fontsize="small",
        loc="outside lower center",
        ncols=len(names),
    )
    return figure


def _day_words(day: date) -> str:
    """By our own month names: the locale of a machine has no say."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _draw_steps(axes: Any, checked: CheckedSchedule, last: date) -> None:
    """One level line a step, named once for each phase, its dose above each change."""
    named: set[str] = set()
    before = -1
    for step in checked.schedule.steps:
        if step.start > last:
            break
        end = add_days(last if step.end is None else min(step.end, last), 1)
        daily = step.regimen.daily_dose.micrograms
        label = step.phase if step.phase not in named else None
        named.add(step.phase)
        line = STYLES[step.phase]
        axes.plot([step.start, end], [daily, daily], line, color="black", linewidth=2, label=label)
        if before >= 0:
            axes.plot([step.start] * 2, [before, daily], "-", color="black", linewidth=1)
        if daily != before:
            axes.annotate(
                format_micrograms(daily), (step.start, daily), xytext=(2, 4),
                textcoords="offset points", fontsize="small",
            )  # fmt: skip
        before = daily


def _draw_limit(axes: Any, checked: CheckedSchedule) -> None:
    limit = checked.limits.get("max_daily_dose")
    if limit is not None:
        axes.axhline(
            limit.amount, color="black", linewidth=1, linestyle=(0, (8, 4)),
            label=f"largest: {value_words(limit)}",
        )  # fmt: skip


def _draw_reviews(axes: Any, checked: CheckedSchedule, last: date) -> None:
    days = sorted({review.on for review in checked.schedule.reviews if review.on <= last})
    for place, day in enumerate(days):
        axes.plot([day], [0], marker="^", color="black", markersize=8, clip_on=False,
                  linestyle="none", label=None if place else "review")  # fmt: skip
