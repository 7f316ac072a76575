"""Worked by hand from the Norwegian formulary: 0.3 mg/kg/day in four doses, 0.3 more every 14 days,
below 8 years at most 40 mg a day, from 8 years on 60, never above 2 mg/kg/day. Never regenerated.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baclofen_titration import (
    Patient,
    Schedule,
    Step,
    TitrationRequest,
    check,
    load_products,
    load_protocol,
    parse_regimen,
)
from baclofen_titration.errors import UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.planning import plan_titration
from baclofen_titration.regimen import NAMED_TIMES

NAME = "no-koble-child"

# 20 kg: 0.3 × 20 = 6 mg a day, and 6 mg more each time; 24 mg is 1.2 mg/kg. In 1 mg/mL liquid.
SIX_YEARS_20_KG = [
    ("2026-12-01", 14, "1.5 mg", "6 mg/day"),
    ("2026-12-15", 14, "3 mg", "12 mg/day"),
    ("2026-12-29", 14, "4.5 mg", "18 mg/day"),
    ("2027-01-12", 14, "6 mg", "24 mg/day"),
]


def plan(age, weight, aim):
    def request(*accepted):
        return TitrationRequest(
            protocol=load_protocol(NAME),
            products=load_products("uk-liquid-5mg-in-5ml"),
            patient=Patient(age=age, weight=weight, kidneys="normal, tested 2026-11-12"),
            taking="nothing", aim=aim, start="2026-12-01", acknowledgements=accepted,
        )  # fmt: skip

    with pytest.raises(UnsafeScheduleError) as refused:
        plan_titration(request())
    return plan_titration(
        request(
            Acknowledgement(
                code="not-an-adult", value=age, request=refused.value.request,
                role="paediatric specialist", reason="worked by hand",
            )
        )
    )  # fmt: skip


def test_six_years_and_20_kg_to_24_mg_a_day():
    checked = plan("6 years", "20 kg on 2026-11-20", "24 mg/day")
    rows = [
        (
            step.start.isoformat(),
            step.days,
            *{str(taking.dose) for taking in step.regimen.administrations},
            str(step.regimen.daily_dose),
        )
        for step in checked.schedule.steps[:-1]
    ]
    assert rows == SIX_YEARS_20_KG
    assert all(len(step.regimen.administrations) == 4 for step in checked.schedule.steps)


@pytest.mark.parametrize(
    ("age", "weight", "most"),
    [
        ("3 years", "14 kg on 2026-11-20", "28 mg/day"),  # 2 × 14
        ("8 years", "26 kg on 2026-11-20", "40 mg/day"),  # the birthday takes the lower
        ("8 years 1 month", "26 kg on 2026-11-20", "52 mg/day"),
        ("12 years", "45 kg on 2026-11-20", "60 mg/day"),  # 2 × 45 = 90
    ],
)  # fmt: skip
def test_the_maximum_worked_by_hand(age, weight, most):
    last = plan(age, weight, "max").schedule.steps[-1]
    assert str(last.regimen.daily_dose) == most


def four(dose):
    return parse_regimen(", ".join(f"{at} {dose}" for at in NAMED_TIMES))


class TestTheJudgeOnABirthday:
    """44 mg a day in a child of 24 kg: within 2 mg/kg, above 40 mg, below 60 mg."""

    def stops(self, age, rises_on):
        on = date(2026, 12, 1) + timedelta(days=rises_on - 1)
        steps = [
            Step(start="2026-12-01", days=rises_on - 1, phase="titration", regimen=four("10 mg")),
            Step(start=on, days=None, phase="titration", regimen=four("11 mg")),
        ]
        report = check(
            Schedule(before="unknown", steps=steps),
            patient=Patient(age=age, weight="24 kg on 2026-11-20"),
            protocol=load_protocol(NAME).reference(),
        )
        return [s.allowed for s in report.stops if s.code == "daily-dose-above-maximum"]

    def test_is_tested_at_the_age_on_the_day_of_the_rise(self):
        assert self.stops("7 years 11 months", 20) == ["40 mg/day"]
        # On 1 January the eighth birthday has surely passed, and may be this very day.
        assert self.stops("7 years 11 months", 32) == ["40 mg/day"]
        # On 1 February it is surely behind.
        assert self.stops("7 years 11 months", 63) == []
        assert self.stops("8 years 1 month", 20) == []
