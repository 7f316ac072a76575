"""Whether a titration table keeps its own check digits, rule and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.limits import LimitRule
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES, minute_of_day, time_order

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.way_up import TitrationStep

Faults = Iterator[str]

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440


def table_faults(protocol: DosingProtocol) -> Faults:
    """Every fault of the table, row by row, then between rows."""
    if protocol.planning_gap:
        yield from _known_row_faults(protocol)
        return
    limits = {limit.rule: limit.amount for limit in protocol.limits.limits}
    steps = protocol.titration.steps if protocol.way_up is not None else ()
    if steps:
        yield from _rise_and_days_faults(protocol, limits)
        if (first := total_of(steps[0])) > limits["max_first_day"]:
            yield above("titration.steps[1]", "the first day", per_day(first), "max_first_day")
    for number, step in enumerate(steps, start=1):
        place = f"titration.steps[{number}]"
        yield from _row_faults(place, step)
        yield from _size_faults(place, step, limits)
        yield from _length_faults(place, step, protocol, limits)
        if step.takings:
            yield from hour_faults(f"{place}.doses", tuple(step.doses), protocol, limits)
    yield from _split_faults(protocol, limits)
    for number, (before, after) in enumerate(pairwise(steps), start=2):
        yield from _rise_faults(f"titration.steps[{number}].doses", before, after, protocol, limits)
    three = protocol.three_dose_day.value
    yield from hour_faults("three_dose_day", three, protocol, limits)


def _split_faults(protocol: DosingProtocol, limits: Mapping[LimitRule, int]) -> Faults:
    """Rows whose split is not stated are split by a stated rule, or nothing is planned."""
    table = protocol.way_up
    if table is None:
        return
    open_rows = [n for n, step in enumerate(table.steps, start=1) if not step.takings]
    if open_rows and not table.split:
        yield (
            f"titration.steps[{open_rows[0]}].doses: the split is not stated; say at which times "
            "of day it is taken under [[titration.split]], or say planning is refused"
        )
    if table.split and not open_rows:
        yield "titration.split: every row states its doses; remove it"
    for number, band in enumerate(table.split, start=1):
        for times in band.choices or (band.times,):
            yield from times_faults(f"titration.split[{number}]", times, protocol, limits)
    if table.split and open_rows:
        first = total_of(table.steps[open_rows[0] - 1])
        if table.split[0].from_daily.micrograms > first:
            yield (
                f"titration.split[1].from_daily: {table.split[0].from_daily} is above the first "
                f"row whose split is not stated, {per_day(first)}; let it begin there"
            )
    for number, (before, after) in enumerate(pairwise(table.split), start=2):
        if after.from_daily.micrograms <= before.from_daily.micrograms:
            yield (
                f"titration.split[{number}].from_daily: {after.from_daily} is not above the band "
                f"before, {before.from_daily}; write the bands lowest first"
            )


def times_faults(
    place: str,
    times: tuple[str, ...],
    protocol: DosingProtocol,
    limits: Mapping[LimitRule, int],
) -> Faults:
    """Times of day out of their order, twice, or too close together."""
    if list(times) != sorted(set(times), key=time_order):
        yield f"{place}.times: name each time of day once, in the order of the day"
    yield from hour_faults(f"{place}.times", times, protocol, limits)


def _known_row_faults(protocol: DosingProtocol) -> Faults:
    """Where nothing is planned, limits may be missing, and each row still adds up."""
    steps = protocol.way_up.steps if protocol.way_up is not None else ()
    for number, step in enumerate(steps, start=1):
        yield from _row_faults(f"titration.steps[{number}]", step)


def _rise_and_days_faults(protocol: DosingProtocol, limits: Mapping[LimitRule, int]) -> Faults:
    rise, days = protocol.titration.rise.value, protocol.titration.days.value
    rule: LimitRule = "max_rise_per_dose" if isinstance(rise, Dose) else "max_rise"
    if not rise:
        yield "titration.rise: a rise of nothing leads nowhere; write an amount above 0"
    if rise.micrograms > limits[rule]:
        yield above("titration.rise", "the rise", str(rise), rule)
    if days < limits["min_days_between_rises"]:
        yield (
            f"titration.days: {days} days are fewer than limits.min_days_between_rises, "
            f"{limits['min_days_between_rises']} days; correct one of them"
        )


def _row_faults(place: str, step: TitrationStep) -> Faults:
    times = [taking.at for taking in step.takings]
    if len({at in NAMED_TIMES for at in times}) > 1:
        yield f"{place}.doses: use names of the day or clock times, not both"
    if times != sorted(times, key=time_order):
        yield f"{place}.doses: name the times in the order of the day"
    if any(not taking.dose for taking in step.takings):
        yield f"{place}.doses: a taking of nothing is no taking; leave that time of day out"
    if step.daily_total.micrograms != total_of(step):
        yield (
            f"{place}.daily_total: says {step.daily_total}, but the doses add up to "
            f"{per_day(total_of(step))}; correct whichever is misprinted"
        )


def _size_faults(place: str, step: TitrationStep, limits: Mapping[LimitRule, int]) -> Faults:
    for taking in step.takings:
        if taking.dose.micrograms > limits["max_dose"]:
            yield above(f"{place}.doses", f"at {taking.at}", str(taking.dose), "max_dose")
    if total_of(step) > limits["max_daily_dose"]:
        yield above(f"{place}.doses", "the day", per_day(total_of(step)), "max_daily_dose")


def _length_faults(
    place: str, step: TitrationStep, protocol: DosingProtocol, limits: Mapping[LimitRule, int]
) -> Faults:
    for least, name in (
        (protocol.titration.days.value, "titration.days"),
        (limits["min_days_between_rises"], "limits.min_days_between_rises"),
    ):
        if step.days < least:
            yield (
                f"{place}.days: the row is kept for {step.days} days, which is shorter than "
                f"{name}, {least} days; keep it longer or correct that"
            )


def _rise_faults(
    place: str,
    before: TitrationStep,
    after: TitrationStep,
    protocol: DosingProtocol,
    limits: Mapping[LimitRule, int],
) -> Faults:
    rise = total_of(after) - total_of(before)
    if rise <= 0:
        yield f"{place}: the daily dose does not rise above the row before; a titration rises"
    else:
        yield from _day_rise_faults(place, rise, protocol, limits)
    if not before.takings or not after.takings:
        return  # the split is worked out for a patient, inside the limits
    old, new = before.doses, after.doses
    for at in sorted({*old, *new}, key=time_order):
        change = _micrograms(new, at) - _micrograms(old, at)
        if change < 0:
            yield f"{place}: the dose at {at} falls below the row before; a titration never falls"
        else:
            yield from _dose_rise_faults(place, at, change, protocol, limits)


def _day_rise_faults(
    place: str, rise: int, protocol: DosingProtocol, limits: Mapping[LimitRule, int]
) -> Faults:
    stated = protocol.titration.rise.value
    if rise > limits["max_rise"]:
        yield above(place, "the day rises by", per_day(rise), "max_rise")
    if isinstance(stated, DailyDose) and rise > stated.micrograms:
        yield (
            f"{place}: the day rises by {per_day(rise)}, above titration.rise, {stated}; "
            "correct one of them"
        )


def _dose_rise_faults(
    place: str, at: str, rise: int, protocol: DosingProtocol, limits: Mapping[LimitRule, int]
) -> Faults:
    stated = protocol.titration.rise.value
    shown = Dose.from_micrograms(rise)
    if rise > limits["max_rise_per_dose"]:
        yield above(place, f"{at} rises by", str(shown), "max_rise_per_dose")
    if isinstance(stated, Dose) and rise > stated.micrograms:
        yield f"{place}: {at} rises by {shown}, above titration.rise, {stated}; correct one of them"


def hour_faults(
    place: str,
    times: tuple[str, ...],
    protocol: DosingProtocol,
    limits: Mapping[LimitRule, int],
) -> Faults:
    """Takings that stand too close by the clock of the file."""
    least = limits["min_hours_between_takings"]
    minutes = sorted(
        minute for at in times if (minute := minute_of_day(at, protocol.clock)) is not None
    )
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    overnight = minutes[0] + MINUTES_PER_DAY - minutes[-1]
    if min([*gaps, overnight]) < least * MINUTES_PER_HOUR:
        yield (
            f"{place}: by [clock] two takings are less than limits.min_hours_between_takings, "
            f"{least} hours, apart; move a clock hour or take another time of day"
        )


def _micrograms(doses: Mapping[str, Dose], at: str) -> int:
    return doses[at].micrograms if at in doses else 0


def total_of(step: TitrationStep) -> int:
    """The doses of a row, added up, or its day where the split is not stated [micrograms]."""
    if not step.takings:
        return step.daily_total.micrograms
    return sum(taking.dose.micrograms for taking in step.takings)


def per_day(micrograms: int) -> str:
    """A daily dose as text."""
    return str(DailyDose.from_micrograms(micrograms))


def above(place: str, what: str, found: str, rule: LimitRule) -> str:
    """The fault of a value that its own limit forbids."""
    return f"{place}: {what} {found} is above limits.{rule}; correct one of them"
