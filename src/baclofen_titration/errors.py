"""Everything this library raises, as one tree.

::

    BaclofenTitrationError
    ├── UnreadableError            what was given cannot be read
    │   ├── QuantityError          not a dose, a daily dose, a number of days or an age
    │   ├── DateError              not a civil date inside the calendar window
    │   ├── InvalidValueError      a value of the vocabulary does not hold together
    │   └── RuleFileError          a rule file has faults; all of them are listed
    ├── UnknownNameError           no protocol, product or option of that name
    ├── MissingInputError          something that has to be asked was not answered
    ├── MissingExtraError          a library that only some formats need is not installed
    └── RefusedError               read and understood, and refused by a rule
        ├── NotCoveredError        no rule covers this patient or this input yet
        ├── UnmakeableError        the products at hand cannot make the dose
        ├── UnreachableAimError    no legal way leads exactly there
        ├── TaperError             no legal way down of that length or pace
        ├── ClinicianDecidesError  an overdose or a serious reaction: decided now, not planned
        └── UnsafeScheduleError    the checker found something that stops it

A message names the thing, says what clashed with what, and how to mend it. It
never repeats patient details.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError


class BaclofenTitrationError(Exception):
    """Anything that this library refuses or cannot do."""


class UnreadableError(BaclofenTitrationError, ValueError):
    """What was given cannot be read; correct the text and ask again."""


class QuantityError(UnreadableError):
    """Not an amount in the one accepted form, such as ``"5 mg"``."""


class DateError(UnreadableError):
    """Not a civil date; write ``YYYY-MM-DD`` or give a `datetime.date`."""


class InvalidValueError(UnreadableError):
    """A value of the vocabulary does not hold together; every fault is listed."""

    @classmethod
    def from_validation(cls, thing: str, error: ValidationError) -> InvalidValueError:
        """Turn pydantic's report into one message that echoes no input."""
        return cls(f"{thing}: " + "; ".join(describe_faults(error)) + ".")


class RuleFileError(UnreadableError):
    """A rule file has faults.

    Attributes
    ----------
    faults : tuple of str
        Every fault found, each with the table, the key and the mend.
    """

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        self.name = name
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{name}: {count}.\n" + "\n".join(f"  - {f}" for f in self.faults))


class UnknownNameError(BaclofenTitrationError, LookupError):
    """No such protocol, product or option; the message lists near matches."""


class MissingInputError(BaclofenTitrationError):
    """Something that has to be asked was not answered; the message names it."""


class MissingExtraError(BaclofenTitrationError, ImportError):
    """A library that only some formats need is not installed; the message is the command."""


class RefusedError(BaclofenTitrationError):
    """Understood, and refused by a rule; the message says which and what would do."""


class NotCoveredError(RefusedError):
    """No rule covers this patient or this input; it is never ignored instead."""


class UnmakeableError(RefusedError):
    """The products at hand cannot make the dose; the nearest makeable are named."""


class UnreachableAimError(RefusedError):
    """No legal way leads exactly to the aim; the nearest reachable are named."""


class TaperError(RefusedError):
    """No legal way down of that length or pace; the message says what would do.

    Attributes
    ----------
    by_products : bool
        Whether the products at hand are what is in the way.
    """

    def __init__(self, message: str, *, by_products: bool = False) -> None:
        super().__init__(message)
        self.by_products = by_products


class ClinicianDecidesError(RefusedError):
    """An overdose or a serious adverse reaction: a clinician decides now, and nothing is planned.

    Attributes
    ----------
    decision : object
        The `Decision`: what has to be done, what labels say, and who has decided.
    """

    def __init__(self, message: str, decision: object) -> None:
        super().__init__(message)
        self.decision = decision


class UnsafeScheduleError(RefusedError):
    """The checker found a fault that stops the schedule.

    Attributes
    ----------
    report : object
        The whole `SafetyReport`, so that nothing it found is lost.
    request : str
        Digest of the request, which an `Acknowledgement` has to name.
    stops : tuple
        The `Finding` of each stop that no acknowledgement lifts.
    """

    def __init__(
        self, message: str, report: object, request: str, stops: tuple[Any, ...] = ()
    ) -> None:
        super().__init__(message)
        self.report = report
        self.request = request
        self.stops = stops


def describe_faults(error: ValidationError) -> list[str]:
    """One line a fault, with the place and without the value given."""
    lines = []
    for fault in error.errors(include_url=False, include_input=False):
        place = ".".join(str(part) for part in fault["loc"])
        words = fault["msg"].removeprefix("Value error, ").rstrip(".")
        lines.append(f"{place}: {words}" if place else words)
    return lines
