"""The command line. It alone knows what day it is."""

from baclofen_titration.cli.door import main

__all__ = ["main"]
