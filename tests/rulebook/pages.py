"""Write docs/reference/protocols/: ``python -m tests.rulebook.pages``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baclofen_titration.protocols import list_protocols, load_protocol, protocol_lines
from baclofen_titration.protocols.comparison_pages import comparison_markdown

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "protocols"
INDEX = "README.md"
STALE = "Written by `python -m tests.rulebook.pages`; a test fails when it is stale."
INTRODUCTION = """Each file follows one document for one population.
`baclofen-titration protocols compare` sets any of them side by side. Nobody has signed them."""


def pages() -> Iterator[tuple[str, str]]:
    """Each page by its name: one a protocol, and one that compares them."""
    held = [load_protocol(name) for name in list_protocols()]
    yield INDEX, _index([(p.id, p.title, bool(p.planning_gap)) for p in held])
    for protocol in held:
        sheet = "\n".join(protocol_lines(protocol))
        head = f"# {protocol.title}\n\n{STALE}\n\n```text\n{sheet}\n```\n\n"
        yield f"{protocol.id}.md", f"{head}## At a glance\n\n{comparison_markdown([protocol])}"


def _index(held: list[tuple[str, str, bool]]) -> str:
    lines = [
        "# Protocols",
        "",
        f"{STALE} {INTRODUCTION}",
        "",
        "| id | what it follows | planned from |",
        "|---|---|---|",
    ]
    for name, title, refused in held:
        answer = "no: read and compared" if refused else "yes"
        lines.append(f"| [{name}]({name}.md) | {title} | {answer} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every page, and remove those of files that are gone."""
    FOLDER.mkdir(exist_ok=True)
    written = dict(pages())
    for stale in FOLDER.glob("*.md"):
        if stale.name not in written:
            stale.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
