"""Which pieces make a dose, which doses can be made, and what to dispense."""

from baclofen_titration.dispensing.fills import FillsAsked, count_fills
from baclofen_titration.dispensing.pieces import (
    choose_pieces,
    makeable_micrograms,
    nearest_makeable,
)
from baclofen_titration.dispensing.step_back import count_step_back
from baclofen_titration.dispensing.supply import (
    are_many_strengths,
    count_supply,
    strengths_finding,
)

__all__ = [
    "FillsAsked",
    "are_many_strengths",
    "choose_pieces",
    "count_fills",
    "count_step_back",
    "count_supply",
    "makeable_micrograms",
    "nearest_makeable",
    "strengths_finding",
]
