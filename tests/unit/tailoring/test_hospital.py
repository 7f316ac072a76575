"""In hospital other maxima hold, somebody accepts them, and nothing of it goes home."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration import formats
from baclofen_titration.checker import check
from baclofen_titration.checker.transcription import hard_limits, hard_limits_in_hospital
from baclofen_titration.errors import NotCoveredError, RefusedError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import Taking
from baclofen_titration.tailoring import tailor

START = date(2026, 12, 1)
DE = load_protocol("de-label-adult")
WELL = Patient(
    age="46 years", kidneys="clearance 120 mL/min on 2026-11-20, steady", muscle="usual",
    conditions="none", medicines="none",
)  # fmt: skip


def request(**more):
    held = {
        "protocol": DE, "products": load_products("eu-tablets"), "patient": WELL,
        "taking": "nothing", "aim": "max", "rise": "fastest", "start": START,
        "setting": "inpatient",
    }  # fmt: skip
    return TitrationRequest(**{**held, **more})


def accepted(asked):
    with pytest.raises(UnsafeScheduleError) as refused:
        plan_titration(asked)
    stops = refused.value.report.stops
    assert {stop.code for stop in stops} == {"only-in-hospital"}
    lines = [
        Acknowledgement(code=stop.code, value=stop.found, request=refused.value.request,
                        role="prescriber", reason="watched on the ward")
        for stop in stops
    ]  # fmt: skip
    return plan_titration(asked.model_copy(update={"acknowledgements": tuple(lines)}))


def test_the_printed_maximum_holds_there_and_nowhere_else():
    # The German text: 75 mg a day for outpatients, 90 to 120 mg normally in hospital.
    assert tailor(WELL, DE, START, "up").limits.value("max_daily_dose") == 75_000
    inside = tailor(WELL, DE, START, "up", setting="inpatient").limits
    assert (inside.value("max_daily_dose"), inside.value("max_dose")) == (120_000, 40_000)
    top = max(step.regimen.daily_dose for step in accepted(request()).schedule.steps)
    assert str(top) == "120 mg/day"


@pytest.mark.parametrize("name", ["sg-label-adult", "fr-winthrop-adult"])
def test_singapore_and_france_print_100_to_120_for_the_hospital(name):
    file = load_protocol(name)
    assert tailor(WELL, file, START, "up").limits.value("max_daily_dose") == 75_000
    inside = request(protocol=file, rise=None)
    schedule = accepted(inside).schedule
    rises = [(str(step.regimen.daily_dose), step.days) for step in schedule.steps]
    assert rises[-5:] == [("75 mg/day", 3), ("90 mg/day", 3), ("105 mg/day", 3),
                          ("120 mg/day", 3), ("120 mg/day", None)]  # fmt: skip
    outside = plan_titration(inside.model_copy(update={"setting": "outpatient"})).schedule
    assert str(outside.steps[-1].regimen.daily_dose) == "75 mg/day"
    # The judge holds the two apart by a transcription of its own.
    report = check(schedule, patient=WELL, protocol=file.reference())
    assert "daily-dose-above-maximum" in {stop.code for stop in report.stops}


def test_weak_kidneys_narrow_the_maximum_of_the_hospital_too():
    person = WELL.model_copy(
        update={"kidneys": Patient(kidneys="clearance 40 mL/min on 2026-11-20, steady").kidneys}
    )
    assert (
        tailor(person, DE, START, "up", setting="inpatient").limits.value("max_daily_dose")
        == 60_000
    )  # half of 120


@pytest.mark.parametrize("name", ["us-label-adult", "uk-smpc-adult"])
def test_a_file_without_a_number_for_the_hospital_plans_no_rise_there(name):
    with pytest.raises(NotCoveredError, match=f"{name} prints no maximum with a number"):
        tailor(WELL, load_protocol(name), START, "up", setting="inpatient")


@pytest.mark.parametrize("name", ["us-label-adult", "de-label-adult"])
def test_the_way_down_stays_open_in_hospital(name):
    checked = plan_taper(
        TaperRequest(
            protocol=load_protocol(name), products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys="unknown"), setting="inpatient",
            taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
            over="8 days", start=START,
        )
    )  # fmt: skip
    found = {held.code: held.severity for held in checked.report.findings}
    assert found["only-in-hospital"] == "caution"


def test_nothing_of_it_goes_home():
    checked = accepted(request())
    made = {
        "sheet": lambda: formats.to_html(checked),
        "PDF": lambda: formats.to_pdf(checked),
        "card": lambda: formats.to_card(checked),
        "card without doses": lambda: formats.to_card(checked, doses=False),
        "calendar": lambda: formats.to_ics(
            checked, plan_id="3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10", issued="2026-11-28T09:30:00Z"
        ),
        "pharmacy": lambda: formats.to_pharmacy(checked),
    }
    for make in made.values():
        with pytest.raises(RefusedError, match="this plan is for a patient in hospital"):
            make()
    for text in (formats.to_text(checked), formats.to_note(checked, on=START)):
        assert "ONLY IN HOSPITAL – NOT TO TAKE HOME" in text
    assert "inpatient" in formats.to_json(checked)


def test_the_judge_holds_each_setting_to_its_own_limits():
    checked = accepted(request())
    reference = DE.reference()
    home = check(checked.schedule, products=checked.products, patient=WELL, protocol=reference)
    assert {stop.code for stop in home.stops} >= {"daily-dose-above-maximum", "dose-above-maximum"}
    ward = check(
        checked.schedule, products=checked.products, patient=WELL, protocol=reference,
        setting="inpatient",
    )  # fmt: skip
    assert ward.stops == ()


def test_only_the_largest_daily_dose_of_the_hard_limits_differs():
    outside, inside = hard_limits().limits, hard_limits_in_hospital().limits
    differ = [limit.rule for limit in inside.limits if limit.amount != outside.value(limit.rule)]
    assert differ == ["max_daily_dose"]
    assert inside.value("max_daily_dose") == 120_000
