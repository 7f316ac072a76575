"""Regimen lines: one reading each, or a refusal that says which step."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.formats import from_regimen_line, to_regimen_line
from baclofen_titration.regimen import Regimen, parse_regimen
from baclofen_titration.schedule import Schedule, Step

START = "2026-12-01"
NAME = "jane"

# line, and for each step its length, its doses and which way it goes; then what follows
READ = [
    (
        "5 mg x3 for 3 days, 10 mg x3 for 3 days, then 15 mg x3",
        [
            (3, "morning 5 mg, midday 5 mg, evening 5 mg", "titration"),
            (3, "morning 10 mg, midday 10 mg, evening 10 mg", "titration"),
            (None, "morning 15 mg, midday 15 mg, evening 15 mg", "titration"),
        ],
        "continues",
    ),
    (
        "morning 10 mg, evening 10 mg for 3 days; morning 5 mg, evening 5 mg for 1 week; then stop",
        [
            (3, "morning 10 mg, evening 10 mg", "taper"),
            (7, "morning 5 mg, evening 5 mg", "taper"),
        ],
        "stopped",
    ),
    (
        "evening 5 mg, morning 2.5 mg for 2 weeks",
        [(14, "morning 2.5 mg, evening 5 mg", "maintenance")],
        None,
    ),
    ("10 mg x2 for 1 day, then continue", [(1, "morning 10 mg, evening 10 mg", "maintenance")],
     "continues"),
    (
        "20 mg x4",
        [(None, "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 20 mg", "maintenance")],
        "continues",
    ),
    (
        "500 micrograms x2 for 3 days then 1 mg x2",
        [
            (3, "morning 500 micrograms, evening 500 micrograms", "titration"),
            (None, "morning 1 mg, evening 1 mg", "titration"),
        ],
        "continues",
    ),
    (
        "08:00 5 mg, 20:00 5 mg for 3 days, 20:00 10 mg for 1 day, 08:00 10 mg",
        [
            (3, "08:00 5 mg, 20:00 5 mg", "maintenance"),
            (1, "20:00 10 mg", "maintenance"),
            (None, "08:00 10 mg", "maintenance"),
        ],
        "continues",
    ),
    (
        "\n5 mg x3  for 3 days ,\n then 10 mg x3\r\n",
        [
            (3, "morning 5 mg, midday 5 mg, evening 5 mg", "titration"),
            (None, "morning 10 mg, midday 10 mg, evening 10 mg", "titration"),
        ],
        "continues",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "steps", "then"), READ, ids=[line for line, *_ in READ])
def test_a_line_is_read_one_way(line, steps, then):
    schedule = from_regimen_line(line, START)
    assert [(s.days, str(s.regimen), s.phase) for s in schedule.steps] == steps
    assert (schedule.then, schedule.before) == (then, "unknown")
    assert from_regimen_line(to_regimen_line(schedule), START) == schedule


def test_dates_follow_each_other():
    schedule = from_regimen_line("5 mg x3 for 3 days, 10 mg x3 for 1 week, 15 mg x3", START)
    assert [str(step.start) for step in schedule.steps] == [START, "2026-12-04", "2026-12-11"]


def test_a_first_day_that_starts_late():
    schedule = from_regimen_line("from evening 5 mg x3 for 4 days, then 10 mg x3", START)
    assert schedule.first_taking == "evening"
    assert [taking.at for taking in schedule.on(schedule.start).takings] == ["evening"]
    assert to_regimen_line(schedule) == "from evening 5 mg x3 for 4 days; then 10 mg x3"


REFUSED = {
    "": "step 1",
    "stop": "step 1",
    "then stop": "step 1",
    "5 mg x1": "step 1: only x2, x3 and x4",
    "5 mg x5 for 3 days": "step 1: only x2",
    "5 mg x03": "step 1: only x2",
    "5 mg": "step 1: a step is a dose and how often",
    "5 mg three times a day": "step 1: a step is",
    "x3 5 mg": "step 1: a step is",
    "5 x3": "step 1: a step is",
    "5.0 mg x3": "step 1: no trailing zero",
    ".5 mg x3": "step 1",
    "5 MG x3": "step 1",
    "5 mcg x3": "step 1: the text is not an amount",
    "15 mg/day x3": "step 1",
    "5e0 mg x3": "step 1: the text is not an amount",
    "-5 mg x3": "step 1",
    "٥ mg x3": "step 1",
    "5 mg x3 for 3": "step 1: the length",
    "5 mg x3 for 0 days": "step 1: the length",
    "5 mg x3 for 2.5 days": "step 1: the length",
    "5 mg x3 for 3 days for 4 days": "step 1: the length",
    "5 mg x3 for 3 months": "step 1: the length",
    "5 mg x3, 10 mg x3 for 3 days": "step 1: it has no length",
    "5 mg x3, then 10 mg x3": "step 1: the next step begins",
    "5 mg x3; 10 mg x3": "step 1: the next step begins",
    "5 mg x3 for 3 days, 10 mg x3; 15 mg x3": "step 2: the next step begins",
    "5 mg x3, morning 10 mg": "step 1: it has no length",
    "morning 5 mg, 5 mg x3": "step 1: it has no length",
    "morning 5 mg, morning 10 mg": "step 1: Regimen: a time of day is named twice",
    "morning 5 mg, 20:00 10 mg": "step 1: Regimen: use names of the day or clock times",
    "lunch 5 mg": "step 1: Administration: at",
    "25:00 5 mg": "step 1: Administration: at",
    "8:00 5 mg": "step 1: a step is",
    "5 mg x3 for 3 days,, 10 mg x3": "step 2",
    "5 mg x3 for 3 days stop": "step 1: the length",
    "5 mg x3, then stop": "the last step has no length",
    "from lunch 5 mg x3": "first_taking",
    "from bedtime 5 mg x3": "first taking",
    f"{NAME} 5 mg": "step 1",
    f"5 mg x3 for 3 days; {NAME}": "step 2",
    "5 mg x3 for 36525 days, 5 mg x3 for 36525 days, 5 mg x3 for 36525 days": "step 2",
    "5\u00a0mg x3": "step 1",
    "5 mg x3\ud800": "half a character",
    "5 mg x3 for 3 days," * 2_000: "longer than",
    "9" * 5_000 + " mg x3": "step 1: the text is not an amount",
}


@pytest.mark.parametrize("line", REFUSED, ids=lambda line: ascii(line)[:60])
def test_what_could_be_read_in_no_way_or_two_is_refused(line):
    with pytest.raises(UnreadableError) as refused:
        from_regimen_line(line, START)
    message = str(refused.value)
    assert REFUSED[line] in message
    assert message.startswith("Regimen line: ")
    assert NAME not in message
    assert len(message) < 400


@pytest.mark.parametrize("line", [None, 5, b"5 mg x3", ["5 mg x3"]])
def test_only_text_is_read(line):
    with pytest.raises(UnreadableError, match="text is read"):
        from_regimen_line(line, START)


def test_a_schedule_with_a_gap_is_not_written():
    steps = [
        Step(start=start, days=3, regimen=parse_regimen("morning 5 mg"), phase="titration")
        for start in ("2026-12-01", "2026-12-10")
    ]
    with pytest.raises(InvalidValueError, match="Step 2 does not begin"):
        to_regimen_line(Schedule(before="nothing", steps=steps))


def test_unequal_or_unusual_times_are_named():
    regimens = ["morning 5 mg, midday 5 mg", "morning 5 mg, evening 10 mg", "bedtime 5 mg"]
    for text in regimens:
        step = Step(start=START, days=None, regimen=parse_regimen(text), phase="titration")
        assert to_regimen_line(Schedule(before="nothing", steps=[step])) == text
    assert isinstance(parse_regimen(regimens[0]), Regimen)
