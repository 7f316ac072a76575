"""What is coarser than was asked for because of the products, and which products are finer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from baclofen_titration.findings import Finding
from baclofen_titration.planning.finer import Better
from baclofen_titration.quantities import DailyDose
from baclofen_titration.shares import PERMILLE
from baclofen_titration.sharing import Doses, total_of
from baclofen_titration.taper import Fall, largest_share

Hint = Callable[[Better, str], str]
"""The products with which a better way would be walked, after what they would do."""


def coarse_findings(
    falls: Sequence[Fall],
    present: Doses,
    asked: DailyDose | None,
    hint: Hint,
    *,
    to_nothing: bool,
) -> list[Finding]:
    """Say where the products forced another way than the one asked for, and which would not."""
    return [
        *_kept_or_smaller(falls, present, asked, hint, to_nothing=to_nothing),
        *_harsh(falls, present, hint),
    ]


def _kept_or_smaller(
    falls: Sequence[Fall],
    present: Doses,
    asked: DailyDose | None,
    hint: Hint,
    *,
    to_nothing: bool,
) -> Iterator[Finding]:
    totals = [total_of(present), *(total_of(fall.doses) for fall in falls)]
    if totals[0] == totals[1]:
        words = hint(
            lambda way: 0 if total_of(way.falls[0].doses) < totals[0] else None, "come closer"
        )
        yield Finding(
            code="no-smaller-dose",
            severity="caution",
            says="No smaller dose can be made from these products, so the present dose is kept "
            f"until the last day. A liquid or a smaller strength may allow a lower one.{words}",
            found=str(DailyDose.from_micrograms(totals[-1])),
        )
        return
    sizes = [high - low for high, low in pairwise(totals)]
    # The last fall of all may be smaller, because what is left is less; one to nothing is no step.
    full = sizes if to_nothing else sizes[:-1]
    if asked is None or all(size == asked.micrograms for size in full):
        return
    stopping = to_nothing and totals[0] <= asked.micrograms
    says = (
        f"One fall of {asked} would stop baclofen on the first day; a smaller dose comes between."
        if stopping
        else f"Some falls are smaller than the {asked} asked for, because these products make no "
        "dose exactly that much lower, or because it would pass a limit at one time of day or of "
        "the last dose, drop a time of day while another falls, or take more than half of the day. "
        "The taper is longer than it would be."
    )
    words = "" if stopping else hint(lambda way: _fewer(way.falls, falls), "come closer")
    yield Finding(
        code="fall-smaller-than-asked",
        severity="caution",
        says=f"{says}{words}",
        found=str(DailyDose.from_micrograms(min(sizes))),
        allowed=str(asked),
    )


def _fewer(falls: Sequence[Fall], than: Sequence[Fall]) -> int | None:
    """How many falls there are, where there are fewer: the fewest are nearest to what was asked."""
    return len(falls) if len(falls) < len(than) else None


def _harsh(falls: Sequence[Fall], present: Doses, hint: Hint) -> Iterator[Finding]:
    """What the checker cautions of, and whether other products would spare it."""
    kinds = _kinds(falls, present)
    if kinds:
        words = hint(
            lambda way: None if _kinds(way.falls, present) else 0, "make a way without that"
        )
        yield Finding(
            code="finer-products",
            severity="note",
            says=f"On this way down {', and '.join(kinds)}.{words}",
        )


def _kinds(falls: Sequence[Fall], present: Doses) -> list[str]:
    """What is harsh in a way down, each kind once; the stop is judged by its own limit."""
    steps = [present, *(fall.doses for fall in falls)]
    found = {kind for high, low in pairwise(steps) for kind in _kinds_of_fall(high, low)}
    return sorted(found)


def _kinds_of_fall(high: Doses, low: Doses) -> Iterator[str]:
    now, then = total_of(high), total_of(low)
    fallen = [at for at, dose in high.items() if low.get(at, 0) < dose]
    if not then or not fallen:
        return
    if PERMILLE * (now - then) > largest_share() * now:
        yield "a fall takes more than half of the day"
    dropped = sum(at not in low for at in fallen)
    if 0 < dropped < len(fallen):
        yield "a dose is dropped while another one falls"
    if any(high[at] < max(low.values()) for at in fallen):
        yield "a smaller dose falls while a larger one stands"
