"""Pieces are weighed by a count of the judge's own."""

from __future__ import annotations

import pytest

from baclofen_titration.checker import check
from baclofen_titration.product import Product
from baclofen_titration.schedule import Administration, Piece, Regimen, Schedule, Step
from unit.checker.building import OURS, START, TABLETS

ODD = Product(id="odd", name="odd tablet", form="tablet", strength="3 micrograms", authors=[OURS])


def found(
    dose: str, *pieces: Piece, products: tuple[Product, ...] = TABLETS
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
