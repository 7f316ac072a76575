"""What is kept from one plan to the next gives the same plans as what is made anew."""

from __future__ import annotations

from itertools import product

import pytest

from baclofen_titration import (
    Patient,
    TitrationRequest,
    load_products,
    load_protocol,
    plan_titration,
)
from baclofen_titration.errors import BaclofenTitrationError
from baclofen_titration.kept import MOST_KEPT, Kept
from baclofen_titration.planning import workbench

PATIENT = Patient(age="46 years", kidneys="normal, tested 2026-11-12")
CHOICES = [
    dict(zip(("rise", "interval", "begin", "doses_a_day"), chosen, strict=True))
    for chosen in product(
        (None, "slowest", "fastest", "10 mg/day"),
        (None, "shortest", 4),
        (None, "lowest"),
        (None, "fewest", "most"),
    )
]
PROTOCOLS = ("us-label-adult", "de-label-adult", "jp-label-adult", "de-label-sensitive-adult")


def planned(protocol: str, products: str, chosen: dict[str, object]) -> str:
    request = TitrationRequest(
        protocol=load_protocol(protocol), products=load_products(products), patient=PATIENT,
        taking="nothing", aim="30 mg/day", start="2026-12-01", **chosen,
    )  # fmt: skip
    try:
        return plan_titration(request).schedule.model_dump_json()
    except BaclofenTitrationError as error:
        return str(error)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_choice_is_given_the_way_of_another(protocol, monkeypatch):
    kept = [planned(protocol, "us-tablets", chosen) for chosen in CHOICES]
    kept_again = [planned(protocol, "us-tablets", chosen) for chosen in reversed(CHOICES)]
    assert kept == kept_again[::-1]

    class Forgetful(Kept):  # type: ignore[type-arg]
        def get_of(self, owners, key, make):
            return make()

    monkeypatch.setattr(workbench, "_slopes", Forgetful())
    assert kept == [planned(protocol, "us-tablets", chosen) for chosen in CHOICES]


def test_products_decide_on_a_way_that_is_kept():
    whole = planned("us-label-adult", "eu-tablets-whole", {})
    assert planned("us-label-adult", "us-tablets", {}) != whole
    assert planned("us-label-adult", "eu-tablets-whole", {}) == whole


def test_another_owner_has_another_value_and_old_ones_are_forgotten():
    held: Kept[list[int]] = Kept()
    one, other = object(), object()
    first = held.get(one, "key", lambda: [1])
    assert held.get(one, "key", lambda: [2]) is first
    assert held.get(one, "other key", lambda: [3]) == [3]
    assert held.get(other, "key", lambda: [4]) == [4]
    for number in range(MOST_KEPT):
        held.get(one, number, lambda: [5])
    assert held.get(one, "key", lambda: [6]) == [6]
