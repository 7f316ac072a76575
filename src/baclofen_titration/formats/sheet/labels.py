"""The words that frame a sheet, in the source language, for what is printed in no other."""

from __future__ import annotations

from baclofen_titration.formats.words.speaking import phrase as label

__all__ = ["label"]
