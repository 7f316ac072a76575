"""What to dispense, as lines of a page."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.checked import CheckedSchedule, Supply, SupplyLine
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.page import INDENT, title, wrapped
from baclofen_titration.formats.wording import (
    count_words,
    number_words,
    span_words,
    weekday_words,
)
from baclofen_titration.product import Product


def dispense_lines(checked: CheckedSchedule) -> Iterator[str]:
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
    yield from title("To dispense")
    days = (supply.until - supply.first).days + 1
    yield f"{span_words(supply.first, supply.until)} ({count_words(days, 'day')})"
    for line in supply.lines:
        yield from _line(line, products[line.product], INDENT)
    yield from wrapped(f"Last day covered: {weekday_words(supply.last_covered)}", INDENT)
    yield from step_back_lines(checked, products)
    yield from reserve_lines(checked, supply, products)


def step_back_lines(checked: CheckedSchedule, products: dict[str, Product]) -> Iterator[str]:
    """What is kept for one step back, apart from what is given out for every day."""
    held = checked.step_back
    if held is None:
        return
    if held.lines:
        yield from wrapped("And for one step back, kept apart, the dose before a fall:", INDENT)
    for line in held.lines:
        again = f"{count_words(line.days, 'day')} of {line.daily_dose}"
        words = f"{again} again: {_words(line, products[line.product])}"
        yield from wrapped(words, 2 * INDENT, 3 * INDENT)
    for on in held.not_counted:
        yield from wrapped(
            f"What was taken before {weekday_words(on)} is not counted for a step back: these "
            "products do not make it.",
            INDENT,
        )


def reserve_lines(
    checked: CheckedSchedule, supply: Supply, products: dict[str, Product]
) -> Iterator[str]:
    """The reserve, kept apart from what is given out for every day."""
    if supply.reserve_days:
        yield from wrapped(
            f"Reserve, kept apart, for {count_words(supply.reserve_days, 'day')} of the largest "
            "daily dose:",
            INDENT,
        )
        for line in supply.reserve:
            yield from _line(line, products[line.product], 2 * INDENT)
    elif checked.schedule.then == "continues":
        yield from wrapped(
            "No reserve was asked for. Order before the last day covered: a supply that "
            "runs out stops baclofen suddenly.",
            INDENT,
        )


def _line(line: SupplyLine, product: Product, indent: int) -> Iterator[str]:
    yield from wrapped(_words(line, product), indent, indent + INDENT)


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
