"""Faults measured in other tools, each as the property that it became: tablets and supply.

The rows are those of the museum list, section 4 of the notes on the field.
"""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.dispensing import choose_pieces, count_supply, makeable_micrograms
from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.product import PIECES_IN_ONE, Part, Product, load_products
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Schedule, Step
from baclofen_titration.supplied import Supply

OURS = Judgement(says="An invented tablet.", reason="It is only for this test.")
ALL_SETS = ("us-tablets", "uk-tablets", "eu-tablets", "eu-tablets-whole")


def tablet(micrograms: int, *parts: Part, name: str | None = None) -> Product:
    strength = Dose.from_micrograms(micrograms)
    return Product(
        id=name or f"of-{micrograms}",
        name=f"{strength} tablet",
        form="tablet",
        strength=strength,
        parts=("whole", *parts),
        authors=(OURS,),
    )


def weight(pieces: tuple[Piece, ...], products: tuple[Product, ...]) -> int:
    strengths = {product.id: product.strength.micrograms for product in products}
    total = 0
    for piece in pieces:
        whole, rest = divmod(strengths[piece.product] * piece.count, PIECES_IN_ONE[piece.part])
        assert rest == 0
        total += whole
    return total


def taper(doses: list[int], days: int, products: tuple[Product, ...]) -> Schedule:
    pieces = choose_pieces(doses, products)
    steps = []
    for number, dose in enumerate(doses):
        taking = Administration(at="bedtime", dose=Dose.from_micrograms(dose), pieces=pieces[dose])
        steps.append(
            Step(
                start=date.fromordinal(date(2026, 12, 1).toordinal() + number * days),
                days=days,
                regimen=Regimen(administrations=(taking,)),
                phase="taper",
            )
        )
    return Schedule(before="unknown", steps=tuple(steps), then="stopped")


def dispensed_micrograms(supply: Supply, products: tuple[Product, ...]) -> int:
    """What the whole tablets contain, less the waste that is declared."""
    strengths = {product.id: product.strength.micrograms for product in products}
    return sum(
        line.tablets * strengths[line.product] - weight(line.left_over, products)
        for line in supply.lines
    )


@pytest.mark.parametrize("names", ALL_SETS)
def test_row_1_tablets_make_the_dose_exactly(names: str) -> None:
    products = load_products(names)
    doses = makeable_micrograms(products, 100_000)
    chosen = choose_pieces(doses, products)
    assert [weight(chosen[dose], products) for dose in doses] == list(doses)


def test_row_1_a_dose_between_tablets_is_refused_and_not_rounded() -> None:
    with pytest.raises(UnmakeableError, match=r"5\.5 mg: nearest below is 5 mg, .* is 10 mg"):
        choose_pieces([5_500], load_products("us-tablets"))


def test_row_10_half_tablets_are_halves_in_the_supply_and_waste_is_declared() -> None:
    products = load_products("uk-tablet-10")
    schedule = taper([25_000, 15_000, 5_000], 7, products)
    supply = count_supply(schedule, products, date(2026, 12, 31))
    (line,) = supply.lines
    assert line.pieces == (
        Piece(product="uk-tablet-10", count=21, part="whole"),
        Piece(product="uk-tablet-10", count=21, part="half"),
    )
    assert line.tablets == 32
    assert line.left_over == (Piece(product="uk-tablet-10", count=1, part="half"),)
    taken = sum(day.daily_dose.micrograms for day in schedule.days())
    assert dispensed_micrograms(supply, products) == taken


@pytest.mark.parametrize("dose", [12_000, 7_000, 2_000])
def test_row_13_a_tablet_that_may_not_be_split_is_not_split(dose: int) -> None:
    products = load_products("us-tablet-5")
    assert dose not in makeable_micrograms(products, 20_000)
    with pytest.raises(UnmakeableError):
        choose_pieces([dose], products)


def test_row_13_only_permitted_parts_are_ever_used() -> None:
    for names in ALL_SETS:
        products = load_products(names)
        parts = {product.id: product.parts for product in products}
        chosen = choose_pieces(makeable_micrograms(products, 100_000), products)
        for pieces in chosen.values():
            assert all(piece.part in parts[piece.product] for piece in pieces)


@pytest.mark.parametrize(
    ("strengths", "dose", "counts"),
    [
        ([37_500, 75_000, 100_000], 112_500, {"of-37500": 3}),
        ([75_000, 100_000], 250_000, {"of-100000": 1, "of-75000": 2}),
        ([2_000, 5_000], 8_000, {"of-2000": 4}),
        ([10_000, 25_000], 55_000, {"of-25000": 1, "of-10000": 3}),
        ([10_000, 25_000], 30_000, {"of-10000": 3}),
        ([10_000, 25_000], 40_000, {"of-10000": 4}),
    ],
)
def test_row_14_strengths_that_do_not_divide_each_other(
    strengths: list[int], dose: int, counts: dict[str, int]
) -> None:
    products = tuple(tablet(strength) for strength in strengths)
    assert {p.product: p.count for p in choose_pieces([dose], products)[dose]} == counts


@pytest.mark.parametrize("unit", [100, 1_000, 1_000_000])
def test_row_15_the_size_of_the_numbers_makes_no_difference(unit: int) -> None:
    small = (tablet(2, "half", name="a"), tablet(3, name="b"), tablet(10, "half", name="c"))
    large = tuple(
        tablet(product.strength.micrograms * unit, *product.parts[1:], name=product.id)
        for product in small
    )
    doses = makeable_micrograms(small, 40)
    scaled = [dose * unit for dose in doses]
    assert list(makeable_micrograms(large, 40 * unit)) == scaled
    assert list(choose_pieces(doses, small).values()) == list(choose_pieces(scaled, large).values())


def test_row_23_a_part_of_a_tablet_is_a_word_from_a_closed_list() -> None:
    pieces = choose_pieces([5_000, 25_000], load_products("uk-tablet-10"))
    parts = [piece.part for made in pieces.values() for piece in made]
    assert parts == ["half", "whole", "half"]
    for part in ("third", "0.5", "1/2", 0.5, "0.3333333333333333"):
        with pytest.raises(InvalidValueError):
            Piece(product="uk-tablet-10", count=1, part=part)
    for count in (0.5, 1.0, True, 0, -1):
        with pytest.raises(InvalidValueError):
            Piece(product="uk-tablet-10", count=count)


def test_row_30_membership_is_exact_identity() -> None:
    products = load_products("us-tablets")
    ladder = makeable_micrograms(products, 80_000)
    for dose in ladder:
        assert list(choose_pieces([dose], products)) == [dose]
        for off_by_one in (dose - 1, dose + 1):
            assert off_by_one not in ladder
            with pytest.raises(UnmakeableError):
                choose_pieces([off_by_one], products)
    thirds = [Dose.from_micrograms(dose * 3).micrograms // 3 for dose in ladder]
    assert tuple(thirds) == ladder


def test_row_33_a_sequence_is_counted_step_by_step() -> None:
    products = load_products("uk-tablets")
    schedule = taper([25_000, 20_000, 10_000], 3, products)
    supply = count_supply(schedule, products, date(2027, 1, 31))
    assert supply.until == date(2026, 12, 9)
    assert dispensed_micrograms(supply, products) == 3 * (25_000 + 20_000 + 10_000)
    days = [day.daily_dose for day in schedule.days()]
    assert max(days) == DailyDose("25 mg/day")


def test_row_33_a_supply_is_never_nothing_by_default() -> None:
    taking = Administration(at="bedtime", dose=Dose("10 mg"))
    step = Step(
        start=date(2026, 12, 1),
        days=None,
        regimen=Regimen(administrations=(taking,)),
        phase="taper",
    )
    schedule = Schedule(before="unknown", steps=(step,))
    with pytest.raises(InvalidValueError, match="pieces make nothing, the dose is 10 mg"):
        count_supply(schedule, load_products("uk-tablets"), date(2026, 12, 31))
