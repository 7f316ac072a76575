"""Each entry of the judge's own transcription for kidneys and age, on both sides of its edge.

For every entry somebody is made for whom it holds and somebody for whom it just does not. What
it asks for is then passed by the least amount: found in the first, and not in the second.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from baclofen_titration.checked import ProtocolReference
from baclofen_titration.checker import check
from baclofen_titration.checker.entries import Entry, rules
from baclofen_titration.checker.patient_rules import SCALED
from baclofen_titration.checker.transcription import transcribed, transcriptions
from baclofen_titration.patient import Patient
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import Administration, Regimen
from baclofen_titration.schedule import Schedule, Step

START = date(2026, 12, 1)
LEAST = 100
"""[micrograms] by which a limit is passed."""


def name_of(entry: Entry) -> str:
    at_most, below = entry.at_most, entry.less_than
    words = [
        entry.set,
        f"at most {at_most}" if at_most else "",
        f"below {below}" if below else "",
        "dialysis" * entry.dialysis,
        f"from {entry.from_years} years" if entry.from_years else "",
    ]
    return ", ".join(word for word in words if word)


ENTRIES = [pytest.param(entry, id=name_of(entry)) for entry in rules().entry]


def people(entry: Entry) -> tuple[Patient, Patient]:
    """Somebody for whom an entry holds, and the nearest for whom it does not."""
    inside = {"age": f"{entry.from_years or 46} years", "muscle": "usual",
              "kidneys": "clearance 120 mL/min on 2026-11-20, steady"}  # fmt: skip
    outside = dict(inside)
    edge = entry.at_most or entry.less_than
    if entry.dialysis:
        inside["kidneys"] = "haemodialysis"
    elif edge is not None:
        within = (f"{edge}", f"{edge}.001") if entry.at_most else (f"{edge - 1}.999", f"{edge}")
        inside["kidneys"], outside["kidneys"] = (
            f"clearance {value} mL/min on 2026-11-20, steady" for value in within
        )
    if entry.from_years:
        outside = {**inside, "age": f"{entry.from_years - 1} years 11 months"}
    if entry.from_the_brain:
        inside["cause"], outside["cause"] = "cerebral", "spinal"
    if entry.reacts_strongly:
        inside["sensitive"], outside["sensitive"] = "yes", "no"
    return Patient(**inside), Patient(**outside)


def reference(entry: Entry) -> ProtocolReference:
    """The protocol that prints it, or one that is looser than every set in what is begun with."""
    name = entry.printed_in or "uk-smpc-adult"
    edition = max(edition for held, edition in transcriptions() if held == name)
    return ProtocolReference(id=name, edition=edition, title="for a test", status="draft",
                             digest="0" * 64, shipped=True)  # fmt: skip


def schedule(*daily: int, days: int = 60, before: str = "nothing") -> Schedule:
    """So many micrograms a day, one after another, in four doses."""
    steps = []
    for number, amount in enumerate(daily):
        times = ("morning", "midday", "evening", "bedtime")
        shares = [amount // 4 + (amount % 4 if at == "bedtime" else 0) for at in times]
        takings = [Administration(at=at, dose=Dose.from_micrograms(share), pieces=())
                   for at, share in zip(times, shares, strict=True)]  # fmt: skip
        kept = days if number < len(daily) - 1 else None
        regimen = Regimen(administrations=tuple(takings))
        start = START + timedelta(days=days * number)
        steps.append(Step(start=start, days=kept, regimen=regimen, phase="titration"))
    return Schedule(before=before, steps=tuple(steps), then=None)


def stops(entry: Entry, patient: Patient, made: Schedule) -> set[tuple[str, str]]:
    # With one harmless set named, nothing else asks for less than what a label prints.
    held = ("steady-state",) if entry.printed_in else (entry.set,)
    report = check(made, patient=patient, protocol=reference(entry), rule_sets=held)
    return {(stop.code, stop.allowed) for stop in report.stops}


def passing(entry: Entry) -> list[tuple[str, str, Schedule]]:
    """What each thing that it asks for allows, and a schedule that passes it by the least."""
    named = reference(entry)
    own = transcribed(named.id, named.edition)
    found = []

    def daily(code: str, amount: int, *before: int) -> None:
        shown = str(DailyDose.from_micrograms(amount))
        start = "nothing" if code == "first-day-above-maximum" else "unknown"
        found.append((code, shown, schedule(*before, amount + LEAST, before=start)))

    if entry.part is not None:
        parts = {rule: own.value(rule) * entry.part[0] // entry.part[1] for rule in SCALED}
        daily("daily-dose-above-maximum", parts["max_daily_dose"])
        daily("first-day-above-maximum", parts["max_first_day"])
        rise = str(DailyDose.from_micrograms(parts["max_rise"]))
        found.append(("rise-too-large", rise, schedule(1_000, 1_000 + parts["max_rise"] + LEAST)))
    if entry.first_day is not None and DailyDose(entry.first_day).micrograms < own.value(
        "max_first_day"
    ):
        daily("first-day-above-maximum", DailyDose(entry.first_day).micrograms)
    if entry.most is not None:
        daily("daily-dose-above-maximum", DailyDose(entry.most).micrograms)
    if entry.days is not None:
        made = schedule(1_000, 2_000, days=entry.days - 1)
        found.append(("rise-too-soon", f"{entry.days} days", made))
    if entry.stop is not None:
        found.append((entry.stop, "", schedule(1_000)))
    if entry.one_step:
        found.append(("rise-with-weak-kidneys", "0 rises", schedule(1_000, 1_500)))
    return found


@pytest.mark.parametrize("entry", ENTRIES)
def test_passed_by_the_least_it_is_found_and_beyond_the_edge_it_is_not(entry):
    inside, outside = people(entry)
    planted = passing(entry)
    assert planted or entry.half_lives or entry.first_day, "say what passes this entry"
    for code, allowed, made in planted:
        assert (code, allowed) in stops(entry, inside, made)
        assert (code, allowed) not in stops(entry, outside, made)


@pytest.mark.parametrize(
    ("value", "days"),
    # 5 x 6.8 h / (0.2 + 0.8 x value / 100), in days of 24 hours, rounded up.
    [("100", 2), ("63.6", 2), ("63.4", 3), ("40", 3), ("34.1", 3), ("34", 4), ("20", 4),
     ("0", 8), ("dialysis", 8)],
)  # fmt: skip
def test_five_half_lives_by_hand(value, days):
    (entry,) = [held for held in rules().entry if held.half_lives]
    kidneys = (
        "haemodialysis"
        if value == "dialysis"
        else f"clearance {value} mL/min on 2026-11-20, steady"
    )
    patient = Patient(age="46 years", muscle="usual", kidneys=kidneys)
    looser = transcribed("uk-smpc-adult", reference(entry).edition).value("min_days_between_rises")
    wanted = f"{max(days, looser)} days"
    made = schedule(1_000, 2_000, days=max(days, looser) - 1)
    assert ("rise-too-soon", wanted) in stops(entry, patient, made)
    enough = schedule(1_000, 2_000, days=max(days, looser))
    assert "rise-too-soon" not in {code for code, _ in stops(entry, patient, enough)}


@pytest.mark.parametrize("place", ["counts_for_days", "counts_for_days_in_acute_illness"])
def test_a_value_that_is_too_old_is_none_to_the_judge_too(place):
    ill = "yes" if "acute" in place else "no"
    for days, counts in ((getattr(rules(), place), True), (getattr(rules(), place) + 1, False)):
        on = START - timedelta(days=days)
        patient = Patient(age="46 years", muscle="usual", acute_illness=ill,
                          kidneys=f"clearance 20 mL/min on {on}, steady")  # fmt: skip
        report = check(schedule(1_000), patient=patient)
        assert ("kidneys-too-weak" in {stop.code for stop in report.stops}) == counts


def test_little_muscle_counts_one_band_lower_to_the_judge_too():
    for value, band in ((81, 80), (80, 50), (50, 30)):
        reduced = Patient(age="46 years", muscle="reduced",
                          kidneys=f"clearance {value} mL/min on 2026-11-20, steady")  # fmt: skip
        (entry,) = [
            held
            for held in rules().entry
            if held.set == "kidney-bands-80-50-30" and band in (held.at_most, held.less_than)
        ]
        for code, allowed, made in passing(entry)[:1]:
            assert (code, allowed) in stops(entry, reduced, made)
