"""Each kind of taper once, under any shipped protocol, for whoever it is for."""

from __future__ import annotations

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, plan_taper
from baclofen_titration.planning.ways import Curve, TableRow
from baclofen_titration.product import load_products
from baclofen_titration.protocols import DosingProtocol, list_protocols, load_protocol
from baclofen_titration.regimen import Taking

START = "2026-12-01"
PRESENT = "morning 5 mg, midday 5 mg, evening 5 mg"
MADE_UP = {
    "kind": "study", "source": "EX1", "title": "A curve made up for a test", "section": "none",
    "grade": "D", "says": "falls of equal effect",
}  # fmt: skip
KINDS: dict[str, dict[str, object]] = {
    "by a fall": {"fall": "2.5 mg/day", "every": "7 days"},
    "by a share of the present dose": {"share": "20 % of present", "every": "7 days"},
    "by a share of the start": {"share": "25 % of start", "every": "7 days"},
    "over a length": {"over": "21 days"},
    "over a window": {"over": "14-21 days"},
    "until a day": {"until": "2026-12-28"},
    "by halves": {"halve_every": "7 days", "floor": "2.5 mg/day", "if_too_fast": "stretch"},
    "in a row": {"ways": ("5 mg/day every 3 days to 10 mg/day", "2.5 mg/day every 7 days")},
    "along a curve": {
        "curve": Curve(
            points=[
                {"day": 1, "share": "75 %"},
                {"day": 8, "share": "50 %"},
                {"day": 15, "share": "25 %"},
                {"day": 22, "share": "nothing"},
            ],
            cite=MADE_UP,
        )
    },
    "by a table": {
        "table": (
            TableRow(take="morning 5 mg, midday 2.5 mg, evening 5 mg", days="7 days"),
            TableRow(take="morning 5 mg, evening 5 mg", days="7 days"),
            TableRow(take="morning 2.5 mg, evening 5 mg", days="7 days"),
            TableRow(take="evening 5 mg", days="7 days"),
        )
    },
    "to a lower dose": {"over": "21 days", "to": "5 mg/day"},
    "beside a pump": {"pump_share": "25 %"},
    "stretched": {"over": "2 days", "if_too_fast": "stretch"},
    "on Mondays": {"fall": "2.5 mg/day", "every": "7 days", "change_on": ("Mon",)},
}


def planned_from() -> list[DosingProtocol]:
    """Every shipped protocol that a taper can be planned from."""
    held = [load_protocol(name) for name in list_protocols()]
    return [protocol for protocol in held if not protocol.planning_gap]


def somebody_for(protocol: DosingProtocol, **more: object) -> Patient:
    """Somebody of an age and a weight that a protocol is for."""
    below = protocol.below_age
    age, weight = ("46 years", "70 kg") if below is None else (str(protocol.min_age.value), "20 kg")
    return Patient(**{"age": age, "weight": f"{weight} on 2026-11-01", **more})


def go_down(protocol: DosingProtocol, patient: Patient, **asked: object) -> CheckedSchedule:
    """A taper from 15 mg a day, with a liquid that makes every fall."""
    request = {
        "products": load_products("uk-liquid-5mg-in-5ml"),
        "taking": Taking(regimen=PRESENT, since="2026-10-01"),
        "start": START,
        **asked,
    }
    return plan_taper(TaperRequest(protocol=protocol, patient=patient, **request))
