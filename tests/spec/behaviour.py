"""What the program does, section by section. Every row is run as a test."""

from __future__ import annotations

from tests.spec.behaviour_down import DOWN
from tests.spec.rows import Row, Section

THREE_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg"
ODD = "morning 10 mg, midday 5 mg, evening 15 mg"

START = Section(
    "The start",
    "It begins with the label's first dose, or not at all.",
    (
        Row({"aim": "15 mg/day"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "from day 4: 5 / 5 / 5 / – mg, 15 mg/day, until reviewed",
        )),
        Row({"aim": "15 mg/day", "first taking": "evening"}, (
            "days 1 to 4: 5 / 5 / 5 / – mg, 15 mg/day",
            "from day 5: 5 / 5 / 5 / – mg, 15 mg/day, until reviewed",
        ), because="The first day has the evening dose only and is not counted as a full day."),
        Row({"aim": "10 mg/day"}, (
            "refused: The aim of 10 mg/day is below the protocol's first step of 15 mg/day.",
        )),
        Row({"aim": "60 mg/day"}, (
            "refused: The first step asks for 5 mg at a time, and nothing up to that can be made",
        ), given={"tablets": "us-tablet-20"},
            because="Half of a 20 mg tablet is 10 mg; quarters are permitted by no source."),
        Row({"aim": "60 mg/day"}, (
            "refused: The present dose is unknown, so no rise is planned.",
        ), given={"takes": "unknown"}),
    ),
)  # fmt: skip

RISE = Section(
    "The rise",
    "Every three days by 5 mg a dose, which is 15 mg a day; from 60 to 80 mg/day, where no label "
    "prints a way, by 5 mg at bedtime, which is our judgement.",
    (
        Row({"aim": "60 mg/day"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 9: 15 / 15 / 15 / – mg, 45 mg/day",
            "days 10 to 12: 20 / 20 / 20 / – mg, 60 mg/day",
            "from day 13: 20 / 20 / 20 / – mg, 60 mg/day, until reviewed",
            "review on day 52",
            "review on day 366",
        ), because="Reviews: six weeks after the last rise, and a year after the start."),
        Row({"aim": "max"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 9: 15 / 15 / 15 / – mg, 45 mg/day",
            "days 10 to 12: 20 / 20 / 20 / – mg, 60 mg/day",
            "days 13 to 15: 20 / 20 / 20 / 5 mg, 65 mg/day",
            "days 16 to 18: 20 / 20 / 20 / 10 mg, 70 mg/day",
            "days 19 to 21: 20 / 20 / 20 / 15 mg, 75 mg/day",
            "days 22 to 24: 20 / 20 / 20 / 20 mg, 80 mg/day",
            "from day 25: 20 / 20 / 20 / 20 mg, 80 mg/day, until reviewed",
        ), because="The maximum has to be asked for; it is never assumed."),
        Row({"aim": "30 mg/day", "stay": "14 days", "then taper over": "6 days"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 20: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 21 to 22: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 23 to 24: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 25 to 26: 5 / – / 5 / – mg, 10 mg/day",
            "from day 27: nothing",
        ), because="A whole course in one request."),
    ),
)  # fmt: skip

CUT_SHORT = Section(
    "The last rise cut short",
    "The way does not depend on the aim; its last rise is cut short to land exactly on it. What "
    "cannot be shared evenly goes to bedtime first, then evening, morning, midday.",
    (
        Row({"aim": "25 mg/day"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 5 / 10 / – mg, 25 mg/day",
            "from day 7: 10 / 5 / 10 / – mg, 25 mg/day, until reviewed",
        )),
        Row({"aim": "35 mg/day"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 9: 10 / 10 / 15 / – mg, 35 mg/day",
            "from day 10: 10 / 10 / 15 / – mg, 35 mg/day, until reviewed",
        )),
        Row({"aim": "50 mg/day"}, (
            "days 1 to 3: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 4 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 9: 15 / 15 / 15 / – mg, 45 mg/day",
            "days 10 to 12: 15 / 15 / 20 / – mg, 50 mg/day",
            "from day 13: 15 / 15 / 20 / – mg, 50 mg/day, until reviewed",
        )),
    ),
)  # fmt: skip

REFUSED = Section(
    "Refusals with their neighbours",
    "An aim is reached exactly or refused; nothing is rounded.",
    (
        Row({"aim": "37 mg/day"}, (
            "refused: nearest below is 35 mg/day, nearest above is 40 mg/day.",
        )),
        Row({"aim": "17.5 mg/day"}, (
            "refused: nearest below is 15 mg/day, nearest above is 20 mg/day.",
        )),
        Row({"aim": "81 mg/day"}, (
            "refused: The aim of 81 mg/day is above the maximum of 80 mg/day that holds here.",
        )),
        Row({"aim": "60 mg"}, ("refused: an amount in 24 hours has to say so.",)),
        Row({"aim": "60"}, ("refused: the text is not an amount. Write a plain number",)),
        Row({"taper over": "14 days", "taper to": "7 mg/day"}, (
            "refused: nearest below is 5 mg/day, nearest above is 10 mg/day.",
        ), given={"takes": "morning 10 mg, evening 10 mg"}),
    ),
)  # fmt: skip

PRESENT = Section(
    "From what is taken now",
    "The first day is unchanged. Each time of day rises by 5 mg at most, and nothing falls. A "
    "single dose above 20 mg, our judgement, is evened out before the day rises.",
    (
        Row({"aim": "45 mg/day"}, (
            "day 1: 10 / 5 / 15 / – mg, 30 mg/day",
            "days 2 to 4: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 5 to 7: 15 / 15 / 15 / – mg, 45 mg/day",
            "from day 8: 15 / 15 / 15 / – mg, 45 mg/day, until reviewed",
        ), given={"takes": ODD}),
        Row({"aim": "40 mg/day"}, (
            "days 1 to 3: 10 / 5 / 15 / – mg, 30 mg/day",
            "days 4 to 6: 15 / 10 / 15 / – mg, 40 mg/day",
            "from day 7: 15 / 10 / 15 / – mg, 40 mg/day, until reviewed",
        ), given={"takes": ODD, "since": "unknown"},
            because="Nobody knows since when, so a whole interval passes first."),
        Row({"aim": "55 mg/day"}, (
            "day 1: 25 / – / 25 / – mg, 50 mg/day",
            "days 2 to 4: 20 / 5 / 25 / – mg, 50 mg/day",
            "days 5 to 7: 20 / 10 / 20 / – mg, 50 mg/day",
            "days 8 to 10: 20 / 15 / 20 / – mg, 55 mg/day",
            "from day 11: 20 / 15 / 20 / – mg, 55 mg/day, until reviewed",
            "caution: present-dose-above-maximum",
        ), given={"takes": "morning 25 mg, evening 25 mg", "tablets": "eu-tablets"}),
        Row({"aim": "50 mg/day"}, (
            "day 1: – / – / – / 20 mg, 20 mg/day",
            "days 2 to 4: 5 / 5 / 5 / 20 mg, 35 mg/day",
            "days 5 to 7: 10 / 10 / 10 / 20 mg, 50 mg/day",
            "from day 8: 10 / 10 / 10 / 20 mg, 50 mg/day, until reviewed",
        ), given={"takes": "bedtime 20 mg"}),
        Row({"aim": "60 mg/day"}, (
            "refused: The present 60 mg/day has already reached the aim of 60 mg/day.",
        ), given={"takes": THREE_OF_20}),
        Row({"aim": "max"}, (
            "refused: above the maximum of 80 mg/day that holds here, so nothing rises.",
        ), given={"takes": "morning 25 mg, midday 20 mg, evening 20 mg, bedtime 20 mg"}),
    ),
)  # fmt: skip

KIDNEYS = Section(
    "Unknown kidneys",
    "What is missing is not normal: no rise, and never a closed way down.",
    (
        Row({"aim": "60 mg/day"}, ("refused: Kidneys are unknown",), given={"kidneys": "unknown"}),
        Row({"aim": "60 mg/day"}, ("refused: Kidneys are not asked",),
            given={"kidneys": "not asked"}),
        Row({"taper over": "14 days"}, ("no stop", "caution: kidneys-unknown"),
            given={"kidneys": "unknown", "takes": THREE_OF_20}),
        Row({"aim": "60 mg/day"}, (
            "refused: Kidneys: the eGFR has no date",
        ), given={"kidneys": "eGFR 55 mL/min/1.73 m2"},
            because="A value that has no date or was not steady counts as unknown."),
    ),
)  # fmt: skip

BY_AGE = Section(
    "Kidneys stated as normal, by age",
    "The statement carries the day of the test and no value. From 65 years, and below 18, a value "
    "is asked for instead. These ages are our judgements.",
    (
        Row({"aim": "30 mg/day"}, ("refused: The age lies outside the population of the file",),
            given={"age": "17 years 11 months"}),
        Row({"aim": "30 mg/day"}, ("no stop", "caution: kidneys-stated-normal"),
            given={"age": "18 years"}),
        Row({"aim": "30 mg/day"}, ("no stop", "caution: kidneys-stated-normal"),
            given={"age": "64 years 11 months"}),
        Row({"aim": "30 mg/day"}, ("refused: At this age kidneys may not be stated as normal",),
            given={"age": "65 years"}),
        Row({"aim": "30 mg/day"}, ("refused: At this age kidneys may not be stated as normal",),
            given={"age": "120 years"}),
        Row({"aim": "30 mg/day"}, ("refused: The age was not asked",), given={"age": "not asked"}),
        Row({"aim": "30 mg/day"}, ("refused: the test behind that is dated after the first day",),
            given={"kidneys": "normal, tested 2026-12-02"}),
        Row({"aim": "30 mg/day"}, ("no stop", "caution: kidneys-stated-normal"),
            given={"kidneys": "normal, tested 2026-09-01"}),
        Row({"aim": "30 mg/day"}, ("refused: the test behind that is older than 91 days",),
            given={"kidneys": "normal, tested 2026-08-31"},
            because="A claim counts for as long as a number does."),
        Row({"taper over": "14 days"}, ("no stop", "caution: kidneys-stated-normal"),
            given={"age": "80 years", "takes": THREE_OF_20},
            because="A way down is not refused for it."),
    ),
)  # fmt: skip

SECTIONS = (START, RISE, CUT_SHORT, REFUSED, PRESENT, KIDNEYS, BY_AGE, *DOWN)
