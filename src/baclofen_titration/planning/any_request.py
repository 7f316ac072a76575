"""What every request says, up or down."""

from typing import Annotated

from pydantic import Field, InstanceOf

from baclofen_titration.checked import Setting
from baclofen_titration.dates import CivilDate
from baclofen_titration.findings import Acknowledgement
from baclofen_titration.lengths import Days
from baclofen_titration.model import Model, Several
from baclofen_titration.patient import Patient
from baclofen_titration.planning.weekdays import Interval, Weekday
from baclofen_titration.product import Product
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.provenance import Key


class Request(Model):
    """What every request says.

    Parameters
    ----------
    protocol : DosingProtocol
        From `load_protocol`.
    products : tuple of Product
        What the patient has, from `load_products`.
    patient : Patient
        Age, kidneys, and what else dosing depends on.
    products_before : tuple of Product
        What the present regimen is taken from, where the product changes on the first day.
    start : datetime.date
        First day.
    setting : {"outpatient", "inpatient"}
        Where the schedule is taken.
    rule_sets : tuple of str
        Names of the rule sets to apply; empty applies those that go with the protocol.
        Leaving one of those out needs an acknowledgement.
    supply : int or None
        [days] to count tablets for; text such as ``"28 days"`` is read.
    fill_every : int or None
        [days] of each fill at the pharmacy, such as ``"7 days"``; None takes the
        length in the product data.
    reserve : int or None
        [days] of the largest daily dose to hold back; shown apart.
    change_on : tuple of {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
        Days of the week on which a dose may rise, or fall in a taper; empty
        allows all. A step is only ever lengthened. The first day, and the falls of
        a whole course, are not moved; a fall on another day is said.
    closed : tuple of datetime.date
        Days on which a dose may not rise, or fall in a taper; the same holds.
    step_back : bool
        Whether what one step back on a way down takes is counted too; shown apart.
    review_every : str or None
        Interval of further reviews, such as ``"4 weeks"``, ``"3 months"`` or
        ``"4 weeks on Mon"``, which moves each to the last Monday that is not later.
    acknowledgements : tuple of Acknowledgement
        What a clinician accepts in this very request.
    """

    protocol: InstanceOf[DosingProtocol]
    products: Annotated[Several[InstanceOf[Product]], Field(min_length=1, max_length=16)]
    products_before: Annotated[Several[InstanceOf[Product]], Field(max_length=16)] = ()
    patient: InstanceOf[Patient]
    start: CivilDate
    setting: Setting = "outpatient"
    rule_sets: Annotated[Several[Key], Field(max_length=16)] = ()
    supply: Days | None = None
    fill_every: Days | None = None
    reserve: Days | None = None
    step_back: bool = True
    change_on: Annotated[Several[Weekday], Field(max_length=7)] = ()
    closed: Annotated[Several[CivilDate], Field(max_length=366)] = ()
    review_every: Interval | None = None
    acknowledgements: Several[Acknowledgement] = ()
