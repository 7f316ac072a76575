"""Whether a rule of rises has a beginning, an end, and room within its own limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from baclofen_titration.limits import LimitRule
from baclofen_titration.protocols.doses_a_day import every_choice
from baclofen_titration.protocols.lint_table import above, per_day, times_faults, total_of
from baclofen_titration.quantities import DailyDose, Dose

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.way_up import TitrationRule

Amounts = Mapping[LimitRule, int]
Faults = Iterator[str]

PLACE = "titration.rule"


def rule_faults(protocol: DosingProtocol) -> Faults:
    """Every fault of the rule, in the order of the file; none where there is no rule."""
    rule = None if protocol.way_up is None else protocol.way_up.rule
    if rule is None or protocol.planning_gap:
        return
    limits = {limit.rule: limit.amount for limit in protocol.limits.limits}
    # Under several numbers of doses a day the same fault shows again; it is said once.
    chosen = (_faults(protocol, one, limits) for one in every_choice(rule))
    yield from dict.fromkeys(chain.from_iterable(chosen))


def _faults(protocol: DosingProtocol, rule: TitrationRule, limits: Amounts) -> Faults:
    """Every fault of the rule with nothing left open."""
    widest = {**limits, **_in_hospital(protocol)}  # a table may end outside, the rule go on inside
    yield from _start_faults(protocol, rule, limits if rule.start is not None else widest)
    yield from _range_faults(rule)
    for place, rise in _rises(rule):
        yield from _rise_faults(place, rise, rule, limits)
    if rule.days.value < limits["min_days_between_rises"]:
        yield (
            f"{PLACE}.days: {rule.days.value} days are fewer than limits.min_days_between_rises, "
            f"{limits['min_days_between_rises']} days; correct one of them"
        )
    if rule.longest_days is not None and rule.longest_days <= rule.days.value:
        yield f"{PLACE}.days: longest is not above shortest; write one value, or exchange them"
    yield from _share_faults(rule)
    yield from _rise_band_faults(protocol, rule, limits)
    yield from _first_band_faults(protocol, rule)
    for number, band in enumerate(rule.times, start=1):
        yield from times_faults(f"{PLACE}.times[{number}]", band.times, protocol, limits)
    yield from _next_band_faults(rule, widest)
    yield from _largest_dose_faults(rule, limits, "limits")
    if protocol.inpatient is not None:
        yield from _largest_dose_faults(rule, widest, "inpatient")


def _in_hospital(protocol: DosingProtocol) -> dict[LimitRule, int]:
    """What a file lets a patient in hospital have; a rule may go on for them alone."""
    held = protocol.inpatient
    return {} if held is None else {limit.rule: limit.amount for limit in held.limits}


def _beginning(protocol: DosingProtocol, rule: TitrationRule) -> int:
    """The daily dose that the rule rises from [micrograms]."""
    if rule.gentler_start is not None:
        return rule.gentler_start.value.micrograms
    if rule.start is not None:
        return rule.start.value.micrograms
    return total_of(protocol.titration.steps[-1])


def _start_faults(protocol: DosingProtocol, rule: TitrationRule, limits: Amounts) -> Faults:
    begin, most = _beginning(protocol, rule), limits["max_daily_dose"]
    if rule.start is not None and not begin:
        yield f"{PLACE}.start: a start with nothing is no start; write an amount above 0"
    yield from _other_start_faults(rule)
    highest = rule.highest_start or (None if rule.start is None else rule.start.value)
    if highest is not None and highest.micrograms > limits["max_first_day"]:
        yield above(f"{PLACE}.start", "the first day", str(highest), "max_first_day")
    if begin >= most:
        what = "the start is" if rule.start is not None else "the last row of the table is"
        yield (
            f"{PLACE}: {what} {per_day(begin)} and limits.max_daily_dose {per_day(most)}, so the "
            "rule never raises anything; remove the rule or correct one of them"
        )


def _other_start_faults(rule: TitrationRule) -> Faults:
    start, highest, gentler = rule.start, rule.highest_start, rule.gentler_start
    if start is None:
        return
    if highest is not None and highest.micrograms <= start.value.micrograms:
        yield f"{PLACE}.start: highest is not above lowest; write one value, or exchange them"
    if gentler is not None and gentler.value.micrograms >= start.value.micrograms:
        yield (
            f"{PLACE}.gentler_start: {gentler.value} is not below the start, {start.value}; "
            "correct one of them"
        )


def _range_faults(rule: TitrationRule) -> Faults:
    if rule.slowest.value.micrograms > rule.fastest.value.micrograms:
        yield (
            f"{PLACE}.slowest: {rule.slowest.value} is above fastest, {rule.fastest.value}; "
            "exchange them"
        )
    if rule.slowest.value == rule.fastest.value and rule.slowest != rule.fastest:
        yield (
            f"{PLACE}.slowest: the same value as fastest, which is no range; "
            f"write one [{PLACE}.rise] with all its authors"
        )


def _rises(rule: TitrationRule) -> list[tuple[str, Dose | DailyDose]]:
    if rule.slowest == rule.fastest:
        return [(f"{PLACE}.rise", rule.fastest.value)]
    return [
        (f"{PLACE}.slowest", rule.slowest.value),
        (f"{PLACE}.fastest", rule.fastest.value),
    ]


def _rise_faults(
    place: str, rise: Dose | DailyDose, rule: TitrationRule, limits: Amounts
) -> Faults:
    if not rise:
        yield f"{place}: a rise of nothing leads nowhere; write an amount above 0"
    if isinstance(rise, DailyDose):
        fewest = min(len(band.times) for band in rule.times) if rule.growth is None else 1
        share = -(-rise.micrograms // fewest)
        day, of_how_many = rise.micrograms, fewest
    else:
        most = max(len(band.times) for band in rule.times)
        share = rise.micrograms
        day, of_how_many = rise.micrograms * most, most
    takings = _takings(of_how_many)
    if day > limits["max_rise"]:
        yield above(place, f"with {takings} a day the rise", per_day(day), "max_rise")
    if share > limits["max_rise_per_dose"]:
        shown = str(Dose.from_micrograms(share))
        yield above(place, f"with {takings} a day one dose rises by", shown, "max_rise_per_dose")


def _share_faults(rule: TitrationRule) -> Faults:
    """A share stands beside the largest rise in milligrams, and its least below that."""
    share = rule.share
    if share is None or share.least is None:
        return
    if not share.least:
        yield f"{PLACE}.share.least: a rise of nothing leads nowhere; write an amount or remove it"
    if share.least.micrograms > rule.slowest.value.micrograms:
        yield (
            f"{PLACE}.share.least: {share.least} is above the rise, {rule.slowest.value}, which "
            "holds beside the share; correct one of them"
        )


def _rise_band_faults(protocol: DosingProtocol, rule: TitrationRule, limits: Amounts) -> Faults:
    """Bands of other rises begin above the start, one above the other, inside the limits."""
    floor = _beginning(protocol, rule)
    for number, band in enumerate(rule.bands, start=1):
        place = f"{PLACE}.bands[{number}]"
        if band.from_daily.micrograms <= floor:
            yield (
                f"{place}.from_daily: {band.from_daily} is not above {per_day(floor)}, where what "
                "comes before begins; write the bands lowest first"
            )
        floor = band.from_daily.micrograms
        if (type(band.rise) is Dose) != (rule.basis == "per dose"):
            yield f"{place}.rise: it is not {rule.basis} like the rule; write it on that basis"
        yield from _rise_faults(f"{place}.rise", band.rise, rule, limits)
        if band.days < limits["min_days_between_rises"]:
            yield (
                f"{place}.days: {band.days} days are fewer than limits.min_days_between_rises, "
                f"{limits['min_days_between_rises']} days; correct one of them"
            )


def _first_band_faults(protocol: DosingProtocol, rule: TitrationRule) -> Faults:
    begin, first = _beginning(protocol, rule), rule.times[0]
    place = f"{PLACE}.times[1]"
    if first.from_daily.micrograms > begin:
        yield (
            f"{place}.from_daily: {first.from_daily} is above {per_day(begin)}, where the rule "
            "begins; let the first band begin there"
        )
    if rule.start is None:
        missing = [at for at in protocol.titration.steps[-1].doses if at not in first.times]
        if missing:
            yield (
                f"{place}.times: the last row of the table also gives a dose at "
                f"{', '.join(missing)}; name every time of day that it uses"
            )
    for number, band in enumerate(rule.times[1:], start=2):
        if band.from_daily.micrograms <= begin:
            yield (
                f"{PLACE}.times[{number}].from_daily: {band.from_daily} is not above "
                f"{per_day(begin)}, where the rule begins, so the band before is never used; "
                "remove that band or raise this value"
            )


def _next_band_faults(rule: TitrationRule, limits: Amounts) -> Faults:
    for number, (before, band) in enumerate(pairwise(rule.times), start=2):
        place = f"{PLACE}.times[{number}]"
        if band.from_daily.micrograms <= before.from_daily.micrograms:
            yield (
                f"{place}.from_daily: {band.from_daily} is not above the band before, "
                f"{before.from_daily}; write the bands lowest first"
            )
        if band.from_daily.micrograms > limits["max_daily_dose"]:
            yield (
                f"{place}.from_daily: {band.from_daily} is above limits.max_daily_dose, "
                f"{per_day(limits['max_daily_dose'])}, and is never reached; correct one of them"
            )
        held = len(before.times) * limits["max_dose"]
        if held < band.from_daily.micrograms <= limits["max_daily_dose"]:
            yield (
                f"{place}.from_daily: {band.from_daily} is never reached, since "
                f"{_takings(len(before.times))} of limits.max_dose make {per_day(held)}; let the "
                "band begin there or lower, or correct that limit"
            )
        later, earlier = set(band.times), set(before.times)
        if not (later > earlier or later < earlier):
            yield (
                f"{place}.times: a later band adds times of day or takes some away, and exchanges "
                f"none; name those of the band before ({', '.join(before.times)}) and more, or "
                "fewer of them"
            )
        elif later < earlier and rule.growth is not None:
            yield (
                f"{place}.times: times of day that grow one after another are never taken away; "
                f"name those of the band before ({', '.join(before.times)}) and at least one more"
            )


def _largest_dose_faults(rule: TitrationRule, limits: Amounts, table: str) -> Faults:
    takings = len(rule.times[-1].times)
    largest = -(-limits["max_daily_dose"] // takings)
    if largest > limits["max_dose"]:
        yield (
            f"{PLACE}.times[{len(rule.times)}]: {per_day(limits['max_daily_dose'])} in "
            f"{_takings(takings)} make a dose of {Dose.from_micrograms(largest)}, above "
            f"{table}.max_dose, {Dose.from_micrograms(limits['max_dose'])}; add a time of day "
            "or correct one of them"
        )


def _takings(count: int) -> str:
    return "1 taking" if count == 1 else f"{count} takings"
