"""What can be typed. All values stay text here; the library's own parsers read them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from baclofen_titration import __version__
from baclofen_titration.cli.options import (
    COMMANDS,
    COMPARED,
    EXIT_CODES,
    FLAGS,
    LISTING,
    LISTING_FLAGS,
    OWN_FLAGS,
    PLANNING,
    REPEATED,
    SIGNING,
)
from baclofen_titration.errors import UnreadableError

PROGRAM = "baclofen-titration"
WIDTH = 80
OPTION_COLUMN = 24


class Shown(Exception):  # noqa: N818 - not an error: what was asked for is on its way out
    """Help or a version was asked for; nothing else is done."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the arguments.

    Parameters
    ----------
    arguments : sequence of str or None
        Without the program's name; those of the process if None.

    Raises
    ------
    Shown
        If help or the version was asked for.
    UnreadableError
        If an option is unknown, repeated or without its value.
    """
    given, unknown = build_parser().parse_known_args(_joined(arguments))
    if unknown:
        raise UnreadableError(_unknown_words(given, unknown))
    return given


def _joined(arguments: Sequence[str] | None) -> list[str]:
    """The words of a command as one, where it has two."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    two = " ".join(words[:2])
    return [two, *words[2:]] if two in COMMANDS else words


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _Parser(
        prog=PROGRAM,
        description="Titration and taper schedules for oral baclofen: planned, checked, explained.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, command in COMMANDS.items():
        own = commands.add_parser(
            name,
            help=command.does,
            description=f"{command.does.capitalize()}.",
            epilog=command.example,
        )
        _add_options(own, name)
    _add_protocols(commands)
    return parser


def _add_protocols(commands: Any) -> None:
    protocols = commands.add_parser(
        "protocols", help="list, compare, write, lint or sign protocols"
    )
    actions = protocols.add_subparsers(dest="action", metavar="ACTION", parser_class=_Parser)
    actions.add_parser("list", help="the protocols that are shipped")
    for name, words in (
        ("show", "every value of a protocol, and who says so"),
        ("sheet", "the same, to be reviewed and signed"),
        ("export", "the file of a protocol, to be kept or changed"),
    ):
        one = actions.add_parser(name, help=words)
        one.add_argument("name", metavar="ID", help="a shipped protocol, or a path to a file")
    compare = actions.add_parser("compare", help="protocols side by side")
    compare.add_argument("names", metavar="ID", nargs="+", help="as for show, two or more")
    compare.add_argument("--format", metavar="FORMAT", action=_Once, help="text, markdown or html")
    new = actions.add_parser("new", help="write a commented file to begin with")
    new.add_argument("file", metavar="FILE", help="where to, ending in .toml")
    lint = actions.add_parser("lint", help="every fault of a protocol file")
    lint.add_argument("names", metavar="FILE", nargs="*", help="a protocol file")
    lint.add_argument("--shipped", action=_Flag, nargs=0, help="lint the shipped files too")
    sign = actions.add_parser("sign", help="seal the content of a file that you reviewed")
    sign.add_argument("file", metavar="FILE", help="a protocol file of your own")
    for flag, metavar, words in SIGNING:
        sign.add_argument(flag, metavar=metavar, action=_Once, help=words)


def _add_options(parser: argparse.ArgumentParser, name: str) -> None:
    if name == "check":
        parser.add_argument("file", metavar="FILE", help="JSON, CSV or a regimen line; - for input")
    for flags, metavar, words in COMMANDS[name].options:
        if name == "taper compare" and (flags, metavar, words) in COMPARED:
            parser.add_argument(flags, metavar=metavar, help=words, action=_Way, dest="ways")
            continue
        action = _action(name, flags)
        parser.add_argument(*flags.split(), metavar=metavar, help=words, action=action)
    for flag, words in _own_flags(name):
        parser.add_argument(flag, action=_Flag, nargs=0, help=words)


def _own_flags(name: str | None) -> tuple[tuple[str, str], ...]:
    """The options without a value that a command about one schedule has."""
    if name is not None and name in PLANNING:
        return (*OWN_FLAGS.get(name, ()), *FLAGS)
    return LISTING_FLAGS if name in LISTING else ()


def _action(command: str, flags: str) -> type[argparse.Action] | str:
    return "append" if command in REPEATED.get(flags, ()) else _Once


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help is as wide everywhere, whatever the terminal or COLUMNS says."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=OPTION_COLUMN, width=WIDTH)


class _Parser(argparse.ArgumentParser):
    """A parser that refuses abbreviations, and neither prints nor stops the process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"allow_abbrev": False, "add_help": False, "formatter_class": _Layout}
        super().__init__(*args, **kwargs)
        self.color = False
        self.add_argument("-h", "--help", action=_Help, nargs=0, help="show this help and stop")

    def error(self, message: str) -> NoReturn:
        message = re.sub("^argument (-.*): expected one argument$", r"\1 needs a value", message)
        if "invalid choice" in message:
            known = message.rpartition("(choose from ")[2].rstrip(")").replace("'", "")
            message = f"there is no such command; choose one of {known}"
        raise UnreadableError(f"{self.prog}: {message}.\nSee: {self.prog} --help")


class _Help(argparse.Action):
    """Show the help of a command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise Shown(parser.format_help())


class _Version(argparse.Action):
    """Show the version, importing nothing for it."""

    def __call__(self, *_: object) -> NoReturn:
        raise Shown(f"{PROGRAM} {__version__}\n")


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


class _Way(argparse.Action):
    """One of several ways, kept in the order in which they are typed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        ways = getattr(namespace, self.dest) or ()
        setattr(namespace, self.dest, (*ways, (option_string, values)))


class _Flag(_Once):
    """An option without a value."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        super().__call__(parser, namespace, "yes", option_string)


def _unknown_words(given: argparse.Namespace, unknown: Sequence[str]) -> str:
    """Say which word is not understood, and what it may have been meant to be."""
    from difflib import get_close_matches

    words = [PROGRAM, given.command, getattr(given, "action", None)]
    prog = " ".join(word for word in words if word)
    rest = [word for word in unknown if word != "--"] or list(unknown)
    first = next((word for word in rest if word.startswith("-")), rest[0])
    name = first.partition("=")[0][:WIDTH]
    if not name.startswith("-") or "--" in unknown:
        says = f'"{name}" belongs to no option; each value follows the name of its option'
    else:
        own = _flags(given.command, getattr(given, "action", None))
        near = [flag for flag in get_close_matches(name, own, n=2) if flag != name]
        hint = f"; did you mean {' or '.join(near)}?" if near else _belonging(name)
        says = f"there is no option {name} here{hint}"
    return (
        f"{prog}: {says.removesuffix('?')}{'?' if says.endswith('?') else '.'}\nSee: {prog} --help"
    )


def _flags(command: str | None, action: str | None) -> list[str]:
    """The options of one command, or of one action of it."""
    if command not in COMMANDS:
        return [*_FLAGS_OF_ACTIONS.get(action or "", ()), "--help"]
    own = [flag for flag, _ in _own_flags(command)]
    return (
        [f for flags, _, _ in COMMANDS[command].options for f in flags.split()] + own + ["--help"]
    )


_FLAGS_OF_ACTIONS = {
    "compare": ("--format",),
    "lint": ("--shipped",),
    "sign": tuple(flag for flag, _, _ in SIGNING),
}


def _belonging(name: str) -> str:
    """Which commands have an option of this very name, where the one that was typed has not."""
    having = [command for command in COMMANDS if name in _flags(command, None)]
    having += [f"protocols {action}" for action, held in _FLAGS_OF_ACTIONS.items() if name in held]
    return f"; {', '.join(having)} {'has' if len(having) == 1 else 'have'} it" if having else ""
