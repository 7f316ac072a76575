"""A product that changes on the first day: the same milligrams, whatever the millilitres."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration import (
    InvalidValueError,
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    UnmakeableError,
    from_json,
    load_products,
    load_protocol,
    plan_taper,
    plan_titration,
    to_json,
    to_text,
)
from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.making import make_sheet
from golden.sheet_reading import text_of_pdf

WEAK, STRONG = "uk-liquid-5mg-in-5ml", "uk-liquid-10mg-in-5ml"
PRODUCTS = ("us-tablets", "eu-tablets", "uk-tablets", WEAK, STRONG)


def down(before, now, regimen="morning 5 mg, evening 10 mg", **more):
    taking = regimen if regimen == "unknown" else Taking(regimen=regimen, since="2026-10-01")
    request = {
        "protocol": load_protocol("uk-smpc-adult"),
        "products": load_products(now),
        "products_before": load_products(before) if before else (),
        "patient": Patient(age="46 years"),
        "taking": taking,
        "over": "14 days",
        "start": "2026-12-01",
    }
    return plan_taper(TaperRequest(**{**request, **more}))


def lines_of(checked):
    text = to_text(checked)
    if "The product changes" not in text:
        return []
    part = text.split("The product changes, the milligrams do not\n")[1].split("\nSteps\n")[0]
    return [" ".join(line.split()) for line in part.replace("\n   ", " ").splitlines()[1:] if line]


def test_both_volumes_stand_side_by_side_and_the_new_one_is_named():
    assert lines_of(down(WEAK, STRONG)) == [
        "morning 5 mg: was 5 mL of 5 mg in 5 mL, now 2.5 mL of 10 mg in 5 mL, the stronger one",
        "evening 10 mg: was 10 mL of 5 mg in 5 mL, now 5 mL of 10 mg in 5 mL, the stronger one",
    ]


def test_the_weaker_of_two_liquids_is_named_too_and_tablets_are_neither():
    assert all(line.endswith(", the weaker one") for line in lines_of(down(STRONG, WEAK)))
    assert lines_of(down("uk-tablets", STRONG))[0].endswith(
        "was 1 × 5 mg, now 2.5 mL of 10 mg in 5 mL"
    )


def test_a_dose_that_the_new_product_cannot_make_says_so():
    checked = down(WEAK, "uk-tablets", "morning 11 mg, evening 10 mg")
    assert lines_of(checked)[0] == (
        "morning 11 mg: was 11 mL of 5 mg in 5 mL; what is taken from now on cannot make this dose"
    )


def test_without_a_change_nothing_is_said_or_asked():
    checked = down("", STRONG)
    assert (lines_of(checked), checked.changed_products, checked.products_before) == ([], (), ())
    assert "products before" not in {asked.name for asked in checked.asked}


def test_a_present_dose_that_was_never_made_of_that_is_refused():
    with pytest.raises(UnmakeableError, match="not made of the products that are said to be taken"):
        down("eu-tablets", STRONG, "morning 3 mg, evening 10 mg")


def test_products_before_belong_to_a_present_regimen():
    request = {
        "protocol": load_protocol("uk-smpc-adult"),
        "products": load_products(STRONG),
        "products_before": load_products(WEAK),
        "patient": Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
        "taking": "nothing",
        "aim": "30 mg/day",
        "start": "2026-12-01",
    }
    with pytest.raises(InvalidValueError, match="none is stated"):
        plan_titration(TitrationRequest(**request))


def test_another_product_before_is_another_request():
    digests = {down(before, STRONG).request_digest for before in ("", WEAK, "uk-tablets")}
    assert len(digests) == 3


@given(
    before=st.sampled_from(PRODUCTS),
    now=st.sampled_from(PRODUCTS),
    doses=st.lists(st.sampled_from([5, 10, 15, 20]), min_size=2, max_size=3),
)
def test_the_pieces_on_both_sides_add_up_to_the_same_dose(before, now, doses):
    times = ("morning", "midday", "evening")
    regimen = ", ".join(f"{at} {dose} mg" for at, dose in zip(times, doses, strict=False))
    checked = down(before, now, regimen, over="60 days")
    both = {product.id: product for product in (*checked.products, *checked.products_before)}
    assert [change.at for change in checked.changed_products] == list(times[: len(doses)])
    for changed, dose in zip(checked.changed_products, doses, strict=True):
        for side in (changed.was, changed.now):
            made = sum(each.count * both[each.product].piece_micrograms(each.part) for each in side)
            assert made == changed.dose.micrograms == dose * 1000


def test_json_holds_both_and_reads_back():
    checked = down(WEAK, STRONG)
    content = json.loads(to_json(checked))
    assert [product["id"] for product in content["products_before"]] == [WEAK]
    assert content["changed_products"][0] == {
        "at": "morning",
        "dose": "5 mg",
        "was": [{"product": WEAK, "count": 50, "part": "measure"}],
        "now": [{"product": STRONG, "count": 25, "part": "measure"}],
    }
    assert from_json(to_json(checked)) == checked.schedule


SAID = [
    "Morning, 5 mg: was 5 mL of 5 mg in 5 mL, now 2.5 mL of 10 mg in 5 mL, the stronger one.",
    "Evening, 10 mg: was 10 mL of 5 mg in 5 mL, now 5 mL of 10 mg in 5 mL, the stronger one.",
]


@pytest.mark.parametrize("view", ["days", "month", "record"])
def test_the_patient_reads_both_volumes_above_the_table(view):
    checked, options = down(WEAK, STRONG), SheetOptions(view=view)
    head, *lines = make_sheet(checked, options).changed
    assert head.startswith("From 1 December 2026")
    assert lines == SAID
    first = text_of_pdf(to_pdf(checked, options))[0]
    page = to_html(checked, options)
    for says in (head, *SAID):
        assert says in page
        assert first.index(says) < first.index("In 24 hours" if view != "month" else "Mon Tue")


def test_the_patient_reads_which_is_weaker_and_what_cannot_be_made():
    assert (
        make_sheet(down(STRONG, WEAK))
        .changed[1]
        .endswith("now 5 mL of 5 mg in 5 mL, the weaker one.")
    )
    checked = down(WEAK, "uk-tablets", "morning 11 mg, evening 10 mg")
    assert make_sheet(checked).changed[1] == (
        "Morning, 11 mg: was 11 mL of 5 mg in 5 mL. The new one does not make this dose."
    )
    assert make_sheet(down("", STRONG)).changed == ()


def test_whoever_gives_reads_it_too_and_a_draft_stands_beside_its_english():
    checked = down(WEAK, STRONG)
    assert "Give what the table says." in make_sheet(checked, SheetOptions(carer=True)).changed[0]
    spanish = make_sheet(checked, SheetOptions(language="es")).changed
    assert [said.english for said in spanish[1:]] == SAID
    assert all("antes" in said.own for said in spanish[1:])
    assert "From day 1 " in make_sheet(checked, SheetOptions(dated=False)).changed[0]
