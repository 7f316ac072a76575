"""How a clinician accepts a finding: the line to write, and what such a line does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args

from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.findings import Acknowledgement, Finding, Role, SafetyReport

ROLES: tuple[Role, ...] = get_args(Role)
ROLE_TO_FILL_IN = "ROLE"
REASON_TO_FILL_IN = "REASON"
LONGEST_LINE = 1_000
FORM = f'"CODE = VALUE; {ROLE_TO_FILL_IN}; {REASON_TO_FILL_IN}"'

_ROLES: dict[str, Role] = {role: role for role in ROLES}
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FINDING = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,39})(?: = (.{1,200}))?", re.ASCII)
_ROLE = re.compile(rf"; ?({'|'.join(ROLES)}|{ROLE_TO_FILL_IN}); ?", re.ASCII)


def acknowledgement_line(finding: Finding) -> str:
    """What a clinician writes to accept a finding; role and reason stay to be filled in.

    Parameters
    ----------
    finding : Finding
        The stop to accept.

    Returns
    -------
    str
        For `parse_acknowledgement`, or ``--acknowledge`` on the command line.

    Examples
    --------
    >>> acknowledgement_line(Finding(
    ...     code="rise-too-soon", severity="stop", says="Too soon.", found="2 days"))
    'rise-too-soon = 2 days; ROLE; REASON'
    """
    value = f" = {finding.found}" if finding.found else ""
    return f"{finding.code}{value}; {finding.role or ROLE_TO_FILL_IN}; {REASON_TO_FILL_IN}"


def parse_acknowledgement(text: object, request: object) -> Acknowledgement:
    """Read an acknowledgement as a clinician writes it.

    Parameters
    ----------
    text : str
        ``"CODE = VALUE; ROLE; REASON"``, where code and value stand as the
        finding prints them; without ``= VALUE`` for a finding that has none.
    request : str
        Digest of the request that it is made for, 64 signs long.

    Raises
    ------
    UnreadableError
        If the form, the role or the digest is another, or a reason is missing.

    Examples
    --------
    >>> read = parse_acknowledgement(
    ...     "rise-too-soon = 2 days; prescriber; On the ward, seen daily.", "0" * 64)
    >>> read.code, read.value, read.role
    ('rise-too-soon', '2 days', 'prescriber')
    """
    if type(text) is not str or len(text) > LONGEST_LINE:
        raise UnreadableError(f"An acknowledgement is one line of text, {FORM}.")
    line = " ".join(text.split())
    role = _ROLE.search(line)
    if role is None or role[1] == ROLE_TO_FILL_IN:
        raise UnreadableError(
            f"An acknowledgement is {FORM}, and its role is one of {', '.join(ROLES)}."
        )
    finding = _FINDING.fullmatch(line[: role.start()])
    if finding is None:
        raise UnreadableError(
            f"An acknowledgement is {FORM}. It names one code and one value, as the finding "
            "prints them; there is no sign that stands for several."
        )
    reason = line[role.end() :]
    if reason in ("", REASON_TO_FILL_IN):
        raise UnreadableError("An acknowledgement says why: write the reason after the role.")
    try:
        return Acknowledgement(
            code=finding[1],
            value=finding[2] or "",
            request=parse_request_digest(request),
            role=_ROLES[role[1]],
            reason=reason,
        )
    except InvalidValueError as error:
        raise UnreadableError(str(error)) from None


def parse_request_digest(value: object) -> str:
    """Read the digest of a request, as a refusal prints it.

    Raises
    ------
    UnreadableError
        If it is not 64 hexadecimal digits.
    """
    if type(value) is not str or not _DIGEST.fullmatch(value):
        raise UnreadableError(
            "A request is named by its digest, the 64 signs that the refusal prints; copy all of "
            "them."
        )
    return value


def open_stops(
    report: SafetyReport, acknowledgements: Sequence[Acknowledgement], request: str
) -> tuple[Finding, ...]:
    """The stops that no acknowledgement of this very request lifts."""
    return tuple(
        finding
        for finding in report.stops
        if not any(accepted.accepts(finding, request) for accepted in acknowledgements)
    )


def why_without_effect(accepted: Acknowledgement, report: SafetyReport, request: str) -> str | None:
    """Why an acknowledgement lifts nothing; None if it accepts a finding."""
    if any(accepted.accepts(finding, request) for finding in report.findings):
        return None
    if accepted.request != request:
        return "it was made for another request; an input has changed since"
    same = [finding for finding in report.findings if finding.code == accepted.code]
    if not same:
        return "nothing of that code was found"
    if any(finding.hard and finding.found == accepted.value for finding in same):
        return "no acknowledgement can lift that finding"
    found = ", ".join(dict.fromkeys(finding.found or "no value" for finding in same))
    return f"what was found is {found}"


def refusal_lines(
    report: SafetyReport, acknowledgements: Sequence[Acknowledgement], request: str
) -> Iterable[str]:
    """Each stop that still stands, and each acknowledgement that changes nothing about it."""
    for finding in open_stops(report, acknowledgements, request):
        hard = " No acknowledgement can lift it." if finding.hard else ""
        yield f"  - {finding.says} ({finding.code}){hard}"
    for accepted in acknowledgements:
        why = why_without_effect(accepted, report, request)
        if why is not None:
            yield f"  - The acknowledgement of {accepted.code} is without effect: {why}."
