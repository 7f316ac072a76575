"""One table of hostile inputs, tried at every door: refused by name, soon, with nothing written."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from baclofen_titration import (
    Administration,
    BaclofenTitrationError,
    Patient,
    Step,
    Taking,
    TaperRequest,
    from_csv,
    from_json,
    from_regimen_line,
    load_products,
    load_protocol,
    parse_regimen,
    to_csv,
    to_json,
)
from contracts.test_hazard_log import names_in
from functional.running import run, typed
from golden.cases import PLANS

CHECKLIST = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8"))
TABLE = CHECKLIST["row"]
NUMBERS = [f"H{number:02}" for number in range(1, 89)]
SECONDS = 2
MEGABYTES = 20
LONGEST_MESSAGE = 4_000


class Numpyish:
    """What a numeric library's integer looks like: an index, and no int."""

    def __index__(self):
        return 5

    __int__ = __index__


class LyingInt(int):
    """An int that is always smaller."""

    def __lt__(self, other):
        return True

    __le__ = __lt__

    def __gt__(self, other):
        return False


class OwnDate(date):
    """A day that adds up in its own way."""

    def __add__(self, other):
        return self


class Never(datetime):
    """Like NaT: a date by type, and every comparison is false."""

    def __lt__(self, other):
        return False

    __le__ = __gt__ = __ge__ = __lt__
    __hash__ = datetime.__hash__

    def __eq__(self, other):
        return False


OBJECTS = {
    "5,000 nines": "9" * 5_000,
    "5,000 nines mg": "9" * 5_000 + " mg",
    "decimal NaN": Decimal("NaN"),
    "decimal 5": Decimal(5),
    "numpy-like 5": Numpyish(),
    "lying int": LyingInt(5),
    "NaT-like": Never(2026, 12, 1),
    "date subclass": OwnDate(2026, 12, 1),
    "lone surrogate": "5\ud800 mg",
    "100,000 letters": "x" * 100_000,
    "ones without an end": "1" * 40 + "!",
}
NAMES = {id(value): name for name, value in OBJECTS.items()}

PLAN = PLANS["titration"]()
DOCUMENT = json.loads(to_json(PLAN, "2026-12-05"))
CSV = to_csv(PLAN, "2026-12-05")
FIRST_ROW = CSV.splitlines()[1].split(",")
TAPER = {
    "protocol": load_protocol("us-label-adult"),
    "products": load_products("us-tablets"),
    "patient": Patient(age="46 years"),
    "taking": Taking(regimen="morning 20 mg, evening 20 mg", since="2026-10-01"),
    "start": "2026-12-01",
}


def per_day(value):
    """The same amount for a day, where it is text."""
    return f"{value}/day" if isinstance(value, str) else value


PYTHON = {
    "dose": lambda value: Administration(at="morning", dose=value),
    "daily dose": lambda value: TaperRequest(**TAPER, over="14 days", to=per_day(value)),
    "days": lambda value: TaperRequest(**TAPER, over=value),
    "date": lambda value: TaperRequest(**{**TAPER, "start": value}, over="14 days"),
}


def in_step(key, value):
    """The document with one key of its first step exchanged, as text."""
    content = json.loads(json.dumps(DOCUMENT))
    if key == "dose":
        content["steps"][0]["doses"][0]["dose"] = value
    else:
        content["steps"][0][key] = value
    return json.dumps(content)


KEYS = {"dose": "dose", "daily dose": "daily_dose", "days": "days", "date": "start"}
LINES = {"dose": "morning {}, evening 5 mg for 3 days", "days": "10 mg x2 for {}"}
OPTIONS = {
    "dose": ("taper", "taking", "morning {}, evening 20 mg"),
    "daily dose": ("taper", "to", "{}/day"),
    "days": ("taper", "over", "{}"),
    "date": ("plan", "start", "{}"),
}
CELLS = {"dose": 4, "daily dose": -2, "date": 0}


def rows():
    """Every value of the table, once for each thing that it is given as."""
    for row in TABLE:
        values = [*row.get("values", ()), *(OBJECTS[name] for name in row.get("objects", ()))]
        for kind in row["as"]:
            for value in values:
                shown = NAMES.get(id(value), repr(value)[:24])
                yield pytest.param(kind, value, id=f"{row['id']}-{kind}-{shown}".replace("\\", "/"))


ROWS = list(rows())
TEXTS = [row for row in ROWS if isinstance(row.values[1], str)]


def refused(value, door, *given):
    """The message of a refusal, which is short and does not repeat a long value."""
    begun = process_time()
    with pytest.raises(BaclofenTitrationError) as held:
        door(*given)
    assert process_time() - begun < SECONDS
    return sound(str(held.value), value)


def sound(message, value):
    """A message that says something, fits on a screen, and repeats no long value."""
    assert 10 < len(message) < LONGEST_MESSAGE
    assert "Traceback" not in message
    if isinstance(value, str) and len(value) > 60:
        assert value[:60] not in message
    return message


@pytest.mark.parametrize(("kind", "value"), ROWS)
def test_python_refuses_it(kind, value):
    refused(value, PYTHON[kind], value)


def as_json(value):
    """Whether JSON can say it; Python writes NaN and Infinity, which are no JSON and refused."""
    return type(value) in (str, bool, int, float, list, dict) and not (
        isinstance(value, str) and "\ud800" in value
    )


@pytest.mark.parametrize(("kind", "value"), [row for row in ROWS if as_json(row.values[1])])
def test_json_refuses_it(kind, value):
    given = per_day(value) if kind == "daily dose" else value
    message = refused(value, from_json, in_step(KEYS[kind], given))
    assert message.startswith("JSON:")


def for_a_line(kind, value):
    """A line reads several blanks as one, so a text of blanks, or with two, is a fair one."""
    return kind in LINES and value.strip() and "  " not in value


@pytest.mark.parametrize(("kind", "value"), [row for row in TEXTS if for_a_line(*row.values)])
def test_a_regimen_line_refuses_it(kind, value):
    refused(value, from_regimen_line, LINES[kind].format(value), "2026-12-01")


def in_a_cell(kind, value):
    """What a cell would hold: the amount without its unit, which the column names."""
    return value.removesuffix(" mg") if kind != "date" else value


def for_a_cell(kind, value):
    """Text that is no plain number any more once its unit stands in the column."""
    return kind in CELLS and in_a_cell(kind, value) != FIRST_ROW[CELLS[kind]]


@pytest.mark.parametrize(("kind", "value"), [row for row in TEXTS if for_a_cell(*row.values)])
def test_csv_refuses_it(kind, value):
    cell, cells = in_a_cell(kind, value), list(FIRST_ROW)
    cells[CELLS[kind]] = '"' + cell.replace('"', '""') + '"'
    text = "\n".join([CSV.splitlines()[0], ",".join(cells), ""])
    refused(value, from_csv, text)


def words_for(kind, value, folder):
    """A complete command with this one value, and a file that must not come to be."""
    command, option, pattern = OPTIONS[kind]
    words = typed(command, {option: pattern.format(value), "format": "json", "for": "30 days"})
    return [*words, "-o", str(folder / "schedule.json")]


@pytest.mark.parametrize(("kind", "value"), TEXTS)
def test_the_command_line_refuses_it_and_writes_nothing(kind, value, tmp_path):
    begun = process_time()
    ended = run(words_for(kind, value, tmp_path))
    assert process_time() - begun < SECONDS
    assert ended.code == 2
    assert ended.out == ""
    sound(ended.err, value)
    assert f"--{OPTIONS[kind][1]}" in ended.err or "--start" in ended.err
    assert list(tmp_path.iterdir()) == []


WITHOUT_ASSERTS = """
import contextlib, io, json, sys
from baclofen_titration.cli import main
codes = []
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        codes.append(main(words))
print(json.dumps(codes))
"""


def test_the_command_line_refuses_all_of_it_without_asserts_too(tmp_path):
    commands = [
        words_for(*row.values, tmp_path)
        for row in TEXTS
        if "\ud800" not in row.values[1] and "\0" not in row.values[1]
    ]
    ended = subprocess.run(
        [sys.executable, "-O", "-c", WITHOUT_ASSERTS],
        input=json.dumps(commands), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(ended.stdout) == [2] * len(commands)
    assert list(tmp_path.iterdir()) == []


LARGE = [value for value in OBJECTS.values() if isinstance(value, str) and len(value) > 4_000]


@pytest.mark.parametrize("kind", PYTHON)
def test_a_large_value_takes_little_memory(kind):
    tracemalloc.start()
    try:
        for value in LARGE:
            refused(value, PYTHON[kind], value)
            refused(value, from_json, in_step(KEYS[kind], value))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000


def test_what_is_refused_is_refused_for_what_it_is():
    """The same doors let the plain value through, so that no row is refused for something else."""
    assert PYTHON["dose"]("5 mg").dose.micrograms == 5_000
    for kind, value in {"daily dose": "10 mg", "days": "14 days", "date": "2026-12-01"}.items():
        assert PYTHON[kind](value).start == date(2026, 12, 1)
    for kind, value in {
        "dose": "5 mg", "daily dose": "15 mg/day", "days": 3, "date": "2026-12-01",
    }.items():  # fmt: skip
        assert from_json(in_step(KEYS[kind], value)) == PLAN.schedule
    assert from_csv(CSV)
    assert from_regimen_line(LINES["dose"].format("5 mg"), "2026-12-01")
    assert from_regimen_line(LINES["days"].format("3 days"), "2026-12-01")
    for kind, value in {
        "dose": "20 mg", "daily dose": "10 mg", "days": "28 days", "date": "2026-12-01",
    }.items():  # fmt: skip
        command, option, pattern = OPTIONS[kind]
        assert run(typed(command, {option: pattern.format(value)})).code == 0


UNKNOWN = {
    "Patient": lambda: Patient(agee="46 years"),
    "Administration": lambda: Administration(at="morning", dose="5 mg", doses="500 mg"),
    "request": lambda: TaperRequest(**TAPER, over="14 days", fast="yes"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_name_that_is_not_known_is_refused(what):
    with pytest.raises(BaclofenTitrationError):
        UNKNOWN[what]()
    command = [*typed("taper"), "--fast", "yes"]
    assert run(command).code == 2


@pytest.mark.parametrize("products", ["us-tablets", "us-liquid-5mg-in-5ml"])
@pytest.mark.parametrize("by", ["1 microgram/day every 2 days", "0.1 mg/day every 2 days"])
def test_a_way_of_a_microgram_a_time_ends_soon(by, products):
    begun = process_time()
    ended = run(typed("taper", {"by": by, "products": products}, ["over"]))
    assert process_time() - begun < SECONDS
    assert ended.code == 3
    assert "makes finer doses" in " ".join(ended.err.split())


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_a_horizon_of_centuries_ends_soon(form, tmp_path):
    begun = process_time()
    path = tmp_path / "schedule"
    ended = run([*typed("plan", {"format": form, "for": "36525 days"}), "-o", str(path)])
    assert process_time() - begun < SECONDS
    assert (ended.code, ended.out) == (2, "")
    assert "Choose an earlier last day" in " ".join(ended.err.split())
    assert not path.exists()


def test_every_number_of_the_checklist_is_tried_somewhere():
    elsewhere = CHECKLIST["elsewhere"]
    assert sorted({row["id"] for row in TABLE} | {row["id"] for row in elsewhere}) == NUMBERS
    assert [row["id"] for row in elsewhere if not row["tests"]] == ["H48", "H67", "H68"]
    for row in elsewhere:
        for name in row["tests"]:
            file, _, test = name.partition("::")
            assert test in names_in(file), name


def test_days_and_starts_of_a_step_are_guarded_like_those_of_a_request():
    regimen = parse_regimen("morning 5 mg")
    for kind, value in (row.values for row in ROWS):
        # A step counts its days as a plain number, and reads text such as "3 days" as well.
        if kind in ("days", "date"):
            step = {"start": "2026-12-01", "days": 3, "regimen": regimen, "phase": "titration"}
            changed = {**step, "days" if kind == "days" else "start": value}
            with pytest.raises(BaclofenTitrationError):
                Step(**changed)
