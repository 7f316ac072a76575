"""What a document prints for some patients, and which rule sets go with it."""

from __future__ import annotations

from datetime import date

import pytest

from baclofen_titration.checker.entries import rules
from baclofen_titration.errors import UnknownNameError
from baclofen_titration.patient import Patient
from baclofen_titration.protocols import (
    lint_protocol,
    list_protocols,
    load_protocol,
    protocol_lines,
    read_protocol,
)
from baclofen_titration.tailoring import going_with, rule_sets, tailor
from rulebook.make_protocol import AUTHOR, make_protocol_text

NAME = "test-protocol"
START = date(2026, 12, 1)
PLANNED = [name for name in list_protocols() if not load_protocol(name).planning_gap]


def text(*tables):
    """A test file with tables added, each a heading and its content."""
    more = "".join(f"\n[{table}]\n{content}\n{AUTHOR}\n" for table, content in tables)
    return make_protocol_text(id=NAME) + more


def sets(*names):
    return "rule_sets", "goes_with = [" + ", ".join(f'"{name}"' for name in names) + "]"


def own(content, when="dialysis"):
    return "[patients]", f'name = "own"\nwhen = "{when}"\n{content}'


def tailored(protocol, named=(), **person):
    return tailor(Patient(**{"age": "70 years", **person}), protocol, START, "up",
                  taking="nothing", named=named)  # fmt: skip


ON_DIALYSIS = {"kidneys": "haemodialysis"}
WELL = {"kidneys": "clearance 100 mL/min on 2026-11-12, steady", "muscle": "usual"}


@pytest.mark.parametrize("name", PLANNED)
def test_every_shipped_file_that_is_planned_from_names_its_sets(name):
    protocol = load_protocol(name)
    assert protocol.goes_with is not None, "add [rule_sets], as us-label-adult.toml has it"
    assert set(going_with(protocol)) <= set(rule_sets())
    listed = [held.sets for held in rules().goes_with if name in held.protocols]
    by_default = {entry.set for entry in rules().entry if entry.default}
    assert set(listed[0] if listed else by_default) == set(going_with(protocol))


@pytest.mark.parametrize("name", PLANNED)
def test_the_judge_transcribed_what_each_label_prints_for_some_patients(name):
    printed = [entry for entry in rules().entry if entry.printed_in == name]
    assert len(printed) == len(load_protocol(name).patient_rules)
    for entry, rule in zip(printed, load_protocol(name).patient_rules, strict=True):
        assert entry.first_day == str(rule.max_first_day)
        assert entry.most == (None if rule.max_daily_dose is None else str(rule.max_daily_dose))
        assert entry.dialysis == (rule.kidneys == "dialysis")
        assert entry.reacts_strongly == rule.sensitive
        assert entry.from_the_brain == (rule.cause == "cerebral")
        assert entry.from_years == (0 if rule.from_age is None else rule.from_age.years)


def test_a_file_that_names_no_set_is_given_those_for_every_protocol():
    protocol = read_protocol(text(), NAME)
    assert set(going_with(protocol)) == {x.id for x in rule_sets().values() if x.by_default}


def test_somebodys_own_file_that_drops_a_set_is_stopped_by_its_name():
    protocol = read_protocol(text(sets("kidney-bands-80-50-30")), NAME)
    stops = [found.found for found in tailored(protocol, **WELL).findings
             if found.code == "rule-set-left-out"]  # fmt: skip
    assert stops == ["older-people", "steady-state"]  # those that are for this patient
    beside = {record.rule_set for record in tailored(protocol, **WELL).records
              if not record.applied}  # fmt: skip
    assert {"older-people", "steady-state"} <= beside


def test_what_the_document_prints_holds_whatever_sets_are_named():
    protocol = read_protocol(text(own('max_daily_dose = "5 mg/day"')), NAME)
    for named in ((), ("steady-state",), ("dialysis-5-mg", "older-people")):
        held = tailored(protocol, named, **ON_DIALYSIS)
        record = next(one for one in held.records if one.rule_set == NAME)
        assert record.applied
        assert held.limits.value("max_daily_dose") <= 5_000
    assert NAME not in {one.rule_set for one in tailored(protocol, **WELL).records}


def test_what_the_document_prints_never_loosens():
    plain, loose = (
        tailored(read_protocol(text(*more), NAME), **ON_DIALYSIS).limits
        for more in ((), (own('max_first_day = "500 mg/day"'),))
    )
    assert plain.value("max_first_day") == loose.value("max_first_day")


def test_the_canadian_text_prints_a_dose_on_dialysis_and_the_lower_first_dose_holds_too():
    held = tailored(load_protocol("ca-label-adult"), **ON_DIALYSIS)
    printed = next(one for one in held.records if one.rule_set == "ca-label-adult")
    assert {str(limit.value) for limit in printed.limits} == {"5 mg/day"}
    assert held.limits.value("max_first_day") == 2_500
    alone = tailored(load_protocol("ca-label-adult"), ("dialysis-5-mg",), **ON_DIALYSIS)
    assert alone.limits.value("max_daily_dose") == 5_000


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ((("rule_sets", "goes_with = []"),), 'there is no "none"'),
        ((("rule_sets", 'goes_with = "none"'),), "a list of names is due"),
        ((own(""),), "asks for nothing"),
        ((own("one_step = true"), own("one_step = true")), "two have one name"),
        ((own('max_first_day = "5 mg/day"', when="dialyis"),), 'write "always", "dialysis"'),
        ((own('stop = "anything"'),), "not one of: kidneys-too-weak"),
        ((own('factor = "3/2"'),), "a fraction below one"),
        ((own('cause = "spinal"\none_step = true'),), "not one of: cerebral"),
        ((own('min_days_between_rises = "7 days"\nuntil_age = "70 years"'),), "unknown key"),
    ],
)
def test_a_faulty_table_is_refused_with_its_mend(tables, says):
    assert says in " ".join(lint_protocol(text(*tables), NAME))


def test_a_set_that_is_not_there_is_refused_by_name():
    protocol = read_protocol(text(sets("kidney-band")), NAME)
    with pytest.raises(UnknownNameError, match="Known: cerebral-origin"):
        tailored(protocol, **WELL)


def test_the_review_sheet_shows_both():
    lines = "\n".join(protocol_lines(load_protocol("ca-label-adult")))
    assert "FOR SOME PATIENTS" in lines
    assert "first day at most 5 mg/day; at most 5 mg/day" in lines
    assert "kidney-bands-80-50-30, kidney-first-doses" in lines


def test_an_old_file_keeps_its_digest():
    plain = read_protocol(text(), NAME)
    assert plain.digest != read_protocol(text(sets("steady-state")), NAME).digest
    assert plain.digest != read_protocol(text(own("one_step = true")), NAME).digest
