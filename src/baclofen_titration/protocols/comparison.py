"""Protocols side by side: what each says about the same question, never merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.limits import LimitRule
from baclofen_titration.protocols.comparison_beside import (
    Voiced,
    doses_a_day,
    on_the_way,
    whole_course,
)
from baclofen_titration.protocols.layout import heading, labelled, wrapped
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
WIDEST = 34
MOST_BY_NAME = 4
UNSAID = "not stated"
UNBROKEN = "\N{NO-BREAK SPACE}"


class Said(NamedTuple):
    """What one protocol says, and how much of that is ours: nothing, a part ("†") or all ("*")."""

    words: str
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.words}{UNBROKEN}{self.mark}" if self.mark else self.words


def _by(words: str, authors: Sequence[Author]) -> Said:
    ours = [isinstance(author, Judgement) for author in authors]
    return Said(words, "*" if all(ours) else "†" if any(ours) else "")


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


def _text_says(protocol: DosingProtocol, name: str, taken: list[Said]) -> list[Said]:
    """What the source says beside what the file takes of it; alone, where it takes nothing."""
    stated = _stated(protocol.stated, name)
    if not taken:
        return stated
    known = {said.words for said in taken}
    beside = [said for said in stated if said.words not in known]
    return taken + [Said(f"the text says {said.words}", said.mark) for said in beside]


def _start(protocol: DosingProtocol) -> list[Said]:
    found = _text_says(protocol, "start", _planned_start(protocol))
    gentler = _stated(protocol.stated, "gentler_start")
    rule = None if protocol.way_up is None else protocol.way_up.rule
    if rule is not None and rule.gentler_start is not None:
        gentler = [_by(str(rule.gentler_start.value), rule.gentler_start.authors)]
    return found + [Said(f"gentler {said.words}", said.mark) for said in gentler]


def _planned_start(protocol: DosingProtocol) -> list[Said]:
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
    return []


def _rise(protocol: DosingProtocol) -> list[Said]:
    return _text_says(protocol, "rise", _in_each_reading(protocol, _planned_rise))


def _in_each_reading(
    protocol: DosingProtocol, ask: Callable[[DosingProtocol], list[Said]]
) -> list[Said]:
    """What a file says, or where it can be read in several ways what each of them says."""
    if not protocol.readings:
        return ask(protocol)
    return [
        Said(f"{said.words}, read as {name}", said.mark)
        for name in protocol.readings
        for said in ask(protocol.read_as(name))
    ]


def _planned_rise(protocol: DosingProtocol) -> list[Said]:
    table, way = protocol.way_up, protocol.by_weight
    if way is not None:
        ends = dict.fromkeys((str(way.slowest.value), str(way.fastest.value)))
        return [_by(" to ".join(ends), way.fastest.authors)]
    if table is None:
        return []
    found = [_by(str(table.rise.value), table.rise.authors)] if table.steps else []
    if table.rule is not None:
        ends = dict.fromkeys(str(r.value) for r in (table.rule.slowest, table.rule.fastest))
        words = ("after the table " if found else "") + " to ".join(ends)
        found.append(_by(words, table.rule.fastest.authors))
        share = table.rule.share
        found += [] if share is None else [_by(f"and at most {share}", share.authors)]
    return found


def _basis(protocol: DosingProtocol) -> list[Said]:
    return _in_each_reading(protocol, _basis_of_one)


def _basis_of_one(protocol: DosingProtocol) -> list[Said]:
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
    return found + [Said(f"in hospital {said.words}", said.mark) for said in hospital]


def _taper(protocol: DosingProtocol) -> list[Said]:
    found = _stated(protocol.stated, "taper_lengths", "taper_fall", "taper_days")
    found += [_by(share_words(share), share.authors) for share in protocol.stated.taper_shares]
    found += [_by(way_words(way), way.authors) for way in protocol.taper_ways]
    found = found or _facts(protocol, ("stopping", "taper"))
    found += _limit(protocol, "max_fall", "falls of at most ")
    return found + _limit(protocol, "min_days_between_falls", "at least every ")


def _facts(protocol: DosingProtocol, topics: Sequence[str]) -> list[Said]:
    """Facts on these topics; another text's, such as "kidneys: dosing.de", keeps its name."""
    found = []
    for fact in protocol.facts:
        topic, _, whose = fact.topic.partition(": ")
        if topic in topics:
            found.append(_by(f"{whose}: {fact.says}" if whose else fact.says, fact.authors))
    return found


def _kidneys(protocol: DosingProtocol) -> list[Said]:
    return _facts(protocol, ("kidneys", "dialysis", "renal"))


def _children(protocol: DosingProtocol) -> list[Said]:
    below = protocol.below_age
    ages = f"from {protocol.min_age.value}" + ("" if below is None else f" to below {below.value}")
    return [Said(f"the file holds {ages}"), *_facts(protocol, ("children",))]


def _planned(protocol: DosingProtocol) -> list[Said]:
    words = f"no: {protocol.planning_gap}" if protocol.planning_gap else "yes"
    held = [Said(words)]
    if protocol.status_reason:
        held.append(Said(f"{protocol.status}: {protocol.status_reason.rstrip('.')}"))
    return held


def _asked(ask: Callable[[DosingProtocol], Voiced]) -> Callable[[DosingProtocol], list[Said]]:
    return lambda protocol: [_by(words, authors) for words, authors in ask(protocol)]


QUESTIONS: dict[str, Callable[[DosingProtocol], list[Said]]] = {
    "Start": _start,
    "One rise": _rise,
    "A rise of what": _basis,
    "Days between rises": _days,
    "Doses a day": _asked(doses_a_day),
    "On the way": _asked(on_the_way),
    "Usual range": _usual,
    "Maximum": _maximum,
    "Taper": _taper,
    "Course": _asked(whole_course),
    "Kidneys": _kidneys,
    "Children": _children,
    "Planned from": _planned,
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


LEGEND = (
    "A star marks what is only our judgement, a dagger what a source says and our judgement takes. "
    "Disagreements stand side by side."
)


def comparison_lines(protocols: Sequence[DosingProtocol]) -> list[str]:
    """A comparison for a terminal, 80 columns wide."""
    column = min(WIDEST, max(COLUMN, *(len(protocol.id) + 2 for protocol in protocols)))
    lines = wrapped(LEGEND)
    for row in compare(protocols):
        lines += heading(row.question)
        silent = [name for name, said in row.answers if said == (Said(UNSAID),)]
        together = len(silent) > MOST_BY_NAME
        for name, said in row.answers:
            if not (together and name in silent):
                lines += labelled(name, "; ".join(map(str, said)), column)
        if together:
            lines += labelled(UNSAID, ", ".join(silent), column)
    return lines
