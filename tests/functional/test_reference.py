"""The reference pages name what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from baclofen_titration.cli import outcome
from baclofen_titration.cli.options import (
    COMMANDS,
    EXIT_CODES,
    FLAGS,
    LISTING_FLAGS,
    OWN_FLAGS,
    SIGNING,
)

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def page(name):
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_option_is_described():
    options = [option for command in COMMANDS.values() for option in command.options]
    every = (*options, *OWN_FLAGS["taper"], *FLAGS, *LISTING_FLAGS, *SIGNING)
    flags = {flag for flags, *_ in every for flag in flags.split()}
    named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page("command-line.md")))
    named -= {"-m", "--option"}
    assert named - {"--help", "--version", "--shipped"} == flags


def test_every_exit_code_is_described():
    codes = {value for name, value in vars(outcome).items() if name.isupper()}
    described = {
        int(code) for code in re.findall(r"^\| ([0-9]+) \|", page("exit-codes.md"), re.MULTILINE)
    }
    assert described == codes
    assert {int(code) for code in re.findall(r"\b([0-9]) [a-z]", EXIT_CODES)} == codes - {130}
