"""Random valid files, through the real reader, hold every law: up, down, and as a course.

Readings, starts that are ranges, days without a split, numbers of doses, shares, ways down,
courses, rules for some patients and maxima in hospital, in any combination. A slow judge counts
tablets day by day.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, Taking, TaperRequest, TitrationRequest, load_products
from baclofen_titration.errors import RefusedError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.formats import from_json, to_json
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.writing import protocol_text
from property.files import MG, NAME, files
from property.oracle import assert_within, days_of

TABLETS = load_products("us-tablets")
START = date(2026, 12, 1)
FILES = files()
KIDNEYS = st.sampled_from(
    (
        "normal, tested 2026-11-12",
        "clearance 95 mL/min on 2026-11-20, steady",
        "clearance 50 mL/min on 2026-11-20, steady",
        "clearance 25 mL/min on 2026-11-20, steady",
    )
)
PRESENT = st.dictionaries(
    st.sampled_from(("morning", "midday", "evening")), st.integers(1, 3), min_size=2
).map(lambda doses: ", ".join(f"{at} {count * 5} mg" for at, count in sorted(doses.items())))


def planned(plan, request, **asked):
    """Plan it; whatever may be acknowledged is, so that what lies behind is seen."""
    try:
        return plan(request(**asked))
    except UnsafeScheduleError as refused:
        accepted = [
            Acknowledgement(
                code=stop.code, value=stop.found, request=refused.request,
                role=stop.role or "prescriber", reason="random",
            )
            for stop in refused.report.stops
            if not stop.hard
        ]  # fmt: skip
        hard = [stop.code for stop in refused.report.stops if stop.hard]
    event(f"hard: {sorted(set(hard))}")
    assume(not hard)
    return plan(request(**asked, acknowledgements=accepted))


def kept(checked, present=None, since=None):
    """The laws that hold for every schedule, whatever made it."""
    limits = {limit.rule: limit.amount for limit in checked.limits.limits}
    rows = days_of(checked)
    assert_within(limits, rows, present, since or START)
    assert from_json(to_json(checked)).steps == checked.schedule.steps
    return rows


@settings(max_examples=25, deadline=None)
@given(FILES)
def test_a_file_is_sound_and_is_written_back(file):
    assert lint_protocol(file.text, NAME) == ()
    protocol = read_protocol(file.text, NAME)
    again = read_protocol(protocol_text(protocol), NAME)
    assert again == protocol
    assert again.digest == protocol.digest
    assert all(any(name in line for line in protocol_lines(protocol)) for name, _ in file.ways)


@settings(max_examples=40, deadline=None)
@given(FILES, KIDNEYS, st.integers(2, 12), st.booleans(), st.integers(1, 6))
def test_on_the_way_up(file, kidneys, fives, hospital, shift):
    assume(file.inpatient or not hospital)
    asked = {
        "protocol": read_protocol(file.text, NAME),
        "products": TABLETS,
        "patient": Patient(age="46 years", kidneys=kidneys, muscle="usual"),
        "taking": "nothing",
        "aim": f"{fives * 5} mg/day",
        "setting": "inpatient" if hospital else "outpatient",
        **file.chosen,
        **({"course": True} if file.course else {}),
    }
    try:
        checked = planned(plan_titration, TitrationRequest, start=START, **asked)
    except UnsafeScheduleError as refused:
        raise AssertionError(str(refused)) from refused
    except RefusedError as error:
        event(f"refused: {type(error).__name__}")
        assume(False)
    event(f"up: {sorted(file.chosen)}, course {file.course}")
    rows = kept(checked)
    rising = [sum(row.values()) for _, phase, row in rows if phase != "taper"]
    assert rising == sorted(rising)
    assert rising[-1] == fives * 5 * MG <= file.highest + 10 * MG
    assert all("bedtime" not in row for _, _, row in rows if file.empty)
    if file.share:
        permille, of_start, least = file.share
        for low, high in pairwise(rising):
            base = rising[0] if of_start else low
            assert high - low <= max(permille * base // 1000, least)
    assert (checked.schedule.then == "stopped") == file.course
    assert len(rows) == 150 or "[course.whole]" not in file.text
    later = planned(plan_titration, TitrationRequest, start=START + timedelta(days=shift), **asked)
    moved = [(step.start - timedelta(days=shift), step.regimen) for step in later.schedule.steps]
    assert moved == [(step.start, step.regimen) for step in checked.schedule.steps]


@settings(max_examples=40, deadline=None)
@given(FILES, KIDNEYS, PRESENT, st.sampled_from(("9 weeks", "8 months", "unknown")), st.data())
def test_on_the_way_down_by_name(file, kidneys, present, used, data):
    assume(file.ways)
    name, more = data.draw(st.sampled_from(file.ways))
    asked = {
        "protocol": read_protocol(file.text, NAME),
        "products": TABLETS,
        "patient": Patient(age="46 years", kidneys=kidneys, used_for=used, muscle="usual"),
        "taking": Taking(regimen=present, since="2026-10-01"),
        "start": START,
        "way": name,
        **more,
    }
    try:
        checked = planned(plan_taper, TaperRequest, **asked)
    except UnsafeScheduleError as refused:
        raise AssertionError(str(refused)) from refused
    except RefusedError as error:
        event(f"refused: {name}, {type(error).__name__}")
        assume(False)
    event(f"down: {name}")
    taken = asked["taking"].regimen.micrograms
    totals = [sum(row.values()) for _, _, row in kept(checked, taken, date(2026, 10, 1))]
    assert totals == sorted(totals, reverse=True)
    rules = {reason.rule for step in checked.schedule.steps for reason in step.because}
    assert rules == {f"way-{name}"}
    ends_above = checked.schedule.then == "continues"
    assert ends_above == (asked["protocol"].taper_way(name).to is not None)
    least = {"over": 20, "range": 21, "least": 28, "lengths": 21}.get(name, 0)
    days = (checked.schedule.end - START).days + 1 if checked.schedule.end else least
    assert days >= least
    if name == "lengths":  # used since 1 October at least: 61 days
        assert days == (49 if "25" in kidneys else 35)
