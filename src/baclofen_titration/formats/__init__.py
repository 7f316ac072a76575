"""Renderings of a checked schedule, one file a format."""

from baclofen_titration.formats.text import to_text

__all__ = ["to_text"]
