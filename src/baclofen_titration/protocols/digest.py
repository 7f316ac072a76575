"""What a protocol is known by: SHA-256 of what its file says."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

ABSENT: tuple[object, ...] = (None, [], {}, "")
SINCE_THE_FIRST = {
    "planning_gap",
    "min_weight",
    "below_weight",
    "tablets_from",
    "three_dose_day",
    "empty_times",
    "titration",
    "by_weight",
    "taper",
    "plateaus",
    "course",
    "taper_ways",
    "limits_per_kg",
    "limits_by_age",
    "goes_with",
    "inpatient",
    "patient_rules",
    "milestones",
    "unstated",
}
LATER = {
    "longest_days",
    "growth",
    "bands",
    "choices",
    "reached_more_than",
    "kidneys",
    "to",
    "written",
    "wash_out",
    "whole",
    "split",
    "highest_start",
    "gentler_start",
    "share",
    "least",
    "step_back",
}

OF_A_WAY = {
    "halve_every",
    "floor",
    "shortest",
    "longest",
    "legs",
    "lengths",
    "down_to",
    "used_longer_than",
    "edge",
}


def digest_of(content: dict[str, Any]) -> str:
    """The digest of a dumped protocol; the status and the order of the sources do not matter."""
    content["sources"].sort(key=lambda source: source["key"])
    content |= {"status": "draft", "status_reason": ""}
    _drop_unsaid(content)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _drop_unsaid(content: dict[str, Any]) -> None:
    """Leave out what a file does not say, so that a new kind of table changes no digest."""
    _drop_unsaid_of_ways(content["taper_ways"])
    for key in SINCE_THE_FIRST & content.keys():
        if content[key] in ABSENT:
            del content[key]
    stated = {key: value for key, value in content["stated"].items() if value not in ABSENT}
    content["stated"] = stated
    if not stated:
        del content["stated"]
    way_up = content.get("titration")
    if way_up and way_up["rule"] is None:
        del way_up["rule"]
    _drop_later(content)


def _drop_unsaid_of_ways(ways: list[dict[str, Any]]) -> None:
    """A way down is known by what it says, and not by what it could have said."""
    for way in ways:
        for held in (way, *way["legs"], *way["lengths"]):
            for key in OF_A_WAY & held.keys():
                if held[key] in ABSENT:
                    del held[key]


def _drop_later(held: object) -> None:
    """Leave out, wherever it stands, what files could not say at first and this one does not."""
    if isinstance(held, dict):
        for key in LATER & held.keys():
            if held[key] in ABSENT:
                del held[key]
        for value in held.values():
            _drop_later(value)
    elif isinstance(held, list):
        for value in held:
            _drop_later(value)
