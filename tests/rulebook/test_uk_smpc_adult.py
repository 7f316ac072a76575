"""The UK file says what was seen in the evidence, number by number, and what we judged."""

from __future__ import annotations

import pytest

from baclofen_titration.protocols import load_protocol
from baclofen_titration.quantities import DailyDose, Dose
from rulebook.reading import graded, in_mg, row_of, who

SUMMARIES = "UK1 UK3 judgement"

# Rule, value, and who says so.
LIMITS = {
    "max_daily_dose": (DailyDose("100 mg/day"), "BNF1:B BNF2:B UK1:C judgement"),
    "max_dose": (Dose("25 mg"), "judgement"),
    "max_first_day": (DailyDose("15 mg/day"), "BNF1:B BNF2:B UK1:C UK3:C judgement"),
    "max_rise": (DailyDose("15 mg/day"), "UK1:C UK3:C judgement"),
    "max_rise_per_dose": (Dose("5 mg"), "UK1:C UK3:C judgement"),
    "min_days_between_rises": (3, "UK1:C UK3:C judgement"),
    "max_fall": (DailyDose("10 mg/day"), "judgement"),
    "max_fall_per_dose": (Dose("10 mg"), "judgement"),
    "min_days_between_falls": (2, "judgement"),
    "max_last_daily_dose": (DailyDose("10 mg/day"), "judgement"),
    "min_hours_between_takings": (4, "judgement"),
}

# Morning, midday, evening, bedtime [mg]; the sum [mg/day]; days; who says so.
TABLE = [
    (5, 5, 5, None, 15, 3, SUMMARIES),
    (10, 10, 10, None, 30, 3, SUMMARIES),
    (15, 15, 15, None, 45, 3, SUMMARIES),
    (20, 20, 20, None, 60, 3, SUMMARIES),
    (20, 20, 20, 5, 65, 3, "judgement"),
    (20, 20, 20, 10, 70, 3, "judgement"),
    (20, 20, 20, 15, 75, 3, "judgement"),
    (20, 20, 20, 20, 80, 3, "judgement"),
]

# Topic, a number or word of it, and each source with its grade.
FACTS = [
    ("maximum in hospital", "more than 100 mg a day only in hospital", "UK1:C judgement"),
    ("number of doses", "small and frequent doses", "UK1:C UK3:C judgement"),
    ("before the start", "stable first", "UK3:C UK4:A judgement"),
    ("lowest effective dose; tablets and liquid", "bioequivalent", "UK6:A"),
    ("meals", "during meals", "UK2b:C judgement"),
    ("contraindications", "hypersensitivity; peptic ulceration", "UK2:A"),
    ("warnings", "porphyria", "UK2:A"),
    ("encephalopathy", "encephalopathy", "UK9:A"),
    ("kidneys", "the numbers of the text were cut off", "UK2:A"),
    ("kidneys: BNF for Children", "eGFR below 15 mL/min/1.73 m²", "BNF3:B"),
    ("liver", "caution", "UK2:A BNF3:B"),
    ("older people", "careful titration; no number", "UK3:C judgement"),
    ("spasticity of cerebral origin", "cautious dosage schedule; no number", "VN1:C judgement"),
    ("body weight", "below 33 kg", "UK12:A"),
    ("stopping", "over 1 to 2 weeks", "UK3:C judgement"),
    ("stopping: formularies", "at least 1 to 2 weeks, longer if symptoms", "BNF2:B BNF3:B"),
    ("weekly variant", "5 mg more three times a day each week", "BNF6:B"),
    ("same steps elsewhere: United States, Canada", "5, 10, 15 and 20 mg", "US1:A US2:A CA3:A"),
    ("maximum elsewhere: United States, Canada", "80 mg a day", "US1:A US2:A CA3:A"),
    ("maximum elsewhere: Germany", "75 mg a day for outpatients", "DE1:A"),
    ("maximum elsewhere: Singapore", "100 to 120 mg a day in hospital", "SG1:A"),
    ("maximum elsewhere: Denmark", "usually not above 100 mg a day", "DK1:B"),
    ("standard dose elsewhere: Japan", "30 mg a day", "JP1:A JP2:A"),
    ("usual range elsewhere: United States, Canada", "40 to 80 mg a day", "US1:A US2:A CA3:A"),
    ("usual range elsewhere: Germany, Singapore", "30 to 75 mg a day", "DE1:A SG1:A"),
    ("length of a taper: United States", "slowly, without a number", "US5:A"),
    ("length of a taper: Canada, Singapore, Denmark", "about 1 to 2 weeks", "CA3:A SG1:A DK1:B"),
    ("length of a taper: Germany, Switzerland", "about 3 weeks", "DE1:A CH1:A"),
    ("steps of a taper: France", "steps of 10 or 15 mg", "FR-LIO:A"),
]


@pytest.fixture(scope="module")
def uk():
    return load_protocol("uk-smpc-adult")


def test_whom_it_covers(uk):
    assert uk.jurisdiction == "United Kingdom"
    assert (str(uk.min_age.value), uk.below_age) == ("18 years", None)
    assert uk.population == "Adults of 18 years and over, outside a hospital."
    assert "as summarised" in uk.title


@pytest.mark.parametrize("rule", LIMITS)
def test_limit_is_what_was_seen(uk, rule):
    value, authors = LIMITS[rule]
    limit = uk.limits.get(rule)
    assert (limit.value, graded(limit.authors)) == (value, authors)


def test_rows_are_what_was_seen(uk):
    rows = [
        (*in_mg(*doses), DailyDose(f"{total} mg/day"), days, authors)
        for *doses, total, days, authors in TABLE
    ]
    assert [row_of(step) for step in uk.titration.steps] == rows


def test_the_rule_behind_the_table(uk):
    table = uk.titration
    assert (table.basis, table.rise.value, table.days.value) == ("per dose", Dose("5 mg"), 3)
    assert who(table.rise.authors) == who(table.days.authors) == SUMMARIES


def test_the_rule_after_the_table_is_a_judgement(uk):
    """From 80 mg/day to 100 mg/day, 5 mg/day every three days, four times a day."""
    rule = uk.titration.rule
    assert (rule.start, rule.basis, rule.days.value) == (None, "per day", 3)
    assert rule.slowest == rule.fastest
    assert rule.fastest.value == DailyDose("5 mg/day")
    (band,) = rule.times
    assert band.from_daily == DailyDose("80 mg/day")
    assert band.times == ("morning", "midday", "evening", "bedtime")
    assert who(rule.fastest.authors) == who(rule.days.authors) == "judgement"
    assert who(band.authors) == SUMMARIES


def test_orders_and_clock(uk):
    assert uk.titration.growth_order.value == ("bedtime", "evening", "morning", "midday")
    assert uk.taper.fall_order.value == ("midday", "morning", "evening", "bedtime")
    assert uk.three_dose_day.value == ("morning", "midday", "evening")
    assert list(uk.clock.values()) == ["08:00", "13:00", "18:00", "22:00"]


def test_kidneys_may_be_stated_as_normal_from_18_to_below_65_years(uk):
    bands = [
        (str(b.from_age), b.below_age and str(b.below_age), b.accept, who(b.authors))
        for b in uk.kidneys_stated_normal
    ]
    assert bands == [
        ("0 years", "18 years", False, "judgement"),
        ("18 years", "65 years", True, "UK2 judgement"),
        ("65 years", None, False, "UK2 BEERS judgement"),
    ]


def test_reviews(uk):
    benefit, need = uk.reviews
    assert (benefit.days, benefit.counted_from) == (42, "last rise")
    assert (need.months, need.counted_from) == (12, "start")
    assert graded(benefit.authors) == "BNF1:B BNF2:B judgement"
    assert graded(need.authors) == "judgement"


def test_facts_are_what_was_seen(uk):
    assert [(fact.topic, graded(fact.authors)) for fact in uk.facts] == [
        (topic, authors) for topic, _, authors in FACTS
    ]
    for fact, (_, words, _) in zip(uk.facts, FACTS, strict=True):
        assert words in fact.says
