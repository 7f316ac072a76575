"""Whatever is typed: no fault of ours, no traceback, no wide line, no unknown exit code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functional.running import COMPLETE, run, typed

FRAGMENTS = st.sampled_from(
    [
        "5 mg", "60 mg/day", "max", "none", "unknown", "morning", "bedtime", "08:00", " every ",
        "3 days", "2 weeks", "2026-12-01", "2200-12-31", "1900-01-01", "normal, tested ", "46",
        "120 years", "us-tablets", "us-label-adult", ", ", ",", " ", "-", "--", "/", "\\", ".toml",
        "json", "csv",
        "{}", "%s", "%(prog)s", "½", "\x1b[0m", "\x00", "\ud800", "\u202e", "０", "x" * 300,
    ]
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=30), st.lists(FRAGMENTS, max_size=6).map("".join), st.integers().map(str)
)
AROUND = ("supply", "reserve", "review-every", "format", "for")
OPTIONS = {
    "plan": (*COMPLETE["plan"], *AROUND, "since", "first-taking", "stay", "then-taper", "rise",
             "change-on", "closed"),
    "taper": (*COMPLETE["taper"], *AROUND, "by", "to"),
}  # fmt: skip


@st.composite
def command_lines(draw):
    command = draw(st.sampled_from(["plan", "taper"]))
    names = draw(st.lists(st.sampled_from(OPTIONS[command]), max_size=3, unique=True))
    give = {name: draw(TEXT) for name in names}
    return typed(command, give, draw(st.sets(st.sampled_from([*COMPLETE[command]]), max_size=1)))


def well_ended(ended, codes, listed=False):
    assert ended.code in codes, ended
    everything = ended.err if listed else ended.out + ended.err
    assert "Traceback" not in everything
    assert max(map(len, everything.splitlines()), default=0) <= 80
    assert everything.replace("\n", "").isprintable()


@given(command_lines())
def test_any_value_is_planned_or_refused(words):
    well_ended(run(words), {0, 2, 3}, listed="json" in words or "csv" in words)


@given(st.lists(st.one_of(TEXT, st.sampled_from(["plan", "--aim", "protocols", "show", "-h"]))))
def test_any_words_are_refused_or_help(words):
    well_ended(run(words), {0, 2, 3})
