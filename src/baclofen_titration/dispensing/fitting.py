"""Pieces for somebody else's schedule that names doses only."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from baclofen_titration.dispensing.pieces import choose_pieces
from baclofen_titration.errors import UnmakeableError
from baclofen_titration.product import Product
from baclofen_titration.regimen import Piece
from baclofen_titration.schedule import Schedule, Step


def with_pieces(schedule: Schedule, products: Sequence[Product]) -> Schedule:
    """Choose pieces for a schedule without any, as far as its doses can be made.

    Parameters
    ----------
    schedule : Schedule
        If any of its takings names pieces, it is returned as it is.
    products : sequence of Product
        What the patient has.

    Returns
    -------
    Schedule
        With the pieces of every dose that can be made. A dose that cannot be
        made keeps none, so that the checker finds it.
    """
    takings = [taking for step in schedule.steps for taking in step.regimen.administrations]
    if any(taking.pieces for taking in takings):
        return schedule
    makeable = set()
    for dose in {taking.dose.micrograms for taking in takings if taking.dose}:
        with suppress(UnmakeableError):
            choose_pieces([dose], products)
            makeable.add(dose)
    pieces = choose_pieces(makeable, products) if makeable else {}
    steps = tuple(_fitted(step, pieces) for step in schedule.steps)
    return schedule.model_copy(update={"steps": steps})


def _fitted(step: Step, pieces: dict[int, tuple[Piece, ...]]) -> Step:
    takings = tuple(
        taking.model_copy(update={"pieces": pieces.get(taking.dose.micrograms, ())})
        for taking in step.regimen.administrations
    )
    return step.model_copy(
        update={"regimen": step.regimen.model_copy(update={"administrations": takings})}
    )
