"""A file may say more than a plan needs, or less: what is said is read, shown and never guessed."""

from __future__ import annotations

import pytest

from baclofen_titration import Patient, Taking, TaperRequest, TitrationRequest, load_products
from baclofen_titration.errors import RefusedError
from baclofen_titration.planning import plan_taper, plan_titration
from baclofen_titration.protocols import lint_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.voices import every_author
from rulebook.make_protocol import AUTHOR, make_protocol_text

NAME = "test-protocol"
GAP = "the source prints a start and nothing else"
HEAD = "jurisdiction"


def said(table, content):
    return f"\n[{table}]\n{content}\n{AUTHOR}\n"


def refused_text(more="", gap=GAP):
    """The heading and population of a file that nothing is planned from, and no rule at all."""
    text = make_protocol_text(id=NAME)
    head, _, rest = text.partition("[population]")
    population = "[population]" + rest.split("[[kidneys_stated_normal]]")[0]
    return (
        head.replace(HEAD, f'planning = "refused"\nplanning_gap = "{gap}"\n{HEAD}', 1)
        + population
        + more
    )


def whole_text(more):
    return make_protocol_text(id=NAME) + more


BESIDE = (
    said("stated.usual_range", 'lowest = "30 mg/day"\nhighest = "75 mg/day"')
    + said("stated.inpatient_maximum", 'lowest = "100 mg/day"\nhighest = "120 mg/day"')
    + said("stated.gentler_start", 'lowest = "5 mg/day"\nhighest = "10 mg/day"')
    + said("stated.rise", 'basis = "unstated"\nvalue = "5 mg"')
    + said("stated.days", 'lowest = "2 days"\nhighest = "3 days"')
    + said("stated.doses_a_day", "lowest = 2\nhighest = 4")
    + said(
        "stated.trial_period",
        'lowest = "6 weeks"\nhighest = "8 weeks"\ncounted_from = "maximum dose"',
    )
    + said("[stated.aims]", 'value = "30 mg/day"')
    + said("[stated.approval_gates]", 'value = "120 mg/day"')
    + said(
        "[stated.taper_lengths]", 'used_longer_than = "any"\nlowest = "7 days"\nhighest = "14 days"'
    )
    + said("[stated.taper_lengths]", 'used_longer_than = "90 days"\nvalue = "21 days"')
    + said(
        "[stated.taper_lengths]",
        'used_longer_than = "any"\nreached_more_than = "50 mg/day"\nkidneys = "weak"\n'
        'to = "10 mg/day"\nlowest = "28 days"',
    )
    + said("[unstated]", 'topic = "of what 5 mg is a rise"\nreadings = ["per dose", "per day"]')
)


class TestAFileThatNothingIsPlannedFrom:
    def test_is_sound_without_any_rule(self):
        protocol = read_protocol(refused_text(), NAME)
        assert protocol.planning_gap == GAP
        assert protocol.limits.limits == ()

    def test_may_know_some_limits(self):
        most = said("limits.max_daily_dose", 'value = "200 mg/day"')
        protocol = read_protocol(refused_text(most), NAME)
        assert [limit.rule for limit in protocol.limits.limits] == ["max_daily_dose"]

    def test_shows_its_gap_and_what_it_knows(self):
        page = "\n".join(protocol_lines(read_protocol(refused_text(BESIDE), NAME)))
        assert f"refused: {GAP}" in page
        for words in (
            "30 mg/day to 75 mg/day",
            "100 mg/day to 120 mg/day",
            "5 mg, of what is unstated",
            "2 days to 3 days",
            "2 times to 4 times",
            "42 days to 56 days, counted from: maximum dose",
            "21 days after use for more than 90 days",
            "28 days at least, after more than 50 mg/day, kidneys: weak, down to",
            "per dose or per day",
        ):
            assert words in page, words
        assert "TIMES OF DAY" not in page

    def test_refuses_both_ways_and_names_the_gap(self):
        protocol = read_protocol(refused_text(), NAME)
        known = {
            "protocol": protocol,
            "products": load_products("us-tablets"),
            "patient": Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
            "start": "2026-12-01",
        }
        taking = Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01")
        with pytest.raises(RefusedError, match=GAP):
            plan_titration(TitrationRequest(**known, taking="nothing", aim="30 mg/day"))
        with pytest.raises(RefusedError, match=GAP):
            plan_taper(TaperRequest(**known, taking=taking, over="8 days"))

    def test_even_where_all_rules_stand_in_it(self):
        text = make_protocol_text(id=NAME).replace(
            HEAD, f'planning = "refused"\nplanning_gap = "{GAP}"\n{HEAD}', 1
        )
        protocol = read_protocol(text, NAME)
        assert protocol.titration.steps
        with pytest.raises(RefusedError, match=GAP):
            protocol.refuse_gap()

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            (
                lambda text: text.replace(f'planning_gap = "{GAP}"\n', ""),
                "planning_gap: is missing",
            ),
            (lambda text: text.replace('planning = "refused"\n', ""), "planning_gap: it belongs"),
            (lambda text: text.replace('"refused"', '"maybe"'), "planning: the word is not one of"),
        ],
    )
    def test_names_its_gap_and_no_gap_stands_alone(self, change, place):
        assert any(fault.startswith(place) for fault in lint_protocol(change(refused_text()), NAME))


class TestWhatStandsBeside:
    def test_a_planned_file_may_hold_it_too(self):
        protocol = read_protocol(whole_text(BESIDE), NAME)
        assert str(protocol.stated.usual_range.lowest) == "30 mg/day"
        assert protocol.stated.taper_lengths[1].used_longer_than == 90
        assert protocol.unstated[0].readings == ("per dose", "per day")

    def test_every_table_has_authors_and_counts_in_the_digest(self):
        bare = read_protocol(whole_text(""), NAME)
        protocol = read_protocol(whole_text(BESIDE), NAME)
        places = {place for place, _ in every_author(protocol)}
        assert {"stated.usual_range", "stated.taper_lengths[2]", "unstated[1]"} <= places
        assert protocol.digest != bare.digest

    @pytest.mark.parametrize(
        ("text", "place", "words"),
        [
            (said("stated.usual_range", 'lowest = "75 mg/day"\nhighest = "30 mg/day"'),
             "stated.usual_range", "exchange"),
            (said("stated.usual_range", 'lowest = "30 mg"\nhighest = "75 mg/day"'),
             "stated.usual_range", "different units"),
            (said("stated.usual_range", ""), "stated.usual_range.value", "lowest and highest"),
            (said("stated.usual_range", 'value = "30 mg/day"\nlowest = "5 mg/day"'),
             "stated.usual_range.lowest", "one value"),
            (said("stated.doses_a_day", "value = 25"), "stated.doses_a_day.value", "1 to 24"),
            (said("stated.trial_period", 'value = "6 weeks"\ncounted_from = "now"'),
             "stated.trial_period.counted_from", "not one of"),
            (said("stated.usual_rnage", 'value = "5 mg/day"'), "stated.usual_rnage",
             "did you mean usual_range?"),
            (said("[unstated]", 'topic = "the rise"\nreadings = []'), "unstated[1].readings",
             "one for each reading"),
            ('\n[stated.maximum]\nvalue = "5 mg/day"\nsays = "no author"\n', "stated.maximum.cite",
             "nobody says so"),
        ],
    )  # fmt: skip
    def test_mistakes_are_named(self, text, place, words):
        faults = lint_protocol(refused_text(text), NAME)
        assert len(faults) == 1
        assert faults[0].startswith(f"{place}: ")
        assert words in faults[0]


CHILD = (
    said("population.min_weight", 'value = "10 kg"')
    + said("population.tablets_from", 'value = "33 kg"')
    + said("by_weight.start", 'value = "0.3 mg/kg/day"')
    + said("by_weight.rise", 'value = "0.3 mg/kg/day"')
    + said("by_weight.days", 'shortest = "7 days"\nlongest = "14 days"')
    + said("by_weight.growth_order", 'value = ["bedtime", "evening", "morning", "midday"]')
    + said("[by_weight.times]", 'from_daily = "0 mg/day"\ntimes = ["morning", "evening"]')
    + said("limits_per_kg.max_daily_dose", 'value = "2 mg/kg/day"')
    + said("limits_per_kg.max_dose", 'value = "0.5 mg/kg/dose"')
    + said("[limits_by_age]", 'rule = "max_daily_dose"\nfrom_age = "0 years"\n'
           'below_age = "8 years"\nvalue = "40 mg/day"')
    + said("[limits_by_age]", 'rule = "max_daily_dose"\nfrom_age = "8 years"\n'
           'below_age = "none"\nvalue = "60 mg/day"')
)  # fmt: skip


class TestWeightAndAge:
    def test_is_read_and_shown(self):
        page = "\n".join(protocol_lines(read_protocol(refused_text(CHILD), NAME)))
        for words in (
            "from 33 kg", "0.3 mg/kg/day", "7 to 14 days", "0.5 mg/kg/dose",
            "Most in a day, 0 years to below 8 years",
        ):  # fmt: skip
            assert words in page, words

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ('"2 mg/kg/day"', '"2 mg/day"', "limits_per_kg.max_daily_dose.value"),
            ('"0.5 mg/kg/dose"', '"0.5 mg/kg/day"', "limits_per_kg.max_dose.value"),
            ('"10 kg"', '"10"', "population.min_weight.value"),
            ('"10 kg"', '"10.0 kg"', "population.min_weight.value"),
            ('from_age = "8 years"', 'from_age = "9 years"', "limits_by_age[2].from_age"),
            ('shortest = "7 days"', 'shortest = "15 days"', "by_weight.days"),
        ],
    )
    def test_mistakes_are_named(self, old, new, place):
        faults = lint_protocol(refused_text(CHILD.replace(old, new, 1)), NAME)
        assert len(faults) == 1
        assert faults[0].startswith(place)
