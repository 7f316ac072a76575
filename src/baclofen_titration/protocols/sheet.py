"""A protocol as a page for the pharmacist or prescriber who reviews it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from baclofen_titration.limits import Limit, LimitRule
from baclofen_titration.protocols.layout import (
    INDENT,
    WIDTH,
    Entry,
    entry_lines,
    heading,
    labelled,
)
from baclofen_titration.protocols.sheet_beside import (
    limit_entries,
    patient_entries,
    stated_entries,
    unstated_entries,
    way_by_weight,
    weight_entries,
)
from baclofen_titration.protocols.sheet_course import course_entries, plateau_entries
from baclofen_titration.protocols.sheet_rule import (
    days_words,
    rise_words,
    rule_at_a_glance,
    rule_entries,
    times_words,
)
from baclofen_titration.protocols.voices import every_author
from baclofen_titration.provenance import Judgement
from baclofen_titration.regimen import NAMED_TIMES, time_order

if TYPE_CHECKING:
    from baclofen_titration.protocols.model import DosingProtocol
    from baclofen_titration.protocols.way_up import TitrationStep, TitrationTable

DIGITS_SHOWN = 12
SOURCE_COLUMN = 8
BLANK = 50

LIMIT_NAMES: Mapping[LimitRule, str] = {
    "max_daily_dose": "Most in a day",
    "max_dose": "Most at one time",
    "max_first_day": "Most on the first day",
    "max_rise": "Largest rise of the daily dose",
    "max_rise_per_dose": "Largest rise of one dose",
    "min_days_between_rises": "Fewest days between rises",
    "max_fall": "Largest fall of the daily dose",
    "max_fall_per_dose": "Largest fall of one dose",
    "min_days_between_falls": "Fewest days between falls",
    "max_last_daily_dose": "Most on the last day before nothing",
    "min_hours_between_takings": "Fewest hours between doses",
}


def protocol_lines(protocol: DosingProtocol) -> list[str]:
    """Lay a protocol out for review, at most 80 columns wide.

    Parameters
    ----------
    protocol : DosingProtocol
        Any; a withdrawn one says so at the top.

    Returns
    -------
    list of str
        Every value with its unit, what it says, and who says so; what we judged
        stands in frames.

    Examples
    --------
    >>> from baclofen_titration.protocols import load_protocol
    >>> protocol_lines(load_protocol("us-label-adult"))[0][:37]
    'us-label-adult  |  edition 2026-11-22'
    """
    return [
        *_top(protocol),
        *heading("Whom it covers"),
        *entry_lines(_population(protocol)),
        *_part("Times of day", _times(protocol)),
        *_part("The way up", _titration(protocol), _way_up_at_a_glance(protocol)),
        *_part("The way down", [*_taper(protocol), *course_entries(protocol)]),
        *_part("Limits", [*_limits(protocol), *limit_entries(protocol)]),
        *_part("Limits in hospital", _hospital(protocol)),
        *_part("For some patients", patient_entries(protocol)),
        *_part("Said beside the rules", stated_entries(protocol.stated)),
        *_part("Left open by the source", unstated_entries(protocol)),
        *_part("Looking again", _reviews(protocol)),
        *_part(
            "Facts, shown and never planned from",
            [Entry(_sentence(f.topic), "", f.authors) for f in protocol.facts],
        ),
        *heading("Sources, as they were seen"),
        *_sources(protocol),
    ]


def review_lines(protocol: DosingProtocol) -> list[str]:
    """The sheet with the lines that whoever reviews it fills in.

    Parameters
    ----------
    protocol : DosingProtocol
        Any.

    Returns
    -------
    list of str
        `protocol_lines`, then how many values are judgements of ours, what a
        signature means, and where to write it.
    """
    judged = [
        place
        for place, authors in every_author(protocol)
        if any(isinstance(author, Judgement) for author in authors)
    ]
    total = sum(1 for _ in every_author(protocol))
    lines = [*protocol_lines(protocol), *heading("Review")]
    lines += labelled("Content", protocol.digest)
    lines += labelled(
        "To decide", f"{len(judged)} of {total} places rest on a judgement of ours, in frames above"
    )
    lines += labelled(
        "A signature says",
        "that whoever signs has compared every value above with its source, takes over each "
        "judgement or has changed it, and answers for the use of this file in the organisation "
        "named. It seals this content; any later change breaks it.",
    )
    for blank in ("Role", "Organisation", "Date", "Signature"):
        lines += ["", *labelled(blank, "." * BLANK)]
    return lines


def _part(title: str, entries: Iterable[Entry], before: Sequence[str] = ()) -> list[str]:
    """A part of the sheet; none where the file says nothing about it."""
    lines = [*before, *entry_lines(entries)]
    return [*heading(title), *lines] if lines else []


def _top(protocol: DosingProtocol) -> list[str]:
    lines = [*_reference(protocol), "═" * WIDTH, *labelled("Follows", protocol.title)]
    lines += labelled("Holds in", protocol.jurisdiction)
    lines += labelled("Status", _status(protocol))
    if protocol.planning_gap:
        lines += labelled("Planning", f"refused: {protocol.planning_gap}")
    lines += labelled("Sources looked at", f"{protocol.checked_on}")
    lines += labelled("Look again by", f"{protocol.review_by}")
    lines += labelled(
        "How to read it",
        "What a source says stands open, with the source. What we judged, because no source "
        "gives it or none strong enough, stands in a frame, with the reason.",
    )
    return lines


def _reference(protocol: DosingProtocol) -> list[str]:
    """Which edition this is, on one line if it fits; the digest stays in one piece."""
    edition = f"{protocol.id}  |  edition {protocol.edition}  |  {protocol.standing.upper()}"
    digest = f"digest {protocol.digest[:DIGITS_SHOWN]}"
    line = f"{edition}  |  {digest}"
    return [line] if len(line) <= WIDTH else [edition, digest]


def _status(protocol: DosingProtocol) -> str:
    if protocol.signature is not None and protocol.status == "draft":
        return f"signed by {protocol.signature}"
    if protocol.status == "draft":
        return "draft: nobody qualified has signed it"
    return f"{protocol.status}: {protocol.status_reason}"


def _population(protocol: DosingProtocol) -> Iterator[Entry]:
    yield Entry(protocol.population, f"from {protocol.min_age.value}", protocol.min_age.authors)
    if protocol.below_age is not None:
        yield Entry("Ends", f"below {protocol.below_age.value}", protocol.below_age.authors)
    yield from weight_entries(protocol)
    for band in protocol.kidneys_stated_normal:
        until = "on" if band.below_age is None else f"to below {band.below_age}"
        accepted = "accepted" if band.accept else "not accepted"
        yield Entry(
            "Kidneys stated as normal", f"{band.from_age} {until}: {accepted}", band.authors
        )


def _times(protocol: DosingProtocol) -> Iterator[Entry]:
    if protocol.clock_hours:
        clock = ", ".join(f"{at} {hour}" for at, hour in protocol.clock.items())
        yield Entry("Clock", clock, protocol.clock_authors)
    three = protocol.day_of_three
    if three is not None:
        yield Entry("Three doses a day", ", ".join(three.value), three.authors)
    empty = protocol.empty_times
    if empty is not None:
        yield Entry("Kept empty", ", ".join(empty.value), empty.authors)


def _way_up_at_a_glance(protocol: DosingProtocol) -> list[str]:
    table = protocol.way_up
    if table is None:
        return []
    lines = _table(table.steps) if table.steps else []
    if table.rule is not None:
        most = protocol.limits.get("max_daily_dose")
        words = "a maximum that is not known" if most is None else str(most.value)
        lines += rule_at_a_glance(table.rule, words)
    return lines


def _table(steps: Sequence[TitrationStep]) -> list[str]:
    """The rows at a glance; who says so follows row by row."""
    used = {at for step in steps for at in step.doses}
    times = NAMED_TIMES if used <= set(NAMED_TIMES) else tuple(sorted(used, key=time_order))
    if len(times) > len(NAMED_TIMES):  # too wide for a page; each row says its doses
        return [line for n, step in enumerate(steps, start=1) for line in _long_row(n, step)]
    lines = ["", _row("Row", (*times, "a day", "kept for"))]
    for number, step in enumerate(steps, start=1):
        doses = [str(step.doses.get(at, "–")) for at in times]
        lines.append(_row(str(number), (*doses, str(step.daily_total), days_words(step.days))))
    return lines


def _long_row(number: int, step: TitrationStep) -> list[str]:
    doses = ", ".join(f"{at} {dose}" for at, dose in step.doses.items())
    return ["", *labelled(f"Row {number}", f"{doses}; {step.daily_total}")]


def _row(first: str, cells: Sequence[str]) -> str:
    return " " * INDENT + first.rjust(3) + "".join(cell.rjust(12) for cell in cells)


def _titration(protocol: DosingProtocol) -> Iterator[Entry]:
    if protocol.by_weight is not None:
        yield from way_by_weight(protocol.by_weight)
    if protocol.way_up is not None:
        yield from _by_table(protocol.way_up)
    yield from plateau_entries(protocol)


def _by_table(table: TitrationTable) -> Iterator[Entry]:
    if table.steps:
        rise = rise_words(table.rise.value, table.basis)
        yield Entry("One rise", rise, table.rise.authors)
        kept = f"{days_words(table.days.value)} at least"
        yield Entry("A row is kept for", kept, table.days.authors)
    order = table.growth_order
    yield Entry("The larger part goes to", ", ".join(order.value), order.authors)
    for number, step in enumerate(table.steps, start=1):
        counted = ", ".join(f"{t.at} {t.written}" for t in step.takings if t.written)
        value = f"{step.daily_total} for {days_words(step.days)}"
        value += f"; as written: {counted}" if counted else ""
        value += "" if step.takings else "; its split is not stated"
        yield Entry(f"Row {number}", value, step.authors)
    for band in table.split:
        value = f"from {band.from_daily} on: {times_words(band)}"
        yield Entry("A day without a split is taken", value, band.authors)
    if table.rule is not None:
        yield from rule_entries(table.rule)


def _taper(protocol: DosingProtocol) -> Iterator[Entry]:
    if protocol.way_down is None:
        return
    order = protocol.way_down.fall_order
    yield Entry("Falls first", ", ".join(order.value), order.authors)
    if protocol.way_down.step_back is not None:
        yield Entry("Signs come back", "one step back", protocol.way_down.step_back.authors)


def _limits(protocol: DosingProtocol) -> Iterator[Entry]:
    for limit in protocol.limits.limits:
        yield Entry(LIMIT_NAMES[limit.rule], _limit_value(limit), limit.authors)


def _hospital(protocol: DosingProtocol) -> Iterator[Entry]:
    for limit in protocol.inpatient.limits if protocol.inpatient is not None else ():
        yield Entry(LIMIT_NAMES[limit.rule], _limit_value(limit), limit.authors)


def _limit_value(limit: Limit) -> str:
    if not isinstance(limit.value, int):
        return str(limit.value)
    if limit.rule == "min_hours_between_takings":
        return f"{limit.value} hour" + ("" if limit.value == 1 else "s")
    return days_words(limit.value)


def _reviews(protocol: DosingProtocol) -> Iterator[Entry]:
    for review in protocol.reviews:
        counted = {"start": "the start", "last rise": "the last rise"}[review.counted_from]
        yield Entry(review.purpose, f"{review.after} after {counted}", review.authors)


def _sources(protocol: DosingProtocol) -> list[str]:
    lines: list[str] = []
    for source in protocol.sources:
        dated = source.dated if source.dated != "not shown" else "date not shown"
        lines += ["", *labelled(source.key, f"{source.title}; {dated}", SOURCE_COLUMN)]
        if source.address:
            lines += labelled("", source.address, SOURCE_COLUMN)
    return lines


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
