"""Canada, Singapore, a weekly UK page and the BNF text: what was seen, number by number.

The numbers here were written by hand from the sources as they were seen, not from the files.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from baclofen_titration.limits import LIMIT_UNITS
from baclofen_titration.protocols import load_protocol
from rulebook.reading import graded, in_mg, row_of

PLANNED = ("ca-label-adult", "sg-label-adult", "uk-abi-weekly-adult")
OURS = "judgement"
CA, ABI, SG, BNF = "CA3:A", "BNF6:B", "SG1:A", "BNF1:B"


class Seen(NamedTuple):
    """What was seen of one source."""

    country: str
    days: int
    rows: list[tuple[int | None, ...]]
    printed_rows: int
    row_authors: str
    limits: dict[str, tuple[str, str]]


DOWN = {
    "max_fall": ("10 mg/day", OURS),
    "max_fall_per_dose": ("10 mg", OURS),
    "min_days_between_falls": ("2", OURS),
    "max_last_daily_dose": ("10 mg/day", OURS),
    "min_hours_between_takings": ("4", OURS),
}
SEEN = {
    "ca-label-adult": Seen(
        "Canada",
        3,
        [(5, 5, 5, None), (10, 10, 10, None), (15, 15, 15, None), (20, 20, 20, None),
         (20, 20, 20, 5), (20, 20, 20, 10), (20, 20, 20, 15), (20, 20, 20, 20)],
        4,
        "CA3",
        {
            "max_daily_dose": ("80 mg/day", CA),
            "max_dose": ("20 mg", OURS),
            "max_first_day": ("15 mg/day", CA),
            "max_rise": ("15 mg/day", CA),
            "max_rise_per_dose": ("5 mg", CA),
            "min_days_between_rises": ("3", CA),
            **DOWN,
        },
    ),
    "uk-abi-weekly-adult": Seen(
        "United Kingdom",
        7,
        [(5, 5, 5, None), (10, 10, 10, None), (15, 15, 15, None), (20, 20, 20, None),
         (25, 25, 25, None), (25, 25, 25, 5), (25, 25, 25, 10), (25, 25, 25, 15),
         (25, 25, 25, 20), (25, 25, 25, 25)],
        5,
        "BNF6",
        {
            "max_daily_dose": ("100 mg/day", ABI),
            "max_dose": ("25 mg", OURS),
            "max_first_day": ("15 mg/day", ABI),
            "max_rise": ("15 mg/day", ABI),
            "max_rise_per_dose": ("5 mg", ABI),
            "min_days_between_rises": ("7", ABI),
            **DOWN,
        },
    ),
    "sg-label-adult": Seen(
        "Singapore",
        3,
        [(5, 5, 5, None), (10, 10, 10, None), (15, 15, 15, None), (20, 20, 20, None),
         (25, 25, 25, None)],
        5,
        "SG1 judgement",
        {
            "max_daily_dose": ("75 mg/day", f"{SG} {OURS}"),
            "max_dose": ("25 mg", OURS),
            "max_first_day": ("15 mg/day", SG),
            "max_rise": ("15 mg/day", SG),
            "max_rise_per_dose": ("5 mg", f"{SG} {OURS}"),
            "min_days_between_rises": ("3", SG),
            **DOWN,
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANNED)
class TestAFileThatIsPlannedFrom:
    def test_whom_it_covers(self, name):
        protocol = load_protocol(name)
        assert protocol.jurisdiction == SEEN[name].country
        assert (str(protocol.min_age.value), protocol.below_age) == ("18 years", None)
        accepted = [band.accept for band in protocol.kidneys_stated_normal]
        assert accepted == [False, True, False]

    def test_limits_are_what_was_seen(self, name):
        held = load_protocol(name).limits.limits
        said = {limit.rule: (str(limit.value), graded(limit.authors)) for limit in held}
        assert said == SEEN[name].limits
        assert list(said) == list(LIMIT_UNITS)

    def test_rows_are_what_was_seen(self, name):
        seen = SEEN[name]
        rows = [row_of(step) for step in load_protocol(name).titration.steps]
        assert [row[:4] for row in rows] == [in_mg(*doses) for doses in seen.rows]
        assert {row[5] for row in rows} == {seen.days}
        authors = [row[6] for row in rows]
        ours = len(rows) - seen.printed_rows
        assert authors == [seen.row_authors] * seen.printed_rows + [OURS] * ours

    def test_the_rule_behind_the_table(self, name):
        table = load_protocol(name).titration
        assert (table.basis, str(table.rise.value)) == ("per dose", "5 mg")
        assert table.days.value == SEEN[name].days
        # Above its table only the Singapore text goes on, for patients in hospital.
        assert (table.rule is not None) == (load_protocol(name).inpatient is not None)

    def test_reviews(self, name):
        benefit, need = load_protocol(name).reviews
        assert (benefit.days, benefit.counted_from) == (42, "last rise")
        assert (need.months, need.counted_from) == (12, "start")


# File, table, lowest, highest, who says so.
@pytest.mark.parametrize(
    ("name", "table", "lowest", "highest", "authors"),
    [
        ("ca-label-adult", "usual_range", "40 mg/day", "80 mg/day", CA),
        ("sg-label-adult", "usual_range", "30 mg/day", "75 mg/day", SG),
        ("sg-label-adult", "gentler_start", "5 mg/day", "10 mg/day", SG),
        ("sg-label-adult", "inpatient_maximum", "100 mg/day", "120 mg/day", SG),
        ("sg-label-adult", "trial_period", "42", "56", SG),
        ("bnf-adult", "start", "15 mg/day", "15 mg/day", BNF),
        ("bnf-adult", "usual_range", "None", "60 mg/day", BNF),
        ("bnf-adult", "maximum", "100 mg/day", "100 mg/day", BNF),
        ("bnf-adult", "trial_period", "42", "42", BNF),
    ],
)
def test_what_stands_beside_the_rules(name, table, lowest, highest, authors):
    found = getattr(load_protocol(name).stated, table)
    assert (str(found.lowest), str(found.highest)) == (lowest, highest)
    assert graded(found.authors) == authors


@pytest.mark.parametrize(
    ("name", "lowest", "highest", "authors"),
    [
        ("ca-label-adult", 7, 14, CA),
        ("sg-label-adult", 7, 14, SG),
        ("bnf-adult", 7, None, f"BNF2:B {OURS}"),
    ],
)
def test_length_of_a_taper(name, lowest, highest, authors):
    (length,) = load_protocol(name).stated.taper_lengths
    assert (length.lowest, length.highest, graded(length.authors)) == (lowest, highest, authors)


def test_the_bnf_text_names_its_gap_and_holds_two_limits():
    bnf = load_protocol("bnf-adult")
    assert "no rise and no interval" in bnf.planning_gap
    said = {limit.rule: (str(limit.value), graded(limit.authors)) for limit in bnf.limits.limits}
    assert said == {"max_daily_dose": ("100 mg/day", BNF), "max_first_day": ("15 mg/day", BNF)}
    assert bnf.way_up is None
