"""Time, from outside: importing the package, and planning on the command line."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

RUNS = 5

COMMANDS = {
    "start Python": ["-c", "pass"],
    "import the package": ["-c", "import baclofen_titration"],
    "import every public name": ["-c", "from baclofen_titration import *"],
    "plan a titration": [
        "-m", "baclofen_titration", "plan", "--protocol", "us-label-adult", "--taking", "none",
        "--kidneys", "normal, tested 2026-11-12", "--age", "46", "--aim", "60 mg/day",
        "--products", "us-tablets", "--start", "2026-12-01", "--supply", "28 days",
    ],
}  # fmt: skip


def best_of(runs: int, arguments: list[str]) -> int:
    """The shortest time of several runs [ms]."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(perf_counter() - start)
    return int(min(times) * 1000)


for name, arguments in COMMANDS.items():
    print(f"{name:<26}{best_of(RUNS, arguments):>6} ms", flush=True)
