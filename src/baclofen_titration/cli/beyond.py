"""Which limits of a protocol file the judge never lets anybody reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.checker.transcription import (
    hard_limits,
    hard_limits_in_hospital,
    hard_limits_of_children,
)
from baclofen_titration.formats.wording import value_words
from baclofen_titration.limits import Limits

if TYPE_CHECKING:
    from baclofen_titration.protocols import DosingProtocol


def beyond_the_hard_limits(protocol: DosingProtocol) -> tuple[str, ...]:
    """Say where a file allows more than any plan may have.

    It is no fault of the file: it is read, compared and signed as it is, and nothing beyond the
    hard limit is planned from it.

    Parameters
    ----------
    protocol : DosingProtocol
        Of anybody.

    Returns
    -------
    tuple of str
        One sentence a limit, with its place.
    """
    adults = hard_limits()
    hard = adults if protocol.min_age.value >= adults.from_age else hard_limits_of_children()
    found = list(_passing("limits", protocol.limits, hard.limits))
    if protocol.inpatient is not None:
        found += _passing("inpatient", protocol.inpatient, hard_limits_in_hospital().limits)
    return tuple(found)


def _passing(table: str, own: Limits, hard: Limits) -> Iterator[str]:
    both = own | hard
    for limit in own.limits:
        bound, kept = hard.get(limit.rule), both.get(limit.rule)
        if bound is not None and kept is not None and kept.amount != limit.amount:
            yield (
                f"{table}.{limit.rule}: {value_words(limit)} passes the hard limit, "
                f"{value_words(bound)}; "
                "nothing beyond that is let through, whoever signs"
            )
