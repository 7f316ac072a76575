"""What clinicians accepted, in words; the same on every professional output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baclofen_titration.acknowledgements import why_without_effect
from baclofen_titration.findings import Acknowledgement, SafetyReport


def accepted_words(accepted: Acknowledgement) -> str:
    """Who accepted a finding, and why."""
    return f"Accepted by a {accepted.role}: {accepted.reason}"


def void_words(
    acknowledgements: Sequence[Acknowledgement], report: SafetyReport, request: str
) -> Iterator[str]:
    """Acknowledgements that lift nothing are said, so that nobody relies on them."""
    for accepted in acknowledgements:
        why = why_without_effect(accepted, report, request)
        if why is not None:
            value = f" = {accepted.value}" if accepted.value else ""
            yield f"Without effect: a {accepted.role} accepted {accepted.code}{value}, but {why}."
