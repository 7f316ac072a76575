"""Run a row, and say what came of it in the words of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tests.spec.asking_down import protocol_of, taper_of
from tests.spec.rows import ADULT, Row

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.checker import check
from baclofen_titration.errors import (
    MissingInputError,
    RefusedError,
    UnknownNameError,
    UnreadableError,
)
from baclofen_titration.falls import largest_falls
from baclofen_titration.findings import Finding, SafetyReport
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import NAMED_TIMES, Regimen, Taking, parse_regimen
from baclofen_titration.schedule import Schedule, Step
from baclofen_titration.supplied import SupplyLine

START = date(2026, 12, 1)
PARTS = {"half": "½", "quarter": "¼"}
NOTHING = "–"
REFUSED = "refused: "


def outcome(row: Row) -> list[str]:
    """Everything that came of a row."""
    given = {**ADULT, **row.given}
    try:
        if "check" in row.when:
            return list(_judged(row.when, given))
        return list(_planned(row.when, given))
    except (RefusedError, UnreadableError, MissingInputError, UnknownNameError) as error:
        return [REFUSED + " ".join(str(error).split())]


def missing(row: Row) -> list[str]:
    """What a row says and what did not come of it; days that it does not list too."""
    came = outcome(row)
    lost = [line for line in row.then if not any(_is_met(line, fact) for fact in came)]
    if any(line.startswith(("day", "from day")) for line in row.then):
        days = [fact for fact in came if fact.startswith(("day", "from day"))]
        lost += [f"not listed: {fact}" for fact in days if fact not in row.then]
    return lost


def _is_met(line: str, fact: str) -> bool:
    if line.startswith(REFUSED) and fact.startswith(REFUSED):
        return line.removeprefix(REFUSED) in fact
    return line == fact


def _planned(when: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    common = {
        "protocol": protocol_of(given),
        "products": load_products(given["tablets"]),
        "patient": Patient(
            age=given["age"],
            kidneys=given["kidneys"],
            used_for=given.get("used for", "not asked"),
        ),
        "start": START,
        "taking": _taking(given),
        "supply": when.get("supply for"),
        "reserve": when.get("reserve"),
        "review_every": when.get("review every"),
    }
    if "aim" in when:
        checked = plan_titration(
            TitrationRequest(
                **common,
                aim=when["aim"],
                first_taking=when.get("first taking"),
                stay=when.get("stay"),
                then_taper=when.get("then taper over"),
            )
        )
    else:
        checked = plan_taper(TaperRequest(**common, **taper_of(when)))
    yield from _days(checked)
    yield from _found(checked.report)
    yield from _falls(checked)
    yield from _dispensed(checked)
    for review in checked.schedule.reviews:
        yield f"review on {_day(review.on)}"


def _judged(when: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    """A schedule that somebody wrote: regimens of some days each, with semicolons between."""
    steps, start = [], START
    for part in when["check"].split("; "):
        length, _, regimen = part.partition(": ")
        days = int(length.split()[0])
        phase = "taper" if when.get("going") == "down" else "titration"
        steps.append(Step(start=start, days=days, regimen=parse_regimen(regimen), phase=phase))
        start += timedelta(days=days)
    schedule = Schedule(before=_taking(given), steps=steps, then=when.get("then"))
    protocol = load_protocol("us-label-adult")
    patient = Patient(age=given["age"], kidneys=given["kidneys"])
    yield from _found(check(schedule, patient=patient, protocol=protocol.reference()))


def _taking(given: Mapping[str, str]) -> object:
    if given["takes"] in ("nothing", "unknown"):
        return given["takes"]
    return Taking(regimen=given["takes"], since=given.get("since", "2026-10-01"))


def _days(checked: CheckedSchedule) -> Iterator[str]:
    for step in checked.schedule.steps:
        first = (step.start - START).days + 1
        doses = f"{_doses(step.regimen)}, {step.regimen.daily_dose}"
        if step.days is None:
            yield f"from {_day(step.start)}: {doses}, until reviewed"
        elif step.days == 1:
            yield f"day {first}: {doses}"
        else:
            yield f"days {first} to {first + step.days - 1}: {doses}"
    if checked.schedule.then == "stopped":
        yield f"from {_day(checked.schedule.end + timedelta(days=1))}: nothing"


def _doses(regimen: Regimen) -> str:
    doses = {taking.at: str(taking.dose) for taking in regimen.administrations}
    if not set(doses) <= set(NAMED_TIMES):
        return ", ".join(f"{at} {dose}" for at, dose in doses.items())
    unit = " mg" if all(dose.endswith(" mg") for dose in doses.values()) else ""
    return " / ".join(doses.get(at, NOTHING).removesuffix(unit) for at in NAMED_TIMES) + unit


def _found(report: SafetyReport) -> Iterator[str]:
    for finding in report.findings:
        yield _words(finding)
    if not report.stops:
        yield "no stop"


def _words(finding: Finding) -> str:
    words = f"{finding.severity}: {finding.code}"
    if finding.severity != "stop":
        return words
    when = f" on {_day(finding.on)}" if finding.on else ""
    found = f", found {finding.found}" if finding.found else ""
    allowed = f", allowed {finding.allowed}" if finding.allowed else ""
    hard = ", nobody can lift it" if finding.hard else ""
    return f"{words}{when}{found}{allowed}{hard}"


def _falls(checked: CheckedSchedule) -> Iterator[str]:
    """Each fall as it was meant and as it is, and the largest of them."""
    for fall in checked.falls:
        meant = "" if fall.ideal is None else f", meant {fall.ideal} or {fall.ideal_share}"
        yield f"fall on {_day(fall.on)}: {fall.actual} or {fall.actual_share}{meant}"
    largest = largest_falls(checked.falls)
    if largest.daily is not None and largest.relative is not None:
        yield f"largest fall: {largest.daily.actual} on {_day(largest.daily.on)}"
        yield f"largest share: {largest.relative.actual_share} on {_day(largest.relative.on)}"


def _dispensed(checked: CheckedSchedule) -> Iterator[str]:
    if checked.supply is None:
        return
    names = {product.id: product.name for product in checked.products}
    for line in checked.supply.lines:
        yield f"dispense {_line(line, names)}"
    for line in checked.supply.reserve:
        yield f"reserve, kept apart: {_line(line, names)}"
    for line in () if checked.step_back is None else checked.step_back.lines:
        back = f"{line.days} days of {line.daily_dose}"
        yield f"one step back, kept apart: {_line(line, names)} for {back}"
    yield f"covered to {_day(checked.supply.last_covered)}"


def _line(line: SupplyLine, names: Mapping[str, str]) -> str:
    over = "".join(f", {PARTS[piece.part]} left over" for piece in line.left_over)
    return f"{line.tablets} × {names[line.product]}{over}"


def _day(on: date) -> str:
    return f"day {(on - START).days + 1}"
