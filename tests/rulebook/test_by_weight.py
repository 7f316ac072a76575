"""Doses by weight: rounded down, held to every maximum, judged again by weight."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from baclofen_titration import (
    Patient,
    Schedule,
    Step,
    TitrationRequest,
    check,
    load_products,
    parse_regimen,
    to_text,
)
from baclofen_titration.errors import (
    MissingInputError,
    NotCoveredError,
    UnmakeableError,
    UnsafeScheduleError,
)
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import read_protocol
from rulebook.make_protocol import AUTHOR, make_protocol_text

NAME = "child"
LIQUID = "uk-liquid-5mg-in-5ml"


def said(table, content):
    return f"\n[{table}]\n{content}\n{AUTHOR}\n"


def child_text(start="0.3 mg/kg/day", days='value = "7 days"', more=""):
    """0.3 mg/kg/day in four doses, 0.3 more weekly, at most 2; 40 mg below 8 years, then 60."""
    text = make_protocol_text(
        id=NAME, min_age="1 year", below_age="18 years", max_daily_ug=60_000, max_dose_ug=20_000,
        max_first_day_ug=15_000, max_rise_ug=15_000, max_rise_per_dose_ug=5_000,
        min_days_between_rises=7, max_fall_ug=5_000, min_hours=4,
    )  # fmt: skip
    text = text.replace("accept = false", "accept = true")
    head, _, rest = text.partition("[titration.rise]")
    below = "[taper.fall_order]" + rest.partition("[taper.fall_order]")[2]
    return (
        head
        + said("by_weight.start", f'value = "{start}"')
        + said("by_weight.rise", 'value = "0.3 mg/kg/day"')
        + said("by_weight.days", days)
        + said("by_weight.growth_order", 'value = ["bedtime", "evening", "morning", "midday"]')
        + said(
            "[by_weight.times]",
            'from_daily = "0 mg/day"\ntimes = ["morning", "midday", "evening", "bedtime"]',
        )
        + said("limits_per_kg.max_daily_dose", 'value = "2 mg/kg/day"')
        + said("population.tablets_from", 'value = "33 kg"')
        + said(
            "[limits_by_age]",
            'rule = "max_daily_dose"\nfrom_age = "0 years"\nbelow_age = "8 years"\n'
            'value = "40 mg/day"',
        )
        + said(
            "[limits_by_age]",
            'rule = "max_daily_dose"\nfrom_age = "8 years"\nbelow_age = "none"\n'
            'value = "60 mg/day"',
        )
        + more
        + below
    )


@dataclass
class Child:
    age: str = "6 years"
    weight: str = "20 kg on 2026-11-20"

    def request(self, text, aim, products=LIQUID, **more):
        return TitrationRequest(
            protocol=read_protocol(text, NAME),
            products=load_products(products),
            patient=Patient(age=self.age, weight=self.weight, kidneys="normal, tested 2026-11-12"),
            taking="nothing",
            aim=aim,
            start="2026-12-01",
            **more,
        )

    def planned(self, aim, text=None, **more):
        """Planned, refused for want of a specialist, and planned with one."""
        text = text or child_text()
        request = self.request(text, aim, **more)
        with pytest.raises(UnsafeScheduleError) as refused:
            plan_titration(request)
        assert [stop.code for stop in refused.value.report.stops] == ["not-an-adult"]
        return plan_titration(
            self.request(text, aim, **more, acknowledgements=[accepted(refused.value, self.age)])
        )


def accepted(refused, age, role="paediatric specialist"):
    return Acknowledgement(
        code="not-an-adult", value=age, request=refused.request, role=role, reason="seen"
    )


def totals_of(checked):
    return [str(step.regimen.daily_dose) for step in checked.schedule.steps][:-1]


class TestTheWayUp:
    def test_is_worked_out_from_the_weight(self):
        checked = Child().planned("24 mg/day")
        assert totals_of(checked) == ["6 mg/day", "12 mg/day", "18 mg/day", "24 mg/day"]
        first = checked.schedule.steps[0]
        assert str(first.regimen).startswith("morning 1.5 mg, midday 1.5 mg")
        assert [step.days for step in checked.schedule.steps][:-1] == [7, 7, 7, 7]

    def test_is_rounded_down_to_what_can_be_measured(self):
        """0.3 × 18.55 kg is 5.565 mg a day."""
        checked = Child(weight="18.55 kg on 2026-11-20").planned("10 mg/day")
        first = checked.schedule.steps[0].regimen
        assert first.daily_dose.micrograms <= 5_565
        assert first.daily_dose.micrograms >= 5_000
        assert len(first.administrations) == 4

    def test_shows_mg_and_ml_and_mg_per_kg(self):
        page = to_text(Child().planned("12 mg/day"))
        assert "about 0.3 mg/kg/day at 20 kg" in page
        assert "1.5 mL" in page
        assert "1.5 mg" in page

    def test_a_range_of_days_is_chosen_by_name(self):
        text = child_text(days='shortest = "7 days"\nlongest = "14 days"')
        with pytest.raises(MissingInputError, match="7 to 14"):
            plan_titration(Child().request(text, "12 mg/day"))
        checked = Child().planned("12 mg/day", text, interval="longest")
        assert checked.schedule.steps[0].days == 14


class TestMaxima:
    @pytest.mark.parametrize(
        ("age", "weight", "most"),
        [
            ("6 years", "15 kg", "30 mg/day"),  # 2 mg/kg is lowest
            ("7 years 11 months", "30 kg", "40 mg/day"),
            ("8 years", "30 kg", "40 mg/day"),  # exactly 8 years takes the lower
            ("8 years 1 month", "30 kg", "60 mg/day"),
            ("8 years 1 month", "28 kg", "56 mg/day"),
        ],
    )
    def test_the_lowest_of_age_weight_and_milligrams_holds(self, age, weight, most):
        checked = Child(age, f"{weight} on 2026-11-20").planned("max")
        assert totals_of(checked)[-1] == most


class TestWhoIsRefused:
    @pytest.mark.parametrize("weight", ["unknown", "not asked"])
    def test_an_unknown_weight(self, weight):
        with pytest.raises(NotCoveredError, match="Weigh the patient"):
            plan_titration(Child(weight=weight).request(child_text(), "12 mg/day"))

    def test_a_weight_of_later(self):
        with pytest.raises(NotCoveredError, match="after the first day"):
            plan_titration(Child(weight="20 kg on 2026-12-02").request(child_text(), "12 mg/day"))

    def test_tablets_below_33_kg(self):
        with pytest.raises(NotCoveredError, match="Take a liquid, such as us-liquid-5mg"):
            plan_titration(
                Child(weight="32.9 kg").request(child_text(), "12 mg/day", products="uk-tablets")
            )

    def test_tablets_that_cannot_make_four_doses(self):
        with pytest.raises(UnmakeableError, match="smaller dose"):
            plan_titration(
                Child(age="10 years", weight="33 kg").request(
                    child_text(), "20 mg/day", products="uk-tablets"
                )
            )

    def test_any_other_role(self):
        request = Child().request(child_text(), "12 mg/day")
        with pytest.raises(UnsafeScheduleError) as refused:
            plan_titration(request)
        seen = accepted(refused.value, "6 years", role="pharmacist")
        with pytest.raises(UnsafeScheduleError):
            plan_titration(Child().request(child_text(), "12 mg/day", acknowledgements=[seen]))

    def test_an_old_weight_is_a_caution(self):
        for weight in ("20 kg on 2026-07-01", "20 kg"):
            checked = Child(weight=weight).planned("12 mg/day")
            assert "weight-is-old" in {f.code for f in checked.report.findings}


class TestTheJudge:
    """It works mg/kg out by itself, from data of its own."""

    @staticmethod
    def stops(regimen, weight="20 kg on 2026-11-20", age="6 years"):
        step = Step(start="2026-12-01", days=None, regimen=parse_regimen(regimen),
                    phase="titration")  # fmt: skip
        report = check(
            Schedule(before="nothing", steps=[step]), patient=Patient(age=age, weight=weight)
        )
        return {stop.code: stop.allowed for stop in report.stops if stop.hard}, report

    def test_finds_a_tenfold_error(self):
        """0.3 mg/kg/day at 12 kg is 3.6 mg; misread tenfold it is 36 mg, below every adult limit
        of a day, and far above what a kilogram bears."""
        right, _ = self.stops("morning 0.9 mg, midday 0.9 mg, evening 0.9 mg, bedtime 0.9 mg"
                              .replace("0.9 mg", "900 micrograms"), weight="12 kg")  # fmt: skip
        wrong, _ = self.stops("morning 9 mg, midday 9 mg, evening 9 mg, bedtime 9 mg", "12 kg")
        assert right == {}
        assert wrong["daily-dose-above-maximum"] == "30 mg/day"
        assert wrong["first-day-above-maximum"] == "12 mg/day"

    def test_without_a_weight_says_that_it_could_not(self):
        _, report = self.stops("morning 1 mg", weight="not asked")
        assert "hard-limits-per-kg" in {entry.check for entry in report.checks_not_run}

    def test_adults_keep_their_own(self):
        found, _ = self.stops("morning 20 mg", weight="20 kg", age="18 years")
        assert found == {}
