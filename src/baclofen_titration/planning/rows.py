"""The rows of a protocol's table; a day whose split is not stated is split by the stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.sharing import Doses, share, window
from baclofen_titration.titration import Rung

if TYPE_CHECKING:
    from baclofen_titration.limits import Limits
    from baclofen_titration.protocols.way_up import TimesBand, TitrationStep, TitrationTable


def rungs_of_rows(
    table: TitrationTable,
    limits: Limits,
    makeable: Sequence[int],
    split: Sequence[TimesBand],
) -> list[Rung]:
    """Every row, up to the first whose split is not stated and cannot be made.

    Parameters
    ----------
    table : TitrationTable
        The way up of the protocol.
    limits : Limits
        Those of the protocol: a row is its upper bound for every patient.
    makeable : sequence of int
        Every dose that can be made, ascending [micrograms].
    split : sequence of TimesBand
        At which times of day a row is taken whose split is not stated, with nothing left open.
    """
    rungs = []
    for step in table.steps:
        doses: Doses | None = {at: dose.micrograms for at, dose in step.doses.items()}
        authors = step.authors
        if not doses:
            band = _band(split, step)
            most = limits.value("max_dose") or step.daily_total.micrograms
            windows = [window(at, 0, most, makeable) for at in band.times]
            doses = share(step.daily_total.micrograms, windows, table.growth_order.value)
            authors = tuple(dict.fromkeys((*authors, *band.authors)))
        if not doses:
            break
        rungs.append(Rung(step.rule, doses, step.days, authors))
    return rungs


def _band(split: Sequence[TimesBand], step: TitrationStep) -> TimesBand:
    """The last band that begins at or below the day of the row."""
    return [band for band in split if band.from_daily.micrograms <= step.daily_total.micrograms][-1]
