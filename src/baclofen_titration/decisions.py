"""What a clinician decides at once, in place of a schedule."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from baclofen_titration.findings import Acknowledgement, Finding
from baclofen_titration.model import Model, Several

Because = Literal["serious-reaction", "overdose"]
"""After what labels do not ask to go down slowly; nothing else is on the list."""


class Decision(Model):
    """A serious adverse reaction or an overdose: somebody decides now, and nothing is planned.

    Parameters
    ----------
    because : {"serious-reaction", "overdose"}
        What happened.
    finding : Finding
        What has to be done, and what the labels say; its code is `because`.
    request_digest : str
        SHA-256 of what was given; an acknowledgement is bound to it.
    acknowledgements : tuple of Acknowledgement
        Who has decided, by role, and why.

    Examples
    --------
    >>> from baclofen_titration.planning import decide_now
    >>> decision = decide_now("overdose")
    >>> decision.recorded_by is None, decision.finding.severity
    (True, 'stop')
    """

    because: Because
    finding: Finding
    request_digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    acknowledgements: Several[Acknowledgement] = ()

    @property
    def recorded_by(self) -> Acknowledgement | None:
        """Who has decided, of this very request; None while nobody has."""
        for accepted in self.acknowledgements:
            if accepted.accepts(self.finding, self.request_digest):
                return accepted
        return None
