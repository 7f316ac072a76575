"""Any input that changes makes another request, so that what was accepted for the one is void."""

from __future__ import annotations

import pytest

from baclofen_titration import (
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    load_products,
    load_protocol,
)
from baclofen_titration.planning.asked import asked_of
from baclofen_titration.planning.ways import Curve, TableRow
from baclofen_titration.protocols import read_protocol
from rulebook.phrases import NAME, whole
from rulebook.test_course import COURSE, WAYS

PATIENT = {
    "age": "46 years", "kidneys": "normal, tested 2026-11-12", "sex": "not asked",
    "weight": "not asked", "height": "not asked", "creatinine": "not asked",
    "conditions": "not asked",
}  # fmt: skip
OTHER_PATIENT = {
    "age": "47 years",
    "kidneys": "normal, tested 2026-11-13",
    "sex": "female",
    "weight": "70 kg on 2026-11-12",
    "height": "165 cm",
    "creatinine": "80 umol/L on 2026-11-12, steady",
    "muscle": "usual",
    "acute_illness": "no",
    "cause": "spinal",
    "sensitive": "no",
    "clearance_weight": "actual",
    "conditions": "none",
    "medicines": "none",
    "used_for": "8 months",
    "indication": "multiple-sclerosis",
    "pregnancy": "no",
    "breast_feeding": "no",
    "other_baclofen": "none",
}
BOTH = {
    "protocol": load_protocol("uk-smpc-adult"),
    "products": load_products("us-tablet-5"),
    "products_before": load_products("uk-tablets"),
    "start": "2026-12-02",
    "setting": "inpatient",
    "rule_sets": ["steady-state"],
    "supply": "28 days",
    "fill_every": "7 days",
    "reserve": "3 days",
    "step_back": False,
    "change_on": ["Mon"],
    "closed": ["2026-12-25"],
    "review_every": "4 weeks",
}
UP = {
    **BOTH,
    "aim": "45 mg/day",
    "taking": Taking(regimen="morning 5 mg", since="2026-10-01"),
    "first_taking": "evening",
    "course": True,
    "stay": "14 days",
    "then_taper": "14 days",
    "rise": "slowest",
    "interval": "longest",
    "begin": "lowest",
    "doses_a_day": "fewest",
    "reading": "literal",
}
AIM = {"aim": "60 mg/day", "taking": "nothing"}
PRESENT = Taking(regimen="morning 20 mg, evening 20 mg", since="2026-10-01")
OWN = read_protocol(whole(WAYS + COURSE), NAME)  # a file with ways down by name, and a course

TAKEN = "morning 20 mg, evening 20 mg"
FALL, FIRST = {"fall": "10 mg/day", "every": "7 days"}, "10 mg/day every 3 days to 20 mg/day"
HALVES = {"halve_every": "7 days", "floor": "10 mg/day"}
POINTS = [{"day": 1, "share": "50 %"}, {"day": 15, "share": "nothing"}]
CITE = {
    "kind": "study", "source": "X1", "title": "A curve", "section": "p. 1", "grade": "C",
    "says": "so much on each day",
}  # fmt: skip


def rows(days):
    return [TableRow(take=TAKEN, days=7), TableRow(take="morning 20 mg", days=days)]


def curve(day):
    return Curve(points=[POINTS[0], {**POINTS[1], "day": day}], cite=CITE)


WHOLE = {"over": "14 days"}
DOWN = {
    **{name: (WHOLE, value) for name, value in BOTH.items()},
    "taking": (WHOLE, Taking(regimen="morning 20 mg, evening 15 mg", since="2026-10-01")),
    "over": (WHOLE, "15 days"),
    "way": ({"way": "slow", "protocol": OWN}, "share"),
    "until": ({"until": "2027-01-30"}, "2027-01-31"),
    "fall": (FALL, "5 mg/day"),
    "share": ({"share": "20 % of start", "every": "7 days"}, "10 % of start"),
    "every": (FALL, "8 days"),
    "halve_every": (HALVES, "8 days"),
    "floor": (HALVES, "5 mg/day"),
    "ways": ({"ways": [FIRST, "over 8 days"]}, [FIRST, "over 9 days"]),
    "table": ({"table": rows(7)}, rows(8)),
    "curve": ({"curve": curve(15)}, curve(16)),
    "pump_share": ({"pump_share": "50 %"}, "25 %"),
    "to": ({**WHOLE, "to": "20 mg/day"}, "10 mg/day"),
    "to_limit": (WHOLE, True),
    "if_too_fast": (WHOLE, "stretch"),
    "first_to_fall": (WHOLE, "morning"),
    "because": (WHOLE, "overdose"),
}
ELSEWHERE = {"patient", "acknowledgements"}  # its own fields, and what the digest is for
SHELF = {
    "protocol": load_protocol("us-label-adult"),
    "products": load_products("us-tablets"),
    "patient": Patient(**PATIENT),
    "start": "2026-12-01",
}


def printed(model, **changes):
    """What is printed of a request, which is what its digest is made of."""
    return dict(asked_of(model(**{**SHELF, **changes})))


def test_no_field_was_forgotten():
    assert set(OTHER_PATIENT) == set(Patient.model_fields)
    assert set(UP) == set(TitrationRequest.model_fields) - ELSEWHERE
    assert set(DOWN) == set(TaperRequest.model_fields) - ELSEWHERE


@pytest.mark.parametrize("name", OTHER_PATIENT)
@pytest.mark.parametrize("model", [TitrationRequest, TaperRequest])
def test_each_answer_about_the_patient(model, name):
    more = AIM if model is TitrationRequest else {**WHOLE, "taking": PRESENT}
    other = Patient(**{**PATIENT, name: OTHER_PATIENT[name]})
    assert printed(model, **more) != printed(model, **more, patient=other)


@pytest.mark.parametrize("name", UP)
def test_each_answer_about_a_way_up(name):
    beside = {"then_taper": "7 days"} if name == "stay" else {}
    beside |= {"stay": "7 days"} if name == "then_taper" else {}
    base = {**AIM, **({name: "7 days"} if beside else {}), **beside}
    base |= {"protocol": OWN} if name == "course" else {}
    assert printed(TitrationRequest, **base) != printed(
        TitrationRequest, **{**base, name: UP[name]}
    )


@pytest.mark.parametrize("name", DOWN)
def test_each_answer_about_a_way_down(name):
    beside, value = DOWN[name]
    base = {"taking": PRESENT, **beside}
    assert printed(TaperRequest, **base) != printed(TaperRequest, **{**base, name: value})
