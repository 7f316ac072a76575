"""Text that a person reads in a terminal, 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from baclofen_titration.checked import CheckedSchedule, Supply, SupplyLine
from baclofen_titration.formats.wording import (
    authors_words,
    choice_words,
    count_words,
    date_words,
    limit_words,
    number_words,
    pieces_words,
    rule_words,
    span_words,
    weekday_words,
)
from baclofen_titration.provenance import Author
from baclofen_titration.schedule import Step

WIDTH = 80
SPECIMEN = "SPECIMEN – NOT FOR PATIENT USE"
RISE_CONDITION = "Go up only if the last dose was tolerated and more is needed."
PHASE_WORDS = {"titration": "up", "maintenance": "keep", "taper": "down"}
SEVERITY_WORDS = {"stop": "STOP", "caution": "Caution", "note": "Note"}


def to_text(checked: CheckedSchedule) -> str:
    """Render a checked schedule as text.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`.

    Returns
    -------
    str
        Lines of at most 80 characters, ending in a newline. Tablets come
        first, then milligrams; each step says why it is as it is.
    """
    page = _Page(checked)
    sections = [
        page.heading(),
        page.steps(),
        page.times(),
        page.reviews(),
        page.findings(),
        page.supply(),
        page.checks(),
        page.sources(),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines) + "\n"


class _Page:
    """One rendering: it numbers the sources in the order in which they are met."""

    def __init__(self, checked: CheckedSchedule) -> None:
        self.checked = checked
        self.products = {product.id: product for product in checked.products}
        self.groups: dict[tuple[str, str], list[Author]] = {}

    def heading(self) -> Iterator[str]:
        checked = self.checked
        phases = dict.fromkeys(step.phase for step in checked.schedule.steps)
        kind = "Taper" if "titration" not in phases else "Titration"
        if {"titration", "taper"} <= set(phases):
            kind = "Titration and taper"
        yield f"{kind} of baclofen by mouth"
        yield "=" * WIDTH
        if checked.is_specimen:
            yield SPECIMEN
            yield from _wrapped("No clinician has signed the protocol file behind it.")
            yield ""
        yield from _field("protocol", checked.protocol.title)
        yield from _field(
            "",
            f"{checked.protocol.id}, edition {checked.protocol.edition}, "
            f"{checked.protocol.status}, content {checked.protocol.digest[:12]}",
        )
        for asked in checked.asked:
            if asked.name != "protocol" and asked.answer != "not asked":
                yield from _field(asked.name, asked.answer)
        unasked = [asked.name for asked in checked.asked if asked.answer == "not asked"]
        if unasked:
            yield from _field("not asked", ", ".join(unasked))

    def steps(self) -> Iterator[str]:
        yield from _title("Steps")
        before = None
        for number, step in enumerate(self.checked.schedule.steps, start=1):
            daily = step.regimen.daily_dose
            rises = step.phase == "titration" and before is not None and daily > before
            yield from self._step(number, step, rises)
            yield ""
            before = daily
        yield from self._ending()

    def _step(self, number: int, step: Step, rises: bool) -> Iterator[str]:
        length = "open" if step.days is None else count_words(step.days, "day")
        when = f"{number}  {span_words(step.start, step.end)} ({length}, {PHASE_WORDS[step.phase]})"
        daily = str(step.regimen.daily_dose)
        yield f"{when}{daily:>{WIDTH - len(when)}}"
        if rises:
            yield from _wrapped(RISE_CONDITION, 3)
        late = self.checked.schedule.first_taking if number == 1 else None
        first_day = self.checked.schedule.on(step.start) if late else None
        not_today = {taking.at for taking in first_day.not_today} if first_day else set()
        for taking in step.regimen.administrations:
            swallow = pieces_words(taking.pieces, self.products)
            remark = " – not today" if taking.at in not_today else ""
            if remark:
                remark = f"   {remark.strip()} ({date_words(step.start)})"
            yield f"   {taking.at:<9} {swallow:<24} {taking.dose!s:>8}{remark}"
        if first_day and not_today:
            yield from _wrapped(
                f"On {date_words(step.start)} the first taking is at {late}: "
                f"{first_day.daily_dose} on that day, which does not count as a full day.",
                3,
            )
        yield from self._why(step)

    def _why(self, step: Step) -> Iterator[str]:
        rules = dict.fromkeys(reason.rule for reason in step.because)
        reasons = "; ".join(rule_words(rule) for rule in rules)
        limits = [self.checked.limits.get(rule) for rule in step.bound_by]
        bound = "; ".join(limit_words(limit) for limit in limits if limit is not None)
        authors = [reason.author for reason in step.because]
        authors += [author for limit in limits if limit is not None for author in limit.authors]
        reached = f" Reaches the {bound}." if bound else ""
        yield from _wrapped(f"Why: {reasons}.{reached} {self._cited(authors)}", 3, 8)

    def _ending(self) -> Iterator[str]:
        schedule = self.checked.schedule
        last = schedule.steps[-1]
        if last.days is None:
            yield from _wrapped(
                f"From {date_words(last.start)} keep taking this dose every day until your "
                "prescriber changes it. Do not stop."
            )
            return
        after = last.start.fromordinal(last.start.toordinal() + last.days)
        if schedule.then == "stopped":
            yield from _wrapped(f"From {date_words(after)} no baclofen is taken.")
        else:
            yield from _wrapped(
                f"From {date_words(after)} keep taking the last dose every day until your "
                "prescriber changes it. Do not stop."
            )

    def times(self) -> Iterator[str]:
        """Which choices of the protocol shape every day."""
        yield from _title("Every day")
        clock = self.checked.schedule.clock
        if clock:
            hours = ", ".join(f"{at} {hour}" for at, hour in clock.items())
            yield from _wrapped(f"Hours meant: {hours}.", 0, 3)
        rules = dict.fromkeys(reason.rule for reason in self.checked.choices)
        for rule in rules:
            authors = [reason.author for reason in self.checked.choices if reason.rule == rule]
            yield from _wrapped(f"{choice_words(rule)} {self._cited(authors)}", 0, 3)

    def reviews(self) -> Iterator[str]:
        reviews = self.checked.schedule.reviews
        if not reviews:
            return
        yield from _title("Reviews")
        for review in reviews:
            cited = self._cited([reason.author for reason in review.because])
            yield from _wrapped(f"{weekday_words(review.on)}: {review.purpose} {cited}", 0, 3)

    def findings(self) -> Iterator[str]:
        yield from _title("Findings")
        if not self.checked.report.findings:
            yield f"Nothing found by these {len(self.checked.report.checks_run)} checks."
        for finding in self.checked.report.findings:
            cited = self._cited(finding.authors)
            words = f"{SEVERITY_WORDS[finding.severity]}: {finding.says} {cited}"
            yield from _wrapped(f"{words.rstrip()} ({finding.code})", 0, 3)

    def supply(self) -> Iterator[str]:
        supply = self.checked.supply
        if supply is None:
            return
        yield from _title("To dispense")
        days = (supply.until - supply.first).days + 1
        yield f"{span_words(supply.first, supply.until)} ({count_words(days, 'day')})"
        for line in supply.lines:
            yield from self._supply_line(line)
        yield from self._supply_end(supply)

    def _supply_line(self, line: SupplyLine) -> Iterator[str]:
        product = self.products[line.product]
        words = f"{line.tablets} × {product.name}"
        if line.packs is not None and line.pack_size is not None:
            words += f", in {count_words(line.packs, 'pack')} of {line.pack_size}"
        else:
            words += " (pack size not known)"
        if line.left_over:
            parts = {piece.part: piece.count for piece in line.left_over}
            words += f"; {number_words(parts)} tablet is left over from splitting"
        yield from _wrapped(words, 3, 6)

    def _supply_end(self, supply: Supply) -> Iterator[str]:
        yield f"   Last day covered: {weekday_words(supply.last_covered)}"
        if supply.reserve_days:
            yield f"   Reserve, kept apart, for {count_words(supply.reserve_days, 'day')}:"
            for line in supply.reserve:
                yield from ("   " + words for words in self._supply_line(line))
        elif self.checked.schedule.then == "continues":
            yield from _wrapped(
                "No reserve was asked for. Order before the last day covered: a supply that "
                "runs out stops baclofen suddenly.",
                3,
            )

    def checks(self) -> Iterator[str]:
        report = self.checked.report
        yield from _title("Checks")
        yield from _wrapped(f"{len(report.checks_run)} checks ran: {', '.join(report.checks_run)}.")
        for missed in report.checks_not_run:
            yield from _wrapped(f"Not judged: {missed.check}. {missed.why}", 0, 3)

    def sources(self) -> Iterator[str]:
        yield from _title("Who says so")
        for number, authors in enumerate(self.groups.values(), start=1):
            yield from _wrapped(f"[{number}] {authors_words(authors)}", 0, 5)
        yield ""
        yield from _wrapped(
            "Check this schedule before anyone takes a dose from it. Baclofen is never "
            "stopped suddenly."
        )

    def _cited(self, authors: Iterable[Author]) -> str:
        """Numbers of the authors; those who say the same share one."""
        numbers = {}
        for author in authors:
            key = (author.kind, author.says)
            group = self.groups.setdefault(key, [])
            if author not in group:
                group.append(author)
            numbers[list(self.groups).index(key) + 1] = True
        return "".join(f"[{number}]" for number in numbers)


def _title(words: str) -> Iterator[str]:
    yield words
    yield "-" * WIDTH


def _field(name: str, value: str) -> Iterator[str]:
    label = f"{name[:1].upper()}{name[1:]}"
    return iter(
        textwrap.wrap(
            value,
            WIDTH,
            initial_indent=f"{label:<17} ",
            subsequent_indent=" " * 18,
            break_on_hyphens=False,
        )
    )


def _wrapped(words: str, indent: int = 0, hanging: int | None = None) -> Iterator[str]:
    after = indent if hanging is None else hanging
    return iter(
        textwrap.wrap(
            words,
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * after,
            break_on_hyphens=False,
        )
    )
