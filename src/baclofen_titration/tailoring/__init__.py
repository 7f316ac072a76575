"""What a patient's own facts change: who may be planned for, and what has to be said."""

from baclofen_titration.tailoring.admission import Direction, admit
from baclofen_titration.tailoring.children import is_by_weight, way_up_of, weigh
from baclofen_titration.tailoring.clash import bound_by, clash_of
from baclofen_titration.tailoring.narrowing import Tailored, tailor
from baclofen_titration.tailoring.shelf import going_with, lint_tailoring, rule_set, rule_sets

__all__ = [
    "Direction",
    "Tailored",
    "admit",
    "bound_by",
    "clash_of",
    "going_with",
    "is_by_weight",
    "lint_tailoring",
    "rule_set",
    "rule_sets",
    "tailor",
    "way_up_of",
    "weigh",
]
