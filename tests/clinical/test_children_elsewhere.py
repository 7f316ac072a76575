"""Children under the European, Dutch, Danish and Japanese files, worked by hand. Never regenerated.

By weight: 0.3 mg/kg/day in four doses, 0.3 mg/kg/day more about weekly (Europe, BFARM, A; Denmark,
DK1, B; the size of the rise is the files' judgement) or every 2 weeks (Netherlands, NL1, B), never
above 2 mg/kg/day, at most 40 mg a day below 8 years and 60 above. In 1 mg/mL liquid, half a
milligram at a time; odd halves go to bedtime, then evening. Japan (JP1, A): 5 mg a day, 5 mg more
every 2 to 3 days, at most 15, 20 and 25 mg a day at 4 to 6, 7 to 11 and 12 to 15 years.
"""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, TitrationRequest, load_products, load_protocol
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.planning import plan_titration
from baclofen_titration.regimen import NAMED_TIMES

LIQUID = "uk-liquid-5mg-in-5ml"
TABLET = "us-tablet-5"


def plan(name, age, weight, aim, products=LIQUID, **more):
    def request(*accepted):
        return TitrationRequest(
            protocol=load_protocol(name),
            products=load_products(products),
            patient=Patient(age=age, weight=weight, kidneys="normal, tested 2026-11-12"),
            taking="nothing", aim=aim, start="2026-12-01", acknowledgements=accepted, **more,
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


def rows(checked):
    """First day, days, mg at morning, midday, evening, bedtime, mg a day; without the open step."""
    found = []
    for step in checked.schedule.steps[:-1]:
        doses = {taking.at: str(taking.dose) for taking in step.regimen.administrations}
        found.append((
            step.start.isoformat(), step.days,
            " ".join(doses.get(at, "-").removesuffix(" mg") for at in NAMED_TIMES),
            str(step.regimen.daily_dose),
        ))  # fmt: skip
    return found


# 20 kg: 0.3 × 20 = 6 mg a day, and 6 mg more each time.
@pytest.mark.parametrize("name", ["eu-label-child", "dk-promedicin-child"])
def test_six_years_and_20_kg_weekly(name):
    assert rows(plan(name, "6 years", "20 kg on 2026-11-20", "24 mg/day")) == [
        ("2026-12-01", 7, "1.5 1.5 1.5 1.5", "6 mg/day"),
        ("2026-12-08", 7, "3 3 3 3", "12 mg/day"),
        ("2026-12-15", 7, "4.5 4.5 4.5 4.5", "18 mg/day"),
        ("2026-12-22", 7, "6 6 6 6", "24 mg/day"),
    ]


def test_nine_years_and_30_kg_every_two_weeks():
    # 0.3 × 30 = 9 mg a day, and 9 mg more each time.
    assert rows(plan("nl-label-child", "9 years", "30 kg on 2026-11-20", "27 mg/day")) == [
        ("2026-12-01", 14, "2 2 2.5 2.5", "9 mg/day"),
        ("2026-12-15", 14, "4.5 4.5 4.5 4.5", "18 mg/day"),
        ("2026-12-29", 14, "6.5 6.5 7 7", "27 mg/day"),
    ]


def test_four_years_and_16_kg_by_the_dutch_formularys_own_advice():
    # 0.3 × 16 = 4.8, rounded down to 4.5 mg a day; so is each rise. 2 × 16 = 32 mg is the most.
    found = rows(plan("nl-kinderformularium-child", "4 years", "16 kg on 2026-11-20", "max"))
    assert [row[3] for row in found] == [
        "4.5 mg/day", "9 mg/day", "13.5 mg/day", "18 mg/day",
        "22.5 mg/day", "27 mg/day", "31.5 mg/day", "32 mg/day",
    ]  # fmt: skip
    assert {row[1] for row in found} == {14}
    assert found[0][2] == "1 1 1 1.5"
    assert found[-1][2] == "8 8 8 8"


def test_japan_nine_years_to_20_mg_a_day():
    checked = plan("jp-label-child", "9 years", "28 kg on 2026-11-20", "max", TABLET,
                   interval="longest")  # fmt: skip
    assert rows(checked) == [
        ("2026-12-01", 3, "- - - 5", "5 mg/day"),
        ("2026-12-04", 3, "5 - - 5", "10 mg/day"),
        ("2026-12-07", 3, "5 5 - 5", "15 mg/day"),
        ("2026-12-10", 3, "5 5 - 10", "20 mg/day"),
    ]


def test_japan_thirteen_years_to_25_mg_a_day_at_the_faster_pace():
    checked = plan("jp-label-child", "13 years", "45 kg on 2026-11-20", "max", TABLET,
                   interval="shortest")  # fmt: skip
    assert rows(checked) == [
        ("2026-12-01", 2, "- - - 5", "5 mg/day"),
        ("2026-12-03", 2, "5 - - 5", "10 mg/day"),
        ("2026-12-05", 2, "5 5 - 5", "15 mg/day"),
        ("2026-12-07", 2, "5 5 - 10", "20 mg/day"),
        ("2026-12-09", 2, "10 5 - 10", "25 mg/day"),
    ]


@pytest.mark.parametrize(
    ("name", "age", "weight", "most"),
    [
        ("eu-label-child", "7 years", "33 kg on 2026-11-20", "40 mg/day"),  # 2 × 33 = 66
        ("eu-label-child", "8 years", "33 kg on 2026-11-20", "40 mg/day"),  # the birthday
        ("eu-label-child", "12 years", "40 kg on 2026-11-20", "60 mg/day"),
        ("nl-label-child", "3 years", "14 kg on 2026-11-20", "28 mg/day"),  # 2 × 14
        ("dk-promedicin-child", "9 years", "28 kg on 2026-11-20", "56 mg/day"),  # 2 × 28
    ],
)
def test_the_maximum_worked_by_hand(name, age, weight, most):
    last = plan(name, age, weight, "max").schedule.steps[-1]
    assert str(last.regimen.daily_dose) == most


def test_japan_at_six_years_stops_at_15():
    checked = plan("jp-label-child", "6 years 1 month", "20 kg on 2026-11-20", "max", TABLET,
                   interval="longest")  # fmt: skip
    assert str(checked.schedule.steps[-1].regimen.daily_dose) == "15 mg/day"


@pytest.mark.parametrize(
    ("name", "gap"),
    [
        ("fr-lioresal-child", "neither the size of a rise nor the maximum"),
        ("ar-label-child", "older text for children"),
        ("ca-bc-childrens-child", "200 mg a day above 8 years lies above the hard limit of 80"),
        ("br-hospital-child", "whether 5 mg more is a rise of each dose or of the day"),
        ("us-harriet-lane-child", "prints no rise after that"),
        ("us-uptodate-table-child", "whether a day has two or three doses"),
        ("us-texas-child", "maxima only"),
        ("us-label-child", "not established"),
        ("he-2014-trial-child", "a trial's scheme"),
        ("old-label-table-child", "former table that current texts have replaced"),
    ],
)
def test_a_file_that_shows_too_little_refuses_and_names_the_gap(name, gap):
    with pytest.raises(RefusedError, match=gap):
        plan_titration(
            TitrationRequest(
                protocol=load_protocol(name),
                products=load_products(LIQUID),
                patient=Patient(age="9 years", weight="28 kg on 2026-11-20",
                                kidneys="normal, tested 2026-11-12"),
                taking="nothing", aim="max", start="2026-12-01",
            )
        )  # fmt: skip
