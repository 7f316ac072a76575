"""The reference pages name exactly what exists."""

import inspect
import re
from pathlib import Path
from typing import get_args

import baclofen_titration.checker
from baclofen_titration import errors
from baclofen_titration.screening import Kind, hazards, indications
from baclofen_titration.screening.indications import indication_lists
from baclofen_titration.screening.thresholds import PROBABLY_INTRATHECAL, SEVERAL_DEPRESSANTS
from baclofen_titration.taper import exceptions

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "baclofen_titration"


def named_in(page, pattern):
    text = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    return set(re.findall(pattern, text, re.MULTILINE))


def test_every_finding_has_a_row_and_every_row_a_finding():
    in_code = set()
    for path in SOURCE.rglob("*.py"):
        in_code |= set(re.findall(r'code="([a-z-]+)"', path.read_text("utf-8")))
    table = inspect.getdoc(baclofen_titration.checker)
    judged = set(re.findall(r"^([a-z]+(?:-[a-z]+)*)(?: !)? {2,}\w", table, re.MULTILINE))
    judged.discard("code")  # the heading of the table
    assert len(judged) > 20
    in_data = {hazard.code for kind in get_args(Kind) for hazard in hazards(kind)}
    in_data |= {SEVERAL_DEPRESSANTS, PROBABLY_INTRATHECAL, *exceptions()}
    assert named_in("findings.md", r"^\| `([a-z-]+)`") == in_code | judged | in_data


def test_hard_findings_are_marked_as_the_checker_marks_them():
    table = inspect.getdoc(baclofen_titration.checker)
    hard = set(re.findall(r"^([a-z-]+) ! ", table, re.MULTILINE))
    assert named_in("findings.md", r"^\| `([a-z-]+)` \*\*!\*\*") == hard


def test_every_error_has_a_row():
    classes = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.BaclofenTitrationError)
    }
    assert named_in("errors.md", r"^\| `(\w+)`") | {"BaclofenTitrationError"} == classes


def rows_of_lists():
    """What each text is for, as the reference says it."""
    every = [one.code for one in indications() if one.spastic]
    for held in indication_lists():
        named = ", ".join(f"`{name}`" for name in held.protocols)
        text = f"{held.jurisdiction}: {named or 'all others'}"
        codes = ", ".join(f"`{code}`" for code in held.includes)
        names = "every spasticity of the closed list" if list(held.includes) == every else codes
        yield f"| {text} | {held.basis} | {names or 'nothing'} |"


def test_what_each_text_is_for_is_in_the_reference():
    page = (ROOT / "docs" / "reference" / "findings.md").read_text("utf-8")
    table = page.partition("## What each text is for")[2]
    assert [line for line in table.splitlines() if line.startswith("| ")][1:] == [*rows_of_lists()]
