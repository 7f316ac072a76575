"""Where ways down end, on which days they fall, what is said of them, and odd places to begin."""

from __future__ import annotations

from tests.spec.asking_down import LIMIT
from tests.spec.rows import Row, Section

THREE_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg"
TWICE_10 = "morning 10 mg, evening 10 mg"
SIX_TIMES = "04:00 5 mg, 08:00 3 mg, 12:00 5 mg, 16:00 5 mg, 20:00 5 mg, 00:00 5 mg"

ENDS = Section(
    "Not to nothing, and on which days",
    "An end above nothing is kept until reviewed. A limit that newly holds is an end too; it never "
    "makes a cut. Falls keep to the days that are chosen, and only ever move to later ones.",
    (
        Row({"taper by": "5 mg/day every 7 days", "taper to": "10 mg/day"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "from day 8: 5 / – / 5 / – mg, 10 mg/day, until reviewed",
        ), given={"takes": TWICE_10}),
        Row({"taper by": "5 mg/day every 7 days", "taper to": LIMIT}, (
            "days 1 to 7: 20 / 20 / 20 / 25 mg, 85 mg/day",
            "from day 8: 20 / 20 / 20 / 20 mg, 80 mg/day, until reviewed",
            "caution: present-dose-above-maximum",
        ), given={"takes": "morning 20 mg, midday 20 mg, evening 25 mg, bedtime 25 mg"}),
        Row({"taper by": "10 mg/day every 7 days", "taper to": LIMIT}, (
            "days 1 to 7: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 8 to 14: 10 / 10 / 10 / – mg, 30 mg/day",
            "from day 15: 10 / 5 / 10 / – mg, 25 mg/day, until reviewed",
            "no stop", "caution: present-dose-above-maximum", "caution: kidneys-too-weak",
        ), given={"takes": "morning 20 mg, midday 15 mg, evening 15 mg",
                  "kidneys": "clearance 25 mL/min on 2026-11-12, steady"},
            because="A third of 80 mg/day newly holds, and 25 mg/day is the next that is made. How "
                    "fast is asked by a caution; no way down is closed."),
        Row({"taper by": "10 mg/day every 7 days", "taper to": "40 mg/day"}, (
            "refused: This way down ends above it.",
        ), given={"takes": THREE_OF_20, "kidneys": "clearance 25 mL/min on 2026-11-12, steady"},
            because="What is kept above that maximum, somebody has to accept."),
        Row({"taper by": "5 mg/day every 7 days", "taper to": LIMIT}, (
            "refused: so there is nothing to go down to.",
        ), given={"takes": THREE_OF_20}),
        Row({"taper until": "2026-12-14"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
        ), given={"takes": TWICE_10}, because="14 December is day 14, the last with a dose."),
        Row({"taper until": "2026-11-30"}, (
            "refused: the last day, 2026-11-30, lies before the first day, 2026-12-01",
        ), given={"takes": TWICE_10}),
        Row({"taper by": "5 mg/day every 7 days", "closed": "2026-12-08, 2026-12-09"}, (
            "days 1 to 9: 5 / – / 5 / – mg, 10 mg/day",
            "days 10 to 16: – / – / 5 / – mg, 5 mg/day",
            "from day 17: nothing",
            "caution: slower-than-asked",
        ), given={"takes": "morning 5 mg, evening 10 mg"},
            because="Day 8 and day 9 are closed; what comes after moves with them."),
        Row({"taper by": "5 mg/day every 7 days", "closed": "2026-12-09"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
            "caution: fall-before-closed-day",
        ), given={"takes": "morning 5 mg, evening 10 mg"}),
        Row({"taper by": "5 mg/day every 7 days", "taper to": "50 mg/day"}, (
            "days 1 to 7: 20 / 15 / 20 / – mg, 55 mg/day",
            "from day 8: 15 / 15 / 20 / – mg, 50 mg/day, until reviewed",
        ), given={"takes": THREE_OF_20}),
        Row({"taper by": "5 mg/day every 7 days", "taper to": "50 mg/day",
             "first to fall": "evening"}, (
            "days 1 to 7: 20 / 20 / 15 / – mg, 55 mg/day",
            "from day 8: 20 / 15 / 15 / – mg, 50 mg/day, until reviewed",
        ), given={"takes": THREE_OF_20}),
        Row({"taper by": "5 mg/day every 7 days", "first to fall": "bedtime"}, (
            "refused: a time of day at which nothing is taken",
        ), given={"takes": THREE_OF_20}),
        Row({"taper by": "5 mg/day every 14 days", "review every": "3 weeks"}, (
            "days 1 to 14: 5 / – / 10 / – mg, 15 mg/day",
            "days 15 to 28: 5 / – / 5 / – mg, 10 mg/day",
            "days 29 to 42: – / – / 5 / – mg, 5 mg/day",
            "from day 43: nothing",
            "review on day 22",
        ), given={"takes": TWICE_10}, because="From day 43 nothing is taken."),
    ),
)  # fmt: skip

SAID = Section(
    "What is said of each fall, and of the whole",
    "In mg a day and per cent of the present dose, as it was meant and as it is made; the largest "
    "of the taper but for the last, which is always all of it.",
    (
        Row({"taper by": "7 mg/day every 7 days"}, (
            "fall on day 1: 5 mg/day or 25 %, meant 7 mg/day or 35 %",
            "fall on day 8: 5 mg/day or 33.3 %, meant 7 mg/day or 46.7 %",
            "fall on day 15: 5 mg/day or 50 %, meant 7 mg/day or 70 %",
            "fall on day 22: 5 mg/day or 100 %",
            "largest fall: 5 mg/day on day 1",
            "largest share: 50 % on day 15",
            "caution: fall-smaller-than-asked",
        ), given={"takes": TWICE_10}),
        Row({"taper over": "14 days"}, ("caution: taper-short-after-long-use",),
            given={"takes": TWICE_10, "used for": "8 months"}),
        Row({"taper over": "14 days"}, ("caution: taper-short-after-long-use",),
            given={"takes": TWICE_10, "since": "2026-11-10", "used for": "unknown"}),
        Row({"taper over": "20 days"}, ("caution: taper-short-after-long-use",),
            given={"takes": TWICE_10, "since": "2026-11-10", "used for": "9 weeks"}),
        Row({"taper over": "21 days"}, ("no stop",),
            given={"takes": TWICE_10, "used for": "8 months"}),
        Row({"taper over": "6 days"}, ("caution: taper-shorter-than-labels",),
            given={"takes": TWICE_10, "since": "2026-11-10", "used for": "3 weeks"}),
        Row({"taper by": "10 mg/day every 7 days", "supply for": "28 days"}, (
            "dispense 14 × 5 mg tablet",
            "one step back, kept apart: 28 × 5 mg tablet for 7 days of 20 mg/day",
            "covered to day 7",
        ), given={"takes": TWICE_10}),
    ),
)  # fmt: skip

ODD = Section(
    "Odd places to come down from",
    "Whatever is taken comes down, by what the products make.",
    (
        Row({"taper over": "28 days"}, (
            "days 1 to 7: – / – / – / 2 mg, 2 mg/day",
            "days 8 to 14: – / – / – / 1.5 mg, 1.5 mg/day",
            "days 15 to 21: – / – / – / 1 mg, 1 mg/day",
            "days 22 to 28: – / – / – / 500 micrograms, 500 micrograms/day",
            "from day 29: nothing",
        ), given={"takes": "bedtime 3 mg", "tablets": "us-liquid-5mg-in-5ml"},
            because="Four falls of 0.5 and one of 1 mg, first, where it is the smallest share."),
        Row({"taper over": "28 days"}, (
            "refused: Add a product that makes a smaller dose",
        ), given={"takes": "bedtime 2.5 mg"}),
        Row({"taper over": "28 days"}, (
            "days 1 to 28: – / – / – / 2.5 mg, 2.5 mg/day", "from day 29: nothing",
            "caution: no-smaller-dose",
        ), given={"takes": "bedtime 2.5 mg", "tablets": "jp-tablet-5-halved"}),
        Row({"taper by": "0.5 mg/day every 7 days"}, (
            "days 1 to 7: – / – / – / 2 mg, 2 mg/day",
            "days 8 to 14: – / – / – / 1.5 mg, 1.5 mg/day",
            "days 15 to 21: – / – / – / 1 mg, 1 mg/day",
            "days 22 to 28: – / – / – / 500 micrograms, 500 micrograms/day",
            "from day 29: nothing",
        ), given={"takes": "bedtime 2.5 mg", "tablets": "us-liquid-5mg-in-5ml"}),
        Row({"taper over": "28 days"}, (
            "days 1 to 3: 30 / 25 / 30 / – mg, 85 mg/day",
            "days 4 to 6: 25 / 25 / 25 / – mg, 75 mg/day",
            "days 7 to 9: 20 / 20 / 25 / – mg, 65 mg/day",
            "days 10 to 12: 20 / 15 / 20 / – mg, 55 mg/day",
            "days 13 to 15: 15 / 15 / 15 / – mg, 45 mg/day",
            "days 16 to 18: 10 / 10 / 15 / – mg, 35 mg/day",
            "days 19 to 21: 10 / 5 / 10 / – mg, 25 mg/day",
            "days 22 to 24: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 25 to 28: 5 / – / 5 / – mg, 10 mg/day",
            "from day 29: nothing",
            "caution: present-dose-above-maximum",
        ), given={"takes": "morning 35 mg, midday 30 mg, evening 30 mg"}),
        Row({"taper over": "28 days"}, (
            "days 1 to 7: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 8 to 14: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 15 to 21: 5 / – / 5 / – mg, 10 mg/day",
            "days 22 to 28: – / – / 5 / – mg, 5 mg/day",
            "from day 29: nothing",
        ), given={"takes": "morning 10 mg, midday 5 mg, evening 15 mg"}),
        Row({"taper over": "28 days"}, (
            "days 1 to 9: – / – / – / 15 mg, 15 mg/day",
            "days 10 to 18: – / – / – / 10 mg, 10 mg/day",
            "days 19 to 28: – / – / – / 5 mg, 5 mg/day",
            "from day 29: nothing",
        ), given={"takes": "bedtime 20 mg"}),
        Row({"taper by": "5 mg/day every 7 days"}, (
            "days 1 to 7: 00:00 5 mg, 04:00 5 mg, 12:00 5 mg, 16:00 5 mg, 20:00 5 mg, 25 mg/day",
            "days 8 to 14: 00:00 5 mg, 04:00 5 mg, 16:00 5 mg, 20:00 5 mg, 20 mg/day",
            "days 15 to 21: 00:00 5 mg, 16:00 5 mg, 20:00 5 mg, 15 mg/day",
            "days 22 to 28: 00:00 5 mg, 20:00 5 mg, 10 mg/day",
            "days 29 to 35: 00:00 5 mg, 5 mg/day",
            "from day 36: nothing",
            "caution: smaller-dose-falls-first",
            "caution: fall-smaller-than-asked",
        ), given={"takes": SIX_TIMES},
            because="Six times a day; no tablet makes the 3 mg at 08:00."),
    ),
)  # fmt: skip

ENDS_OF_WAYS = (ENDS, SAID, ODD)
