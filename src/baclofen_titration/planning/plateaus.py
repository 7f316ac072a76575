"""Stays on the way up that a protocol plans on purpose, and holds that no plan goes past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from baclofen_titration.errors import UnreachableAimError
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.titration import Rung

if TYPE_CHECKING:
    from baclofen_titration.protocols import DosingProtocol
    from baclofen_titration.protocols.course import Plateau


def with_plateaus(rungs: Sequence[Rung], plateaus: Sequence[Plateau]) -> list[Rung]:
    """The rows, of which the first at or above each plateau is kept for as long as it asks."""
    held = list(rungs)
    for plateau in plateaus:
        if plateau.days is None:
            continue
        for number, rung in enumerate(held):
            if total_of(rung.doses) >= plateau.from_daily.micrograms:
                held[number] = replace(
                    rung,
                    days=max(rung.days, plateau.days),
                    authors=tuple(dict.fromkeys((*rung.authors, *plateau.authors))),
                )
                break
    return held


def refuse_past_a_hold(protocol: DosingProtocol, aim: int, present: Doses | None) -> None:
    """Refuse an aim above a daily dose that is held until somebody has reviewed it.

    Parameters
    ----------
    protocol : DosingProtocol
        With its holds.
    aim : int
        Daily dose to land on [micrograms].
    present : mapping or None
        What is taken now; who has reached a hold already has been reviewed there.

    Raises
    ------
    UnreachableAimError
        Naming the daily dose that is held.
    """
    now = total_of(present or {})
    for plateau in protocol.plateaus:
        hold = plateau.from_daily
        if plateau.days is None and now < hold.micrograms < aim:
            raise UnreachableAimError(
                f"The protocol holds {hold} until somebody has reviewed it, and this aim lies "
                f"above. Aim for {hold}, and plan on from there after the review."
            )
