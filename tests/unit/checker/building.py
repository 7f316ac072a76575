"""Hand-built schedules for the judge: good ones to break, and the smallest that show one thing."""

from __future__ import annotations

from datetime import date, timedelta

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.patient import Patient
from baclofen_titration.product import Product
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Administration, Piece, Regimen, Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step

START = date(2026, 3, 2)
CLOCK = {"morning": "08:00", "midday": "13:00", "evening": "18:00", "bedtime": "22:00"}
ADULT = Patient(age="46 years", kidneys="normal, tested 2026-02-20", used_for="8 weeks")
LABEL = ProtocolReference(
    id="us-label-adult",
    edition=date(2026, 11, 22),
    title="US label, adults",
    status="draft",
    digest="0" * 64,
    shipped=True,
)
OURS = Judgement(says="An example.", reason="It is made up for a test.")
# Made up here, and not taken from the shipped ones.
TABLETS = (
    Product(id="five", name="5 mg tablet", form="tablet", strength="5 mg", authors=[OURS]),
    Product(
        id="ten",
        name="10 mg tablet",
        form="tablet",
        strength="10 mg",
        parts=["whole", "half"],
        authors=[OURS],
    ),
)

SYRUP = Product(
    id="syrup",
    name="oral solution 5 mg in 5 mL",
    form="liquid",
    strength="5 mg",
    volume="5 mL",
    parts=["measure"],
    graduation={"value": "0.1 mL", "authors": [OURS]},
    dose_step={"value": "0.5 mL", "authors": [OURS]},
    bottles=[{"size": "300 mL", "authors": [OURS]}],
    discard_after_opening={"value": "2 months", "authors": [OURS]},
    authors=[OURS],
)
STRONG = SYRUP.model_copy(update={"id": "strong", "strength": "10 mg", "bottles": ()})
PACKET = Product(id="packet", name="5 mg packet", form="packet", strength="5 mg", authors=[OURS])

# The ramp of the US label, then 5 mg more at bedtime each time, as far as the label goes.
RAMP_DOSES = (
    "morning 5 mg, midday 5 mg, evening 5 mg",
    "morning 10 mg, midday 10 mg, evening 10 mg",
    "morning 15 mg, midday 15 mg, evening 15 mg",
    "morning 20 mg, midday 20 mg, evening 20 mg",
    "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 5 mg",
    "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 10 mg",
    "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 15 mg",
    "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 20 mg",
)
# 80 mg a day down to nothing in two weeks, 10 mg a day every two days.
FULL = RAMP_DOSES[-1]
TAPER_DOSES = (
    "morning 20 mg, midday 10 mg, evening 20 mg, bedtime 20 mg",
    "morning 10 mg, midday 10 mg, evening 20 mg, bedtime 20 mg",
    "morning 10 mg, midday 10 mg, evening 10 mg, bedtime 20 mg",
    "morning 10 mg, midday 10 mg, evening 10 mg, bedtime 10 mg",
    "morning 10 mg, evening 10 mg, bedtime 10 mg",
    "evening 10 mg, bedtime 10 mg",
    "bedtime 10 mg",
)


def day(number: int) -> date:
    """The so-manieth day of a schedule that starts on `START`, counted from 1."""
    return START + timedelta(days=number - 1)


def pieces(dose: Dose) -> tuple[Piece, ...]:
    """Tablets of 10 and 5 mg for whole multiples of 5 mg; nothing for anything else."""
    tens, rest = divmod(dose.micrograms, 10_000)
    if rest not in (0, 5_000):
        return ()
    made = [Piece(product="ten", count=tens)] if tens else []
    return (*made, *([Piece(product="five", count=1)] if rest else []))


def with_pieces(text: str) -> Regimen:
    plain = parse_regimen(text)
    return Regimen(
        administrations=[
            Administration(at=taking.at, dose=taking.dose, pieces=pieces(taking.dose))
            for taking in plain.administrations
        ]
    )


def step(start: date, days: int | None, text: str, phase: str = "titration") -> Step:
    return Step(start=start, days=days, regimen=with_pieces(text), phase=phase)


def ramp() -> Schedule:
    """Up by the label: 15 to 80 mg/day, then kept until reviewed."""
    steps = [step(day(1 + 3 * n), 3, text) for n, text in enumerate(RAMP_DOSES)]
    steps.append(step(day(25), None, FULL, "maintenance"))
    return Schedule(before="nothing", steps=steps, clock=CLOCK)


def taper() -> Schedule:
    """Down from 80 mg/day to nothing in two weeks."""
    steps = [step(day(1 + 2 * n), 2, text, "taper") for n, text in enumerate(TAPER_DOSES)]
    before = Taking(regimen=FULL, since="2026-01-05")
    return Schedule(before=before, steps=steps, then="stopped", clock=CLOCK)


def change_step(schedule: Schedule, number: int, **values: object) -> Schedule:
    """Break one step, counted from 1, and leave the others as they are."""
    steps = list(schedule.steps)
    steps[number - 1] = steps[number - 1].model_copy(update=values)
    return schedule.model_copy(update={"steps": tuple(steps)})


def change_doses(schedule: Schedule, number: int, text: str) -> Schedule:
    return change_step(schedule, number, regimen=with_pieces(text))


def change_pieces(schedule: Schedule, number: int, at: str, made: list[Piece]) -> Schedule:
    takings = [
        taking.model_copy(update={"pieces": tuple(made)}) if taking.at == at else taking
        for taking in schedule.steps[number - 1].regimen.administrations
    ]
    return change_step(schedule, number, regimen=Regimen(administrations=takings))


def moved(schedule: Schedule, days: int) -> Schedule:
    """The same schedule some days later."""
    by = timedelta(days=days)
    steps = tuple(s.model_copy(update={"start": s.start + by}) for s in schedule.steps)
    before = schedule.before
    if isinstance(before, Taking) and isinstance(before.since, date):
        before = before.model_copy(update={"since": before.since + by})
    return schedule.model_copy(update={"steps": steps, "before": before})


def one_limit(rule: LimitRule, value: str | int) -> Limits:
    read = value if isinstance(value, int) else (DailyDose if "/day" in value else Dose)(value)
    return Limits.of([Limit(rule=rule, value=read, authors=[OURS])])
