"""Falls: what was meant, what is made of it, and the largest of them, worked by hand."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

from baclofen_titration.errors import UnreadableError
from baclofen_titration.falls import falls_of, largest_falls
from baclofen_titration.formats import explain, from_json, to_json, to_pharmacy, to_text
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.professional import professional_parts
from baclofen_titration.regimen import Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from golden.cases import taper, titration

THREE = "morning 20 mg, midday 20 mg, evening 20 mg"


def told(falls):
    return [
        (fall.step, str(fall.on), str(fall.actual), fall.actual_share, str(fall.ideal))
        for fall in falls
    ]


def test_a_share_is_rounded_to_a_smaller_fall_and_both_are_told():
    checked = taper("morning 10 mg, evening 10 mg", share="40 % of present", every=7)
    # 40 % of 20 is 8, of 15 is 6, of 10 is 4: 20, 15, 10, and from 10 it stops.
    assert told(checked.falls) == [
        (1, "2026-12-01", "5 mg/day", "25 %", "8 mg/day"),
        (2, "2026-12-08", "5 mg/day", "33.3 %", "6 mg/day"),
        (None, "2026-12-15", "10 mg/day", "100 %", "None"),
    ]
    assert [fall.ideal_share for fall in checked.falls] == ["40 %", "40 %", None]


def test_over_a_length_the_even_fall_is_meant():
    # 20 mg/day over 14 days: two reduced doses for a week each, so three falls.
    falls = taper("morning 10 mg, evening 10 mg", over="14 days").falls
    assert told(falls) == [
        (1, "2026-12-01", "10 mg/day", "50 %", "6.666 mg/day"),
        (2, "2026-12-08", "5 mg/day", "50 %", "6.666 mg/day"),
        (None, "2026-12-15", "5 mg/day", "100 %", "None"),
    ]


def test_below_the_end_nothing_was_meant():
    # 25 by 10 to 20: of the 10 that were asked for 5 are left.
    falls = taper("morning 10 mg, evening 15 mg", fall="10 mg/day", every=7, to="20 mg/day").falls
    assert told(falls) == [(1, "2026-12-01", "5 mg/day", "20 %", "5 mg/day")]


def test_beside_a_pump_the_whole_share_was_meant():
    # 30 % of 30 is 9; the tablets make 5.
    falls = taper("morning 10 mg, midday 10 mg, evening 10 mg", pump_share="30 %").falls
    assert told(falls) == [(1, "2026-12-01", "5 mg/day", "16.7 %", "9 mg/day")]


def test_the_largest_fall_and_the_largest_share_are_other_days_and_the_stop_stands_apart():
    # 60, 50, 40, 30, 20, 15, 10, nothing: 10 of 60 is the first 10; 10 of 30 is a third, and so
    # is 5 of 15 later; the first of equals is named.
    largest = largest_falls(taper(THREE, over="14 days").falls)
    assert (str(largest.daily.actual), largest.daily.on) == ("10 mg/day", date(2026, 12, 1))
    assert (largest.relative.share, largest.relative.on) == (Fraction(1, 3), date(2026, 12, 7))
    assert (str(largest.to_nothing.present), largest.to_nothing.on) == (
        "10 mg/day",
        date(2026, 12, 15),
    )


def test_what_was_taken_before_is_unknown_or_nothing_and_the_first_step_is_no_fall():
    steps = [
        Step(
            start=date(2026, 12, day),
            days=3,
            phase="taper",
            regimen=parse_regimen(f"bedtime {mg} mg"),
        )
        for day, mg in ((1, 20), (4, 15))
    ]
    for before in ("unknown", "nothing"):
        (fall,) = falls_of(Schedule(before=before, steps=steps, then="continues"))
        assert (fall.step, fall.ideal) == (2, None)
    schedule = Schedule(before=Taking(regimen="bedtime 20 mg", since="unknown"), steps=steps)
    assert [fall.step for fall in falls_of(schedule)] == [2]


def test_a_titration_falls_nowhere():
    checked = titration()
    assert checked.falls == ()
    assert json.loads(to_json(checked))["largest_falls"] is None
    assert "Largest" not in to_text(checked)


def test_the_text_the_explanation_and_the_page_for_the_professional_tell_them():
    checked = taper("morning 10 mg, evening 10 mg", share="40 % of present", every=7)
    words = "Falls by 5 mg/day, 33.3 % of the present dose (ideal: 6 mg/day, 40 %)."
    stop = "Last fall: 10 mg/day to nothing, on 15 December 2026."
    share = "Largest share: 33.3 % of the present dose, on 8 December 2026."
    page = "\n".join(
        line for part in professional_parts(checked, SheetOptions()) for line in part.lines
    )
    for text in (to_text(checked), page):
        assert words in text
        assert text.count(stop) == text.count(share) == 1
    assert share in explain(checked)
    assert "(ideal: 6 mg/day, 40 %)" in " ".join(explain(checked, "2026-12-08").split())
    assert share not in explain(checked, "2026-12-08")


def test_json_holds_them_and_reads_them_back():
    content = json.loads(to_json(taper(THREE, over="14 days")))
    assert content["steps"][4]["fall"] == {
        "actual": "5 mg/day",
        "actual_share": "25 %",
        "ideal": "8.571 mg/day",
        "ideal_share": "42.9 %",
    }
    assert content["largest_falls"] == {
        "daily": {"on": "2026-12-01", "actual": "10 mg/day", "actual_share": "16.7 %"},
        "relative": {"on": "2026-12-07", "actual": "10 mg/day", "actual_share": "33.3 %"},
        "to_nothing": {"on": "2026-12-15", "actual": "10 mg/day", "actual_share": "100 %"},
    }


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("steps[1].fall", lambda c: c["steps"][1]["fall"].update(actual="5 mg/day")),
        ("steps[1].fall", lambda c: c["steps"][1]["fall"].update(actual_share="10 %")),
        ("largest_falls.daily", lambda c: c["largest_falls"]["daily"].update(on="2026-12-03")),
        ("largest_falls.relative", lambda c: c["largest_falls"].update(relative=None)),
        ("largest_falls.to_nothing", lambda c: c["largest_falls"].update(to_nothing=None)),
    ],
)
def test_falls_that_do_not_follow_from_the_steps_are_refused(where, change):
    content = json.loads(to_json(taper(THREE, over="14 days")))
    change(content)
    with pytest.raises(UnreadableError) as caught:
        from_json(json.dumps(content))
    assert f"{where}: does not agree with the steps" in str(caught.value)


def test_falls_may_be_left_out():
    checked = taper(THREE, over="14 days")
    content = json.loads(to_json(checked))
    del content["largest_falls"]
    for step in content["steps"]:
        del step["fall"]
    assert from_json(json.dumps(content)) == checked.schedule


def test_a_step_back_stands_on_a_line_of_its_own_in_text_json_and_for_the_pharmacy():
    checked = taper("bedtime 12 mg", fall="5 mg/day", every=7, supply="14 days")
    line = "7 days of 10 mg/day again: 14 × 5 mg tablet (pack size not known)"
    uncounted = "What was taken before Tue 1 December 2026 is not counted for a step back"
    for text in (to_text(checked), to_pharmacy(checked)):
        assert "And for one step back, kept apart, the dose before a fall:" in text
        assert line in text
        assert uncounted in text
    content = json.loads(to_json(checked))
    kept = [entry for entry in content["dispense"] if entry["purpose"] == "step-back"]
    assert [(entry["tablets"], entry["days"], entry["until"]) for entry in kept] == [(14, 7, None)]
    assert content["step_back"]["not_counted"] == ["2026-12-01"]
    assert content["step_back"]["authors"][0]["citation"]["source"] == "FR-LIO"


def test_without_a_step_back_nothing_is_said_of_it_and_the_request_says_so():
    checked = taper(THREE, over="14 days", supply="14 days", step_back=False)
    assert "step back" not in to_pharmacy(checked)
    assert "one step back" not in to_text(checked)
    assert json.loads(to_json(checked))["request"]["step_back"] == "no"
    assert json.loads(to_json(checked))["step_back"] is None
