"""How many doses a day, where a source gives a range of them: chosen by name or stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from baclofen_titration.protocols.parts import Times
    from baclofen_titration.protocols.way_up import TimesBand, TitrationRule

DosesADay = Literal["fewest", "most"] | int


def times_for(band: TimesBand, choice: DosesADay | None) -> Times | None:
    """The times of day of a band under a choice; None if it has none of that number.

    Parameters
    ----------
    band : TimesBand
        One that leaves nothing open is the same under every choice.
    choice : {"fewest", "most"}, int or None
        None leaves open what is open, and gives None there.
    """
    options = band.choices or (band.times,)
    if len(options) == 1 or choice == "fewest":
        return options[0]
    if choice == "most":
        return options[-1]
    return next((times for times in options if len(times) == choice), None)


def counts_of(bands: tuple[TimesBand, ...]) -> list[int]:
    """Every number of doses a day that a plan may choose, lowest first; none where nothing is."""
    return sorted({len(times) for band in bands for times in band.choices})


def as_chosen(
    bands: tuple[TimesBand, ...], choice: DosesADay | None
) -> tuple[TimesBand, ...] | None:
    """The bands with nothing left open; None where the choice leaves one without times."""
    held = []
    for band in bands:
        times = times_for(band, choice)
        if times is None:
            return None
        held.append(band.model_copy(update={"times": times, "choices": ()}))
    return tuple(held)


def every_choice(rule: TitrationRule) -> Iterator[TitrationRule]:
    """The rule under each choice that a plan may make; itself where there is none."""
    counts = counts_of(rule.times)
    if not counts:
        yield rule
        return
    choices: list[DosesADay] = ["fewest", "most", *counts]
    for choice in choices:
        chosen = as_chosen(rule.times, choice)
        if chosen is not None:
            yield rule.model_copy(update={"times": chosen})
