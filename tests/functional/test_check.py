"""check: somebody's schedule, read in whichever form it is, and judged."""

from __future__ import annotations

import json

import pytest

from baclofen_titration.cli.options import COMMANDS
from baclofen_titration.findings import Finding, SafetyReport
from baclofen_titration.planning import judging
from functional.running import run, start, typed
from unit.test_every_input_counts import OTHER_PATIENT

GOOD = "5 mg x3 for 3 days, 10 mg x3 for 3 days, then 15 mg x3"
FAST = "5 mg x3 for 3 days, 30 mg x3 for 3 days, then 15 mg x3"
START = ["--start", "2026-12-01"]
EVERYTHING = [
    "--protocol", "us-label-adult", "--products", "us-tablets", "--age", "46",
    "--kidneys", "normal, tested 2026-11-12",
]  # fmt: skip


@pytest.fixture
def checked(tmp_path):
    """Checks a text, from a file."""

    def check(text, *more):
        path = tmp_path / "schedule"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return run(["check", str(path), *more])

    return check


def test_nothing_found_but_partly_judged_is_4(checked):
    ended = checked(GOOD, *START, "--taking", "none")
    assert (ended.code, ended.err) == (4, "")
    assert "Nothing found" in ended.out
    assert "Only partly judged" in " ".join(ended.out.split())
    for missing in ("age:", "kidneys:", "protocol:", "limits:"):
        assert f"\n{missing}" in ended.out
    assert "safe" not in ended.out.lower()


def test_stop_is_3_and_names_the_day_and_by_how_much(checked):
    ended = checked(FAST, *START, "--taking", "none", "--protocol", "us-label-adult")
    assert (ended.code, ended.err) == (3, "")
    assert "Fri 4 December 2026, day 4, step 2 (rise-too-large)" in ended.out
    assert "60 mg/day too much" in ended.out


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (SafetyReport(checks_run=("gap",)), 0),
        (SafetyReport(findings=[Finding(code="x", severity="caution", says="x")]), 0),
        (SafetyReport(checks_not_run=[{"check": "kidneys", "why": "not asked"}]), 4),
        (
            SafetyReport(
                findings=[Finding(code="x", severity="stop", says="x")],
                checks_not_run=[{"check": "kidneys", "why": "not asked"}],
            ),
            3,
        ),
    ],
    ids=["nothing", "caution", "partly", "stop"],
)
def test_exit_code_tells_how_it_was_judged(report, code, checked, monkeypatch):
    monkeypatch.setattr(judging, "check", lambda *_, **__: report)
    answered = [*START, "--protocol", "us-label-adult", "--condition", "none"]
    assert checked(GOOD, *answered).code == code


KIDNEYS = ("--kidneys", "clearance 95 mL/min on 2026-11-20, steady", "--muscle", "usual")
WHOLE = (
    "--protocol", "us-label-adult", "--products", "us-tablets", "--age", "46", *KIDNEYS,
    "--condition", "none", "--medicine", "none",
)  # fmt: skip


def test_everything_judged_and_nothing_found_is_0(checked):
    line = "5 mg x3 for 3 days, then 10 mg x3"
    ended = checked(line, *START, "--taking", "none", *WHOLE)
    assert (ended.code, ended.err) == (0, "")
    assert "Only partly judged" not in ended.out
    hours = "those of us-label-adult were taken: morning 08:00, midday 13:00, evening 18:00."
    assert hours in " ".join(ended.out.split())
    unknown = [*WHOLE[:6], "--kidneys", "unknown"]
    assert checked(line, *START, "--taking", "none", *unknown).code == 4


def test_hours_of_its_own_are_kept(checked):
    ended = checked("08:00 5 mg, 14:00 5 mg, 20:00 5 mg", *START, "--taking", "none", *WHOLE)
    assert "states no hours" not in ended.out
    assert ended.code == 0


def test_every_input_is_judged_by(checked):
    plain = checked(GOOD, *START)
    given = checked(GOOD, *START, "--taking", "none", *EVERYTHING)
    assert len(given.out.split("ran: ")[1].split(",")) > len(plain.out.split("ran: ")[1].split(","))
    assert "age:" not in given.out
    assert "protocol:" not in given.out
    assert "first-change:" in plain.out
    assert "first-change:" not in given.out


def test_departure_from_a_protocol_is_named_by_its_day(checked):
    slow = "5 mg x3 for 2 days, then 10 mg x3"
    assert checked(slow, *START, "--taking", "none").code == 4
    ended = checked(slow, *START, "--taking", "none", "--protocol", "us-label-adult")
    assert ended.code == 3
    assert "Thu 3 December 2026, day 3, step 2 (rise-too-soon)" in ended.out


@pytest.mark.parametrize("command", ["plan", "taper"])
def test_own_json_is_read_back_and_nothing_is_found(command, checked):
    give = {"plan": {}, "taper": {"to": "30 mg/day"}}[command]
    written = run(typed(command, {**give, "format": "json", "for": "20 days"}))
    assert written.code == 0
    assert json.loads(written.out)["schema_version"]
    ended = checked(written.out, *EVERYTHING)
    assert ended.code == 4
    assert "Nothing found" in ended.out
    assert "2 things could not be" in " ".join(ended.out.split())


def test_a_file_changed_by_hand_is_judged_as_it_stands_and_bears_the_code_of_another(checked):
    written = run(typed("plan", {"format": "json"})).out
    content = json.loads(written)
    first = content["steps"][0]
    first["doses"][0]["dose"], first["daily_dose"] = "10 mg", "20 mg/day"
    code, says = content["code"], "(changed-since-written)"
    assert says not in checked(written).out
    ended = checked(json.dumps(content))
    assert ended.code == 4
    assert f"bears the sheet code {code}, which is not" in " ".join(ended.out.split())
    assert says in ended.out
    assert checked(json.dumps(content), "--protocol", "us-label-adult").code == 3
    # Whose letters they are is not known of another release, nor where nothing says for what.
    for key, value in {"library_version": "0.0.9", "code": None, "request_digest": None}.items():
        assert says not in checked(json.dumps({**content, key: value})).out


def test_own_csv_is_read_back(checked):
    written = run(typed("plan", {"format": "csv", "for": "20 days"})).out
    assert written.startswith("date,day,step,phase,morning_mg")
    assert len(written.splitlines()) == 21
    cut = checked(written, "--taking", "none")
    assert cut.code == 3
    assert "ends-without-instruction" in cut.out
    assert checked(written, "--taking", "none", "--then", "continue").code == 4
    assert checked(run(typed("taper", {"format": "csv"})).out, "--then", "stop").code == 4


def test_csv_of_a_taper_needs_no_horizon():
    ended = run(typed("taper", {"format": "csv"}))
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 15


def test_what_a_program_reads_is_the_same_bytes_on_every_terminal():
    words = typed("plan", {"format": "json"})
    plain = start(words, env={"PYTHONIOENCODING": "ascii"})
    assert plain.stdout == run(words).out.encode()
    assert (plain.returncode, plain.stderr) == (0, b"")


def test_remarks_stay_out_of_what_a_program_reads():
    ended = run(typed("taper", {"format": "json"}, leave_out=["start"]))
    assert ended.code == 0
    assert "no start was given" in ended.err
    assert json.loads(ended.out)


def test_explanation_follows_the_sheet():
    out = run([*typed("plan"), "--explain"]).out
    assert out.startswith(run(typed("plan")).out)
    assert "Why the steps are as they are" in out
    assert max(map(len, out.splitlines())) <= 80


def test_standard_input_is_read():
    done = start(["check", "-", *START, "--taking", "none"], stdin=None, input=GOOD.encode())
    assert (done.returncode, done.stderr) == (4, b"")
    assert b"Nothing found" in done.stdout


def test_byte_order_mark_and_windows_lines_are_read(checked):
    written = run(typed("taper", {"format": "csv"})).out
    windows = b"\xef\xbb\xbf" + written.replace("\n", "\r\n").encode()
    assert checked(windows, "--then", "stop").out == checked(written, "--then", "stop").out


def heading(out):
    (line,) = [line for line in out.splitlines() if line.startswith("Report on a schedule")]
    return line


OPTIONS = {
    "--protocol": "uk-smpc-adult",
    "--products": "us-tablet-5",
    "--rule-set": "steady-state",
    "--setting": "inpatient",
    "--taking": "morning 5 mg",
    **{f"--{name.replace('_', '-')}": value for name, value in OTHER_PATIENT.items()},
}
OPTIONS["--condition"] = OPTIONS.pop("--conditions")
OPTIONS["--medicine"] = OPTIONS.pop("--medicines")
SINCE = {"--taking": ["--since", "2026-10-01"]}
OTHERWISE = {
    "--since", "--start", "--then", "--clinic", "--acknowledge", "--request",
}  # fmt: skip
"""They belong to another, change the schedule itself, or are tried above."""


def test_no_option_was_forgotten():
    options = {name for names, _, _ in COMMANDS["check"].options for name in names.split()}
    assert options == {*OPTIONS} | OTHERWISE


@pytest.mark.parametrize("option", OPTIONS)
def test_no_option_is_read_and_left_unused(option, checked):
    """Another report, whose letters are of everything that it was judged by."""
    base = {"--protocol": "us-label-adult", "--taking": "none", "--age": "46"}
    plain = checked(GOOD, *START, *(word for pair in base.items() for word in pair))
    given = {**base, option: OPTIONS[option]}
    words = [word for pair in given.items() for word in pair]
    other = checked(GOOD, *START, *words, *SINCE.get(option, ()))
    assert heading(other.out) != heading(plain.out)


HOSPITAL = "30 mg x3 for 3 days, 35 mg x3 for 3 days, then 40 mg x3"


def test_it_is_judged_where_it_is_taken(checked):
    now = ["--taking", "morning 30 mg, midday 30 mg, evening 30 mg", "--since", "2026-10-01"]
    given = [*START, *now, "--protocol", "de-label-adult", "--age", "46"]
    outside = checked(HOSPITAL, *given)
    inside = checked(HOSPITAL, *given, "--setting", "inpatient")
    assert "(daily-dose-above-maximum)" in outside.out
    assert "above-maximum)" not in inside.out
    assert "First departure   none" in inside.out
    assert heading(outside.out) != heading(inside.out)  # another request, another code


def test_rule_sets_that_are_named_are_judged_by(checked):
    older = ["--age", "70", "--muscle", "usual", "--taking", "none",
             "--kidneys", "clearance 45 mL/min on 2026-11-20, steady"]  # fmt: skip
    by_one = [*START, *older, "--protocol", "us-label-adult", "--rule-set", "kidney-first-doses"]
    plain = checked(GOOD, *START, *older, "--protocol", "us-label-adult").out
    named = checked(GOOD, *by_one).out
    assert named.splitlines()[1:] != plain.splitlines()[1:]
    ended = checked(GOOD, *START, *older, "--rule-set", "kidney-first-doses")
    assert ended.code == 2
    assert "name one too" in ended.err


def test_start_is_tomorrow_and_said(checked):
    assert "no start was given" in checked(GOOD).out.splitlines()[0]


def test_clinic_file_names_what_it_is_judged_by(checked, tmp_path):
    clinic = tmp_path / "clinic.toml"
    clinic.write_text('protocol = "us-label-adult"\nproducts = "us-tablets"\n', "utf-8")
    out = checked(GOOD, *START, "--clinic", str(clinic)).out
    assert "From clinic.toml: protocol us-label-adult." in out
    assert "protocol:" not in out.partition("Report")[2]


CONTRADICTIONS = {
    "start and dates": ("json", START, "dates of its own"),
    "two befores": ("json", ["--taking", "unknown"], "what was taken before"),
    "two ends": ("json", ["--then", "stop"], "how it ends"),
    "no end": ("json", ["--then", "perhaps"], "stop or continue"),
    "since alone": ("json", ["--since", "2026-01-01"], "--taking"),
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_contradictions_are_refused(what, checked):
    form, more, says = CONTRADICTIONS[what]
    ended = checked(run(typed("plan", {"format": form})).out, *more)
    assert (ended.code, ended.out) == (2, "")
    assert says in " ".join(ended.err.split())


HOSTILE = {
    "empty": "",
    "blank": " \n\n",
    "words": "take two",
    "number": "5",
    "bare amount": "5 mg",
    "zip": b"PK\x03\x04\xff",
    "NUL": "\x00",
    "lone surrogate": "\ud800",
    "empty object": "{}",
    "list": "[]",
    "cut short": '{"steps": [',
    "deep": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "NaN": '{"steps": NaN}',
    "big number": '{"steps": ' + "9" * 5_000 + "}",
    "repeated key": '{"steps": [], "steps": []}',
    "header only": "date,day,step,phase,morning_mg,daily_mg\n",
    "formula": "date,day,step,phase,morning_mg,daily_mg\n=1+1,1,1,taper,5,5\n",
    "unclosed quote": 'date,day\n"2026',
    "long line": "5 mg x3 for 3 days, " * 5_000,
    "many commas": "," * 50_000,
    "long word": "x" * 100_000,
    "printed sheet": None,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_schedules_are_refused_in_plain_words(what, checked):
    text = HOSTILE[what] if HOSTILE[what] is not None else run(typed("plan")).out
    ended = checked(text, *([] if str(text)[:1] in "{[d" else START))
    assert (ended.code, ended.out) == (2, ""), ended
    assert "fault of ours" not in ended.err
    assert max(map(len, ended.err.splitlines())) <= 80
    assert len(ended.err.splitlines()) <= 40
    assert ended.err.replace("\n", "").isprintable()
    assert what != "printed sheet" or "printed sheet" in ended.err
