"""All answers of one patient: what they speak against together, and what nobody asked."""

from __future__ import annotations

from fractions import Fraction

import pytest

from baclofen_titration import list_protocols, load_protocol
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.patient import Patient
from baclofen_titration.quantities import DailyDose
from baclofen_titration.screening import Case, indications, screen_patient, with_cause
from baclofen_titration.screening.indications import indication_lists, list_of, screen_indication

ANSWERED = {
    "indication": "multiple-sclerosis", "conditions": "none", "medicines": "none",
    "other_baclofen": "none", "pregnancy": "no", "breast_feeding": "no",
}  # fmt: skip
ADULT = {**ANSWERED, "age": "46 years"}


def found(way="up", country="United States", kidneys=None, doses=(), **answers):
    case = Case(country, way, None if kidneys is None else Fraction(kidneys), doses)
    screened = screen_patient(Patient(**{**ADULT, **answers}), case)
    return {one.code: one for one in screened}


def graded(*args, **more):
    return {code: one.severity for code, one in found(*args, **more).items()}


def test_whoever_answered_everything_has_nothing_found():
    assert found() == {}


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("indication", "indication"),
        ("conditions", "conditions"),
        ("medicines", "medicines"),
        ("other_baclofen", "other baclofen"),
        ("pregnancy", "pregnancy"),
        ("breast_feeding", "breast-feeding"),
    ],
)
def test_what_nobody_asked_is_named(field, name):
    for way in ("up", "down"):
        assert graded(way, **{field: "not asked"}) == {"screening-not-asked": "caution"}
    assert found(**{field: "not asked"})["screening-not-asked"].found == name


def test_all_that_nobody_asked_is_one_finding():
    (one,) = screen_patient(Patient(), Case("United States", "up"))
    assert one.found == (
        "indication, conditions, medicines, other baclofen, pregnancy, breast-feeding"
    )
    assert found(pregnancy="unknown")["screening-not-asked"].found == "pregnancy"


@pytest.mark.parametrize("who", [{"sex": "male"}, {"age": "60 years"}, {"age": "9 years"}])
def test_whom_it_cannot_concern_is_not_asked_for_a_pregnancy(who):
    (one,) = screen_patient(Patient(**who), Case("United States", "up"))
    assert one.found == "indication, conditions, medicines, other baclofen"


SPASTIC = {one.code for one in indications() if one.spastic}
SPINAL = {"multiple-sclerosis", "spinal-cord-injury", "spinal-cord-disease"}
LISTED = {
    "United States": SPINAL, "Canada": SPINAL, "Australia": SPINAL,
    "Singapore": SPASTIC, "New Zealand": SPASTIC, "United Kingdom": SPASTIC, "Germany": SPASTIC,
    "Norway": SPASTIC, "Ireland": SPASTIC, "Switzerland": SPINAL, "France": SPASTIC,
    "Denmark": SPASTIC, "Netherlands": SPASTIC, "European Union": SPASTIC, "Japan": SPASTIC,
    "Argentina": SPASTIC,
}  # fmt: skip
NOT_SEEN = {"Austria", "Hong Kong"}
OWN = {
    "he-2014-trial-child": {"cerebral-palsy"},
    "us-texas-child": SPASTIC,
    "ca-bc-childrens-child": SPASTIC,
    "au-guideline-adult": {"multiple-sclerosis"},
    "fr-baclocur-alcohol-adult": {"alcohol"},
    "fr-scheme-2014-alcohol-adult": {"alcohol"},
}
INFERRED = {
    "bnf-adult": SPASTIC, "uk-abi-weekly-adult": {"brain-injury", "stroke", "other-cerebral"},
}  # fmt: skip
NO_LIST = {
    "at-label-adult", "br-hospital-child", "hk-label-adult", "old-label-table-child",
    "us-harriet-lane-child", "us-uptodate-table-child",
}  # fmt: skip
NEVER = {
    "parkinsons-disease", "rheumatic-spasm", "pain-without-spasticity", "anxiety", "alcohol",
    "other",
}  # fmt: skip


def test_the_closed_list_of_indications():
    assert {one.code for one in indications()} == SPASTIC | NEVER
    assert {"stroke", "cerebral-palsy", "brain-injury", "other-cerebral"} == SPASTIC - SPINAL
    whole = {one.jurisdiction: one.basis for one in indication_lists() if not one.protocols}
    assert whole == dict.fromkeys(LISTED, "seen") | dict.fromkeys(NOT_SEEN, "not seen")
    part = {name for one in indication_lists() for name in one.protocols}
    of_a_country = {"at-label-adult", "hk-label-adult"}
    assert part == set(OWN) | set(INFERRED) | NO_LIST - of_a_country


@pytest.mark.parametrize("country", LISTED)
@pytest.mark.parametrize("code", sorted(SPASTIC | NEVER))
def test_what_a_text_does_not_name_is_a_stop_that_shows_the_list(country, code):
    if code in LISTED[country]:
        assert found(country=country, indication=code) == {}
        return
    one = found(country=country, indication=code)["indication-outside-list"]
    assert one.severity == "stop"
    assert "spasticity in multiple sclerosis" in one.says
    assert one.authors
    assert graded("down", country, indication=code) == {"indication-outside-list": "caution"}


def by_protocol(name, code, way="up"):
    screened = screen_indication(code, load_protocol(name).jurisdiction, way, name)
    return {one.code: one.severity for one in screened}


@pytest.mark.parametrize("name", [*OWN, *INFERRED])
def test_a_text_that_is_no_label_has_a_list_of_its_own(name):
    named = {**OWN, **INFERRED}[name]
    inside = {"indication-list-inferred": "note"} if name in INFERRED else {}
    for code in sorted(SPASTIC | NEVER):
        outside = {"indication-outside-list": "stop"}
        assert by_protocol(name, code) == (inside if code in named else outside), code


@pytest.mark.parametrize("name", sorted(NO_LIST))
def test_a_text_without_a_list_says_so_and_lends_none_from_its_country(name):
    for code in sorted(SPASTIC):
        for way in ("up", "down"):
            assert by_protocol(name, code, way) == {"indication-not-judged": "caution"}
    for code in sorted(NEVER):
        assert by_protocol(name, code) == {"indication-outside-list": "stop"}
    (one,) = screen_indication("stroke", load_protocol(name).jurisdiction, "up", name)
    assert "No list of indications was seen for this protocol" in one.says
    assert one.authors


def test_every_shipped_protocol_has_a_list_or_says_that_none_was_seen():
    for name in list_protocols():
        assert list_of(load_protocol(name).jurisdiction, name) is not None, name


def test_an_indication_is_found_by_its_names_however_they_are_written():
    for given in indications():
        for word in (given.code, given.name, *given.names):
            for spelling in (word, word.upper(), word.replace("-", " "), word.replace(" ", "_")):
                patient = with_cause(Patient(indication=spelling))
                assert patient.indication == given.code, spelling
    assert Patient(indication="Not_asked").indication == "not asked"


def test_where_no_list_is_held_nobody_says_that_it_is_meant_for_this():
    assert graded(country="Atlantis", indication="stroke") == {"indication-not-judged": "caution"}
    assert graded(country="Atlantis", indication="anxiety") == {"indication-outside-list": "stop"}


def test_an_unknown_indication_is_refused_with_near_matches():
    with pytest.raises(UnknownNameError, match="Did you mean stroke"):
        found(indication="strokes")


@pytest.mark.parametrize("word", ["ibuprofen", "M01AE01", "tacrolimus", "C09AA05"])
def test_a_medicine_that_lowers_the_kidneys_is_a_stop_below_60_and_not_at_it(word):
    grades = {
        value: set(graded(kidneys=value, medicines=[word]).values()) for value in ("59.9", "60")
    }
    assert "stop" in grades["59.9"]
    assert grades["60"] == {"caution"}
    assert set(graded(medicines=[word]).values()) == {"caution"}
    assert set(graded("down", kidneys=20, medicines=[word]).values()) == {"caution"}


def test_two_that_slow_the_brain_are_a_finding_of_their_own():
    assert "several-depressants" not in found(medicines="morphine")
    both = found(medicines="morphine, kava")["several-depressants"]
    assert (both.severity, both.found) == ("stop", "kava, morphine")
    assert graded("down", medicines="morphine, kava")["several-depressants"] == "caution"
    # One medicine that belongs to two classes is one medicine.
    assert "several-depressants" not in found(medicines="N03AX16")
    assert "several-depressants" not in found(medicines="morphine, amlodipine")
    # The same word in another spelling is the same medicine.
    assert "several-depressants" not in found(medicines="Chloral hydrate, chloral-hydrate")


def test_an_adult_below_two_and_a_half_milligrams_is_probably_on_a_pump():
    def low(dose, **more):
        return graded(doses=[DailyDose(dose)], **more).get("probably-intrathecal")

    assert low("2.499 mg/day") == low("300 micrograms/day") == "stop"
    assert low("2.5 mg/day") is None
    assert low("2 mg/day", way="down") == "caution"
    assert low("2 mg/day", age="17 years 11 months") is None
    assert low("2 mg/day", age="18 years") == "stop"
    assert low("2 mg/day", age="not asked") is None


def test_whatever_is_given_in_micrograms_is_probably_a_pumps():
    def unit(dose, **more):
        return found(doses=[DailyDose(dose)], **more).get("probably-intrathecal")

    for dose in ("3000 micrograms/day", "90000 micrograms/day"):
        assert unit(dose).severity == "stop"
        assert unit(dose).found == dose
        assert "in micrograms" in unit(dose).says
        assert unit(dose, way="down").severity == "caution"
        assert unit(dose, age="not asked").severity == "stop"
        assert unit(dose, age="17 years") is None
    assert unit("3 mg/day") is None
    # The smaller of two is named, and what is in micrograms before what is only small.
    both = found(doses=[DailyDose("2 mg/day"), DailyDose("5000 micrograms/day")])
    assert both["probably-intrathecal"].found == "5000 micrograms/day"


def test_a_pregnancy_is_a_referral_with_what_is_known_of_newborns():
    one = found(pregnancy="yes")["pregnant"]
    assert one.severity == "stop"
    assert "refer" in one.says
    assert "newborn" in one.says
    assert graded("down", pregnancy="yes") == {"pregnant": "caution"}
    assert graded(pregnancy="planning") == {"pregnancy-planned": "caution"}
    assert graded(breast_feeding="yes") == {"breast-feeding": "caution"}


CAUSES = {
    "spinal-cord-injury": "spinal", "spinal-cord-disease": "spinal", "stroke": "cerebral",
    "cerebral-palsy": "cerebral", "brain-injury": "cerebral", "other-cerebral": "cerebral",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SPASTIC | NEVER))
def test_an_indication_says_its_cause_and_a_cerebral_one_holds(code):
    implied = CAUSES.get(code, "not asked")
    assert with_cause(Patient(indication=code)).cause == implied
    for cause in ("spinal", "other", "cerebral"):
        patient = Patient(indication=code, cause=cause)
        assert with_cause(patient).cause == ("cerebral" if implied == "cerebral" else cause)
        differs = implied == "cerebral" != cause
        codes = {one.code for one in screen_patient(patient, Case("Singapore", "up"))}
        assert ("cause-and-indication-differ" in codes) == differs
