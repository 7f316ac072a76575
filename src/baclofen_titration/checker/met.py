"""Values that were found whole before, and whether they are still what they were.

Limits, products, authors and days of takings are the same objects in one check after another.
Each model inside a value is remembered with the very objects that its fields held, and each
amount with its number. Every one of them is looked at again each time: what was changed behind
its own back holds something else, and is not taken for what was met.

What was read from a value (`Proof.derived`) is kept with what was remembered of it, so it is
used only where that has just been seen to hold, and is forgotten with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from gc import get_referents
from itertools import chain
from operator import attrgetter, is_
from typing import Any, Generic, NamedTuple, TypeVar

from baclofen_titration.model import Model
from baclofen_titration.quantities import DailyDose, Dose

MOST_MET = 4_096
MOST_TOGETHER = 16_384
MOST_MADE = 256
"""More are forgotten, all at once, and met again; together count all values of all schedules."""

V = TypeVar("V", bound=Model)
T = TypeVar("T")

_fields_of = attrgetter("__dict__")


class _Seen(NamedTuple):
    """Models and amounts, each with all that it held; they are held, so that ids stay their own.

    Side by side stand the `models`, their `kinds`, the dicts of their `fields` and how many
    (`counts`) each has; then the `names` of all these fields, one after another, and `held`, the
    objects in them; the `amounts`, and what is `inside` them. So each pair of lists is compared
    in one go.
    """

    models: list[Model]
    kinds: list[type]
    fields: list[dict[str, Any]]
    counts: list[int]
    names: list[str]
    held: list[Any]
    amounts: list[Dose | DailyDose]
    inside: list[Any]

    def hold(self) -> bool:
        """Whether every one of them is of the same class and holds the same objects as then.

        The referents of a dict are its values, in order, as `remember` has made sure of.
        """
        return (
            _are(map(type, self.models), self.kinds)
            and _are(map(_fields_of, self.models), self.fields)
            and [*map(len, self.fields)] == self.counts
            and [*chain.from_iterable(self.fields)] == self.names
            and _same(get_referents(*self.fields), self.held)
            and _same(get_referents(*self.amounts), self.inside)
        )


class _Met:
    """One value, what was seen of it, and what was read from it."""

    __slots__ = ("derived", "seen", "value")

    def __init__(self, value: Model, seen: _Seen) -> None:
        self.value = value
        self.seen = seen
        self.derived: dict[Callable[..., Any], Any] = {}


class _Unmet:
    """Stands for a value that is not remembered; another one each time."""


class Proof:
    """Values that have just been found whole, or unchanged since they were."""

    __slots__ = ("_by_id",)

    def __init__(self, met: Sequence[_Met]) -> None:
        self._by_id = {id(each.value): each for each in met}

    def as_seen(self, value: Model) -> object:
        """An object that stands for a value as it is now: another one once it is changed."""
        return self._by_id.get(id(value)) or _Unmet()

    def derived(self, value: V, read: Callable[[V], T]) -> T:
        """What a function reads from a value: once, as long as the value stays what it is.

        The function looks at nothing else, and nobody changes what it gives.
        """
        met = self._by_id.get(id(value))
        if met is None:
            return read(value)
        derived = met.derived
        kept: T = derived[read] if read in derived else derived.setdefault(read, read(value))
        return kept


class ByParts(Generic[T]):
    """What is made of the very same objects is made once; they are held, so that ids stay."""

    def __init__(self) -> None:
        self._held: dict[tuple[Hashable, ...], tuple[tuple[object, ...], T]] = {}

    def get(self, parts: tuple[object, ...], make: Callable[[], T], also: Hashable = None) -> T:
        """What was made of these objects, in this order, and of something else, or is made now.

        Only for parts that nobody outside can reach, and for what `Proof.as_seen` gives.
        """
        place = also, *map(id, parts)
        held = self._held.get(place)
        if held is None:
            if len(self._held) >= MOST_MADE:
                self._held.clear()
            held = self._held[place] = parts, make()
        return held[1]


NOTHING_MET = Proof(())


class _Together(NamedTuple):
    """Values that were taken in together, all that was seen of them, and the proof of it."""

    values: tuple[Model, ...]
    seen: _Seen
    proof: Proof


class _Company:
    """Values that were taken in together, by the ids of all of them in their order."""

    def __init__(self) -> None:
        self.held: dict[tuple[int, ...], _Together] = {}
        self.size = 0

    def add(self, place: tuple[int, ...], together: _Together) -> None:
        """Remember them, unless they are too many; for too many in all, forget the others."""
        if len(place) > MOST_TOGETHER:
            return
        if self.size + len(place) > MOST_TOGETHER:
            self.held.clear()
            self.size = 0
        self.size += 0 if place in self.held else len(place)
        self.held[place] = together


_met: dict[int, _Met] = {}
_company = _Company()


class Once:
    """Says of an object whether it is met for the first time; for parts of one schedule."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def is_first(self, part: object) -> bool:
        """Whether this very object was not asked about before."""
        place = id(part)
        if place in self._seen:
            return False
        self._seen.add(place)
        return True


def prove(values: Sequence[Model], recognise: Callable[[Model], object]) -> Proof:
    """Have values recognised that were never found whole, or in which anything has changed.

    Parameters
    ----------
    values : sequence of Model
        One may stand in it several times.
    recognise : callable
        Raises if a value is not whole.
    """
    if not values:
        return NOTHING_MET
    place = tuple(map(id, values))
    together = _company.held.get(place)
    if together is not None and together.seen.hold():
        return together.proof
    each: dict[int, _Met] = {}
    new = 0
    for key, value in zip(place, values, strict=True):
        if key in each:
            continue
        met = _met.get(key)
        if met is None or not met.seen.hold():
            recognise(value)
            met = _remember(value)
            new += 1
        each[key] = met
    proof = Proof(list(each.values()))
    if not new:  # what was never met before may not come again
        seen = _all([met.seen for met in each.values()])
        _company.add(place, _Together(tuple(values), seen, proof))
    return proof


def _remember(value: Model) -> _Met:
    """Remember a value that has just been found whole."""
    seen = _Seen([], [], [], [], [], [], [], [])
    _walk(value, seen)
    for fields in seen.fields:
        seen.counts.append(len(fields))
        seen.names.extend(fields)
        seen.held.extend(fields.values())
    seen.inside.extend(get_referents(*seen.amounts))
    met = _Met(value, seen)
    # Another Python might show less of what a dict refers to; then nothing is taken as met.
    if _same(get_referents(*seen.fields), seen.held) and _shows_amounts(seen):
        if len(_met) >= MOST_MET:
            _met.clear()
        _met[id(value)] = met
    return met


def _shows_amounts(seen: _Seen) -> bool:
    parts = [(type(each), each.micrograms, each.in_micrograms) for each in seen.amounts]
    shown = set(map(id, seen.inside))
    return all(id(part) in shown for part in chain.from_iterable(parts))


def _all(seen: Sequence[_Seen]) -> _Seen:
    """The same for several values at once."""
    return _Seen(*([*chain.from_iterable(lists)] for lists in zip(*seen, strict=True)))


def _walk(value: object, seen: _Seen) -> None:
    if isinstance(value, Model):
        if any(value is model for model in seen.models):
            return
        seen.models.append(value)
        seen.kinds.append(type(value))
        seen.fields.append(value.__dict__)
        for part in value.__dict__.values():
            _walk(part, seen)
    elif isinstance(value, Dose | DailyDose):
        seen.amounts.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _walk(part, seen)


def _are(now: map[Any], then: Sequence[Any]) -> bool:
    """The same objects, one after another; there are as many of them."""
    return all(map(is_, now, then))


def _same(now: list[Any], then: list[Any]) -> bool:
    return len(now) == len(then) and all(map(is_, now, then))
