"""Many plans at once, for properties that have to hold in all of them."""

from __future__ import annotations

from functools import cache
from itertools import product

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import RefusedError
from clinical.hand import FOUR_OF_20, THREE_OF_20, go_down, go_up

SHELVES = ("us-tablets", "us-tablet-10", "uk-tablets", "eu-tablets", "eu-tablets-whole")
REGIMENS = (
    "bedtime 5 mg",
    "bedtime 20 mg",
    "morning 10 mg, midday 5 mg, evening 15 mg",
    "morning 5 mg, evening 20 mg, bedtime 15 mg",
    "morning 25 mg, evening 25 mg",
    "morning 7 mg, midday 12 mg, evening 3 mg",
    "morning 2.5 mg, bedtime 12.5 mg",
    THREE_OF_20,
    FOUR_OF_20,
    "morning 25 mg, midday 20 mg, evening 25 mg, bedtime 25 mg",
    "06:00 10 mg, 12:00 15 mg, 18:00 5 mg, 23:30 10 mg",
)
PACES = (
    {"over": "14 days"},
    {"over": "21 days"},
    {"over": "90 days"},
    {"fall": "5 mg/day", "every": "7 days"},
    {"fall": "10 mg/day", "every": "2 days"},
    {"over": "28 days", "to": "10 mg/day"},
    {"fall": "10 mg/day", "every": "3 days", "to": "20 mg/day"},
    {"share": "25 % of start", "every": "7 days", "if_too_fast": "stretch"},
    {"halve_every": "7 days", "floor": "5 mg/day", "if_too_fast": "stretch"},
    {"ways": ("10 mg/day every 3 days to 20 mg/day", "5 mg/day every 7 days")},
)
AIMS = ("15 mg/day", "25 mg/day", "40 mg/day", "60 mg/day", "65 mg/day", "max")


@cache
def tapers() -> tuple[tuple[str, dict[str, str], CheckedSchedule], ...]:
    """Every taper that can be made, with what was taken and which pace was asked for."""
    made = []
    for shelf, taking, pace in product(SHELVES, REGIMENS, PACES):
        try:
            made.append((taking, pace, go_down(taking, products=shelf, **pace)))
        except RefusedError:
            continue
    assert len(made) > 150
    return tuple(made)


@cache
def titrations() -> tuple[CheckedSchedule, ...]:
    """Every titration that can be made, from nothing and from named times of day."""
    made = []
    for shelf, taking, aim in product(SHELVES, ("nothing", *REGIMENS[:-1]), AIMS):
        try:
            made.append(go_up(aim, products=shelf, taking=taking))
        except RefusedError:
            continue
    assert len(made) > 100
    return tuple(made)


def swallowed(checked: CheckedSchedule) -> list[dict[str, int]]:
    """What the tablets of each step weigh at each time of day [quarters of micrograms]."""
    strengths = {product.id: product.strength.micrograms for product in checked.products}
    quarters = {"whole": 4, "half": 2, "quarter": 1}
    return [
        {
            taking.at: sum(
                strengths[piece.product] * piece.count * quarters[piece.part]
                for piece in taking.pieces
            )
            for taking in step.regimen.administrations
        }
        for step in checked.schedule.steps
    ]


def some_plans() -> list[CheckedSchedule]:
    """A few of them, of every kind."""
    return [*titrations()[::11], *(checked for _, _, checked in tapers()[::13])]
