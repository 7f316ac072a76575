"""A comparison as Markdown or as a page: a few protocols as columns, many as rows."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from baclofen_titration.protocols.comparison import LEGEND, Said, compare

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol

MOST_COLUMNS = 4

STYLE = (
    "body{font:16px/1.4 sans-serif;margin:2rem;color:#111}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}thead th{background:#eee;position:sticky;top:0}"
    "tbody th{background:#f7f7f7;font-weight:600}.many{font-size:13px}"
    ".many tbody th{white-space:nowrap;position:sticky;left:0}"
    "tbody tr:nth-child(even) td{background:#fafafa}td div+div{margin-top:.4em}"
    ".many td:last-child{min-width:14em}"
    "@media print{body{margin:0;font-size:11px}.many{font-size:7.5px}"
    ".many tbody th{white-space:normal}thead{display:table-header-group}"
    "tr{break-inside:avoid}@page{size:A4 landscape;margin:10mm}}"
)

Cells = list[tuple[str, list[tuple[Said, ...]]]]


def _laid_out(protocols: Sequence[DosingProtocol]) -> tuple[list[str], Cells]:
    """The names of the columns, and each row by its name."""
    rows = compare(protocols)
    if len(protocols) <= MOST_COLUMNS:
        return [protocol.id for protocol in protocols], [
            (row.question, [said for _, said in row.answers]) for row in rows
        ]
    return [row.question for row in rows], [
        (protocol.id, [row.answers[number][1] for row in rows])
        for number, protocol in enumerate(protocols)
    ]


def comparison_markdown(protocols: Sequence[DosingProtocol]) -> str:
    """A comparison as a Markdown table."""
    heads, rows = _laid_out(protocols)
    lines = [LEGEND, "", f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name, cells in rows:
        told = ["<br>".join(map(_markdown, said)) for said in cells]
        lines.append(f"| **{name}** | {' | '.join(told)} |")
    return "\n".join(lines) + "\n"


def _markdown(said: Said) -> str:
    """One answer; a bar would end the cell, and a bare star begin slanted letters."""
    return str(said).replace("|", "/").replace("*", "\\*")


def comparison_html(protocols: Sequence[DosingProtocol]) -> str:
    """A comparison as one HTML page that needs nothing else."""
    heads, rows = _laid_out(protocols)
    many = ' class="many"' if len(protocols) > MOST_COLUMNS else ""
    top = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        + "".join(
            f"<td>{''.join(f'<div>{html.escape(str(one))}</div>' for one in said)}</td>"
            for said in cells
        )
        + "</tr>"
        for name, cells in rows
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>Protocols side by side</title><style>{STYLE}</style></head>"
        "<body><h1>Protocols side by side</h1>"
        f"<p>{LEGEND} Drafts, signed by nobody unless a sheet says so.</p>"
        f"<table{many}><thead><tr><td></td>{top}</tr></thead><tbody>{body}</tbody></table>"
        "</body></html>\n"
    )
