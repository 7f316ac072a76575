"""Pieces are weighed by a count of the judge's own."""

from __future__ import annotations

import pytest

from baclofen_titration.checker import check
from baclofen_titration.product import Product
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Schedule, Step
from unit.checker.building import OURS, PACKET, START, STRONG, SYRUP, TABLETS

SHELF = (*TABLETS, PACKET, SYRUP, STRONG)
ODD = Product(id="odd", name="odd tablet", form="tablet", strength="3 micrograms", authors=[OURS])


def found(
    dose: str, *pieces: Piece, products: tuple[Product, ...] = SHELF
) -> list[tuple[str, str]]:
    taking = Administration(at="08:00", dose=dose, pieces=pieces)
    regimen = Regimen(administrations=[taking])
    steps = [Step(start=START, days=None, regimen=regimen, phase="maintenance")]
    report = check(Schedule(before="unknown", steps=steps), products=products)
    return [(f.code, f.found) for f in report.stops if f.step == 1]


@pytest.mark.parametrize(
    ("dose", "pieces"),
    [
        ("5 mg", [("five", 1, "whole")]),
        ("5 mg", [("ten", 1, "half")]),
        ("15 mg", [("ten", 3, "half")]),
        ("20 mg", [("ten", 1, "whole"), ("five", 1, "whole"), ("ten", 1, "half")]),
        ("10 mg", [("packet", 2, "whole")]),
        ("15 mg", [("packet", 1, "whole"), ("ten", 1, "whole")]),
        ("5 mg", [("syrup", 50, "measure")]),
        ("100 micrograms", [("syrup", 1, "measure")]),
        ("5 mg", [("strong", 25, "measure")]),
        ("7.5 mg", [("syrup", 70, "measure"), ("syrup", 5, "measure")]),
    ],
)
def test_what_adds_up(dose, pieces):
    assert found(dose, *(Piece(product=p, count=n, part=part) for p, n, part in pieces)) == []


def test_one_microgram_is_too_much():
    assert found("4.999 mg", Piece(product="five", count=1)) == [("pieces-do-not-add-up", "5 mg")]


def test_nothing_is_rounded_away():
    half = Piece(product="odd", count=1, part="half")
    assert found("1 microgram", half, products=(ODD,)) == [
        ("forbidden-split", "half of odd"),
        ("pieces-do-not-add-up", "about 1 microgram"),
    ]


def test_an_unknown_product_is_reported_once_and_nothing_is_guessed():
    seven = Piece(product="seven", count=1)
    assert found("10 mg", seven, seven) == [("unknown-product", "seven")]


def test_a_fault_is_reported_where_it_comes_first():
    taking = Administration(at="08:00", dose="5 mg", pieces=[Piece(product="five", count=2)])
    regimen = Regimen(administrations=[taking])
    step = Step(start=START, days=7, regimen=regimen, phase="maintenance")
    later = step.model_copy(update={"start": "2026-03-09", "days": None})
    report = check(Schedule(before="unknown", steps=[step, later]), products=TABLETS)
    assert [(f.code, f.on) for f in report.stops] == [("pieces-do-not-add-up", START)]


@pytest.mark.parametrize("count", [49, 51])
def test_one_measure_is_too_much_or_too_little(count):
    shown = f"{count // 10}.{count % 10} mg"
    one = Piece(product="syrup", count=count, part="measure")
    assert found("5 mg", one) == [("pieces-do-not-add-up", shown)]


def test_the_right_volume_of_the_wrong_strength_is_twice_the_dose():
    one = Piece(product="strong", count=50, part="measure")
    assert found("5 mg", one) == [("pieces-do-not-add-up", "10 mg")]


def test_marks_of_different_syringes_are_counted_each_by_its_own():
    coarse = SYRUP.model_copy(
        update={
            "id": "coarse",
            "strength": "1 mg",
            "volume": "1 mL",
            "graduation": {"value": "0.25 mL", "authors": [OURS]},
        }
    )
    both = [Piece(product="coarse", count=2, part="measure"),
            Piece(product="syrup", count=5, part="measure")]  # fmt: skip
    assert found("1 mg", *both, products=(coarse, SYRUP)) == []
    assert found("1.05 mg", *both, products=(coarse, SYRUP)) == [("pieces-do-not-add-up", "1 mg")]


def test_thirds_of_a_microgram_are_never_rounded():
    thin = SYRUP.model_copy(
        update={
            "id": "thin",
            "strength": "1 microgram",
            "volume": "3 mL",
            "graduation": {"value": "3 mL", "authors": [OURS]},
            "dose_step": {"value": "3 mL", "authors": [OURS]},
            "bottles": (),
        }
    )
    both = [Piece(product="thin", count=7, part="measure"),
            Piece(product="odd", count=1, part="half")]  # fmt: skip
    assert ("pieces-do-not-add-up", "about 8 micrograms") in found(
        "8 micrograms", *both, products=(thin, ODD)
    )


@pytest.mark.parametrize(
    ("product", "part"),
    [("ten", "measure"), ("packet", "measure"), ("syrup", "whole"), ("syrup", "half")],
)
def test_what_nobody_can_count_is_stopped_for_good(product, part):
    taking = Administration(
        at="08:00", dose="5 mg", pieces=[Piece(product=product, count=1, part=part)]
    )
    regimen = Regimen(administrations=[taking])
    steps = [Step(start=START, days=None, regimen=regimen, phase="maintenance")]
    [stop] = check(Schedule(before="unknown", steps=steps), products=SHELF).stops
    assert (stop.code, stop.found, stop.hard) == ("forbidden-split", f"{part} of {product}", True)


def test_half_of_a_packet_can_be_counted_and_is_still_forbidden():
    halves = Piece(product="packet", count=2, part="half")
    assert found("5 mg", halves) == [("forbidden-split", "half of packet")]


TEN = Piece(product="ten", count=1)
FIVE_ML = Piece(product="syrup", count=50, part="measure")
STRONG_ML = Piece(product="strong", count=50, part="measure")


@pytest.mark.parametrize(
    ("dose", "pieces", "mixed"),
    [
        ("15 mg", (TEN, FIVE_ML), ["syrup with ten"]),
        ("15 mg", (FIVE_ML, TEN), ["ten with syrup"]),
        ("15 mg", (FIVE_ML, STRONG_ML), ["strong with syrup"]),
        ("25 mg", (TEN, FIVE_ML, STRONG_ML), ["syrup with ten", "strong with ten"]),
        ("15 mg", (TEN, Piece(product="packet", count=1)), []),
        ("10 mg", (FIVE_ML, FIVE_ML), []),
    ],
)
def test_solids_and_liquids_are_never_mixed(dose, pieces, mixed):
    assert found(dose, *pieces) == [("mixed-products", each) for each in sorted(mixed)]


def test_one_strength_from_two_makers_is_one_strength():
    other = SYRUP.model_copy(update={"id": "other", "strength": "1 mg", "volume": "1 mL"})
    both = (FIVE_ML, Piece(product="other", count=50, part="measure"))
    assert found("10 mg", *both, products=(SYRUP, other)) == []


def test_a_liquid_later_in_the_schedule_is_found_where_it_comes_in():
    first = Regimen(administrations=[Administration(at="08:00", dose="10 mg", pieces=[TEN])])
    later = Regimen(administrations=[Administration(at="08:00", dose="5 mg", pieces=[FIVE_ML])])
    steps = [
        Step(start=START, days=7, regimen=first, phase="taper"),
        Step(start="2026-03-09", days=7, regimen=later, phase="taper"),
        Step(start="2026-03-16", days=None, regimen=later, phase="maintenance"),
    ]
    [stop] = check(Schedule(before="unknown", steps=steps), products=SHELF).stops
    assert (stop.code, stop.step, stop.at, stop.hard) == ("mixed-products", 2, "08:00", True)
