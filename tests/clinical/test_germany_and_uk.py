"""Ways up under the German and the UK file, worked by hand from their sources.

Germany (DE1, A): 15 mg a day, 5 to 15 mg a day more not before every third day, 75 mg a day
outside a hospital; sensitive patients 5 or 10 mg a day, more gradually: the file takes 5 and 5.
UK (UK1, UK3, C): 5, 10, 15, 20 mg three times a day, three days each; at most 100 mg a day. From
60 on the file's judgement adds a bedtime dose, and from 80 on 5 mg at one time: bedtime, evening,
morning, midday.
"""

from __future__ import annotations

from datetime import date

from baclofen_titration.patient import Patient
from baclofen_titration.protocols import load_protocol
from baclofen_titration.tailoring import tailor
from clinical.hand import assert_is, go_up


def test_germany_by_its_smallest_rise() -> None:
    # 5 mg more a day: the evening takes the first, then the morning, then midday.
    checked = go_up("30 mg/day", protocol="de-label-adult", products="eu-tablet-10", rise="slowest")
    assert_is(checked, """
        days                     | morning   | midday    | evening   | day
        2026-12-01 to 2026-12-03 |  5 = ½x10 |  5 = ½x10 |  5 = ½x10 | 15
        2026-12-04 to 2026-12-06 |  5 = ½x10 |  5 = ½x10 | 10 = 1x10 | 20
        2026-12-07 to 2026-12-09 | 10 = 1x10 |  5 = ½x10 | 10 = 1x10 | 25
        2026-12-10 to 2026-12-12 | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
        from 2026-12-13          | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
    """)  # fmt: skip


def test_germany_for_somebody_who_is_sensitive() -> None:
    # One dose, from 10 mg a day on two, from 15 on three. A day never gets another dose and more
    # milligrams at once: 10 mg is shared before it becomes 15, and 15 before it becomes 20.
    checked = go_up("30 mg/day", protocol="de-label-sensitive-adult", products="eu-tablet-10")
    assert_is(checked, """
        days                     | morning   | midday    | evening   | day
        2026-12-01 to 2026-12-03 | -         | -         |  5 = ½x10 | 5
        2026-12-04 to 2026-12-06 | -         | -         | 10 = 1x10 | 10
        2026-12-07 to 2026-12-09 |  5 = ½x10 | -         |  5 = ½x10 | 10
        2026-12-10 to 2026-12-12 |  5 = ½x10 | -         | 10 = 1x10 | 15
        2026-12-13 to 2026-12-15 |  5 = ½x10 |  5 = ½x10 |  5 = ½x10 | 15
        2026-12-16 to 2026-12-18 |  5 = ½x10 |  5 = ½x10 | 10 = 1x10 | 20
        2026-12-19 to 2026-12-21 | 10 = 1x10 |  5 = ½x10 | 10 = 1x10 | 25
        2026-12-22 to 2026-12-24 | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
        from 2026-12-25          | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
    """)  # fmt: skip


def test_the_uk_text_to_its_maximum() -> None:
    # Eleven rises of three days each: 100 mg is reached on day 34, which is 3 January.
    checked = go_up("max", protocol="uk-smpc-adult", products="uk-tablet-10")
    assert_is(checked, """
        days                     | morning    | midday     | evening    | bedtime    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | -          | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | -          | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | -          | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | -          | 60
        2026-12-13 to 2026-12-15 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  |  5 = ½x10  | 65
        2026-12-16 to 2026-12-18 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 10 = 1x10  | 70
        2026-12-19 to 2026-12-21 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 15 = 1½x10 | 75
        2026-12-22 to 2026-12-24 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 80
        2026-12-25 to 2026-12-27 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 25 = 2½x10 | 85
        2026-12-28 to 2026-12-30 | 20 = 2x10  | 20 = 2x10  | 25 = 2½x10 | 25 = 2½x10 | 90
        2026-12-31 to 2027-01-02 | 25 = 2½x10 | 20 = 2x10  | 25 = 2½x10 | 25 = 2½x10 | 95
        2027-01-03 to 2027-01-05 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 100
        from 2027-01-06          | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 100
    """)  # fmt: skip


def test_weak_kidneys_under_the_french_summary_stop_at_5_mg_a_day() -> None:
    # FR1 (C): in renal impairment about 5 mg a day. The file reads it as at most, below 60.
    def most(kidneys: str) -> tuple[int | None, int | None]:
        patient = Patient(age="46 years", kidneys=kidneys, muscle="usual")
        protocol = load_protocol("fr-winthrop-adult")
        limits = tailor(patient, protocol, date(2026, 12, 1), "up").limits
        return limits.value("max_first_day"), limits.value("max_daily_dose")

    assert most("eGFR 59 mL/min/1.73 m2 on 2026-11-20, steady") == (5_000, 5_000)
    assert most("eGFR 90 mL/min/1.73 m2 on 2026-11-20, steady") == (15_000, 75_000)
