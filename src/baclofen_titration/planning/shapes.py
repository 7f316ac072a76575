"""What a schedule is apart from its dates: the patterns of its days, and whoever is behind them.

Most who take nothing yet walk one of a few ways up. What all on such a way have in common is
worked out once; a plan gives it dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from baclofen_titration.dispensing import are_many_strengths, choose_pieces
from baclofen_titration.kept import Kept
from baclofen_titration.limits import LimitRule
from baclofen_titration.planning.parts import Bench, because
from baclofen_titration.product import Product
from baclofen_titration.provenance import Author
from baclofen_titration.regimen import Regimen
from baclofen_titration.schedule import Phase, Reason
from baclofen_titration.sharing import Doses, total_of

MOST_SHAPES = 256
WAYS: dict[Phase, str] = {"titration": "up", "taper": "down"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A step before it has dates and pieces."""

    rule: str
    doses: Doses
    days: int | None
    phase: Phase
    authors: tuple[Author, ...]
    bound_by: tuple[LimitRule, ...] = ()
    asked: int | None = None


class Shape(NamedTuple):
    """What a schedule is apart from its dates.

    Parameters
    ----------
    drafts : tuple of Draft
        The steps in their order, each with its regimen in `regimens` and its authors in `reasons`.
    times : frozenset of str
        The times of day that are used.
    products : frozenset of str
        The ids of the products that are used.
    phases : frozenset of str
        The phases of its steps.
    directions : frozenset of {"up", "down"}
        Which ways the steps go; empty where a dose is only kept.
    many_strengths : bool
        Whether it uses more strengths than the dispensing rules let pass.
    falls : bool
        Whether any step gives less than the one before.
    """

    drafts: tuple[Draft, ...]
    regimens: tuple[Regimen, ...]
    reasons: tuple[tuple[Reason, ...], ...]
    times: frozenset[str]
    products: frozenset[str]
    phases: frozenset[Phase]
    directions: frozenset[str]
    many_strengths: bool
    falls: bool


_shapes: Kept[Shape] = Kept(MOST_SHAPES)


def shape_of(drafts: Sequence[Draft], products: tuple[Product, ...], *, shared: bool) -> Shape:
    """Choose the pieces of all doses together, and say what the schedule has without its dates.

    Parameters
    ----------
    drafts : sequence of Draft
        The steps.
    products : tuple of Product
        What the doses are made of.
    shared : bool
        Whether these very drafts come back in other plans.

    Raises
    ------
    UnmakeableError
        If doses cannot be made.
    """
    if not shared:
        return _shape(drafts, products)
    return _shapes.get_of((*drafts, *products), None, lambda: _shape(drafts, products))


def _shape(drafts: Sequence[Draft], products: tuple[Product, ...]) -> Shape:
    pieces = choose_pieces({dose for draft in drafts for dose in draft.doses.values()}, products)
    bench = Bench(pieces)
    used = frozenset([piece.product for made in pieces.values() for piece in made])
    phases = frozenset([draft.phase for draft in drafts])
    totals = [total_of(draft.doses) for draft in drafts]
    return Shape(
        drafts=tuple(drafts),
        regimens=tuple([bench.regimen(draft.doses) for draft in drafts]),
        reasons=tuple([because(draft.rule, draft.authors) for draft in drafts]),
        times=frozenset([at for draft in drafts for at in draft.doses]),
        products=used,
        phases=phases,
        directions=frozenset([WAYS[phase] for phase in phases if phase in WAYS]),
        many_strengths=are_many_strengths(used, products),
        falls=any(later < before for before, later in pairwise(totals)),
    )
