"""The products of one request: which may stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.kept import Kept
from baclofen_titration.product import Product

MOST_PRODUCTS = 16


_shelves: Kept[Mapping[str, Product]] = Kept()


def shelf_of(products: Sequence[Product]) -> Mapping[str, Product]:
    """The products by id, each once, larger strengths first and then by id.

    The same products come back in one request after another, and are laid out once.

    Raises
    ------
    InvalidValueError
        If they cannot be used together: a liquid beside anything else, too many,
        or two of one id.
    MissingInputError
        If there is none.
    """
    held = tuple(products)
    return _shelves.get_of(held, None, lambda: MappingProxyType(_laid_out(held)))


def _laid_out(products: Sequence[Product]) -> dict[str, Product]:
    shelf: dict[str, Product] = {}
    for product in sorted(products, key=lambda each: (-each.strength.micrograms, each.id)):
        held = shelf.setdefault(product.id, product)
        if held is not product and held != product:
            raise InvalidValueError(f"Two different products are called {product.id}; name one.")
    if not shelf:
        raise MissingInputError("No product was named; say which tablets are at hand, or a liquid.")
    if len(shelf) > MOST_PRODUCTS:
        raise InvalidValueError(f"At most {MOST_PRODUCTS} products are searched; name fewer.")
    _refuse_beside_a_liquid(list(shelf.values()))
    return shelf


def liquid_on(shelf: Mapping[str, Product]) -> Product | None:
    """The one liquid that is used, or None where tablets and packets are."""
    return next((product for product in shelf.values() if product.form == "liquid"), None)


def _refuse_beside_a_liquid(products: Sequence[Product]) -> None:
    liquids = [product for product in products if product.form == "liquid"]
    others = [product for product in products if product.form != "liquid"]
    if not liquids or len(products) == 1:
        return
    one, other = [*liquids, *others][:2]
    raise InvalidValueError(
        f"{one.id} ({one.printed_strength}) cannot be used beside {other.id} "
        f"({other.printed_strength}): a schedule uses tablets and packets, or one liquid of one "
        f"strength, because millilitres of two strengths are easily mistaken. Name {one.id} alone, "
        "or leave it out."
    )
