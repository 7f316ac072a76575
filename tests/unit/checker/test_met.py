"""What was met before is looked at again each time, and what was read from it goes with it."""

from __future__ import annotations

from gc import get_referents
from typing import Any

import pytest

from baclofen_titration.checker import check, met
from baclofen_titration.findings import SafetyReport
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.product import Product
from baclofen_titration.provenance import Citation
from baclofen_titration.quantities import Dose
from baclofen_titration.schedule import Schedule
from unit.checker.building import ADULT, LABEL, SYRUP, TABLETS, change_pieces, ramp, taper
from unit.checker.building import day as day_of


def cited() -> Limits:
    author = Citation(
        kind="label", source="S1", title="A label", section="4.2", grade="A", says="At most 20 mg."
    )
    return Limits.of(
        [
            Limit(rule="max_dose", value="20 mg", authors=[author]),
            Limit(rule="max_rise", value="15 mg/day", authors=[author.model_copy()]),
        ]
    )


def judged(schedule: Schedule, limits: Limits | None = None, **more: Any) -> SafetyReport:
    """Judged several times: taken in, met, and met together."""
    reports = [
        check(schedule, limits=limits, patient=ADULT, protocol=LABEL, **more) for _ in range(3)
    ]
    assert reports[0].model_dump() == reports[1].model_dump() == reports[2].model_dump()
    return reports[0]


def is_malformed(report: SafetyReport) -> bool:
    return [finding.code for finding in report.findings] == ["malformed-schedule"]


def under_other_names(held: dict[str, Any]) -> None:
    """The same objects in the same order, the first two under each other's names."""
    (one, first), (two, second), *rest = [*held.items()]
    held.clear()
    held.update([(two, first), (one, second), *rest])


def one_field_less(held: dict[str, Any]) -> None:
    held.popitem()


def one_field_more(held: dict[str, Any]) -> None:
    held["more"] = None


@pytest.mark.parametrize("break_", [under_other_names, one_field_less, one_field_more])
@pytest.mark.parametrize(
    "pick",
    [
        lambda schedule, limits: limits.limits[0],
        lambda schedule, limits: limits.limits[0].authors[0],
        lambda schedule, limits: schedule.steps[0].regimen.administrations[0],
        lambda schedule, limits: schedule.steps[0].regimen.administrations[0].pieces[0],
    ],
)
def test_fields_that_were_moved_are_seen(break_, pick):
    schedule, limits = ramp(), cited()
    before = judged(schedule, limits, products=TABLETS)
    assert before.stops == ()
    held = pick(schedule, limits).__dict__
    kept = dict(held)
    break_(held)
    assert is_malformed(judged(schedule, limits, products=TABLETS))
    held.clear()
    held.update(kept)
    assert judged(schedule, limits, products=TABLETS) == before


def test_a_field_that_went_to_the_next_model_is_seen():
    """All names and objects, one after another, are the same as before."""
    limits = cited()
    judged(ramp(), limits)
    one, two = limits.limits[0].authors[0].__dict__, limits.limits[1].__dict__
    name, part = one.popitem()
    kept = dict(two)
    two.clear()
    two.update({name: part, **kept})
    assert is_malformed(judged(ramp(), limits))


def test_a_class_that_was_changed_is_seen():
    class Laxer(Limit):
        @property
        def amount(self) -> int:
            return 10**9

    limits = cited()
    judged(ramp(), limits)
    object.__setattr__(limits.limits[0], "__class__", Laxer)
    assert is_malformed(judged(ramp(), limits))


def test_fields_that_were_replaced_as_a_whole_are_seen():
    limits = cited()
    assert judged(ramp(), limits).stops == ()
    held = {**limits.limits[0].__dict__, "value": Dose("15 mg")}
    object.__setattr__(limits.limits[0], "__dict__", held)
    assert {f.allowed for f in judged(ramp(), limits).stops} == {"15 mg"}


def test_what_was_read_from_a_value_goes_with_what_it_holds():
    schedule, limits = ramp(), cited()
    dose = schedule.steps[-1].regimen.administrations[0].dose
    for micrograms, daily in ((20_000, None), (45_000, "105 mg/day"), (20_000, None)):
        object.__setattr__(dose, "_micrograms", micrograms)
        found = {f.code: f.found for f in judged(schedule, limits).stops}
        assert found.get("daily-dose-above-maximum") == daily
    amount = limits.limits[0].value
    for micrograms, allowed in ((15_000, {"15 mg"}), (20_000, set()), (15_000, {"15 mg"})):
        object.__setattr__(amount, "_micrograms", micrograms)
        assert {f.allowed for f in judged(schedule, limits).stops} == allowed


def test_pieces_are_weighed_anew_with_other_products():
    schedule = ramp()
    shelf = tuple(product.model_copy() for product in TABLETS)
    right = judged(schedule, products=shelf)
    assert right.stops == ()
    for strength, codes in (("4 mg", {"pieces-do-not-add-up"}), ("5 mg", set())):
        [five] = [product for product in shelf if product.id == "five"]
        object.__setattr__(five, "strength", Dose(strength))
        assert {f.code for f in judged(schedule, products=shelf).stops} == codes
    assert {f.code for f in judged(schedule, products=shelf[1:]).stops} <= {"unknown-product"}


def test_a_liquid_beside_solids_is_found_however_often_each_was_right():
    schedule = change_pieces(
        ramp(), 1, "morning", [{"product": "syrup", "count": 50, "part": "measure"}]
    )
    mixed = judged(schedule, products=(*TABLETS, SYRUP))
    assert [(f.code, f.on) for f in mixed.stops] == [("mixed-products", day_of(1))]


@pytest.mark.parametrize("is_hidden", [lambda part: True, lambda part: type(part) is int])
def test_where_python_shows_less_everything_is_read_anew(monkeypatch, is_hidden):
    monkeypatch.setattr(
        met,
        "get_referents",
        lambda *parts: [part for part in get_referents(*parts) if not is_hidden(part)],
    )
    schedule, limits = ramp(), cited()
    assert judged(schedule, limits).stops == ()
    object.__setattr__(limits.limits[0].value, "_micrograms", 15_000)
    assert {f.allowed for f in judged(schedule, limits).stops} == {"15 mg"}
    object.__setattr__(limits.limits[0].value, "_micrograms", -1)
    assert is_malformed(judged(schedule, limits))


def test_what_is_remembered_has_an_end(monkeypatch):
    company = met._Company()
    for name, value in (
        ("_met", {}),
        ("_company", company),
        ("MOST_MET", 24),
        ("MOST_TOGETHER", 12),
    ):
        monkeypatch.setattr(met, name, value)
    met_, together = [], []
    schedule, longer = ramp(), taper()
    for product in (*TABLETS, SYRUP) * 2:
        judged(schedule, products=(Product(**dict(product)),))
        judged(longer)
        met_.append(len(met._met))
        together.append(sum(map(len, company.held)))
    assert max(met_) <= 24
    assert 9 <= max(together) <= 12
    monkeypatch.setattr(met, "MOST_TOGETHER", 8)
    company.held.clear()
    judged(schedule)
    assert max(map(len, company.held)) <= 8
