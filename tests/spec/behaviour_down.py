"""What the program does on the way down, with limits, and with tablets to dispense."""

from __future__ import annotations

from tests.spec.behaviour_ends import ENDS_OF_WAYS
from tests.spec.behaviour_ways import WAYS
from tests.spec.rows import Row, Section

THREE_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg"
FOUR_OF_20 = f"{THREE_OF_20}, bedtime 20 mg"
FIVE_OF_17 = "02:00 17 mg, 06:00 17 mg, 10:00 17 mg, 14:00 17 mg, 18:00 17 mg"
FIVE_OF_16 = FIVE_OF_17.replace("17", "16")
TWICE_10 = "morning 10 mg, evening 10 mg"

TAPER = Section(
    "The way down",
    "No label but the French one prints the size of a fall. Ours are judgements: 10 mg a day at "
    "most, two days or more apart, and never more than half of the day but for the last. No time "
    "of day is dropped while another falls. Over a length, falls are as small as leaves "
    "each reduced dose a week, or else the fewest that the limits allow; the odd "
    "days go to the lowest doses.",
    (
        Row({"taper over": "14 days"}, (
            "days 1 to 2: 15 / 15 / 20 / – mg, 50 mg/day",
            "days 3 to 4: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 5 to 6: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 7 to 8: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 9 to 11: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 12 to 14: 5 / – / 5 / – mg, 10 mg/day",
            "from day 15: nothing",
        ), given={"takes": THREE_OF_20}),
        Row({"taper over": "13 days"}, (
            "refused: 13 days are too few",
            "refused: the shortest way takes 14 days.",
        ), given={"takes": FOUR_OF_20}),
        Row({"taper by": "5 mg/day every 7 days"}, (
            "days 1 to 7: 5 / – / 10 / – mg, 15 mg/day",
            "days 8 to 14: 5 / – / 5 / – mg, 10 mg/day",
            "days 15 to 21: – / – / 5 / – mg, 5 mg/day",
            "from day 22: nothing",
        ), given={"takes": TWICE_10}),
        Row({"taper over": "7 days", "taper to": "10 mg/day"}, (
            "days 1 to 3: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 4 to 7: 5 / 5 / 5 / – mg, 15 mg/day",
            "from day 8: 5 / – / 5 / – mg, 10 mg/day, until reviewed",
        ), given={"takes": "morning 10 mg, midday 10 mg, evening 10 mg"}),
        Row({"taper over": "14 days"}, (
            "days 1 to 7: 5 / – / 5 / – mg, 10 mg/day",
            "days 8 to 14: – / – / 5 / – mg, 5 mg/day",
            "from day 15: nothing",
        ), given={"takes": "morning 5 mg, midday 5 mg, evening 5 mg"},
            because="Two falls are the fewest, and two weeks leave room for three: the larger of "
                    "the two, the last one, is divided."),
        Row({"taper over": "56 days"}, (
            "days 1 to 7: 15 / 15 / 20 / – mg, 50 mg/day",
            "days 8 to 14: 15 / 10 / 15 / – mg, 40 mg/day",
            "days 15 to 21: 10 / 10 / 10 / – mg, 30 mg/day",
            "days 22 to 28: 10 / 5 / 10 / – mg, 25 mg/day",
            "days 29 to 35: 5 / 5 / 10 / – mg, 20 mg/day",
            "days 36 to 42: 5 / 5 / 5 / – mg, 15 mg/day",
            "days 43 to 49: 5 / – / 5 / – mg, 10 mg/day",
            "days 50 to 56: – / – / 5 / – mg, 5 mg/day",
            "from day 57: nothing",
        ), given={"takes": THREE_OF_20},
            because="The fewest falls keep six reduced doses; of the falls of 10 mg/day the two "
                    "last are divided, so that each of eight doses is kept for a week."),
    ),
)  # fmt: skip

OPEN = Section(
    "The way down is always open",
    "What is missing, or already above a limit, becomes a caution and refuses no taper.",
    (
        Row({"taper over": "14 days"}, ("no stop", "note: age-not-asked"),
            given={"takes": THREE_OF_20, "age": "not asked"}),
        Row({"taper over": "14 days"}, ("no stop", "caution: kidneys-unknown"),
            given={"takes": THREE_OF_20, "kidneys": "not asked"}),
        Row({"taper over": "14 days"}, ("no stop", "caution: not-an-adult"),
            given={"takes": THREE_OF_20, "age": "17 years"},
            because="No file for adults goes up at that age; down it is open, and a paediatric "
                    "specialist has to look."),
        Row({"taper over": "14 days"}, ("no stop", "caution: protocol-not-signed"),
            given={"takes": THREE_OF_20}),
        Row({"taper over": "14 days"}, ("no stop",),
            given={"takes": THREE_OF_20, "since": "unknown"}),
        Row({"taper over": "30 days"}, ("no stop", "caution: present-dose-above-maximum"),
            given={"takes": "morning 30 mg, midday 25 mg, evening 25 mg, bedtime 25 mg",
                   "tablets": "eu-tablets"},
            because="105 mg/day is above every maximum here. It falls, and is not cut at once."),
        Row({"taper over": "14 days"}, ("no stop", "caution: present-takings-too-close"),
            given={"takes": "08:00 10 mg, 11:00 10 mg, 14:00 10 mg"},
            because="They are three hours apart already; a taper makes it no worse."),
        Row({"taper over": "7 days"}, (
            "days 1 to 7: – / – / – / 5 mg, 5 mg/day",
            "from day 8: nothing",
            "caution: no-smaller-dose",
        ), given={"takes": "bedtime 5 mg"},
            because="These tablets make no smaller dose; it is kept, and that is said."),
        Row({"taper over": "14 days"}, ("refused: The present dose is unknown",),
            given={"takes": "unknown"},
            because="The one thing that a way down cannot do without."),
        Row({"after": "overdose"}, ("refused: overdose",), given={"takes": THREE_OF_20},
            because="Labels do not ask to go down slowly then: a clinician decides now, and no "
                    "schedule is made."),
        Row({"after": "serious-reaction"}, ("refused: serious",), given={"takes": THREE_OF_20}),
    ),
)  # fmt: skip

ABRUPT = Section(
    "Abrupt stops in schedules that others wrote",
    "Any schedule can be judged. To stop from more than 10 mg/day, our judgement, is a stop; from "
    "more than 15 nobody can lift it.",
    (
        Row({"check": f"14 days: {THREE_OF_20}", "then": "stopped", "going": "down"}, (
            "stop: abrupt-stop on day 15, found 60 mg/day, allowed 10 mg/day, nobody can lift it",
        ), given={"takes": THREE_OF_20}),
        Row({"check": "14 days: morning 5 mg, midday 5 mg, evening 5 mg", "then": "stopped",
             "going": "down"}, (
            "stop: abrupt-stop on day 15, found 15 mg/day, allowed 10 mg/day",
        ), given={"takes": "morning 5 mg, midday 10 mg, evening 10 mg"}),
        Row({"check": "14 days: morning 5 mg, evening 5 mg", "then": "stopped", "going": "down"}, (
            "no stop",
        ), given={"takes": TWICE_10}),
        Row({"check": "7 days: morning 5 mg, midday 5 mg, evening 5 mg"}, (
            "stop: ends-without-instruction on day 7, nobody can lift it",
        ), because="A schedule that simply ends is a supply that simply ends."),
        Row({"check": f"3 days: {TWICE_10}; 1 day: morning 5 mg; 2 days: morning 5 mg",
             "then": "stopped", "going": "down"}, (
            "stop: fall-too-large on day 4, found 15 mg/day, allowed 10 mg/day",
        ), given={"takes": "morning 10 mg, midday 5 mg, evening 10 mg"}),
    ),
)  # fmt: skip

MAXIMA = Section(
    "Maxima",
    "Of the label, of our judgements, and the hard limits that nobody can lift.",
    (
        Row({"check": f"3 days: {FIVE_OF_17}", "then": "continues"}, (
            "stop: daily-dose-above-maximum on day 1, found 85 mg/day, allowed 80 mg/day",
        ), given={"takes": FIVE_OF_16},
            because="80 mg/day is the label's; no tablets were given, so they were not weighed."),
        Row({"check": "3 days: morning 25 mg, evening 20 mg", "then": "continues"}, (
            "stop: dose-above-maximum on day 1, found 25 mg, allowed 20 mg",
        ), given={"takes": "morning 20 mg, evening 20 mg"}),
        Row({"check": "3 days: morning 25 mg, midday 25 mg, evening 25 mg, bedtime 26 mg",
             "then": "continues"}, (
            ("stop: daily-dose-above-maximum on day 1, found 101 mg/day, allowed 80 mg/day, "
             "nobody can lift it"),
        ), given={"takes": "morning 25 mg, midday 25 mg, evening 25 mg, bedtime 25 mg"}),
        Row({"check": "3 days: morning 10 mg, midday 5 mg, evening 5 mg", "then": "continues"}, (
            "stop: first-day-above-maximum on day 1, found 20 mg/day, allowed 15 mg/day",
        )),
        Row({"check": "3 days: morning 5 mg, midday 5 mg, evening 5 mg; "
                      "3 days: morning 50 mg, midday 50 mg, evening 50 mg", "then": "continues"}, (
            ("stop: rise-too-large on day 4, found 135 mg/day, allowed 15 mg/day, "
             "nobody can lift it"),
        ), because="A tenfold slip."),
        Row({"check": "2 days: morning 5 mg, midday 5 mg, evening 5 mg; "
                      "3 days: morning 10 mg, midday 10 mg, evening 10 mg", "then": "continues"}, (
            "stop: rise-too-soon on day 3, found 2 days, allowed 3 days",
        )),
        Row({"check": "3 days: 08:00 5 mg, 11:00 5 mg, 20:00 5 mg", "then": "continues"}, (
            "stop: takings-too-close on day 1, found 3 hours, allowed 4 hours",
        )),
    ),
)  # fmt: skip

SUPPLY = Section(
    "What to dispense",
    "Counted from the tablets of every taking. A part that is left over is said, and a reserve is "
    "kept apart.",
    (
        Row({"aim": "60 mg/day", "supply for": "28 days", "reserve": "7 days"}, (
            "dispense 282 × 5 mg tablet",
            "reserve, kept apart: 84 × 5 mg tablet",
            "covered to day 28",
        ), because="3 × 3, 3 × 6, 3 × 9 and 19 × 12 tablets."),
        Row({"aim": "60 mg/day", "supply for": "28 days"}, (
            "dispense 141 × 10 mg tablet",
            "covered to day 28",
        ), given={"tablets": "us-tablet-10"}, because="132 whole ones and 18 halves."),
        Row({"aim": "15 mg/day", "supply for": "7 days"}, (
            "dispense 11 × 10 mg tablet, ½ left over",
            "covered to day 7",
        ), given={"tablets": "us-tablet-10"}, because="21 halves."),
        Row({"aim": "15 mg/day", "first taking": "evening", "supply for": "7 days"}, (
            "dispense 19 × 5 mg tablet",
            "covered to day 7",
        ), because="The first day has one tablet only."),
        Row({"taper over": "14 days", "supply for": "28 days"}, (
            "dispense 71 × 5 mg tablet",
            "covered to day 14",
        ), given={"takes": THREE_OF_20}, because="Nothing is dispensed beyond the end."),
    ),
)  # fmt: skip

DOWN = (TAPER, *WAYS, *ENDS_OF_WAYS, OPEN, ABRUPT, MAXIMA, SUPPLY)
