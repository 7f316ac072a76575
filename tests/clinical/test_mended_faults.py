"""What a clinician called wrong once, as the cases they became."""

from __future__ import annotations

from clinical.hand import assert_is, codes, go_down, go_up


def test_a_first_taking_at_the_first_time_of_day_is_a_full_day() -> None:
    assert_is(go_up("15 mg/day", first_taking="morning"), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        from 2026-12-04          |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
    """)  # fmt: skip


def test_a_last_fall_that_is_smaller_than_asked_is_said() -> None:
    # 25, 15, then 10 instead of the 5 mg that these tablets cannot make.
    checked = go_down(
        "bedtime 25 mg",
        fall="10 mg/day",
        every="7 days",
        products="us-tablet-10-whole, us-tablet-15",
    )
    daily = [str(step.regimen.daily_dose) for step in checked.schedule.steps]
    assert daily == ["15 mg/day", "10 mg/day"]
    assert "fall-smaller-than-asked" in codes(checked)


def test_a_fall_halved_to_have_any_step_at_all_is_not_blamed_on_the_tablets() -> None:
    # 10 mg/day by 10 would be a stop on the first day; 5 mg is put between, and may be.
    checked = go_down("morning 5 mg, evening 5 mg", fall="10 mg/day", every="7 days")
    says = " ".join(finding.says for finding in checked.report.findings)
    assert "make no dose exactly that much lower" not in says


def test_a_reserve_of_a_course_is_counted_by_its_largest_daily_dose() -> None:
    # 80 mg/day is 16 tablets of 5 mg; 7 days of it are 112, and the taper's last level would be 14.
    checked = go_up(
        "80 mg/day", stay="28 days", then_taper="28 days", supply="200 days", reserve="7 days"
    )
    assert [line.tablets for line in checked.supply.reserve] == [112]
