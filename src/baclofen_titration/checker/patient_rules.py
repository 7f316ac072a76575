"""What the patient's kidneys and age ask for, by the judge's own data and arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import NamedTuple

from baclofen_titration.checker.entries import Entry, holding, rules
from baclofen_titration.checker.met import ByParts
from baclofen_titration.checker.reading import Reading
from baclofen_titration.checker.sentences import counted
from baclofen_titration.findings import Finding
from baclofen_titration.kidney_values import CreatinineClearance, Egfr, SerumCreatinine
from baclofen_titration.limits import Limit, Limits
from baclofen_titration.measurements import (
    Creatinine,
    Dialysis,
    Height,
    MeasuredClearance,
    MeasuredEgfr,
    Weight,
)
from baclofen_titration.patient import Age, Patient
from baclofen_titration.provenance import Judgement
from baclofen_titration.quantities import DailyDose
from baclofen_titration.renal import (
    ADULT_YEARS,
    ckd_epi_2021,
    cockcroft_gault,
    dosing_weight,
    ideal_weight,
)

MINUTES_IN_A_DAY = 24 * 60
STOPS = ("kidneys-too-weak", "older-with-weak-kidneys")
RISES = "rise-with-weak-kidneys"
MOST_ASKED = 1_024
SCALED = ("max_daily_dose", "max_first_day", "max_rise")


class Told(NamedTuple):
    """What is asked of this patient.

    `value` is None where nothing is known of the kidneys.
    """

    limits: Limits
    stops: tuple[tuple[str, Entry], ...]
    one_step: bool
    value: Fraction | None
    found: str


@cache
def nothing_told() -> Told:
    """Nothing is asked of somebody of whom nothing is said."""
    return Told(Limits(), (), False, None, "")


def told_by(
    patient: Patient | None,
    start: date,
    own: Limits | None,
    named: Sequence[str] = (),
    protocol: str = "",
) -> Told:
    """What the rules ask for in this patient.

    Parameters
    ----------
    patient : Patient or None
        Nothing is asked for without one.
    start : datetime.date
        First day.
    own : Limits or None
        The transcription of the protocol, of which parts are taken.
    named : sequence of str
        Rule sets that hold; empty for those that hold with the protocol.
    protocol : str
        Name of a shipped protocol; empty for any other.
    """
    if patient is None:
        return nothing_told()
    rates, found = _rates(patient, start)
    on_dialysis = isinstance(patient.kidneys, Dialysis)
    value = Fraction(0) if on_dialysis else min(rates, default=None)
    band = _one_lower(value) if patient.muscle != "usual" and not on_dialysis else value
    years = patient.age.years if isinstance(patient.age, Age) else 0
    asked = _Asked(
        years, patient.cause == "cerebral", patient.sensitive == "yes", band, on_dialysis
    )
    held = _held(tuple(named), protocol, asked)
    if not held:
        return Told(nothing_told().limits, (), False, value, found)
    days = tuple([_days_between(entry, value) for entry in held])
    limits = _asked_for.get((own, *held), partial(_limits, held, days, own), days)
    stops = tuple([(entry.stop, entry) for entry in held if entry.stop is not None])
    return Told(limits, stops, any(entry.one_step for entry in held), value, found)


_asked_for: ByParts[Limits] = ByParts()


class _Asked(NamedTuple):
    """What decides which entries hold for a patient."""

    years: int
    from_the_brain: bool
    reacts_strongly: bool
    kidneys: Fraction | None
    on_dialysis: bool


@lru_cache(maxsize=MOST_ASKED)
def _held(named: tuple[str, ...], protocol: str, asked: _Asked) -> tuple[Entry, ...]:
    """The entries that hold for a patient."""
    return tuple(
        entry
        for entry in holding(named, protocol)
        if asked.years >= entry.from_years
        and (asked.from_the_brain or not entry.from_the_brain)
        and (asked.reacts_strongly or not entry.reacts_strongly)
        and _covers(entry, asked.kidneys, asked.on_dialysis)
    )


def judge_patient(told: Told, reading: Reading) -> list[Finding]:
    """Find kidneys that are too weak for what rises."""
    if not (told.stops or told.one_step):
        return []
    starts = reading.before == {}
    rising = [change for change in reading.changes if change.risen]
    if not (rising or starts):
        return []
    says = f"The kidneys ({told.found}) and the age ask for a clinician's acceptance of any rise."
    stops: dict[str, list[Judgement]] = {}
    for code, entry in told.stops:
        stops.setdefault(code, []).append(entry.author)
    findings = [
        Finding(code=code, severity="stop", says=says, found=told.found, authors=tuple(authors))
        for code, authors in stops.items()
    ]
    later = [change for change in rising if not change.first_day]
    allowed = 0 if starts else 1
    if told.one_step and len(later) > allowed:
        change = later[allowed]
        findings.append(
            Finding(
                code=RISES,
                severity="stop",
                says="With kidneys as weak as that no more than one step is taken before somebody "
                "looks again.",
                on=change.spell.start,
                step=change.spell.step,
                found=counted(len(later), "rise"),
                allowed=counted(allowed, "rise"),
            )
        )
    return findings


def _covers(entry: Entry, value: Fraction | None, on_dialysis: bool) -> bool:
    if entry.dialysis:
        return on_dialysis
    if entry.at_most is None and entry.less_than is None:
        return True
    if value is None:
        return False
    if entry.at_most is not None:
        return value <= entry.at_most
    return entry.less_than is not None and value < entry.less_than


def _one_lower(value: Fraction | None) -> Fraction | None:
    if value is None:
        return None
    below = [edge for edge in rules().ladder if value > edge]
    below += [edge for edge in rules().ladder_open if value >= edge]
    return Fraction(2 * max(below) - 1, 2) if below else value


def _limits(held: Sequence[Entry], days: Sequence[int | None], own: Limits | None) -> Limits:
    """What entries ask for together, with the days between rises of each."""
    each = zip(held, days, strict=True)
    return Limits.of(limit for entry, count in each for limit in _of_entry(entry, count, own))


def _of_entry(entry: Entry, days: int | None, own: Limits | None) -> list[Limit]:
    who = (entry.author,)
    found: list[Limit] = []
    for limit in own.limits if own is not None and entry.part is not None else ():
        if limit.rule in SCALED and entry.part is not None:
            less = DailyDose.from_micrograms(limit.amount * entry.part[0] // entry.part[1])
            found.append(Limit(rule=limit.rule, value=less, authors=who))
    if entry.first_day is not None:
        found.append(Limit(rule="max_first_day", value=DailyDose(entry.first_day), authors=who))
    if entry.most is not None:
        found.append(Limit(rule="max_daily_dose", value=DailyDose(entry.most), authors=who))
    if days is not None:
        found.append(Limit(rule="min_days_between_rises", value=days, authors=who))
    return found


def _days_between(entry: Entry, value: Fraction | None) -> int | None:
    """The days between rises that an entry asks for; by half-lives, they grow with weak kidneys."""
    if entry.half_life_minutes is None or entry.at_most is None or value is None:
        return entry.days
    share = Fraction(min(value, Fraction(entry.at_most)), entry.at_most)
    part = entry.elsewhere_percent + (100 - entry.elsewhere_percent) * share
    minutes = Fraction(entry.half_lives * entry.half_life_minutes * 100, part)
    return int(-(-minutes // MINUTES_IN_A_DAY))


def _rates(patient: Patient, start: date) -> tuple[list[Fraction], str]:
    """Every figure for the kidneys that counts, and the lowest as it prints."""
    if isinstance(patient.kidneys, Dialysis):
        return [], patient.kidneys.kind
    rates: list[CreatinineClearance | Egfr] = []
    if isinstance(patient.kidneys, MeasuredClearance | MeasuredEgfr) and _counts(
        patient.kidneys, patient, start
    ):
        rates.append(patient.kidneys.rate)
    creatinine = patient.creatinine
    if isinstance(creatinine, Creatinine) and _counts(creatinine, patient, start):
        rates += _computed(patient, creatinine.measured)
    if not rates:
        return [], ""
    return [rate.value for rate in rates], str(min(rates, key=lambda rate: rate.value))


def _counts(
    held: Creatinine | MeasuredClearance | MeasuredEgfr, patient: Patient, start: date
) -> bool:
    ill = patient.acute_illness in ("yes", "unknown")
    days = rules().counts_for_days_in_acute_illness if ill else rules().counts_for_days
    return (
        held.steadiness == "steady" and held.on is not None and 0 <= (start - held.on).days <= days
    )


def _computed(patient: Patient, measured: SerumCreatinine) -> list[CreatinineClearance | Egfr]:
    sex, age = patient.sex, patient.age
    if sex not in ("female", "male") or not isinstance(age, Age) or age.years < ADULT_YEARS:
        return []
    rates: list[CreatinineClearance | Egfr] = [
        ckd_epi_2021(age.years, sex, measured, steadiness="steady", on_dialysis=False)
    ]
    if isinstance(patient.weight, Weight):
        weight = patient.weight.kilograms
        if isinstance(patient.height, Height):
            ideal = ideal_weight(sex, patient.height.centimetres)
            asked = patient.clearance_weight
            if asked != "by height":
                weight = dosing_weight(asked, weight, ideal)
            elif weight > ideal:
                weight = dosing_weight("adjusted", weight, ideal)
        least = Fraction(rules().least_creatinine_umol)
        counted_as = measured if measured.umol_l >= least else SerumCreatinine(least, "umol/L")
        rates.append(
            cockcroft_gault(
                age.years, sex, weight, counted_as, steadiness="steady", on_dialysis=False
            )
        )
    return rates
