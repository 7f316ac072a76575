"""Which shipped product would make a taper that these products do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.dispensing import makeable_micrograms
from baclofen_titration.errors import RefusedError
from baclofen_titration.planning.workbench import Workbench
from baclofen_titration.product import Product, shipped_products
from baclofen_titration.sharing import Doses
from baclofen_titration.taper import Descent, Leg, descend

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest


def finer_words(
    request: TaperRequest, workbench: Workbench, present: Doses, to: int, legs: Sequence[Leg]
) -> str:
    """Name products with which the same way could be walked; those of the protocol's country first.

    Only a way that these products hold up is looked for: nothing shipped changes a limit.
    """
    found = [
        product.id
        for product in shipped_products().products
        if product not in request.products
        and any(
            _walks(workbench, products, present, to, legs)
            for products in ((product, *request.products), (product,))
        )
    ]
    if not found:
        return ""
    country = f"{request.protocol.id.partition('-')[0]}-"
    near = sorted(found, key=lambda name: (not name.startswith(country), name))
    return f" Of the products that are shipped, {' or '.join(near[:2])} would make it."


def _walks(
    workbench: Workbench,
    products: tuple[Product, ...],
    present: Doses,
    to: int,
    legs: Sequence[Leg],
) -> bool:
    """Whether the way can be walked with these products."""
    if len(products) > 1 and any(product.form == "liquid" for product in products):
        return False  # a liquid stands alone in a schedule
    try:
        makeable = makeable_micrograms(products, max(present.values()))
        descend(Descent(workbench.amounts, makeable, workbench.fall_order), present, to, legs)
    except RefusedError:
        return False
    return True
