"""The core knows no today, no network, no chance and no machine: same request, same bytes."""

from __future__ import annotations

import ast

import pytest

from contracts.source_tree import dotted, imported, modules, place, tree

DOORS = ("cli/", "cli.py", "web/", "__main__.py")
CORE = [module for module in modules() if not module.startswith(DOORS)]

# Matched against the whole dotted name of an import or any leading part of it.
REFUSED_IMPORTS = {
    "asyncio", "ctypes", "dateutil.parser", "dateutil.tz", "ftplib", "getpass", "http", "locale",
    "multiprocessing", "os.environ", "os.getenv", "platform", "random", "secrets", "select",
    "smtplib", "socket", "socketserver", "ssl", "subprocess", "threading", "time",
    "urllib.request", "uuid.uuid1", "uuid.uuid4", "zoneinfo",
}  # fmt: skip
REFUSED_NAMES = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "date.fromtimestamp",
    "datetime.fromtimestamp", "os.environ", "os.getenv", "os.urandom", "uuid.uuid1", "uuid.uuid4",
    "Path.cwd", "Path.home", "sys.argv", "sys.stdin", "sys.stdout",
}  # fmt: skip
# `hash` of text and `id` differ from run to run.
REFUSED_CALLS = {"print", "input", "eval", "exec", "breakpoint", "id", "hash"}
# To find again what was met before; no output depends on it.
BY_IDENTITY = ("checker/met.py", "kept.py")


def refused_imports(module: str) -> list[str]:
    found = []
    for name, where in imported(module):
        parts = name.split(".")
        leading = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        found += [f"{where} imports {name}" for _ in leading & REFUSED_IMPORTS]
    return found


def inside_hash(module: str) -> set[ast.AST]:
    """What stands in a __hash__ method, whose result no output may depend on anyway."""
    return {
        part
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and node.name == "__hash__"
        for part in ast.walk(node)
    }


def refused_names(module: str) -> list[str]:
    found = []
    excused = inside_hash(module)
    allowed = {"id"} if module in BY_IDENTITY else set()
    for node in ast.walk(tree(module)):
        if node in excused:
            continue
        name = dotted(node) if isinstance(node, ast.Attribute) else ""
        if any(name == refused or name.endswith(f".{refused}") for refused in REFUSED_NAMES):
            found.append(f"{place(module, node)} uses {name}")
        if isinstance(node, ast.Call) and dotted(node.func) in REFUSED_CALLS - allowed:
            found.append(f"{place(module, node)} calls {dotted(node.func)}()")
    return found


@pytest.mark.parametrize("module", CORE)
def test_core_reads_no_clock_no_network_and_no_chance(module):
    assert refused_imports(module) + refused_names(module) == []


def test_the_rule_sees_what_it_refuses(monkeypatch):
    bad = ast.parse(
        "import random\nfrom time import sleep\nfrom urllib import request\nimport datetime\n"
        "datetime.date.today()\nprint(1)\n"
    )
    monkeypatch.setitem(globals(), "tree", lambda module: bad)
    monkeypatch.setattr("contracts.source_tree.tree", lambda module: bad)
    assert len(refused_imports("bad.py")) == 3
    assert len(refused_names("bad.py")) == 2


def test_core_was_found():
    assert {"quantities.py", "schedule.py", "taper/stair.py"} <= set(CORE)
