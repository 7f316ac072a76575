"""What a dosing protocol is: the rules of one published document, for one population."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated

from pydantic import Field, PrivateAttr, StringConstraints

from baclofen_titration.checked import ProtocolReference, Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.limits import LIMIT_UNITS, Limits
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.parts import (
    AuthoredAge,
    AuthoredTimes,
    Authors,
    ClockHour,
    Fact,
    KidneyBand,
    ReviewRule,
    TaperRules,
    Title,
    TitrationTable,
)
from baclofen_titration.provenance import Author, Key, Sentence, Source
from baclofen_titration.schedule import NAMED_TIMES

EveryAuthor = Iterator[tuple[str, tuple[Author, ...]]]


class DosingProtocol(RuleModel):
    """The rules of one published document for one population, with everybody who says so.

    Read one with `load_protocol`; a file that contradicts itself is refused there.

    Parameters
    ----------
    id : str
        Name of the file without its ending.
    edition : datetime.date
        Which edition of these rules; a changed rule is a new edition.
    title, jurisdiction : str
        What document it follows, and where that holds.
    status : {"draft", "superseded", "withdrawn"}
        Nothing is signed in this version. A withdrawn file is read and shown,
        and refused by planning.
    status_reason : str
        Why it is superseded or withdrawn; empty for a draft.
    checked_on, review_by : datetime.date
        When the sources were last looked at, and when that is too long ago.
    sources : tuple of Source
        Every document cited.
    population : str
        Whom it covers, in a sentence.
    min_age, below_age : Authored of Age
        Half-open: from `min_age` to below `below_age`, which is None where
        there is no upper end.
    kidneys_stated_normal : tuple of KidneyBand
        By age, without gap or overlap.
    clock_hours : tuple of ClockHour
        The hour behind each named time of day; as a dictionary in `clock`.
    three_dose_day : Authored of tuple of str
        The times of day that three doses a day are taken at.
    titration : TitrationTable
        The way up.
    taper : TaperRules
        The way down.
    limits : Limits
        One of every rule.
    reviews : tuple of ReviewRule
        When somebody looks again.
    facts : tuple of Fact
        What else the sources say.
    shipped : bool
        Whether it came with this library.

    Raises
    ------
    InvalidValueError
        If it could not be planned from at all.
    """

    id: Key
    edition: CivilDate
    title: Title
    jurisdiction: Title
    status: Status
    status_reason: Annotated[str, StringConstraints(max_length=600)] = ""
    checked_on: CivilDate
    review_by: CivilDate
    sources: Annotated[Several[Source], Field(max_length=200)]
    population: Sentence
    min_age: AuthoredAge
    below_age: AuthoredAge | None
    kidneys_stated_normal: Annotated[Several[KidneyBand], Field(min_length=1, max_length=40)]
    clock_hours: Annotated[Several[ClockHour], Field(min_length=1, max_length=len(NAMED_TIMES))]
    clock_authors: Authors
    three_dose_day: AuthoredTimes
    titration: TitrationTable
    taper: TaperRules
    limits: Limits
    reviews: Annotated[Several[ReviewRule], Field(max_length=40)]
    facts: Annotated[Several[Fact], Field(max_length=200)]
    shipped: bool = Field(default=False, exclude=True)

    _digest: str = PrivateAttr(default="")

    def model_post_init(self, context: object) -> None:
        """Refuse what no schedule could be planned from."""
        faults = []
        missing = [rule for rule in LIMIT_UNITS if self.limits.get(rule) is None]
        if missing:
            faults.append(f"limits: {', '.join(missing)} missing; state every limit")
        if self.status == "signed":
            faults.append("status: nothing is signed in this version; write draft")
        elif (self.status == "draft") != (self.status_reason == ""):
            faults.append(
                "status_reason: say why a file is superseded or withdrawn, and only there"
            )
        if faults:
            raise InvalidValueError("; ".join(faults))

    @property
    def clock(self) -> dict[str, str]:
        """The hour behind each named time of day; a new dictionary each time."""
        return {entry.at: entry.hour for entry in self.clock_hours}

    @property
    def digest(self) -> str:
        """SHA-256 of the content: comments, white space and the order of keys do not matter."""
        if not self._digest:
            content = self.model_dump(mode="json")
            content["sources"].sort(key=lambda source: source["key"])
            if self.titration.rule is None:  # what a file does not say changes no digest
                del content["titration"]["rule"]
            text = json.dumps(content, sort_keys=True, separators=(",", ":"))
            self._digest = sha256(text.encode()).hexdigest()
        return self._digest

    def reference(self) -> ProtocolReference:
        """Which edition of which protocol this is, exactly."""
        return ProtocolReference(
            id=self.id,
            edition=self.edition,
            title=self.title,
            status=self.status,
            digest=self.digest,
            shipped=self.shipped,
        )

    def every_author(self) -> EveryAuthor:
        """Each place in the file that has authors, with them, in the order of the file."""
        yield "population.min_age", self.min_age.authors
        if self.below_age is not None:
            yield "population.below_age", self.below_age.authors
        for number, band in enumerate(self.kidneys_stated_normal, start=1):
            yield f"kidneys_stated_normal[{number}]", band.authors
        yield "clock", self.clock_authors
        yield "three_dose_day", self.three_dose_day.authors
        yield from _authors_of_the_way_up(self.titration)
        yield "taper.fall_order", self.taper.fall_order.authors
        for limit in self.limits.limits:
            yield f"limits.{limit.rule}", limit.authors
        for number, review in enumerate(self.reviews, start=1):
            yield f"reviews[{number}]", review.authors
        for number, fact in enumerate(self.facts, start=1):
            yield f"facts[{number}]", fact.authors


def _authors_of_the_way_up(titration: TitrationTable) -> EveryAuthor:
    if titration.steps:  # otherwise these two are the rule's, and are named there
        yield "titration.rise", titration.rise.authors
        yield "titration.days", titration.days.authors
    yield "titration.growth_order", titration.growth_order.authors
    for number, step in enumerate(titration.steps, start=1):
        yield f"titration.steps[{number}]", step.authors
    rule = titration.rule
    if rule is None:
        return
    if rule.start is not None:
        yield "titration.rule.start", rule.start.authors
    if rule.slowest == rule.fastest:
        yield "titration.rule.rise", rule.fastest.authors
    else:
        yield "titration.rule.slowest", rule.slowest.authors
        yield "titration.rule.fastest", rule.fastest.authors
    yield "titration.rule.days", rule.days.authors
    for number, band in enumerate(rule.times, start=1):
        yield f"titration.rule.times[{number}]", band.authors
