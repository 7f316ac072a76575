"""Ways up under the French, Danish and Japanese files, worked by hand from their sources.

France, Winthrop: 5 mg three times a day, 5 mg more three times a day every three days, usually 30
to 75 mg a day (FR1, C). Denmark: 5 mg three times a day, 5 mg more every third day, of each dose
or of the day, at most 100 (DK1, B). Japan: 5 to 15 mg a day in 1 to 3 doses, 5 to 10 mg a day
more every 2 to 3 days, standard dose 30 (JP1, JP2, A); each range is chosen from by name, and one
time of day grows after another: evening, morning, midday.
"""

from __future__ import annotations

import pytest

from baclofen_titration.checked import CheckedSchedule
from baclofen_titration.errors import BaclofenTitrationError, RefusedError
from clinical.hand import assert_is, go_up


def go_up_under(
    protocol: str, aim: str, products: str = "eu-tablet-10", **more: str
) -> CheckedSchedule:
    return go_up(aim, protocol=protocol, products=products, **more)


def test_france_winthrop_stops_at_75_outside_a_hospital() -> None:
    assert_is(go_up_under("fr-winthrop-adult", "max"), """
        days                     | morning    | midday     | evening    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
        2026-12-13 to 2026-12-15 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
        from 2026-12-16          | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
    """)  # fmt: skip


def test_denmark_read_as_5_mg_of_the_day() -> None:
    # Evening takes each odd 5 mg first, then morning, then midday.
    assert_is(go_up_under("dk-promedicin-adult", "30 mg/day", reading="per-day"), """
        days                     | morning   | midday    | evening   | day
        2026-12-01 to 2026-12-03 |  5 = ½x10 |  5 = ½x10 |  5 = ½x10 | 15
        2026-12-04 to 2026-12-06 |  5 = ½x10 |  5 = ½x10 | 10 = 1x10 | 20
        2026-12-07 to 2026-12-09 | 10 = 1x10 |  5 = ½x10 | 10 = 1x10 | 25
        2026-12-10 to 2026-12-12 | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
        from 2026-12-13          | 10 = 1x10 | 10 = 1x10 | 10 = 1x10 | 30
    """)  # fmt: skip


def test_denmark_read_as_5_mg_of_each_dose() -> None:
    # The last rise is 10 mg, from 90 to the maximum of 100: 5 in the evening, 5 in the morning.
    assert_is(go_up_under("dk-promedicin-adult", "max", reading="per-dose"), """
        days                     | morning    | midday     | evening    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
        2026-12-13 to 2026-12-15 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
        2026-12-16 to 2026-12-18 | 30 = 3x10  | 30 = 3x10  | 30 = 3x10  | 90
        2026-12-19 to 2026-12-21 | 35 = 3½x10 | 30 = 3x10  | 35 = 3½x10 | 100
        from 2026-12-22          | 35 = 3½x10 | 30 = 3x10  | 35 = 3½x10 | 100
    """)  # fmt: skip


def test_japan_to_its_standard_dose_at_the_slower_pace() -> None:
    slower = {"begin": "lowest", "rise": "slowest", "interval": "longest"}
    assert_is(go_up_under("jp-label-adult", "max", "jp-tablets", **slower), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 | -        | -        |  5 = 1x5 | 5
        2026-12-04 to 2026-12-06 |  5 = 1x5 | -        |  5 = 1x5 | 10
        2026-12-07 to 2026-12-09 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-10 to 2026-12-12 |  5 = 1x5 |  5 = 1x5 | 10 = 2x5 | 20
        2026-12-13 to 2026-12-15 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
        2026-12-16 to 2026-12-18 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        from 2026-12-19          | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
    """)  # fmt: skip


def test_japan_at_the_faster_pace() -> None:
    # 15 mg a day are 5 mg three times. 10 mg more a day: the evening takes 5 and stands at its
    # largest dose of 10, so the other 5 go to the next in turn, the morning. Then 5 are left.
    faster = {"begin": "highest", "rise": "fastest", "interval": "shortest"}
    assert_is(go_up_under("jp-label-adult", "max", "jp-tablets", **faster), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-02 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-03 to 2026-12-04 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
        2026-12-05 to 2026-12-06 | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
        from 2026-12-07          | 10 = 2x5 | 10 = 2x5 | 10 = 2x5 | 30
    """)  # fmt: skip


def test_japan_from_its_lowest_start_by_its_largest_rise() -> None:
    # One dose, then three: 10 mg more a day are 5 in the morning and 5 at midday.
    mixed = {"begin": "lowest", "rise": "fastest", "interval": "longest"}
    assert_is(go_up_under("jp-label-adult", "25 mg/day", "jp-tablets", **mixed), """
        days                     | morning  | midday   | evening  | day
        2026-12-01 to 2026-12-03 | -        | -        |  5 = 1x5 | 5
        2026-12-04 to 2026-12-06 |  5 = 1x5 |  5 = 1x5 |  5 = 1x5 | 15
        2026-12-07 to 2026-12-09 | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
        from 2026-12-10          | 10 = 2x5 |  5 = 1x5 | 10 = 2x5 | 25
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("protocol", "chosen", "asks"),
    [
        ("dk-promedicin-adult", {}, r"per-day \(.*per-dose \("),
        ("jp-label-adult", {}, "range of rises"),
        ("jp-label-adult", {"rise": "slowest"}, "range of starts"),
        ("jp-label-adult", {"rise": "slowest", "begin": "lowest"}, "interval"),
    ],
)
def test_a_range_is_never_chosen_silently(protocol: str, chosen: dict[str, str], asks: str) -> None:
    with pytest.raises(BaclofenTitrationError, match=asks):
        go_up_under(protocol, "30 mg/day", **chosen)


# What each source was not seen to say, in words of our own.
@pytest.mark.parametrize(
    ("protocol", "gap"),
    [
        ("fr-lioresal-adult", "neither the first dose of adults who are not sensitive"),
        ("fr-baclocur-alcohol-adult", "above the hard limit of 100 mg a day"),
        ("fr-scheme-2014-alcohol-adult", "300 mg a day lies above the hard limit of 100 mg a day"),
        ("at-label-adult", "no start, no rise, no maximum"),
        ("ch-label-adult", "low and slow, without a first dose"),
        ("hk-label-adult", "no start, no rise and no maximum"),
        ("au-label-adult", "without the size of a rise or an interval"),
        ("au-guideline-adult", "does not show the first dose"),
        ("nz-datasheet-adult", "ends with the first dose"),
        ("nl-kompas-adult", "no dose for adults"),
        ("ie-label-adult", "sections on dosage"),
        ("ar-label-adult", "neither the first dose of adults who are not sensitive"),
    ],
)
def test_a_file_that_shows_too_little_refuses_and_names_the_gap(protocol: str, gap: str) -> None:
    with pytest.raises(RefusedError, match=gap):
        go_up_under(protocol, "15 mg/day")
