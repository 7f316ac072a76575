"""Products of the document, and what is dispensed of them."""

from typing import Literal

from baclofen_titration.dates import CivilDate
from baclofen_titration.formats.document.authors import AuthorEntry, Authors
from baclofen_titration.formats.document.entry import At, Entry, Listed, Positive, Some, Whole
from baclofen_titration.formats.document.steps import PieceEntry
from baclofen_titration.product import KeepingTime, Part, Volume
from baclofen_titration.provenance import Key, Sentence
from baclofen_titration.quantities import Dose


class AmountEntry(Entry):
    """A number of tablets or a volume, with whoever says so."""

    size: Positive | Volume
    authors: Authors


class VolumeEntry(Entry):
    """A volume, with whoever says so."""

    value: Volume
    authors: Authors


class KeepingEntry(Entry):
    """How long an open bottle may be used, with whoever says so."""

    value: KeepingTime
    authors: Authors


class ProductEntry(Entry):
    """One strength of one form."""

    id: Key
    name: Sentence
    form: Literal["tablet", "packet", "liquid"]
    strength: Dose
    parts: Some[Part]
    authors: Authors
    packs: Listed[AmountEntry] = ()
    volume: Volume | None = None
    graduation: VolumeEntry | None = None
    dose_step: VolumeEntry | None = None
    bottles: Listed[AmountEntry] = ()
    discard_after_opening: KeepingEntry | None = None


class ChangedProductEntry(Entry):
    """One taking of the present regimen, in the product until now and in the new one."""

    at: At
    dose: Dose
    was: Some[PieceEntry]
    now: Listed[PieceEntry] = ()


class StepBackEntry(Entry):
    """What is not counted for one step back on a way down, and who says that any is."""

    not_counted: Listed[CivilDate] = ()
    authors: Listed[AuthorEntry] = ()


class DispenseEntry(Entry):
    """What to dispense of one product: for the days of the supply, or kept apart."""

    product: Key
    purpose: Literal["supply", "step-back", "reserve"]
    first: CivilDate | None
    until: CivilDate | None
    days: Positive
    last_covered: CivilDate | None
    tablets: Whole
    pieces: Listed[PieceEntry] = ()
    left_over: Listed[PieceEntry] = ()
    pack_size: Positive | None = None
    packs: Whole | None = None
    volume: Volume | None = None
    bottle_size: Volume | None = None
    bottles: Whole | None = None
    volume_left_over: Volume | None = None


class OpenedBottleEntry(Entry):
    """One bottle: the day it is opened, and the first day on which it is not used any more."""

    opened: CivilDate
    discard_on: CivilDate | None = None


class FillLineEntry(Entry):
    """What one fill gives out of one product, beside what is left of the fills before."""

    product: Key
    tablets: Whole
    given: Whole
    pieces: Listed[PieceEntry] = ()
    left_over: Listed[PieceEntry] = ()
    pack_size: Positive | None = None
    packs: Whole | None = None
    volume: Volume | None = None
    bottle_size: Volume | None = None
    bottles: Listed[OpenedBottleEntry] = ()


class FillEntry(Entry):
    """One visit to the pharmacy: what is given out for some days, and when the next one is due."""

    number: Positive
    first: CivilDate
    until: CivilDate
    last_covered: CivilDate
    order_by: CivilDate | None = None
    lines: Listed[FillLineEntry] = ()
    authors: Listed[AuthorEntry] = ()
