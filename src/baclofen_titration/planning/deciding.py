"""An overdose or a serious adverse reaction: a clinician decides now, and nothing is planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from baclofen_titration.acknowledgements import acknowledgement_line
from baclofen_titration.checked import digest_of
from baclofen_titration.decisions import Because, Decision
from baclofen_titration.errors import ClinicianDecidesError, InvalidValueError
from baclofen_titration.findings import Acknowledgement, Finding
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.provenance import Author
from baclofen_titration.taper import exceptions

STOPPING = "stopping"
"""The topic under which a protocol file keeps what its document says of stopping."""


def decide_now(
    because: str,
    protocol: DosingProtocol | None = None,
    given: Sequence[tuple[str, str]] = (),
    acknowledgements: Sequence[Acknowledgement] = (),
) -> Decision:
    """Say what has to be done instead of a schedule, and who has decided.

    Parameters
    ----------
    because : {"serious-reaction", "overdose"}
        What happened.
    protocol : DosingProtocol, optional
        What its document says of stopping is cited too.
    given : sequence of (str, str)
        What else was given, by name; an acknowledgement is bound to it.
    acknowledgements : sequence of Acknowledgement
        Who has decided.

    Returns
    -------
    Decision
        A record, and never a schedule, whether or not somebody has decided.

    Raises
    ------
    InvalidValueError
        If anything else happened.

    Examples
    --------
    >>> decide_now("overdose").finding.says.startswith("Overdose: no schedule is made.")
    True
    """
    happened = next((one for one in get_args(Because) if one == because), None)
    if happened is None:
        raise InvalidValueError(
            f"because is one of {', '.join(get_args(Because))}; anything else goes down by a pace"
        )
    rule = exceptions()[happened]
    finding = Finding(
        code=happened,
        severity="stop",
        says=rule.value,
        authors=(*_said_by(protocol), *rule.authors),
    )
    texts = [text for pair in given for text in pair]
    content = "none" if protocol is None else protocol.digest
    return Decision(
        because=happened,
        finding=finding,
        request_digest=digest_of(happened, content, *texts),
        acknowledgements=tuple(acknowledgements),
    )


def refuse_to_plan(decision: Decision) -> None:
    """Make no schedule of it.

    Raises
    ------
    ClinicianDecidesError
        Always; it holds the decision, and how a clinician records one.
    """
    accepted = decision.recorded_by
    if accepted is not None:
        said = f"A {accepted.role} has decided: {accepted.reason.rstrip('.')}. That is "
        said += "recorded; it is no schedule, and none is made."
    else:
        line = acknowledgement_line(decision.finding)
        said = f'Whoever decides is recorded by the acknowledgement "{line}" of this request, '
        said += f"{decision.request_digest}; a schedule is not made then either."
    raise ClinicianDecidesError(f"{decision.finding.says} {said}", decision)


def _said_by(protocol: DosingProtocol | None) -> tuple[Author, ...]:
    """Who says what in the protocol's own facts on stopping."""
    facts = () if protocol is None else protocol.facts
    return tuple(author for fact in facts if fact.topic == STOPPING for author in fact.authors)
