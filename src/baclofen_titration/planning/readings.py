"""Where a source can be read in two ways, a plan follows the reading that it names, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.findings import Finding

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TitrationRequest
    from baclofen_titration.protocols import DosingProtocol


def as_read(request: TitrationRequest) -> tuple[TitrationRequest, list[Finding]]:
    """The request with its protocol in the reading that was chosen, and a note of it.

    Parameters
    ----------
    request : TitrationRequest
        Of a protocol with readings it has to name one.

    Raises
    ------
    MissingInputError
        If the protocol can be read in several ways and none is named.
    InvalidValueError
        If one is named that it does not have.
    """
    protocol, name = request.protocol, request.reading
    readings = protocol.readings
    if name is None:
        if readings:
            raise MissingInputError(f"{_question(protocol)} {_names(protocol)}")
        return request, []
    if name not in readings:
        says = _names(protocol) if readings else "It can be read in one way only; leave it out."
        raise InvalidValueError(f"{protocol.id} has no reading of the name given. {says}")
    note = Finding(
        code="reading-chosen",
        severity="note",
        says=f"{_question(protocol)} This schedule follows the reading {name}.",
        found=name,
        authors=readings[name].authors,
    )
    return request.model_copy(update={"protocol": protocol.read_as(name)}), [note]


def _question(protocol: DosingProtocol) -> str:
    topic = next(entry.topic for entry in protocol.unstated if entry.choices)
    return f"The source can be read in {len(protocol.readings)} ways: {topic.rstrip('.')}."


def _names(protocol: DosingProtocol) -> str:
    named = "; ".join(
        f"{name} ({reading.authors[0].says.rstrip('.')})"
        for name, reading in protocol.readings.items()
    )
    return f"Choose a reading by its name: {named}."
