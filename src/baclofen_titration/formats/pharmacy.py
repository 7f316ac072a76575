"""A sheet for the pharmacy: what to give out at each visit, and what stands on each box."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.dates import add_days
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.fills import Fill, FillLine
from baclofen_titration.formats.acceptance import accepted_words
from baclofen_titration.formats.dispense_lines import reserve_lines, step_back_lines
from baclofen_titration.formats.entrance import refuse_unchecked
from baclofen_titration.formats.going_home import refuse_in_hospital
from baclofen_titration.formats.page import SAYS_SO, Line, Voices, joined, printed
from baclofen_titration.formats.sheet_codes import sheet_code
from baclofen_titration.formats.wording import (
    QUARTERS,
    count_words,
    counted_pieces,
    number_words,
    span_words,
    weekday_words,
)
from baclofen_titration.formats.words.speaking import phrase
from baclofen_titration.product import Part, Product
from baclofen_titration.regimen import Piece

Amounts = dict[str, dict[Part, int]]
"""How much of each product, by part."""

MOST_FILLS = 60


def to_pharmacy(checked: CheckedSchedule) -> str:
    """Write the sheet for the pharmacy.

    Parameters
    ----------
    checked : CheckedSchedule
        From `plan_titration` or `plan_taper`. Its fills cover the `supply` that was
        asked for [days], or one fill without.

    Returns
    -------
    str
        For each fill: strengths, whole tablets or packs, what is left over, the last
        day covered, the day to order by, and a label for each box; then what is kept
        for one step back on a way down, the reserve
        and the stops that were accepted. Lines of at most 80 characters.

    Raises
    ------
    RefusedError
        If the plan is for a patient in hospital.
    InvalidValueError
        If there are more than 60 fills, or none.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> checked = plan_taper(TaperRequest(
    ...     protocol=load_protocol("us-label-adult"),
    ...     products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"),
    ...     taking=Taking(regimen="bedtime 20 mg", since="2026-10-01"),
    ...     over="2 days", start="2026-12-01"))
    >>> "Fill 1 of 1" in to_pharmacy(checked)
    True
    """
    refuse_unchecked(checked)
    return joined(printed(section) for section in pharmacy_sections(checked))


def pharmacy_sections(checked: CheckedSchedule) -> list[list[Line]]:
    """What stands on the sheet for the pharmacy, however it is printed.

    Raises
    ------
    RefusedError, InvalidValueError
        As `to_pharmacy`.
    """
    refuse_in_hospital(checked, "A sheet for the pharmacy")
    if not 1 <= len(checked.fills) <= MOST_FILLS:
        raise InvalidValueError(
            f"A pharmacy sheet holds 1 to {MOST_FILLS} fills, and this one would hold "
            f"{len(checked.fills)}. Supply fewer days at a time, or make each fill longer."
        )
    page, voices = _Page(checked), Voices()
    numbered = enumerate(checked.fills, start=1)
    fills = [list(page.fill(number, fill, voices)) for number, fill in numbered]
    supply = checked.supply
    back = list(page.step_back(voices))
    kept = [] if supply is None else list(reserve_lines(checked, supply, page.products))
    sections = [list(page.head()), *fills, back, kept, list(page.accepted()), _sources(voices)]
    return [section for section in sections if section]


def _sources(voices: Voices) -> list[Line]:
    entries = [Line(entry, kind="entry") for entry in voices.entries()]
    return [Line(SAYS_SO, kind="title"), *entries] if entries else []


class _Page:
    def __init__(self, checked: CheckedSchedule) -> None:
        self.checked = checked
        self.products = {product.id: product for product in checked.products}

    def head(self) -> Iterator[Line]:
        if self.checked.is_specimen:
            yield Line(phrase("specimen"), 0, "plain")
        yield Line(phrase("pharmacy-title", code=sheet_code(self.checked)), 0, "plain")
        protocol = self.checked.protocol
        yield _field("Protocol", f"{protocol.id}, edition {protocol.edition}")
        if protocol.signed_by:
            yield _field("Signed by", protocol.signed_by)
        yield _field("Products", ", ".join(p.name for p in self.checked.products))

    def fill(self, number: int, fill: Fill, voices: Voices) -> Iterator[Line]:
        """One visit: what is given out, how long it lasts, and the labels."""
        days = count_words((fill.until - fill.first).days + 1, "day")
        span = span_words(fill.first, fill.until)
        of = len(self.checked.fills)
        yield _title(f"Fill {number} of {of}: {span} ({days}) {voices.cited(fill.authors)}")
        for line in fill.lines:
            yield from self._line(line)
        if not fill.lines:
            yield Line("Nothing is taken on these days.")
        yield Line(f"Last day covered: {weekday_words(fill.last_covered)}")
        order = fill.order_by
        due = "none, the plan ends" if order is None else weekday_words(order)
        yield Line(f"Order the next by: {due}")
        yield from self._labels(fill)

    def step_back(self, voices: Voices) -> Iterator[Line]:
        """What is given out beside the fills, so that nobody stops for want of tablets."""
        held = self.checked.step_back
        if held is None:
            return
        yield _title(f"One step back {voices.cited(held.authors)}")
        yield from step_back_lines(self.checked, self.products)
        for line in held.lines:
            label = (
                f"BACLOFEN {self.products[line.product].name}. Sheet {sheet_code(self.checked)}."
            )
            yield Line(
                f"Label: {label} Kept apart. Take none of it before the prescriber has said so."
            )

    def _line(self, line: FillLine) -> Iterator[Line]:
        product = self.products[line.product]
        words = _liquid(line, product) if product.form == "liquid" else _tablets(line, product)
        yield Line(words)
        if any(piece.part in ("half", "quarter") for piece in line.pieces):
            yield Line(phrase("break-line"), 2, "text")
        for bottle in line.bottles:
            opened = weekday_words(bottle.opened)
            if bottle.discard_on is None:
                words = phrase("label-opened", opened=opened)
            else:
                discard = weekday_words(bottle.discard_on)
                words = phrase("label-discard", opened=opened, discard=discard)
            yield Line(words, 2, "text")

    def _labels(self, fill: Fill) -> Iterator[Line]:
        boxes = [line for line in fill.lines if line.pieces or line.volume]
        spans = list(self._spans(fill))
        for number, line in enumerate(boxes, start=1):
            yield Line(f"Label {number} of {len(boxes)}", kind="box")
            for words in self._label(fill, line, spans, (number, len(boxes))):
                yield Line(words, 2, "text")

    def _label(
        self,
        fill: Fill,
        line: FillLine,
        spans: list[tuple[date, date, Amounts]],
        place: tuple[int, int],
    ) -> Iterator[str]:
        """What stands on one box; it never reads as the whole dose where there is another box."""
        product = self.products[line.product]
        yield phrase(
            "label-head",
            product=product.name,
            code=sheet_code(self.checked),
            days=span_words(fill.first, fill.until),
        )
        number, boxes = place
        part = phrase("label-part", number=str(number), boxes=str(boxes))
        yield part if boxes > 1 else phrase("label-one")
        for (first, until), held in _joined_spans(spans, line.product):
            days = span_words(first, until)
            if held:
                yield phrase("label-span", days=days, amount=_amount(held, product))
            else:
                yield phrase("label-span-none", days=days)
        most = max((held[line.product] for *_, held in spans if line.product in held), key=_size)
        yield phrase("label-most", amount=_amount(most, product))

    def _spans(self, fill: Fill) -> Iterator[tuple[date, date, Amounts]]:
        """What is taken in a day, for each run of equal days of a fill."""
        schedule = self.checked.schedule
        for step in schedule.steps:
            first, until = max(step.start, fill.first), min(step.end or fill.until, fill.until)
            if first > until:
                continue
            begun = schedule.on(first)
            if begun is not None and begun.not_today:
                yield first, first, _of([p for taking in begun.takings for p in taking.pieces])
                first = add_days(first, 1)
            if first <= until:
                takings = step.regimen.administrations
                yield first, until, _of([p for taking in takings for p in taking.pieces])

    def accepted(self) -> Iterator[Line]:
        """The stops that a clinician accepted, so that the pharmacy does not phone for them."""
        checked = self.checked
        lines = [
            (finding, accepted)
            for finding in checked.report.findings
            if finding.severity == "stop"
            for accepted in checked.acknowledgements
            if accepted.accepts(finding, checked.request_digest)
        ]
        yield _title("Stops that were accepted")
        if not lines:
            yield Line("None: nothing stops this plan.")
        for finding, accepted in lines:
            yield Line(f"{finding.says} ({finding.code})")
            yield Line(accepted_words(accepted), 2, "text")


def _title(words: str) -> Line:
    return Line(words, kind="title")


def _field(name: str, words: str) -> Line:
    return Line(words, kind="field", name=name)


def _of(pieces: list[Piece]) -> Amounts:
    return counted_pieces(pieces)


def _joined_spans(
    spans: list[tuple[date, date, Amounts]], product: str
) -> Iterator[tuple[tuple[date, date], dict[Part, int]]]:
    """The runs of days on which equally much of one product is taken."""
    for held, run in groupby(spans, key=lambda span: span[2].get(product, {})):
        days = list(run)
        yield (days[0][0], days[-1][1]), held


def _size(parts: dict[Part, int]) -> int:
    return sum(count * QUARTERS.get(part, 1) for part, count in parts.items())


def _amount(parts: dict[Part, int], product: Product) -> str:
    if product.form == "liquid":
        return str(product.measured_volume(sum(parts.values())))
    return number_words(parts)


def _tablets(line: FillLine, product: Product) -> str:
    words = f"{line.tablets} × {product.name}"
    if not line.tablets:
        words = f"no further {product.name}: what is left of the last fill is enough"
    elif line.packs is not None and line.pack_size is not None:
        words += f", in {count_words(line.packs, 'pack')} of {line.pack_size}"
    else:
        words += " (pack size not known: counted singly)"
    if line.left_over:
        parts = {piece.part: piece.count for piece in line.left_over}
        words += f"; left over: {number_words(parts)}"
    return words


def _liquid(line: FillLine, product: Product) -> str:
    words = f"{line.volume} of {product.name}"
    if line.bottle_size is None:
        return f"{words} (bottle size not known)"
    if not line.bottles:
        return f"{words}: the bottle that is open lasts"
    return f"{words}, in {count_words(len(line.bottles), 'bottle')} of {line.bottle_size}"
