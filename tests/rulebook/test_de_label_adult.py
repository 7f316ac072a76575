"""The two German files say what was seen in the evidence, number by number."""

from __future__ import annotations

import pytest

from baclofen_titration.protocols import load_protocol
from baclofen_titration.quantities import DailyDose, Dose
from rulebook.reading import graded, who

USUAL, SENSITIVE = "de-label-adult", "de-label-sensitive-adult"

LIMITS_OF_BOTH = {
    "max_daily_dose": (DailyDose("75 mg/day"), "DE1:A"),
    "max_dose": (Dose("25 mg"), "judgement"),
    "max_rise_per_dose": (Dose("5 mg"), "judgement"),
    "min_days_between_rises": (3, "DE1:A judgement"),
    "max_fall": (DailyDose("10 mg/day"), "judgement"),
    "max_fall_per_dose": (Dose("10 mg"), "judgement"),
    "min_days_between_falls": (3, "DE1:A judgement"),
    "max_last_daily_dose": (DailyDose("10 mg/day"), "judgement"),
    "min_hours_between_takings": (4, "judgement"),
}
LIMITS = {
    USUAL: {
        **LIMITS_OF_BOTH,
        "max_first_day": (DailyDose("15 mg/day"), "DE1:A"),
        "max_rise": (DailyDose("15 mg/day"), "DE1:A"),
    },
    SENSITIVE: {
        **LIMITS_OF_BOTH,
        "max_first_day": (DailyDose("10 mg/day"), "DE1:A"),
        "max_rise": (DailyDose("5 mg/day"), "DE1:A judgement"),
    },
}

# Topic, a number or word of it, and each source with its grade.
FIRST = [
    ("usual range", "30 to 75 mg a day", "DE1:A"),
    ("maximum in hospital", "rarely 90 to 120 mg a day, normally in hospital", "DE1:A"),
]
OWN = {
    USUAL: [
        ("number of doses", "2 to 4 doses a day", "DE1:A"),
        ("sensitive patients", "5 or 10 mg a day", "DE1:A"),
    ],
    SENSITIVE: [
        ("number of doses", "2 to 4 doses a day", "DE1:A"),
        ("other adults", "15 mg a day and rise by 5 to 15 mg a day", "DE1:A"),
        ("sensitive patients elsewhere: Singapore, Argentina", "5 or 10 mg a day", "SG1:A AR1:A"),
    ],
}
LAST = [
    ("no benefit", "6 to 8 weeks at the maximum dose", "DE1:A"),
    ("older and frail people", "from 65 years on", "DE1:A"),
    ("stopping", "about 3 weeks after use for more than 2 to 3 months", "DE1:A"),
    ("stopping: another German leaflet", "about 1 to 2 weeks", "DE3:A"),
    ("contraindication in two leaflets: epilepsy", "contraindication", "DE4:A AT1:A"),
    ("contraindication in two leaflets: terminal renal failure", "terminal", "DE4:A AT1:A"),
    ("end-stage renal failure in another leaflet", "not a contraindication", "DE3:A"),
    ("special caution", "bulbar paralysis", "DE4:A"),
    ("kidneys: dosing.de", "begins at 5 mg a day", "DOSINGDE:B"),
    ("medicines that affect the kidneys", "need watching", "DE3:A"),
    ("maximum elsewhere: United States, Canada", "80 mg a day", "US1:A US2:A CA3:A"),
    ("maximum elsewhere: United Kingdom", "100 mg a day", "BNF1:B BNF2:B"),
    ("maximum elsewhere: Singapore", "100 to 120 mg a day in hospital", "SG1:A"),
    ("maximum elsewhere: Denmark", "usually not above 100 mg a day", "DK1:B"),
    ("standard dose elsewhere: Japan", "30 mg a day", "JP1:A JP2:A"),
    ("usual range elsewhere: United States, Canada", "40 to 80 mg a day", "US1:A US2:A CA3:A"),
    ("usual range elsewhere: United Kingdom", "up to 60 mg a day", "BNF1:B"),
    ("rises elsewhere: United States, Canada", "15 mg a day more", "US1:A US2:A CA3:A"),
    ("rises elsewhere: Japan", "5 to 10 mg a day more every 2 to 3 days", "JP1:A JP2:A"),
    ("length of a taper: United States", "slowly, without a number", "US5:A"),
    ("length of a taper: Canada, Singapore, Denmark", "about 1 to 2 weeks", "CA3:A SG1:A DK1:B"),
    ("length of a taper: United Kingdom", "at least 1 to 2 weeks, longer if symptoms", "BNF2:B"),
    ("length of a taper: Switzerland", "about 3 weeks", "CH1:A"),
    ("steps of a taper: France", "steps of 10 or 15 mg", "FR-LIO:A"),
]


@pytest.fixture(scope="module", params=[USUAL, SENSITIVE])
def german(request):
    return load_protocol(request.param)


@pytest.fixture(scope="module")
def usual():
    return load_protocol(USUAL)


@pytest.fixture(scope="module")
def sensitive():
    return load_protocol(SENSITIVE)


def bands_of(protocol):
    return [(str(b.from_daily), b.times, who(b.authors)) for b in protocol.titration.rule.times]


def test_whom_they_cover(usual, sensitive):
    assert usual.jurisdiction == sensitive.jurisdiction == "Germany"
    assert usual.population == "Adults of 18 years and over, outside a hospital."
    assert "sensitive to medicines" in sensitive.population
    assert str(usual.min_age.value) == str(sensitive.min_age.value) == "18 years"


def test_limits_are_what_was_seen(german):
    limits = {x.rule: (x.value, graded(x.authors)) for x in german.limits.limits}
    assert limits == LIMITS[german.id]


def test_there_is_no_table(german):
    """Without rows the three names of the table are those of the rule."""
    table = german.titration
    assert table.steps == ()
    assert (table.basis, table.rise, table.days) == (
        "per day",
        table.rule.fastest,
        table.rule.days,
    )


def test_the_rule_for_most_adults(usual):
    """From 15 mg/day, 5 to 15 mg/day more, not before every third day, three times a day."""
    rule = usual.titration.rule
    assert (rule.basis, rule.days.value) == ("per day", 3)
    assert rule.start.value == DailyDose("15 mg/day")
    assert rule.slowest.value == DailyDose("5 mg/day")
    assert rule.fastest.value == DailyDose("15 mg/day")
    assert who(rule.start.authors) == who(rule.slowest.authors) == who(rule.fastest.authors)
    assert who(rule.start.authors) == "DE1"
    assert who(rule.days.authors) == "DE1 judgement"
    assert bands_of(usual) == [("15 mg/day", ("morning", "midday", "evening"), "DE1 judgement")]


def test_the_rule_for_sensitive_adults(sensitive):
    """From 5 mg/day, 5 mg/day more, not before day 3."""
    rule = sensitive.titration.rule
    assert (rule.basis, rule.days.value) == ("per day", 3)
    assert rule.start.value == rule.slowest.value == rule.fastest.value == DailyDose("5 mg/day")
    for author in (rule.start, rule.slowest, rule.fastest, rule.days):
        assert who(author.authors) == "DE1 judgement"
    assert bands_of(sensitive) == [
        ("5 mg/day", ("evening",), "judgement"),
        ("10 mg/day", ("morning", "evening"), "DE1 judgement"),
        ("15 mg/day", ("morning", "midday", "evening"), "DE1 judgement"),
    ]


def test_the_label_takes_three_weeks_down_from_its_maximum(german):
    """65, 55, 45, 35, 25, 15 and 5 mg/day: seven daily doses, three days each."""
    most, fall = german.limits.value("max_daily_dose"), german.limits.value("max_fall")
    lower = len(range(most - fall, 0, -fall))
    assert lower * german.limits.value("min_days_between_falls") == 21


def test_orders_and_clock(german):
    assert german.titration.growth_order.value == ("bedtime", "evening", "morning", "midday")
    assert german.taper.fall_order.value == ("midday", "morning", "evening", "bedtime")
    assert german.three_dose_day.value == ("morning", "midday", "evening")
    assert list(german.clock.values()) == ["08:00", "13:00", "18:00", "22:00"]


def test_kidneys_may_be_stated_as_normal_from_18_to_below_65_years(german):
    bands = [
        (str(b.from_age), b.below_age and str(b.below_age), b.accept, who(b.authors))
        for b in german.kidneys_stated_normal
    ]
    assert bands == [
        ("0 years", "18 years", False, "judgement"),
        ("18 years", "65 years", True, "DE3 DE4 judgement"),
        ("65 years", None, False, "DE1 BEERS judgement"),
    ]


def test_reviews(german):
    benefit, need = german.reviews
    assert (benefit.days, benefit.counted_from) == (42, "last rise")
    assert (need.months, need.counted_from) == (12, "start")
    assert graded(benefit.authors) == "DE1:A judgement"
    assert graded(need.authors) == "judgement"


def test_facts_are_what_was_seen(german):
    facts = [*FIRST, *OWN[german.id], *LAST]
    assert [(fact.topic, graded(fact.authors)) for fact in german.facts] == [
        (topic, authors) for topic, _, authors in facts
    ]
    for fact, (_, words, _) in zip(german.facts, facts, strict=True):
        assert words in fact.says, fact.topic
