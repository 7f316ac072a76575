"""What a patient's kidneys can be said to do: every estimate at hand, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from baclofen_titration.kidney_values import CreatinineClearance, Egfr, SerumCreatinine, shown
from baclofen_titration.measurements import (
    Creatinine,
    Dialysis,
    Height,
    MeasuredClearance,
    MeasuredEgfr,
    Weight,
)
from baclofen_titration.patient import Age
from baclofen_titration.renal import (
    ADULT_YEARS,
    Sex,
    ckd_epi_2021,
    cockcroft_gault,
    dosing_weight,
    ideal_weight,
)
from baclofen_titration.tailoring.shelf import value_rules

if TYPE_CHECKING:
    from datetime import date

    from baclofen_titration.measurements import DatedValue
    from baclofen_titration.patient import Patient


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure for the kidneys, and how it was come by."""

    rate: CreatinineClearance | Egfr
    how: str

    def __str__(self) -> str:
        name = "eGFR" if isinstance(self.rate, Egfr) else "clearance"
        return f"{name} {self.rate} ({self.how})"


@dataclass(frozen=True)
class Kidneys:
    """What is known of the kidneys.

    Parameters
    ----------
    estimates : tuple of Estimate
        Every figure that counts; the lowest bands.
    unusable : tuple of str
        Why a value that was given does not count; it makes the kidneys unknown.
    skipped : tuple of str
        What was given and cannot be worked out, because something else is missing.
    on_dialysis : str
        The kind of dialysis; empty without.
    dated : datetime.date or None
        The oldest day of a value that counts.
    little_muscle : bool
        Whether muscle is reduced or nobody knows, so that a value bands one band lower.
    higher_by_choice : str
        The clearance by height, where the weight asked for gives a higher one; else empty.
    """

    estimates: tuple[Estimate, ...] = ()
    unusable: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    on_dialysis: str = ""
    dated: date | None = None
    little_muscle: bool = False
    higher_by_choice: str = ""

    @property
    def known(self) -> bool:
        """Whether rules about kidneys can be applied."""
        return bool(self.on_dialysis or self.estimates)

    @cached_property
    def lowest(self) -> Fraction | None:
        """The number that bands, whichever estimate it is; None if nothing counts."""
        if self.on_dialysis:
            return Fraction(0)
        return min((held.rate.value for held in self.estimates), default=None)

    @cached_property
    def text(self) -> str:
        """Every figure in words."""
        return self.on_dialysis or " and ".join(map(str, self.estimates))

    @cached_property
    def found(self) -> str:
        """The lowest figure, as an acknowledgement names it."""
        if self.on_dialysis:
            return self.on_dialysis
        return min(self.estimates, key=lambda held: held.rate.value).rate.__str__()


_NOT_MEASURED = Kidneys()
_NOT_MEASURED_NOR_MUSCLE = Kidneys(little_muscle=True)


def kidneys_of(patient: Patient, start: date) -> Kidneys:
    """Work out every estimate that counts on the first day.

    Parameters
    ----------
    patient : Patient
        Kidney value, creatinine, age, sex, weight, height, muscle.
    start : datetime.date
        First day of the schedule.
    """
    given = patient.kidneys
    if isinstance(given, Dialysis):
        return Kidneys(on_dialysis=given.kind)
    measured = isinstance(given, MeasuredEgfr | MeasuredClearance)
    if not measured and not isinstance(patient.creatinine, Creatinine):
        return _NOT_MEASURED if patient.muscle == "usual" else _NOT_MEASURED_NOR_MUSCLE
    estimates: list[Estimate] = []
    unusable: list[str] = []
    skipped: list[str] = []
    counted: list[DatedValue] = []
    if isinstance(given, MeasuredEgfr | MeasuredClearance):
        why = _why_not(given, patient, start)
        if why:
            name = "eGFR" if isinstance(given, MeasuredEgfr) else "clearance"
            unusable.append(f"the {name} {why}")
        else:
            estimates.append(Estimate(given.rate, "as given"))
            counted.append(given)
    if isinstance(patient.creatinine, Creatinine):
        why, no_equation = _why_not(patient.creatinine, patient, start), _why_no_equation(patient)
        if why:
            unusable.append(f"the creatinine {why}")
        elif no_equation:
            skipped.append(f"the creatinine {no_equation}")
        else:
            estimates += _computed(patient, patient.creatinine.measured)
            counted.append(patient.creatinine)
    days = [held.on for held in counted if held.on is not None]
    return Kidneys(
        tuple(estimates),
        tuple(unusable),
        tuple(skipped),
        dated=min(days, default=None),
        little_muscle=patient.muscle != "usual",
        higher_by_choice=_higher_by_choice(patient, estimates),
    )


def _higher_by_choice(patient: Patient, estimates: list[Estimate]) -> str:
    """The clearance by height, where the weight that was chosen gives a higher one."""
    creatinine = patient.creatinine
    if patient.clearance_weight == "by height" or not isinstance(creatinine, Creatinine):
        return ""
    usual = patient.model_copy(update={"clearance_weight": "by height"})
    chosen, by_height = (
        [each.rate for each in held if isinstance(each.rate, CreatinineClearance)]
        for each_patient in (patient, usual)
        for held in [_computed(each_patient, creatinine.measured) if estimates else []]
    )
    return str(by_height[0]) if by_height and by_height < chosen else ""


def days_counted(patient: Patient) -> int:
    """For how long a test of the kidneys counts [days]; shorter in acute illness."""
    rules = value_rules()
    ill = patient.acute_illness in ("yes", "unknown")
    return (rules.counts_for_in_acute_illness if ill else rules.counts_for).value


def _why_not(value: DatedValue, patient: Patient, start: date) -> str:
    """Why a value does not count; empty if it does."""
    if value.on is None:
        return "has no date, and an undated value counts as unknown"
    if value.on > start:
        return "is dated after the first day"
    if value.steadiness != "steady":
        return f"is not known to be steady ({value.steadiness}), and counts as unknown"
    return age_refused(patient, value.on, start)


def age_refused(patient: Patient, on: date, start: date) -> str:
    """Why a test of that day no longer counts on the first day; empty if it does."""
    longest = days_counted(patient)
    if (start - on).days <= longest:
        return ""
    why = " in acute illness" if patient.acute_illness in ("yes", "unknown") else ""
    return f"is older than {longest} days, for which one counts{why}"


def _why_no_equation(patient: Patient) -> str:
    if not isinstance(patient.age, Age):
        return "needs the age"
    if patient.age.years < ADULT_YEARS:
        return f"cannot be turned into a value here below {ADULT_YEARS} years"
    if patient.sex not in ("female", "male"):
        return "needs the sex, female or male, for the equations"
    if patient.clearance_weight in ("ideal", "adjusted") and not (
        isinstance(patient.weight, Weight) and isinstance(patient.height, Height)
    ):
        return f"needs weight and height for the {patient.clearance_weight} weight asked for"
    return ""


def _weight(patient: Patient, actual: Fraction, sex: Sex) -> tuple[str, Fraction]:
    """The weight that the clearance is worked out with, and what it is."""
    asked = patient.clearance_weight
    if not isinstance(patient.height, Height):
        return "actual", actual
    ideal = ideal_weight(sex, patient.height.centimetres)
    above = value_rules().weight_above_ideal.value if actual > ideal else "actual"
    policy = above if asked == "by height" else asked
    return policy, dosing_weight(policy, actual, ideal)


def _computed(patient: Patient, creatinine: SerumCreatinine) -> list[Estimate]:
    """CKD-EPI, and with a weight Cockcroft-Gault too."""
    age, sex = patient.age, patient.sex
    if not isinstance(age, Age) or sex not in ("female", "male"):
        return []
    egfr = ckd_epi_2021(age.years, sex, creatinine, steadiness="steady", on_dialysis=False)
    found = [Estimate(egfr, "CKD-EPI 2021")]
    if not isinstance(patient.weight, Weight):
        return found
    policy, weight = _weight(patient, patient.weight.kilograms, sex)
    least = value_rules().least_creatinine.measured
    counted = least if creatinine.umol_l < least.umol_l else creatinine
    clearance = cockcroft_gault(
        age.years, sex, weight, counted, steadiness="steady", on_dialysis=False
    )
    how = f"Cockcroft-Gault, {policy} weight {shown(weight)} kg"
    how += f", creatinine counted as {shown(least.value)} {least.unit}" * (counted is least)
    return [*found, Estimate(clearance, how)]
