"""Dates are civil dates; nothing that only looks like one gets in."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.dates import FIRST_DATE, LAST_DATE, add_days, add_months, parse_date
from baclofen_titration.errors import DateError


class Sunday(date):
    """A date subclass with days of its own."""

    def __add__(self, other):
        return date.max


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 12, 1), Sunday(2026, 12, 1), 0, 1767571200, 1767571200000, True, None,
        "20261201", "2026-W49-2", "01/12/2026", "1 December 2026", "2026-12-1", "2026-2-29",
        "2026-02-29", "2026-13-01", "0000-01-01", "10000-01-01", "1899-12-31", "2201-01-01",
        "9999-12-30", "２０２６-12-01", "2026\u221212\u221201", "2026-12-01T00:00", "tomorrow", "",
        "2026-12-01\n", "Sat", "10", b"2026-12-01",
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_a_civil_date_is_refused(value):
    with pytest.raises(DateError):
        parse_date(value)


@given(st.dates(FIRST_DATE, LAST_DATE))
def test_a_date_reads_back(day):
    assert parse_date(day) is day
    assert parse_date(day.isoformat()) == day


@given(st.dates(FIRST_DATE, LAST_DATE), st.integers(0, 40_000))
def test_counting_on_is_exact_or_refused(day, days):
    if day + timedelta(days=days) <= LAST_DATE:
        assert (add_days(day, days) - day).days == days
    else:
        with pytest.raises(DateError, match="earlier start"):
            add_days(day, days)


def test_months_keep_the_day_or_take_the_last_of_a_shorter_month():
    assert add_months(date(2026, 11, 15), 12) == date(2027, 11, 15)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    with pytest.raises(DateError):
        add_months(date(2200, 12, 1), 12)


def test_the_calendar_may_not_overflow():
    with pytest.raises(DateError):
        add_days(date.max, 1)
