"""The review sheet shows everything, in 80 columns, and frames what we judged."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.protocols import (
    list_protocols,
    load_protocol,
    protocol_lines,
    read_protocol,
)
from baclofen_titration.protocols.layout import WIDTH, Entry, entry_lines, wrapped
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Citation, Judgement
from rulebook.make_protocol import Rule, make_protocol_text

NAME = "test-protocol"


@pytest.fixture(scope="module", params=list_protocols())
def shipped(request):
    return load_protocol(request.param)


@pytest.fixture(scope="module")
def lines(shipped):
    return protocol_lines(shipped)


@pytest.fixture(scope="module")
def words(lines):
    """Everything on the sheet, without frames and line breaks."""
    return re.sub(r"[\s│├┤┌┐└┘─]+", " ", " ".join(lines))


def test_the_first_line_names_the_edition(shipped, lines):
    edition = f"{shipped.id}  |  edition {shipped.edition}  |  {shipped.status.upper()}"
    digest = f"digest {shipped.digest[:12]}"
    assert lines[0] == f"{edition}  |  {digest}" or lines[:2] == [edition, digest]


def test_a_long_name_leaves_the_digest_in_one_piece():
    name = "x" * 40
    protocol = read_protocol(make_protocol_text(id=name), name)
    assert protocol_lines(protocol)[:3] == [
        f"{name}  |  edition 2026-11-22  |  DRAFT",
        f"digest {protocol.digest[:12]}",
        "═" * WIDTH,
    ]


def test_no_line_is_wider_than_80_columns_or_ends_in_space(lines):
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)


def test_everything_is_shown(shipped, words):
    for place, authors in every_author(shipped):
        for author in authors:
            assert author.says in words, place
            if isinstance(author, Judgement):
                assert f"Why {author.reason}" in words, place
            else:
                assert f"{author.kind}, grade {author.grade}" in words, place
                assert author.source in words, place
    for limit in shipped.limits.limits:
        unit = {"min_days": " days", "min_hours": " hours"}.get(limit.rule.rsplit("_b")[0], "")
        assert f"{limit.value}{unit}" in words, limit.rule
    for source in shipped.sources:
        assert source.title in words
    if shipped.way_up is None:
        return
    for step in shipped.way_up.steps:
        assert f"{step.daily_total} for {step.days} days" in words
    if shipped.way_up.rule is not None:
        for band in shipped.way_up.rule.times:
            assert f"Doses from {band.from_daily} on {', '.join(band.times)}" in words


def test_addresses_can_be_put_together_again(shipped, lines):
    glued = "".join(line.strip() for line in lines)
    for source in shipped.sources:
        assert source.address.replace(" ", "") in glued.replace(" ", "")


def test_a_judgement_stands_in_a_frame_and_nothing_else_does(shipped, lines):
    framed = re.sub(r"[\s│]+", " ", " ".join(line for line in lines if line.startswith("│")))
    for place, authors in every_author(shipped):
        judged = [a for a in authors if isinstance(a, Judgement)]
        assert all(a.reason in framed for a in judged), place
        if not judged:
            assert f" {authors[0].says} Source" not in framed, place


def test_frames_are_closed(shipped, lines):
    edges = [line for line in lines if line[:1] in "┌├│└" and line]
    if not any(isinstance(a, Judgement) for _, authors in every_author(shipped) for a in authors):
        assert not edges
        return
    assert {len(line) for line in edges} == {WIDTH}
    kinds = {line[0] + line[-1] for line in edges}
    assert {"┌┐", "││", "└┘"} <= kinds <= {"┌┐", "├┤", "││", "└┘"}
    assert sum(line[0] == "┌" for line in edges) == sum(line[0] == "└" for line in edges)


def test_a_number_stays_with_its_unit(lines):
    inner = [line.strip("│ ") for line in lines]
    for line, after in pairwise(inner):
        parted = re.search(r"[0-9]$", line) and re.match(r"mg|days?|weeks?|months?|years?|%", after)
        assert not parted, (line, after)


@pytest.mark.parametrize("status", ["superseded", "withdrawn"])
def test_a_withdrawn_file_says_so_at_the_top(status):
    lines = protocol_lines(read_protocol(make_protocol_text(status=status), NAME))
    assert status.upper() in lines[0]
    assert f"{status}: a reason for tests" in " ".join(lines[:8])


def test_an_upper_age_and_single_days_are_shown():
    text = make_protocol_text(below_age="65 years", min_hours=1, days=1, min_days_between_falls=1)
    shown = "\n".join(protocol_lines(read_protocol(text, NAME)))
    assert "below 65 years" in shown
    assert "1 hour │" in shown
    assert "1 day │" in shown
    assert "1 days" not in shown


def way_up(text):
    """What stands under its heading, before the entries."""
    lines = protocol_lines(read_protocol(text, NAME))
    start = lines.index("THE WAY UP") + 2
    return lines[start : lines.index("THE WAY DOWN", start)]


class TestRule:
    def test_a_rule_stands_at_a_glance(self):
        bands = [(5_000, ["evening"]), (10_000, ["morning", "evening"])]
        rule = Rule(start_ug=5_000, slowest_ug=2_500, fastest_ug=5_000, bands=bands)
        lines = way_up(make_protocol_text(table=(), rule=rule))
        assert lines[:6] == [
            "",
            "  From 5 mg/day on by rule: 2.5 mg/day to 5 mg/day more every 3 days, up to",
            "  25 mg/day.",
            "",
            "  Daily dose           morning      midday     evening     bedtime",
            "  from 5 mg/day              –           –      a dose           –",
        ]
        assert lines[6] == "  from 10 mg/day        a dose           –      a dose           –"
        words = " ".join("\n".join(lines).split())
        assert "It starts at 5 mg/day" in words
        assert "One rise by rule, slowest 2.5 mg/day" in words
        assert "One rise by rule, fastest 5 mg/day" in words
        assert "A daily dose is kept for 3 days" in words
        assert "One rise 5" not in words
        assert "A row is kept" not in words

    def test_a_rule_after_rows_stands_below_them(self):
        rule = Rule(bands=[(45_000, ["morning", "midday", "evening"])], basis="per dose", days=1)
        lines = way_up(make_protocol_text(rule=rule))
        assert lines[4].split()[0] == "3"
        assert lines[6] == (
            "  After the last row by rule: 5 mg per dose more every day, up to 105 mg/day."
        )
        words = " ".join("\n".join(lines).split())
        assert "One rise 5 mg per dose" in words
        assert "One rise by rule 5 mg per dose" in words
        assert "A daily dose is kept for 1 day │" in words
        assert "It starts at" not in words


def test_sources_that_say_alike_share_a_line():
    cited = [
        Citation(kind="label", source=key, title="title", section="4.2", grade="A", says="5 mg")
        for key in ("ONE", "TWO")
    ]
    assert entry_lines([Entry("Dose", "5 mg", tuple(cited))])[-1] == (
        "  Source  ONE, TWO, 4.2 (label, grade A)"
    )


def test_a_quotation_stands_in_quotation_marks():
    quoted = Citation(
        kind="label", source="ONE", title="title", section="4.2", grade="A",
        says="take five milligrams", verbatim=True,
    )  # fmt: skip
    assert "“take five milligrams”" in entry_lines([Entry("Dose", "5 mg", (quoted,))])[-1]


@given(st.text("a1 -/", max_size=400), st.integers(20, 80))
def test_wrapping_loses_nothing(text, width):
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())
