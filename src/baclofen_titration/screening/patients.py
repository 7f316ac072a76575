"""Everything that a patient's answers speak against, in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from baclofen_titration.findings import Finding, words_found
from baclofen_titration.patient import Age, Patient, plain_name
from baclofen_titration.quantities import DailyDose
from baclofen_titration.renal import ADULT_YEARS
from baclofen_titration.screening.concerning import may_bear_children
from baclofen_titration.screening.data_file import said_by
from baclofen_titration.screening.hazards import (
    Answer,
    Kind,
    finding_of,
    meant_by,
    opened,
    severity_of,
)
from baclofen_titration.screening.indications import UNANSWERED, causes_differ, screen_indication
from baclofen_titration.screening.telling import Direction
from baclofen_titration.screening.thresholds import (
    PROBABLY_INTRATHECAL,
    SEVERAL_DEPRESSANTS,
    WEAK_KIDNEYS,
    threshold,
)


class Case(NamedTuple):
    """What the screening has to know besides the answers.

    Parameters
    ----------
    jurisdiction : str
        Of the protocol.
    direction : {"up", "down"}
        On the way down every stop is a caution.
    kidneys : Fraction or None
        The lowest value that counts [mL/min or mL/min/1.73 m2]; None if none does.
    daily_doses : sequence of DailyDose
        What is taken now, and what is aimed for.
    protocol : str
        Its id, for one whose text has a list of indications of its own.
    """

    jurisdiction: str
    direction: Direction
    kidneys: Fraction | None = None
    daily_doses: Sequence[DailyDose] = ()
    protocol: str = ""


def screen_patient(patient: Patient, case: Case) -> tuple[Finding, ...]:
    """What a patient's answers speak against, and what nobody asked.

    Parameters
    ----------
    patient : Patient
        Indication, conditions, medicines, other baclofen, pregnancy, breast-feeding.
    case : Case
        Jurisdiction, way, kidneys, daily doses.

    Raises
    ------
    UnknownNameError
        If an answer is on no list; it is never ignored.

    Examples
    --------
    >>> found = screen_patient(Patient(conditions="epilepsy"), Case("Germany", "up"))
    >>> [(finding.code, finding.severity) for finding in found]
    [('epilepsy', 'stop'), ('screening-not-asked', 'caution')]
    """
    answers = answers_of(patient)
    named = any(type(answer) is not str for answer in answers.values())
    return (
        *screen_indication(patient.indication, case.jurisdiction, case.direction, case.protocol),
        *causes_differ(patient),
        *(_hazards(answers, case) if named else ()),
        *(_depressants(patient, case) if named else ()),
        *_intrathecal(patient, case),
        *_not_asked(patient),
    )


def answers_of(patient: Patient) -> dict[Kind, Answer]:
    """What was answered to each closed list."""
    pregnancy, feeding = patient.pregnancy, patient.breast_feeding
    return {
        "condition": patient.conditions,
        "medicine": patient.medicines,
        "other-baclofen": patient.other_baclofen,
        "pregnancy": (pregnancy,) if pregnancy in ("yes", "planning") else "none",
        "breast-feeding": (feeding,) if feeding == "yes" else "none",
    }


def is_answered(patient: Patient) -> bool:
    """Whether anything was answered that the screening asks for."""
    return any(answer not in UNANSWERED for _, answer in _asked(patient))


def codes_of(patient: Patient) -> frozenset[str]:
    """The codes of all that the answers mean."""
    return frozenset(
        [
            hazard.code
            for kind, answer in answers_of(patient).items()
            for hazard, _ in meant_by(kind, answer)
        ]
    )


def _hazards(answers: dict[Kind, Answer], case: Case) -> Iterator[Finding]:
    weak = threshold(WEAK_KIDNEYS)
    kidneys_weak = case.kidneys is not None and case.kidneys < weak.number
    for kind, answer in answers.items():
        for hazard, words in meant_by(kind, answer):
            severity = severity_of(hazard, case.jurisdiction, case.direction)
            found = finding_of(hazard, words, severity)
            if hazard.kidneys and kidneys_weak:
                found = found.model_copy(
                    update={
                        "severity": opened(weak.severity, case.direction),
                        "allowed": f"none with kidneys below {weak.value}",
                        "authors": (*found.authors, *weak.authors),
                    }
                )
            yield found


def _depressants(patient: Patient, case: Case) -> Iterator[Finding]:
    """Several that slow the brain are a finding of their own, counted by what was given."""
    rule = threshold(SEVERAL_DEPRESSANTS)
    given = {
        plain_name(word): word
        for hazard, words in meant_by("medicine", patient.medicines)
        if hazard.depressant
        for word in words
    }
    if len(given) >= rule.number:
        yield Finding(
            code=rule.code,
            severity=opened(rule.severity, case.direction),
            says=f"The patient takes {len(given)} medicines that slow the brain: "
            f"{said_by(rule.authors)}.",
            found=words_found(sorted(given.values())),
            allowed=f"fewer than {rule.value}",
            authors=rule.authors,
        )


def _intrathecal(patient: Patient, case: Case) -> Iterator[Finding]:
    """A dose as small as a pump's, or one in a pump's unit, whatever its amount."""
    rule = threshold(PROBABLY_INTRATHECAL)
    if isinstance(patient.age, Age) and patient.age.years < ADULT_YEARS:
        return
    given = [dose for dose in case.daily_doses if dose]
    in_its_unit = [dose for dose in given if dose.in_micrograms]
    low = [dose for dose in given if dose.micrograms < rule.number]
    if not isinstance(patient.age, Age):
        low = []  # it may be a child, whose doses are small
    if not (in_its_unit or low):
        return
    what = "in micrograms" if in_its_unit else f"of less than {rule.value}"
    yield Finding(
        code=rule.code,
        severity=opened(rule.severity, case.direction),
        says=f"Daily dose {what}, taken or planned: {said_by(rule.authors)}. "
        "Ask whether there is a pump.",
        found=min(in_its_unit or low).as_given,
        allowed=f"{rule.value} or more by mouth, in mg",
        authors=rule.authors,
    )


def _asked(patient: Patient) -> list[tuple[str, object]]:
    """What the screening asks, and what was answered."""
    asked: list[tuple[str, object]] = [
        ("indication", patient.indication),
        ("conditions", patient.conditions),
        ("medicines", patient.medicines),
        ("other baclofen", patient.other_baclofen),
    ]
    if may_bear_children(patient):
        asked += [
            ("pregnancy", patient.pregnancy),
            ("breast-feeding", patient.breast_feeding),
        ]
    return asked


def _not_asked(patient: Patient) -> Iterator[Finding]:
    """One finding for all that nobody asked or knows, so that a sheet stays readable."""
    unasked = [name for name, answer in _asked(patient) if answer in UNANSWERED]
    if unasked:
        yield _unasked(", ".join(unasked))


@cache
def _unasked(names: str) -> Finding:
    """One for each way to leave the six questions open."""
    return Finding(
        code="screening-not-asked",
        severity="caution",
        says=f"Not asked or not known: {names}. Some answers speak against baclofen.",
        found=names,
    )
