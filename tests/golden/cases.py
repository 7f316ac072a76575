"""Plans whose printed text is kept word for word."""

from __future__ import annotations

from baclofen_titration import (
    Patient,
    Taking,
    TaperRequest,
    TitrationRequest,
    judge_schedule,
    load_products,
    load_protocol,
    plan_taper,
    plan_titration,
    to_card,
    to_note,
    to_pharmacy,
)
from baclofen_titration.formats import explain, from_regimen_line, to_report, to_text

START = "2026-12-01"
NORMAL = "normal, tested 2026-11-12"


def with_schedule(checked, **changes):
    """The same with another schedule, as if the checker had passed that; for tests of formats."""
    schedule = checked.schedule.model_copy(update=changes)
    report = checked.report.made_of(schedule)
    return checked.model_copy(update={"schedule": schedule, "report": report})


def titration(aim="60 mg/day", *, products="us-tablets", taking="nothing", **more):
    return plan_titration(
        TitrationRequest(
            protocol=load_protocol("us-label-adult"),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys=NORMAL),
            taking=taking,
            aim=aim,
            start=START,
            **more,
        )
    )


def taper(regimen, *, products="us-tablets", since="2026-10-01", **more):
    return plan_taper(
        TaperRequest(
            protocol=load_protocol("us-label-adult"),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys="unknown"),
            taking=Taking(regimen=regimen, since=since),
            start=START,
            **more,
        )
    )


def odd_start():
    taking = Taking(regimen="morning 10 mg, midday 5 mg, evening 15 mg", since="unknown")
    return titration("45 mg/day", taking=taking, supply="28 days", reserve="7 days")


PLANS = {
    "titration": lambda: titration(supply="28 days"),
    "taper": lambda: taper("morning 20 mg, midday 20 mg, evening 20 mg", over="14 days"),
    "taper-liquid": lambda: taper(
        "morning 12 mg, bedtime 20 mg",
        products="us-liquid-10mg-in-5ml",
        share="10 % of present",
        every=7,
        to="20 mg/day",
        supply="28 days",
    ),
    "course": lambda: titration(stay="14 days", then_taper="14 days"),
    "odd-start": odd_start,
    "uk-halves": lambda: titration("45 mg/day", products="uk-tablet-10", supply="28 days"),
    "evening-start": lambda: titration("25 mg/day", first_taking="evening"),
    "liquid": lambda: titration("30 mg/day", products="us-liquid-10mg-in-5ml", supply="28 days"),
}
FAULTY = "5 mg x3 for 1 day, 10 mg x3 for 3 days, 40 mg x4 for 2 days, then stop"


def faulty_report():
    schedule = from_regimen_line(FAULTY, START)
    return to_report(judge_schedule(schedule))


def clean_report():
    return to_report(
        judge_schedule(
            PLANS["titration"]().schedule,
            protocol=load_protocol("us-label-adult"),
            products=load_products("us-tablets"),
            patient=Patient(age="46 years", kidneys=NORMAL),
        )
    )


def sealed_report():
    return to_report(PLANS["titration"]())


TEXTS = {
    **{f"{name}.txt": lambda plan=plan: to_text(plan()) for name, plan in PLANS.items()},
    "odd-start.explained.txt": lambda: explain(odd_start()),
    "taper.explained.txt": lambda: explain(PLANS["taper"](), "2026-12-03"),
    "faulty.report.txt": faulty_report,
    "titration.report.txt": clean_report,
    "sealed.report.txt": sealed_report,
    "titration.note.txt": lambda: to_note(PLANS["titration"](), on="2026-12-05"),
    "taper.note.txt": lambda: to_note(PLANS["taper"](), on="2026-12-03"),
    "titration.card.txt": lambda: to_card(PLANS["titration"]()),
    "taper.card.txt": lambda: to_card(PLANS["taper"]()),
    "evening-start.card.txt": lambda: to_card(PLANS["evening-start"]()),
    **{
        f"{name}.pharmacy.txt": lambda name=name: to_pharmacy(PLANS[name]())
        for name in ("titration", "odd-start", "uk-halves", "liquid", "taper")
    },
    "no-doses.card.txt": lambda: to_card(PLANS["titration"](), doses=False),
}
