"""What can be typed. All values stay text here; the library's own parsers read them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

PLAN_EXAMPLE = """example:
  baclofen-titration plan --protocol us-label-adult --taking none
    --kidneys "normal, tested 2026-11-12" --age 46 --aim "60 mg/day"
    --products us-tablets --start 2026-12-01
"""
TAPER_EXAMPLE = """example:
  baclofen-titration taper --protocol us-label-adult
    --taking "morning 20 mg, midday 20 mg, evening 20 mg" --since 2026-10-01
    --over "14 days" --kidneys unknown --age 46 --products us-tablets
    --start 2026-12-01
"""
EXIT_CODES = """exit codes: 0 done, 1 a fault of ours, 2 unreadable input or usage,
3 refused by a rule. What is missing is asked on a terminal, and refused by
name elsewhere."""

PRESENT = (
    ("--protocol", "ID", "a shipped protocol, or a path to a protocol file"),
    ("--products", "NAMES", 'what the patient has, such as "us-tablets"'),
    ("--age", "AGE", '46 (years), or "7 years 3 months"'),
    ("--kidneys", "STATE", '"normal, tested YYYY-MM-DD" or unknown'),
    ("--taking", "REGIMEN", 'none, unknown, or such as "morning 10 mg, evening 10 mg"'),
    ("--since", "DATE", "first day of what is taken now, or unknown"),
    ("--start", "DATE", "first day, YYYY-MM-DD; tomorrow if left out"),
    ("--supply", "DAYS", 'count tablets for so long, such as "28 days"'),
    ("--reserve", "DAYS", "count a reserve too, kept apart"),
)
UP = (
    ("--aim", "DAILY-DOSE", 'such as "60 mg/day", or max'),
    ("--first-taking", "TIME", "time of day of the first taking on the first day"),
    ("--stay", "DAYS", "keep the aim for so long, then taper (with --then-taper)"),
    ("--then-taper", "DAYS", "taper to nothing over so long after the stay"),
)
DOWN = (
    ("--over", "DAYS", 'days with a reduced dose, such as "14 days"'),
    ("--by", "FALL", 'instead of --over: such as "5 mg/day every 7 days"'),
    ("--to", "DAILY-DOSE", 'end at this daily dose instead of nothing, such as "30 mg/day"'),
)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses abbreviations and says where help is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["allow_abbrev"] = False
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}.\nSee: {self.prog} --help\n")


class _Once(argparse.Action):
    """An option that may be given once; a second value is a contradiction, not a correction."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} is given twice; give it once")
        setattr(namespace, self.dest, values)


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _Parser(
        prog="baclofen-titration",
        description="Titration and taper schedules for oral baclofen: planned, checked, explained.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    plan = commands.add_parser("plan", help="go up to an aim", epilog=PLAN_EXAMPLE)
    _add_options(plan, (*PRESENT, *UP))
    taper = commands.add_parser("taper", help="go down", epilog=TAPER_EXAMPLE)
    _add_options(taper, (*PRESENT, *DOWN))
    protocols = commands.add_parser("protocols", help="list, show or lint protocol files")
    actions = protocols.add_subparsers(
        dest="action", metavar="ACTION", parser_class=_Parser, required=True
    )
    actions.add_parser("list", help="the protocols that are shipped")
    show = actions.add_parser("show", help="every value of a protocol, and who says so")
    show.add_argument("name", metavar="ID")
    lint = actions.add_parser("lint", help="every fault of a protocol file")
    lint.add_argument("name", metavar="FILE", nargs="*")
    lint.add_argument("--shipped", action="store_true", help="lint the shipped files too")
    return parser


def _add_options(parser: argparse.ArgumentParser, options: Sequence[tuple[str, str, str]]) -> None:
    for flag, metavar, words in options:
        parser.add_argument(flag, metavar=metavar, help=words, action=_Once)
