"""The judge finds every planted fault: a good schedule, broken in one known way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration import checker
from baclofen_titration.checked import ProtocolReference
from baclofen_titration.checker import check
from baclofen_titration.checker.answers import INTRATHECAL, OUTSIDE, answers
from baclofen_titration.findings import SEVERITY_ORDER, SafetyReport
from baclofen_titration.limits import LIMIT_UNITS, Limits
from baclofen_titration.patient import Patient
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Piece, Regimen, Taking
from baclofen_titration.schedule import ReviewPoint, Schedule, Step
from unit.checker.building import (
    ADULT,
    LABEL,
    STRONG,
    SYRUP,
    TABLETS,
    change_doses,
    change_pieces,
    change_step,
    day,
    moved,
    one_limit,
    ramp,
    step,
    taper,
)

EVERYTHING: dict[str, object] = {"products": TABLETS, "patient": ADULT, "protocol": LABEL}


def judge(schedule: Schedule, **more: object) -> SafetyReport:
    return check(schedule, **{**EVERYTHING, **more})


def again(schedule: Schedule, **values: object) -> Schedule:
    return schedule.model_copy(update=values)


@dataclass(frozen=True)
class Fault:
    """One way to break a good schedule, and what has to be found."""

    name: str
    broken: Callable[[], Schedule]
    code: str
    on: date | None
    found: str = ""
    allowed: str = ""
    at: str | None = None
    severity: str = "stop"
    hard: bool = False
    given: tuple[tuple[str, object], ...] = ()


def half_of_five() -> list[Piece]:
    return [Piece(product="five", count=2, part="half")]


def present(text: str, since: str = "2026-01-05") -> Taking:
    return Taking(regimen=text, since=since)


def syrup_ramp() -> Schedule:
    """The ramp, measured out of a liquid of 0.1 mg a measure."""
    schedule = ramp()
    for number, each in enumerate(schedule.steps, start=1):
        for taking in each.regimen.administrations:
            measures = taking.dose.micrograms // 100
            made = [Piece(product="syrup", count=measures, part="measure")]
            schedule = change_pieces(schedule, number, taking.at, made)
    return schedule


LIQUIDS: tuple[tuple[str, object], ...] = (("products", (*TABLETS, SYRUP, STRONG)),)
OWN_FILE = LABEL.model_copy(update={"shipped": False})
NEXT_EDITION = LABEL.model_copy(update={"edition": date(2027, 1, 1)})
OTHER = LABEL.model_copy(update={"id": "xx-label-adult"})
LOOSE = one_limit("max_daily_dose", "100 mg/day")

FAULTS = [
    Fault("a day without a step", lambda: change_step(ramp(), 2, days=2),
          "gap-between-steps", day(6), "1 day", hard=True),
    Fault("a step that starts two days late", lambda: change_step(taper(), 7, start=day(15)),
          "gap-between-steps", day(13), "2 days", hard=True),
    Fault("a step one day too long", lambda: change_step(ramp(), 2, days=4),
          "overlapping-steps", day(7), "1 day", hard=True),
    Fault("two steps on one day", lambda: change_step(taper(), 3, start=day(3)),
          "overlapping-steps", day(3), "2 days", hard=True),
    Fault("a taking of nothing", lambda: change_doses(
              ramp(), 1, "morning 5 mg, midday 0 mg, evening 5 mg"),
          "zero-dose", day(1), "0 mg", at="midday", hard=True),
    Fault("one taking of nothing in a taper",
          lambda: change_doses(taper(), 6, "evening 0 mg, bedtime 20 mg"),
          "zero-dose", day(11), "0 mg", at="evening", hard=True),
    Fault("a titration that simply ends", lambda: change_step(ramp(), 9, days=30),
          "ends-without-instruction", day(54), hard=True),
    Fault("a taper that simply ends", lambda: again(taper(), then=None),
          "ends-without-instruction", day(14), hard=True),
    Fault("5 mg more in the last step", lambda: change_doses(
              ramp(), 9, "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 25 mg"),
          "daily-dose-above-maximum", day(25), "85 mg/day", "80 mg/day"),
    Fault("above the hard limit", lambda: change_doses(
              ramp(), 9, "morning 25 mg, midday 25 mg, evening 25 mg, bedtime 30 mg"),
          "daily-dose-above-maximum", day(25), "105 mg/day", "80 mg/day", hard=True),
    Fault("one dose of 25 mg", lambda: change_doses(
              ramp(), 5, "morning 20 mg, midday 20 mg, evening 25 mg"),
          "dose-above-maximum", day(13), "25 mg", "20 mg", at="evening"),
    Fault("one dose of 45 mg", lambda: change_doses(ramp(), 4, "morning 45 mg, evening 15 mg"),
          "dose-above-maximum", day(10), "45 mg", "20 mg", at="morning", hard=True),
    Fault("present dose above the maximum, carried on", lambda: again(
              change_doses(taper(), 1, "morning 30 mg, midday 15 mg, evening 20 mg, bedtime 20 mg"),
              before=present("morning 30 mg, midday 20 mg, evening 20 mg, bedtime 20 mg")),
          "present-dose-above-maximum", day(1), "85 mg/day", "80 mg/day", severity="caution"),
    Fault("present single dose above the maximum, carried on", lambda: again(
              change_doses(taper(), 1, "morning 25 mg, evening 20 mg, bedtime 20 mg"),
              before=present("morning 25 mg, midday 10 mg, evening 20 mg, bedtime 20 mg")),
          "present-dose-above-maximum", day(1), "25 mg", "20 mg", at="morning",
          severity="caution"),
    Fault("10 mg three times on the first day", lambda: change_doses(
              ramp(), 1, "morning 10 mg, midday 10 mg, evening 10 mg"),
          "first-day-above-maximum", day(1), "30 mg/day", "15 mg/day", hard=True),
    Fault("20 mg on the first day", lambda: change_doses(
              ramp(), 1, "morning 5 mg, midday 5 mg, evening 10 mg"),
          "first-day-above-maximum", day(1), "20 mg/day", "15 mg/day"),
    Fault("a late first day hides nothing", lambda: again(
              change_doses(ramp(), 1, "morning 5 mg, midday 5 mg, evening 10 mg"),
              first_taking="evening"),
          "first-day-above-maximum", day(1), "20 mg/day", "15 mg/day"),
    Fault("a step left out", lambda: change_doses(
              ramp(), 2, "morning 15 mg, midday 15 mg, evening 15 mg"),
          "rise-too-large", day(4), "30 mg/day", "15 mg/day", hard=True),
    Fault("a rise from what is taken now", lambda: again(
              ramp(), before=present("morning 5 mg, midday 5 mg"),
              steps=(change_doses(ramp(), 9, "morning 15 mg, midday 15 mg").steps[8],)),
          "rise-too-large", day(25), "20 mg/day", "15 mg/day", hard=True),
    Fault("15 mg more, all of it in the evening", lambda: change_doses(
              ramp(), 2, "morning 5 mg, midday 5 mg, evening 20 mg"),
          "rise-too-large-at-one-time", day(4), "15 mg", "5 mg", at="evening"),
    Fault("10 mg moved to bedtime", lambda: change_doses(
              ramp(), 4, "morning 15 mg, midday 15 mg, evening 5 mg, bedtime 10 mg"),
          "rise-too-large-at-one-time", day(10), "10 mg", "5 mg", at="bedtime"),
    Fault("20 mg more at one time", lambda: change_doses(ramp(), 2, "morning 25 mg, midday 5 mg"),
          "rise-too-large-at-one-time", day(4), "20 mg", "5 mg", at="morning", hard=True),
    Fault("a step of two days", lambda: again(ramp(), steps=(
              *ramp().steps[:1], ramp().steps[1].model_copy(update={"days": 2}),
              *moved(ramp(), -1).steps[2:])),
          "rise-too-soon", day(6), "2 days", "3 days"),
    Fault("a step of one day", lambda: again(ramp(), steps=(
              *ramp().steps[:1], ramp().steps[1].model_copy(update={"days": 1}),
              *moved(ramp(), -2).steps[2:])),
          "rise-too-soon", day(5), "1 day", "3 days", hard=True),
    Fault("a first step that starts in the evening", lambda: again(ramp(), first_taking="evening"),
          "rise-too-soon", day(4), "2 days", "3 days"),
    Fault("a rise on top of a dose from yesterday", lambda: again(
              ramp(), before=present("morning 5 mg, midday 5 mg", "2026-02-28")),
          "rise-too-soon", day(1), "2 days", "3 days"),
    Fault("a rise on top of a dose from nobody knows when", lambda: again(
              ramp(), before=present("morning 5 mg, midday 5 mg", "unknown")),
          "rise-too-soon", day(1), "not known", "3 days"),
    Fault("a level left out of the taper", lambda: change_doses(
              taper(), 3, "evening 20 mg, bedtime 20 mg"),
          "fall-too-large", day(5), "20 mg/day", "10 mg/day", hard=True),
    Fault("a first fall of 15 mg", lambda: change_doses(
              taper(), 1, "morning 20 mg, midday 5 mg, evening 20 mg, bedtime 20 mg"),
          "fall-too-large", day(1), "15 mg/day", "10 mg/day"),
    Fault("a taper that starts in the evening", lambda: again(taper(), first_taking="evening"),
          "fall-too-large", day(1), "40 mg/day", "10 mg/day", hard=True),
    Fault("12 mg less at one time, 3 mg more at another", lambda: change_doses(
              taper(), 3, "morning 13 mg, midday 10 mg, evening 8 mg, bedtime 20 mg"),
          "fall-too-large-at-one-time", day(5), "12 mg", "10 mg", at="evening"),
    Fault("a dose moved down by 15 mg in a titration", lambda: change_doses(
              ramp(), 4, "morning 20 mg, midday 20 mg, bedtime 20 mg"),
          "fall-too-large-at-one-time", day(10), "15 mg", "10 mg", at="evening"),
    Fault("a level of one day in a taper", lambda: again(taper(), steps=(
              *taper().steps[:1], taper().steps[1].model_copy(update={"days": 1}),
              *moved(taper(), -1).steps[2:])),
          "fall-too-soon", day(4), "1 day", "2 days"),
    Fault("a last level of one day", lambda: change_step(taper(), 7, days=1),
          "fall-too-soon", day(14), "1 day", "2 days"),
    Fault("two falls on one day", lambda: change_step(taper(), 3, start=day(3)),
          "fall-too-soon", day(3), "0 days", "2 days", hard=True),
    Fault("the last level left out", lambda: again(taper(), steps=taper().steps[:6]),
          "abrupt-stop", day(13), "20 mg/day", "10 mg/day", hard=True),
    Fault("a last level of 15 mg", lambda: change_doses(taper(), 7, "bedtime 15 mg"),
          "abrupt-stop", day(15), "15 mg/day", "10 mg/day"),
    Fault("stopped at the top", lambda: again(change_step(ramp(), 9, days=30), then="stopped"),
          "abrupt-stop", day(55), "80 mg/day", "10 mg/day", hard=True),
    Fault("a day of nothing but zeros", lambda: change_doses(taper(), 4, "bedtime 0 mg"),
          "abrupt-stop", day(7), "50 mg/day", "10 mg/day", hard=True),
    Fault("the daily dose rises in a taper", lambda: change_doses(
              taper(), 4, "morning 15 mg, evening 20 mg, bedtime 20 mg"),
          "rise-in-taper", day(7), "5 mg/day"),
    Fault("a time of day rises in a taper", lambda: change_doses(
              taper(), 4, "morning 15 mg, evening 10 mg, bedtime 20 mg"),
          "rise-in-taper", day(7), "5 mg", at="morning"),
    Fault("a dose moved from midday to bedtime in a taper", lambda: again(
              taper(), before=present("morning 20 mg, midday 20 mg, evening 20 mg, bedtime 10 mg")),
          "rise-in-taper", day(1), "10 mg", at="bedtime"),
    Fault("the first level of a taper is higher than before", lambda: again(
              taper(), before=present("morning 20 mg, midday 10 mg, evening 15 mg, bedtime 20 mg")),
          "rise-in-taper", day(1), "5 mg/day"),
    Fault("a taper of somebody who takes nothing", lambda: again(taper(), before="nothing"),
          "rise-in-taper", day(1), "70 mg/day"),
    Fault("a titration that falls", lambda: change_doses(
              ramp(), 5, "morning 20 mg, midday 20 mg, evening 15 mg"),
          "fall-in-titration", day(13), "5 mg/day"),
    Fault("a maintenance dose lower than the last step", lambda: change_doses(
              ramp(), 9, "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 15 mg"),
          "fall-in-titration", day(25), "5 mg/day"),
    Fault("a titration that starts below what is taken", lambda: again(
              ramp(), before=present("morning 10 mg, midday 10 mg")),
          "fall-in-titration", day(1), "5 mg/day"),
    Fault("bedtime an hour after evening", lambda: again(
              ramp(), clock={**ramp().clock, "bedtime": "19:00"}),
          "takings-too-close", day(13), "1 hour", "4 hours", at="bedtime", hard=True),
    Fault("midday three and a half hours after morning", lambda: again(
              ramp(), clock={**ramp().clock, "midday": "11:30"}),
          "takings-too-close", day(1), "3 hours 30 minutes", "4 hours", at="midday"),
    Fault("bedtime shortly before an early morning", lambda: again(
              ramp(), clock={**ramp().clock, "morning": "01:00", "bedtime": "23:50"}),
          "takings-too-close", day(14), "1 hour 10 minutes", "4 hours", at="morning", hard=True),
    Fault("a taper of somebody who takes evening and bedtime too close", lambda: again(
              taper(), clock={**taper().clock, "bedtime": "19:00"}),
          "present-takings-too-close", day(1), "1 hour", "4 hours", at="bedtime",
          severity="caution"),
    Fault("a taper that moves bedtime close to evening", lambda: again(
              taper(), before=present("08:00 20 mg, 13:00 20 mg, 18:00 20 mg, 22:00 20 mg"),
              clock={**taper().clock, "bedtime": "20:00"}),
          "takings-too-close", day(1), "2 hours", "4 hours", at="bedtime", hard=True),
    Fault("a product nobody has", lambda: change_pieces(
              ramp(), 1, "midday", [Piece(product="three", count=1)]),
          "unknown-product", day(1), "three", at="midday", hard=True),
    Fault("no tablets for a dose", lambda: change_pieces(ramp(), 3, "evening", []),
          "unmakeable", day(7), "15 mg", at="evening", hard=True),
    Fault("a dose that no tablet makes", lambda: change_doses(
              ramp(), 2, "morning 10 mg, midday 10 mg, evening 7 mg"),
          "unmakeable", day(4), "7 mg", at="evening", hard=True),
    Fault("one tablet too few", lambda: change_pieces(
              ramp(), 3, "midday", [Piece(product="ten", count=1)]),
          "pieces-do-not-add-up", day(7), "10 mg", "15 mg", at="midday", hard=True),
    Fault("one half too many", lambda: change_pieces(
              taper(), 7, "bedtime", [Piece(product="ten", count=3, part="half")]),
          "pieces-do-not-add-up", day(13), "15 mg", "10 mg", at="bedtime", hard=True),
    Fault("the other strength", lambda: change_pieces(
              ramp(), 1, "evening", [Piece(product="ten", count=1)]),
          "pieces-do-not-add-up", day(1), "10 mg", "5 mg", at="evening", hard=True),
    Fault("halves of a tablet without a line", lambda: change_pieces(
              ramp(), 1, "morning", half_of_five()),
          "forbidden-split", day(1), "half of five", "whole", at="morning"),
    Fault("quarters of a tablet with one line", lambda: change_pieces(
              ramp(), 1, "morning", [Piece(product="ten", count=2, part="quarter")]),
          "forbidden-split", day(1), "quarter of ten", "whole, half", at="morning"),
    Fault("a measure of a tablet", lambda: change_pieces(
              ramp(), 1, "morning", [Piece(product="ten", count=1, part="measure")]),
          "forbidden-split", day(1), "measure of ten", "whole, half", at="morning", hard=True),
    Fault("half of a liquid", lambda: change_pieces(
              syrup_ramp(), 1, "morning", [Piece(product="syrup", count=1, part="half")]),
          "forbidden-split", day(1), "half of syrup", "measure", at="morning", hard=True,
          given=LIQUIDS),
    Fault("one measure too many", lambda: change_pieces(
              syrup_ramp(), 3, "midday", [Piece(product="syrup", count=151, part="measure")]),
          "pieces-do-not-add-up", day(7), "15.1 mg", "15 mg", at="midday", hard=True,
          given=LIQUIDS),
    Fault("the volume of the other strength", lambda: change_pieces(
              syrup_ramp(), 3, "midday", [Piece(product="strong", count=150, part="measure")]),
          "pieces-do-not-add-up", day(7), "30 mg", "15 mg", at="midday", hard=True,
          given=LIQUIDS),
    Fault("two strengths of liquid", lambda: change_pieces(
              syrup_ramp(), 3, "midday", [Piece(product="strong", count=75, part="measure")]),
          "mixed-products", day(7), "strong with syrup", at="midday", hard=True, given=LIQUIDS),
    Fault("a tablet beside a liquid", lambda: change_pieces(
              syrup_ramp(), 2, "evening", [Piece(product="ten", count=1)]),
          "mixed-products", day(4), "ten with syrup", at="evening", hard=True, given=LIQUIDS),
    Fault("a liquid beside a tablet", lambda: change_pieces(
              ramp(), 2, "evening", [Piece(product="syrup", count=100, part="measure")]),
          "mixed-products", day(4), "syrup with five", at="evening", hard=True, given=LIQUIDS),
    Fault("another edition", ramp, "protocol-not-transcribed", None, "us-label-adult 2027-01-01",
          hard=True, given=(("protocol", NEXT_EDITION),)),
    Fault("another protocol", ramp, "protocol-not-transcribed", None, "xx-label-adult 2026-11-22",
          hard=True, given=(("protocol", OTHER),)),
    Fault("a looser maximum", ramp, "limit-looser-than-transcription", None, "100 mg/day",
          "80 mg/day", hard=True, given=(("limits", LOOSE),)),
    Fault("fewer days", ramp, "limit-looser-than-transcription", None, "2 days", "3 days",
          hard=True, given=(("limits", one_limit("min_days_between_rises", 2)),)),
    Fault("fewer hours", ramp, "limit-looser-than-transcription", None, "3 hours", "4 hours",
          hard=True, given=(("limits", one_limit("min_hours_between_takings", 3)),)),
    Fault("two weeks after half a year", taper, "taper-short-after-long-use", day(1), "14 days",
          "at least 3 weeks", severity="caution",
          given=(("patient", ADULT.model_copy(update={"used_for": "6 months"})),)),
    Fault("two weeks after nobody knows how long", taper, "taper-short-after-long-use", day(1),
          "14 days", "at least 3 weeks", severity="caution",
          given=(("patient", ADULT.model_copy(update={"used_for": "unknown"})),)),
    Fault("the evening falls beside a larger morning", lambda: again(
              taper(), before=present("morning 20 mg, evening 10 mg"), steps=(
                  step(day(1), 7, "morning 20 mg, evening 5 mg", "taper"),
                  step(day(8), 7, "morning 10 mg, evening 5 mg", "taper"),
                  step(day(15), 7, "morning 5 mg, evening 5 mg", "taper"),
                  step(day(22), 7, "evening 5 mg", "taper"),
              )),
          "smaller-dose-falls-first", day(1), "10 mg", "the largest dose first",
          severity="caution"),
    Fault("a use of three weeks and a regimen since half a year", lambda: again(
              taper(), before=taper().before.model_copy(update={"since": day(-180)})),
          "used-for-contradicts-since", day(1), "3 weeks", "181 days or more", severity="caution",
          given=(("patient", ADULT.model_copy(update={"used_for": "3 weeks"})),)),
    Fault("the last six days only", lambda: again(
              taper(), before=present("bedtime 30 mg"), steps=(
                  step(day(1), 2, "bedtime 20 mg", "taper"),
                  taper().steps[6].model_copy(update={"start": day(3), "days": 4}))),
          "taper-shorter-than-labels", day(1), "6 days", "at least 1 week", severity="caution"),
    Fault("two thirds of the day at once", lambda: change_doses(taper(), 7, "bedtime 5 mg"),
          "fall-above-half", day(13), "15 mg/day", "at most 50 %", severity="caution"),
    Fault("a dose dropped while another falls", lambda: change_doses(
              taper(), 6, "evening 10 mg, bedtime 5 mg"),
          "doses-change-with-daily-dose", day(11), "1 dose dropped, 1 lower", "never on one day",
          severity="caution"),
    Fault("3 mg rounded up to a tablet of 5 mg", lambda: again(
              taper(), before=present("bedtime 3 mg"),
              steps=(step(day(1), 14, "bedtime 5 mg", "taper"),)),
          "rise-in-taper", day(1), "2 mg/day"),
    Fault("the dose of bedtime shared out over the three before it", lambda: again(
              taper(), before=present("morning 10 mg, midday 10 mg, evening 10 mg, bedtime 15 mg"),
              steps=(step(day(1), 7, "morning 15 mg, midday 10 mg, evening 15 mg", "taper"),
                     *moved(taper(), -1).steps[4:])),
          "rise-in-taper", day(1), "5 mg", at="evening"),
    Fault("a fall of a Tuesday drawn back to the Monday", lambda: change_step(
              change_step(taper(), 4, days=1), 5, start=day(8), days=3),
          "fall-too-soon", day(8), "1 day", "2 days"),
    Fault("a fall of a closed day drawn back to its eve", lambda: change_step(
              change_step(taper(), 6, days=1), 7, start=day(12), days=3),
          "fall-too-soon", day(12), "1 day", "2 days"),
    Fault("a review on the day of a fall that comes too soon", lambda: again(
              change_step(change_step(taper(), 4, days=1), 5, start=day(8), days=3),
              reviews=(ReviewPoint(on=day(8), purpose="A review that was asked for."),)),
          "fall-too-soon", day(8), "1 day", "2 days"),
    Fault("nobody knows what is taken now", lambda: again(taper(), before="unknown"),
          "first-change-not-judged", day(1), severity="note"),
]  # fmt: skip


@pytest.mark.parametrize("good", [ramp(), taper(), syrup_ramp()], ids=["ramp", "taper", "syrup"])
def test_a_good_schedule_has_no_finding(good):
    assert judge(good, **dict(LIQUIDS)).findings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_planted_fault_is_found(fault):
    report = judge(fault.broken(), **dict(fault.given))
    hits = [
        finding
        for finding in report.findings
        if (finding.code, finding.on, finding.at) == (fault.code, fault.on, fault.at)
    ]
    assert hits, [(f.code, f.on, f.at, f.found) for f in report.findings]
    [finding] = hits
    assert (finding.found, finding.allowed) == (fault.found, fault.allowed)
    assert (finding.severity, finding.hard) == (fault.severity, fault.hard)
    assert finding.code in report.checks_run
    assert fault.found in finding.says or fault.found in ("", "not known") or fault.on is None


def test_every_code_is_planted_and_documented():
    table = (checker.__doc__ or "").split("=\n")[2]
    documented = {line.split()[0] for line in table.splitlines() if line[:1].islower()}
    planted = {fault.code for fault in FAULTS} | {"malformed-schedule"}
    # Those about the patient are planted in tests/unit/tailoring.
    planted |= {"kidneys-too-weak", "older-with-weak-kidneys", "rise-with-weak-kidneys"}
    # Those about the answers are planted in tests/unit/checker/test_answers.py.
    planted |= {entry.code for entry in answers().entry} | {OUTSIDE, INTRATHECAL}
    assert planted == documented


# --------------------------------------------------------------------------- random faults

DOSES = st.integers(min_value=1, max_value=60_000_000).map(Dose.from_micrograms)
TIMES = st.lists(
    st.sampled_from(["morning", "midday", "evening", "bedtime"]), min_size=1, unique=True
).map(lambda times: sorted(times, key=["morning", "midday", "evening", "bedtime"].index))


@st.composite
def regimens(draw: st.DrawFn) -> Regimen:
    takings = [
        Administration(
            at=at,
            dose=draw(DOSES | st.just(Dose("0 mg"))),
            pieces=draw(st.lists(PIECES, max_size=2)),
        )
        for at in draw(TIMES)
    ]
    return Regimen(administrations=takings)


PIECES = st.builds(
    Piece,
    product=st.sampled_from(["five", "ten", "syrup", "strong", "nine"]),
    count=st.integers(min_value=1, max_value=1000),
    part=st.sampled_from(["whole", "half", "quarter", "measure"]),
)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    start = draw(DATES)
    most = min(36_525, (date(2200, 12, 31) - start).days + 1)
    return Step(
        start=start,
        days=draw(st.integers(min_value=1, max_value=most)),
        regimen=draw(regimens()),
        phase=draw(st.sampled_from(["titration", "maintenance", "taper"])),
    )


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Well formed and otherwise as wild as the vocabulary allows."""
    made = draw(st.lists(steps(), min_size=1, max_size=5))
    is_open = draw(st.booleans())
    if is_open:
        made[-1] = made[-1].model_copy(update={"days": None})
    now = st.builds(Taking, regimen=regimens(), since=DATES | st.just("unknown"))
    times = [taking.at for taking in made[0].regimen.administrations]
    return Schedule(
        before=draw(now | st.sampled_from(["nothing", "unknown"])),
        steps=made,
        then=draw(st.sampled_from([None, "continues"] + ([] if is_open else ["stopped"]))),
        first_taking=draw(st.none() | st.sampled_from(times)),
        clock=draw(st.dictionaries(
            st.sampled_from(["morning", "midday", "evening", "bedtime"]),
            st.times().map(lambda hour: f"{hour:%H:%M}"),
        )),
    )  # fmt: skip


GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "products": st.sampled_from([TABLETS, (*TABLETS, SYRUP, STRONG)]),
        "patient": st.sampled_from([ADULT, Patient(age="7 years"), Patient()]),
        "protocol": st.sampled_from([LABEL, OTHER, OWN_FILE]),
        "limits": st.sampled_from([LOOSE, Limits(), one_limit("max_dose", "5 mg")]),
    },
)


# Where a name of the day has no hour these are judged in part, and listed as not run.
SPACING = {"takings-too-close", "present-takings-too-close"}


@given(schedules(), GIVEN)
def test_any_schedule_is_judged_without_raising(schedule, given_with_it):
    report = check(schedule, **given_with_it)
    ranks = [(SEVERITY_ORDER[f.severity], f.on or date.min) for f in report.findings]
    assert ranks == sorted(ranks)
    assert len({f.model_dump_json() for f in report.findings}) == len(report.findings)
    assert {f.code for f in report.findings} <= set(report.checks_run) | SPACING
    assert report == check(schedule, **given_with_it)
    for finding in report.findings:
        if finding.severity == "stop" and finding.allowed:
            assert finding.found != finding.allowed


GARBAGE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(
    st.integers() | st.text(max_size=5), max_size=3
)  # fmt: skip


@given(st.data())
def test_any_tampering_is_judged_without_raising(data):
    schedule = data.draw(st.sampled_from([ramp, taper]))()
    number = data.draw(st.integers(0, len(schedule.steps) - 1))
    broken = schedule.steps[number]
    target = data.draw(
        st.sampled_from(
            [schedule, broken, broken.regimen, broken.regimen.administrations[0],
             broken.regimen.administrations[0].pieces[0], broken.regimen.administrations[0].dose]
        )
    )  # fmt: skip
    names = ["_micrograms"] if isinstance(target, Dose) else sorted(type(target).model_fields)
    name = data.draw(st.sampled_from(names))
    old = getattr(target, name)
    part = data.draw(GARBAGE | st.sampled_from([schedule, broken, broken.regimen]))
    object.__setattr__(target, name, part)
    report = judge(schedule)
    if type(part) is not type(old):
        allowed = part is None and name in ("days", "then", "first_taking")
        # An open step may as well have days: that is another schedule, and no malformed one.
        allowed = allowed or (name == "days" and type(part) is int and part >= 1)
        assert allowed or [f.code for f in report.findings] == ["malformed-schedule"]


@given(
    st.sampled_from([ramp(), taper()]),
    st.integers(0, 99),
    st.integers(0, 3),
    st.integers(min_value=20_001, max_value=400_000),
)
def test_one_dose_above_the_limit_is_stopped(good, step, taking, dose):
    number = step % len(good.steps)
    takings = list(good.steps[number].regimen.administrations)
    place = taking % len(takings)
    takings[place] = Administration(at=takings[place].at, dose=Dose.from_micrograms(dose))
    broken = change_step(good, number + 1, regimen=Regimen(administrations=takings))
    stops = {(f.code, f.on, f.at) for f in check(broken, patient=ADULT, protocol=LABEL).stops}
    assert ("dose-above-maximum", broken.steps[number].start, takings[place].at) in stops


@given(
    st.sampled_from([ramp(), taper()]),
    st.integers(0, 99),
    st.integers(0, 3),
    st.integers(min_value=1, max_value=40_000),
    st.booleans(),
)
def test_a_rise_or_fall_beyond_its_limit_is_stopped(good, step, taking, by, up):
    number = step % len(good.steps)
    takings = list(good.steps[number].regimen.administrations)
    place = taking % len(takings)
    old = takings[place].dose.micrograms
    new = old + by if up else max(old - by, 1)
    takings[place] = Administration(at=takings[place].at, dose=Dose.from_micrograms(new))
    broken = change_step(good, number + 1, regimen=Regimen(administrations=takings))
    own = check(broken, protocol=LABEL)
    # Every step of both schedules is at a limit of the label on one side or goes one way only,
    # so whatever is changed by more than nothing is above, too fast or the wrong way somewhere.
    if up or by > 10_000:
        assert own.stops


@given(st.sampled_from([ramp(), taper()]) | schedules(), st.integers(-1500, 1500))
def test_moving_a_schedule_moves_its_findings_and_nothing_else(schedule, days):
    ends = [s.end or s.start for s in schedule.steps]
    starts = [s.start for s in schedule.steps]
    since = getattr(schedule.before, "since", None)
    edges = [*ends, *starts, *([since] if isinstance(since, date) else [])]
    room = timedelta(days=abs(days) + 1)
    if min(edges) < date(1900, 1, 1) + room or max(edges) > date(2200, 12, 31) - room:
        return

    def seen(report: SafetyReport, back: int) -> list[tuple[object, ...]]:
        return [
            (f.code, f.severity, f.step, f.at, f.found, f.allowed, f.hard, f.authors,
             f.on and f.on - timedelta(days=back))
            for f in report.findings
        ]  # fmt: skip

    here, there = judge(schedule), judge(moved(schedule, days))
    assert seen(there, days) == seen(here, 0)
    assert there.checks_run == here.checks_run


@given(schedules(), st.sampled_from(sorted(LIMIT_UNITS)))
def test_a_stricter_limit_never_finds_less(schedule, rule):
    values = {"days": (1, 9), "hours": (1, 9)}
    unit = LIMIT_UNITS[rule]
    loose, strict = values.get(unit, ("90 mg", "3 mg")) if isinstance(unit, str) else (
        ("90 mg", "3 mg") if unit is Dose else ("90 mg/day", "3 mg/day")
    )  # fmt: skip
    few = check(schedule, limits=one_limit(rule, loose))
    many = check(schedule, limits=one_limit(rule, strict))
    assert {(f.code, f.on, f.at) for f in few.stops} <= {(f.code, f.on, f.at) for f in many.stops}


def test_five_thousand_steps_and_decades_are_bounded():
    long = [
        Step(
            start=date(1900, 1, 1) + timedelta(days=20 * n),
            days=20,
            regimen=ramp().steps[n % 8].regimen,
            phase="titration",
        )
        for n in range(5_000)
    ]
    report = judge(Schedule(before="nothing", steps=long, then="continues"))
    assert {f.code for f in report.stops} >= {"fall-in-titration", "fall-too-large"}


def test_the_edge_of_the_calendar():
    last = Step(
        start=date(2200, 12, 31),
        days=1,
        regimen=ramp().steps[7].regimen,
        phase="taper",
    )
    report = judge(Schedule(before="unknown", steps=[last], then="stopped"))
    assert ("abrupt-stop", date(2200, 12, 31)) in {(f.code, f.on) for f in report.stops}
    open_end = judge(Schedule(before="unknown", steps=[last.model_copy(update={"days": None})]))
    assert open_end.stops == ()


def test_an_own_file_is_judged_by_what_is_handed_down():
    own = ProtocolReference.model_validate(OWN_FILE)
    report = judge(ramp(), protocol=own, limits=one_limit("max_daily_dose", "70 mg/day"))
    assert [(f.code, f.found) for f in report.stops] == [
        ("daily-dose-above-maximum", "75 mg/day"),
        ("daily-dose-above-maximum", "80 mg/day"),
    ]
    assert "not independent" in {e.check: e.why for e in report.checks_not_run}["protocol"]
