"""No format renders what the checker has not passed, or what was changed since it did."""

from __future__ import annotations

import copy
import inspect
import pickle
from datetime import UTC, datetime
from uuid import UUID

import pytest

import baclofen_titration as library
from baclofen_titration import CheckedSchedule, from_json, from_regimen_line, to_json, to_text
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import SafetyReport
from baclofen_titration.formats import to_pharmacy_html, to_pharmacy_pdf
from baclofen_titration.formats.notebook import notebook_html
from baclofen_titration.regimen import parse_regimen
from golden.cases import PLANS

NEEDED = {
    "on": "2026-12-02",
    "plan_id": UUID("3f0c8a52-6a0e-4d0b-9a53-1d2c5e7b9f10"),
    "issued": datetime(2026, 11, 28, 9, 30, tzinfo=UTC),
    "until": "2026-12-05",
}
OTHERS = {"to_regimen_line", "to_comparison", "to_decision"}  # of no checked schedule
FORMATS = {
    name: getattr(library, name)
    for name in library.__all__
    if (name.startswith("to_") or name in ("explain", "plot")) and name not in OTHERS
} | {form.__name__: form for form in (to_pharmacy_html, to_pharmacy_pdf, notebook_html)}
MUCH = from_regimen_line("100 mg x3", "2026-12-01")


def rendered(form, checked):
    parameters = inspect.signature(form).parameters
    return form(checked, **{name: NEEDED[name] for name in NEEDED if name in parameters})


def changed_inside():
    checked = PLANS["titration"]()
    checked.schedule.steps[0].__dict__["regimen"] = parse_regimen("morning 100 mg")
    return checked


def hours_changed():
    checked = PLANS["titration"]()
    checked.schedule.clock["morning"] = "03:00"
    return checked


def exchanged():
    checked = copy.deepcopy(PLANS["titration"]())
    object.__setattr__(checked, "schedule", MUCH)
    return checked


def pieces_changed():
    checked = pickle.loads(pickle.dumps(PLANS["titration"]()))
    checked.schedule.steps[0].regimen.administrations[0].pieces[0].__dict__["count"] = 9
    return checked


class Own(CheckedSchedule):
    """A kind of its own, which may say anything of itself."""

    @property
    def unaccepted_stops(self):
        return ()


def own_kind():
    held = PLANS["titration"]()
    return Own(**{name: getattr(held, name) for name in type(held).model_fields})


REFUSED = {
    "read from a file": lambda: from_json(to_json(PLANS["titration"]())),
    "nothing": lambda: None,
    "text": lambda: "5 mg x3",
    "its class": lambda: CheckedSchedule,
    "a step changed inside": changed_inside,
    "hours changed": hours_changed,
    "another schedule put in": exchanged,
    "pieces changed": pieces_changed,
    "a class of its own": own_kind,
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_else_is_rendered(name, what):
    with pytest.raises(InvalidValueError, match="nothing was rendered"):
        rendered(FORMATS[name], REFUSED[what]())


def test_what_was_checked_is_rendered():
    checked = PLANS["titration"]()
    assert len(FORMATS) >= 16
    for form in FORMATS.values():
        assert rendered(form, checked)
    (code,) = {row["sheet"] for row in library.to_rows(checked, "2026-12-05")}
    assert code == library.sheet_code(checked)


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))]
)
def test_a_copy_is_as_good(again):
    checked = PLANS["taper"]()
    held = again(checked)
    assert held == checked
    assert to_text(held) == to_text(checked)


def made(checked, **changes):
    held = {name: getattr(checked, name) for name in type(checked).model_fields}
    return CheckedSchedule(**{**held, **changes})


def test_a_report_seals_only_the_schedule_that_it_is_on():
    checked = PLANS["titration"]()
    assert made(checked, schedule=from_json(to_json(checked))) == checked
    found = checked.report
    for changes in (
        {"schedule": MUCH},
        {"report": SafetyReport(checks_run=("gap",))},
        {"report": found.model_copy(update={"findings": ()})},
        {"report": PLANS["taper"]().report},
    ):
        with pytest.raises(InvalidValueError, match="no report on this schedule"):
            made(checked, **changes)
        with pytest.raises(InvalidValueError, match="no report on this schedule"):
            checked.model_copy(update=changes)


def test_none_is_made_without_a_look_at_it():
    with pytest.raises(InvalidValueError, match="made by planning"):
        CheckedSchedule.model_construct(schedule=MUCH)
