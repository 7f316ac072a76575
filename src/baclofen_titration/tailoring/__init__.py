"""What a patient's own facts change: who may be planned for, and what has to be said."""

from baclofen_titration.tailoring.admission import Direction, admit
from baclofen_titration.tailoring.asking import band_of
from baclofen_titration.tailoring.birthdays import (
    Above,
    first_above,
    grows_on,
    maxima_to_come,
    sets_to_come,
)
from baclofen_titration.tailoring.children import is_by_weight, way_up_of, weigh
from baclofen_titration.tailoring.clash import bound_by, clash_of
from baclofen_titration.tailoring.estimates import kidneys_of
from baclofen_titration.tailoring.narrowing import Tailored, Whom, tailor, tailor_to
from baclofen_titration.tailoring.shelf import going_with, lint_tailoring, rule_set, rule_sets

__all__ = [
    "Above",
    "Direction",
    "Tailored",
    "Whom",
    "admit",
    "band_of",
    "bound_by",
    "clash_of",
    "first_above",
    "going_with",
    "grows_on",
    "is_by_weight",
    "kidneys_of",
    "lint_tailoring",
    "maxima_to_come",
    "rule_set",
    "rule_sets",
    "sets_to_come",
    "tailor",
    "tailor_to",
    "way_up_of",
    "weigh",
]
