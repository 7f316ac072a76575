"""A schedule that has been judged, with everything that a sheet has to show beside it."""

import hashlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, Never

from pydantic import Field, InstanceOf, PrivateAttr, StringConstraints

from baclofen_titration.acknowledgements import open_stops, refusal_lines
from baclofen_titration.advice import Advice
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError, UnsafeScheduleError
from baclofen_titration.falls import StepFall, falls_of
from baclofen_titration.fills import Fill
from baclofen_titration.findings import Acknowledgement, Finding, SafetyReport, Words
from baclofen_titration.lengths import Count
from baclofen_titration.limits import Limit, LimitRule, Limits
from baclofen_titration.measurements import Weight
from baclofen_titration.model import Model, Several
from baclofen_titration.product import Product
from baclofen_titration.provenance import Key
from baclofen_titration.schedule import Reason, Schedule
from baclofen_titration.seals import Seal, seal_of
from baclofen_titration.supplied import ChangedProduct, StepBack, Supply

Status = Literal["draft", "signed", "superseded", "withdrawn"]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def digest_of(*texts: str) -> str:
    """SHA-256 over texts, each with its length, so that no two lists look alike."""
    content = hashlib.sha256()
    for text in texts:
        encoded = text.encode()
        content.update(f"{len(encoded)}:".encode())
        content.update(encoded)
    return content.hexdigest()


@lru_cache
def product_content(product: Product) -> str:
    """Everything that a product is, as one text."""
    return product.model_dump_json()


class ProtocolReference(Model):
    """Which edition of which protocol, exactly.

    Parameters
    ----------
    id, edition, title : str
        As the protocol file names itself.
    status : {"draft", "signed", "superseded", "withdrawn"}
        Anything but "signed" is a specimen.
    digest : str
        SHA-256 of its content.
    shipped : bool
        Whether it came with this library, so that the checker has to hold a
        transcription of its own.
    signed_by : str
        Role, organisation and date of a signature; empty without one. It seals
        content, and proves no identity.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> checked.protocol.id, checked.protocol.signed_by
    ('us-label-adult', '')
    """

    id: Key
    edition: CivilDate
    title: Words
    status: Status
    digest: Digest
    shipped: bool
    signed_by: Annotated[str, StringConstraints(max_length=600)] = ""


class Asked(NamedTuple):
    """One input as it was given, or "not asked"."""

    name: str
    answer: str


Setting = Literal["outpatient", "inpatient"]
"""Where the schedule is taken."""


class TailoringRecord(Model):
    """What one rule set makes of a patient, whether it was applied or stands beside.

    Parameters
    ----------
    rule_set, edition, title, status
        As the file of the rule set names itself.
    applied : bool
        Whether its limits hold here; one that was not applied is shown because
        sources disagree.
    why : str
        Why it applies to this patient, or why it does not.
    limits : tuple of Limit
        What it asks for.
    bound : tuple of str
        The rules in which it asks for the strictest limit of all, so that it narrowed one.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", muscle="usual",
    ...                     kidneys="clearance 40 mL/min on 2026-11-12, steady"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> [held.rule_set for held in checked.tailoring if held.bound]
    ['kidney-bands-80-50-30']
    """

    rule_set: Key
    edition: CivilDate
    title: Words
    status: Status
    applied: bool
    why: Words
    limits: Several[Limit] = ()
    bound: Several[LimitRule] = ()


FillCount = Callable[[Schedule, tuple[Product, ...]], tuple[Fill, ...]]


class CheckedSchedule(Model):
    """The one thing that formats accept: a schedule and the judgement on it.

    Made by `plan_titration` and `plan_taper`. Building one by hand from a
    report with an unacknowledged `stop` is refused.

    Parameters
    ----------
    schedule : Schedule
        The steps.
    report : SafetyReport
        All findings, of planning and of the checker.
    protocol : ProtocolReference
        The rules it was planned from.
    products : tuple of Product
        What its pieces are.
    products_before : tuple of Product
        What was taken until the first day, where the product changes; else empty.
    changed_products : tuple of ChangedProduct
        Each taking of the present regimen in both.
    limits : Limits
        Every limit that applied, with its reasons.
    asked : tuple of Asked
        Each input as given.
    setting : {"outpatient", "inpatient"}
        Where it is taken.
    tailoring : tuple of TailoringRecord
        What each rule set made of the patient's kidneys, age and weight.
    choices : tuple of Reason
        What the protocol chose for every day: times of day, clock hours, orders.
    weight : Weight or None
        The weight that doses were worked out from; None where none was used.
    advice : tuple of Advice
        What the patient is told, in the order in which it is printed.
    ideal_falls : tuple of int or None
        For each step the fall that was meant, before rounding to what can be made
        [micrograms of the day]; empty where nobody said.
    supply : Supply or None
        What to dispense, if a horizon was given.
    step_back : StepBack or None
        What is kept for one step back; None where nothing falls, or none was wanted.
    count_fills : callable or None
        Counts `fills`, which only the pharmacy's sheet asks for; None leaves them empty.
    acknowledgements : tuple of Acknowledgement
        What a clinician accepted.
    revision : int
        1 for a first schedule.

    Raises
    ------
    UnsafeScheduleError
        If a `stop` is not acknowledged.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> checked = plan_titration(TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01"))
    >>> checked.protocol.status, len(checked.schedule.steps)
    ('draft', 3)
    """

    schedule: Schedule
    report: SafetyReport
    protocol: ProtocolReference
    products: Annotated[Several[InstanceOf[Product]], Field(min_length=1)]
    products_before: Several[InstanceOf[Product]] = ()
    changed_products: Several[ChangedProduct] = ()
    limits: Limits
    asked: Several[InstanceOf[Asked]]
    setting: Setting = "outpatient"
    tailoring: Several[TailoringRecord] = ()
    choices: Several[Reason] = ()
    weight: Weight | None = None
    advice: Several[Advice] = ()
    ideal_falls: Several[Count | None] = ()
    supply: Supply | None = None
    step_back: StepBack | None = None
    count_fills: Annotated[FillCount | None, Field(exclude=True, repr=False)] = None
    acknowledgements: Several[Acknowledgement] = ()
    revision: Annotated[Count, Field(ge=1)] = 1
    _seal: Seal = PrivateAttr(())

    if not TYPE_CHECKING:  # a type checker sees pydantic's own

        @classmethod
        def model_construct(cls, *_: object, **__: object) -> Never:
            """Refuse to make one without looking at it."""
            raise InvalidValueError(
                f"{cls.__name__}: a checked schedule is made by planning, and never without a look "
                "at it. Plan it with `plan_titration` or `plan_taper`."
            )

    def model_post_init(self, context: object) -> None:
        """Refuse what the checker has stopped, and what it has not seen."""
        if not self.report.is_of(self.schedule):
            raise InvalidValueError(
                "report: it is no report on this schedule. Plan the schedule, which has it "
                "checked; somebody else's is judged by `judge_schedule`."
            )
        self._seal = seal_of(self.schedule)
        if self.unaccepted_stops:
            lines = refusal_lines(self.report, self.acknowledgements, self.request_digest)
            raise UnsafeScheduleError(
                "\n".join(["The checker stops this schedule:", *lines]),
                self.report,
                self.request_digest,
                self.unaccepted_stops,
            )

    @property
    def is_whole(self) -> bool:
        """Whether it is still what was sealed; no format renders anything else."""
        return self._seal == seal_of(self.schedule)

    @property
    def falls(self) -> tuple[StepFall, ...]:
        """Every fall of the daily dose, with the one that was meant."""
        return falls_of(self.schedule, self.ideal_falls)

    @cached_property
    def fills(self) -> tuple[Fill, ...]:
        """What to give out at each visit to the pharmacy, counted when it is first asked for."""
        if self.count_fills is None:
            return ()
        return self.count_fills(self.schedule, self.products)

    @cached_property
    def request_digest(self) -> str:
        """SHA-256 of all inputs and the protocol; an acknowledgement is bound to it."""
        answers = [text for asked in self.asked for text in (asked.name, asked.answer)]
        products = (*self.products, *self.products_before)
        return digest_of(self.protocol.digest, *answers, *map(product_content, products))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the request and the schedule."""
        return digest_of(self.request_digest, self.schedule.model_dump_json())

    @property
    def unaccepted_stops(self) -> tuple[Finding, ...]:
        """The stops that no acknowledgement of this very request lifts."""
        if not self.acknowledgements:
            return self.report.stops  # the digest is made when somebody needs it
        return open_stops(self.report, self.acknowledgements, self.request_digest)

    def _repr_html_(self) -> str:
        """The steps as a table, where a notebook shows them."""
        # By name: formats stand on a floor above.
        shown: str = import_module("baclofen_titration.formats.notebook").notebook_html(self)
        return shown

    @property
    def is_specimen(self) -> bool:
        """Whether its protocol is unsigned, so that no patient may be given it."""
        return self.protocol.status != "signed"


class JudgedSchedule(Model):
    """Somebody's schedule with the judgement on it; `to_report` alone prints it.

    Made by `judge_schedule`. Unlike a `CheckedSchedule` it may have stops that
    stand, and no sheet is ever made of it.

    Parameters
    ----------
    schedule : Schedule
        What was judged.
    report : SafetyReport
        All findings.
    request_digest : str
        SHA-256 of the schedule and everything it was judged by; an
        acknowledgement is bound to it.
    protocol : ProtocolReference or None
        The protocol it was compared with.
    departure : Finding or None
        Where it first passes a limit of that protocol.
    acknowledgements : tuple of Acknowledgement
        What a clinician accepted.

    Examples
    --------
    >>> from baclofen_titration import from_regimen_line, judge_schedule
    >>> line = "5 mg x3 for 2 days, then 30 mg x3"
    >>> judged = judge_schedule(from_regimen_line(line, "2026-12-01"))
    >>> judged.report.stops[0].code
    'rise-too-large'
    """

    schedule: Schedule
    report: SafetyReport
    request_digest: Digest
    protocol: ProtocolReference | None = None
    departure: Finding | None = None
    acknowledgements: Several[Acknowledgement] = ()

    @property
    def digest(self) -> str:
        """The digest of the request, which holds the schedule already."""
        return self.request_digest

    @property
    def unaccepted_stops(self) -> tuple[Finding, ...]:
        """The stops that no acknowledgement of this very request lifts."""
        return open_stops(self.report, self.acknowledgements, self.request_digest)
