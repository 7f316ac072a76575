"""Titration and taper schedules for oral baclofen: exact, makeable, explained, checked.

Nothing is imported until it is used, so that ``import baclofen_titration`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_ROOMS = {
    "Acknowledgement": "findings",
    "Administration": "regimen",
    "Advice": "advice",
    "Age": "patient",
    "BaclofenTitrationError": "errors",
    "CheckedSchedule": "checked",
    "ComparedWay": "compared",
    "Citation": "provenance",
    "ClinicianDecidesError": "errors",
    "Contacts": "formats.sheet.contents",
    "Creatinine": "measurements",
    "CreatinineClearance": "kidney_values",
    "DailyDose": "quantities",
    "DateError": "errors",
    "Decision": "decisions",
    "Dialysis": "measurements",
    "Dose": "quantities",
    "DosingProtocol": "protocols",
    "Egfr": "kidney_values",
    "Finding": "findings",
    "Height": "measurements",
    "InvalidValueError": "errors",
    "JudgedSchedule": "checked",
    "Judgement": "provenance",
    "Limit": "limits",
    "Limits": "limits",
    "MeasuredClearance": "measurements",
    "MeasuredEgfr": "measurements",
    "MissingExtraError": "errors",
    "MissingInputError": "errors",
    "NotCoveredError": "errors",
    "Patient": "patient",
    "Piece": "regimen",
    "Product": "product",
    "ProtocolReference": "checked",
    "QuantityError": "errors",
    "Reason": "schedule",
    "RefusedError": "errors",
    "Regimen": "regimen",
    "ReviewPoint": "schedule",
    "RuleFileError": "errors",
    "SafetyReport": "findings",
    "Schedule": "schedule",
    "SerumCreatinine": "kidney_values",
    "SheetOptions": "formats.sheet.contents",
    "StatedNormal": "patient",
    "Step": "schedule",
    "Supply": "supplied",
    "TailoringRecord": "checked",
    "Taking": "regimen",
    "TaperComparison": "compared",
    "TaperError": "errors",
    "TaperRequest": "planning",
    "TitrationRequest": "planning",
    "UnknownNameError": "errors",
    "UnmakeableError": "errors",
    "UnreachableAimError": "errors",
    "UnreadableError": "errors",
    "UnsafeScheduleError": "errors",
    "Weight": "measurements",
    "absolute_gfr": "renal",
    "acknowledgement_line": "acknowledgements",
    "bedside_schwartz": "renal",
    "check": "checker",
    "compare_tapers": "planning",
    "ckd_epi_2021": "renal",
    "cockcroft_gault": "renal",
    "document_schema": "formats",
    "explain": "formats",
    "from_csv": "formats",
    "from_json": "formats",
    "from_regimen_line": "formats",
    "judge_schedule": "planning",
    "kdigo_stage": "renal",
    "lint_protocol": "protocols",
    "list_protocols": "protocols",
    "load_products": "product",
    "load_protocol": "protocols",
    "parse_acknowledgement": "acknowledgements",
    "parse_date": "dates",
    "parse_regimen": "regimen",
    "plan_taper": "planning",
    "plan_titration": "planning",
    "plot": "formats",
    "screen": "planning",
    "sheet_code": "formats",
    "tailor": "tailoring",
    "to_card": "formats",
    "to_columns": "formats",
    "to_comparison": "formats",
    "to_csv": "formats",
    "to_html": "formats",
    "to_ics": "formats",
    "to_json": "formats",
    "to_note": "formats",
    "to_pdf": "formats",
    "to_pharmacy": "formats",
    "to_regimen_line": "formats",
    "to_report": "formats",
    "to_rows": "formats",
    "to_text": "formats",
}

__all__ = sorted([*_ROOMS, "__version__"])

if TYPE_CHECKING:
    from baclofen_titration.acknowledgements import acknowledgement_line as acknowledgement_line
    from baclofen_titration.acknowledgements import parse_acknowledgement as parse_acknowledgement
    from baclofen_titration.advice import Advice as Advice
    from baclofen_titration.checked import CheckedSchedule as CheckedSchedule
    from baclofen_titration.checked import JudgedSchedule as JudgedSchedule
    from baclofen_titration.checked import ProtocolReference as ProtocolReference
    from baclofen_titration.checked import TailoringRecord as TailoringRecord
    from baclofen_titration.checker import check as check
    from baclofen_titration.compared import ComparedWay as ComparedWay
    from baclofen_titration.compared import TaperComparison as TaperComparison
    from baclofen_titration.dates import parse_date as parse_date
    from baclofen_titration.decisions import Decision as Decision
    from baclofen_titration.errors import BaclofenTitrationError as BaclofenTitrationError
    from baclofen_titration.errors import ClinicianDecidesError as ClinicianDecidesError
    from baclofen_titration.errors import DateError as DateError
    from baclofen_titration.errors import InvalidValueError as InvalidValueError
    from baclofen_titration.errors import MissingExtraError as MissingExtraError
    from baclofen_titration.errors import MissingInputError as MissingInputError
    from baclofen_titration.errors import NotCoveredError as NotCoveredError
    from baclofen_titration.errors import QuantityError as QuantityError
    from baclofen_titration.errors import RefusedError as RefusedError
    from baclofen_titration.errors import RuleFileError as RuleFileError
    from baclofen_titration.errors import TaperError as TaperError
    from baclofen_titration.errors import UnknownNameError as UnknownNameError
    from baclofen_titration.errors import UnmakeableError as UnmakeableError
    from baclofen_titration.errors import UnreachableAimError as UnreachableAimError
    from baclofen_titration.errors import UnreadableError as UnreadableError
    from baclofen_titration.errors import UnsafeScheduleError as UnsafeScheduleError
    from baclofen_titration.findings import Acknowledgement as Acknowledgement
    from baclofen_titration.findings import Finding as Finding
    from baclofen_titration.findings import SafetyReport as SafetyReport
    from baclofen_titration.formats import document_schema as document_schema
    from baclofen_titration.formats import explain as explain
    from baclofen_titration.formats import from_csv as from_csv
    from baclofen_titration.formats import from_json as from_json
    from baclofen_titration.formats import from_regimen_line as from_regimen_line
    from baclofen_titration.formats import plot as plot
    from baclofen_titration.formats import sheet_code as sheet_code
    from baclofen_titration.formats import to_card as to_card
    from baclofen_titration.formats import to_columns as to_columns
    from baclofen_titration.formats import to_comparison as to_comparison
    from baclofen_titration.formats import to_csv as to_csv
    from baclofen_titration.formats import to_html as to_html
    from baclofen_titration.formats import to_ics as to_ics
    from baclofen_titration.formats import to_json as to_json
    from baclofen_titration.formats import to_note as to_note
    from baclofen_titration.formats import to_pdf as to_pdf
    from baclofen_titration.formats import to_pharmacy as to_pharmacy
    from baclofen_titration.formats import to_regimen_line as to_regimen_line
    from baclofen_titration.formats import to_report as to_report
    from baclofen_titration.formats import to_rows as to_rows
    from baclofen_titration.formats import to_text as to_text
    from baclofen_titration.formats.sheet.contents import Contacts as Contacts
    from baclofen_titration.formats.sheet.contents import SheetOptions as SheetOptions
    from baclofen_titration.kidney_values import CreatinineClearance as CreatinineClearance
    from baclofen_titration.kidney_values import Egfr as Egfr
    from baclofen_titration.kidney_values import SerumCreatinine as SerumCreatinine
    from baclofen_titration.limits import Limit as Limit
    from baclofen_titration.limits import Limits as Limits
    from baclofen_titration.measurements import Creatinine as Creatinine
    from baclofen_titration.measurements import Dialysis as Dialysis
    from baclofen_titration.measurements import Height as Height
    from baclofen_titration.measurements import MeasuredClearance as MeasuredClearance
    from baclofen_titration.measurements import MeasuredEgfr as MeasuredEgfr
    from baclofen_titration.measurements import Weight as Weight
    from baclofen_titration.patient import Age as Age
    from baclofen_titration.patient import Patient as Patient
    from baclofen_titration.patient import StatedNormal as StatedNormal
    from baclofen_titration.planning import TaperRequest as TaperRequest
    from baclofen_titration.planning import TitrationRequest as TitrationRequest
    from baclofen_titration.planning import compare_tapers as compare_tapers
    from baclofen_titration.planning import judge_schedule as judge_schedule
    from baclofen_titration.planning import plan_taper as plan_taper
    from baclofen_titration.planning import plan_titration as plan_titration
    from baclofen_titration.planning import screen as screen
    from baclofen_titration.product import Product as Product
    from baclofen_titration.product import load_products as load_products
    from baclofen_titration.protocols import DosingProtocol as DosingProtocol
    from baclofen_titration.protocols import lint_protocol as lint_protocol
    from baclofen_titration.protocols import list_protocols as list_protocols
    from baclofen_titration.protocols import load_protocol as load_protocol
    from baclofen_titration.provenance import Citation as Citation
    from baclofen_titration.provenance import Judgement as Judgement
    from baclofen_titration.quantities import DailyDose as DailyDose
    from baclofen_titration.quantities import Dose as Dose
    from baclofen_titration.regimen import Administration as Administration
    from baclofen_titration.regimen import Piece as Piece
    from baclofen_titration.regimen import Regimen as Regimen
    from baclofen_titration.regimen import Taking as Taking
    from baclofen_titration.regimen import parse_regimen as parse_regimen
    from baclofen_titration.renal import absolute_gfr as absolute_gfr
    from baclofen_titration.renal import bedside_schwartz as bedside_schwartz
    from baclofen_titration.renal import ckd_epi_2021 as ckd_epi_2021
    from baclofen_titration.renal import cockcroft_gault as cockcroft_gault
    from baclofen_titration.renal import kdigo_stage as kdigo_stage
    from baclofen_titration.schedule import Reason as Reason
    from baclofen_titration.schedule import ReviewPoint as ReviewPoint
    from baclofen_titration.schedule import Schedule as Schedule
    from baclofen_titration.schedule import Step as Step
    from baclofen_titration.supplied import Supply as Supply
    from baclofen_titration.tailoring import tailor as tailor


def __getattr__(name: str) -> object:
    try:
        room = _ROOMS[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
