"""The lint finds every planted mistake: one small edit of the shipped file, refused by name.

Each row is a kind of mistake, the text that is replaced (its first occurrence), what stands
there instead, the place that the message has to name, and words of the mend.
"""

from __future__ import annotations

from importlib.resources import files

import pytest

from baclofen_titration.errors import RuleFileError
from baclofen_titration.protocols import lint_protocol, read_protocol
from rulebook.make_protocol import make_protocol_text

NAME = "us-label-adult"
SHIPPED = files("baclofen_titration.protocols").joinpath("data", f"{NAME}.toml").read_text("utf-8")

STEP_4 = 'morning = "20 mg", midday = "20 mg", evening = "20 mg" }'
TOTAL_4 = 'daily_total = "60 mg/day"\ndays = "3 days"'
TOTAL_8 = 'daily_total = "80 mg/day"\ndays = "3 days"'
BEDTIME_5 = 'bedtime = "5 mg" }\ndaily_total = "65 mg/day"'
MAX_DAY = '[limits.max_daily_dose]\nvalue = "80 mg/day"'
MAX_DOSE = '[limits.max_dose]\nvalue = "20 mg"'
HOURS = '[limits.min_hours_between_takings]\nvalue = "4 hours"'
LAST = '[limits.max_last_daily_dose]\nvalue = "10 mg/day"'
RISE = '[titration.rise]\nvalue = "5 mg"\nbasis = "per dose"'
CITE_STROKE = 'cite = [{ source = "US5", section = "WARNINGS d", grade = "A" }]'
FR_TABLE = "[sources.FR-LIO]\n"
NO_END = 'below_age = "none"'
EMPTY_POPULATION = """[population.below_age]
value = "18 years"
says = "nobody"
judgement = "A mistake."

[population.min_age]"""
BAND_1 = 'from_age = "0 years"\nbelow_age = "18 years"'
BAND_2 = 'from_age = "18 years"\nbelow_age = "65 years"'
BAND_3 = 'from_age = "65 years"\nbelow_age = "none"'
ORDER = 'value = ["bedtime", "evening", "morning", "midday"]'
GRADE_C_FACT = 'cite = [{ source = "US12", section = "not shown", grade = "C" }]\njudgement = "Seen'

UNKNOWN_KEYS = [
    ("the file", 'jurisdiction = "', 'owner = "us"\njurisdiction = "', "owner", "unknown key"),
    ("the population", "[population]\n", "[population]\nsex = 1\n", "population.sex", "unknown"),
    ("an age", "[population.min_age]\n", "[population.min_age]\nunit = 1\n",
     "population.min_age.unit", "unknown key"),
    ("a band", BAND_1, BAND_1 + "\nstage = 1", "kidneys_stated_normal[1].stage", "unknown key"),
    ("the clock", "[clock]\n", '[clock]\nnoon = "12:00"\n', "clock.noon", "unknown key"),
    ("the titration", "[titration.rise]", "[titration.plateau]\n[titration.rise]",
     "titration.plateau", "unknown key"),
    ("the rise", RISE, RISE + "\nhow = 1", "titration.rise.how", "unknown key"),
    ("a step", TOTAL_4, TOTAL_4 + "\nhold = true", "titration.steps[4].hold", "unknown key"),
    ("the taper", "[taper.fall_order]", "[taper.speed]\n[taper.fall_order]", "taper.speed",
     "unknown key"),
    ("a limit", MAX_DOSE, MAX_DOSE + '\nvaleu = "5 mg"', "limits.max_dose.valeu",
     "did you mean value?"),
    ("the limits", "[limits.max_dose]", "[limits.max_doze]", "limits.max_doze",
     "did you mean max_dose?"),
    ("a citation", 'section = "WARNINGS d"', 'section = "WARNINGS d", page = 3',
     "facts[3].cite[1].page", "unknown key"),
    ("a review", 'after = "42 days"', 'after = "42 days"\nby = "us"', "reviews[1].by", "unknown"),
    ("a fact", 'topic = "stroke"', 'topic = "stroke"\nlevel = 1', "facts[3].level", "unknown key"),
    ("a source", FR_TABLE, FR_TABLE + 'url = "x"\n', "sources.FR-LIO.url", "unknown key"),
]  # fmt: skip

WRITING = [
    ("a key written twice", 'status = "draft"', 'id = "x"\nstatus = "draft"', "written twice",
     "line 13"),
    ("a table written twice", "[limits.max_dose]", "[limits.max_daily_dose]",
     "written twice", "line"),
    ("broken TOML", 'status = "draft"', "status = draft", "not TOML", "line 13"),
    ("a float", MAX_DAY, "[limits.max_daily_dose]\nvalue = 80.0", "limits.max_daily_dose.value",
     "a number with a decimal point"),
    ("not a number", MAX_DAY, "[limits.max_daily_dose]\nvalue = nan",
     "limits.max_daily_dose.value", "with its unit"),
    ("a bare number", MAX_DOSE, "[limits.max_dose]\nvalue = 20", "limits.max_dose.value",
     "text with its unit"),
    ("true for a dose", MAX_DOSE, "[limits.max_dose]\nvalue = true", "limits.max_dose.value",
     "true or false"),
    ("a number without unit", MAX_DOSE, '[limits.max_dose]\nvalue = "20"',
     "limits.max_dose.value", 'such as "5 mg"'),
    ("a trailing zero", MAX_DOSE, '[limits.max_dose]\nvalue = "20.0 mg"', "limits.max_dose.value",
     "misread tenfold"),
    ("a dose where a day is due", MAX_DAY, '[limits.max_daily_dose]\nvalue = "80 mg"',
     "limits.max_daily_dose.value", "60 mg/day"),
    ("a day where a dose is due", MAX_DOSE, '[limits.max_dose]\nvalue = "20 mg/day"',
     "limits.max_dose.value", "at one moment"),
    ("half a day", TOTAL_4, TOTAL_4.replace("3 days", "2.5 days"), "titration.steps[4].days",
     "whole days or weeks"),
    ("days as a number", TOTAL_4, TOTAL_4.replace('"3 days"', "3"), "titration.steps[4].days",
     "with its unit"),
    ("hours in minutes", HOURS, HOURS.replace("4 hours", "240 minutes"),
     "limits.min_hours_between_takings.value", "whole hours"),
    ("a year as a number", '"18 years"\nsays = "from', '18\nsays = "from',
     "population.min_age.value", "with its unit"),
    ("words for true", "accept = true", 'accept = "yes"', "kidneys_stated_normal[2].accept",
     "true or false"),
    ("a clock hour as a time", 'morning = "08:00"', "morning = 08:00:00", "clock.morning",
     "a date or time"),
    ("a clock hour that is none", 'bedtime = "22:00"', 'bedtime = "24:00"', "clock.bedtime",
     '"08:00"'),
    ("a date that is none", "edition = 2026-11-22", 'edition = "22.11.2026"', "edition",
     "YYYY-MM-DD"),
    ("a moment for a date", "edition = 2026-11-22", "edition = 2026-11-22T08:00:00", "edition",
     "YYYY-MM-DD"),
    ("a bad time of day", 'bedtime = "5 mg" }', 'night = "5 mg" }',
     "titration.steps[5].doses.night", "morning, midday, evening, bedtime"),
    ("a bad time in an order", ORDER, ORDER.replace("midday", "noon"),
     "titration.growth_order.value", "morning, midday, evening, bedtime"),
    ("a review in years", 'after = "12 months"', 'after = "1 year"', "reviews[2].after",
     "whole days or weeks"),
    ("a review from nowhere", 'counted_from = "start"', 'counted_from = "now"',
     "reviews[2].counted_from", "start, last rise"),
    ("text that does not print", 'topic = "stroke"', 'topic = "stro\\u001bke"', "facts[3].topic",
     "remove them"),
    ("text that never ends", 'topic = "stroke"', f'topic = "{"stroke " * 40}end"', "facts[3].topic",
     "shorten it"),
    ("a number for a date", "edition = 2026-11-22", "edition = 20261122", "edition",
     "write YYYY-MM-DD"),
    ("one time for a list of times", ORDER, 'value = "bedtime"', "titration.growth_order.value",
     "a list of 1 to 24 times"),
    ("a name with a space", f'id = "{NAME}"', 'id = "us label adult"', "id", "hyphens"),
    ("a table for a value", 'topic = "stroke"', "topic = {}", "facts[3].topic", "text is due"),
    ("a value for a table", 'doses = { morning = "5 mg", midday = "5 mg", evening = "5 mg" }',
     'doses = "5 mg"', "titration.steps[1].doses", "table is due"),
    ("a table for a list", "cite = [{ source", "cite = { a = 1 } # [{ source", "facts[3].cite",
     "list of at most"),
]  # fmt: skip

AUTHORS = [
    ("a missing citation", CITE_STROKE, "", "facts[3].cite", "nobody says so"),
    ("an empty list of citations", CITE_STROKE, "cite = []", "facts[3].cite", "nobody says so"),
    ("neither cite nor judgement", 'judgement = "No label seen says. Doses', '# "',
     "taper.fall_order.cite", "add cite"),
    ("an empty judgement", 'judgement = "No label seen says. Doses', 'judgement = "" # "',
     "taper.fall_order.judgement", "write what it has to say"),
    ("a judgement that is no text", 'judgement = "No label seen says. Dr', 'judgement = true # "',
     "titration.growth_order.judgement", "quotes"),
    ("a missing restatement", 'says = "at most 20 mg at one time"\n', "", "limits.max_dose.says",
     "add it"),
    ("an unknown source", 'source = "US5", section = "WARNINGS d"',
     'source = "US55", section = "WARNINGS d"', "facts[3].cite[1].source", "add [sources.US55]"),
    ("a citation without section", 'source = "US5", section = "WARNINGS d"', 'source = "US5"',
     "facts[3].cite[1].section", "add it"),
    ("a citation without grade", 'section = "WARNINGS d", grade = "A"', 'section = "WARNINGS d"',
     "facts[3].cite[1].grade", "add it"),
    ("grade C alone", GRADE_C_FACT, GRADE_C_FACT.replace("judgement =", "# "), "facts[10].cite",
     "add a judgement"),
    ("grade D alone", 'section = "WARNINGS d", grade = "A"', 'section = "WARNINGS d", grade = "D"',
     "facts[3].cite", "add a judgement"),
    ("grade Z", 'section = "WARNINGS d", grade = "A"', 'section = "WARNINGS d", grade = "Z"',
     "facts[3].cite[1].grade", "A, B, C, D"),
    ("a summary passed off as a label", 'section = "not shown", grade = "C"',
     'section = "not shown", grade = "C", kind = "label"', "facts[10].cite", "cited as a label"),
    ("a quotation without words", 'section = "WARNINGS d"',
     'section = "WARNINGS d", verbatim = true', "facts[3].cite[1].verbatim", "add says"),
    ("a source with a space in its name", "[sources.BEERS]", '[sources."AGS BEERS"]', "sources",
     "letters, figures and hyphens"),
    ("a source without title", f'{FR_TABLE}title = "Lioresal, French label text"', FR_TABLE,
     "sources.FR-LIO.title", "add it"),
    ("a source without date", 'dated = "18 Nov 2013"', "", "sources.FR-LIO.dated", "add it"),
]  # fmt: skip

HEADING = [
    ("a signature of its own", 'status = "draft"', 'status = "signed"', "status", "protocols sign"),
    ("a status that is none", 'status = "draft"', 'status = "final"', "status", "superseded"),
    ("withdrawn without a reason", 'status = "draft"', 'status = "withdrawn"', "status_reason",
     "say why"),
    ("a draft with a reason", 'status = "draft"', 'status = "draft"\nstatus_reason = "old file"',
     "status_reason", "only there"),
    ("an id of another file", f'id = "{NAME}"', 'id = "us-label-child"', "id", "name both alike"),
    ("reviewed before it is checked", "review_by = 2027-11-22", "review_by = 2026-11-21",
     "review_by", "choose a later day"),
    ("reviewed when it is checked", "review_by = 2027-11-22", "review_by = 2026-11-22",
     "review_by", "choose a later day"),
    ("a missing title", 'title = "Baclofen tablets, United States label, adults"\n', "", "title",
     "add it"),
    ("no upper age and no word", f"{NO_END}\n\n[population.min_age]", "[population.min_age]",
     "population.below_age", "add the table"),
    ("nobody in the population", f"{NO_END}\n\n[population.min_age]", EMPTY_POPULATION,
     "population.below_age", "above population.min_age"),
]  # fmt: skip

BANDS = [
    ("a gap between bands", BAND_2, BAND_2.replace("18", "19"), "kidneys_stated_normal[2].from_age",
     "a gap"),
    ("an overlap of bands", BAND_2, BAND_2.replace("18", "17"),
     "kidneys_stated_normal[2].from_age", "an overlap"),
    ("bands that start late", BAND_1, BAND_1.replace("0 years", "1 year"),
     "kidneys_stated_normal[1].from_age", "start it there"),
    ("bands that end", BAND_3, BAND_3.replace("none", "120 years"),
     "kidneys_stated_normal[3].below_age", 'write below_age = "none"'),
    ("a band open in the middle", BAND_2, BAND_2.replace("65 years", "none"),
     "kidneys_stated_normal[2].below_age", "only the last band"),
    ("a band the wrong way round", BAND_2, BAND_2.replace("65", "17"),
     "kidneys_stated_normal[2].below_age", "nobody is in this band"),
    ("a band without end", BAND_1, 'from_age = "0 years"', "kidneys_stated_normal[1].below_age",
     "add it"),
]  # fmt: skip

TABLE = [
    ("a wrong check digit", TOTAL_4, TOTAL_4.replace("60", "45"), "titration.steps[4].daily_total",
     "add up to 60 mg/day"),
    ("a wrong dose", STEP_4, STEP_4.replace('evening = "20', 'evening = "15'),
     "titration.steps[4].daily_total", "add up to 55 mg/day"),
    ("a taking of nothing", BEDTIME_5, BEDTIME_5.replace('"5 mg"', '"0 mg"'),
     "titration.steps[5].doses", "leave that time of day out"),
    ("times out of order", STEP_4, 'midday = "20 mg", morning = "20 mg", evening = "20 mg" }',
     "titration.steps[4].doses", "order of the day"),
    ("a step that falls", 'evening = "10 mg" }\ndaily_total = "30 mg/day"',
     'evening = "1 mg" }\ndaily_total = "21 mg/day"', "titration.steps[2].doses",
     "a titration never falls"),
    ("a step that stands still", 'bedtime = "10 mg" }\ndaily_total = "70 mg/day"',
     'bedtime = "5 mg" }\ndaily_total = "65 mg/day"', "titration.steps[6].doses",
     "a titration rises"),
    ("no step", 'doses = { morning = "5 mg"', 'dozes = { morning = "5 mg"',
     "titration.steps[1].doses", "add the table"),
    ("a step too short", TOTAL_8, TOTAL_8.replace("3 days", "2 days"), "titration.steps[8].days",
     "shorter than titration.days"),
    ("a step shorter than the limit", '[limits.min_days_between_rises]\nvalue = "3 days"',
     '[limits.min_days_between_rises]\nvalue = "4 days"', "titration.steps[1].days",
     "limits.min_days_between_rises"),
    ("a rule shorter than the limit", '[titration.days]\nvalue = "3 days"',
     '[titration.days]\nvalue = "2 days"', "titration.days", "correct one of them"),
    ("a rule above the limit", RISE, RISE.replace("5 mg", "6 mg"), "titration.rise",
     "limits.max_rise_per_dose"),
    ("a table above its rule", RISE, RISE.replace("5 mg", "4 mg"), "titration.steps[2].doses",
     "above titration.rise, 4 mg"),
    ("a rise of nothing", RISE, RISE.replace("5 mg", "0 mg"), "titration.rise", "above 0"),
    ("a basis without sense", RISE, RISE.replace("per dose", "per week"), "titration.rise.basis",
     "per dose, per day"),
    ("a basis that is silent", RISE, RISE.replace('basis = "per dose"', ""),
     "titration.rise.basis", "add it"),
    ("a rise per day without /day", RISE, RISE.replace("per dose", "per day"),
     "titration.rise.value", "60 mg/day"),
    ("above the maximum of a day", MAX_DAY, MAX_DAY.replace("80", "75"), "titration.steps[8].doses",
     "limits.max_daily_dose"),
    ("above the maximum of a dose", MAX_DOSE, MAX_DOSE.replace("20", "15"),
     "titration.steps[4].doses", "limits.max_dose"),
    ("above the first day", '[limits.max_first_day]\nvalue = "15 mg/day"',
     '[limits.max_first_day]\nvalue = "10 mg/day"', "titration.steps[1]", "limits.max_first_day"),
    ("above the rise of a day", '[limits.max_rise]\nvalue = "15 mg/day"',
     '[limits.max_rise]\nvalue = "10 mg/day"', "titration.steps[2].doses", "limits.max_rise"),
    ("above the rise of a dose", '[limits.max_rise_per_dose]\nvalue = "5 mg"',
     '[limits.max_rise_per_dose]\nvalue = "4 mg"', "titration.steps[2].doses",
     "limits.max_rise_per_dose"),
    ("a night too short", 'morning = "08:00"', 'morning = "01:00"', "titration.steps[5].doses",
     "less than limits.min_hours_between_takings"),
    ("closer than the hours allow", HOURS, HOURS.replace("4", "5"), "titration.steps[5].doses",
     "less than limits.min_hours_between_takings"),
    ("three doses too close", HOURS, HOURS.replace("4", "6"), "three_dose_day",
     "move a clock hour"),
]  # fmt: skip

ORDERS = [
    ("a clock that runs back", 'midday = "13:00"', 'midday = "07:00"', "clock.midday",
     "from morning to bedtime"),
    ("an order that forgets one", ORDER, ORDER.replace(', "midday"', ""),
     "titration.growth_order", "name each of"),
    ("an order that repeats one", 'value = ["midday", "morning", "evening", "bedtime"]',
     'value = ["midday", "midday", "evening", "bedtime"]', "taper.fall_order", "once"),
    ("three doses at two times", 'value = ["morning", "midday", "evening"]',
     'value = ["morning", "evening"]', "three_dose_day", "three different times"),
    ("three doses out of order", 'value = ["morning", "midday", "evening"]',
     'value = ["midday", "morning", "evening"]', "three_dose_day", "order of the day"),
]  # fmt: skip

LIMITS = [
    ("a missing limit", "[limits.max_fall_per_dose]", "[limits.max_fall_pro_dose]",
     "limits.max_fall_per_dose", "add the table [limits.max_fall_per_dose]"),
    ("a limit of nothing", LAST, LAST.replace("10", "0"), "limits.max_last_daily_dose",
     "above 0"),
    ("a last dose above a fall", LAST, LAST.replace("10", "15"), "limits.max_last_daily_dose",
     "above limits.max_fall"),
    ("a fall of one dose above the day", '[limits.max_fall_per_dose]\nvalue = "10 mg"',
     '[limits.max_fall_per_dose]\nvalue = "15 mg"', "limits.max_fall_per_dose",
     "above limits.max_fall"),
    ("a dose above the day", MAX_DOSE, MAX_DOSE.replace("20", "200"), "limits.max_dose",
     "above limits.max_daily_dose"),
    ("a first day above the day", '[limits.max_first_day]\nvalue = "15 mg/day"',
     '[limits.max_first_day]\nvalue = "150 mg/day"', "limits.max_first_day",
     "above limits.max_daily_dose"),
    ("a rise of one dose above the day", '[limits.max_rise_per_dose]\nvalue = "5 mg"',
     '[limits.max_rise_per_dose]\nvalue = "50 mg"', "limits.max_rise_per_dose",
     "above limits.max_rise"),
]  # fmt: skip

PLANTED = {
    f"{kind}: {row[0]}": row[1:]
    for kind, rows in {
        "unknown key": UNKNOWN_KEYS,
        "writing": WRITING,
        "authors": AUTHORS,
        "heading": HEADING,
        "bands": BANDS,
        "table": TABLE,
        "orders": ORDERS,
        "limits": LIMITS,
    }.items()
    for row in rows
}


def test_the_file_is_sound_before_anything_is_planted():
    assert lint_protocol(SHIPPED, NAME) == ()


@pytest.mark.parametrize(("old", "new", "place", "mend"), PLANTED.values(), ids=PLANTED)
def test_planted_mistake_is_refused_by_name(old, new, place, mend):
    assert old in SHIPPED
    broken = SHIPPED.replace(old, new, 1)
    faults = lint_protocol(broken, NAME)
    assert any(place in fault and mend in fault for fault in faults), faults
    with pytest.raises(RuleFileError) as refusal:
        read_protocol(broken, NAME)
    assert refusal.value.faults == faults
    assert refusal.value.name == NAME


def test_there_are_many_kinds_of_mistakes():
    assert len(PLANTED) >= 90


def test_an_unused_source_is_refused():
    broken = SHIPPED + '\n[sources.XX1]\ntitle = "A label"\ndated = "not shown"\n'
    assert lint_protocol(broken, NAME) == ("sources.XX1: nothing cites it; cite it or remove it",)


def test_a_list_that_is_left_out_is_missed():
    text = make_protocol_text()
    for key in ("reviews", "facts"):
        faults = lint_protocol(text.replace(f"{key} = []\n", ""), "test-protocol")
        assert faults == (f"{key}: is missing; add tables under [[{key}]], or write {key} = []",)


def test_a_table_above_its_rule_per_day_is_refused():
    text = make_protocol_text(basis="per day", rise_ug=14_000)
    faults = lint_protocol(text, "test-protocol")
    assert faults[0].startswith("titration.steps[2].doses: the day rises by 15 mg/day")
    assert "above titration.rise, 14 mg/day; correct one of them" in faults[0]


def test_mistakes_in_single_values_are_listed_together():
    broken = SHIPPED
    for old, new in (
        (MAX_DAY, MAX_DAY.replace("80 mg/day", "80")),
        (MAX_DOSE, MAX_DOSE.replace("20 mg", "20.0 mg")),
        (TOTAL_4, TOTAL_4.replace("3 days", "2.5 days")),
        ('status = "draft"', 'status = "signed"'),
    ):
        broken = broken.replace(old, new, 1)
    places = [fault.split(":")[0] for fault in lint_protocol(broken, NAME)]
    assert places == [
        "status",
        "titration.steps[4].days",
        "limits.max_daily_dose.value",
        "limits.max_dose.value",
    ]


def test_contradictions_are_listed_together():
    broken = SHIPPED
    for old, new in (
        ("review_by = 2027-11-22", "review_by = 2026-11-22"),
        (BAND_2, BAND_2.replace("18", "19")),
        (TOTAL_4, TOTAL_4.replace("60", "45")),
        (LAST, LAST.replace("10", "15")),
    ):
        broken = broken.replace(old, new, 1)
    places = [fault.split(":")[0] for fault in lint_protocol(broken, NAME)]
    assert places == [
        "review_by",
        "kidneys_stated_normal[2].from_age",
        "titration.steps[4].daily_total",
        "limits.max_last_daily_dose",
    ]


def test_a_fault_never_repeats_what_stood_there():
    name = "Erika Mustermann"
    broken = SHIPPED.replace(MAX_DOSE, f'[limits.max_dose]\nvalue = "{name}"', 1)
    broken = broken.replace("accept = true", f'accept = "{name}"', 1)
    assert len(lint_protocol(broken, NAME)) == 2
    assert name not in " ".join(lint_protocol(broken, NAME))
