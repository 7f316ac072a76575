"""Everything that published schedules need a format to say is said by a key, with an example."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from baclofen_titration import (
    DailyDose,
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    load_products,
)
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from rulebook.phrases import NAME, PHRASES, whole

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "what-the-format-says.md"
WRITE = "BACLOFEN_TITRATION_GOLDEN"
HOW = {"planned": "planned from", "held": "a plan is held to it", "fact": "kept as a cited fact"}


HEAD = """# What the format says

What published schedules of oral baclofen say, and the key of a protocol file that says it. What
is planned from makes steps; what a plan is held to stops it, or is noted beside it; a fact is
shown and makes nothing. Each row is a file that is read, written and read again in the tests.

| What a source says | Key | What is made of it |
|---|---|---|
"""


def page():
    lines = [f"| {phrase} | `{key}` | {HOW[how]} |" for phrase, key, how, _ in PHRASES]
    return HEAD + "\n".join(lines) + "\n"


@pytest.mark.parametrize("phrase", [phrase for phrase, *_ in PHRASES])
def test_a_file_says_it_without_a_fault(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    assert lint_protocol(text, NAME) == ()


@pytest.mark.parametrize("phrase", [p for p, *_ in PHRASES])
def test_what_it_adds_is_on_the_review_sheet(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    bare = Counter(protocol_lines(read_protocol(whole(), NAME)))
    shown = Counter(protocol_lines(read_protocol(text, NAME)))
    assert text == whole() or shown - bare


def test_each_is_named_once_and_the_page_is_written_from_them():
    assert len({phrase for phrase, *_ in PHRASES}) == len(PHRASES)
    if os.environ.get(WRITE) == "write":
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()


FINE = "uk-liquid-5mg-in-5ml"
BY_LIQUID = ("number of doses a day that grows on the way", "different rises by dose band")
"""Examples whose steps no tablet makes."""


def chosen(protocol):
    """The first of everything that the file leaves open."""
    named = {"reading": next(iter(protocol.readings), None)}
    protocol = protocol.read_as(named["reading"]) if named["reading"] else protocol
    rule = protocol.by_weight or protocol.titration.rule
    if rule is not None and rule.slowest.value != rule.fastest.value:
        named["rise"] = "slowest"
    if protocol.by_weight or (rule is not None and rule.longest_days):
        named["interval"] = "shortest"
    if rule is not None and getattr(rule, "highest_start", None):
        named["begin"] = "lowest"
    if rule is not None and any(band.choices for band in rule.times):
        named["doses_a_day"] = "fewest"
    return named


@pytest.mark.parametrize("phrase", [phrase for phrase, _, how, _ in PHRASES if how == "planned"])
def test_what_is_planned_from_is_planned_from(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    protocol = read_protocol(text, NAME)
    known = {
        "protocol": protocol,
        "products": load_products(FINE if phrase in BY_LIQUID else "us-tablets"),
        "patient": Patient(
            age="46 years", kidneys="normal, tested 2026-11-12", weight="70 kg on 2026-11-01"
        ),
        "start": "2026-12-01",
    }
    if protocol.taper_ways:
        way = protocol.taper_ways[0]
        length = {"over": f"{way.shortest} days"} if way.leaves_open else {}
        taking = Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01")
        checked = plan_taper(TaperRequest(**known, taking=taking, way=way.name, **length))
        assert checked.schedule.steps[-1].regimen.daily_dose < DailyDose("20 mg/day")
    else:
        aim = {"explicit steps, unequal": "25 mg/day"}.get(phrase, "30 mg/day")
        request = TitrationRequest(**known, taking="nothing", aim=aim, **chosen(protocol))
        top = plan_titration(request).schedule.steps[-1].regimen.daily_dose
        assert top == DailyDose(aim)
