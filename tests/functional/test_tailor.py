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
    assert "first day 7.5 mg/day kidney-bands-80-50-30; next older-people" in said
    assert "most a day 17.5 mg/day older-below-60; next kidney-bands-80-50-30" in said
    limits = ended.out.split("limit\n")[1].split("- Stop")[0]
    assert len(limits.splitlines()) == 11, "one line for each limit"
    assert "(older-with-weak-kidneys)" in said


def test_unknown_kidneys_are_refused_and_a_protocol_is_asked_for():
    assert run([*WOMAN[:-2]]).code == 3
    assert run(["tailor"]).code == 2


DIALYSIS = ["tailor", "--protocol", "us-label-adult", "--age", "46", "--kidneys", "haemodialysis",
            "--start", "2026-12-01"]  # fmt: skip
CLASH = "the largest first day is 2.5 mg/day (kidney-first-doses), and what the patient has makes"


def test_where_no_legal_dose_is_left_both_are_named():
    said = " ".join(run([*DIALYSIS, "--products", "us-tablet-10-whole"]).out.split())
    assert f"{CLASH} no dose below 10 mg (us-tablet-10-whole)" in said
    assert "No legal dose" not in run([*DIALYSIS, "--products", "us-liquid-5mg-in-5ml"]).out
    plan = run(
        ["plan", *DIALYSIS[1:], "--products", "us-tablets", "--taking", "none", "--aim", "max"]
    )
    assert plan.code == 3
    assert f"{CLASH} no dose below 5 mg" in " ".join(plan.err.split())


def test_a_taper_is_offered_only_where_one_can_be_planned():
    offer = "A taper can be planned meanwhile."
    unknown = ["--kidneys", "unknown", "--start", "2026-12-01"]
    said = run(["tailor", "--protocol", "us-label-adult", "--age", "46", *unknown])
    assert offer in " ".join(said.err.split())
    for refused in (
        ["--protocol", "bnf-adult", "--age", "46"],  # nothing is planned from it
        ["--protocol", "us-label-adult", "--age", "7 years"],  # it covers no child, up or down
    ):
        ended = run(["tailor", *refused, *unknown])
        assert ended.code == 3
        assert offer not in " ".join(ended.err.split())


def test_in_hospital_the_line_says_so():
    ended = run(["tailor", "--protocol", "de-label-adult", "--age", "46", "--setting", "inpatient",
                 "--kidneys", "normal, tested 2026-11-12", "--start", "2026-12-01"])  # fmt: skip
    assert "most a day 120 mg/day in hospital" in " ".join(ended.out.split())


def test_weight_and_age_of_a_child_narrow_the_lines_too():
    ended = run(["tailor", "--protocol", "eu-label-child", "--age", "7 years 11 months",
                 "--weight", "30 kg on 2026-11-20", "--kidneys", "normal, tested 2026-11-20",
                 "--start", "2026-12-01", "--taking", "none"])  # fmt: skip
    assert "most a day         40 mg/day" in ended.out
    assert "not-an-adult" in ended.out
