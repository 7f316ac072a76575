"""What a dosing protocol is: the rules of one published document, for one population."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints

from baclofen_titration.checked import ProtocolReference, Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError, RefusedError, UnknownNameError
from baclofen_titration.limits import LIMIT_UNITS, Limits, Milestone
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.course import CourseRule, Plateaus, TaperWays
from baclofen_titration.protocols.digest import digest_of
from baclofen_titration.protocols.parts import (
    AuthoredAge,
    AuthoredOrder,
    AuthoredTimes,
    ClockHour,
    Fact,
    KidneyBand,
    ReviewRule,
    Signature,
    TaperRules,
    Title,
    TitrationTable,
)
from baclofen_titration.protocols.patient_rules import GoesWith, Rule
from baclofen_titration.protocols.stated import Stated
from baclofen_titration.protocols.unstated import Reading, Unstated, with_rule
from baclofen_titration.protocols.voices import (
    EveryAuthor,
    numbered,
    of_the_course,
    of_the_stated,
    of_the_unstated,
    of_the_way_by_weight,
    of_the_way_up,
)
from baclofen_titration.protocols.weights import AuthoredWeight, ByWeight, LimitByAge, LimitPerKg
from baclofen_titration.provenance import Author, Key, Sentence, Source
from baclofen_titration.schedule import NAMED_TIMES

T = TypeVar("T")


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
        As the file writes it; a signature stands beside it. A withdrawn file is
        read and shown, and refused by planning.
    status_reason : str
        Why it is superseded or withdrawn; empty for a draft.
    checked_on, review_by : datetime.date
        When the sources were last looked at, and when that is too long ago.
    planning_gap : str
        Why nothing is planned from it, such as what the source does not show; empty
        for a file that is planned from. With a gap, any rule may be missing.
    sources : tuple of Source
        Every document cited.
    population : str
        Whom it covers, in a sentence.
    min_age, below_age : Authored of Age
        Half-open: from `min_age` to below `below_age`, which is None where
        there is no upper end.
    min_weight, below_weight : Authored of Weight, or None
        Half-open bounds of body weight, where the source has any.
    tablets_from : Authored of Weight, or None
        The body weight below which tablets are not for anybody.
    kidneys_stated_normal : tuple of KidneyBand
        By age, without gap or overlap.
    clock_hours : tuple of ClockHour
        The hour behind each named time of day; as a dictionary in `clock`.
    three_dose_day : Authored of tuple of str
        The times of day that three doses a day are taken at.
    way_up : TitrationTable or None
        The way up; `titration` gives it, and refuses where a file has none.
    by_weight : ByWeight or None
        The way up of a file that doses by weight.
    way_down : TaperRules or None
        The way down; `taper` gives it.
    plateaus : tuple of Plateau
        Stays on the way up, and holds until a review.
    course : CourseRule or None
        How long to stay, and over how long to taper; `whole_course` asks for it.
    taper_ways : tuple of TaperWay
        Ways down by name; `taper_way` asks for one.
    limits : Limits
        One of every rule.
    limits_per_kg : tuple of LimitPerKg
        What holds for each kilogram beside them.
    limits_by_age : tuple of LimitByAge
        Maxima that change with age.
    inpatient : Limits or None
        The limits that hold in hospital in place of those of the same rules; None where the
        document prints none, and then nothing is planned there.
    goes_with : GoesWith or None
        The rule sets for kidneys, age and cause that go with it; where it names none, those
        that go with every protocol.
    patient_rules : tuple of Rule
        What the document itself prints for some patients; these always hold.
    milestones : tuple of Milestone
        Daily doses that the source says are reached by a day.
    stated : Stated
        What the source says in numbers beside the rules.
    unstated : tuple of Unstated
        What the source leaves open or says in two ways.
    reviews : tuple of ReviewRule
        When somebody looks again.
    facts : tuple of Fact
        What else the sources say.
    signature : Signature or None
        Who signed this very content; a draft without one is a specimen.
    shipped : bool
        Whether it came with this library.

    Raises
    ------
    InvalidValueError
        If it could not be planned from at all.
    """

    model_config = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    id: Key
    edition: CivilDate
    title: Title
    jurisdiction: Title
    status: Status
    status_reason: Annotated[str, StringConstraints(max_length=600)] = ""
    planning_gap: Annotated[str, StringConstraints(max_length=600)] = ""
    checked_on: CivilDate
    review_by: CivilDate
    sources: Annotated[Several[Source], Field(max_length=200)]
    population: Sentence
    min_age: AuthoredAge
    below_age: AuthoredAge | None
    min_weight: AuthoredWeight | None = None
    below_weight: AuthoredWeight | None = None
    tablets_from: AuthoredWeight | None = None
    kidneys_stated_normal: Annotated[Several[KidneyBand], Field(max_length=40)]
    clock_hours: Annotated[Several[ClockHour], Field(max_length=len(NAMED_TIMES))]
    clock_authors: Several[Author]
    day_of_three: AuthoredTimes | None = Field(default=None, alias="three_dose_day")
    way_up: TitrationTable | None = Field(default=None, alias="titration")
    by_weight: ByWeight | None = None
    way_down: TaperRules | None = Field(default=None, alias="taper")
    plateaus: Plateaus = ()
    course: CourseRule | None = None
    taper_ways: TaperWays = ()
    limits: Limits
    limits_per_kg: Annotated[Several[LimitPerKg], Field(max_length=4)] = ()
    limits_by_age: Annotated[Several[LimitByAge], Field(max_length=40)] = ()
    inpatient: Limits | None = None
    goes_with: GoesWith | None = None
    patient_rules: Annotated[Several[Rule], Field(max_length=40)] = ()
    milestones: Annotated[Several[Milestone], Field(max_length=20)] = ()
    stated: Stated = Stated()
    unstated: Annotated[Several[Unstated], Field(max_length=40)] = ()
    reviews: Annotated[Several[ReviewRule], Field(max_length=40)]
    facts: Annotated[Several[Fact], Field(max_length=200)]
    signature: Signature | None = Field(default=None, exclude=True)
    shipped: bool = Field(default=False, exclude=True)

    _digest: str = PrivateAttr(default="")

    def model_post_init(self, context: object) -> None:
        """Refuse what no schedule could be planned from, unless the file says so itself."""
        faults = [] if self.planning_gap else list(self._missing())
        if self.status == "signed":
            faults.append("status: a signature says so itself; write draft")
        elif (self.status == "draft") != (self.status_reason == ""):
            faults.append(
                "status_reason: say why a file is superseded or withdrawn, and only there"
            )
        if faults:
            raise InvalidValueError("; ".join(faults))

    def _missing(self) -> Iterator[str]:
        """What a file that is planned from has to say, and this one does not."""
        missing = [rule for rule in LIMIT_UNITS if self.limits.get(rule) is None]
        if missing:
            yield f"limits: {', '.join(missing)} missing; state every limit"
        if self.way_up is None and self.by_weight is None:
            yield "titration: there is no way up; write it, or say planning is refused"
        for place, value in (
            ("taper", self.way_down),
            ("three_dose_day", self.day_of_three),
            ("clock", self.clock_hours),
            ("kidneys_stated_normal", self.kidneys_stated_normal),
        ):
            if not value:
                yield f"{place}: is missing; write it, or say planning is refused"

    def refuse_gap(self) -> None:
        """Refuse to plan from a file that says that nothing is planned from it.

        Raises
        ------
        RefusedError
            Naming the gap.
        """
        if self.planning_gap:
            raise RefusedError(
                f"{self.id} is read, shown and compared, and nothing is planned from it: "
                f"{self.planning_gap.rstrip('.')}. Plan from another protocol."
            )

    @property
    def titration(self) -> TitrationTable:
        """The way up; refused where the file has none."""
        return self._held(self.way_up)

    @property
    def growth_order(self) -> AuthoredOrder:
        """Which time of day takes the larger part, by weight or not."""
        return (self.by_weight or self.titration).growth_order

    @property
    def taper(self) -> TaperRules:
        """The way down; refused where the file has none."""
        return self._held(self.way_down)

    @property
    def three_dose_day(self) -> AuthoredTimes:
        """The times of day that three doses a day are taken at."""
        return self._held(self.day_of_three)

    def _held(self, value: T | None) -> T:
        if value is None:
            self.refuse_gap()
            raise RefusedError(f"{self.id} does not state this; plan from another protocol.")
        return value

    @property
    def clock(self) -> dict[str, str]:
        """The hour behind each named time of day; a new dictionary each time."""
        return {entry.at: entry.hour for entry in self.clock_hours}

    @property
    def digest(self) -> str:
        """SHA-256 of the content.

        Comments, white space, the order of keys, the status and a signature do not
        matter, so that an edition is still known by it after it was withdrawn.
        """
        if not self._digest:
            self._digest = digest_of(self.model_dump(mode="json"))
        return self._digest

    @property
    def standing(self) -> Status:
        """The status as a sheet prints it: a draft that is signed is signed."""
        return "signed" if self.status == "draft" and self.signature is not None else self.status

    def reference(self) -> ProtocolReference:
        """Which edition of which protocol this is, exactly."""
        return ProtocolReference(
            id=self.id,
            edition=self.edition,
            title=self.title,
            status=self.standing,
            digest=self.digest,
            shipped=self.shipped,
            signed_by="" if self.signature is None else str(self.signature),
        )

    def every_author(self) -> EveryAuthor:
        """Each place in the file that has authors, with them, in the order of the file."""
        yield from self._authors_of_the_population()
        yield from self._authors_of_the_rules()
        for limit in self.limits.limits:
            yield f"limits.{limit.rule}", limit.authors
        for per_kg in self.limits_per_kg:
            yield f"limits_per_kg.{per_kg.rule}", per_kg.authors
        yield from numbered("limits_by_age", self.limits_by_age)
        for limit in self.inpatient.limits if self.inpatient is not None else ():
            yield f"inpatient.{limit.rule}", limit.authors
        if self.goes_with is not None:
            yield "rule_sets", self.goes_with.authors
        yield from numbered("patients", self.patient_rules)
        yield from numbered("milestones", self.milestones)
        yield from of_the_stated(self.stated)
        yield from of_the_unstated(self.unstated)
        yield from numbered("reviews", self.reviews)
        yield from numbered("facts", self.facts)

    def _authors_of_the_population(self) -> EveryAuthor:
        yield "population.min_age", self.min_age.authors
        for name, bound in (
            ("below_age", self.below_age),
            ("min_weight", self.min_weight),
            ("below_weight", self.below_weight),
            ("tablets_from", self.tablets_from),
        ):
            if bound is not None:
                yield f"population.{name}", bound.authors
        yield from numbered("kidneys_stated_normal", self.kidneys_stated_normal)

    def _authors_of_the_rules(self) -> EveryAuthor:
        if self.clock_hours:
            yield "clock", self.clock_authors
        if self.day_of_three is not None:
            yield "three_dose_day", self.day_of_three.authors
        if self.way_up is not None:
            yield from of_the_way_up(self.way_up)
        if self.by_weight is not None:
            yield from of_the_way_by_weight(self.by_weight)
        if self.way_down is not None:
            yield "taper.fall_order", self.way_down.fall_order.authors
        yield from numbered("plateaus", self.plateaus)
        if self.course is not None:
            yield from of_the_course(self.course)
        yield from numbered("taper_ways", self.taper_ways)

    def whole_course(self) -> dict[str, int]:
        """What a request for the course of this file says: `stay` and `then_taper` [days].

        Raises
        ------
        RefusedError
            If the file states no course.
        """
        course = self._held(self.course)
        return {"stay": course.stay.value, "then_taper": course.taper.value}

    def taper_way(self, name: str) -> dict[str, Any]:
        """What a request for one of the file's ways down says, by the names of its inputs.

        Raises
        ------
        UnknownNameError
            If it has no way down of that name.
        """
        for way in self.taper_ways:
            if way.name == name:
                return way.asked
        known = ", ".join(way.name for way in self.taper_ways) or "it has none"
        raise UnknownNameError(f"{self.id} has no way down of that name; known: {known}.")

    @property
    def readings(self) -> dict[str, Reading]:
        """The readings of which a plan up has to choose one, by name; mostly none."""
        return {choice.name: choice for entry in self.unstated for choice in entry.choices}

    def read_as(self, name: str) -> DosingProtocol:
        """The same file in one of its readings, with the digest of the file.

        Raises
        ------
        UnknownNameError
            If it has no reading of that name.
        """
        reading = self.readings.get(name)
        if reading is None:
            known = ", ".join(self.readings) or "it has none"
            raise UnknownNameError(f"{self.id} has no reading of that name; known: {known}.")
        rest = tuple(entry for entry in self.unstated if not entry.choices)
        held = self.model_copy(
            update={"unstated": rest, "way_up": with_rule(self.titration, reading.rule)}
        )
        held._digest = self.digest
        return held
