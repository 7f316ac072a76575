"""Time, as ratios within one run, with the aims beside them: machines differ, ratios much less.

Doors are measured from outside, as the processor time of a fresh interpreter, against a bare
"import pydantic and define one model"; byte code is there, as after an installation. Rooms are
measured inside, warm, against a fixed loop of additions that takes about a millisecond.
Processor time is what others on the machine disturb least. Each run is another patient who
starts on another day, so that nothing can be fast by being remembered whole. Medians; nothing
here passes or fails.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from itertools import count
from statistics import median
from time import perf_counter, process_time

from each_protocol import each_protocol

from baclofen_titration import (
    CheckedSchedule,
    Patient,
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

OUTSIDE_RUNS = 7
SECONDS_A_ROW, SECONDS_A_FILE = 1.0, 0.2
SLOWEST_FILES = 3
MOST_RUNS = 300
MILLI, MICRO = 1_000, 1_000_000

MODEL = """
import pydantic
class One(pydantic.BaseModel):
    dose: int
"""
DOORS = {
    "import pydantic, define a model": (["-c", MODEL], ""),
    "import the package": (["-c", "import baclofen_titration"], "1.3"),
    "... and plan_titration": (["-c", "from baclofen_titration import plan_titration"], "1.3"),
    "--help": (["-m", "baclofen_titration", "--help"], ""),
}


def outside(arguments: list[str], cache: str) -> float:
    """Median processor time of a fresh interpreter [s]."""
    held = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
    times = []
    for _ in range(OUTSIDE_RUNS + 1):
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, *arguments],
            held,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
        )
        _, status, used = os.wait4(child, 0)
        if status:
            raise SystemExit(f"{arguments} failed")
        times.append(used.ru_utime + used.ru_stime)
    return median(times[1:])  # the first one writes the byte code


def inside(work: Callable[[], object], seconds: float) -> float:
    """Median processor time of warm work [s]."""
    times: list[float] = []
    began = perf_counter()
    work()
    while len(times) < MOST_RUNS and perf_counter() - began < seconds:
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


FIRST = "us-label-adult"
PROTOCOL = load_protocol(FIRST)
SHELF = files("baclofen_titration.protocols").joinpath("data")
PRODUCTS = load_products("us-tablets")
PATIENTS = [
    Patient(age=f"{years} years", kidneys="normal, tested 2026-11-12") for years in range(20, 63)
]
FIRST_DAY = date(2026, 11, 20)
NEXT = count()


def answers(number: int) -> dict[str, object]:
    """What one request says of the patient and the first day, another one each time."""
    return {
        "protocol": PROTOCOL,
        "products": PRODUCTS,
        "patient": PATIENTS[number % len(PATIENTS)],
        "start": FIRST_DAY + timedelta(days=number % 60),
    }


def titration(supply: str | None = None) -> CheckedSchedule:
    """A request for 90 days, planned, pieced and checked."""
    asked = {**answers(next(NEXT)), "taking": "nothing", "aim": "60 mg/day", "supply": supply}
    return plan_titration(TitrationRequest(**asked))


def course() -> CheckedSchedule:
    """A whole course of a year."""
    asked = {**answers(next(NEXT)), "taking": "nothing", "aim": "max", "stay": "300 days"}
    return plan_titration(TitrationRequest(**asked, then_taper="41 days", supply="365 days"))


def taper() -> CheckedSchedule:
    """A taper over three weeks."""
    taking = Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg", since="2026-10-01")
    return plan_taper(TaperRequest(**answers(next(NEXT)), taking=taking, over="21 days"))


def judged(checked: CheckedSchedule, number: int) -> object:
    """The check alone."""
    return check(
        checked.schedule,
        limits=checked.limits,
        products=checked.products,
        patient=PATIENTS[number % len(PATIENTS)],
        protocol=checked.protocol,
    )


def yardstick() -> int:
    """A fixed piece of work: about a millisecond where the aims were set."""
    total = 0
    for number in range(20_000):
        total += number * number % 7
    return total


def rooms() -> dict[str, tuple[Callable[[], object], str]]:
    """The work of each row, and its aim as a ratio to the yardstick."""
    plans, turn = [titration("90 days") for _ in PATIENTS], count()
    checked, year = plans[0], course()
    quarter = checked.schedule.start + timedelta(days=89)

    def another_judged() -> object:
        number = next(turn) % len(plans)
        return judged(plans[number], number)

    return {
        "a fixed loop": (yardstick, ""),
        "90 days: planned, pieced, checked": (titration, "1 (goal 0.3)"),
        "... with a supply of 90 days": (lambda: titration("90 days"), "1"),
        "... with its fills": (lambda: titration("90 days").fills, ""),
        "check alone": (another_judged, "0.3"),
        "taper over 21 days": (taper, ""),
        f"365 days: a course of {len(year.schedule.steps)} steps": (course, "linear in steps"),
        "90 days viewed": (lambda: list(checked.schedule.days(until=quarter)), "free"),
        "365 days viewed": (lambda: list(year.schedule.days()), "free"),
        "JSON": (lambda: to_json(checked), ""),
        "JSON with 90 days": (lambda: to_json(checked, until=quarter), ""),
        "text": (lambda: to_text(checked), ""),
        "pharmacy sheet": (lambda: to_pharmacy(checked), ""),
        "HTML sheet of 90 days": (lambda: to_html(checked, until=quarter), ""),
        "PDF sheet of 90 days": (lambda: to_pdf(checked, until=quarter), ""),
    }


def shelf() -> dict[str, tuple[Callable[[], object], str]]:
    """Reading and validating each shipped protocol file."""
    texts = {name: SHELF.joinpath(f"{name}.toml").read_text("utf-8") for name in list_protocols()}
    return {name: (partial(read_protocol, text, name), "15") for name, text in texts.items()}


def slowest(rows: dict[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
    """The rows that take longest, the longest first."""
    ranked = sorted(rows, key=lambda name: -rows[name][0])
    return {name: rows[name] for name in ranked[:SLOWEST_FILES]}


def measured(
    rows: dict[str, tuple[Callable[[], object], str]], seconds: float = SECONDS_A_ROW
) -> dict[str, tuple[float, str]]:
    """The median of each row, beside its aim."""
    return {name: (inside(work, seconds), aim) for name, (work, aim) in rows.items()}


def table(rows: dict[str, tuple[float, str]], first: float, unit: str, scale: int) -> None:
    """Print medians, their ratio to the first row, and the aim as such a ratio."""
    print(f"{'':<44}{unit:>10}{'ratio':>9}  aim")
    for name, (seconds, aim) in rows.items():
        print(f"{name:<44}{seconds * scale:>10.0f}{seconds / first:>9.2f}  {aim}".rstrip())


def main() -> None:
    """Measure and print."""
    print("From outside: processor time of a fresh interpreter")
    with tempfile.TemporaryDirectory() as cache:
        doors = {name: (outside(call, cache), aim) for name, (call, aim) in DOORS.items()}
    table(doors, next(iter(doors.values()))[0], "ms", MILLI)
    print("\nInside, warm: another patient and another day each time")
    inner = measured(rooms())
    loop = next(iter(inner.values()))[0]
    table(inner, loop, "µs", MICRO)
    each = measured({name: (work, "2") for name, work in each_protocol().items()}, SECONDS_A_FILE)
    print(f"\nOne request, from each of {len(each)} protocols: the slowest, and {FIRST} as 1")
    table({FIRST: each[FIRST], **slowest(each)}, each[FIRST][0], "µs", MICRO)
    files_read = measured(shelf(), SECONDS_A_FILE)
    print(f"\nOne protocol file, read and validated: the slowest of {len(files_read)}")
    table(slowest(files_read), loop, "µs", MICRO)


if __name__ == "__main__":
    main()
