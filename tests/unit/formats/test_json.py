"""JSON: what it holds, what is refused on reading, and that nothing given is repeated."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

import baclofen_titration
from baclofen_titration.advice import Advice
from baclofen_titration.checked import CheckedSchedule, ProtocolReference
from baclofen_titration.errors import InvalidValueError, UnreadableError
from baclofen_titration.fills import Fill, FillLine, OpenedBottle
from baclofen_titration.findings import Acknowledgement, Finding
from baclofen_titration.formats import document_schema, from_json, to_json
from baclofen_titration.formats.document import authors, judging, products, steps, whole
from baclofen_titration.formats.untrusted import LONGEST_TEXT
from baclofen_titration.limits import Limit
from baclofen_titration.product import Product
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.quantities import Dose
from baclofen_titration.regimen import Administration, Piece
from baclofen_titration.schedule import Reason, ReviewPoint, Step
from baclofen_titration.supplied import Supply, SupplyLine
from golden.cases import PLANS, titration

DATA = Path(baclofen_titration.__file__).parent / "data"
WRITE = os.environ.get("BACLOFEN_TITRATION_GOLDEN") == "write"

KEYS = (
    "schema_version", "library_version", "code", "revision", "request",
    "request_digest", "protocol", "products", "products_before", "changed_products",
    "setting", "tailoring", "limits", "choices", "weight", "advice", "clock",
    "before", "first_taking",
    "steps", "then", "largest_falls",
    "reviews", "findings", "checks", "acknowledgements", "step_back", "dispense", "fills", "days",
)  # fmt: skip

NAME = "Jane Doe, born 1 May 1970"


def least():
    """The least that is read."""
    return {
        "schema_version": "1.0",
        "before": "nothing",
        "steps": [
            {
                "number": 1,
                "phase": "titration",
                "start": "2026-12-01",
                "end": "2026-12-03",
                "days": 3,
                "daily_dose": "10 mg/day",
                "doses": [{"at": "morning", "dose": "5 mg"}, {"at": "evening", "dose": "5 mg"}],
            },
            {
                "number": 2,
                "phase": "maintenance",
                "start": "2026-12-04",
                "end": None,
                "days": None,
                "daily_dose": "10 mg/day",
                "doses": [{"at": "morning", "dose": "5 mg"}, {"at": "evening", "dose": "5 mg"}],
            },
        ],
        "then": "continues",
    }


def changed(place, value):
    """The least document with one value put in another's place."""
    content = least()
    held = content
    *way, last = place
    for part in way:
        held = held[part]
    held[last] = value
    return json.dumps(content)


@pytest.fixture(scope="module")
def checked():
    return titration(supply="28 days", reserve="7 days")


@pytest.fixture(scope="module")
def content(checked):
    return json.loads(to_json(checked, "2026-12-31"))


def test_every_key_stands_where_the_reference_says(content):
    assert tuple(content) == KEYS
    step = content["steps"][0]
    assert list(step)[:7] == ["number", "phase", "start", "end", "days", "daily_dose", "doses"]
    assert step["doses"][0] == {
        "at": "morning",
        "dose": "5 mg",
        "pieces": [{"product": "us-tablet-5", "count": 1, "part": "whole"}],
    }
    assert {"kind", "rule", "citation", "says"} <= set(step["because"][0])
    assert step["because"][0]["kind"] == "label"
    assert step["because"][0]["citation"]["source"] == "US1"
    assert (step["number"], step["end"], step["days"]) == (1, "2026-12-03", 3)


def test_an_open_step_has_no_end_and_no_days(content):
    assert (content["steps"][-1]["end"], content["steps"][-1]["days"]) == (None, None)


def test_inputs_that_were_not_asked_say_so(content):
    assert content["request"]["aim"] == "60 mg/day"
    assert content["request"]["first_taking"] == "not asked"
    assert content["request"]["kidneys"].endswith("tested 2026-11-12")


def test_checks_say_whether_they_ran(content):
    assert {"check": "abrupt-stop", "run": True, "why": None} in content["checks"]
    missed = [check for check in content["checks"] if not check["run"]]
    assert [check["check"] for check in missed] == ["kidneys"]
    assert missed[0]["why"]


def test_a_reserve_stands_apart_from_the_supply(content):
    supply, reserve = content["dispense"]
    assert (supply["purpose"], supply["days"], supply["until"]) == ("supply", 28, "2026-12-28")
    assert (reserve["purpose"], reserve["days"], reserve["first"]) == ("reserve", 7, None)


def test_days_are_listed_only_up_to_a_horizon(checked, content):
    assert json.loads(to_json(checked))["days"] == []
    assert len(content["days"]) == 31
    assert content["days"][0] == {
        "date": "2026-12-01",
        "day": 1,
        "step": 1,
        "doses": [
            {"at": "morning", "dose": "5 mg"},
            {"at": "midday", "dose": "5 mg"},
            {"at": "evening", "dose": "5 mg"},
        ],
        "daily_dose": "15 mg/day",
    }


def test_a_horizon_before_the_start_is_refused(checked):
    with pytest.raises(InvalidValueError, match="before the schedule starts"):
        to_json(checked, "2026-11-30")


def test_nothing_is_written_that_could_not_be_read_again(checked):
    with pytest.raises(UnreadableError, match="earlier last day"):
        to_json(checked, "2150-01-01")


def test_every_entry_stands_on_one_line(checked):
    lines = to_json(checked, date(2026, 12, 31)).splitlines()
    assert sum(line.startswith('{"date":') for line in lines) == 31
    assert sum(line.startswith('{"number":') for line in lines) == 5 + len(checked.fills)


@pytest.mark.parametrize("name", PLANS)
def test_plans_read_back(name):
    checked = PLANS[name]()
    assert from_json(to_json(checked)) == checked.schedule
    # Days are read by another view of the schedule than the one that wrote them.
    assert from_json(to_json(checked, "2027-02-28")) == checked.schedule


def test_what_a_clinician_accepted_is_written(checked):
    accepted = Acknowledgement(
        code="kidneys-stated-normal",
        value="",
        request=checked.request_digest,
        role="pharmacist",
        reason='Seen on paper: "normal".',
    )
    sealed = checked.model_copy(update={"acknowledgements": (accepted,)})
    (written,) = json.loads(to_json(sealed))["acknowledgements"]
    why = "what was found is stated as normal, no value given"
    assert written == {**accepted.model_dump(), "void": why}
    assert from_json(to_json(sealed)) == checked.schedule


def test_two_inputs_of_one_name_are_refused(checked):
    twice = checked.model_copy(update={"asked": checked.asked * 2})
    with pytest.raises(InvalidValueError, match="one name"):
        to_json(twice)


def test_the_least_document_is_read():
    schedule = from_json(json.dumps(least()))
    assert not isinstance(schedule, CheckedSchedule)
    assert schedule.before == "nothing"
    assert [step.days for step in schedule.steps] == [3, None]


def test_a_byte_order_mark_is_taken_off():
    assert from_json("\ufeff" + json.dumps(least())) == from_json(json.dumps(least()))


def test_what_was_taken_before_is_read():
    before = {
        "since": "2026-10-01",
        "daily_dose": "25 mg/day",
        "doses": [{"at": "08:00", "dose": "25 mg"}],
    }
    schedule = from_json(changed(["before"], before))
    assert str(schedule.before.regimen) == "08:00 25 mg"


STEP, DOSE = ("steps", 0), ("steps", 0, "doses", 0)
FAULTS = {
    "a number for a dose": (changed([*DOSE, "dose"], 5), "steps[0].doses[0].dose"),
    "a fraction for a dose": (changed([*DOSE, "dose"], 5.0), "steps[0].doses[0].dose"),
    "true for a dose": (changed([*DOSE, "dose"], True), "steps[0].doses[0].dose"),
    "a trailing zero": (changed([*DOSE, "dose"], "5.0 mg"), "no trailing zero"),
    "no unit": (changed([*DOSE, "dose"], "5"), "steps[0].doses[0].dose"),
    "another digit": (changed([*DOSE, "dose"], "٥ mg"), "steps[0].doses[0].dose"),
    "a daily dose for a dose": (changed([*DOSE, "dose"], "5 mg/day"), "at one moment"),
    "a dose for a daily dose": (changed([*STEP, "daily_dose"], "10 mg"), "daily_dose"),
    "a fraction of days": (changed([*STEP, "days"], 3.0), "steps[0].days"),
    "true days": (changed([*STEP, "days"], True), "steps[0].days"),
    "days as text": (changed([*STEP, "days"], "3 days"), "steps[0].days"),
    "no days": (changed([*STEP, "days"], 0), "steps[0].days"),
    "a step number that is out of order": (changed([*STEP, "number"], 2), "steps[0].number"),
    "an end that disagrees": (changed([*STEP, "end"], "2026-12-04"), "steps[0].end"),
    "an end of an open step": (changed(["steps", 1, "end"], "2026-12-31"), "steps[1].end"),
    "no end of a step": (changed([*STEP, "end"], None), "by them it is 2026-12-03"),
    "a total that is wrong": (changed([*STEP, "daily_dose"], "11 mg/day"), "add up to 10 mg/day"),
    "another order of a date": (changed([*STEP, "start"], "01/12/2026"), "steps[0].start"),
    "a time stamp": (changed([*STEP, "start"], 1764547200), "steps[0].start"),
    "a date with a time": (changed([*STEP, "start"], "2026-12-01T00:00"), "steps[0].start"),
    "no such day": (changed([*STEP, "start"], "2026-02-30"), "steps[0].start"),
    "an unknown key": (changed([*STEP, "dosage"], NAME), "a key that the format does not know"),
    "an unknown key at the top": (changed([NAME], "5 mg"), "document: a key"),
    "an unknown phase": (changed([*STEP, "phase"], NAME), "steps[0].phase"),
    "an unknown time of day": (changed([*DOSE, "at"], NAME), "steps[0].doses[0].at"),
    "a time named twice": (changed([*DOSE, "at"], "evening"), "steps[0].doses"),
    "the first time again": (changed(["steps", 0, "doses", 1, "at"], "morning"), "named twice"),
    "names and clock times": (changed([*DOSE, "at"], "08:00"), "names of the day or clock times"),
    "no doses": (changed([*STEP, "doses"], []), "steps[0].doses"),
    "no steps": (changed(["steps"], []), "steps"),
    "an open step that is not the last": (
        changed(["steps"], [least()["steps"][1] | {"number": n} for n in (1, 2)]),
        "only the last step may be open",
    ),
    "an open step that is stopped": (changed(["then"], "stopped"), "open last step continues"),
    "nothing about what was before": (changed(["before"], None), "before"),
    "a word for what was before": (changed(["before"], NAME), "before"),
    "a first taking that is none": (changed(["first_taking"], "midday"), "first taking"),
    "a clock for no time": (changed(["clock"], {NAME: "08:00"}), "clock"),
    "a clock without an hour": (changed(["clock"], {"morning": "8"}), "clock"),
    "days that disagree": (changed(["days"], [{"date": "2026-12-01"}]), "days[0]"),
    "days that are no list": (changed(["days"], {"date": NAME}), "days"),
    "a judgement without a reason": (
        changed([*STEP, "because"], [{"rule": "a", "kind": "judgement", "says": "so it is"}]),
        "a judgement has a reason",
    ),
    "a label without a place": (
        changed([*STEP, "because"], [{"rule": "a", "kind": "label", "says": "so it is"}]),
        "a citation",
    ),
    "a limit without its unit": (
        changed(
            ["limits"],
            [
                {
                    "rule": "max_daily_dose",
                    "value": "80 mg",
                    "authors": [{"kind": "judgement", "says": "so it is", "reason": "because"}],
                }
            ],
        ),
        "limits[0]",
    ),
    "half a character in a text": (
        changed(["request"], {"aim": "x"}).replace('"x"', '"\\ud800"'),
        "request",
    ),
    "a year beyond the calendar": (
        changed(["steps", 1, "start"], "9999-12-30"),
        "steps[1].start",
    ),
    "no version": (changed(["schema_version"], None), "schema_version"),
    "a number for a version": (changed(["schema_version"], 1), "schema_version"),
    "a newer format": (changed(["schema_version"], "2.0"), "reads format 1.0"),
    "an older format": (changed(["schema_version"], "0.9"), "reads format 1.0"),
    "a list": ("[]", "one object"),
    "a text": ('"schedule"', "one object"),
    "nothing": ("", "line 1"),
    "half a document": (json.dumps(least())[:-20], "line 1, column"),
    "words after it": (json.dumps(least()) + " x", "column"),
    "NaN": (json.dumps(least()).replace('"days": 3', '"days": NaN'), "NaN"),
    "Infinity": (json.dumps(least()).replace('"days": 3', '"days": -Infinity'), "NaN"),
    "an exponent": (json.dumps(least()).replace('"days": 3', '"days": 1e999999'), "days"),
    "a minus": (json.dumps(least()).replace('"days": 3', '"days": -3'), "days"),
    "minus nothing": (json.dumps(least()).replace('"days": 3', '"days": -0'), "days"),
    "a number of 5000 digits": (json.dumps(least()).replace('"days": 3', '"days": ' + "9" * 5000),
                                "digits"),
    "a known key twice": (
        json.dumps(least()).replace('"days": 3', '"days": 3, "days": 4'),
        '"days" stands twice',
    ),
    "an unknown key twice": (
        json.dumps(least()).replace('"days": 3', f'"{NAME}": 3, "{NAME}": 4'),
        "a key stands twice",
    ),
    "lists inside lists": ("[" * 100_000, "too deep"),
    "objects inside objects": ('{"a":' * 100_000, "too deep"),
    "too long a text": (" " * (LONGEST_TEXT + 1), "longer than"),
    "half a character": (json.dumps(least()) + "\ud800", "half a character"),
    "bytes": (json.dumps(least()).encode(), "text is read, not bytes"),
    "nothing at all": (None, "text is read, not NoneType"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_meant_is_refused_with_its_place(name):
    text, place = FAULTS[name]
    with pytest.raises(UnreadableError) as refused:
        from_json(text)
    message = str(refused.value)
    assert place in message
    assert message.startswith("JSON: ")
    assert NAME not in message
    assert len(message) < 2_000


def test_faults_are_listed_together_and_not_without_end():
    content = least()
    content["steps"] = [{"number": n} for n in range(1, 200)]
    with pytest.raises(UnreadableError, match=r"and [0-9]+ more") as refused:
        from_json(json.dumps(content))
    assert str(refused.value).count("steps[") == 20


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": 2},
        {"day": True},
        {"day": 1.0},
        {"step": 2},
        {"daily_dose": "16 mg/day"},
        {"doses": []},
        {"date": "2026-12-02"},
        {"extra": 1},
    ],
    ids=str,
)
def test_days_that_disagree_with_the_steps_are_refused(content, wrong):
    days = [content["days"][0] | wrong, *content["days"][1:]]
    with pytest.raises(UnreadableError, match=r"days\[0\]"):
        from_json(json.dumps(content | {"days": days}))


def test_a_day_after_the_last_is_refused():
    content = json.loads(to_json(PLANS["taper"](), "2026-12-14"))
    extra = content["days"][-1] | {"date": "2026-12-15", "day": 15}
    with pytest.raises(UnreadableError, match=r"days\[14\]"):
        from_json(json.dumps(content | {"days": [*content["days"], extra]}))


def test_findings_of_a_document_are_not_believed(content):
    stop = {"code": "abrupt-stop", "severity": "stop", "says": "Somebody said so.", "hard": True}
    schedule = from_json(json.dumps(content | {"findings": [stop], "checks": []}))
    assert schedule == from_json(json.dumps(content))


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_published_schema_is_the_one_in_use(mode):
    text = json.dumps(document_schema(mode), indent=1, ensure_ascii=False) + "\n"
    path = DATA / f"schedule-{mode}.schema.json"
    if WRITE:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_the_schema_of_what_is_written_asks_for_every_key():
    written, read = document_schema("serialization"), document_schema("validation")
    assert tuple(written["properties"]) == KEYS
    assert sorted(written["required"]) == sorted(KEYS)
    assert read["required"] == ["schema_version", "before", "steps", "then"]
    assert not written["additionalProperties"]


def with_a_role():
    """A plan with a stop that only some may accept, and a protocol that somebody signed."""
    plan = PLANS["titration"]()
    found = plan.report.findings[0].model_copy(update={"role": "paediatric specialist"})
    signed = plan.protocol.model_copy(update={"status": "signed", "signed_by": "a pharmacist"})
    report = plan.report.with_only((found, *plan.report.findings[1:]))
    return plan.model_copy(update={"protocol": signed, "report": report})


@pytest.mark.parametrize("name", [*PLANS, "with a role"])
def test_what_is_written_has_every_key_that_its_schema_asks_for(name):
    checked = {**PLANS, "with a role": with_a_role}[name]()
    content = json.loads(to_json(checked, "2026-12-10"))
    days = content.pop("days")
    assert [steps.DayEntry.model_validate(day).model_dump(mode="json") for day in days] == days
    again = whole.Document.model_validate(content).model_dump(mode="json", exclude={"days"})
    assert again == content


TRAILING = ["5.0 mg", "5.10 mg", "5. mg", ".5 mg", "05 mg", "5mg", "5 mcg", "-5 mg", "5e0 mg"]


def test_the_schema_knows_what_an_amount_looks_like():
    amount = document_schema("validation")["$defs"]["DoseEntry"]["properties"]["dose"]["pattern"]
    for text in TRAILING:
        assert not re.search(amount, text)
        with pytest.raises(UnreadableError):
            Dose(text)
    for text in ("5 mg", "2.5 mg", "0 mg", "500 micrograms", "12.125 mg", "10.05 mg"):
        assert re.search(amount, text)
        assert str(Dose(text))


KEYWORDS = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "default", "description",
    "enum", "examples", "format", "items", "maxItems", "maxLength", "maximum", "minItems",
    "minLength", "minimum", "oneOf", "pattern", "patternProperties", "properties", "propertyNames",
    "required", "title", "type",
}  # fmt: skip


def keywords(schema):
    """Every keyword of a schema; names of keys and definitions are none."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, part in schema.items():
        if key in ("properties", "$defs", "patternProperties"):
            found |= set().union(*map(keywords, part.values()))
        elif key not in ("default", "enum", "examples", "required"):
            found |= keywords(part)
    return found


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_uses_only_keywords_of_json_schema(mode):
    assert keywords(document_schema(mode)) <= KEYWORDS


@pytest.mark.parametrize("name", ["uk-halves", "liquid"])
def test_each_fill_is_written_as_the_pharmacy_gives_it_out(name):
    checked = PLANS[name]()
    content = json.loads(to_json(checked))
    assert [held["number"] for held in content["fills"]] == list(range(1, len(checked.fills) + 1))
    for written, fill in zip(content["fills"], checked.fills, strict=True):
        held = {key: value for key, value in written.items() if key not in ("number", "authors")}
        assert Fill.model_validate({**held, "authors": fill.authors}) == fill
        assert len(written["authors"]) == len(fill.authors) > 0


def test_bounds_reach_the_published_schema():
    schema = document_schema("validation")
    assert schema["properties"]["steps"]["minItems"] == 1
    assert schema["$defs"]["StepEntry"]["properties"]["number"]["minimum"] == 1
    assert schema["$defs"]["StepEntry"]["properties"]["doses"]["maxItems"] == 24


# A field that the vocabulary gains has to reach the document, or be left out on purpose.
SAME = [
    (products.ProductEntry, Product, set()),
    (steps.StepEntry, Step, {"regimen"}),
    (steps.DoseEntry, Administration, set()),
    (steps.PieceEntry, Piece, set()),
    (steps.ReviewEntry, ReviewPoint, set()),
    (judging.FindingEntry, Finding, set()),
    (judging.LimitEntry, Limit, set()),
    (judging.AcknowledgementEntry, Acknowledgement, set()),
    (judging.ProtocolEntry, ProtocolReference, set()),
    (products.DispenseEntry, SupplyLine, set()),
    (products.DispenseEntry, Supply, {"lines", "reserve_days", "reserve"}),
    (products.FillEntry, Fill, set()),
    (products.FillLineEntry, FillLine, set()),
    (products.OpenedBottleEntry, OpenedBottle, set()),
    (authors.AdviceEntry, Advice, set()),
    (authors.ReasonEntry, Reason, {"author"}),
    (authors.AuthorEntry, Judgement, set()),
    (authors.CitationEntry, Citation, {"kind", "says"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "model", "elsewhere"), SAME, ids=[model.__name__ for _, model, _ in SAME]
)
def test_every_field_of_the_vocabulary_is_in_the_document(entry, model, elsewhere):
    assert set(model.model_fields) - elsewhere <= set(entry.model_fields)


def test_every_field_of_a_sealed_schedule_is_in_the_document():
    # The falls that were meant stand in the steps, what is counted late in "fills".
    elsewhere = {"schedule", "report", "asked", "supply", "count_fills", "ideal_falls"}
    held = set(CheckedSchedule.model_fields) - elsewhere
    assert held <= set(whole.Document.model_fields)
