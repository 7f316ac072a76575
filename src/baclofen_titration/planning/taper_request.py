"""What a taper is asked for with: one pace, or a way down of the protocol by its name."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, InstanceOf

from baclofen_titration.dates import CivilDate
from baclofen_titration.decisions import Because
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.lengths import Days
from baclofen_titration.model import Several
from baclofen_titration.planning.any_request import Request
from baclofen_titration.planning.named import LENGTHS
from baclofen_titration.planning.ways import (
    MOST_ROWS,
    MOST_WAYS,
    Curve,
    TableRow,
    Way,
    Window,
    parse_over,
    parse_pump_share,
    parse_way,
)
from baclofen_titration.provenance import Key
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Taking, TimeOfDay
from baclofen_titration.shares import parse_share


def _share(value: object) -> object:
    parse_share(value)
    return value


def _ways(value: object) -> object:
    return tuple(parse_way(one) for one in value) if isinstance(value, list | tuple) else value


Over = Annotated[
    InstanceOf[Window] | Literal["shortest", "longest"] | int,
    BeforeValidator(lambda value: value if value in LENGTHS else parse_over(value)),
]
Ways = Annotated[Several[InstanceOf[Way]], BeforeValidator(_ways), Field(max_length=MOST_WAYS)]


class TaperRequest(Request):
    """Down to nothing or to a lower daily dose, at one of the paces.

    Parameters
    ----------
    taking : Taking or "unknown"
        What is taken now; a taper from an unknown dose cannot be made.
    over : int, Window, {"shortest", "longest"} or None
        [days] with a reduced dose; of a window such as ``"7-14 days"`` the longest. With
        a `way` that gives a range of lengths, which of them, by name or stated.
    way : str or None
        A way down of the protocol, by its name; it is the pace and the end.
    until : datetime.date or None
        The last day with a reduced dose.
    fall : DailyDose or None
        Fall in the daily dose, each time, with `every`.
    share : str or None
        Fall as a share of the daily dose, such as ``"10 % of present"`` or
        ``"10 % of start"``, with `every` and perhaps a `floor`. It is rounded to a smaller
        fall, never to a larger.
    every : int or None
        [days] between falls.
    halve_every : int or None
        [days] between halvings, down to the `floor`, and from there to nothing.
    floor : DailyDose or None
        The daily dose below which nothing is halved and no share taken, but all of it.
    ways : tuple of Way
        Paces one after another, such as ``"10 mg/day every 3 days to 20 mg/day"`` and
        then ``"5 mg/day every 7 days"``. All but the last say where they end.
    table : tuple of TableRow
        The steps as they are, from `load_taper_table`.
    curve : Curve or None
        Shares of the starting dose by day, with their citation, from `load_curve`.
    pump_share : str or None
        The oral side of a switch to a pump that has started: one fall by such a share.
    to : DailyDose or None
        Daily dose to keep at the end; None to stop.
    to_limit : bool
        Whether to end at the maximum that newly holds for this patient.
    if_too_fast : {"refuse", "stretch"}
        What becomes of a pace that the limits do not allow.
    because : {"serious-reaction", "overdose"} or None
        The two things after which labels do not ask to go down slowly: a clinician decides
        now, no pace is needed, and no schedule is made.
    first_to_fall : str or None
        Among equal doses, the time of day that falls before all others; None
        keeps to the protocol's order.

    Raises
    ------
    InvalidValueError
        If it says two paces or none, ends before it starts, or lets a time of
        day fall first at which nothing is taken.

    Examples
    --------
    >>> from baclofen_titration import (
    ...     Patient, Taking, TaperRequest, load_products, load_protocol, plan_taper)
    >>> request = TaperRequest(
    ...     protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...     patient=Patient(age="46 years", kidneys="unknown"), start="2026-12-01",
    ...     taking=Taking(regimen="morning 10 mg, evening 10 mg", since="2026-10-01"),
    ...     over="28 days")
    >>> plan_taper(request).schedule.then
    'stopped'
    """

    taking: InstanceOf[Taking] | Literal["unknown"]
    over: Over | None = None
    way: Key | None = None
    until: CivilDate | None = None
    fall: DailyDose | None = None
    share: Annotated[str, BeforeValidator(_share)] | None = None
    every: Days | None = None
    halve_every: Days | None = None
    floor: DailyDose | None = None
    ways: Ways = ()
    table: Annotated[Several[InstanceOf[TableRow]], Field(max_length=MOST_ROWS)] = ()
    curve: InstanceOf[Curve] | None = None
    pump_share: Annotated[str, BeforeValidator(parse_pump_share)] | None = None
    to: DailyDose | None = None
    to_limit: bool = False
    if_too_fast: Literal["refuse", "stretch"] = "refuse"
    first_to_fall: TimeOfDay | None = None
    because: Because | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse two paces at once, or none."""
        if self.because is not None:
            return  # nothing is planned, so no pace can be wrong
        falls = (self.fall is not None) + (self.share is not None)
        others = (self.over, self.until, self.halve_every, self.curve, self.pump_share)
        paces = falls + sum(pace is not None for pace in others)
        paces += bool(self.ways) + bool(self.table)
        if self.way is not None:
            self._refuse_beside_a_way(paces - (self.over is not None))
            return
        if isinstance(self.over, str):
            raise InvalidValueError("over by a name is for a way of the protocol; state the days")
        needs_floor, may_floor = self.halve_every is not None, self.share is not None
        has_floor = self.floor is not None
        halves = has_floor if needs_floor else may_floor or not has_floor
        if paces != 1 or falls != (self.every is not None) or not halves:
            raise InvalidValueError(
                "say either over how many days, or by which fall and every how many days, or "
                "until which day, or another pace, and one of them only"
            )
        self._refuse_ends()
        first, taking = self.first_to_fall, self.taking
        if first and isinstance(taking, Taking) and first not in taking.regimen.micrograms:
            raise InvalidValueError(
                "first_to_fall is a time of day at which nothing is taken; choose one of "
                f"{', '.join(taking.regimen.micrograms)}"
            )

    def _refuse_beside_a_way(self, paces: int) -> None:
        """A way of the protocol is a pace and an end."""
        if paces or self.every is not None or self.floor is not None or self.to is not None:
            raise InvalidValueError(
                "way is a pace and an end that the protocol gives; leave other paces and to out"
            )
        if self.to_limit:
            raise InvalidValueError("way ends where the protocol says; leave to_limit out")

    def _refuse_ends(self) -> None:
        """Refuse an end that contradicts the pace, or stands before the first day."""
        if self.fall is not None and not self.fall.micrograms:
            raise InvalidValueError("a fall of nothing never gets down; say more than 0 mg/day")
        if self.until is not None and self.until < self.start:
            raise InvalidValueError(
                f"the last day, {self.until}, lies before the first day, {self.start}; choose a "
                "later one"
            )
        if self.to is not None and self.to_limit:
            raise InvalidValueError("to and to_limit are two ends; say one of them")
        if (self.table or self.pump_share) and (self.to is not None or self.to_limit):
            raise InvalidValueError("a table or a fall beside a pump ends by itself; leave to out")
        if any(row.days is None for row in self.table[:-1]):
            raise InvalidValueError("only the last row of a table may be open")
        ends = [way.down_to is not None or way.until is not None for way in self.ways]
        if ends and (not all(ends[:-1]) or ends[-1]):
            raise InvalidValueError(
                "of several ways all but the last say where they end, and the last goes to the "
                "end of the taper; give the next pace, or leave out where the last one ends"
            )
        days = [self.start, *(way.until for way in self.ways if way.until is not None)]
        if days != sorted(set(days)):
            raise InvalidValueError(
                "the days until which paces hold follow one another after the first day; put the "
                "earlier ones first"
            )

    @property
    def length(self) -> int | None:
        """[days] with a reduced dose, where a length or an end is asked for."""
        if self.until is not None:
            return (self.until - self.start).days + 1
        if isinstance(self.over, Window):
            return self.over.most
        return self.over if isinstance(self.over, int) else None
