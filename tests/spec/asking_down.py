"""A taper that a row asks for, in the words of a request: each option has a name on the page."""

from __future__ import annotations

from collections.abc import Mapping

from baclofen_titration.planning.ways import Curve, TableRow
from baclofen_titration.protocols import DosingProtocol, load_protocol, read_protocol
from baclofen_titration.protocols.writing import protocol_text

LIMIT = "the maximum that holds"
ADDED = "a file that adds"
OPEN = "until reviewed"
AUTHOR = 'says = "a value for this page"\njudgement = "Made up for this page."'
CITED = {
    "kind": "study", "source": "EX1", "title": "A curve made up for this page", "section": "none",
    "grade": "D", "says": "falls of equal effect",
}  # fmt: skip

NAMES: Mapping[str, str] = {
    "taper over": "over",
    "taper until": "until",
    "halve every": "halve_every",
    "down to halves of": "floor",
    "beside a pump": "pump_share",
    "way of the file": "way",
    "first to fall": "first_to_fall",
    "if too fast": "if_too_fast",
    "after": "because",
}
"""What goes into a request as it stands on the page."""


def taper_of(when: Mapping[str, str]) -> dict[str, object]:
    """What a row asks for, as `TaperRequest` takes it; what it does not name is not given."""
    asked: dict[str, object] = {NAMES[name]: said for name, said in when.items() if name in NAMES}
    for name in ("change on", "closed"):
        if name in when:
            asked[name.replace(" ", "_")] = tuple(when[name].split(", "))
    if "taper to" in when:
        asked |= {"to_limit": True} if when["taper to"] == LIMIT else {"to": when["taper to"]}
    if "follow the table" in when:
        asked["table"] = tuple(map(_row, when["follow the table"].split("; ")))
    if "along the curve" in when:
        asked["curve"] = _curve(when["along the curve"])
    return asked | _by(when.get("taper by"))


def protocol_of(given: Mapping[str, str]) -> DosingProtocol:
    """The protocol of the page, or a copy of it that names one way down more."""
    protocol = load_protocol("us-label-adult")
    if ADDED not in given:
        return protocol
    name, _, pace = given[ADDED].partition(": ")
    held = ("[[taper_ways]]", f'name = "{name}"', *pace.split(", "), AUTHOR, "")
    text = protocol_text(protocol).replace('id = "us-label-adult"', 'id = "ours"', 1)
    return read_protocol(text + "\n" + "\n".join(held), "ours")


def _by(said: str | None) -> dict[str, object]:
    """A fall or a share and its interval, or several paces in a row."""
    if said is None:
        return {}
    legs = said.split(", then ")
    if len(legs) > 1:
        return {"ways": tuple(legs)}
    size, _, every = said.partition(" every ")
    every, _, floor = every.partition(", floor ")
    kind = "share" if "%" in size else "fall"
    return {kind: size, "every": every, **({"floor": floor} if floor else {})}


def _row(said: str) -> TableRow:
    length, _, take = said.partition(": ")
    return TableRow(take=take, days=None if length == OPEN else length)


def _curve(said: str) -> Curve:
    points = []
    for point in said.split(", "):
        _, day, share = point.split(maxsplit=2)
        points.append({"day": int(day), "share": share})
    return Curve(points=points, cite=CITED)
