"""Several ways down from one present regimen, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.compared import LONGEST_REFUSAL, MOST_WAYS, ComparedWay, TaperComparison
from baclofen_titration.dispensing import count_supply
from baclofen_titration.errors import InvalidValueError, MissingInputError, RefusedError
from baclofen_titration.planning.plans import plan_taper
from baclofen_titration.planning.requests import TaperRequest
from baclofen_titration.regimen import Taking
from baclofen_titration.supplied import SupplyLine


def compare_tapers(requests: Mapping[str, TaperRequest]) -> TaperComparison:
    """Plan several ways down and set them side by side.

    Parameters
    ----------
    requests : mapping of str to TaperRequest
        The ways by their names, 1 to 12 of them, of at most 80 letters each. They
        go down from one present regimen, on one first day; all else may differ.

    Returns
    -------
    TaperComparison
        Length [days], changes, largest falls and what to dispense of each, and the
        daily dose of each on each day for a chart. A way that a rule refuses stands
        in its place with the reason; it is never dropped.

    Raises
    ------
    InvalidValueError
        If the ways have no common beginning, or there are none or too many.
    MissingInputError
        If what is taken now is unknown.

    Examples
    --------
    >>> from baclofen_titration import Patient, Taking, load_products, load_protocol
    >>> def way(**pace):
    ...     return TaperRequest(
    ...         protocol=load_protocol("us-label-adult"), products=load_products("us-tablets"),
    ...         patient=Patient(age="46 years", kidneys="unknown"), start="2026-12-01",
    ...         taking=Taking(regimen="morning 20 mg, midday 20 mg, evening 20 mg",
    ...                       since="2026-10-01"), **pace)
    >>> comparison = compare_tapers({
    ...     "two weeks": way(over="14 days"),
    ...     "5 mg a week": way(fall="5 mg/day", every="7 days"),
    ...     "a day": way(over="1 day")})
    >>> [(one.name, one.days, bool(one.refused)) for one in comparison.ways]
    [('two weeks', 14, False), ('5 mg a week', 77, False), ('a day', None, True)]
    """
    held = list(requests.values())
    if not 1 <= len(held) <= MOST_WAYS:
        raise InvalidValueError(f"A comparison holds 1 to {MOST_WAYS} ways down.")
    first = held[0]
    if any((way.start, way.taking) != (first.start, first.taking) for way in held):
        raise InvalidValueError(
            "Ways down are compared from one present regimen and one first day; give each the same."
        )
    if not isinstance(first.taking, Taking):
        raise MissingInputError(
            "The present dose is unknown, and each way down starts from it. "
            "Find out what is really taken, at which times of day."
        )
    return TaperComparison(
        start=first.start,
        before=first.taking,
        ways=tuple(_way(name, request) for name, request in requests.items()),
    )


def _way(name: str, request: TaperRequest) -> ComparedWay:
    try:
        checked = plan_taper(request)
    except RefusedError as error:
        return ComparedWay(name=name, refused=str(error)[:LONGEST_REFUSAL])
    return ComparedWay(name=name, checked=checked, dispensed=_dispensed(checked))


def _dispensed(checked: CheckedSchedule) -> tuple[SupplyLine, ...]:
    """What the whole way takes; of a dose to keep nobody knows for how long."""
    schedule = checked.schedule
    last = schedule.steps[-1]
    until = last.start - timedelta(days=1) if schedule.end is None else schedule.end
    if until < schedule.start:
        return ()
    return count_supply(schedule, checked.products, until).lines
