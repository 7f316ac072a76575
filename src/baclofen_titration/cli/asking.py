"""What is missing is asked, one question at a time, or refused by name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from baclofen_titration.errors import MissingInputError

QUESTIONS = {
    "protocol": 'Which protocol? (such as us-label-adult; "protocols list" shows them)',
    "products": "Which products does the patient have? (us-tablets, uk-tablets, eu-tablets)",
    "age": "How old is the patient, in years?",
    "kidneys": 'Kidneys? ("normal, tested YYYY-MM-DD" or unknown)',
    "taking": 'What is taken now? (none, unknown, or "morning 10 mg, evening 10 mg")',
    "since": "Since when, YYYY-MM-DD? (or unknown)",
    "aim": 'Up to which daily dose? (such as "60 mg/day", or max)',
    "over": 'Down over how many days? (such as "14 days")',
}


def answer_all(given: Any, required: Sequence[str]) -> dict[str, str | None]:
    """Collect the answers to every question of a command.

    Parameters
    ----------
    given : argparse.Namespace
        The options, as text.
    required : sequence of str
        Names of the options that have to be answered.

    Raises
    ------
    MissingInputError
        If nobody can be asked; every missing option is named.
    """
    answers: dict[str, str | None] = dict(vars(given))
    missing = [name for name in required if answers[name] is None]
    if sys.stdin.isatty() and sys.stderr.isatty():
        for name in missing:
            answers[name] = _ask(QUESTIONS[name])
        if _needs_since(answers):
            answers["since"] = _ask(QUESTIONS["since"])
        return answers
    if missing or _needs_since(answers):
        names = [*missing, *(["since"] if _needs_since(answers) else [])]
        listed = "\n".join(f"  --{name}: {QUESTIONS[name]}" for name in names)
        raise MissingInputError(f"Not given, and never guessed:\n{listed}")
    return answers


def _needs_since(answers: dict[str, str | None]) -> bool:
    taking = answers["taking"]
    return taking is not None and answers["since"] is None and taking not in (
        "none", "nothing", "unknown",
    )  # fmt: skip


def _ask(question: str) -> str:
    """Ask once, on the error stream so that the schedule can still be redirected."""
    while True:
        sys.stderr.write(f"{question} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise MissingInputError("The questions were not answered to the end.")
        if line.strip():
            return line.strip()
