"""Where products make a taper coarser, slower or impossible, those that would do are named."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, Taking, TaperRequest, TitrationRequest, load_products
from baclofen_titration.errors import (
    BaclofenTitrationError,
    InvalidValueError,
    RefusedError,
    TaperError,
    UnmakeableError,
    UnsafeScheduleError,
)
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.planning.ways import Curve, TableRow
from baclofen_titration.protocols import load_protocol, read_protocol
from every_way_down import MADE_UP as CITE
from rulebook.make_protocol import make_protocol_text

LIQUIDS = "Of the products that are shipped, us-liquid-5mg-in-5ml or us-liquid-10mg-in-5ml would"
NAMED = re.compile(r"are shipped, (.+) would make (?:it|one)\.$")
TWICE_10 = "morning 10 mg, evening 10 mg"


def request(taking, products="us-tablets", **asked):
    return TaperRequest(
        protocol=load_protocol("us-label-adult"),
        products=load_products(products),
        patient=Patient(age="46 years", kidneys="unknown"),
        taking=Taking(regimen=taking, since="2026-10-01"),
        start="2026-12-01",
        **asked,
    )


def says_of(checked, code):
    return next(found.says for found in checked.report.findings if found.code == code)


@pytest.mark.parametrize(
    ("taking", "asked", "would"),
    [
        ("bedtime 3 mg", {"over": "14 days"}, "make it"),
        (TWICE_10, {"share": "10 % of present", "every": "7 days"}, "make it"),
        (TWICE_10, {"over": "14 days", "to": "12 mg/day"}, "make it"),
        ("morning 5 mg, evening 5 mg", {"pump_share": "25 %"}, "make one"),
    ],
)
def test_a_refusal_names_products_that_would_do(taking, asked, would):
    with pytest.raises(TaperError) as refused:
        plan_taper(request(taking, **asked))
    assert refused.value.by_products
    assert str(refused.value).endswith(f"{LIQUIDS} {would}.")


def test_what_no_product_changes_is_not_put_down_to_products():
    with pytest.raises(TaperError) as refused:
        plan_taper(request("morning 20 mg, midday 20 mg, evening 20 mg", over="3 days"))
    assert not refused.value.by_products
    assert "shipped" not in str(refused.value)


def test_that_no_shipped_product_would_do_is_said_too():
    with pytest.raises(TaperError, match="None of the products that are shipped would make it"):
        plan_taper(request("bedtime 50 micrograms", over="14 days"))


def test_a_table_names_products_that_make_all_of_it():
    row = TableRow(take="morning 7 mg, evening 8 mg", days="7 days")
    with pytest.raises(UnmakeableError, match="nearest below is 5 mg") as refused:
        plan_taper(request(TWICE_10, table=(row,)))
    assert str(refused.value).endswith(f"{LIQUIDS} make all of it.")


def bedtime_only(**limits):
    rows = [{"bedtime": 10_000}, {"bedtime": 20_000}]
    return read_protocol(make_protocol_text(table=rows, **limits), "test-protocol")


def test_down_to_a_limit_names_products_that_reach_it():
    asked = request("bedtime 25 mg", "eu-tablet-25", to_limit=True, over="14 days")
    with pytest.raises(TaperError, match=r"at or below the maximum of 20 mg/day") as refused:
        plan_taper(asked.model_copy(update={"protocol": bedtime_only()}))
    assert "would make one" in str(refused.value)


@pytest.mark.parametrize(
    ("taking", "products", "kind"),
    [
        ("morning 4 mg, midday 4 mg, evening 5 mg", "us-tablets", "more than half of the day"),
        ("morning 12 mg, evening 7 mg", "us-tablet-10-whole", "is dropped while another one falls"),
        ("morning 5 mg, evening 3 mg", "us-tablets", "falls while a larger one stands"),
    ],
)
def test_a_harsh_fall_that_products_force_names_those_that_spare_it(taking, products, kind):
    asked = {"fall": "10 mg/day", "every": "7 days"}
    says = says_of(plan_taper(request(taking, products, **asked)), "finer-products")
    assert kind in says
    assert says.endswith("would make a way without that.")
    product = says.partition("are shipped, ")[2].split(" or ")[0]
    spared = plan_taper(request(taking, product, **asked))
    harsh = {"fall-above-half", "doses-change-with-daily-dose", "smaller-dose-falls-first"}
    assert not harsh & {found.code for found in spared.report.findings}


def test_a_slowed_taper_names_products_that_keep_its_pace():
    # At most 7.5 mg at once: 5 mg tablets take 15, 10 and 5 mg; a liquid takes two steps between.
    asked = request("bedtime 20 mg", "us-tablet-5", over="4 days", if_too_fast="stretch")
    protocol = bedtime_only(max_fall_ug=7_500)
    says = says_of(plan_taper(asked.model_copy(update={"protocol": protocol})), "slower-than-asked")
    named = says.partition("are shipped, ")[2]
    assert named.endswith("would keep that pace.")
    held = load_products(f"us-tablet-5, {named.split(' or ')[0]}")
    better = asked.model_copy(update={"protocol": protocol, "products": held})
    assert "slower-than-asked" not in {found.code for found in plan_taper(better).report.findings}
    # Where a limit alone is in the way, no product is blamed.
    asked = request("bedtime 20 mg", over="1 day", if_too_fast="stretch")
    assert "shipped" not in says_of(plan_taper(asked), "slower-than-asked")


class TestAWholeCourse:
    def course(self, products, **limits):
        return TitrationRequest(
            protocol=bedtime_only(**limits),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            taking="nothing",
            start="2026-12-01",
            aim="20 mg/day",
            stay="14 days",
            then_taper="28 days",
        )

    def test_names_products_for_the_way_down_that_make_the_way_up_too(self):
        with pytest.raises(TaperError, match="finer doses") as refused:
            plan_titration(self.course("us-tablet-10-whole", max_fall_ug=5_000))
        words = str(refused.value).partition("are shipped, ")[2]
        assert words.endswith("would make it.")
        product = words.split(" or ")[0]
        plan = plan_titration(self.course(f"us-tablet-10-whole, {product}", max_fall_ug=5_000))
        assert plan.schedule.then == "stopped"


@pytest.mark.parametrize(
    ("taking", "products", "asked"),
    [
        ("evening 10 mg", "us-packets", {"share": "25 % of present", "every": "7 days"}),
        ("evening 15 mg", "us-tablet-15", {"fall": "5 mg/day", "every": "7 days"}),
        ("bedtime 7.5 mg", "eu-tablets-whole", {"fall": "5 mg/day", "every": "7 days"}),
        (TWICE_10, "us-tablets", {"fall": "2.5 mg/day", "every": "7 days"}),
        ("evening 60 mg", "uk-tablets", {"fall": "5 mg/day", "every": "7 days"}),
    ],
)
def test_a_named_product_falls_at_once_and_gets_all_the_way_down(taking, products, asked):
    with pytest.raises(TaperError) as refused:
        plan_taper(request(taking, products, **asked))
    present = Taking(regimen=taking, since="unknown").regimen.daily_dose
    names = re.search(r"shipped, (\S+) or (\S+) would make it\.$", str(refused.value)).groups()
    for name in names:
        done = []
        for held in (name, f"{name}, {products}"):
            try:
                done.append(plan_taper(request(taking, held, **asked)).schedule)
            except BaclofenTitrationError:
                continue  # a liquid stands alone, and a strength may need the others beside it
        assert any(way.steps[0].regimen.daily_dose < present for way in done), name


@pytest.mark.parametrize(
    ("taking", "products", "asked", "clash"),
    [
        ("evening 15 mg", "us-tablet-15", {"over": "14 days"},
         "the largest that may be stopped from is 10 mg/day"),
        ("bedtime 7.5 mg", "us-packets", {"fall": "2 mg/day", "every": "7 days"},
         "the fall that was asked for there is 2 mg/day"),
        ("morning 20 mg, evening 20 mg", "us-packet-20", {"fall": "10 mg/day", "every": "7 days"},
         "the largest fall allowed there is 10 mg/day"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_limit_that_clashes_and_no_other(taking, products, asked, clash):
    with pytest.raises(TaperError, match=clash):
        plan_taper(request(taking, products, **asked))


def test_a_curve_below_the_smallest_dose_keeps_it_until_its_last_day():
    points = [{"day": 1, "share": "50 %"}, {"day": 15, "share": "nothing"}]
    way = plan_taper(request("bedtime 5 mg", "us-packets", curve=Curve(points=points, cite=CITE)))
    (step,) = way.schedule.steps
    assert (str(step.regimen), step.days, way.schedule.then) == ("bedtime 5 mg", 14, "stopped")
    assert "us-liquid-5mg-in-5ml" in says_of(way, "no-smaller-dose")


DOSES = st.sampled_from(["2.5 mg", "3 mg", "5 mg", "7.5 mg", "10 mg", "12 mg", "20 mg", "25 mg"])
PACES = st.sampled_from(
    [
        {"over": "14 days"},
        {"over": "6 weeks", "to": "2 mg/day"},
        {"fall": "3 mg/day", "every": "7 days"},
        {"share": "15 % of present", "every": "7 days"},
        {"share": "20 % of start", "every": "3 days", "if_too_fast": "stretch"},
        {"halve_every": "7 days", "floor": "2.5 mg/day", "if_too_fast": "stretch"},
        {"pump_share": "25 %"},
    ]
)
HELD = st.sampled_from(["us-tablets", "us-tablet-20", "eu-tablets-whole", "us-liquid-25mg-in-5ml"])


@settings(max_examples=60, deadline=None)
@given(st.lists(DOSES, min_size=1, max_size=3), HELD, PACES)
def test_each_product_that_a_refusal_names_makes_the_way(doses, held, pace):
    times = ("morning", "midday", "evening")
    asked = request(", ".join(map(" ".join, zip(times, doses, strict=False))), held, **pace)
    try:
        plan_taper(asked)
    except TaperError as refused:
        named = NAMED.search(str(refused))
    except UnsafeScheduleError:
        return  # the judge asks a clinician, whatever it is made of
    else:
        return
    for product in () if named is None else named[1].split(" or "):
        plans = []
        for products in (product, f"{held}, {product}"):
            with suppress(RefusedError, InvalidValueError):
                other = asked.model_copy(update={"products": load_products(products)})
                plans.append(plan_taper(other))
        assert plans, f"{product} was named and makes no such way"
