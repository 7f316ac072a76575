"""taper compare: several ways down side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from baclofen_titration.cli.asking import answer_all, words_of
from baclofen_titration.cli.clinic import with_standing
from baclofen_titration.cli.folder import refuse_taken, save_text, short
from baclofen_titration.cli.outcome import DONE, Outcome
from baclofen_titration.cli.plan_commands import about_patient, common
from baclofen_titration.cli.readers import Values, read_by, read_over
from baclofen_titration.cli.reading import DOWN
from baclofen_titration.cli.terminal import folded
from baclofen_titration.dates import parse_date
from baclofen_titration.errors import (
    BaclofenTitrationError,
    MissingInputError,
    QuantityError,
    UnreadableError,
)
from baclofen_titration.formats.side_by_side import FORMS, to_comparison
from baclofen_titration.planning import TaperRequest, compare_tapers
from baclofen_titration.planning.way_files import load_curve, load_taper_table
from baclofen_titration.planning.ways import Way, parse_way

SHARED = ("to", "if_too_fast", "first_to_fall", "change_on", "closed")
INSTEAD = (
    "over", "by", "until", "halve_every", "floor", "table", "curve", "way", "then", "format",
)  # fmt: skip
"""Options of a single taper that a comparison reads in its own way."""

READERS = {name: reader for name, reader in DOWN.items() if name not in INSTEAD}


def compare(given: Mapping[str, Any]) -> Outcome:
    """Set ways down side by side."""
    form = given["format"] or "text"
    if form not in FORMS:
        raise UnreadableError(f"--format: A comparison is {', '.join(FORMS)}.")
    if given["output"] is not None:
        refuse_taken(given["output"], force=False)
    if not given["ways"]:
        raise MissingInputError(
            'Give the ways to compare, such as --over "14 days" --by "5 mg/day every 7 days".'
        )
    joined = with_standing({name: text for name, text in given.items() if name != "ways"}, READERS)
    values = answer_all(joined.answers, READERS, _needed, joined.places)
    paces = read_ways(given["ways"], values)
    shared = {**common(values, joined.notes), **{n: values[n] for n in SHARED if n in values}}
    comparison = compare_tapers(
        {name: TaperRequest(**_fitting(shared, pace), **pace) for name, pace in paces.items()}
    )
    text = to_comparison(comparison, form)
    said = folded("".join(f"{note}\n" for note in joined.notes))
    if given["output"] is None:
        return Outcome(DONE, text, said, exact=form != "text")
    save_text(given["output"], text)
    return Outcome(DONE, "", f"{said}Written to {short(given['output'])}.\n")


def _needed(known: Values) -> list[str]:
    return [*about_patient(known), "used_for"]


def _fitting(shared: dict[str, Any], pace: Mapping[str, Any]) -> dict[str, Any]:
    """What is shared, without the end where the way has one of its own."""
    own = "way" in pace or "table" in pace
    return {name: value for name, value in shared.items() if not (own and name == "to")}


def read_ways(typed: tuple[tuple[str, str], ...], values: Values) -> dict[str, dict[str, Any]]:
    """Each way by its name, in the words of a request; all that is wrong is said at once."""
    ways: dict[str, dict[str, Any]] = {}
    faults = []
    for option, text in typed:
        try:
            name, pace = KINDS[option](text, values)
            if name in ways:
                raise QuantityError(f"{name} is given twice; give each way once.")
            ways[name] = pace
        except BaclofenTitrationError as error:
            faults.append(f"{option}: {words_of(error)}")
    if faults:
        raise UnreadableError("\n".join(faults))
    return ways


T = TypeVar("T")
Named = tuple[str, dict[str, Any]]


def _over(text: str, _: Values) -> Named:
    return f"over {text}", {"over": _alone(read_over(text))}


def _by(text: str, values: Values) -> Named:
    fall, every = _alone(read_by(text, values))
    return text, {("share" if isinstance(fall, str) else "fall"): fall, "every": every}


def _alone(read: T | Way) -> T:
    """A pace that goes to the end; one that ends earlier needs another one after it."""
    if isinstance(read, Way):
        raise QuantityError(
            "another pace has to follow this one. Give both by --named, with ; between, or one "
            "end for all ways by --to."
        )
    return read


def _halve(text: str, _: Values) -> Named:
    return f"halve {text}", {"ways": (parse_way(f"halve {text}"),)}


def _named(text: str, _: Values) -> Named:
    name, colon, paces = text.partition(": ")
    if not colon or not name.strip():
        raise QuantityError('Give a name and its paces, such as "gentle: over 8 weeks".')
    return name.strip(), {"ways": tuple(parse_way(pace.strip()) for pace in paces.split(";"))}


def _protocols(text: str, values: Values) -> Named:
    """A way that the protocol names, and after it which length where it leaves that open."""
    name, over, length = text.partition(" over ")
    if values["protocol"].taper_way(name).leaves_open and not over:
        raise QuantityError(
            f'the protocol leaves the length of {name} open. Say which, such as "{name} over '
            f'14 days", "{name} over shortest" or "{name} over longest".'
        )
    return text, {"way": name, **({"over": read_over(length)} if over else {})}


KINDS: dict[str, Callable[[str, Values], Named]] = {
    "--over": _over,
    "--by": _by,
    "--until": lambda text, _: (f"until {text}", {"until": parse_date(text)}),
    "--halve": _halve,
    "--way": _protocols,
    "--table": lambda text, _: (short(text), {"table": load_taper_table(text)}),
    "--curve": lambda text, _: (short(text), {"curve": load_curve(text)}),
    "--named": _named,
}
