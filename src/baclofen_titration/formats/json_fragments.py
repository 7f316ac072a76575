"""Pieces of JSON text, one kind of value each.

Text is joined instead of dumped because most of a document repeats: what a rule
file says is turned into text once and remembered, and a day is its step's text
with another date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from baclofen_titration.advice import Advice
from baclofen_titration.checked import ProtocolReference, TailoringRecord
from baclofen_titration.falls import StepFall, largest_falls
from baclofen_titration.findings import Acknowledgement, Finding, SafetyReport
from baclofen_titration.formats.wording import value_words
from baclofen_titration.limits import Limit
from baclofen_titration.product import Bottle, Pack, Product, Volume
from baclofen_titration.provenance import Author, Authored
from baclofen_titration.quantities import format_micrograms
from baclofen_titration.regimen import Administration, Piece, Taking, time_order
from baclofen_titration.schedule import Reason, ReviewPoint, Schedule, Step
from baclofen_titration.supplied import ChangedProduct, StepBack, Supply, SupplyLine

REMEMBERED = 1024


def listed(fragments: Iterable[str]) -> str:
    """A list on one line."""
    return "[" + ",".join(fragments) + "]"


def lines(fragments: Iterable[str]) -> str:
    """A list with one entry a line."""
    held = ",\n".join(fragments)
    return f"[\n{held}\n]" if held else "[]"


def table(pairs: Mapping[str, str]) -> str:
    """An object of texts."""
    return "{" + ",".join(f"{quoted(key)}:{quoted(text)}" for key, text in pairs.items()) + "}"


def shown(value: object) -> str:
    """Text or null; everything that has a unit or is a date is text."""
    return "null" if value is None else quoted(str(value))


def number(value: int | None) -> str:
    """A count or null."""
    return "null" if value is None else str(value)


def flag(value: bool) -> str:
    """True or false, as JSON writes them."""
    return "true" if value else "false"


@lru_cache(maxsize=REMEMBERED)
def amount(micrograms: int) -> str:
    """An amount of baclofen with its unit."""
    return format_micrograms(micrograms)


@lru_cache(maxsize=REMEMBERED)
def advice(told: Advice) -> str:
    """One thing that a patient is told."""
    authors = listed(f"{{{author(held)}}}" for held in told.authors)
    return (
        f'{{"key":{quoted(told.key)},"topic":{quoted(told.topic)},"tier":{quoted(told.tier)},'
        f'"says":{quoted(told.says)},"says_to_carer":{quoted(told.says_to_carer)},'
        f'"authors":{authors}}}'
    )


@lru_cache(maxsize=REMEMBERED)
def author(held: Author) -> str:
    """Who stands behind a value, without the braces, so that a rule can stand beside it."""
    if held.kind == "judgement":
        return (
            f'"kind":"judgement","says":{quoted(held.says)},"citation":null,'
            f'"reason":{quoted(held.reason)}'
        )
    return (
        f'"kind":"{held.kind}","says":{quoted(held.says)},"citation":{{"source":'
        f'{quoted(held.source)},"title":{quoted(held.title)},"section":{quoted(held.section)},'
        f'"grade":"{held.grade}","verbatim":{flag(held.verbatim)}}},"reason":null'
    )


def authors(held: Iterable[Author]) -> str:
    """Everybody who stands behind a value."""
    return listed([f"{{{author(one)}}}" for one in held])


def reasons(held: Iterable[Reason]) -> str:
    """The rules that made something, and who stands behind them."""
    return listed([f'{{"rule":{quoted(one.rule)},{author(one.author)}}}' for one in held])


@lru_cache(maxsize=REMEMBERED)
def limit(held: Limit) -> str:
    """A bound with its unit."""
    return (
        f'{{"rule":"{held.rule}","value":{quoted(value_words(held))},'
        f'"authors":{authors(held.authors)}}}'
    )


def tailoring(held: TailoringRecord) -> str:
    """What one rule set makes of the patient."""
    return (
        f'{{"rule_set":{quoted(held.rule_set)},"edition":"{held.edition}",'
        f'"title":{quoted(held.title)},"status":"{held.status}","applied":{flag(held.applied)},'
        f'"why":{quoted(held.why)},"limits":{listed(map(limit, held.limits))},'
        f'"bound":{listed(map(quoted, held.bound))}}}'
    )


@lru_cache(maxsize=REMEMBERED)
def product(held: Product) -> str:
    """A product with everything that a liquid has more than a tablet."""
    parts = listed(f'"{part}"' for part in held.parts)
    return (
        f'{{"id":{quoted(held.id)},"name":{quoted(held.name)},"form":"{held.form}",'
        f'"strength":"{held.strength}","parts":{parts},"authors":{authors(held.authors)},'
        f'"packs":{_amounts(held.packs)},"volume":{shown(held.volume)},'
        f'"graduation":{_authored(held.graduation)},"dose_step":{_authored(held.dose_step)},'
        f'"bottles":{_amounts(held.bottles)},'
        f'"discard_after_opening":{_authored(held.discard_after_opening)}}}'
    )


def _amounts(held: Iterable[Pack] | Iterable[Bottle]) -> str:
    return listed(
        f'{{"size":{one.size if isinstance(one.size, int) else shown(one.size)},'
        f'"authors":{authors(one.authors)}}}'
        for one in held
    )


def _authored(held: Authored[Volume] | Authored[str] | None) -> str:
    if held is None:
        return "null"
    return f'{{"value":{shown(held.value)},"authors":{authors(held.authors)}}}'


def protocol(held: ProtocolReference) -> str:
    """Which edition of which protocol."""
    return (
        f'{{"id":{quoted(held.id)},"edition":"{held.edition}","status":"{held.status}",'
        f'"digest":"{held.digest}","title":{quoted(held.title)},"shipped":{flag(held.shipped)},'
        f'"signed_by":{quoted(held.signed_by)}}}'
    )


def pieces(held: Iterable[Piece]) -> str:
    """Pieces of products."""
    return listed(
        [
            f'{{"product":{quoted(one.product)},"count":{one.count},"part":"{one.part}"}}'
            for one in held
        ]
    )


def changed(held: ChangedProduct) -> str:
    """One taking in the product until now and in the new one."""
    return (
        f'{{"at":"{held.at}","dose":"{held.dose}",'
        f'"was":{pieces(held.was)},"now":{pieces(held.now)}}}'
    )


def doses(held: Iterable[Administration]) -> str:
    """The takings of a day."""
    return listed(
        [
            f'{{"at":"{one.at}","dose":"{amount(one.dose.micrograms)}",'
            f'"pieces":{pieces(one.pieces)}}}'
            for one in held
        ]
    )


def daily(held: Iterable[Administration]) -> str:
    """The doses of a day added up."""
    return f'"daily_dose":"{amount(sum([one.dose.micrograms for one in held]))}/day"'


def before(held: Taking | str) -> str:
    """What was taken until the day before."""
    if isinstance(held, str):
        return quoted(held)
    takings = held.regimen.administrations
    return f'{{"since":"{held.since}",{daily(takings)},"doses":{doses(takings)}}}'


def fall(held: StepFall | None) -> str:
    """By how much a step falls, and by how much it was meant to."""
    if held is None:
        return "null"
    return (
        f'{{"actual":"{held.actual}","actual_share":"{held.actual_share}",'
        f'"ideal":{shown(held.ideal)},"ideal_share":{shown(held.ideal_share)}}}'
    )


def largest(held: Iterable[StepFall]) -> str:
    """The largest falls of a way down; null where nothing falls."""
    found = largest_falls(held)
    if not any(found):
        return "null"
    return "{" + ",".join(f'"{name}":{_dated(one)}' for name, one in found._asdict().items()) + "}"


def _dated(held: StepFall | None) -> str:
    if held is None:
        return "null"
    share = held.actual_share
    return f'{{"on":"{held.on}","actual":"{held.actual}","actual_share":"{share}"}}'


def step(place: int, held: Step, falls: Mapping[int | None, StepFall]) -> str:
    """A step, counted from 1."""
    bounds = listed([f'"{rule}"' for rule in held.bound_by])
    takings = held.regimen.administrations
    return (
        f'{{"number":{place},"phase":"{held.phase}","start":"{held.start.isoformat()}",'
        f'"end":{shown(held.end)},"days":{number(held.days)},'
        f'{daily(takings)},"doses":{doses(takings)},'
        f'"because":{reasons(held.because)},"bound_by":{bounds},"fall":{fall(falls.get(place))}}}'
    )


def review(held: ReviewPoint) -> str:
    """A day on which somebody looks again."""
    return (
        f'{{"on":"{held.on}","purpose":{quoted(held.purpose)},"watch":{flag(held.watch)},'
        f'"because":{reasons(held.because)}}}'
    )


def finding(held: Finding) -> str:
    """One thing that was found."""
    return (
        f'{{"code":{quoted(held.code)},"severity":"{held.severity}","says":{quoted(held.says)},'
        f'"on":{shown(held.on)},"step":{number(held.step)},"at":{shown(held.at)},'
        f'"found":{quoted(held.found)},"allowed":{quoted(held.allowed)},'
        f'"hard":{flag(held.hard)},"role":{shown(held.role)},"authors":{authors(held.authors)}}}'
    )


def checks(report: SafetyReport) -> Iterator[str]:
    """The checks that ran, and those that could not."""
    for code in report.checks_run:
        yield f'{{"check":{quoted(code)},"run":true,"why":null}}'
    for missed in report.checks_not_run:
        yield f'{{"check":{quoted(missed.check)},"run":false,"why":{quoted(missed.why)}}}'


def acknowledgement(held: Acknowledgement, why_void: str | None) -> str:
    """What a clinician accepted, and why it has no effect if it has none."""
    return (
        f'{{"code":{quoted(held.code)},"value":{quoted(held.value)},"request":"{held.request}",'
        f'"role":"{held.role}","reason":{quoted(held.reason)},"void":{shown(why_void)}}}'
    )


def dispense(supply: Supply) -> Iterator[str]:
    """What to dispense, and the reserve kept apart."""
    span = (
        f'"purpose":"supply","first":"{supply.first}","until":"{supply.until}",'
        f'"days":{(supply.until - supply.first).days + 1},"last_covered":"{supply.last_covered}"'
    )
    for line in supply.lines:
        yield _line(line, span)
    span = (
        '"purpose":"reserve","first":null,"until":null,'
        f'"days":{supply.reserve_days},"last_covered":null'
    )
    for line in supply.reserve:
        yield _line(line, span)


def kept_back(held: StepBack | None) -> Iterator[str]:
    """What is kept for one step back, a line a product."""
    for line in () if held is None else held.lines:
        span = (
            f'"purpose":"step-back","first":null,"until":null,'
            f'"days":{line.days},"last_covered":null'
        )
        yield _line(line, span)


def step_back(held: StepBack | None) -> str:
    """What is not counted for one step back, and who says that any is."""
    if held is None:
        return "null"
    days = listed(f'"{day}"' for day in held.not_counted)
    return f'{{"not_counted":{days},"authors":{authors(held.authors)}}}'


def _line(held: SupplyLine, span: str) -> str:
    return (
        f'{{"product":{quoted(held.product)},{span},"tablets":{held.tablets},'
        f'"pieces":{pieces(held.pieces)},"left_over":{pieces(held.left_over)},'
        f'"pack_size":{number(held.pack_size)},"packs":{number(held.packs)},'
        f'"volume":{shown(held.volume)},"bottle_size":{shown(held.bottle_size)},'
        f'"bottles":{number(held.bottles)},"volume_left_over":{shown(held.volume_left_over)}}}'
    )


def days(schedule: Schedule, last: date) -> Iterator[str]:
    """Each day up to a last one; a late first day shows only what is taken on it."""
    origin, horizon = schedule.start.toordinal() - 1, last.toordinal()
    for place, held in enumerate(schedule.steps, start=1):
        first = held.start.toordinal()
        end = horizon if held.days is None else min(horizon, first + held.days - 1)
        takings = held.regimen.administrations
        if place == 1 and schedule.first_taking is not None and first <= end:
            order = time_order(schedule.first_taking)
            late = [taking for taking in takings if time_order(taking.at) >= order]
            yield f'{{"date":"{held.start}","day":1,"step":1,{_day(late)}}}'
            first += 1
        same = f'"step":{place},{_day(takings)}}}'
        for day in range(first, end + 1):
            yield f'{{"date":"{date.fromordinal(day).isoformat()}","day":{day - origin},{same}'


def _day(takings: Sequence[Administration]) -> str:
    amounts = listed(
        f'{{"at":"{one.at}","dose":"{amount(one.dose.micrograms)}"}}' for one in takings
    )
    return f'"doses":{amounts},{daily(takings)}'
