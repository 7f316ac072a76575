"""What a titration is asked for with."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, InstanceOf

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days
from baclofen_titration.planning.any_request import Request
from baclofen_titration.planning.named import Begin, DosesADay, Rise, RiseInterval
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking, TimeOfDay

Aim = Annotated[
    DailyDose | Literal["max"],
    BeforeValidator(lambda value: value if value == "max" else DailyDose(value)),
]


class TitrationRequest(Request):
    """Up to an aim; with `stay` and `then_taper`, a whole course.

    Parameters
    ----------
    aim : DailyDose or "max"
        Where the titration goes; text such as ``"60 mg/day"`` is read. The
        maximum has to be asked for.
    taking : Taking, "nothing" or "unknown"
        What is taken now. Unknown allows no rise.
    first_taking : str or None
        Time of day of the first taking on the first day.
    course : bool
        Whether to stay and to taper for as long as the protocol says, in place of `stay`
        and `then_taper`.
    stay : int or None
        [days] to keep the aim after the titration's last step, before the taper.
    then_taper : int or None
        [days] over which to taper to nothing after the stay.
    rise : {"slowest", "fastest", "for milestones"}, Dose, DailyDose or None
        Which end of a range of rises to take, a rise inside it, or the slowest that
        reaches the milestones, where the protocol gives a range.
    interval : {"shortest", "longest"}, int or None
        The same for a range of days between rises [days].
    begin : {"lowest", "highest", "gentler"}, DailyDose or None
        Which start, where the protocol gives a range or a gentler one beside it.
    doses_a_day : {"fewest", "most"}, int or None
        How many, where the protocol gives a range of them.
    reading : str or None
        Which reading to follow, by its name, where the source can be read in two ways.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, TitrationRequest, load_products, load_protocol, plan_titration)
    >>> request = TitrationRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="normal, tested 2026-11-12"),
    ...     taking="nothing", aim="30 mg/day", start="2026-12-01")
    >>> plan_titration(request).schedule.steps[-1].regimen.daily_dose
    DailyDose('30 mg/day')
    """

    aim: Aim
    taking: InstanceOf[Taking] | Literal["nothing", "unknown"]
    first_taking: TimeOfDay | None = None
    course: bool = False
    stay: Days | None = None
    then_taper: Days | None = None
    rise: Rise | None = None
    interval: RiseInterval | None = None
    begin: Begin | None = None
    doses_a_day: DosesADay | None = None
    reading: Key | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse half a course, or two."""
        if self.course and (self.stay is not None or self.then_taper is not None):
            raise InvalidValueError(
                "course takes stay and then_taper from the protocol; leave them out"
            )
        if (self.stay is None) != (self.then_taper is None):
            raise InvalidValueError(
                "stay and then_taper go together: say how long to stay and over how long to taper"
            )
