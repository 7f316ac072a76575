"""Ways down that stand in a file: a table of steps, a curve with its citation."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from baclofen_titration.errors import InvalidValueError, RuleFileError, describe_faults
from baclofen_titration.model import Model, Several
from baclofen_titration.planning.ways import MOST_ROWS, Curve, CurvePoint, TableRow
from baclofen_titration.protocols.opening import text_of_file
from baclofen_titration.provenance import KIND_OF_GRADE, Citation, Grade, Key, Sentence

M = TypeVar("M", bound=Model)

MOST_BYTES = 65_536
LONGEST_FILE_NAME = 60

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
