"""Which reader reads which answer, for each command."""

from __future__ import annotations

from typing import get_args

from baclofen_titration.acknowledgements import parse_request_digest
from baclofen_titration.cli.readers import (
    Reader,
    known_names,
    plain,
    read_acknowledgements,
    read_age,
    read_aim,
    read_begin,
    read_by,
    read_daily_dose,
    read_dates,
    read_doses_a_day,
    read_fall_time,
    read_indication,
    read_interval,
    read_over,
    read_present,
    read_products,
    read_reading,
    read_rise,
    read_rise_interval,
    read_rule_sets,
    read_since,
    read_taking,
    read_time,
    read_way,
    read_weekdays,
    word,
)
from baclofen_titration.cli.readers_of_outputs import (
    read_card,
    read_format,
    read_max_chars,
    read_sheet,
)
from baclofen_titration.dates import parse_date
from baclofen_titration.decisions import Because
from baclofen_titration.formats.calendar.identity import parse_moment, parse_plan_id
from baclofen_titration.formats.sheet.contents import parse_contact, parse_contacts
from baclofen_titration.formats.words.catalogue import LANGUAGES
from baclofen_titration.lengths import parse_days
from baclofen_titration.measurements import parse_creatinine, parse_height, parse_weight
from baclofen_titration.patient import (
    Cause,
    ClearanceWeight,
    parse_kidneys,
    parse_used_for,
)
from baclofen_titration.planning.way_files import load_curve, load_taper_table
from baclofen_titration.planning.ways import parse_pump_share, parse_way
from baclofen_titration.protocols import load_protocol

PATIENT: dict[str, Reader] = {
    "protocol": plain(load_protocol),
    "products": plain(read_products),
    "age": plain(read_age),
    "kidneys": plain(parse_kidneys),
    "sex": plain(word("female", "male", "unknown", "not asked")),
    "weight": plain(parse_weight),
    "height": plain(parse_height),
    "creatinine": plain(parse_creatinine),
    "muscle": plain(word("usual", "reduced", "unknown", "not asked")),
    "acute_illness": plain(word("yes", "no", "unknown", "not asked")),
    "cause": plain(word(*get_args(Cause))),
    "sensitive": plain(word("yes", "no", "unknown", "not asked")),
    "clearance_weight": plain(word(*get_args(ClearanceWeight))),
    "condition": known_names("condition"),
    "medicine": known_names("medicine"),
    "used_for": plain(parse_used_for),
    "indication": plain(read_indication),
    "other_baclofen": known_names("other-baclofen"),
    "pregnancy": plain(word("yes", "planning", "no", "unknown", "not asked")),
    "breast_feeding": plain(word("yes", "no", "unknown", "not asked")),
    "setting": plain(word("outpatient", "inpatient")),
    "rule_set": plain(read_rule_sets),
    "taking": read_taking,
    "since": plain(read_since),
    "start": plain(parse_date),
    "request": plain(parse_request_digest),
    "acknowledge": read_acknowledgements,
}
SCREEN: dict[str, Reader] = {**PATIENT, "way": plain(word("up", "down"))}
_AROUND: dict[str, Reader] = {
    "products_before": plain(read_products),
    "supply": plain(parse_days),
    "fill_every": plain(parse_days),
    "reserve": plain(parse_days),
    "no_step_back": lambda _, __: True,
    "review_every": plain(read_interval),
    "format": plain(read_format),
    "for": plain(parse_days),
    "plan_id": plain(parse_plan_id),
    "issued": plain(parse_moment),
    "sheet": plain(read_sheet),
    "paper": plain(word("a4", "letter")),
    "language": plain(word(*LANGUAGES)),
    "phones": plain(parse_contacts),
    "reviewed": plain(parse_date),
    "on": plain(parse_date),
    "decides": plain(parse_contact),
    "kidney_test": plain(parse_date),
    "max_chars": plain(read_max_chars),
    "card": plain(read_card),
}
UP: dict[str, Reader] = {
    **PATIENT,
    "aim": read_aim,
    "first_taking": plain(read_time),
    "course": plain(word("yes", "no")),
    "stay": plain(parse_days),
    "then_taper": plain(parse_days),
    "rise": plain(read_rise),
    "interval": plain(read_rise_interval),
    "begin": plain(read_begin),
    "doses_a_day": plain(read_doses_a_day),
    "reading": read_reading,
    "change_on": plain(read_weekdays),
    "closed": plain(read_dates),
    **_AROUND,
}
DOWN: dict[str, Reader] = {
    **PATIENT,
    "taking": read_present,
    "over": plain(read_over),
    "way": read_way,
    "by": read_by,
    "until": plain(parse_date),
    "halve_every": plain(parse_days),
    "floor": read_daily_dose,
    "table": plain(load_taper_table),
    "curve": plain(load_curve),
    "pump_share": plain(parse_pump_share),
    "then": lambda texts, _: tuple(parse_way(text) for text in texts),
    "to": read_daily_dose,
    "to_limit": lambda _, __: True,
    "if_too_fast": plain(word("refuse", "stretch")),
    "change_on": plain(read_weekdays),
    "closed": plain(read_dates),
    "first_to_fall": plain(read_fall_time),
    "because": plain(word(*get_args(Because))),
    **_AROUND,
}
