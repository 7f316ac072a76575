"""Acknowledgements as they are typed, and the lines to type after a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from baclofen_titration.acknowledgements import ROLES, acknowledgement_line
from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.cli.readers import Values
from baclofen_titration.cli.terminal import folded
from baclofen_titration.errors import InvalidValueError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement, Finding

R = TypeVar("R")


def accepted_of(values: Values) -> tuple[Acknowledgement, ...]:
    """What a clinician accepts; a digest without anything accepted is a slip."""
    accepted: tuple[Acknowledgement, ...] = values.get("acknowledge", ())
    if "request" in values and not accepted:
        raise InvalidValueError(
            "--request says what an acknowledgement is for; give --acknowledge too, or leave it "
            "out."
        )
    return accepted


def with_lines_to_type(plan: Callable[[R], CheckedSchedule], request: R) -> CheckedSchedule:
    """Plan; a refusal says what a clinician would add to the same command.

    Raises
    ------
    UnsafeScheduleError
        As planning raises it, with those lines.
    """
    try:
        return plan(request)
    except UnsafeScheduleError as error:
        lines = lines_to_type(error.stops, error.request)
        raise UnsafeScheduleError(
            "\n".join([str(error), *lines]), error.report, error.request, error.stops
        ) from None


def lines_to_type(stops: tuple[Finding, ...], request: str) -> list[str]:
    """The options that accept every stop that stands; none while one of them is hard."""
    if not stops or any(stop.hard for stop in stops):
        return []
    lines = dict.fromkeys(map(acknowledgement_line, stops))
    return [
        "",
        *folded(
            f"A clinician who accepts this ({', '.join(ROLES)}) adds to the same command, with "
            "role and reason filled in:"
        ).split("\n"),
        f"  --request {request}",
        *(f'  --acknowledge "{line}"' for line in lines),
        "It holds for exactly these inputs. Any change voids it, the first day too.",
    ]
