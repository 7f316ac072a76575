"""Writes docs/reference/python.md: every public name with its signature, as it is now.

The page is the snapshot of the public surface too: a name, field or parameter that
changes without it fails a test. ``python -m tests.contracts.api`` writes it again.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import baclofen_titration
from baclofen_titration.errors import BaclofenTitrationError

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "python.md"
HEAD = """# The public names

Written from the code by `python -m tests.contracts.api`; a test fails when it is stale. Import
these from `baclofen_titration`; whatever is not here may change without notice. `help(name)`
shows the parameters with their units, what is raised, and an example. Errors have
[a page of their own](errors.md).
"""
ROOMS = {
    "planning": "Plan, judge, screen",
    "decisions": "What a clinician decides now",
    "tailoring": "Tailor",
    "compared": "Ways down side by side",
    "checker": "Check",
    "checked": "What comes back",
    "supplied": "Supply",
    "schedule": "Schedules",
    "regimen": "Regimens",
    "findings": "Findings",
    "acknowledgements": "Acknowledgements",
    "quantities": "Doses",
    "patient": "Patients",
    "measurements": "Measurements",
    "kidney_values": "Kidneys",
    "renal": "Equations of kidneys",
    "product": "Products",
    "protocols": "Protocols",
    "limits": "Limits",
    "advice": "Advice",
    "provenance": "Who says so",
    "dates": "Dates",
    "taper": "Files of ways down",
    "formats": "Formats",
    "errors": "Errors",
}


def written() -> str:
    """The whole page."""
    held: dict[str, list[str]] = {}
    for name in baclofen_titration.__all__:
        if not name.startswith("__"):
            held.setdefault(_room(name), []).append(name)
    parts = [HEAD]
    for room in sorted(held, key=_place):
        parts.append(f"\n## {ROOMS.get(room, room)}\n\n")
        parts.extend(_entry(name) for name in held[room])
    return "".join(parts)


def _room(name: str) -> str:
    return baclofen_titration._ROOMS[name].partition(".")[0]


def _place(room: str) -> tuple[int, str]:
    order = list(ROOMS)
    return (order.index(room) if room in order else len(order), room)


def _entry(name: str) -> str:
    thing = getattr(baclofen_titration, name)
    if inspect.isclass(thing) and issubclass(thing, BaclofenTitrationError):
        return f"* `{name}`, a `{thing.__bases__[0].__name__}`: {_summary(thing)}\n"
    rows = "".join(f"| {cells} |\n" for cells in _rows(thing))
    table = f"\n| name | what it takes | meaning |\n|---|---|---|\n{rows}" if rows else ""
    return f"### `{name}`\n\n{_summary(thing)}\n\n    {_call(name, thing)}\n{table}\n"


def _summary(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n", 1)[0]


def _call(name: str, thing: object) -> str:
    """How it is called: each name, with `=...` where it may be left out."""
    if hasattr(thing, "model_fields"):
        fields = thing.model_fields.items()
        said = [f"{held.alias or field}{'' if held.is_required() else '=...'}"
                for field, held in fields]  # fmt: skip
        return _wrapped(f"{name}(", [*(["*"] if said else []), *said], ")")
    signature = inspect.signature(thing)
    said, starred = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            said.append("*")
        default = parameter.default
        said.append(
            parameter.name if default is parameter.empty else f"{parameter.name}={default!r}"
        )
    back = "" if inspect.isclass(thing) else f" -> {_type_name(signature)}"
    return _wrapped(f"{name}(", said, f"){back}")


def _type_name(signature: inspect.Signature) -> str:
    """What comes back, without the rooms that its classes live in."""
    held = signature.return_annotation
    name = held if isinstance(held, str) else inspect.formatannotation(held)
    return re.sub(r"\b(?:[a-z_]+\.)+", "", name)


def _wrapped(head: str, names: list[str], tail: str) -> str:
    line = head + ", ".join(names) + tail
    return "\n        ".join(wrap(line, 92, break_long_words=False, break_on_hyphens=False))


def _rows(thing: object) -> Iterator[str]:
    """The parameters as the docstrings tell them, those of the bases first."""
    texts = (
        [vars(base).get("__doc__") for base in reversed(thing.__mro__)
         if base.__module__.startswith("baclofen_titration")]
        if inspect.isclass(thing) else [thing.__doc__]
    )  # fmt: skip
    for text in texts:
        yield from _told(inspect.cleandoc(text or ""))


def _told(text: str) -> Iterator[str]:
    _, _, after = text.partition("Parameters\n----------\n")
    names, held = "", []
    for line in [*after.split("\n\n", 1)[0].split("\n"), "end"]:
        if line.startswith(" "):
            held.append(line.strip())
            continue
        if names:
            name, _, kind = names.partition(" : ")
            cells = (f"`{name}`", kind, " ".join(held))
            yield " | ".join(cell.replace("|", "\\|") for cell in cells)
        names, held = line, []


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
