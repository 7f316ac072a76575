"""tailor: each limit with the set that bound it and the one that would next."""

from __future__ import annotations

from functional.running import run

WOMAN = [
    "tailor", "--protocol", "us-label-adult", "--age", "85", "--sex", "female",
    "--weight", "50 kg on 2026-11-01", "--muscle", "usual", "--start", "2026-12-01",
    "--creatinine", "1.0 mg/dL on 2026-11-12, steady",
]  # fmt: skip


def test_each_limit_names_what_bound_it_and_what_would_next():
    ended = run(WOMAN)
    assert ended.code == 0
    said = " ".join(ended.out.split())
    assert "max first day: 7.5 mg/day, kidney-bands-80-50-30; next 10 mg/day, older-people" in said
    assert "max daily dose: 17.5 mg/day, older-below-60; next 40 mg/day, kidney-bands" in said
    assert "(older-with-weak-kidneys)" in said


def test_unknown_kidneys_are_refused_and_a_protocol_is_asked_for():
    assert run([*WOMAN[:-2]]).code == 3
    assert run(["tailor"]).code == 2
