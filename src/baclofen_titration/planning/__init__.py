"""From a request to a checked schedule: the one way there.

A request is read, tailored, walked by the engines, given dates and pieces,
judged by the checker and sealed. Nothing leaves here that the checker stops.
"""

from baclofen_titration.planning.comparing import compare_tapers
from baclofen_titration.planning.deciding import decide_now
from baclofen_titration.planning.judging import judge_schedule
from baclofen_titration.planning.plans import plan_taper, plan_titration
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.planning.screened import screen

__all__ = [
    "TaperRequest",
    "TitrationRequest",
    "compare_tapers",
    "decide_now",
    "judge_schedule",
    "plan_taper",
    "plan_titration",
    "screen",
]
