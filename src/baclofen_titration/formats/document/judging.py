"""Protocol, limits, findings and acknowledgements of the document."""

from typing import Annotated, Any

from pydantic import StringConstraints

from baclofen_titration.checked import Digest, Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.findings import Role, Severity, Words
from baclofen_titration.formats.document.authors import AuthorEntry, Authors
from baclofen_titration.formats.document.entry import At, Entry, Listed, Positive, ShownValue
from baclofen_titration.limits import Limit, LimitRule
from baclofen_titration.provenance import Key

LimitValue = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9.]{1,12} ((mg|micrograms?)(/day)?|days?|hours?)$"),
]


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
