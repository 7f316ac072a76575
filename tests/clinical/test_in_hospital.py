"""Above the maximum of an outpatient, in hospital: three texts that print a number there.

Germany: rarely 90 to 120 mg a day, normally in hospital, 5 to 15 mg a day more not before every
third day (DE1, A). Singapore: 15 mg a day more every three days; 100 to 120 in hospital, carefully
monitored (SG1, A). France, Winthrop: the same step and 100 to 120 in hospital (FR1, C). Outside a
hospital each stops at 75 mg a day. Three doses of 40 mg are 120 mg.
"""

from __future__ import annotations

import pytest

from baclofen_titration.errors import UnreachableAimError, UnsafeScheduleError
from baclofen_titration.findings import Acknowledgement
from clinical.hand import assert_is, go_up

# Tablets of 10 mg with a break line: four of them make 40 mg.
TABLE = """
        days                     | morning    | midday     | evening    | day
        2026-12-01 to 2026-12-03 |  5 = ½x10  |  5 = ½x10  |  5 = ½x10  | 15
        2026-12-04 to 2026-12-06 | 10 = 1x10  | 10 = 1x10  | 10 = 1x10  | 30
        2026-12-07 to 2026-12-09 | 15 = 1½x10 | 15 = 1½x10 | 15 = 1½x10 | 45
        2026-12-10 to 2026-12-12 | 20 = 2x10  | 20 = 2x10  | 20 = 2x10  | 60
        2026-12-13 to 2026-12-15 | 25 = 2½x10 | 25 = 2½x10 | 25 = 2½x10 | 75
        2026-12-16 to 2026-12-18 | 30 = 3x10  | 30 = 3x10  | 30 = 3x10  | 90
        2026-12-19 to 2026-12-21 | 35 = 3½x10 | 35 = 3½x10 | 35 = 3½x10 | 105
        2026-12-22 to 2026-12-24 | 40 = 4x10  | 40 = 4x10  | 40 = 4x10  | 120
        from 2026-12-25          | 40 = 4x10  | 40 = 4x10  | 40 = 4x10  | 120
"""
CASES = [
    ("de-label-adult", {"rise": "fastest"}),
    ("sg-label-adult", {}),
    ("fr-winthrop-adult", {}),
]


@pytest.mark.parametrize(("protocol", "chosen"), CASES)
def test_a_patient_in_hospital_goes_on_to_120(protocol: str, chosen: dict[str, str]) -> None:
    inside = {"protocol": protocol, "products": "eu-tablet-10", "setting": "inpatient", **chosen}
    with pytest.raises(UnsafeScheduleError) as refused:
        go_up("max", **inside)
    (stop,) = refused.value.stops
    assert stop.code == "only-in-hospital"
    accepted = Acknowledgement(
        code=stop.code,
        value=stop.found,
        request=refused.value.request,
        role="prescriber",
        reason="on the ward, watched",
    )
    assert_is(go_up("max", acknowledgements=[accepted], **inside), TABLE)


@pytest.mark.parametrize(("protocol", "chosen"), CASES)
def test_an_outpatient_stops_at_75(protocol: str, chosen: dict[str, str]) -> None:
    with pytest.raises(UnreachableAimError, match="maximum of 75 mg/day"):
        go_up("90 mg/day", protocol=protocol, products="eu-tablet-10", **chosen)
