"""Each shipped protocol says what its sources say; the numbers here were written by hand.

They were taken from the labels and formularies as they were seen, not from the files.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from baclofen_titration.errors import RuleFileError
from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.protocols import list_protocols, load_protocol, read_protocol
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.quantities import DailyDose, Dose
from rulebook.reading import graded, text_of, who

US = "us-label-adult"

# Rule, value, and the sources that print it; "judgement" where no source does.
US_LIMITS = {
    "max_daily_dose": (DailyDose("80 mg/day"), "US1 US2"),
    "max_dose": (Dose("20 mg"), "judgement"),
    "max_first_day": (DailyDose("15 mg/day"), "US1 US2"),
    "max_rise": (DailyDose("15 mg/day"), "US1 US2"),
    "max_rise_per_dose": (Dose("5 mg"), "US1 US2"),
    "min_days_between_rises": (3, "US1 US2"),
    "max_fall": (DailyDose("10 mg/day"), "judgement"),
    "max_fall_per_dose": (Dose("10 mg"), "judgement"),
    "min_days_between_falls": (2, "judgement"),
    "max_last_daily_dose": (DailyDose("10 mg/day"), "judgement"),
    "min_hours_between_takings": (4, "judgement"),
}

# Morning, midday, evening, bedtime [mg]; the sum [mg/day]; days; who prints it.
US_TABLE = [
    (5, 5, 5, None, 15, 3, "US1 US2"),
    (10, 10, 10, None, 30, 3, "US1 US2"),
    (15, 15, 15, None, 45, 3, "US1 US2"),
    (20, 20, 20, None, 60, 3, "US1 US2"),
    (20, 20, 20, 5, 65, 3, "judgement"),
    (20, 20, 20, 10, 70, 3, "judgement"),
    (20, 20, 20, 15, 75, 3, "judgement"),
    (20, 20, 20, 20, 80, 3, "judgement"),
]

# Topic, a number or word of it, and each source with its grade.
US_FACTS = [
    ("what it is for", "multiple sclerosis", "US3:A US9:A"),
    ("stroke, cerebral palsy, Parkinson's disease", "not recommended", "US3:A US9:A"),
    ("stroke", "poor tolerability", "US5:A"),
    ("usual range", "between 40 and 80 mg a day", "US1:A US2:A"),
    ("lowest effective dose", "lowest dose", "US1:A US2:A"),
    ("no benefit", "reasonable trial period", "US1:A US2:A"),
    ("stopping", "slowly, except after serious adverse reactions", "US5:A"),
    ("sudden stop", "hallucinations and seizures", "US5:A"),
    ("kidneys", "no threshold is printed", "US5:A"),
    ("children", "below 12 years", "US12:C judgement"),
    ("drowsiness", "10 to 63 % of patients", "US6:A"),
    ("maximum elsewhere: Canada", "80 mg a day, as 20 mg four times a day", "CA3:A"),
    ("maximum elsewhere: Germany", "75 mg a day for outpatients; rarely 90 to 120 mg", "DE1:A"),
    ("maximum elsewhere: United Kingdom", "100 mg a day", "BNF1:B"),
    ("maximum elsewhere: Singapore", "100 to 120 mg a day in hospital", "SG1:A"),
    ("standard dose elsewhere: Japan", "30 mg a day is the standard dose", "JP1:A JP2:A"),
    ("usual range elsewhere: Canada", "40 to 80 mg a day", "CA3:A"),
    ("usual range elsewhere: Germany, Singapore", "30 to 75 mg a day", "DE1:A SG1:A"),
    ("usual range elsewhere: United Kingdom", "up to 60 mg a day", "BNF1:B"),
    ("usual range elsewhere: Denmark", "30 to 80 mg a day", "DK1:B"),
    ("length of a taper: Canada, Singapore, Denmark", "about 1 to 2 weeks", "CA3:A SG1:A DK1:B"),
    ("length of a taper: United Kingdom", "at least 1 to 2 weeks, longer", "BNF2:B"),
    ("length of a taper: Germany, Switzerland", "about 3 weeks", "DE1:A CH1:A"),
    ("steps of a taper: France", "steps of 10 or 15 mg", "FR-LIO:A"),
]


@pytest.fixture(scope="module")
def us():
    return load_protocol(US)


@pytest.mark.parametrize("name", list_protocols())
class TestEveryShippedFile:
    def test_is_sound_and_named_after_itself(self, name):
        assert load_protocol(name).id == name
        assert load_protocol(name).shipped

    def test_is_signed_by_nobody(self, name):
        assert load_protocol(name).status in ("draft", "superseded", "withdrawn")

    def test_states_every_limit(self, name):
        protocol = load_protocol(name)
        stated = [limit.rule for limit in protocol.limits.limits]
        assert stated == list(LIMIT_UNITS) or protocol.planning_gap

    def test_quotes_nobody(self, name):
        """No words of a source were seen in full, so everything is our restatement."""
        for _, authors in every_author(load_protocol(name)):
            assert not any(isinstance(a, Citation) and a.verbatim for a in authors)

    def test_source_was_seen_somewhere(self, name):
        for source in load_protocol(name).sources:
            assert "." in source.address, source.key

    def test_is_read_once(self, name):
        assert load_protocol(name) is load_protocol(name)

    def test_every_quantity_counts(self, name):
        """A changed number is either refused or another protocol: none is read past."""
        text, digest = text_of(name), load_protocol(name).digest
        quantities = list(re.finditer(r'"[0-9]+(?= (?:mg|days|hours|months|years))', text))
        assert len(quantities) > 20 or load_protocol(name).planning_gap
        for found in quantities:
            number = int(found[0][1:]) + 1
            changed = f'{text[: found.start()]}"{number}{text[found.end() :]}'
            try:
                assert read_protocol(changed, name).digest != digest
            except RuleFileError:
                continue


def test_the_heading(us):
    assert us.jurisdiction == "United States"
    assert us.status == "draft"
    assert us.edition == date(2026, 11, 22)
    assert us.checked_on == date(2026, 11, 22)
    assert us.review_by == date(2027, 11, 22)


@pytest.mark.parametrize("rule", US_LIMITS)
def test_limit_is_what_was_seen(us, rule):
    value, authors = US_LIMITS[rule]
    limit = us.limits.get(rule)
    assert limit.value == value
    assert type(limit.value) is type(value)
    assert who(limit.authors) == authors


@pytest.mark.parametrize("number", range(len(US_TABLE)))
def test_row_is_what_was_seen(us, number):
    *doses, total, days, authors = US_TABLE[number]
    step = us.titration.steps[number]
    times = ("morning", "midday", "evening", "bedtime")
    assert step.doses == {
        at: Dose(f"{mg} mg") for at, mg in zip(times, doses, strict=True) if mg is not None
    }
    assert step.daily_total == DailyDose(f"{total} mg/day")
    assert step.days == days
    assert step.rule == f"step-{number + 1}"
    assert who(step.authors) == authors


def test_there_are_no_further_rows(us):
    assert len(us.titration.steps) == len(US_TABLE)


def test_the_rule_behind_the_table(us):
    assert us.titration.basis == "per dose"
    assert us.titration.rise.value == Dose("5 mg")
    assert us.titration.days.value == 3
    assert who(us.titration.rise.authors) == who(us.titration.days.authors) == "US1 US2"
    assert us.titration.rule is None


def test_orders_are_judgements(us):
    assert us.titration.growth_order.value == ("bedtime", "evening", "morning", "midday")
    assert us.taper.fall_order.value == ("midday", "morning", "evening", "bedtime")
    assert us.three_dose_day.value == ("morning", "midday", "evening")
    assert us.clock == {
        "morning": "08:00",
        "midday": "13:00",
        "evening": "18:00",
        "bedtime": "22:00",
    }
    for authors in (
        us.titration.growth_order.authors,
        us.taper.fall_order.authors,
        us.three_dose_day.authors,
        us.clock_authors,
    ):
        assert who(authors) == "judgement"


def test_population_is_adults(us):
    assert str(us.min_age.value) == "18 years"
    assert us.below_age is None
    assert who(us.min_age.authors) == "judgement"


def test_kidneys_may_be_stated_as_normal_from_18_to_below_65_years(us):
    bands = [(str(b.from_age), b.below_age and str(b.below_age), b.accept)
             for b in us.kidneys_stated_normal]  # fmt: skip
    assert bands == [
        ("0 years", "18 years", False),
        ("18 years", "65 years", True),
        ("65 years", None, False),
    ]
    assert all(isinstance(b.authors[-1], Judgement) for b in us.kidneys_stated_normal)


def test_reviews(us):
    benefit, need = us.reviews
    assert (benefit.days, benefit.months, benefit.counted_from) == (42, None, "last rise")
    assert (need.days, need.months, need.counted_from) == (None, 12, "start")
    assert graded(benefit.authors) == "BNF1:B judgement"
    assert graded(need.authors) == "judgement"


@pytest.mark.parametrize("number", range(len(US_FACTS)))
def test_fact_is_what_was_seen(us, number):
    topic, words, authors = US_FACTS[number]
    fact = us.facts[number]
    assert fact.topic == topic
    assert words in fact.says
    assert graded(fact.authors) == authors


def test_there_are_no_further_facts(us):
    assert len(us.facts) == len(US_FACTS)


def test_no_number_of_a_fact_is_planned_from(us):
    """Other countries' maxima stand beside the rules and are never mixed into them."""
    amounts = {limit.value for limit in us.limits.limits if isinstance(limit.value, DailyDose)}
    assert DailyDose("75 mg/day") not in amounts
    assert DailyDose("100 mg/day") not in amounts
    assert DailyDose("30 mg/day") not in amounts
