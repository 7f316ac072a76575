"""Few protocols stand as columns, many as rows, and what is ours is marked."""

from __future__ import annotations

from baclofen_titration.protocols import list_protocols, load_protocol, read_protocol
from baclofen_titration.protocols.comparison import QUESTIONS, comparison_lines
from baclofen_titration.protocols.comparison_pages import comparison_html, comparison_markdown
from rulebook.phrases import NAME, said, whole

ALL = [load_protocol(name) for name in list_protocols()]


def test_many_protocols_are_rows_and_few_are_columns():
    assert comparison_markdown(ALL).splitlines()[2].split(" | ")[1:-1] == list(QUESTIONS)[:-1]
    few = comparison_markdown(ALL[:2]).splitlines()[2]
    assert few == f"| | {ALL[0].id} | {ALL[1].id} |"
    assert comparison_html(ALL).count('<th scope="row">') == len(ALL)
    assert comparison_html(ALL[:2]).count('<th scope="row">') == len(QUESTIONS)


def test_the_silent_stand_together_and_no_line_is_too_wide():
    lines = comparison_lines(ALL)
    assert max(map(len, lines)) <= 80
    start = lines[: next(n for n, line in enumerate(lines) if line == "ONE RISE")]
    assert sum(line.startswith("  not stated") for line in start) == 1
    assert not any(line.endswith("  not stated") for line in start)


def test_each_reading_stands_with_its_name():
    shown = "\n".join(comparison_lines([load_protocol("dk-promedicin-adult")]))
    shown = " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "5 mg/day, read as per-day †; 5 mg, read as per-dose †" in shown
    assert "per day, read as per-day; per dose, read as per-dose" in shown


def test_a_gentler_start_stands_beside_the_start():
    shown = "\n".join(comparison_lines([load_protocol("sg-label-adult")]))
    shown = " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "15 mg/day in 3 doses †; gentler 5 mg/day to 10 mg/day" in shown


def test_what_a_file_takes_of_a_range_stands_beside_the_range():
    japan = load_protocol("jp-label-adult")
    rule = japan.way_up.rule.model_copy(update={"highest_start": None})
    way_up = japan.way_up.model_copy(update={"rule": rule})
    shown = "\n".join(comparison_lines([japan.model_copy(update={"way_up": way_up})]))
    assert "5 mg/day; the text says 5 mg/day to 15 mg/day" in shown


def test_a_gap_is_shown_in_every_form():
    bnf = [load_protocol("bnf-adult")]
    gap = "prints no rise and no interval"
    assert gap in comparison_markdown(bnf)
    assert gap in comparison_html(bnf)
    assert gap in " ".join(" ".join(comparison_lines(bnf)).split())


def test_facts_beside_the_rules_have_rows_of_their_own():
    more = (
        said("stated.doses_a_day", "lowest = 2\nhighest = 4")
        + said("stated.first_dose", 'value = "10 mg"')
        + said("stated.trial_period", 'value = "6 weeks"\ncounted_from = "start"')
        + said("[stated.approval_gates]", 'value = "30 mg/day"')
        + said("[milestones]", 'daily_dose = "30 mg/day"\nby = "12 days"')
        + said("course.stay", 'value = "28 days"')
        + said("course.taper", 'value = "14 days"')
        + said("empty_times", 'value = ["bedtime"]')
    )
    shown = " ".join(" ".join(comparison_lines([read_protocol(whole(more), NAME)])).split())
    for words in (
        "the text says 2 times to 4 times", "never at bedtime", "the very first dose 10 mg",
        "30 mg/day by day 12", "ask at 30 mg/day", "28 days at the aim", "then down over 14 days",
        "trial 42 days, counted from: start",
    ):  # fmt: skip
        assert words in shown.replace("\N{NO-BREAK SPACE}*", "").replace(" *", ""), words
