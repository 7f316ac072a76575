"""Band edges on both sides, values that do not count, sets by name, and what is stopped."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from baclofen_titration.checker import check
from baclofen_titration.errors import (
    NotCoveredError,
    RefusedError,
    RuleFileError,
    UnknownNameError,
    UnreachableAimError,
    UnsafeScheduleError,
)
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.formats import to_card
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from baclofen_titration.tailoring import lint_tailoring, rule_set, rule_sets, tailor
from baclofen_titration.tailoring.shelf import read_rule_set

US = load_protocol("us-label-adult")
START = date(2026, 12, 1)


def person(kidneys="not asked", age="46 years", muscle="usual", **more):
    return Patient(age=age, kidneys=kidneys, muscle=muscle, **more)


def clearance(value, **more):
    return person(f"clearance {value} mL/min on 2026-11-12, steady", **more)


def limits_of(patient, *named, taking="nothing"):
    held = tailor(patient, US, START, "up", taking=taking, named=named).limits
    names = ("max_first_day", "max_rise", "max_daily_dose", "min_days_between_rises")
    return [held.value(name) for name in names]


def codes(patient, direction="up", **more):
    found = tailor(patient, US, START, direction, **more).findings
    return {(held.code, held.severity) for held in found}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("80.001", [15_000, 15_000, 80_000, 3]),
        ("80", [10_000, 10_000, 53_333, 3]),
        ("50.001", [10_000, 10_000, 53_333, 3]),
        ("50", [7_500, 7_500, 40_000, 3]),
        ("30", [7_500, 7_500, 40_000, 4]),
        ("29.999", [5_000, 5_000, 5_000, 4]),
        ("0", [5_000, 5_000, 5_000, 8]),
    ],
)
def test_the_edges_of_the_bands(value, wanted):
    assert limits_of(clearance(value)) == wanted
    egfr = person(f"eGFR {value} mL/min/1.73 m2 on 2026-11-12, steady")
    assert limits_of(egfr) == wanted


@pytest.mark.parametrize("kind", ["haemodialysis", "peritoneal dialysis"])
def test_dialysis_is_weaker_than_any_value(kind):
    assert limits_of(person(kind)) == [2_500, 5_000, 2_500, 8]
    assert ("kidneys-too-weak", "stop") in codes(person(kind))
    assert ("kidneys-too-weak", "caution") in codes(person(kind), "down")


@pytest.mark.parametrize(
    ("value", "without", "with_little"),
    [("100", 80_000, 53_333), ("80", 53_333, 40_000), ("50", 40_000, 5_000), ("30", 40_000, 5_000)],
)
@pytest.mark.parametrize("muscle", ["reduced", "unknown", "not asked"])
def test_little_muscle_counts_one_band_lower(value, without, with_little, muscle):
    assert limits_of(clearance(value))[2] == without
    assert limits_of(clearance(value, muscle=muscle))[2] == with_little
    assert ("muscle-reduced-or-unknown", "caution") in codes(clearance(value, muscle=muscle))


@pytest.mark.parametrize(
    ("kidneys", "says"),
    [
        ("clearance 90 mL/min, steady", "no date"),
        ("clearance 90 mL/min on 2026-12-02, steady", "after the first day"),
        ("clearance 90 mL/min on 2026-11-12, changing", "steady"),
        ("clearance 90 mL/min on 2026-11-12", "steady"),
        ("clearance 90 mL/min on 2026-08-31, steady", "older than 91 days"),
    ],
)
def test_a_value_that_does_not_count_is_unknown(kidneys, says):
    with pytest.raises(NotCoveredError, match=says):
        tailor(person(kidneys), US, START, "up")
    assert ("kidneys-unknown", "caution") in codes(person(kidneys), "down")


def test_for_how_long_a_value_counts():
    def last(day):
        return person(f"clearance 90 mL/min on {day}, steady")

    assert limits_of(last("2026-09-01"))[0] == 15_000
    ill = {"acute_illness": "yes"}
    week_old = person("clearance 90 mL/min on 2026-11-24, steady", **ill)
    assert limits_of(week_old)[0] == 15_000
    with pytest.raises(NotCoveredError, match="older than 7 days"):
        tailor(person("clearance 90 mL/min on 2026-11-23, steady", **ill), US, START, "up")


@pytest.mark.parametrize(
    ("ill", "counts", "not_any_more", "days"),
    [
        ("no", "2026-09-01", "2026-08-31", 91),
        ("yes", "2026-11-24", "2026-11-23", 7),
        ("unknown", "2026-11-24", "2026-11-23", 7),
    ],
)
def test_a_claim_counts_for_as_long_as_a_value(ill, counts, not_any_more, days):
    def claim(day):
        return person(f"normal, tested {day}", acute_illness=ill)

    assert ("kidneys-stated-normal", "caution") in codes(claim(counts))
    illness = " in acute illness" if days == 7 else ""
    with pytest.raises(
        NotCoveredError, match=f"older than {days} days, for which one counts{illness}, so"
    ):
        tailor(claim(not_any_more), US, START, "up")
    assert ("kidneys-unknown", "caution") in codes(claim(not_any_more), "down")
    assert ("kidneys-stated-normal", "caution") in codes(claim(counts), "down")
    with pytest.raises(NotCoveredError, match="dated after the first day"):
        tailor(claim("2026-12-02"), US, START, "up")


def test_both_estimates_are_worked_out_and_the_lower_bands():
    woman = person(
        "not asked",
        "64 years",
        sex="female",
        weight="50 kg on 2026-11-01",
        creatinine="1.0 mg/dL on 2026-11-12, steady",
    )
    found = {held.code: held for held in tailor(woman, US, START, "up").findings}
    assert found["kidney-value"].found == "44.9 mL/min"  # 76 x 50 x 0.85 / 72
    assert "eGFR 62.9" in found["kidney-value"].says
    assert "kidney-estimates-disagree" in found
    assert limits_of(woman)[2] == 40_000


def test_heavy_people_are_given_the_adjusted_weight_and_low_creatinine_counts_as_60():
    man = person(
        "not asked",
        "50 years",
        sex="male",
        weight="100 kg on 2026-11-01",
        height="177.8 cm",
        creatinine="40 umol/L on 2026-11-12, steady",
    )
    says = tailor(man, US, START, "up").findings[0].says
    assert "adjusted weight 83.8 kg" in says
    assert "counted as 60 umol/L" in says
    assert "clearance 154.6 mL/min" in says  # 90 x 83.8 x 1.23 / 60


def test_a_creatinine_without_a_sex_is_no_value():
    with pytest.raises(NotCoveredError, match="needs the sex"):
        tailor(person(creatinine="1 mg/dL on 2026-11-12, steady"), US, START, "up")


@pytest.mark.parametrize(
    ("age", "value", "wanted"),
    [
        ("64 years", "100", [15_000, 15_000, 80_000, 3]),
        ("65 years", "100", [10_000, 15_000, 80_000, 7]),
        ("65 years", "60", [10_000, 10_000, 53_333, 7]),
        ("65 years", "59.999", [10_000, 10_000, 17_500, 7]),
        ("64 years 11 months", "59.999", [10_000, 10_000, 53_333, 3]),
        ("85 years", "45", [7_500, 7_500, 17_500, 7]),
    ],
)
def test_age_changes_start_and_interval_and_kidneys_change_the_size(age, value, wanted):
    assert limits_of(clearance(value, age=age)) == wanted


def test_a_set_applies_when_it_is_named_and_leaving_one_out_is_stopped():
    beside = "kidney-review-60-30"
    patient = clearance("55")
    assert limits_of(patient)[2] == 53_333
    every = [held.id for held in rule_sets().values() if held.by_default]
    assert limits_of(patient, *every, beside)[2] == 40_000
    left_out = tailor(patient, US, START, "up", named=(beside,)).findings
    stops = {(held.code, held.found) for held in left_out if held.severity == "stop"}
    assert ("rule-set-left-out", "kidney-bands-80-50-30") in stops
    assert ("rule-set-left-out", "older-people") not in stops, "it is for nobody of that age"
    with pytest.raises(UnknownNameError, match="Known: cerebral-origin, dialysis-5-mg"):
        tailor(patient, US, START, "up", named=("none",))


def test_what_disagrees_stands_beside():
    records = tailor(clearance("55"), US, START, "up").records
    beside = {record.rule_set: record for record in records if not record.applied}
    assert str(beside["kidney-review-60-30"].limits[0].value) == "40 mg/day"
    bound = {record.rule_set: record.bound for record in records if record.applied}
    assert bound["kidney-bands-80-50-30"] == ("max_daily_dose", "max_first_day", "max_rise")


def plan(patient, aim="max", taking="nothing", **more):
    request = TitrationRequest(
        protocol=US, products=load_products("us-tablets"), patient=patient, taking=taking,
        aim=aim, start=START, **more,
    )  # fmt: skip
    try:
        return plan_titration(request)
    except UnsafeScheduleError as refused:
        accepted = [
            Acknowledgement(code=stop.code, value=stop.found, request=refused.request,
                            role="kidney specialist", reason="accepted in clinic")
            for stop in refused.report.stops
        ]  # fmt: skip
        return plan_titration(request.model_copy(update={"acknowledgements": accepted}))


def test_with_the_weakest_kidneys_one_low_step_and_no_rise_after_it():
    with pytest.raises(UnsafeScheduleError) as refused:
        plan_titration(
            TitrationRequest(protocol=US, products=load_products("us-tablets"),
                             patient=clearance("20"), taking="nothing", aim="max", start=START)
        )  # fmt: skip
    assert {stop.code for stop in refused.value.report.stops} == {"kidneys-too-weak"}
    checked = plan(clearance("20"))
    assert {str(step.regimen) for step in checked.schedule.steps} == {"evening 5 mg"}
    assert "weak-kidneys-first-days" in {told.key for told in checked.advice}
    for card in (to_card(checked), to_card(checked, doses=False)):
        assert "The first 3 days matter most: very sleepy" in card
        assert "baclofen and weak kidneys" in " ".join(card.split())
    assert "weak kidneys" not in to_card(plan(clearance("120"), aim="15 mg/day"))


@pytest.mark.parametrize(("tested", "risen"), [("2026-11-12", True), ("2026-11-01", False)])
def test_each_rise_of_the_weakest_kidneys_needs_a_new_value(tested, risen):
    patient = person(f"clearance 20 mL/min on {tested}, steady")
    taking = Taking(regimen="evening 5 mg", since="2026-11-02")
    if not risen:
        with pytest.raises(RefusedError, match="already reached"):
            plan(patient, taking=taking)
        return
    daily = {str(step.regimen.daily_dose) for step in plan(patient, taking=taking).schedule.steps}
    assert daily == {"5 mg/day", "10 mg/day"}


SIXTY = "morning 20 mg, midday 20 mg, evening 20 mg"


def test_a_patient_whose_clearance_falls_is_never_cut_to_the_new_maximum_in_one_step():
    """On 60 mg/day, clearance from 40 to 25: rises stop, and the way down keeps its pace."""
    taking = Taking(regimen=SIXTY, since="2026-06-01")
    patient = clearance("25")
    with pytest.raises(RefusedError, match="nothing rises"):
        plan(patient, aim="20 mg/day", taking=taking)
    request = TaperRequest(
        protocol=US, products=load_products("us-tablets"), patient=patient, taking=taking,
        fall="10 mg/day", every="7 days", to="5 mg/day", start=START,
    )  # fmt: skip
    checked = plan_taper(request)
    (found,) = [one for one in checked.report.findings if "how fast it comes down" in one.says]
    assert (found.code, found.found) == ("present-dose-above-maximum", "60 mg/day")
    assert found.severity == "caution"
    daily = [step.regimen.daily_dose.micrograms for step in checked.schedule.steps]
    falls = [high - low for high, low in zip([60_000, *daily], daily, strict=False)]
    assert max(falls) <= 10_000
    assert all(step.days in (7, None) for step in checked.schedule.steps)


def judged(patient, *regimens, before="nothing", **more):
    steps = [
        Step(start=date(2026, 12, 1 + 4 * place), days=4 if text != regimens[-1] else None,
             regimen=parse_regimen(text), phase="titration")
        for place, text in enumerate(regimens)
    ]  # fmt: skip
    schedule = Schedule(before=before, steps=steps, then=None)
    report = check(schedule, patient=patient, protocol=US.reference(), **more)
    return {stop.code for stop in report.stops}


@pytest.mark.parametrize(
    ("patient", "regimens", "code"),
    [
        (clearance("80"), ["morning 5 mg, midday 5 mg, evening 5 mg"], "first-day-above-maximum"),
        (clearance("50"), ["morning 5 mg, evening 5 mg"], "first-day-above-maximum"),
        (clearance("45"), ["evening 5 mg", "morning 5 mg, midday 5 mg, evening 5 mg"],
         "rise-too-large"),
        (clearance("20"), ["evening 5 mg"], "kidneys-too-weak"),
        (clearance("20"), ["evening 2.5 mg", "evening 5 mg"], "rise-with-weak-kidneys"),
        (clearance("5"), ["evening 5 mg", "morning 5 mg, evening 5 mg"], "rise-too-soon"),
        (person("haemodialysis"), ["evening 5 mg"], "first-day-above-maximum"),
        (clearance("100", age="65 years"), ["morning 5 mg, midday 5 mg, evening 5 mg"],
         "first-day-above-maximum"),
        (clearance("100", age="65 years"), ["evening 5 mg", "morning 5 mg, evening 5 mg"],
         "rise-too-soon"),
        (clearance("59", age="65 years"), ["evening 5 mg"], "older-with-weak-kidneys"),
        (clearance("90", muscle="reduced"), ["morning 5 mg, midday 5 mg, evening 5 mg"],
         "first-day-above-maximum"),
    ],
)  # fmt: skip
def test_the_judge_finds_each_planted_violation(patient, regimens, code):
    assert code in judged(patient, *regimens)


def test_the_judge_applies_a_set_that_is_named():
    ten = ["morning 5 mg, evening 5 mg"]
    assert judged(clearance("55"), *ten) == set()
    assert judged(clearance("55"), *ten, rule_sets=("kidney-review-60-30",)) == {
        "first-day-above-maximum"
    }
    five = ["evening 5 mg"]
    dialysis = person("haemodialysis")
    assert "first-day-above-maximum" not in judged(dialysis, *five, rule_sets=("dialysis-5-mg",))


def test_the_judge_finds_limits_that_were_not_narrowed():
    found = judged(clearance("45"), "evening 5 mg", limits=US.limits)
    assert "limit-looser-than-transcription" in found


def test_the_shipped_files_have_no_fault():
    assert set(lint_tailoring().values()) == {()}
    assert len(lint_tailoring()) == 10


GOOD = """
id = "a-set"
edition = 2026-11-28
title = "A set for tests"
status = "draft"
checked_on = 2026-11-28
review_by = 2027-11-28
[goes_with_every_protocol]
value = false
says = "only for tests"
judgement = "only for tests"
[[rules]]
name = "one"
when = "kidneys below 30 mL/min"
factor = "1/2"
says = "half"
judgement = "only for tests"
"""


def test_a_rule_set_reads():
    made = read_rule_set(GOOD, "a-set.toml")
    assert made.rules[0].times == Fraction(1, 2)
    assert rule_set("steady-state").rules[0].steady_state.days(Fraction(40)) == 3


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('factor = "1/2"', "factor = 0.5", "factor"),
        ('factor = "1/2"', 'factor = "3/2"', "below one"),
        ('factor = "1/2"', "", "asks for nothing"),
        ('"kidneys below 30 mL/min"', '"kidneys below 30"', "dialysis"),
        ('says = "half"\njudgement', 'says = "half"\njugement', "judgement"),
        ('id = "a-set"', 'id = "b-set"', "name of the file"),
        ('factor = "1/2"', 'half_lives = "5"', "go together"),
        ('judgement = "only for tests"\n', "", "nobody says so"),
    ],
)
def test_a_faulty_rule_set_is_refused(old, new, says):
    with pytest.raises(RuleFileError, match=says):
        read_rule_set(GOOD.replace(old, new), "a-set.toml")


@pytest.mark.parametrize("more", [{"cause": "cerebral"}, {"sensitive": "yes"}])
def test_cerebral_origin_and_sensitivity_change_start_and_interval_only(more):
    assert limits_of(clearance(120, **more)) == [10_000, 15_000, 80_000, 7]
    # At 40 mL/min the kidneys halve each amount; the 10 mg stand beside and are not halved too.
    assert limits_of(clearance(40, **more)) == [7_500, 7_500, 40_000, 7]


@pytest.mark.parametrize("answer", ["spinal", "other", "unknown", "not asked"])
def test_another_cause_changes_nothing_and_silence_is_said(answer):
    assert limits_of(clearance(120, cause=answer)) == [15_000, 15_000, 80_000, 3]
    told = ("gentler-start-not-asked", "note")
    silent = answer in ("unknown", "not asked")
    assert (told in codes(clearance(120, cause=answer, sensitive="no"))) is silent


def test_each_of_the_two_sets_has_its_stop_when_left_out():
    for more, left in (
        ({"cause": "cerebral"}, "cerebral-origin"),
        ({"sensitive": "yes"}, "sensitive-patients"),
    ):
        found = tailor(clearance(120, **more), US, START, "up", named=["steady-state"]).findings
        stops = {held.found for held in found if held.code == "rule-set-left-out"}
        assert stops == {left}


def heavy(policy, height="170 cm"):
    more = {} if height is None else {"height": height}
    return person(
        "not asked", "60 years", sex="male", weight="120 kg on 2026-11-20",
        creatinine="1.4 mg/dL on 2026-11-20, steady", clearance_weight=policy, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "clearance_of"),
    # (140 - 60) x weight / (72 x 1.4): the ideal weight is 50 + 2.3 x (170 / 2.54 - 60) = 65.937,
    # the adjusted one 65.937 + 0.4 x (120 - 65.937) = 87.562.
    [("by height", "69.5"), ("adjusted", "69.5"), ("actual", "95.2"), ("ideal", "52.3")],
)
def test_the_weight_of_the_clearance_is_chosen_and_printed(policy, clearance_of):
    found = {held.code: held for held in tailor(heavy(policy), US, START, "up").findings}
    said = found["kidney-value"].says
    assert f"clearance {clearance_of}" in said
    assert f"{'adjusted' if policy == 'by height' else policy} weight" in said
    assert ("clearance-weight-chosen" in found) is (policy == "actual")


@pytest.mark.parametrize("policy", ["ideal", "adjusted"])
def test_a_weight_that_cannot_be_worked_out_makes_no_clearance(policy):
    with pytest.raises(NotCoveredError, match=f"height for the {policy} weight"):
        tailor(heavy(policy, height=None), US, START, "up")


@pytest.mark.parametrize("policy", ["by height", "actual", "ideal", "adjusted"])
def test_the_judge_takes_the_same_weight(policy):
    from baclofen_titration.checker.patient_rules import told_by
    from baclofen_titration.tailoring.estimates import kidneys_of

    assert told_by(heavy(policy), START, None).value == kidneys_of(heavy(policy), START).lowest


@pytest.mark.parametrize(
    ("kidneys", "aim", "says"),
    [
        ("clearance 65 mL/min on 2026-11-12, steady", "60 mg/day",
         r"maximum of 53\.333 mg/day .*protocol has 80 mg/day; for this patient: from 50 to 80"),
        ("normal, tested 2026-11-12", "81 mg/day", r"maximum of 80 mg/day that holds here\. Aim"),
    ],
)  # fmt: skip
def test_an_aim_above_a_narrowed_maximum_says_who_narrowed_it(kidneys, aim, says):
    with pytest.raises(UnreachableAimError, match=says):
        plan_titration(
            TitrationRequest(
                protocol=load_protocol("us-label-adult"),
                products=load_products("us-tablets"),
                patient=Patient(age="46 years", kidneys=kidneys, muscle="usual"),
                start="2026-12-01",
                taking="nothing",
                aim=aim,
            )
        )
