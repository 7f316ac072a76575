"""What each command does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baclofen_titration.cli.check_command import check_schedule
from baclofen_titration.cli.compare_command import compare
from baclofen_titration.cli.outcome import Outcome
from baclofen_titration.cli.plan_commands import plan, taper
from baclofen_titration.cli.protocol_commands import protocols
from baclofen_titration.cli.screen_command import screen_answers
from baclofen_titration.cli.tailor_command import tailor_limits
from baclofen_titration.errors import UnreadableError

COMMANDS: dict[str, Callable[[dict[str, Any]], Outcome]] = {
    "plan": plan,
    "taper": taper,
    "taper compare": compare,
    "check": check_schedule,
    "tailor": tailor_limits,
    "screen": screen_answers,
    "protocols": protocols,
}


def run(given: Any) -> Outcome:
    """Run a parsed command."""
    answers = dict(vars(given))
    command = answers.pop("command")
    if command is None:
        raise UnreadableError(
            f"Say what to do: {', '.join(COMMANDS)}.\nSee: baclofen-titration --help"
        )
    return COMMANDS[command](answers)
