"""Pieces always make the dose, in the best way there is; the supply is the sum of its days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.dispensing import (
    choose_pieces,
    count_supply,
    makeable_micrograms,
    nearest_makeable,
)
from baclofen_titration.errors import UnmakeableError
from baclofen_titration.product import Pack, Product
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Regimen
from baclofen_titration.schedule import Schedule, Step

OURS = Judgement(says="An invented tablet.", reason="It is only for this test.")
IN_ONE = {"whole": 1, "half": 2, "quarter": 4}
PARTS = st.sampled_from(
    [("whole",), ("whole", "half"), ("whole", "half", "quarter"), ("whole", "quarter")]
)
NO_PACKS = st.just(())
TIMES = ("morning", "midday", "evening", "bedtime")


def tablet(name, micrograms, parts, packs=()):
    strength = Dose.from_micrograms(micrograms)
    return Product(
        id=name,
        name=f"{strength} tablet",
        form="tablet",
        strength=strength,
        parts=parts,
        authors=(OURS,),
        packs=tuple(Pack(size=size, authors=(OURS,)) for size in packs),
    )


@st.composite
def shelves(draw, packs=NO_PACKS):
    quarters = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4))
    return tuple(
        tablet(f"made-up-{number}", quarter * 4, draw(PARTS), draw(packs))
        for number, quarter in enumerate(quarters)
    )


MOST = st.integers(1, 4)


def ways(products, most):
    """Every multiset of pieces by its sum, by brute force."""
    kinds = [(product, part) for product in products for part in product.parts]
    found = {}
    for count in range(1, most + 1):
        for pieces in combinations_with_replacement(kinds, count):
            total = sum(p.strength.micrograms * 12 // IN_ONE[part] for p, part in pieces)
            found.setdefault(total // 12, []).append(pieces)
    return found


def merit(pieces):
    """Splits, pieces and products: less is better."""
    return (
        sum(part != "whole" for _, part in pieces),
        len(pieces),
        len({product.id for product, _ in pieces}),
    )


def spread(pieces, products):
    by_id = {product.id: product for product in products}
    return [(by_id[piece.product], piece.part) for piece in pieces for _ in range(piece.count)]


def best_house(doses, products, most):
    """Fewest products, splits and pieces, and the largest strengths, by trying every subset."""
    merits = []
    for size in range(len(products) + 1):
        for house in combinations(products, size):
            found = ways(house, most)
            if all(dose in found for dose in doses):
                best = [min(merit(way) for way in found[dose]) for dose in doses]
                merits.append(
                    (
                        size,
                        sum(splits for splits, _, _ in best),
                        sum(pieces for _, pieces, _ in best),
                        sorted(-product.strength.micrograms for product in house),
                    )
                )
    return min(merits)


@given(shelves(), MOST)
def test_makeable_doses_are_all_sums_and_only_those(products, most):
    made = makeable_micrograms(products, 10**6, max_pieces=most)
    assert list(made) == sorted(ways(products, most))


@given(shelves(), MOST, st.integers(0, 200))
def test_nearest_doses_are_makeable_and_tight(products, most, dose):
    sums = sorted(ways(products, most))
    below, above = nearest_makeable(dose, products, max_pieces=most)
    assert below == max((total for total in sums if total < dose), default=None)
    assert above == min((total for total in sums if total > dose), default=None)


@given(shelves(), MOST, st.data())
def test_pieces_make_the_dose_from_permitted_parts_and_are_few_enough(products, most, data):
    makeable = makeable_micrograms(products, 10**6, max_pieces=most)
    doses = data.draw(st.lists(st.sampled_from(makeable), max_size=6))
    chosen = choose_pieces(doses, products, max_pieces=most)
    assert list(chosen) == sorted(set(doses))
    for dose, pieces in chosen.items():
        counted = spread(pieces, products)
        twelfths = [p.strength.micrograms * 12 // IN_ONE[part] for p, part in counted]
        assert sum(twelfths) == dose * 12
        assert all(part in product.parts for product, part in counted)
        assert 1 <= len(counted) <= most
        assert len({(piece.product, piece.part) for piece in pieces}) == len(pieces)


@given(shelves(), MOST, st.data())
def test_no_other_choice_has_fewer_products_splits_or_pieces(products, most, data):
    found = ways(products, most)
    doses = data.draw(st.lists(st.sampled_from(sorted(found)), min_size=1, max_size=4, unique=True))
    chosen = choose_pieces(doses, products, max_pieces=most)
    counted = {dose: spread(pieces, products) for dose, pieces in chosen.items()}
    used = {product.id: product for pieces in counted.values() for product, _ in pieces}
    within = ways(tuple(used.values()), most)
    for dose, pieces in counted.items():
        assert merit(pieces) == min(merit(way) for way in within[dose])
    merits = [merit(pieces) for pieces in counted.values()]
    assert (
        len(used),
        sum(splits for splits, _, _ in merits),
        sum(pieces for _, pieces, _ in merits),
        sorted(-product.strength.micrograms for product in used.values()),
    ) == best_house(doses, products, most)


@given(shelves(), MOST, st.lists(st.integers(1, 150), min_size=1, max_size=5))
def test_what_cannot_be_made_is_refused_by_name_and_nothing_else_is(products, most, doses):
    missing = {dose for dose in doses if dose not in ways(products, most)}
    if not missing:
        choose_pieces(doses, products, max_pieces=most)
        return
    with pytest.raises(UnmakeableError) as refusal:
        choose_pieces(doses, products, max_pieces=most)
    lines = str(refusal.value).splitlines()[1:]
    assert [line.split(":")[0] for line in lines] == [
        f"  - {Dose.from_micrograms(dose)}" for dose in sorted(missing)
    ]


@given(shelves(), MOST, st.data())
def test_the_order_of_products_and_doses_changes_nothing(products, most, data):
    makeable = makeable_micrograms(products, 10**6, max_pieces=most)
    doses = data.draw(st.lists(st.sampled_from(makeable), min_size=1, max_size=5))
    other = data.draw(st.permutations(products)), data.draw(st.permutations(doses))
    assert makeable == makeable_micrograms(other[0], 10**6, max_pieces=most)
    assert choose_pieces(doses, products, max_pieces=most) == choose_pieces(
        other[1], other[0], max_pieces=most
    )


@given(shelves(), MOST, st.integers(2, 10_000), st.data())
def test_scale_changes_nothing(products, most, k, data):
    larger = tuple(tablet(p.id, p.strength.micrograms * k, p.parts) for p in products)
    makeable = makeable_micrograms(products, 10**4, max_pieces=most)
    assert makeable_micrograms(larger, 10**4 * k, max_pieces=most) == tuple(
        dose * k for dose in makeable
    )
    doses = data.draw(st.lists(st.sampled_from(makeable), min_size=1, max_size=5))
    chosen = choose_pieces(doses, products, max_pieces=most)
    assert choose_pieces([dose * k for dose in doses], larger, max_pieces=most) == {
        dose * k: pieces for dose, pieces in chosen.items()
    }


@given(shelves(), MOST)
def test_more_pieces_never_lose_a_dose(products, most):
    fewer = makeable_micrograms(products, 10**6, max_pieces=most)
    assert set(fewer) <= set(makeable_micrograms(products, 10**6, max_pieces=most + 1))


@st.composite
def supplies(draw):
    packs = st.lists(st.integers(1, 30), max_size=2, unique=True).map(tuple)
    products = draw(shelves(packs=packs))
    makeable = makeable_micrograms(products, 10**6)
    times = TIMES[: draw(st.integers(1, 4))]
    lengths = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    doses = [[draw(st.sampled_from(makeable)) for _ in times] for _ in lengths]
    pieces = choose_pieces({dose for day in doses for dose in day}, products)
    start, steps = draw(st.dates(date(2024, 1, 1), date(2030, 1, 1))), []
    is_open = draw(st.booleans())
    for number, (days, day) in enumerate(zip(lengths, doses, strict=True)):
        takings = tuple(
            Administration(at=at, dose=Dose.from_micrograms(dose), pieces=pieces[dose])
            for at, dose in zip(times, day, strict=True)
        )
        steps.append(
            Step(
                start=start + timedelta(sum(lengths[:number])),
                days=None if is_open and number == len(lengths) - 1 else days,
                regimen=Regimen(administrations=takings),
                phase="titration",
            )
        )
    first_taking = draw(st.none() | st.sampled_from(times))
    schedule = Schedule(before="unknown", steps=tuple(steps), first_taking=first_taking)
    return schedule, products, start + timedelta(draw(st.integers(0, 40)))


def opened(schedule, products, until):
    """Tablets opened up to the end of each day, one piece after another."""
    pieces_in_one = {product.id: IN_ONE for product in products}
    spare, tablets = Counter(), Counter()
    for day in schedule.days(until=until):
        for taking in day.takings:
            for piece in taking.pieces:
                for _ in range(piece.count):
                    kind = piece.product, piece.part
                    if not spare[kind]:
                        tablets[piece.product] += 1
                        spare[kind] = pieces_in_one[piece.product][piece.part]
                    spare[kind] -= 1
        yield day.date, dict(tablets), {kind: left for kind, left in spare.items() if left}


@given(supplies())
def test_the_supply_is_the_sum_of_its_days(given_supply):
    schedule, products, until = given_supply
    supply = count_supply(schedule, products, until)
    last, tablets, spare = list(opened(schedule, products, until))[-1]
    assert (supply.first, supply.until) == (schedule.start, last)
    assert {line.product: line.tablets for line in supply.lines} == tablets
    assert {
        (line.product, piece.part): piece.count for line in supply.lines for piece in line.left_over
    } == spare
    taken = Counter()
    for day in schedule.days(until=until):
        for taking in day.takings:
            for piece in taking.pieces:
                taken[piece.product, piece.part] += piece.count
    assert taken == {
        (piece.product, piece.part): piece.count for line in supply.lines for piece in line.pieces
    }


@given(supplies())
def test_tablets_given_out_contain_the_doses_and_the_declared_waste(given_supply):
    schedule, products, until = given_supply
    supply = count_supply(schedule, products, until)
    twelfths = {product.id: product.strength.micrograms * 12 for product in products}
    given_out = sum(line.tablets * twelfths[line.product] for line in supply.lines)
    waste = sum(
        piece.count * twelfths[piece.product] // IN_ONE[piece.part]
        for line in supply.lines
        for piece in line.left_over
    )
    doses = sum(day.daily_dose.micrograms for day in schedule.days(until=until))
    assert given_out - waste == 12 * doses


@given(supplies())
def test_everything_can_be_taken_up_to_the_last_day_covered_and_no_longer(given_supply):
    schedule, products, until = given_supply
    supply = count_supply(schedule, products, until)
    held = {
        line.product: line.packs * line.pack_size if line.packs else line.tablets
        for line in supply.lines
    }
    assert supply.until <= supply.last_covered
    for day, tablets, _ in opened(schedule, products, supply.last_covered + timedelta(1)):
        enough = all(count <= held.get(name, 0) for name, count in tablets.items())
        assert enough == (day <= supply.last_covered)
    if schedule.end is not None:
        assert supply.last_covered <= schedule.end


@given(supplies())
def test_packs_are_the_fewest_that_hold_the_tablets(given_supply):
    schedule, products, until = given_supply
    sizes = {product.id: [pack.size for pack in product.packs] for product in products}
    for line in count_supply(schedule, products, until).lines:
        if not sizes[line.product]:
            assert line.packs is line.pack_size is None
            continue
        assert line.pack_size in sizes[line.product]
        assert line.packs * line.pack_size >= line.tablets > (line.packs - 1) * line.pack_size
        over = [-line.tablets % size for size in sizes[line.product]]
        assert line.packs * line.pack_size - line.tablets == min(over)


@given(supplies(), st.integers(0, 60))
def test_a_reserve_is_the_largest_daily_dose_kept_apart(given_supply, days):
    schedule, products, until = given_supply
    supply = count_supply(schedule, products, until, days)
    assert supply.lines == count_supply(schedule, products, until).lines
    daily = Counter()
    begun = [step for step in schedule.steps if step.start <= supply.until]
    in_force = max(begun, key=lambda step: step.regimen.daily_dose)
    for taking in in_force.regimen.administrations:
        for piece in taking.pieces:
            daily[piece.product, piece.part] += piece.count * days
    assert +daily == {
        (piece.product, piece.part): piece.count for line in supply.reserve for piece in line.pieces
    }


@given(supplies(), st.integers(-500, 500))
def test_moving_the_start_moves_the_supply_and_changes_nothing_else(given_supply, days):
    schedule, products, until = given_supply
    moved = schedule.model_copy(
        update={
            "steps": tuple(
                step.model_copy(update={"start": step.start + timedelta(days)})
                for step in schedule.steps
            )
        }
    )
    before = count_supply(schedule, products, until)
    after = count_supply(moved, products, until + timedelta(days))
    assert after.lines == before.lines
    assert after.last_covered - before.last_covered == timedelta(days)
