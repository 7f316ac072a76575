"""Time, as ratios within one run: machines differ, ratios much less.

Doors are measured from outside, against a bare "import pydantic and define one
model". Rooms are measured inside, warm, against making the steps of the same
schedule from known doses and nothing else. Medians; nothing here passes or fails.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from statistics import median
from time import perf_counter

from baclofen_titration import (
    CheckedSchedule,
    Patient,
    Schedule,
    Step,
    Taking,
    TaperRequest,
    TitrationRequest,
    check,
    load_products,
    load_protocol,
    plan_taper,
    plan_titration,
    to_html,
    to_json,
    to_pdf,
    to_pharmacy,
    to_text,
)
from baclofen_titration.protocols import list_protocols, read_protocol

OUTSIDE_RUNS = 9
INSIDE_RUNS = 300
FILE_RUNS = 30
SLOWEST_FILES = 3
MILLI, MICRO = 1_000, 1_000_000

MODEL = """
import pydantic
class One(pydantic.BaseModel):
    dose: int
"""
DOORS = {
    "import pydantic, define a model": ["-c", MODEL],
    "import the package": ["-c", "import baclofen_titration"],
    "... and plan_titration": ["-c", "from baclofen_titration import plan_titration"],
    "--help": ["-m", "baclofen_titration", "--help"],
}


def outside(arguments: list[str]) -> float:
    """Median time of a fresh interpreter [s]."""
    times = []
    for _ in range(OUTSIDE_RUNS):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(perf_counter() - start)
    return median(times)


def inside(work: Callable[[], object], runs: int = INSIDE_RUNS) -> float:
    """Median time of warm work [s]."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


PROTOCOL = load_protocol("us-label-adult")
PRODUCTS = load_products("us-tablets")
PATIENT = Patient(age="46 years", kidneys="normal, tested 2026-11-12")
START = date(2026, 12, 1)


def titration() -> CheckedSchedule:
    """A request for 90 days, planned, pieced, counted and checked."""
    return plan_titration(
        TitrationRequest(
            protocol=PROTOCOL,
            products=PRODUCTS,
            patient=PATIENT,
            taking="nothing",
            aim="60 mg/day",
            start=START,
            supply="90 days",
        )
    )


def course() -> CheckedSchedule:
    """A whole course of a year."""
    return plan_titration(
        TitrationRequest(
            protocol=PROTOCOL,
            products=PRODUCTS,
            patient=PATIENT,
            taking="nothing",
            aim="max",
            start=START,
            stay="300 days",
            then_taper="41 days",
            supply="365 days",
        )
    )


def taper() -> CheckedSchedule:
    """A taper over three weeks."""
    return plan_taper(
        TaperRequest(
            protocol=PROTOCOL,
            products=PRODUCTS,
            patient=PATIENT,
            taking=Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg", since="2026-10-01"),
            over="21 days",
            start=START,
        )
    )


def bare(schedule: Schedule) -> Schedule:
    """The same steps, made from doses that are known already."""
    steps = [
        Step(start=step.start, days=step.days, regimen=step.regimen, phase=step.phase)
        for step in schedule.steps
    ]
    return Schedule(before=schedule.before, steps=steps, then=schedule.then)


def table(rows: dict[str, float], unit: str, scale: int) -> None:
    """Print medians and their ratio to the first row."""
    yardstick = next(iter(rows.values()))
    for name, seconds in rows.items():
        print(f"{name:<44}{seconds * scale:>9.0f} {unit}{seconds / yardstick:>9.2f}")


def protocol_files() -> None:
    """The files that take longest, read and validated; at most 15 ms each is the aim."""
    shelf = files("baclofen_titration.protocols").joinpath("data")
    times = {}
    for name in list_protocols():
        text = shelf.joinpath(f"{name}.toml").read_text("utf-8")
        times[name] = inside(partial(read_protocol, text, name), FILE_RUNS)
    slowest = sorted(times, key=lambda name: -times[name])[:SLOWEST_FILES]
    print(f"\nOne protocol file, read and validated: the slowest {SLOWEST_FILES} of {len(times)}")
    table({name: times[name] for name in slowest}, "µs", MICRO)


def main() -> None:
    """Measure and print."""
    print("From outside (a fresh interpreter each time)")
    table({name: outside(arguments) for name, arguments in DOORS.items()}, "ms", MILLI)
    checked, year = titration(), course()
    quarter = START + timedelta(days=89)
    rooms: dict[str, Callable[[], object]] = {
        "bare steps of the same schedule": lambda: bare(checked.schedule),
        "titration, 90 days, complete": titration,
        "check alone": lambda: check(
            checked.schedule,
            limits=checked.limits,
            products=checked.products,
            patient=PATIENT,
            protocol=checked.protocol,
        ),
        "JSON": lambda: to_json(checked),
        "JSON with 90 days": lambda: to_json(checked, until=quarter),
        "text": lambda: to_text(checked),
        "HTML sheet of 90 days": lambda: to_html(checked, until=quarter),
        "PDF sheet of 90 days": lambda: to_pdf(checked, until=quarter),
        "pharmacy sheet": lambda: to_pharmacy(checked),
        "90 days viewed": lambda: list(checked.schedule.days(until=quarter)),
        "taper over 21 days, complete": taper,
        f"course of 365 days ({len(year.schedule.steps)} steps), complete": course,
        "365 days viewed": lambda: list(year.schedule.days()),
    }
    print("\nInside (warm)")
    table({name: inside(work) for name, work in rooms.items()}, "µs", MICRO)
    protocol_files()


if __name__ == "__main__":
    main()
