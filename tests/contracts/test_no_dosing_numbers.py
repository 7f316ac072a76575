"""Python holds no dosing numbers: every one stands in a rule file, with its author."""

from __future__ import annotations

import ast
import re

import pytest

from contracts.source_tree import modules, place, tree

ENGINES = (
    "sharing.py", "titration/*.py", "taper/*.py", "dispensing/*.py", "planning/*.py",
    "protocols/patient_rules.py", "tailoring/*.py", "screening/*.py", "checker/*.py",
)  # fmt: skip

# Counting: nothing, one, a pair, and the one before.
ANYWHERE = {-1, 0, 1, 2}

# What else an engine may write, and why it is no dosing number.
ALLOWED: dict[str, dict[int, str]] = {
    "sharing.py": {
        128: "most choices of a day that are remembered, so that they take little room",
        512: "shares remembered",
    },
    "dispensing/pieces.py": {
        20: "most pieces a caller may allow for one dose, so that the search stays small",
        128: "lists of makeable doses remembered",
    },
    "dispensing/shelf.py": {16: "most products in one search, so that it stays small"},
    "dispensing/measures.py": {1_000: "most doses of a liquid that are listed, as a bound on work"},
    "dispensing/search.py": {
        250_000: "most combinations a search may look at, so that no input hangs it",
        32: "searches remembered",
    },
    "planning/asked.py": {600: "longest text of an answer"},
    "planning/dating.py": {12: "months of reviews that a sheet of an open schedule looks ahead"},
    "planning/descending.py": {3: "most reasons why a taper is slower that are printed"},
    "kept.py": {1_024: "values remembered"},
    "taper/paces.py": {7: "days of the week"},
    "planning/meeting.py": {100: "most rises tried for a milestone, as a bound on work"},
    "planning/parts.py": {2_048: "parts remembered"},
    "planning/shapes.py": {256: "shapes remembered"},
    "planning/any_request.py": {
        7: "days of the week",
        16: "most products in one request",
        366: "most closed days in one request",
    },
    "planning/ways.py": {
        3: "a part of a pattern",
        10: "most paces one after another",
        40: "most points of a curve",
        120: "longest text of a pace",
        200: "most rows of a table",
    },
    "planning/way_files.py": {
        60: "longest name of a file that is printed",
        65_536: "largest file that is read",
    },
    "planning/workbench.py": {
        24: "hours of a day",
        60: "minutes of an hour",
        128: "ways up remembered",
    },
    "planning/weekdays.py": {366: "days ahead in which an open day is looked for"},
    "checker/intake.py": {1_024: "shapes remembered"},
    "checker/met.py": {
        256: "what is made of them",
        4_096: "values remembered",
        16_384: "values remembered together",
    },
    "checker/pieces.py": {4_096: "ways of making a dose remembered"},
    "checker/patient_rules.py": {
        1_024: "patients remembered by what decides",
        24: "hours of a day",
        60: "minutes of an hour",
        100: "per cent",
    },
    "checker/tapers.py": {100: "per cent"},
    "tailoring/admission.py": {150: "longest text of a finding's value"},
    "tailoring/narrowing.py": {600: "longest text of a record"},
    "protocols/patient_rules.py": {
        10: "tenths of an hour, and a bound on what a file may hold",
        24: "hours of a day",
        40: "most rule sets that a file names",
        100: "per cent",
        300: "a bound on what a file may hold",
        1_000: "a bound on what a file may hold",
    },
    "tailoring/rule_set.py": {40: "most rules of a file", 200: "most sources of a file"},
    "titration/rungs.py": {500: "most rows that a rule makes, as a bound on work"},
}

QUANTITY = re.compile(
    r"[0-9][0-9.]*\s*(mg|micrograms?|mcg|mL|ml|g|days?|weeks?|months?|hours?|years?|%|tablets?)"
    r"(/\S+)?"
)


def docstrings(module: str) -> set[int]:
    """Identity of every text that stands alone as a statement."""
    return {
        id(node.value)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def dosing_numbers(module: str) -> list[str]:
    allowed = ANYWHERE | set(ALLOWED.get(module, ()))
    prose = docstrings(module)
    found = []
    for node in ast.walk(tree(module)):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        value = node.value
        if type(value) is int and value not in allowed:
            found.append(f"{place(module, node)} writes {value}")
        if type(value) is str and QUANTITY.fullmatch(value.strip()):
            found.append(f"{place(module, node)} writes {value!r}")
    return found


@pytest.mark.parametrize("module", modules(*ENGINES))
def test_engine_writes_no_dosing_number(module):
    assert dosing_numbers(module) == []


@pytest.mark.parametrize("module", ALLOWED)
def test_what_is_allowed_is_still_needed(module):
    written = {
        node.value
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant) and type(node.value) is int
    }
    assert set(ALLOWED[module]) <= written
    assert all(ALLOWED[module].values())


def test_the_rule_sees_what_it_refuses(monkeypatch):
    bad = ast.parse('"""About 5 mg."""\nmost = 80_000\nrise = Dose("5 mg")\nwait = "3 days"\n')
    monkeypatch.setitem(globals(), "tree", lambda module: bad)
    assert len(dosing_numbers("taper/stair.py")) == 3


def test_engines_were_found():
    rooms = {module.split("/")[0] for module in modules(*ENGINES)}
    assert {"titration", "taper", "dispensing", "planning", "tailoring", "checker"} <= rooms
