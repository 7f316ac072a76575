"""Every kind of way down."""

from __future__ import annotations

from tests.spec.rows import Row, Section

THREE_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg"
TWICE_10 = "morning 10 mg, evening 10 mg"

PACES = Section(
    "Other paces",
    "A window takes its longest end. A share, a halving or a leg is rounded to a smaller fall, "
    "never to a larger. What is too fast is refused or stretched, as was asked for, and said so.",
    (
        Row({"taper over": "14-21 days"}, (
            "days 1 to 3: 15 / 15 / 20 / – mg, 50 mg/day",
            "days 4 to 6: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 7 to 9: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 10 to 13: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 14 to 17: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 18 to 21: 5 / – / 5 / – mg, 10 mg/day",
            "from day 22: nothing",
        ), given={"takes": THREE_OF_20}),
        Row({"taper by": "25 % of start every 7 days"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "days 8 to 14: 5 / – / 5 / – mg, 10 mg/day",
            "days 15 to 21: – / – / 5 / – mg, 5 mg/day",
            "from day 22: nothing",
        ), given={"takes": TWICE_10}),
        Row({"halve every": "7 days", "down to halves of": "5 mg/day"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
            "caution: taper-short-after-long-use",
        ), given={"takes": TWICE_10}),
        Row({"taper by": "10 mg/day every 3 days to 20 mg/day, then 5 mg/day every 7 days"}, (
            "days 1 to 3: 15 / – / 15 / – mg, 30 mg/day",
            "days 4 to 6: 10 / – / 10 / – mg, 20 mg/day",
            "days 7 to 13: 5 / – / 10 / – mg, 15 mg/day",
            "days 14 to 20: 5 / – / 5 / – mg, 10 mg/day",
            "days 21 to 27: – / – / 5 / – mg, 5 mg/day",
            "from day 28: nothing",
        ), given={"takes": "morning 20 mg, evening 20 mg"}),
        Row({"taper by": "over 7 days to 20 mg/day, then 25 % of start every 7 days to 10 mg/day, "
                         "then halve every 7 days, floor 5 mg/day"}, (
            "days 1 to 7: 15 / – / 15 / – mg, 30 mg/day",
            "days 8 to 14: 10 / – / 10 / – mg, 20 mg/day",
            "days 15 to 21: 5 / – / 5 / – mg, 10 mg/day",
            "days 22 to 28: – / – / 5 / – mg, 5 mg/day",
            "from day 29: nothing",
        ), given={"takes": "morning 20 mg, evening 20 mg"}),
        Row({"taper by": "10 mg/day every 3 days until 2026-12-10, then over 14 days"}, (
            "days 1 to 3: 15 / 15 / 20 / – mg, 50 mg/day",
            "days 4 to 6: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 7 to 9: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 10 to 13: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 14 to 18: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 19 to 23: 5 / – / 5 / – mg, 10 mg/day",
            "from day 24: nothing",
        ), given={"takes": THREE_OF_20},
            because="10 December is day 10: another pace from then on."),
        Row({"beside a pump": "25 %"}, (
            "from day 1: 5 / – / 10 / – mg, 15 mg/day, until reviewed", "caution: pump-switch",
        ), given={"takes": TWICE_10}),
        Row({"taper by": "5 mg/day every 7 days", "change on": "Mon"}, (
            "days 1 to 13: 5 / – / 5 / – mg, 10 mg/day",
            "days 14 to 20: – / – / 5 / – mg, 5 mg/day",
            "from day 21: nothing",
            "caution: first-fall-on-another-day",
            "caution: slower-than-asked",
        ), given={"takes": "morning 5 mg, evening 10 mg"},
            because="Day 1 is a Tuesday and is asked for; day 14 is the first Monday a week on."),
        Row({"taper by": "50 % of present every 7 days, floor 5 mg/day"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
        ), given={"takes": TWICE_10}),
        Row({"taper by": "20 % of present every 7 days"}, (
            "days 1 to 7: – / – / – / 8 mg, 8 mg/day",
            "days 8 to 14: – / – / – / 6.5 mg, 6.5 mg/day",
            "days 15 to 21: – / – / – / 5.5 mg, 5.5 mg/day",
            "days 22 to 28: – / – / – / 4.5 mg, 4.5 mg/day",
            "days 29 to 35: – / – / – / 4 mg, 4 mg/day",
            "days 36 to 42: – / – / – / 3.5 mg, 3.5 mg/day",
            "days 43 to 49: – / – / – / 3 mg, 3 mg/day",
            "days 50 to 56: – / – / – / 2.5 mg, 2.5 mg/day",
            "days 57 to 63: – / – / – / 2 mg, 2 mg/day",
            "from day 64: nothing",
        ), given={"takes": "bedtime 10 mg", "tablets": "us-liquid-5mg-in-5ml"},
            because="A fifth of 2 mg is less than the liquid can show, so it ends there."),
        Row({"taper by": "10 % of present every 7 days"}, (
            "refused: us-liquid-5mg-in-5ml or us-liquid-10mg-in-5ml would make it.",
        ), given={"takes": THREE_OF_20},
            because="A tenth of 45 mg/day is less than these tablets make."),
        Row({"taper by": "10 mg/day every 1 day"}, ("refused: sooner than the protocol's 2 days",),
            given={"takes": THREE_OF_20}),
        Row({"taper by": "10 mg/day every 1 day", "if too fast": "stretch"}, (
            "days 1 to 2: 5 / – / 5 / – mg, 10 mg/day",
            "from day 3: nothing",
            "caution: slower-than-asked",
            "caution: taper-shorter-than-labels",
        ), given={"takes": TWICE_10}),
    ),
)  # fmt: skip

WRITTEN = Section(
    "Ways that somebody writes out",
    "The rows of a table are taken as they are, and judged like anybody's. A curve is somebody's, "
    "with a citation; a fall lands on it or above it. A way that the protocol file names is asked "
    "for by its name.",
    (
        Row({"follow the table": "7 days: morning 5 mg, evening 10 mg; 7 days: evening 10 mg; "
                                 "7 days: evening 5 mg"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "days 8 to 14: – / – / 10 / – mg, 10 mg/day",
            "days 15 to 21: – / – / 5 / – mg, 5 mg/day",
            "from day 22: nothing",
            "note: taper-by-table",
        ), given={"takes": TWICE_10}),
        Row({"follow the table": "7 days: morning 5 mg, evening 10 mg; "
                                 "until reviewed: morning 5 mg, evening 5 mg"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "from day 8: 5 / – / 5 / – mg, 10 mg/day, until reviewed",
        ), given={"takes": TWICE_10}, because="Only the last row may be left open."),
        Row({"follow the table": "7 days: morning 5 mg, evening 15 mg; 7 days: evening 10 mg"}, (
            "refused: Row 1 of the table gives a larger evening dose than is taken before it.",
        ), given={"takes": TWICE_10}),
        Row({"follow the table": "7 days: morning 5 mg, evening 7.5 mg"}, (
            "refused: 7.5 mg",
        ), given={"takes": TWICE_10}),
        Row({"along the curve": "day 1 75 %, day 8 50 %, day 15 25 %, day 22 nothing"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "days 8 to 14: 5 / – / 5 / – mg, 10 mg/day",
            "days 15 to 21: – / – / 5 / – mg, 5 mg/day",
            "from day 22: nothing",
        ), given={"takes": TWICE_10}),
        Row({"along the curve": "day 1 80 %, day 8 60 %, day 15 40 %, day 22 20 %, "
                                "day 29 nothing"}, (
            "days 1 to 7: 10 / – / 15 / – mg, 25 mg/day",
            "days 8 to 14: 10 / – / 10 / – mg, 20 mg/day",
            "days 15 to 21: 5 / – / 10 / – mg, 15 mg/day",
            "days 22 to 28: 5 / – / 5 / – mg, 10 mg/day",
            "from day 29: nothing",
        ), given={"takes": "morning 15 mg, evening 15 mg"}),
        Row({"along the curve": "day 1 40 %, day 8 nothing"}, (
            "refused: The curve falls by 36 mg/day at once",
        ), given={"takes": THREE_OF_20}),
        Row({"way of the file": "halves"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
            "note: way-chosen",
        ), given={"takes": TWICE_10, "a file that adds":
                  'halves: halve_every = "7 days", floor = "5 mg/day"'}),
        Row({"way of the file": "halves"}, (
            "refused: names no way down. Ask for a pace, such as a length or a fall.",
        ), given={"takes": TWICE_10}),
    ),
)  # fmt: skip

WAYS = (PACES, WRITTEN)
