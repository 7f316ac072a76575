"""From a protocol back to the text of its file: the same values, authors and digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baclofen_titration.limits import LIMIT_UNITS, Limits
from baclofen_titration.protocols.toml_text import Document, toml_text
from baclofen_titration.protocols.writing_beside import beside
from baclofen_titration.protocols.writing_ways import WaysWriter, authored, says, unit

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.parts import TaperRules

NO_END = "none"


def protocol_text(protocol: DosingProtocol) -> str:
    """The text of a protocol's file; comments and the layout of the original are not kept.

    Parameters
    ----------
    protocol : DosingProtocol
        Any; a signature is written too, and still holds.

    Returns
    -------
    str
        TOML that `read_protocol` reads into the same protocol.

    Examples
    --------
    >>> from baclofen_titration.protocols import load_protocol, read_protocol
    >>> held = load_protocol("us-label-adult")
    >>> read_protocol(protocol_text(held), held.id).digest == held.digest
    True
    """
    return toml_text(
        {
            **_heading(protocol),
            "population": _population(protocol),
            **_rules(protocol),
            **beside(protocol),
            "sources": {
                source.key: {
                    "title": source.title,
                    "address": source.address or None,
                    "dated": source.dated,
                }
                for source in protocol.sources
            },
            "signature": _signature(protocol),
        }
    )


def _heading(protocol: DosingProtocol) -> Document:
    return {
        "id": protocol.id,
        "edition": protocol.edition,
        "title": protocol.title,
        "jurisdiction": protocol.jurisdiction,
        "status": protocol.status,
        "status_reason": protocol.status_reason or None,
        "planning": "refused" if protocol.planning_gap else None,
        "planning_gap": protocol.planning_gap or None,
        "checked_on": protocol.checked_on,
        "review_by": protocol.review_by,
    }


def _population(protocol: DosingProtocol) -> Document:
    open_end = protocol.below_age is None
    return {
        "says": protocol.population,
        "below_age": NO_END if open_end else authored(protocol.below_age),
        "min_age": authored(protocol.min_age),
        "min_weight": authored(protocol.min_weight),
        "below_weight": authored(protocol.below_weight),
        "tablets_from": authored(protocol.tablets_from),
    }


def _rules(protocol: DosingProtocol) -> Document:
    ways = WaysWriter()
    way_down = protocol.way_down
    return {
        "kidneys_stated_normal": [
            {
                "from_age": str(band.from_age),
                "below_age": str(band.below_age or NO_END),
                "accept": band.accept,
                **says(band.authors),
            }
            for band in protocol.kidneys_stated_normal
        ],
        "clock": {**protocol.clock, **says(protocol.clock_authors)}
        if protocol.clock_hours
        else None,
        "three_dose_day": authored(protocol.day_of_three),
        "empty_times": authored(protocol.empty_times),
        "titration": None if protocol.way_up is None else ways.table(protocol.way_up),
        "by_weight": None if protocol.by_weight is None else ways.by_weight(protocol.by_weight),
        "taper": None if way_down is None else _taper(way_down),
        "limits": _limits(protocol.limits),
        "inpatient": None if protocol.inpatient is None else _limits(protocol.inpatient),
    }


def _taper(way_down: TaperRules) -> Document:
    back = way_down.step_back
    order = {"fall_order": authored(way_down.fall_order)}
    return order if back is None else {**order, "step_back": says(back.authors)}


def _limits(limits: Limits) -> Document | None:
    held: dict[str, object] = {
        limit.rule: {
            "value": unit(limit.value, LIMIT_UNITS[limit.rule]),
            **says(limit.authors),
        }
        for limit in limits.limits
    }
    return held or None


def _signature(protocol: DosingProtocol) -> Document | None:
    signature = protocol.signature
    if signature is None:
        return None
    return {
        "role": signature.role,
        "organisation": signature.organisation,
        "on": signature.on,
        "content": signature.content,
    }
