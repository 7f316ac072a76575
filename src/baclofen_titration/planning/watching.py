"""On which days of a schedule somebody looks, besides the reviews of its protocol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.planning.shapes import Shape
from baclofen_titration.quantities import DailyDose
from baclofen_titration.schedule import ReviewPoint, Step
from baclofen_titration.screening import Watched, codes_of, watch_points


def watched_days(
    request: TitrationRequest | TaperRequest, shape: Shape, steps: Sequence[Step]
) -> tuple[ReviewPoint, ...]:
    """The days of monitoring; what the protocol asks for on the same day stands alone."""
    watched = Watched(
        directions=shape.directions,
        from_nothing=request.taking == "nothing",
        codes=codes_of(request.patient),
        events=_events(request, steps),
    )
    own = frozenset(
        (rule.counted_from, rule.days, rule.months) for rule in request.protocol.reviews
    )
    return watch_points(watched, own)


def _events(request: TitrationRequest | TaperRequest, steps: Sequence[Step]) -> dict[str, date]:
    """The days that days are counted from, as far as the schedule has them."""
    rises = [step for step in steps if step.phase == "titration"]
    events = {"start": steps[0].start}
    if rises:
        events["last rise"] = rises[-1].start
    usual = request.protocol.stated.usual_range
    if usual is not None and isinstance(usual.highest, DailyDose):
        most = usual.highest.micrograms
        above = [step for step in rises if step.regimen.daily_micrograms > most]
        if above:
            events["above usual range"] = above[0].start
    return events
