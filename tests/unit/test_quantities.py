"""An amount is whole micrograms with its unit, read and printed one way."""

import copy
import json
import pickle
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from baclofen_titration.errors import QuantityError
from baclofen_titration.lengths import parse_days
from baclofen_titration.quantities import DailyDose, Dose, format_micrograms

AMOUNTS = st.integers(0, 10**9)


class Five(IntEnum):
    """An int that is not a plain int."""

    FIVE = 5


class Numpyish(int):
    """Stands for numpy.int64 and for subclasses that lie about their order."""

    def __gt__(self, other):
        return False


NOT_TEXT = [
    5, 5.0, True, False, None, b"5 mg", Decimal("5"), Decimal("NaN"), float("nan"), float("inf"),
    Fraction(5), Five.FIVE, Numpyish(5), ["5 mg"], {"mg": 5},
]  # fmt: skip

BAD_TEXT = [
    "", " ", "5", "60", "60.5", "mg", "5mg", "5  mg", " 5 mg", "5 mg ", "5 mg\n", "5\u00a0mg",
    "5.0 mg", "5.10 mg", ".5 mg", "5. mg", "05 mg", "+5 mg", "-5 mg", "\u22125 mg", "-0 mg",
    "1e1 mg", "1E1 mg", "0x10 mg", "1_5 mg", "5,5 mg", "1,250 mg", "5·5 mg", "٥ mg", "５ mg",
    "² mg", "NaN mg", "nan mg", "inf mg", "infinity mg", "5 MG", "5 Mg", "5 g", "5 µg", "5 μg",
    "5 mcg", "5 ug", "5 mg.", "5 milligrams", "5 IU", "0.0005 mg", "0.5 micrograms",
    "1.5 micrograms", "1234567890123 mg", "9" * 5000 + " mg", "1e999999 mg", "5 mg/day/day",
    "5 mg per day", "1000001 mg",
]  # fmt: skip


@pytest.mark.parametrize("value", NOT_TEXT, ids=repr)
@pytest.mark.parametrize("kind", [Dose, DailyDose])
def test_only_text_is_read_because_a_bare_number_has_no_unit(kind, value):
    with pytest.raises(QuantityError, match="no unit"):
        kind(value)


@pytest.mark.parametrize("text", BAD_TEXT, ids=lambda text: repr(text[:20]))
def test_text_that_could_be_misread_is_refused(text):
    with pytest.raises(QuantityError):
        Dose(text)
    with pytest.raises(QuantityError):
        DailyDose(f"{text}/day")


@pytest.mark.parametrize("value", [*NOT_TEXT, *BAD_TEXT], ids=lambda value: repr(value)[:24])
def test_every_door_refuses_alike(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Dose).validate_python(value)


@pytest.mark.parametrize("value", [True, 5.0, Five.FIVE, Numpyish(5), "5", None, -1, 10**9 + 1])
def test_micrograms_are_a_plain_int_in_range(value):
    with pytest.raises(QuantityError):
        Dose.from_micrograms(value)


@pytest.mark.parametrize(
    ("text", "micrograms"),
    [("5 mg", 5000), ("2.5 mg", 2500), ("500 micrograms", 500), ("1 microgram", 1), ("0 mg", 0)],
)
def test_plain_text_is_read(text, micrograms):
    assert Dose(text).micrograms == micrograms
    assert str(Dose(text)) == text


@given(AMOUNTS)
def test_what_is_printed_reads_back(micrograms):
    for kind in (Dose, DailyDose):
        amount = kind.from_micrograms(micrograms)
        assert kind(str(amount)) == amount
        assert pickle.loads(pickle.dumps(amount)) == amount
        assert copy.deepcopy(amount) == amount
        assert hash(kind(str(amount))) == hash(amount)
        adapter = TypeAdapter(kind)
        assert json.loads(adapter.dump_json(amount)) == str(amount)
        assert adapter.validate_json(adapter.dump_json(amount)) == amount


@given(AMOUNTS)
def test_print_has_no_error_prone_form(micrograms):
    words = format_micrograms(micrograms)
    number, unit = words.split(" ")
    assert unit in ("mg", "microgram", "micrograms")
    assert not number.startswith(".")
    assert not ("." in number and number.endswith("0"))
    assert unit == "mg" or (0 < micrograms < 1000)


@given(AMOUNTS, st.fractions(0, 1))
def test_scaling_rounds_down_to_the_microgram(micrograms, fraction):
    scaled = Dose.from_micrograms(micrograms).scaled(fraction).micrograms
    assert 0 <= micrograms * fraction - scaled < 1


@pytest.mark.parametrize("fraction", [0.5, 1, True, Decimal("0.5"), Fraction(-1, 2), "1/2"])
def test_scaling_takes_fractions_only(fraction):
    with pytest.raises(QuantityError):
        Dose("5 mg").scaled(fraction)


def test_a_dose_and_a_daily_dose_never_compare():
    dose, daily = Dose("5 mg"), DailyDose("5 mg/day")
    assert dose != daily
    assert len({dose, daily}) == 2
    for broken in (
        lambda: dose < daily,
        lambda: dose + daily,
        lambda: daily - dose,
        lambda: DailyDose(dose),
        lambda: Dose(daily),
        lambda: dose * 2.0,
        lambda: dose * True,
    ):
        with pytest.raises((TypeError, QuantityError)):
            broken()


def test_there_is_nothing_below_nothing():
    with pytest.raises(QuantityError, match="below nothing"):
        Dose("5 mg") - Dose("6 mg")


def test_an_amount_cannot_be_changed():
    dose = Dose("5 mg")
    with pytest.raises(AttributeError):
        dose._micrograms = 1
    with pytest.raises(AttributeError):
        del dose._micrograms


@pytest.mark.parametrize(
    "text", ["3", 3.0, True, "0 days", "-1 days", "2.5 days", "3days", "1_0 days", "٣ days", None,
             "99999 weeks", "3 months"],
)  # fmt: skip
def test_a_length_of_time_is_whole_days_as_text(text):
    with pytest.raises(QuantityError):
        parse_days(text)


def test_the_unit_in_which_an_amount_was_given_is_kept_and_compares_with_nothing():
    typed = Dose("3000 micrograms")
    assert (typed.in_micrograms, typed.as_given, str(typed)) == (True, "3000 micrograms", "3 mg")
    assert (typed, hash(typed)) == (Dose("3 mg"), hash(Dose("3 mg")))
    for again in (Dose(typed), pickle.loads(pickle.dumps(typed)), copy.deepcopy(typed)):
        assert again.as_given == "3000 micrograms"
    for other in (Dose("3 mg"), Dose("0.3 mg"), typed + typed, Dose.from_micrograms(3000)):
        assert not other.in_micrograms
        assert other.as_given == str(other)
    assert DailyDose("3000 micrograms/day").as_given == "3000 micrograms/day"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("3000 micrograms", True), ("1000 micrograms", True), ("999 micrograms", False)],
)
def test_in_a_document_small_amounts_are_written_in_micrograms_anyway(text, kept):
    assert TypeAdapter(Dose).validate_python(text).in_micrograms is kept
    assert TypeAdapter(Dose).validate_python(Dose(text)).in_micrograms
