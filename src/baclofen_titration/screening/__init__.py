"""Who should not have it, what speaks against it, what is watched, and what a patient is told."""

from baclofen_titration.screening.concerning import concerns_of
from baclofen_titration.screening.hazards import (
    Hazard,
    Kind,
    hazards,
    screen_answers,
)
from baclofen_titration.screening.indications import indication, indications, with_cause
from baclofen_titration.screening.lint import lint_screening
from baclofen_titration.screening.patients import Case, codes_of, is_answered, screen_patient
from baclofen_titration.screening.telling import AdviceRule, Situation, advice_for, advice_rules
from baclofen_titration.screening.watching import Watched, watch_points

__all__ = [
    "AdviceRule",
    "Case",
    "Hazard",
    "Kind",
    "Situation",
    "Watched",
    "advice_for",
    "advice_rules",
    "codes_of",
    "concerns_of",
    "hazards",
    "indication",
    "indications",
    "is_answered",
    "lint_screening",
    "screen_answers",
    "screen_patient",
    "watch_points",
    "with_cause",
]
