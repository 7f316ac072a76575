"""The numbers of the screening, each with who says so."""

import re
from functools import cache, cached_property
from typing import Annotated, get_args

from pydantic import Field

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Severity
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.protocols.authors import AuthorReader
from baclofen_titration.protocols.table import Content, Table, one_of, title
from baclofen_titration.provenance import Author, Key
from baclofen_titration.quantities import DailyDose
from baclofen_titration.screening.data_file import distinct, made, read_entries, text_of

FILE = "thresholds"
SEVERAL_DEPRESSANTS = "several-depressants"
WEAK_KIDNEYS = "weak-kidneys"
PROBABLY_INTRATHECAL = "probably-intrathecal"

_UNITS = {SEVERAL_DEPRESSANTS: " medicines", WEAK_KIDNEYS: " mL/min"}


class Threshold(RuleModel):
    """From where on something is found, and how bad it is then."""

    code: Key
    value: str
    severity: Severity
    authors: Annotated[Several[Author], Field(min_length=1)]

    def model_post_init(self, context: object) -> None:
        """Refuse a value that is no number with its unit."""
        if self.code == PROBABLY_INTRATHECAL:
            DailyDose(self.value)
        elif not re.fullmatch(rf"[1-9][0-9]{{0,2}}{_UNITS[self.code]}", self.value, re.ASCII):
            raise InvalidValueError(
                f"the value is a whole number with its unit,{_UNITS[self.code]}"
            )

    @cached_property
    def number(self) -> int:
        """The value as a whole number [medicines, mL/min or micrograms a day]."""
        if self.code == PROBABLY_INTRATHECAL:
            return DailyDose(self.value).micrograms
        return int(self.value.removesuffix(_UNITS[self.code]))


def threshold(code: str) -> Threshold:
    """The threshold of that name."""
    return thresholds()[code]


@cache
def thresholds() -> dict[str, Threshold]:
    """Every threshold by its name."""
    return {one.code: one for one in read_thresholds(text_of(FILE))}


def read_thresholds(text: str) -> tuple[Threshold, ...]:
    """Read the file from its text; all faults are raised at once.

    Raises
    ------
    RuleFileError
        If the file has faults.
    """
    read = made(FILE, FILE, read_entries(text, FILE, FILE, _read_threshold), Threshold)
    distinct(FILE, (one.code for one in read))
    return read


def _read_threshold(table: Table, who: AuthorReader) -> Content:
    return {
        "code": table.take("code", one_of(*_UNITS, PROBABLY_INTRATHECAL)),
        "value": table.take("value", title),
        "severity": table.take("severity", one_of(*get_args(Severity))),
        "authors": who.authors(table),
    }
