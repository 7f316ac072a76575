"""A way down that a protocol names: asked for by name, walked as its file says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from baclofen_titration.checker import WayPace, check_way
from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.findings import Finding
from baclofen_titration.lengths import parse_use
from baclofen_titration.planning.ways import parse_way
from baclofen_titration.protocols import TaperWay
from baclofen_titration.protocols.sheet_course import way_words
from baclofen_titration.protocols.sheet_rule import days_words
from baclofen_titration.regimen import Taking
from baclofen_titration.shares import PERMILLE, parse_share
from baclofen_titration.tailoring import band_of
from baclofen_titration.taper import Leg, Over

if TYPE_CHECKING:
    from baclofen_titration.planning.requests import TaperRequest
    from baclofen_titration.protocols.ways_down import TaperPace
    from baclofen_titration.provenance import Author
    from baclofen_titration.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Walked:
    """A way down of the protocol, as this request walks it.

    Parameters
    ----------
    way : TaperWay
        As the file says it.
    legs : tuple of Leg
        The same for the engine.
    days : int or None
        [days] that it takes here, where the file leaves that to the patient or the caller.
    """

    way: TaperWay
    legs: tuple[Leg, ...]
    days: int | None = None

    @property
    def rule(self) -> str:
        """What its steps are named for."""
        return f"way-{self.way.name}"

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who says it."""
        held = [author for length in self.way.lengths for author in length.authors]
        return tuple(dict.fromkeys((*self.way.authors, *held)))

    def judged(self, schedule: Schedule) -> tuple[Finding, ...]:
        """What the judge finds that is faster than the way says."""
        paces = [_pace_of(pace) for pace in self.way.legs or (self.way,)]
        days = self.way.over if self.days is None else self.days
        return check_way(schedule, self.way.name, paces, days, self.authors)

    @property
    def note(self) -> Finding:
        """That it was followed, and how long it takes here."""
        here = "" if self.days is None else f" Here it takes {days_words(self.days)}."
        return Finding(
            code="way-chosen",
            severity="note",
            says=f"This schedule follows the way down {self.way.name} of the protocol: "
            f"{way_words(self.way)}.{here}",
            found=self.way.name,
            authors=self.authors,
        )


def walked(request: TaperRequest) -> Walked | None:
    """The way down that a request names; None where it names none.

    Raises
    ------
    UnknownNameError
        If the protocol has no way down of that name.
    MissingInputError
        If the way leaves its length open and the request does not choose one.
    InvalidValueError
        If the length that is chosen is outside of what the way says.
    """
    if request.way is None:
        return None
    way = request.protocol.taper_way(request.way)
    if way.leaves_open:
        days = _chosen(way, request.over)
        return Walked(way, (Leg(Over(days)),), days)
    if request.over is not None:
        raise InvalidValueError(
            f"The way down {way.name} says its pace itself; leave over out, or leave way out."
        )
    if way.lengths:
        days = _longest_for(request, way)
        return Walked(way, (Leg(Over(days)),), days)
    if way.legs:
        return Walked(way, tuple(parse_way(leg.text).leg(request.start) for leg in way.legs))
    return Walked(way, (parse_way(way.text).leg(request.start),))


def _pace_of(pace: TaperPace) -> WayPace:
    """How fast a pace may be, in numbers."""
    if pace.halve_every is not None:
        return WayPace(permille=PERMILLE // 2, every=pace.halve_every)
    if pace.share:
        permille, of_start = parse_share(pace.share)
        return WayPace(permille=permille, of_start=of_start, every=pace.every)
    return WayPace(fall=None if pace.fall is None else pace.fall.micrograms, every=pace.every)


def _chosen(way: TaperWay, over: object) -> int:
    """A length inside the range of a way, by its name or stated [days]."""
    shortest, longest = way.shortest or 0, way.longest
    most = f" to {longest}" if longest is not None else " or more"
    named = '"shortest", "longest" or a length' if longest is not None else "a length"
    if over is None:
        raise MissingInputError(
            f"The way down {way.name} takes {shortest}{most} days. Say which: over {named} "
            "inside that."
        )
    if over == "shortest":
        return shortest
    if over == "longest":
        if longest is None:
            raise InvalidValueError(
                f"The way down {way.name} has no longest length; state one of {shortest} days "
                "or more."
            )
        return longest
    if type(over) is not int or over < shortest or (longest is not None and over > longest):
        raise InvalidValueError(
            f"The way down {way.name} takes {shortest}{most} days; state a length inside that."
        )
    return over


def _longest_for(request: TaperRequest, way: TaperWay) -> int:
    """The longest of the lengths that are for this patient; what is unknown shortens none."""
    if not isinstance(request.taking, Taking):
        return max(length.over for length in way.lengths)
    daily = request.taking.regimen.daily_dose.micrograms
    kidneys, used = band_of(request.patient, request.start), _used(request)
    return max(length.over for length in way.lengths if length.holds(daily, used, kidneys))


def _used(request: TaperRequest) -> int | None:
    """For how many days baclofen has been used by the first day; None if that is unknown."""
    said = request.patient.used_for
    if said in ("unknown", "not asked"):
        return None
    since = request.taking.since if isinstance(request.taking, Taking) else "unknown"
    taken = (request.start - since).days if isinstance(since, date) else 0
    return max(parse_use(said), taken)
