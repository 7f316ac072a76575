"""Where the source is, and its modules as syntax trees."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "baclofen_titration"


def modules(*patterns: str) -> list[str]:
    """Modules below the package that match any pattern, as ``room/module.py``."""
    paths = {path for pattern in patterns or ("**/*.py",) for path in PACKAGE.glob(pattern)}
    return sorted(path.relative_to(PACKAGE).as_posix() for path in paths)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), filename=module)


def place(module: str, node: ast.expr | ast.stmt) -> str:
    return f"{module}:{node.lineno}"


def dotted(node: ast.AST) -> str:
    """The name that an expression spells, such as ``os.environ``; empty if it is not a name."""
    if isinstance(node, ast.Attribute):
        start = dotted(node.value)
        return f"{start}.{node.attr}" if start else ""
    return node.id if isinstance(node, ast.Name) else ""


def imported(module: str) -> list[tuple[str, str]]:
    """Everything a module imports, as (dotted name, place)."""
    names = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names += [(alias.name, place(module, node)) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [(f"{node.module}.{alias.name}", place(module, node)) for alias in node.names]
    return names
