"""Liquids by hand-worked examples: what a measure holds, which doses, how many bottles."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.dispensing import (
    choose_pieces,
    count_supply,
    makeable_micrograms,
    nearest_makeable,
    strengths_finding,
)
from baclofen_titration.errors import InvalidValueError, UnmakeableError
from baclofen_titration.product import Bottle, Product, Volume, load_products, shipped_products
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Schedule, Step
from baclofen_titration.supplied import SupplyLine

MG = 1000
OURS = Judgement(says="An invented liquid.", reason="It is only for this test.")
ONE, TWO, FIVE = load_products("us-liquid-5mg-in-5ml, us-liquid-10mg-in-5ml, us-liquid-25mg-in-5ml")
LIQUIDS = [product for product in shipped_products().products if product.form == "liquid"]


def ours(value: str) -> dict[str, object]:
    return {"value": value, "authors": [OURS]}


def liquid(**more: object) -> Product:
    values = {
        "id": "made-up",
        "name": "oral solution 10 mg in 5 mL",
        "form": "liquid",
        "strength": "10 mg",
        "volume": "5 mL",
        "parts": ["measure"],
        "authors": [OURS],
        "graduation": ours("0.1 mL"),
        "dose_step": ours("0.5 mL"),
    }
    return Product(**{**values, **more})


def schedule(
    product: Product, *steps: tuple[int | None, dict[str, int]], **more: object
) -> Schedule:
    """Steps of so many days, with doses [micrograms] measured from one liquid."""
    pieces = choose_pieces({dose for _, doses in steps for dose in doses.values()}, [product])
    made, start = [], date(2026, 12, 1)
    for days, doses in steps:
        takings = tuple(
            Administration(at=at, dose=Dose.from_micrograms(dose), pieces=pieces[dose])
            for at, dose in doses.items()
        )
        pattern = Regimen(administrations=takings)
        made.append(Step(start=start, days=days, regimen=pattern, phase="titration"))
        start = date.fromordinal(start.toordinal() + (days or 0))
    return Schedule(**{"before": "nothing", "steps": made, **more})


def three(dose: int) -> dict[str, int]:
    return dict.fromkeys(("morning", "midday", "evening"), dose)


RAMP = (
    (3, three(5 * MG)),
    (3, three(10 * MG)),
    (3, three(15 * MG)),
    (None, three(20 * MG)),
)
A_LITTLE = (None, {"bedtime": 5 * MG})


def dispensed(line: SupplyLine) -> tuple[str, int | None, str, str]:
    return (
        str(line.volume),
        line.bottles,
        str(line.bottle_size),
        str(line.volume_left_over),
    )


class TestVolume:
    @pytest.mark.parametrize(
        ("text", "microlitres"),
        [("5 mL", 5000), ("0.1 mL", 100), ("2.5 mL", 2500), ("473 mL", 473_000), ("0.001 mL", 1)],
    )
    def test_text_is_read_and_written_the_same_way(self, text: str, microlitres: int) -> None:
        volume = Volume.model_validate(text)
        assert volume == Volume(microlitres=microlitres)
        assert str(volume) == text
        assert volume.model_dump_json() == f'"{text}"'

    @pytest.mark.parametrize(
        "bad",
        [
            "5", "5mL", "5 ml", "5 ML", "5.0 mL", ".5 mL", "0 mL", "-5 mL", "05 mL", "5 mL ",
            "1e3 mL", "5,5 mL", "0.0001 mL", "٥ mL", "5 mg", "1234567890 mL", "", 5, 5.0, True,
            None, {"microlitres": 5.0}, {"microlitres": True}, {"microlitres": 0},
        ],
    )  # fmt: skip
    def test_anything_else_is_refused(self, bad: object) -> None:
        with pytest.raises(InvalidValueError, match="volume"):
            liquid(volume=bad)

    @pytest.mark.parametrize("mode", ["validation", "serialization"])
    def test_a_schema_describes_it_as_text(self, mode: str) -> None:
        schema = Product.model_json_schema(mode=mode)  # type: ignore[arg-type]
        assert schema["$defs"]["Volume"]["type"] == "string"


class TestShipped:
    @pytest.mark.parametrize(
        ("name", "printed", "measure", "step"),
        [
            ("us-liquid-5mg-in-5ml", "5 mg in 5 mL", 100, 500),
            ("us-liquid-10mg-in-5ml", "10 mg in 5 mL", 200, 1_000),
            ("us-liquid-25mg-in-5ml", "25 mg in 5 mL", 500, 2_500),
            ("uk-liquid-5mg-in-5ml", "5 mg in 5 mL", 100, 500),
            ("uk-liquid-10mg-in-5ml", "10 mg in 5 mL", 200, 1_000),
        ],
    )
    def test_strengths_are_written_as_bottles_print_them(
        self, name: str, printed: str, measure: int, step: int
    ) -> None:
        (product,) = load_products(name)
        assert product.printed_strength == printed
        assert printed in product.name
        assert product.piece_micrograms("measure") == measure
        assert product.dose_step_micrograms == step
        assert str(product.measured_volume(1)) == "0.1 mL"

    def test_there_are_six(self) -> None:
        assert len(LIQUIDS) == 6

    @pytest.mark.parametrize("product", LIQUIDS, ids=lambda product: product.id)
    def test_an_id_says_the_strength(self, product: Product) -> None:
        said = product.printed_strength.replace(" ", "").replace("in", "-in-").lower()
        assert product.id.endswith(said)

    @pytest.mark.parametrize(
        ("product", "volumes"),
        [
            (ONE, ["5 mL", "10 mL", "15 mL", "20 mL"]),
            (TWO, ["2.5 mL", "5 mL", "7.5 mL", "10 mL"]),
            (FIVE, ["1 mL", "2 mL", "3 mL", "4 mL"]),
        ],
    )
    def test_the_rows_of_the_labels_table_have_its_volumes(
        self, product: Product, volumes: list[str]
    ) -> None:
        rows = [5 * MG, 10 * MG, 15 * MG, 20 * MG]
        assert set(rows) <= set(makeable_micrograms([product], 20 * MG))
        pieces = [choose_pieces(rows, [product])[row] for row in rows]
        assert [str(product.measured_volume(piece.count)) for (piece,) in pieces] == volumes

    @pytest.mark.parametrize(
        ("name", "sizes"),
        [
            ("us-liquid-5mg-in-5ml", ["473 mL"]),
            ("us-liquid-10mg-in-5ml", ["237 mL", "473 mL"]),
            ("us-liquid-25mg-in-5ml", ["120 mL", "250 mL", "300 mL"]),
            ("uk-liquid-5mg-in-5ml", []),
            ("uk-liquid-10mg-in-5ml", []),
        ],
    )
    def test_bottles_are_those_that_a_source_gives(self, name: str, sizes: list[str]) -> None:
        (product,) = load_products(name)
        assert [str(bottle.size) for bottle in product.bottles] == sizes
        for bottle in product.bottles:
            assert any(isinstance(author, Citation) for author in bottle.authors)
        unknown = any("No bottle size" in author.says for author in product.authors)
        assert unknown == (not sizes)

    def test_only_of_one_is_it_known_when_to_discard_it(self) -> None:
        for product in LIQUIDS:
            unknown = any("How long an open bottle keeps" in a.says for a in product.authors)
            assert unknown == (product.discard_after_opening is None) == (product != FIVE)
        assert FIVE.discard_on(date(2026, 12, 1)) == date(2027, 2, 1)
        assert FIVE.discard_on(date(2026, 12, 31)) == date(2027, 2, 28)
        assert ONE.discard_on(date(2026, 12, 1)) is None

    def test_marks_and_steps_are_judgements_with_a_reason(self) -> None:
        for product in LIQUIDS:
            for value in (product.graduation, product.dose_step):
                assert value is not None
                assert any(isinstance(author, Judgement) for author in value.authors)


class TestProduct:
    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ({"parts": ("whole",)}, '"measure" only'),
            ({"parts": ("measure", "whole")}, '"measure" only'),
            ({"parts": ()}, '"measure" only'),
            ({"strength": "0 mg"}, "contains something"),
            ({"volume": None}, "all three"),
            ({"graduation": None}, "all three"),
            ({"dose_step": None}, "all three"),
            ({"volume": "3 mL"}, "whole number of micrograms"),
            ({"strength": "49 micrograms"}, "whole number of micrograms"),
            ({"dose_step": ours("0.25 mL")}, "whole number of measures"),
            ({"dose_step": ours("0.01 mL")}, "whole number of measures"),
            ({"bottles": [{"size": "0.05 mL", "authors": [OURS]}]}, "bottles"),
            ({"bottles": [{"size": "9 mL", "authors": [OURS]}] * 2}, "named once"),
            ({"bottles": [{"size": "9 mL", "authors": []}]}, "bottles"),
            ({"packs": [{"size": 30, "authors": [OURS]}]}, "sold in bottles"),
            ({"graduation": "0.1 mL"}, "graduation"),
            ({"graduation": {"value": "0.1 mL", "authors": []}}, "graduation"),
            ({"discard_after_opening": ours("2.5 months")}, "discard_after_opening"),
            ({"discard_after_opening": ours("2")}, "discard_after_opening"),
            ({"discard_after_opening": ours("0 days")}, "discard_after_opening"),
        ],
    )
    def test_a_liquid_that_could_not_be_measured_is_refused(
        self, more: dict[str, object], fault: str
    ) -> None:
        with pytest.raises(InvalidValueError, match=fault):
            liquid(**more)

    def test_a_liquid_has_no_whole_one(self) -> None:
        with pytest.raises(InvalidValueError, match="may not be taken as a whole"):
            liquid().piece_micrograms("whole")

    @pytest.mark.parametrize(
        ("kept", "until"),
        [
            ("1 month", date(2027, 2, 28)),
            ("30 days", date(2027, 3, 2)),
            ("2 weeks", date(2027, 2, 14)),
        ],
    )
    def test_months_are_of_the_calendar_and_days_are_days(self, kept: str, until: date) -> None:
        product = liquid(discard_after_opening=ours(kept))
        assert product.discard_on(date(2027, 1, 31)) == until


class TestDoses:
    def test_planned_doses_are_whole_or_half_millilitres(self) -> None:
        assert makeable_micrograms([FIVE], 10 * MG) == (2_500, 5_000, 7_500, 10_000)
        assert makeable_micrograms([TWO], 3 * MG) == (1_000, 2_000, 3_000)
        assert makeable_micrograms([ONE], 1_999) == (500, 1_000, 1_500)
        assert makeable_micrograms([ONE], 499) == ()

    def test_four_pieces_do_not_bound_measures(self) -> None:
        assert choose_pieces([20 * MG], [ONE], max_pieces=1) == {
            20 * MG: (Piece(product=ONE.id, count=200, part="measure"),)
        }
        assert makeable_micrograms([ONE], 20 * MG, max_pieces=1)[-1] == 20 * MG

    def test_between_the_steps_any_mark_of_the_syringe_is_exact(self) -> None:
        assert 3_300 not in makeable_micrograms([ONE], 10 * MG)
        assert choose_pieces([3_300], [ONE])[3_300][0].count == 33

    def test_between_two_marks_is_refused_with_the_neighbours(self) -> None:
        with pytest.raises(UnmakeableError) as refusal:
            choose_pieces([3_333, 5_000, 49], [ONE])
        message = str(refusal.value)
        assert "marks every 0.1 mL" in message
        assert "us-liquid-5mg-in-5ml (5 mg in 5 mL)" in message
        assert "49 micrograms: nearest below is nothing, nearest above is 500 microg" in message
        assert "3.333 mg: nearest below is 3 mg, nearest above is 3.5 mg." in message
        assert "  - 5 mg" not in message

    def test_nearest(self) -> None:
        assert nearest_makeable(5_000, [FIVE]) == (2_500, 7_500)
        assert nearest_makeable(5_001, [FIVE]) == (5_000, 7_500)
        assert nearest_makeable(2_500, [FIVE]) == (None, 5_000)
        assert nearest_makeable(0, [FIVE]) == (None, 2_500)
        assert nearest_makeable(10**9 - 1, [FIVE]) == (10**9 - 2_500, 10**9)
        assert nearest_makeable(10**9, [FIVE]) == (10**9 - 2_500, None)

    def test_so_many_doses_that_nobody_could_list_them_are_refused(self) -> None:
        assert len(makeable_micrograms([ONE], 500 * MG)) == 1_000
        with pytest.raises(InvalidValueError, match="more than 1000 doses up to 501 mg"):
            makeable_micrograms([ONE], 501 * MG)

    def test_pieces_in_one_dose_are_still_1_to_20(self) -> None:
        with pytest.raises(InvalidValueError, match="1 to 20"):
            makeable_micrograms([ONE], 5 * MG, max_pieces=0)


class TestTogether:
    @pytest.mark.parametrize(
        "names",
        [
            "us-liquid-5mg-in-5ml, us-tablet-5",
            "us-packets, us-liquid-5mg-in-5ml",
            "us-liquid-5mg-in-5ml, us-liquid-10mg-in-5ml",
            "us-liquid-5mg-in-5ml, uk-liquid-5mg-in-5ml",
        ],
    )
    def test_a_liquid_stands_alone_in_every_function(self, names: str) -> None:
        products = load_products(names)
        steps = schedule(ONE, RAMP[0])
        for ask in (
            lambda: makeable_micrograms(products, 5 * MG),
            lambda: nearest_makeable(5 * MG, products),
            lambda: choose_pieces([5 * MG], products),
            lambda: count_supply(steps, products, date(2026, 12, 2)),
            lambda: strengths_finding(steps, products),
        ):
            with pytest.raises(InvalidValueError, match="cannot be used beside"):
                ask()

    def test_the_refusal_names_the_clash_and_the_mend(self) -> None:
        with pytest.raises(InvalidValueError) as refusal:
            makeable_micrograms([FIVE, *load_products("us-tablets")], 5 * MG)
        message = str(refusal.value)
        assert message.startswith(
            "us-liquid-25mg-in-5ml (25 mg in 5 mL) cannot be used beside us-tablet-20 (20 mg)"
        )
        assert message.endswith("Name us-liquid-25mg-in-5ml alone, or leave it out.")

    def test_the_same_liquid_named_twice_is_one(self) -> None:
        assert makeable_micrograms([ONE, ONE], 500) == (500,)

    def test_packets_and_tablets_may_stand_together(self) -> None:
        products = load_products("us-packet-20, us-tablet-5")
        pieces = choose_pieces([25 * MG], products)[25 * MG]
        assert [(piece.count, piece.product) for piece in pieces] == [
            (1, "us-packet-20"),
            (1, "us-tablet-5"),
        ]

    def test_packets_are_counted_whole(self) -> None:
        packets = load_products("us-packets")
        assert makeable_micrograms(packets, 25 * MG) == (5000, 10_000, 15_000, 20_000, 25_000)
        with pytest.raises(UnmakeableError, match="Choose a dose that can be made"):
            choose_pieces([2_500], packets)
        with pytest.raises(UnmakeableError, match="Add a 5 mg tablet by asking for us-tablet-5"):
            choose_pieces([5 * MG], packets[1:])


class TestSupply:
    @pytest.mark.parametrize(
        ("product", "line", "covered"),
        [
            (ONE, ("1410 mL", 3, "473 mL", "9 mL"), date(2026, 12, 28)),
            (TWO, ("705 mL", 3, "237 mL", "6 mL"), date(2026, 12, 28)),
            (FIVE, ("282 mL", 1, "300 mL", "18 mL"), date(2026, 12, 29)),
        ],
    )
    def test_28_days_of_the_labels_ramp_at_60_mg_a_day(
        self, product: Product, line: tuple[str, int, str, str], covered: date
    ) -> None:
        supply = count_supply(schedule(product, *RAMP), [product], date(2026, 12, 28))
        (only,) = supply.lines
        assert dispensed(only) == line
        assert (only.product, only.tablets, only.pieces, only.left_over) == (product.id, 0, (), ())
        assert supply.last_covered == covered

    def test_without_a_bottle_size_only_the_volume_is_counted(self) -> None:
        (uk,) = load_products("uk-liquid-10mg-in-5ml")
        supply = count_supply(schedule(uk, *RAMP), [uk], date(2026, 12, 28))
        assert dispensed(supply.lines[0]) == ("705 mL", None, "None", "None")
        assert supply.last_covered == supply.until == date(2026, 12, 28)

    def test_an_open_bottle_is_replaced_when_it_has_to_be_discarded(self) -> None:
        # 62 mL of the first bottle are taken by 31 January; on 1 February it is discarded.
        steps = schedule(FIVE, A_LITTLE)
        january = count_supply(steps, [FIVE], date(2027, 1, 31))
        assert dispensed(january.lines[0]) == ("62 mL", 1, "120 mL", "58 mL")
        assert january.last_covered == date(2027, 1, 31)
        february = count_supply(steps, [FIVE], date(2027, 2, 28))
        assert dispensed(february.lines[0]) == ("90 mL", 2, "120 mL", "150 mL")
        assert february.last_covered == date(2027, 3, 31)

    def test_where_nobody_says_when_to_discard_it_a_bottle_is_emptied(self) -> None:
        steps = schedule(TWO, (None, {"bedtime": 2 * MG}))
        supply = count_supply(steps, [TWO], date(2027, 7, 25))
        assert dispensed(supply.lines[0]) == ("237 mL", 1, "237 mL", "None")
        assert supply.last_covered == date(2027, 7, 25)

    def test_the_last_of_a_bottle_is_taken_with_the_first_of_the_next(self) -> None:
        small = liquid(bottles=[Bottle(size="7 mL", authors=[OURS])])
        steps = schedule(small, (3, {"bedtime": 10 * MG}))
        supply = count_supply(steps, [small], date(2026, 12, 3))
        assert dispensed(supply.lines[0]) == ("15 mL", 3, "7 mL", "6 mL")

    def test_a_bottle_smaller_than_a_day_is_opened_several_times_a_day(self) -> None:
        cup = liquid(bottles=[Bottle(size="2 mL", authors=[OURS])])
        steps = schedule(cup, (None, {"bedtime": 10 * MG}))
        supply = count_supply(steps, [cup], date(2026, 12, 1))
        assert dispensed(supply.lines[0]) == ("5 mL", 3, "2 mL", "1 mL")
        assert supply.last_covered == date(2026, 12, 1)

    def test_takings_before_a_late_first_one_are_not_dispensed(self) -> None:
        steps = schedule(ONE, *RAMP, first_taking="evening")
        supply = count_supply(steps, [ONE], date(2026, 12, 3))
        assert str(supply.lines[0].volume) == "35 mL"

    def test_a_reserve_is_kept_apart(self) -> None:
        supply = count_supply(schedule(FIVE, *RAMP), [FIVE], date(2026, 12, 28), reserve_days=7)
        assert dispensed(supply.lines[0]) == ("282 mL", 1, "300 mL", "18 mL")
        assert dispensed(supply.reserve[0]) == ("84 mL", 1, "120 mL", "36 mL")
        assert (supply.reserve_days, supply.last_covered) == (7, date(2026, 12, 29))

    def test_a_reserve_is_of_the_step_in_force_on_the_last_day(self) -> None:
        supply = count_supply(schedule(ONE, *RAMP), [ONE], date(2026, 12, 3), reserve_days=2)
        assert str(supply.reserve[0].volume) == "30 mL"

    def test_a_bounded_schedule_ends_its_supply(self) -> None:
        steps = schedule(ONE, (3, three(5 * MG)))
        supply = count_supply(steps, [ONE], date(2027, 6, 1))
        assert supply.until == supply.last_covered == date(2026, 12, 3)

    def test_days_without_a_dose_are_covered_by_nothing(self) -> None:
        steps = Schedule(
            before="unknown",
            steps=[
                Step(
                    start=date(2026, 12, 1),
                    days=3,
                    phase="taper",
                    regimen=Regimen(
                        administrations=[Administration(at="bedtime", dose=Dose("0 mg"))]
                    ),
                ),
                schedule(ONE, A_LITTLE).steps[0].model_copy(update={"start": date(2026, 12, 4)}),
            ],
        )
        supply = count_supply(steps, [ONE], date(2026, 12, 2))
        assert (supply.lines, supply.last_covered) == ((), date(2026, 12, 3))

    def test_a_century_of_it_is_counted(self) -> None:
        supply = count_supply(schedule(ONE, A_LITTLE), [ONE], date(2126, 11, 30))
        assert str(supply.lines[0].volume) == "182620 mL"

    def test_tablets_where_a_liquid_is_named_are_refused(self) -> None:
        piece = Piece(product=ONE.id, count=1, part="whole")
        taking = Administration(at="bedtime", dose=Dose("5 mg"), pieces=(piece,))
        step = Step(
            start=date(2026, 12, 1),
            days=None,
            regimen=Regimen(administrations=(taking,)),
            phase="titration",
        )
        with pytest.raises(InvalidValueError, match="may not be taken as a whole"):
            count_supply(Schedule(before="unknown", steps=(step,)), [ONE], date(2026, 12, 2))

    def test_one_liquid_is_one_strength(self) -> None:
        assert strengths_finding(schedule(ONE, *RAMP), [ONE]) is None
