"""Same command, same bytes: whatever the locale, time zone, hash seed or switches are."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import ROUND_UP, Context, localcontext

import pytest

from functional.running import run, typed

COMMANDS = [
    typed("plan", {"aim": "max", "supply": "28 days"}),
    typed("plan", {"stay": "14 days", "then-taper": "14 days", "first-taking": "evening"}),
    typed("taper"),
    [*typed("taper"), "--explain"],
    typed("plan", {"format": "json", "for": "30 days"}),
    typed("taper", {"format": "csv"}),
    *(typed("plan", {"format": form}) for form in ("html", "note", "card", "pharmacy")),
    typed(
        "plan",
        {
            "format": "ics",
            "issued": "2026-11-28T09:30:00Z",
            "plan-id": "3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10",
        },
    ),
    ["check", "-", "--start", "2026-12-01", "--taking", "none", "--protocol", "us-label-adult"],
    ["protocols", "list"],
    ["protocols", "show", "us-label-adult"],
    ["protocols", "lint", "--shipped"],
    ["--help"],
    ["plan", "--help"],
    ["plan", "--age", "x"],
    ["plan"],
]
SCRIPT = f"""
import sys
from baclofen_titration.cli import main
for words in {COMMANDS!r}:
    print(main(words), flush=True)
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
with TemporaryDirectory() as folder:
    path = Path(folder) / "sheet.pdf"
    print(main([*{typed("plan", {"format": "pdf"})!r}, "--output", str(path)]), file=sys.stderr)
    print(sha256(path.read_bytes()).hexdigest(), flush=True)
"""
FAST = b"5 mg x3 for 3 days, 30 mg x3 for 3 days, then 15 mg x3"
KEPT = {name: os.environ[name] for name in ("PYTHONPATH", "SYSTEMROOT") if name in os.environ}
PLAIN = {**KEPT, "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"}
# Several at once, because each alone costs seconds and none can make up for what another does.
SURROUNDINGS = {
    "German, narrow, the first to see the day, another hash seed": ((), {
        "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de", "COLUMNS": "30",
        "LINES": "5", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711",
    }),
    "Turkish, wide, the last to see the day, optimised": (("-O",), {
        "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "COLUMNS": "300", "FORCE_COLOR": "1",
        "TERM": "xterm-256color", "TZ": "Etc/GMT+12",
    }),
    "bare C, without docstrings, warnings are errors": (("-OO", "-W", "error"), {
        "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONHASHSEED": "1",
    }),
}  # fmt: skip


def bytes_of(python=(), environment=()):
    done = subprocess.run(
        [sys.executable, *python, "-c", SCRIPT], env={**PLAIN, **dict(environment)},
        input=FAST, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout, done.stderr.partition(b"Written to")[0]


@pytest.fixture(scope="module")
def expected():
    out, err = bytes_of()
    assert b"SPECIMEN" in out
    assert b"--protocol" in err
    return out, err


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_nothing(name, expected):
    assert bytes_of(*SURROUNDINGS[name]) == expected


def test_a_host_that_rounds_in_its_own_way_changes_nothing():
    words = typed("plan", {"format": "json", "for": "30 days"})
    taper = typed("taper", {"by": "12.5 % of start every 3 days"}, ["over"])
    tailored = [
        "tailor",
        *typed("plan", {"kidneys": "eGFR 45 mL/min/1.73 m2 on 2026-11-12, steady"})[1:],
    ]
    tailored = [*tailored[: tailored.index("--aim")], *tailored[tailored.index("--aim") + 2 :]]
    plain = [run(each) for each in (words, taper, tailored)]
    with localcontext(Context(prec=2, rounding=ROUND_UP, traps=[])):
        assert [run(each) for each in (words, taper, tailored)] == plain
    assert plain[0].code == 0


AT_ONCE = """
import sys, threading
sys.setswitchinterval(1e-6)
from concurrent.futures import ThreadPoolExecutor
together = threading.Barrier(8)
def plan(_):
    together.wait()
    from baclofen_titration import (
        Patient, TitrationRequest, from_json, judge_schedule, load_products, load_protocol,
        plan_titration, to_json, to_report, to_text)
    checked = plan_titration(TitrationRequest(
        protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
        patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
        taking="nothing", aim="60 mg/day", start="2026-12-01"))
    text = to_json(checked, "2026-12-20")
    return to_text(checked), text, to_report(judge_schedule(from_json(text)))
with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(plan, range(8)))))
"""


def test_threads_that_all_come_first_get_the_same_bytes():
    """Models are built and files are read when first used; here all of that happens at once."""
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], capture_output=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == (b"1\n", b"")
