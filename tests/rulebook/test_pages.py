"""The page of each protocol is what its file says now."""

from __future__ import annotations

from rulebook.pages import FOLDER, pages


def test_no_page_is_stale_and_none_is_left_over():
    on_disk = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    wanted = dict(pages())
    assert on_disk.keys() == wanted.keys(), "run: python -m tests.rulebook.pages"
    for name, text in wanted.items():
        assert on_disk[name] == text, f"{name} is stale; run: python -m tests.rulebook.pages"
