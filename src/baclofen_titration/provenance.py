"""Who says so: every value has a citation, or names a judgement with its reason."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, StringConstraints

from baclofen_titration.model import Model, RuleModel, Several

T = TypeVar("T")

Grade = Literal["A", "B", "C", "D"]
"""A label seen directly, B formulary seen directly, C secondary summary, D study abstract."""

SourceKind = Literal["label", "formulary", "study", "summary"]

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=600)]

KIND_OF_GRADE: dict[Grade, SourceKind] = {
    "A": "label",
    "B": "formulary",
    "C": "summary",
    "D": "study",
}


class Source(Model):
    """A document that was looked at.

    Parameters
    ----------
    key : str
        Short name used in citations.
    title : str
        What it is, as a person would look it up.
    address : str
        Where it was seen; may be empty for a printed work.
    dated : str
        The date that the source shows, or "not shown".
    """

    key: Key
    title: Sentence
    address: Annotated[str, StringConstraints(max_length=300)] = ""
    dated: Annotated[str, StringConstraints(max_length=60)] = "not shown"


class Citation(Model):
    """A place in a source that says a value.

    Parameters
    ----------
    kind : {"label", "formulary", "study", "summary"}
        A summary is cited as a summary, never as the label it summarises.
    source : str
        Key of the `Source`.
    section : str
        Section as the source prints it, or "not shown".
    grade : {"A", "B", "C", "D"}
        Strength of what was seen.
    says : str
        Our restatement; a quotation only where `verbatim` is true.
    verbatim : bool
        Whether `says` is word for word.

    Examples
    --------
    >>> cited = Citation(
    ...     kind="label", source="US1", title="Baclofen tablets, US label",
    ...     section="DOSAGE AND ADMINISTRATION", grade="A", says="at most 80 mg a day")
    >>> cited.verbatim
    False
    """

    kind: SourceKind
    source: Key
    title: Sentence
    section: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    grade: Grade
    says: Sentence
    verbatim: bool = False


class Judgement(Model):
    """A choice of ours where the sources are silent, with its reason.

    Parameters
    ----------
    says : str
        What was chosen.
    reason : str
        Why, so that somebody else can disagree.

    Examples
    --------
    >>> Judgement(says="morning is 08:00", reason="an ordinary hour of breakfast").kind
    'judgement'
    """

    kind: Literal["judgement"] = "judgement"
    says: Sentence
    reason: Sentence


Author = Annotated[Citation | Judgement, Field(discriminator="kind")]
"""Who stands behind a value."""


class Place(RuleModel):
    """A place in a source, as a file of figures cites it; its kind follows from its grade."""

    source: Key
    title: Sentence
    section: Sentence
    grade: Grade
    says: Sentence


class Figure(RuleModel):
    """One figure as a file writes it: a value, what it says, and whoever stands behind it."""

    value: Sentence
    says: Sentence
    judgement: Sentence | None = None
    cite: Several[Place] = ()

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who says so; a judgement of ours comes last."""
        cited: list[Author] = [
            Citation(kind=KIND_OF_GRADE[place.grade], **dict(place)) for place in self.cite
        ]
        if self.judgement is not None:
            cited.append(Judgement(says=self.says, reason=self.judgement))
        return tuple(cited)


class Authored(RuleModel, Generic[T]):
    """A value together with everybody who stands behind it."""

    value: T
    authors: Annotated[Several[Author], Field(min_length=1)]
