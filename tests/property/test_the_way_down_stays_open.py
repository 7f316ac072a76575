"""No patient closes the way down: whatever is known of them, a taper is planned, or asked about."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration.errors import MissingInputError, TaperError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.patient import Patient
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.regimen import Taking
from every_way_down import KINDS, go_down, planned_from, somebody_for

SIXTY = Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg", since="2026-10-01")
HOW_FAST = "present-dose-above-maximum"
"""The one thing that is asked: how fast it comes down to a maximum that kidneys narrowed."""

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


@dataclass
class Clinician:
    """Somebody who says how fast, and nothing else."""

    asked: bool = False

    def plan(self, protocol: DosingProtocol, patient: Patient, **way: object) -> object:
        try:
            return go_down(protocol, patient, **way)
        except UnsafeScheduleError as refusal:
            refused = refusal
        self.asked = True
        assert {stop.code for stop in refused.report.stops} == {HOW_FAST}
        said = [
            Acknowledgement(
                code=stop.code, value=stop.found, request=refused.request,
                role="prescriber", reason="at this pace",
            )
            for stop in refused.report.stops
        ]  # fmt: skip
        return go_down(protocol, patient, acknowledgements=said, **way)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(PROTOCOLS)), PATIENTS, st.sampled_from(sorted(KINDS)),
    st.sampled_from(["outpatient", "inpatient"]),
)  # fmt: skip
def test_whatever_is_known_of_a_patient_a_taper_is_planned(name, patient, kind, setting):
    checked = Clinician().plan(PROTOCOLS[name], patient, setting=setting, **KINDS[kind])
    assert not checked.unaccepted_stops
    assert checked.schedule.steps


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


def test_only_how_fast_is_asked_and_one_answer_opens_it():
    protocol = PROTOCOLS["us-label-adult"]
    clinician = Clinician()
    patient = Patient(age="46 years", kidneys="haemodialysis")
    checked = clinician.plan(protocol, patient, taking=SIXTY, over="6 weeks")
    assert clinician.asked
    assert not checked.unaccepted_stops


def test_an_unknown_dose_and_an_impossible_step_are_what_refuses():
    protocol = PROTOCOLS["us-label-adult"]
    anybody = Patient()
    with pytest.raises(MissingInputError, match="present dose is unknown"):
        go_down(protocol, anybody, taking="unknown", over="21 days")
    with pytest.raises(TaperError, match=r"Add a product that makes finer doses"):
        go_down(protocol, anybody, share="1 % of present", every="7 days")
