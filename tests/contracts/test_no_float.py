"""No float near a dose: none is written, none is made by a division or by rounding."""

from __future__ import annotations

import ast

import pytest

from contracts.source_tree import dotted, modules, place, tree

FLOAT_MAKERS = {"float", "complex", "round", "sum.fsum", "math.fsum", "math.sqrt", "math.pow"}

# Rooms that calculate with whole numbers of micrograms: there, / would make a float. Elsewhere it
# joins paths.
INTEGER_ROOMS = (
    "quantities.py", "per_kilogram.py", "dates.py", "limits.py", "regimen.py", "schedule.py",
    "product.py", "supplied.py", "sharing.py",
    "dispensing*", "dispensing/*.py", "titration/*.py", "taper/*.py", "planning*", "planning/*.py",
    "tailoring/*.py", "checker/*.py",
)  # fmt: skip
INTEGERS_ONLY = set(modules(*INTEGER_ROOMS))


def joins_path(node: ast.BinOp) -> bool:
    """Whether a division joins a path: text stands on one side, or in the chain before it."""
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        or (isinstance(side, ast.BinOp) and isinstance(side.op, ast.Div) and joins_path(side))
        for side in sides
    )


def floats(module: str) -> list[str]:
    found = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
            found.append(f"{place(module, node)} writes {node.value!r}")
        if isinstance(node, ast.Call) and dotted(node.func) in FLOAT_MAKERS:
            found.append(f"{place(module, node)} calls {dotted(node.func)}()")
        divides = isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Div)
        joins = isinstance(node, ast.BinOp) and joins_path(node)
        if divides and not joins and module in INTEGERS_ONLY:
            found.append(f"{place(module, node)} divides; use //, divmod or Fraction")
    return found


@pytest.mark.parametrize("module", modules())
def test_source_holds_no_float(module):
    assert floats(module) == []


def test_the_rule_sees_what_it_refuses(monkeypatch):
    bad = ast.parse("0.5\nfloat('5')\nround(x)\ntotal / 2\ntotal /= 2\nfiles / 'data' / name\n")
    monkeypatch.setitem(globals(), "tree", lambda module: bad)
    assert len(floats("taper/stair.py")) == 5
