"""Whom a question concerns: pregnancy and breast-feeding, by sex and age."""

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Age, Patient, parse_age
from baclofen_titration.protocols.authors import AuthorReader
from baclofen_titration.protocols.table import Content, Table, measure, one_of
from baclofen_titration.provenance import Author
from baclofen_titration.screening.data_file import distinct, made, read_entries, text_of

FILE = "ages"
MAY_BEAR_CHILDREN = "may-bear-children"

Concern = Literal["pregnancy", "breast-feeding"]


class AgeRange(RuleModel):
    """From which age a question is asked, and below which."""

    code: Literal["may-bear-children"]
    from_age: Age
    below_age: Age
    authors: Annotated[Several[Author], Field(min_length=1)]


def may_bear_children(patient: Patient) -> bool:
    """Whether a pregnancy may concern somebody; a sex or an age that nobody gave may.

    Examples
    --------
    >>> may_bear_children(Patient(age="46 years")), may_bear_children(Patient(sex="male"))
    (True, False)
    """
    held = age_ranges()[MAY_BEAR_CHILDREN]
    age = patient.age
    in_range = not isinstance(age, Age) or held.from_age <= age < held.below_age
    return patient.sex != "male" and in_range


def concerns_of(patient: Patient) -> frozenset[Concern]:
    """What may concern a patient: what was said to, or was not ruled out.

    Examples
    --------
    >>> sorted(concerns_of(Patient(pregnancy="no")))
    ['breast-feeding']
    """
    answers: tuple[tuple[Concern, str], ...] = (
        ("pregnancy", patient.pregnancy),
        ("breast-feeding", patient.breast_feeding),
    )
    may = may_bear_children(patient)
    return frozenset(
        concern
        for concern, answer in answers
        if answer in ("yes", "planning") or (may and answer != "no")
    )


@cache
def age_ranges() -> dict[str, AgeRange]:
    """Every range by its name."""
    return {one.code: one for one in read_age_ranges(text_of(FILE))}


def read_age_ranges(text: str) -> tuple[AgeRange, ...]:
    """Read the file from its text; all faults are raised at once.

    Raises
    ------
    RuleFileError
        If the file has faults.
    """
    read = made(FILE, FILE, read_entries(text, FILE, FILE, _read_range), AgeRange)
    distinct(FILE, (one.code for one in read))
    return read


def _read_range(table: Table, who: AuthorReader) -> Content:
    return {
        "code": table.take("code", one_of(MAY_BEAR_CHILDREN)),
        "from_age": table.take("from_age", measure(parse_age)),
        "below_age": table.take("below_age", measure(parse_age)),
        "authors": who.authors(table),
    }
