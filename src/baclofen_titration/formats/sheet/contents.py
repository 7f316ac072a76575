"""What stands on a patient's sheet, as plain data: every form of the sheet is made from it."""

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

from baclofen_titration.advice import Tier
from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import InvalidValueError, describe_faults
from baclofen_titration.formats.words.catalogue import SOURCE, Language
from baclofen_titration.formats.words.speaking import words_of
from baclofen_titration.model import Model


def _printable(value: str) -> str:
    if not value.isprintable():
        raise InvalidValueError("it holds signs that do not print; remove them.")
    return value


Phone = Annotated[str, StringConstraints(min_length=3, max_length=80), AfterValidator(_printable)]


View = Literal["days", "month", "record"]


class Contacts(Model):
    """Who is called when; what is not given is a ruled blank on the sheet.

    Parameters
    ----------
    prescriber, clinic_hours, out_of_hours, emergency : str or None
        A name, a number or both, at most 80 letters.

    Examples
    --------
    >>> Contacts(prescriber="Dr A, 01234 567", emergency="112").clinic_hours is None
    True
    """

    prescriber: Phone | None = None
    clinic_hours: Phone | None = None
    out_of_hours: Phone | None = None
    emergency: Phone | None = None


_CONTACT: TypeAdapter[str] = TypeAdapter(Phone)


def parse_contact(text: object) -> str:
    """Read a name, a number or both, 3 to 80 letters that print.

    Raises
    ------
    InvalidValueError
        If it is shorter, longer, or holds signs that do not print.
    """
    try:
        return _CONTACT.validate_python(text)
    except ValidationError as error:
        says = "; ".join(describe_faults(error))
        raise InvalidValueError(f"A name or a number has 3 to 80 letters: {says}") from None


def parse_contacts(text: str) -> Contacts:
    """Read who is called when.

    Parameters
    ----------
    text : str
        Such as ``"prescriber: Dr A, 0123 456; emergency: 112"``; of prescriber,
        clinic hours, out of hours and emergency, each once.

    Raises
    ------
    InvalidValueError
        If a name is unknown or stands twice, or nothing stands after it.

    Examples
    --------
    >>> parse_contacts("emergency: 112").emergency
    '112'
    """
    held: dict[str, str] = {}
    known = {name.replace("_", " "): name for name in Contacts.model_fields}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        field = known.get(name.strip())
        if field is None or field in held or not value.strip():
            raise InvalidValueError(
                f"Contacts are {', '.join(known)}, each once, such as "
                '"prescriber: Dr A, 0123 456; emergency: 112".'
            )
        held[field] = value.strip()
    return Contacts(**held)


def _usual_paper(given: dict[str, Any]) -> Any:
    return words_of(given.get("language", SOURCE)).setting("paper")


class SheetOptions(Model):
    """How a sheet is printed; nothing here changes a dose.

    Parameters
    ----------
    language : str
        What the patient's pages are written in: "en-GB", "en-US", or "es", a draft
        that nobody has verified and that prints only beside its English.
    paper : {"a4", "letter"}
        Left out, what is usual where the language is read.
    large_print : bool
        Large letters, and as many pages as they need.
    carer : bool
        "give" instead of "take".
    dated : bool
        With dates, or with day numbers only.
    contacts : Contacts
        Who is called when.
    view : {"days", "month", "record"}
        A row for each day with boxes to tick; a calendar of weeks; or a record for
        those who give the doses in a care home, with room for initials.
    reviewed : datetime.date or None
        The last review that has been held: rows go on to the next one that a rise
        waits for.
    replaces : datetime.date or None
        The first day of the sheet that this one replaces; for a revision.

    Examples
    --------
    >>> SheetOptions(paper="letter", large_print=True).view
    'days'
    """

    language: Language = SOURCE
    paper: Literal["a4", "letter"] = Field(default_factory=_usual_paper)
    large_print: bool = False
    carer: bool = False
    dated: bool = True
    contacts: Contacts = Contacts()
    view: View = "days"
    reviewed: CivilDate | None = None
    replaces: CivilDate | None = None

    def model_post_init(self, context: object) -> None:
        """Refuse a calendar without dates, or in two languages."""
        if self.view == "month" and not self.dated:
            raise InvalidValueError(
                "a month is a calendar, and has dates; ask for rows, or for dates"
            )
        if self.view == "month" and words_of(self.language).is_draft:
            raise InvalidValueError(
                "a month has no room for a draft beside its English; ask for rows, or for English"
            )


class Swallow(NamedTuple):
    """What is swallowed of one product: how many of what."""

    amount: str
    of: str


class Cell(NamedTuple):
    """One time of day of one day."""

    swallow: tuple[Swallow, ...]
    dose: str
    not_today: bool


class Row(NamedTuple):
    """One day: its cells stand under the columns, None where nothing is taken."""

    day: str
    number: int
    change: str
    condition: str
    cells: tuple[Cell | None, ...]
    daily: str
    notes: tuple[str, ...]


class Group(NamedTuple):
    """Things that a patient is told that ask for the same."""

    tier: Tier
    title: str
    says: tuple[str, ...]


class Glance(NamedTuple):
    """One step in the table beside the chart."""

    days: str
    daily: str
    micrograms: int
    first: int
    last: int


class Part(NamedTuple):
    """A titled list of lines on the page for professionals."""

    title: str
    lines: tuple[str, ...]


class Sheet(NamedTuple):
    """Everything that stands on a sheet, in the order in which it is printed."""

    options: SheetOptions
    title: str
    code: str
    specimen: bool
    draft: bool
    validity: tuple[str, ...]
    columns: tuple[str, ...]
    times: tuple[str, ...]
    rows: tuple[Row, ...]
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Row | None, ...], ...]
    changed: tuple[str, ...]
    ending: str
    beside: tuple[str, ...]
    advice: tuple[Group, ...]
    contacts: tuple[tuple[str, str | None], ...]
    glance: tuple[Glance, ...]
    professional: tuple[Part, ...]
