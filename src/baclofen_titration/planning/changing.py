"""A product that changes on the first day: the same milligrams, in the old one and the new."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from baclofen_titration.dispensing import choose_pieces
from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.product import Product
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Piece, Taking
from baclofen_titration.supplied import ChangedProduct


def changed_products(request: TitrationRequest | TaperRequest) -> tuple[ChangedProduct, ...]:
    """Each taking of the present regimen, in the products before and in those from now on.

    Raises
    ------
    InvalidValueError
        If nothing is taken now, or it is not known what.
    UnmakeableError
        If the products that are said to be taken now do not make the present doses.
    """
    if not request.products_before:
        return ()
    if not isinstance(request.taking, Taking):
        raise InvalidValueError(
            "Products before belong to a present regimen, and none is stated. Say what is taken "
            "now, or leave the products before out."
        )
    present = {at: dose for at, dose in request.taking.regimen.micrograms.items() if dose}
    try:
        was = choose_pieces(present.values(), request.products_before)
    except UnmakeableError as error:
        raise UnmakeableError(
            "The present regimen is not made of the products that are said to be taken until now. "
            f"{error}"
        ) from None
    return tuple(
        ChangedProduct(
            at=at,
            dose=Dose.from_micrograms(dose),
            was=was[dose],
            now=_made_of(dose, request.products),
        )
        for at, dose in present.items()
    )


def _made_of(dose: int, products: Sequence[Product]) -> tuple[Piece, ...]:
    with suppress(UnmakeableError):
        return choose_pieces([dose], products)[dose]
    return ()
