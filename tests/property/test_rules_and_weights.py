"""Random valid files, and children of any weight and age, keep every law.

The bounds are worked out here, in integers, and not taken from a plan.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from baclofen_titration import Patient, TitrationRequest, load_products, load_protocol
from baclofen_titration.errors import RefusedError, UnreachableAimError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import read_protocol
from baclofen_titration.regimen import NAMED_TIMES
from rulebook.make_protocol import AUTHOR, Rule, make_protocol_text

NAME = "random"
TABLETS = load_products("us-tablets")
LIQUID = load_products("uk-liquid-5mg-in-5ml")
DAY_MG = 1_000


@st.composite
def rules(draw):
    """A file whose rule has any of what a rule can say."""
    mg = st.integers(1, 3).map(lambda count: count * 5 * DAY_MG)
    start, slowest = draw(mg), draw(mg)
    fastest = draw(st.none() | st.just(slowest + 5 * DAY_MG))
    largest = max(slowest, fastest or 0)
    shortest = draw(st.integers(1, 5))
    longest = draw(st.none() | st.integers(shortest + 1, 9))
    days = draw(st.integers(shortest, 9))
    begin = draw(st.sampled_from(NAMED_TIMES))
    others = [at for at in NAMED_TIMES if at != begin]
    more = draw(st.sampled_from(others))
    two = tuple(sorted((begin, more), key=NAMED_TIMES.index))
    first = start + 5 * DAY_MG
    one_by_one = draw(st.booleans())
    bands = [(start, (begin,)), (first, two)] if draw(st.booleans()) else [(start, two)]
    band_from = first + draw(mg)
    text = make_protocol_text(
        id=NAME, table=(), rule=Rule(bands, slowest, fastest, start, "per day", shortest),
        max_daily_ug=first + 40 * DAY_MG, max_dose_ug=first + 40 * DAY_MG,
        max_first_day_ug=start, max_rise_ug=largest, max_rise_per_dose_ug=largest,
        min_days_between_rises=shortest, max_fall_ug=15 * DAY_MG,
    )  # fmt: skip
    if longest is not None:
        unit = "day" if shortest == 1 else "days"
        text = text.replace(
            f'[titration.rule.days]\nvalue = "{shortest} {unit}"',
            f'[titration.rule.days]\nshortest = "{shortest} {unit}"\nlongest = "{longest} days"',
        )
    if one_by_one:
        text += f'\n[titration.rule.growth]\nvalue = "one after another"\n{AUTHOR}\n'
    if draw(st.booleans()):
        text += (
            f'\n[[titration.rule.bands]]\nfrom_daily = "{band_from // DAY_MG} mg/day"\n'
            f'rise = "5 mg/day"\ndays = "{days} days"\n{AUTHOR}\n'.replace('"1 days"', '"1 day"')
        )
    rise = draw(st.sampled_from(["slowest", "fastest"])) if fastest else None
    interval = draw(st.sampled_from(["shortest", "longest"])) if longest else None
    return text, rise, interval, (start, largest, shortest, first + 40 * DAY_MG)


def planned(**asked):
    request = {
        "taking": "nothing", "start": "2026-12-01",
        "patient": Patient(age="46 years", kidneys="normal, tested 2026-11-12"), **asked,
    }  # fmt: skip
    try:
        return plan_titration(TitrationRequest(**request))
    except UnsafeScheduleError as refused:
        seen = [
            Acknowledgement(
                code=stop.code, value=stop.found, request=refused.request,
                role="paediatric specialist", reason="random",
            )
            for stop in refused.report.stops
            if stop.code == "not-an-adult"
        ]  # fmt: skip
        return plan_titration(TitrationRequest(**request, acknowledgements=seen))


@settings(max_examples=30, deadline=None)
@given(rules(), st.integers(5, 60))
def test_whatever_a_rule_says_its_plan_keeps_every_law(held, aim):
    text, rise, interval, (start, largest, shortest, most) = held
    protocol = read_protocol(text, NAME)
    assert read_protocol(text, NAME).digest == protocol.digest
    try:
        checked = planned(
            protocol=protocol, products=TABLETS, aim=f"{aim} mg/day", rise=rise, interval=interval
        )
    except UnsafeScheduleError as refused:
        # A random file may pass the hard limits; then the judge stops it, and nothing else does.
        soft = [stop for stop in refused.report.stops if not stop.hard]
    except RefusedError:
        assume(False)
    else:
        soft = None
    assert not soft
    assume(soft is None)
    steps = checked.schedule.steps
    totals = [step.regimen.daily_dose.micrograms for step in steps]
    assert totals[0] <= start
    assert totals[-1] == aim * DAY_MG <= most
    for before, after in pairwise(steps):
        old, new = before.regimen.micrograms, after.regimen.micrograms
        assert 0 <= sum(new.values()) - sum(old.values()) <= largest
        assert before.days >= shortest or old == new
        assert before.start + timedelta(days=before.days) == after.start


@settings(max_examples=25, deadline=None)
@given(st.integers(9_000, 80_000), st.integers(12, 215))
def test_a_child_of_any_weight_and_age_stays_below_every_maximum(grams, months):
    years, rest = divmod(months, 12)
    kg = f"{grams // 1000}.{grams % 1000:03d}".rstrip("0").rstrip(".")
    patient = Patient(
        age=f"{years} years {rest} months",
        weight=f"{kg} kg on 2026-11-01",
        kidneys="normal, tested 2026-11-12",
    )
    try:
        checked = planned(
            protocol=load_protocol("no-koble-child"), products=LIQUID, patient=patient, aim="max"
        )
    except UnreachableAimError:  # the maximum is no sum of four doses that the syringe can measure
        assume(False)
    by_age = 40_000 if months <= 8 * 12 else 60_000
    steps = checked.schedule.steps
    totals = [step.regimen.daily_dose.micrograms for step in steps]
    assert totals[0] * 10_000 <= 3 * grams * 1000
    assert all(total * 1000 <= 2_000 * grams and total <= by_age for total in totals)
    for low, high in pairwise(totals):
        assert high - low >= 0
        assert (high - low) * 10_000 <= 3 * grams * 1000
    assert all(step.days >= 14 for step in steps[:-1])
