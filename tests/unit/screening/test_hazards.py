"""Conditions and medicines are found by closed lists, and nothing unknown is passed over."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import UnknownNameError
from baclofen_titration.findings import words_found
from baclofen_titration.screening import hazards, screen_answers

CONDITIONS = [
    "hypersensitivity", "wheat-allergy", "peptic-ulcer", "epilepsy", "terminal-kidney-failure",
    "stroke", "cerebral-palsy", "parkinsons-disease", "rheumatic-spasm", "unstable-spasticity",
    "psychosis", "mood-disorder", "suicidality", "substance-misuse", "acute-intoxication",
    "porphyria", "hypertension", "respiratory-impairment", "bulbar-paralysis", "syringomyelia",
    "liver-disease", "diabetes", "bladder-sphincter-hypertonia", "autonomic-dysreflexia",
    "ovarian-cysts", "spasticity-for-posture",
]  # fmt: skip
STOPS = {
    "hypersensitivity", "terminal-kidney-failure", "unstable-spasticity", "acute-intoxication",
}  # fmt: skip
NOT_RECOMMENDED = {"United States", "Australia"}
STOPS_IN = {
    "wheat-allergy": {"Austria"}, "peptic-ulcer": {"United Kingdom"},
    "epilepsy": {"Germany", "Austria"},
    "stroke": NOT_RECOMMENDED, "cerebral-palsy": NOT_RECOMMENDED,
    "parkinsons-disease": NOT_RECOMMENDED, "rheumatic-spasm": NOT_RECOMMENDED,
}  # fmt: skip
PLACES = [
    "Norway", "United Kingdom", "Germany", "Austria", "United States", "Australia", "Singapore",
]  # fmt: skip
# Each class with what it is known by: a word that somebody says, and codes of the WHO.
CLASSES = {
    "baclofen-among-medicines": ["baclofen", "M03BX01"],
    "opioids": ["codeine", "N02AA01", "N07BC02", "R05DA04", "N01AH01"],
    "alcohol": ["alcohol"],
    "benzodiazepines": ["diazepam", "zolpidem", "N05BA01", "N05CD07", "N05CF01", "N03AE01"],
    "other-sedatives": ["melatonin", "N05BC01", "N05CM02", "N03AA02", "N06AX11", "N07XX04"],
    "sedating-antihistamines": ["promethazine", "R06AA02", "R06AB04", "R06AD02", "R06AE03",
                                "R06AX17", "N05BB01", "N05CM20"],
    "gabapentinoids": ["pregabalin", "N02BF01", "N03AX16"],
    "cannabinoids": ["cannabis", "N02BG10", "A04AD11", "N03AX24"],
    "herbal-sedatives": ["valerian", "kava", "N05CM09"],
    "antiepileptics": ["carbamazepine", "N03AB02", "N03AF01", "N03AG01", "N03AX09"],
    "antipsychotics": ["quetiapine", "N05AH04", "N05AD01", "N05AX08"],
    "muscle-relaxants": ["tizanidine", "M03BX02", "M03CA01"],
    "tricyclics": ["amitriptyline", "N06AA09"],
    "mao-inhibitors": ["selegiline", "N06AF03", "N06AG02", "N04BD01"],
    "lithium": ["lithium", "N05AN01"],
    "levodopa": ["co-careldopa", "N04BA02"],
    "antihypertensives": ["amlodipine", "C02CA04", "C03AA03", "C07AB07", "C08CA01", "C09AA05"],
    "antidiabetics": ["insulin", "A10BA02"],
    "anaesthetics": ["propofol", "N01AX10", "M03AC09"],
    "nsaids": ["ibuprofen", "M01AE01", "M01AB05", "M01AH01", "N02BA01"],
    "kidney-lowering": ["tacrolimus", "C09AA05", "J01GB03", "L04AD01", "M04AB01"],
}  # fmt: skip
SLOW_THE_BRAIN = [
    "opioids", "alcohol", "benzodiazepines", "other-sedatives", "sedating-antihistamines",
    "gabapentinoids", "cannabinoids", "herbal-sedatives", "antiepileptics", "antipsychotics",
    "muscle-relaxants", "tricyclics",
]  # fmt: skip
OTHERS = {
    "other-baclofen": {
        "as needed": ("baclofen-as-needed", "stop"),
        "another prescriber": ("baclofen-elsewhere", "stop"),
        "pump": ("baclofen-pump", "stop"),
    },
    "pregnancy": {"yes": ("pregnant", "stop"), "planning": ("pregnancy-planned", "caution")},
    "breast-feeding": {"yes": ("breast-feeding", "caution")},
}


def severities(kind, answer, country="Norway", way="up"):
    return {found.code: found.severity for found in screen_answers(kind, answer, country, way)}


def test_every_entry_is_in_the_table():
    assert [hazard.code for hazard in hazards("condition")] == CONDITIONS
    assert [hazard.code for hazard in hazards("medicine")] == list(CLASSES)
    assert [h.code for h in hazards("medicine") if h.depressant] == SLOW_THE_BRAIN
    assert [h.code for h in hazards("medicine") if h.kidneys] == ["nsaids", "kidney-lowering"]
    assert {kind: [hazard.code for hazard in hazards(kind)] for kind in OTHERS} == {
        kind: [code for code, _ in answers.values()] for kind, answers in OTHERS.items()
    }


@pytest.mark.parametrize("code", CONDITIONS)
@pytest.mark.parametrize("country", PLACES)
def test_a_condition_is_as_bad_as_its_sources_say_there(code, country):
    stopped = code in STOPS or country in STOPS_IN.get(code, ())
    assert severities("condition", [code], country) == {code: "stop" if stopped else "caution"}
    assert severities("condition", [code], country, "down") == {code: "caution"}


@pytest.mark.parametrize("code", CLASSES)
def test_a_medicine_is_found_by_its_class_its_name_and_its_codes(code):
    expected = "stop" if code == "baclofen-among-medicines" else "caution"
    for word in (code, *CLASSES[code]):
        assert severities("medicine", [word])[code] == expected
        assert severities("medicine", [word], way="down")[code] == "caution"


def test_every_name_and_prefix_of_the_file_finds_its_class():
    for hazard in hazards("medicine"):
        for word in (hazard.code, *hazard.names, *(f"{prefix}99" for prefix in hazard.atc)):
            assert hazard.code in severities("medicine", [word])


def test_what_is_like_a_class_and_no_part_of_it_is_not_found():
    assert "antihypertensives" not in severities("medicine", ["N02AA01"])
    assert set(severities("medicine", ["N05AN01"])) == {"lithium"}
    assert set(severities("medicine", ["M03BX02"])) == {"muscle-relaxants"}
    for word in ("R06AE07", "M01AX05", "N02", "N"):
        with pytest.raises(UnknownNameError):
            screen_answers("medicine", [word], "Norway", "up")


KINDS = ("condition", "medicine", "other-baclofen")


@pytest.mark.parametrize("kind", KINDS)
def test_capitals_blanks_and_underscores_make_no_difference(kind):
    """What is typed is found however it is written, and so is the name that is shown."""
    for hazard in hazards(kind):
        for word in (hazard.code, hazard.name, *hazard.names):
            for spelling in (
                word.upper(), word.capitalize(), word.replace("-", " "), word.replace(" ", "_"),
                f" {word.replace('-', '_')} ",
            ):  # fmt: skip
                assert hazard.code in severities(kind, [spelling]), spelling
        for prefix in hazard.atc:
            assert hazard.code in severities(kind, [f"{prefix}99".lower()])


def test_words_that_clinicians_use_find_their_condition():
    for word, code in {
        "Seizures": "epilepsy", "an active peptic ulcer": "peptic-ulcer", "Ulcer": "peptic-ulcer",
        "Parkinson's disease": "parkinsons-disease", "ESRD": "terminal-kidney-failure",
        "COPD": "respiratory-impairment", "depression": "mood-disorder",
        "schizophrenia": "psychosis", "Diabetes mellitus": "diabetes", "CVA": "stroke",
    }.items():  # fmt: skip
        assert set(severities("condition", [word])) == {code}


def test_no_word_of_a_condition_or_other_answer_means_two():
    for kind in ("condition", "other-baclofen"):
        for hazard in hazards(kind):
            for word in (hazard.code, hazard.name, *hazard.names):
                assert set(severities(kind, [word])) == {hazard.code}


@pytest.mark.parametrize("kind", OTHERS)
def test_the_other_answers_are_found(kind):
    for word, (code, severity) in OTHERS[kind].items():
        assert severities(kind, [word]) == {code: severity}
        assert severities(kind, [word], way="down") == {code: "caution"}


def test_a_long_list_is_counted_and_never_cut():
    words = [name for hazard in hazards("medicine") for name in hazard.names][:60]
    found = words_found(words)
    assert len(found) <= 200
    *shown, rest = found.split(", ")
    assert rest == f"and {len(set(words)) - len(shown)} more"
    assert shown == sorted(set(words))[: len(shown)]


def test_unknown_is_refused_with_near_matches():
    with pytest.raises(UnknownNameError, match="Did you mean ibuprofen"):
        screen_answers("medicine", ["ibuprofin"], "Norway", "up")


def test_none_is_not_not_asked():
    assert severities("medicine", "none") == {}


# What has to be findable, in the words of whoever asked for it, with the code that it means.
DUE = {
    "condition": {
        "hypersensitivity": "hypersensitivity", "active peptic ulcer": "peptic-ulcer",
        "epilepsy": "epilepsy", "terminal renal failure": "terminal-kidney-failure",
        "stroke": "stroke", "Parkinson's disease": "parkinsons-disease",
        "cerebral palsy": "cerebral-palsy", "psychosis": "psychosis",
        "mood disorder": "mood-disorder", "suicidality": "suicidality",
        "alcohol misuse": "substance-misuse", "substance misuse": "substance-misuse",
        "porphyria": "porphyria", "hypertension": "hypertension", "diabetes": "diabetes",
        "respiratory impairment": "respiratory-impairment",
        "bladder sphincter hypertonia": "bladder-sphincter-hypertonia",
        "autonomic dysreflexia": "autonomic-dysreflexia", "ovarian cysts": "ovarian-cysts",
        "rheumatic spasm": "rheumatic-spasm",
        "spasticity needed for standing": "spasticity-for-posture",
        "spasticity needed for balance": "spasticity-for-posture",
        "spastic state not yet stable": "unstable-spasticity",
    },
    "medicine": {
        "opioids": "opioids", "alcohol": "alcohol", "benzodiazepines": "benzodiazepines",
        "CNS depressants": "other-sedatives", "sedating antihistamines": "sedating-antihistamines",
        "gabapentinoids": "gabapentinoids", "cannabinoids": "cannabinoids",
        "herbal sedatives": "herbal-sedatives", "muscle relaxants": "muscle-relaxants",
        "tricyclics": "tricyclics", "MAO inhibitors": "mao-inhibitors", "lithium": "lithium",
        "levodopa": "levodopa", "antihypertensives": "antihypertensives",
        "antidiabetics": "antidiabetics", "NSAIDs": "nsaids", "ibuprofen": "nsaids",
        "nephroactive medicine": "kidney-lowering", "anaesthetics": "anaesthetics",
    },
    "other-baclofen": {
        "as needed": "baclofen-as-needed", "another prescriber": "baclofen-elsewhere",
        "pump": "baclofen-pump",
    },
}  # fmt: skip
DUE_WORDS = [(kind, word) for kind, words in DUE.items() for word in words]


@pytest.mark.parametrize(("kind", "word"), DUE_WORDS)
def test_what_is_due_is_found_with_its_judgement_and_its_source(kind, word):
    (found,) = screen_answers(kind, [word], "Norway", "up")
    assert found.code == DUE[kind][word]
    assert found.severity in ("stop", "caution")
    kinds = [author.kind for author in found.authors]
    assert "judgement" in kinds
    cited = [author for author in found.authors if author.kind != "judgement"]
    ours = {"baclofen-as-needed", "baclofen-elsewhere"}
    assert bool(cited) == (found.code not in ours)
    assert all(author.grade in "ABCD" and author.title for author in cited)


# Codes of the WHO classification as they stand there, each with a class of ours.
SUBSTANCES = {
    "N02AA05": "opioids", "N02AX02": "opioids", "N05BA12": "benzodiazepines",
    "N05CF02": "benzodiazepines", "R06AD02": "sedating-antihistamines",
    "N02BF02": "gabapentinoids", "N03AX12": "gabapentinoids", "M03BX02": "muscle-relaxants",
    "N06AA02": "tricyclics", "N06AG02": "mao-inhibitors", "N05AN01": "lithium",
    "N04BA02": "levodopa", "C09AA03": "antihypertensives", "C07AB02": "antihypertensives",
    "A10BA02": "antidiabetics", "M01AE02": "nsaids", "M01AB05": "nsaids",
    "L04AD02": "kidney-lowering", "N01AX03": "anaesthetics", "N05AH03": "antipsychotics",
    "N03AX14": "antiepileptics",
}  # fmt: skip


@pytest.mark.parametrize("atc", SUBSTANCES)
def test_real_codes_find_their_class(atc):
    assert SUBSTANCES[atc] in severities("medicine", [atc])
