"""The way up by a rule, as it stands on the review sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baclofen_titration.protocols.layout import INDENT, WIDTH, Entry, wrapped
from baclofen_titration.regimen import NAMED_TIMES

if TYPE_CHECKING:
    from baclofen_titration.protocols.way_up import Basis, TimesBand, TitrationRule
    from baclofen_titration.quantities import DailyDose, Dose

FIRST_COLUMN = 16
OTHER_COLUMNS = 12


def rule_at_a_glance(rule: TitrationRule, most: str) -> list[str]:
    """One sentence, and which times of day are used from which daily dose on.

    Parameters
    ----------
    rule : TitrationRule
        Any.
    most : str
        The largest daily dose, as text.
    """
    edge = " " * INDENT
    lines = ["", *wrapped(_sentence(rule, most), WIDTH, edge, edge), ""]
    lines.append(_row("Daily dose", NAMED_TIMES))
    for band in rule.times:
        options = band.choices or (band.times,)
        cells = tuple(_cell([at in times for times in options]) for at in NAMED_TIMES)
        lines.append(_row(f"from {band.from_daily}", cells))
    return lines


def times_words(band: TimesBand) -> str:
    """Times of day, or those of each number of doses a day."""
    if not band.choices:
        return ", ".join(band.times)
    return "; or ".join(f"{len(times)}: {', '.join(times)}" for times in band.choices)


def _cell(given: list[bool]) -> str:
    """Whether there is a dose under every number of doses a day, under some, or never."""
    if all(given):
        return "a dose"
    return "or a dose" if any(given) else "–"


def rule_entries(rule: TitrationRule) -> Iterator[Entry]:
    """Every value of the rule with whoever says so."""
    if rule.start is not None:
        highest = f" to {rule.highest_start}" if rule.highest_start else ""
        yield Entry("It starts at", f"{rule.start.value}{highest}", rule.start.authors)
    if rule.gentler_start is not None:
        gentler = rule.gentler_start
        yield Entry("A gentler start", str(gentler.value), gentler.authors)
    if rule.slowest == rule.fastest:
        rises = {"One rise by rule": rule.fastest}
    else:
        rises = {
            "One rise by rule, slowest": rule.slowest,
            "One rise by rule, fastest": rule.fastest,
        }
    for name, rise in rises.items():
        yield Entry(name, rise_words(rise.value, rule.basis), rise.authors)
    yield Entry("A daily dose is kept for", kept_words(rule), rule.days.authors)
    for band in rule.times:
        yield Entry(f"Doses from {band.from_daily} on", times_words(band), band.authors)
    if rule.share is not None:
        yield Entry("One rise as a share", f"at most {rule.share}", rule.share.authors)
    if rule.growth is not None:
        yield Entry("Times of day grow", rule.growth.value, rule.growth.authors)
    for other in rule.bands:
        words = f"{rise_words(other.rise, rule.basis)} every {days_words(other.days)}"
        yield Entry(f"Rises from {other.from_daily} on", words, other.authors)


def kept_words(rule: TitrationRule) -> str:
    """How long a daily dose is kept: days, or a range of them."""
    if rule.longest_days is None:
        return days_words(rule.days.value)
    return f"{rule.days.value} to {days_words(rule.longest_days)}"


def rise_words(rise: Dose | DailyDose, basis: Basis) -> str:
    """A rise, and of what it is one."""
    return f"{rise} {basis}" if basis == "per dose" else str(rise)


def days_words(days: int) -> str:
    """A number of days as a person reads it."""
    return f"{days} day" + ("" if days == 1 else "s")


def _sentence(rule: TitrationRule, most: str) -> str:
    begin = "After the last row" if rule.start is None else f"From {rule.start.value} on"
    slowest, fastest = (rise_words(r.value, rule.basis) for r in (rule.slowest, rule.fastest))
    rise = slowest if slowest == fastest else f"{slowest} to {fastest}"
    kept = "day" if rule.days.value == 1 and not rule.longest_days else kept_words(rule)
    share = "" if rule.share is None else f"; each rise at most {rule.share}"
    return f"{begin} by rule: {rise} more every {kept}, up to {most}{share}."


def _row(first: str, cells: tuple[str, ...]) -> str:
    return " " * INDENT + first.ljust(FIRST_COLUMN) + "".join(c.rjust(OTHER_COLUMNS) for c in cells)
