"""Files that say less, or something else: what was seen of each source, number by number.

The numbers were written by hand from the sources as they were seen, not from the files.
"""

from __future__ import annotations

import pytest

from baclofen_titration.protocols import load_protocol
from rulebook.reading import graded

OURS = "judgement"
FR, JP = "FR-LIO:A", "JP1:A JP2:A"


# File, table, lowest, highest, who says so.
@pytest.mark.parametrize(
    ("name", "table", "lowest", "highest", "authors"),
    [
        ("fr-winthrop-adult", "gentler_start", "5 mg/day", "10 mg/day", f"FR1:C {OURS}"),
        ("fr-winthrop-adult", "usual_range", "30 mg/day", "75 mg/day", f"FR1:C {OURS}"),
        ("fr-winthrop-adult", "inpatient_maximum", "100 mg/day", "120 mg/day", f"FR1:C {OURS}"),
        ("fr-lioresal-adult", "gentler_start", "5 mg/day", "10 mg/day", FR),
        ("fr-lioresal-adult", "usual_range", "30 mg/day", "80 mg/day", FR),
        ("fr-lioresal-adult", "inpatient_maximum", "100 mg/day", "120 mg/day", FR),
        ("fr-lioresal-adult", "taper_fall", "10 mg/day", "15 mg/day", FR),
        ("fr-lioresal-adult", "trial_period", "42", "56", FR),
        ("fr-baclocur-alcohol-adult", "start", "15 mg/day", "20 mg/day", "FR2:A"),
        ("fr-baclocur-alcohol-adult", "rise", "10 mg/day", "10 mg/day", "FR2:A"),
        ("fr-baclocur-alcohol-adult", "days", "3", "4", "FR2:A"),
        ("fr-baclocur-alcohol-adult", "doses_a_day", "2", "4", "FR2:A"),
        ("fr-scheme-2014-alcohol-adult", "rise", "5 mg/day", "10 mg/day", "PVIDF:B"),
        ("fr-scheme-2014-alcohol-adult", "days", "2", "3", "PVIDF:B"),
        ("fr-scheme-2014-alcohol-adult", "maximum", "300 mg/day", "300 mg/day", "PVIDF:B"),
        ("au-label-adult", "start", "15 mg/day", "15 mg/day", f"AU4:C {OURS}"),
        ("au-label-adult", "usual_range", "30 mg/day", "75 mg/day", "AU1:A"),
        ("au-label-adult", "inpatient_maximum", "None", "100 mg/day", "AU1:A"),
        ("au-guideline-adult", "rise", "10 mg/day", "15 mg/day", "ETG:B"),
        ("au-guideline-adult", "days", "3", "3", "ETG:B"),
        ("au-guideline-adult", "maximum", "100 mg/day", "100 mg/day", "ETG:B"),
        ("nz-datasheet-adult", "start", "15 mg/day", "15 mg/day", "NZ1:A"),
        ("ar-label-adult", "gentler_start", "5 mg/day", "10 mg/day", "AR1:A"),
        ("ar-label-adult", "usual_range", "30 mg/day", "80 mg/day", "AR1:A"),
        ("dk-promedicin-adult", "usual_range", "30 mg/day", "80 mg/day", "DK1:B"),
        ("jp-label-adult", "start", "5 mg/day", "15 mg/day", JP),
        ("jp-label-adult", "rise", "5 mg/day", "10 mg/day", JP),
        ("jp-label-adult", "doses_a_day", "1", "3", JP),
    ],
)
def test_what_stands_beside_the_rules(name, table, lowest, highest, authors):
    found = getattr(load_protocol(name).stated, table)
    assert (str(found.lowest), str(found.highest)) == (lowest, highest)
    assert graded(found.authors) == authors


@pytest.mark.parametrize(
    ("name", "used", "lowest", "highest"),
    [
        ("fr-lioresal-adult", None, 7, 14),
        ("fr-scheme-2014-alcohol-adult", None, 7, 28),
        ("ch-label-adult", 60, 21, 21),
        ("au-guideline-adult", None, 14, 14),
        ("dk-promedicin-adult", None, 7, 14),
    ],
)
def test_length_of_a_taper(name, used, lowest, highest):
    (length,) = load_protocol(name).stated.taper_lengths
    assert (length.used_longer_than, length.lowest, length.highest) == (used, lowest, highest)


def test_the_scheme_of_2014_asks_on_the_way_and_is_history():
    scheme = load_protocol("fr-scheme-2014-alcohol-adult")
    assert [str(gate.value) for gate in scheme.stated.approval_gates] == [
        "120 mg/day",
        "180 mg/day",
    ]
    assert scheme.status == "superseded"


def test_both_danish_readings_stand():
    (open_question,) = load_protocol("dk-promedicin-adult").unstated
    assert open_question.readings == ()
    per_day, per_dose = open_question.choices
    assert (per_day.name, per_day.rule) == ("per-day", None)
    assert (per_dose.name, per_dose.rule.basis) == ("per-dose", "per dose")
    assert str(load_protocol("dk-promedicin-adult").titration.rise.value) == "5 mg/day"
    assert str(per_dose.rule.fastest.value) == "5 mg"


@pytest.mark.parametrize(
    ("name", "topic", "words", "authors"),
    [
        ("hk-label-adult", "dialysis", "5 mg a day", "HK1:A"),
        ("hk-label-adult", "liver", "caution in severe impairment", "CA5:A"),
        ("at-label-adult", "kidneys", "contraindication", "AT1:A"),
        ("jp-label-adult", "kidneys", "5 mg a day", "JP2:A"),
        ("dk-promedicin-adult", "kidneys", "at most 5 mg a day", "DK1:B"),
        ("fr-winthrop-adult", "kidneys", "about 5 mg a day", f"FR1:C {OURS}"),
    ],
)
def test_kidneys_and_liver(name, topic, words, authors):
    (fact,) = [fact for fact in load_protocol(name).facts if fact.topic == topic]
    assert words in fact.says
    assert graded(fact.authors) == authors
