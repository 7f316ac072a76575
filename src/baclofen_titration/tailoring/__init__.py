"""What a patient's own facts change: who may be planned for, and what has to be said."""

from baclofen_titration.tailoring.admission import Direction, admit
from baclofen_titration.tailoring.narrowing import Tailored, tailor

__all__ = ["Direction", "Tailored", "admit", "tailor"]
