"""Down: from any regimen to nothing or to a lower daily dose, never abruptly.

All steps lie on one stair (`stair`), which is walked leg by leg (`walk`), each
at a pace (`paces`), so that every way down keeps the same limits and is made of
the same makeable doses. A table is taken as it is written.
"""

from baclofen_titration.taper.figures import (
    exceptions,
    figures,
    gentle_interval,
    order_rules,
    table_rule,
)
from baclofen_titration.taper.paces import Along, ByFall, ByShare, Halving, Over
from baclofen_titration.taper.stair import Descent, largest_share, reachable_ends
from baclofen_titration.taper.walk import Descended, Fall, Leg, Pace, descend

__all__ = [
    "Along",
    "ByFall",
    "ByShare",
    "Descended",
    "Descent",
    "Fall",
    "Halving",
    "Leg",
    "Over",
    "Pace",
    "descend",
    "exceptions",
    "figures",
    "gentle_interval",
    "largest_share",
    "order_rules",
    "reachable_ends",
    "table_rule",
]
