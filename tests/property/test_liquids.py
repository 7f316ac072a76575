"""Measures of a liquid make exactly the dose, and its supply is the sum of its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.dates import LAST_DATE
from baclofen_titration.dispensing import (
    choose_pieces,
    count_supply,
    makeable_micrograms,
    nearest_makeable,
)
from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.product import Product, Volume
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Regimen
from baclofen_titration.schedule import Schedule, Step

OURS = Judgement(says="An invented liquid.", reason="It is only for this test.")
TIMES = ("morning", "midday", "evening", "bedtime")
KEPT = st.none() | st.sampled_from(["1 day", "5 days", "2 weeks", "1 month", "2 months"])


def volume(microlitres):
    return Volume(microlitres=microlitres)


def authored(value):
    return {"value": value, "authors": [OURS]}


@st.composite
def liquids(draw, name="made-up"):
    """Any liquid whose marks hold whole micrograms, with bottles of some days or less."""
    mark, inside = draw(st.integers(1, 500)), draw(st.integers(1, 60))
    marks = draw(st.integers(1, 50))
    kept = draw(KEPT)
    return Product(
        id=name,
        name="an invented liquid",
        form="liquid",
        strength=Dose.from_micrograms(inside * marks),
        volume=volume(mark * marks),
        parts=("measure",),
        authors=(OURS,),
        graduation=authored(volume(mark)),
        dose_step=authored(volume(mark * draw(st.integers(1, 8)))),
        bottles=[
            {"size": volume(mark * size), "authors": [OURS]}
            for size in draw(st.lists(st.integers(1, 400), max_size=3, unique=True))
        ],
        discard_after_opening=None if kept is None else authored(kept),
    )


def weight(pieces, liquid):
    """What the measures hold, from the strength as printed; never rounded."""
    (piece,) = pieces
    assert (piece.product, piece.part) == (liquid.id, "measure")
    taken = piece.count * liquid.graduation.value.microlitres
    micrograms, rest = divmod(taken * liquid.strength.micrograms, liquid.volume.microlitres)
    assert rest == 0
    return micrograms


@given(liquids(), st.integers(0, 5_000))
def test_planned_doses_are_all_multiples_of_the_step_and_only_those(liquid, most):
    step = liquid.dose_step.value.microlitres * liquid.strength.micrograms
    step //= liquid.volume.microlitres
    if most // step > 1_000:
        with pytest.raises(InvalidValueError, match="coarser"):
            makeable_micrograms([liquid], most)
        return
    made = makeable_micrograms([liquid], most)
    assert list(made) == [dose for dose in range(1, most + 1) if dose % step == 0]


@given(liquids(), st.integers(0, 5_000))
def test_nearest_doses_are_planned_and_tight(liquid, dose):
    below, above = nearest_makeable(dose, [liquid])
    step = liquid.dose_step_micrograms
    assert (below or 0) % step == above % step == 0
    assert (below or 0) < dose < above or dose == 0
    assert above - (below or 0) == (step if dose % step or not dose else 2 * step)


@given(liquids(), st.lists(st.integers(1, 2_000), max_size=6), st.data())
def test_any_number_of_measures_adds_up_exactly(liquid, counts, data):
    measure = liquid.piece_micrograms("measure")
    doses = [count * measure for count in counts]
    chosen = choose_pieces(doses, [liquid])
    assert list(chosen) == sorted(set(doses))
    assert all(weight(pieces, liquid) == dose for dose, pieces in chosen.items())
    assert chosen == choose_pieces(data.draw(st.permutations(doses)), [liquid, liquid])


@given(liquids(), st.lists(st.integers(1, 2_000), min_size=1, max_size=6))
def test_what_lies_between_two_marks_is_refused_by_name_and_nothing_else_is(liquid, doses):
    measure = liquid.piece_micrograms("measure")
    between = sorted({dose for dose in doses if dose % measure})
    if not between:
        choose_pieces(doses, [liquid])
        return
    with pytest.raises(UnmakeableError) as refusal:
        choose_pieces(doses, [liquid])
    named = [line.split(":")[0] for line in str(refusal.value).splitlines()[1:]]
    assert named == [f"  - {Dose.from_micrograms(dose)}" for dose in between]


@given(liquids("one"), liquids("other"), st.booleans())
def test_two_liquids_are_refused_in_either_order(one, other, turned):
    with pytest.raises(InvalidValueError, match="cannot be used beside"):
        makeable_micrograms([other, one] if turned else [one, other], 1)


@st.composite
def supplies(draw):
    liquid = draw(liquids())
    measure = liquid.piece_micrograms("measure")
    times = TIMES[: draw(st.integers(1, 4))]
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=4))
    counts = [[draw(st.integers(0, 60)) for _ in times] for _ in lengths]
    pieces = choose_pieces({n * measure for day in counts for n in day if n}, [liquid])
    start, steps = draw(st.dates(date(2024, 1, 1), date(2030, 1, 1))), []
    is_open = draw(st.booleans())
    for number, (days, day) in enumerate(zip(lengths, counts, strict=True)):
        takings = tuple(
            Administration(
                at=at, dose=Dose.from_micrograms(n * measure), pieces=pieces.get(n * measure, ())
            )
            for at, n in zip(times, day, strict=True)
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
    return schedule, liquid, start + timedelta(draw(st.integers(0, 150)))


def microlitres(takings, liquid):
    """The volume of some doses, from the milligrams and the strength as printed."""
    dose = sum(taking.dose.micrograms for taking in takings)
    taken, rest = divmod(dose * liquid.volume.microlitres, liquid.strength.micrograms)
    assert rest == 0
    return taken


def used_up(schedule, liquid, until, size):
    """Bottles opened up to the end of each day, one dose after another."""
    bottles = []
    for day in schedule.days(until=until):
        for bottle in bottles:
            if bottle["discard"] is not None and day.date >= bottle["discard"]:
                bottle["left"] = 0
        for taking in day.takings:
            need = microlitres([taking], liquid)
            while need:
                if not bottles or not bottles[-1]["left"]:
                    bottles.append({"left": size, "discard": liquid.discard_on(day.date)})
                drawn = min(need, bottles[-1]["left"])
                bottles[-1]["left"] -= drawn
                need -= drawn
        yield day.date, len(bottles)


@given(supplies())
def test_the_volume_is_the_sum_of_its_days(given_supply):
    schedule, liquid, until = given_supply
    supply = count_supply(schedule, [liquid], until)
    taken = sum(microlitres(day.takings, liquid) for day in schedule.days(until=supply.until))
    if not taken:
        assert supply.lines == ()
        return
    (line,) = supply.lines
    assert line.volume.microlitres == taken
    assert (line.product, line.tablets, line.pieces) == (liquid.id, 0, ())
    if not liquid.bottles:
        assert line.bottles is line.bottle_size is line.volume_left_over is None
        return
    left = line.volume_left_over.microlitres if line.volume_left_over else 0
    assert line.bottles * line.bottle_size.microlitres == taken + left


@given(supplies())
def test_bottles_are_those_that_are_opened_and_leave_the_least_over(given_supply):
    schedule, liquid, until = given_supply
    supply = count_supply(schedule, [liquid], until)
    if not supply.lines or not liquid.bottles:
        return
    (line,) = supply.lines
    opened = {}
    for bottle in liquid.bottles:
        size = bottle.size.microlitres
        opened[size] = list(used_up(schedule, liquid, supply.until, size))[-1][1]
    size = line.bottle_size.microlitres
    assert line.bottles == opened[size]
    assert line.bottles * size == min(size * count for size, count in opened.items())


@given(supplies())
def test_everything_can_be_taken_up_to_the_last_day_covered_and_no_longer(given_supply):
    schedule, liquid, until = given_supply
    supply = count_supply(schedule, [liquid], until)
    assert supply.until <= supply.last_covered
    if schedule.end is not None:
        assert supply.last_covered <= schedule.end
    if supply.last_covered == LAST_DATE:  # an open last step at which nothing is taken
        assert not schedule.steps[-1].regimen.daily_dose
        return
    after = supply.last_covered + timedelta(1)
    if not supply.lines or supply.lines[0].bottles is None:
        days = schedule.days(until=after)
        taken = [day.date for day in days if day.date > supply.until and day.daily_dose]
        assert taken in ([], [after])
        return
    (line,) = supply.lines
    for day, count in used_up(schedule, liquid, after, line.bottle_size.microlitres):
        assert (count <= line.bottles) == (day <= supply.last_covered)


@given(supplies(), st.integers(0, 60))
def test_a_reserve_is_the_largest_daily_dose_kept_apart(given_supply, days):
    schedule, liquid, until = given_supply
    supply = count_supply(schedule, [liquid], until, days)
    assert supply.lines == count_supply(schedule, [liquid], until).lines
    begun = [step for step in schedule.steps if step.start <= supply.until]
    in_force = max(begun, key=lambda step: step.regimen.daily_dose)
    daily = microlitres(in_force.regimen.administrations, liquid)
    kept = supply.reserve[0].volume.microlitres if supply.reserve else 0
    assert kept == daily * days


@given(supplies(), st.integers(-500, 500))
def test_moving_the_start_moves_the_volume_and_changes_nothing_else(given_supply, days):
    schedule, liquid, until = given_supply
    moved = schedule.model_copy(
        update={
            "steps": tuple(
                step.model_copy(update={"start": step.start + timedelta(days)})
                for step in schedule.steps
            )
        }
    )
    before = count_supply(schedule, [liquid], until)
    after = count_supply(moved, [liquid], until + timedelta(days))
    assert [line.volume for line in after.lines] == [line.volume for line in before.lines]
    kept = liquid.discard_after_opening
    if kept is None or "month" not in kept.value:  # months are not all of one length
        assert after.lines == before.lines


@given(liquids())
def test_a_liquid_reads_back_from_its_own_json(liquid):
    assert Product.model_validate_json(liquid.model_dump_json()) == liquid
    assert Volume.model_validate(str(liquid.volume)) == liquid.volume
