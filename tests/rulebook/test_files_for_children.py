"""Files for children: what was seen of each source, number by number.

The numbers were written by hand from the sources as they were seen, not from the files.
"""

from __future__ import annotations

import pytest

from baclofen_titration.protocols import load_protocol
from rulebook.reading import graded

OURS = "judgement"
EU, NL, DK, RISE = "BFARM:A", "NL1:B", "DK1:B", "NL1:B KOBLE:B judgement"


# File, who prints the start, who the rise, days, who says so, largest day [mg], ages.
@pytest.mark.parametrize(
    ("name", "start", "rise", "said", "most", "ages"),
    [
        ("eu-label-child", EU, RISE, (7, f"{EU} {OURS}"), "60 mg/day", ("1 year", "18 years")),
        ("nl-label-child", NL, NL, (14, NL), "60 mg/day", ("1 year", "18 years")),
        ("nl-kinderformularium-child", NL, NL, (14, NL), "40 mg/day", ("1 year", "8 years")),
        ("dk-promedicin-child", DK, RISE, (7, DK), "60 mg/day", ("1 year", "18 years")),
    ],
)
def test_by_weight(name, start, rise, said, most, ages):
    protocol = load_protocol(name)
    way = protocol.by_weight
    assert (str(way.start.value), graded(way.start.authors)) == ("0.3 mg/kg/day", start)
    assert way.slowest == way.fastest
    assert (str(way.fastest.value), graded(way.fastest.authors)) == ("0.3 mg/kg/day", rise)
    assert way.days.shortest == way.days.longest
    assert (way.days.shortest, graded(way.days.authors)) == said
    assert [len(band.times) for band in way.times] == [4]
    assert str(protocol.limits.value("max_daily_dose")) == str(int(most.split()[0]) * 1000)
    assert (str(protocol.min_age.value), str(protocol.below_age.value)) == ages
    held = {limit.rule: str(limit.value) for limit in protocol.limits_per_kg}
    assert held == {
        "max_daily_dose": "2 mg/kg/day",
        "max_first_day": "0.3 mg/kg/day",
        "max_rise": "0.3 mg/kg/day",
    }
    usual = protocol.stated.usual_range
    assert (str(usual.lowest), str(usual.highest)) == ("0.75 mg/kg/day", "2 mg/kg/day")


@pytest.mark.parametrize(
    ("name", "bands"),
    [
        ("eu-label-child", [("0 years", "8 years", 40), ("8 years", None, 60)]),
        ("nl-label-child", [("0 years", "8 years", 40), ("8 years", None, 60)]),
        ("nl-kinderformularium-child", []),
        ("dk-promedicin-child", [("0 years", "8 years", 40), ("8 years", None, 60)]),
        ("jp-label-child",
         [("0 years", "7 years", 15), ("7 years", "12 years", 20), ("12 years", None, 25)]),
    ],
)  # fmt: skip
def test_maxima_by_age(name, bands):
    held = load_protocol(name).limits_by_age
    assert [
        (str(b.from_age), b.below_age and str(b.below_age), b.value.micrograms // 1000)
        for b in held
    ] == bands


def test_the_danish_text_ends_at_30_kg_and_tablets_begin_at_33():
    danish = load_protocol("dk-promedicin-child")
    assert str(danish.below_weight.value) == "30 kg"
    for name in ("eu-label-child", "nl-label-child", "nl-kinderformularium-child"):
        assert str(load_protocol(name).tablets_from.value) == "33 kg"


@pytest.mark.parametrize(
    ("name", "table", "lowest", "highest", "authors"),
    [
        ("fr-lioresal-child", "start", "0.3 mg/kg/day", "0.3 mg/kg/day", "FR-LIO:A"),
        ("fr-lioresal-child", "days", "7", "14", "FR-LIO:A"),
        ("fr-lioresal-child", "doses_a_day", "2", "4", "FR-LIO:A"),
        ("ar-label-child", "maximum", "2.5 mg/kg/day", "2.5 mg/kg/day", "AR1:A AR2:A"),
        ("ca-bc-childrens-child", "start", "2.5 mg/day", "15 mg/day", "PEDMED:B"),
        ("ca-bc-childrens-child", "days", "3", "7", "PEDMED:B"),
        ("ca-bc-childrens-child", "maximum", "40 mg/day", "200 mg/day", "PEDMED:B"),
        ("br-hospital-child", "maximum", "40 mg/day", "80 mg/day", "SCAM:B"),
        ("us-harriet-lane-child", "start", "2.5 mg/day", "10 mg/day", f"HL1:C {OURS}"),
        ("us-harriet-lane-child", "maximum", "60 mg/day", "120 mg/day", f"HL1:C {OURS}"),
        ("us-uptodate-table-child", "start", "0.5 mg/kg/day", "0.5 mg/kg/day", f"UTD1:C {OURS}"),
        ("us-texas-child", "maximum", "40 mg/day", "80 mg/day", "TXDUR:B"),
        ("he-2014-trial-child", "start", "7.5 mg/day", "7.5 mg/day", "HE14:A"),
        ("old-label-table-child", "start", "10 mg/day", "10 mg/day", f"DM3:C {OURS}"),
    ],
)
def test_what_stands_beside_the_rules(name, table, lowest, highest, authors):
    found = getattr(load_protocol(name).stated, table)
    assert (str(found.lowest), str(found.highest)) == (lowest, highest)
    assert graded(found.authors) == authors


@pytest.mark.parametrize("name", ["ar-label-child", "old-label-table-child"])
def test_older_tables_are_superseded(name):
    assert load_protocol(name).status == "superseded"


@pytest.mark.parametrize("name", ["ca-bc-childrens-child", "br-hospital-child"])
def test_5_mg_more_is_left_open(name):
    assert load_protocol(name).stated.rise.basis == "unstated"
