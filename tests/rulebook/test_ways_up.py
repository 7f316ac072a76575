"""Ways up that leave a number of doses open, take a time of day away, or rise by a share."""

from __future__ import annotations

from itertools import pairwise

import pytest

from baclofen_titration import (
    Patient,
    Schedule,
    Step,
    Taking,
    TitrationRequest,
    load_products,
)
from baclofen_titration.checker import check_empty_times, check_rise_share
from baclofen_titration.cli import main
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    RefusedError,
    UnreachableAimError,
)
from baclofen_titration.planning import judge_schedule, plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.writing import protocol_text
from baclofen_titration.regimen import parse_regimen
from rulebook.make_protocol import TIMES, Rule, make_protocol_text
from rulebook.phrases import AFTER_ROWS, NAME, SPLIT, by_weight, no_split, said, whole

THREE = ("morning", "midday", "evening")
ONE_LIST = 'times = ["morning", "midday", "evening"]'
TWO_TO_FOUR = (
    'times = [["morning", "evening"], ["morning", "midday", "evening"], '
    '["morning", "midday", "evening", "bedtime"]]'
)
OPEN = make_protocol_text(
    id=NAME, table=[], rule=Rule(start_ug=15_000), max_dose_ug=20_000, max_rise_per_dose_ug=5_000
).replace(ONE_LIST, TWO_TO_FOUR)


def falling(start_ug=15_000, **choices):
    """Four doses a day from 20 mg, three from 40 mg on."""
    bands = ((15_000, THREE), (20_000, TIMES), (40_000, THREE))[start_ug > 15_000 :]
    limits = {
        "max_daily_ug": 60_000, "max_dose_ug": 25_000, "max_rise_ug": 10_000,
        "max_rise_per_dose_ug": 10_000, "max_fall_per_dose_ug": 10_000,
    }  # fmt: skip
    rule = Rule(start_ug=start_ug, bands=bands)
    return make_protocol_text(id=NAME, table=[], rule=rule, **{**limits, **choices})


def by_share(words, largest_ug=10_000):
    """Rises by a share, and by 10 mg at most."""
    return make_protocol_text(
        id=NAME, table=[], rule=Rule(start_ug=15_000, slowest_ug=largest_ug),
        max_daily_ug=75_000, max_rise_per_dose_ug=5_000,
    ) + said("titration.rule.share", words)  # fmt: skip


QUARTER = by_share('value = "25 % of present"\nleast = "5 mg/day"')
EMPTY = whole(said("empty_times", 'value = ["bedtime"]'))


def up(text, aim, taking="nothing", products="us-tablets", **more):
    return plan_titration(
        TitrationRequest(
            protocol=read_protocol(text, NAME),
            products=load_products(products),
            patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            start="2026-12-01",
            taking=taking,
            aim=aim,
            **more,
        )
    )


def doses(checked):
    return [len(step.regimen.administrations) for step in checked.schedule.steps]


def totals(checked):
    return [step.regimen.daily_dose.micrograms // 1000 for step in checked.schedule.steps]


def rule_after_rows():
    """The tables of a rule that goes on after rows."""
    text = whole(rule=AFTER_ROWS)
    return text[text.index("[titration.rule]") : text.index("[taper.fall_order]")]


class TestARangeOfDosesADay:
    @pytest.mark.parametrize(("choice", "count"), [("fewest", 2), ("most", 4), (3, 3)])
    def test_is_chosen_by_name_or_number(self, choice, count):
        checked = up(OPEN, "30 mg/day", doses_a_day=choice)
        assert doses(checked)[-1] == count
        assert ("doses a day", str(choice)) in [(one.name, one.answer) for one in checked.asked]

    def test_is_never_chosen_silently(self):
        with pytest.raises(MissingInputError, match="2, 3, 4"):
            up(OPEN, "30 mg/day")

    def test_or_beside_it(self):
        with pytest.raises(InvalidValueError, match="2, 3, 4 doses a day, and not 1"):
            up(OPEN, "30 mg/day", doses_a_day=1)
        with pytest.raises(InvalidValueError, match="no range of doses a day"):
            up(whole(), "30 mg/day", doses_a_day="most")

    def test_splits_a_day_whose_split_is_not_stated(self):
        text = whole()
        for dose in ("5 mg", "10 mg", "15 mg"):
            row = f'{{ morning = "{dose}", midday = "{dose}", evening = "{dose}" }}'
            text = text.replace(row, '"not stated"')
        text += said("[titration.split]", f'from_daily = "0 mg/day"\n{TWO_TO_FOUR}')
        text = text.replace(
            '[limits.max_dose]\nvalue = "15 mg"', '[limits.max_dose]\nvalue = "30 mg"'
        )
        assert set(doses(up(text, "30 mg/day", doses_a_day=3))) == {3}
        with pytest.raises(MissingInputError, match="2, 3, 4"):
            up(text, "30 mg/day")

    def test_by_weight(self):
        text = by_weight().replace('times = ["morning", "evening"]', TWO_TO_FOUR)
        checked = plan_titration(
            TitrationRequest(
                protocol=read_protocol(text, NAME),
                products=load_products("uk-liquid-5mg-in-5ml"),
                patient=Patient(
                    age="46 years",
                    kidneys="normal, tested 2026-11-12",
                    weight="40 kg on 2026-11-01",
                ),
                start="2026-12-01",
                taking="nothing",
                aim="18 mg/day",
                rise="slowest",
                interval="shortest",
                doses_a_day=3,
            )
        )
        assert set(doses(checked)) == {3}

    def test_is_not_swallowed_where_a_split_leaves_nothing_open(self):
        text = no_split(SPLIT).replace(
            "[taper.fall_order]", rule_after_rows() + "[taper.fall_order]"
        )
        for rule, most in (("max_daily_dose", "45 mg/day"), ("max_dose", "15 mg")):
            old = f'[limits.{rule}]\nvalue = "{most}"'
            text = text.replace(old, old.replace("45", "60").replace("15", "30"))
        assert lint_protocol(text, NAME) == ()
        with pytest.raises(InvalidValueError, match="no range of doses a day"):
            up(text, "30 mg/day", doses_a_day="most")

    def test_on_the_command_line(self, tmp_path, capsys):
        path = tmp_path / f"{NAME}.toml"
        path.write_text(OPEN, "utf-8")
        command = [
            "plan", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
            "--kidneys", "normal, tested 2026-11-12", "--taking", "none", "--aim", "30 mg/day",
            "--start", "2026-12-01",
        ]  # fmt: skip
        assert main(command) == 2
        assert "--doses-a-day" in capsys.readouterr().err
        assert main([*command, "--doses-a-day", "most"]) == 0
        assert "bedtime" in capsys.readouterr().out
        assert main([*command, "--doses-a-day", "many"]) == 2


class TestANumberOfDosesThatFalls:
    def test_the_same_day_is_shared_over_fewer_times_before_it_rises(self):
        checked = up(falling(), "55 mg/day")
        steps = list(zip(totals(checked), doses(checked), strict=True))
        assert (40, 4) in steps
        assert steps[steps.index((40, 4)) + 1] == (40, 3)
        assert all(count == 3 for total, count in steps if total > 40)
        assert totals(checked) == sorted(totals(checked))

    def test_as_slowly_as_the_limits_ask(self):
        # A fall of 5 mg at one time: 10 mg at bedtime goes in two moves.
        checked = up(falling(max_fall_per_dose_ug=5_000, min_days_between_falls=4), "45 mg/day")
        bedtime = [step.regimen.micrograms.get("bedtime", 0) for step in checked.schedule.steps]
        assert list(dict.fromkeys(bedtime[bedtime.index(10_000) :])) == [10_000, 5_000, 0]
        assert all(high - low <= 5_000 for high, low in pairwise(bedtime))

    def test_nothing_rises_before_the_time_is_empty(self):
        # A fall of 4 mg at one time: these tablets make none from 10 mg at bedtime.
        stuck = falling(20_000, max_fall_per_dose_ug=4_000)
        assert totals(up(stuck, "40 mg/day"))[-1] == 40
        with pytest.raises(UnreachableAimError, match="nearest below is 40 mg/day"):
            up(stuck, "45 mg/day")


class TestAShare:
    def test_is_rounded_to_a_smaller_rise(self):
        # 25 % of 15, 20, 25, 30, 35 mg are less than 10 mg, so 5 mg; of 40 mg 10 mg.
        assert totals(up(QUARTER, "70 mg/day")) == [15, 20, 25, 30, 35, 40, 50, 60, 70, 70]

    def test_is_never_more_than_the_largest_rise(self):
        text = by_share('value = "80 % of present"')
        assert max(b - a for a, b in pairwise(totals(up(text, "75 mg/day")))) == 10

    def test_of_the_start_stays_the_same(self):
        text = by_share('value = "70 % of start"')
        assert totals(up(text, "65 mg/day"))[:3] == [15, 25, 35]
        text = by_share('value = "60 % of start"')
        assert totals(up(text, "30 mg/day"))[:3] == [15, 20, 25]

    def test_that_no_product_makes_leads_nowhere(self):
        with pytest.raises(UnreachableAimError, match="nearest below is 15 mg/day"):
            up(by_share('value = "25 % of present"'), "30 mg/day")

    def test_the_judge_compares_it_by_its_own_count(self):
        share = read_protocol(QUARTER, NAME).titration.rule.share
        planned = up(QUARTER, "70 mg/day").schedule
        assert check_rise_share(planned, share) == ()
        text = by_share('value = "25 % of present"\nleast = "2.5 mg/day"')
        harder = read_protocol(text, NAME).titration.rule.share
        found = check_rise_share(planned, harder)
        assert [str(one.on) for one in found] == ["2026-12-04"]
        assert {(one.code, one.severity, one.found) for one in found} == {
            ("rise-above-share", "stop", "5 mg/day")
        }
        judged = judge_schedule(planned, protocol=read_protocol(text, NAME))
        assert "rise-above-share" in {one.code for one in judged.report.findings}


class TestATimeThatMustStayEmpty:
    def schedule(self, *days, before="nothing"):
        steps, start = [], "2026-12-01"
        for number, words in enumerate(days):
            on = f"2026-12-{1 + 3 * number:02}"
            days_kept = 3 if number + 1 < len(days) else None
            steps.append(
                Step(start=on, days=days_kept, regimen=parse_regimen(words), phase="titration")
            )
        if before != "nothing":
            before = Taking(regimen=before, since="2026-10-01")
        assert str(steps[0].start) == start
        return Schedule(before=before, steps=steps, then="continues")

    def judged(self, *days, **more):
        empty = read_protocol(EMPTY, NAME).empty_times
        return [
            (one.code, str(one.on))
            for one in check_empty_times(self.schedule(*days, **more), empty.value, empty.authors)
        ]

    def test_gets_no_dose_in_a_plan(self):
        assert all(
            "bedtime" not in step.regimen.micrograms
            for step in up(EMPTY, "45 mg/day").schedule.steps
        )

    def test_the_judge_finds_a_dose_there(self):
        assert self.judged("morning 5 mg", "morning 5 mg, bedtime 5 mg") == [
            ("dose-at-empty-time", "2026-12-04")
        ]
        assert self.judged("morning 5 mg", "morning 10 mg") == []

    def test_what_was_taken_there_already_is_none(self):
        kept = "morning 5 mg, bedtime 5 mg"
        assert self.judged(kept, before=kept) == []
        assert self.judged(kept, "morning 5 mg, bedtime 10 mg", before=kept) == [
            ("dose-at-empty-time", "2026-12-04")
        ]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            (EMPTY.replace('["bedtime"]', '["midday"]'), "titration.steps[1].doses"),
            (OPEN + said("empty_times", 'value = ["bedtime"]'), "titration.rule.times[1].times"),
            (EMPTY.replace('["bedtime"]', '["evening"]'), "three_dose_day"),
        ],
    )
    def test_nothing_else_in_the_file_uses_it(self, text, place):
        faults = lint_protocol(text, NAME)
        assert any(place in fault and "[empty_times]" in fault for fault in faults), faults


@pytest.mark.parametrize("text", [OPEN, falling(), QUARTER, EMPTY])
def test_it_is_written_back_and_shown(text):
    protocol = read_protocol(text, NAME)
    assert read_protocol(protocol_text(protocol), NAME) == protocol
    assert read_protocol(protocol_text(protocol), NAME).digest == protocol.digest


def test_the_review_sheet_says_it():
    def lines(text):
        return " ".join(" ".join(protocol_lines(read_protocol(text, NAME))).split())

    assert "2: morning, evening; or 3: morning, midday, evening; or 4:" in lines(OPEN)
    assert "or a dose" in lines(OPEN)
    assert "at most 25 % of present, or 5 mg/day if that is more" in lines(QUARTER)
    assert "Kept empty" in lines(EMPTY)


@pytest.mark.parametrize(
    ("text", "old", "new", "place", "words"),
    [
        (OPEN, '["morning", "evening"], ', "", None, ""),
        (OPEN, '["morning", "evening"], ["morning", "midday", "evening"], ', "", "times",
         "one list"),
        (OPEN, '["morning", "evening"]', '["evening", "morning"]', "times[1].times",
         "in the order"),
        (OPEN, '["morning", "evening"]', '"morning", ["evening"]', "times[1].times", "list"),
        (falling(), '"midday", "evening", "bedtime"]', '"midday", "bedtime"]', "times",
         "exchanges"),
        (falling() + said("titration.rule.growth", 'value = "one after another"'), "", "",
         "titration.rule.times[3].times", "never taken away"),
        (falling(), '"40 mg/day"\ntimes', '"59 mg/day"\ntimes', None, ""),
        (falling(max_dose_ug=20_000), '"20 mg/day"\ntimes', '"60 mg/day"\ntimes',
         "times[3].from_daily", "lowest first"),
        (QUARTER, '"25 % of present"', '"25 %"', "titration.rule.share.value", "says of what"),
        (QUARTER, 'least = "5 mg/day"', 'least = "11 mg/day"', "share.least", "above the rise"),
        (QUARTER, 'least = "5 mg/day"', 'least = "0 mg/day"', "share.least", "leads nowhere"),
        (make_protocol_text(id=NAME, table=[], rule=Rule(start_ug=15_000, basis="per dose"))
         + said("titration.rule.share", 'value = "25 % of present"'), "", "", "TitrationRule",
         "share is one of the daily dose"),
    ],
)  # fmt: skip
def test_mistakes_are_named(text, old, new, place, words):
    assert old in text
    faults = lint_protocol(text.replace(old, new, 1), NAME)
    if place is None:
        assert faults == ()
    else:
        assert any(place in fault and words in fault for fault in faults), faults


MILESTONE = said("[milestones]", 'daily_dose = "50 mg/day"\nby = "12 days"')
RANGED = make_protocol_text(
    id=NAME, table=[], rule=Rule(start_ug=15_000, slowest_ug=5_000, fastest_ug=20_000),
    max_daily_ug=75_000, max_dose_ug=30_000, max_rise_per_dose_ug=10_000,
)  # fmt: skip


class TestMilestonesWithoutSteps:
    def test_the_slowest_rise_that_reaches_them_is_looked_for(self):
        # Days 1, 4, 7 and 10: three rises to 50 mg are 35 mg; 10 mg are too slow, 15 mg are not.
        checked = up(RANGED + MILESTONE, "60 mg/day", rise="for milestones")
        assert totals(checked) == [15, 30, 45, 60, 60]
        note = next(one for one in checked.report.findings if one.code == "rise-for-milestones")
        assert note.found == "15 mg/day"

    def test_one_above_the_aim_asks_for_nothing(self):
        checked = up(RANGED + MILESTONE, "30 mg/day", rise="for milestones")
        assert totals(checked)[:3] == [15, 20, 25]

    def test_a_rise_that_misses_one_is_refused(self):
        with pytest.raises(RefusedError, match="reaches 50 mg/day by day 12"):
            up(RANGED + MILESTONE, "60 mg/day", rise="slowest")

    def test_where_none_reaches_it_that_is_said(self):
        early = MILESTONE.replace("12 days", "5 days")
        with pytest.raises(RefusedError, match="every milestone"):
            up(RANGED + early, "60 mg/day", rise="for milestones")

    def test_a_schedule_of_somebody_else_is_judged_by_them(self):
        slow = up(RANGED, "60 mg/day", rise="slowest").schedule
        judged = judge_schedule(slow, protocol=read_protocol(RANGED + MILESTONE, NAME))
        assert "milestone-missed" in {one.code for one in judged.report.findings}

    @pytest.mark.parametrize(
        "text", [RANGED, QUARTER + MILESTONE, whole(MILESTONE.replace("50", "40"))]
    )
    def test_without_a_range_or_a_milestone_there_is_nothing_to_look_for(self, text):
        with pytest.raises(InvalidValueError, match="no range of rises with milestones"):
            up(text, "40 mg/day", rise="for milestones")

    def test_nor_for_somebody_who_takes_it_already(self):
        taking = Taking(regimen="morning 5 mg, midday 5 mg, evening 5 mg", since="2026-10-01")
        with pytest.raises(InvalidValueError, match="from the first day"):
            up(RANGED + MILESTONE, "60 mg/day", taking=taking, rise="for milestones")
