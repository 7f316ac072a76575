"""No patient closes the way down: whatever is known of them, a taper is planned, or asked about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration.errors import MissingInputError, TaperError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.patient import Patient
from baclofen_titration.regimen import Taking
from every_way_down import KINDS, go_down, planned_from, somebody_for

SIXTY = Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg", since="2026-10-01")
ENDS_ABOVE_NOTHING = ("to a lower dose", "beside a pump")
KEPT_ABOVE = "present-dose-above-maximum"
"""A stop only where a dose above a maximum that kidneys narrowed is kept."""

ANSWER = st.sampled_from(["yes", "no", "unknown", "not asked"])
NAMES = st.sampled_from(["none", "not asked"])
CONDITIONS = NAMES | st.lists(
    st.sampled_from(
        ["hypersensitivity", "wheat-allergy", "epilepsy", "stroke", "peptic-ulcer", "psychosis",
         "terminal-kidney-failure", "parkinsons-disease", "cerebral-palsy"]
    ), min_size=1, max_size=4, unique=True,
).map(tuple)  # fmt: skip
MEDICINES = NAMES | st.lists(
    st.sampled_from(["diazepam", "ibuprofen", "morphine", "tizanidine", "amitriptyline"]),
    min_size=1, max_size=3, unique=True,
).map(tuple)  # fmt: skip
ELSEWHERE = NAMES | st.lists(
    st.sampled_from(["as needed", "another prescriber", "pump"]), min_size=1, unique=True
).map(tuple)
KIDNEYS = st.sampled_from(
    [
        "unknown", "not asked", "haemodialysis", "peritoneal dialysis",
        "normal, tested 2026-11-12", "normal, tested 2026-12-24",
        "eGFR 4 mL/min/1.73 m2 on 2026-11-12, steady", "eGFR 45 mL/min/1.73 m2 on 2019-01-01",
        "clearance 12 mL/min on 2026-11-12, steady", "clearance 80 mL/min on 2027-01-12, steady",
    ]
)  # fmt: skip
AGES = st.just("not asked") | st.integers(1, 110).map(
    lambda years: f"{years} year" + ("s" if years > 1 else "")
)
WEIGHTS = st.sampled_from(["not asked", "unknown", "70 kg", "20 kg on 2026-11-01"])
PATIENTS = st.builds(
    Patient,
    age=AGES,
    kidneys=KIDNEYS,
    weight=WEIGHTS,
    muscle=st.sampled_from(["usual", "reduced", "unknown", "not asked"]),
    acute_illness=ANSWER,
    cause=st.sampled_from(["cerebral", "spinal", "other", "unknown", "not asked"]),
    sensitive=ANSWER,
    conditions=CONDITIONS,
    medicines=MEDICINES,
    other_baclofen=ELSEWHERE,
    pregnancy=ANSWER | st.just("planning"),
    breast_feeding=ANSWER,
    used_for=st.sampled_from(["unknown", "not asked", "9 weeks", "8 months"]),
    indication=st.sampled_from(["not asked", "unknown", "stroke", "multiple-sclerosis"]),
)
PROTOCOLS = {held.id: held for held in planned_from()}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PROTOCOLS)), PATIENTS, st.sampled_from(sorted(KINDS)),
    st.sampled_from(["outpatient", "inpatient"]),
)  # fmt: skip
def test_whatever_is_known_of_a_patient_a_taper_is_planned(name, patient, kind, setting):
    try:
        checked = go_down(PROTOCOLS[name], patient, setting=setting, **KINDS[kind])
    except UnsafeScheduleError as refused:
        kept = {stop.code for stop in refused.report.stops}
    else:
        kept = {stop.code for stop in checked.report.stops}
    assert kept <= ({KEPT_ABOVE} if kind in ENDS_ABOVE_NOTHING else set())


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda held: held.id)
def test_what_is_unknown_and_what_speaks_against_it_are_findings(protocol):
    patient = somebody_for(
        protocol, pregnancy="yes", conditions=("epilepsy", "hypersensitivity"),
        medicines=("diazepam", "morphine"), kidneys="unknown",
    )  # fmt: skip
    found = {one.code: one for one in go_down(protocol, patient, over="21 days").report.findings}
    for code in ("pregnant", "hypersensitivity", "several-depressants", "kidneys-unknown"):
        assert found[code].severity == "caution"


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda held: held.id)
def test_another_age_than_the_file_is_for_is_a_caution(protocol):
    age = "9 years" if protocol.below_age is None else "46 years"
    checked = go_down(protocol, Patient(age=age, weight="70 kg on 2026-11-01"), over="21 days")
    (found,) = [one for one in checked.report.findings if one.code == "age-not-covered"]
    assert (found.severity, found.found) == ("caution", age)


def test_a_child_goes_down_before_a_specialist_has_signed():
    protocol = PROTOCOLS["no-koble-child"]
    checked = go_down(protocol, somebody_for(protocol), over="21 days")
    (found,) = [one for one in checked.report.findings if one.code == "not-an-adult"]
    assert found.severity == "caution"
    assert "paediatric specialist" in found.says


def clearance_of_25() -> Patient:
    return Patient(age="46 years", kidneys="clearance 25 mL/min on 2026-11-12, steady")


def test_a_maximum_that_kidneys_narrowed_closes_no_way_down():
    protocol = PROTOCOLS["us-label-adult"]
    for way in ({"over": "6 weeks"}, {"over": "6 weeks", "to_limit": True}):
        report = go_down(protocol, clearance_of_25(), taking=SIXTY, **way).report
        found = [one for one in report.findings if one.code == KEPT_ABOVE]
        assert {one.severity for one in found} == {"caution"}
        assert any("how fast it comes down. Too slow is dangerous" in one.says for one in found)
    dialysis = Patient(age="46 years", kidneys="haemodialysis")
    assert not go_down(protocol, dialysis, taking=SIXTY, over="6 weeks").report.stops


def test_what_is_kept_above_it_is_asked_and_one_answer_opens_it():
    protocol, patient = PROTOCOLS["us-label-adult"], clearance_of_25()
    way = {"taking": SIXTY, "over": "6 weeks", "to": "40 mg/day"}
    with pytest.raises(UnsafeScheduleError, match="This way down ends above it") as refused:
        go_down(protocol, patient, **way)
    (stop,) = refused.value.report.stops
    said = Acknowledgement(
        code=stop.code, value=stop.found, request=refused.value.request,
        role="kidney specialist", reason="looked at next week",
    )  # fmt: skip
    assert not go_down(protocol, patient, acknowledgements=[said], **way).unaccepted_stops


def test_an_unknown_dose_and_an_impossible_step_are_what_refuses():
    protocol = PROTOCOLS["us-label-adult"]
    anybody = Patient()
    with pytest.raises(MissingInputError, match="present dose is unknown"):
        go_down(protocol, anybody, taking="unknown", over="21 days")
    with pytest.raises(TaperError, match=r"Add a product that makes finer doses"):
        go_down(protocol, anybody, share="1 % of present", every="7 days")
