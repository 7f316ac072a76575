"""Where Hypothesis learns to make protocols, products, patients, regimens and starts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from baclofen_titration.patient import Patient
from baclofen_titration.product import Product
from baclofen_titration.protocols import read_protocol
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import NAMED_TIMES, Administration, Regimen, Taking, time_order
from rulebook.make_protocol import make_protocol_text

UNIT = 1_250
"""A quarter of the smallest tablet; every amount in a random protocol is a multiple of it."""

OURS = Judgement(says="a made-up product", reason="only for tests")

HARD = {"daily": 100_000, "dose": 40_000, "first_day": 20_000, "rise": 15_000, "fall": 15_000}
"""The checker's hard limits, so that random protocols mostly stay inside them."""

CLOCK_TIMES = ("02:00", "06:00", "10:00", "14:00", "18:00", "22:00")

STARTS = st.one_of(
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    st.sampled_from([date(2028, 2, 28), date(2028, 2, 29), date(2026, 12, 30), date(2100, 2, 28)]),
)

LEAST = 2_500
"""Less than this in a day stops an adult's way up: it is probably given by a pump."""

AMOUNTS = st.integers(1, 24).map(lambda units: units * UNIT)


def amounts(most):
    """Any amount up to a bound [micrograms]."""
    return st.integers(1, most // UNIT).map(lambda units: units * UNIT)


@st.composite
def tables(draw):
    """Rows that rise, lowest first, each inside the checker's hard limits."""
    times = sorted(draw(st.sets(st.sampled_from(NAMED_TIMES), min_size=1)), key=time_order)
    finest = UNIT if len(times) * UNIT >= LEAST else LEAST
    coarse = draw(st.sampled_from([finest, 2 * UNIT, 4 * UNIT]))
    first = dict.fromkeys(times, coarse)
    rows = [first]
    for _ in range(draw(st.integers(0, 7))):
        raised = draw(st.sets(st.sampled_from(NAMED_TIMES), min_size=1, max_size=3))
        row = dict(rows[-1])
        for at in raised:
            row[at] = row.get(at, 0) + coarse
        row = {at: row[at] for at in NAMED_TIMES if at in row}
        if sum(row.values()) > HARD["daily"] or max(row.values()) > HARD["dose"]:
            break
        rows.append(row)
    return rows


@st.composite
def protocols(draw):
    """A protocol of its own, through the real reader."""
    rows = draw(tables())
    top = max(sum(row.values()) for row in rows)
    days = draw(st.integers(2, 7))
    fall = draw(amounts(HARD["fall"]))
    text = make_protocol_text(
        table=rows,
        days=days,
        max_daily_ug=draw(st.sampled_from([top, min(HARD["daily"], top + 4 * UNIT)])),
        max_fall_ug=fall,
        max_fall_per_dose_ug=draw(amounts(fall)),
        max_last_ug=draw(amounts(fall)),
        min_days_between_falls=draw(st.integers(1, 5)),
        growth_order=draw(st.permutations(NAMED_TIMES)),
        fall_order=draw(st.permutations(NAMED_TIMES)),
    )
    return read_protocol(text, "test-protocol")


def a_tablet(strength, parts):
    """A made-up tablet of so many micrograms."""
    dose = Dose.from_micrograms(strength)
    return Product(
        id=f"tablet-{strength}",
        name=f"{dose} tablet",
        form="tablet",
        strength=dose,
        parts=parts,
        authors=[OURS],
    )


PARTS = st.sampled_from([("whole",), ("whole", "half"), ("whole", "half", "quarter")])
STRENGTHS = st.sampled_from([2_500, 5_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000])


@st.composite
def product_lists(draw):
    """One to four strengths, some of which may be split."""
    strengths = draw(st.lists(STRENGTHS, min_size=1, max_size=4, unique=True))
    return [a_tablet(strength, draw(PARTS)) for strength in strengths]


@st.composite
def products_for(draw, protocol):
    """Mostly products that make the protocol's table, and sometimes others too."""
    smallest = min(
        dose.micrograms for step in protocol.titration.steps for dose in step.doses.values()
    )
    fitting = [a_tablet(smallest, ("whole",)), a_tablet(4 * smallest, draw(PARTS))]
    halved = [a_tablet(2 * smallest, ("whole", "half")), a_tablet(8 * smallest, ("whole",))]
    return draw(st.sampled_from([fitting, halved, fitting[:1], halved[:1]]) | product_lists())


@st.composite
def adults(draw, start):
    """An adult whose kidneys were tested before the start, lately enough to count."""
    age, ago = draw(st.integers(18, 64)), draw(st.integers(0, 91))
    tested = start - timedelta(days=ago)
    return Patient(age=f"{age} years", kidneys=f"normal, tested {tested}")


PATIENTS_GOING_DOWN = st.builds(
    Patient,
    age=st.integers(18, 120).map(lambda years: f"{years} years") | st.just("not asked"),
    kidneys=st.sampled_from(["unknown", "not asked", "normal, tested 1949-01-01"]),
)


@st.composite
def regimens(draw, times=NAMED_TIMES, dose=AMOUNTS):
    """What somebody takes, at names of the day or at clock times."""
    held = st.dictionaries(st.sampled_from(times), dose, min_size=1)
    doses = draw(held.filter(lambda doses: sum(doses.values()) >= LEAST))
    return Regimen(
        administrations=[
            Administration(at=at, dose=Dose.from_micrograms(doses[at]))
            for at in sorted(doses, key=time_order)
        ]
    )


@st.composite
def takings(draw, start, regimen):
    """A present regimen and since when, or since nobody knows when."""
    ago = draw(st.none() | st.integers(1, 400))
    since = "unknown" if ago is None else start - timedelta(days=ago)
    return Taking(regimen=draw(regimen), since=since)


def aims_of(protocol):
    """Any daily dose up to the maximum, and the maximum by its name."""
    most = protocol.limits.value("max_daily_dose")
    rows = [sum(d.micrograms for d in step.doses.values()) for step in protocol.titration.steps]
    return st.one_of(
        st.just("max"),
        st.sampled_from(rows).map(DailyDose.from_micrograms),
        st.integers(LEAST // UNIT, most // UNIT).map(
            lambda units: DailyDose.from_micrograms(units * UNIT)
        ),
    )
