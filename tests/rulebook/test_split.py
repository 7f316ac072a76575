"""A daily dose whose split is not stated is kept so, and split only by a stated rule."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, TitrationRequest, load_products
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from rulebook.phrases import NAME, SPLIT, no_split


def plan(aim="45 mg/day", split=SPLIT):
    return plan_titration(
        TitrationRequest(
            protocol=read_protocol(no_split(split), NAME),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            start="2026-12-01",
            taking="nothing",
            aim=aim,
        )
    )


def test_it_is_kept_so():
    protocol = read_protocol(no_split(SPLIT), NAME)
    assert [step.takings for step in protocol.titration.steps] == [(), (), ()]
    page = "\n".join(protocol_lines(protocol))
    assert "its split is not stated" in page
    assert "from 30 mg/day on: morning, midday, evening" in " ".join(page.split())


def test_it_is_split_by_the_stated_rule():
    first = plan().schedule.steps[0].regimen
    assert str(first.daily_dose) == "15 mg/day"
    assert set(first.micrograms) == {"morning", "evening"}
    last = plan().schedule.steps[-1].regimen
    assert set(last.micrograms.values()) == {15_000}


def test_whoever_states_the_split_stands_behind_the_step():
    other = SPLIT.replace("A test protocol;", "The split;")
    first = plan(split=other).schedule.steps[0]
    assert any("The split" in reason.author.reason for reason in first.because)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (no_split(""), "titration.steps[1].doses", "[[titration.split]]"),
        (no_split(SPLIT).replace('"not stated"', '"unknown"', 1), "titration.steps[1].doses",
         "table is due"),
        (no_split(SPLIT).replace('"not stated"', "{}", 1), "titration.steps[1].doses",
         "not stated"),
        (no_split(SPLIT.replace('"0 mg/day"', '"20 mg/day"')), "titration.split[1].from_daily",
         "begin there"),
        (no_split(SPLIT.replace('"30 mg/day"', '"0 mg/day"')), "titration.split[2].from_daily",
         "lowest first"),
        (no_split(SPLIT.replace('"morning", "evening"', '"evening", "morning"', 1)),
         "titration.split[1].times", "order of the day"),
        (no_split(SPLIT).replace('daily_total = "45 mg/day"', 'daily_total = "450 mg/day"'),
         "titration.steps[3].doses", "limits.max_daily_dose"),
    ],
)  # fmt: skip
def test_mistakes_are_named(text, place, words):
    faults = lint_protocol(text, NAME)
    assert any(place in fault and words in fault for fault in faults), faults
