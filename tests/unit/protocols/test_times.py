"""Months, hours and clock times as protocol files write them."""

from __future__ import annotations

import pytest

from baclofen_titration.errors import QuantityError, UnreadableError
from baclofen_titration.lengths import parse_hours, parse_months
from baclofen_titration.protocols.times import after, clock_time


@pytest.mark.parametrize(
    ("text", "months"), [("1 month", 1), ("12 months", 12), ("120 months", 120)]
)
def test_months(text, months):
    assert parse_months(text) == months


@pytest.mark.parametrize(
    "text",
    ["0 months", "12", "12 Months", "1.5 months", "121 months", "012 months", "٣ months", ""],
)
def test_what_is_no_number_of_months(text):
    with pytest.raises(QuantityError, match="12 months"):
        parse_months(text)


@pytest.mark.parametrize(("text", "hours"), [("1 hour", 1), ("4 hours", 4), ("24 hours", 24)])
def test_hours(text, hours):
    assert parse_hours(text) == hours


@pytest.mark.parametrize("text", ["0 hours", "25 hours", "4", "4.5 hours", "4h", "240 minutes"])
def test_what_is_no_number_of_hours(text):
    with pytest.raises(QuantityError, match="4 hours"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("42 days", {"days": 42}), ("6 weeks", {"days": 42}), ("12 months", {"months": 12})],
)
def test_after(text, length):
    assert after(text) == length


@pytest.mark.parametrize("value", ["08:00", "23:59", "00:00"])
def test_clock_times(value):
    assert clock_time(value) == value


@pytest.mark.parametrize("value", ["8:00", "24:00", "08:60", "08.00", "0800", 8, None, ""])
def test_what_is_no_clock_time(value):
    with pytest.raises(UnreadableError):
        clock_time(value)
