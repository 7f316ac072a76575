"""Which shipped products would do what these do not; nothing shipped changes a limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.errors import RefusedError, TaperError
from baclofen_titration.planning.workbench import Workbench
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import Descended, Descent, Leg, descend, reachable_ends

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest, TitrationRequest

Products = tuple[Product, ...]
Does = Callable[[Products], int | None]
"""How well products do it, less being better; None, or a refusal, where they do not."""

Better = Callable[[Descended], int | None]
"""How well another way does what this one does not, less being better; None where it does not."""

MOST_NAMED = 2
FORMS = ("tablet", "packet", "liquid")


def finer_words(
    request: TaperRequest | TitrationRequest, does: Does, would: str, *, or_none: bool = True
) -> str:
    """Name products that would do it.

    Of equally good ones those of the protocol's country come first, then tablets, then what is
    weaker: a small fall is measured best in it, and slips are smaller.

    Parameters
    ----------
    request : TaperRequest or TitrationRequest
        Its products are the ones that do not.
    does : callable
        What is tried with each product, beside those at hand and alone.
    would : str
        What it is, after "would".
    or_none : bool
        Whether it is said where no product would; where a limit may be what is in the way,
        that tells nothing.
    """
    found = {}
    country = f"{request.protocol.id.partition('-')[0]}-"
    for product in shipped_products().products:
        if product in request.products:
            continue
        tried = [_tried(does, held) for held in ((product, *request.products), (product,))]
        did = [rank for rank in tried if rank is not None]
        if did:
            place = not product.id.startswith(country), *_strength(product), product.id
            found[product.id] = min(did), *place
    if not found:
        return f" None of the products that are shipped would {would}." if or_none else ""
    named = " or ".join(sorted(found, key=lambda name: found[name])[:MOST_NAMED])
    return f" Of the products that are shipped, {named} would {would}."


def walking(
    workbench: Workbench,
    present: Doses,
    to: int,
    legs: Sequence[Leg],
    *,
    better: Better | None = None,
    stretch: bool = False,
    makes: frozenset[int] = frozenset(),
) -> Does:
    """Walk the same way, or a better one.

    Parameters
    ----------
    workbench, present, to, legs, stretch
        The way, as `descend` takes it.
    better : callable or None
        How much better a way is than the one that these products make; None where they make none.
    makes : frozenset of int
        Doses that have to be made too [micrograms], such as those of a way up before it.
    """

    def does(products: Products) -> int | None:
        largest = max((*present.values(), *makes))
        makeable = makeable_micrograms(products, largest)
        if adds_nothing(makeable, workbench) or not makes <= set(makeable):
            return None
        descent = Descent(workbench.amounts, makeable, workbench.fall_order)
        way = descend(descent, present, to, legs, stretch=stretch)
        if better is None:
            # A dose kept until the day of the stop is no finer way than none.
            return 0 if total_of(way.falls[0].doses) < total_of(present) else None
        return better(way)

    return does


def adds_nothing(makeable: Sequence[int], workbench: Workbench) -> bool:
    """Whether products make no dose that those at hand do not; then they are no help."""
    return set(makeable) <= set(workbench.makeable)


def _strength(product: Product) -> tuple[int, Fraction]:
    """Tablets before packets and liquids, and the weaker first."""
    volume = 1 if product.volume is None else product.volume.microlitres
    return FORMS.index(product.form), Fraction(product.strength.micrograms, volume)


def _tried(does: Does, products: Products) -> int | None:
    if len(products) > 1 and any(product.form == "liquid" for product in products):
        return None  # a liquid stands alone in a schedule
    try:
        return does(products)
    except RefusedError:
        return None


def with_finer(
    error: TaperError,
    request: TaperRequest | TitrationRequest,
    does: Does,
    would: str = "make it",
) -> TaperError:
    """A refusal with the products that would do; that none would, where products are in the way."""
    words = finer_words(request, does, would, or_none=error.by_products)
    return TaperError(f"{error}{words}", by_products=error.by_products)


def ending(workbench: Workbench, present: Doses, least: int, most: int) -> Does:
    """Whether products make an end between two daily doses."""

    def does(products: Products) -> int | None:
        makeable = makeable_micrograms(products, max(present.values()))
        if adds_nothing(makeable, workbench):
            return None
        descent = Descent(workbench.amounts, makeable, workbench.fall_order)
        ends = reachable_ends(descent, present)
        return 0 if any(least <= end <= most for end in ends) else None

    return does
