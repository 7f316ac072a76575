"""Every dose that some tablets make, and the ways worth having: exact, never greedy.

The search covers every multiset of pieces, so that strengths that do not divide
each other, such as 10 and 25 mg, lose no dose.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import comb
from types import MappingProxyType
from typing import NamedTuple

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.product import PIECES_IN_ONE, Part

MOST_COMBINATIONS = 250_000

Tablet = tuple[str, int, tuple[Part, ...]]
"""Id, strength [micrograms] and parts of a product: all that the search looks at."""

Layer = dict[tuple[int, int], tuple[int, int]]
"""Sum [micrograms] and products used -> fewest splits, and which pieces."""


class Kind(NamedTuple):
    """One sort of piece; its product is a bit, so that a set of products is a number."""

    product: str
    part: Part
    micrograms: int
    bit: int


class Way(NamedTuple):
    """One way to make a dose; the order of the fields is the order of preference.

    Which pieces it takes is a number with a digit a kind, negative so that more
    of an earlier kind comes first.
    """

    splits: int
    pieces: int
    products: int
    code: int
    bits: int


class Ranked(NamedTuple):
    """The best ways within one set of products; ordered by preference too."""

    splits: int
    pieces: int
    strengths: tuple[int, ...]
    members: tuple[int, ...]
    ways: tuple[Way, ...]


class Table(NamedTuple):
    """All that one set of tablets can make with so many pieces."""

    tablets: tuple[Tablet, ...]
    kinds: tuple[Kind, ...]
    most: int
    sums: tuple[int, ...]
    ways: Mapping[int, tuple[Way, ...]]

    def taken(self, way: Way) -> tuple[tuple[Kind, int], ...]:
        """The kinds of pieces that a way takes, with how many of each."""
        counts, code = [], -way.code
        for kind in reversed(self.kinds):
            code, count = divmod(code, self.most + 1)
            if count:
                counts.append((kind, count))
        return tuple(reversed(counts))


@lru_cache(maxsize=32)
def search(tablets: tuple[Tablet, ...], most: int) -> Table:
    """Find every sum of 1 to `most` pieces, and the ways to make each.

    Parameters
    ----------
    tablets : tuple of Tablet
        In the order in which equals are preferred.
    most : int
        Pieces in one dose.

    Raises
    ------
    InvalidValueError
        If there are too many combinations to search them all.
    """
    kinds = tuple(
        Kind(name, part, strength // pieces, 1 << number)
        for number, (name, strength, parts) in enumerate(tablets)
        for part, pieces in PIECES_IN_ONE.items()
        if part in parts
    )
    if comb(len(kinds) + most, most) > MOST_COMBINATIONS:
        raise InvalidValueError(
            "There are too many combinations to search them all; name fewer products, or "
            "allow fewer pieces in one dose."
        )
    found: dict[int, list[Way]] = {}
    for pieces, layer in enumerate(_layers(kinds, most)):
        for (total, bits), (splits, code) in layer.items():
            way = Way(splits, pieces, bits.bit_count(), code, bits)
            found.setdefault(total, []).append(way)
    del found[0]
    ways = {total: _worth_keeping(found[total]) for total in sorted(found)}
    return Table(tablets, kinds, most, tuple(ways), MappingProxyType(ways))


def _layers(kinds: Sequence[Kind], most: int) -> list[Layer]:
    """The best of each sum and products used, by number of pieces.

    Keeping only the best loses nothing: adding the same piece to two ways never
    changes which of them is better.
    """
    layers: list[Layer] = [{} for _ in range(most + 1)]
    layers[0][0, 0] = (0, 0)
    for position, kind in enumerate(reversed(kinds)):
        split, digit = int(kind.part != "whole"), (most + 1) ** position
        for below, above in pairwise(layers):
            for (total, bits), (splits, code) in below.items():
                key = (total + kind.micrograms, bits | kind.bit)
                best = (splits + split, code - digit)
                if key not in above or best < above[key]:
                    above[key] = best
    return layers


def _worth_keeping(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Best first, without those that need all the products of a better one."""
    kept: list[Way] = []
    for way in sorted(ways):
        if not any(better.bits & way.bits == better.bits for better in kept):
            kept.append(way)
    return tuple(kept)


def fewest_products(table: Table, doses: Sequence[int]) -> tuple[Way, ...]:
    """The way of each dose within the best of the smallest sets of products.

    Every dose has to be in the table. A smallest set has no idle product, so
    its size is the number of products in use.
    """
    choices = [table.ways[dose] for dose in doses]
    sizes = (_ranked(choices, table.tablets, size) for size in range(len(table.tablets) + 1))
    return min(next(ranked for ranked in sizes if ranked)).ways


def _ranked(
    choices: Sequence[tuple[Way, ...]], tablets: Sequence[Tablet], size: int
) -> list[Ranked]:
    ranked = []
    for members in combinations(range(len(tablets)), size):
        ways = _within(choices, sum(1 << number for number in members))
        if len(ways) == len(choices):
            splits, pieces = sum(way.splits for way in ways), sum(way.pieces for way in ways)
            strengths = tuple(-tablets[number][1] for number in members)
            ranked.append(Ranked(splits, pieces, strengths, members, ways))
    return ranked


def _within(choices: Sequence[tuple[Way, ...]], bits: int) -> tuple[Way, ...]:
    """The best way of each dose that needs these products only; short if one has none."""
    ways: list[Way] = []
    for choice in choices:
        way = next((way for way in choice if not way.bits & ~bits), None)
        if way is None:
            break
        ways.append(way)
    return tuple(ways)
