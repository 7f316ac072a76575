"""A plugin of pytest: tell what each test fails by, in a file that the environment names."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

TOLD = "BACLOFEN_TITRATION_TOLD"
MOST = 300


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:  # fmt: skip
    """Write a line for the call of each test, and for a setting up that fails."""
    report = yield
    if call.when == "call" or (call.when == "setup" and call.excinfo is not None):
        names, words = [], ""
        if call.excinfo is not None:
            names = [kind.__name__ for kind in call.excinfo.type.__mro__]
            words = " ".join(str(call.excinfo.value).split())[:MOST]
        with Path(os.environ[TOLD]).open("a", encoding="utf-8") as told:
            told.write(json.dumps([item.nodeid, names, words]) + "\n")
    return report
