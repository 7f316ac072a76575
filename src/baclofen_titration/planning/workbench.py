"""A request in whole numbers: limits, makeable doses, the table, present dose and aim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baclofen_titration.dispensing import makeable_micrograms, nearest_makeable
from baclofen_titration.errors import (
    InvalidValueError,
    MissingInputError,
    RefusedError,
    TaperError,
    UnmakeableError,
    UnreachableAimError,
)
from baclofen_titration.limits import LimitRule, Limits
from baclofen_titration.planning.requests import TaperRequest, TitrationRequest
from baclofen_titration.product import Product
from baclofen_titration.protocols import DosingProtocol
from baclofen_titration.provenance import Author
from baclofen_titration.quantities import DailyDose, Dose
from baclofen_titration.schedule import NAMED_TIMES, Taking
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import Descent
from baclofen_titration.titration import Rung, Slope


@dataclass(frozen=True, slots=True)
class Workbench:
    """The limits and the makeable doses of one request, as whole numbers."""

    limits: Limits
    amounts: Mapping[LimitRule, int]
    authors: Mapping[LimitRule, tuple[Author, ...]]
    makeable: tuple[int, ...]
    fall_order: Sequence[str]

    @classmethod
    def of(cls, request: TitrationRequest | TaperRequest) -> Workbench:
        """Lay out what a request brings."""
        limits = request.protocol.limits
        amounts = {limit.rule: limit.amount for limit in limits.limits}
        present = (
            request.taking.regimen.micrograms.values() if isinstance(request.taking, Taking) else ()
        )
        largest = max(amounts["max_dose"], *present, 0)
        return cls(
            limits=limits,
            amounts=amounts,
            authors={limit.rule: limit.authors for limit in limits.limits},
            makeable=makeable_micrograms(request.products, largest),
            fall_order=request.protocol.taper.fall_order.value,
        )

    @property
    def descent(self) -> Descent:
        """What a way down may do."""
        return Descent(self.amounts, self.makeable, self.fall_order)

    def slope(self, request: TitrationRequest) -> Slope:
        """What a way up may do."""
        return Slope(
            rungs=_rungs(request.protocol),
            limits=self.amounts,
            authors=self.authors,
            makeable=self.makeable,
            order=request.protocol.titration.growth_order.value,
        )


def _rungs(protocol: DosingProtocol) -> list[Rung]:
    return [
        Rung(
            step.rule,
            {at: dose.micrograms for at, dose in step.doses.items()},
            step.days,
            step.authors,
        )
        for step in protocol.titration.steps
    ]


def present_of(taking: Taking, start: date) -> dict[str, int]:
    """What is taken now at each time of day [micrograms]."""
    if isinstance(taking.since, date) and taking.since >= start:
        raise InvalidValueError(
            f"The present regimen is said to begin on {taking.since}, which is not before the "
            f"first day {start}. Give the day since when it is really taken."
        )
    present = {at: dose for at, dose in taking.regimen.micrograms.items() if dose}
    if not present:
        raise InvalidValueError(
            'The present regimen gives nothing. Say that "nothing" is taken instead.'
        )
    return present


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
    present = present_of(request.taking, request.start)
    unnamed = [at for at in present if at not in NAMED_TIMES]
    if unnamed:
        raise RefusedError(
            f"The protocol names its times of day, and {', '.join(unnamed)} is a clock time. "
            f"Say which of {', '.join(NAMED_TIMES)} is meant."
        )
    _refuse_unmakeable(present, request.products)
    interval = workbench.amounts["min_days_between_rises"]
    since = request.taking.since
    elapsed = (request.start - since).days if isinstance(since, date) else 0
    return present, max(1, interval - elapsed)


def _refuse_unmakeable(present: Doses, products: Sequence[Product]) -> None:
    makeable = set(makeable_micrograms(products, max(present.values())))
    for at, dose in present.items():
        if dose not in makeable:
            below, above = (
                "nothing" if amount is None else str(Dose.from_micrograms(amount))
                for amount in nearest_makeable(dose, products)
            )
            raise UnmakeableError(
                f"The present dose of {Dose.from_micrograms(dose)} at {at} cannot be made from "
                f"these products, and it has to stay unchanged on the first day. Nearest below is "
                f"{below}, nearest above is {above}. Add the product that it is made of."
            )


def aim_of(request: TitrationRequest, workbench: Workbench, present: Doses | None) -> int:
    """The daily dose to land on [micrograms]; refused outside first step and maximum."""
    most = workbench.amounts["max_daily_dose"]
    name = DailyDose.from_micrograms(most)
    aim = most if isinstance(request.aim, str) else request.aim.micrograms
    lowest = total_of(_rungs(request.protocol)[0].doses)
    if aim > most:
        raise UnreachableAimError(
            f"The aim of {request.aim} is above the protocol's maximum of {name}. "
            "Aim for that or less."
        )
    if present is None and aim < lowest:
        raise UnreachableAimError(
            f"The aim of {request.aim} is below the protocol's first step of "
            f"{DailyDose.from_micrograms(lowest)}. Aim for that or more."
        )
    if present is not None:
        now = total_of(present)
        if now > most:
            raise UnreachableAimError(
                f"The present {DailyDose.from_micrograms(now)} is above the protocol's maximum of "
                f"{name}, so nothing rises. Plan a taper to that or less."
            )
        if now >= aim:
            raise UnreachableAimError(
                f"The present {DailyDose.from_micrograms(now)} has already reached the aim of "
                f"{DailyDose.from_micrograms(aim)}. To go down, plan a taper."
            )
    return aim


def lower_end_of(request: TaperRequest, present: int) -> int:
    """The daily dose to end at [micrograms], 0 for nothing."""
    to = 0 if request.to is None else request.to.micrograms
    if to >= present:
        raise TaperError(
            f"{request.to} is not below the present {DailyDose.from_micrograms(present)}. "
            "A taper goes to less."
        )
    return to
