"""A source that can be read in two ways: a plan names the reading, and says which it followed."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, TitrationRequest, load_products
from baclofen_titration.cli import main
from baclofen_titration.errors import InvalidValueError, MissingInputError, UnknownNameError
from baclofen_titration.formats import to_text
from baclofen_titration.planning import plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.voices import every_author
from rulebook.make_protocol import AUTHOR, Rule, make_protocol_text

NAME = "test-protocol"
TOPIC = "of what 5 mg is a rise"
PER_DOSE = Rule(start_ug=15_000, slowest_ug=5_000, basis="per dose")
PER_DAY = f"""
[unstated.readings.rule]
basis = "per day"
[unstated.readings.rule.start]
value = "15 mg/day"
{AUTHOR}
[unstated.readings.rule.rise]
value = "5 mg/day"
{AUTHOR}
[unstated.readings.rule.days]
value = "3 days"
{AUTHOR}
[[unstated.readings.rule.times]]
from_daily = "15 mg/day"
times = ["morning", "midday", "evening"]
{AUTHOR}
"""
READINGS = f"""
[[unstated]]
topic = "{TOPIC}"
{AUTHOR}
[[unstated.readings]]
name = "per-dose"
rule = "titration.rule"
{AUTHOR}
[[unstated.readings]]
name = "per-day"
{AUTHOR}
{PER_DAY}"""
TWO_WAYS = make_protocol_text(id=NAME, table=[], rule=PER_DOSE) + READINGS


def request_of(protocol, **more):
    return TitrationRequest(
        protocol=protocol,
        products=load_products("us-tablets"),
        patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
        start="2026-12-01",
        taking="nothing",
        aim="30 mg/day",
        **more,
    )


def totals(checked):
    return [str(step.regimen.daily_dose) for step in checked.schedule.steps][:-1]


class TestAPlan:
    def test_names_its_reading_or_is_refused_with_the_list(self):
        protocol = read_protocol(TWO_WAYS, NAME)
        with pytest.raises(MissingInputError) as refused:
            plan_titration(request_of(protocol))
        for words in (TOPIC, "per-dose", "per-day", "2 ways"):
            assert words in str(refused.value)

    def test_follows_each(self):
        protocol = read_protocol(TWO_WAYS, NAME)
        fast = plan_titration(request_of(protocol, reading="per-dose"))
        slow = plan_titration(request_of(protocol, reading="per-day"))
        assert totals(fast) == ["15 mg/day", "30 mg/day"]
        assert totals(slow) == ["15 mg/day", "20 mg/day", "25 mg/day", "30 mg/day"]

    def test_prints_which(self):
        checked = plan_titration(request_of(read_protocol(TWO_WAYS, NAME), reading="per-day"))
        note = next(f for f in checked.report.findings if f.code == "reading-chosen")
        assert note.found == "per-day"
        assert note.authors
        assert ("reading", "per-day") in {(asked.name, asked.answer) for asked in checked.asked}
        assert "follows the reading per-day" in " ".join(to_text(checked).split())

    def test_keeps_the_digest_of_the_file(self):
        protocol = read_protocol(TWO_WAYS, NAME)
        checked = plan_titration(request_of(protocol, reading="per-day"))
        assert checked.protocol.digest == protocol.digest

    def test_a_name_that_is_none_is_refused(self):
        protocol = read_protocol(TWO_WAYS, NAME)
        with pytest.raises(InvalidValueError, match="per-dose"):
            plan_titration(request_of(protocol, reading="per-week"))
        with pytest.raises(UnknownNameError, match="per-dose, per-day"):
            protocol.read_as("per-week")

    def test_of_one_way_only_is_refused_a_reading(self):
        one_way = read_protocol(make_protocol_text(id=NAME), NAME)
        with pytest.raises(InvalidValueError, match="one way only"):
            plan_titration(request_of(one_way, reading="per-day"))


class TestTheCommandLine:
    def command(self, tmp_path, *more):
        path = tmp_path / f"{NAME}.toml"
        path.write_text(TWO_WAYS, "utf-8")
        return main(
            [
                "plan", "--protocol", str(path), "--products", "us-tablets", "--age", "46",
                "--kidneys", "normal, tested 2026-11-12", "--taking", "none",
                "--aim", "30 mg/day", "--start", "2026-12-01", *more,
            ]
        )  # fmt: skip

    def test_asks_for_a_reading_with_the_names(self, tmp_path, capsys):
        assert self.command(tmp_path) == 2
        said = capsys.readouterr().err
        assert "--reading" in said
        assert "per-dose, per-day" in said

    def test_takes_one(self, tmp_path, capsys):
        assert self.command(tmp_path, "--reading", "per-day") == 0
        assert "25 mg/day" in capsys.readouterr().out

    def test_refuses_another(self, tmp_path, capsys):
        assert self.command(tmp_path, "--reading", "per-week") in (2, 3)
        assert "per-dose, per-day" in capsys.readouterr().err


def test_both_readings_stand_on_the_review_sheet():
    page = "\n".join(protocol_lines(read_protocol(TWO_WAYS, NAME)))
    for words in (
        "per-dose or per-day",
        "the rule above",
        "a rule of its own",
        "per-day: One rise",
    ):
        assert words in page, words


def test_every_value_of_a_reading_has_an_author():
    places = dict(every_author(read_protocol(TWO_WAYS, NAME)))
    assert "unstated[1].readings[2]" in places
    assert "unstated[1].readings[2].rule.rise" in places


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('name = "per-day"', 'name = "per-dose"', "unstated", "one name"),
        ('name = "per-day"', 'name = "per day"', "unstated[1].readings[2].name", "hyphens"),
        ('value = "5 mg/day"', 'value = "50 mg/day"', "unstated[1].readings[2].rule.rise",
         "limits.max_rise"),
        ('rule = "titration.rule"', 'rule = "the first"', "unstated[1].readings[1].rule",
         "table is due"),
        ('name = "per-day"', 'name = "per-day"\nrule = "titration.rule"', "not TOML", "twice"),
        ("[[unstated.readings.rule.times]]", "[[unstated.readings.rule.hours]]",
         "unstated[1].readings[2].rule.times", "add tables"),
    ],
)  # fmt: skip
def test_mistakes_are_named(old, new, place, words):
    head, tail = TWO_WAYS.split("[[unstated]]")
    faults = lint_protocol(head + "[[unstated]]" + tail.replace(old, new, 1), NAME)
    assert any(place in fault and words in fault for fault in faults), faults


def test_the_rule_as_it_stands_is_one_of_the_readings():
    head, _, tail = TWO_WAYS.partition('name = "per-dose"\nrule = "titration.rule"\n' + AUTHOR)
    both = head + 'name = "per-dose"\n' + AUTHOR + PER_DAY + tail
    assert any("as it stands" in fault for fault in lint_protocol(both, NAME))


def test_readings_need_a_rule_to_choose_between():
    text = make_protocol_text(id=NAME) + READINGS
    assert any("there is none" in fault for fault in lint_protocol(text, NAME))
