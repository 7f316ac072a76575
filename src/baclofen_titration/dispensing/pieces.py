"""Which doses can be made from the products at hand, and which pieces make them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from baclofen_titration.dispensing.measures import measured, nearest_plannable, plannable
from baclofen_titration.dispensing.search import Table, Tablet, fewest_products, search
from baclofen_titration.dispensing.shelf import liquid_on, shelf_of
from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.kept import Kept
from baclofen_titration.product import PIECES_IN_ONE, Product, shipped_products
from baclofen_titration.quantities import Dose, format_micrograms
from baclofen_titration.regimen import Piece

MOST_PIECES = 20
MOST_LISTED = 128

_laid: Kept[tuple[Tablet, ...]] = Kept()
_listed: Kept[tuple[int, ...]] = Kept(MOST_LISTED)
_made: Kept[Mapping[int, tuple[Piece, ...]]] = Kept()


def makeable_micrograms(
    products: Sequence[Product], most: int, *, max_pieces: int | None = None
) -> tuple[int, ...]:
    """Every dose that can be planned: made exactly from solids, or readable on a syringe.

    Parameters
    ----------
    products : sequence of Product
        The tablets and packets at hand, in any order, or one liquid.
    most : int
        The largest dose of interest [micrograms]. Of a liquid, at most 1,000 of
        its dose steps.
    max_pieces : int, optional
        Pieces in one dose, 1 to 20; the shipped dispensing rule if not given.
        Measures of a liquid are not counted as pieces.

    Returns
    -------
    tuple of int
        [micrograms], ascending, without nothing.

    Raises
    ------
    QuantityError, InvalidValueError, MissingInputError
        If an argument cannot be used.

    Examples
    --------
    >>> from baclofen_titration.product import load_products
    >>> makeable_micrograms(load_products("eu-tablets-whole"), 35_000)
    (10000, 20000, 25000, 30000, 35000)
    """
    bound, shelf, pieces = _micrograms(most), shelf_of(products), _pieces(max_pieces)
    return _listed.get(shelf, (bound, pieces), lambda: _makeable(shelf, pieces, bound))


def nearest_makeable(
    micrograms: int, products: Sequence[Product], *, max_pieces: int | None = None
) -> tuple[int | None, int | None]:
    """The nearest doses strictly below and above that can be planned.

    Parameters
    ----------
    micrograms : int
        [micrograms]
    products : sequence of Product
        The tablets and packets at hand, in any order, or one liquid.
    max_pieces : int, optional
        Pieces in one dose, 1 to 20; the shipped dispensing rule if not given.

    Returns
    -------
    tuple
        Below and above [micrograms]; None where only nothing is below, or
        where so few pieces make nothing larger.

    Raises
    ------
    QuantityError, InvalidValueError, MissingInputError
        If an argument cannot be used.

    Examples
    --------
    >>> from baclofen_titration.product import load_products
    >>> nearest_makeable(15_000, load_products("eu-tablets-whole"))
    (10000, 20000)
    """
    dose, shelf, pieces = _micrograms(micrograms), shelf_of(products), _pieces(max_pieces)
    liquid = liquid_on(shelf)
    if liquid is not None:
        return nearest_plannable(liquid, dose)
    return _nearest(_table(shelf, pieces).sums, dose)


def choose_pieces(
    doses: Iterable[int], products: Sequence[Product], *, max_pieces: int | None = None
) -> dict[int, tuple[Piece, ...]]:
    """Choose the pieces of all doses of a schedule together.

    As few products as possible make all the doses; of equally few, those with
    the fewest splits over the different doses, then the fewest pieces, then the
    larger strengths. Within them each dose has the fewest splits, then the
    fewest pieces, then the fewest different products, then the larger strengths.
    Products of one strength come in the order of their ids. Of a liquid, each
    dose is so many measures; any whole number of them is exact, also between
    the steps in which doses are planned.

    Parameters
    ----------
    doses : iterable of int
        [micrograms], each more than nothing.
    products : sequence of Product
        The tablets and packets at hand, in any order, or one liquid.
    max_pieces : int, optional
        Pieces in one dose, 1 to 20; the shipped dispensing rule if not given.

    Returns
    -------
    dict
        The pieces of each different dose, ascending by dose.

    Raises
    ------
    UnmakeableError
        If doses cannot be made; it names every one, the nearest makeable doses
        on both sides, and what would make it.
    QuantityError, InvalidValueError, MissingInputError
        If an argument cannot be used, such as a dose of nothing.

    Examples
    --------
    >>> from baclofen_titration.product import load_products
    >>> chosen = choose_pieces([55_000], load_products("eu-tablets-whole"))
    >>> [(piece.count, piece.product) for piece in chosen[55_000]]
    [(1, 'eu-tablet-25'), (3, 'eu-tablet-10-whole')]
    """
    shelf, most = shelf_of(products), _pieces(max_pieces)
    wanted = sorted({_micrograms(dose) for dose in doses})
    if wanted and not wanted[0]:
        raise InvalidValueError("A dose of nothing is not made of pieces; leave it out.")
    # The same doses come back in one schedule after another.
    return dict(_made.get(shelf, (most, *wanted), lambda: _pieces_of(wanted, shelf, most)))


def _pieces_of(
    wanted: Sequence[int], shelf: Mapping[str, Product], most: int
) -> dict[int, tuple[Piece, ...]]:
    liquid = liquid_on(shelf)
    if liquid is not None:
        return measured(liquid, wanted)
    return dict(zip(wanted, _chosen(_tablets(shelf), most, wanted), strict=True))


def _makeable(shelf: Mapping[str, Product], most: int, bound: int) -> tuple[int, ...]:
    liquid = liquid_on(shelf)
    if liquid is not None:
        return plannable(liquid, bound)
    sums = _table(shelf, most).sums
    return sums[: bisect_right(sums, bound)]


def _chosen(
    tablets: tuple[Tablet, ...], most: int, wanted: Sequence[int]
) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each dose."""
    table = search(tablets, most)
    missing = [dose for dose in wanted if dose not in table.ways]
    if missing:
        raise UnmakeableError(_unmakeable(missing, table))
    return tuple(
        tuple(
            Piece(product=kind.product, count=count, part=kind.part)
            for kind, count in table.taken(way)
        )
        for way in fewest_products(table, wanted)
    )


def _micrograms(micrograms: int) -> int:
    return Dose.from_micrograms(micrograms).micrograms


def _pieces(max_pieces: int | None) -> int:
    shipped = shipped_products().dispensing.max_pieces_per_dose.value
    most = shipped if max_pieces is None else max_pieces
    if type(most) is not int or not 1 <= most <= MOST_PIECES:
        raise InvalidValueError(f"The pieces in one dose are a whole number, 1 to {MOST_PIECES}.")
    return most


def _table(shelf: Mapping[str, Product], most: int) -> Table:
    """All that the tablets and packets make."""
    return search(_tablets(shelf), most)


def _tablets(shelf: Mapping[str, Product]) -> tuple[Tablet, ...]:
    # A shelf is the same object for the same products.
    def laid() -> tuple[Tablet, ...]:
        return tuple((each.id, each.strength.micrograms, each.parts) for each in shelf.values())

    return _laid.get(shelf, None, laid)


def _nearest(sums: Sequence[int], micrograms: int) -> tuple[int | None, int | None]:
    below, above = bisect_left(sums, micrograms), bisect_right(sums, micrograms)
    return (sums[below - 1] if below else None, sums[above] if above < len(sums) else None)


def _unmakeable(missing: Sequence[int], table: Table) -> str:
    names = ", ".join(name for name, _, _ in table.tablets)
    count = "1 piece" if table.most == 1 else f"{table.most} pieces"
    lines = [f"With at most {count} in one dose, not every dose can be made from {names}."]
    for dose in missing:
        below, above = _nearest(table.sums, dose)
        lines.append(
            f"  - {format_micrograms(dose)}: nearest below is "
            f"{'nothing' if below is None else format_micrograms(below)}, nearest above is "
            f"{'none' if above is None else format_micrograms(above)}. {_mend(dose, table)}"
        )
    return "\n".join(lines)


def _mend(dose: int, table: Table) -> str:
    """What would make it: a shipped product of the same market, halved or added."""
    held = [name for name, _, _ in table.tablets]
    markets = {name.split("-")[0] for name in held}
    halved, added = [], []
    for product in shipped_products().products:
        if product.id in held or product.id.split("-")[0] not in markets:
            continue
        if product.form == "liquid":
            continue
        tablet = (product.id, product.strength.micrograms, product.parts)
        if not _makes(dose, (*table.tablets, tablet), table.most):
            continue
        if any(_is_same_tablet(name, product.id) for name in held):
            halved.append(f"allow halves by asking for {product.id}")
        else:
            added.append(f"add a {product.strength} {product.form} by asking for {product.id}")
    ways = ", or ".join([*halved[:1], *added[:1]]) or "choose a dose that can be made"
    return f"{ways[0].upper()}{ways[1:]}."


def _is_same_tablet(one: str, other: str) -> bool:
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _makes(dose: int, tablets: Iterable[Tablet], most: int) -> bool:
    weights = {strength // PIECES_IN_ONE[part] for _, strength, parts in tablets for part in parts}
    sums = {0}
    for _ in range(most):
        sums |= {total + weight for total in sums for weight in weights if total + weight <= dose}
    return dose in sums
