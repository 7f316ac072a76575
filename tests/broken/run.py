"""Break each limit in a copy of the source tree and see the tests that are named for it fail.

    python -m tests.broken.run            # all of them; `make break`
    python -m tests.broken.run balance    # those of which the name or a limit holds the word

Exit code 1 if the whole copy fails one of the tests, or if a break survives one of them.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.broken.breaking import Break, blindfold, breaks, broken, copy_of_the_tree, run

WORKERS = 2


def say(line: str, *more: str) -> None:
    """Tell something at once, and what belongs to it below."""
    sys.stdout.write("\n          ".join((line, *more)) + "\n")
    sys.stdout.flush()


def survived(one: Break, root: Path) -> list[str]:
    """The tests that do not see a break, or fail of something else."""
    blind = [blindfold()] if one.side == "engine" else []
    with broken(root, (*one.edits, *blind)):
        outcomes = run(root, one.tests)
    wrong = [
        f"{seen.test}: {f'{seen.failed_by[0]}: {seen.words}' if seen.failed_by else 'passes'}"
        for seen in outcomes
        if not seen.as_wanted(one.fails_by)
    ]
    return wrong if len(outcomes) >= len(one.tests) else [*wrong, "not every test was found"]


def main(words: list[str]) -> int:
    """Run them and tell what was seen."""
    chosen = [
        one for one in breaks()
        if not words or any(word in " ".join((one.name, *one.limits)) for word in words)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(WORKERS):
            copies.put(copy_of_the_tree(Path(folder) / str(number)))
        bad = _whole(chosen, copies)

        def tried(one: Break) -> tuple[Break, list[str]]:
            root = copies.get()
            try:
                return one, survived(one, root)
            finally:
                copies.put(root)

        with ThreadPoolExecutor(WORKERS) as pool:
            for one, wrong in pool.map(tried, chosen):
                say(f"{'SURVIVES' if wrong else 'caught':9} {one.side:6} {one.name}", *wrong)
                bad += bool(wrong)
    say(f"{len(chosen)} breaks, {len(chosen) - bad} caught, {bad} not")
    return 1 if bad else 0


def _whole(chosen: list[Break], copies: Queue[Path]) -> int:
    """The unbroken copy passes everything that is named."""
    root = copies.get()
    outcomes = run(root, sorted({test for one in chosen for test in one.tests}))
    copies.put(root)
    failed = [f"{seen.test}: {seen.words}" for seen in outcomes if seen.failed_by]
    say(f"{len(outcomes) - len(failed)} of {len(outcomes)} tests pass on the whole copy", *failed)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
