"""The lint finds every planted mistake in a rule of rises: one small edit, refused by name.

Each row is a kind of mistake, the shipped file, the text that is replaced (its first
occurrence), what stands there instead, the place that the message has to name, and words
of the mend.
"""

from __future__ import annotations

import pytest

from baclofen_titration.errors import RuleFileError
from baclofen_titration.protocols import lint_protocol, read_protocol
from rulebook.make_protocol import Rule, make_protocol_text
from rulebook.reading import text_of

UK, DE, SENSITIVE = "uk-smpc-adult", "de-label-adult", "de-label-sensitive-adult"
SG = "sg-label-adult"
NAME = "test-protocol"

HEAD = '[titration.rule]\nbasis = "per day"'
AFTER = 'start = "last row"\nbasis = "per day"'
START = '[titration.rule.start]\nvalue = "15 mg/day"'
SLOWEST = '[titration.rule.slowest]\nvalue = "5 mg/day"'
FASTEST = '[titration.rule.fastest]\nvalue = "15 mg/day"'
RISE = '[titration.rule.rise]\nvalue = "5 mg/day"'
DAYS = '[titration.rule.days]\nvalue = "3 days"'
BAND = 'from_daily = "15 mg/day"\ntimes = ["morning", "midday", "evening"]'
EVENING = 'from_daily = "5 mg/day"\ntimes = ["evening"]'
TWO = 'from_daily = "10 mg/day"\ntimes = ["morning", "evening"]'
FOUR = 'from_daily = "80 mg/day"\ntimes = ["morning", "midday", "evening", "bedtime"]'
NO_ROWS = "[titration]\nsteps = []"
NO_FIRST_DOSE = (
    "titration.steps: there is no first dose; write rows under [[titration.steps]], "
    "or a rule with [titration.rule.start]"
)
MAX_DAY = '[limits.max_daily_dose]\nvalue = "75 mg/day"'

WRITING = [
    ("an unknown key", DE, HEAD, HEAD + "\nspeed = 1", "titration.rule.speed", "unknown key"),
    ("an unknown key of a band", DE, BAND, BAND + '\nuntil = "20 mg/day"',
     "titration.rule.times[1].until", "unknown key"),
    ("an unknown key of a rise", DE, FASTEST, FASTEST + "\nhow = 1",
     "titration.rule.fastest.how", "unknown key"),
    ("no basis", DE, HEAD, "[titration.rule]", "titration.rule.basis", "add it"),
    ("a basis that is none", DE, HEAD, HEAD.replace("day", "week"), "titration.rule.basis",
     "per dose, per day"),
    ("a rise per day without /day", DE, FASTEST, FASTEST.replace("/day", ""),
     "titration.rule.fastest.value", "60 mg/day"),
    ("a rise per dose with /day", DE, HEAD, HEAD.replace("per day", "per dose"),
     "titration.rule.slowest.value", "at one moment"),
    ("half a range", DE, FASTEST, FASTEST.replace(".fastest", ".fastestt"),
     "titration.rule.fastest", "add the table"),
    ("a range and one number", DE, SLOWEST, "[titration.rule.rise]\n" + SLOWEST,
     "titration.rule.rise", "keep one"),
    ("no rise", SENSITIVE, RISE, RISE.replace(".rise", ".rises"), "titration.rule.rise",
     "add the table"),
    ("no days", DE, DAYS, DAYS.replace(".days", ".dayz"), "titration.rule.days",
     "add the table"),
    ("days as a number", DE, DAYS, DAYS.replace('"3 days"', "3"), "titration.rule.days.value",
     "with its unit"),
    ("no start and no word", UK, AFTER, 'basis = "per day"', "titration.rule.start",
     "add the table"),
    ("a start by another word", UK, AFTER, AFTER.replace("last row", "none"),
     "titration.rule.start", "table is due"),
    ("no times of day", UK, "[[titration.rule.times]]", "[[titration.rule.hours]]",
     "titration.rule.times", "add tables"),
    ("a bad time of day", DE, BAND, BAND.replace("midday", "noon"),
     "titration.rule.times[1].times", "morning, midday, evening, bedtime"),
    ("a band without a dose", DE, BAND, BAND.replace("15 mg/day", "15 mg"),
     "titration.rule.times[1].from_daily", "60 mg/day"),
    ("a rise of rows where there are none", DE, NO_ROWS,
     NO_ROWS + '\nrise = { value = "5 mg", basis = "per dose" }', "titration.rise",
     "write it as [titration.rule.rise]"),
    ("days of rows where there are none", DE, NO_ROWS,
     NO_ROWS + '\ndays = { value = "3 days" }', "titration.days",
     "write it as [titration.rule.days]"),
]  # fmt: skip

AUTHORS = [
    ("a start that nobody gives", DE, 'says = "it begins with 15 mg a day"\ncite',
     'says = "it begins with 15 mg a day"\n# cite', "titration.rule.start.cite", "nobody says so"),
    ("times that nobody gives", SENSITIVE,
     'judgement = "No number of doses was seen for 5 mg', '# judgement = "',
     "titration.rule.times[1].cite", "nobody says so"),
    ("a weak source alone", UK, 'judgement = "No number of doses is printed', '# judgement = "',
     "titration.rule.times[1].cite", "add a judgement"),
]  # fmt: skip

BEGINNING = [
    ("a start by another name", DE, START, START.replace(".start", ".begin"),
     "titration.rule.start", "add the table"),
    ("rows and a start", UK, AFTER,
     'basis = "per day"\nstart = { value = "15 mg/day", says = "a start", judgement = "No." }',
     "titration.rule.start", 'write start = "last row"'),
    ("a start of nothing", DE, START, START.replace("15", "0"), "titration.rule.start",
     "above 0"),
    ("a start above the first day", DE, START, START.replace("15", "20"), "titration.rule.start",
     "above limits.max_first_day"),
    ("a rule beyond the hospital's maximum", SG, '[inpatient.max_daily_dose]\nvalue = "120',
     '[inpatient.max_daily_dose]\nvalue = "75', "titration.rule",
     "the last row of the table is 75 mg/day"),
    ("a dose above the hospital's", SG, '[inpatient.max_dose]\nvalue = "40 mg"',
     '[inpatient.max_dose]\nvalue = "35 mg"', "titration.rule.times[1]",
     "above inpatient.max_dose, 35 mg"),
    ("a start at the maximum", DE, MAX_DAY, MAX_DAY.replace("75", "15"), "titration.rule",
     "never raises anything"),
    ("rows that reach the maximum", UK, '[limits.max_daily_dose]\nvalue = "100',
     '[limits.max_daily_dose]\nvalue = "80', "titration.rule",
     "the last row of the table is 80 mg/day"),
]  # fmt: skip

RISES = [
    ("a range the wrong way round", DE, SLOWEST, SLOWEST.replace("5 mg", "16 mg"),
     "titration.rule.slowest", "exchange them"),
    ("a range that is none", DE, SLOWEST, SLOWEST.replace("5 mg", "15 mg"),
     "titration.rule.slowest", "write one [titration.rule.rise]"),
    ("a rise of nothing", DE, SLOWEST, SLOWEST.replace("5 mg", "0 mg"),
     "titration.rule.slowest", "above 0"),
    ("one rise of nothing", SENSITIVE, RISE, RISE.replace("5 mg", "0 mg"),
     "titration.rule.rise", "above 0"),
    ("a rise above the limit", DE, FASTEST, FASTEST.replace("15", "16"),
     "titration.rule.fastest", "above limits.max_rise;"),
    ("a rise above the limit of a dose", DE, FASTEST, FASTEST.replace("15", "16"),
     "titration.rule.fastest", "one dose rises by 5.334 mg is above limits.max_rise_per_dose"),
    ("a rise too large for one taking", SENSITIVE, '[limits.max_rise_per_dose]\nvalue = "5',
     '[limits.max_rise_per_dose]\nvalue = "4', "titration.rule.rise",
     "with 1 taking a day one dose rises by 5 mg"),
    ("days below the limit", DE, DAYS, DAYS.replace("3", "2"), "titration.rule.days",
     "fewer than limits.min_days_between_rises"),
    ("days below a higher limit", UK, '[limits.min_days_between_rises]\nvalue = "3',
     '[limits.min_days_between_rises]\nvalue = "4', "titration.rule.days", "correct one of them"),
]  # fmt: skip

TIMES = [
    ("a band that begins too late", DE, BAND, BAND.replace("15 mg", "20 mg"),
     "titration.rule.times[1].from_daily", "let the first band begin there"),
    ("a band that begins after the table", UK, FOUR, FOUR.replace("80", "85"),
     "titration.rule.times[1].from_daily", "is above 80 mg/day"),
    ("a band that forgets a time of the table", UK, FOUR, FOUR.replace('"midday", ', ""),
     "titration.rule.times[1].times", "also gives a dose at midday"),
    ("a band that is never used", SENSITIVE, TWO, TWO.replace("10", "5"),
     "titration.rule.times[2].from_daily", "the band before is never used"),
    ("bands out of order", SENSITIVE, TWO, TWO.replace("10", "20"),
     "titration.rule.times[3].from_daily", "lowest first"),
    ("a band above the maximum", SENSITIVE, BAND, BAND.replace("15", "125"),
     "titration.rule.times[3].from_daily", "never reached"),
    ("a band that takes a time away", SENSITIVE, TWO,
     TWO.replace('["morning", "evening"]', '["morning", "midday"]'),
     "titration.rule.times[2].times", "name those of the band before (evening)"),
    ("a band that changes nothing", SENSITIVE, TWO,
     TWO.replace('["morning", "evening"]', '["evening"]'),
     "titration.rule.times[2].times", "exchanges none"),
    ("times out of order", DE, BAND, BAND.replace('"morning", "midday"', '"midday", "morning"'),
     "titration.rule.times[1].times", "in the order of the day"),
    ("a time named twice", SENSITIVE, EVENING, EVENING.replace('["', '["evening", "'),
     "titration.rule.times[1].times", "name each time of day once"),
    ("takings too close", UK, '[limits.min_hours_between_takings]\nvalue = "4',
     '[limits.min_hours_between_takings]\nvalue = "5', "titration.rule.times[1].times",
     "less than limits.min_hours_between_takings"),
    ("too few takings for the maximum", DE, '[limits.max_dose]\nvalue = "25',
     '[limits.max_dose]\nvalue = "24', "titration.rule.times[1]",
     "75 mg/day in 3 takings make a dose of 25 mg"),
    ("too few takings in the last band", UK, '[limits.max_dose]\nvalue = "25',
     '[limits.max_dose]\nvalue = "24', "titration.rule.times[1]", "add a time of day"),
]  # fmt: skip

PLANTED = {
    f"{kind}: {row[0]}": row[1:]
    for kind, rows in {
        "writing": WRITING,
        "authors": AUTHORS,
        "beginning": BEGINNING,
        "rises": RISES,
        "times": TIMES,
    }.items()
    for row in rows
}


@pytest.mark.parametrize(("name", "old", "new", "place", "mend"), PLANTED.values(), ids=PLANTED)
def test_planted_mistake_is_refused_by_name(name, old, new, place, mend):
    shipped = text_of(name)
    assert lint_protocol(shipped, name) == ()
    assert old in shipped
    broken = shipped.replace(old, new, 1)
    faults = lint_protocol(broken, name)
    assert any(place in fault and mend in fault for fault in faults), faults
    with pytest.raises(RuleFileError) as refusal:
        read_protocol(broken, name)
    assert refusal.value.faults == faults


def test_a_file_without_rows_and_rule_has_no_first_dose():
    text = make_protocol_text(table=(), rule=Rule(start_ug=15_000))
    start, end = text.index("[titration.rule]"), text.index("[taper.fall_order]")
    behind = (
        '[titration.rise]\nvalue = "5 mg"\nbasis = "per dose"\nsays = "one"\njudgement = "One."\n'
        '[titration.days]\nvalue = "3 days"\nsays = "three"\njudgement = "One."\n'
    )
    faults = lint_protocol(text[:start] + behind + text[end:], NAME)
    assert faults == (NO_FIRST_DOSE,)


def test_a_rule_after_no_rows_has_no_first_dose():
    text = make_protocol_text(table=(), rule=Rule())
    assert lint_protocol(text, NAME) == (NO_FIRST_DOSE,)


@pytest.mark.parametrize(
    ("choice", "place", "mend"),
    [
        ({"max_rise_ug": 14_000}, "titration.rule.rise",
         "with 3 takings a day the rise 15 mg/day is above limits.max_rise"),
        ({"max_rise_per_dose_ug": 4_000}, "titration.rule.rise",
         "one dose rises by 5 mg is above limits.max_rise_per_dose"),
        ({"min_days_between_rises": 4}, "titration.rule.days", "fewer than"),
        ({"max_first_day_ug": 14_999}, "titration.rule.start", "limits.max_first_day"),
        ({"max_dose_ug": 24_999}, "titration.rule.times[1]", "above limits.max_dose, 24.999 mg"),
    ],
)  # fmt: skip
def test_tightest_limits_of_a_rule_per_dose_are_tight(choice, place, mend):
    rule = Rule(start_ug=15_000, basis="per dose")
    assert lint_protocol(make_protocol_text(table=(), rule=rule), NAME) == ()
    faults = lint_protocol(make_protocol_text(table=(), rule=rule, **choice), NAME)
    assert any(fault.startswith(place) and mend in fault for fault in faults), faults


def test_every_fault_of_a_rule_is_listed_at_once():
    rule = Rule(
        start_ug=20_000,
        slowest_ug=10_000,
        fastest_ug=5_000,
        bands=[(25_000, ["evening", "morning"]), (20_000, ["evening"])],
    )
    text = make_protocol_text(table=(), rule=rule, max_first_day_ug=15_000, max_rise_ug=5_000)
    places = [fault.split(":")[0] for fault in lint_protocol(text, NAME)]
    assert places == [
        "titration.rule.start",
        "titration.rule.slowest",
        "titration.rule.slowest",
        "titration.rule.slowest",
        "titration.rule.times[1].from_daily",
        "titration.rule.times[2].from_daily",
        "titration.rule.times[1].times",
        "titration.rule.times[2].from_daily",
    ]
