"""The US solutions, the suspension and the granules to 80 mg a day, worked by hand.

Their labels print one ramp: 5, 10, 15, 20 mg three times a day, three days each, at most 80 mg
a day as 20 mg four times (OZ1, FQ1, LY1: A; DS1: C). The volumes are the labels' own where they
print them: 5, 10, 15, 20 mL of 1 mg in 1 mL; half of that of 2 mg in 1 mL; a fifth of that of
5 mg in 1 mL. From 60 to 80 the files' judgement raises a bedtime dose by 5 mg at a time.
"""

from __future__ import annotations

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.regimen import NAMED_TIMES
from clinical.hand import assert_is, go_up

# First day, days kept, mg at morning, midday, evening, bedtime.
RAMP = [
    ("2026-12-01", 3, 5, 5, 5, 0),
    ("2026-12-04", 3, 10, 10, 10, 0),
    ("2026-12-07", 3, 15, 15, 15, 0),
    ("2026-12-10", 3, 20, 20, 20, 0),
    ("2026-12-13", 3, 20, 20, 20, 5),
    ("2026-12-16", 3, 20, 20, 20, 10),
    ("2026-12-19", 3, 20, 20, 20, 15),
    ("2026-12-22", 3, 20, 20, 20, 20),
    ("2026-12-25", None, 20, 20, 20, 20),
]


def to_the_maximum(protocol: str, products: str) -> CheckedSchedule:
    return go_up("max", protocol=protocol, products=products)


# Tenths of a millilitre that make 5, 10, 15 and 20 mg.
@pytest.mark.parametrize(
    ("protocol", "product", "tenths"),
    [
        ("us-ozobax-adult", "us-liquid-5mg-in-5ml", {5: 50, 10: 100, 15: 150, 20: 200}),
        ("us-ozobax-ds-adult", "us-liquid-10mg-in-5ml", {5: 25, 10: 50, 15: 75, 20: 100}),
        ("us-suspension-adult", "us-liquid-25mg-in-5ml", {5: 10, 10: 20, 15: 30, 20: 40}),
    ],
)
def test_liquids(protocol: str, product: str, tenths: dict[int, int]) -> None:
    steps = to_the_maximum(protocol, product).schedule.steps
    wanted, found = [], []
    for step, (start, days, *doses) in zip(steps, RAMP, strict=True):
        wanted.append((start, days, {
            at: (f"{mg} mg", [(tenths[mg], "measure")])
            for at, mg in zip(NAMED_TIMES, doses, strict=True) if mg
        }))  # fmt: skip
        found.append((str(step.start), step.days, {
            taking.at: (str(taking.dose), [(piece.count, piece.part) for piece in taking.pieces])
            for taking in step.regimen.administrations
        }))  # fmt: skip
    assert found == wanted


def test_granules_are_whole_packets() -> None:
    # Packets of 5 mg make every dose, so no second strength comes into the house.
    assert_is(to_the_maximum("us-granules-adult", "us-packets"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | -        | 15
        2026-12-04 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | -        | 30
        2026-12-07 to 2026-12-09 | 15 = 3x5 | 15 = 3x5 | 15 = 3x5 | -        | 45
        2026-12-10 to 2026-12-12 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | -        | 60
        2026-12-13 to 2026-12-15 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 |  5 = 1x5 | 65
        2026-12-16 to 2026-12-18 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 10 = 2x5 | 70
        2026-12-19 to 2026-12-21 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 15 = 3x5 | 75
        2026-12-22 to 2026-12-24 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
        from 2026-12-25          | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 20 = 4x5 | 80
    """)  # fmt: skip
