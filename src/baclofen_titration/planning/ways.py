"""Ways down as they are asked for: read from text, and turned into paces."""

import re
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from baclofen_titration.dates import CivilDate, parse_date
from baclofen_titration.errors import (
    InvalidValueError,
    QuantityError,
)
from baclofen_titration.lengths import MOST_DAYS, Count, Days, parse_days
from baclofen_titration.model import Model, Several
from baclofen_titration.provenance import Citation
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import Regimen, parse_regimen
from baclofen_titration.shares import PERMILLE, parse_permille, parse_share, show_permille
from baclofen_titration.taper import (
    Along,
    ByFall,
    ByShare,
    Halving,
    Leg,
    Over,
    figures,
)

MOST_ROWS = 200
MOST_POINTS = 40
MOST_WAYS = 10
LONGEST_WAY = 120

_WINDOW = re.compile(r"([1-9][0-9]{0,4}) ?(?:-|to) ?([1-9][0-9]{0,4}) (day|week)s", re.ASCII)
_END = re.compile(r"(?P<pace>.+?)(?: to (?P<to>[0-9.]+ \S+/day)| until (?P<until>\S+))?", re.ASCII)
_FLOOR = re.compile(r"(?P<pace>.+?), floor (?P<floor>.+)", re.ASCII)
_HALVE = re.compile(r"halve every (?P<every>[^,]+), floor (?P<floor>.+)", re.ASCII)

WAYS = (
    '"over 14 days", "over 7-14 days", "5 mg/day every 7 days", "10 % of present every 7 days" or '
    '"halve every 7 days, floor 5 mg/day", and for all but the last of several " to 20 mg/day" or '
    '" until 2027-01-31" after it'
)


class Window(NamedTuple):
    """A length between two, of which the longest is taken [days]."""

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least} to {self.most} days"


def parse_over(value: object) -> int | Window:
    """Read a length such as "14 days", or a window such as "7-14 days" or "1 to 2 weeks"."""
    if type(value) is Window or (type(value) is int and 1 <= value <= MOST_DAYS):
        return value
    match = _WINDOW.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return parse_days(value)
    least, most = (parse_days(f"{count} {match[3]}s") for count in (match[1], match[2]))
    if least >= most:
        raise QuantityError('A window begins with the shorter end, such as "7-14 days".')
    return Window(least, most)


class TableRow(Model):
    """One row of a table: what is taken, and for how many days; None keeps it until reviewed."""

    take: Annotated[
        Regimen, BeforeValidator(lambda v: parse_regimen(v) if isinstance(v, str) else v)
    ]
    days: Days | None = None

    def __str__(self) -> str:
        length = "until reviewed" if self.days is None else f"{self.days} days"
        return f"{length}: {self.take}"


def _level(value: object) -> int:
    if type(value) is int and 0 <= value < PERMILLE:
        return value
    return 0 if value == "nothing" else parse_permille(value)


class CurvePoint(Model):
    """From which day on which share of the starting daily dose is taken [thousandths]."""

    day: Annotated[Count, Field(ge=1)]
    share: Annotated[int, BeforeValidator(_level)]


class Curve(Model):
    """A curve that somebody supplies, with who says so; none is shipped, and none is for baclofen.

    Parameters
    ----------
    points : tuple of CurvePoint
        In the order of their days, falling, down to nothing.
    cite : Citation
        Where it comes from.

    Raises
    ------
    InvalidValueError
        If it does not fall from day to day, or does not begin on the first.
    """

    points: Annotated[Several[CurvePoint], Field(min_length=2, max_length=MOST_POINTS)]
    cite: Citation

    def model_post_init(self, context: object) -> None:
        """Refuse a curve that rises, stays, or ends above nothing."""
        days = [point.day for point in self.points]
        shares = [point.share for point in self.points]
        if days != sorted(set(days)) or shares != sorted(set(shares), reverse=True):
            raise InvalidValueError("the points of a curve fall from one day to a later one")
        if days[0] != 1 or shares[-1]:
            raise InvalidValueError("a curve begins on day 1 and ends with the share nothing")

    def __str__(self) -> str:
        return ", ".join(
            f"day {point.day} {show_permille(point.share) if point.share else 'nothing'}"
            for point in self.points
        )


class Way(Model):
    """A part of a way down, at one pace.

    Parameters
    ----------
    text : str
        The pace and where the next one takes over, as `parse_way` reads them.
    kind : {"over", "fall", "share", "halve"}
        Which of the paces it is.
    down_to : DailyDose or None
        Daily dose at which the next part takes over.
    until : datetime.date or None
        Day on which the next part takes over.
    """

    text: Annotated[str, Field(max_length=LONGEST_WAY)]
    kind: Literal["over", "fall", "share", "halve"]
    down_to: DailyDose | None = None
    until: CivilDate | None = None

    def __str__(self) -> str:
        return self.text

    def leg(self, start: date) -> Leg:
        """The same for the engine, its days counted from the first."""
        return Leg(
            _pace(self.text)[1],
            None if self.down_to is None else self.down_to.micrograms,
            None if self.until is None else (self.until - start).days,
        )


def parse_way(value: object) -> Way:
    """Read a way down, or a part of one.

    Parameters
    ----------
    value : str or Way
        Such as ``"10 mg/day every 3 days to 20 mg/day"``.

    Raises
    ------
    QuantityError
        For anything else; the message shows the forms.

    Examples
    --------
    >>> parse_way("halve every 7 days, floor 5 mg/day").kind
    'halve'
    """
    if type(value) is Way:
        return value
    match = _END.fullmatch(value) if isinstance(value, str) and len(value) <= LONGEST_WAY else None
    if match is None:
        raise QuantityError(f"A way down is text such as {WAYS}.")
    if match["pace"].startswith("over ") and match["until"] is not None:
        raise QuantityError(
            'A part over a length says how long it takes; end it at a daily dose, such as "over 14 '
            'days to 20 mg/day", or give a fall and an interval until a day.'
        )
    return Way(
        text=match[0],
        kind=_pace(match[0])[0],
        down_to=None if match["to"] is None else DailyDose(match["to"]),
        until=None if match["until"] is None else parse_date(match["until"]),
    )


def _pace(text: str) -> tuple[Any, Over | ByFall | ByShare | Halving]:
    """The kind and the pace of a part of a way."""
    match = _END.fullmatch(text)
    words = text if match is None else match["pace"]
    halving = _HALVE.fullmatch(words)
    if words.startswith("over "):
        length = parse_over(words.removeprefix("over "))
        return "over", Over(length.most if isinstance(length, Window) else length)
    if halving is not None:
        floor = DailyDose(halving["floor"]).micrograms
        return "halve", Halving(parse_days(halving["every"]), floor)
    size, every, interval = words.partition(" every ")
    if not every:
        raise QuantityError(f"A way down is text such as {WAYS}.")
    if "%" in size:
        share, of_start = parse_share(size)
        floored = _FLOOR.fullmatch(interval)
        if floored is None:
            return "share", ByShare(share, parse_days(interval), of_start)
        floor = DailyDose(floored["floor"]).micrograms
        return "share", ByShare(share, parse_days(floored["pace"]), of_start, floor)
    return "fall", ByFall(DailyDose(size).micrograms, parse_days(interval))


def parse_pump_share(value: object) -> str:
    """Read the share by which oral baclofen falls at one time after a pump has started.

    Raises
    ------
    QuantityError, InvalidValueError
        If it is no share, or outside what the source says.
    """
    least, most = figures()["least-pump-share"], figures()["most-pump-share"]
    if not least.permille <= parse_permille(value) <= most.permille:
        raise InvalidValueError(
            f"after the pump has started, oral baclofen falls by {least.value} to {most.value} at "
            "one time; choose a share between them"
        )
    return str(value)


def along(curve: Curve) -> Along:
    """The pace of a curve, its days counted from 0."""
    return Along([(point.day - 1, point.share) for point in curve.points])
