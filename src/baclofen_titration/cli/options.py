"""The options of each command: their flags, what stands for a value, and a line of help."""

from __future__ import annotations

from typing import NamedTuple

Options = tuple[tuple[str, str, str], ...]


class Command(NamedTuple):
    """A command about one schedule."""

    does: str
    options: Options
    example: str


EXIT_CODES = """exit codes: 0 done, 1 a fault of ours, 2 unreadable input or usage, 3 refused by
a rule (check, screen: something stops it), 4 check only: nothing stops it,
but it was only partly judged. What is missing is asked on a terminal, and
refused by name elsewhere. Each command has its own --help."""

PATIENT: Options = (
    ("--protocol", "ID", "a shipped protocol, or a path to a protocol file"),
    ("--products", "NAMES", 'what the patient has, such as "us-tablets"'),
    ("--age", "AGE", '46 (years), "7 years 3 months", or "not asked"'),
    ("--kidneys", "STATE", 'eGFR, clearance, dialysis, "normal, tested DATE", unknown'),
    ("--sex", "SEX", "female or male, as the kidney equations need it"),
    ("--weight", "WEIGHT", 'such as "70 kg on 2026-11-01"'),
    ("--height", "HEIGHT", 'such as "165 cm"'),
    ("--creatinine", "VALUE", 'such as "110 umol/L on 2026-11-12, steady"'),
    ("--muscle", "STATE", "usual, reduced or unknown; little muscle hides weak kidneys"),
    ("--rule-set", "NAMES", "rule sets to apply; those that go with the protocol if left out"),
    ("--acute-illness", "WORD", "yes or no; kidney values count for a shorter time then"),
    ("--setting", "SETTING", "outpatient, or inpatient for a patient in hospital"),
    ("--cause", "CAUSE", "of the spasticity: cerebral, spinal or other"),
    ("--sensitive", "WORD", "yes or no: reacts strongly to medicines; begins lower then"),
    ("--clearance-weight", "WEIGHT", "by height, actual, ideal or adjusted; by height if left out"),
    ("--condition", "NAMES", 'such as "epilepsy, stroke"; none, or "not asked"'),
    ("--medicine", "NAMES", 'other medicines, such as "diazepam, N02AA01"; none, "not asked"'),
    ("--used-for", "TIME", 'how long baclofen has been used: such as "8 months", unknown'),
    ("--indication", "NAME", 'what it is for, such as multiple-sclerosis, or "not asked"'),
    ("--other-baclofen", "NAMES", '"as needed", "another prescriber", pump; none, "not asked"'),
    ("--pregnancy", "WORD", 'yes, planning, no, unknown, or "not asked"'),
    ("--breast-feeding", "WORD", 'yes, no, unknown, or "not asked"'),
    ("--taking", "REGIMEN", 'none, unknown, or such as "morning 10 mg, evening 10 mg"'),
    ("--since", "DATE", "first day of what is taken now, or unknown"),
    ("--start", "DATE", "first day, YYYY-MM-DD; tomorrow if left out"),
)
UNSCREENED = ("--products", "--products-before", "--rule-set", "--used-for", "--sensitive")
"""What a screening does not look at."""

SCREEN: Options = (
    *(option for option in PATIENT if option[0] not in UNSCREENED),
    ("--way", "WORD", "up or down; up if left out. On the way down every stop is a caution"),
)
UP: Options = (
    ("--aim", "DAILY-DOSE", 'such as "60 mg/day", or max'),
    ("--first-taking", "TIME", "time of day of the first taking on the first day"),
    ("--stay", "DAYS", "keep the aim for so long, then taper (with --then-taper)"),
    ("--then-taper", "DAYS", "taper to nothing over so long after the stay"),
    ("--course", "WORD", "yes: stay and taper for as long as the protocol says"),
    ("--rise", "RISE", 'slowest, fastest, one between, "for milestones", where there is a range'),
    ("--interval", "DAYS", "shortest, longest or days between, where there is a range"),
    ("--begin", "START", "lowest, highest, gentler or a daily dose between, where it may be"),
    ("--doses-a-day", "NUMBER", "fewest, most or a number, where the protocol gives a range"),
    ("--reading", "NAME", "which reading, where the source can be read in two ways"),
    ("--change-on", "WEEKDAYS", 'days on which a dose may rise, such as "Mon, Thu"'),
    ("--closed", "DATES", "days on which no dose may rise, with commas between"),
)
DOWN: Options = (
    ("--over", "DAYS", 'days with a reduced dose, such as "14 days" or "7-14 days"'),
    (
        "--by",
        "FALL",
        'instead of --over: such as "5 mg/day every 7 days" or "10 %% of present every 7 days"',
    ),
    ("--way", "NAME", "instead of --over: a way down that the protocol names"),
    ("--until", "DATE", "instead of --over: the last day with a reduced dose"),
    ("--halve-every", "DAYS", "instead of --over: halve so often, down to --floor, then stop"),
    ("--floor", "DAILY-DOSE", 'of --halve-every, such as "5 mg/day"'),
    ("--table", "FILE", "instead of --over: the steps as a file has them"),
    ("--curve", "FILE", "instead of --over: a curve of yours with its citation"),
    ("--pump-share", "SHARE", 'one fall beside a pump that has started, such as "25 %%"'),
    ("--then", "WAY", 'after --by "… to 20 mg/day": the next pace; once for each'),
    ("--if-too-fast", "WORD", "refuse (if left out) or stretch"),
    ("--change-on", "WEEKDAYS", 'days on which a dose may fall, such as "Mon, Thu"'),
    ("--closed", "DATES", "days on which no dose may fall, with commas between"),
    ("--to", "DAILY-DOSE", 'end at this daily dose instead of nothing, such as "30 mg/day"'),
    (
        "--because",
        "WORD",
        "serious-reaction or overdose: a clinician decides now, and no schedule is made",
    ),
    ("--first-to-fall", "TIME", "among equal doses, the time of day that falls first"),
)
COMPARED: Options = (
    ("--over", "DAYS", 'a way to compare, such as "14 days" or "7-14 days"; once for each'),
    ("--by", "FALL", 'such as "5 mg/day every 7 days" or "10 %% of present every 7 days"'),
    ("--until", "DATE", "the last day with a reduced dose"),
    ("--halve", "WAY", 'such as "every 7 days, floor 5 mg/day"'),
    ("--way", "NAME", "a way down that the protocol names"),
    ("--table", "FILE", "the steps as a file has them"),
    ("--curve", "FILE", "a curve of yours with its citation"),
    (
        "--named",
        "WAY",
        'a name and paces: "slow end: 10 mg/day every 3 days to 20 mg/day; over 8 weeks"',
    ),
)
"""The ways of a comparison, each as often as wanted, in the order in which they are typed."""

AROUND: Options = (
    ("--products-before", "NAMES", "what is taken until now, where the product changes"),
    ("--supply", "DAYS", 'count tablets for so long, such as "28 days"'),
    ("--fill-every", "DAYS", 'of each fill at the pharmacy, such as "7 days"; 28 days if left out'),
    ("--reserve", "DAYS", "count a reserve too, kept apart (with --supply)"),
    ("--review-every", "TIME", 'further reviews, such as "3 months" or "4 weeks on Mon"'),
)
CLINIC: Options = (("--clinic", "FILE", "a clinic's own standing answers, as TOML"),)
ACCEPTING: Options = (
    ("--acknowledge", "LINE", "accept a finding, as its refusal prints it; once for each"),
    ("--request", "DIGEST", "which request that is for, as the refusal prints it"),
)
REPEATED = {"--acknowledge": ("plan", "taper", "check"), "--then": ("taper",)}
"""Options that may be given more than once, and in which commands."""

NO_STEP_BACK = ("--no-step-back", "count no tablets for one step back on the way down")
OWN_FLAGS = {
    "plan": (NO_STEP_BACK,),
    "taper": (("--to-limit", "end at the maximum that newly holds for this patient"), NO_STEP_BACK),
}
"""Options without a value that one command alone has."""

OUTPUT: Options = (
    (
        "--format",
        "FORMAT",
        "text, html, pdf, note, card, pharmacy, pharmacy.html, pharmacy.pdf, ics, json or csv",
    ),
    ("--for", "DAYS", 'show so many days in all but text, such as "90 days"'),
    ("--sheet", "WORDS", 'of html and pdf: "large print", give, "no dates", month, record'),
    ("--reviewed", "DATE", "of html, pdf and ics: the last review held; go on to the next"),
    ("--paper", "SIZE", "of html and pdf: a4 or letter; a4 if left out"),
    ("--language", "CODE", "of html and pdf: en-GB, en-US, es (a draft beside English)"),
    ("--phones", "CONTACTS", 'of html and pdf: such as "prescriber: Dr A, 0123 456"'),
    ("--on", "DATE", "of a note: its day; the first day if left out"),
    ("--decides", "NAME", "of a note: who decides on the next step"),
    ("--kidney-test", "DATE", "of a note: the next kidney test"),
    ("--max-chars", "NUMBER", "of a note: refuse one that is longer; it is never cut"),
    ("--card", "WORDS", 'of a card: "no doses" leaves them out'),
    ("--plan-id", "UUID", "of a calendar: the id of the patient's plan in every revision"),
    ("--issued", "MOMENT", "of a calendar: such as 2026-11-28T09:30:00Z; now if left out"),
    ("--out-dir", "FOLDER", "write every format into this folder"),
    ("-o --output", "FILE", "write to this file, never over one that is there"),
)

SIGNING: Options = (
    ("--role", "ROLE", 'such as "consultant pharmacist"; no name of a person'),
    ("--organisation", "NAME", "where the file is to be used"),
    ("--on", "DATE", "when it was reviewed, YYYY-MM-DD"),
)

ENDING: Options = (("--then", "WORD", "stop or continue, where the schedule does not say"),)

SHARED = ("--if-too-fast", "--change-on", "--closed", "--to", "--first-to-fall")
"""What holds for all ways of a comparison."""

COMMANDS: dict[str, Command] = {
    "plan": Command(
        "go up to an aim",
        (*PATIENT, *UP, *AROUND, *CLINIC, *ACCEPTING, *OUTPUT),
        """example:
  baclofen-titration plan --protocol us-label-adult --taking none
    --kidneys "normal, tested 2026-11-12" --age 46 --aim "60 mg/day"
    --products us-tablets --start 2026-12-01
""",
    ),
    "taper": Command(
        "go down",
        (*PATIENT, *DOWN, *AROUND, *CLINIC, *ACCEPTING, *OUTPUT),
        """example:
  baclofen-titration taper --protocol us-label-adult
    --taking "morning 20 mg, midday 20 mg, evening 20 mg" --since 2026-10-01
    --used-for "8 months" --over "14 days" --kidneys unknown --age 46 --products us-tablets
    --start 2026-12-01
""",
    ),
    "taper compare": Command(
        "set several ways down side by side",
        (
            *PATIENT,
            *COMPARED,
            *(option for option in DOWN if option[0] in SHARED),
            *CLINIC,
            ("--format", "FORMAT", "text, markdown, csv (a chart's data) or json (both)"),
            ("-o --output", "FILE", "write to this file, never over one that is there"),
        ),
        """example:
  baclofen-titration taper compare --protocol us-label-adult
    --taking "morning 20 mg, midday 20 mg, evening 20 mg" --since 2026-10-01
    --used-for "8 months" --kidneys unknown --age 46 --products us-tablets --start 2026-12-01
    --over "14 days" --by "5 mg/day every 7 days" --by "10 % of present every 7 days"
""",
    ),
    "check": Command(
        "judge somebody's schedule",
        (*PATIENT, *ENDING, *CLINIC, *ACCEPTING),
        """examples:
  baclofen-titration check schedule.json --protocol us-label-adult
  echo "5 mg x3 for 3 days, 10 mg x3 for 3 days, then 15 mg x3" |
    baclofen-titration check - --start 2026-12-01 --taking none
""",
    ),
    "tailor": Command(
        "what a patient's kidneys and age leave of a protocol",
        (*PATIENT, *CLINIC),
        """example:
  baclofen-titration tailor --protocol us-label-adult --age 85 --sex female
    --weight "50 kg on 2026-11-01" --muscle usual --start 2026-12-01
    --creatinine "1.0 mg/dL on 2026-11-12, steady"
""",
    ),
    "screen": Command(
        "what a patient's answers speak against",
        (*SCREEN, *CLINIC),
        """example:
  baclofen-titration screen --protocol us-label-adult --age 46
    --indication multiple-sclerosis --condition "epilepsy, diabetes"
    --medicine "diazepam, ibuprofen" --other-baclofen none --pregnancy no
""",
    ),
}
LISTING = ("tailor", "screen")
"""Commands that list findings, the worst of them first."""

PLANNING = ("plan", "taper")
"""Commands that make a schedule."""

ASK = ("--ask", "on a terminal, ask what was left out, one question after another")
FLAGS = (
    ASK,
    ("--explain", "say for each step which limits were in play, and which bound"),
    ("--force", "replace the file of --output"),
)
"""Their options without a value."""

LISTING_FLAGS = (ASK, ("--all", "every finding, and not the five worst"))
"""Options without a value of commands that list findings."""
