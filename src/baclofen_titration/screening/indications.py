"""What baclofen is given for, and which text names what as its own."""

from difflib import get_close_matches
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field

from baclofen_titration.errors import InvalidValueError, UnknownNameError
from baclofen_titration.findings import Finding
from baclofen_titration.model import RuleModel, Several
from baclofen_titration.patient import Patient, plain_name
from baclofen_titration.protocols.authors import AuthorReader, key
from baclofen_titration.protocols.table import LONGEST_KEY, Content, Table, flag, one_of, title
from baclofen_titration.provenance import Author, Key
from baclofen_titration.screening.data_file import (
    distinct,
    made,
    read_entries,
    said_by,
    several,
    text_of,
)
from baclofen_titration.screening.hazards import opened
from baclofen_titration.screening.telling import Direction

FILE = "indications"
LISTS = "indication-lists"
ENTRY = "lists"

UNANSWERED = ("unknown", "not asked")
Basis = Literal["seen", "inferred", "not seen"]


class Indication(RuleModel):
    """Something that baclofen is given for.

    `spastic` is false where no text seen names it; `cause` is what it says of the cause of
    the spasticity, if anything. `names` are other words for it.
    """

    code: Key
    name: str
    names: Several[str] = ()
    spastic: bool
    cause: Literal["cerebral", "spinal"] | None = None
    authors: Annotated[Several[Author], Field(min_length=1)]


class IndicationList(RuleModel):
    """What the text of one jurisdiction names as its own, or that of some protocols of it.

    `basis` says whether that was seen in the text, inferred from another, or not seen.
    """

    jurisdiction: str
    protocols: Several[Key] = ()
    basis: Basis
    includes: Several[Key] = ()
    authors: Annotated[Several[Author], Field(min_length=1)]

    def model_post_init(self, context: object) -> None:
        """Refuse a list that was not seen and is there, or the other way round."""
        if (self.basis == "not seen") != (not self.includes):
            raise InvalidValueError("a list that was seen or inferred includes something")


def screen_indication(
    answer: str, jurisdiction: str, direction: Direction, protocol: str = ""
) -> tuple[Finding, ...]:
    """Whether the text that a protocol follows names what baclofen is given for.

    Parameters
    ----------
    answer : str
        A code of the closed list, ``"unknown"`` or ``"not asked"``.
    jurisdiction : str
        Of the protocol.
    direction : {"up", "down"}
        On the way down a stop is a caution.
    protocol : str
        Its id, for one whose text has a list of its own.

    Raises
    ------
    UnknownNameError
        If the code is on no list.

    Examples
    --------
    >>> [found.severity for found in screen_indication("stroke", "United States", "up")]
    ['stop']
    >>> screen_indication("stroke", "Singapore", "up")
    ()
    """
    if answer in UNANSWERED:
        return ()
    given = indication(answer)
    known = list_of(jurisdiction, protocol)
    if known is None or known.basis == "not seen":
        return (_not_judged(given, known) if given.spastic else _outside(given, None, direction),)
    if given.code not in known.includes:
        return (_outside(given, known, direction),)
    return (_inferred(given, known),) if known.basis == "inferred" else ()


def indication(word: str) -> Indication:
    """The indication of that code or name; near matches of an unknown one are named.

    Blanks, underscores and capitals make no difference.

    Raises
    ------
    UnknownNameError
        If it is on no list.
    """
    known, plain = _by_name(), plain_name(word)
    if plain not in known:
        near = get_close_matches(plain[:LONGEST_KEY], known, n=2)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        codes = ", ".join(one.code for one in indications())
        raise UnknownNameError(f"What baclofen is given for is on no list.{hint} Known: {codes}.")
    return known[plain]


@cache
def _by_name() -> dict[str, Indication]:
    """Every spelling by which an indication is found."""
    return {
        plain_name(word): one for one in indications() for word in (one.code, one.name, *one.names)
    }


def with_cause(patient: Patient) -> Patient:
    """The patient with the cause that the indication says, and with its code.

    Cerebral holds if either says so.

    Examples
    --------
    >>> with_cause(Patient(indication="stroke")).cause
    'cerebral'
    """
    if patient.indication in UNANSWERED:
        return patient
    given = indication(patient.indication)
    said = given.cause
    kept = said is None or (patient.cause not in UNANSWERED and said != "cerebral")
    cause = patient.cause if kept else said
    if (given.code, cause) == (patient.indication, patient.cause):
        return patient
    return patient.model_copy(update={"indication": given.code, "cause": cause})


def causes_differ(patient: Patient) -> tuple[Finding, ...]:
    """Whether the cause is said twice, and differently."""
    implied = with_cause(patient).cause
    if patient.cause in (*UNANSWERED, implied):
        return ()
    return (
        Finding(
            code="cause-and-indication-differ",
            severity="caution",
            says=f"The cause is given as {patient.cause}, and the indication is of {implied} "
            f"origin. It is planned as {implied}, which begins lower; correct one of them.",
            found=patient.cause,
            allowed=implied,
        ),
    )


@cache
def indications() -> tuple[Indication, ...]:
    """The closed list, in the order of the file."""
    return read_indications(text_of(FILE))


def list_of(jurisdiction: str, protocol: str = "") -> IndicationList | None:
    """The list of a protocol's own text, or that of its jurisdiction; None if none is held."""
    held = indication_lists()
    own = next((one for one in held if protocol in one.protocols), None)
    return own or next(
        (one for one in held if one.jurisdiction == jurisdiction and not one.protocols), None
    )


@cache
def indication_lists() -> tuple[IndicationList, ...]:
    """What each text names, in the order of the file."""
    return read_lists(text_of(LISTS))


def read_indications(text: str) -> tuple[Indication, ...]:
    """Read the closed list from its text; all faults are raised at once."""
    read = made(FILE, FILE, read_entries(text, FILE, FILE, _read_indication), Indication)
    distinct(FILE, (one.code for one in read))
    return read


def read_lists(text: str) -> tuple[IndicationList, ...]:
    """Read the lists from their text; all faults are raised at once."""
    read = made(LISTS, ENTRY, read_entries(text, LISTS, ENTRY, _read_list), IndicationList)
    distinct(LISTS, (" ".join((one.jurisdiction, *one.protocols)) for one in read))
    return read


def _not_judged(given: Indication, known: IndicationList | None) -> Finding:
    why = (
        "No list of indications is held for the country of this protocol"
        if known is None
        else f"No list of indications was seen for this protocol: {said_by(known.authors)}"
    )
    return Finding(
        code="indication-not-judged",
        severity="caution",
        says=f"{why}. So nobody looked whether it is meant for this.",
        found=given.code,
        authors=() if known is None else known.authors,
    )


def _inferred(given: Indication, known: IndicationList) -> Finding:
    return Finding(
        code="indication-list-inferred",
        severity="note",
        says="What baclofen is given for is on the list that we hold for this protocol, and that "
        f"list is inferred, not seen: {said_by(known.authors)}.",
        found=given.code,
        authors=known.authors,
    )


def _outside(given: Indication, known: IndicationList | None, direction: Direction) -> Finding:
    names = [one.name for one in indications() if known is None or one.code in known.includes]
    inferred = ", which is inferred" if known is not None and known.basis == "inferred" else ""
    own = (
        f"The list of this protocol's text{inferred}: {'; '.join(names)}"
        if known is not None
        else "No text seen names it"
    )
    return Finding(
        code="indication-outside-list",
        severity=opened("stop", direction),
        says=f"Baclofen is to be given for {given.name}. {own}.",
        found=given.code,
        allowed="" if known is None else "the list of the protocol's text",
        authors=(*(() if known is None else known.authors), *given.authors),
    )


def _read_indication(table: Table, who: AuthorReader) -> Content:
    return {
        "code": table.take("code", key),
        "name": table.take("name", title),
        "names": table.take_if_there("names", several(title)) or (),
        "spastic": table.take("spastic", flag),
        "cause": table.take_if_there("cause", one_of("cerebral", "spinal")),
        "authors": who.authors(table),
    }


def _read_list(table: Table, who: AuthorReader) -> Content:
    return {
        "jurisdiction": table.take("jurisdiction", title),
        "protocols": table.take_if_there("protocols", several(key)) or (),
        "basis": table.take("basis", one_of(*get_args(Basis))),
        "includes": table.take_if_there("includes", several(key)) or (),
        "authors": who.authors(table),
    }
