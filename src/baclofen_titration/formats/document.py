"""The JSON document, entry by entry: what stands where. `json_format` writes and reads it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    SkipValidation,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from baclofen_titration.advice import Tier, Topic
from baclofen_titration.checked import Digest, Setting, Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Role, Severity, Words
from baclofen_titration.formats.sheet_codes import LETTERS
from baclofen_titration.lengths import MOST_DAYS
from baclofen_titration.limits import Limit, LimitRule
from baclofen_titration.product import KeepingTime, Part, Volume
from baclofen_titration.provenance import (
    Author,
    Citation,
    Grade,
    Judgement,
    Key,
    Sentence,
    SourceKind,
)
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import (
    MOST_PIECES,
    MOST_STEPS,
    ClockTime,
    NamedTime,
    Phase,
    Reason,
    Then,
    TimeOfDay,
)

SCHEMA_VERSION = "1.0"

T = TypeVar("T")


def _as_tuple(value: object) -> object:
    if type(value) is not list:
        return value
    # Looked at before the entries are, so that a long list of faults costs nothing.
    if len(value) > MOST_STEPS:
        raise InvalidValueError(f"a list has at most {MOST_STEPS:,} entries")
    return tuple(value)


# Bounds stand inside the conversion from a list, so that they reach the published schema.
Listed = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
Some = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(_as_tuple)]

Positive = Annotated[int, Field(ge=1)]
Whole = Annotated[int, Field(ge=0)]
At = Annotated[
    TimeOfDay,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(morning|midday|evening|bedtime|([01][0-9]|2[0-3]):[0-5][0-9])$",
        }
    ),
]
LimitValue = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9.]{1,12} ((mg|micrograms?)(/day)?|days?|hours?)$"),
]
ShownValue = Annotated[str, StringConstraints(max_length=200)]
InputName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Entry(BaseModel):
    """A part of the document: frozen, strict, and closed to keys that it does not know."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        hide_input_in_errors=True,
        defer_build=True,
        json_schema_serialization_defaults_required=True,
    )


class CitationEntry(Entry):
    """A place in a source."""

    source: Key
    title: Sentence
    section: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    grade: Grade
    verbatim: bool = False


class AuthorEntry(Entry):
    """Who stands behind a value: a source, or a judgement of ours with its reason."""

    kind: SourceKind | Literal["judgement"]
    says: Sentence
    citation: CitationEntry | None = None
    reason: Sentence | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse a judgement without its reason, and a source without its place."""
        ours = self.kind == "judgement"
        if ours != (self.reason is not None) or ours == (self.citation is not None):
            raise InvalidValueError(
                "a judgement has a reason and no citation, anything else a citation and no reason"
            )

    def as_author(self) -> Author:
        """The same in the vocabulary."""
        if self.kind == "judgement" or self.citation is None:
            return Judgement(says=self.says, reason=self.reason or "")
        return Citation(kind=self.kind, says=self.says, **dict(self.citation))


class ReasonEntry(AuthorEntry):
    """The rule that made something, and who stands behind it."""

    rule: Key

    def as_reason(self) -> Reason:
        """The same in the vocabulary."""
        return Reason(rule=self.rule, author=self.as_author())


Authors = Some[AuthorEntry]


class AdviceEntry(Entry):
    """One thing that a patient is told, and who says so."""

    key: Key
    topic: Topic
    tier: Tier
    says: Sentence
    says_to_carer: Annotated[str, StringConstraints(max_length=600)] = ""
    authors: Listed[AuthorEntry] = ()


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
    tuple[DoseEntry, ...], Field(min_length=1, max_length=24), BeforeValidator(_as_tuple)
]


class TakingEntry(Entry):
    """What was taken before, and since when. `daily_dose` is a check digit."""

    since: CivilDate | Literal["unknown"]
    daily_dose: DailyDose
    doses: Doses


class StepEntry(Entry):
    """A regimen kept for some days. `number`, `end` and `daily_dose` are check digits."""

    number: Positive
    phase: Phase
    start: CivilDate
    end: CivilDate | None
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None
    daily_dose: DailyDose
    doses: Doses
    because: Listed[ReasonEntry] = ()
    bound_by: Listed[LimitRule] = ()


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


class ProtocolEntry(Entry):
    """Which edition of which protocol, exactly."""

    id: Key
    edition: CivilDate
    status: Status
    digest: Digest
    title: Words
    shipped: bool
    signed_by: str = ""


class LimitEntry(Entry):
    """A bound for this patient, with its unit, and everybody who asks for it."""

    rule: LimitRule
    value: LimitValue
    authors: Authors

    def model_post_init(self, context: object) -> None:
        """Refuse a value that is not in the unit of its rule."""
        authors = [entry.as_author() for entry in self.authors]
        values: dict[str, Any] = {"rule": self.rule, "value": self.value, "authors": authors}
        Limit(**values)


class TailoringEntry(Entry):
    """What one rule set makes of the patient, whether it was applied or stands beside."""

    rule_set: Key
    edition: CivilDate
    title: Words
    status: Status
    applied: bool
    why: Words
    limits: Listed[LimitEntry] = ()
    bound: Listed[LimitRule] = ()


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


class FindingEntry(Entry):
    """One thing that was found."""

    code: Key
    severity: Severity
    says: Words
    on: CivilDate | None = None
    step: Positive | None = None
    at: At | None = None
    found: ShownValue = ""
    allowed: ShownValue = ""
    hard: bool = False
    role: Role | None = None
    authors: Listed[AuthorEntry] = ()


class CheckEntry(Entry):
    """A check that ran, or that could not and why."""

    check: Key
    run: bool
    why: Words | None = None


class AcknowledgementEntry(Entry):
    """What a clinician accepted, in which request; `void` says why it has no effect, if so."""

    code: Key
    value: ShownValue
    request: Digest
    role: Role
    reason: Words
    void: Words | None = None


class DispenseEntry(Entry):
    """What to dispense of one product: for the days of the supply, or as a reserve kept apart."""

    product: Key
    purpose: Literal["supply", "reserve"]
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


def _word_or_taking(value: Any) -> str:
    return "word" if isinstance(value, str) else "taking"


BeforeEntry = Annotated[
    Annotated[Literal["nothing", "unknown"], Tag("word")] | Annotated[TakingEntry, Tag("taking")],
    Discriminator(_word_or_taking),
]


class Document(Entry):
    """A baclofen schedule as one JSON document.

    Every amount is text with its unit. To be read, a document needs
    `schema_version`, `before`, `steps` and `then`; whatever else it holds has to
    be well-formed too.
    """

    model_config = ConfigDict(title="Baclofen schedule")

    schema_version: Annotated[str, StringConstraints(pattern=r"^1\.(0|[1-9][0-9]?)$")]
    library_version: Annotated[str, StringConstraints(max_length=40)] = ""
    code: Annotated[str, StringConstraints(pattern=f"^[{LETTERS}]{{4}}$")] | None = None
    revision: Positive = 1
    request: dict[InputName, Words] = {}
    request_digest: Digest | None = None
    protocol: ProtocolEntry | None = None
    products: Listed[ProductEntry] = ()
    products_before: Listed[ProductEntry] = ()
    changed_products: Listed[ChangedProductEntry] = ()
    setting: Setting = "outpatient"
    tailoring: Listed[TailoringEntry] = ()
    limits: Listed[LimitEntry] = ()
    choices: Listed[ReasonEntry] = ()
    weight: ShownValue | None = None
    advice: Listed[AdviceEntry] = ()
    clock: dict[NamedTime, ClockTime] = {}
    before: BeforeEntry
    first_taking: At | None = None
    steps: Annotated[
        tuple[StepEntry, ...],
        Field(min_length=1, max_length=MOST_STEPS),
        BeforeValidator(_as_tuple),
    ]
    then: Then | None
    reviews: Listed[ReviewEntry] = ()
    findings: Listed[FindingEntry] = ()
    checks: Listed[CheckEntry] = ()
    acknowledgements: Listed[AcknowledgementEntry] = ()
    dispense: Listed[DispenseEntry] = ()
    # Compared with the steps as a whole, so that no model is built for each day.
    days: SkipValidation[tuple[DayEntry, ...]] = ()


def document_schema(mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    """The JSON Schema of what is read (validation) or of what is written (serialization)."""
    schema = Document.model_json_schema(mode=mode)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
