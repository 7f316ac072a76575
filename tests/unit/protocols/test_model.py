"""A protocol cannot be changed, refuses what is meaningless, and knows its own digest."""

from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.limits import Limits
from baclofen_titration.protocols import ReviewRule, TitrationTable, load_protocol, read_protocol
from baclofen_titration.provenance import Authored, Judgement
from baclofen_titration.quantities import DailyDose
from rulebook.make_protocol import make_protocol_text

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

    def test_every_part_of_the_content_matters(self, protocol):
        for choice in (
            {"max_fall_ug": 16_000},
            {"min_hours": 3},
            {"clock": {"bedtime": "22:30"}},
            {"edition": "2026-11-23"},
            {"status": "withdrawn"},
            {"min_days_between_falls": 3},
            {"fall_order": ("morning", "midday", "evening", "bedtime")},
        ):
            changed = read_protocol(make_protocol_text(**choice), NAME)
            assert changed.digest != protocol.digest, choice

    def test_a_reason_matters(self, protocol):
        text = make_protocol_text().replace("describes no medicine", "describes nothing", 1)
        assert read_protocol(text, NAME).digest != protocol.digest

    def test_it_goes_into_the_reference(self, protocol):
        reference = protocol.reference()
        assert reference.digest == protocol.digest
        assert (reference.id, reference.status, reference.shipped) == (NAME, "draft", False)
        assert load_protocol("us-label-adult").reference().shipped


def test_every_author_is_walked(protocol):
    places = [place for place, _ in protocol.every_author()]
    assert len(places) == len(set(places))
    assert len(places) == make_protocol_text().count("judgement =")
