"""Doses of a liquid: whole measures of a syringe, planned in steps that can be read."""

from __future__ import annotations

from collections.abc import Sequence

from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.product import Product
from baclofen_titration.quantities import LARGEST_MICROGRAMS, format_micrograms
from baclofen_titration.regimen import Piece

MOST_DOSES = 1_000


def plannable(liquid: Product, most: int) -> tuple[int, ...]:
    """Every dose up to a bound that is planned with a liquid, ascending [micrograms]."""
    step = liquid.dose_step_micrograms
    if most // step > MOST_DOSES:
        raise InvalidValueError(
            f"{liquid.id} makes more than {MOST_DOSES} doses up to {format_micrograms(most)}; "
            "ask for a smaller largest dose, or give the liquid a coarser dose_step."
        )
    return tuple(range(step, most + 1, step))


def nearest_plannable(liquid: Product, micrograms: int) -> tuple[int | None, int | None]:
    """The nearest planned doses strictly below and above [micrograms]."""
    step = liquid.dose_step_micrograms
    below = (micrograms - 1) // step * step if micrograms else 0
    above = (micrograms // step + 1) * step
    return below or None, above if above <= LARGEST_MICROGRAMS else None


def measured(liquid: Product, doses: Sequence[int]) -> dict[int, tuple[Piece, ...]]:
    """The measures of each dose; any whole number of measures is exact.

    Raises
    ------
    UnmakeableError
        If a dose lies between two marks; it names every one and its neighbours.
    """
    measure = liquid.piece_micrograms("measure")
    between = [dose for dose in doses if dose % measure]
    if between:
        raise UnmakeableError(_unmeasurable(liquid, between))
    return {
        dose: (Piece(product=liquid.id, count=dose // measure, part="measure"),) for dose in doses
    }


def _unmeasurable(liquid: Product, doses: Sequence[int]) -> str:
    mark = liquid.measured_volume(1)
    bottle = f"{liquid.id} ({liquid.printed_strength})"
    lines = [f"With marks every {mark}, not every dose can be measured from {bottle}."]
    for dose in doses:
        below, above = (
            "nothing" if amount is None else format_micrograms(amount)
            for amount in nearest_plannable(liquid, dose)
        )
        lines.append(
            f"  - {format_micrograms(dose)}: nearest below is {below}, nearest above is {above}. "
            "Choose a dose that can be measured."
        )
    return "\n".join(lines)
