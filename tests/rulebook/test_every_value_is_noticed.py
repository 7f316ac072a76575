"""Every value of every tailoring file is noticed: altered in a copy, somebody's plan changes.

Nothing is listed by hand but patients. Each value of each file is moved one step up and one
down, exchanged for another choice, and left out; then the limits, findings or records of some
patient have to come out differently. A value that nobody notices fails, and so does one for
which no patient stands here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import NamedTuple

import pytest

from baclofen_titration import tailoring
from baclofen_titration.errors import NotCoveredError, RuleFileError
from baclofen_titration.kept import Kept
from baclofen_titration.patient import Patient
from baclofen_titration.product import load_products
from baclofen_titration.protocols import (
    DosingProtocol,
    list_protocols,
    load_protocol,
    read_protocol,
)
from baclofen_titration.tailoring import children, shelf, tailor, weigh
from rulebook.altering import Altered, altered
from rulebook.make_protocol import make_protocol_text

START = date(2026, 12, 1)
SHELF = files("baclofen_titration.tailoring") / "data"
PROTOCOLS = files("baclofen_titration.protocols") / "data"
FILES = sorted(entry.name for entry in SHELF.iterdir() if entry.name.endswith(".toml"))
LIQUID = load_products("uk-liquid-5mg-in-5ml")
FOR_SOME = sorted(
    name
    for name in list_protocols()
    if "[[patients]]" in (PROTOCOLS / f"{name}.toml").read_text("utf-8")
)


class Probe(NamedTuple):
    """Somebody, from which day on, and which sets hold."""

    patient: Patient
    start: date = START
    named: tuple[str, ...] = ()
    for_children: bool = False


@cache
def for_all() -> DosingProtocol:
    """A file of somebody's own that names no sets, begins with 20 mg and takes all ages."""
    rows = [{"morning": 5_000 * n, "midday": 5_000 * n, "bedtime": 10_000 * n} for n in range(1, 5)]
    text = make_protocol_text(table=rows, min_age="0 years", max_rise_per_dose_ug=10_000)
    return read_protocol(text, "test-protocol")


def clearance(value: object, **more: str) -> Patient:
    answers = {"age": "46 years", "muscle": "usual", **more}
    return Patient(kidneys=f"clearance {value} mL/min on 2026-11-20, steady", **answers)


def people() -> Iterator[Patient]:
    """On both sides of every edge that a rule has."""
    ages = ("64 years", "64 years 11 months", "65 years", "46 years")
    for value, age in product((120, 45, 20, 55), ages):
        yield clearance(value, age=age)
    for kind, age in product(("haemodialysis", "peritoneal dialysis"), ("46 years", "70 years")):
        yield Patient(age=age, kidneys=kind, muscle="usual")
    for answers in ({"cause": "cerebral"}, {"sensitive": "yes"}, {"muscle": "reduced"}):
        yield clearance(120, **answers)
        yield clearance(70, **answers)
    for edge, age in product((30, 50, 60, 80, 100), ("46 years", "70 years")):
        for value in (f"{edge - 1}.5", edge, f"{edge}.5", edge + 1):
            yield clearance(value, age=age)
    yield from (Patient(age=age, kidneys="normal, tested 2026-11-20") for age in ages[2:])
    yield from (clearance(120, age=age) for age in ("17 years", "17 years 11 months", "18 years"))
    yield clearance(120, age="18 years 1 month")


def measured() -> Iterator[Patient]:
    """Values of every age that decides, and creatinine of heavy and of thin people."""
    for days, ill in product((6, 7, 8, 90, 91, 92), ("no", "yes")):
        on = START - timedelta(days=days)
        yield Patient(age="46 years", muscle="usual", acute_illness=ill,
                      kidneys=f"clearance 120 mL/min on {on}, steady")  # fmt: skip
        yield Patient(age="46 years", kidneys=f"normal, tested {on}", acute_illness=ill)
    for weight, blood in product((35, 60), (58, 59, 60, 61, 150)):
        yield Patient(age="46 years", sex="male", weight=f"{weight} kg on 2026-11-20",
                      height="140 cm", muscle="usual",
                      creatinine=f"{blood} umol/L on 2026-11-20, steady")  # fmt: skip


def half_steps() -> Iterator[Patient]:
    """Where the days to steady state change."""
    return (clearance(f"{value // 2}.{value % 2 * 5}") for value in range(202))


def probes(name: str) -> Iterator[Probe]:
    """Whoever may notice a file, those who notice soonest first."""
    named = name.removesuffix(".toml")
    sets = () if name in shelf.OTHERS else (named,)
    yield from (Probe(person, named=sets) for person in people())
    yield from (Probe(person) for person in islice(people(), 40))
    if name in shelf.OTHERS:
        yield from map(Probe, measured())
    for days in (89, 90, 91) if named == "children" else ():
        weight = f"30 kg on {START - timedelta(days=days)}"
        yield Probe(clearance(120, age="9 years", weight=weight), for_children=True)
    for person in half_steps() if named == "steady-state" else ():
        yield Probe(person, named=sets)
    late = date(2027, 11, 28)
    fresh = f"on {late - timedelta(days=1)}, steady"
    for value, more in product((20, 120), ({}, {"cause": "cerebral"}, {"sensitive": "yes"})):
        person = Patient(age="70 years", kidneys=f"clearance {value} mL/min {fresh}", **more)
        yield Probe(person, late, sets)
    yield Probe(Patient(age="70 years", kidneys="haemodialysis"), late, sets)


def seen(probe: Probe, protocol: DosingProtocol) -> object:
    """Everything that is decided for somebody; no word of the file is part of it."""
    if probe.for_children:
        protocol = load_protocol("eu-label-child")
    try:
        _, weighed = weigh(probe.patient, protocol, LIQUID, probe.start, "up")
        made = tailor(probe.patient, protocol, probe.start, "up", named=probe.named)
    except NotCoveredError:
        return "refused"
    return (
        [(limit.rule, limit.amount) for limit in made.limits.limits],
        [(one.code, one.severity, one.found) for one in (*made.findings, *weighed)],
        [(one.rule_set, one.status, one.applied, one.bound) for one in made.records],
        made.one_step, made.kidneys_bound,
    )  # fmt: skip


@cache
def seen_before(name: str, number: int) -> object:
    """What the shipped file decides for the probe of this number."""
    return seen(all_probes(name)[number], for_all())


@cache
def all_probes(name: str) -> tuple[Probe, ...]:
    return tuple(probes(name))


def all_kept() -> list[Callable[[], None]]:
    """How to forget each thing that a room of tailoring reads or works out once."""
    rooms = [room for name, room in sys.modules.items() if name.startswith(tailoring.__name__)]
    held = {id(thing): thing for room in rooms for thing in vars(room).values()}.values()
    of_tailoring = [
        thing.cache_clear for thing in held
        if hasattr(thing, "cache_clear") and thing.__module__.startswith(tailoring.__name__)
    ]  # fmt: skip
    return [*of_tailoring, *(kept._held.clear for kept in held if isinstance(kept, Kept))]


ALL_KEPT = all_kept()


def forget():
    for clear in ALL_KEPT:
        clear()


def test_what_is_kept_was_found():
    assert shelf.rule_sets.cache_clear in ALL_KEPT
    assert shelf._sets._held.clear in ALL_KEPT


@pytest.fixture
def copies(tmp_path, monkeypatch):
    """A copy of the shelf, from which the files are read."""
    (tmp_path / "data").mkdir()
    for name in FILES:
        (tmp_path / "data" / name).write_text((SHELF / name).read_text("utf-8"), "utf-8")
    forget()
    yield tmp_path / "data", monkeypatch
    monkeypatch.undo()
    forget()


def is_noticed(name: str) -> bool:
    try:
        shelf.rule_sets(), shelf.value_rules(), children._rules()
    except (RuleFileError, KeyError):
        return True
    return any(
        seen(probe, for_all()) != seen_before(name, number)
        for number, probe in enumerate(all_probes(name))
    )


@pytest.mark.parametrize("name", FILES)
def test_every_value_of_a_shipped_set_is_noticed(name, copies):
    folder, monkeypatch = copies
    text = (folder / name).read_text("utf-8")
    for number in range(len(all_probes(name))):
        seen_before(name, number)
    monkeypatch.setattr(shelf, "files", lambda package: folder.parent)
    monkeypatch.setattr(children, "files", lambda package: folder.parent)
    # The ten files that are not altered say the same each time.
    monkeypatch.setattr(shelf, "read_rule_set", cache(shelf.read_rule_set))
    unnoticed, count = [], 0
    for one in altered(text):
        (folder / name).write_text(one.text, "utf-8")
        forget()
        count += 1
        if not is_noticed(name):
            unnoticed.append(f"{one.place} -> {one.written or 'left out'}")
    assert count, "nothing was altered"
    assert unnoticed == []


@pytest.mark.parametrize("name", FOR_SOME)
def test_every_value_of_what_a_document_prints_for_some_is_noticed(name):
    text = (PROTOCOLS / f"{name}.toml").read_text("utf-8")
    # With one harmless set named, nothing else asks for the same as the document.
    held = [Probe(person, named=("steady-state",)) for person in people()]
    shipped = read_protocol(text, name)
    before = [seen(probe, shipped) for probe in held]

    def noticed(one: Altered) -> bool:
        try:
            copy = read_protocol(one.text, name)
        except RuleFileError:
            return True
        return any(seen(p, copy) != old for p, old in zip(held, before, strict=True))

    copies = list(altered(text, "[[patients]]"))
    assert copies
    assert [f"{one.place} -> {one.written}" for one in copies if not noticed(one)] == []
