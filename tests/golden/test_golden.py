"""Printed text is kept word for word, can be misread in no known way, and adds up.

After a wanted change, look at the difference and then write the files again:

    BACLOFEN_TITRATION_GOLDEN=write .venv/bin/python -m pytest -q tests/golden
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from golden.cases import PLANS, TEXTS
from golden.words import ERROR_PRONE, error_prone, micrograms, takings, weight

EXPECTED = Path(__file__).with_name("expected")
WRITE = os.environ.get("BACLOFEN_TITRATION_GOLDEN") == "write"


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_the_same_word_for_word(name):
    text = TEXTS[name]()
    path = EXPECTED / name
    if WRITE:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_no_file_is_left_over():
    assert {path.name for path in EXPECTED.iterdir()} == set(TEXTS)


@pytest.mark.parametrize("path", sorted(EXPECTED.iterdir()), ids=lambda path: path.name)
def test_nothing_printed_is_error_prone_or_wider_than_the_page(path):
    text = path.read_text(encoding="utf-8")
    assert error_prone(text) == []
    assert max(map(len, text.splitlines())) <= 80
    assert text.endswith("\n")
    assert text == "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@pytest.mark.parametrize("name", PLANS)
def test_tablets_add_up_to_the_dose_on_every_line(name):
    schedule = PLANS[name]().schedule
    printed = takings((EXPECTED / f"{name}.txt").read_text(encoding="utf-8"))
    assert [micrograms(dose) for _, dose in printed] == [
        taking.dose.micrograms for step in schedule.steps for taking in step.regimen.administrations
    ]
    assert all(weight(pieces) == micrograms(dose) for pieces, dose in printed)


@pytest.mark.parametrize("name", PLANS)
def test_the_sheet_code_stands_at_the_top(name):
    first = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8").splitlines()[0]
    words, code = first.rsplit(" ", 1)
    assert words.endswith("Sheet")
    assert len(code) == 4


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("a trailing zero", "5.0 mg"),
        ("a trailing zero", "2.50 mL"),
        ("a naked decimal point", "take .5 mg"),
        ("a fraction written with a slash", "1/2 tablet"),
        ("micrograms by a symbol", "500 µg"),
        ("micrograms by a symbol", "500 mcg"),
        ("no space before the unit", "5mg"),
        ("a daily dose by letters", "5 mg OD"),
        ("a daily dose by letters", "5 mg q.d."),
        ("a daily dose by letters", "5 mg TDS"),
        ("a daily dose by letters", "5 mg b.i.d."),
        ("a daily dose by letters", "5 mg HS"),
        ("AM or PM", "8 am"),
        ("a unit without its m", "5 cc"),
        ("a number of four digits without a comma", "1000 mg"),
        ("a number of four digits without a comma", "1000 micrograms"),
        ("a comma for a point", "2,5 mg"),
        ("units or a route by letters", "5 U"),
        ("units or a route by letters", "5 IU"),
        ("units or a route by letters", "PO twice"),
        ("x for times, or letters for stop", "5 mg x3d"),
        ("x for times, or letters for stop", "D/C"),
        ("a sign for a word", "5 mg + 10 mg"),
        ("a sign for a word", "5 mg & 10 mg"),
        ("a symbol for a comparison", "<5 mg"),
    ],
)
def test_the_rule_sees_what_it_refuses(form, text):
    assert ERROR_PRONE[form].search(text)


@pytest.mark.parametrize(
    "text",
    ["1½ tablets of 10 mg", "2.5 mL of 10 mg in 5 mL", "60 mg/day", "500 micrograms", "1,000 mg",
     "5 mg three times a day", "Stiffness 0–10", "Up to 4 tablets", "11 May", "in clinic hours"],
)  # fmt: skip
def test_the_rule_lets_good_words_pass(text):
    assert error_prone(text) == []


def test_words_are_read_back_exactly():
    assert weight("1½ × 10 mg") == 15_000
    assert weight("¾ × 2.5 mg and 2 × 500 micrograms") == 2_875
    assert weight("2.5 mL of 10 mg in 5 mL") == 5_000
