"""Doses, steps, reviews and days of the document."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from baclofen_titration.dates import CivilDate
from baclofen_titration.formats.document.authors import ReasonEntry
from baclofen_titration.formats.document.entry import At, Entry, Listed, Positive, as_tuple
from baclofen_titration.formats.document.falls import FallEntry
from baclofen_titration.lengths import MOST_DAYS
from baclofen_titration.limits import LimitRule
from baclofen_titration.product import Part
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.regimen import MOST_PIECES
from baclofen_titration.schedule import Phase


class PieceEntry(Entry):
    """Some equal pieces of one product."""

    product: Key
    count: Annotated[int, Field(ge=1, le=MOST_PIECES)]
    part: Part = "whole"


class DoseEntry(Entry):
    """One taking; `pieces` is empty where products are not known."""

    at: At
    dose: Dose
    pieces: Listed[PieceEntry] = ()


Doses = Annotated[
    tuple[DoseEntry, ...], Field(min_length=1, max_length=24), BeforeValidator(as_tuple)
]


class TakingEntry(Entry):
    """What was taken before, and since when. `daily_dose` is a check digit."""

    since: CivilDate | Literal["unknown"]
    daily_dose: DailyDose
    doses: Doses


class StepEntry(Entry):
    """A regimen kept for some days.

    `number`, `end`, `daily_dose` and the actual fall are check digits.
    """

    number: Positive
    phase: Phase
    start: CivilDate
    end: CivilDate | None
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None
    daily_dose: DailyDose
    doses: Doses
    because: Listed[ReasonEntry] = ()
    bound_by: Listed[LimitRule] = ()
    fall: FallEntry | None = None


class ReviewEntry(Entry):
    """A day on which somebody looks again; `watch` is for whoever treats alone."""

    on: CivilDate
    purpose: Annotated[str, StringConstraints(min_length=3, max_length=300)]
    watch: bool = False
    because: Listed[ReasonEntry] = ()


class DayDoseEntry(Entry):
    """What is taken at one time of one day."""

    at: At
    dose: Dose


class DayEntry(Entry):
    """One day, derived from its step; on reading it is refused if it disagrees."""

    date: CivilDate
    day: Positive
    step: Positive
    doses: Listed[DayDoseEntry]
    daily_dose: DailyDose


def _word_or_taking(value: Any) -> str:
    return "word" if isinstance(value, str) else "taking"


BeforeEntry = Annotated[
    Annotated[Literal["nothing", "unknown"], Tag("word")] | Annotated[TakingEntry, Tag("taking")],
    Discriminator(_word_or_taking),
]
