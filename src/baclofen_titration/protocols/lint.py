"""What a protocol file may not contradict: itself, its own limits, its own sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from baclofen_titration.limits import LIMIT_UNITS, LimitRule
from baclofen_titration.patient import Age
from baclofen_titration.protocols.lint_beside import beside_faults
from baclofen_titration.protocols.lint_course import course_faults
from baclofen_titration.protocols.lint_empty import empty_faults
from baclofen_titration.protocols.lint_rule import rule_faults
from baclofen_titration.protocols.lint_table import table_faults
from baclofen_titration.protocols.lint_unstated import unstated_faults
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.regimen import NAMED_TIMES, time_order

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.parts import KidneyBand

Faults = Iterator[str]

WEAK_GRADES = ("C", "D")
TIMES_OF_A_THREE_DOSE_DAY = 3

# The first of each pair can never be reached where it is above the second, so one is misprinted.
_NOT_ABOVE: tuple[tuple[LimitRule, LimitRule], ...] = (
    ("max_dose", "max_daily_dose"),
    ("max_first_day", "max_daily_dose"),
    ("max_rise_per_dose", "max_rise"),
    ("max_fall_per_dose", "max_fall"),
    ("max_last_daily_dose", "max_fall"),
)


def find_faults(protocol: DosingProtocol, file_name: str) -> tuple[str, ...]:
    """Everything in which a protocol contradicts itself.

    Parameters
    ----------
    protocol : DosingProtocol
        Read, and sound in each single value.
    file_name : str
        Name of its file without the ending.

    Returns
    -------
    tuple of str
        Each with the place, what is wrong, and how to mend it; empty if nothing is.
    """
    return (
        *_heading_faults(protocol, file_name),
        *_band_faults(protocol.kidneys_stated_normal),
        *_clock_faults(protocol),
        *_order_faults(protocol),
        *table_faults(protocol),
        *rule_faults(protocol),
        *_limit_faults(protocol),
        *beside_faults(protocol),
        *unstated_faults(protocol),
        *course_faults(protocol),
        *empty_faults(protocol),
        *_author_faults(protocol),
    )


def _heading_faults(protocol: DosingProtocol, file_name: str) -> Faults:
    if protocol.id != file_name:
        yield (
            f"id: {protocol.id} is not the name of the file; name both alike (an old edition "
            "keeps its name, in a folder of its own)"
        )
    signature = protocol.signature
    if signature is not None and signature.content != protocol.digest:
        yield (
            "signature.content: the file was changed after it was signed, so nobody stands behind "
            'it; review it and sign it again with "protocols sign", or remove [signature]'
        )
    if protocol.review_by <= protocol.checked_on:
        yield "review_by: does not come after checked_on; choose a later day"
    if protocol.below_age is not None and protocol.below_age.value <= protocol.min_age.value:
        yield (
            "population.below_age: nobody is in this population; "
            "write an age above population.min_age"
        )


def _band_faults(bands: Sequence[KidneyBand]) -> Faults:
    name = "kidneys_stated_normal"
    if not bands:
        return
    if bands[0].from_age != Age(0):
        yield f"{name}[1].from_age: the first band does not start at 0 years; start it there"
    for number, (band, after) in enumerate(pairwise(bands), start=1):
        if band.below_age is None:
            yield f'{name}[{number}].below_age: only the last band may end with "none"'
        elif band.below_age != after.from_age:
            fault = "a gap" if band.below_age < after.from_age else "an overlap"
            yield (
                f"{name}[{number + 1}].from_age: {fault} between band {number} (below "
                f"{band.below_age}) and band {number + 1} (from {after.from_age}); "
                "let each start where the one before ends"
            )
    for number, band in enumerate(bands, start=1):
        if band.below_age is not None and band.below_age <= band.from_age:
            yield f"{name}[{number}].below_age: not above from_age; nobody is in this band"
    if bands[-1].below_age is not None:
        yield (
            f"{name}[{len(bands)}].below_age: the last band has to stay open; "
            'write below_age = "none"'
        )


def _clock_faults(protocol: DosingProtocol) -> Faults:
    hours = protocol.clock
    for at, after in pairwise(NAMED_TIMES if hours else ()):
        if hours[at] >= hours[after]:
            yield f"clock.{after}: not later than {at}; a day runs from morning to bedtime"


def _order_faults(protocol: DosingProtocol) -> Faults:
    way_up = protocol.by_weight or protocol.way_up
    up = "by_weight" if protocol.by_weight is not None else "titration"
    orders = {
        f"{up}.growth_order": None if way_up is None else way_up.growth_order.value,
        "taper.fall_order": None
        if protocol.way_down is None
        else protocol.way_down.fall_order.value,
    }
    hours = _clock_times_of(protocol)
    for place, order in orders.items():
        named = hours if hours and place == f"{up}.growth_order" else NAMED_TIMES
        if order is not None and sorted(order, key=time_order) != list(named):
            yield f"{place}: name each of {', '.join(named)} once"
    if protocol.day_of_three is not None:
        yield from _three_faults(protocol.day_of_three.value)


def _clock_times_of(protocol: DosingProtocol) -> tuple[str, ...]:
    """The clock times that rows use, in the order of the day."""
    rows = () if protocol.way_up is None else protocol.way_up.steps
    used = {taking.at for row in rows for taking in row.takings} - set(NAMED_TIMES)
    return tuple(sorted(used, key=time_order))


def _three_faults(three: Sequence[str]) -> Faults:
    if len(three) != TIMES_OF_A_THREE_DOSE_DAY or len(set(three)) != len(three):
        yield "three_dose_day: name three different times of day"
    if list(three) != sorted(three, key=time_order):
        yield "three_dose_day: name the times in the order of the day"


def _limit_faults(protocol: DosingProtocol) -> Faults:
    limits = protocol.limits
    for rule in LIMIT_UNITS:
        if limits.value(rule) == 0:
            yield f"limits.{rule}: nothing would be allowed; write an amount above 0"
    for lower, upper in _NOT_ABOVE:
        low, high = limits.get(lower), limits.get(upper)
        if low is not None and high is not None and low.amount > high.amount:
            yield (
                f"limits.{lower}: {low.value} is above limits.{upper}, {high.value}, "
                "and could never be reached; correct one of them"
            )


def _author_faults(protocol: DosingProtocol) -> Faults:
    cited: set[str] = set()
    for place, authors in every_author(protocol):
        judged = any(isinstance(author, Judgement) for author in authors)
        for author in authors:
            if not isinstance(author, Citation):
                continue
            cited.add(author.source)
            if author.grade in WEAK_GRADES and not judged:
                yield (
                    f"{place}.cite: {author.source} has grade {author.grade}, which carries no "
                    "rule alone; add a judgement that says why it is taken"
                )
            if author.kind == "label" and author.grade != "A":
                yield (
                    f"{place}.cite: {author.source} is cited as a label with grade "
                    f"{author.grade}; a label that was seen has grade A, anything else is no label"
                )
    for source in protocol.sources:
        if source.key not in cited:
            yield f"sources.{source.key}: nothing cites it; cite it or remove it"
