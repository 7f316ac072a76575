"""A file of messages is read strictly; each planted mistake is refused by its place."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import RuleFileError
from baclofen_titration.screening.data_file import read_source_list, text_of
from baclofen_titration.screening.telling import read_advice

GOOD = """
edition = 2026-11-28
title = "A file"
status = "draft"
checked_on = 2026-11-28
review_by = 2027-11-28

[[advice]]
key = "one"
topic = "taking"
tier = "instruction"
tells = "Take it."
tells_carer = "Give it."
when = { directions = ["up"], forms = ["liquid"] }
says = "it is taken"
judgement = "Somebody has to say so."
cite = [{ source = "US5", section = "WARNINGS b", grade = "A" }]
"""

MISTAKES = [
    ('topic = "taking"', 'topic = "weather"', "advice[1].topic: the word is not one of"),
    ('tier = "instruction"', 'tier = "later"', "advice[1].tier: the word is not one of"),
    ('key = "one"', 'key = "one two"', "advice[1].key"),
    ('tells = "Take it."', "", "advice[1].tells: is missing"),
    ('tells_carer = "Give it."', "", "advice[1].tells_carer: is missing"),
    ('says = "it is taken"', "", "advice[1].says: is missing"),
    ('directions = ["up"]', 'directions = ["sideways"]', "advice[1].when.directions"),
    ('directions = ["up"]', "directions = []", "advice[1].when.directions: a list of 1"),
    ('directions = ["up"]', 'directions = ["up", "up"]', "a word stands twice"),
    ('forms = ["liquid"]', 'form = ["liquid"]', "unknown key; did you mean forms?"),
    ('source = "US5"', 'source = "US99"', "US99 is not listed"),
    ('grade = "A"', 'grade = "E"', "advice[1].cite[1].grade"),
    ('title = "A file"', 'titel = "A file"', "titel: unknown key"),
    ('status = "draft"', 'status = "signed"', "status: the word is not one of: draft"),
    ("review_by = 2027-11-28", "review_by = 2026-11-28", "review_by: does not come after"),
    ("[[advice]]", "[[advise]]", "advise: unknown key; did you mean advice?"),
    ("[[advice]]", "[[advice]", "not TOML"),
]


def test_a_good_file_is_read():
    (rule,) = read_advice(GOOD, "advice/good")
    assert rule.advice.says == "Take it."
    assert rule.advice.says_to_carer == "Give it."
    assert [author.kind for author in rule.advice.authors] == ["label", "judgement"]
    assert (rule.directions, rule.forms, rule.kidneys_bound) == (("up",), ("liquid",), False)


@pytest.mark.parametrize(("right", "wrong", "says"), MISTAKES)
def test_a_mistake_is_refused_by_name(right, wrong, says):
    assert right in GOOD
    with pytest.raises(RuleFileError) as refused:
        read_advice(GOOD.replace(right, wrong), "advice/good")
    assert says in str(refused.value)


def test_nobody_behind_a_message_is_a_fault():
    alone = "\n".join(
        line for line in GOOD.splitlines() if not line.startswith(("judgement", "cite"))
    )
    with pytest.raises(RuleFileError, match="nobody says so"):
        read_advice(alone, "advice/good")


def test_an_empty_file_is_a_fault():
    heading, _, _ = GOOD.partition("[[advice]]")
    with pytest.raises(RuleFileError, match="advice: "):
        read_advice(f"{heading}advice = []", "advice/good")


def test_sources_are_read_strictly():
    assert len(read_source_list(text_of("sources"))) > 20
    with pytest.raises(RuleFileError, match="dated: is missing"):
        read_source_list('[sources.A]\ntitle = "Something"\n')
