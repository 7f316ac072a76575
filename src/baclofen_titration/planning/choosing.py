"""Where a protocol gives a range, a plan chooses by name or states a value; never in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from baclofen_titration.errors import InvalidValueError, MissingInputError
from baclofen_titration.protocols.doses_a_day import DosesADay, as_chosen, counts_of
from baclofen_titration.shares import parse_share
from baclofen_titration.titration import RiseRule

if TYPE_CHECKING:
    from baclofen_titration.protocols.way_up import TimesBand, TitrationRule
    from baclofen_titration.provenance import Author
    from baclofen_titration.quantities import DailyDose, Dose

RiseChoice = Literal["slowest", "fastest", "for milestones"]
IntervalChoice = Literal["shortest", "longest"]
BeginChoice = Literal["lowest", "highest", "gentler"]


def rise_rule(
    rule: TitrationRule,
    rise: RiseChoice | Dose | DailyDose | None,
    interval: IntervalChoice | int | None,
    begin: BeginChoice | DailyDose | None = None,
    doses_a_day: DosesADay | None = None,
    first: int | None = None,
) -> RiseRule:
    """The rule with one rise, one interval, one start and one number of doses a day.

    Parameters
    ----------
    rule : TitrationRule
        As the file says it.
    rise, interval, begin, doses_a_day
        What the request chooses.
    first : int or None
        Daily dose of the first row [micrograms], where the rule goes on from rows.

    Raises
    ------
    MissingInputError
        If the protocol gives a range and nothing was chosen.
    InvalidValueError
        If what was stated lies outside of it, or on another basis.
    """
    size, authors = _rise(rule, rise)
    start, start_authors = _start(rule, begin)
    share, of_start = (None, False) if rule.share is None else parse_share(rule.share.value)
    least = None if rule.share is None else rule.share.least
    return RiseRule(
        start=start,
        rise=size,
        per_dose=rule.basis == "per dose",
        days=_days(rule, interval),
        bands=[
            (band.from_daily.micrograms, band.times, band.authors)
            for band in chosen_times(rule.times, doses_a_day)
        ],
        authors=(*authors, *rule.days.authors, *(rule.share.authors if rule.share else ())),
        start_authors=start_authors,
        one_after_another=rule.growth is not None,
        other_rises=[
            (band.from_daily.micrograms, band.rise.micrograms, band.days, band.authors)
            for band in rule.bands
        ],
        share=share,
        share_of=(first if start is None else start) if of_start else None,
        least=0 if least is None else least.micrograms,
    )


def chosen_times(bands: tuple[TimesBand, ...], choice: DosesADay | None) -> tuple[TimesBand, ...]:
    """The bands with the number of doses a day that a plan chooses.

    Raises
    ------
    MissingInputError
        If the protocol gives a range and nothing was chosen.
    InvalidValueError
        If there is nothing to choose, or not that number.
    """
    counts = counts_of(bands)
    if not counts and choice is not None:
        raise InvalidValueError(
            "The protocol gives no range of doses a day to choose from; leave doses_a_day out."
        )
    held = as_chosen(bands, choice)
    if held is not None:
        return held
    known = ", ".join(map(str, counts))
    if choice is None:
        raise MissingInputError(
            f"The protocol gives a range of doses a day: {known}. Say which: doses_a_day "
            '"fewest" or "most", or one of these numbers.'
        )
    raise InvalidValueError(
        f"The protocol gives {known} doses a day, and not {choice} throughout. State one of these."
    )


def _start(
    rule: TitrationRule, choice: BeginChoice | DailyDose | None
) -> tuple[int | None, tuple[Author, ...]]:
    """Where it starts [micrograms], and who says so."""
    lowest, highest, gentler = rule.start, rule.highest_start, rule.gentler_start
    if choice == "gentler":
        if gentler is None:
            raise InvalidValueError("The protocol gives no gentler start; leave begin out.")
        return gentler.value.micrograms, gentler.authors
    if lowest is None or highest is None:
        if choice is not None:
            raise InvalidValueError(
                "The protocol gives no range of starts to choose from; leave begin out."
            )
        return (None, ()) if lowest is None else (lowest.value.micrograms, lowest.authors)
    if choice is None:
        raise MissingInputError(
            f"The protocol gives a range of starts, {lowest.value} to {highest}. "
            'Say which: begin "lowest" or "highest", or a daily dose between them.'
        )
    named = {"lowest": lowest.value, "highest": highest}
    start = named[choice] if isinstance(choice, str) else choice
    if not lowest.value.micrograms <= start.micrograms <= highest.micrograms:
        raise InvalidValueError(
            f"A start of {start} is outside the range of the protocol, {lowest.value} to "
            f"{highest}. State one inside it."
        )
    return start.micrograms, lowest.authors


def refuse_choice(name: str, rise: object, interval: object, begin: object = None) -> None:
    """Refuse a choice where a protocol has no rule to choose from."""
    if begin is not None:
        raise InvalidValueError(f"{name} gives no range of starts to choose from; leave begin out.")
    if rise is not None:
        raise InvalidValueError(f"{name} gives no range of rises to choose from; leave rise out.")
    if interval is not None:
        raise InvalidValueError(f"{name} gives no range of days to choose from; leave it out.")


def _rise(
    rule: TitrationRule, choice: RiseChoice | Dose | DailyDose | None
) -> tuple[int, tuple[Author, ...]]:
    low, high = rule.slowest, rule.fastest
    if choice is None and low.value != high.value:
        raise MissingInputError(
            f"The protocol gives a range of rises, {low.value} to {high.value}. "
            'Say which: rise "slowest" or "fastest", or a value between them.'
        )
    if choice is None or choice == "slowest":
        return low.value.micrograms, low.authors
    if choice == "for milestones":
        raise InvalidValueError("A rise for milestones is looked for in a plan from nothing only.")
    if choice == "fastest":
        return high.value.micrograms, high.authors
    if type(choice) is not type(low.value):
        raise InvalidValueError(
            f"The rises of the protocol are {rule.basis}, such as {low.value}; "
            "state a rise in that unit."
        )
    if not low.value.micrograms <= choice.micrograms <= high.value.micrograms:
        raise InvalidValueError(
            f"A rise of {choice} is outside the range of the protocol, {low.value} to "
            f"{high.value}. State one inside it."
        )
    return choice.micrograms, tuple(dict.fromkeys((*low.authors, *high.authors)))


def _days(rule: TitrationRule, choice: IntervalChoice | int | None) -> int:
    shortest = rule.days.value
    longest = shortest if rule.longest_days is None else rule.longest_days
    if choice is None and longest != shortest:
        raise MissingInputError(
            f"The protocol gives a range of days between rises, {shortest} to {longest}. "
            'Say which: interval "shortest" or "longest", or a number of days between them.'
        )
    if choice is None or choice == "shortest":
        return shortest
    if choice == "longest":
        return longest
    if not shortest <= choice <= longest:
        raise InvalidValueError(
            f"The protocol keeps each daily dose for {shortest} to {longest} days. "
            "State an interval inside that."
        )
    return choice
