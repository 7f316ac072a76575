"""Faults measured in other tools, each as the property that it became: words and amounts.

The rows are those of the museum list, section 4 of the notes on the field.
"""

from __future__ import annotations

import re

import pytest

from baclofen_titration.cli import main
from baclofen_titration.errors import (
    BaclofenTitrationError,
    InvalidValueError,
    QuantityError,
    RuleFileError,
)
from baclofen_titration.formats import to_text
from baclofen_titration.limits import Limit
from baclofen_titration.patient import Patient
from baclofen_titration.protocols import read_protocol
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Piece, Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from clinical.hand import THREE_OF_20, go_up
from museum.many import some_plans
from rulebook.make_protocol import make_protocol_text


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (Dose, "-20 mg"), (Dose, "−20 mg"), (Dose, -20), (Dose, "+20 mg"), (Dose, "20"),
        (Dose, 20), (Dose, 20.0), (Dose, "1e3 mg"), (Dose, "inf mg"), (Dose, "nan mg"),
        (Dose, "٢٠ mg"), (Dose, "20 mg/day"), (Dose, "20 mcg"), (Dose, "20 g"), (Dose, "1,5 mg"),
        (DailyDose, "-20 mg/day"), (DailyDose, "20 mg"), (Dose.from_micrograms, -1),
        (Dose.from_micrograms, True), (Dose.from_micrograms, 5_000.0),
    ],
)  # fmt: skip
def test_row_24_amounts_below_nothing_and_of_nothing_are_no_amounts(
    make: object, value: object
) -> None:
    """Seen in a pharmacometrics library: -20 mg for -9 days was a plan."""
    with pytest.raises(QuantityError):
        make(value)


@pytest.mark.parametrize("days", [-9, 0, 2.5, "9", True])
def test_row_24_lengths_below_nothing_are_no_lengths(days: object) -> None:
    """Seen in a pharmacometrics library: -20 mg for -9 days was a plan."""
    with pytest.raises(BaclofenTitrationError):
        Step(start="2026-12-01", days=days, regimen=parse_regimen("bedtime 5 mg"), phase="taper")


MISSPELT = {
    "a phase": lambda: Step(start="2026-12-01", days=3, phase="tapper",
                            regimen=parse_regimen("bedtime 5 mg")),
    "what follows": lambda: Schedule(before="nothing", then="stoped", steps=[
        Step(start="2026-12-01", days=3, regimen=parse_regimen("bedtime 5 mg"), phase="taper")]),
    "what was before": lambda: Schedule(before="none", steps=[
        Step(start="2026-12-01", days=3, regimen=parse_regimen("bedtime 5 mg"), phase="taper")]),
    "a time of day": lambda: parse_regimen("morninng 5 mg"),
    "a part": lambda: Piece(product="us-tablet-10", count=1, part="haf"),
    "a limit": lambda: Limit(rule="max_dayly_dose", value="80 mg/day", authors=[]),
    "kidneys": lambda: Patient(age="46 years", kidneys="nomal, tested 2026-11-12"),
    "since when": lambda: Taking(regimen="bedtime 5 mg", since="unknwon"),
    "the aim": lambda: go_up("maximum"),
    "a field": lambda: Patient(age="46 years", kidney="unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSPELT)
def test_row_27_a_misspelt_word_is_refused(name: str) -> None:
    """Seen in a deprescribing planner: a misspelt class of medicine switched its safety off."""
    with pytest.raises(BaclofenTitrationError):
        MISSPELT[name]()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('basis = "per dose"', 'basis = "per does"'),
        ("[limits.max_daily_dose]", "[limits.max_dayly_dose]"),
        ("morning =", "mornning ="),
        ('status = "draft"', 'status = "drafft"'),
        ("judgement =", "judgment ="),
    ],
)
def test_row_27_a_misspelt_word_in_a_rule_file_is_refused(right: str, wrong: str) -> None:
    """Seen in a deprescribing planner: a misspelt class of medicine switched its safety off."""
    text = make_protocol_text()
    assert right in text
    read_protocol(text, "test-protocol")
    with pytest.raises(RuleFileError):
        read_protocol(text.replace(right, wrong, 1), "test-protocol")


def test_row_29_as_many_doses_as_times() -> None:
    """Seen in a simulation library: three amounts for four times repeated the first one."""
    for text in ("morning 5 mg, midday", "morning, midday 5 mg", "morning 5 mg 10 mg", "5 mg x3"):
        with pytest.raises((QuantityError, InvalidValueError)):
            parse_regimen(text)
    with pytest.raises(InvalidValueError, match="named twice"):
        parse_regimen("morning 5 mg, morning 5 mg")


def test_row_29_a_table_with_a_dose_too_few_is_refused() -> None:
    """Seen in a simulation library: three amounts for four times repeated the first one."""
    right = 'doses = { morning = "10 mg", midday = "10 mg", evening = "10 mg" }'
    text = make_protocol_text()
    assert right in text
    for wrong in ('doses = { morning = "10 mg", midday = "10 mg" }', 'doses = ["10 mg", "10 mg"]'):
        with pytest.raises(RuleFileError):
            read_protocol(text.replace(right, wrong), "test-protocol")
    for order in ('["bedtime", "evening", "morning"]', '["bedtime", "bedtime", "evening"]'):
        short = re.sub(r"(\[titration\.growth_order\]\nvalue = )\[.*\]", rf"\1{order}", text)
        assert short != text
        with pytest.raises(RuleFileError, match="growth_order"):
            read_protocol(short, "test-protocol")


@pytest.mark.parametrize(
    "text",
    [
        "20 mg q.d.s.", "q.d.s. 20 mg", "20 mg qds", "20 mg QID", "BD 20 mg", "o.n. 20 mg",
        "20 mg three times a day", "20 mg tds", "noon 20 mg", "am 20 mg", "HS 20 mg",
        "night 20 mg", "Morning 20 mg", "8:00 20 mg", "24:00 20 mg", "0800 20 mg", "8am 20 mg",
    ],
)  # fmt: skip
def test_row_34_how_often_is_said_in_a_closed_set_of_words(text: str) -> None:
    """Seen in a dosage parser: q.d.s., four times a day, was read as once a day."""
    with pytest.raises((QuantityError, InvalidValueError)):
        parse_regimen(text)


def test_row_34_no_latin_and_no_error_prone_sign_is_printed() -> None:
    """Seen in a dosage parser: q.d.s., four times a day, was read as once a day."""
    latin = re.compile(r"\b([qbto]\.?d\.?s?|[qt]\.?i\.?d|h\.?s|o\.n|p\.?r\.?n)\b", re.IGNORECASE)
    for checked in some_plans():
        text = to_text(checked)
        assert not latin.search(text)
        assert not re.search(r"µg|μg|mcg|\bIU\b|½ ?mg", text)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("+5 mg every 3 days", "can be read two ways"),
        ("5 mg every 3 days", "can be read two ways"),
        ("5", "such as"),
        ("5 mg every 3 days or so", "/day"),
        ("a bit every 3 days", "not an amount"),
    ],
)
def test_row_18_a_typed_change_says_what_it_is_a_change_of(
    typed: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen in a titration tool: whether a step was per dose or per day was not part of it."""
    code = main([
        "taper", "--protocol", "us-label-adult", "--taking", THREE_OF_20, "--since", "unknown",
        "--by", typed, "--kidneys", "unknown", "--age", "46", "--products", "us-tablets",
        "--start", "2026-12-01",
    ])  # fmt: skip
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert says in err
