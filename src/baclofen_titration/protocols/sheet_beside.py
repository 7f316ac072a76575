"""What stands beside the rules, as it stands on the review sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from baclofen_titration.protocols.layout import Entry
from baclofen_titration.protocols.sheet_rule import days_words, rule_entries, times_words
from baclofen_titration.protocols.stated import (
    Between,
    BetweenCounts,
    BetweenDays,
    StatedShare,
    TaperLength,
)

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.stated import Stated
    from baclofen_titration.protocols.weights import ByWeight, DaysRange

NAMES: Mapping[str, str] = {
    "start": "Start, as stated",
    "gentler_start": "Start of sensitive patients",
    "rise": "One rise, as stated",
    "days": "Between rises, as stated",
    "doses_a_day": "How many doses a day",
    "usual_range": "Usual range",
    "maximum": "Most in a day, as stated",
    "inpatient_maximum": "Most in a day in hospital",
    "trial_period": "Trial before benefit is judged",
    "first_dose": "The very first dose",
    "hold": "Held until it is reviewed",
    "stay": "Kept at the aim",
    "wash_out": "Without baclofen afterwards",
    "course": "The whole course",
    "taper_shares": "One fall as a share",
    "taper_fall": "One fall, as stated",
    "taper_days": "Between falls, as stated",
    "taper_lengths": "Length of a taper",
    "aims": "A daily dose to reach",
    "approval_gates": "Stop and ask at",
}
PER_KG = {
    "max_daily_dose": "Most in a day for each kilogram",
    "max_dose": "Most at one time for each kilogram",
    "max_first_day": "Most on the first day for each kilogram",
    "max_rise": "Largest rise for each kilogram",
}
BY_AGE = {"max_daily_dose": "Most in a day", "max_dose": "Most at one time"}


def between_words(value: Between[object]) -> str:
    """A value or a range with its unit."""
    lowest, highest = (_words(value, end) for end in (value.lowest, value.highest))
    if lowest == highest:
        return lowest
    if value.highest is None:
        return f"{lowest} at least"
    return f"up to {highest}" if value.lowest is None else f"{lowest} to {highest}"


def _words(value: Between[object], end: object) -> str:
    if isinstance(value, BetweenDays) and isinstance(end, int):
        return days_words(end)
    if isinstance(value, BetweenCounts) and isinstance(end, int):
        return "once" if end == 1 else f"{end} times"
    return str(end)


def stated_entries(stated: Stated) -> Iterator[Entry]:
    """Every number that stands beside the rules."""
    for name in type(stated).model_fields:
        value = getattr(stated, name)
        for entry in value if isinstance(value, tuple) else [value]:
            if entry is not None:
                yield Entry(NAMES[name], stated_words(entry), entry.authors)


def share_words(share: StatedShare) -> str:
    """A share with what it is one of, and where it ends."""
    of = "of what is unstated" if share.of == "unstated" else f"of {share.of}"
    return f"{share.percent} % {of}" + (f", down to {share.floor}" if share.floor else "")


def stated_words(entry: object) -> str:
    """A value or a range with everything that it is said for."""
    if isinstance(entry, StatedShare):
        return share_words(entry)
    if not isinstance(entry, Between):
        return str(getattr(entry, "value", entry))
    words = between_words(entry)
    basis, counted = getattr(entry, "basis", None), getattr(entry, "counted_from", None)
    used = getattr(entry, "used_longer_than", None)
    if basis is not None and basis != "per day":
        return f"{words} {basis}" if basis == "per dose" else f"{words}, of what is unstated"
    if counted is not None:
        return f"{words}, counted from: {counted}"
    words = words if used is None else f"{words} after use for more than {days_words(used)}"
    return words + length_holds(entry)


def length_holds(entry: object) -> str:
    """For whom else a length of a taper holds, and what it ends at."""
    if not isinstance(entry, TaperLength):
        return ""
    words = f", after more than {entry.reached_more_than}" if entry.reached_more_than else ""
    words += f", kidneys: {entry.kidneys}" if entry.kidneys else ""
    return words + (f", down to {entry.to}" if entry.to else "")


def weight_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """Bounds of weight, what holds for each kilogram, maxima by age."""
    for name, bound, words in (
        ("Weight", protocol.min_weight, "from"),
        ("Weight", protocol.below_weight, "below"),
        ("Tablets", protocol.tablets_from, "from"),
    ):
        if bound is not None:
            yield Entry(name, f"{words} {bound.value}", bound.authors)


def limit_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """Limits for each kilogram, maxima by age, and milestones."""
    for milestone in protocol.milestones:
        value = f"{milestone.daily_dose} by day {milestone.by_day}"
        yield Entry("Reached without stated steps", value, milestone.authors)
    for per_kg in protocol.limits_per_kg:
        yield Entry(PER_KG[per_kg.rule], str(per_kg.value), per_kg.authors)
    for by_age in protocol.limits_by_age:
        until = "on" if by_age.below_age is None else f"to below {by_age.below_age}"
        name = f"{BY_AGE[by_age.rule]}, {by_age.from_age} {until}"
        yield Entry(name, str(by_age.value), by_age.authors)


def patient_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """What the document prints for some patients, and the rule sets that go with it."""
    for rule in protocol.patient_rules:
        yield Entry(f"For {rule.whom}", "; ".join(rule.asked_for), rule.authors)
    if protocol.goes_with is not None:
        names = ", ".join(protocol.goes_with.sets)
        yield Entry("Rule sets that go with it", names, protocol.goes_with.authors)


def way_by_weight(way: ByWeight) -> Iterator[Entry]:
    """The way up for each kilogram."""
    yield Entry("It starts at", str(way.start.value), way.start.authors)
    if way.slowest == way.fastest:
        yield Entry("One rise", str(way.fastest.value), way.fastest.authors)
    else:
        yield Entry("One rise, slowest", str(way.slowest.value), way.slowest.authors)
        yield Entry("One rise, fastest", str(way.fastest.value), way.fastest.authors)
    yield Entry("A daily dose is kept for", range_words(way.days), way.days.authors)
    order = way.growth_order
    yield Entry("The larger part goes to", ", ".join(order.value), order.authors)
    for band in way.times:
        yield Entry(f"Doses from {band.from_daily} on", times_words(band), band.authors)


def range_words(days: DaysRange) -> str:
    """A number of days, or a range of them."""
    if days.shortest == days.longest:
        return days_words(days.shortest)
    return f"{days.shortest} to {days_words(days.longest)}"


def unstated_entries(protocol: DosingProtocol) -> Iterator[Entry]:
    """What the source leaves open or says in two ways, and each reading that a plan may name."""
    for open_end in protocol.unstated:
        names = open_end.readings or [choice.name for choice in open_end.choices]
        yield Entry(open_end.topic, " or ".join(names) or "not stated", open_end.authors)
        for choice in open_end.choices:
            if choice.rule is None:
                yield Entry(f"Reading {choice.name}", "the rule above", choice.authors)
                continue
            yield Entry(f"Reading {choice.name}", "a rule of its own", choice.authors)
            for entry in rule_entries(choice.rule):
                yield Entry(f"{choice.name}: {entry.name}", entry.value, entry.authors)
