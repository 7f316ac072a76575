"""What to dispense, as lines of a page."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.page import Line
from baclofen_titration.formats.wording import (
    count_words,
    number_words,
    span_words,
    weekday_words,
)
from baclofen_titration.product import Product
from baclofen_titration.supplied import Supply, SupplyLine


def dispense_lines(checked: CheckedSchedule) -> Iterator[Line]:
    """The section on what to dispense; nothing if no supply was asked for."""
    supply = checked.supply
    if supply is None:
        return
    products = {product.id: product for product in checked.products}
    kept = () if checked.step_back is None else checked.step_back.lines
    unknown = {line.product for line in (*supply.lines, *supply.reserve, *kept)} - products.keys()
    if unknown:
        raise InvalidValueError(
            f"What is dispensed names {', '.join(sorted(unknown))}, which is none of the products "
            "that the schedule comes with. Name it among the products."
        )
    yield Line("To dispense", kind="title")
    days = (supply.until - supply.first).days + 1
    span = span_words(supply.first, supply.until)
    yield Line(f"{span} ({count_words(days, 'day')})", 0, "plain")
    for line in supply.lines:
        yield Line(_words(line, products[line.product]))
    yield Line(f"Last day covered: {weekday_words(supply.last_covered)}")
    yield from step_back_lines(checked, products)
    yield from reserve_lines(checked, supply, products)


def step_back_lines(checked: CheckedSchedule, products: dict[str, Product]) -> Iterator[Line]:
    """What is kept for one step back, apart from what is given out for every day."""
    held = checked.step_back
    if held is None:
        return
    if held.lines:
        yield Line("And for one step back, kept apart, the dose before a fall:", kind="text")
    for line in held.lines:
        again = f"{count_words(line.days, 'day')} of {line.daily_dose}"
        yield Line(f"{again} again: {_words(line, products[line.product])}", 2)
    for on in held.not_counted:
        yield Line(
            f"What was taken before {weekday_words(on)} is not counted for a step back: these "
            "products do not make it.",
            kind="text",
        )


def reserve_lines(
    checked: CheckedSchedule, supply: Supply, products: dict[str, Product]
) -> Iterator[Line]:
    """The reserve, kept apart from what is given out for every day."""
    if supply.reserve_days:
        yield Line(
            f"Reserve, kept apart, for {count_words(supply.reserve_days, 'day')} of the largest "
            "daily dose:",
            kind="text",
        )
        for line in supply.reserve:
            yield Line(_words(line, products[line.product]), 2)
    elif checked.schedule.then == "continues":
        yield Line(
            "No reserve was asked for. Order before the last day covered: a supply that "
            "runs out stops baclofen suddenly.",
            kind="text",
        )


def _words(line: SupplyLine, product: Product) -> str:
    return _liquid(line, product) if line.volume is not None else _counted(line, product)


def _counted(line: SupplyLine, product: Product) -> str:
    words = f"{line.tablets} × {product.name}"
    if line.packs is not None and line.pack_size is not None:
        words += f", in {count_words(line.packs, 'pack')} of {line.pack_size}"
    else:
        words += " (pack size not known)"
    if line.left_over:
        parts = {piece.part: piece.count for piece in line.left_over}
        words += f"; {number_words(parts)} tablet is left over from splitting"
    return words


def _liquid(line: SupplyLine, product: Product) -> str:
    words = f"{line.volume} of {product.name}"
    if line.bottles is None or line.bottle_size is None:
        return f"{words} (bottle size not known)"
    words += f", in {count_words(line.bottles, 'bottle')} of {line.bottle_size}"
    if line.volume_left_over is not None:
        words += f"; {line.volume_left_over} is left over or discarded"
    return words
