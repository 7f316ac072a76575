"""A schedule that names doses only gets pieces where they can be made, and only there."""

from datetime import date

from hypothesis import given

from baclofen_titration import check, from_regimen_line, load_products
from baclofen_titration.dispensing.fitting import with_pieces
from strategies import product_lists, regimens

TABLETS = load_products("us-tablets")


def codes(line, products=TABLETS):
    schedule = with_pieces(from_regimen_line(line, date(2026, 12, 1)), products)
    return [finding.code for finding in check(schedule, products=tuple(products)).stops]


def test_a_line_of_makeable_doses_is_weighed():
    assert codes("5 mg x3 for 3 days, 10 mg x3 for 3 days, then 15 mg x3") == []


def test_a_dose_that_cannot_be_made_is_found():
    assert codes("5 mg x3 for 3 days, then 7 mg x3") == ["unmakeable"]


@given(regimens(), product_lists())
def test_pieces_add_up_or_are_missing(regimen, products):
    line = f"{regimen} for 3 days"
    found = codes(line, products)
    assert "pieces-do-not-add-up" not in found
    assert "forbidden-split" not in found


def test_pieces_that_are_named_are_left_alone():
    schedule = with_pieces(from_regimen_line("5 mg x3 for 3 days", date(2026, 12, 1)), TABLETS)
    assert with_pieces(schedule, load_products("uk-tablets")) is schedule
