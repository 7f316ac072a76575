"""A protocol cannot be changed, refuses what is meaningless, and knows its own digest."""

from __future__ import annotations

import json
import pickle
from hashlib import sha256

import pytest
from pydantic import ValidationError

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.limits import Limits
from baclofen_titration.protocols import (
    ReviewRule,
    TitrationRule,
    TitrationTable,
    load_protocol,
    read_protocol,
)
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Authored, Judgement
from baclofen_titration.quantities import DailyDose, Dose
from rulebook.make_protocol import Rule, make_protocol_text

NAME = "test-protocol"
AUTHORS = [Judgement(says="a test", reason="a reason")]


@pytest.fixture(scope="module")
def protocol():
    return read_protocol(make_protocol_text(), NAME)


def test_it_cannot_be_changed(protocol):
    with pytest.raises(ValidationError):
        protocol.status = "withdrawn"
    protocol.clock["morning"] = "03:00"
    protocol.titration.steps[0].doses.clear()
    assert protocol.clock["morning"] == "08:00"
    assert protocol.titration.steps[0].doses


def test_limits_are_built_once(protocol):
    assert protocol.limits is protocol.limits
    assert isinstance(protocol.limits, Limits)


def test_it_can_be_hashed_and_pickled(protocol):
    assert hash(protocol) == hash(read_protocol(make_protocol_text(), NAME))
    copy = pickle.loads(pickle.dumps(protocol))
    assert copy == protocol
    assert copy.digest == protocol.digest


@pytest.mark.parametrize("status", ["signed", "final", ""])
def test_nothing_is_signed(protocol, status):
    with pytest.raises(InvalidValueError, match="status"):
        protocol.model_copy(update={"status": status})


def test_a_withdrawn_file_says_why(protocol):
    with pytest.raises(InvalidValueError, match="say why"):
        protocol.model_copy(update={"status": "withdrawn"})
    copy = protocol.model_copy(update={"status": "withdrawn", "status_reason": "step 3 is wrong"})
    assert copy.reference().status == "withdrawn"


def test_every_limit_is_there(protocol):
    fewer = Limits(limits=protocol.limits.limits[1:])
    with pytest.raises(InvalidValueError, match="max_daily_dose missing"):
        protocol.model_copy(update={"limits": fewer})


def test_a_rise_is_of_what_its_basis_says(protocol):
    table = protocol.titration
    rise = Authored[DailyDose](value=DailyDose("5 mg/day"), authors=AUTHORS)
    with pytest.raises(InvalidValueError, match="per dose"):
        table.model_copy(update={"rise": rise})
    changed = table.model_copy(update={"rise": rise, "basis": "per day"})
    assert isinstance(changed, TitrationTable)


@pytest.fixture(scope="module")
def ruled():
    """The way up of a protocol without a table."""
    text = make_protocol_text(table=(), rule=Rule(start_ug=15_000, fastest_ug=15_000))
    return read_protocol(text, NAME).titration


class TestRule:
    def test_its_rises_are_of_what_its_basis_says(self, ruled):
        for name in ("slowest", "fastest"):
            rise = Authored[Dose](value=Dose("5 mg"), authors=AUTHORS)
            with pytest.raises(InvalidValueError, match=f"{name}: with basis"):
                ruled.rule.model_copy(update={name: rise})
        assert isinstance(ruled.rule, TitrationRule)

    def test_without_rows_its_values_are_those_of_the_table(self, ruled):
        assert ruled.steps == ()
        assert (ruled.basis, ruled.rise, ruled.days) == (
            "per day",
            ruled.rule.fastest,
            ruled.rule.days,
        )
        for update in ({"rise": ruled.rule.slowest}, {"days": ruled.rule.days.model_copy(
            update={"value": 4})}):  # fmt: skip
            with pytest.raises(InvalidValueError, match="those of the rule"):
                ruled.model_copy(update=update)

    def test_there_is_one_first_dose(self, ruled, protocol):
        for update in ({"rule": None}, {"rule": ruled.rule.model_copy(update={"start": None})}):
            with pytest.raises(InvalidValueError, match="first row of the table"):
                ruled.model_copy(update=update)
        with pytest.raises(InvalidValueError, match="not both"):
            protocol.titration.model_copy(update={"rule": ruled.rule})

    def test_it_can_be_hashed_and_pickled(self, ruled):
        assert pickle.loads(pickle.dumps(ruled)) == ruled
        assert hash(ruled) == hash(pickle.loads(pickle.dumps(ruled)))


@pytest.mark.parametrize(
    ("after", "words"),
    [({"days": 1}, "1 day"), ({"days": 42}, "42 days"), ({"months": 12}, "12 months")],
)
def test_a_review_is_after_days_or_months(after, words):
    review = ReviewRule(purpose="to look", counted_from="start", authors=AUTHORS, **after)
    assert review.after == words


@pytest.mark.parametrize("after", [{}, {"days": 1, "months": 1}])
def test_a_review_on_no_day_or_two_is_refused(after):
    with pytest.raises(InvalidValueError, match="days or after months"):
        ReviewRule(purpose="to look", counted_from="start", authors=AUTHORS, **after)


class TestDigest:
    def test_comments_space_and_order_of_tables_do_not_matter(self, protocol):
        text = make_protocol_text()
        first, *tables = text.split("\n\n[limits.")
        others = "\n\n".join([first, *(f"[limits.{table}" for table in reversed(tables))])
        changed = "# a remark\n" + others.replace(" = ", "   =  ") + "\n# another\n"
        assert read_protocol(changed, NAME).digest == protocol.digest

    def test_order_of_sources_does_not_matter(self):
        us = load_protocol("us-label-adult")
        turned = us.model_copy(update={"sources": us.sources[::-1]})
        assert turned.digest == us.digest

    def test_where_it_came_from_does_not_matter(self, protocol):
        assert protocol.model_copy(update={"shipped": True}).digest == protocol.digest

    def test_a_status_does_not_matter_so_that_a_withdrawn_edition_is_still_known(self, protocol):
        withdrawn = read_protocol(make_protocol_text(status="withdrawn"), NAME)
        assert withdrawn.digest == protocol.digest

    def test_every_part_of_the_content_matters(self, protocol):
        for choice in (
            {"max_fall_ug": 16_000},
            {"min_hours": 3},
            {"clock": {"bedtime": "22:30"}},
            {"edition": "2026-11-23"},
            {"min_days_between_falls": 3},
            {"fall_order": ("morning", "midday", "evening", "bedtime")},
        ):
            changed = read_protocol(make_protocol_text(**choice), NAME)
            assert changed.digest != protocol.digest, choice

    def test_a_protocol_without_a_rule_keeps_the_digest_it_had_before_rules(self):
        us = load_protocol("us-label-adult")
        content = us.model_dump(mode="json")
        assert content["titration"].pop("rule") is None
        assert content["taper"].pop("step_back") is None
        assert content["titration"].pop("split") == []
        assert content.pop("planning_gap") == ""
        assert not any(content.pop("stated").values())
        for step in content["titration"]["steps"]:
            assert {taking.pop("written") for taking in step["takings"]} == {""}
        for unsaid in (
            "min_weight", "below_weight", "tablets_from", "by_weight", "inpatient", "course",
            "empty_times",
        ):  # fmt: skip
            assert content.pop(unsaid) is None
        for unsaid in (
            "limits_per_kg", "limits_by_age", "milestones", "unstated", "patient_rules",
            "plateaus", "taper_ways",
        ):  # fmt: skip
            assert content.pop(unsaid) == []
        content["sources"] = sorted(content["sources"], key=lambda source: source["key"])
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        assert us.digest == sha256(text.encode()).hexdigest()

    def test_every_part_of_a_rule_matters(self, protocol):
        rules = [
            Rule(),
            Rule(slowest_ug=4_000),
            Rule(fastest_ug=6_000),
            Rule(days=4),
            Rule(slowest_ug=2_000, basis="per dose"),
            Rule(bands=[(45_000, ["morning", "midday", "evening"])]),
            Rule(bands=[(15_000, ["morning", "midday", "evening", "bedtime"])]),
        ]
        said = {"max_daily_ug": 60_000, "max_dose_ug": 20_000, "max_rise_per_dose_ug": 5_000}
        digests = {
            read_protocol(make_protocol_text(rule=rule, **said), NAME).digest for rule in rules
        }
        assert len(digests | {protocol.digest}) == len(rules) + 1

    def test_a_reason_matters(self, protocol):
        text = make_protocol_text().replace("describes no medicine", "describes nothing", 1)
        assert read_protocol(text, NAME).digest != protocol.digest

    def test_it_goes_into_the_reference(self, protocol):
        reference = protocol.reference()
        assert reference.digest == protocol.digest
        assert (reference.id, reference.status, reference.shipped) == (NAME, "draft", False)
        assert load_protocol("us-label-adult").reference().shipped


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"rule": Rule()},
        {"rule": Rule(fastest_ug=10_000)},
        {"table": (), "rule": Rule(start_ug=15_000)},
        {"table": (), "rule": Rule(start_ug=15_000, fastest_ug=10_000)},
    ],
)
def test_every_author_is_walked(choice):
    text = make_protocol_text(**choice)
    places = [place for place, _ in every_author(read_protocol(text, NAME))]
    assert len(places) == len(set(places))
    assert len(places) == text.count("judgement =")
