"""Too fast, kind by kind: refused, or stretched and said; else kept to the day. Worked by hand."""

from __future__ import annotations

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import InvalidValueError, TaperError, UnsafeScheduleError
from baclofen_titration.planning import TaperRequest, plan_taper
from baclofen_titration.planning.ways import Curve, TableRow
from baclofen_titration.product import load_products
from baclofen_titration.protocols import read_protocol
from baclofen_titration.provenance import Citation
from baclofen_titration.regimen import Taking
from clinical.hand import THREE_OF_20, UNKNOWN_KIDNEYS, assert_is, codes, go_down
from rulebook.make_protocol import make_protocol_text

TWICE_10 = "morning 10 mg, evening 10 mg"
SLOWER, LONGER, ELSEWHERE = "slower-than-asked", "longer-than-asked", "next-pace-elsewhere"
MADE_UP = Citation(
    kind="study", source="EX1", title="A curve made up for a test", section="none",
    grade="D", says="falls of equal effect",
)  # fmt: skip


def curve(**shares: str) -> Curve:
    points = [{"day": int(day.removeprefix("day_")), "share": share.replace("_", " ")}
              for day, share in shares.items()]  # fmt: skip
    return Curve(points=points, cite=MADE_UP)


def said(checked: CheckedSchedule, code: str) -> str:
    found = [finding.says for finding in checked.report.findings if finding.code == code]
    assert len(found) == 1, f"{code} is said once"
    return found[0]


def way(checked: CheckedSchedule) -> list[tuple[int, int | None]]:
    """The daily dose [mg] and the days of each step."""
    return [
        (step.regimen.daily_dose.micrograms // 1_000, step.days) for step in checked.schedule.steps
    ]


# 60 down by 10 each: 50, 40, 30, 20; from 20, which is 5/5/10, a fall of 10 would drop one dose
# while another falls, so 15 comes between, and 10 is stopped from. Six reduced steps of two days.
SHORTEST = [(50, 2), (40, 2), (30, 2), (20, 2), (15, 2), (10, 2)]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"until": "2026-12-10"}, "10 days"),
        ({"over": "5-8 days"}, "8 days"),
        ({"over": 11}, "11 days"),
    ],
    ids=["until", "window", "length"],
)  # fmt: skip
def test_an_end_too_near_is_refused_or_moved_to_the_twelfth(asked: dict, words: str) -> None:
    refusal = f"{words} are too few: 7 falls are needed, .* takes 12 days. Ask for that or more."
    with pytest.raises(TaperError, match=refusal):
        go_down(THREE_OF_20, **asked)
    stretched = go_down(THREE_OF_20, if_too_fast="stretch", **asked)
    assert way(stretched) == SHORTEST
    assert str(stretched.schedule.end) == "2026-12-12"
    assert f"{words} were asked for; the shortest way takes 12 days" in said(stretched, SLOWER)


@pytest.mark.parametrize("if_too_fast", ["refuse", "stretch"])
def test_an_end_that_is_far_enough_is_kept_to_the_day(if_too_fast: str) -> None:
    # 20 days are six steps of three days and two over, which the lowest doses take.
    until = go_down(THREE_OF_20, until="2026-12-20", if_too_fast=if_too_fast)
    assert way(until) == [(50, 3), (40, 3), (30, 3), (20, 3), (15, 4), (10, 4)]
    assert str(until.schedule.end) == "2026-12-20"
    # Of a window the longest end, 14 days: six steps of two days and two over.
    window = go_down(THREE_OF_20, over="7-14 days", if_too_fast=if_too_fast)
    assert way(window) == [(50, 2), (40, 2), (30, 2), (20, 2), (15, 3), (10, 3)]
    assert not (codes(until) | codes(window)) & {SLOWER, LONGER}


def test_an_end_on_mondays_only_is_later_and_says_by_how_much() -> None:
    # 60, 50, 40, 30, 20, 15, 10 as above; 1 December 2026 is a Tuesday. 50 is to be taken for 3
    # days and waits for Monday the 7th: 6 days. Each later step of 3 or 4 days waits for the next
    # Monday: 7 days each. 6 + 5 x 7 = 41 days instead of 20.
    checked = go_down(THREE_OF_20, until="2026-12-20", change_on=["Mon"])
    assert way(checked) == [(50, 6), (40, 7), (30, 7), (20, 7), (15, 7), (10, 7)]
    assert str(checked.schedule.end) == "2027-01-10"
    words = "41 days instead of 20. It ends after the day that was asked for."
    assert words in said(checked, SLOWER)
    # Where nothing waits, nothing is said: weeks from Tuesday to Monday, and changes on Tuesdays.
    assert SLOWER not in codes(
        go_down(TWICE_10, fall="5 mg/day", every="7 days", change_on=["Tue"])
    )


def test_a_curve_that_falls_too_far_is_refused_or_goes_on_after_its_end() -> None:
    # 15 is 75 % of 20. From 15 to nothing on day 8 is a fall of 15, and the largest is 10.
    steep = curve(day_1="75_%", day_8="nothing")
    with pytest.raises(TaperError, match=r"by 15 mg/day at once, .* largest, 10 mg/day. Give"):
        go_down(TWICE_10, curve=steep)
    # On day 8 from 15: 5 would be two thirds of the day, so 10; a week later nothing.
    assert_is(go_down(TWICE_10, curve=steep, if_too_fast="stretch"), """
        days                     | morning  | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 | 10 = 2x5 | 15
        2026-12-08 to 2026-12-14 |  5 = 1x5 |  5 = 1x5 | 10
        from 2026-12-15          | -        | -        | 0
    """)  # fmt: skip
    stretched = go_down(TWICE_10, curve=steep, if_too_fast="stretch")
    assert "the protocol's largest is 10 mg/day" in said(stretched, SLOWER)
    assert "goes on for 7 days more than its curve" in said(stretched, LONGER)


def test_a_curve_that_a_limit_makes_longer_says_so_without_being_asked_to_stretch() -> None:
    # The same protocol but for the last dose: nothing is stopped from above 5 mg/day.
    protocol = read_protocol(
        make_protocol_text(max_last_ug=5_000, max_fall_ug=10_000), "test-protocol"
    )
    asked = TaperRequest(
        protocol=protocol,
        products=load_products("us-tablets"),
        patient=UNKNOWN_KIDNEYS,
        start="2026-12-01",
        taking=Taking(regimen=TWICE_10, since="2026-10-01"),
        curve=curve(day_1="50_%", day_8="nothing"),
    )
    # 10 on day 1; on day 8 nothing is meant, and 5 is taken; on day 15 nothing.
    checked = plan_taper(asked)
    assert way(checked) == [(10, 7), (5, 7)]
    assert "goes on for 7 days more than its curve" in said(checked, LONGER)


@pytest.mark.parametrize("if_too_fast", ["refuse", "stretch"])
def test_a_curve_that_the_limits_allow_is_kept_to_the_day(if_too_fast: str) -> None:
    # 50 % of 20 is 10, on the first day and for ten; then nothing.
    checked = go_down(
        TWICE_10, curve=curve(day_1="50_%", day_11="nothing"), if_too_fast=if_too_fast
    )
    assert way(checked) == [(10, 10)]
    assert not codes(checked) & {SLOWER, LONGER}


def test_a_part_that_is_too_fast_is_refused_or_walked_at_the_limit() -> None:
    ways = ("15 mg/day every 3 days to 30 mg/day", "5 mg/day every 7 days")
    with pytest.raises(TaperError, match=r"15 mg/day is more than .* 10 mg/day. Ask for that"):
        go_down(THREE_OF_20, ways=ways)
    stretched = go_down(THREE_OF_20, ways=ways, if_too_fast="stretch")
    # 10 at a time down to 30, then 5 a week: 30 is 10/10/10, and its falls drop nothing.
    assert way(stretched) == [(50, 3), (40, 3), (30, 3), (25, 7), (20, 7), (15, 7), (10, 7), (5, 7)]
    assert "falls of 15 mg/day were asked for; the protocol's largest is 10 mg/day" in said(
        stretched, SLOWER
    )


@pytest.mark.parametrize("if_too_fast", ["refuse", "stretch"])
def test_a_pace_that_nothing_makes_never_gives_way_to_a_faster_one(if_too_fast: str) -> None:
    # 1 mg a week down to 20 cannot be made from 5 mg tablets. Were the next pace taken from the
    # first day, 60 would fall by 10 every three days.
    ways = ("1 mg/day every 7 days to 20 mg/day", "10 mg/day every 3 days")
    with pytest.raises(TaperError, match=r"From 60 mg/day .* Add a product that makes finer doses"):
        go_down(THREE_OF_20, ways=ways, if_too_fast=if_too_fast)


def test_where_the_next_pace_cannot_take_over_as_asked_it_says_where_it_does() -> None:
    # 30, 25, and 22 is no dose of 5 mg tablets: from 25 the next pace falls by 10.
    ways = ("5 mg/day every 7 days to 22 mg/day", "10 mg/day every 3 days")
    checked = go_down("morning 10 mg, midday 10 mg, evening 10 mg", ways=ways)
    assert way(checked) == [(25, 7), (15, 3), (10, 3)]
    assert "at 22 mg/day, and takes over at 25 mg/day" in said(checked, ELSEWHERE)
    at_20 = go_down(THREE_OF_20, ways=("10 mg/day every 3 days to 20 mg/day", "over 8 days"))
    assert ELSEWHERE not in codes(at_20)


def test_where_the_next_pace_takes_over_later_than_asked_it_says_by_how_much() -> None:
    # 50 from the first day, kept for the week of its own pace: 8 December is five days late.
    ways = ("10 mg/day every 7 days until 2026-12-03", "5 mg/day every 7 days")
    checked = go_down(THREE_OF_20, ways=ways)
    assert way(checked)[:3] == [(50, 7), (45, 7), (40, 7)]
    assert "takes over 5 days later than was asked" in said(checked, ELSEWHERE)


def test_a_part_has_one_length() -> None:
    with pytest.raises(InvalidValueError, match="end it at a daily dose"):
        go_down(THREE_OF_20, ways=("over 14 days until 2026-12-10", "5 mg/day every 7 days"))


@pytest.mark.parametrize("if_too_fast", ["refuse", "stretch"])
def test_a_table_is_never_stretched(if_too_fast: str) -> None:
    # 60 to 45 is a fall of 15: somebody wrote it, and nobody else changes it.
    rows = [
        TableRow(days="7 days", take="morning 15 mg, midday 15 mg, evening 15 mg"),
        TableRow(take="morning 15 mg, midday 10 mg, evening 15 mg"),
    ]
    with pytest.raises(UnsafeScheduleError) as caught:
        go_down(THREE_OF_20, table=rows, if_too_fast=if_too_fast)
    assert {stop.code for stop in caught.value.report.stops} == {"fall-too-large"}
    close = [TableRow(days="1 day", take="morning 5 mg, evening 10 mg"),
             TableRow(days="7 days", take="morning 5 mg, evening 5 mg")]  # fmt: skip
    with pytest.raises(UnsafeScheduleError) as caught:
        go_down(TWICE_10, table=close, if_too_fast=if_too_fast)
    assert {stop.code for stop in caught.value.report.stops} == {"fall-too-soon"}


def test_a_fall_beside_a_pump_is_stopped_or_made_smaller() -> None:
    # A quarter of 60 is 15; the largest fall is 10, so 50 is kept where it is to be slower.
    with pytest.raises(UnsafeScheduleError):
        go_down(THREE_OF_20, pump_share="25 %")
    stretched = go_down(THREE_OF_20, pump_share="25 %", if_too_fast="stretch")
    assert way(stretched) == [(50, None)]
    assert "smaller than asked for: the protocol's largest falls" in said(stretched, SLOWER)
    assert SLOWER not in codes(go_down(TWICE_10, pump_share="25 %", if_too_fast="stretch"))


def test_a_week_for_each_dose_takes_no_time_that_the_limit_needs() -> None:
    # Twenty days between falls: 20 in 40 days is 10 for twenty days twice over, 15, 10 and no more;
    # a week each would ask for five reduced doses of twenty days.
    protocol = read_protocol(make_protocol_text(min_days_between_falls=20), "test-protocol")
    asked = TaperRequest(
        protocol=protocol,
        products=load_products("us-tablets"),
        patient=UNKNOWN_KIDNEYS,
        start="2026-12-01",
        taking=Taking(regimen=TWICE_10, since="2026-10-01"),
        over="40 days",
    )
    checked = plan_taper(asked)
    assert sum(step.days for step in checked.schedule.steps) == 40
    assert all(step.days >= 20 for step in checked.schedule.steps)


def test_a_length_on_chosen_days_of_the_week_is_shared_out_in_weeks() -> None:
    # 28 days for 15, 10 and 5: four weeks, the odd one at the lowest dose. From a Monday on all of
    # them hold; from Tuesday 1 December the second fall waits for Monday 14, and the rest follow.
    on_mondays = {"over": "28 days", "change_on": ["Mon"]}
    monday = go_down("bedtime 20 mg", start="2026-12-07", **on_mondays)
    assert way(monday) == [(15, 7), (10, 7), (5, 14)]
    assert SLOWER not in codes(monday)
    tuesday = go_down("bedtime 20 mg", **on_mondays)
    assert way(tuesday) == [(15, 13), (10, 7), (5, 14)]
    assert SLOWER in codes(tuesday)
    # Two weeks are too few for six reduced doses of a week; there the days wait as they come.
    assert [dose for dose, _ in way(go_down(THREE_OF_20, over="14 days", change_on=["Mon"]))] == [
        50, 40, 30, 20, 15, 10,
    ]  # fmt: skip
