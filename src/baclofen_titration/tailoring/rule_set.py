"""A rule set: what one source asks for in patients with weak kidneys, or of some age."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from baclofen_titration.checked import Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age
from baclofen_titration.protocols.patient_rules import Rule
from baclofen_titration.provenance import Author, Key, Sentence, Source


class RuleSet(RuleModel):
    """What one source asks for, as a file with an edition.

    Parameters
    ----------
    id : str
        Name of the file without its ending.
    edition, title, status
        As every rule file.
    by_default : bool
        Whether it goes with every protocol unless a request names other sets.
    rules : tuple of Rule
        The strictest of those that cover a patient holds.
    sources : tuple of Source
        Every document cited.
    """

    id: Key
    edition: CivilDate
    title: Sentence
    status: Status
    checked_on: CivilDate
    review_by: CivilDate
    by_default: bool
    default_authors: Annotated[Several[Author], Field(min_length=1)]
    rules: Annotated[Several[Rule], Field(min_length=1, max_length=40)]
    sources: Annotated[Several[Source], Field(max_length=200)]

    @cached_property
    def ages(self) -> tuple[Age, ...]:
        """The ages from which on a rule holds, the youngest first."""
        return tuple(sorted({rule.from_age for rule in self.rules if rule.from_age is not None}))
