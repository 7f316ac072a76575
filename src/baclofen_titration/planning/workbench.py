"""A request in whole numbers: limits, makeable doses, the table, present dose and aim."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from baclofen_titration.dispensing import choose_pieces, makeable_micrograms
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    RefusedError,
    UnmakeableError,
    UnreachableAimError,
)
from baclofen_titration.kept import Kept
from baclofen_titration.lengths import longest_use
from baclofen_titration.limits import LimitRule, Limits
from baclofen_titration.planning.choosing import chosen_times, refuse_choice, rise_rule
from baclofen_titration.planning.plateaus import with_plateaus
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.planning.rows import rungs_of_rows
from baclofen_titration.product import Product
from baclofen_titration.protocols.doses_a_day import counts_of
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import DailyDose
from baclofen_titration.regimen import NAMED_TIMES, Taking, minute_of_day, time_order
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.tailoring import way_up_of
from baclofen_titration.taper import Descent
from baclofen_titration.titration import Rung, Slope, rungs_by_rule

if TYPE_CHECKING:
    from baclofen_titration.planning.choosing import BeginChoice, IntervalChoice, RiseChoice
    from baclofen_titration.protocols import DosingProtocol, TitrationTable
    from baclofen_titration.protocols.doses_a_day import DosesADay
    from baclofen_titration.quantities import Dose


class Chosen(NamedTuple):
    """What a request says of the way up itself: where a protocol gives a range, which end."""

    rise: RiseChoice | Dose | DailyDose | None
    interval: IntervalChoice | int | None
    begin: BeginChoice | DailyDose | None
    doses_a_day: DosesADay | None
    from_nothing: bool

    @classmethod
    def of(cls, request: TitrationRequest) -> Chosen:
        """Of one request."""
        return cls(
            request.rise,
            request.interval,
            request.begin,
            request.doses_a_day,
            request.taking == "nothing",
        )


@dataclass(frozen=True, slots=True)
class Workbench:
    """The limits and the makeable doses of one request, as whole numbers."""

    limits: Limits
    amounts: Mapping[LimitRule, int]
    authors: Mapping[LimitRule, tuple[Author, ...]]
    makeable: tuple[int, ...]
    fall_order: Sequence[str]

    @classmethod
    def of(cls, request: TitrationRequest | TaperRequest, limits: Limits) -> Workbench:
        """Lay out what a request brings, inside the limits of this patient."""
        amounts, authors = _numbers(limits)
        present = (
            request.taking.regimen.micrograms.values() if isinstance(request.taking, Taking) else ()
        )
        largest = max(amounts["max_dose"], *present, 0)
        return cls(
            limits=limits,
            amounts=amounts,
            authors=authors,
            makeable=_with_present(
                makeable_micrograms(request.products, largest), present, request.products
            ),
            fall_order=_asked_first(request, _fall_order(request)),
        )

    @property
    def descent(self) -> Descent:
        """What a way down may do."""
        return Descent(self.amounts, self.makeable, self.fall_order)

    @property
    def fall_authors(self) -> tuple[Author, ...]:
        """Who says how large a fall may be, and how soon."""
        return tuple(
            dict.fromkeys((*self.authors["max_fall"], *self.authors["min_days_between_falls"]))
        )

    def slope(self, request: TitrationRequest) -> Slope:
        """What a way up may do; the same for everybody who has the same limits."""
        protocol, chosen = request.protocol, Chosen.of(request)
        table = way_up_of(protocol, request.patient)
        # Nothing else may decide on a slope: what is kept would be another one's.
        return _slopes.get_of(
            (protocol, table, self.limits),
            (self.makeable, chosen),
            lambda: replace(self._slope(protocol, table, chosen), kept=True),
        )

    def _slope(self, protocol: DosingProtocol, table: TitrationTable, chosen: Chosen) -> Slope:
        return Slope(
            rungs=self._rungs(protocol, table, chosen),
            limits=self.amounts,
            authors=self.authors,
            makeable=self.makeable,
            order=protocol.growth_order.value,
        )

    def _rungs(self, protocol: DosingProtocol, table: TitrationTable, chosen: Chosen) -> list[Rung]:
        """The rows of the way up: the protocol's table, and the rows that its rule makes."""
        choice = chosen.doses_a_day
        split = table.split and chosen_times(
            table.split, choice if counts_of(table.split) else None
        )
        rungs = rungs_of_rows(table, protocol.limits, self.makeable, split)
        if table.rule is not None:
            begin = chosen.begin
            if begin is None and not chosen.from_nothing and table.rule.highest_start:
                begin = "lowest"  # who takes something already starts from that
            first = total_of(rungs[0].doses) if rungs else None
            if counts_of(table.split) and not counts_of(table.rule.times):
                choice = None
            rule = rise_rule(table.rule, chosen.rise, chosen.interval, begin, choice, first)
            if protocol.by_weight is not None:
                rule = replace(rule, round_start=True)
            last = rungs[-1].doses if rungs else None
            order = table.growth_order.value
            rungs += rungs_by_rule(rule, last, self.amounts, self.makeable, order)
        else:
            refuse_choice(protocol.id, chosen.rise, chosen.interval, chosen.begin)
            if choice is not None and not counts_of(table.split):
                chosen_times((), choice)
        if not rungs:
            start = "" if table.rule is None or table.rule.start is None else table.rule.start.value
            raise UnmakeableError(
                f"The first daily dose of the protocol, {start}, cannot be made from these "
                "products at its times of day. Add a product that makes a smaller dose."
            )
        return with_plateaus(rungs, protocol.plateaus)


Numbers = tuple[Mapping[LimitRule, int], Mapping[LimitRule, tuple[Author, ...]]]
"""The amount of each limit, and who asks for it."""

MOST_SLOPES = 128
"""Each holds what every time of day could take on the way."""

_slopes: Kept[Slope] = Kept(MOST_SLOPES)
_plain: Kept[Numbers] = Kept()


def _numbers(limits: Limits) -> Numbers:
    """The limits in whole numbers; many patients have the very same, narrowed or not."""

    def made() -> Numbers:
        amounts = {limit.rule: limit.amount for limit in limits.limits}
        authors = {limit.rule: limit.authors for limit in limits.limits}
        return MappingProxyType(amounts), MappingProxyType(authors)

    return _plain.get(limits, None, made)


def present_of(taking: Taking, start: date, used_for: str) -> dict[str, int]:
    """What is taken now at each time of day [micrograms]."""
    if isinstance(taking.since, date) and taking.since >= start:
        raise InvalidValueError(
            f"The present regimen is said to begin on {taking.since}, which is not before the "
            f"first day {start}. Give the day since when it is really taken."
        )
    _refuse_shorter_use(taking, start, used_for)
    present = {at: dose for at, dose in taking.regimen.micrograms.items() if dose}
    if not present:
        raise InvalidValueError(
            'The present regimen gives nothing. Say that "nothing" is taken instead.'
        )
    return present


def _refuse_shorter_use(taking: Taking, start: date, used_for: str) -> None:
    """Baclofen is used at least for as long as the present regimen is taken."""
    if not isinstance(taking.since, date) or used_for in ("unknown", "not asked"):
        return
    taken = (start - taking.since).days
    if taken > longest_use(used_for):
        raise InvalidValueError(
            f"The present regimen is taken since {taking.since}, which is {taken} days before the "
            f"first day, and baclofen is said to be used for {used_for} (since and used for). "
            "Correct one of them; unknown is an answer."
        )


def present_for_rise(
    request: TitrationRequest, workbench: Workbench
) -> tuple[dict[str, int] | None, int]:
    """What is taken now, and for how many days it stays before anything changes."""
    if request.taking == "nothing":
        return None, 0
    if not isinstance(request.taking, Taking):
        raise MissingInputError(
            "The present dose is unknown, so no rise is planned. Find out what is really taken."
        )
    if request.first_taking is not None:
        raise InvalidValueError(
            "A first taking later in the day is for somebody who takes nothing now; leave it out."
        )
    present = present_of(request.taking, request.start, request.patient.used_for)
    order = request.protocol.growth_order.value
    unnamed = [at for at in present if at not in order]
    if unnamed:
        raise RefusedError(
            f"The protocol gives doses at other times of day than {', '.join(unnamed)}. "
            f"Say which of {', '.join(sorted(order, key=time_order))} is meant."
        )
    _refuse_unmakeable(present, request.products)
    interval = workbench.amounts["min_days_between_rises"]
    since = request.taking.since
    elapsed = (request.start - since).days if isinstance(since, date) else 0
    return present, max(1, interval - elapsed)


def _fall_order(request: TitrationRequest | TaperRequest) -> tuple[str, ...]:
    """The protocol's order, in which a clock time stands with the named time it is nearest to."""
    named = request.protocol.taper.fall_order.value
    if not isinstance(request.taking, Taking):
        return named
    clock = request.protocol.clock
    hours = [at for at in request.taking.regimen.micrograms if at not in NAMED_TIMES]
    return tuple(sorted((*named, *hours), key=lambda at: (named.index(_nearest(at, clock)), at)))


def _asked_first(
    request: TitrationRequest | TaperRequest, order: tuple[str, ...]
) -> tuple[str, ...]:
    """The order, with the time of day that the caller lets fall first in front."""
    first = request.first_to_fall if isinstance(request, TaperRequest) else None
    return order if first is None else (first, *(at for at in order if at != first))


def _nearest(at: str, clock: dict[str, str]) -> str:
    """The named time of day whose hour is nearest, round the clock."""
    minute = minute_of_day(at, clock) or 0
    whole_day = 24 * 60

    def distance(name: str) -> int:
        apart = abs((minute_of_day(name, clock) or 0) - minute)
        return min(apart, whole_day - apart)

    return at if at in clock else min(clock, key=distance)


def _with_present(
    makeable: tuple[int, ...], present: Collection[int], products: Sequence[Product]
) -> tuple[int, ...]:
    """Count what is taken already among the doses to plan with, where it can be measured.

    Liquids are planned in readable steps, and may be taken in finer ones.
    """
    if not present:
        return makeable
    finer = set()
    for dose in set(present) - {0, *makeable}:
        with suppress(UnmakeableError):
            choose_pieces([dose], products)
            finer.add(dose)
    return tuple(sorted({*makeable, *finer})) if finer else makeable


def _refuse_unmakeable(present: Doses, products: Sequence[Product]) -> None:
    try:
        choose_pieces(present.values(), products)
    except UnmakeableError as error:
        raise UnmakeableError(
            f"The present regimen has to stay unchanged on the first day. {error}"
        ) from None


def _narrowed_by(request: TitrationRequest, workbench: Workbench) -> str:
    """Who set the maximum, where it is not the protocol's own."""
    own = request.protocol.limits.value("max_daily_dose")
    if own is None or workbench.amounts["max_daily_dose"] >= own:
        return ""
    said = workbench.authors["max_daily_dose"][0].says
    return f" (the protocol has {DailyDose.from_micrograms(own)}; for this patient: {said})"


_daily = DailyDose.from_micrograms


def aim_of(
    request: TitrationRequest, workbench: Workbench, rungs: Sequence[Rung], present: Doses | None
) -> int:
    """The daily dose to land on [micrograms]; refused outside first step and maximum."""
    most = workbench.amounts["max_daily_dose"]
    aim = most if isinstance(request.aim, str) else request.aim.micrograms
    if aim > most:
        raise UnreachableAimError(
            f"The aim of {request.aim} is above the maximum of {_daily(most)} that holds here"
            f"{_narrowed_by(request, workbench)}. Aim for that or less, or for the most that can "
            "be made below it: max."
        )
    lowest = min(total_of(rungs[0].doses), workbench.amounts["max_first_day"])
    if present is None and aim < lowest:
        raise UnreachableAimError(
            f"The aim of {request.aim} is below the protocol's first step of "
            f"{_daily(lowest)}. Aim for that or more."
        )
    if present is not None:
        now = total_of(present)
        if now > most:
            raise UnreachableAimError(
                f"The present {_daily(now)} is above the maximum of "
                f"{_daily(most)} that holds here, so nothing rises. Plan a taper to that or less."
            )
        if now >= aim:
            raise UnreachableAimError(
                f"The present {_daily(now)} has already reached the aim of "
                f"{_daily(aim)}. To go down, plan a taper."
            )
    return aim
