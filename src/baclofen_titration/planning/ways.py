"""Ways down as they are asked for: read from text or from a file, and turned into paces."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from baclofen_titration.dates import CivilDate, parse_date
from baclofen_titration.errors import (
    InvalidValueError,
    QuantityError,
    RuleFileError,
    describe_faults,
)
from baclofen_titration.lengths import MOST_DAYS, Count, Days, parse_days
from baclofen_titration.model import Model, Several
from baclofen_titration.protocols.opening import text_of_file
from baclofen_titration.provenance import KIND_OF_GRADE, Citation, Grade, Key, Sentence
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

M = TypeVar("M", bound=Model)

MOST_BYTES = 65_536
MOST_ROWS = 200
MOST_POINTS = 40
MOST_WAYS = 10
LONGEST_WAY = 120
LONGEST_FILE_NAME = 60

_WINDOW = re.compile(r"([1-9][0-9]{0,4}) ?(?:-|to) ?([1-9][0-9]{0,4}) (day|week)s", re.ASCII)
_END = re.compile(r"(?P<pace>.+?)(?: to (?P<to>[0-9.]+ \S+/day)| until (?P<until>\S+))?", re.ASCII)
_FLOOR = re.compile(r"(?P<pace>.+?), floor (?P<floor>.+)", re.ASCII)
_HALVE = re.compile(r"halve every (?P<every>[^,]+), floor (?P<floor>.+)", re.ASCII)

_OURS = re.compile(r"\b_?(?:Table|TableRow|CurveFile|CurvePoint|Dose|Regimen): ", re.ASCII)
_ROW = re.compile(r"\b(row|point)\.([0-9]{1,4})", re.ASCII)
_NEXT = re.compile(r"; (?=[a-z]+(?: [0-9]+)?(?:\.[a-z]+)*: )", re.ASCII)
_SAID = {
    "row: Field required": "row: is missing; write a [[row]] for each step",
    "row: Value should have at least 1 item after validation, not 0": "row: there is none; write a "
    "[[row]] for each step",
    "Field required": "is missing; write it",
    "Extra inputs are not permitted": "is no key of such a file; leave it out",
}

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


class _Table(Model):
    row: Annotated[Several[TableRow], Field(min_length=1, max_length=MOST_ROWS)]


class _CurveFile(Model):
    source: Key
    title: Sentence
    section: Sentence
    grade: Grade
    says: Sentence
    point: Several[CurvePoint]


def load_taper_table(path: str) -> tuple[TableRow, ...]:
    """Load a way down that is written out row by row.

    Parameters
    ----------
    path : str
        A TOML file with a ``[[row]]`` for each step: ``days = "7 days"`` and
        ``take = "morning 10 mg, evening 10 mg"``. A last row without days is kept.

    Raises
    ------
    RuleFileError
        If the file cannot be read, or has faults; all of them are listed.
    """
    return _load(_Table, path).row


def load_curve(path: str) -> Curve:
    """Load a curve with its citation.

    Parameters
    ----------
    path : str
        A TOML file with ``source``, ``title``, ``section``, ``grade`` and ``says``, and a
        ``[[point]]`` for each fall: ``day = 1`` and ``share = "80 %"``, the last one
        ``share = "nothing"``.

    Raises
    ------
    RuleFileError
        If the file cannot be read, or has faults; all of them are listed.
    """
    file = _load(_CurveFile, path)
    cite = Citation(
        kind=KIND_OF_GRADE[file.grade],
        source=file.source,
        title=file.title,
        section=file.section,
        grade=file.grade,
        says=file.says,
    )
    try:
        return Curve(points=file.point, cite=cite)
    except InvalidValueError as error:
        raise RuleFileError(Path(path).name, [str(error)]) from None


def _load(kind: type[M], path: str) -> M:
    name = Path(path).name[:LONGEST_FILE_NAME]
    text = text_of_file(path, name, MOST_BYTES, f"it is larger than {MOST_BYTES} bytes")
    try:
        return kind.model_validate(tomllib.loads(text, parse_float=Decimal))
    except ValidationError as error:
        faults = [one for fault in describe_faults(error) for one in _NEXT.split(_plain(fault))]
        raise RuleFileError(name, faults) from None
    except ValueError:
        raise RuleFileError(name, ["it is no TOML that can be read"]) from None


def _plain(fault: str) -> str:
    """A fault in the words of the file: rows from 1 on, and no names of ours."""
    words = _OURS.sub("", fault)
    words = _ROW.sub(lambda place: f"{place[1]} {int(place[2]) + 1}", words)
    for theirs, mend in _SAID.items():
        words = words.replace(theirs, mend)
    return words
