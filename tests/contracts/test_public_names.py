"""The public names: sorted, all there, and reached only when asked for."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import baclofen_titration

# Reports what an import of the package loads and opens, from a fresh interpreter.
PROBE = """
import json, sys
opened = []
def listen(event, args):
    if event == "open" and isinstance(args[0], str) and not args[0].endswith((".py", ".pyc")):
        opened.append(args[0])
    if event.startswith("socket."):
        opened.append(event)
sys.addaudithook(listen)
import baclofen_titration
loaded = sorted(name for name in sys.modules if name.startswith("baclofen_titration."))
heavy = sorted({"pydantic", "pydantic_core", "dateutil", "tomllib"} & set(sys.modules))
print(json.dumps({"loaded": loaded, "heavy": heavy, "opened": opened}))
"""


def test_public_names_are_sorted_and_distinct():
    names = list(baclofen_titration.__all__)
    assert names
    assert names == sorted(set(names))


@pytest.mark.parametrize("name", getattr(baclofen_titration, "__all__", ()))
def test_public_name_is_there(name):
    assert not name.startswith("_") or name == "__version__"
    assert getattr(baclofen_titration, name) is not None


def test_public_names_are_listed():
    assert set(baclofen_titration.__all__) <= set(dir(baclofen_titration))


def test_star_import_brings_exactly_the_public_names():
    space: dict[str, object] = {}
    exec("from baclofen_titration import *", space)
    assert set(space) - {"__builtins__"} == set(baclofen_titration.__all__)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        baclofen_titration.no_such_name  # noqa: B018


def test_import_loads_nothing_heavy_and_reads_nothing():
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == {"loaded": [], "heavy": [], "opened": []}
