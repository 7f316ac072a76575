"""Ways down of one leg, walked by the engine."""

from __future__ import annotations

from collections.abc import Mapping

from baclofen_titration.taper import ByFall, ByShare, Descent, Fall, Leg, Over, descend


def taper_over(
    descent: Descent, present: Mapping[str, int], to: int, days: int, *, stretch: bool = False
) -> list[Fall]:
    """Within a length."""
    return descend(descent, present, to, [Leg(Over(days))], stretch=stretch).falls


def taper_by(
    descent: Descent, present: Mapping[str, int], to: int, fall: int, every: int
) -> list[Fall]:
    """By a fixed fall."""
    return descend(descent, present, to, [Leg(ByFall(fall, every))]).falls


def taper_by_share(
    descent: Descent, present: Mapping[str, int], to: int, share: int, every: int, *, of_start: bool
) -> list[Fall]:
    """By a share."""
    return descend(descent, present, to, [Leg(ByShare(share, every, of_start))]).falls
