"""Up: from nothing or from a present regimen to an aim."""

from baclofen_titration.titration.climbing import Climb, Slope, climb, highest_reachable
from baclofen_titration.titration.rungs import RiseRule, Rung, rungs_by_rule

__all__ = ["Climb", "RiseRule", "Rung", "Slope", "climb", "highest_reachable", "rungs_by_rule"]
