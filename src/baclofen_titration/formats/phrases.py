"""Words for patients outside the sheet, by their names in the catalogue."""

from __future__ import annotations

from baclofen_titration.formats.words.speaking import phrase

__all__ = ["phrase"]
