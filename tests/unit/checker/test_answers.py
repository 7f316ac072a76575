"""What a patient's answers stop is judged twice, by two parts that share no data."""

from __future__ import annotations

from fractions import Fraction

import pytest

from baclofen_titration import (
    Patient,
    Taking,
    check,
    from_regimen_line,
    list_protocols,
    load_protocol,
)
from baclofen_titration.checker.answers import answers, codes_judged, group_of
from baclofen_titration.screening import Case, hazards, indications, screen_patient

UP = "5 mg x3 for 3 days, then 10 mg x3"
DOWN = "morning 10 mg, evening 10 mg for 7 days, then morning 10 mg for 7 days, then stop"
WEAK = {"kidneys": "clearance 59.9 mL/min on 2026-11-20, steady", "muscle": "usual"}
WELL = {"kidneys": "clearance 60 mL/min on 2026-11-20, steady", "muscle": "usual"}
PROTOCOLS = {name: load_protocol(name) for name in list_protocols()}
CODES = {entry.code for entry in answers().entry} | {
    "indication-outside-list",
    "probably-intrathecal",
}


def judged(patient, protocol="sg-label-adult", line=UP, before="nothing"):
    """What the judge alone stops: no limits, no products, nothing of the screening."""
    schedule = from_regimen_line(line, "2026-12-01").model_copy(update={"before": before})
    report = check(schedule, patient=patient, protocol=PROTOCOLS[protocol].reference())
    return {(one.code, one.found) for one in report.stops if one.code in CODES}


def screened(patient, protocol="sg-label-adult", kidneys=None):
    held = PROTOCOLS[protocol]
    value = None if kidneys is None else Fraction(kidneys)
    case = Case(held.jurisdiction, "up", value, (), held.id)
    return {
        (one.code, one.found) for one in screen_patient(patient, case) if one.severity == "stop"
    }


def codes(patient, *more, **named):
    return {code for code, _ in judged(patient, *more, **named)}


@pytest.mark.parametrize("protocol", sorted(PROTOCOLS))
def test_both_stop_the_same_conditions_and_indications(protocol):
    for hazard in hazards("condition"):
        patient = Patient(conditions=hazard.code)
        assert judged(patient, protocol) == screened(patient, protocol), hazard.code
    for given in indications():
        patient = Patient(indication=given.code)
        assert judged(patient, protocol) == screened(patient, protocol), given.code


def test_both_know_the_same_words_however_they_are_written():
    for hazard in (*hazards("condition"), *hazards("other-baclofen")):
        field = "conditions" if hazard.kind == "condition" else "other_baclofen"
        for word in (hazard.name, *hazard.names):
            for spelling in (word, word.upper(), word.replace(" ", "_")):
                patient = Patient(**{field: [spelling]})
                assert judged(patient, "us-label-adult") == screened(patient, "us-label-adult")
                assert judged(patient, "de-label-adult") == screened(patient, "de-label-adult")
    for given in indications():
        for word in (given.name, *given.names):
            for protocol in ("us-label-adult", "au-guideline-adult", "fr-baclocur-alcohol-adult"):
                patient = Patient(indication=word.title())
                stops = {code for code, _ in screened(patient, protocol)}
                assert {code for code, _ in judged(patient, protocol)} == stops, word


def test_every_shipped_protocol_is_in_one_group():
    assert [name for name in PROTOCOLS if not group_of(name)] == []
    assert group_of("fr-baclocur-alcohol-adult") == "drinking"
    assert group_of("fr-lioresal-adult") == "brain-too"
    assert group_of("") == group_of("clinic-of-ours") == ""
    used = {group_of(name) for name in PROTOCOLS}
    assert used == set(answers().groups)


MEDICINES = [
    (hazard.code, word)
    for hazard in hazards("medicine")
    for word in (hazard.code, hazard.name, *hazard.names, *(f"{prefix}99" for prefix in hazard.atc))
]


@pytest.mark.parametrize("code", sorted({code for code, _ in MEDICINES}))
def test_both_stop_the_same_medicines(code):
    for word in [word for held, word in MEDICINES if held == code]:
        for kidneys, value in ((WEAK, "59.9"), (WELL, "60")):
            patient = Patient(medicines=[word], **kidneys)
            assert judged(patient) == screened(patient, kidneys=value), word
        beside = "quetiapine" if word != "quetiapine" else "olanzapine"
        both = Patient(medicines=[word, beside])
        assert judged(both) == screened(both), word


@pytest.mark.parametrize(
    "given",
    [
        {"other_baclofen": "pump"},
        {"other_baclofen": "as needed, another prescriber"},
        {"other_baclofen": "intrathecal"},
        {"pregnancy": "yes"},
    ],
)
def test_both_stop_the_other_answers(given):
    patient = Patient(**given)
    assert judged(patient) == screened(patient) != set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"conditions": "hypersensitivity"}, "hypersensitivity"),
        ({"conditions": "unstable-spasticity"}, "unstable-spasticity"),
        ({"medicines": "ibuprofen", **WEAK}, "nsaids"),
        ({"medicines": "tacrolimus", **WEAK}, "kidney-lowering"),
        ({"medicines": "morphine, valerian"}, "several-depressants"),
        ({"medicines": "baclofen"}, "baclofen-among-medicines"),
        ({"other_baclofen": "pump"}, "baclofen-pump"),
        ({"indication": "anxiety"}, "indication-outside-list"),
        ({"pregnancy": "yes"}, "pregnant"),
    ],
)
def test_a_planted_answer_is_found_going_up_and_closes_no_way_down(given, code):
    patient = Patient(age="46 years", **given)
    assert codes(patient) == {code}
    before = Taking(regimen="morning 20 mg, evening 10 mg", since="2026-10-01")
    assert codes(patient, line=DOWN, before=before) == set()


@pytest.mark.parametrize("entry", answers().entry, ids=lambda entry: entry.code)
def test_each_entry_of_the_judge_is_shown_its_violation_by_every_word(entry):
    """Nothing of the screening is asked here: the judge alone, by its own words and groups."""
    of_group = {group_of(name): name for name in PROTOCOLS}
    weak = WEAK if entry.weak_kidneys else {}

    def patient(word):
        words = word if entry.field == "pregnancy" else [word]
        if entry.together:
            words = [word, "olanzapine" if word != "olanzapine" else "quetiapine"]
        return Patient(age="46 years", **{entry.field: words}, **weak)

    home = of_group[entry.groups[0]] if entry.groups else "sg-label-adult"
    before = Taking(regimen="morning 20 mg, evening 10 mg", since="2026-10-01")
    for word in entry.words:
        named = word.replace(",", "")
        assert entry.code in codes(patient(named), home), word
    for group, protocol in of_group.items():
        holds = not entry.groups or group in entry.groups
        assert (entry.code in codes(patient(entry.words[0]), protocol)) == holds, group
    assert codes(patient(entry.words[0]), home, line=DOWN, before=before) == set()


def test_what_is_not_enough_is_not_found():
    for given in (
        {"medicines": "morphine"},
        {"medicines": "ibuprofen", **WELL},
        {"medicines": "ibuprofen"},
        {"pregnancy": "planning"},
        {"pregnancy": "no"},
        {"conditions": "none", "medicines": "none", "other_baclofen": "none"},
        {"indication": "multiple-sclerosis"},
        {"indication": "unknown"},
    ):
        assert codes(Patient(age="46 years", **given)) == set(), given


def test_a_rise_from_a_pumps_dose_is_stopped():
    def found(dose, age="46 years"):
        before = Taking(regimen=f"morning {dose}", since="2026-10-01")
        return codes(Patient(age=age), line="morning 5 mg", before=before)

    assert found("2.499 mg") == {"probably-intrathecal"}
    assert found("2.5 mg") == set()
    assert found("1 mg", "17 years") == set()
    assert found("1 mg", "18 years") == {"probably-intrathecal"}


def test_a_rise_of_what_was_given_in_micrograms_is_stopped_by_the_judge_alone():
    def found(dose, patient, line="morning 5 mg"):
        before = Taking(regimen=f"morning {dose}, evening 1 mg", since="2026-10-01")
        return judged(patient, line=line, before=before)

    pump = {("probably-intrathecal", "4000 micrograms/day")}
    for patient in (Patient(age="46 years"), Patient(), None):
        assert found("3000 micrograms", patient) == pump
        assert found("3 mg", patient) == set()
        assert found("3000 micrograms", patient, "morning 2 mg, evening 1 mg") == set()
        assert judged(patient, line="morning 15000 micrograms") == {
            ("probably-intrathecal", "15000 micrograms/day")
        }
    assert found("3000 micrograms", Patient(age="17 years")) == set()


def test_only_what_was_answered_counts_as_judged():
    assert codes_judged(None) == codes_judged(Patient()) == ()
    assert codes_judged(Patient(pregnancy="no")) == ("pregnant",)
    assert codes_judged(Patient(age="46 years")) == ("probably-intrathecal",)
    assert codes_judged(Patient(indication="stroke")) == ("indication-outside-list",)
    assert "stroke" in codes_judged(Patient(conditions="none"))
