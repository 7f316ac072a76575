"""Who stands behind what the document says, and what patients are told."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from baclofen_titration.advice import Tier, Topic
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.document.entry import Entry, Listed, Some
from baclofen_titration.provenance import (
    Author,
    Citation,
    Grade,
    Judgement,
    Key,
    Sentence,
    SourceKind,
)
from baclofen_titration.schedule import Reason


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
