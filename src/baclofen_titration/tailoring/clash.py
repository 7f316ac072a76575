"""Where no legal dose is left: which two things clash, by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.quantities import Dose

if TYPE_CHECKING:
    from baclofen_titration.limits import LimitRule
    from baclofen_titration.product import Product
    from baclofen_titration.tailoring.narrowing import Tailored

FROM_NOTHING: tuple[LimitRule, ...] = ("max_first_day", "max_daily_dose", "max_dose")
WORDS = {
    "max_first_day": "the largest first day",
    "max_daily_dose": "the largest daily dose",
    "max_dose": "the largest dose at one time",
}


def clash_of(
    held: Tailored, protocol: str, smallest: int | None, products: Sequence[Product]
) -> str | None:
    """Say which limit and which products leave no legal first dose; None where one is left.

    Parameters
    ----------
    held : Tailored
        The limits of one patient who takes nothing now.
    protocol : str
        Its id, which stands behind what no set narrowed.
    smallest : int or None
        [micrograms] The smallest dose that the products make.
    products : sequence of Product
        What the patient has.
    """
    names = ", ".join(product.id for product in products)
    for rule in FROM_NOTHING:
        limit = held.limits.get(rule)
        if limit is None or (smallest is not None and smallest <= limit.amount):
            continue
        makes = "nothing" if smallest is None else f"no dose below {Dose.from_micrograms(smallest)}"
        return (
            f"No legal dose is left: {WORDS[rule]} is {limit.value} "
            f"({bound_by(held, rule, protocol)}), and what the patient has "
            f"makes {makes} ({names}). "
            "Add a product that makes a smaller dose."
        )
    return None


def bound_by(held: Tailored, rule: LimitRule, protocol: str) -> str:
    """The rule sets that bound a limit, or the protocol."""
    sets = [record.rule_set for record in held.records if rule in record.bound]
    return ", ".join(sets) or protocol
