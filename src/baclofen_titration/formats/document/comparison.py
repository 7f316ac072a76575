"""Ways down side by side as a document; it is written and never read."""

from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints

from baclofen_titration.compared import (
    LONGEST_REFUSAL,
    ComparedWay,
    DayOfWay,
    TaperComparison,
    WayName,
)
from baclofen_titration.dates import CivilDate
from baclofen_titration.falls import StepFall
from baclofen_titration.formats.document.entry import Entry, Listed, Positive, Whole
from baclofen_titration.formats.document.falls import LargestFallEntry
from baclofen_titration.formats.document.judging import ProtocolEntry
from baclofen_titration.formats.sheet_codes import LETTERS, sheet_code
from baclofen_titration.product import Volume
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose

COMPARISON_VERSION = "1.0"

Code = Annotated[str, StringConstraints(pattern=f"^[{LETTERS}]{{4}}$")]
Refusal = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_REFUSAL)]


class TakenEntry(Entry):
    """What the whole way takes of one product: tablets or packets, of a liquid its volume."""

    product: Key
    tablets: Whole
    volume: Volume | None


class WayEntry(Entry):
    """One way down: what it asks for, or why it is refused; of a refused one all else is null."""

    name: WayName
    refused: Refusal | None
    code: Code | None
    protocol: ProtocolEntry | None
    products: Listed[Key]
    days: Whole | None
    kept: DailyDose | None
    changes: Positive | None
    largest_fall: LargestFallEntry | None
    largest_share: LargestFallEntry | None
    to_nothing: LargestFallEntry | None
    dispense: Listed[TakenEntry]
    findings: Listed[Key]


class DayOfWayEntry(Entry):
    """What one way gives on one day."""

    way: WayName
    date: CivilDate
    day: Positive
    daily_dose: DailyDose
    daily_micrograms: Whole


class Comparison(Entry):
    """Ways down from one present regimen, side by side, as one JSON document.

    `days` has each planned way on each day, to the day after the longest one ends.
    """

    model_config = ConfigDict(title="Ways down side by side")

    schema_version: Annotated[str, StringConstraints(pattern=r"^1\.(0|[1-9][0-9]?)$")]
    start: CivilDate
    present: DailyDose
    taking: Annotated[str, StringConstraints(max_length=600)]
    ways: Listed[WayEntry]
    days: Listed[DayOfWayEntry]


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of what `to_comparison` writes as JSON.

    Examples
    --------
    >>> "ways" in comparison_schema()["properties"]
    True
    """
    schema = Comparison.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def document_of(comparison: TaperComparison) -> Comparison:
    """A comparison as it is written."""
    regimen = comparison.before.regimen
    return Comparison(
        schema_version=COMPARISON_VERSION,
        start=comparison.start,
        present=regimen.daily_dose,
        taking=str(regimen),
        ways=tuple(map(_way, comparison.ways)),
        days=tuple(map(_day, comparison.points())),
    )


def _way(way: ComparedWay) -> WayEntry:
    daily, relative, last = way.largest
    checked = way.checked
    return WayEntry(
        name=way.name,
        refused=way.refused or None,
        code=None if checked is None else sheet_code(checked),
        protocol=None
        if checked is None
        else ProtocolEntry(**{name: getattr(checked.protocol, name) for name in REFERENCE}),
        products=() if checked is None else tuple(product.id for product in checked.products),
        days=way.days,
        kept=way.kept,
        changes=way.changes,
        largest_fall=_fall(daily),
        largest_share=_fall(relative),
        to_nothing=_fall(last),
        dispense=tuple(
            TakenEntry(product=line.product, tablets=line.tablets, volume=line.volume)
            for line in way.dispensed
        ),
        findings=way.cautions,
    )


REFERENCE = tuple(ProtocolEntry.model_fields)


def _fall(fall: StepFall | None) -> LargestFallEntry | None:
    if fall is None:
        return None
    return LargestFallEntry(on=fall.on, actual=fall.actual, actual_share=fall.actual_share)


def _day(point: DayOfWay) -> DayOfWayEntry:
    return DayOfWayEntry(
        way=point.way,
        date=point.date,
        day=point.day,
        daily_dose=point.daily_dose,
        daily_micrograms=point.daily_dose.micrograms,
    )
