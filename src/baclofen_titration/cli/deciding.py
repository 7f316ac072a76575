"""taper --because: what has to be done now, and who has decided, in place of a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from baclofen_titration.cli.accepting import accepted_of, lines_to_type
from baclofen_titration.cli.asking import flag, read_given
from baclofen_titration.cli.outcome import REFUSED, Outcome
from baclofen_titration.cli.reading import DOWN
from baclofen_titration.cli.terminal import folded
from baclofen_titration.formats.decision import to_decision
from baclofen_titration.planning import decide_now

READ = ("protocol", "request", "acknowledge", "because")
"""What is read here; nothing else can change what has to be done now."""


def decide(given: Mapping[str, Any]) -> Outcome:
    """Print what has to be done now; it needs no other answer, asks none, and writes no file."""
    values = read_given(given, {name: DOWN[name] for name in READ}, {})
    rest = {name: text for name, text in given.items() if text is not None and name not in READ}
    decision = decide_now(
        values["because"],
        values.get("protocol"),
        [(name, str(text)) for name, text in sorted(rest.items())],
        accepted_of(values),
    )
    lines = []
    if rest:
        lines.append(f"Not used, because nothing is planned: {', '.join(map(flag, sorted(rest)))}.")
    if decision.recorded_by is None:
        lines += lines_to_type((decision.finding,), decision.request_digest)
    remarks = "".join(f"{line}\n" for line in folded("\n".join(lines)).split("\n")) if lines else ""
    return Outcome(REFUSED, to_decision(decision), remarks)
