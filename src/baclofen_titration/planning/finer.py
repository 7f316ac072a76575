"""Which shipped product would make a taper that these products do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.errors import RefusedError
from baclofen_titration.planning.workbench import Workbench
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import Descended, Descent, Leg, descend

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest, TitrationRequest


def finer_words(
    request: TaperRequest | TitrationRequest,
    workbench: Workbench,
    present: Doses,
    to: int,
    legs: Sequence[Leg],
    instead_of: Descended | None = None,
) -> str:
    """Name products with which the same way could be walked; those of the protocol's country first.

    Only a way that these products hold up is looked for: nothing shipped changes a limit.
    `instead_of` is the way that can be walked now; then a product has to fall below the present
    dose at once, and to need fewer falls.
    """
    found = {}
    for product in shipped_products().products:
        if product in request.products:
            continue
        ways = [
            _walked(workbench, products, present, to, legs)
            for products in ((product, *request.products), (product,))
        ]
        falls = [len(way.falls) for way in ways if way and _is_better(way, instead_of, present)]
        if falls:
            found[product.id] = min(falls) if instead_of else 0
    if not found:
        return ""
    country = f"{request.protocol.id.partition('-')[0]}-"
    near = sorted(found, key=lambda name: (found[name], not name.startswith(country), name))
    would = "come closer" if instead_of else "make it"
    return f" Of the products that are shipped, {' or '.join(near[:2])} would {would}."


def _is_better(way: Descended, than: Descended | None, present: Doses) -> bool:
    if than is None:
        return True
    falls_at_once = total_of(way.falls[0].doses) < total_of(present)
    stays = total_of(than.falls[0].doses) == total_of(present)
    return falls_at_once if stays else len(way.falls) < len(than.falls)


def _walked(
    workbench: Workbench,
    products: tuple[Product, ...],
    present: Doses,
    to: int,
    legs: Sequence[Leg],
) -> Descended | None:
    """The same way with these products, if it can be walked."""
    if len(products) > 1 and any(product.form == "liquid" for product in products):
        return None  # a liquid stands alone in a schedule
    try:
        makeable = makeable_micrograms(products, max(present.values()))
        descent = Descent(workbench.amounts, makeable, workbench.fall_order)
        return descend(descent, present, to, legs)
    except RefusedError:
        return None
