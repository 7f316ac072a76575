"""The floors of the house hold: imports go down only, and the judge stands apart."""

from __future__ import annotations

import tomllib

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from contracts.source_tree import PACKAGE, ROOT

CLOSED_ROOMS = ("protocols", "dispensing", "tailoring", "screening", "sharing")
CLOSED_CONTRACTS = ("judge-apart", "formats-apart")


def test_imports_go_down_only(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_of_the_rulebook_is_closed_to_the_checker_and_the_formats():
    """A room that is not built yet cannot be named in a contract; once built, it has to be."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {c["id"]: c for c in config["tool"]["importlinter"]["contracts"]}
    built = {
        f"baclofen_titration.{room}"
        for room in CLOSED_ROOMS
        if (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file()
    }
    for name in CLOSED_CONTRACTS:
        assert built <= set(contracts[name]["forbidden_modules"]), name
