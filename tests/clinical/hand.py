"""Schedules as tables on paper, and the program's schedules in the same form.

A row is the days, then the dose at each time of day, then the day. `15 = 1½x10` is
15 mg as one and a half tablets of 10 mg, `-` is nothing at that time, and all amounts
are mg. The last row says what follows: `then` a date and `nothing`, or an open row.
The tables in this folder were worked by hand; nothing in it writes one.
"""

from __future__ import annotations

from datetime import timedelta

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import parse_date
from baclofen_titration.patient import Patient
from baclofen_titration.planning import TaperRequest, TitrationRequest, plan_taper, plan_titration
from baclofen_titration.product import load_products
from baclofen_titration.protocols import load_protocol
from baclofen_titration.regimen import Taking

ADULT = Patient(age="46 years", kidneys="normal, tested 2026-11-12")
TESTED_BEFORE = timedelta(days=19)
UNKNOWN_KIDNEYS = Patient(age="46 years", kidneys="unknown")
THREE_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg"
FOUR_OF_20 = "morning 20 mg, midday 20 mg, evening 20 mg, bedtime 20 mg"
QUARTERS = {"whole": 4, "half": 2, "quarter": 1}
SIGNS = ("", "¼", "½", "¾")


def go_up(
    aim: str,
    *,
    protocol: str = "us-label-adult",
    products: str = "us-tablets",
    start: str = "2026-12-01",
    taking: str = "nothing",
    since: str = "2026-11-01",
    **more: object,
) -> CheckedSchedule:
    """A titration of an adult whose kidneys are stated as normal by a recent test."""
    tested = parse_date(start) - TESTED_BEFORE
    present = taking if taking == "nothing" else Taking(regimen=taking, since=since)
    return plan_titration(
        TitrationRequest(
            protocol=load_protocol(protocol),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys=f"normal, tested {tested}"),
            start=start,
            taking=present,
            aim=aim,
            **more,
        )
    )


def go_down(
    taking: str,
    *,
    products: str = "us-tablets",
    start: str = "2026-12-01",
    since: str = "2026-10-01",
    **more: object,
) -> CheckedSchedule:
    """A taper of an adult with unknown kidneys."""
    return plan_taper(
        TaperRequest(
            protocol=load_protocol("us-label-adult"),
            products=load_products(products),
            patient=UNKNOWN_KIDNEYS,
            start=start,
            taking=Taking(regimen=taking, since=since),
            **more,
        )
    )


def rows_of(table: str) -> list[list[str]]:
    """A table as rows of cells, the heading first."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[" ".join(cell.split()) for cell in line.split("|")] for line in lines]


def assert_is(checked: CheckedSchedule, table: str) -> None:
    """The program's schedule is this table, row by row and cell by cell."""
    wanted = rows_of(table)
    times = wanted[0][1:-1]
    assert [wanted[0], *_rows(checked, times)] == wanted


def _rows(checked: CheckedSchedule, times: list[str]) -> list[list[str]]:
    schedule = checked.schedule
    strengths = {product.id: product.strength.micrograms for product in checked.products}
    rows = []
    for step in schedule.steps:
        cells = dict.fromkeys(times, "-")
        daily = 0
        for taking in step.regimen.administrations:
            daily += taking.dose.micrograms
            made = _pieces(taking.pieces, strengths, taking.dose.micrograms)
            cells[taking.at] = f"{_mg(taking.dose.micrograms)} = {made}"
        days = f"from {step.start}"
        if step.days is not None:
            last = step.start + timedelta(days=step.days - 1)
            days = f"{step.start} to {last}" if last != step.start else f"{step.start}"
        rows.append([days, *cells.values(), _mg(daily)])
    if schedule.then == "stopped":
        after = schedule.steps[-1].start + timedelta(days=schedule.steps[-1].days)
        rows.append([f"from {after}", *["-"] * len(times), "0"])
    return rows


def _pieces(pieces: tuple, strengths: dict[str, int], dose: int) -> str:
    counted: dict[int, int] = {}
    for piece in pieces:
        strength = strengths[piece.product]
        counted[strength] = counted.get(strength, 0) + piece.count * QUARTERS[piece.part]
    weight = sum(strength * quarters for strength, quarters in counted.items())
    assert weight == 4 * dose, "the tablets make the dose"
    return " + ".join(
        f"{quarters // 4 or ''}{SIGNS[quarters % 4]}x{_mg(strength)}"
        for strength, quarters in counted.items()
    )


def _mg(micrograms: int) -> str:
    whole, part = divmod(micrograms, 1000)
    assert not part, "every case in this folder is in whole mg"
    return str(whole)


def days_of_reviews(checked: CheckedSchedule) -> list[str]:
    """The days on which somebody looks again."""
    return [str(review.on) for review in checked.schedule.reviews]


def codes(checked: CheckedSchedule) -> set[str]:
    """The codes of everything that was found."""
    return {finding.code for finding in checked.report.findings}
