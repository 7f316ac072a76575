"""What a patient's own facts change: who may be planned for, and what has to be said."""

from baclofen_titration.tailoring.admission import admit

__all__ = ["admit"]
