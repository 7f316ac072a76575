"""Who stands behind each place of a protocol file, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from baclofen_titration.provenance import Author

if TYPE_CHECKING:
    from baclofen_titration.protocols.course import CourseRule
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.stated import Stated
    from baclofen_titration.protocols.unstated import Unstated
    from baclofen_titration.protocols.way_up import TitrationRule, TitrationTable
    from baclofen_titration.protocols.weights import ByWeight


class HasAuthors(Protocol):
    """Anything that somebody stands behind."""

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who."""


EveryAuthor = Iterator[tuple[str, tuple[Author, ...]]]


def every_author(protocol: DosingProtocol) -> EveryAuthor:
    """Each place in the file that has authors, with them, in the order of the file."""
    yield from _of_the_population(protocol)
    yield from _of_the_rules(protocol)
    for limit in protocol.limits.limits:
        yield f"limits.{limit.rule}", limit.authors
    for per_kg in protocol.limits_per_kg:
        yield f"limits_per_kg.{per_kg.rule}", per_kg.authors
    yield from numbered("limits_by_age", protocol.limits_by_age)
    for limit in protocol.inpatient.limits if protocol.inpatient is not None else ():
        yield f"inpatient.{limit.rule}", limit.authors
    if protocol.goes_with is not None:
        yield "rule_sets", protocol.goes_with.authors
    yield from numbered("patients", protocol.patient_rules)
    yield from numbered("milestones", protocol.milestones)
    yield from of_the_stated(protocol.stated)
    yield from of_the_unstated(protocol.unstated)
    yield from numbered("reviews", protocol.reviews)
    yield from numbered("facts", protocol.facts)


def _of_the_population(protocol: DosingProtocol) -> EveryAuthor:
    yield "population.min_age", protocol.min_age.authors
    for name, bound in (
        ("below_age", protocol.below_age),
        ("min_weight", protocol.min_weight),
        ("below_weight", protocol.below_weight),
        ("tablets_from", protocol.tablets_from),
    ):
        if bound is not None:
            yield f"population.{name}", bound.authors
    yield from numbered("kidneys_stated_normal", protocol.kidneys_stated_normal)


def _of_the_rules(protocol: DosingProtocol) -> EveryAuthor:
    if protocol.clock_hours:
        yield "clock", protocol.clock_authors
    if protocol.day_of_three is not None:
        yield "three_dose_day", protocol.day_of_three.authors
    if protocol.empty_times is not None:
        yield "empty_times", protocol.empty_times.authors
    if protocol.way_up is not None:
        yield from of_the_way_up(protocol.way_up)
    if protocol.by_weight is not None:
        yield from of_the_way_by_weight(protocol.by_weight)
    if protocol.way_down is not None:
        yield "taper.fall_order", protocol.way_down.fall_order.authors
        if protocol.way_down.step_back is not None:
            yield "taper.step_back", protocol.way_down.step_back.authors
    yield from numbered("plateaus", protocol.plateaus)
    if protocol.course is not None:
        yield from of_the_course(protocol.course)
    yield from numbered("taper_ways", protocol.taper_ways)
    for number, way in enumerate(protocol.taper_ways, start=1):
        yield from numbered(f"taper_ways[{number}].lengths", way.lengths)


def numbered(place: str, entries: Sequence[HasAuthors]) -> EveryAuthor:
    """Each entry of a list, by its number."""
    for number, entry in enumerate(entries, start=1):
        yield f"{place}[{number}]", entry.authors


def of_the_way_up(titration: TitrationTable) -> EveryAuthor:
    """A table, a rule, or both."""
    if titration.steps:  # otherwise these two are the rule's, and are named there
        yield "titration.rise", titration.rise.authors
        yield "titration.days", titration.days.authors
    yield "titration.growth_order", titration.growth_order.authors
    yield from numbered("titration.steps", titration.steps)
    yield from numbered("titration.split", titration.split)
    if titration.rule is not None:
        yield from of_a_rule("titration.rule", titration.rule)


def of_the_course(course: CourseRule) -> EveryAuthor:
    """Each length of a course."""
    for name in ("stay", "whole", "taper", "wash_out"):
        held = getattr(course, name)
        if held is not None:
            yield f"course.{name}", held.authors


def of_a_rule(place: str, rule: TitrationRule) -> EveryAuthor:
    """A rule of rises, wherever it stands."""
    if rule.start is not None:
        yield f"{place}.start", rule.start.authors
    if rule.gentler_start is not None:
        yield f"{place}.gentler_start", rule.gentler_start.authors
    if rule.slowest == rule.fastest:
        yield f"{place}.rise", rule.fastest.authors
    else:
        yield f"{place}.slowest", rule.slowest.authors
        yield f"{place}.fastest", rule.fastest.authors
    yield f"{place}.days", rule.days.authors
    yield from numbered(f"{place}.times", rule.times)
    if rule.share is not None:
        yield f"{place}.share", rule.share.authors
    if rule.growth is not None:
        yield f"{place}.growth", rule.growth.authors
    yield from numbered(f"{place}.bands", rule.bands)


def of_the_way_by_weight(way: ByWeight) -> EveryAuthor:
    """The way up for each kilogram."""
    yield "by_weight.start", way.start.authors
    if way.slowest == way.fastest:
        yield "by_weight.rise", way.fastest.authors
    else:
        yield "by_weight.slowest", way.slowest.authors
        yield "by_weight.fastest", way.fastest.authors
    yield "by_weight.days", way.days.authors
    yield "by_weight.growth_order", way.growth_order.authors
    yield from numbered("by_weight.times", way.times)


def of_the_stated(stated: Stated) -> EveryAuthor:
    """What stands beside the rules."""
    for name in type(stated).model_fields:
        value = getattr(stated, name)
        if isinstance(value, tuple):
            yield from numbered(f"stated.{name}", value)
        elif value is not None:
            yield f"stated.{name}", value.authors


def of_the_unstated(entries: Sequence[Unstated]) -> EveryAuthor:
    """What is left open, then each reading of it with the rule that it gives."""
    for number, entry in enumerate(entries, start=1):
        place = f"unstated[{number}]"
        yield place, entry.authors
        for count, choice in enumerate(entry.choices, start=1):
            yield f"{place}.readings[{count}]", choice.authors
            if choice.rule is not None:
                yield from of_a_rule(f"{place}.readings[{count}].rule", choice.rule)
