"""Monitoring has days: each rule of the file is for somebody, on a day that is worked out."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration import (
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    load_products,
    load_protocol,
    plan_taper,
    plan_titration,
    to_ics,
)
from baclofen_titration.errors import RuleFileError
from baclofen_titration.formats import from_json, to_json
from baclofen_titration.protocols import read_protocol
from baclofen_titration.screening.data_file import text_of
from baclofen_titration.screening.watching import (
    Watched,
    read_watch_rules,
    watch_points,
    watch_rules,
)
from rulebook.make_protocol import AUTHOR, make_protocol_text

PLAN_ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
START, TOP, ABOVE = date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 7)
EVENTS = {"start": START, "last rise": TOP, "above usual range": ABOVE}
UP, DOWN = frozenset({"up"}), frozenset({"down"})
ALL = frozenset({"antihypertensives", "nsaids", "kidney-lowering", "liver-disease", "diabetes"})
# Worked by hand: the days after the event, and whether it is for whoever treats alone.
DAYS = {
    "before-starting": (date(2026, 12, 1), True),
    "first-three-days": (date(2026, 12, 3), True),
    "blood-pressure-at-first": (date(2026, 12, 3), True),
    "blood-pressure-at-the-top": (date(2026, 12, 12), True),
    "kidneys-with-other-medicines": (date(2026, 12, 8), True),
    "before-the-usual-range-is-passed": (date(2026, 12, 7), True),
    "benefit-at-six-weeks": (date(2027, 1, 21), False),
    "benefit-at-eight-weeks": (date(2027, 2, 4), False),
    "liver-and-glucose": (date(2027, 12, 1), True),
    "need-and-kidneys": (date(2027, 12, 1), False),
}
ALWAYS = {"liver-and-glucose", "need-and-kidneys"}
BY_ANSWERS = {
    "antihypertensives": {"blood-pressure-at-first", "blood-pressure-at-the-top"},
    "nsaids": {"kidneys-with-other-medicines"},
    "kidney-lowering": {"kidneys-with-other-medicines"},
    "liver-disease": {"liver-and-glucose"},
    "diabetes": {"liver-and-glucose"},
}


def points(directions=UP, from_nothing=True, codes=ALL, events=EVENTS, held=()):
    watched = Watched(directions, from_nothing, frozenset(codes), events)
    return {one.because[0].rule: one for one in watch_points(watched, frozenset(held))}


def test_every_rule_has_its_day_and_its_readers():
    assert [rule.key for rule in watch_rules()] == list(DAYS)
    assert {key: (one.on, one.watch) for key, one in points().items()} == DAYS


def test_a_way_down_keeps_what_is_looked_at_every_year():
    assert set(points(DOWN, from_nothing=False)) == ALWAYS


def test_whoever_takes_it_already_has_started():
    assert set(DAYS) - set(points(from_nothing=False)) == {"before-starting"}


@pytest.mark.parametrize("code", BY_ANSWERS)
def test_an_answer_asks_for_its_own_days(code):
    assert set(points(codes=[code])) - set(points(codes=[])) == BY_ANSWERS[code]


def test_an_event_that_does_not_come_has_no_day():
    assert set(DAYS) - set(points(events={"start": START, "last rise": TOP})) == {
        "before-the-usual-range-is-passed"
    }


def test_what_the_protocol_asks_for_on_that_day_stands_alone():
    kept = points(held=[("last rise", 42, None), ("start", None, 12)])
    assert set(DAYS) - set(kept) == {"benefit-at-six-weeks", "need-and-kidneys"}


def planned(protocol=None, aim="60 mg/day", **answers):
    return plan_titration(
        TitrationRequest(
            protocol=protocol or load_protocol("us-label-adult"),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12", **answers),
            taking="nothing",
            aim=aim,
            start=START,
        )
    )


def test_a_plan_carries_them_and_they_read_back():
    checked = planned(medicines="amlodipine")
    days = [(one.on, one.watch) for one in checked.schedule.reviews]
    assert days == sorted(days, key=lambda pair: pair[0])
    assert (date(2026, 12, 12), True) in days
    # The label's own review after six weeks, and ours after eight.
    assert [on for on, watch in days if not watch] == [
        date(2027, 1, 21), date(2027, 2, 4), date(2027, 12, 1),
    ]  # fmt: skip
    assert from_json(to_json(checked)).reviews == checked.schedule.reviews


def test_a_whole_plan_above_the_usual_range_has_every_day_of_monitoring():
    """The Danish text calls up to 80 mg usual: 15 mg a day more every third day, up to 90."""
    checked = plan_titration(
        TitrationRequest(
            protocol=load_protocol("dk-promedicin-adult"),
            reading="per-dose",
            products=load_products("us-tablets"),
            patient=Patient(
                age="46 years", kidneys="normal, tested 2026-11-12", medicines="amlodipine"
            ),
            taking="nothing",
            aim="90 mg/day",
            start=START,
        )
    )
    # 15, 30, 45, 60, 75 and 90 mg a day; the last rise is on 16 December.
    due = [
        (date(2026, 12, 1), True, "Before the first dose"),
        (date(2026, 12, 3), True, "first three days"),
        (date(2026, 12, 3), True, "Blood pressure"),
        (date(2026, 12, 16), True, "above the usual range"),
        (date(2026, 12, 18), True, "Blood pressure again"),
        (date(2027, 1, 27), False, "Does it help"),
        (date(2027, 2, 10), False, "Eight weeks"),
        (date(2027, 12, 1), False, "kidneys"),
    ]
    held = checked.schedule.reviews
    assert [(one.on, one.watch) for one in held] == [(on, watch) for on, watch, _ in due]
    for review, (_, _, words) in zip(held, due, strict=True):
        assert words in review.purpose
        assert review.because


def test_the_british_text_calls_up_to_60_mg_usual():
    def passed(aim):
        return [
            one.on
            for one in planned(load_protocol("uk-smpc-adult"), aim).schedule.reviews
            if "above the usual range" in one.purpose
        ]

    assert passed("60 mg/day") == []
    # 15, 30, 45, 60 and 65 mg a day, three days each.
    assert passed("65 mg/day") == [date(2026, 12, 13)]


def test_the_usual_range_is_a_day_where_it_is_passed():
    usual = f'[stated.usual_range]\nhighest = "30 mg/day"\n{AUTHOR}\n'
    protocol = read_protocol(make_protocol_text() + usual, "test-protocol")

    def passed(aim):
        held = planned(protocol, aim).schedule
        return [one.on for one in held.reviews if "usual range" in one.purpose]

    assert passed("30 mg/day") == []
    # 15, 30 and 45 mg a day, three days each.
    assert passed("45 mg/day") == [date(2026, 12, 7)]


def test_what_is_for_whoever_treats_is_on_no_calendar_and_ends_none():
    calendar = to_ics(planned(), plan_id=PLAN_ID, issued="2026-11-28T09:30:00Z")
    unfolded = calendar.decode().replace("\r\n ", "")
    assert "Before the first dose" not in unfolded
    assert "first three days" not in unfolded
    assert "20270121" in unfolded  # the first review that ends it


def test_a_taper_has_none_of_a_rise():
    checked = plan_taper(
        TaperRequest(
            protocol=load_protocol("us-label-adult"),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", medicines="amlodipine, ibuprofen"),
            taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
            over="14 days",
            start=START,
        )
    )
    assert checked.schedule.reviews == ()


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('counted_from = "start"', 'counted_from = "end"', "counted_from: the word is not one of"),
        ('after = "2 days"', 'after = "soon"', "after"),
        ("watch = true", "", "watch: is missing"),
        ('from = "nothing"', 'from = "something"', "when.from"),
    ],
)
def test_a_mistake_in_the_file_is_named(right, wrong, says):
    text = text_of("reviews")
    assert right in text
    with pytest.raises(RuleFileError) as refused:
        read_watch_rules(text.replace(right, wrong, 1))
    assert says in str(refused.value)
