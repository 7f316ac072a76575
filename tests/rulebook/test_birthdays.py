"""A birthday inside a schedule: every maximum by age holds on each day on which it may."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration import Patient, Schedule, Step, Taking, load_products, load_protocol
from baclofen_titration.checker.ages import judge_ages
from baclofen_titration.checker.bounds import Bounds
from baclofen_titration.checker.reading import read
from baclofen_titration.checker.transcription import ByAge
from baclofen_titration.errors import UnreachableAimError, UnsafeScheduleError
from baclofen_titration.limits import Limit
from baclofen_titration.patient import parse_age
from baclofen_titration.planning import (
    TaperRequest,
    TitrationRequest,
    plan_taper,
    plan_titration,
)
from baclofen_titration.protocols import read_protocol
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import parse_regimen
from clinical.hand import codes
from rulebook.make_protocol import AUTHOR, make_protocol_text

NAME = "by-age"
START = "2026-12-01"
ALMOST_65 = "64 years 10 months"
FIRST_DAY_OF_65 = "2027-01-02"
"""Somebody of 64 years and 10 months today is 65 after one month and a day at the soonest."""


def file_by_age(below="60 mg/day", above="30 mg/day"):
    text = make_protocol_text(id=NAME)
    bands = (("18 years", "65 years", below), ("65 years", "none", above))
    for youngest, oldest, most in bands:
        text += (
            f'\n[[limits_by_age]]\nrule = "max_daily_dose"\nfrom_age = "{youngest}"\n'
            f'below_age = "{oldest}"\nvalue = "{most}"\n{AUTHOR}\n'
        )
    return read_protocol(text, NAME)


def asked(kind, age=ALMOST_65, **more):
    common = {
        "protocol": file_by_age(), "products": load_products("us-tablets"), "start": START,
        "patient": Patient(age=age, kidneys="clearance 110 mL/min on 2026-11-12, steady",
                           muscle="usual"),
    }  # fmt: skip
    return kind(**{**common, **more})


def up(age=ALMOST_65, **more):
    return plan_titration(asked(TitrationRequest, age, **{"taking": "nothing", **more}))


def test_an_open_way_up_above_the_maximum_of_the_birthday_is_refused_with_its_day():
    with pytest.raises(
        UnreachableAimError,
        match=f"From {FIRST_DAY_OF_65} the maximum by age may "
        r"be 30 mg/day \(from 65 years\), and step 4 would still give 45 mg/day",
    ):
        up(aim="45 mg/day")  # fmt: skip
    assert up(aim="30 mg/day").schedule.steps[-1].regimen.daily_dose == DailyDose("30 mg/day")


@pytest.mark.parametrize(("age", "refused"), [("62 years", False), ("64 years", True)])
def test_a_birthday_after_the_last_review_is_for_that_review(age, refused):
    if refused:
        with pytest.raises(UnreachableAimError):
            up(age, aim="45 mg/day")
    else:
        up(age, aim="45 mg/day")


@pytest.mark.parametrize(("stay", "refused"), [(5, False), (25, True)])
def test_a_course_has_to_be_down_by_the_first_day_on_which_it_may_hold(stay, refused):
    course = {"aim": "45 mg/day", "stay": stay, "then_taper": 14}
    if refused:
        with pytest.raises(UnreachableAimError, match="45 mg/day"):
            up(**course)
        return
    days = up(**course).schedule.days()
    late = [held for held in days if held.date >= date.fromisoformat(FIRST_DAY_OF_65)]
    assert all(held.daily_dose <= DailyDose("30 mg/day") for held in late)


def test_a_way_down_is_never_cut_for_a_birthday_and_asks_a_clinician():
    taking = Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg", since="2026-10-01")
    code = "above-maximum-at-birthday"
    checked = plan_taper(asked(TaperRequest, taking=taking, over=120, age=ALMOST_65))
    (found,) = [one for one in checked.report.findings if one.code == code]
    assert (found.severity, str(found.on), found.allowed) == (
        "caution", FIRST_DAY_OF_65, "30 mg/day")  # fmt: skip
    # What is kept above the maximum of the birthday is asked: no way down is closed by that.
    kept = asked(TaperRequest, taking=taking, over=14, to="40 mg/day", age=ALMOST_65)
    with pytest.raises(UnsafeScheduleError) as refused:
        plan_taper(kept)
    (stop,) = refused.value.report.stops
    assert (stop.code, str(stop.on), stop.allowed) == (code, FIRST_DAY_OF_65, "30 mg/day")
    plan_taper(asked(TaperRequest, taking=taking, over=14, age=ALMOST_65))


def test_a_maximum_that_grows_is_for_the_next_plan():
    child = {"protocol": file_by_age("30 mg/day", "60 mg/day")}
    checked = up(aim="max", **child)
    assert checked.schedule.steps[-1].regimen.daily_dose == DailyDose("30 mg/day")
    (held,) = [one for one in checked.report.findings if one.code == "maximum-grows-at-birthday"]
    # At exactly 65 years and 0 months the lower one holds; at 65 and one month surely not.
    assert (str(held.on), held.allowed) == ("2027-03-01", "60 mg/day")
    assert "maximum-grows-at-birthday" not in codes(up("65 years 1 month", aim="max", **child))


def test_rules_that_begin_at_a_birthday_are_said():
    label = {"protocol": load_protocol("us-label-adult"), "aim": "30 mg/day"}
    checked = up(**label)
    (held,) = [one for one in checked.report.findings if one.code == "rules-begin-at-birthday"]
    assert (str(held.on), held.found) == (FIRST_DAY_OF_65, "older-people")
    weak = Patient(age=ALMOST_65, kidneys="clearance 55 mL/min on 2026-11-12, steady",
                   muscle="usual")  # fmt: skip
    checked = up(**label, patient=weak)
    (held,) = [one for one in checked.report.findings if one.code == "rules-begin-at-birthday"]
    assert held.found == "older-below-60, older-people"
    assert "rules-begin-at-birthday" not in codes(up("46 years", **label))


OURS = (Judgement(says="a maximum by age", reason="for a test"),)


def band(rule, value, youngest, oldest):
    limit = Limit(rule=rule, value=value, authors=OURS)
    return ByAge(limit, parse_age(youngest), oldest and parse_age(oldest))


FALLING = (
    band("max_daily_dose", "60 mg/day", "18 years", "65 years"),
    band("max_daily_dose", "30 mg/day", "65 years", None),
    band("max_dose", "20 mg", "18 years", "65 years"),
    band("max_dose", "10 mg", "65 years", None),
)


def judged(age, *steps, before="nothing"):
    made, start = [], date(2026, 12, 1)
    for regimen, days in steps:
        made.append(Step(start=start, days=days, regimen=parse_regimen(regimen), phase="titration"))
        start = made[-1].end and date.fromordinal(made[-1].end.toordinal() + 1)
    reading = read(Schedule(before=before, steps=made))
    found = judge_ages(reading, parse_age(age), FALLING, Bounds([]))
    return {(one.code, one.step, one.allowed) for one in found}


class TestTheJudge:
    FOUR = "morning 10 mg, midday 10 mg, evening 10 mg, bedtime 10 mg"
    LARGE = "bedtime 20 mg"

    def test_finds_a_dose_that_a_birthday_inside_its_days_forbids(self):
        # 32 days from 1 December end on 1 January, and 65 may be from the 2nd.
        assert judged(ALMOST_65, (self.FOUR, 32), ("bedtime 5 mg", None)) == set()
        assert judged(ALMOST_65, (self.FOUR, 33), ("bedtime 5 mg", None)) == {
            ("daily-dose-above-maximum", 1, "30 mg/day")}  # fmt: skip
        assert judged(ALMOST_65, (self.LARGE, 32), ("bedtime 5 mg", None)) == set()
        assert judged(ALMOST_65, (self.LARGE, 33), ("bedtime 5 mg", None)) == {
            ("dose-above-maximum", 1, "10 mg")}  # fmt: skip

    def test_finds_a_rise_after_the_first_day_on_which_it_may_hold(self):
        assert judged(ALMOST_65, ("bedtime 5 mg", 33), (self.FOUR, None)) == {
            ("daily-dose-above-maximum", 2, "30 mg/day")}  # fmt: skip
        assert judged("64 years", ("bedtime 5 mg", 33), (self.FOUR, None)) == set()

    def test_leaves_alone_what_was_taken_before(self):
        before = Taking(regimen=self.FOUR, since="2026-10-01")
        assert judged(ALMOST_65, (self.FOUR, 60), ("bedtime 5 mg", None), before=before) == set()
