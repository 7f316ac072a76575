"""Three sets of limits side by side, and which of them a value passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from baclofen_titration.limits import LIMIT_UNITS, Limit, LimitRule, Limits
from baclofen_titration.provenance import Citation, Judgement

Authors = tuple[Citation | Judgement, ...]


Bound = tuple[int, bool, Limit]
"""One limit of one set: its amount [micrograms, days or hours], and whether it is hard."""

_amount = itemgetter(0)
_FROM_BELOW = frozenset(rule for rule in LIMIT_UNITS if rule.startswith("min_"))


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
    """Every limit that applies, kept apart by the set it comes from; `rules` says which do.

    Parameters
    ----------
    sets : iterable of (Limits, bool)
        Each set with whether its limits are hard.
    """

    def __init__(self, sets: Iterable[tuple[Limits, bool]]) -> None:
        found: dict[LimitRule, list[Bound]] = {rule: [] for rule in LIMIT_UNITS}
        for limits, hard in sets:
            for limit in limits.limits:
                found[limit.rule].append((limit.amount, hard, limit))
        for rule, bounds in found.items():
            if len(bounds) > 1:
                bounds.sort(key=_amount, reverse=rule in _FROM_BELOW)
        # The strictest comes first.
        self._bounds: Mapping[LimitRule, list[Bound]] = found
        self._edges = {rule: bounds[0][0] for rule, bounds in found.items() if bounds}
        self.rules = frozenset(self._edges)

    def has(self, rule: LimitRule) -> bool:
        """Whether any set limits this."""
        return rule in self._edges

    def edge(self, rule: LimitRule) -> int | None:
        """The last amount that passes no limit [micrograms, days or hours]; None if any may."""
        return self._edges.get(rule)

    def are_passed(self, rule: LimitRule, most: int) -> bool:
        """Whether an amount passes a `max_` limit."""
        edge = self._edges.get(rule)
        return edge is not None and most > edge

    def above(self, rule: LimitRule, amount: int) -> Passed | None:
        """What an amount above a `max_` limit passes [micrograms]; None if it is allowed."""
        bounds = self._bounds[rule]
        if not bounds or amount <= bounds[0][0]:
            return None
        return _strictest(rule, [bound for bound in bounds if amount > bound[0]])

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
        if not bounds or amount >= bounds[0][0] * per_unit:
            return None
        return _strictest(rule, [bound for bound in bounds if amount < bound[0] * per_unit])

    def strictest(self, rule: LimitRule) -> Passed | None:
        """The strictest limit of a `min_` rule, as if it were passed and no hard one were."""
        bounds = self._bounds[rule]
        if not bounds:
            return None
        return _strictest(rule, [(amount, False, limit) for amount, _, limit in bounds])


def _strictest(rule: LimitRule, passed: list[Bound]) -> Passed:
    """The first of the bounds that are passed, with everybody who asks for as much."""
    allowed = passed[0][0]
    hard_amounts = [amount for amount, hard, _ in passed if hard]
    authors = [
        author
        for amount, hard, limit in passed
        if hard or amount == allowed
        for author in limit.authors
    ]
    hard_allowed = hard_amounts[0] if hard_amounts else None
    return Passed(rule, allowed, hard_allowed, tuple(dict.fromkeys(authors)))
