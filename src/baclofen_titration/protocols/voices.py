"""Who stands behind each place of a protocol file, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from baclofen_titration.provenance import Author

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.parts import TitrationTable
    from baclofen_titration.protocols.stated import Stated
    from baclofen_titration.protocols.weights import ByWeight


class HasAuthors(Protocol):
    """Anything that somebody stands behind."""

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who."""


EveryAuthor = Iterator[tuple[str, tuple[Author, ...]]]


def voices(protocol: DosingProtocol) -> EveryAuthor:
    """Each place that has authors, with them."""
    yield from _of_the_population(protocol)
    yield from _of_the_rules(protocol)
    for limit in protocol.limits.limits:
        yield f"limits.{limit.rule}", limit.authors
    for per_kg in protocol.limits_per_kg:
        yield f"limits_per_kg.{per_kg.rule}", per_kg.authors
    yield from _numbered("limits_by_age", protocol.limits_by_age)
    yield from _of_the_stated(protocol.stated)
    yield from _numbered("unstated", protocol.unstated)
    yield from _numbered("reviews", protocol.reviews)
    yield from _numbered("facts", protocol.facts)


def _numbered(place: str, entries: Sequence[HasAuthors]) -> EveryAuthor:
    for number, entry in enumerate(entries, start=1):
        yield f"{place}[{number}]", entry.authors


def _of_the_rules(protocol: DosingProtocol) -> EveryAuthor:
    if protocol.clock_hours:
        yield "clock", protocol.clock_authors
    if protocol.day_of_three is not None:
        yield "three_dose_day", protocol.day_of_three.authors
    if protocol.way_up is not None:
        yield from _of_the_way_up(protocol.way_up)
    if protocol.by_weight is not None:
        yield from _of_the_way_by_weight(protocol.by_weight)
    if protocol.way_down is not None:
        yield "taper.fall_order", protocol.way_down.fall_order.authors


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
    yield from _numbered("kidneys_stated_normal", protocol.kidneys_stated_normal)


def _of_the_way_up(titration: TitrationTable) -> EveryAuthor:
    if titration.steps:  # otherwise these two are the rule's, and are named there
        yield "titration.rise", titration.rise.authors
        yield "titration.days", titration.days.authors
    yield "titration.growth_order", titration.growth_order.authors
    yield from _numbered("titration.steps", titration.steps)
    rule = titration.rule
    if rule is None:
        return
    if rule.start is not None:
        yield "titration.rule.start", rule.start.authors
    if rule.slowest == rule.fastest:
        yield "titration.rule.rise", rule.fastest.authors
    else:
        yield "titration.rule.slowest", rule.slowest.authors
        yield "titration.rule.fastest", rule.fastest.authors
    yield "titration.rule.days", rule.days.authors
    yield from _numbered("titration.rule.times", rule.times)


def _of_the_way_by_weight(way: ByWeight) -> EveryAuthor:
    yield "by_weight.start", way.start.authors
    if way.slowest == way.fastest:
        yield "by_weight.rise", way.fastest.authors
    else:
        yield "by_weight.slowest", way.slowest.authors
        yield "by_weight.fastest", way.fastest.authors
    yield "by_weight.days", way.days.authors
    yield "by_weight.growth_order", way.growth_order.authors
    yield from _numbered("by_weight.times", way.times)


def _of_the_stated(stated: Stated) -> EveryAuthor:
    for name in type(stated).model_fields:
        value = getattr(stated, name)
        if isinstance(value, tuple):
            yield from _numbered(f"stated.{name}", value)
        elif value is not None:
            yield f"stated.{name}", value.authors
