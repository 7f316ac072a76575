"""What a rule can say is planned as it says it: ranges by name, bands, one time after another."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, Taking, TaperRequest, TitrationRequest, load_products
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    RefusedError,
    UnsafeScheduleError,
)
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from rulebook.make_protocol import AUTHOR, Rule, make_protocol_text

NAME = "test-protocol"
DAY = ("morning", "midday", "evening")
ONE_TIME = [(5_000, ("bedtime",)), (10_000, ("morning", "bedtime")),
            (20_000, ("morning", "midday", "bedtime"))]  # fmt: skip


def by_rule(rule, **limits):
    return make_protocol_text(id=NAME, table=(), rule=rule, **limits)


def with_days(text, shortest, longest):
    old = '[titration.rule.days]\nvalue = "3 days"'
    assert old in text
    return text.replace(
        old, f'[titration.rule.days]\nshortest = "{shortest}"\nlongest = "{longest}"'
    )


def with_table(text, name, content):
    return f"{text}\n[{name}]\n{content}\n{AUTHOR}\n"


def planned(text, aim, products="us-tablets", **more):
    return plan_titration(
        TitrationRequest(
            protocol=read_protocol(text, NAME),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            taking="nothing",
            aim=aim,
            start="2026-12-01",
            **more,
        )
    )


def days_of(checked):
    return [step.days for step in checked.schedule.steps][:-1]


def totals_of(checked):
    return [str(step.regimen.daily_dose) for step in checked.schedule.steps][:-1]


class TestDaysAsARange:
    text = with_days(
        by_rule(
            Rule(start_ug=15_000, bands=[(15_000, DAY)]),
            min_days_between_rises=2, max_rise_per_dose_ug=5_000,
        ),
        "2 days", "5 days",
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("interval", "kept"), [("shortest", 2), ("longest", 5), ("4 days", 4), (3, 3)]
    )
    def test_is_chosen_by_name_or_stated(self, interval, kept):
        assert set(days_of(planned(self.text, "25 mg/day", interval=interval))) == {kept}

    def test_is_never_chosen_in_silence(self):
        with pytest.raises(MissingInputError, match="2 to 5"):
            planned(self.text, "25 mg/day")

    @pytest.mark.parametrize("interval", ["1 day", "6 days"])
    def test_does_not_reach_outside_itself(self, interval):
        with pytest.raises(InvalidValueError, match="2 to 5 days"):
            planned(self.text, "25 mg/day", interval=interval)

    def test_a_choice_needs_something_to_choose_from(self):
        with pytest.raises(InvalidValueError, match="leave it out"):
            planned(make_protocol_text(id=NAME), "30 mg/day", interval="shortest")

    def test_stands_on_the_sheet_and_in_the_request(self):
        assert "2 to 5 days" in "\n".join(protocol_lines(read_protocol(self.text, NAME)))
        asked = {a.name: a.answer for a in planned(self.text, "25 mg/day", interval=4).asked}
        assert asked["interval"] == "4 days"

    def test_longest_is_above_shortest(self):
        faults = lint_protocol(self.text.replace('"5 days"', '"2 days"', 1), NAME)
        assert any(fault.startswith("titration.rule.days: longest") for fault in faults)


class TestARiseAsARange:
    text = by_rule(
        Rule(start_ug=15_000, slowest_ug=5_000, fastest_ug=15_000, bands=[(15_000, DAY)])
    )

    @pytest.mark.parametrize(
        ("rise", "totals"),
        [
            ("slowest", ["15 mg/day", "20 mg/day", "25 mg/day", "30 mg/day", "35 mg/day"]),
            ("10 mg/day", ["15 mg/day", "25 mg/day", "35 mg/day"]),
            ("fastest", ["15 mg/day", "30 mg/day", "35 mg/day"]),
        ],
    )
    def test_is_chosen_by_name_or_stated(self, rise, totals):
        assert totals_of(planned(self.text, "35 mg/day", rise=rise)) == totals

    @pytest.mark.parametrize("rise", ["4 mg/day", "16 mg/day", "5 mg"])
    def test_a_stated_rise_is_inside_and_on_the_same_basis(self, rise):
        with pytest.raises(InvalidValueError, match=r"range|per day"):
            planned(self.text, "35 mg/day", rise=rise)


class TestOtherRisesFromADailyDoseOn:
    text = with_table(
        by_rule(
            Rule(start_ug=15_000, slowest_ug=10_000, bands=[(15_000, DAY)]),
            max_daily_ug=60_000,
            max_rise_per_dose_ug=5_000,
        ),
        "[titration.rule.bands]",
        'from_daily = "35 mg/day"\nrise = "5 mg/day"\ndays = "7 days"',
    )

    def test_change_size_and_days_at_the_band(self):
        checked = planned(self.text, "45 mg/day")
        assert totals_of(checked) == [
            "15 mg/day", "25 mg/day", "35 mg/day", "40 mg/day", "45 mg/day",
        ]  # fmt: skip
        assert days_of(checked) == [3, 3, 7, 7, 7]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('from_daily = "35 mg/day"', 'from_daily = "15 mg/day"', "lowest first"),
            ('rise = "5 mg/day"\ndays = "7', 'rise = "45 mg/day"\ndays = "7', "max_rise"),
            ('days = "7 days"', 'days = "1 day"', "min_days_between_rises"),
        ],
    )
    def test_mistakes_are_named(self, old, new, words):
        assert old in self.text
        faults = lint_protocol(self.text.replace(old, new, 1), NAME)
        assert any("titration.rule.bands[1]" in fault and words in fault for fault in faults)


class TestOneTimeAfterAnother:
    text = with_table(
        by_rule(
            Rule(start_ug=5_000, bands=ONE_TIME),
            max_daily_ug=60_000, max_dose_ug=20_000, max_rise_per_dose_ug=5_000,
        ),
        "titration.rule.growth", 'value = "one after another"',
    ).replace(
        'growth_order]\nvalue = ["bedtime", "evening", "morning", "midday"]',
        'growth_order]\nvalue = ["bedtime", "morning", "midday", "evening"]',
    )  # fmt: skip

    def test_bedtime_grows_then_the_morning_then_midday(self):
        checked = planned(self.text, "30 mg/day")
        shown = [str(step.regimen) for step in checked.schedule.steps][:-1]
        assert shown == [
            "bedtime 5 mg",
            "bedtime 10 mg",
            "morning 5 mg, bedtime 10 mg",
            "morning 10 mg, bedtime 10 mg",
            "morning 10 mg, midday 5 mg, bedtime 10 mg",
            "morning 10 mg, midday 10 mg, bedtime 10 mg",
        ]

    def test_what_one_time_cannot_take_of_a_rise_of_the_day_goes_to_the_next(self):
        """10 mg a day more, and no time of day has more than 10 mg."""
        rule = Rule(start_ug=5_000, slowest_ug=10_000, bands=[(5_000, DAY)])
        text = with_table(
            by_rule(
                rule, max_daily_ug=30_000, max_dose_ug=10_000, max_rise_ug=10_000,
                max_rise_per_dose_ug=10_000,
            ),
            "titration.rule.growth", 'value = "one after another"',
        )  # fmt: skip
        checked = planned(text, "30 mg/day")
        assert [str(step.regimen) for step in checked.schedule.steps][:-1] == [
            "evening 5 mg",
            "morning 5 mg, midday 5 mg, evening 5 mg",
            "morning 10 mg, midday 5 mg, evening 10 mg",
            "morning 10 mg, midday 10 mg, evening 10 mg",
        ]

    def test_stands_on_the_sheet(self):
        assert "one after another" in "\n".join(protocol_lines(read_protocol(self.text, NAME)))

    def test_one_time_takes_the_whole_rise_so_its_limit_has_to_allow_it(self):
        text = self.text.replace(
            '[limits.max_rise_per_dose]\nvalue = "5 mg"',
            '[limits.max_rise_per_dose]\nvalue = "2 mg"',
        )
        assert any("max_rise_per_dose" in fault for fault in lint_protocol(text, NAME))


class TestRowsAtClockTimes:
    """07:00 and 19:00, and midday stays empty because no row names it."""

    text = (
        make_protocol_text(
            id=NAME,
            table=(
                {"morning": 5_000, "evening": 5_000},
                {"morning": 5_000, "evening": 10_000},
                {"morning": 10_000, "evening": 10_000},
            ),
        )
        .replace('morning = "5 mg", evening', '"07:00" = "5 mg", evening')
        .replace('morning = "10 mg", evening', '"07:00" = "10 mg", evening')
        .replace(', evening = "', ', "19:00" = "')
        .replace(
            'growth_order]\nvalue = ["bedtime", "evening", "morning", "midday"]',
            'growth_order]\nvalue = ["19:00", "07:00"]',
        )
    )

    def test_are_planned_at_these_times_and_no_others(self):
        checked = planned(self.text, "20 mg/day")
        assert [str(step.regimen) for step in checked.schedule.steps][:-1] == [
            "07:00 5 mg, 19:00 5 mg", "07:00 5 mg, 19:00 10 mg", "07:00 10 mg, 19:00 10 mg",
        ]  # fmt: skip

    def test_taper_falls_from_them_too(self):
        protocol = read_protocol(self.text, NAME)
        tapered = plan_taper(
            TaperRequest(
                protocol=protocol, products=load_products("us-tablets"),
                patient=Patient(age="46 years", kidneys="unknown"), over="8 days",
                taking=Taking(regimen="07:00 10 mg, 19:00 10 mg", since="2026-10-01"),
                start="2026-12-01",
            )
        )  # fmt: skip
        assert {t.at for s in tapered.schedule.steps for t in s.regimen.administrations} <= {
            "07:00", "19:00",
        }  # fmt: skip

    def test_stand_on_the_sheet(self):
        page = "\n".join(protocol_lines(read_protocol(self.text, NAME)))
        assert "07:00" in page
        assert "19:00" in page

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('"07:00" = "5 mg"', 'morning = "5 mg"', "not both"),
            ('"07:00" = "5 mg"', '"7:00" = "5 mg"', "four figures"),
            ('["19:00", "07:00"]', '["19:00"]', "07:00, 19:00 once"),
            ('"19:00" = "10 mg"', '"09:00" = "10 mg"', "min_hours_between_takings"),
        ],
    )
    def test_mistakes_are_named(self, old, new, words):
        assert old in self.text
        faults = lint_protocol(self.text.replace(old, new, 1), NAME)
        assert any(words in fault for fault in faults), faults


class TestMilestones:
    base = by_rule(
        Rule(start_ug=15_000, slowest_ug=5_000, fastest_ug=15_000, bands=[(15_000, DAY)]),
        max_rise_per_dose_ug=5_000,
    )
    text = with_table(base, "[milestones]", 'daily_dose = "45 mg/day"\nby = "8 days"')

    def test_a_plan_that_meets_it_is_made(self):
        """15, 30 and 45 mg, three days each: 45 mg from the seventh day on."""
        checked = planned(self.text, "45 mg/day", rise="fastest")
        assert str(checked.schedule.steps[2].start) == "2026-12-07"

    def test_a_plan_that_would_miss_it_is_refused(self):
        with pytest.raises(RefusedError, match="45 mg/day by day 8"):
            planned(self.text, "45 mg/day", rise="slowest")

    def test_a_lower_aim_owes_nothing(self):
        assert planned(self.text, "30 mg/day", rise="slowest")

    def test_the_judge_says_so_where_chosen_days_slow_it(self):
        checked = planned(self.text, "45 mg/day", rise="fastest", change_on=("Tue",))
        assert "milestone-missed" in {finding.code for finding in checked.report.findings}

    def test_above_the_maximum_it_is_a_misprint(self):
        faults = lint_protocol(self.text.replace('"45 mg/day"\nby', '"999 mg/day"\nby'), NAME)
        assert any("milestones[1].daily_dose" in fault for fault in faults)

    def test_stands_on_the_sheet(self):
        page = "\n".join(protocol_lines(read_protocol(self.text, NAME)))
        assert "45 mg/day by day 8" in page


class TestGatesAndTheUsualRange:
    text = with_table(
        with_table(make_protocol_text(id=NAME), "[stated.approval_gates]", 'value = "30 mg/day"'),
        "stated.usual_range", 'highest = "15 mg/day"',
    )  # fmt: skip

    def test_a_gate_stops_at_its_first_day_until_somebody_accepts(self):
        with pytest.raises(UnsafeScheduleError) as refused:
            planned(self.text, "45 mg/day")
        [stop] = refused.value.report.stops
        assert (stop.code, stop.found, str(stop.on)) == (
            "approval-gate", "30 mg/day", "2026-12-04",
        )  # fmt: skip
        seen = Acknowledgement(
            code=stop.code, value=stop.found, request=refused.value.request,
            role="prescriber", reason="asked",
        )  # fmt: skip
        checked = planned(self.text, "45 mg/day", acknowledgements=[seen])
        assert "above-usual-range" in {finding.code for finding in checked.report.findings}

    def test_below_both_nothing_is_said(self):
        codes = {finding.code for finding in planned(self.text, "15 mg/day").report.findings}
        assert not codes & {"approval-gate", "above-usual-range"}
