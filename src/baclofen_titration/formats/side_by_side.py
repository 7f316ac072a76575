"""Ways down side by side: a table to read, and the daily doses as a chart takes them."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterator

from baclofen_titration.compared import ComparedWay, TaperComparison
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.csv_rows import guarded, milligrams
from baclofen_titration.formats.document.comparison import document_of
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.page import WIDTH, field, joined, title, wrapped
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.wording import date_words, protocol_words
from baclofen_titration.supplied import SupplyLine

HEADS = ("Way", "Days", "Changes", "Largest fall", "Largest share", "To dispense")
WIDTHS = (22, 4, 7, 11, 7, 24)
LEGEND = (
    "Days: until nothing is taken, or the dose to keep is reached.",
    "Changes: each fall, the last one counted in.",
    "Largest fall and share: of the present daily dose; the fall to nothing is always all of it.",
    "To dispense: for the whole way, without a step back.",
)
NONE = "–"
SPECIMEN = "SPECIMEN – nobody has signed the rules behind it."


def to_comparison(comparison: TaperComparison, form: str = "text") -> str:
    """Render ways down side by side.

    Parameters
    ----------
    comparison : TaperComparison
        From `compare_tapers`.
    form : {"text", "markdown", "csv", "json"}, optional
        A table of at most 80 columns; the same as Markdown; as CSV the daily doses,
        one row a day and one column a way [mg/day], empty where a way was refused;
        or JSON with both, by the schema in ``data/comparison.schema.json``.

    Returns
    -------
    str
        Ending in a newline. No amount in it is a float.

    Raises
    ------
    InvalidValueError
        If there is no such form.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, compare_tapers, load_products, load_protocol)
    >>> comparison = compare_tapers({"two days": TaperRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"), start="2026-12-01",
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"), over="2 days")})
    >>> print(to_comparison(comparison, "csv"))
    date,day,two days
    2026-12-01,1,10
    2026-12-02,2,10
    2026-12-03,3,0
    <BLANKLINE>
    """
    if form not in FORMS:
        raise InvalidValueError(f"A comparison is {', '.join(FORMS)}.")
    for way in comparison.ways:
        if way.checked is not None:
            refuse_unchecked(way.checked)
    return FORMS[form](comparison)


def _text(comparison: TaperComparison) -> str:
    return joined([_heading(comparison), _table(comparison), _cautions(comparison), _legend()])


def _title(comparison: TaperComparison) -> str:
    return f"Ways down from {comparison.before.regimen.daily_dose}"


def _heading(comparison: TaperComparison) -> Iterator[str]:
    name, on = _title(comparison), f"from {date_words(comparison.start)}"
    yield f"{name}{on:>{WIDTH - len(name)}}"
    yield "=" * WIDTH
    if _is_specimen(comparison):
        yield SPECIMEN
    yield ""
    yield from field("taking", str(comparison.before.regimen))
    for words in _protocols(comparison):
        yield from field("protocol", words)
    for words in _products(comparison):
        yield from field("products", words)


def _is_specimen(comparison: TaperComparison) -> bool:
    return any(way.checked is not None and way.checked.is_specimen for way in comparison.ways)


def _protocols(comparison: TaperComparison) -> list[str]:
    """Which texts the ways follow, each once; a refused way names none."""
    held = [way.checked.protocol for way in comparison.ways if way.checked is not None]
    return list(dict.fromkeys(map(protocol_words, held)))


def _products(comparison: TaperComparison) -> list[str]:
    """What the ways are made of, each set once."""
    held = [way.checked.products for way in comparison.ways if way.checked is not None]
    return list(dict.fromkeys(", ".join(one.id for one in products) for products in held))


def _table(comparison: TaperComparison) -> Iterator[str]:
    yield from _row(HEADS)
    yield "-" * WIDTH
    for way in comparison.ways:
        if way.checked is None:
            yield from _row((way.name,), f"refused: {way.refused}")
        else:
            yield from _row(_cells(way))


def _row(cells: tuple[str, ...], beside: str = "") -> Iterator[str]:
    """One row; `beside` runs through all columns after the last cell."""
    widths = WIDTHS[: len(cells)]
    columns = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    if beside:
        rest = WIDTH - sum(widths) - len(widths)
        columns.append(_folded(beside, rest))
        widths = (*widths, rest)
    for place in range(max(map(len, columns))):
        parts = [
            f"{column[place] if place < len(column) else '':<{width}}"
            for column, width in zip(columns, widths, strict=True)
        ]
        yield " ".join(parts).rstrip()


def _folded(words: str, width: int) -> list[str]:
    """Broken lines of a cell, each part of a list on a line of its own."""
    return [
        line
        for part in words.split("\n")
        for line in textwrap.wrap(part, width, break_on_hyphens=False) or [""]
    ]


def _cells(way: ComparedWay) -> tuple[str, ...]:
    daily, relative, _ = way.largest
    kept = [] if way.kept is None else [f"(keeps {way.kept})"]
    sheet = [] if way.checked is None else [f"sheet {sheet_code(way.checked)}"]
    return (
        "\n".join([way.name, *kept, *sheet]),
        str(way.days),
        str(way.changes),
        NONE if daily is None else str(daily.actual),
        NONE if relative is None else relative.actual_share,
        "\n".join(map(_dispensed, way.dispensed)) or NONE,
    )


def _dispensed(line: SupplyLine) -> str:
    return f"{line.tablets if line.volume is None else line.volume} × {line.product}"


def _cautions(comparison: TaperComparison) -> Iterator[str]:
    for heading, found in _found(comparison):
        yield from title(heading)
        for line in found:
            yield from wrapped(line, 0, 3)


def _found(comparison: TaperComparison) -> Iterator[tuple[str, list[str]]]:
    """What is found on all ways, such as that each is slower than asked, and on some only."""
    planned = [way for way in comparison.ways if way.checked is not None]
    everywhere = set.intersection(*(set(way.cautions) for way in planned)) if planned else set()
    shared = [code for code in planned[0].cautions if code in everywhere] if planned else []
    if shared:
        yield "Found on all of them", [", ".join(shared)]
    own = [(way, [code for code in way.cautions if code not in everywhere]) for way in planned]
    lines = [f"{way.name}: {', '.join(codes)}" for way, codes in own if codes]
    if lines:
        yield "Found on some of them only", lines


def _legend() -> Iterator[str]:
    for line in LEGEND:
        yield from wrapped(line, 0, 3)


def _markdown(comparison: TaperComparison) -> str:
    lines = [
        f"{_title(comparison)}, from {date_words(comparison.start)}",
        "",
        *((SPECIMEN, "") if _is_specimen(comparison) else ()),
        f"* Taking: {comparison.before.regimen}",
        *(f"* Protocol: {words}" for words in _protocols(comparison)),
        *(f"* Products: {words}" for words in _products(comparison)),
        "",
        f"| {' | '.join(HEADS)} |",
        "|---" * len(HEADS) + "|",
    ]
    for way in comparison.ways:
        if way.checked is None:
            cells = (way.name, *(NONE for _ in HEADS[2:]), f"refused: {way.refused}")
        else:
            cells = _cells(way)
        lines.append(f"| {' | '.join(map(_escaped, cells))} |")
    lines += ["", *(f"* {line}" for line in LEGEND)]
    for heading, found in _found(comparison):
        lines += ["", f"{heading}:", "", *(f"* {_escaped(line)}" for line in found)]
    return "\n".join(lines) + "\n"


def _escaped(cell: str) -> str:
    """A bar would end the cell, and a bare star begin slanted letters."""
    return cell.replace("|", "/").replace("*", "\\*").replace("<", "&lt;").replace("\n", "<br>")


def _csv(comparison: TaperComparison) -> str:
    held = io.StringIO(newline="")
    table = csv.writer(held, lineterminator="\n")
    table.writerow(["date", "day", *(guarded(way.name) for way in comparison.ways)])
    daily = {(point.way, point.day): point for point in comparison.points()}
    days = {point.day: point.date for point in daily.values()}
    for day, on in days.items():
        points = (daily.get((way.name, day)) for way in comparison.ways)
        amounts = [
            "" if point is None else milligrams(point.daily_dose.micrograms) for point in points
        ]
        table.writerow([on.isoformat(), str(day), *amounts])
    return held.getvalue()


def _json(comparison: TaperComparison) -> str:
    content = document_of(comparison).model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[TaperComparison], str]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": _csv,
    "json": _json,
}
