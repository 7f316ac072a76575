"""The review sheet shows everything, in 80 columns, and frames what we judged."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclofen_titration.protocols import load_protocol, protocol_lines, read_protocol
from baclofen_titration.protocols.layout import WIDTH, Entry, entry_lines, wrapped
from baclofen_titration.provenance import Citation, Judgement
from rulebook.make_protocol import make_protocol_text

NAME = "test-protocol"


@pytest.fixture(scope="module")
def us():
    return load_protocol("us-label-adult")


@pytest.fixture(scope="module")
def lines(us):
    return protocol_lines(us)


@pytest.fixture(scope="module")
def words(lines):
    """Everything on the sheet, without frames and line breaks."""
    return re.sub(r"[\s│├┤┌┐└┘─]+", " ", " ".join(lines))


def test_the_first_line_names_the_edition(us, lines):
    assert lines[0] == f"{us.id}  |  edition 2026-11-22  |  DRAFT  |  digest {us.digest[:12]}"


def test_no_line_is_wider_than_80_columns_or_ends_in_space(lines):
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)


def test_everything_is_shown(us, words):
    for place, authors in us.every_author():
        for author in authors:
            assert author.says in words, place
            if isinstance(author, Judgement):
                assert f"Why {author.reason}" in words, place
            else:
                assert f"{author.kind}, grade {author.grade}" in words, place
                assert author.source in words, place
    for limit in us.limits.limits:
        unit = {"min_days": " days", "min_hours": " hours"}.get(limit.rule.rsplit("_b")[0], "")
        assert f"{limit.value}{unit}" in words, limit.rule
    for source in us.sources:
        assert source.title in words
    for step in us.titration.steps:
        assert f"{step.daily_total} for {step.days} days" in words


def test_addresses_can_be_put_together_again(us, lines):
    glued = "".join(line.strip() for line in lines)
    for source in us.sources:
        assert source.address.replace(" ", "") in glued.replace(" ", "")


def test_a_judgement_stands_in_a_frame_and_nothing_else_does(us, lines):
    framed = re.sub(r"[\s│]+", " ", " ".join(line for line in lines if line.startswith("│")))
    for place, authors in us.every_author():
        judged = [a for a in authors if isinstance(a, Judgement)]
        assert all(a.reason in framed for a in judged), place
        if not judged:
            assert f" {authors[0].says} Source" not in framed, place


def test_frames_are_closed(lines):
    edges = [line for line in lines if line[:1] in "┌├│└" and line]
    assert edges
    assert {len(line) for line in edges} == {WIDTH}
    assert {line[0] + line[-1] for line in edges} == {"┌┐", "├┤", "││", "└┘"}
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
