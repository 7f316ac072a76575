"""Plateaus, holds, whole courses, ways down by name, and doses as their source counts them."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, Taking, TaperRequest, TitrationRequest, load_products
from baclofen_titration.checker import check_whole_course
from baclofen_titration.cli import main
from baclofen_titration.errors import (
    InvalidValueError,
    RefusedError,
    UnknownNameError,
    UnreachableAimError,
)
from baclofen_titration.formats import explain
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.protocols import lint_protocol, read_protocol
from baclofen_titration.protocols.comparison import comparison_lines
from baclofen_titration.protocols.units import counted
from baclofen_titration.quantities import Dose
from rulebook.phrases import NAME, said, whole

PLATEAU = said("[plateaus]", 'from_daily = "30 mg/day"\ndays = "14 days"')
HOLD = said("[plateaus]", 'from_daily = "30 mg/day"\ndays = "until reviewed"')
COURSE = (
    said("course.stay", 'value = "28 days"')
    + said("course.taper", 'value = "14 days"')
    + said("course.wash_out", 'value = "7 days"')
)
WAYS = said("[taper_ways]", 'name = "slow"\nfall = "5 mg/day"\nevery = "7 days"') + said(
    "[taper_ways]", 'name = "share"\nshare = "50 % of present"\nevery = "7 days"\nto = "5 mg/day"'
)
TAKING = "morning 10 mg, evening 10 mg"


def known(text):
    return {
        "protocol": read_protocol(text, NAME),
        "products": load_products("us-tablets"),
        "patient": Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
        "start": "2026-12-01",
    }


def up(text, aim="45 mg/day", taking="nothing", **more):
    return plan_titration(TitrationRequest(**known(text), taking=taking, aim=aim, **more))


def lengths(checked):
    return [(str(step.regimen.daily_dose), step.days) for step in checked.schedule.steps]


class TestAPlateau:
    def test_is_kept_and_the_rest_is_not(self):
        assert lengths(up(whole()))[:2] == [("15 mg/day", 3), ("30 mg/day", 3)]
        assert lengths(up(whole(PLATEAU)))[:2] == [("15 mg/day", 3), ("30 mg/day", 14)]

    def test_names_who_asks_for_it(self):
        asked = PLATEAU.replace("A test protocol;", "The plateau;")
        first, second, *_ = up(whole(asked)).schedule.steps
        named = [[str(reason.author) for reason in step.because] for step in (first, second)]
        assert not any("The plateau" in author for author in named[0])
        assert any("The plateau" in author for author in named[1])

    def test_between_two_rows_keeps_the_next_one(self):
        between = PLATEAU.replace("30 mg/day", "20 mg/day")
        assert lengths(up(whole(between)))[1] == ("30 mg/day", 14)


class TestAHold:
    def test_lets_nothing_go_past_it(self):
        with pytest.raises(UnreachableAimError, match="holds 30 mg/day until somebody"):
            up(whole(HOLD))
        with pytest.raises(UnreachableAimError, match="holds 30 mg/day"):
            up(whole(HOLD), aim="max")

    def test_is_itself_an_aim(self):
        assert lengths(up(whole(HOLD), aim="30 mg/day"))[-1][0] == "30 mg/day"

    def test_is_behind_somebody_who_has_reached_it(self):
        taking = Taking(regimen="morning 10 mg, midday 10 mg, evening 10 mg", since="2026-10-01")
        assert lengths(up(whole(HOLD), taking=taking))[-1][0] == "45 mg/day"


class TestACourse:
    def test_is_planned_as_the_file_says(self):
        text = whole(COURSE, min_days_between_falls=1)
        checked = up(text, aim="30 mg/day", course=True)
        assert checked.schedule.then == "stopped"
        assert [step.days for step in checked.schedule.steps if step.phase == "maintenance"] == [28]
        down = [step.days for step in checked.schedule.steps if step.phase == "taper"]
        assert sum(down) == 14

    def test_says_how_long_without_afterwards(self):
        text = whole(COURSE, min_days_between_falls=1)
        checked = up(text, aim="30 mg/day", course=True)
        note = next(f for f in checked.report.findings if f.code == "wash-out")
        assert note.found == "7 days"
        assert "wash-out" not in {f.code for f in up(text).report.findings}

    def test_its_name_stands_on_its_steps(self):
        checked = up(whole(COURSE, min_days_between_falls=1), aim="30 mg/day", course=True)
        named = {
            step.phase: {reason.rule for reason in step.because} for step in checked.schedule.steps
        }
        assert named["maintenance"] == {"course-stay"}
        assert named["taper"] == {"course-taper"}
        assert ("course", "of the protocol") in [(one.name, one.answer) for one in checked.asked]
        words = " ".join(explain(checked).split())
        assert "kept as long as the course of the protocol says" in words
        assert "over as long as the course of the protocol says" in words

    def test_is_not_asked_for_twice(self):
        text = whole(COURSE, min_days_between_falls=1)
        with pytest.raises(InvalidValueError, match="course takes"):
            up(text, aim="30 mg/day", course=True, stay="28 days", then_taper="14 days")

    def test_of_a_file_without_one_is_refused(self):
        with pytest.raises(RefusedError, match="does not state"):
            up(whole(), aim="30 mg/day", course=True)
        with pytest.raises(RefusedError, match="does not state"):
            read_protocol(whole(), NAME).whole_course()

    def test_on_the_command_line(self, tmp_path, capsys):
        path = tmp_path / f"{NAME}.toml"
        path.write_text(whole(COURSE, min_days_between_falls=1), "utf-8")
        command = [
            "plan", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
            "--kidneys", "normal, tested 2026-11-12", "--taking", "none",
            "--aim", "30 mg/day", "--start", "2026-12-01", "--course", "yes",
        ]  # fmt: skip
        assert main(command) == 0
        assert "28 days" in capsys.readouterr().out
        assert main([*command, "--stay", "3 days", "--then-taper", "9 days"]) in (2, 3)
        assert "--course takes" in capsys.readouterr().err


FIXED = said("course.whole", 'value = "6 weeks"') + said("course.taper", 'value = "14 days"')


class TestAFixedCourse:
    def test_stays_at_the_aim_for_what_is_left(self):
        checked = up(whole(FIXED, min_days_between_falls=1), aim="30 mg/day", course=True)
        kept = {step.phase: step.days for step in checked.schedule.steps}
        assert kept["maintenance"] == 42 - 6 - 14  # two rows of 3 days up, 14 days down
        assert (checked.schedule.end - checked.schedule.start).days + 1 == 42
        assert ("course", "of the protocol, 42 days in all") in [
            (one.name, one.answer) for one in checked.asked
        ]

    def test_without_a_day_left_is_refused(self):
        short = FIXED.replace("6 weeks", "20 days")
        with pytest.raises(RefusedError, match="no day is left"):
            up(whole(short, min_days_between_falls=1), aim="30 mg/day", course=True)

    def test_keeps_to_no_weekdays(self):
        with pytest.raises(InvalidValueError, match="fixed length"):
            up(whole(FIXED), aim="30 mg/day", course=True, change_on=("Mon",))

    def test_the_judge_counts_its_days(self):
        text = whole(FIXED, min_days_between_falls=1)
        whole_of = read_protocol(text, NAME).course.whole
        planned = up(text, aim="30 mg/day", course=True).schedule
        assert check_whole_course(planned, 42, whole_of.authors) == ()
        (found,) = check_whole_course(planned, 41, whole_of.authors)
        assert (found.code, found.severity, found.found) == (
            "course-of-another-length", "stop", "42 days",
        )  # fmt: skip

    def test_of_a_late_first_day_is_counted_in_whole_days(self):
        text = whole(FIXED, min_days_between_falls=1)
        checked = up(text, aim="30 mg/day", course=True, first_taking="evening")
        assert (checked.schedule.end - checked.schedule.start).days == 42

    def test_an_open_titration_is_none(self):
        assert up(whole(FIXED), aim="30 mg/day").schedule.then == "continues"


class TestAWayDown:
    def test_is_planned_by_its_name(self):
        text = whole(WAYS, max_fall_ug=10_000)
        taking = Taking(regimen=TAKING, since="2026-10-01")
        slow = plan_taper(TaperRequest(**known(text), taking=taking, way="slow"))
        assert lengths(slow) == [("15 mg/day", 7), ("10 mg/day", 7), ("5 mg/day", 7)]
        share = plan_taper(TaperRequest(**known(text), taking=taking, way="share"))
        assert [total for total, _ in lengths(share)][-1] == "5 mg/day"
        assert share.schedule.then == "continues"

    def test_of_another_name_is_refused_with_the_list(self):
        with pytest.raises(UnknownNameError, match="slow, share"):
            read_protocol(whole(WAYS), NAME).taper_way("fast")

    def test_on_the_command_line(self, tmp_path, capsys):
        path = tmp_path / f"{NAME}.toml"
        path.write_text(whole(WAYS), "utf-8")
        command = [
            "taper", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
            "--kidneys", "normal, tested 2026-11-12", "--taking", TAKING,
            "--since", "2026-10-01", "--start", "2026-12-01", "--used-for", "2 months",
        ]  # fmt: skip
        assert main([*command, "--way", "slow"]) == 0
        assert "7 days" in capsys.readouterr().out
        assert main([*command, "--way", "fast"]) in (2, 3)
        assert "slow, share" in capsys.readouterr().err
        assert main([*command, "--way", "slow", "--over", "9 days"]) in (2, 3)


def test_ways_down_and_shares_are_compared():
    share = said("[stated.taper_shares]", 'percent = "50 %"\nof = "present"\nfloor = "5 mg/day"')
    lines = comparison_lines([read_protocol(whole(WAYS + share), NAME)])
    page = " ".join(" ".join(lines).split())
    assert "5 mg/day every 7 days, to nothing" in page
    assert "50 % of present, down to 5 mg/day" in page


class TestDosesAsTheirSourceCountsThem:
    @pytest.mark.parametrize(
        ("words", "milligrams"),
        [
            ("half a tablet of 10 mg", "5 mg"), ("½ tablet of 5 mg", "2.5 mg"),
            ("1½ tablets of 10 mg", "15 mg"), ("2 tablets of 20 mg", "40 mg"),
            ("1 packet of 5 mg", "5 mg"), ("2.5 mL of 5 mg/5 mL", "2.5 mg"),
            ("5 mL of 10 mg/5 mL", "10 mg"), ("1 mL of 2 mg/mL", "2 mg"),
        ],
    )  # fmt: skip
    def test_are_exact(self, words, milligrams):
        assert counted(words) == {"dose": Dose(milligrams), "written": words}

    @pytest.mark.parametrize(
        "words",
        [
            "half a packet of 5 mg", "1½ packets of 5 mg", "0.5 tablet of 10 mg",
            "1 tablet", "1 mL of 5 mg/7 mL", "2 tablets of 10 mg/day", "two tablets of 10 mg",
            "1/2 tablet of 10 mg", "5 mL", "0 tablets of 10 mg", "1 tablet of 2.5 mg",
        ],
    )  # fmt: skip
    def test_or_refused(self, words):
        faults = lint_protocol(whole().replace('morning = "5 mg"', f'morning = "{words}"', 1), NAME)
        assert len(faults) == 1
        assert faults[0].startswith("titration.steps[1].doses.morning: ")

    def test_still_add_up(self):
        text = whole().replace('morning = "5 mg"', 'morning = "1 tablet of 10 mg"', 1)
        assert any("daily_total" in fault for fault in lint_protocol(text, NAME))


@pytest.mark.parametrize(
    ("more", "place", "words"),
    [
        (PLATEAU.replace("30 mg/day", "300 mg/day"), "plateaus[1].from_daily", "never reached"),
        (PLATEAU + PLATEAU, "plateaus[2].from_daily", "lowest first"),
        (PLATEAU.replace("14 days", "soon"), "plateaus[1].days", "whole days"),
        (WAYS + WAYS, "taper_ways[3].name", "differently"),
        (WAYS.replace("5 mg/day", "500 mg/day", 1), "taper_ways[1].fall", "limits.max_fall"),
        (WAYS.replace("7 days", "1 day", 1), "taper_ways[1].every", "min_days_between_falls"),
        (WAYS.replace("50 % of present", "50 %"), "taper_ways[2].share", "says of what"),
        (WAYS.replace('every = "7 days"', "", 1), "taper_ways", "write one pair"),
        (COURSE.replace("course.stay", "course.stays"), "course.stay", "add the table"),
        (COURSE + said("course.whole", 'value = "60 days"'), "course", "write [course.stay]"),
        (FIXED.replace("6 weeks", "2 weeks"), "course", "a part of it"),
        (said("[stated.taper_shares]", 'percent = "0.5"\nof = "present"'),
         "stated.taper_shares[1].percent", "per cent"),
        (said("[stated.taper_shares]", 'percent = "50 %"\nof = "it"'),
         "stated.taper_shares[1].of", "unstated"),
    ],
)  # fmt: skip
def test_mistakes_are_named(more, place, words):
    faults = lint_protocol(whole(more), NAME)
    assert any(place in fault and words in fault for fault in faults), faults
