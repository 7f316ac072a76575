"""Whatever text comes in, it is read or refused by name, and soon."""

from __future__ import annotations

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.errors import UnreadableError
from baclofen_titration.formats import from_csv, from_json, from_regimen_line, to_csv, to_json
from baclofen_titration.formats.untrusted import LONGEST_TEXT
from baclofen_titration.schedule import Schedule
from golden.cases import PLANS

START = "2026-12-01"
PLAN = PLANS["titration"]()
JSON = json.loads(to_json(PLAN, "2026-12-05"))
CSV = to_csv(PLAN, "2026-12-05")
LINE = "morning 5 mg, evening 5 mg for 3 days; 10 mg x3 for 1 week, then 15 mg x3"

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["5 mg", "15 mg/day", START, "morning", "unknown", "9999-12-31", "NaN"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)  # fmt: skip


def read(reader, *given_):
    """Read it, or see it refused as unreadable; anything else is a fault of ours."""
    try:
        schedule = reader(*given_)
    except UnreadableError:
        return
    assert isinstance(schedule, Schedule)


def places(content, way=()):
    """Every place inside a document."""
    yield way
    if isinstance(content, dict | list):
        pairs = content.items() if isinstance(content, dict) else enumerate(content)
        for key, part in pairs:
            yield from places(part, (*way, key))


PLACES = [way for way in places(JSON) if way]


@given(st.sampled_from(PLACES), ANYTHING)
def test_a_document_with_any_value_anywhere(way, value):
    content = json.loads(json.dumps(JSON))
    held = content
    for part in way[:-1]:
        held = held[part]
    held[way[-1]] = value
    read(from_json, json.dumps(content))


@given(st.data())
def test_text_with_any_change_anywhere(data):
    reader, text = data.draw(
        st.sampled_from(
            [
                (from_json, json.dumps(JSON)),
                (from_csv, CSV),
                (lambda line: from_regimen_line(line, START), LINE),
            ]
        )
    )
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, min(first + 20, len(text))))
    read(reader, text[:first] + data.draw(st.text(max_size=10)) + text[last:])


@given(st.text() | st.text("0123456789 mgxfordayseinth,;:.-", max_size=60))
def test_any_text_at_all(text):
    read(from_json, text)
    read(from_csv, text)
    read(from_regimen_line, text, START)


@given(ANYTHING)
def test_anything_that_is_no_text(value):
    if not isinstance(value, str):
        read(from_json, value)
        read(from_csv, value)
        read(from_regimen_line, value, START)


HEADER = CSV.splitlines()[0]
LARGE = {
    "commas": "," * LONGEST_TEXT,
    "lines": "\n" * LONGEST_TEXT,
    "quotation marks": '"' * LONGEST_TEXT,
    "blanks": " " * LONGEST_TEXT,
    "digits": "9" * LONGEST_TEXT,
    "semicolons": "5 mg x3 for 3 days;" * (LONGEST_TEXT // 20),
    "open lists": "[" * LONGEST_TEXT,
    "open objects": '{"a":' * (LONGEST_TEXT // 5),
    "empty objects": "[" + "{}," * (LONGEST_TEXT // 4) + "{}]",
    "many keys": "{" + ",".join(f'"{n}":0' for n in range(LONGEST_TEXT // 11)) + "}",
    "many steps": json.dumps({**JSON, "steps": [{}] * (LONGEST_TEXT // 5)}),
    "many numbers": json.dumps({**JSON, "steps": [9] * (LONGEST_TEXT // 4)}),
    "many days": json.dumps({**JSON, "days": [{}] * (LONGEST_TEXT // 5)}),
    "rows of commas": f"{HEADER}\n" + f"{',' * 8}\n" * (LONGEST_TEXT // 10),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_are_refused_soon(name):
    text = LARGE[name]
    begun = process_time()
    for reader in (from_json, from_csv, lambda line: from_regimen_line(line[:16_000], START)):
        with pytest.raises(UnreadableError) as refused:
            reader(text)
        assert len(str(refused.value)) < 5_000
    assert process_time() - begun < 10
