"""Every way down that a file can name: several in a row, halves, shares, ranges, by patient."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, Taking, TaperRequest, load_products
from baclofen_titration.cli import main
from baclofen_titration.errors import InvalidValueError, MissingInputError, QuantityError
from baclofen_titration.formats import explain, to_json, to_text
from baclofen_titration.planning import plan_taper
from baclofen_titration.planning.walked import walked
from baclofen_titration.planning.ways import parse_way
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.writing import protocol_text
from rulebook.phrases import NAME, said, whole

IN_A_ROW = said("[taper_ways]", 'name = "row"') + (
    '\n[[taper_ways.legs]]\nfall = "10 mg/day"\nevery = "3 days"\ndown_to = "20 mg/day"\n'
    '\n[[taper_ways.legs]]\nfall = "5 mg/day"\nevery = "7 days"\n'
)
HALVES = said("[taper_ways]", 'name = "halves"\nhalve_every = "7 days"\nfloor = "5 mg/day"')
SHARE = said(
    "[taper_ways]", 'name = "share"\nshare = "25 % of start"\nevery = "7 days"\nfloor = "5 mg/day"'
)
WINDOW = said("[taper_ways]", 'name = "window"\nshortest = "9 days"\nlongest = "2 weeks"')
LEAST = said("[taper_ways]", 'name = "least"\nshortest = "9 days"')


def length(days, more=""):
    return said("[taper_ways.lengths]", f'over = "{days} days"\n{more}')


BY_PATIENT = (
    said("[taper_ways]", 'name = "by-patient"')
    + length(10)
    + length(20, 'reached_more_than = "40 mg/day"')
    + length(30, 'used_longer_than = "90 days"')
    + length(40, 'when = "kidneys below 30 mL/min"')
    + length(50, 'when = "dialysis"')
)
WAYS = (IN_A_ROW, HALVES, SHARE, WINDOW, LEAST, BY_PATIENT)
FORTY = "morning 15 mg, midday 10 mg, evening 15 mg"
TWENTY = "morning 10 mg, evening 10 mg"


def file_of(*ways):
    return whole("".join(ways), max_fall_ug=15_000, max_last_ug=5_000)


def asked(way, name, taking=FORTY, kidneys="normal, tested 2026-11-12", used="1 month", **more):
    return TaperRequest(
        protocol=read_protocol(file_of(way), NAME),
        products=load_products("us-tablets"),
        patient=Patient(age="46 years", kidneys=kidneys, used_for=used, muscle="usual"),
        taking=Taking(regimen=taking, since="2026-11-01"),
        start="2026-12-01",
        way=name,
        **more,
    )


def down(*choices, **more):
    return plan_taper(asked(*choices, **more))


def steps(checked):
    return [(str(step.regimen.daily_dose), step.days) for step in checked.schedule.steps]


def reduced(checked):
    """Days with less than at first."""
    return sum(step.days for step in checked.schedule.steps)


def test_several_in_a_row_faster_first_and_slower_below():
    assert steps(down(IN_A_ROW, "row")) == [
        ("30 mg/day", 3), ("20 mg/day", 3), ("15 mg/day", 7), ("10 mg/day", 7), ("5 mg/day", 7),
    ]  # fmt: skip


def test_halves_to_a_floor_and_from_there_to_nothing():
    checked = down(HALVES, "halves", TWENTY)
    assert steps(checked) == [("10 mg/day", 7), ("5 mg/day", 7)]
    assert checked.schedule.then == "stopped"


def test_a_share_goes_no_lower_than_its_floor():
    assert steps(down(SHARE, "share", TWENTY)) == [
        ("15 mg/day", 7), ("10 mg/day", 7), ("5 mg/day", 7),
    ]  # fmt: skip
    # 30 mg a day: 25 % is 7.5 mg, of which these tablets make 5 mg, the smaller fall.
    thirty = "morning 10 mg, midday 10 mg, evening 10 mg"
    falls = steps(down(SHARE, "share", thirty))
    assert [daily for daily, _ in falls] == [
        "25 mg/day", "20 mg/day", "15 mg/day", "10 mg/day", "5 mg/day",
    ]  # fmt: skip


def test_a_share_with_a_floor_is_asked_for_without_a_file_too(capsys):
    assert parse_way("25 % of start every 7 days, floor 5 mg/day to 10 mg/day").kind == "share"
    with pytest.raises(QuantityError):
        parse_way("25 % of start every 7 days, floor soon")
    command = [
        "taper", "--protocol", "us-label-adult", "--products", "us-tablets", "--age", "46",
        "--kidneys", "unknown", "--taking", TWENTY, "--used-for", "1 month",
        "--since", "2026-10-01", "--start", "2026-12-01", "--floor", "5 mg/day",
    ]  # fmt: skip
    assert main([*command, "--by", "25 % of start every 7 days"]) == 0
    assert "10 mg/day" in capsys.readouterr().out
    assert main([*command, "--by", "5 mg/day every 7 days"]) == 2
    assert "--floor is of" in capsys.readouterr().err


class TestARangeOfLengths:
    @pytest.mark.parametrize(("over", "days"), [("shortest", 9), ("longest", 14), ("11 days", 11)])
    def test_is_chosen_by_name_or_inside(self, over, days):
        assert reduced(down(WINDOW, "window", over=over)) == days

    def test_is_never_chosen_silently(self):
        with pytest.raises(MissingInputError, match="9 to 14 days"):
            down(WINDOW, "window")
        with pytest.raises(MissingInputError, match="9 or more days"):
            down(LEAST, "least")

    @pytest.mark.parametrize(
        ("way", "name", "over"),
        [(WINDOW, "window", "8 days"), (WINDOW, "window", "15 days"),
         (LEAST, "least", "8 days"), (LEAST, "least", "longest"), (HALVES, "halves", "9 days")],
    )  # fmt: skip
    def test_or_outside_of_it(self, way, name, over):
        with pytest.raises(InvalidValueError, match=name):
            down(way, name, over=over)

    def test_or_without_a_way(self):
        with pytest.raises(InvalidValueError, match="over by a name"):
            down(WINDOW, None, over="shortest")

    def test_a_minimum_may_be_longer(self):
        assert reduced(down(LEAST, "least", over="21 days")) == 21


class TestALengthForSome:
    @pytest.mark.parametrize(
        ("choices", "days"),
        [
            ({}, 10),
            ({"taking": "morning 20 mg, midday 15 mg, evening 10 mg"}, 20),
            ({"used": "4 months"}, 30),
            ({"kidneys": "clearance 29 mL/min on 2026-11-25, steady"}, 40),
            ({"kidneys": "clearance 30 mL/min on 2026-11-25, steady"}, 10),
            ({"kidneys": "haemodialysis"}, 50),
        ],
    )
    def test_is_the_longest_that_holds(self, choices, days):
        assert walked(asked(BY_PATIENT, "by-patient", **choices)).days == days

    def test_is_what_is_planned(self):
        assert reduced(down(BY_PATIENT, "by-patient")) == 10
        assert reduced(down(BY_PATIENT, "by-patient", used="4 months")) == 30

    def test_what_is_unknown_shortens_nothing(self):
        assert reduced(down(BY_PATIENT, "by-patient", used="unknown")) == 30
        assert reduced(down(BY_PATIENT, "by-patient", kidneys="unknown")) == 50

    def test_the_schedule_says_how_long_it_takes_here(self):
        note = next(
            finding
            for finding in down(BY_PATIENT, "by-patient").report.findings
            if finding.code == "way-chosen"
        )
        assert note.says.endswith("Here it takes 10 days.")


def test_its_name_stands_in_text_explanation_and_json():
    checked = down(IN_A_ROW, "row")
    assert "way down row of the protocol" in " ".join(to_text(checked).split())
    assert "way down row of the protocol" in " ".join(explain(checked).split())
    assert '"way-row"' in to_json(checked)
    assert {reason.rule for step in checked.schedule.steps for reason in step.because} == {
        "way-row"
    }
    words = "row, 10 mg/day every 3 days to 20 mg/day, then 5 mg/day every 7 days, to nothing"
    assert ("way", words) in [(one.name, one.answer) for one in checked.asked]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_written_back_and_shown(way):
    protocol = read_protocol(file_of(way), NAME)
    assert read_protocol(protocol_text(protocol), NAME) == protocol
    assert read_protocol(protocol_text(protocol), NAME).digest == protocol.digest
    assert any(
        f"Way down {protocol.taper_ways[0].name}" in line for line in protocol_lines(protocol)
    )


def test_a_pace_and_a_way_are_two_paces():
    for more in ({"fall": "5 mg/day", "every": "7 days"}, {"to": "5 mg/day"}, {"to_limit": True}):
        with pytest.raises(InvalidValueError, match="way"):
            down(HALVES, "halves", **more)


def test_the_command_line_asks_for_a_length_that_is_left_open(tmp_path, capsys):
    path = tmp_path / f"{NAME}.toml"
    path.write_text(file_of(WINDOW), "utf-8")
    command = [
        "taper", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
        "--kidneys", "normal, tested 2026-11-12", "--taking", FORTY, "--used-for", "1 month",
        "--since", "2026-10-01", "--start", "2026-12-01", "--way", "window",
    ]  # fmt: skip
    assert main(command) == 2
    assert "over 9 to 14 days, to nothing" in " ".join(capsys.readouterr().err.split())
    assert main([*command, "--over", "longest"]) == 0


@pytest.mark.parametrize(
    ("way", "old", "new", "place", "words"),
    [
        (IN_A_ROW, 'down_to = "20 mg/day"\n', "", "taper_ways", "all but the last say down_to"),
        (IN_A_ROW, 'fall = "5 mg/day"\n', "", "legs", "write one pair"),
        (IN_A_ROW, "10 mg/day", "40 mg/day", "taper_ways[1].legs[1].fall", "limits.max_fall"),
        (IN_A_ROW, "3 days", "1 day", "taper_ways[1].legs[1].every", "min_days_between_falls"),
        (IN_A_ROW, 'name = "row"', 'name = "row"\nto = "25 mg/day"', "taper_ways[1].to", "leg"),
        (HALVES, 'floor = "5 mg/day"', "", "taper_ways", "halving never reaches nothing"),
        (HALVES, '"5 mg/day"', '"10 mg/day"', "taper_ways[1].floor", "max_last_daily_dose"),
        (HALVES, '"7 days"', '"1 day"', "taper_ways[1].halve_every", "fewer"),
        (HALVES, "halve_every", 'to = "5 mg/day"\nhalve_every', "taper_ways[1].floor", "remove"),
        (SHARE, "share =", 'halve_every = "7 days"\nshare =', "taper_ways", "one of them"),
        (WINDOW, 'shortest = "9 days"', "", "taper_ways", "write shortest too"),
        (WINDOW, "2 weeks", "8 days", "taper_ways[1].longest", "exchange"),
        (LEAST, "shortest", "over", None, ""),
        (LEAST, 'shortest = "9 days"', 'floor = "5 mg/day"', "taper_ways", "remove it"),
        (BY_PATIENT, length(10), "", "taper_ways", "one of the lengths is for everybody"),
        (BY_PATIENT, length(10), length(10) + length(11), "taper_ways[1].lengths[2]", "keep one"),
        (BY_PATIENT, "kidneys below 30 mL/min", "weak kidneys", "lengths[4].when", "mL/min"),
    ],
)  # fmt: skip
def test_mistakes_are_named(way, old, new, place, words):
    assert old in way
    faults = lint_protocol(file_of(way.replace(old, new, 1)), NAME)
    if place is None:
        assert faults == ()
    else:
        assert any(place in fault and words in fault for fault in faults), faults


class TestTheJudge:
    """It is handed the numbers of a way and counts by itself."""

    def found(self, way, name, checked, **more):
        return [
            (one.code, one.severity, one.found)
            for one in walked(asked(way, name, **more)).judged(checked.schedule)
        ]

    @pytest.mark.parametrize(
        ("way", "name", "more"),
        [
            (IN_A_ROW, "row", {}), (HALVES, "halves", {"taking": TWENTY}),
            (SHARE, "share", {"taking": TWENTY}), (WINDOW, "window", {"over": "longest"}),
            (BY_PATIENT, "by-patient", {}),
        ],
    )  # fmt: skip
    def test_finds_nothing_in_what_was_planned(self, way, name, more):
        assert self.found(way, name, down(way, name, **more), **more) == []

    @pytest.mark.parametrize(
        ("old", "new", "name", "found"),
        [
            ('fall = "10 mg/day"\nevery = "3 days"', 'fall = "5 mg/day"\nevery = "3 days"', "row",
             "10 mg/day"),
            ('every = "3 days"', 'every = "4 days"', "row", "3 days"),
            ('share = "25 % of start"', 'share = "20 % of start"', "share", "10 mg/day"),
            ('over = "10 days"', 'over = "11 days"', "by-patient", "10 days"),
            ('longest = "2 weeks"', 'longest = "15 days"', "window", "14 days"),
        ],
    )  # fmt: skip
    def test_finds_what_is_faster_than_the_way(self, old, new, name, found):
        way = next(way for way in WAYS if f'name = "{name}"' in way)
        assert old in way
        more = {"over": "longest"} if name == "window" else {}
        planned = down(way, name, **more)
        slower = way.replace(old, new, 1)
        assert ("faster-than-its-way", "stop", found) in self.found(slower, name, planned, **more)
