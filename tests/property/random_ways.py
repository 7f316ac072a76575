"""Random ways down: regimens, products, limits, and every pace that may be asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import assume, event, settings
from hypothesis import strategies as st

import hints
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, plan_taper
from baclofen_titration.planning.ways import Curve
from baclofen_titration.product import load_products
from baclofen_titration.provenance import Citation
from baclofen_titration.quantities import DailyDose
from strategies import (
    CLOCK_TIMES,
    PATIENTS_GOING_DOWN,
    STARTS,
    UNIT,
    a_tablet,
    product_lists,
    products_for,
    protocols,
    regimens,
    takings,
)

FEW = settings(max_examples=15)
CARRIED = {"withdrawal-emergency", "withdrawal-milder", "withdrawal-timing"}
MADE_UP = Citation(
    kind="study", source="EX1", title="A curve made up for a test", section="none",
    grade="D", says="falls of equal effect",
)  # fmt: skip
FINE = [
    [a_tablet(2_500, ("whole",)), a_tablet(10_000, ("whole",))],
    [a_tablet(5_000, ("whole", "half", "quarter"))],
    [a_tablet(5_000, ("whole", "half")), a_tablet(20_000, ("whole",))],
    *(list(load_products(f"us-liquid-{strength}mg-in-5ml")) for strength in (5, 10, 25)),
]
"""Among them the liquids of 1, 2 and 5 mg in 1 mL."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

DAYS = st.integers(1, 60)
EVERY = st.integers(1, 14)
DAILY = st.integers(1, 32).map(lambda units: DailyDose.from_micrograms(units * UNIT))
SHARES = st.integers(50, 600)

Pace = Callable[[date], dict]
"""What is asked for, with its dates counted from the first day."""


def percent(permille: int) -> str:
    return f"{permille // 10}.{permille % 10} %"


def always(**asked: object) -> Pace:
    return lambda _: asked


WINDOWS = st.builds(lambda a, b: always(over=f"{a}-{a + b} days"), DAYS, DAYS)
UNTILS = st.builds(lambda days: lambda start: {"until": start + timedelta(days)}, DAYS)
BY_SHARE = st.builds(
    lambda share, of, every: always(share=f"{percent(share)} of {of}", every=every),
    SHARES, st.sampled_from(["present", "start"]), EVERY,
)  # fmt: skip
BY_FALL = st.builds(lambda every, fall: always(fall=fall, every=every), EVERY, DAILY)
HALVES = st.builds(lambda every, floor: always(halve_every=every, floor=floor), EVERY, DAILY)
TO_LIMIT = st.builds(
    lambda every, fall: always(to_limit=True, fall=fall, every=every), EVERY, DAILY
)


@st.composite
def curves(draw: st.DrawFn) -> Pace:
    days = sorted(draw(st.sets(st.integers(2, 60), min_size=1, max_size=6)))
    shares = sorted(
        draw(st.sets(st.integers(50, 950), min_size=len(days), max_size=len(days))), reverse=True
    )
    points = [
        {"day": day, "share": percent(share)}
        for day, share in zip([1, *days[:-1]], shares, strict=True)
    ]
    points.append({"day": days[-1], "share": "nothing"})
    return always(curve=Curve(points=points, cite=MADE_UP))


PACE_TEXTS = st.one_of(
    st.builds("{} every {} days".format, DAILY, EVERY),
    st.builds(
        lambda share, every: f"{percent(share)} of present every {every} days", SHARES, EVERY
    ),
    st.builds("over {} days".format, st.integers(2, 60)),
    st.builds("halve every {} days, floor {}".format, EVERY, DAILY),
)


@st.composite
def in_a_row(draw: st.DrawFn) -> Pace:
    """Some paces after one another, each but the last with a dose or a day for its end."""
    parts = draw(st.lists(PACE_TEXTS, min_size=2, max_size=3))
    doses = iter(sorted((draw(DAILY) for _ in parts), reverse=True))
    ends = [draw(st.none() | DAYS) for _ in parts[1:]]
    falls = [None if end is not None and "over" not in part else next(doses)
             for part, end in zip(parts, ends, strict=False)]  # fmt: skip

    def ways(start: date) -> dict:
        texts, day = [], start
        for part, end, to in zip(parts, ends, falls, strict=False):
            day += timedelta(end or 0)
            texts.append(f"{part} until {day}" if to is None else f"{part} to {to}")
        return {"ways": (*texts, parts[-1])}

    return ways


@st.composite
def on_chosen_days(draw: st.DrawFn, pace: st.SearchStrategy[Pace]) -> Pace:
    """The same, where falls only come on some days of the week, and on none that is closed."""
    weekdays = draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True))
    closed = draw(st.lists(st.integers(0, 60), max_size=5, unique=True))
    asked = draw(pace)
    return lambda start: {
        **asked(start),
        "change_on": weekdays,
        "closed": [start + timedelta(day) for day in closed],
    }


TO_NOTHING = st.one_of(WINDOWS, UNTILS, BY_SHARE, HALVES, curves(), in_a_row())
WAYS = st.one_of(TO_NOTHING, TO_NOTHING, TO_LIMIT, on_chosen_days(TO_NOTHING))


@dataclass(frozen=True)
class Case:
    """A taper that can be asked for on any first day."""

    fixed: dict
    start: date
    pace: Pace

    def request(self, days: int = 0) -> TaperRequest:
        shift = timedelta(days)
        asked = dict(self.fixed)
        since = asked["taking"].since
        since = since if since == "unknown" else since + shift
        asked["taking"] = asked["taking"].model_copy(update={"since": since})
        start = self.start + shift
        return TaperRequest(start=start, **{**asked, **self.pace(start)})


@st.composite
def cases(draw: st.DrawFn, pace: st.SearchStrategy[Pace] = WAYS, *, fine: bool = False) -> Case:
    start, protocol = draw(STARTS), draw(protocols())
    regimen = draw(st.sampled_from([regimens(), regimens(), regimens(CLOCK_TIMES)]))
    products = st.sampled_from(FINE)
    if not fine:
        products = products | product_lists() | products_for(protocol)
    fixed = {
        "protocol": protocol,
        "products": draw(products),
        "patient": draw(PATIENTS_GOING_DOWN),
        "taking": draw(takings(start, regimen)),
        "to": draw(st.none() | st.none() | DAILY),
        "if_too_fast": draw(st.sampled_from(["stretch", "stretch", "refuse"])),
    }
    asked = draw(pace)
    if {"to_limit", "pump_share", "table"} & set(asked(start)):
        del fixed["to"]
    return Case(fixed, start, asked)


def plan(request: TaperRequest) -> CheckedSchedule:
    """Plan it, or give it up where our own refusal says why; anything else is a fault."""
    try:
        with hints.few():
            checked = plan_taper(request)
    except UnsafeScheduleError:
        raise  # the engine and the checker disagree about a rule
    except RefusedError as error:
        event(f"refused: {type(error).__name__}")
        assume(False)
    event(f"planned to {checked.schedule.then}")
    assert {one.key for one in checked.advice} >= CARRIED
    return checked


def stands_of(request: TaperRequest, checked: CheckedSchedule) -> list[dict[str, int]]:
    return [
        request.taking.regimen.micrograms,
        *(step.regimen.micrograms for step in checked.schedule.steps),
    ]


def limits_of(request: TaperRequest) -> dict[str, int]:
    return {limit.rule: limit.amount for limit in request.protocol.limits.limits}
