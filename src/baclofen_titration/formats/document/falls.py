"""The falls of the document; they follow from the steps, but for what was meant."""

from typing import Annotated

from pydantic import StringConstraints

from baclofen_titration.dates import CivilDate
from baclofen_titration.errors import UnreadableError
from baclofen_titration.falls import StepFall, falls_of, largest_falls
from baclofen_titration.formats.document.entry import Entry
from baclofen_titration.quantities import DailyDose
from baclofen_titration.schedule import Schedule

PerCent = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,4})(\.[1-9])? %$")]


class FallEntry(Entry):
    """By how much a day falls, and by how much it was meant to, each also of the present dose."""

    actual: DailyDose
    actual_share: PerCent
    ideal: DailyDose | None = None
    ideal_share: PerCent | None = None


class LargestFallEntry(Entry):
    """The first of the largest falls of a way down."""

    on: CivilDate
    actual: DailyDose
    actual_share: PerCent


class LargestFallsEntry(Entry):
    """What a way down asks for at most; a fall to nothing stands apart, being always 100 %."""

    daily: LargestFallEntry | None
    relative: LargestFallEntry | None
    to_nothing: LargestFallEntry | None


def refuse_other_falls(
    entries: tuple[FallEntry | None, ...], largest: LargestFallsEntry | None, schedule: Schedule
) -> None:
    """Refuse falls that do not follow from the steps; what was meant is not kept."""
    falls = {fall.step: fall for fall in falls_of(schedule)}
    for place, entry in enumerate(entries):
        if entry is not None and not _agree(entry, falls.get(place + 1)):
            raise _other_falls(f"steps[{place}].fall")
    if largest is None:
        return
    for name, fall in largest_falls(falls.values())._asdict().items():
        said = getattr(largest, name)
        if (said, fall) != (None, None) and not _agree(said, fall):
            raise _other_falls(f"largest_falls.{name}")


def _agree(entry: FallEntry | LargestFallEntry | None, fall: StepFall | None) -> bool:
    if entry is None or fall is None:
        return False
    on = entry.on if isinstance(entry, LargestFallEntry) else fall.on
    return (on, entry.actual, entry.actual_share) == (fall.on, fall.actual, fall.actual_share)


def _other_falls(where: str) -> UnreadableError:
    return UnreadableError(
        f"JSON: {where}: does not agree with the steps. Falls follow from the steps: correct the "
        "steps, or leave the falls out."
    )
