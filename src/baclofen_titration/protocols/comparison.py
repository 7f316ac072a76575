"""Protocols side by side: what each says about the same question, never merged."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.limits import LimitRule
from baclofen_titration.protocols.layout import WIDTH, labelled
from baclofen_titration.protocols.sheet_beside import (
    between_words,
    length_holds,
    range_words,
    share_words,
)
from baclofen_titration.protocols.sheet_course import way_words
from baclofen_titration.protocols.sheet_rule import days_words, kept_words
from baclofen_titration.provenance import Author, Judgement

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.stated import Stated

COLUMN = 26
UNSAID = "not stated"


class Said(NamedTuple):
    """What one protocol says, and whether that is a judgement of ours."""

    words: str
    judged: bool = False


def _by(words: str, authors: Sequence[Author]) -> Said:
    return Said(words, all(isinstance(author, Judgement) for author in authors))


def _stated(stated: Stated, *names: str) -> list[Said]:
    """What stands beside the rules under these names."""
    found = []
    for name in names:
        value = getattr(stated, name)
        for entry in value if isinstance(value, tuple) else [value]:
            if entry is None:
                continue
            words = between_words(entry) if hasattr(entry, "lowest") else str(entry.value)
            used = getattr(entry, "used_longer_than", None)
            if used is not None:
                words += f" after more than {days_words(used)} of use"
            words += length_holds(entry)
            basis = getattr(entry, "basis", None)
            if basis is not None and basis != "per day":
                words += f" {basis}" if basis == "per dose" else ", of what is unstated"
            found.append(_by(words, entry.authors))
    return found


def _limit(protocol: DosingProtocol, rule: LimitRule, words: str = "") -> list[Said]:
    limit = protocol.limits.get(rule)
    if limit is None:
        return []
    value = days_words(limit.value) if isinstance(limit.value, int) else str(limit.value)
    return [_by(f"{words}{value}", limit.authors)]


def _start(protocol: DosingProtocol) -> list[Said]:
    table, way = protocol.way_up, protocol.by_weight
    if way is not None:
        return [_by(str(way.start.value), way.start.authors)]
    if table is not None and table.steps:
        first = table.steps[0]
        times = "1 dose" if len(first.takings) == 1 else f"{len(first.takings)} doses"
        words = f" in {times}" if first.takings else ", its split not stated"
        return [_by(f"{first.daily_total}{words}", first.authors)]
    if table is not None and table.rule is not None and table.rule.start is not None:
        highest = f" to {table.rule.highest_start}" if table.rule.highest_start else ""
        return [_by(f"{table.rule.start.value}{highest}", table.rule.start.authors)]
    return _stated(protocol.stated, "start")


def _rise(protocol: DosingProtocol) -> list[Said]:
    table, way = protocol.way_up, protocol.by_weight
    if way is not None:
        ends = dict.fromkeys((str(way.slowest.value), str(way.fastest.value)))
        return [_by(" to ".join(ends), way.fastest.authors)]
    if table is None:
        return _stated(protocol.stated, "rise")
    found = [_by(str(table.rise.value), table.rise.authors)] if table.steps else []
    if table.rule is not None:
        ends = dict.fromkeys(str(r.value) for r in (table.rule.slowest, table.rule.fastest))
        words = ("after the table " if found else "") + " to ".join(ends)
        found.append(_by(words, table.rule.fastest.authors))
    return found


def _basis(protocol: DosingProtocol) -> list[Said]:
    if protocol.by_weight is not None:
        return [Said("per day, for each kilogram")]
    if protocol.way_up is not None:
        return [Said(protocol.way_up.basis)]
    rise = protocol.stated.rise
    return [] if rise is None else [Said(rise.basis)]


def _days(protocol: DosingProtocol) -> list[Said]:
    if protocol.by_weight is not None:
        return [_by(range_words(protocol.by_weight.days), protocol.by_weight.days.authors)]
    if protocol.way_up is not None:
        days, rule = protocol.way_up.days, protocol.way_up.rule
        by_rule = rule is not None and not protocol.way_up.steps
        words = kept_words(rule) if rule is not None and by_rule else days_words(days.value)
        return [_by(words, days.authors)]
    return _stated(protocol.stated, "days")


def _usual(protocol: DosingProtocol) -> list[Said]:
    return _stated(protocol.stated, "usual_range", "aims") or _facts(protocol, ("usual range",))


def _maximum(protocol: DosingProtocol) -> list[Said]:
    found = _limit(protocol, "max_daily_dose") or _stated(protocol.stated, "maximum")
    found += [_by(str(limit.value), limit.authors) for limit in protocol.limits_per_kg
              if limit.rule == "max_daily_dose"]  # fmt: skip
    for limit in protocol.limits_by_age:
        if limit.rule == "max_daily_dose":
            until = "on" if limit.below_age is None else f"to below {limit.below_age}"
            found.append(_by(f"{limit.value}, {limit.from_age} {until}", limit.authors))
    hospital = _stated(protocol.stated, "inpatient_maximum")
    return found + [Said(f"in hospital {said.words}", said.judged) for said in hospital]


def _taper(protocol: DosingProtocol) -> list[Said]:
    found = _stated(protocol.stated, "taper_lengths", "taper_fall", "taper_days")
    found += [_by(share_words(share), share.authors) for share in protocol.stated.taper_shares]
    found += [_by(way_words(way), way.authors) for way in protocol.taper_ways]
    found = found or _facts(protocol, ("stopping", "taper"))
    found += _limit(protocol, "max_fall", "falls of at most ")
    return found + _limit(protocol, "min_days_between_falls", "at least every ")


def _facts(protocol: DosingProtocol, topics: Sequence[str]) -> list[Said]:
    return [_by(fact.says, fact.authors) for fact in protocol.facts if fact.topic in topics]


def _kidneys(protocol: DosingProtocol) -> list[Said]:
    return _facts(protocol, ("kidneys", "dialysis", "renal"))


def _children(protocol: DosingProtocol) -> list[Said]:
    below = protocol.below_age
    ages = f"from {protocol.min_age.value}" + ("" if below is None else f" to below {below.value}")
    return [Said(f"the file holds {ages}"), *_facts(protocol, ("children",))]


QUESTIONS: dict[str, Callable[[DosingProtocol], list[Said]]] = {
    "Start": _start,
    "One rise": _rise,
    "A rise of what": _basis,
    "Days between rises": _days,
    "Usual range": _usual,
    "Maximum": _maximum,
    "Taper": _taper,
    "Kidneys": _kidneys,
    "Children": _children,
}


class Row(NamedTuple):
    """One question, and what each protocol says to it."""

    question: str
    answers: tuple[tuple[str, tuple[Said, ...]], ...]


def compare(protocols: Sequence[DosingProtocol]) -> tuple[Row, ...]:
    """Ask every protocol the same questions.

    Parameters
    ----------
    protocols : sequence of DosingProtocol
        In the order in which they are to stand.

    Returns
    -------
    tuple of Row
        What none of the sources says is "not stated"; nothing is merged or averaged.
    """
    return tuple(
        Row(
            question,
            tuple((p.id, tuple(ask(p)) or (Said(UNSAID),)) for p in protocols),
        )
        for question, ask in QUESTIONS.items()
    )


LEGEND = "A star marks what is only our judgement. Disagreements stand side by side."


def comparison_lines(protocols: Sequence[DosingProtocol]) -> list[str]:
    """A comparison for a terminal, 80 columns wide."""
    lines = [LEGEND]
    for row in compare(protocols):
        lines += ["", row.question.upper(), "─" * WIDTH]
        for name, said in row.answers:
            words = "; ".join(_starred(one) for one in said)
            lines += labelled(name, words, max(COLUMN, len(name) + 1))
    return [*lines, "", *_gaps(protocols)]


def _gaps(protocols: Sequence[DosingProtocol]) -> list[str]:
    lines = []
    for protocol in protocols:
        if protocol.planning_gap:
            words = f"nothing is planned from it: {protocol.planning_gap}"
            lines += labelled(protocol.id, words, max(COLUMN, len(protocol.id) + 1))
    return lines


def comparison_markdown(protocols: Sequence[DosingProtocol]) -> str:
    """A comparison as a Markdown table."""
    names = [protocol.id for protocol in protocols]
    lines = [f"{LEGEND}", "", f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for row in compare(protocols):
        cells = ["<br>".join(_starred(one) for one in said) for _, said in row.answers]
        lines.append(f"| **{row.question}** | {' | '.join(c.replace('|', '/') for c in cells)} |")
    return "\n".join(lines) + "\n"


def comparison_html(protocols: Sequence[DosingProtocol]) -> str:
    """A comparison as one HTML page that needs nothing else."""
    heads = "".join(f'<th scope="col">{html.escape(p.id)}</th>' for p in protocols)
    rows = []
    for row in compare(protocols):
        cells = "".join(
            f"<td>{'<br>'.join(html.escape(_starred(one)) for one in said)}</td>"
            for _, said in row.answers
        )
        rows.append(f'<tr><th scope="row">{row.question}</th>{cells}</tr>')
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<title>Protocols side by side</title><style>"
        "body{font:16px/1.4 sans-serif;margin:2rem;color:#111}"
        "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.4rem .6rem;"
        "text-align:left;vertical-align:top}thead th{background:#eee}"
        "</style></head><body><h1>Protocols side by side</h1>"
        f"<p>{LEGEND} Drafts, signed by nobody unless a sheet says so.</p>"
        f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</body></html>\n"
    )


def _starred(said: Said) -> str:
    return f"{said.words} *" if said.judged else said.words
