"""Schedules that were planned from an edition that was withdrawn since, or from another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.findings import Finding
from baclofen_titration.protocols.reader import list_protocols, load_protocol

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol


def withdrawn_findings(
    name: str, digest: str, named: DosingProtocol | None = None
) -> tuple[Finding, ...]:
    """Say that the content a schedule was planned from is withdrawn.

    Parameters
    ----------
    name : str
        Id of the protocol that the schedule names.
    digest : str
        Digest of the content that it was planned from; a status changes no digest.
    named : DosingProtocol, optional
        An edition that the caller holds beside the shipped ones.

    Returns
    -------
    tuple of Finding
        One `stop` if it is withdrawn, one `note` if the caller's edition is another one;
        none otherwise.
    """
    known = [] if named is None else [named]
    if name in list_protocols():
        known.append(load_protocol(name))
    for protocol in known:
        if protocol.status == "withdrawn" and protocol.digest == digest:
            return (_withdrawn(protocol),)
    if named is not None and named.id == name and named.digest != digest:
        return (_another(named, digest),)
    return ()


def _withdrawn(protocol: DosingProtocol) -> Finding:
    return Finding(
        code="protocol-withdrawn",
        severity="stop",
        says=f"This schedule was planned from {protocol.id}, edition {protocol.edition}, which is "
        f"withdrawn: {protocol.status_reason.rstrip('.')}. "
        "Ask whoever is responsible for it what to do; do not stop the medicine.",
        found=protocol.digest[:DIGITS_SHOWN],
        allowed="an edition that is not withdrawn",
    )


def _another(named: DosingProtocol, digest: str) -> Finding:
    return Finding(
        code="planned-from-another-edition",
        severity="note",
        says=f"This schedule was planned from another content of {named.id} than the one that it "
        f"is judged by here, edition {named.edition}. If that one was withdrawn, nothing here "
        "says so.",
        found=digest[:DIGITS_SHOWN],
        allowed=named.digest[:DIGITS_SHOWN],
    )


DIGITS_SHOWN = 12
