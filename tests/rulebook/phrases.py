"""What a format has to say for oral baclofen: each phrase, the key that says it, an example file.

`planned` is planned from; `held` stops or notes a plan and makes none; `fact` is cited, shown
and compared.
"""

from __future__ import annotations

from rulebook.make_protocol import AUTHOR, TIMES, Rule, make_protocol_text

NAME = "test-protocol"
GAP = 'planning = "refused"\nplanning_gap = "the source shows no step"\njurisdiction'
ORDER = 'value = ["bedtime", "evening", "morning", "midday"]'


def said(table, content):
    """A table with an author."""
    return f"\n[{table}]\n{content}\n{AUTHOR}\n"


def whole(more="", **choices):
    """A file that is planned from, with something more in it."""
    return make_protocol_text(id=NAME, **choices) + more


def by_rule(more="", old="", new="", **choices):
    """A file whose rule says all."""
    rule = Rule(**{"start_ug": 15_000, **choices})
    text = make_protocol_text(id=NAME, table=[], rule=rule, max_rise_per_dose_ug=5_000)
    assert old in text
    return text.replace(old, new, 1) + more


def by_weight(more=""):
    """A file that doses by weight."""
    text = make_protocol_text(id=NAME, max_first_day_ug=15_000)
    head, _, rest = text.partition("[titration.rise]")
    way = (
        said("by_weight.start", 'value = "0.3 mg/kg/day"')
        + said("by_weight.slowest", 'value = "0.1 mg/kg/day"')
        + said("by_weight.fastest", 'value = "0.3 mg/kg/day"')
        + said("by_weight.days", 'shortest = "7 days"\nlongest = "14 days"')
        + said("by_weight.growth_order", ORDER)
        + said("[by_weight.times]", 'from_daily = "0 mg/day"\ntimes = ["morning", "evening"]')
    )
    return head + way + "\n[taper.fall_order]" + rest.partition("[taper.fall_order]")[2] + more


def readings():
    """A rule that can be read in two ways."""
    other = by_rule().partition("[titration.rule]")[2].partition("[taper.fall_order]")[0]
    rule = "[unstated.readings.rule]" + other.replace("titration.rule", "unstated.readings.rule")
    return by_rule(
        said("[unstated]", 'topic = "of what it is a rise"')
        + said("[unstated.readings]", 'name = "first"\nrule = "titration.rule"')
        + said("[unstated.readings]", 'name = "second"')
        + rule
    )


def no_split(more):
    """A table that states the day and not its doses."""
    text = whole()
    for dose in ("5 mg", "10 mg", "15 mg"):
        row = f'{{ morning = "{dose}", midday = "{dose}", evening = "{dose}" }}'
        assert row in text
        text = text.replace(row, '"not stated"')
    return text + more


SPLIT = said("[titration.split]", 'from_daily = "0 mg/day"\ntimes = ["morning", "evening"]') + said(
    "[titration.split]", 'from_daily = "30 mg/day"\ntimes = ["morning", "midday", "evening"]'
)
CLOCK = make_protocol_text(id=NAME)
for at, hour in zip(TIMES, ("07:00", "12:00", "17:00", "22:00"), strict=True):
    for row in ("5 mg", "10 mg", "15 mg"):
        CLOCK = CLOCK.replace(f'{at} = "{row}"', f'"{hour}" = "{row}"')
CLOCK = CLOCK.replace(ORDER, 'value = ["17:00", "12:00", "07:00"]')
BAND = said(
    "[titration.rule.bands]", 'from_daily = "25 mg/day"\nrise = "2.5 mg/day"\ndays = "7 days"'
)
RANGE_OF_DAYS = ('[titration.rule.days]\nvalue = "3 days"',
                 '[titration.rule.days]\nshortest = "3 days"\nlongest = "5 days"')  # fmt: skip
RANGE_OF_STARTS = (
    '[titration.rule.start]\nvalue = "15 mg/day"',
    '[titration.rule.start]\nlowest = "5 mg/day"\nhighest = "15 mg/day"',
)
FROM_FIVE = ((5_000, ("evening",)), (10_000, ("morning", "evening")))
FALLING = ((15_000, ("morning", "midday", "evening")), (30_000, ("morning", "evening")))
RANGE_OF_TIMES = (
    'times = ["morning", "midday", "evening"]',
    'times = [["morning", "midday", "evening"], ["morning", "midday", "evening", "bedtime"]]',
)
FOUR = ((15_000, ("morning", "midday", "evening")), (25_000, TIMES))
LEGS = (
    '\n[[taper_ways.legs]]\nfall = "10 mg/day"\nevery = "3 days"\ndown_to = "20 mg/day"\n'
    '\n[[taper_ways.legs]]\nfall = "5 mg/day"\nevery = "7 days"\n'
)
AFTER_ROWS = Rule(slowest_ug=2_500, bands=((45_000, ("morning", "midday", "evening")),))

PHRASES = (
    ("explicit steps, equal", "[[titration.steps]]", "planned", whole()),
    ("explicit steps, unequal", "[[titration.steps]]", "planned",
     whole(table=({"morning": 5_000, "evening": 10_000}, {"morning": 10_000, "evening": 15_000}))),
    ("at clock times", '"07:00" in doses', "planned", CLOCK),
    ("a time that must stay empty", "[empty_times]", "held",
     whole(said("empty_times", 'value = ["bedtime"]'))),
    ("a daily dose whose split is not stated", 'doses = "not stated", [[titration.split]]',
     "planned", no_split(SPLIT)),
    ("a rise with its basis", "[titration.rule.rise], basis", "planned", by_rule()),
    ("a rise as a range", "[titration.rule.slowest], [titration.rule.fastest]", "planned",
     by_rule(fastest_ug=10_000)),
    ("every N days", "[titration.rule.days] value", "planned", by_rule()),
    ("not before", "[limits.min_days_between_rises]", "planned", whole()),
    ("every 3 to 5 days", "[titration.rule.days] shortest, longest", "planned",
     by_rule("", *RANGE_OF_DAYS)),
    ("different rises by dose band", "[[titration.rule.bands]]", "planned", by_rule(BAND)),
    ("different rises by phase of the course", "rows, then [titration.rule]", "planned",
     whole(rule=AFTER_ROWS)),
    ("one time of day grows after another", "[titration.rule.growth]", "planned",
     whole(said("titration.rule.growth", 'value = "one after another"'), table=[],
           rule=Rule(start_ug=15_000), max_rise_per_dose_ug=5_000)),
    ("rises by percentages of the present or the first daily dose", "[titration.rule.share]",
     "planned", by_rule(said("titration.rule.share", 'value = "40 % of present"'))),
    ("rises by percentages with a floor", "[titration.rule.share] least", "planned",
     by_rule(said("titration.rule.share", 'value = "25 % of start"\nleast = "5 mg/day"'))),
    ("falls by percentages with their base", "[[taper_ways]] share", "planned",
     whole(said("[taper_ways]", 'name = "a"\nshare = "25 % of start"\nevery = "7 days"'))),
    ("falls by percentages with a floor", "[[taper_ways]] share, floor", "planned",
     whole(said("[taper_ways]", 'name = "a"\nshare = "25 % of start"\nevery = "7 days"\n'
                'floor = "5 mg/day"'))),
    ("percentages whose base is not stated", "[[stated.taper_shares]] of", "fact",
     whole(said("[stated.taper_shares]", 'percent = "25 %"\nof = "unstated"\n'
                'floor = "5 mg/day"'))),
    ("mg/kg/day and mg/kg/dose with maxima", "[by_weight], [limits_per_kg], [[limits_by_age]]",
     "planned", by_weight(said("limits_per_kg.max_dose", 'value = "0.5 mg/kg/dose"'))),
    ("number of doses a day that grows on the way", "[[titration.rule.times]]", "planned",
     by_rule(bands=FOUR)),
    ("number of doses a day that falls on the way", "[[titration.rule.times]]", "planned",
     by_rule(bands=FALLING)),
    ("number of doses a day that is a range", "[[titration.rule.times]] several lists", "planned",
     by_rule("", *RANGE_OF_TIMES)),
    ("number of doses a day that nothing is planned from", "[stated.doses_a_day]", "fact",
     whole(said("stated.doses_a_day", "lowest = 2\nhighest = 4"))),
    ("tablets, halves", '"half a tablet of 10 mg" in doses', "planned",
     whole().replace('morning = "5 mg"', 'morning = "half a tablet of 10 mg"', 1)),
    ("millilitres", '"5 mL of 5 mg/5 mL" in doses', "planned",
     whole().replace('morning = "5 mg"', 'morning = "5 mL of 5 mg/5 mL"', 1)),
    ("packets", '"1 packet of 5 mg" in doses', "planned",
     whole().replace('morning = "5 mg"', 'morning = "1 packet of 5 mg"', 1)),
    ("a start range", "[titration.rule.start] lowest, highest", "planned",
     by_rule("", *RANGE_OF_STARTS, bands=FROM_FIVE)),
    ("a gentler start", "[titration.rule.gentler_start]", "planned",
     by_rule(said("titration.rule.gentler_start", 'value = "5 mg/day"'), bands=FROM_FIVE)),
    ("a first larger dose", "[stated.first_dose]", "fact",
     whole(said("stated.first_dose", 'value = "10 mg"'))),
    ("aims", "[[stated.aims]]", "fact", whole(said("[stated.aims]", 'value = "30 mg/day"'))),
    ("usual ranges", "[stated.usual_range]", "held",
     whole(said("stated.usual_range", 'lowest = "20 mg/day"\nhighest = "30 mg/day"'))),
    ("outpatient maximum", "[limits.max_daily_dose]", "planned", whole()),
    ("inpatient maximum", "[inpatient.max_daily_dose]", "planned",
     whole(said("inpatient.max_daily_dose", 'value = "60 mg/day"'))),
    ("approval gates on the way", "[[stated.approval_gates]]", "held",
     whole(said("[stated.approval_gates]", 'value = "30 mg/day"'))),
    ("holds until review", '[[plateaus]] days = "until reviewed"', "planned",
     whole(said("[plateaus]", 'from_daily = "30 mg/day"\ndays = "until reviewed"'))),
    ("planned plateaus", "[[plateaus]] days", "planned",
     whole(said("[plateaus]", 'from_daily = "30 mg/day"\ndays = "14 days"'))),
    ("review points", "[[reviews]]", "planned",
     whole().replace("reviews = []", "") + said(
         "[reviews]", 'purpose = "does it help"\nafter = "6 weeks"\ncounted_from = "last rise"')),
    ("trial periods", "[stated.trial_period]", "fact",
     whole(said("stated.trial_period", 'lowest = "6 weeks"\nhighest = "8 weeks"\n'
                'counted_from = "maximum dose"'))),
    ("whole courses: up, stay, down", "[course.stay], [course.taper]", "planned",
     whole(said("course.stay", 'value = "28 days"') + said("course.taper", 'value = "14 days"'))),
    ("wash-out", "[course.wash_out]", "held",
     whole(said("course.stay", 'value = "28 days"') + said("course.taper", 'value = "14 days"')
           + said("course.wash_out", 'value = "7 days"'))),
    ("a fixed course", "[course.whole], [course.taper]", "planned",
     whole(said("course.whole", 'value = "12 weeks"') + said("course.taper", 'value = "14 days"'))),
    ("the length of a course that nothing is planned from", "[stated.course]", "fact",
     whole(said("stated.course", 'value = "12 weeks"'))),
    ("tapers by steps", "[[taper_ways]] fall, every", "planned",
     whole(said("[taper_ways]", 'name = "a"\nfall = "5 mg/day"\nevery = "7 days"'))),
    ("several paces in a row", "[[taper_ways.legs]] down_to", "planned",
     whole(said("[taper_ways]", 'name = "a"') + LEGS)),
    ("halving with a floor", "[[taper_ways]] halve_every, floor", "planned",
     whole(said("[taper_ways]", 'name = "a"\nhalve_every = "7 days"\nfloor = "5 mg/day"'))),
    ("a taper by its length alone", "[[taper_ways]] over", "planned",
     whole(said("[taper_ways]", 'name = "a"\nover = "14 days"'))),
    ("a minimum of lengths", "[[taper_ways]] shortest", "planned",
     whole(said("[taper_ways]", 'name = "a"\nshortest = "7 days"'))),
    ("a window of lengths", "[[taper_ways]] shortest, longest", "planned",
     whole(said("[taper_ways]", 'name = "a"\nshortest = "7 days"\nlongest = "14 days"'))),
    ("lengths that nothing is planned from", "[[stated.taper_lengths]] lowest, highest", "fact",
     whole(said("[stated.taper_lengths]", 'used_longer_than = "any"\nlowest = "7 days"'))),
    ("lengths by dose reached, duration of use or kidneys",
     "[[taper_ways.lengths]] reached_more_than, used_longer_than, when", "planned",
     whole(said("[taper_ways]", 'name = "a"') + said("[taper_ways.lengths]", 'over = "7 days"')
           + said("[taper_ways.lengths]", 'over = "21 days"\nused_longer_than = "60 days"\n'
                  'reached_more_than = "30 mg/day"\nwhen = "kidneys below 60 mL/min"'))),
    ("lengths for kidneys in the words of the source", "[[stated.taper_lengths]] kidneys", "fact",
     whole(said("[stated.taper_lengths]", 'used_longer_than = "60 days"\nvalue = "21 days"\n'
                'reached_more_than = "30 mg/day"\nkidneys = "weak"'))),
    ("a taper to a dose that is not nothing", "[[taper_ways]] to", "planned",
     whole(said("[taper_ways]", 'name = "a"\nover = "14 days"\nto = "10 mg/day"'))),
    ("milestones without steps", "[[milestones]]", "planned",
     by_rule(said("[milestones]", 'daily_dose = "30 mg/day"\nby = "12 days"'),
             fastest_ug=10_000)),
    ("unstated", "[[unstated]]", "fact",
     whole(said("[unstated]", 'topic = "the hours of the day"'))),
    ("readings that contradict", "[[unstated.readings]]", "planned", readings()),
)  # fmt: skip
