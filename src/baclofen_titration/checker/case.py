"""Everything that is known beside the schedule, and the limits that it makes hold."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from baclofen_titration.checked import ProtocolReference, Setting
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.met import ByParts, Proof
from baclofen_titration.checker.patient_rules import Told, told_by
from baclofen_titration.checker.pieces import Shelf
from baclofen_titration.checker.transcription import (
    ByAge,
    ForChildren,
    hard_limits,
    hard_limits_in_hospital,
    hard_limits_of_children,
    transcribed,
    transcribed_for_children,
    transcribed_in_hospital,
)
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.measurements import Weight
from baclofen_titration.patient import Age, Patient
from baclofen_titration.product import Product

Tailored = frozenset[tuple[LimitRule, int]]
"""Limits that a patient's kidneys or age have narrowed, each with its amount."""


class Given(NamedTuple):
    """What was handed down with a schedule, as `check` takes it."""

    limits: Limits | None
    products: tuple[Product, ...]
    patient: Patient | None
    protocol: ProtocolReference | None
    setting: Setting
    rule_sets: tuple[str, ...]

    @property
    def shipped(self) -> str:
        """The name of a shipped protocol; empty for any other."""
        protocol = self.protocol
        return protocol.id if protocol is not None and protocol.shipped else ""

    @property
    def age(self) -> Age | None:
        """The patient's age, if it is known."""
        age = None if self.patient is None else self.patient.age
        return age if isinstance(age, Age) else None


class Case(NamedTuple):
    """Everything that is known beside the schedule.

    `own` is the transcription of the protocol; None if there is none.
    `weighed` is whether a child's weight is known, so that its hard limits for each
    kilogram could be compared.
    `told` is what the patient's kidneys and age ask for, `narrowed` the transcription with it,
    and `tailored` the limits that it narrowed.
    `protocol` says how far a protocol was named: "none", "own file", "shipped".
    `looser` are the limits handed down that are looser than the transcription's, each with it.
    """

    given: Given
    shelf: Shelf
    protocol: str
    own: Limits | None
    bounds: Bounds
    told: Told
    weighed: bool = True
    by_age: tuple[ByAge, ...] = ()
    narrowed: Limits | None = None
    tailored: Tailored = frozenset()
    looser: tuple[tuple[Limit, Limit], ...] = ()


_bounds: ByParts[Bounds] = ByParts()
_narrowings: ByParts[tuple[Limits | None, Tailored]] = ByParts()
_loosened: ByParts[tuple[tuple[Limit, Limit], ...]] = ByParts()
_shelves: ByParts[Shelf] = ByParts()


def case_of(given: Given, proof: Proof, start: date, *, by_hard_limits: bool) -> Case:
    """Find what holds for a patient from a first day on.

    Parameters
    ----------
    given : Given
        What was handed down, found whole.
    proof : Proof
        Of that. What it stands for is looked up by how it was just seen (`Proof.as_seen`), the
        judge's own data by what they are.
    start : datetime.date
        The first day.
    by_hard_limits : bool
        Whether the hard limits count.
    """
    protocol, limits, age = given.protocol, given.limits, given.age
    inside = given.setting == "inpatient"
    adults = hard_limits_in_hospital() if inside else hard_limits()
    child = age is not None and age < adults.from_age
    grams = _grams(given.patient)
    hard = hard_limits_of_children().at(grams) if child else adults.limits
    own, children = _transcribed(protocol, inside=inside)
    sets = [(hard, True)] if by_hard_limits else []
    sets += [(held, False) for held in (own, limits) if held is not None]
    sets.append((children.at(grams), False))
    told = told_by(given.patient, start, own, given.rule_sets, given.shipped)
    narrowed, tailored = _narrowings.get((own, told.limits), partial(_narrow, own, told.limits))
    if narrowed is not None:
        sets.append((narrowed, False))
    strictest = narrowed or own
    as_seen = None if limits is None else proof.as_seen(limits)
    return Case(
        given,
        _shelves.get(tuple(map(proof.as_seen, given.products)), partial(Shelf, given.products)),
        "none" if protocol is None else "shipped" if protocol.shipped else "own file",
        own,
        _bounds.get(
            tuple([as_seen if held is limits else held for held, _ in sets]), partial(Bounds, sets)
        ),
        told,
        weighed=not child or grams is not None,
        by_age=children.by_age,
        narrowed=narrowed,
        tailored=tailored,
        looser=()
        if strictest is None or limits is None
        else _loosened.get((strictest, as_seen), partial(_looser, strictest, limits)),
    )


def _grams(patient: Patient | None) -> int | None:
    weight = None if patient is None else patient.weight
    return weight.grams if isinstance(weight, Weight) else None


def _transcribed(
    protocol: ProtocolReference | None, *, inside: bool
) -> tuple[Limits | None, ForChildren]:
    if protocol is None or not protocol.shipped:
        return None, ForChildren()
    edition = protocol.id, protocol.edition
    own = transcribed(*edition)
    own = transcribed_in_hospital(*edition) if own is not None and inside else own
    return own, transcribed_for_children(*edition)


def _narrow(own: Limits | None, told: Limits) -> tuple[Limits | None, Tailored]:
    """The transcription with what kidneys and age ask for, if anything, and what they narrow."""
    if not told.limits:
        return None, frozenset()
    narrowed = frozenset(
        (limit.rule, limit.amount)
        for limit in told.limits
        if own is None or limit.amount != own.value(limit.rule)
    )
    return (told if own is None else own | told), narrowed


def _looser(transcribed: Limits, handed: Limits) -> tuple[tuple[Limit, Limit], ...]:
    given = {limit.rule: limit for limit in handed.limits}
    return tuple(
        (own, given[own.rule])
        for own in transcribed.limits
        if own.rule in given and own.is_stricter_than(given[own.rule])
    )
