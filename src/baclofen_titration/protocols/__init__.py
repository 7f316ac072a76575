"""Dosing protocols: published rule sets as data, each value with whoever stands behind it."""

from baclofen_titration.protocols.model import DosingProtocol
from baclofen_titration.protocols.parts import ClockHour, Fact, KidneyBand, ReviewRule, TaperRules
from baclofen_titration.protocols.reader import (
    lint_protocol,
    list_protocols,
    load_protocol,
    read_protocol,
)
from baclofen_titration.protocols.sheet import protocol_lines
from baclofen_titration.protocols.way_up import (
    TableDose,
    TimesBand,
    TitrationRule,
    TitrationStep,
    TitrationTable,
)
from baclofen_titration.protocols.ways_down import TaperWay

__all__ = [
    "ClockHour",
    "DosingProtocol",
    "Fact",
    "KidneyBand",
    "ReviewRule",
    "TableDose",
    "TaperRules",
    "TaperWay",
    "TimesBand",
    "TitrationRule",
    "TitrationStep",
    "TitrationTable",
    "lint_protocol",
    "list_protocols",
    "load_protocol",
    "protocol_lines",
    "read_protocol",
]
