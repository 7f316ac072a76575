"""What is printed where no schedule is made: what to do now, what labels say, who has decided."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.decisions import Decision
from baclofen_titration.formats.page import Voices, joined, title, wrapped


def to_decision(decision: Decision) -> str:
    """Render a decision as text.

    Parameters
    ----------
    decision : Decision
        From `decide_now`.

    Returns
    -------
    str
        Lines of at most 80 characters: what to do, who has decided or that nobody has,
        and who says so.

    Examples
    --------
    >>> from baclofen_titration.planning import decide_now
    >>> print(to_decision(decide_now("overdose")).splitlines()[0])
    No schedule: a clinician decides now
    """
    voices = Voices()
    return joined([_what_to_do(decision, voices), _decided(decision), voices.listed()])


def _what_to_do(decision: Decision, voices: Voices) -> Iterator[str]:
    yield from title("No schedule: a clinician decides now")
    finding = decision.finding
    yield from wrapped(f"{finding.says} {voices.cited(finding.authors)}")


def _decided(decision: Decision) -> Iterator[str]:
    yield from title("Who decides")
    accepted = decision.recorded_by
    if accepted is None:
        yield from wrapped("Nobody is recorded yet. A clinician decides now.")
    else:
        yield from wrapped(f"Decided by a {accepted.role}: {accepted.reason}", 0, 3)
        yield "This is the record of a decision. It is no schedule."
    for other in decision.acknowledgements:
        if other is not accepted:
            yield from wrapped(
                f"Without effect: a {other.role} accepted {other.code}, but not this request "
                "and this code.",
                0,
                3,
            )
    yield from wrapped(f"Request {decision.request_digest}")
