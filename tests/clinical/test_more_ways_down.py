"""Windows, halves, curves, tables, paces in a row, and what is too fast; worked by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from baclofen_titration.errors import (
    InvalidValueError,
    QuantityError,
    TaperError,
    UnsafeScheduleError,
)
from baclofen_titration.planning.ways import Curve, TableRow, parse_way
from clinical.hand import THREE_OF_20, assert_is, codes, go_down

TWICE_10 = "morning 10 mg, evening 10 mg"
MADE_UP = {
    "kind": "study", "source": "EX1", "title": "A curve made up for a test", "section": "none",
    "grade": "D", "says": "falls of equal effect",
}  # fmt: skip


def totals(checked) -> list[int]:
    return [step.regimen.daily_dose.micrograms // 1_000 for step in checked.schedule.steps]


def said(checked, code: str) -> str:
    found = [finding.says for finding in checked.report.findings if finding.code == code]
    assert len(found) == 1, f"{code} is said once"
    return found[0]


def test_of_a_window_the_longest_end_is_taken() -> None:
    window = go_down(TWICE_10, over="7-14 days").schedule
    assert window == go_down(TWICE_10, over="14 days").schedule
    assert window == go_down(TWICE_10, over="1 to 2 weeks").schedule
    for text in ("14-7 days", "7-7 days", "7-14", "7.5-14 days"):
        with pytest.raises(InvalidValueError):
            go_down(TWICE_10, over=text)


def test_faster_first_and_slower_from_20_mg() -> None:
    # 10 mg every 3 days down to 20, then 5 mg a week; the 20 is kept for the three days that its
    # own pace asks for. 20 is 5/5/10, and the largest dose falls first.
    assert_is(
        go_down(THREE_OF_20, ways=("10 mg/day every 3 days to 20 mg/day", "5 mg/day every 7 days")),
        """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 | 15 = 3x5 | 15 = 3x5 | 20 = 4x5 | 50
        2026-12-04 to 2026-12-06 | 15 = 3x5 | 10 = 2x5 | 15 = 3x5 | 40
        2026-12-07 to 2026-12-09 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        2026-12-10 to 2026-12-12 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-13 to 2026-12-19 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-20 to 2026-12-26 |  5 = 1x5 | -        |  5 = 1x5 | 10
        2026-12-27 to 2027-01-02 | -        | -        |  5 = 1x5 | 5
        from 2027-01-03          | -        | -        | -        | 0
    """)  # fmt: skip


def test_another_pace_from_a_date_on() -> None:
    # Falls of 10 on 1, 4 and 7 December; the next may come on the 10th, which is the date.
    way = ("10 mg/day every 3 days until 2026-12-10", "over 14 days")
    checked = go_down(THREE_OF_20, ways=way)
    assert totals(checked)[:3] == [50, 40, 30]
    # From 30 in 14 days: 20, 15, 10 and nothing, three reduced steps of 4 + 5 + 5 days.
    assert totals(checked)[3:] == [20, 15, 10]
    assert [step.days for step in checked.schedule.steps] == [3, 3, 3, 4, 5, 5]
    assert str(checked.schedule.steps[3].start) == "2026-12-10"


def test_by_halves_down_to_a_floor() -> None:
    # 20, 10, 5, and from the floor of 5 to nothing; the evening goes last.
    assert_is(go_down(TWICE_10, halve_every="7 days", floor="5 mg/day"), """
        days                     | morning  | evening  | day
        2026-12-01 to 2026-12-07 |  5 = 1x5 |  5 = 1x5 | 10
        2026-12-08 to 2026-12-14 | -        |  5 = 1x5 | 5
        from 2026-12-15          | -        | -        | 0
    """)  # fmt: skip
    # From 15 a half is 7.5; 5 mg tablets make 10, and half of that is 5.
    odd = go_down("morning 5 mg, midday 5 mg, evening 5 mg", halve_every="7 days", floor="5 mg/day")
    assert totals(odd) == [10, 5]
    with pytest.raises(TaperError, match="Give a lower floor"):
        go_down(TWICE_10, halve_every="7 days", floor="15 mg/day")
    with pytest.raises(TaperError, match="the first fall would be 30 mg/day, more than"):
        go_down(THREE_OF_20, halve_every="7 days", floor="5 mg/day")


def test_what_is_too_fast_is_refused_or_stretched_and_said() -> None:
    with pytest.raises(TaperError, match="the shortest way takes 12 days"):
        go_down(THREE_OF_20, over="7 days")
    stretched = go_down(THREE_OF_20, over="7 days", if_too_fast="stretch")
    assert stretched.schedule == go_down(THREE_OF_20, over="12 days").schedule
    words = said(stretched, "slower-than-asked")
    assert "7 days were asked for; the shortest way takes 12 days" in words
    slow = go_down(THREE_OF_20, over="14 days", if_too_fast="stretch")
    assert "slower-than-asked" not in codes(slow)
    hurried = go_down(TWICE_10, fall="15 mg/day", every="1 day", if_too_fast="stretch")
    assert hurried.schedule == go_down(TWICE_10, fall="10 mg/day", every="2 days").schedule
    assert "falls of 15 mg/day were asked for" in said(hurried, "slower-than-asked")


def test_along_a_curve_no_dose_is_below_it_and_its_author_is_printed() -> None:
    # 75, 50 and 25 % of 20 mg are 15, 10 and 5 mg a day; each is a dose of 5 mg tablets.
    curve = Curve(
        points=[{"day": 1, "share": "75 %"}, {"day": 8, "share": "50 %"},
                {"day": 15, "share": "25 %"}, {"day": 22, "share": "nothing"}],
        cite=MADE_UP,
    )  # fmt: skip
    checked = go_down(TWICE_10, curve=curve)
    assert totals(checked) == [15, 10, 5]
    assert str(checked.schedule.end) == "2026-12-21"
    assert checked.schedule.steps[0].because[0].author == curve.cite
    # Of 25 mg they are 18.75, 12.5 and 6.25: 20, 15 and 10 are the next that are not below.
    above = go_down("morning 10 mg, midday 5 mg, evening 10 mg", curve=curve)
    assert totals(above) == [20, 15, 10]
    for points in ([(1, "50 %"), (8, "60 %")], [(2, "50 %"), (8, "nothing")], [(1, "50 %")] * 2):
        with pytest.raises(InvalidValueError):
            Curve(points=[{"day": day, "share": share} for day, share in points], cite=MADE_UP)


def test_points_of_a_curve_closer_than_falls_may_be_are_refused_or_moved_apart() -> None:
    # 15, 10, 5 mg and nothing on four days one after another; the protocol's least is 2 days.
    shares = ("75 %", "50 %", "25 %", "nothing")
    points = [{"day": day, "share": share} for day, share in enumerate(shares, start=1)]
    curve = Curve(points=points, cite=MADE_UP)
    with pytest.raises(TaperError, match="closer together than the protocol's 2 days"):
        go_down(TWICE_10, curve=curve)
    apart = go_down(TWICE_10, curve=curve, if_too_fast="stretch")
    assert totals(apart) == [15, 10, 5]
    assert [step.days for step in apart.schedule.steps] == [2, 2, 2]
    assert "closer together" in said(apart, "slower-than-asked")


def test_many_falls_that_are_too_large_are_told_in_few_words() -> None:
    # From 60 the curve is at 24, 12, 6, 3 mg and nothing, each time more than 10 below.
    shares = ("40 %", "20 %", "10 %", "5 %", "nothing")
    points = [{"day": 1 + 7 * week, "share": share} for week, share in enumerate(shares)]
    curve = Curve(points=points, cite=MADE_UP)
    checked = go_down(THREE_OF_20, curve=curve, if_too_fast="stretch")
    # 50, 40, 30 and 20 on the days of the curve. 20 is 5/5/10: to 10, one dose would be dropped
    # while another falls, so 15 comes between. What is asked for is 36, 38, 34, 27, 20 and 15.
    assert totals(checked) == [50, 40, 30, 20, 15, 10]
    words = said(checked, "slower-than-asked")
    assert "falls by 36 mg/day at once" in words
    assert "and 3 more like these" in words


def test_a_table_is_taken_as_it_is_and_judged_like_anybodys() -> None:
    rows = [TableRow(days="7 days", take="morning 5 mg, evening 10 mg"),
            TableRow(days="7 days", take="morning 5 mg, evening 5 mg")]  # fmt: skip
    checked = go_down(TWICE_10, table=rows)
    assert totals(checked) == [15, 10]
    assert checked.schedule.then == "stopped"
    assert "taper-by-table" in codes(checked)
    kept = go_down(TWICE_10, table=[rows[0], TableRow(take="morning 5 mg, evening 5 mg")])
    assert kept.schedule.then == "continues"
    with pytest.raises(TaperError, match="Row 2 of the table gives a larger morning dose"):
        go_down(TWICE_10, table=[rows[1], TableRow(days="7 days", take="morning 10 mg")])
    with pytest.raises(UnsafeScheduleError) as caught:
        go_down(THREE_OF_20, table=rows)
    assert "fall-too-large" in {stop.code for stop in caught.value.report.stops}


def test_beside_a_pump_one_fall_is_planned_and_kept() -> None:
    # A quarter of 30 is 7.5; 5 mg tablets make a fall of 5.
    checked = go_down("morning 10 mg, midday 10 mg, evening 10 mg", pump_share="25 %")
    assert totals(checked) == [25]
    assert checked.schedule.steps[-1].days is None
    assert "pump-switch" in codes(checked)
    with pytest.raises(InvalidValueError, match="25 % to 50 %"):
        go_down(TWICE_10, pump_share="60 %")
    # A quarter of 60 is 15, more than the protocol's 10: a clinician has to accept it.
    with pytest.raises(UnsafeScheduleError) as caught:
        go_down(THREE_OF_20, pump_share="25 %")
    assert {(stop.code, stop.hard) for stop in caught.value.report.stops} == {
        ("fall-too-large", False)
    }
    # Stretched, it is the protocol's 10, as evenly as may be, and the sheet says so.
    gentler = go_down(THREE_OF_20, pump_share="25 %", if_too_fast="stretch")
    assert totals(gentler) == [50]
    assert "slower-than-asked" in codes(gentler)
    # A third of 60 is 20, which nobody can accept.
    with pytest.raises(UnsafeScheduleError) as caught:
        go_down(THREE_OF_20, pump_share="35 %")
    assert any(stop.hard for stop in caught.value.report.stops)


def test_down_to_a_limit_that_newly_applies() -> None:
    four = "morning 25 mg, midday 25 mg, evening 25 mg, bedtime 25 mg"
    checked = go_down(four, to_limit=True, fall="10 mg/day", every="7 days", products="eu-tablets")
    assert totals(checked) == [90, 80]
    assert checked.schedule.then == "continues"
    with pytest.raises(TaperError, match="is not above the maximum that holds"):
        go_down(TWICE_10, to_limit=True, over="7 days")


def test_falls_come_on_mondays_and_only_later() -> None:
    # 1 December 2026 is a Tuesday. The first week ends on a Monday, so the next fall waits for
    # Monday the 14th; from then on weeks run from Monday to Sunday.
    checked = go_down(TWICE_10, fall="5 mg/day", every="7 days", change_on=["Mon"])
    starts = [str(step.start) for step in checked.schedule.steps]
    assert starts == ["2026-12-01", "2026-12-14", "2026-12-21"]
    assert str(checked.schedule.end) == "2026-12-27"
    # The first fall is on the day that was asked for, Monday or not, and that is said.
    assert "first-fall-on-another-day" in codes(checked)
    monday = {"start": "2026-12-07", "change_on": ["Mon"]}
    assert "first-fall-on-another-day" not in codes(go_down(TWICE_10, over="14 days", **monday))
    shut = go_down(TWICE_10, over="14 days", closed=["2026-12-01"])
    assert "first-fall-on-another-day" in codes(shut)
    kept = go_down("bedtime 5 mg", over="14 days", change_on=["Mon"])
    assert "first-fall-on-another-day" not in codes(kept)  # it falls at the end only
    closed = go_down(TWICE_10, fall="5 mg/day", every="7 days", closed=["2026-12-08", "2026-12-16"])
    starts = [str(step.start) for step in closed.schedule.steps]
    assert starts == ["2026-12-01", "2026-12-09", "2026-12-17"]
    # The fall of the 15th has moved; that of the first is not on an eve.
    assert "fall-before-closed-day" not in codes(closed)
    eve = go_down(TWICE_10, fall="5 mg/day", every="7 days", closed=["2026-12-09"])
    assert "fall-before-closed-day" in codes(eve)
    # 15 mg a day until the 7th, 10 until the 14th, 5 until the 21st: the 22nd is the first without.
    stop = go_down(TWICE_10, fall="5 mg/day", every="7 days", closed=["2026-12-23"])
    assert str(stop.schedule.end) == "2026-12-21"
    assert "fall-before-closed-day" in codes(stop)


@pytest.mark.parametrize(
    "pace",
    [
        {"ways": ("5 mg/day every 7 days", "over 7 days")},
        {"ways": ("over 7 days to 10 mg/day",)},
        {"halve_every": "7 days"},
        {"over": "7 days", "floor": "5 mg/day"},
        {"over": "7 days", "to": "10 mg/day", "to_limit": True},
        {"pump_share": "25 %", "to": "10 mg/day"},
        {"over": "7 days", "if_too_fast": "hurry"},
        {"ways": ("10 mg/day every 3 days until 2026-11-01", "over 7 days")},
    ],
)
def test_contradictions_are_refused(pace: dict) -> None:
    with pytest.raises(InvalidValueError):
        go_down(TWICE_10, **pace)


@pytest.mark.parametrize("text", ["fast", "over", "5 mg every 7 days", "halve every 7 days", 7])
def test_a_way_that_cannot_be_read_shows_the_forms(text: object) -> None:
    with pytest.raises(QuantityError):
        parse_way(text)


@pytest.mark.parametrize(
    ("taking", "products"),
    [
        ("morning 1 mg, midday 1 mg, evening 1 mg", "uk-liquid-5mg-in-5ml"),
        ("bedtime 2.5 mg", "uk-liquid-5mg-in-5ml"),
        ("morning 25 mg, midday 20 mg, evening 25 mg, bedtime 25 mg", "eu-tablets"),
        ("morning 10 mg, midday 5 mg, evening 15 mg", "us-tablets"),
        ("bedtime 20 mg", "us-tablets"),
        ("02:00 5 mg, 06:00 5 mg, 10:00 5 mg, 14:00 5 mg, 18:00 5 mg, 22:00 5 mg", "us-tablets"),
    ],
    ids=["3 mg", "2.5 mg", "95 mg", "10/5/15", "once at bedtime", "six times a day"],
)
@pytest.mark.parametrize(
    "pace",
    [
        {"over": "4 weeks"},
        {"fall": "5 mg/day", "every": "7 days"},
        {"share": "30 % of start", "every": "7 days", "if_too_fast": "stretch"},
        {"halve_every": "7 days", "floor": "5 mg/day", "if_too_fast": "stretch"},
        {"ways": ("10 mg/day every 3 days to 20 mg/day", "5 mg/day every 7 days")},
    ],
    ids=["over", "fall", "share", "halves", "ways"],
)
def test_everybody_gets_down(taking: str, products: str, pace: dict) -> None:
    checked = go_down(taking, products=products, **pace)
    assert checked.schedule.then == "stopped"
    assert not checked.report.stops
    steps = [checked.schedule.before.regimen, *(step.regimen for step in checked.schedule.steps)]
    for high, low in pairwise(steps):
        assert all(dose <= high.micrograms.get(at, 0) for at, dose in low.micrograms.items())
    assert steps[-1].daily_dose.micrograms <= 10_000
