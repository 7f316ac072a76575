"""Which dose falls, and when one is dropped: data with an author, which the stair obeys."""

from __future__ import annotations

import pytest

from baclofen_titration.checker.tapers import taper_rules
from baclofen_titration.taper import order_rules, stair
from baclofen_titration.taper.stair import Descent, Stair
from clinical.hand import FOUR_OF_20, assert_is, codes, go_down

LIMITS = {
    "max_fall": 10_000, "max_fall_per_dose": 10_000, "min_days_between_falls": 2,
    "max_last_daily_dose": 10_000,
}  # fmt: skip
ORDER = ("midday", "morning", "evening", "bedtime")


def walk(present: dict[str, int], makeable: tuple[int, ...] = (5_000, 10_000)) -> list[dict]:
    return Stair(Descent(LIMITS, makeable, ORDER), present, 0).steps


def test_each_rule_is_a_judgement_with_its_reason_and_the_judge_has_its_own():
    assert {name: rule.value for name, rule in order_rules().items()} == {
        "balance": "largest first", "number-of-doses": "only as a fall",
    }  # fmt: skip
    assert all(rule.judgement for rule in order_rules().values())
    theirs = taper_rules()
    assert theirs["smaller-dose-falls-first"].value == "the largest dose first"
    assert theirs["doses-change-with-daily-dose"].value == "never on one day"


def test_the_stair_does_what_the_data_says(monkeypatch):
    uneven = {"morning": 5_000, "evening": 10_000}
    assert walk(uneven)[1] == {"morning": 5_000, "evening": 5_000}
    # Another word in the data, and another dose falls: what is written is what is done.
    other = dict(order_rules())
    other["balance"] = other["balance"].model_copy(update={"value": "smallest first"})
    monkeypatch.setitem(stair.BALANCES, "smallest first", lambda dose: dose)
    monkeypatch.setattr(stair, "order_rules", lambda: other)
    assert walk(uneven)[1] == {"evening": 10_000}


def test_a_word_that_the_stair_does_not_know_is_not_obeyed_in_silence(monkeypatch):
    other = dict(order_rules())
    other["balance"] = other["balance"].model_copy(update={"value": "as it comes"})
    monkeypatch.setattr(stair, "order_rules", lambda: other)
    with pytest.raises(KeyError):
        walk({"morning": 5_000})


def test_from_four_doses_a_day_to_three_only_as_doses_fall() -> None:
    # Largest first, among equals midday, morning, evening, bedtime; 5 mg from each in turn, and a
    # dose is dropped only when it is itself the fall.
    checked = go_down(FOUR_OF_20, fall="5 mg/day", every="2 days")
    counts = [len(step.regimen.administrations) for step in checked.schedule.steps]
    assert counts == sorted(counts, reverse=True)
    assert counts == [4] * 12 + [3, 2, 1]
    assert_is(go_down("morning 5 mg, midday 5 mg, evening 5 mg, bedtime 5 mg",
                      fall="5 mg/day", every="7 days"), """
        days                     | morning  | midday   | evening  | bedtime  | day
        2026-12-01 to 2026-12-07 | 5 = 1x5  | -        | 5 = 1x5  | 5 = 1x5  | 15
        2026-12-08 to 2026-12-14 | -        | -        | 5 = 1x5  | 5 = 1x5  | 10
        2026-12-15 to 2026-12-21 | -        | -        | -        | 5 = 1x5  | 5
        from 2026-12-22          | -        | -        | -        | -        | 0
    """)  # fmt: skip


def test_the_one_that_is_asked_for_falls_first_among_equals_only() -> None:
    checked = go_down("morning 10 mg, midday 10 mg, evening 10 mg", fall="5 mg/day",
                      every="7 days", first_to_fall="evening")  # fmt: skip
    first = checked.schedule.steps[0].regimen.micrograms
    assert first == {"morning": 10_000, "midday": 10_000, "evening": 5_000}
    uneven = go_down("morning 5 mg, evening 10 mg", fall="5 mg/day", every="7 days",
                     first_to_fall="morning")  # fmt: skip
    assert uneven.schedule.steps[0].regimen.micrograms == {"morning": 5_000, "evening": 5_000}
    assert not codes(uneven) & {"smaller-dose-falls-first", "doses-change-with-daily-dose"}
