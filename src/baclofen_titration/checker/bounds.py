"""Three sets of limits side by side, and which of them a value passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from baclofen_titration.limits import LIMIT_UNITS, LimitRule, Limits
from baclofen_titration.provenance import Citation, Judgement

Authors = tuple[Citation | Judgement, ...]


class Bound(NamedTuple):
    """One limit of one set [micrograms, days or hours]."""

    amount: int
    authors: Authors
    hard: bool


_amount = attrgetter("amount")


class Passed(NamedTuple):
    """What a value passes: the strictest limit, and the hard one if that is passed too."""

    rule: LimitRule
    allowed: int
    hard_allowed: int | None
    authors: Authors

    @property
    def hard(self) -> bool:
        """Whether a hard limit is passed."""
        return self.hard_allowed is not None


class Bounds:
    """Every limit that applies, kept apart by the set it comes from.

    Parameters
    ----------
    sets : iterable of (Limits, bool)
        Each set with whether its limits are hard.
    """

    def __init__(self, sets: Iterable[tuple[Limits, bool]]) -> None:
        found: dict[LimitRule, list[Bound]] = {rule: [] for rule in LIMIT_UNITS}
        for limits, hard in sets:
            for limit in limits.limits:
                found[limit.rule].append(Bound(limit.amount, limit.authors, hard))
        for rule, bounds in found.items():
            bounds.sort(key=_amount, reverse=rule.startswith("min_"))
        # The strictest comes first.
        self._bounds: Mapping[LimitRule, list[Bound]] = found

    def has(self, rule: LimitRule) -> bool:
        """Whether any set limits this."""
        return bool(self._bounds[rule])

    def above(self, rule: LimitRule, amount: int) -> Passed | None:
        """What an amount above a `max_` limit passes [micrograms]; None if it is allowed."""
        bounds = self._bounds[rule]
        if not bounds or amount <= bounds[0].amount:
            return None
        return _strictest(rule, [bound for bound in bounds if amount > bound.amount])

    def below(self, rule: LimitRule, amount: int, per_unit: int = 1) -> Passed | None:
        """What an amount below a `min_` limit passes.

        Parameters
        ----------
        rule : str
            A `min_` rule.
        amount : int
            [days], or whatever part of the limit's unit `per_unit` says.
        per_unit : int
            How many parts make one unit of the limit, such as minutes in an hour.
        """
        bounds = self._bounds[rule]
        if not bounds or amount >= bounds[0].amount * per_unit:
            return None
        return _strictest(rule, [bound for bound in bounds if amount < bound.amount * per_unit])

    def strictest(self, rule: LimitRule) -> Passed | None:
        """The strictest limit of a `min_` rule, as if it were passed and no hard one were."""
        bounds = self._bounds[rule]
        if not bounds:
            return None
        return _strictest(rule, [bound._replace(hard=False) for bound in bounds])


def _strictest(rule: LimitRule, passed: list[Bound]) -> Passed:
    """The first of the bounds that are passed, with everybody who asks for as much."""
    allowed = passed[0].amount
    hard = [bound.amount for bound in passed if bound.hard]
    authors = [
        author
        for bound in passed
        if bound.hard or bound.amount == allowed
        for author in bound.authors
    ]
    return Passed(rule, allowed, hard[0] if hard else None, tuple(dict.fromkeys(authors)))
