"""The JSON document as a whole. `json_format` writes and reads it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, SkipValidation, StringConstraints

from baclofen_titration.checked import Digest, Setting
from baclofen_titration.findings import Words
from baclofen_titration.formats.document.authors import AdviceEntry, ReasonEntry
from baclofen_titration.formats.document.entry import (
    At,
    Entry,
    Listed,
    Positive,
    ShownValue,
    as_tuple,
)
from baclofen_titration.formats.document.falls import LargestFallsEntry
from baclofen_titration.formats.document.judging import (
    AcknowledgementEntry,
    CheckEntry,
    FindingEntry,
    LimitEntry,
    ProtocolEntry,
    TailoringEntry,
)
from baclofen_titration.formats.document.products import (
    ChangedProductEntry,
    DispenseEntry,
    FillEntry,
    ProductEntry,
    StepBackEntry,
)
from baclofen_titration.formats.document.steps import BeforeEntry, DayEntry, ReviewEntry, StepEntry
from baclofen_titration.formats.sheet_codes import LETTERS
from baclofen_titration.regimen import ClockTime, NamedTime
from baclofen_titration.schedule import MOST_STEPS, Then

SCHEMA_VERSION = "1.0"
InputName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


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
        BeforeValidator(as_tuple),
    ]
    then: Then | None
    largest_falls: LargestFallsEntry | None = None
    reviews: Listed[ReviewEntry] = ()
    findings: Listed[FindingEntry] = ()
    checks: Listed[CheckEntry] = ()
    acknowledgements: Listed[AcknowledgementEntry] = ()
    step_back: StepBackEntry | None = None
    dispense: Listed[DispenseEntry] = ()
    fills: Listed[FillEntry] = ()
    # Compared with the steps as a whole, so that no model is built for each day.
    days: SkipValidation[tuple[DayEntry, ...]] = ()


def document_schema(mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    """The JSON Schema of what is read (validation) or of what is written (serialization).

    Parameters
    ----------
    mode : {"validation", "serialization"}
        What `from_json` reads, or what `to_json` writes.

    Examples
    --------
    >>> "steps" in document_schema("serialization")["properties"]
    True
    """
    schema = Document.model_json_schema(mode=mode)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
