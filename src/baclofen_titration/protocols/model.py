"""What a dosing protocol is: the rules of one published document, for one population."""

from collections.abc import Iterator
from typing import Annotated, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr, StringConstraints

from baclofen_titration.checked import ProtocolReference, Status
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError, RefusedError
from baclofen_titration.kept import Kept
from baclofen_titration.limits import LIMIT_UNITS, Limits, Milestone
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.course import CourseRule, Plateaus
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
)
from baclofen_titration.protocols.patient_rules import GoesWith, Rule
from baclofen_titration.protocols.stated import Stated
from baclofen_titration.protocols.unstated import Reading, Unstated, reading_of, with_rule
from baclofen_titration.protocols.way_up import TitrationTable
from baclofen_titration.protocols.ways_down import TaperWay, TaperWays, way_of
from baclofen_titration.protocols.weights import AuthoredWeight, ByWeight, LimitByAge, LimitPerKg
from baclofen_titration.provenance import Author, Key, Sentence, Source
from baclofen_titration.regimen import NAMED_TIMES

T = TypeVar("T")

_references: Kept[ProtocolReference] = Kept()


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
    clock_authors : tuple of Citation or Judgement
        Who stands behind those hours.
    day_of_three : Authored of tuple of str, or None
        The times of day that three doses a day are taken at; `three_dose_day` gives
        them, and refuses where a file has none.
    empty_times : Authored of tuple of str, or None
        Times of day that must stay empty; no row, band or way up puts a dose there.
    way_up : TitrationTable or None
        The way up; `titration` gives it, and refuses where a file has none.
    by_weight : ByWeight or None
        The way up of a file that doses by weight.
    way_down : TaperRules or None
        The way down; `taper` gives it.
    plateaus : tuple of Plateau
        Stays on the way up, and holds until a review.
    course : CourseRule or None
        How long to stay, and over how long to taper; a request with `course` follows it.
    taper_ways : tuple of TaperWay
        Ways down by name; a request with `way` walks one.
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

    Examples
    --------
    >>> from baclofen_titration import load_protocol
    >>> held = load_protocol("us-label-adult")
    >>> held.limits.get("max_daily_dose").value
    DailyDose('80 mg/day')
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
    empty_times: AuthoredTimes | None = None
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
    stated: Stated = Field(default_factory=Stated)
    unstated: Annotated[Several[Unstated], Field(max_length=40)] = ()
    reviews: Annotated[Several[ReviewRule], Field(max_length=40)]
    facts: Annotated[Several[Fact], Field(max_length=200)]
    signature: Signature | None = Field(default=None, exclude=True)
    shipped: bool = Field(default=False, exclude=True)

    _digest: str = PrivateAttr(default="")
    _read_as: "dict[str, DosingProtocol]" = PrivateAttr(default_factory=dict)

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
        return _references.get(self, None, self._make_reference)

    def _make_reference(self) -> ProtocolReference:
        return ProtocolReference(
            id=self.id,
            edition=self.edition,
            title=self.title,
            status=self.standing,
            digest=self.digest,
            shipped=self.shipped,
            signed_by="" if self.signature is None else str(self.signature),
        )

    def whole_course(self) -> CourseRule:
        """How long to stay and to taper; refused where the file states no course."""
        return self._held(self.course)

    def taper_way(self, name: str) -> TaperWay:
        """One of the file's ways down.

        Raises
        ------
        UnknownNameError
            If it has no way down of that name.
        """
        return way_of(self.taper_ways, name, self.id)

    @property
    def readings(self) -> dict[str, Reading]:
        """The readings of which a plan up has to choose one, by name; mostly none."""
        return {choice.name: choice for entry in self.unstated for choice in entry.choices}

    def read_as(self, name: str) -> "DosingProtocol":
        """The same file in one of its readings, with the digest of the file.

        Raises
        ------
        UnknownNameError
            If it has no reading of that name.
        """
        if name in self._read_as:
            return self._read_as[name]
        reading = reading_of(self.readings, name, self.id)
        rest = tuple(entry for entry in self.unstated if not entry.choices)
        held = self.model_copy(
            update={"unstated": rest, "way_up": with_rule(self.titration, reading.rule)}
        )
        held._digest = self.digest
        self._read_as[name] = held
        return held
