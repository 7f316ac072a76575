"""Each break still applies to the source as it stands, and each limit is broken on both sides."""

from __future__ import annotations

import re

import pytest
from tests.broken.breaking import PACKAGE, ROOT, SIDES, Break, blindfold, breaks, limits

BREAKS = breaks()


def held_by(file: str) -> str:
    return (ROOT / PACKAGE / file).read_text("utf-8")


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.name)
def test_what_is_replaced_stands_in_the_source_once_and_becomes_python(one: Break) -> None:
    for edit in (*one.edits, blindfold()):
        broken = edit.applied_to(held_by(edit.file))
        assert broken != held_by(edit.file)
        compile(broken, edit.file, "exec")


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.name)
def test_the_tests_that_have_to_fail_are_there(one: Break) -> None:
    assert one.tests
    for node in one.tests:
        file, _, name = node.partition("::")
        function = re.split(r"::|\[", name.removeprefix("TestTheJudge::"))[0]
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), node


def test_each_limit_of_the_issue_is_broken_in_the_engine_and_before_the_judge() -> None:
    broken = {(limit, one.side) for one in BREAKS for limit in one.limits}
    assert broken == {(limit, side) for limit in limits() for side in SIDES}
    assert len({one.name for one in BREAKS}) == len(BREAKS)
