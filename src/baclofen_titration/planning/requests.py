"""What can be asked for: a titration, or a taper; each in a room of its own."""

from baclofen_titration.planning.any_request import Request
from baclofen_titration.planning.taper_request import TaperRequest
from baclofen_titration.planning.titration_request import TitrationRequest

__all__ = ["Request", "TaperRequest", "TitrationRequest"]
