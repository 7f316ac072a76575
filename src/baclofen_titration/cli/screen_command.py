"""screen: what a patient's answers speak against, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from baclofen_titration.cli.asking import missing_words, read_given
from baclofen_titration.cli.clinic import Joined, with_standing
from baclofen_titration.cli.outcome import DONE, REFUSED, Outcome
from baclofen_titration.cli.plan_commands import answered, patient_of, taking_of, tomorrow
from baclofen_titration.cli.readers import Reader, Values
from baclofen_titration.cli.reading import SCREEN
from baclofen_titration.cli.terminal import folded
from baclofen_titration.errors import MissingInputError
from baclofen_titration.findings import Finding
from baclofen_titration.patient import Patient
from baclofen_titration.planning import screen
from baclofen_titration.planning.screened import UNANSWERED, ranked
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Regimen, Taking
from baclofen_titration.screening import is_answered

SHOWN = 5
"""Findings on a screen; the worst come first."""


def screen_answers(given: Mapping[str, Any]) -> Outcome:
    """Print what the answers speak against; anything that stops a way up is an exit code."""
    joined = with_standing(given, SCREEN)
    values = listed("screen", joined, SCREEN)
    protocol, way = values["protocol"], values.get("way", "up")
    start = values.get("start") or tomorrow()
    taking = taking_of(values) if "taking" in values else None
    doses = (taking.regimen.given_daily_dose,) if isinstance(taking, Taking) else ()
    found = screened(patient_of(values), protocol, start, way, doses)
    heading = f"{protocol.id}, way {way}, first day {start}: what the answers speak against\n"
    lines = finding_lines(found, show_all=given["all"] is not None)
    notes = folded("".join(f"{note}\n" for note in joined.notes))
    stopped = any(finding.severity == "stop" for finding in found)
    return Outcome(REFUSED if stopped else DONE, notes + heading + "".join(lines))


def listed(command: str, joined: Joined, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """What was typed; with --ask what was not is asked, and without it nothing ever is."""

    def needed(known: Values) -> list[str]:
        since = isinstance(known.get("taking"), Regimen) and "since" not in known
        return [*([] if "protocol" in known else ["protocol"]), *(["since"] if since else [])]

    if joined.answers["ask"] is not None:
        return answered(command, joined, readers, needed)
    values = read_given(joined.answers, readers, joined.places)
    if missing := needed(values):
        raise MissingInputError(missing_words(missing, values))
    return values


def screened(
    patient: Patient,
    protocol: DosingProtocol,
    start: date,
    way: Any,
    doses: Sequence[DailyDose] = (),
) -> tuple[Finding, ...]:
    """What the screening finds; that nobody answered anything is a finding too."""
    if is_answered(patient) or doses:
        return screen(patient, protocol, start, way, doses)
    return (
        Finding(
            code="screening-not-asked",
            severity="caution",
            says=f"Not screened: {UNANSWERED}.",
        ),
    )


def finding_lines(findings: Sequence[Finding], *, show_all: bool) -> Iterator[str]:
    """The worst findings on a screen, those of one kind once, and how many more there are."""
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in ranked(findings):
        kinds.setdefault((finding.severity, finding.code, finding.says), []).append(finding)
    shown = list(kinds.values()) if show_all else list(kinds.values())[:SHOWN]
    for first, *others in shown:
        again = f" ({len(others) + 1} times)" if others else ""
        said = f"{first.severity.capitalize()}: {first.says}{again} ({first.code})"
        yield folded(f"- {said}\n")
    rest = [kind[0] for kind in list(kinds.values())[len(shown) :]]
    if rest:
        counts = Counter(finding.severity for finding in rest)
        words = ", ".join(f"{n} {word}" + ("" if n == 1 else "s") for word, n in counts.items())
        yield f"And {words} more; --all prints them.\n"
    if not kinds:
        yield "Nothing found in these answers.\n"
