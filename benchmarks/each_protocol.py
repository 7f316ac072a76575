"""A request for each shipped protocol that is planned from, with the answers that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count, product

from baclofen_titration import (
    Acknowledgement,
    BaclofenTitrationError,
    DosingProtocol,
    Patient,
    Product,
    TitrationRequest,
    UnsafeScheduleError,
    load_products,
    load_protocol,
    plan_titration,
)
from baclofen_titration.protocols import list_protocols

PATIENTS = 20
FIRST_DAY = date(2026, 12, 1)
# Tablets, or what is measured for those to whom no tablets are given.
SHELVES = (load_products("us-tablets"), load_products("uk-liquid-5mg-in-5ml"))
AIMS = ("max", "60 mg/day", "30 mg/day", "15 mg/day")
CHOICES: tuple[dict[str, str], ...] = (
    {},
    {"rise": "slowest"},
    {"begin": "lowest"},
    {"interval": "shortest"},
    {"begin": "lowest", "rise": "slowest", "interval": "shortest"},
)


def each_protocol() -> dict[str, Callable[[], object]]:
    """For each protocol the planning of one request after another, each of another patient."""
    held = ((name, load_protocol(name)) for name in list_protocols())
    return {name: _planning(name, one) for name, one in held if not one.planning_gap}


def _planning(name: str, protocol: DosingProtocol) -> Callable[[], object]:
    for shelf, aim, choice in product(SHELVES, AIMS, CHOICES):
        with suppress(BaclofenTitrationError):
            asked = list(_requests(protocol, shelf, {"aim": aim, **choice}))
            turn = count()
            return lambda: plan_titration(asked[next(turn) % PATIENTS])
    raise SystemExit(f"{name} is planned from, and no answers here fit it")


def _requests(
    protocol: DosingProtocol, shelf: tuple[Product, ...], choice: dict[str, str]
) -> Iterator[TitrationRequest]:
    reading = next(iter(protocol.readings), None)
    for number in range(PATIENTS):
        asked = {
            **choice,
            "protocol": protocol,
            "products": shelf,
            "patient": _patient(protocol, number),
            "taking": "nothing",
            "start": FIRST_DAY + timedelta(days=number),
            "reading": reading,
        }
        yield _acknowledged(asked)


def _patient(protocol: DosingProtocol, number: int) -> Patient:
    """Somebody of an age that the protocol covers, with a kidney value of the day before."""
    youngest = protocol.min_age.value.years
    child = protocol.below_age is not None
    tested = FIRST_DAY - timedelta(days=1)
    return Patient(
        age=f"{youngest + (1 if child else 20 + number)} years",
        weight=f"{(20 if child else 60) + number // 2} kg on {tested}",
        kidneys=f"eGFR {100 + number % 10} mL/min/1.73 m2 on {tested}, steady",
        muscle="usual",
    )


def _acknowledged(asked: dict[str, object]) -> TitrationRequest:
    """The request, and what a clinician accepts in it, such as that the patient is a child."""
    request = TitrationRequest(**asked)
    try:
        plan_titration(request)
    except UnsafeScheduleError as error:
        accepted = [
            Acknowledgement(
                code=stop.code,
                value=stop.found,
                request=error.request,
                role=stop.role or "prescriber",
                reason="a benchmark",
            )
            for stop in error.stops
        ]
        request = TitrationRequest(**asked, acknowledgements=accepted)
        plan_titration(request)
    return request
