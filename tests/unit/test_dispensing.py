"""Pieces, makeable doses and supply, by hand-worked examples."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from baclofen_titration.dates import LAST_DATE
from baclofen_titration.dispensing import (
    choose_pieces,
    count_supply,
    makeable_micrograms,
    nearest_makeable,
    strengths_finding,
)
from baclofen_titration.errors import (
    DateError,
    InvalidValueError,
    MissingInputError,
    QuantityError,
    UnmakeableError,
)
from baclofen_titration.product import Pack, Part, Product, load_products, shipped_products
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Schedule, Step

MG = 1000
OURS = Judgement(says="An invented tablet.", reason="It is only for this test.")
WHOLE_10_AND_25 = load_products("eu-tablets-whole")
Pieces = list[tuple[int, Part, str]]


def tablet(name: str, strength: str, *parts: Part, packs: tuple[int, ...] = ()) -> Product:
    return Product(
        id=name,
        name=f"{strength} tablet",
        form="tablet",
        strength=Dose(strength),
        parts=("whole", *parts),
        authors=(OURS,),
        packs=tuple(Pack(size=size, authors=(OURS,)) for size in packs),
    )


def chosen(doses_mg: list[int], products: tuple[Product, ...], **more: int) -> dict[int, Pieces]:
    pieces = choose_pieces([dose * MG for dose in doses_mg], products, **more)
    return {
        dose // MG: [(piece.count, piece.part, piece.product) for piece in made]
        for dose, made in pieces.items()
    }


def regimen(**takings: tuple[str, list[tuple[str, int, Part]]]) -> Regimen:
    return Regimen(
        administrations=tuple(
            Administration(
                at=at,
                dose=Dose(dose),
                pieces=tuple(Piece(product=p, count=n, part=part) for p, n, part in pieces),
            )
            for at, (dose, pieces) in takings.items()
        )
    )


def schedule(*steps: tuple[int | None, Regimen], **more: object) -> Schedule:
    made, start = [], date(2026, 12, 1)
    for days, pattern in steps:
        made.append(Step(start=start, days=days, regimen=pattern, phase="titration"))
        start = date.fromordinal(start.toordinal() + (days or 0))
    return Schedule(**{"before": "nothing", "steps": made, **more})


HALF_AT_NIGHT = regimen(bedtime=("5 mg", [("uk-tablet-10", 1, "half")]))
UK = load_products("uk-tablets")


class TestMakeable:
    def test_us_tablets_make_every_5_mg_up_to_80_mg(self) -> None:
        products = load_products("us-tablets")
        assert makeable_micrograms(products, 100 * MG) == tuple(range(5 * MG, 81 * MG, 5 * MG))

    def test_four_whole_tablets_of_10_and_25_mg(self) -> None:
        made = [micrograms // MG for micrograms in makeable_micrograms(WHOLE_10_AND_25, 10**9)]
        assert made == [10, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 75, 85, 100]

    def test_the_bound_belongs_to_it(self) -> None:
        assert makeable_micrograms(UK, 10 * MG) == (5 * MG, 10 * MG)
        assert makeable_micrograms(UK, 10 * MG - 1) == (5 * MG,)
        assert makeable_micrograms(UK, 0) == ()

    def test_nearest(self) -> None:
        assert nearest_makeable(15 * MG, WHOLE_10_AND_25) == (10 * MG, 20 * MG)
        assert nearest_makeable(20 * MG, WHOLE_10_AND_25) == (10 * MG, 25 * MG)
        assert nearest_makeable(5 * MG, WHOLE_10_AND_25) == (None, 10 * MG)
        assert nearest_makeable(0, WHOLE_10_AND_25) == (None, 10 * MG)
        assert nearest_makeable(500 * MG, WHOLE_10_AND_25) == (100 * MG, None)

    @pytest.mark.parametrize("bad", [True, 5.0, "5 mg", None, -1, 10**9 + 1])
    def test_micrograms_are_plain_numbers(self, bad: object) -> None:
        for ask in (
            lambda: makeable_micrograms(UK, bad),  # type: ignore[arg-type]
            lambda: nearest_makeable(bad, UK),  # type: ignore[arg-type]
            lambda: choose_pieces([bad], UK),  # type: ignore[list-item]
        ):
            with pytest.raises(QuantityError):
                ask()

    @pytest.mark.parametrize("bad", [True, 4.0, "4", 0, -1, 21])
    def test_pieces_in_one_dose_are_1_to_20(self, bad: object) -> None:
        with pytest.raises(InvalidValueError, match="1 to 20"):
            makeable_micrograms(UK, 80 * MG, max_pieces=bad)  # type: ignore[arg-type]

    def test_true_does_not_pass_for_one_piece_after_one_piece_was_asked_for(self) -> None:
        assert makeable_micrograms(UK, 80 * MG, max_pieces=1) == (5 * MG, 10 * MG)
        with pytest.raises(InvalidValueError):
            makeable_micrograms(UK, 80 * MG, max_pieces=True)

    def test_no_product_is_not_guessed(self) -> None:
        with pytest.raises(MissingInputError, match="tablets are at hand"):
            makeable_micrograms((), 80 * MG)

    def test_two_products_of_one_id_have_to_agree(self) -> None:
        one = tablet("made-up", "10 mg")
        assert makeable_micrograms((one, one), 10 * MG) == (10 * MG,)
        with pytest.raises(InvalidValueError, match="made-up"):
            makeable_micrograms((one, tablet("made-up", "20 mg")), 10 * MG)

    def test_what_cannot_be_searched_whole_is_refused(self) -> None:
        many = tuple(tablet(f"made-up-{n}", f"{n} mg") for n in range(1, 18))
        with pytest.raises(InvalidValueError, match="name fewer"):
            makeable_micrograms(many, MG)
        with pytest.raises(InvalidValueError, match="combinations"):
            makeable_micrograms(many[:16], MG, max_pieces=20)


class TestChoice:
    @pytest.mark.parametrize("dose", [30, 40, 55, 65, 80, 90])
    def test_whole_10_and_25_mg_make_what_a_greedy_search_misses(self, dose: int) -> None:
        made = chosen([dose], WHOLE_10_AND_25, max_pieces=6)[dose]
        strengths = {"eu-tablet-25": 25, "eu-tablet-10-whole": 10}
        assert sum(count * strengths[name] for count, _, name in made) == dose

    @pytest.mark.parametrize(
        ("dose", "pieces"),
        [
            (30, [(3, "whole", "eu-tablet-10-whole")]),
            (40, [(4, "whole", "eu-tablet-10-whole")]),
            (55, [(1, "whole", "eu-tablet-25"), (3, "whole", "eu-tablet-10-whole")]),
        ],
    )
    def test_of_them_four_pieces_make_30_40_and_55_mg(self, dose: int, pieces: Pieces) -> None:
        assert chosen([dose], WHOLE_10_AND_25) == {dose: pieces}

    def test_and_65_80_and_90_mg_are_refused_with_their_neighbours(self) -> None:
        with pytest.raises(UnmakeableError) as refusal:
            chosen([90, 65, 80, 30], WHOLE_10_AND_25)
        lines = str(refusal.value).splitlines()
        assert len(lines) == 4
        assert "65 mg: nearest below is 60 mg, nearest above is 70 mg." in lines[1]
        assert "80 mg: nearest below is 75 mg, nearest above is 85 mg." in lines[2]
        assert "90 mg: nearest below is 85 mg, nearest above is 100 mg." in lines[3]

    def test_one_strength_for_the_whole_schedule_comes_first(self) -> None:
        assert chosen([5, 10, 25], UK) == {
            5: [(1, "half", "uk-tablet-10")],
            10: [(1, "whole", "uk-tablet-10")],
            25: [(2, "whole", "uk-tablet-10"), (1, "half", "uk-tablet-10")],
        }

    def test_of_equally_few_strengths_fewest_splits_win(self) -> None:
        assert chosen([5, 20], UK) == {
            5: [(1, "whole", "uk-tablet-5")],
            20: [(4, "whole", "uk-tablet-5")],
        }

    def test_of_equally_few_splits_fewest_pieces_win(self) -> None:
        products = (tablet("five", "5 mg"), tablet("ten", "10 mg"), tablet("twenty", "20 mg"))
        assert chosen([20, 40], products) == {
            20: [(1, "whole", "twenty")],
            40: [(2, "whole", "twenty")],
        }

    def test_splits_and_pieces_are_added_over_the_different_doses(self) -> None:
        products = (tablet("eight", "8 mg", "half"), tablet("twelve", "12 mg", "half", "quarter"))
        assert chosen([24, 12, 24, 24], products) == {
            12: [(1, "whole", "twelve")],
            24: [(2, "whole", "twelve")],
        }

    def test_within_a_dose_one_product_comes_before_two(self) -> None:
        products = (tablet("twenty", "20 mg"), tablet("fifteen", "15 mg"), tablet("ten", "10 mg"))
        assert chosen([20, 15, 10, 30], products, max_pieces=2)[30] == [(2, "whole", "fifteen")]

    def test_larger_strengths_come_first_and_then_ids(self) -> None:
        products = (tablet("six", "6 mg"), tablet("twelve-b", "12 mg"), tablet("twelve-a", "12 mg"))
        assert chosen([12], products) == {12: [(1, "whole", "twelve-a")]}
        four = tuple(tablet(f"of-{n}", f"{n} mg") for n in (11, 17, 21, 27))
        made = chosen([11, 17, 21, 27, 38], four)
        assert made[38] == [(1, "whole", "of-27"), (1, "whole", "of-11")]
        assert chosen([38], four)[38] == made[38]

    def test_half_and_quarter(self) -> None:
        quartered = (tablet("forty", "40 mg", "half", "quarter"),)
        assert chosen([10, 20, 70], quartered) == {
            10: [(1, "quarter", "forty")],
            20: [(1, "half", "forty")],
            70: [(1, "whole", "forty"), (1, "half", "forty"), (1, "quarter", "forty")],
        }

    def test_the_order_of_products_and_doses_changes_nothing(self) -> None:
        products = load_products("us-tablets, uk-tablets, eu-tablets")
        doses = [5 * MG, 25 * MG, 40 * MG]
        assert choose_pieces(doses, products) == choose_pieces(doses[::-1], products[::-1])
        assert list(choose_pieces(doses[::-1] * 2, products)) == doses

    def test_no_dose_needs_no_pieces(self) -> None:
        assert choose_pieces([], UK) == {}

    def test_a_dose_of_nothing_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="nothing"):
            choose_pieces([0, 5 * MG], UK)

    def test_nothing_that_is_returned_can_spoil_the_next_answer(self) -> None:
        first = choose_pieces([5 * MG], UK)
        first.clear()
        assert list(choose_pieces([5 * MG], UK)) == [5 * MG]

    @pytest.mark.parametrize(
        ("dose", "names", "mend"),
        [
            (5 * MG, "eu-tablets-whole", "Allow halves by asking for eu-tablet-10."),
            (12_500, "eu-tablets", "Allow halves by asking for eu-tablet-25-halved."),
            (
                5 * MG,
                "us-tablet-10-whole",
                (
                    "Allow halves by asking for us-tablet-10, "
                    "or add a 5 mg tablet by asking for us-tablet-5."
                ),
            ),
            (10 * MG, "us-tablet-15", "Add a 5 mg tablet by asking for us-tablet-5."),
            (2_500, "uk-tablet-5", "Choose a dose that can be made."),
            (90 * MG, "us-tablets", "Choose a dose that can be made."),
        ],
    )
    def test_a_refusal_says_how_to_mend_it(self, dose: int, names: str, mend: str) -> None:
        with pytest.raises(UnmakeableError) as refusal:
            choose_pieces([dose], load_products(names))
        assert str(refusal.value).endswith(mend)

    def test_a_mend_really_mends(self) -> None:
        assert choose_pieces([5 * MG], load_products("eu-tablet-10, eu-tablet-25"))
        assert choose_pieces([12_500], load_products("eu-tablet-10, eu-tablet-25-halved"))
        assert choose_pieces([10 * MG], load_products("us-tablet-15, us-tablet-5"))

    def test_tablets_of_another_market_are_not_suggested(self) -> None:
        with pytest.raises(UnmakeableError) as refusal:
            choose_pieces([5 * MG], (tablet("made-up", "10 mg"),))
        assert "Choose a dose" in str(refusal.value)

    def test_a_refusal_names_the_ends(self) -> None:
        with pytest.raises(UnmakeableError) as refusal:
            choose_pieces([5 * MG, 50 * MG], (tablet("made-up", "10 mg"),), max_pieces=1)
        message = str(refusal.value)
        assert "at most 1 piece in one dose" in message
        assert "5 mg: nearest below is nothing, nearest above is 10 mg." in message
        assert "50 mg: nearest below is 10 mg, nearest above is none." in message


class TestSupply:
    def test_a_half_that_nobody_takes_is_stated(self) -> None:
        supply = count_supply(schedule((None, HALF_AT_NIGHT)), UK, date(2026, 12, 7))
        (line,) = supply.lines
        assert line.product == "uk-tablet-10"
        assert line.pieces == (Piece(product="uk-tablet-10", count=7, part="half"),)
        assert line.tablets == 4
        assert line.left_over == (Piece(product="uk-tablet-10", count=1, part="half"),)
        assert (line.pack_size, line.packs) == (None, None)
        assert (supply.first, supply.until) == (date(2026, 12, 1), date(2026, 12, 7))
        assert supply.last_covered == date(2026, 12, 8)
        assert supply.reserve == ()

    def test_two_halves_come_from_one_tablet(self) -> None:
        (line,) = count_supply(schedule((6, HALF_AT_NIGHT)), UK, date(2026, 12, 6)).lines
        assert (line.tablets, line.left_over) == (3, ())

    def test_halves_of_two_products_never_share_a_tablet(self) -> None:
        products = (tablet("a", "10 mg", "half"), tablet("b", "10 mg", "half"))
        pattern = regimen(
            morning=("5 mg", [("a", 1, "half")]), evening=("5 mg", [("b", 1, "half")])
        )
        supply = count_supply(schedule((1, pattern)), products, date(2026, 12, 1))
        assert [(line.product, line.tablets) for line in supply.lines] == [("a", 1), ("b", 1)]

    def test_halves_and_quarters_never_share_a_tablet(self) -> None:
        product = tablet("a", "40 mg", "half", "quarter")
        pattern = regimen(
            morning=("20 mg", [("a", 1, "half")]), evening=("50 mg", [("a", 5, "quarter")])
        )
        (line,) = count_supply(schedule((1, pattern)), (product,), date(2026, 12, 1)).lines
        assert line.tablets == 3
        assert [(piece.count, piece.part) for piece in line.left_over] == [
            (1, "half"),
            (3, "quarter"),
        ]

    def test_takings_before_a_late_first_one_are_not_dispensed(self) -> None:
        pattern = regimen(
            morning=("5 mg", [("uk-tablet-5", 1, "whole")]),
            evening=("10 mg", [("uk-tablet-10", 1, "whole")]),
        )
        late = schedule((3, pattern), first_taking="evening")
        lines = count_supply(late, UK, date(2026, 12, 3)).lines
        assert [(line.product, line.tablets) for line in lines] == [
            ("uk-tablet-10", 3),
            ("uk-tablet-5", 2),
        ]
        assert [line.product for line in count_supply(late, UK, date(2026, 12, 1)).lines] == [
            "uk-tablet-10"
        ]

    def test_steps_after_the_horizon_are_not_dispensed(self) -> None:
        first = regimen(evening=("5 mg", [("uk-tablet-5", 1, "whole")]))
        then = regimen(evening=("10 mg", [("uk-tablet-10", 1, "whole")]))
        both = schedule((3, first), (None, then))
        (line,) = count_supply(both, UK, date(2026, 12, 2)).lines
        assert (line.product, line.tablets) == ("uk-tablet-5", 2)
        supply = count_supply(both, UK, date(2026, 12, 4))
        assert [line.tablets for line in supply.lines] == [1, 3]

    def test_a_bounded_schedule_ends_its_supply(self) -> None:
        supply = count_supply(schedule((6, HALF_AT_NIGHT)), UK, date(2027, 6, 1))
        assert supply.until == supply.last_covered == date(2026, 12, 6)
        assert supply.lines[0].tablets == 3

    def test_a_spare_half_covers_a_day_of_the_next_step_too(self) -> None:
        whole = regimen(bedtime=("10 mg", [("uk-tablet-10", 1, "whole")]))
        supply = count_supply(schedule((2, HALF_AT_NIGHT), (None, whole)), UK, date(2026, 12, 1))
        assert supply.last_covered == date(2026, 12, 2)

    def test_the_end_of_a_bounded_schedule_bounds_what_is_covered(self) -> None:
        packed = (tablet("uk-tablet-10", "10 mg", "half", packs=(84,)),)
        supply = count_supply(schedule((9, HALF_AT_NIGHT)), packed, date(2026, 12, 2))
        assert supply.last_covered == date(2026, 12, 9)

    def test_what_is_covered_ends_at_the_first_day_that_is_not(self) -> None:
        packed = (tablet("a", "5 mg", packs=(9,)), tablet("b", "10 mg"))
        first, other = (
            regimen(bedtime=("5 mg", [("a", 1, "whole")])),
            regimen(bedtime=("10 mg", [("b", 1, "whole")])),
        )
        steps = schedule((2, first), (1, other), (None, first))
        supply = count_supply(steps, packed, date(2026, 12, 1))
        assert (supply.lines[0].packs, supply.last_covered) == (1, date(2026, 12, 2))
        supply = count_supply(steps, packed, date(2026, 12, 3))
        assert (supply.lines[1].packs, supply.last_covered) == (1, date(2026, 12, 10))

    def test_packs_are_counted_only_where_a_size_is_known(self) -> None:
        packed = (tablet("uk-tablet-10", "10 mg", "half", packs=(10, 4)),)
        supply = count_supply(schedule((None, HALF_AT_NIGHT)), packed, date(2026, 12, 9))
        (line,) = supply.lines
        assert (line.tablets, line.pack_size, line.packs) == (5, 4, 2)
        assert supply.last_covered == date(2026, 12, 16)

    def test_of_two_sizes_that_leave_as_much_over_the_fewest_packs(self) -> None:
        packed = (tablet("uk-tablet-10", "10 mg", "half", packs=(5, 10)),)
        supply = count_supply(schedule((20, HALF_AT_NIGHT)), packed, date(2026, 12, 20))
        (line,) = supply.lines
        assert (line.tablets, line.pack_size, line.packs) == (10, 10, 1)

    def test_a_reserve_is_kept_apart(self) -> None:
        double = regimen(bedtime=("20 mg", [("uk-tablet-10", 2, "whole")]))
        both = schedule((2, HALF_AT_NIGHT), (None, double))
        supply = count_supply(both, UK, date(2026, 12, 4), reserve_days=3)
        assert [line.tablets for line in supply.lines] == [5]
        assert [line.tablets for line in supply.reserve] == [6]
        assert supply.reserve_days == 3
        early = count_supply(both, UK, date(2026, 12, 2), reserve_days=3)
        assert [line.tablets for line in early.reserve] == [2]
        assert early.last_covered == date(2026, 12, 2)

    def test_a_long_supply_adds_up(self) -> None:
        three = regimen(bedtime=("30 mg", [("uk-tablet-10", 3, "whole")]))
        (line,) = count_supply(schedule((None, three)), UK, date(2029, 11, 30)).lines
        assert sum(piece.count for piece in line.pieces) == line.tablets == 3 * 1096

    def test_a_step_that_takes_nothing_is_covered_to_the_end_of_the_calendar(self) -> None:
        nothing = regimen(bedtime=("0 mg", []))
        supply = count_supply(schedule((None, nothing)), UK, date(2026, 12, 4))
        assert (supply.lines, supply.last_covered) == ((), LAST_DATE)

    def test_a_horizon_before_the_start_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="before the first day"):
            count_supply(schedule((None, HALF_AT_NIGHT)), UK, date(2026, 11, 30))

    @pytest.mark.parametrize("bad", [datetime(2026, 12, 4), "4 Dec", None, 3])
    def test_a_horizon_is_a_civil_date(self, bad: object) -> None:
        with pytest.raises(DateError):
            count_supply(schedule((None, HALF_AT_NIGHT)), UK, bad)  # type: ignore[arg-type]

    @pytest.mark.parametrize("bad", [True, -1, 1.0, "3", 40_000])
    def test_a_reserve_is_whole_days(self, bad: object) -> None:
        with pytest.raises(InvalidValueError, match="reserve"):
            count_supply(
                schedule((None, HALF_AT_NIGHT)),
                UK,
                date(2026, 12, 4),
                bad,  # type: ignore[arg-type]
            )

    def test_all_faults_are_named_at_once(self) -> None:
        pattern = regimen(
            morning=("5 mg", []),
            midday=("2.5 mg", [("uk-tablet-5", 1, "half")]),
            evening=("10 mg", [("us-tablet-10", 1, "whole")]),
            bedtime=("15 mg", [("uk-tablet-10", 1, "whole")]),
        )
        with pytest.raises(InvalidValueError) as refusal:
            count_supply(schedule((None, pattern)), UK, date(2026, 12, 4))
        message = str(refusal.value)
        assert "step 1, morning: the pieces make nothing, the dose is 5 mg" in message
        assert "step 1, midday: uk-tablet-5 may not be taken as a half" in message
        assert "step 1, evening: us-tablet-10 is not among the products" in message
        assert "step 1, bedtime: the pieces make 10 mg, the dose is 15 mg" in message

    @pytest.mark.parametrize("second", [date(2026, 12, 3), date(2026, 12, 5)])
    def test_a_gap_or_an_overlap_is_not_counted(self, second: date) -> None:
        first, then = (
            Step(start=day, days=days, regimen=HALF_AT_NIGHT, phase="titration")
            for day, days in ((date(2026, 12, 1), 3), (second, None))
        )
        broken = Schedule(before="nothing", steps=(first, then))
        with pytest.raises(InvalidValueError, match="step 2 does not start on the day after"):
            count_supply(broken, UK, date(2026, 12, 9))


class TestStrengths:
    ONE = regimen(bedtime=("5 mg", [("us-tablet-5", 1, "whole")]))
    TWO = regimen(bedtime=("10 mg", [("us-tablet-10", 1, "whole")]))
    THREE = regimen(bedtime=("20 mg", [("us-tablet-20", 1, "whole")]))

    def test_two_strengths_pass(self) -> None:
        two = schedule((3, self.ONE), (None, self.TWO))
        assert strengths_finding(two, load_products("us-tablets")) is None

    def test_the_third_is_a_caution_from_the_day_it_comes_in(self) -> None:
        three = schedule((3, self.ONE), (3, self.TWO), (3, self.THREE), (None, self.ONE))
        finding = strengths_finding(three, load_products("us-tablets"))
        assert finding is not None
        assert (finding.code, finding.severity, finding.hard) == (
            "many-strengths",
            "caution",
            False,
        )
        assert (finding.found, finding.allowed) == ("3 strengths", "2 strengths")
        assert (finding.step, finding.on) == (3, date(2026, 12, 7))
        assert "5 mg, 10 mg, 20 mg" in finding.says
        assert (
            finding.authors == shipped_products().dispensing.max_strengths_without_caution.authors
        )

    def test_strengths_are_counted_not_products(self) -> None:
        products = tuple(tablet(name, "5 mg") for name in ("a", "b", "c"))
        steps = [(1, regimen(bedtime=("5 mg", [(product.id, 1, "whole")]))) for product in products]
        assert strengths_finding(schedule(*steps), products) is None

    def test_a_schedule_without_pieces_uses_no_strength(self) -> None:
        assert strengths_finding(schedule((None, regimen(bedtime=("5 mg", [])))), UK) is None

    def test_an_unknown_product_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="us-tablet-5"):
            strengths_finding(schedule((None, self.ONE)), UK)
