"""Paragraphs are broken as the standard library breaks them."""

from __future__ import annotations

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from baclofen_titration.formats.page import LABEL_WIDTH, WIDTH, filled

WORDS = st.one_of(
    st.text(alphabet="aß½-.", min_size=1, max_size=14),
    st.sampled_from(["", " ", "\u00a0", "ein\u00a0mg", "\t", "x\n", "y" * 75, "y" * 90]),
)
INDENTS = st.sampled_from(["", " " * 3, " " * (LABEL_WIDTH + 1), "Start:   "])


@given(st.lists(WORDS, max_size=40).map(" ".join), INDENTS, INDENTS)
@example("", "Start:   ", "")
def test_lines_end_where_the_standard_library_ends_them(text, first, later):
    assert filled(text, first, later) == textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    )
