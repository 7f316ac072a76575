"""The page for the professional who checks a sheet: what was asked, found, accepted, and why."""

from __future__ import annotations

from collections.abc import Iterator

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.findings import Finding
from baclofen_titration.formats.answers import NOT_ASKED, unasked
from baclofen_titration.formats.page import SAYS_SO, Voices
from baclofen_titration.formats.sheet.contents import Contacts, Part, SheetOptions
from baclofen_titration.formats.withdrawal import TITLE as WITHDRAWAL
from baclofen_titration.formats.withdrawal import withdrawal_lines
from baclofen_titration.formats.wording import (
    changed_words,
    fall_words,
    largest_words,
    limit_words,
    rule_words,
)
from baclofen_titration.formats.words.catalogue import SOURCE
from baclofen_titration.formats.words.speaking import Words, phrase, words_of

SEVERITIES = {"stop": "STOP", "caution": "Caution", "note": "Note"}


def professional_parts(checked: CheckedSchedule, options: SheetOptions) -> tuple[Part, ...]:
    """Everything behind the sheet, as titled lists."""
    voices = Voices()
    parts = (
        Part(phrase("protocol"), tuple(_protocol(checked, _english(options)))),
        Part(phrase("request"), tuple(_request(checked))),
        Part(phrase("findings"), tuple(_findings(checked, options, voices))),
        Part(WITHDRAWAL, tuple(withdrawal_lines(checked, voices))),
        Part(phrase("not-judged"), tuple(_not_judged(checked))),
        Part(phrase("reasons"), tuple(_reasons(checked, voices))),
    )
    sources = Part(SAYS_SO, tuple(voices.entries()))
    return tuple(part for part in (*parts, sources) if part.lines)


def _english(options: SheetOptions) -> Words:
    """The language of this page, which is English on every sheet."""
    return words_of(options.language if options.language.startswith("en") else SOURCE)


def _protocol(checked: CheckedSchedule, words: Words) -> Iterator[str]:
    protocol = checked.protocol
    yield protocol.title
    yield f"{protocol.id}, " + phrase(
        "content",
        edition=words.day(protocol.edition),
        status=protocol.status,
        digest=protocol.digest[:12],
    )
    if protocol.signed_by:
        yield phrase("signed-by", signature=protocol.signed_by)


def _request(checked: CheckedSchedule) -> Iterator[str]:
    before = {product.id: product for product in checked.products_before}
    products = {product.id: product for product in checked.products}
    for asked in checked.asked:
        if asked.answer != NOT_ASKED:
            yield f"{asked.name}: {asked.answer}"
    for changed in checked.changed_products:
        yield f"{changed.at} {changed.dose}: {changed_words(changed, before, products)}"
    missing = unasked(checked)
    if missing:
        yield f"{NOT_ASKED}: {', '.join(missing)}"


def _findings(checked: CheckedSchedule, options: SheetOptions, voices: Voices) -> Iterator[str]:
    if not checked.report.findings:
        yield phrase("no-findings", count=len(checked.report.checks_run))
    for finding in (*checked.report.findings, *_of_the_print(options)):
        cited = voices.cited(finding.authors)
        yield f"{SEVERITIES[finding.severity]}: {finding.says} ({finding.code}) {cited}".strip()
        for accepted in checked.acknowledgements:
            if accepted.accepts(finding, checked.request_digest):
                yield phrase("accepted", role=accepted.role, reason=accepted.reason)


def _of_the_print(options: SheetOptions) -> Iterator[Finding]:
    """What is found about the paper, not about the schedule."""
    yield from _blanks(options.contacts)
    if words_of(options.language).is_draft:
        says = phrase("draft-words-finding", language=options.language)
        yield Finding(
            code="words-not-verified", severity="caution", says=says, found=options.language
        )


def _blanks(contacts: Contacts) -> Iterator[Finding]:
    """What has to be written in by hand before the sheet is handed over."""
    blank = [name for name in Contacts.model_fields if getattr(contacts, name) is None]
    if blank:
        names = ", ".join(phrase(name.replace("_", "-")) for name in blank)
        says = phrase("blank", names=names)
        yield Finding(code="contacts-not-given", severity="caution", says=says, found=names)


def _not_judged(checked: CheckedSchedule) -> Iterator[str]:
    for missed in checked.report.checks_not_run:
        yield f"{missed.check}: {missed.why}"


def _reasons(checked: CheckedSchedule, voices: Voices) -> Iterator[str]:
    falls = {fall.step: fall for fall in checked.falls}
    for number, step in enumerate(checked.schedule.steps, start=1):
        rules = dict.fromkeys(reason.rule for reason in step.because)
        authors = [reason.author for reason in step.because]
        limits = [checked.limits.get(rule) for rule in step.bound_by]
        bound = "; ".join(limit_words(limit) for limit in limits if limit is not None)
        authors += [author for limit in limits if limit is not None for author in limit.authors]
        why = "; ".join(rule_words(rule) for rule in rules)
        reached = f" Reaches the {bound}." if bound else ""
        head = phrase("step", number=number, daily=step.regimen.daily_dose)
        fall = f" Falls by {fall_words(falls[number])}." if number in falls else ""
        yield f"{head}: {why}.{fall}{reached} {voices.cited(authors)}".strip()
    yield from largest_words(falls.values())
